"""Figures of the hedging measure: rates of own voices by outlet, categories by outlet."""

from collections.abc import Mapping, Sequence

import matplotlib.figure
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.report.charts import (
    BLACK,
    BLUE,
    MAX_ROWS,
    VERMILLION,
    Names,
    Slots,
    call_events,
    clean_columns,
    draw_names,
    draw_tile,
    empty_figure,
    largest,
    name_events,
    new_figure,
    row_axes,
    row_notes,
    slots,
)
from analysis.report.figures import SMALL_TEXT_SIZE, Figure, style
from analysis.report.findings import amount, listing, outlets_in_words
from analysis.report.voices import OWN, own_rows

RATE = "hedges per 1,000 words"
FEW_WORDS = 100
"""A rate that rests on fewer words is drawn hollow."""

_LETTER = 0.06
"""Inches that a letter of small text takes, on average."""


RATE_COLUMNS = {
    "event": "event covered",
    "outlet": "outlet compared",
    "role": "where the words stand: headline, body or quotation",
    "voice": "whose words: own (the outlet's), direct (inside quotation marks), paraphrase",
    "articles": "articles counted",
    "words": "words counted",
    "hedges": "hedges found",
    "per_1000_words": RATE,
    "low": "lower end of the 95 % bootstrap interval over articles",
    "high": "upper end of the 95 % bootstrap interval over articles",
    "left_out_low": "lowest rate when any one article is left out",
    "left_out_high": "highest rate when any one article is left out",
}
_OWN_COLUMNS = {name: about for name, about in RATE_COLUMNS.items() if name != "role"}


@style()
def plot_hedge_rates(rates: pd.DataFrame, event_names: Mapping[str, str] | None = None) -> Figure:
    """Draw hedges per 1,000 of the outlets' own words as bars, the counts beside them.

    Parameters
    ----------
    rates
        One row per event, outlet and voice, as ``rate_hedges`` returns it; only the outlets' own
        voice is drawn.
    event_names
        Readable names of events, as the corpus has them.

    Returns
    -------
    Figure
        ``fig-hedge-rates``. The 40 rows with the most words are drawn; the caption names the cut.
    """
    title = "Hedges per 1,000 of the outlets’ own words"
    rows, cut = largest(clean_columns(own_rows(rates), "event", "outlet"), "words")
    rows = _ranked(rows)
    if rows.empty or not rows["words"].sum():
        sentence = "No words of the outlets’ own were counted in these articles."
        return empty_figure("fig-hedge-rates", title, sentence, _OWN_COLUMNS)
    figure, names, places = new_rows(title, rows, event_names)
    axes = figure.subplots()
    row_axes(axes, places, [names.drawn[outlet] for outlet in rows["outlet"]])
    axes.set_xlim(0, _draw_bars(axes, places.heights, rows, inches=3.6))
    _draw_intervals(axes, places.heights, rows)
    notes = [
        f"{row['hedges']:,} in {amount(row['words'], 'word')}, {amount(row['articles'], 'article')}"
        for _, row in rows.iterrows()
    ]
    row_notes(axes, places.heights, notes)
    axes.set_xlabel("hedges per 1,000 own words")
    axes.grid(axis="x")
    outlets = outlets_in_words(rows["outlet"].repeat(rows["articles"].to_list()))
    caption = (
        f"Hedges that the outlets use themselves, neither quoted nor paraphrased, per 1,000 of "
        f"their own words; {extent(rows)} of "
        f"{amount(int(rows['articles'].sum()), 'article')} by {outlets}, "
        f"{name_events(rows['event'], event_names)}. Beside each bar: hedges found, words "
        f"and articles counted. {_interval_note(rows)}{_hollow_note(rows)}{cut}{names.note}"
    )
    alt = f"Horizontal bar chart of {RATE} of own words by outlet, where {_extremes(rows)}."
    data = rows.reindex(columns=list(_OWN_COLUMNS))
    return Figure("fig-hedge-rates", figure, caption, alt, data, _OWN_COLUMNS)


