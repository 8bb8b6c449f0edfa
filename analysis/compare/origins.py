"""On how many independent origins a number rests that several articles state.

An article rests on whom it names for a number, on a source without a name, or, where it names
nobody, on its outlet alone. What it does not say is not guessed: origins are counted as a range.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any, NamedTuple

import networkx as nx
import pandas as pd

from analysis.compare.articles import find_originals
from analysis.compare.attribution import own_attributions
from analysis.compare.dependence import find_dependence, hosted_articles
from analysis.compare.names import is_named, name_key
from analysis.compare.outlets import OutletNames, node_of
from analysis.compare.reuse.clusters import find_witnesses
from analysis.corpus.corpus import Corpus, frame

ORIGINS = {
    "event": "str", "unit": "object", "low": "float64", "high": "float64", "low_open": "bool",
    "high_open": "bool", "text": "str", "articles": "int64",
    "outlets": "int64", "named": "object", "unnamed": "int64", "own": "int64", "loop": "object",
    "fewest": "int64", "most": "int64", "single_source": "bool", "ids": "object",
    "dependent": "object",
}  # fmt: skip


class _Source(NamedTuple):
    """Whom an attribution names: ``name`` is empty where it names nobody."""

    name: str
    via: str


class _Basis(NamedTuple):
    """What one outlet's articles rest a number on.

    ``named`` are key and name of each source, ``unnamed`` the attributions to sources without a
    name, ``own`` whether an article states the number and names nobody for it.
    """

    named: dict[str, str]
    unnamed: set[str]
    own: bool

    def and_(self, other: "_Basis") -> "_Basis":
        named, unnamed = self.named | other.named, self.unnamed | other.unnamed
        return _Basis(named, unnamed, self.own or other.own)


def number_origins(
    corpus: Corpus,
    attributions: pd.DataFrame,
    quantities: pd.DataFrame,
    passages: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """On how many independent origins a number rests that several articles state.

    Counts are put together when unit and interval are equal, vague plurals aside. Copies of a text
    within an outlet are one article. Within an article, a source named for the number anywhere
    stands for all its mentions there (a headline repeats the text below it). An outlet that is
    cited for a number which it gives itself leads on to what it names; outlets that only name each
    other are a loop.

    Every named source in whom this ends is an origin. Sources without a name, and outlets that name
    nobody, may each be an origin more, or rest on one that is there already; so may members of a
    loop. An outlet that names nobody for a number which stands in an article that it quotes or
    reposts (`hosted_articles`) has it from there, and adds no origin.

    Parameters
    ----------
    corpus, attributions, quantities
        The corpus and its marks.
    passages
        The frame of `compare_reuse`: mentions at one place of a shared passage are one witness, so
        that a source without a name, or an outlet that names nobody, is no origin more there.

    Returns
    -------
    pandas.DataFrame
        One row a number stated in two articles or more, those in most outlets first: event, unit,
        low, high, low_open, high_open, text (as most mentions have it), articles (without copies),
        outlets (those unknown counted one an article), named (origins with a name), unnamed
        (attributions to sources without one), own (outlets that state the number and name nobody;
        both without those that only share text),
        loop (names of outlets that name only each other for it), fewest and most origins,
        single_source (whether no more than one is possible), ids, dependent (why two of the outlets
        are no independent witnesses, a clause each: `dependent_pairs`).
    """
    originals = find_originals(corpus)
    counts = quantities[(quantities["kind"] == "count") & quantities["unit"].notna()]
    counts = counts.merge(corpus.articles[["article", "event", "outlet"]], on="article")
    counts = counts[~_is_vague(counts)]
    counts["original"] = counts["article"].map(originals).fillna(counts["article"])
    known = OutletNames(corpus)
    sources = _sources(corpus, attributions)
    dependence = find_dependence(corpus)
    hosted = hosted_articles(corpus)
    hosts = list(zip(hosted["article"], hosted["outlet"], hosted["host"], strict=True))
    rows = []
    keys = ["event", "unit", "low", "high", "low_open", "high_open"]
    for key, group in counts.groupby(keys, dropna=False):
        if len(set(group["original"])) > 1:
            witnesses = _witnesses(group, passages)
            cells = _cells(str(key[0]), group, sources, known, hosts, witnesses)
            pairs = combinations(sorted(set(group["outlet"])), 2)
            reasons = (dependence.of_outlets(str(key[0]), *pair) for pair in pairs)
            rows.append((*key, _surface(group["text"]), *cells, tuple(filter(None, reasons))))
    rows.sort(key=lambda row: (row[0], -row[8], -row[7], row[6]))
    return frame(rows, ORIGINS)


def _witnesses(group: pd.DataFrame, passages: pd.DataFrame | None) -> pd.Series:
    """For each mention the number of its witness; without passages each is one of its own."""
    if passages is None:
        return pd.Series(range(len(group)), index=group.index)
    return find_witnesses(group, passages)


def _is_vague(quantities: pd.DataFrame) -> pd.Series:
    """Whether a number is a vague plural ("dozens"): two of them need not mean one number."""
    spans = quantities["approx"] & (quantities["low"] < quantities["high"])
    return spans & ~quantities["text"].str.contains(r"\d")


def _surface(texts: "pd.Series[str]") -> str:
    counts = Counter(" ".join(text.split()) for text in texts)
    return min(counts, key=lambda text: (-counts[text], len(text), text))


def _sources(corpus: Corpus, attributions: pd.DataFrame) -> dict[str, _Source]:
    """Sources by the id of the attribution; those of nested ones by their words alone."""
    own = own_attributions(corpus, attributions)
    columns = (own[name] for name in ("id", "name", "named", "via"))
    found = {
        identity: _Source(name if named else "", via or "")
        for identity, name, named, via in zip(*columns, strict=True)
    }
    nested = attributions[attributions["nested"]]
    columns = (nested[name] for name in ("id", "source_type", "speaker", "via"))
    for identity, kind, speaker, via in zip(*columns, strict=True):
        name = speaker if speaker and is_named(speaker, kind) else ""
        found[identity] = _Source(name, via or "")
    return found


def _cells(
    event: str,
    group: pd.DataFrame,
    sources: Mapping[str, _Source],
    known: OutletNames,
    hosts: Iterable[tuple[str, str, str]],
    witnesses: pd.Series,
) -> tuple[Any, ...]:
    """The cells of a number behind its key."""
    group = group.assign(witness=witnesses)
    bases: dict[str, _Basis] = {}
    for (original, outlet), rows in group.groupby(["original", "outlet"]):
        first = rows[rows["article"] == rows["article"].min()]  # of copies one
        basis = _basis(event, first["attribution"], sources, known)
        node = node_of(str(original), str(outlet))
        if node in bases:
            basis = bases[node].and_(basis)
        bases[node] = basis
    stating = set(group["article"])
    nobody = {node for node, basis in bases.items() if basis.own}
    for article, guest, host in hosts:
        if article in stating and host in nobody:
            sources_of = bases[host].named | {name_key(guest): guest}
            bases[host] = bases[host]._replace(named=sources_of, own=False)
    named, loop = _ends(bases)
    witness_of = dict(zip(group["attribution"], group["witness"], strict=True))
    anonymous = {witness_of[each] for basis in bases.values() for each in basis.unnamed}
    anonymous -= {each for identity, each in witness_of.items() if _is_sourced(sources, identity)}
    unnamed = len(anonymous)
    own = _own_origins(group, bases)
    fewest = max(1, len(named))
    most = max(1, len(named) + unnamed + own + len(loop))
    return (
        group["original"].nunique(), len(bases), named, unnamed, own, loop, fewest, most,
        most == 1, tuple(group["id"]),
    )  # fmt: skip


def _is_sourced(sources: Mapping[str, _Source], identity: object) -> bool:
    """Whether an attribution names somebody."""
    source = sources.get(identity) if isinstance(identity, str) else None
    return source is not None and bool(source.name)


def _own_origins(group: pd.DataFrame, bases: Mapping[str, _Basis]) -> int:
    """Outlets that name nobody, those once that have the number at one place of shared text.

    One that shares that place with an outlet which names somebody adds nothing.
    """
    nodes = [node_of(*place) for place in zip(group["original"], group["outlet"], strict=True)]
    own = pd.Series([bases[node].own for node in nodes], index=group.index)
    sourced = set(group.loc[~own, "witness"])
    graph: nx.Graph[Any] = nx.Graph()
    for node, witness in zip(nodes, group["witness"], strict=True):
        if bases[node].own:
            graph.add_edge(("outlet", node), ("witness", witness))
    return sum(
        not any(kind == "witness" and each in sourced for kind, each in component)
        for component in nx.connected_components(graph)
    )


def _basis(
    event: str,
    attributions: Iterable[str | None],
    sources: Mapping[str, _Source],
    known: OutletNames,
) -> _Basis:
    """What an article rests a number on, from the attributions that hold its mentions."""
    named: dict[str, str] = {}
    unnamed: set[str] = set()
    for identity in attributions:
        source = sources.get(identity) if isinstance(identity, str) else None
        if source is None:
            continue
        # A source without a name is whoever relays it, as far as anybody can tell.
        relay = source.via if source.via and is_named(source.via) else ""
        if name := source.name or relay:
            found = known.find(event, name)
            named[name_key(found)] = found
        else:
            unnamed.add(str(identity))
    return _Basis(named, unnamed, own=not named and not unnamed)


def _ends(bases: Mapping[str, _Basis]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Named sources in whom citations of a number end, and outlets that go round in circles."""
    nodes = {name_key(node): node for node in bases}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(nodes)
    names: dict[str, str] = {}
    for key, node in nodes.items():
        names |= bases[node].named
        graph.add_edges_from((key, cited) for cited in bases[node].named if cited != key)
    ends = {name for key, name in names.items() if key not in nodes}
    loop = []
    for component in nx.strongly_connected_components(graph):
        leaves = any(cited not in component for key in component for cited in graph[key])
        opens = any(bases[nodes[key]].unnamed for key in component if key in nodes)
        if len(component) > 1 and not leaves and not opens:
            loop += [nodes[key] for key in component]
    return tuple(sorted(ends)), tuple(sorted(loop))
