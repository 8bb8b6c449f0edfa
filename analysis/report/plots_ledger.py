"""The ledger: what two outlets or more count, a panel each, with a bar a number on one axis."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import matplotlib.figure
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.compare.claims.claims import CONFIRMED, Claims
from analysis.report.charts import (
    BLACK,
    BLUE,
    GREY,
    Names,
    call_events,
    clean_columns,
    draw_text,
    empty_figure,
    listed,
    new_figure,
    scale_axis,
)
from analysis.report.claim_panels import HEAD, LANE, LINE, MAX_OUTLETS, Bar, Panel, lay_out_panels
from analysis.report.claims import named_groups, shared_groups
from analysis.report.figures import SMALL_TEXT_SIZE, Figure, style
from analysis.report.findings import amount, outlets_in_words
from analysis.report.numbers import interval
from analysis.report.outlet_rows import draw_outlets

TITLE = "Numbers for what two or more outlets count"
EVENT_HEAD = 0.24
"""Inches of an event's heading."""

_COLUMNS = {
    "event": "event covered",
    "group": "key of the group: numbers that count the same thing",
    "counts": "what they count, in words",
    "status": "whether the group is proposed by the program or confirmed by an analyst",
    "verdict": "verdict on the group: that of its worst pair",
    "outlet": "outlet compared",
    "role": "headline, body or quotation",
    "text": "the number as written",
    "low": "lower end; empty if open",
    "high": "upper end; empty if open",
    "approx": "whether the text marks it as approximate",
    "low_open": "whether the lower end itself is excluded",
    "high_open": "whether the upper end itself is excluded",
    "id": "id of the mark",
}


@style()
def plot_ledger(
    cards: pd.DataFrame,
    claims: Claims,
    articles: pd.DataFrame,
    event_names: Mapping[str, str] | None = None,
) -> Figure:
    """Draw the numbers of groups that two outlets or more of an event give, a panel a group.

    Parameters
    ----------
    cards, claims
        As `measurand_cards` and `compare_claims` return them.
    articles
        The corpus's articles.
    event_names
        Readable names of events.

    Returns
    -------
    Figure
        ``fig-ledger``. Within an event the groups of most outlets come first; at most 8 groups, 9
        outlets a group and no more than a printed page, which the caption says. The data has a row
        a number drawn.
    """
    held = _numbers(cards, claims)
    if held.empty:
        sentence = "No two outlets are found to count the same thing."
        return empty_figure("fig-ledger", TITLE, sentence, _COLUMNS)
    panels, left = lay_out_panels(held)
    several = len(set(held["event"])) > 1
    called = dict(zip(held["event"], call_events(held["event"], event_names), strict=True))
    events = called if several else {}
    drawn = {(panel.about["key"], row.outlet) for panel in panels for row in panel.rows}
    keys = zip(held["key"], held["outlet"], strict=True)
    data = held[[key in drawn for key in keys]].sort_values(["event", "place"], kind="stable")
    names = draw_outlets(data["outlet"], 1)
    figure = _draw(panels, names, events)
    about = articles[articles["article"].isin(data["article"])]
    data = data.reindex(columns=list(_COLUMNS)).reset_index(drop=True)
    cut = sum(panel.cut > 0 for panel in panels)
    most = f"In {amount(cut, 'panel')} only the {MAX_OUTLETS} outlets with the most numbers."
    fewer = f" {most}" if cut else ""
    caption = (
        f"{amount(len(data), 'number')} in {amount(len(about), 'article')} by "
        f"{outlets_in_words(about['outlet'])} for {amount(len(panels), 'thing')} that two outlets "
        f"or more count. Panels whose axis is dashed are groups that the program proposes; where "
        f"it is solid, an analyst has confirmed the group. Beside a title: the verdict on the "
        f"worst pair. At the right: the values, × how often; ≈ approximate, ≥ and ≤ with the "
        f"bound, > and < without it. Vague plurals span one to ten units."
        f"{_left_out(left, events)}{fewer}{names.note}"
    )
    said = [f"{panel.about['counts']} {interval(*panel.ends)}" for panel in panels]
    alt = (
        f"Interval plot, one panel each for {amount(len(panels), 'thing')}, one row an outlet, "
        f"where the stated values are: {listed(said, 8)}."
    )
    return Figure("fig-ledger", figure, caption, alt, data, _COLUMNS)


def _numbers(cards: pd.DataFrame, claims: Claims) -> pd.DataFrame:
    """The numbers of groups of two outlets, with what is said of the groups; in their order."""
    groups = shared_groups(named_groups(cards, claims))
    of = {
        identity: (place, row["group"], row["name"], row["status"], row["verdict"])
        for place, row in enumerate(groups.to_dict("records"))
        for identity in row["numbers"]
    }
    held = clean_columns(cards[cards["id"].isin(of)], "outlet", "text")
    said = pd.DataFrame(
        [of[identity] for identity in held["id"]],
        columns=["place", "group", "counts", "status_of_group", "verdict"], index=held.index,
    )  # fmt: skip
    held = held.drop(columns="status").join(said).rename(columns={"status_of_group": "status"})
    for end in ("low", "high"):
        # Whole numbers stay whole in the saved data: 1234567 must not become 1.23457e+06.
        held[end] = pd.Series([_whole(value) for value in held[end]], held.index, dtype=object)
    held = held[held["low"].notna() | held["high"].notna()]
    return held.assign(key=held["event"] + " " + held["group"])


