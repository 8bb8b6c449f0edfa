"""When the articles of each event were published and reposted."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.corpus.corpus import Corpus
from analysis.report.charts import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    PALE,
    PURPLE,
    VERMILLION,
    Names,
    call_events,
    clean,
    clean_columns,
    draw_names,
    draw_text,
    empty_figure,
    name_corpus,
    name_events,
    new_figure,
    row_axes,
    slots,
)
from analysis.report.figures import SMALL_TEXT_SIZE, Figure, style
from analysis.report.findings import amount, outlets_in_words

TITLE = "When the articles were published and reposted"
MAX_EVENTS = 6
MAX_OUTLETS = 30
ROOMY = 12
"""Up to so many outlets, names have room for two lines."""

EVENT_STYLES = (
    (BLUE, "o"), (VERMILLION, "s"), (GREEN, "^"), (PURPLE, "D"), (BLACK, "v"), (GREY, "P"),
)  # fmt: skip
"""Colour and marker of the events, in the order of the panels."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_COLUMNS = {
    "event": "event covered",
    "outlet": "outlet compared",
    "article": "id of the article",
    "kind": "published or reposted",
    "date": "as recorded; empty where none is stated",
}


@style()
def plot_timeline(corpus: Corpus) -> Figure:
    """Draw the articles by date and outlet, one panel an event, reposts as hollow marks.

    Articles without a date stand in a column of their own. The 30 outlets and 6 events with the
    most articles are drawn; the caption names the cut.

    Returns
    -------
    Figure
        ``fig-timeline``.
    """
    marks = _dated(corpus.articles)
    if marks.empty:
        return empty_figure("fig-timeline", TITLE, "This corpus has no articles.", _COLUMNS)
    shown, cut = _most_covered(marks)
    rows = shown[["event", "outlet"]].drop_duplicates()
    roomy = len(rows) <= ROOMY
    names = draw_names(rows["outlet"], 2 if roomy else 1)
    events = list(dict.fromkeys(shown["event"]))
    sizes = [len(rows[rows["event"] == event]) for event in events]
    height = 0.8 + sum(size * (0.3 if roomy else 0.2) + 0.6 for size in sizes)
    figure = new_figure(TITLE, height)
    panels = figure.subplots(len(events), 1, height_ratios=[n + 1 for n in sizes], squeeze=False)
    for axes, event, look in zip(panels[:, 0], events, EVENT_STYLES, strict=False):
        _draw_event(axes, shown[shown["event"] == event], names, *look)
        (called,) = call_events([event], corpus.event_names)
        axes.set_title(draw_text(called, 60) if len(events) > 1 else "")
    figure.legend(handles=_date_key(), loc="outside lower left", ncols=2)
    days = f"{_extent(shown)}."
    if len(events) > 1:
        days += " One panel an event, each with its own scale of days."
    caption = (
        f"{days} Filled marks: published; hollow marks: reposted by somebody else; × and a number: "
        f"several on one day.{cut}{name_corpus(corpus.articles)}{names.note}"
    )
    alt = f"Timeline by outlet of {name_events(events, corpus.event_names)}: {_extent(shown)}."
    return Figure("fig-timeline", figure, caption, alt, shown, _COLUMNS)


def _dated(articles: pd.DataFrame) -> pd.DataFrame:
    frame = clean_columns(articles, "event", "outlet")
    rows = [
        (row.event, row.outlet, row.article, kind, clean(day))
        for row in frame.itertuples()
        for kind, day in (("published", row.published), ("reposted", row.reposted_on))
        if kind == "published" or clean(day)
    ]
    marks = pd.DataFrame(rows, columns=list(_COLUMNS))
    first = marks[marks["date"] != ""].groupby(["event", "outlet"])["date"].min().rename("first")
    ordered = marks.join(first, on=["event", "outlet"])
    ordered = ordered.sort_values(["event", "first", "outlet", "article", "kind"], kind="stable")
    return ordered.drop(columns="first").reset_index(drop=True)


