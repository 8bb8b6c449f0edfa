"""What is marked in sentences and round them, and what differs between two of them.

The rules for one kind of difference each stand in a module of their own; here they are asked in
turn, from both sides at once or from either.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.compare.drift.alignment import Alignment
from analysis.compare.drift.clauses import clause_differences
from analysis.compare.drift.cues import Cue, cue_differences
from analysis.compare.drift.difference import Difference
from analysis.compare.drift.futures import future_differences
from analysis.compare.drift.headlines import Beside
from analysis.compare.drift.labels import Forms, label_differences
from analysis.compare.drift.numbers import (
    Number,
    changed_numbers,
    dropped_numbers,
    number_pairs,
)
from analysis.compare.drift.pairs import FEWEST_ALIGNED, Sentence, content_stems, sentences_of
from analysis.compare.drift.quoted import quotation_differences, unmarked
from analysis.compare.drift.short_names import initials_in
from analysis.compare.drift.sources import Around, Sourced, source_differences
from analysis.compare.reports import Report, read_reports
from analysis.corpus.corpus import Corpus
from analysis.corpus.text import Span, fold
from analysis.marks.voice import VoiceIndex, mark_voices

_FEWEST = 3
"""Aligned words with a meaning of their own, below which few words in common are compared."""

_NEIGHBOURS = 2
"""Sentences before and behind in which a clause or number that is missing may stand."""


class _Here(NamedTuple):
    """What is marked in a sentence and round it."""

    hedges: list[Cue]
    boosters: list[Cue]
    numbers: list[Number]
    reports: list[Report]
    numbers_around: list[Number]
    stems_around: list[frozenset[str]]
    sources_around: frozenset[str]
    initials_around: frozenset[str]

    @property
    def around(self) -> Around:
        """Stems and initials of the sentence and its neighbours, and of the sources named there."""
        words = frozenset[str]().union(*self.stems_around)
        return Around(words, self.initials_around, self.sources_around)


class MarkedSentences:
    """Looks up what is marked in a sentence, and says what differs between two."""

    def __init__(
        self,
        corpus: Corpus,
        hedges: pd.DataFrame,
        boosters: pd.DataFrame,
        attributions: pd.DataFrame,
        quantities: pd.DataFrame,
    ) -> None:
        self._sentences = sentences_of(corpus)
        self._index = {
            each.sentence: (each.article, place)
            for sentences in self._sentences.values()
            for place, each in enumerate(sentences)
        }
        self._texts = {
            article: "\n".join(each.text for each in sentences)
            for article, sentences in self._sentences.items()
        }
        self._hedges = _by_sentence(hedges, Cue)
        self._boosters = _by_sentence(boosters, Cue)
        self._numbers = _by_sentence(quantities, Number)
        self._reports = self._of_sentences(read_reports(corpus, attributions))
        voices = VoiceIndex(mark_voices(corpus))
        self._owns = lambda document, place: voices.at(document, place) == "own"
        self._quotes = lambda document, place: voices.at(document, place) == "direct"
        self._aliases = _group_names(corpus.aliases)

    def _of_sentences(self, reports: Mapping[str, list[Report]]) -> dict[str, list[Report]]:
        """Attributions of each sentence in which they report something."""
        found: dict[str, list[Report]] = {}
        for article, each in reports.items():
            sentences = self._sentences.get(article, [])
            starts = [sentence.start for sentence in sentences]
            for report in each:
                held = {
                    place
                    for low, high in report.parts
                    for place in range(bisect_right(starts, low) - 1, bisect_left(starts, high))
                    if place >= 0
                }
                for place in sorted(held):
                    found.setdefault(sentences[place].sentence, []).append(report)
        return found

    def sentence(self, pair: Mapping[Any, Any], side: str) -> Sentence:
        """One sentence of a row of `aligned_sentences`: that of the side "from" or "to"."""
        article, place = self._index[pair[f"sentence_{side}"]]
        return self._sentences[article][place]

    def beside(self, both: Alignment) -> Beside:
        """A sentence of a body and its headline, and all differences."""
        own, other = (self._numbers.get(side.sentence, []) for side in (both.own, both.other))
        return Beside(both, own, other, self.differences(both))

    def differences(self, both: Alignment) -> list[Difference]:
        """All differences of two sentences, by place."""
        meaning = sum(not both.words[i].plain for i, _ in both.pairs)
        if meaning < _FEWEST and len(both.pairs) < FEWEST_ALIGNED:
            return []
        one, two = self._here(both.own), self._here(both.other)
        reports = one.reports, two.reports
        sourced = source_differences(both, reports, (one.around, two.around), self._owns)
        texts = [self._texts[side.article] for side in (both.own, both.other)]
        found = [
            *sourced.differences,
            *self._cues(both, one, two, sourced),
            *label_differences(both, self._aliases, texts),
            *quotation_differences(both, reports, self._quotes),
            *changed_numbers(both, one.numbers, two.numbers),
            *self._from_one_side(both, one, two),
            *(each.turned for each in self._from_one_side(both.turned, two, one)),
        ]
        return sorted(found, key=lambda each: (_place(both, each), each.kind))

    def _from_one_side(self, both: Alignment, one: _Here, two: _Here) -> Iterator[Difference]:
        """What the first sentence has and the second lacks or tells as done."""
        yield from dropped_numbers(both, one.numbers, two.numbers, two.numbers_around)
        yield from unmarked(both, one.reports, self._quotes, self._owns)
        yield from future_differences(both, [cue[:2] for cue in one.hedges])
        if (both.own.role == "headline") == (both.other.role == "headline"):
            yield from clause_differences(both, _frames(both, one.reports), two.stems_around)

    def _cues(
        self, both: Alignment, one: _Here, two: _Here, sourced: Sourced
    ) -> Iterator[Difference]:
        sides = []
        for here, other, view, alone in (
            (one, two, both, sourced.frames),
            (two, one, both.turned, sourced.other_frames),
        ):
            told = _told_by_numbers(view, here.numbers, other.numbers)
            sides.append(
                [
                    cue
                    for cue in here.hedges
                    if not _overlaps(cue, alone)
                    and not (cue.category == "approximator" and _overlaps(cue, told))
                ]
            )
        yield from cue_differences(both, sides[0], sides[1], "hedge", self._owns)
        yield from cue_differences(both, one.boosters, two.boosters, "booster", self._owns)

    def _here(self, sentence: Sentence) -> _Here:
        name = sentence.sentence
        article, place = self._index[name]
        first = max(0, place - _NEIGHBOURS)
        near = self._sentences[article][first : place + _NEIGHBOURS + 1]
        near = [each for each in near if each.role == sentence.role]
        stems = [frozenset(content_stems(each.text)) for each in near]
        around = [number for each in near for number in self._numbers.get(each.sentence, [])]
        sources = [
            report.source for each in near for report in self._reports.get(each.sentence, [])
        ]
        return _Here(
            self._hedges.get(name, []),
            self._boosters.get(name, []),
            self._numbers.get(name, []),
            self._reports.get(name, []),
            around,
            stems,
            frozenset(content_stems(" ".join(sources))),
            frozenset[str]().union(*(initials_in(each.text) for each in near)),
        )


def _by_sentence(marks: pd.DataFrame, kind: Any) -> dict[str, list[Any]]:
    """Marks as tuples, by sentence and in reading order."""
    found: dict[str, list[Any]] = {}
    columns = (marks[name] for name in ("sentence", *kind._fields))
    for sentence, *cells in zip(*columns, strict=True):
        found.setdefault(sentence, []).append(kind(*(None if pd.isna(c) else c for c in cells)))
    return {sentence: sorted(each, key=lambda one: one[:2]) for sentence, each in found.items()}


def _group_names(aliases: pd.DataFrame) -> Forms:
    """Names of groups by their words, with the name to show and whether they are abbreviations."""
    found: dict[tuple[str, ...], tuple[str, str, bool]] = {}
    groups = aliases[aliases["kind"] == "group"]
    for alias, name in zip(groups["alias"], groups["name"], strict=True):
        for each in (alias, name):
            words = tuple(fold(each).replace("-", " ").split())
            found.setdefault(words, (" ".join(words), name, each.isupper()))
    return found


def _told_by_numbers(
    both: Alignment, numbers: Sequence[Number], others: Sequence[Number]
) -> list[Span]:
    """Numbers whose words for bounds and blur are not hedges on their own here.

    Bounds are rows of the numbers; a number that was changed or dropped tells of its blur too.
    """
    same = [
        one
        for one, two, _ in number_pairs(both, numbers, others)
        if (one.figures, one.bound) == (two.figures, two.bound)
    ]
    return [number[:2] for number in numbers if number.bound or number not in same]


def _overlaps(cue: Cue, spans: Sequence[Span]) -> bool:
    return any(start < cue.end and cue.start < end for start, end in spans)


def _frames(both: Alignment, reports: Sequence[Report]) -> list[Span]:
    """Words for the source of what is aligned; other sources are part of their clause."""
    places = [both.words[i].start for i, _ in both.pairs]
    return [span for report in reports if any(map(report.holds, places)) for span in report.frames]


def _place(both: Alignment, each: Difference) -> tuple[int, int]:
    """Where a difference stands: the number of aligned words before it, then the offset."""
    side, span = (both, each.before) if each.before else (both.turned, each.after)
    assert span is not None
    ends = [word.end for word in side.words]
    return side.slot(bisect_left(ends, span[0] + 1)), span[0]
