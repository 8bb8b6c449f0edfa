"""Text that articles share: who has which words of whom, as far as texts, dates and reports say.

A shared passage shows that two texts have a common origin. Which of them had it first follows from
dates, where they differ; whether both only quote the same speaker from what they attribute. The
rest stays undecided.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from analysis.compare.reports import read_reports
from analysis.compare.reuse.clusters import find_boilerplate, find_clusters
from analysis.compare.reuse.passage_origins import PassageOrigins, earlier_by_date
from analysis.compare.reuse.passages import Passage, find_passages
from analysis.compare.reuse.retold import find_retold
from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.running import RunningText, running_texts
from analysis.corpus.text import Span, count_words

PASSAGES = {
    "id": "str", "event": "str", "article_a": "str", "document_a": "str", "start_a": "int64",
    "end_a": "int64", "role_a": "str", "outlet_a": "str", "article_b": "str", "document_b": "str",
    "start_b": "int64", "end_b": "int64", "role_b": "str", "outlet_b": "str", "kind": "str",
    "similarity": "float64", "words": "int64", "earlier": "str", "origin": "str",
    "speaker": "object", "cluster": "str", "boilerplate": "bool",
}  # fmt: skip


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
    reports = read_reports(corpus, attributions)
    passages = find_passages({name: text.text for name, text in running.items()})
    pieces = [
        _Piece(running[each.article_a], running[each.article_b], each)
        for each in [*passages, *find_retold(running, reports, passages)]
        if _is_reuse(each, running)
    ]
    articles = corpus.articles.set_index("article", drop=False).to_dict("index")
    origins = PassageOrigins(corpus, reports)
    rows = _credited(_row(piece, articles, origins) for piece in pieces)
    rows.sort(key=_order)
    table = frame([(f"p{n}", *row, "", False) for n, row in enumerate(rows, 1)], PASSAGES)
    clusters = find_clusters(table)
    return table.assign(
        cluster=pd.array(clusters, dtype="str"),
        boilerplate=pd.array(find_boilerplate(table, clusters), dtype="bool"),
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
            origin = "credited" if row[17] in ("unnamed source", "undecided") else row[17]
            row = (*row[:16], row[16] or side, origin, row[18])
        whole.append(row)
    return whole


def _order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[0] == "", row[:4], row[7:10]


def _row(
    piece: _Piece, articles: Mapping[Any, dict[Any, Any]], origins: PassageOrigins
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
        earlier_by_date(first, second) or credit, origin, speaker,
    )  # fmt: skip


def _side(text: RunningText, span: Span, articles: Mapping[Any, dict[Any, Any]]) -> tuple[Any, ...]:
    start, end = text.locate(span)
    outlet = articles[text.article]["outlet"]
    return text.article, text.document, start, end, text.role_at(span[0]), outlet