def _most_covered(marks: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    published = marks[marks["kind"] == "published"]
    events = published["event"].value_counts().sort_index().nlargest(MAX_EVENTS).index
    sizes = published[published["event"].isin(events)].groupby(["event", "outlet"]).size()
    kept = sizes.sort_values(ascending=False, kind="stable").head(MAX_OUTLETS).index
    pairs = pd.MultiIndex.from_frame(marks[["event", "outlet"]])
    shown = marks[pairs.isin(kept)]
    if len(shown) == len(marks):
        return shown, ""
    every = len(marks[["event", "outlet"]].drop_duplicates())
    within = f" of {len(events)} of {marks['event'].nunique()} events"
    return shown, (
        f" Shown: the {len(kept)} of {every} outlets with the most articles"
        f"{within if len(events) < marks['event'].nunique() else ''}."
    )


def _extent(marks: pd.DataFrame) -> str:
    published = marks[marks["kind"] == "published"]
    dates = sorted(date for date in published["date"] if _day(date) is not None)
    reposts = len(marks) - len(published)
    known = f"{len(dates)} dated {dates[0]}" if dates else "none dated"
    if dates and dates[0] != dates[-1]:
        known += f" to {dates[-1]}"
    undated = len(published) - len(dates)
    parts = [
        f"{amount(len(published), 'article')} by {outlets_in_words(published['outlet'])}",
        known,
    ]
    if dates and undated:
        parts.append(f"{undated} without a date")
    text = ", ".join(parts)
    return f"{text}; {amount(reposts, 'dated repost')}" if reposts else text


def _day(date: str) -> int | None:
    try:
        return datetime.date.fromisoformat(date[:10]).toordinal()
    except ValueError:
        return None


class _Spot(NamedTuple):
    outlet: str
    day: int | None
    kind: str


def _draw_event(axes: Axes, marks: pd.DataFrame, names: Names, colour: str, marker: str) -> None:
    outlets = list(dict.fromkeys(marks["outlet"]))
    places = slots([""] * len(outlets))
    row_axes(axes, places, [names.drawn[outlet] for outlet in outlets])
    height_of = dict(zip(outlets, places.heights, strict=True))
    keys = zip(marks["outlet"], map(_day, marks["date"]), marks["kind"], strict=True)
    spots = [_Spot(*key) for key in keys]
    apart, step = _draw_days(axes, sorted({s.day for s in spots if s.day is not None}))
    if any(spot.day is None for spot in spots):
        axes.axvspan(apart - step, apart + step, color=PALE, linewidth=0)
    for spot in dict.fromkeys(spots):
        # A repost on the day of publication would cover the mark of the publication.
        kinds = {other.kind for other in spots if other[:2] == spot[:2]}
        shift = {"published": -0.21, "reposted": 0.21}[spot.kind] if len(kinds) > 1 else 0
        at = (apart if spot.day is None else spot.day, height_of[spot.outlet] + shift)
        fill = colour if spot.kind == "published" else "white"
        axes.plot(*at, marker, color=colour, markerfacecolor=fill, markersize=5.5)
        if spots.count(spot) > 1:
            axes.annotate(
                f"× {spots.count(spot)}", at, (6, 0), textcoords="offset points",
                va="center_baseline", size=SMALL_TEXT_SIZE,
            )  # fmt: skip


def _draw_days(axes: Axes, days: Sequence[int]) -> tuple[float, float]:
    # Returns where articles without a date stand, and half the width of their column.
    first = days[0] if days else 0
    span = max(days[-1] - first if days else 0, 5)
    step = span * 0.06
    apart = first - 2.2 * step
    axes.set_xlim(apart - step, first + span + 1.2 * step)
    ticks, labels = day_ticks(days, 1.9 * step)
    axes.set_xticks([apart, *ticks], ["no date\nstated", *labels])
    axes.set_xticks(days, minor=True)
    axes.grid(axis="both")
    return apart, step


def day_ticks(days: Sequence[int], least: float) -> tuple[list[int], list[str]]:
    """Return the days that get a label, at least so many days apart, and their labels.

    The year stands only where the tick before has another one.
    """
    ticks: list[int] = []
    for day in days:
        if not ticks or day - ticks[-1] >= least:
            ticks.append(day)
    dates = [datetime.date.fromordinal(day) for day in ticks]
    years = [None, *(date.year for date in dates)]
    return ticks, [
        f"{date.day} {_MONTHS[date.month - 1]}\n{'' if date.year == before else date.year}"
        for date, before in zip(dates, years, strict=False)
    ]


def _date_key() -> list[Line2D]:
    full = {"color": GREY, "marker": "o", "linestyle": "", "markersize": 6}
    return [
        Line2D([], [], label="published", **full),  # type: ignore[arg-type]
        Line2D([], [], label="reposted", markerfacecolor="white", **full),  # type: ignore[arg-type]
    ]
