"""Where the nodes of a graph of citations stand: which are drawn, in which column, how high.

Outlets stand at the left, sources that relay others in the middle, the rest at the right; within a
column nodes stand near those they are connected with (Sugiyama, Tagawa and Toda 1981).
"""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

MAX_EVENTS = 3
MAX_ROWS = 22
"""Rows of all panels together: the more events, the fewer outlets and sources of each."""

MOST = 12
"""Outlets and sources drawn of an event: those that most others are connected with."""

LEFT, MIDDLE, RIGHT = range(3)
_SWEEPS = 8
_PASSING = 0.3
"""Rows that a line takes which passes by the boxes of the middle column."""

Node = str | tuple[str, str]
"""A name, or citing and cited of a line that passes by the middle column."""


class Layout(NamedTuple):
    """Column and height (0 at the top, a row each) of every node drawn, and the rows needed."""

    places: Mapping[Node, tuple[int, float]]
    rows: int


def largest_events(edges: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Edges of each event, of many events those with the most edges."""
    sizes = edges["event"].value_counts()
    kept = sorted(map(str, sizes.index), key=lambda event: (-sizes[event], event))[:MAX_EVENTS]
    return {event: edges[edges["event"] == event] for event in sorted(kept)}


def most_connected(edges: pd.DataFrame, most: int) -> pd.DataFrame:
    """The edges among the nodes that are drawn: not those to sources without a name."""
    edges = edges[(edges["cited_kind"] != "unnamed") & (edges["citing_kind"] != "unnamed")]
    outlets = _strongest(edges, "outlet", most)
    edges = edges[_among(edges, "citing", outlets) & _among(edges, "cited", outlets)]
    sources = _strongest(edges, "source", most)
    return edges[_among(edges, "citing", sources) & _among(edges, "cited", sources)]


def without_source(edges: pd.DataFrame, drawn: pd.DataFrame, most: int) -> list[str]:
    """Outlets that name no source, as far as there is room; they are drawn without an arrow."""
    kinds = nodes_of(drawn)
    placed = {node for _, node, kind in kinds if kind == "outlet"}
    others = sorted({node for _, node, kind in nodes_of(edges) if kind == "outlet"} - placed)
    return others[: max(0, most - len(placed))]


def _among(edges: pd.DataFrame, end: str, kept: tuple[str, set[str]]) -> pd.Series:
    kind, names = kept
    return (edges[f"{end}_kind"] != kind) | edges[end].isin(names)


def _strongest(edges: pd.DataFrame, kind: str, limit: int) -> tuple[str, set[str]]:
    """The nodes of a kind that most others are connected with, then those with most mentions."""
    partners: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    columns = ("citing", "cited", "citing_kind", "cited_kind", "count")
    for one, other, one_kind, other_kind, count in edges[list(columns)].itertuples(index=False):
        for node, node_kind, partner in ((one, one_kind, other), (other, other_kind, one)):
            if node_kind == kind:
                partners.setdefault(node, set()).add(partner)
                counts[node] = counts.get(node, 0) + count
    ranked = sorted(partners, key=lambda node: (-len(partners[node]), -counts[node], node))
    return kind, set(ranked[:limit])


def nodes_of(data: pd.DataFrame) -> set[tuple[str, str, str]]:
    """Event, name and kind of every node of some edges that has a name."""
    return {
        (event, node, kind)
        for end in ("citing", "cited")
        for event, node, kind in zip(data["event"], data[end], data[f"{end}_kind"], strict=True)
        if kind != "unnamed"
    }


def lay_out(edges: pd.DataFrame, alone: Sequence[str], most: int) -> Layout:
    """Place every node; within a column, near those it is connected with (Sugiyama 1981).

    An edge from the left to the right gets a place of its own in the middle column, named
    ``(citing, cited)``, so that no line runs through a box there.
    """
    columns: dict[Node, int] = _columns(edges) | dict.fromkeys(alone, LEFT)
    links: dict[Node, list[Node]] = {node: [] for node in columns}
    crossed = MIDDLE in columns.values()
    for one, other in dict.fromkeys(zip(edges["citing"], edges["cited"], strict=True)):
        chain: list[Node] = [one, other]
        if crossed and {columns[one], columns[other]} == {LEFT, RIGHT}:
            chain = [one, (one, other), other]
            columns[one, other], links[one, other] = MIDDLE, []
        for first, second in pairwise(chain):
            if columns[first] != columns[second]:
                links[first].append(second)
                links[second].append(first)
    order = {
        column: sorted((node for node in columns if columns[node] == column), key=str)
        for column in (LEFT, MIDDLE, RIGHT)
    }
    boxes = [sum(isinstance(node, str) for node in nodes) for nodes in order.values()]
    passing = len(order[MIDDLE]) - boxes[MIDDLE]
    rows = max(1, *boxes, min(most, math.ceil(boxes[MIDDLE] + _PASSING * passing)))
    # However many lines pass by, the boxes keep their place.
    room = (rows - boxes[MIDDLE]) / passing if passing else 0.0
    sizes = {node: 1.0 if isinstance(node, str) else min(_PASSING, room) for node in columns}
    heights = _heights(order, sizes, rows)
    for _ in range(_SWEEPS):
        for column in (RIGHT, MIDDLE, LEFT, MIDDLE):
            order[column] = _by_neighbours(order[column], links, heights)
            heights = _heights(order, sizes, rows)
    return Layout({node: (columns[node], heights[node]) for node in columns}, rows)


def _columns(edges: pd.DataFrame) -> dict[Node, int]:
    columns: dict[Node, int] = {}
    citing = set(edges["citing"])
    for end in ("citing", "cited"):
        for node, kind in zip(edges[end], edges[f"{end}_kind"], strict=True):
            inner = MIDDLE if node in citing else RIGHT
            columns[node] = LEFT if kind == "outlet" else inner
    return columns


def _heights(
    order: Mapping[int, Sequence[Node]], sizes: Mapping[Node, float], rows: int
) -> dict[Node, float]:
    """Heights that spread the nodes of each column evenly over all rows."""
    heights: dict[Node, float] = {}
    for nodes in order.values():
        gap = (rows - sum(sizes[node] for node in nodes)) / max(1, len(nodes))
        top = -0.5
        for node in nodes:
            heights[node] = top + (gap + sizes[node]) / 2
            top += gap + sizes[node]
    return heights


def _by_neighbours(
    nodes: Sequence[Node],
    links: Mapping[Node, Sequence[Node]],
    heights: Mapping[Node, float],
) -> list[Node]:
    def mean(node: Node) -> tuple[float, str]:
        near = [heights[other] for other in links[node]] or [heights[node]]
        return round(sum(near) / len(near), 6), str(node)

    return sorted(nodes, key=mean)
