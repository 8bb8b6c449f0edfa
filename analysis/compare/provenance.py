"""Who cites whom: where the words of a corpus come from, as far as its articles say.

A graph of outlets and sources, drawn from attributions, from those who relay them and from reposts
that the catalogue knows. What an article does not say is not guessed: origins are counted as a
range, from the least to the most that the articles allow.
"""

from typing import Any, NamedTuple

import networkx as nx
import pandas as pd

from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.text import fold

EDGES = {
    "event": "str", "citing": "str", "cited": "str", "relation": "str", "count": "int64",
    "ids": "object",
}  # fmt: skip
"""Columns of the edges: ``citing`` rests on ``cited``, ``count`` times; ``relation`` says how."""

RELATIONS = ("cites", "relays", "reposts")

ORIGINS = {
    "event": "str", "unit": "object", "low": "float64", "high": "float64", "articles": "int64",
    "outlets": "int64", "named": "object", "unnamed": "int64", "own": "int64",
    "fewest": "int64", "most": "int64", "single_source": "bool", "ids": "object",
}  # fmt: skip


class Provenance(NamedTuple):
    """Edges between outlets and sources, cycles among them, and the origins of numbers.

    ``edges`` has the columns `EDGES`, ``origins`` `ORIGINS`; ``loops`` are tuples of names that
    cite each other in a circle.
    """

    edges: pd.DataFrame
    loops: list[tuple[str, ...]]
    origins: pd.DataFrame


def compare_provenance(
    corpus: Corpus, attributions: pd.DataFrame, quantities: pd.DataFrame
) -> Provenance:
    """Who cites whom, in circles or not, and on how many origins shared numbers rest.

    Parameters
    ----------
    corpus
        The corpus.
    attributions, quantities
        The frames of `mark_attributions` and `mark_quantities`.
    """
    edges = cite_edges(corpus, attributions)
    return Provenance(edges, find_loops(edges), number_origins(corpus, attributions, quantities))


def cite_edges(corpus: Corpus, attributions: pd.DataFrame) -> pd.DataFrame:
    """Edges from those who cite to those who are cited.

    An outlet *cites* a speaker whom its article names; where somebody relays the speaker, the
    outlet cites that one, who *relays* the speaker. Whoever reposted an article *reposts* its
    publisher. Sources without a name are one node an outlet and type, since nobody can tell
    whether two of them are the same.

    Returns
    -------
    pandas.DataFrame
        The columns `EDGES`, sorted by event, citing and cited.
    """
    found: dict[tuple[str, str, str, str], list[str]] = {}
    own = attributions[~attributions["nested"] & attributions["source"].notna()]
    own = own.merge(corpus.articles[["article", "event", "outlet"]], on="article")
    columns = (own[name] for name in ("id", "event", "outlet", "speaker", "via", "source_type"))
    for identity, event, outlet, speaker, via, kind in zip(*columns, strict=True):
        cited = speaker or f"unnamed: {outlet}"
        chain = [outlet, via, cited] if via else [outlet, cited]
        for citing, other in zip(chain, chain[1:], strict=False):
            if fold(citing) != fold(other):
                relation = "cites" if citing == outlet else "relays"
                found.setdefault((event, citing, other, relation), []).append(identity)
    articles = corpus.articles
    columns = (articles[n] for n in ("article", "event", "outlet", "publisher", "reposted_by"))
    for article, event, outlet, publisher, reposter in zip(*columns, strict=True):
        origin = publisher or (outlet if outlet != UNKNOWN else None)
        if reposter and origin and reposter != origin:
            found.setdefault((event, reposter, origin, "reposts"), []).append(article)
    rows = [(*key, len(ids), tuple(ids)) for key, ids in sorted(found.items())]
    return frame(rows, EDGES)


def provenance_graph(edges: pd.DataFrame) -> "nx.DiGraph[str]":
    """The edges as a directed graph; parallel relations are one edge with their summed count."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    columns = (edges[name] for name in ("citing", "cited", "relation", "count"))
    for citing, cited, relation, count in zip(*columns, strict=True):
        if graph.has_edge(citing, cited):
            graph[citing][cited]["count"] += count
            graph[citing][cited]["relations"].add(relation)
        else:
            graph.add_edge(citing, cited, count=count, relations={relation})
    return graph


def find_loops(edges: pd.DataFrame) -> list[tuple[str, ...]]:
    """Groups of names within an event that all rest on each other, directly or through others.

    The strongly connected components of the graph (Tarjan 1972), each sorted by name.
    """
    loops = set()
    for _, group in edges.groupby("event"):
        for component in nx.strongly_connected_components(provenance_graph(group)):
            if len(component) > 1:
                loops.add(tuple(sorted(component)))
    return sorted(loops)


def number_origins(
    corpus: Corpus, attributions: pd.DataFrame, quantities: pd.DataFrame
) -> pd.DataFrame:
    """On how many independent origins a number rests that several articles state.

    Numbers are put together when unit and interval are equal. ``named`` are the speakers to whom
    articles ascribe it, ``unnamed`` the number of articles with a source that has no name, ``own``
    that of articles which state it in their own voice. The fewest origins possible are one for the
    named together if there is none else, and one for each named source; the most, each unnamed
    source and each article without source being an origin of its own.

    Returns
    -------
    pandas.DataFrame
        One row a number stated in two articles or more, those in most articles first; the columns
        `ORIGINS`. ``single_source`` is true where no more than one origin is possible.
    """
    counts = quantities[(quantities["kind"] == "count") & quantities["unit"].notna()]
    counts = counts.merge(corpus.articles[["article", "event", "outlet"]], on="article")
    sources = attributions.set_index("id")[["speaker", "source"]].to_dict("index")
    rows = []
    keys = ["event", "unit", "low", "high"]
    for key, group in counts.groupby(keys, dropna=False):
        if group["article"].nunique() > 1:
            rows.append((*key, *_origins(group, sources)))
    rows.sort(key=lambda row: (row[0], -row[4], str(row[1]), row[2]))
    return frame(rows, ORIGINS)


def _origins(group: pd.DataFrame, sources: dict[Any, dict[str, Any]]) -> tuple[Any, ...]:
    """The cells of a number behind its key."""
    named: dict[str, str] = {}
    unnamed, own = set(), set()
    columns = (group[name] for name in ("article", "attribution"))
    for article, attribution in zip(*columns, strict=True):
        source = sources.get(attribution)
        if source is None:
            own.add(article)
        elif source["speaker"]:
            named.setdefault(fold(source["speaker"]), source["speaker"])
        else:
            unnamed.add(article)
    open_ends = len(unnamed) + len(own)
    fewest, most = max(1, len(named)), max(1, len(named) + open_ends)
    return (
        group["article"].nunique(), group["outlet"].nunique(), tuple(sorted(named.values())),
        len(unnamed), len(own), fewest, most, most == 1, tuple(group["id"]),
    )  # fmt: skip
