"""Figures of the hedging measure: rates by outlet, categories by outlet."""

from collections.abc import Mapping, Sequence

import matplotlib.figure
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.report.charts import (
    BLACK,
    BLUE,
    MAX_ROWS,
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

RATE = "hedges per 1,000 words"
_LETTER = 0.06
"""Inches that a letter of small text takes, on average."""


RATE_COLUMNS = {
    "event": "event covered",
    "outlet": "outlet compared",
    "role": "where the words stand: headline, body or quotation",
    "articles": "articles counted",
    "words": "words counted",
    "hedges": "hedges found",
    "per_1000_words": RATE,
    "low": "lower end of the 95 % bootstrap interval over articles",
    "high": "upper end of the 95 % bootstrap interval over articles",
}


@style()
def plot_hedge_rates(rates: pd.DataFrame, event_names: Mapping[str, str] | None = None) -> Figure:
    """Draw hedges per 1,000 words by event and outlet as bars, the counts beside them.

    Parameters
    ----------
    rates
        One row per event and outlet, as ``rate_hedges`` returns it.
    event_names
        Readable names of events, as the corpus has them.

    Returns
    -------
    Figure
        ``fig-hedge-rates``. The 40 rows with the most words are drawn; the caption names the cut.
    """
    title = "Hedges per 1,000 words, by outlet"
    rows, cut = largest(clean_columns(rates, "event", "outlet"), "words")
    rows = _ranked(rows)
    columns = {name: about for name, about in RATE_COLUMNS.items() if name != "role"}
    if rows.empty or not rows["words"].sum():
        sentence = "No words were counted in these articles."
        return empty_figure("fig-hedge-rates", title, sentence, columns)
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
    axes.set_xlabel(RATE)
    axes.grid(axis="x")
    outlets = outlets_in_words(rows["outlet"].repeat(rows["articles"].to_list()))
    caption = (
        f"Hedges per 1,000 words of headline, body and quotation; {extent(rows)} of "
        f"{amount(int(rows['articles'].sum()), 'article')} by {outlets}, "
        f"{name_events(rows['event'], event_names)}. Beside each bar: hedges found, words "
        f"and articles counted. {_interval_note(rows)}"
        f"{cut}{names.note}"
    )
    alt = f"Horizontal bar chart of {RATE} by outlet, where {_extremes(rows)}."
    data = rows.reindex(columns=list(columns))
    return Figure("fig-hedge-rates", figure, caption, alt, data, columns)


@style()
def plot_hedge_categories(
    categories: pd.DataFrame, event_names: Mapping[str, str] | None = None
) -> Figure:
    """Draw the number of hedges by outlet and category as tiles with printed counts.

    Parameters
    ----------
    categories
        Columns event, outlet, category, hedges; a missing combination counts as none.
    event_names
        Readable names of events, as the corpus has them.

    Returns
    -------
    Figure
        ``fig-hedge-categories``. The 40 outlets with the most hedges are drawn.
    """
    title = "Hedges found, by outlet and category"
    columns = {name: RATE_COLUMNS[name] for name in ("event", "outlet")}
    columns |= {"category": "category of the hedge", "hedges": "hedges found"}
    frame = clean_columns(categories, "event", "outlet")
    if not (total := int(frame["hedges"].sum())):
        sentence = "No hedges were found in these articles."
        return empty_figure("fig-hedge-categories", title, sentence, columns)
    rows, cut = largest(sum_by_outlet(frame, "hedges"), "hedges")
    rows = rows.sort_values(["event", "hedges", "outlet"], ascending=[True, False, True])
    table = _by_category(frame, rows)
    figure, names, places = new_rows(title, rows, event_names)
    axes = figure.subplots()
    row_axes(axes, places, [names.drawn[outlet] for outlet in rows["outlet"]])
    _draw_tiles(axes, places.heights, table)
    row_notes(axes, places.heights, [f"{n:,} in all" for n in rows["hedges"]])
    sizes = listing([f"{name} {int(n):,}" for name, n in table.sum().items()])
    caption = (
        f"Number of hedges (counts, not rates: longer texts hold more); {amount(total, 'hedge')} "
        f"in {name_events(rows['event'], event_names)}. Darker tiles hold more.{cut}{names.note}"
    )
    alt = (
        f"Table of tiles with the number of hedges by outlet and category, where the categories "
        f"hold: {sizes}."
    )
    data = table.reset_index().melt(["event", "outlet"], value_name="hedges")
    return Figure("fig-hedge-categories", figure, caption, alt, data, columns)


def sum_by_outlet(frame: pd.DataFrame, counted: str) -> pd.DataFrame:
    """Return columns event, outlet and the sums of one more."""
    return frame.groupby(["event", "outlet"])[counted].sum().reset_index()


def _by_category(frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    # Outlets in the order of the rows; categories by their number, the most frequent first.
    table = frame.pivot_table(
        index=["event", "outlet"], columns="category", values="hedges", aggfunc="sum", fill_value=0
    )
    order = table.sum().sort_values(ascending=False, kind="stable").index
    return table.loc[list(zip(rows["event"], rows["outlet"], strict=True)), order]


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
    axes.barh(heights, lengths, 0.62, color=BLUE, linewidth=0)
    ends = np.fmax(lengths, rows.get("high", np.nan))
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
    known = rows["low"].notna().to_numpy() & rows["high"].notna().to_numpy()
    lows, highs = rows["low"].to_numpy(dtype=float), rows["high"].to_numpy(dtype=float)
    at = np.asarray(heights)
    axes.hlines(at[known], lows[known], highs[known], color=BLACK, linewidth=1.2)
    for ends in (lows, highs):
        axes.plot(ends[known], at[known], "|", color=BLACK, markersize=6)


def _draw_tiles(axes: Axes, heights: Sequence[float], table: pd.DataFrame) -> None:
    values = table.to_numpy(dtype=float)
    for height, line in zip(heights, values, strict=True):
        for place, value in enumerate(line):
            draw_tile(axes, place, height, value / values.max(), f"{value:,.0f}")
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
    if rows["low"].notna().any():
        return (
            "Black lines, with their ends in brackets: 95 % bootstrap intervals over articles, for "
            "outlets with enough of them."
        )
    return "No outlet has enough articles for an interval."


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
