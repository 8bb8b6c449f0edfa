"""Quotes of shared passages: the sentences of both sides, with the words marked that both have."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.compare.drift.pairs import Sentence, sentences_of
from analysis.compare.reuse.alignment import align_words
from analysis.compare.reuse.travels import between_articles
from analysis.corpus.corpus import Corpus
from analysis.corpus.text import Span
from analysis.report.evidence import Quote, opens_with_mark

MOST_LETTERS = 900
"""Letters of one side of a passage that are quoted, to the end of the sentence."""

MOST_SHOWN = 150
"""Passages, or pairs of sentences, that are set side by side on a page."""

_MOST_OF_TEXT = 20
"""Passages of one shared text among them."""

_FIRST_WORDS = 9
"""Words by which a text without a name is called."""

_SHORT = 40
"""Letters of a headline that is set beside an outlet, to the end of a word."""

_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_HALF_LINK = re.compile(r"\]\([^()\s]*\)|\[(?=[^\[\]]*$)")
"""What is left of a link where a passage begins, or ends, inside of it."""

Sides = tuple[tuple[Quote, ...], tuple[Quote, ...]]
"""The quotes of both sides of a passage; a side has several where something interrupts it."""


def shown_passages(passages: pd.DataFrame) -> pd.DataFrame:
    """Passages between articles that a page sets side by side: the first of each shared text."""
    shared = between_articles(passages)
    return shared.groupby("cluster", sort=False).head(_MOST_OF_TEXT).head(MOST_SHOWN)


def in_label(text: str) -> str:
    """A text on one line, of links in Markdown the name only."""
    return " ".join(_HALF_LINK.sub("", _LINK.sub(r"\1", text)).split())


def first_words(text: str) -> str:
    """The first words of a text on one line, by which it is called."""
    words = in_label(text).split()
    return " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")


def enquote(text: str) -> str:
    """A text in quotation marks, unless it begins with one of its own."""
    return text if opens_with_mark(text) else f"“{text}”"


def short_headline(headline: str) -> str:
    """The first words of a headline, in quotation marks; empty where there is none."""
    line = in_label(headline)
    if len(line) <= _SHORT:
        return enquote(line) if line else ""
    # A first word that is longer, as in scripts without blanks, is cut.
    start = line[:_SHORT].rpartition(" ")[0] or line[:_SHORT]
    # What is cut off may hold the other mark of a pair.
    return f"“{start[1:] if opens_with_mark(start) else start}\N{NO-BREAK SPACE}…”"


def telling_headlines(
    sides: tuple[Quote, Quote], headlines: tuple[str, str], articles: tuple[int, int]
) -> tuple[str, str]:
    """Short headlines where outlet and date do not tell which article is meant, else empty.

    ``articles`` says how many articles the outlet of either side has.
    """
    one, other = sides
    alike = (one.outlet, one.published) == (other.outlet, other.published)
    first, second = (
        short_headline(headline) if alike or count > 1 else ""
        for headline, count in zip(headlines, articles, strict=True)
    )
    return first, second


class PassageQuotes:
    """Quotes of passages: `sides` for two columns, `quotes` for lists behind numbers.

    The first side is the earlier one, where dates say which that is, else the first in the frame.
    """

    def __init__(self, corpus: Corpus, passages: pd.DataFrame) -> None:
        self._articles = corpus.articles.set_index("article", drop=False).to_dict("index")
        self._texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
        self._sentences = sentences_of(corpus)
        self._sizes = Counter((row["event"], row["outlet"]) for row in self._articles.values())
        self._passages = {str(row["id"]): row for row in passages.to_dict("records")}
        self._sides: dict[str, Sides] = {}

    @property
    def quotes(self) -> dict[str, Quote]:
        """A quote for each passage by its id: one side, with the other beside it."""
        found = {}
        for identity in self._passages:
            first, second = self.sides(identity)
            found[identity] = first[0]._replace(beside=(*first[1:], *second))
        return found

    def sides(self, identity: str) -> Sides:
        """Both sides of a passage."""
        if identity not in self._sides:
            row = self._passages[identity]
            order = ("b", "a") if row["earlier"] == "b" else ("a", "b")
            self._sides[identity] = self.both(*(self._place(row, side) for side in order))
        return self._sides[identity]

    def headlines(self, identity: str) -> tuple[str, str]:
        """Short headlines, or else first words, empty where outlet and date tell the article."""
        first, second = (side[0] for side in self.sides(identity))
        one, other = (self._articles[quote.article] for quote in (first, second))
        sizes = [self._sizes[about["event"], about["outlet"]] for about in (one, other)]
        names = [
            str(about["headline"] or self._sentences[about["article"]][0].text)
            for about in (one, other)
        ]
        return telling_headlines((first, second), (names[0], names[1]), (sizes[0], sizes[1]))

    def both(self, one: tuple[str, str, int, int], other: tuple[str, str, int, int]) -> Sides:
        """Quotes of two places (article, document, start, end) with their common words marked."""
        groups = [list(self._groups(*place)) for place in (one, other)]
        spans = [
            (max(place[2], found[0][0].start), min(place[3], found[-1][-1].end))
            for place, found in zip((one, other), groups, strict=True)
        ]
        texts = [self._texts[place[1]] for place in (one, other)]
        runs = shared_runs(texts[0][slice(*spans[0])], texts[1][slice(*spans[1])])
        marks = [
            [(span[0] + start, span[0] + end) for start, end in each]
            for span, each in zip(spans, runs, strict=True)
        ]
        sides = [
            tuple(self._quote(group, text, own) for group in found)
            for found, text, own in zip(groups, texts, marks, strict=True)
        ]
        return sides[0], sides[1]

    def _place(self, row: Mapping[Any, Any], side: str) -> tuple[str, str, int, int]:
        names = ("article", "document", "start", "end")
        article, document, start, end = (row[f"{name}_{side}"] for name in names)
        return article, document, start, end

    def _groups(
        self, article: str, document: str, start: int, end: int
    ) -> Iterator[list[Sentence]]:
        """Sentences that a place touches, those apart that something else stands between."""
        letters = 0
        group: list[Sentence] = []
        for each in self._touched(article, document, start, end):
            if group and self._texts[document][group[-1].end : each.start].strip():
                yield group
                group = []
            group.append(each)
            letters += len(each.text)
            if letters >= MOST_LETTERS:
                break
        yield group

    def _touched(self, article: str, document: str, start: int, end: int) -> Iterator[Sentence]:
        sentences = self._sentences[article]
        at = bisect_left(sentences, start, key=lambda each: each.end)
        for each in sentences[at:]:
            if each.start >= end:
                return
            if each.document == document and each.end > start:
                yield each

    def _quote(self, group: Sequence[Sentence], text: str, marks: Sequence[Span]) -> Quote:
        first, end = group[0], group[-1].end
        about = self._articles[first.article]
        inside = [(max(a, first.start), min(b, end)) for a, b in marks]
        return Quote(
            first.article,
            first.sentence.rpartition(".")[2],
            about["outlet"],
            about["published"],
            first.document,
            first.start,
            text[first.start : end],
            tuple((a - first.start, b - first.start) for a, b in inside if text[a:b].strip()),
        )


def shared_runs(one: str, other: str) -> tuple[list[Span], list[Span]]:
    """Stretches of two texts that are the same words in the same order, on both sides."""
    runs: list[tuple[list[int], list[int]]] = []
    for (start, end), (begin, stop) in align_words(one, other):
        last = runs[-1] if runs else None
        if (
            last is None
            or _has_words(one, last[0][1], start)
            or _has_words(other, last[1][1], begin)
        ):
            runs.append(([start, end], [begin, stop]))
        else:
            last[0][1], last[1][1] = end, stop
    return [(a, b) for (a, b), _ in runs], [(a, b) for _, (a, b) in runs]


def _has_words(text: str, start: int, end: int) -> bool:
    return any(character.isalnum() for character in text[start:end])
