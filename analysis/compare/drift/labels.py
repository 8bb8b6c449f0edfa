"""Words for the same people in two aligned sentences: other words of one class, other names."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from analysis.compare.drift.alignment import Alignment, Gap
from analysis.compare.drift.difference import SHORT, Difference
from analysis.compare.drift.short_names import is_short_for, says_short
from analysis.lexicons import read_lexicon


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


def label_differences(
    both: Alignment, aliases: Forms, texts: Sequence[str]
) -> Iterator[Difference]:
    """Words for people that stand for one another: of one class of the list, or of one group.

    ``aliases`` are the names of groups; their category is the name to show, and the flag says
    whether they are abbreviations, which stand in capitals. ``texts`` are those of the articles: a
    name and what is short for it are no two names.
    """
    for gap in both.gaps:
        if not all(gap.sizes) or max(gap.sizes) > 2 * SHORT or not _is_held(both, gap):
            continue
        yield from _swapped(both, gap)
        names = [
            next(_names(view, part, aliases), None)
            for view, part in ((both, gap.own), (both.turned, gap.other))
        ]
        if names[0] and names[1] and _is_renamed(names[0], names[1], texts):
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


def _is_renamed(one: Label, two: Label, texts: Sequence[str]) -> bool:
    if one.category != two.category or one.entry == two.entry:
        return False
    short, long = sorted((one.entry, two.entry), key=len)
    shortened = is_short_for(short, long) or says_short(texts, long, short)
    return not shortened and not is_spelling(one.entry, two.entry)


def _is_held(both: Alignment, gap: Gap) -> bool:
    """Whether the gap lies between aligned words, or is short at an edge."""
    edge = gap.own[0] == 0 or gap.own[1] == len(both.words)
    return not edge or max(gap.sizes) <= SHORT


def is_spelling(one: str, two: str) -> bool:
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
