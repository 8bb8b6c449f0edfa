"""What differs between two aligned sentences: cues, labels and clauses.

The rules keep to what the alignment shows. A word counts as dropped only where its neighbours are
still there; where whole stretches are reworded, nothing is said.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from analysis.compare.drift.alignment import Alignment, Gap, Word, word_class
from analysis.compare.drift.pairs import content_stems
from analysis.corpus.text import Span
from analysis.lexicons import read_lexicon

_SHORT = 4
"""Words of a gap, on either side, in which one expression stands for another."""

_FRAME = 8
"""Words on the other side that may stand in place of a frame such as "it is possible that"."""

_CLAUSE = 5
"""Words of a clause at least."""

_QUARTER = 4

SCARE_QUOTES = "scare quotes"
QUESTION_MARK = "?"


class Difference(NamedTuple):
    """What differs: ``before`` and ``after`` are places in the documents, None where nothing is."""

    kind: str
    before: Span | None
    after: Span | None

    @property
    def turned(self) -> "Difference":
        """The same on the way back."""
        what, _, way = self.kind.rpartition(" ")
        way = "cut" if self.kind == "clause added" else _BACK.get(way, way)
        return Difference(f"{what} {way}", self.after, self.before)


_BACK = {
    "dropped": "added", "added": "dropped", "cut": "added",
    "weakened": "strengthened", "strengthened": "weakened",
}  # fmt: skip


class Cue(NamedTuple):
    """A hedge or booster."""

    start: int
    end: int
    text: str
    cue: str
    category: str


Owns = Callable[[str, int], bool]
"""Whether a place in a document is in the outlet's own voice."""


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
    if not rest and other <= _SHORT:
        return True
    first = max((n for n in range(low - 1, loose[0]) if both.has_mark(n, n + 1)), default=None)
    last = next((n for n in range(loose[-1], high) if both.has_mark(n, n + 1)), None)
    if first is not None and last is not None:
        return False  # it went with an aside
    if low > 0 and high < len(both.words) and own <= _SHORT and other <= _SHORT:
        return True
    ahead = high - 1 - loose[-1]
    return ahead <= 2 and last is None and high < len(both.words) and other <= _FRAME


# Labels


class Label(NamedTuple):
    """An entry of a word list found in a sentence."""

    start: int
    end: int
    entry: str
    category: str
    flag: bool


Forms: TypeAlias = Mapping[tuple[str, ...], tuple[str, str, bool]]
"""Words of a form to its entry, its category, and whether it is a plural."""


@cache
def actor_labels() -> Forms:
    """Entry, category and number of each form in ``actor_labels.csv``."""
    found: dict[tuple[str, ...], tuple[str, str, bool]] = {}
    for row in read_lexicon("actor_labels"):
        found[tuple(row["entry"].split())] = row["entry"], row["category"], False
        found[tuple(row["plural"].split())] = row["entry"], row["category"], True
    return found


def label_differences(both: Alignment, aliases: Forms) -> Iterator[Difference]:
    """Words for people that stand for one another: of one class of the list, or of one group.

    ``aliases`` are the names of groups; their category is the name to show, and the flag says
    whether they are abbreviations, which stand in capitals.
    """
    for gap in both.gaps:
        if not all(gap.sizes) or max(gap.sizes) > 2 * _SHORT or not _is_held(both, gap):
            continue
        yield from _swapped(both, gap)
        names = [
            next(_names(view, part, aliases), None)
            for view, part in ((both, gap.own), (both.turned, gap.other))
        ]
        if names[0] and names[1] and _is_renamed(names[0], names[1]):
            yield Difference("label swapped", names[0][:2], names[1][:2])


def _swapped(both: Alignment, gap: Gap) -> Iterator[Difference]:
    """Words of the list in a gap, one for one."""
    known = actor_labels()
    one = list(find_labels(both, gap.own, known))
    two = list(find_labels(both.turned, gap.other, known))
    for first, second in zip(one, two, strict=True) if len(one) == len(two) else ():
        if first.entry != second.entry and first[3:] == second[3:]:
            yield Difference("label swapped", first[:2], second[:2])


def _names(both: Alignment, part: tuple[int, int], aliases: Forms) -> Iterator[Label]:
    """Names of groups among some words; "us" is no abbreviation."""
    text, shift = both.own.text, both.own.start
    for label in find_labels(both, part, aliases):
        if not (label.flag and text[label.start - shift : label.end - shift].islower()):
            yield label


def _is_renamed(one: Label, two: Label) -> bool:
    same = one.category == two.category and one.entry != two.entry
    return same and not _is_spelling(one.entry, two.entry)


def _is_held(both: Alignment, gap: Gap) -> bool:
    """Whether the gap lies between aligned words, or is short at an edge."""
    edge = gap.own[0] == 0 or gap.own[1] == len(both.words)
    return not edge or max(gap.sizes) <= _SHORT


def _is_spelling(one: str, two: str) -> bool:
    """Whether two names are one in two spellings: most of their pairs of letters are the same."""
    if min(len(one), len(two)) <= 5:
        return False
    pairs = [
        {word[n : n + 2] for word in name.split() for n in range(len(word) - 1)}
        for name in (one, two)
    ]
    return 2 * len(pairs[0] & pairs[1]) >= 1.2 * max(map(len, pairs))


def find_labels(both: Alignment, part: tuple[int, int], known: Forms) -> Iterator[Label]:
    """Entries of a list among some words, the longest at each place."""
    at, end = part
    longest = max(map(len, known), default=0)
    while at < end:
        for size in range(min(longest, end - at), 0, -1):
            words = both.words[at : at + size]
            entry = known.get(tuple(word.text for word in words))
            if entry is not None:
                yield Label(words[0].start, words[-1].end, *entry)
                at += size - 1
                break
        at += 1


# Clauses

_VERBS = ("be", "have", "do", "modal", "verb")
_OPENERS = ("preposition", "relative", "wh", "subordinator")


def clause_differences(
    both: Alignment, frames: Sequence[Span], around: Sequence[frozenset[str]]
) -> Iterator[Difference]:
    """Stretches of one sentence without counterpart on the other side: clauses cut.

    Parameters
    ----------
    both
        The sentences.
    frames
        Who is said to have said it, in the first sentence; these words are no clause.
    around
        Stems of the other sentence and of its neighbours: a clause that went to one of them is not
        cut.
    """
    for gap in both.gaps:
        run = [
            word
            for word in both.words[slice(*gap.own)]
            if not any(start < word.end and word.start < end for start, end in frames)
        ]
        own, other = gap.sizes
        instead = both.other_words[slice(*gap.other)]
        if len(run) < _CLAUSE or len(run) < own - 2 or other > own // _QUARTER:
            continue
        if not all(word.plain for word in instead):
            continue  # reworded, not cut
        if _is_clause(run) and not any(_has_moved(run, stems) for stems in around):
            yield Difference("clause cut", (run[0].start, run[-1].end), None)


def _is_clause(run: Sequence[Word]) -> bool:
    verbs = word_class(*_VERBS)
    return run[0].text in word_class(*_OPENERS) or any(
        word.text in verbs or (len(word.text) > 4 and word.text.endswith(("ed", "ing")))
        for word in run
    )


def _has_moved(run: Sequence[Word], stems: frozenset[str]) -> bool:
    """Whether more than half of the meaning words of a run stand in one sentence."""
    own = [word.stem for word in run if not word.plain]
    return len(own) < 2 or 2 * sum(each in stems for each in own) > len(own)
