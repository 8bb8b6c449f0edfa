"""Text that articles share: who has which words of whom, as far as texts, dates and reports say.

A shared passage shows that two texts have a common origin. Which of them had it first follows from
dates, where they differ; whether both only quote the same speaker from what they attribute. The
rest stays undecided.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import networkx as nx
import pandas as pd

from analysis.compare.attribution import own_attributions
from analysis.compare.outlets import OutletNames
from analysis.compare.reuse.passages import Passage, find_passages
from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.labels import spans
from analysis.corpus.running import RunningText, running_texts
from analysis.corpus.text import Span, count_words

PASSAGES = {
    "id": "str", "event": "str", "article_a": "str", "document_a": "str", "start_a": "int64",
    "end_a": "int64", "role_a": "str", "outlet_a": "str", "article_b": "str", "document_b": "str",
    "start_b": "int64", "end_b": "int64", "role_b": "str", "outlet_b": "str", "kind": "str",
    "similarity": "float64", "words": "int64", "earlier": "str", "origin": "str",
    "speaker": "object", "cluster": "str", "boilerplate": "bool",
}  # fmt: skip

CONTAINMENT = {
    "event": "str", "article": "str", "outlet": "str", "other": "str", "other_outlet": "str",
    "words": "int64", "shared": "int64", "share": "float64", "ids": "object",
}  # fmt: skip

ORIGINS: Mapping[str, str] = {
    "same article": "the article repeats itself",
    "same outlet": "two articles of one outlet",
    "same speaker": "both report the words as those of the same speaker",
    "credited": "one of them names the outlet of the other for words that they share",
    "quoted block": "one of the articles is known as a block quoted in the other",
    "undecided": (
        "not settled by the words around it: copied from each other, or from a common source"
    ),
}
"""What a passage may be owed to, and what that means."""

BOILERPLATE = 3
"""Articles of one outlet, or places of one document, that hold the same words word for word."""

_FRAME = 200
"""Characters that source and cue of a report may take up beside its content."""

_INSIDE = 0.6
"""Share of a passage that must lie in what a speaker is reported to have said."""


class _Piece(NamedTuple):
    """A passage in the corpus: the running texts of both sides."""

    a: RunningText
    b: RunningText
    passage: Passage


def compare_reuse(corpus: Corpus, attributions: pd.DataFrame) -> pd.DataFrame:
    """Passages that articles share, and those that one repeats.

    Headlines are texts of their own; what a headline shares with the body beneath it is left to
    `compare_drift`.

    Parameters
    ----------
    corpus
        The corpus.
    attributions
        The frame of `mark_attributions`.

    Returns
    -------
    pandas.DataFrame
        One row a passage, sorted by event and place: id, event (empty where the articles belong to
        two), for both sides article, document, start, end (offsets into the document; round what
        interrupts it), role, outlet; kind and similarity (as of `find_passages`), words (of the
        first side), earlier ("a" or "b" if the dates of the articles say so, or one credits the
        other, else empty), origin (a key of `ORIGINS`, the first that fits), speaker (of "same
        speaker"), cluster (passages whose places overlap carry the same name), boilerplate (the
        same words stand in three articles of the outlet or places of the document).
    """
    running = {}
    for number, text in enumerate(running_texts(corpus)):
        running[f"{text.article}\0{number:06}"] = text
    pieces = [
        _Piece(running[each.article_a], running[each.article_b], each)
        for each in find_passages({name: text.text for name, text in running.items()})
        if _is_reuse(each, running)
    ]
    articles = corpus.articles.set_index("article", drop=False).to_dict("index")
    origins = _Origins(corpus, attributions)
    rows = _credited(_row(piece, articles, origins) for piece in pieces)
    rows.sort(key=_order)
    table = frame([(f"p{n}", *row, "", False) for n, row in enumerate(rows, 1)], PASSAGES)
    clusters = _clusters(table)
    return table.assign(
        cluster=pd.array(clusters, dtype="str"),
        boilerplate=pd.array(_boilerplate(table, clusters), dtype="bool"),
    )


def _is_reuse(passage: Passage, running: Mapping[str, RunningText]) -> bool:
    """Whether a passage is not what an article's headline shares with its body."""
    same = running[passage.article_a].article == running[passage.article_b].article
    return passage.article_a == passage.article_b or not same


