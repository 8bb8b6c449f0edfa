"""Figures of the attributions: whose words are printed, and how exactly sources are named."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.figure
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.compare.attribution import LADDER
from analysis.marks.voice import VOICES
from analysis.report.charts import (
    BLUE,
    GREY,
    PALE,
    VERMILLION,
    Names,
    Slots,
    call_events,
    clean_columns,
    draw_names,
    empty_figure,
    largest,
    name_events,
    new_figure,
    row_axes,
    row_notes,
)
from analysis.report.figures import SMALL_TEXT_SIZE, Figure, style
from analysis.report.findings import amount, listing, percent
from analysis.report.outlet_rows import draw_outlets, new_rows, sum_by_outlet
from analysis.report.voices import VOICE_LABELS

_VOICE_STYLES: Mapping[str, Mapping[str, Any]] = {
    "own": {"color": BLUE, "hatch": ""},
    "direct": {"color": VERMILLION, "hatch": "////", "hatchcolor": "white"},
    "paraphrase": {"color": "#8C8C8C", "hatch": "....", "hatchcolor": "white"},
}
_PLACES = {"headline": "Headlines", "text": "Text below the headline"}
_VOICES_TITLE = "Whose words are printed, by outlet"
_VOICES_COLUMNS = {
    "event": "event covered",
    "outlet": "outlet compared",
    "place": "headline, or text (body, and what stands as a block quoted by another)",
    "voice": "own (the outlet's words), direct (inside quotation marks), paraphrase",
    "words": "words printed",
    "share": "share of the outlet's words in this place",
}

_LADDER_TITLE = "How exactly sources are named, by outlet"
_LADDER_COLUMNS = {
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
def plot_voices(shares: pd.DataFrame, event_names: Mapping[str, str] | None = None) -> Figure:
    """Draw the shares of own, quoted and paraphrased words, headlines apart from the text.

    Parameters
    ----------
    shares
        The frame of ``rate_voices``.
    event_names
        Readable names of events, as the corpus has them.

    Returns
    -------
    Figure
        ``fig-voices``. The 40 outlets with the most words are drawn.
    """
    frame = _by_place(clean_columns(shares, "event", "outlet"))
    if not frame["words"].sum():
        sentence = "No words were counted in these articles."
        return empty_figure("fig-voices", _VOICES_TITLE, sentence, _VOICES_COLUMNS)
    rows, cut = largest(sum_by_outlet(frame, "words"), "words")
    rows = rows.sort_values(["event", "outlet"]).reset_index(drop=True)
    frame = rows[["event", "outlet"]].merge(frame, on=["event", "outlet"])
    figure, names, places = new_rows(_VOICES_TITLE, rows, event_names, more=0.45)
    panels = figure.subplots(1, 2, sharey=True)
    row_axes(panels[0], places, [names.drawn[outlet] for outlet in rows["outlet"]])
    for axes, place in zip(panels, _PLACES, strict=True):
        _draw_shares(axes, frame[frame["place"] == place], rows, places)
        axes.set_title(_PLACES[place])
        axes.spines["left"].set_visible(False)
    panels[0].set_zorder(1)
    handles = [
        Patch(
            label=VOICE_LABELS[voice],
            facecolor=look["color"],
            hatch=look["hatch"],
            edgecolor=look.get("hatchcolor", "white"),
            linewidth=0,
        )
        for voice, look in _VOICE_STYLES.items()
    ]
    figure.legend(handles=handles, loc="outside lower left", ncols=3)
    total = int(frame["words"].sum())
    caption = (
        f"Share of the words of each outlet that are its own, stand inside quotation marks of a "
        f"report, or paraphrase what a source is reported to say or think; "
        f"{amount(total, 'word')}, {name_events(rows['event'], event_names)}. Beside each bar: "
        f"own / quoted / paraphrased words. An empty place: no words of that kind.{cut}{names.note}"
    )
    text = frame[frame["place"] == "text"].groupby("voice")["words"].sum()
    parts = [f"{int(text.get(voice, 0)):,} {VOICE_LABELS[voice]}" for voice in VOICES]
    alt = (
        f"Stacked bars of whose words are printed, one panel for headlines and one for the text, "
        f"{amount(len(rows), 'row')}. In the text of all of them together: {listing(parts)}."
    )
    return Figure("fig-voices", figure, caption, alt, frame, _VOICES_COLUMNS)


def _by_place(shares: pd.DataFrame) -> pd.DataFrame:
    """Words by event, outlet, place and voice, with their share."""
    place = shares["role"].map({"headline": "headline"}).fillna("text")
    keys = ["event", "outlet", "place"]
    frame = shares.assign(place=place).groupby([*keys, "voice"])["words"].sum().reset_index()
    frame["voice"] = pd.Categorical(frame["voice"], categories=VOICES, ordered=True)
    total = frame.groupby(keys)["words"].transform("sum")
    frame["share"] = (frame["words"] / total.where(total > 0)).fillna(0.0)
    frame = frame.sort_values([*keys, "voice"]).reset_index(drop=True)
    frame["voice"] = frame["voice"].astype(str)
    return frame[list(_VOICES_COLUMNS)]


def _draw_shares(axes: Axes, frame: pd.DataFrame, rows: pd.DataFrame, places: Slots) -> None:
    keyed = {
        (event, outlet, voice): (words, share)
        for event, outlet, _, voice, words, share in frame.itertuples(index=False, name=None)
    }
    notes: dict[float, str] = {}
    for height, event, outlet in zip(places.heights, rows["event"], rows["outlet"], strict=True):
        cells = [keyed.get((event, outlet, voice), (0, 0.0)) for voice in VOICES]
        if not sum(words for words, _ in cells):
            continue
        left = 0.0
        for voice, (_, share) in zip(VOICES, cells, strict=True):
            axes.barh(height, share, 0.62, left=left, linewidth=0, **_VOICE_STYLES[voice])
            left += share
        notes[height] = " / ".join(f"{words:,}" for words, _ in cells)
    row_notes(axes, list(notes), list(notes.values()))
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.5, 1], [percent(tick) for tick in (0, 0.5, 1)])


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
    frame = clean_columns(strengths, "event", "outlet")[list(_LADDER_COLUMNS)]
    if not (total := int(frame["attributions"].sum())):
        sentence = "No attribution was found in these articles."
        return empty_figure("fig-ladder", _LADDER_TITLE, sentence, _LADDER_COLUMNS)
    rows, cut = largest(sum_by_outlet(frame, "attributions"), "attributions", _MAX_OUTLETS)
    rows = rows.sort_values(["event", "outlet"]).reset_index(drop=True)
    frame = rows[["event", "outlet"]].merge(frame, on=["event", "outlet"])
    each = _marks_stand_for(frame)
    names = draw_outlets(rows["outlet"], 2 if len(rows) <= _MAX_OUTLETS / 2 else 1)
    figure = _draw_ladder(frame, rows, each, names, event_names)
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
    return Figure("fig-ladder", figure, caption, alt, frame, _LADDER_COLUMNS)


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


def _draw_ladder(
    frame: pd.DataFrame,
    rows: pd.DataFrame,
    each: int,
    names: Names,
    event_names: Mapping[str, str] | None,
) -> matplotlib.figure.Figure:
    fullest = frame.groupby(["event", "outlet"])["attributions"].max()
    lines = {key: int(needed) for key, needed in _lines(fullest, each).items()}
    places = _tall_slots(rows, [lines[key] for key in _keys(rows)], event_names)
    figure = new_figure(_LADDER_TITLE, 1.25 + 0.145 * places.total)
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
    figure.legend(handles=_ladder_key(), loc="outside lower left", ncols=2)
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


def _ladder_key() -> list[Line2D]:
    look: Any = {"marker": "o", "linestyle": "", "markersize": 4, "color": BLUE}
    return [
        Line2D([], [], label="with words in quotation marks", **look),
        Line2D([], [], label="paraphrase only", markerfacecolor="white", **look),
    ]
