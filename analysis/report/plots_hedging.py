"""Figures of the hedging measure: rates by outlet, categories by outlet, rates by role."""

from collections.abc import Sequence

import matplotlib.figure
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.corpus.entries import TEXT_ROLES
from analysis.report.charts import (
    BLACK,
    BLUE,
    MAX_ROWS,
    ROLE_STYLES,
    Names,
    Slots,
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


_RATE_COLUMNS = {
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
def plot_hedge_rates(rates: pd.DataFrame) -> Figure:
    """Draw hedges per 1,000 words by event and outlet as bars, the counts beside them.

    Parameters
    ----------
    rates
        One row per event and outlet, as ``rate_hedges`` returns it.

    Returns
    -------
    Figure
        ``fig-hedge-rates``. The 40 rows with the most words are drawn; the caption names the cut.
    """
    title = "Hedges per 1,000 words, by outlet"
    rows, cut = largest(clean_columns(rates, "event", "outlet"), "words")
    rows = _ranked(rows)
    columns = {name: about for name, about in _RATE_COLUMNS.items() if name != "role"}
    if rows.empty or not rows["words"].sum():
        sentence = "No words were counted in these articles."
        return empty_figure("fig-hedge-rates", title, sentence, columns)
    figure, names, places = _new_rows(title, rows)
    axes = figure.subplots()
    row_axes(axes, places, [names.drawn[outlet] for outlet in rows["outlet"]])
    axes.set_xlim(0, _draw_bars(axes, places.heights, rows, (BLUE, ""), inches=3.6))
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
        f"Hedges per 1,000 words of headline, body and quotation; {_extent(rows)} of "
        f"{amount(int(rows['articles'].sum()), 'article')} by {outlets}, "
        f"{name_events(list(rows['event']))}. Beside each bar: hedges found, words and articles "
        f"counted. {_interval_note(rows)}"
        f"{cut}{names.note}"
    )
    alt = f"Horizontal bar chart of {RATE} by outlet, where {_extremes(rows)}."
    data = rows.reindex(columns=list(columns))
    return Figure("fig-hedge-rates", figure, caption, alt, data, columns)


@style()
def plot_hedge_categories(categories: pd.DataFrame) -> Figure:
    """Draw the number of hedges by outlet and category as tiles with printed counts.

    Parameters
    ----------
    categories
        Columns event, outlet, category, hedges; a missing combination counts as none.

    Returns
    -------
    Figure
        ``fig-hedge-categories``. The 40 outlets with the most hedges are drawn.
    """
    title = "Hedges found, by outlet and category"
    columns = {name: _RATE_COLUMNS[name] for name in ("event", "outlet")}
    columns |= {"category": "category of the hedge", "hedges": "hedges found"}
    frame = clean_columns(categories, "event", "outlet")
    if not (total := int(frame["hedges"].sum())):
        sentence = "No hedges were found in these articles."
        return empty_figure("fig-hedge-categories", title, sentence, columns)
    rows, cut = largest(_sums(frame, "hedges"), "hedges")
    rows = rows.sort_values(["event", "hedges", "outlet"], ascending=[True, False, True])
    table = _by_category(frame, rows)
    figure, names, places = _new_rows(title, rows)
    axes = figure.subplots()
    row_axes(axes, places, [names.drawn[outlet] for outlet in rows["outlet"]])
    _draw_tiles(axes, places.heights, table)
    row_notes(axes, places.heights, [f"{n:,} in all" for n in rows["hedges"]])
    sizes = listing([f"{name} {int(n):,}" for name, n in table.sum().items()])
    caption = (
        f"Number of hedges (counts, not rates: longer texts hold more); {amount(total, 'hedge')} "
        f"in {name_events(list(rows['event']))}. Darker tiles hold more.{cut}{names.note}"
    )
    alt = (
        f"Table of tiles with the number of hedges by outlet and category, where the categories "
        f"hold: {sizes}."
    )
    data = table.reset_index().melt(["event", "outlet"], value_name="hedges")
    return Figure("fig-hedge-categories", figure, caption, alt, data, columns)


@style()
def plot_hedge_roles(rates: pd.DataFrame) -> Figure:
    """Draw hedges per 1,000 words by outlet, one panel for each role the words have.

    Parameters
    ----------
    rates
        One row per event, outlet and role, as ``rate_hedges`` returns it for
        ``by=("event", "outlet", "role")``.

    Returns
    -------
    Figure
        ``fig-hedge-roles``. The 40 outlets with the most words are drawn.
    """
    title = "Hedges per 1,000 words, by outlet and place in the article"
    columns = {name: _RATE_COLUMNS[name] for name in _RATE_COLUMNS if name not in ("low", "high")}
    frame = clean_columns(rates[rates["words"] > 0], "event", "outlet")
    if frame.empty:
        sentence = "No words were counted in these articles."
        return empty_figure("fig-hedge-roles", title, sentence, columns)
    rows, cut = largest(_sums(frame, "words"), "words")
    rows = rows.sort_values(["event", "outlet"])
    frame = frame.merge(rows[["event", "outlet"]], on=["event", "outlet"])
    frame = frame.reindex(columns=list(columns))
    roles = [role for role in TEXT_ROLES if role in set(frame["role"])]
    figure, names, places = _new_rows(title, rows, more=0.2)
    _draw_roles(figure, frame, roles, rows, names, places)
    best = frame.sort_values(["per_1000_words", "outlet"], ascending=[False, True]).iloc[0]
    caption = (
        f"Hedges per 1,000 words, apart for headlines, body and blocks quoted from another "
        f"publisher; {_extent(frame)}, {name_events(list(rows['event']))}. On each bar: the rate, "
        f"and in brackets hedges / words. An empty place: no words of that kind.{cut}{names.note}"
    )
    alt = (
        f"Bar charts of {RATE} by outlet, one panel each for {listing(roles)}, where the highest "
        f"rate is {best['per_1000_words']:.1f} ({best['outlet']}, {best['role']}, "
        f"{amount(best['hedges'], 'hedge')} in {amount(best['words'], 'word')})."
    )
    return Figure("fig-hedge-roles", figure, caption, alt, frame, columns)


def _sums(frame: pd.DataFrame, counted: str) -> pd.DataFrame:
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


def _new_rows(
    title: str, rows: pd.DataFrame, more: float = 0.0
) -> tuple[matplotlib.figure.Figure, Names, Slots]:
    # A figure with room for a row an outlet, its names as they are drawn and where they stand.
    names = draw_names(rows["outlet"], 2 if len(rows) <= MAX_ROWS / 2 else 1)
    places = slots(list(rows["event"]))
    height = 1.0 + places.total * (0.2 if names.lines() == 1 else 0.3)
    return new_figure(title, height + more), names, places


def _draw_roles(
    figure: matplotlib.figure.Figure,
    frame: pd.DataFrame,
    roles: Sequence[str],
    rows: pd.DataFrame,
    names: Names,
    places: Slots,
) -> None:
    panels = figure.subplots(1, len(roles), sharex=True, sharey=True, squeeze=False)[0]
    keys = zip(rows["event"], rows["outlet"], strict=True)
    height_of = dict(zip(keys, places.heights, strict=True))
    labels = [names.drawn[outlet] for outlet in rows["outlet"]]
    reaches = []
    for axes, role in zip(panels, roles, strict=True):
        shown = frame[frame["role"] == role]
        heights = [height_of[key] for key in zip(shown["event"], shown["outlet"], strict=True)]
        row_axes(axes, places if axes is panels[0] else places._replace(headings=[]), labels)
        reaches.append(_draw_bars(axes, heights, shown, ROLE_STYLES[role], 5.1 / len(roles) - 0.2))
        axes.set_title(role)
        axes.grid(axis="x")
    panels[0].set_xlim(0, max(reaches))
    figure.supxlabel(RATE, size=8)


def _draw_bars(
    axes: Axes, heights: Sequence[float], rows: pd.DataFrame, look: tuple[str, str], inches: float
) -> float:
    # Returns how far the axis has to reach so that the longest text beside a bar has room.
    colour, hatch = look
    lengths = np.nan_to_num(rows["per_1000_words"].to_numpy(dtype=float))
    axes.barh(heights, lengths, 0.62, color=colour, hatch=hatch, hatchcolor="white", linewidth=0)
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
    if "role" in row.index:
        return f"{text} ({row['hedges']:,} / {row['words']:,})"
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


def _extent(rows: pd.DataFrame) -> str:
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
