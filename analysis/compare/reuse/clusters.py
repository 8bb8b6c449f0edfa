"""What passages put together: places that overlap, boilerplate, marks that are one witness."""

from typing import Any

import networkx as nx
import pandas as pd

from analysis.compare.reuse.alignment import overlaps
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.text import Span

BOILERPLATE = 3
"""Articles of one outlet, or places of one document, that hold the same words word for word."""


def find_clusters(passages: pd.DataFrame) -> list[str]:
    """For each passage the name of its cluster: those that overlap in a document are one.

    Places overlap if they share more than a third of the shorter one, so that a text is not joined
    to the next by the few words that two passages have in common. A cluster carries the number of
    its first passage.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(passages["id"])
    for _, side in _sides(passages).groupby("document"):
        places: dict[Span, list[str]] = {}
        for start, end, identity in zip(side["start"], side["end"], side["id"], strict=True):
            places.setdefault((int(start), int(end)), []).append(identity)
        open_places: list[Span] = []
        for place, ids in sorted(places.items()):
            nx.add_path(graph, ids)
            open_places = [each for each in open_places if each[1] > place[0]]
            graph.add_edges_from(
                (places[each][0], ids[0]) for each in open_places if overlaps(each, place)
            )
            open_places.append(place)
    order = {identity: at for at, identity in enumerate(passages["id"])}
    names = {}
    for component in nx.connected_components(graph):
        first = min(component, key=order.__getitem__)
        names.update(dict.fromkeys(component, f"c{first[1:]}"))
    return [names[identity] for identity in passages["id"]]


def _sides(passages: pd.DataFrame) -> pd.DataFrame:
    """Both sides of the passages beneath each other: id, article, document, start, end, outlet."""
    names = ("article", "document", "start", "end", "outlet")
    sides = [
        passages[["id", *(f"{name}_{side}" for name in names)]].set_axis(["id", *names], axis=1)
        for side in "ab"
    ]
    return pd.concat(sides, ignore_index=True)


def find_boilerplate(passages: pd.DataFrame, clusters: list[str]) -> list[bool]:
    """Whether the words of a passage stand in three articles of an outlet, or places of a document.

    Only passages that are the same word for word make boilerplate.
    """
    exact = passages.assign(cluster=clusters)
    exact = exact[exact["similarity"] >= 1]
    sides = _sides(exact).merge(exact[["id", "cluster"]], on="id")
    places = sides.drop_duplicates(["cluster", "document", "start"])
    by_document = places.groupby(["cluster", "document"]).size()
    known = places[places["outlet"] != UNKNOWN]
    by_outlet = known.groupby(["cluster", "outlet"])["article"].nunique()
    often = {
        cluster
        for counts in (by_document, by_outlet)
        for cluster in counts[counts >= BOILERPLATE].index.get_level_values("cluster")
    }
    exact_ids = set(exact["id"])
    rows = zip(passages["id"], clusters, strict=True)
    return [identity in exact_ids and cluster in often for identity, cluster in rows]


def find_witnesses(marks: pd.DataFrame, passages: pd.DataFrame) -> pd.Series:
    """Which marks are one witness, because they stand at the same place of a reused passage.

    Parameters
    ----------
    marks
        Marks with document, start and end; any index.
    passages
        The frame of `compare_reuse`.

    Returns
    -------
    pandas.Series
        For each mark a number; marks in both sides of one passage, in the same order, have the
        same. Counting them once gives the number of independent witnesses.
    """
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from(range(len(marks)))
    places: dict[str, list[tuple[int, int, int]]] = {}
    columns = (marks[name] for name in ("document", "start", "end"))
    for at, (document, start, end) in enumerate(zip(*columns, strict=True)):
        places.setdefault(document, []).append((start, end, at))
    sides = ("document_a", "start_a", "end_a", "document_b", "start_b", "end_b")
    held = passages["document_a"].isin(places) & passages["document_b"].isin(places)
    for row in passages.loc[held, list(sides)].itertuples(index=False):
        inside = [
            [
                at
                for start, end, at in sorted(places.get(document, []))
                if low <= start and end <= high
            ]
            for document, low, high in (row[:3], row[3:])
        ]
        if len(inside[0]) == len(inside[1]):
            graph.add_edges_from(zip(*inside, strict=True))
        elif inside[0] and inside[1]:
            graph.add_edges_from((one, inside[1][0]) for one in inside[0][:1])
    group = [0] * len(marks)
    for number, component in enumerate(sorted(map(sorted, nx.connected_components(graph)))):
        for at in component:
            group[at] = number
    return pd.Series(group, index=marks.index, dtype="int64")
