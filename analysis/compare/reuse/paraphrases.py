"""Sentences of two texts that say the same in other words, as far as shared words can show it.

Two sentences are taken for a paraphrase if they share many words that carry meaning, in any order,
and these make up much of both. Words are weighted by how rare they are in the two texts (so that
the score of a pair depends on these two alone) and compared by their first letters, which joins
most forms of a word. Such pairs are few and sure rather than many: two reports of one fact whose
wording has nothing in common but a name and a number are none.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from math import log
from typing import Protocol

from analysis.compare.reuse.shingles import MOST_PLACES, Words, read_words
from analysis.corpus.sentences import find_sentences
from analysis.corpus.text import Span

STEM = 5
"""Letters by which the forms of a word are joined."""

ALIKE = ((0.45, 6), (0.36, 9))
"""Share of weighted words in common, and how many these are at least: either will do."""

_RAREST = 2
"""Shared words of two sentences, each in few sentences of the corpus, that make them candidates."""


class HasStems(Protocol):
    """What is compared by its words."""

    @property
    def stems(self) -> frozenset[str]:
        """First letters of the words that carry meaning."""


class Sentence:
    """A sentence of a text: its place, and its words that carry meaning."""

    def __init__(self, span: Span, text: str, words: Words) -> None:
        self.span = span
        self._text = text
        self._words = words
        self._range = range(*(int(words.starts.searchsorted(at)) for at in span))

    def within(self, span: Span) -> "Sentence | None":
        """The part of the sentence that lies in a span, None if there is none."""
        start, end = max(span[0], self.span[0]), min(span[1], self.span[1])
        return Sentence((start, end), self._text, self._words) if start < end else None

    @cached_property
    def stems(self) -> frozenset[str]:
        """First letters of the words that carry meaning."""
        return frozenset(self._stem(at) for at in self._range if not self._words.plain[at])

    def count(self, stems: frozenset[str]) -> int:
        """How many units of meaning some stems are: a name of several words is one."""
        count, last = 0, -2
        seen = set()
        for at in self._range:
            stem = self._stem(at)
            if self._words.plain[at] or stem not in stems or stem in seen:
                continue
            seen.add(stem)
            name = bool(self._words.name[at])
            count += not (name and last == at - 1)
            last = at if name else -2
        return count

    def _stem(self, at: int) -> str:
        word = self._text[int(self._words.starts[at]) : int(self._words.ends[at])]
        word = word.lower().replace("’", "'")
        return word if word[0].isdigit() else word.partition("'")[0][:STEM]


def find_paraphrases(
    texts: Mapping[str, str],
) -> Iterator[tuple[str, Span, str, Span, float]]:
    """Sentences of different texts that say the same in other words.

    Parameters
    ----------
    texts
        Texts by name.

    Returns
    -------
    iterator of (name, span, name, span, similarity)
        Pairs with the first name before the second, sorted; similarity is the share of weighted
        words in common, 2 s / (a + b).
    """
    names = sorted(texts)
    words = read_words([texts[name] for name in names])
    sentences = [read_sentences(texts[name], each) for name, each in zip(names, words, strict=True)]
    for first, second, pairs in candidates(sentences):
        weights = weigh_stems([*sentences[first], *sentences[second]])
        for i, j in pairs:
            one, other = sentences[first][i], sentences[second][j]
            share = _likeness(one, other, weights)
            if share is not None:
                yield names[first], one.span, names[second], other.span, share


def read_sentences(text: str, words: Words) -> list[Sentence]:
    """The sentences of a text whose words are known."""
    return [Sentence(span, text, words) for span in find_sentences(text)]


def candidates(
    sentences: Sequence[Sequence[HasStems]],
) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Pairs of sentences that share several rare words, by pair of texts."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for text, each in enumerate(sentences):
        for number, sentence in enumerate(each):
            for stem in sentence.stems:
                places[stem].append((text, number))
    shared: Counter[tuple[tuple[int, int], tuple[int, int]]] = Counter()
    for where in places.values():
        if 1 < len(where) <= MOST_PLACES:
            shared.update(pair for pair in combinations(where, 2) if pair[0][0] != pair[1][0])
    by_texts: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for (one, other), count in shared.items():
        if count >= _RAREST:
            by_texts[one[0], other[0]].append((one[1], other[1]))
    for pair in sorted(by_texts):
        yield *pair, sorted(by_texts[pair])


def weigh_stems(sentences: Sequence[Sentence]) -> dict[str, float]:
    """How rare each word is among the sentences of two texts."""
    holders = Counter(stem for sentence in sentences for stem in sentence.stems)
    return {stem: log(1 + len(sentences) / count) for stem, count in holders.items()}


def total(stems: Iterable[str], weights: Mapping[str, float]) -> float:
    """Weight of some words."""
    return sum(weights[stem] for stem in sorted(stems))


def _likeness(one: Sentence, other: Sentence, weights: Mapping[str, float]) -> float | None:
    """Share of weighted words in common, None if it does not make a paraphrase."""
    common = one.stems & other.stems
    least = min(share for share, _ in ALIKE)
    whole = total(one.stems, weights) + total(other.stems, weights)
    share = 2 * total(common, weights) / whole if whole else 0.0
    if share < least:
        return None
    units = min(one.count(common), other.count(common))
    return share if any(share >= s and units >= n for s, n in ALIKE) else None
