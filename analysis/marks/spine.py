"""Marks: found spans of any kind, in frames that share their first columns.

One shape for all finders, so that listing, highlighting, counting and export are written once.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.labels import spans
from analysis.corpus.running import RunningText
from analysis.corpus.text import Span
from analysis.marks.attributions import Attribution
from analysis.marks.boosters import Booster, find_boosters
from analysis.marks.hedges import Hedge, find_hedges
from analysis.marks.quantities import Quantity, find_quantities
from analysis.marks.voice import VoiceIndex, mark_voices, read_attributions

_SPINE = {
    "id": "str", "article": "str", "document": "str", "sentence": "str", "start": "int64",
    "end": "int64", "text": "str",
}  # fmt: skip
_DTYPES = {
    "cue": "str", "category": "str", "low": "float64", "high": "float64", "approx": "bool",
    "unit": "object", "noun": "object", "kind": "str", "low_open": "bool", "high_open": "bool",
}  # fmt: skip

_ATTRIBUTION = {
    "content_start": "int64", "content_end": "int64", "cue_start": "Int64", "cue_end": "Int64",
    "source_start": "Int64", "source_end": "Int64", "parts": "str", "kind": "str",
    "relation": "str", "source_type": "str", "speaker": "object", "via": "object",
    "content": "str", "cue": "object", "source": "object", "category": "object",
    "nested": "bool", "role": "str",
}  # fmt: skip

_DEEPEST = 20
"""Attributions that may begin before a place and enclose it; what is deeper is not looked at."""

Finder = Callable[[str, str], Sequence[Any]]
"""Text and role of a sentence to what is found in it."""


def mark_hedges(corpus: Corpus) -> pd.DataFrame:
    """Hedges of a corpus.

    Returns
    -------
    pandas.DataFrame
        One row a hedge: id, article, document, sentence, start, end, text, cue, category, role,
        voice (own, direct, paraphrase: that of the cue's first character), attribution (id of the
        innermost one whose content holds it; None where it is in no report). Offsets are into the
        document; ``document.text[start:end] == text``.
    """

    def find(text: str, role: str) -> Sequence[Hedge]:
        return find_hedges(text, headline=role == "headline")

    return _with_voice(_mark(corpus, find, Hedge._fields, "h"), corpus)


def mark_boosters(corpus: Corpus) -> pd.DataFrame:
    """Boosters of a corpus: the counterpart of its hedges.

    Returns
    -------
    pandas.DataFrame
        One row a booster, with the columns of `mark_hedges`; ``category`` is always "booster".
    """

    def find(text: str, _role: str) -> Sequence[Booster]:
        return find_boosters(text)

    return _with_voice(_mark(corpus, find, Booster._fields, "b"), corpus)


def mark_quantities(corpus: Corpus) -> pd.DataFrame:
    """Numeric expressions of a corpus.

    Returns
    -------
    pandas.DataFrame
        One row a number: id, article, document, sentence, start, end, text, low, high (NaN where
        that end is open), approx, unit, noun, kind, low_open, high_open, role, voice, attribution.
    """

    def find(text: str, _role: str) -> Sequence[Quantity]:
        return find_quantities(text)

    return _with_voice(_mark(corpus, find, Quantity._fields, "q"), corpus)


def mark_attributions(corpus: Corpus) -> pd.DataFrame:
    """Attributions of a corpus: who is reported to have said, written or thought what.

    Returns
    -------
    pandas.DataFrame
        One row an attribution: id, article, document, sentence (the one in which the content
        begins), start, end, text (the slice round content, cue and source); content_start,
        content_end, cue_start, cue_end, source_start, source_end (missing where there is no cue or
        source), parts (``start-end;start-end``), kind (direct, mixed, indirect), relation
        (positive, negative), source_type, speaker, via, content, cue, source (the words), category
        (of the cue), nested, role. Offsets are into the document; of an attribution that is
        interrupted by a caption, ``content_start`` and ``content_end`` go round the caption.
    """
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    sentences = _SentenceIndex(corpus)
    rows: list[tuple[Any, ...]] = []
    counts: dict[str, int] = {}
    for running, attributions in read_attributions(corpus):
        text = texts[running.document]
        for each in attributions:
            number = counts[running.article] = counts.get(running.article, 0) + 1
            start, end = running.locate((each.start, each.end))
            content = running.locate(each.content)
            sentence = sentences.at(running.document, content[0])
            identity = f"{running.article}.a{number}"
            spine = (identity, running.article, running.document, sentence, start, end)
            rows.append((*spine, text[start:end], *_attribution_cells(running, each, content)))
    return frame(rows, {**_SPINE, **_ATTRIBUTION})


def _attribution_cells(running: RunningText, each: Attribution, content: Span) -> tuple[Any, ...]:
    cue = running.locate(each.cue) if each.cue else (None, None)
    source = running.locate(each.source) if each.source else (None, None)
    parts = [(start, end) for part in each.content_parts for start, end, _ in running.pieces(part)]
    return (
        *content, *cue, *source,
        ";".join(f"{start}-{end}" for start, end in parts),
        each.kind, each.relation, each.source_type, each.speaker, each.via,
        " … ".join(running.text[start:end] for start, end in each.content_parts),
        running.text[slice(*each.cue)] if each.cue else None,
        running.text[slice(*each.source)] if each.source else None,
        each.category, each.nested, running.role_at(each.content[0]),
    )  # fmt: skip


class _SentenceIndex:
    """Looks up the sentence at a place in a document."""

    def __init__(self, corpus: Corpus) -> None:
        self._starts: dict[str, list[int]] = {}
        self._ids: dict[str, list[str]] = {}
        columns = (corpus.sentences[name] for name in ("document", "start", "sentence"))
        for document, start, sentence in sorted(zip(*columns, strict=True)):
            self._starts.setdefault(document, []).append(start)
            self._ids.setdefault(document, []).append(sentence)

    def at(self, document: str, offset: int) -> str:
        return self._ids[document][bisect_right(self._starts[document], offset) - 1]


def _mark(corpus: Corpus, find: Finder, fields: Sequence[str], letter: str) -> pd.DataFrame:
    """Run a finder over every sentence and shift what it finds into the document."""
    rows: list[tuple[Any, ...]] = []
    counts: dict[str, int] = {}
    columns = ("sentence", "article", "document", "start", "role", "text")
    sentences = (corpus.sentences[column] for column in columns)
    for sentence, article, document, offset, role, text in zip(*sentences, strict=True):
        for start, end, surface, *own in find(text, role):
            number = counts[article] = counts.get(article, 0) + 1
            identity = f"{article}.{letter}{number}"
            span = (offset + start, offset + end, surface)
            rows.append((identity, article, document, sentence, *span, *own, role))
    own_dtypes = {field: _DTYPES[field] for field in fields[3:]}
    return frame(rows, {**_SPINE, **own_dtypes, "role": "str"})


def _with_voice(marks: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The same with the voice of each mark and the attribution whose content holds it."""
    voices, reports = VoiceIndex(mark_voices(corpus)), _ReportIndex(mark_attributions(corpus))
    places = list(zip(marks["document"], marks["start"], strict=True))
    return marks.assign(
        voice=pd.array([voices.at(*place) for place in places], dtype="str"),
        attribution=pd.Series([reports.at(*place) for place in places], marks.index, "object"),
    )


class _ReportIndex:
    """Looks up the innermost attribution whose content holds a place."""

    def __init__(self, attributions: pd.DataFrame) -> None:
        self._parts: dict[str, list[tuple[int, int, str]]] = {}
        columns = (attributions[name] for name in ("document", "parts", "id"))
        for document, parts, identity in zip(*columns, strict=True):
            for start, end in spans(parts):
                self._parts.setdefault(document, []).append((start, end, identity))
        for places in self._parts.values():
            places.sort()

    def at(self, document: str, offset: int) -> str | None:
        places = self._parts.get(document, [])
        last = bisect_right(places, (offset, float("inf"), ""))
        around = [each for each in places[max(0, last - _DEEPEST) : last] if offset < each[1]]
        return min(around, key=lambda each: each[1] - each[0])[2] if around else None
