"""The figure of hedging rates: hedges per 1,000 of the outlets' own words."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.report.charts import (
    BLACK,
    BLUE,
    VERMILLION,
    clean_columns,
    empty_figure,
    largest,
    name_events,
    row_axes,
    row_notes,
)
from analysis.report.figures import SMALL_TEXT_SIZE, Figure, style
from analysis.report.findings import amount, outlets_in_words
from analysis.report.outlet_rows import new_rows
from analysis.report.voices import own_rows

RATE = "hedges per 1,000 words"
FEW_WORDS = 100
"""A rate that rests on fewer words is drawn hollow."""

_RAISED = 0.07
"""How far above the middle of its row the label of a bar stands."""

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


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    order = ["event", "per_1000_words", "outlet"]
    return rows.sort_values(order, ascending=[True, False, True], na_position="last")


def _draw_bars(axes: Axes, heights: Sequence[float], rows: pd.DataFrame, inches: float) -> float:
    # Returns how far the axis has to reach so that the longest text beside a bar has room.
    lengths = np.nan_to_num(rows["per_1000_words"].to_numpy(dtype=float))
    few = rows["words"].to_numpy() < FEW_WORDS
    colours = ["white" if hollow else BLUE for hollow in few]
    axes.barh(heights, lengths, 0.62, color=colours, edgecolor=BLUE, linewidth=few)
    reach = float(np.nanmax([1.0, *rows[["high", "left_out_high"]].max(axis=1) * 1.04]))
    for height, end, (_, row) in zip(heights, lengths, rows.iterrows(), strict=True):
        # At the end of its bar; lines of intervals pass beneath it.
        text = _bar_text(row)
        axes.annotate(
            text, (end, height - _RAISED), (4, 0), textcoords="offset points",
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
        colour, place = (VERMILLION, at + 0.24) if left_out else (BLACK, at + 0.38)
        axes.hlines(place[known], lows[known], highs[known], color=colour, linewidth=width)
        if not left_out:
            for ends in (lows, highs):
                axes.plot(ends[known], place[known], "|", color=BLACK, markersize=5)


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
