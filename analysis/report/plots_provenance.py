"""Who cites whom, drawn: outlets at the left, who relays in the middle, sources at the right."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from analysis.corpus.entries import UNKNOWN
from analysis.report.charts import (
    BLACK,
    BLUE,
    GREY,
    PALE,
    VERMILLION,
    call_events,
    clean,
    clip,
    draw_names,
    draw_text,
    empty_figure,
    name_events,
    new_figure,
)
from analysis.report.figures import SMALL_TEXT_SIZE, Figure, style
from analysis.report.findings import amount, listing
from analysis.report.layered import (
    LEFT,
    MAX_ROWS,
    MIDDLE,
    MOST,
    RIGHT,
    Layout,
    largest_events,
    lay_out,
    most_connected,
    nodes_of,
    without_source,
)

TITLE = "Who cites whom"
_COLUMNS = {
    "event": "event covered",
    "citing": "who cites, relays or reposts",
    "cited": "who is cited, relayed or reposted",
    "relation": "cites, relays or reposts",
    "citing_kind": "outlet of the corpus, source, or unnamed",
    "cited_kind": "outlet of the corpus, source, or unnamed (all of an outlet together)",
    "count": "attributions; of reposts, articles",
    "first": "date of the earliest article, of reposts of the copy",
    "last": "date of the latest",
    "drawn": "whether it is drawn as an arrow",
}
STYLES: Mapping[str, Mapping[str, Any]] = {
    "cites": {"color": BLUE, "linestyle": "-", "arrowstyle": "-|>"},
    "relays": {"color": VERMILLION, "linestyle": (0, (5, 2)), "arrowstyle": "->"},
    "reposts": {"edgecolor": BLACK, "linestyle": (0, (1, 1.6)), "arrowstyle": "-|>"},
}
_SAID = {
    "cites": "cites",
    "relays": "relays what that one says",
    "reposts": "reposts an article",
}
_EDGES = {LEFT: (0.075, 0.325), MIDDLE: (0.41, 0.66), RIGHT: (0.745, 0.995)}
"""Left and right end of the boxes of each column, as shares of the width."""

_LETTERS = 27
_ROOM = 1.72
"""Inches that a text may take in a box."""

_ROW = 0.36
"""Inches a row."""


@style()
def plot_provenance(
    edges: pd.DataFrame, articles: pd.DataFrame, event_names: Mapping[str, str] | None = None
) -> Figure:
    """Draw who cites, relays and reposts whom, one panel an event.

    Parameters
    ----------
    edges
        The frame of ``cite_edges``.
    articles
        Articles of the corpus: event, outlet, published.
    event_names
        Readable names of events, as the corpus has them.

    Returns
    -------
    Figure
        ``fig-provenance``. Of every event the outlets and sources with the most connections are
        drawn; the caption counts the rest. The data has all of them.
    """
    if edges.empty:
        sentence = "No article names a source, and no article was reposted."
        return empty_figure("fig-provenance", TITLE, sentence, _COLUMNS)
    panels = largest_events(edges)
    most = min(MOST, MAX_ROWS // len(panels))
    drawn = {event: most_connected(group, most) for event, group in panels.items()}
    layouts = {
        event: lay_out(drawn[event], without_source(panels[event], drawn[event], most), most)
        for event in panels
    }
    heights = [0.5 + _ROW * layouts[event].rows for event in panels]
    figure = new_figure(TITLE, 0.7 + sum(heights))
    all_axes = figure.subplots(len(panels), 1, height_ratios=heights, squeeze=False)[:, 0]
    nodes = {node for layout in layouts.values() for node in layout.places if isinstance(node, str)}
    names = draw_names(map(_called, nodes), 1, _LETTERS)
    for axes, event in zip(all_axes, panels, strict=True):
        notes = _outlet_notes(event, panels[event], articles)
        _draw_panel(axes, layouts[event], drawn[event], notes, names.drawn)
        if len(panels) > 1:
            axes.set_title(draw_text(call_events([event], event_names)[0], 60))
    if handles := _key(drawn):
        figure.legend(handles=handles, loc="outside lower left", ncols=3)
    data = _data(edges, drawn)
    return Figure(
        "fig-provenance", figure, _caption(data, layouts, event_names) + names.note, _alt(data),
        data, _COLUMNS,
    )  # fmt: skip


def _outlet_notes(event: str, edges: pd.DataFrame, articles: pd.DataFrame) -> dict[str, str]:
    """What stands beneath an outlet's name: its dates, and how often it names no source."""
    unnamed = edges[(edges["cited_kind"] == "unnamed") & (edges["relation"] == "cites")]
    without = dict(zip(unnamed["citing"], unnamed["count"], strict=True))
    notes = {}
    own = articles[articles["event"] == event]
    outlets = set(edges.loc[edges["citing_kind"] == "outlet", "citing"])
    outlets |= set(edges.loc[edges["cited_kind"] == "outlet", "cited"])
    for node in outlets:
        if node.startswith(f"{UNKNOWN}: "):
            mine = own[own["article"] == node.removeprefix(f"{UNKNOWN}: ")]
        else:
            mine = own[own["outlet"] == node]
        dates = sorted(date for date in mine["published"] if isinstance(date, str))
        shown = [_period(dates[0], dates[-1])] if dates else []
        shown += [f"{without[node]:,} unnamed"] if node in without else []
        notes[node] = ", ".join(shown)
    return notes


