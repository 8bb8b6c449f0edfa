"""Hedges and boosters of two aligned sentences: dropped, added, changed.

A word counts as dropped only where its neighbours are still there; where whole stretches are
reworded, nothing is said.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.compare.drift.alignment import Alignment, word_class
from analysis.compare.drift.difference import SHORT, Difference, Owns
from analysis.compare.drift.pairs import content_stems

_FRAME = 8
"""Words on the other side that may stand in place of a frame such as "it is possible that"."""

SCARE_QUOTES = "scare quotes"
QUESTION_MARK = "?"


class Cue(NamedTuple):
    """A hedge or booster."""

    start: int
    end: int
    text: str
    cue: str
    category: str


def cue_differences(
    both: Alignment, cues: Sequence[Cue], others: Sequence[Cue], name: str, owns: Owns
) -> Iterator[Difference]:
    """Cues dropped, added or changed; ``name`` is what they are called in the kind.

    A cue that stands on both sides, wherever, makes no difference.
    """
    left, right = _unmatched(both, cues, others)
    gone = [cue for cue in left if _is_gone(both, cue, owns)]
    come = [cue for cue in right if _is_gone(both.turned, cue, owns)]
    for cue in gone:
        rivals = [each for each in right if each.category == cue.category]
        partner = next((each for each in rivals if each in come and _near(both, cue, each)), None)
        if partner is not None:
            come.remove(partner)
            right.remove(partner)
            yield Difference(f"{name} changed", cue[:2], partner[:2])
        elif not any(each not in come for each in rivals):
            yield Difference(f"{name} dropped", cue[:2], None)
    for cue in come:
        if not any(each.category == cue.category and each not in gone for each in left):
            yield Difference(f"{name} added", None, cue[:2])


def _unmatched(
    both: Alignment, cues: Sequence[Cue], others: Sequence[Cue]
) -> tuple[list[Cue], list[Cue]]:
    """Cues that do not stand on the other side too; of several the ones that are furthest off."""
    near = sorted(
        (abs(_slot(both, one) - _slot(both.turned, two)), one.start + two.start, one, two)
        for one in cues
        for two in others
        if _is_same(one, two)
    )
    left, right = list(cues), list(others)
    for _, _, one, two in near:
        if one in left and two in right:
            left.remove(one)
            right.remove(two)
    return left, right


def _is_same(one: Cue, two: Cue) -> bool:
    if one.category != two.category:
        return False
    if one.cue == two.cue:
        return True
    stems = content_stems(one.text)
    return bool(stems) and stems == content_stems(two.text)


def _slot(both: Alignment, cue: Cue) -> int:
    words = both.inside(cue[:2])
    return both.slot(words[0]) if words else len(both.pairs)


def _near(both: Alignment, cue: Cue, other: Cue) -> bool:
    return abs(_slot(both, cue) - _slot(both.turned, other)) <= 2


def _is_gone(both: Alignment, cue: Cue, owns: Owns) -> bool:
    """Whether the other side lacks a cue that belongs to words which it has."""
    words = both.inside(cue[:2])
    if cue.cue == QUESTION_MARK:
        return len(both.words) - 1 - (both.pairs[-1][0] if both.pairs else -1) <= 2
    if cue.cue == SCARE_QUOTES:
        return bool(words) and all(_is_bare(both, word, owns) for word in words)
    loose = [word for word in words if not both.is_aligned(word)]
    small = word_class("pronoun", "be", "have", "do")
    if len(loose) < len(words) and all(both.words[word].text in small for word in loose):
        return False  # "we were told" beside "they told us"
    return bool(loose) and _is_in_place(both, loose)


def _is_bare(both: Alignment, word: int, owns: Owns) -> bool:
    """Whether a word stands on the other side too, there without quotation marks round it."""
    if not both.is_aligned(word):
        return False
    at = both.pairs[both.slot(word)][1]
    other = both.turned
    marked = other.has_mark(at - 1, at) or other.has_mark(at, at + 1)
    return not marked and owns(both.other.document, both.other_words[at].start)


def _is_in_place(both: Alignment, loose: Sequence[int]) -> bool:
    """Whether words that the other side lacks hang on words that it has."""
    gap = both.gaps[both.slot(loose[0])]
    low, high = gap.own
    own, other = gap.sizes
    rest = [n for n in range(low, high) if n not in loose and not both.words[n].plain]
    if not rest and other <= SHORT:
        return True
    first = max((n for n in range(low - 1, loose[0]) if both.has_mark(n, n + 1)), default=None)
    last = next((n for n in range(loose[-1], high) if both.has_mark(n, n + 1)), None)
    if first is not None and last is not None:
        return False  # it went with an aside
    if low > 0 and high < len(both.words) and own <= SHORT and other <= SHORT:
        return True
    ahead = high - 1 - loose[-1]
    return ahead <= 2 and last is None and high < len(both.words) and other <= _FRAME
