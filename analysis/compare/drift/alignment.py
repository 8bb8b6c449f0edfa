"""Two sentences word by word: which words stand for which, and what stands between them.

Everything here is the same from either side: `Alignment.turned` exchanges the two sentences, so
that what was dropped on the way from one to the other is what was added on the way back.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

from analysis.compare.drift.pairs import Sentence, stem
from analysis.compare.reuse.alignment import align_words
from analysis.compare.reuse.shingles import read_words
from analysis.corpus.text import Span, fold
from analysis.lexicons import read_lexicon

_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_MARKS = re.compile(r"[,;:()\[\]–—“”\"«»]| -|--")


_CLOSE = 3
"""Words within which the same function word on both sides is no chance."""


class Word(NamedTuple):
    """A word: its place in the document, itself folded, its stem, whether it means nothing alone.

    ``bracket`` says whether it stands in brackets.
    """

    start: int
    end: int
    text: str
    stem: str
    plain: bool
    bracket: bool


class Gap(NamedTuple):
    """Words between two aligned ones, on either side, as indexes of words, ends exclusive."""

    own: tuple[int, int]
    other: tuple[int, int]

    @property
    def sizes(self) -> tuple[int, int]:
        """Number of words on either side."""
        return self.own[1] - self.own[0], self.other[1] - self.other[0]


class Alignment:
    """Two sentences and the words that they have in common, in the same order.

    Attributes
    ----------
    own, other
        The sentences.
    words, other_words
        Their words.
    pairs
        Indexes of the words that stand for each other.
    gaps
        What lies before, between and behind the pairs, one more than these.
    """

    def __init__(
        self,
        own: Sentence,
        other: Sentence,
        words: Sequence[Word],
        other_words: Sequence[Word],
        pairs: Sequence[tuple[int, int]],
    ) -> None:
        self.own, self.other = own, other
        self.words, self.other_words = words, other_words
        self.pairs = pairs
        edges = [(-1, -1), *pairs, (len(words), len(other_words))]
        self.gaps = [
            Gap((edges[n][0] + 1, edges[n + 1][0]), (edges[n][1] + 1, edges[n + 1][1]))
            for n in range(len(pairs) + 1)
        ]
        self._aligned = [i for i, _ in pairs]

    @cached_property
    def turned(self) -> "Alignment":
        """The same seen from the other sentence."""
        pairs = [(j, i) for i, j in self.pairs]
        return Alignment(self.other, self.own, self.other_words, self.words, pairs)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the words with a meaning."""
        return frozenset(word.stem for word in self.words if not word.plain)

    def slot(self, word: int) -> int:
        """Number of aligned words before a word: its place on both sides."""
        return bisect_left(self._aligned, word)

    def is_aligned(self, word: int) -> bool:
        """Whether a word stands on the other side too."""
        slot = self.slot(word)
        return slot < len(self._aligned) and self._aligned[slot] == word

    def inside(self, span: Span) -> list[int]:
        """Words that a stretch of the document holds, or a part of them."""
        return [
            n for n, word in enumerate(self.words) if word.start < span[1] and span[0] < word.end
        ]

    def has_mark(self, first: int, second: int) -> bool:
        """Whether a mark stands between two words; the edge of the sentence counts as one."""
        if first < 0 or second >= len(self.words):
            return True
        begin = self.words[first].end - self.own.start
        end = self.words[second].start - self.own.start
        return bool(_MARKS.search(self.own.text, begin, end))


def align_sentences(own: Sentence, other: Sentence) -> Alignment:
    """Two sentences word by word.

    A word in brackets stands for none outside them, and function words alone for nothing.
    """
    sides = read_sentence(own), read_sentence(other)
    places = [{word.start: n for n, word in enumerate(side)} for side in sides]
    pairs = [
        (places[0][one[0] + own.start], places[1][two[0] + other.start])
        for one, two in align_words(own.text, other.text)
    ]
    pairs = [(i, j) for i, j in pairs if sides[0][i].bracket == sides[1][j].bracket]
    return Alignment(own, other, *sides, _with_neighbours(*sides, _without_strays(*sides, pairs)))


def read_sentence(sentence: Sentence) -> list[Word]:
    """The words of a sentence."""
    folded, (read,) = fold(sentence.text), read_words([sentence.text])
    brackets = [found.span() for found in _BRACKETS.finditer(sentence.text)]
    words = []
    columns = (read.starts.tolist(), read.ends.tolist(), read.plain.tolist())
    for start, end, plain in zip(*columns, strict=True):
        text = folded[start:end].removesuffix("'s")
        inside = any(low < start < high for low, high in brackets)
        place = start + sentence.start, end + sentence.start
        words.append(Word(*place, text, stem(text), plain, inside))
    return words


def _without_strays(
    words: Sequence[Word], other_words: Sequence[Word], pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Without function words that are the same by chance, with other words all round them."""
    kept: list[tuple[int, int]] = []
    edges = [(-1, -1), *pairs, (len(words), len(other_words))]
    start = 1
    for n in range(1, len(edges) - 1):
        if _follows(edges[n], edges[n + 1]):
            continue
        run = edges[start : n + 1]
        stray = len(run) <= 2 and all(words[i].plain for i, _ in run)
        stray = stray and not (
            len(run) == 2 and any(words[i].text in verbal_words() for i, _ in run)
        )
        near = _is_near(edges[start - 1], run[0]) or _is_near(run[-1], edges[n + 1])
        if near or not stray:
            kept += run
        start = n + 1
    if start < len(edges) - 1:
        kept += edges[start:-1]
    return kept


def _with_neighbours(
    words: Sequence[Word], other_words: Sequence[Word], pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """With the same word on both sides that stands close before or behind what is aligned."""
    found = list(pairs)
    edges = [(-1, -1), *pairs, (len(words), len(other_words))]
    for first, last in pairwise(edges):
        near = [
            (abs(i - end[0]) + abs(j - end[1]), words[i].text, (i, j))
            for end in {first, last}.intersection(pairs)
            for i in range(max(first[0] + 1, end[0] - _CLOSE), min(last[0], end[0] + _CLOSE + 1))
            for j in range(max(first[1] + 1, end[1] - _CLOSE), min(last[1], end[1] + _CLOSE + 1))
            if words[i].text == other_words[j].text and words[i].bracket == other_words[j].bracket
        ]
        if near:
            found.append(min(near)[2])
    return sorted(found)


@cache
def word_class(*categories: str) -> frozenset[str]:
    """The function words of some categories."""
    rows = read_lexicon("function_words")
    return frozenset(row["entry"] for row in rows if row["category"] in categories)


def verbal_words() -> frozenset[str]:
    """Auxiliaries, modals and the like: two of them in a row are seldom the same by chance."""
    return word_class("be", "have", "do", "modal", "negation")


def _follows(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return second[0] - first[0] == 1 and second[1] - first[1] == 1


def _is_near(first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether at most two words lie between two pairs on either side."""
    return second[0] - first[0] <= _CLOSE and second[1] - first[1] <= _CLOSE
