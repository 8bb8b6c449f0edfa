"""Quotes of attributions: what is reported, the word that reports it, its source, and who is meant.

Content, cue and source may stand in several sentences. Those that follow each other are quoted in
one piece; where something else lies between them, or too much, they are quoted beneath each other.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from analysis.compare.attribution import own_attributions
from analysis.corpus.corpus import Corpus
from analysis.corpus.labels import spans
from analysis.corpus.text import Span, name_key
from analysis.report.evidence import Quote, quotes_of

_JOINED = 3
"""Sentences that are quoted in one piece; of longer reports the first, and that with the cue."""

_NOBODY = "not named in this sentence"
_Marked = tuple[Span, str]


class _Sentence(NamedTuple):
    """A sentence of a document: its place, and its quote without marks."""

    start: int
    end: int
    quote: Quote


def attribution_quotes(corpus: Corpus, attributions: pd.DataFrame) -> dict[str, Quote]:
    """Quotes for every attribution, by id.

    The quote begins with the sentence in which the content begins, or that before it in which the
    cue or source stands, and goes on to the one with cue and source; where these stand further off,
    they are quoted beside it. Content, cue and source are marked as that. Where the source is a
    pronoun, a short form or another name of the speaker, the name stands before the quote.
    """
    sentences = _sentences(corpus)
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    own = own_attributions(corpus, attributions)
    leads = {
        identity: resolved(source, name)
        for identity, source, name in zip(own["id"], own["source"], own["name"], strict=True)
    }
    return {
        row["id"]: _quote(row, sentences[row["document"]], texts[row["document"]])._replace(
            lead=leads.get(row["id"], "")
        )
        for row in attributions.to_dict("records")
    }


def resolved(source: str | None, name: str) -> str:
    """Return "he → Ada Quill" where the words for a source do not hold the speaker's name."""
    if not name:
        return ""
    words = " ".join((source or "").split())
    if f" {_plain(name)} " in f" {_plain(words)} ":
        return ""
    return f"{words or _NOBODY} → {name}"


def _plain(name: str) -> str:
    """The words of a name in small letters, without signs."""
    return " ".join(re.findall(r"\w+", name_key(name)))


def _sentences(corpus: Corpus) -> dict[str, list[_Sentence]]:
    """Sentences of each document, in order."""
    quotes = quotes_of(corpus)
    found: dict[str, list[_Sentence]] = {}
    columns = (corpus.sentences[name] for name in ("document", "start", "end", "sentence"))
    for document, start, end, sentence in sorted(zip(*columns, strict=True)):
        found.setdefault(document, []).append(_Sentence(start, end, quotes[sentence]))
    return found


def _quote(row: Mapping[Any, Any], sentences: list[_Sentence], text: str) -> Quote:
    marked = list(_marked(row))
    content = _at(sentences, row["content_start"])
    words = [span for span, kind in marked if kind != "content"]
    told = [_at(sentences, place) for start, end in words for place in (start, end - 1)]
    first, last = min([content, *told]), max([content, *told])
    if last - first < _JOINED and _follow(sentences[first : last + 1], text):
        return _cut(sentences, (first, last), text, marked)
    main, *others = (
        _cut(sentences, (place, place), text, marked) for place in dict.fromkeys([content, *told])
    )
    return main._replace(beside=tuple(others))


def _marked(row: Mapping[Any, Any]) -> Iterator[_Marked]:
    for span in spans(row["parts"]):
        yield span, "content"
    for kind in ("cue", "source"):
        if not pd.isna(row[f"{kind}_start"]):
            yield (int(row[f"{kind}_start"]), int(row[f"{kind}_end"])), kind


def _at(sentences: list[_Sentence], offset: int) -> int:
    """Place of the sentence that holds an offset."""
    return max(bisect_right(sentences, offset, key=lambda each: each.start) - 1, 0)


def _follow(sentences: Iterable[_Sentence], text: str) -> bool:
    """Whether sentences are of one article and nothing but blanks lies between them."""
    return all(
        one.quote.article == other.quote.article and not text[one.end : other.start].strip()
        for one, other in pairwise(sentences)
    )


def _cut(
    sentences: list[_Sentence], ends: tuple[int, int], text: str, marked: Iterable[_Marked]
) -> Quote:
    """The sentences from one to another as a quote, with what is marked as far as it lies there."""
    low, high = sentences[ends[0]].start, sentences[ends[1]].end
    inside = [
        ((max(start, low) - low, min(end, high) - low), kind)
        for (start, end), kind in marked
        if start < high and end > low
    ]
    return sentences[ends[0]].quote._replace(
        text=text[low:high],
        marks=tuple(span for span, _ in inside),
        kinds=tuple(kind for _, kind in inside),
    )
