"""One panel of the graph of citations: boxes where a layout places them, arrows between them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from analysis.corpus.entries import UNKNOWN
from analysis.report.charts import BLACK, BLUE, GREY, PALE, VERMILLION, clean, clip
from analysis.report.figures import SMALL_TEXT_SIZE
from analysis.report.layered import LEFT, MIDDLE, RIGHT, Layout

STYLES: Mapping[str, Mapping[str, Any]] = {
    "cites": {"color": BLUE, "linestyle": "-", "arrowstyle": "-|>"},
    "relays": {"color": VERMILLION, "linestyle": (0, (5, 2)), "arrowstyle": "->"},
    "reposts": {"edgecolor": BLACK, "linestyle": (0, (1, 1.6)), "arrowstyle": "-|>"},
}
_EDGES = {LEFT: (0.075, 0.325), MIDDLE: (0.41, 0.66), RIGHT: (0.745, 0.995)}
"""Left and right end of the boxes of each column, as shares of the width."""

LETTERS = 27
_ROOM = 1.72
"""Inches that a text may take in a box."""

ROW = 0.36
"""Inches a row."""


def draw_panel(
    axes: Axes,
    layout: Layout,
    edges: pd.DataFrame,
    notes: Mapping[str, str],
    names: Mapping[str, str],
) -> None:
    """Draw the boxes and arrows of one event.

    ``notes`` stand beneath names of outlets; ``names`` says how each name (`called`) is drawn.
    """
    axes.set_xlim(0, 1)
    axes.set_ylim(layout.rows - 0.3, -0.7)
    axes.axis("off")
    if not layout.places:
        axes.text(0, 0, "No source has a name.", va="center", color=GREY)
    for node, place in layout.places.items():
        if isinstance(node, str):
            _draw_node(axes, *place, names[called(node)], notes.get(node, ""))
    columns = ("citing", "cited", "relation", "count")
    for citing, cited, relation, count in edges[list(columns)].itertuples(index=False):
        _draw_edge(axes, layout, (citing, cited), relation, count)


def called(node: str) -> str:
    """Return what a node is called in the picture."""
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
