"""Quotations in two aligned sentences: other words between the marks, or the marks gone.

An ellipsis and square brackets tell the reader that words were cut or put in, so they are no
change; nor is a quotation that begins later or ends earlier. Numbers have kinds of their own.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.compare.drift.alignment import Alignment, Gap, Word, word_class
from analysis.compare.drift.difference import SHORT, Difference, Owns
from analysis.compare.drift.frames import quoted_places
from analysis.compare.drift.labels import is_spelling
from analysis.compare.drift.pairs import content_stems, is_figure
from analysis.compare.drift.verbs import base_forms
from analysis.compare.reports import Report
from analysis.corpus.text import Span

_FEWEST = 3
"""Words in common of which two quotations are known to be one."""

_MOSTLY = 0.8

_HONEST = re.compile(r"…|\.\s?\.|[\[\]]")
_NEGATIONS = frozenset(["no", "nobody", "none", "nothing", "nowhere", "neither", "nor"])

# One word in two spellings: labour and labor, realise and realize, theatre and theater.
_SPELLINGS = (
    (re.compile(r"our"), "or"), (re.compile(r"is(?=e|ing|ation)"), "iz"),
    (re.compile(r"tre\b"), "ter"), (re.compile(r"grey"), "gray"), (re.compile(r"ll"), "l"),
    (re.compile(r"ogue\b"), "og"), (re.compile(r"[ao]e"), "e"), (re.compile(r"ence\b"), "ense"),
)  # fmt: skip


class _Side(NamedTuple):
    """The quoted words of a sentence as indexes, and what they say apart from their form."""

    quoted: frozenset[int]
    stems: frozenset[str]


def quotation_differences(
    both: Alignment,
    reports: tuple[Sequence[Report], Sequence[Report]],
    is_quoted: Owns,
) -> Iterator[Difference]:
    """Words inside the quotation marks of one speaker that stand on one side only.

    Negations count, other function words do not; nor do words that stand elsewhere in the other
    quotation, in another form or spelling.
    """
    shared = _shared(both, reports, is_quoted)
    if len(shared) < _FEWEST or sum(not both.words[i].plain for i, _ in shared) < 2:
        return
    sides = _side(both, is_quoted), _side(both.turned, is_quoted)
    if not _is_same_utterance(shared, sides):
        return
    for place, gap in enumerate(both.gaps):
        ends = both.pairs[place - 1 : place] if place else [], both.pairs[place : place + 1]
        known = [bool(end) and end[0] in shared for end in ends]
        whole = all(known)
        if not any(known) or (whole and _is_broken(gap, sides)):
            continue
        if any(map(_HONEST.search, _around(both, gap))):
            continue
        parts = _parts(gap, sides, ends, shared)
        own = _differing(both, parts[0], sides[1].stems)
        other = _differing(both.turned, parts[1], sides[0].stems)
        if _tells(own, other, whole=whole) and not _is_respelt(both, own, other):
            yield Difference("quotation changed", _span(both, own), _span(both.turned, other))


def _shared(
    both: Alignment, reports: tuple[Sequence[Report], Sequence[Report]], is_quoted: Owns
) -> frozenset[tuple[int, int]]:
    """Pairs of words that both sides quote from the same speaker."""
    found = []
    for i, j in both.pairs:
        one, two = both.words[i].start, both.other_words[j].start
        if is_quoted(both.own.document, one) and is_quoted(both.other.document, two):
            speakers = _speakers(reports[0], one) & _speakers(reports[1], two)
            found += [(i, j)] if speakers else []
    return frozenset(found)


def _speakers(reports: Sequence[Report], place: int) -> set[str]:
    """By what the speakers of a place are known: their keys, and the words for them."""
    held = [each for each in reports if each.holds(place)]
    words = {" ".join(sorted(content_stems(each.source))) for each in held}
    return ({each.key for each in held} | words) - {""}


def _side(both: Alignment, is_quoted: Owns) -> _Side:
    quoted = frozenset(
        n for n, word in enumerate(both.words) if is_quoted(both.own.document, word.start)
    )
    told = (both.words[n] for n in quoted)
    return _Side(quoted, frozenset(_lemma(word) for word in told if _has_meaning(word)))


def _has_meaning(word: Word) -> bool:
    """Whether a word of a quotation counts; what stands in brackets is the outlet's."""
    if word.bracket:
        return False
    return _lemma(word) == "not" or not (word.plain or "'" in word.text or is_figure(word.text))


def _lemma(word: Word) -> str:
    """A word apart from its form and spelling; all negations are one."""
    text = word.text
    if text in _NEGATIONS or text in word_class("negation"):
        return "not"
    base = base_forms().get(text, word.stem)
    base = base[:-1] + "y" if base.endswith("i") else base
    for pattern, instead in _SPELLINGS:
        base = pattern.sub(instead, base)
    return base