def _whole(value: float) -> float | int | None:
    if not isfinite(value):
        return None
    return int(value) if float(value).is_integer() and abs(value) < 1e15 else float(value)


def _draw(
    panels: Sequence[Panel], names: Names, events: Mapping[str, str]
) -> matplotlib.figure.Figure:
    """One column of panels, headings of events between them."""
    parts: list[Panel | str] = []
    last = None
    for panel in panels:
        event = str(panel.about["event"])
        if events and event != last:
            parts.append(events[event])
        parts.append(panel)
        last = event
    heights = [EVENT_HEAD if isinstance(part, str) else part.height for part in parts]
    total = sum(heights) + HEAD * len(panels)
    figure = new_figure(TITLE, total + 0.8)
    grid = figure.subplots(len(parts), 1, height_ratios=heights, squeeze=False)[:, 0]
    for axes, part in zip(grid, parts, strict=True):
        if isinstance(part, str):
            axes.set_axis_off()
            heading = axes.annotate(
                draw_text(part, 70), (0.012, 0.2), xycoords=("figure fraction", "axes fraction"),
                weight="bold", size=SMALL_TEXT_SIZE + 2, color=GREY,
            )  # fmt: skip
            heading.set_in_layout(False)
        else:
            _draw_panel(axes, part, names)
    figure.legend(handles=_key(), loc="outside lower left", ncols=5, handlelength=1.9)
    return figure


def _draw_panel(axes: Axes, panel: Panel, names: Names) -> None:
    axes.set_ylim(panel.height, 0)
    axes.spines["left"].set_visible(False)
    scale_axis(axes, *panel.ends)
    axes.grid(axis="x")
    if panel.about["status"] != CONFIRMED:
        axes.spines["bottom"].set_linestyle((0, (4, 3)))
    top, middles = 0.0, []
    for row in panel.rows:
        middle = top + row.height / 2
        middles.append(middle)
        lanes = max(bar.lane for bar in row.bars) + 1
        for bar in row.bars:
            _draw_bar(axes, middle + LANE * (bar.lane - (lanes - 1) / 2), bar)
        for at, line in enumerate(row.lines):
            y = middle + LINE * (at - (len(row.lines) - 1) / 2)
            axes.annotate(
                line, (1, y), (8, 0), xycoords=axes.get_yaxis_transform(),
                textcoords="offset points", va="center_baseline", size=SMALL_TEXT_SIZE, color=GREY,
            )  # fmt: skip
        top += row.height
        if row is not panel.rows[-1]:
            axes.axhline(top, color="#e6e6e6", linewidth=0.5)
    axes.set_yticks(middles, [names.drawn[row.outlet] for row in panel.rows])
    axes.tick_params(axis="y", length=0)
    axes.set_title(draw_text(str(panel.about["counts"]), 60))
    axes.annotate(
        f"{panel.about['verdict']} · {panel.about['status']}", (1, 1), (8, 4),
        xycoords="axes fraction", textcoords="offset points", va="bottom",
        size=SMALL_TEXT_SIZE, color=BLACK,
    )  # fmt: skip


def _draw_bar(axes: Axes, y: float, bar: Bar) -> None:
    look = _HEADLINE if bar.headline else _BODY
    colour, size = look["color"], look["markersize"]
    fill = "white" if bar.approx else colour
    if bar.low is None or bar.high is None:
        end = bar.low if bar.low is not None else bar.high
        reach = 17 if bar.low is not None else -17
        arrow: Any = {"arrowstyle": "<|-,head_width=0.16,head_length=0.3", "color": colour,
                      "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0}  # fmt: skip
        axes.annotate("", (end, y), (reach, 0), textcoords="offset points", arrowprops=arrow)
        axes.plot(end or 0.0, y, **look, markerfacecolor=fill)
    elif bar.low == bar.high:
        axes.plot(bar.low, y, **look, markerfacecolor=fill)
    else:
        line: Any = {"color": colour, "linewidth": 1.6, "linestyle": ":" if bar.approx else "-"}
        axes.plot([bar.low, bar.high], [y, y], **line)
        axes.plot([bar.low, bar.high], [y, y], **{**look, "markersize": size * 0.8},
                  markerfacecolor=fill)  # fmt: skip


_BODY: Any = {"color": BLUE, "marker": "o", "linestyle": "", "markersize": 4.6}
_HEADLINE: Any = {"color": BLACK, "marker": "D", "linestyle": "", "markersize": 4.3}


def _key() -> list[Line2D]:
    return [
        Line2D([], [], label="headline", **_HEADLINE),
        Line2D([], [], label="text", **_BODY),
        Line2D([], [], label="approximate", **_BODY, markerfacecolor="white"),
        Line2D([], [], label="from – to", **{**_BODY, "linestyle": "-"}),
        Line2D([], [], label="open end", **{**_BODY, "marker": ">", "linestyle": "-"}),
    ]


def _left_out(panels: Sequence[Panel], events: Mapping[str, str]) -> str:
    left: dict[str, list[str]] = {}
    for panel in panels:
        event = events.get(str(panel.about["event"]), "")
        left.setdefault(event, []).append(f"“{panel.about['counts']}”")
    said = [listed(names, 6) + (f" ({event})" if event else "") for event, names in left.items()]
    return f" Left out for want of room: {'; '.join(said)}." if said else ""
