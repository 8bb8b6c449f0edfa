"""The figure of how exactly sources are named: a mark an attribution, by outlet and rung."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.figure
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.compare.attribution import LADDER
from analysis.report.charts import (
    BLUE,
    GREY,
    PALE,
    Names,
    Slots,
    call_events,
    clean_columns,
    draw_names,
    empty_figure,
    name_events,
    new_figure,
    row_axes,
)
from analysis.report.figures import SMALL_TEXT_SIZE, Figure, style
from analysis.report.findings import amount, listing
from analysis.report.outlet_rows import draw_outlets, largest_outlets

TITLE = "How exactly sources are named, by outlet"

_COLUMNS = {
    "event": "event covered",
    "outlet": "outlet compared",
    "strength": "rung of the ladder",
    "attributions": "attributions of the outlet on this rung",
    "quoted": "those of them with words in quotation marks",
}

_ACROSS = 12
"""Marks in a line of a cell; more are set in further lines."""

_LINES = 4
"""Lines of marks in the fullest cell; where that is not enough, a mark stands for several."""

_MAX_OUTLETS = 32

_MAX_LINES = 56
"""Lines of the whole figure; where that is not enough, a mark stands for several."""

_GAP = 0.6
"""Lines between two outlets."""


@style()
def plot_ladder(strengths: pd.DataFrame, event_names: Mapping[str, str] | None = None) -> Figure:
    """Draw one mark an attribution, by outlet and rung of the ladder, the counts beside them.

    Parameters
    ----------
    strengths
        The frame of ``compare_attribution``.
    event_names
        Readable names of events, as the corpus has them.

    Returns
    -------
    Figure
        ``fig-ladder``. The 32 outlets with the most attributions are drawn.
    """
    frame = clean_columns(strengths, "event", "outlet")[list(_COLUMNS)]
    if not (total := int(frame["attributions"].sum())):
        sentence = "No attribution was found in these articles."
        return empty_figure("fig-ladder", TITLE, sentence, _COLUMNS)
    rows, frame, cut = largest_outlets(frame, "attributions", _MAX_OUTLETS)
    each = _marks_stand_for(frame)
    names = draw_outlets(rows["outlet"], 2 if len(rows) <= _MAX_OUTLETS / 2 else 1)
    figure = _draw_marks(frame, rows, each, names, event_names)
    stands = "One mark an attribution" if each == 1 else f"One mark for {each:,} attributions"
    rungs = "; ".join(f"{rung} ({meaning})" for rung, meaning in LADDER.items())
    caption = (
        f"Attributions by how exactly they name their source, the most exact at the left; "
        f"{amount(total, 'attribution')}, {name_events(rows['event'], event_names)}. {stands}; "
        f"filled, with words in quotation marks; hollow, paraphrase only. Numbers are counts. The "
        f"rungs: {rungs}. They say who is named, not who is right.{cut}{names.note}"
    )
    sums = frame.groupby("strength")["attributions"].sum()
    sizes = listing([f"{rung} {int(sums.get(rung, 0)):,}" for rung in LADDER])
    alt = f"Strip plot of attributions by outlet and rung of the ladder. In all: {sizes}."
    return Figure("fig-ladder", figure, caption, alt, frame, _COLUMNS)


def _marks_stand_for(frame: pd.DataFrame) -> int:
    """How many attributions a mark stands for, so that the figure stays on a page."""
    fullest = frame.groupby(["event", "outlet"])["attributions"].max()
    each = -(-int(fullest.max()) // (_ACROSS * _LINES))
    while each < fullest.max() and _lines(fullest, each).add(_GAP).sum() > _MAX_LINES:
        each += 1
    return each


def _lines(fullest: "pd.Series[int]", each: int) -> "pd.Series[int]":
    """Lines of marks that the fullest cell of each outlet takes."""
    return (-(-fullest // (_ACROSS * each))).clip(lower=1)


def _draw_marks(
    frame: pd.DataFrame,
    rows: pd.DataFrame,
    each: int,
    names: Names,
    event_names: Mapping[str, str] | None,
) -> matplotlib.figure.Figure:
    fullest = frame.groupby(["event", "outlet"])["attributions"].max()
    lines = {key: int(needed) for key, needed in _lines(fullest, each).items()}
    places = _tall_slots(rows, [lines[key] for key in _keys(rows)], event_names)
    figure = new_figure(TITLE, 1.25 + 0.145 * places.total)
    axes = figure.subplots()
    row_axes(axes, places, [names.drawn[outlet] for outlet in rows["outlet"]])
    axes.set_ylim(places.total - 0.4, -0.9)
    cells = {
        (event, outlet, rung): (count, quoted)
        for event, outlet, rung, count, quoted in frame.itertuples(index=False, name=None)
    }
    for number, (key, height) in enumerate(zip(_keys(rows), places.heights, strict=True)):
        if number % 2 == 0:
            half = (lines[key] + _GAP) / 2
            axes.axhspan(height - half, height + half, color=PALE, linewidth=0, zorder=0)
        for column, rung in enumerate(LADDER):
            count, quoted = cells.get((*key, rung), (0, 0))
            _draw_cell(axes, column, height, (int(count), int(quoted)), each)
    axes.set_xlim(0, len(LADDER))
    drawn = draw_names(LADDER, width=13).drawn
    axes.set_xticks([column + 0.5 for column in range(len(LADDER))], [drawn[r] for r in LADDER])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines["bottom"].set_visible(False)
    figure.legend(handles=_key(), loc="outside lower left", ncols=2)
    return figure


def _keys(rows: pd.DataFrame) -> list[tuple[Any, Any]]:
    return list(zip(rows["event"], rows["outlet"], strict=True))


def _tall_slots(
    rows: pd.DataFrame, lines: Sequence[int], event_names: Mapping[str, str] | None
) -> Slots:
    """Rows as tall as their fullest cell, in lines of marks, under headings of events."""
    events = call_events(rows["event"], event_names)
    several = len(set(events)) > 1
    headings: list[tuple[float, str]] = []
    heights: list[float] = []
    top, last = 0.0, None
    for event, needed in zip(events, lines, strict=True):
        if several and event != last:
            headings.append((top + 0.4, event))
            top += 1.6
        tall = needed + _GAP
        heights.append(top + tall / 2 - 0.5)
        top, last = top + tall, event
    return Slots(heights, headings, round(top))


def _draw_cell(axes: Axes, column: int, height: float, counts: tuple[int, int], each: int) -> None:
    """Marks of one outlet on one rung, from the left, filled ones first; their number."""
    count, quoted = counts
    if not count:
        axes.annotate("0", (column + 0.19, height), color=GREY, ha="right",
                      va="center_baseline", size=SMALL_TEXT_SIZE)  # fmt: skip
        return
    marks = -(-count // each)
    filled = min(marks, -(-quoted // each))
    lines = -(-marks // _ACROSS)
    xs = [column + 0.25 + 0.06 * (mark % _ACROSS) for mark in range(marks)]
    ys = [height + (mark // _ACROSS) - (lines - 1) / 2 for mark in range(marks)]
    look: Any = {"marker": "o", "linestyle": "", "markersize": 3.6, "color": BLUE}
    axes.plot(xs[:filled], ys[:filled], **look)
    axes.plot(xs[filled:], ys[filled:], markerfacecolor="white", markeredgewidth=0.9, **look)
    axes.annotate(f"{count:,}", (column + 0.19, height), ha="right", va="center_baseline",
                  size=SMALL_TEXT_SIZE)  # fmt: skip


def _key() -> list[Line2D]:
    look: Any = {"marker": "o", "linestyle": "", "markersize": 4, "color": BLUE}
    return [
        Line2D([], [], label="with words in quotation marks", **look),
        Line2D([], [], label="paraphrase only", markerfacecolor="white", **look),
    ]