def _period(first: str, last: str) -> str:
    """Two ISO dates in few letters: of the second only what differs."""
    if first == last:
        return first
    same = 8 if first[:7] == last[:7] else 5 if first[:4] == last[:4] else 0
    return f"{first} to {last[same:]}"


def _draw_panel(
    axes: Axes,
    layout: Layout,
    edges: pd.DataFrame,
    notes: Mapping[str, str],
    names: Mapping[str, str],
) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(layout.rows - 0.3, -0.7)
    axes.axis("off")
    if not layout.places:
        axes.text(0, 0, "No source has a name.", va="center", color=GREY)
    for node, place in layout.places.items():
        if isinstance(node, str):
            _draw_node(axes, *place, names[_called(node)], notes.get(node, ""))
    columns = ("citing", "cited", "relation", "count")
    for citing, cited, relation, count in edges[list(columns)].itertuples(index=False):
        _draw_edge(axes, layout, (citing, cited), relation, count)


def _called(node: str) -> str:
    name = clean(node)
    article = name.removeprefix(f"{UNKNOWN}: ")
    return f"unknown ({article})" if article != name else name


def _draw_node(axes: Axes, column: int, height: float, name: str, note: str) -> None:
    left, right = _EDGES[column]
    box = FancyBboxPatch(
        (left, height - 0.42), right - left, 0.84, boxstyle="round,pad=0,rounding_size=0.012",
        mutation_aspect=14, facecolor=PALE if column == LEFT else "white",
        edgecolor="#999999", linewidth=0.6, zorder=3,
    )  # fmt: skip
    axes.add_patch(box)
    look: Any = {"va": "center", "size": SMALL_TEXT_SIZE, "zorder": 4}
    axes.text(left + 0.007, height - (0.19 if note else 0), _fit(name), **look)
    if note:
        axes.text(left + 0.007, height + 0.19, _fit(note), color=GREY, **look)


def _fit(text: str) -> str:
    """Shorten a text until it has room in a box."""
    letters = len(text)
    shown = text
    while letters > 1 and _width(shown) > _ROOM:
        letters -= 1
        shown = clip(text, letters)
    return shown


def _width(text: str) -> float:
    """Width of a text in inches."""
    return float(TextPath((0, 0), text, size=SMALL_TEXT_SIZE).get_extents().width) / 72


def _draw_edge(
    axes: Axes, layout: Layout, pair: tuple[str, str], relation: str, count: int
) -> None:
    (column, height), (other, target) = (layout.places[node] for node in pair)
    if column == other:
        path = _arc(column, height, target)
    else:
        forward = other > column
        xs = [_EDGES[column][forward], _EDGES[other][not forward]]
        ys = [height, target]
        if pair in layout.places:
            passing = _EDGES[MIDDLE] if forward else _EDGES[MIDDLE][::-1]
            xs[1:1], ys[1:1] = passing, [layout.places[pair][1]] * 2
        path = _smooth(xs, ys)
    look = dict(STYLES[relation])
    if relation == "reposts":
        look |= {"facecolor": "white"}
    width = 0.7 + min(2.0, 0.25 * (count - 1))
    arrow = FancyArrowPatch(
        path=path,
        mutation_scale=10 if relation == "reposts" else 8,
        linewidth=width,
        zorder=2,
        capstyle="butt",
        **look,
    )
    axes.add_patch(arrow)