def _is_same_utterance(shared: frozenset[tuple[int, int]], sides: tuple[_Side, _Side]) -> bool:
    """Whether two quotations are one, not one said or translated anew.

    Most of what lies between the first and the last shared word is shared, and most of the words
    with a meaning are, in whatever order.
    """
    for side in (0, 1):
        places = [pair[side] for pair in shared]
        between = [n for n in sides[side].quoted if min(places) <= n <= max(places)]
        if 2 * len(shared) < len(between):
            return False
    return 3 * len(sides[0].stems & sides[1].stems) >= 2 * min(len(side.stems) for side in sides)


def _is_broken(gap: Gap, sides: tuple[_Side, _Side]) -> bool:
    """Whether the quotation is interrupted between two aligned words, on either side."""
    inside = zip((gap.own, gap.other), sides, strict=True)
    return any(n not in side.quoted for part, side in inside for n in range(*part))


def _parts(
    gap: Gap,
    sides: tuple[_Side, _Side],
    ends: Sequence[Sequence[tuple[int, int]]],
    shared: frozenset[tuple[int, int]],
) -> tuple[list[int], list[int]]:
    """The quoted words of a gap on either side that follow on its shared end without a break."""
    forward = bool(ends[0]) and ends[0][0] in shared
    found = []
    for part, side in zip((gap.own, gap.other), sides, strict=True):
        run = []
        for n in range(*part) if forward else reversed(range(*part)):
            if n not in side.quoted:
                break
            run.append(n)
        found.append(sorted(run))
    return found[0], found[1]


def _around(both: Alignment, gap: Gap) -> Iterator[str]:
    """The text of a gap on either side, with the marks beside it."""
    for view, part in ((both, gap.own), (both.turned, gap.other)):
        sentence = view.own
        start = view.words[part[0] - 1].end if part[0] else sentence.start
        end = view.words[part[1]].start if part[1] < len(view.words) else sentence.end
        yield sentence.text[start - sentence.start : end - sentence.start]


def _differing(both: Alignment, part: Sequence[int], stems: frozenset[str]) -> list[int]:
    """Words with a meaning that the other quotation lacks in whatever form."""
    words = both.words
    return [n for n in part if _has_meaning(words[n]) and _lemma(words[n]) not in stems]


def _tells(own: Sequence[int], other: Sequence[int], *, whole: bool) -> bool:
    """Whether a place is no mere rewording; at an edge of the quotation both sides have words."""
    if not own and not other:
        return False
    if own and other:
        return max(part[-1] - part[0] for part in (own, other)) < SHORT
    return whole


def _is_respelt(both: Alignment, own: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two words are one name in two spellings."""
    if len(own) != 1 or len(other) != 1:
        return False
    one, two = both.words[own[0]], both.other_words[other[0]]
    first = both.own.text[one.start - both.own.start]
    second = both.other.text[two.start - both.other.start]
    return first.isupper() and second.isupper() and is_spelling(one.text, two.text)


def _span(both: Alignment, part: Sequence[int]) -> Span | None:
    return (both.words[part[0]].start, both.words[part[-1]].end) if part else None


def unmarked(
    both: Alignment, reports: Sequence[Report], is_quoted: Owns, owns: Owns
) -> Iterator[Difference]:
    """Quoted words of the first sentence that the second has as its outlet's own, without marks.

    ``reports`` are the attributions of the first: where words of theirs stand in the second too
    ("he called it …"), they still are somebody's.
    """
    quoted = _side(both, is_quoted).quoted
    pairs = [(i, j) for i, j in both.pairs if i in quoted]
    marks = quoted_places(both.other)
    bare = [
        (i, j)
        for i, j in pairs
        if owns(both.other.document, place := both.other_words[j].start)
        and not any(low <= place < high for low, high in marks)
    ]
    told = sum(not both.words[i].plain for i, _ in bare)
    if len(bare) < _FEWEST or told < 2 or len(bare) < _MOSTLY * len(pairs):
        return
    kept = any(_is_kept(both, each) for each in reports if _holds_any(both, each, bare))
    if 2 * len(bare) >= len(quoted) and not kept:
        own, other = zip(*bare, strict=True)
        yield Difference("quotation unmarked", _span(both, own), _span(both.turned, other))


def _holds_any(both: Alignment, report: Report, pairs: Sequence[tuple[int, int]]) -> bool:
    return any(report.holds(both.words[i].start) for i, _ in pairs)


def _is_kept(both: Alignment, report: Report) -> bool:
    """Whether a word for the source or for its reporting stands on the other side too."""
    words = [both.words[n] for frame in report.frames for n in both.inside(frame)]
    return any(not word.plain and word.stem in both.turned.stems for word in words)
