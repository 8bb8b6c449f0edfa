"""Who cites whom: where the words of a corpus come from, as far as its articles say.

A graph of outlets and sources, drawn from attributions, from those who relay them and from reposts
that the catalogue knows. What an article does not say is not guessed.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import networkx as nx
import pandas as pd

from analysis.compare.attribution import own_attributions
from analysis.compare.names import is_named
from analysis.compare.origins import number_origins
from analysis.compare.outlets import OutletNames, node_of
from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.text import fold

__all__ = ["Provenance", "cite_edges", "compare_provenance", "find_loops", "provenance_graph"]

RELATIONS = ("cites", "relays", "reposts")
"""An outlet cites a source; who is cited relays somebody else; a site reposts an outlet's text, or
quotes a block of it."""

EDGES = {
    "event": "str", "citing": "str", "cited": "str", "relation": "str", "citing_kind": "str",
    "cited_kind": "str", "count": "int64", "first": "object", "last": "object", "ids": "object",
}  # fmt: skip
"""Columns of the edges: ``citing`` rests on ``cited``, ``count`` times; ``relation`` says how."""

LOOPS = {"event": "str", "members": "object", "ids": "object"}

NODE_KINDS = ("outlet", "source", "unnamed")
"""An outlet has an article in the corpus or reposted one; unnamed stands for all of an outlet."""

_Key = tuple[str, str, str, str]


class Provenance(NamedTuple):
    """Edges between outlets and sources, circles among them, and the origins of numbers.

    ``edges`` has the columns `EDGES`, ``loops`` `LOOPS`, ``origins`` those of `number_origins`.
    """

    edges: pd.DataFrame
    loops: pd.DataFrame
    origins: pd.DataFrame


def compare_provenance(
    corpus: Corpus,
    attributions: pd.DataFrame,
    quantities: pd.DataFrame,
    passages: pd.DataFrame | None = None,
) -> Provenance:
    """Who cites whom, in circles or not, and on how many origins shared numbers rest.

    Parameters
    ----------
    corpus
        The corpus.
    attributions, quantities
        The frames of `mark_attributions` and `mark_quantities`.
    passages
        The frame of `compare_reuse`; with it, mentions in shared text are one witness.

    Returns
    -------
    Provenance
    """
    edges = cite_edges(corpus, attributions)
    return Provenance(
        edges, find_loops(edges), number_origins(corpus, attributions, quantities, passages)
    )


def cite_edges(corpus: Corpus, attributions: pd.DataFrame) -> pd.DataFrame:
    """Edges from those who cite to those who are cited.

    An outlet *cites* a speaker whom its article names (`name_speakers`); where somebody named
    (`is_named`) relays the speaker, the outlet cites that one, who *relays* the speaker. Whoever
    reposted an article, or quotes a block of it, *reposts* its outlet. Sources without a name are
    one node an outlet, ``unnamed: …``, since nobody can tell whether two of them are the same. An
    outlet of the corpus is one node, whether it cites or is cited under its own name or its
    publisher's; an article of unknown outlet is a node of its own, ``unknown: …``.

    Returns
    -------
    pandas.DataFrame
        The columns `EDGES`, sorted by event, citing and cited; ``first`` and ``last`` are the dates
        of the earliest and latest article (for reposts: of the copy), None where none is known.
        ``ids`` are attributions, of reposts articles.
    """
    articles = corpus.articles.set_index("article")
    found: dict[_Key, list[tuple[str, Any]]] = {}
    known = OutletNames(corpus)
    own = own_attributions(corpus, attributions)
    own = own[own["source"].notna() | own["speaker"].notna()]
    columns = (own[n] for n in ("id", "article", "event", "outlet", "name", "named", "via"))
    for identity, article, event, outlet, name, named, via in zip(*columns, strict=True):
        node = node_of(article, outlet)
        cited = known.find(event, name) if named else f"unnamed: {node}"
        relay = known.find(event, via) if via and is_named(via) else None
        if fold(node).endswith(f" {fold(cited)}"):  # "the Echo" in the Tessen Echo
            continue
        chain = [node, relay, cited] if relay and relay not in (node, cited) else [node, cited]
        for place, pair in enumerate(pairwise(chain)):
            if pair[0] != pair[1]:
                key = (event, *pair, RELATIONS[place])
                found.setdefault(key, []).append((identity, articles["published"][article]))
    for event, reposter, node, article, date in _reposts(corpus, known):
        found.setdefault((event, reposter, node, "reposts"), []).append((article, date))
    outlets = {(key[0], name) for key in found for name in key[1:3] if known.has(key[0], name)}
    return frame([_edge(key, ids, outlets) for key, ids in sorted(found.items())], EDGES)


def _reposts(corpus: Corpus, known: "OutletNames") -> Iterator[tuple[str, str, str, str, Any]]:
    articles = {str(row["article"]): row for row in corpus.articles.to_dict("records")}
    for article, row in articles.items():
        event, outlet, reposter, date = (
            row[name] for name in ("event", "outlet", "reposted_by", "reposted_on")
        )
        if not reposter and row["quoted_in"] in articles:
            host = articles[row["quoted_in"]]
            reposter, date = node_of(host["article"], host["outlet"]), host["published"]
        if reposter and known.find(event, reposter) != (node := node_of(article, outlet)):
            yield event, known.find(event, reposter), node, article, date


def _edge(key: _Key, ids: list[tuple[str, Any]], outlets: set[tuple[str, str]]) -> tuple[Any, ...]:
    event, citing, cited, _ = key
    kinds = [
        "unnamed" if name.startswith("unnamed: ") else
        "outlet" if (event, name) in outlets or name.startswith("unknown: ") else "source"
        for name in (citing, cited)
    ]  # fmt: skip
    dates = sorted(date for _, date in ids if isinstance(date, str))
    ends = (dates[0], dates[-1]) if dates else (None, None)
    return (*key, *kinds, len(ids), *ends, tuple(identity for identity, _ in ids))


def provenance_graph(edges: pd.DataFrame) -> "nx.DiGraph[str]":
    """The edges as a directed graph; parallel relations are one edge with their summed count."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    columns = (edges[name] for name in ("citing", "cited", "relation", "count"))
    for citing, cited, relation, count in zip(*columns, strict=True):
        before = graph.get_edge_data(citing, cited, {"count": 0, "relations": ()})
        graph.add_edge(
            citing,
            cited,
            count=before["count"] + count,
            relations=(*before["relations"], relation),
        )
    return graph


def find_loops(edges: pd.DataFrame) -> pd.DataFrame:
    """Circles: nodes of which each leads, over one edge or several, to every other.

    Returns
    -------
    pandas.DataFrame
        One row a strongly connected component of more than one node (Tarjan 1972): event, members
        (sorted names), ids (behind the edges among them).
    """
    rows = []
    for event, group in edges.groupby("event"):
        for component in nx.strongly_connected_components(provenance_graph(group)):
            if len(component) > 1:
                inside = group[group["citing"].isin(component) & group["cited"].isin(component)]
                ids = tuple(dict.fromkeys(each for ids in inside["ids"] for each in ids))
                rows.append((event, tuple(sorted(component)), ids))
    return frame(sorted(rows), LOOPS)