def _arc(column: int, height: float, target: float) -> Path:
    """Round the left side of the left column, the right side of another."""
    side = 0 if column == LEFT else 1
    x = _EDGES[column][side]
    # The further apart, the wider the arc, but never out of the picture.
    reach = min(_EDGES[LEFT][0] - 0.005, 0.02 + 0.01 * abs(height - target)) * (2 * side - 1)
    bends = [(x + reach * 1.25, height), (x + reach * 1.25, target)]
    codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    return Path([(x, height), *bends, (x, target)], codes)


def _smooth(xs: Sequence[float], ys: Sequence[float]) -> Path:
    """A line that is level where it leaves, passes by and arrives."""
    points, codes = [(xs[0], ys[0])], [Path.MOVETO]
    for (left, high), (right, low) in pairwise(zip(xs, ys, strict=True)):
        middle = (left + right) / 2
        points += [(middle, high), (middle, low), (right, low)]
        codes += [Path.CURVE4] * 3
    return Path(points, codes)


def _key(drawn: Mapping[str, pd.DataFrame]) -> list[Line2D]:
    used = {relation for edges in drawn.values() for relation in edges["relation"]}
    ends = {"cites": ">", "relays": "4", "reposts": ">"}
    return [
        Line2D(
            [],
            [],
            color=look.get("color", BLACK),
            markerfacecolor="white" if relation == "reposts" else look["color"],
            linestyle=look["linestyle"],
            marker=ends[relation],
            markersize=6,
            linewidth=1.1,
            label=_SAID[relation],
        )
        for relation, look in STYLES.items()
        if relation in used
    ]


def _data(edges: pd.DataFrame, drawn: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    shown = {index for group in drawn.values() for index in group.index}
    return edges.assign(drawn=[index in shown for index in edges.index])[list(_COLUMNS)]


def _caption(
    data: pd.DataFrame,
    layouts: Mapping[str, Layout],
    event_names: Mapping[str, str] | None,
) -> str:
    left_out = {"event": data["event"].nunique() - len(layouts), "outlet": 0, "source": 0}
    for event, node, kind in sorted(nodes_of(data)):
        left_out[kind] += event in layouts and node not in layouts[event].places
    parts = [amount(count, kind) for kind, count in left_out.items() if count]
    rest = (
        f" Not drawn: {listing(parts)} that fewer others lead to or rest on; of equal ones, those "
        "reported less often."
        if parts
        else ""
    )
    unnamed = int(data.loc[_cites_nobody(data), "count"].sum())
    without = (
        f" Sources without a name are counted beneath the outlet, {unnamed:,} in all: nobody can "
        "tell whether two of them are the same."
        if unnamed
        else ""
    )
    return (
        f"Outlets of the corpus and sites with copies (left), sources that relay others (middle) "
        f"and sources (right), as the articles name them; "
        f"{name_events(data['event'], event_names)}. An arrow leads from who cites to who is "
        f"cited, thicker where it happens more often; dates are those of the articles."
        f"{without}{rest}"
    )


def _cites_nobody(data: pd.DataFrame) -> pd.Series:
    return (data["cited_kind"] == "unnamed") & (data["relation"] == "cites")


def _alt(data: pd.DataFrame) -> str:
    named = data[data["cited_kind"] != "unnamed"]
    cited = named[named["relation"] == "cites"]
    by = cited.groupby(["event", "cited"])["citing"].nunique()
    nodes = nodes_of(data)
    outlets = sum(kind == "outlet" for *_, kind in nodes)
    shared = int((by > 1).sum())
    reposts = int(data.loc[data["relation"] == "reposts", "count"].sum())
    return (
        f"Graph of {amount(outlets, 'outlet')} and {amount(len(nodes) - outlets, 'named source')}, "
        f"of whom {shared:,} are cited by two outlets or more; {amount(reposts, 'article')} "
        "reposted."
    )