def _credited(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The same, where a credit holds for whatever else the two articles share undecided."""
    found = list(rows)
    earlier = {(row[1], row[7]): row[16] for row in found if row[17] == "credited"}
    whole = []
    for row in found:
        side = earlier.get((row[1], row[7]))
        if side is not None:
            origin = "credited" if row[17] == "undecided" else row[17]
            row = (*row[:16], row[16] or side, origin, row[18])
        whole.append(row)
    return whole


def _order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[0] == "", row[:4], row[7:10]


def _row(
    piece: _Piece, articles: Mapping[Any, dict[Any, Any]], origins: "_Origins"
) -> tuple[Any, ...]:
    a, b, passage = piece
    span_a, span_b = (passage.start_a, passage.end_a), (passage.start_b, passage.end_b)
    sides = [_side(a, span_a, articles), _side(b, span_b, articles)]
    first, second = articles[a.article], articles[b.article]
    event = first["event"] if first["event"] == second["event"] else ""
    words = count_words(a.text[slice(*span_a)])
    origin, speaker, credit = origins.of(a, span_a, b, span_b)
    return (
        event, *sides[0], *sides[1], passage.kind, passage.similarity, words,
        _earlier(first, second) or credit, origin, speaker,
    )  # fmt: skip


def _side(text: RunningText, span: Span, articles: Mapping[Any, dict[Any, Any]]) -> tuple[Any, ...]:
    start, end = text.locate(span)
    outlet = articles[text.article]["outlet"]
    return text.article, text.document, start, end, text.role_at(span[0]), outlet


def _earlier(first: Mapping[Any, Any], second: Mapping[Any, Any]) -> str:
    """Which of two articles is the earlier one by its date, or by being quoted in the other."""
    if second["quoted_in"] == first["article"]:
        return "b"
    if first["quoted_in"] == second["article"]:
        return "a"
    dates = first["published"], second["published"]
    if not all(isinstance(date, str) for date in dates) or dates[0] == dates[1]:
        return ""
    return "a" if dates[0] < dates[1] else "b"


class _Origins:
    """Looks up what a passage is owed to."""

    def __init__(self, corpus: Corpus, attributions: pd.DataFrame) -> None:
        self._articles = corpus.articles.set_index("article", drop=False).to_dict("index")
        self._names = OutletNames(corpus)
        own = own_attributions(corpus, attributions)
        self._reports: dict[str, list[tuple[tuple[Span, ...], str, str, bool, str | None]]] = {}
        names = ("article", "parts", "start", "end", "key", "name", "named", "via")
        for article, parts, *whole, key, name, named, via in zip(
            *(own[each] for each in names), strict=True
        ):
            # Source and cue are part of what is reported as somebody's, unless a lot lies between.
            stretches = tuple(spans(parts))
            size = sum(end - start for start, end in stretches)
            if whole[1] - whole[0] < size + _FRAME:
                stretches = ((whole[0], whole[1]),)
            report = stretches, key, name, bool(named), via
            self._reports.setdefault(article, []).append(report)

    def of(
        self, a: RunningText, span_a: Span, b: RunningText, span_b: Span
    ) -> tuple[str, str | None, str]:
        """Origin, speaker, and which side has the words first by a credit (else empty)."""
        first, second = self._articles[a.article], self._articles[b.article]
        if a.article == b.article:
            return "same article", None, ""
        if b.article == first["quoted_in"] or a.article == second["quoted_in"]:
            return "quoted block", None, ""
        speakers_a, speakers_b = self._speakers(a, span_a), self._speakers(b, span_b)
        common = sorted(speakers_a.keys() & speakers_b.keys())
        if common:
            return "same speaker", speakers_a[common[0]], ""
        if first["outlet"] == second["outlet"] != UNKNOWN:
            return "same outlet", None, ""
        if self._credits(a, span_a, second):
            return "credited", None, "b"
        if self._credits(b, span_b, first):
            return "credited", None, "a"
        return "undecided", None, ""

    def _speakers(self, text: RunningText, span: Span) -> dict[str, str]:
        """Named speakers who are reported to have said most of a stretch, by key."""
        pieces = [(start, end) for start, end, _ in text.pieces(span)]
        size = sum(end - start for start, end in pieces)
        found: dict[str, int] = {}
        names = {}
        for parts, key, name, named, _ in self._reports.get(text.article, []):
            if named:
                inside = _shared(pieces, parts)
                found[key] = found.get(key, 0) + inside
                names[key] = name
        return {key: names[key] for key, inside in found.items() if inside >= _INSIDE * size}

    def _credits(self, text: RunningText, span: Span, other: Mapping[Any, Any]) -> bool:
        """Whether a stretch is reported as, or by way of, the outlet of another article."""
        pieces = [(start, end) for start, end, _ in text.pieces(span)]
        event, outlet = other["event"], other["outlet"]
        for parts, _, name, named, via in self._reports.get(text.article, []):
            if not _shared(pieces, parts) or outlet == UNKNOWN:
                continue
            credited = [name] if named else []
            credited += [via] if via else []
            if any(self._names.find(event, each) == outlet for each in credited):
                return True
        return False


def _shared(pieces: list[Span], parts: tuple[Span, ...]) -> int:
    """Characters that two lists of stretches have in common."""
    return sum(
        max(0, min(end, stop) - max(start, begin)) for start, end in pieces for begin, stop in parts
    )


def _clusters(passages: pd.DataFrame) -> list[str]:
    """For each passage the name of its cluster: those that overlap in a document are one.

    A cluster carries the number of its first passage.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(passages["id"])
    for side in _sides(passages).groupby("document"):
        last_id, last_end = "", -1
        for start, end, identity in sorted(
            zip(side[1]["start"], side[1]["end"], side[1]["id"], strict=True)
        ):
            if start < last_end:
                graph.add_edge(last_id, identity)
            if end > last_end:
                last_id, last_end = identity, end
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


def _boilerplate(passages: pd.DataFrame, clusters: list[str]) -> list[bool]:
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


def compare_containment(corpus: Corpus, passages: pd.DataFrame) -> pd.DataFrame:
    """How much of each article stands in each other one, both ways.

    Parameters
    ----------
    corpus
        The corpus.
    passages
        The frame of `compare_reuse`; boilerplate and what an article repeats do not count.

    Returns
    -------
    pandas.DataFrame
        One row an ordered pair of articles that share a passage, sorted: event, article, outlet,
        other, other_outlet, words (of the article: headline, body, quotation), shared (those that
        stand in passages shared with the other), share, ids (of the passages).
    """
    words = corpus.sentences.groupby("article")["words"].sum()
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    counted = passages[~passages["boilerplate"] & (passages["article_a"] != passages["article_b"])]
    rows = []
    for one, other in (("a", "b"), ("b", "a")):
        for key, group in counted.groupby([f"article_{one}", f"article_{other}"]):
            article, partner = key
            shared = sum(
                count_words(texts[document][start:end])
                for document, start, end in _union(
                    zip(
                        *(group[f"{name}_{one}"] for name in ("document", "start", "end")),
                        strict=True,
                    )
                )
            )
            first = group.iloc[0]
            total = int(words.get(article, 0))
            shared = min(shared, total)
            rows.append(
                (
                    first["event"], article, first[f"outlet_{one}"], partner,
                    first[f"outlet_{other}"], total, shared, shared / total if total else 0.0,
                    tuple(group["id"]),
                )
            )  # fmt: skip
    return frame(sorted(rows), CONTAINMENT)


def _union(places: Any) -> Iterator[tuple[str, int, int]]:
    """Stretches of documents without overlaps."""
    current: tuple[str, int, int] | None = None
    for document, start, end in sorted(places):
        if current and current[0] == document and start <= current[2]:
            current = document, current[1], max(end, current[2])
            continue
        if current:
            yield current
        current = document, int(start), int(end)
    if current:
        yield current


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