@style()
def plot_hedge_categories(
    categories: pd.DataFrame, event_names: Mapping[str, str] | None = None
) -> Figure:
    """Draw the number of hedges by outlet and category as tiles with printed counts.

    Two counts stand in a tile: those in the outlet's own voice, and those that it quotes or
    paraphrases.

    Parameters
    ----------
    categories
        Columns event, outlet, voice, category, hedges; a missing combination counts as none.
    event_names
        Readable names of events, as the corpus has them.

    Returns
    -------
    Figure
        ``fig-hedge-categories``. The 40 outlets with the most hedges are drawn.
    """
    title = "Hedges found, by outlet and category: in own words + reported"
    frame = clean_columns(categories, "event", "outlet")
    if not (total := int(frame["hedges"].sum())):
        sentence = "No hedges were found in these articles."
        return empty_figure("fig-hedge-categories", title, sentence, _CATEGORY_COLUMNS)
    rows, cut = largest(sum_by_outlet(frame, "hedges"), "hedges")
    rows = rows.sort_values(["event", "hedges", "outlet"], ascending=[True, False, True])
    own, reported = (
        _by_category(frame, rows, frame["voice"].eq(OWN) == is_own) for is_own in (True, False)
    )
    figure, names, places = new_rows(title, rows, event_names)
    axes = figure.subplots()
    row_axes(axes, places, [names.drawn[outlet] for outlet in rows["outlet"]])
    _draw_tiles(axes, places.heights, own, reported)
    sums = zip(own.sum(axis=1), reported.sum(axis=1), strict=True)
    row_notes(axes, places.heights, [f"{one:,.0f} + {other:,.0f}" for one, other in sums])
    sizes = listing(
        [f"{name} {own[name].sum():,.0f} + {reported[name].sum():,.0f}" for name in own]
    )
    caption = (
        f"Number of hedges (counts, not rates: longer texts hold more); {amount(total, 'hedge')} "
        f"in {name_events(rows['event'], event_names)}. In each tile, and at the right for all: "
        f"those in the outlet’s own words + those quoted or paraphrased. Darker tiles hold more in "
        f"own words. Certainty words nearly always express doubt.{cut}{names.note}"
    )
    alt = (
        f"Table of tiles with the number of hedges by outlet and category, own words + reported, "
        f"where the categories hold: {sizes}."
    )
    keys = ["event", "outlet", "category"]
    data = _long(own, "own").merge(_long(reported, "reported"), on=keys)
    return Figure("fig-hedge-categories", figure, caption, alt, data, _CATEGORY_COLUMNS)


_CATEGORY_COLUMNS = {
    "event": "event covered",
    "outlet": "outlet compared",
    "category": "category of the hedge",
    "own": "hedges in the outlet's own voice",
    "reported": "hedges that the outlet quotes or paraphrases",
}


def sum_by_outlet(frame: pd.DataFrame, counted: str) -> pd.DataFrame:
    """Return columns event, outlet and the sums of one more."""
    return frame.groupby(["event", "outlet"])[counted].sum().reset_index()


def _long(table: pd.DataFrame, name: str) -> pd.DataFrame:
    return table.reset_index().melt(["event", "outlet"], value_name=name)


def _by_category(frame: pd.DataFrame, rows: pd.DataFrame, which: pd.Series) -> pd.DataFrame:
    # Outlets in the order of the rows; categories by their number, the most frequent first.
    keys = ["event", "outlet"]
    counted = frame.assign(hedges=frame["hedges"].where(which, 0))
    table = counted.pivot_table(
        index=keys, columns="category", values="hedges", aggfunc="sum", fill_value=0
    )
    order = frame.groupby("category")["hedges"].sum().sort_values(ascending=False, kind="stable")
    return table.loc[list(zip(rows["event"], rows["outlet"], strict=True)), order.index]


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    order = ["event", "per_1000_words", "outlet"]
    return rows.sort_values(order, ascending=[True, False, True], na_position="last")


def new_rows(
    title: str,
    rows: pd.DataFrame,
    event_names: Mapping[str, str] | None,
    more: float = 0.0,
) -> tuple[matplotlib.figure.Figure, Names, Slots]:
    """Start a figure with a row an outlet; return it, the names as drawn and where they stand."""
    names = draw_names(rows["outlet"], 2 if len(rows) <= MAX_ROWS / 2 else 1)
    places = slots(call_events(rows["event"], event_names))
    height = 1.0 + places.total * (0.2 if names.lines() == 1 else 0.3)
    return new_figure(title, height + more), names, places


def _draw_bars(axes: Axes, heights: Sequence[float], rows: pd.DataFrame, inches: float) -> float:
    # Returns how far the axis has to reach so that the longest text beside a bar has room.
    lengths = np.nan_to_num(rows["per_1000_words"].to_numpy(dtype=float))
    few = rows["words"].to_numpy() < FEW_WORDS
    colours = ["white" if hollow else BLUE for hollow in few]
    axes.barh(heights, lengths, 0.62, color=colours, edgecolor=BLUE, linewidth=few)
    ends = np.fmax(lengths, rows[["high", "left_out_high"]].max(axis=1))
    reach = 1.0
    for height, end, (_, row) in zip(heights, ends, rows.iterrows(), strict=True):
        text = _bar_text(row)
        axes.annotate(
            text, (end, height), (4, 0), textcoords="offset points",
            va="center_baseline", size=SMALL_TEXT_SIZE,
        )  # fmt: skip
        left = 1 - (len(text) + 2) * _LETTER / inches
        reach = max(reach, end / max(left, 0.25))
    return reach


def _bar_text(row: pd.Series) -> str:
    text = f"{row['per_1000_words']:.1f}" if row["words"] else "no words"
    return text if pd.isna(row["low"]) else f"{text} ({row['low']:.1f}–{row['high']:.1f})"


def _draw_intervals(axes: Axes, heights: Sequence[float], rows: pd.DataFrame) -> None:
    at = np.asarray(heights)
    for low, high, width in (("left_out_low", "left_out_high", 2.2), ("low", "high", 1.2)):
        known = rows[low].notna().to_numpy() & rows[high].notna().to_numpy()
        lows, highs = rows[low].to_numpy(dtype=float), rows[high].to_numpy(dtype=float)
        left_out = low == "left_out_low"
        colour, place = (VERMILLION, at + 0.22) if left_out else (BLACK, at)
        axes.hlines(place[known], lows[known], highs[known], color=colour, linewidth=width)
        if not left_out:
            for ends in (lows, highs):
                axes.plot(ends[known], at[known], "|", color=BLACK, markersize=6)


def _draw_tiles(
    axes: Axes, heights: Sequence[float], table: pd.DataFrame, others: pd.DataFrame
) -> None:
    values, further = (each.to_numpy(dtype=float) for each in (table, others))
    most = values.max() or 1.0
    for height, line, more in zip(heights, values, further, strict=True):
        for place, (value, other) in enumerate(zip(line, more, strict=True)):
            draw_tile(axes, place, height, value / most, f"{value:,.0f} + {other:,.0f}")
    axes.set_xlim(-0.5, len(table.columns) - 0.5)
    drawn = draw_names(map(str, table.columns), width=14).drawn
    axes.set_xticks(range(len(table.columns)), [drawn[str(name)] for name in table.columns])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)


def extent(rows: pd.DataFrame) -> str:
    """Say how many hedges in how many words some rows hold."""
    hedges, words = int(rows["hedges"].sum()), int(rows["words"].sum())
    return f"{amount(hedges, 'hedge')} in {amount(words, 'word')}"


def _interval_note(rows: pd.DataFrame) -> str:
    left_out = (
        " Orange lines: where the rate lies when any one article is left out."
        if rows["left_out_low"].notna().any()
        else ""
    )
    if rows["low"].notna().any():
        return (
            "Black lines, with their ends in brackets: 95 % bootstrap intervals over articles, for "
            f"outlets with enough of them.{left_out}"
        )
    return f"No outlet has enough articles for an interval.{left_out}"


def _hollow_note(rows: pd.DataFrame) -> str:
    few = (rows["words"] < FEW_WORDS).any()
    return f" Hollow bars rest on fewer than {FEW_WORDS} words." if few else ""


def _extremes(rows: pd.DataFrame) -> str:
    known = rows[rows["per_1000_words"].notna()]
    ranked = known.sort_values(["per_1000_words", "outlet"], ascending=[False, True])
    rates = [f"{rate:.1f}" for rate in ranked["per_1000_words"]]
    if len(rates) > 1 and rates[0] == rates[-1]:
        return f"all {len(rates)} rows have {rates[0]}"
    first, last = (_counted(ranked.iloc[i]) for i in (0, -1))
    if len(rates) == 1:
        return f"the only row, {ranked['outlet'].iloc[0]}, has {first}"
    return (
        f"{ranked['outlet'].iloc[0]} has the highest, {first}, "
        f"and {ranked['outlet'].iloc[-1]} the lowest, {last}"
    )


def _counted(row: pd.Series) -> str:
    return f"{row['per_1000_words']:.1f} ({row['hedges']:,} in {amount(row['words'], 'word')})"
