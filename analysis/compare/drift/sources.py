"""How two aligned sentences differ in who is said to have said it.

Rungs are those of the ladder (`analysis.compare.attribution.LADDER`). An attribution that names
nobody ("it is believed") is left to the hedges, unless it stands in place of a source.
"""

from collections.abc import Sequence
from typing import NamedTuple

from analysis.compare.drift.alignment import Alignment
from analysis.compare.drift.difference import Difference, Owns
from analysis.compare.drift.frames import POINTING, frame_of, quoted_places
from analysis.compare.drift.pairs import Sentence, content_stems
from analysis.compare.drift.short_names import initials
from analysis.compare.drift.verbs import forms_of, governing_verbs
from analysis.compare.reports import RUNGS, Report
from analysis.corpus.text import Span, fold

_NOBODY = RUNGS.index("nobody named")
_UNNAMED = (RUNGS.index("officials"), RUNGS.index("sources and groups"))

_MOST = 0.5
"""Share of the aligned words that an attribution covers."""

_OWN = 0.8
"""Share of the aligned words in the outlet's own voice where an attribution was dropped."""

_DOING = frozenset(["it", "they", "he", "she"])

_DEED = 3
"""Words on the other side, such as auxiliaries, between the name of a source and its deed."""


class Around(NamedTuple):
    """What stands in a sentence and its neighbours.

    Stems of all words, initials of names ("wlo" for a World Lake Organization), and stems of the
    sources that are named.
    """

    words: frozenset[str]
    initials: frozenset[str]
    sources: frozenset[str]


class Sourced(NamedTuple):
    """What differs in the sources.

    ``frames`` and ``other_frames`` are the words for source and reporting of attributions that
    only one side has: hedges among them ("claimed") are gone with the source.
    """

    differences: tuple[Difference, ...]
    frames: tuple[Span, ...]
    other_frames: tuple[Span, ...]


def source_differences(
    both: Alignment,
    reports: tuple[Sequence[Report], Sequence[Report]],
    around: tuple[Around, Around],
    owns: Owns,
) -> Sourced:
    """Attributions of the aligned words that were dropped, added, weakened, denied.

    Parameters
    ----------
    both
        The sentences.
    reports
        The attributions of the article of each.
    around
        What stands in each sentence and its neighbours: a source that stands there is not gone.
    owns
        Whether a place is in the outlet's own voice.
    """
    one = _covering(both, reports[0])
    two = _covering(both.turned, reports[1])
    left, right = _unmatched(one, two)
    denied = _denied(left, right)
    if denied and _is_within(denied[0], both.own) and _is_within(denied[1], both.other):
        return Sourced((_difference("denial changed", *denied, both),), (), ())
    left, right = _named(left), _named(right)
    if left and right:
        kind = _shift(left[0], right[0], both)
        found = (_difference(kind, left[0], right[0], both),) if kind else ()
        return Sourced(found, (), ())
    differences: list[Difference] = []
    alone: list[list[Span]] = [[], []]
    for side, mine, matched in ((0, left, two), (1, right, one)):
        view = both if side == 0 else both.turned
        for report in mine[:1]:
            other = 1 - side
            gone = bool(matched) or _is_owned(view, reports[other], owns)
            if gone and _is_missing(view, report, around[other]):
                alone[side] += report.frames
                frame = frame_of(report, view.own)
                dropped = Difference("attribution dropped", frame, None)
                differences.append(dropped if side == 0 else dropped.turned)
    return Sourced(tuple(differences), tuple(alone[0]), tuple(alone[1]))


def _covering(both: Alignment, reports: Sequence[Report]) -> list[Report]:
    """Attributions that hold most of the aligned words, those that hold most of them first."""
    places = _told(both, reports)
    counted = [(sum(map(report.holds, places)), report) for report in reports]
    kept = [(-count, report) for count, report in counted if count and count >= _MOST * len(places)]
    return [report for _, report in sorted(kept)]


def _told(both: Alignment, reports: Sequence[Report]) -> list[int]:
    """Places of the aligned words that are no words of reporting."""
    places = [both.words[i].start for i, _ in both.pairs]
    frames = [frame for report in reports for frame in report.frames]
    return [place for place in places if not any(low <= place < high for low, high in frames)]


def _unmatched(one: Sequence[Report], two: Sequence[Report]) -> tuple[list[Report], list[Report]]:
    """Without those of which the other side has one of the same rung and relation."""
    left, right = list(one), list(two)
    for same in (_same_speaker, _same_rung):
        for report in list(left):
            partner = next((each for each in right if same(report, each)), None)
            if partner is not None:
                left.remove(report)
                right.remove(partner)
    return left, right


def _same_speaker(one: Report, two: Report) -> bool:
    return one.key == two.key != "" and one.relation == two.relation


def _same_rung(one: Report, two: Report) -> bool:
    return one.rung == two.rung and one.relation == two.relation


def _denied(left: Sequence[Report], right: Sequence[Report]) -> tuple[Report, Report] | None:
    """Two reports of which one says that somebody said it, and one that he denied it."""
    return next(
        (
            (one, two)
            for one in left
            for two in right
            if one.relation != two.relation and (one.key == two.key or one.rung == two.rung)
        ),
        None,
    )


def _named(reports: Sequence[Report]) -> list[Report]:
    return [report for report in reports if report.frames]


def _shift(one: Report, two: Report, both: Alignment) -> str:
    """Weakened or strengthened; empty where the weaker one may point to what stands before it."""
    weaker = one if one.rung > two.rung else two
    if one.rung == two.rung or one.relation != two.relation or _points_back(weaker):
        return ""
    if not _is_within(one, both.own) or not _is_within(two, both.other):
        return ""
    better, stems = (one, both.turned.stems) if weaker is two else (two, both.stems)
    if content_stems(better.source) & stems:
        return ""
    return f"attribution {'weakened' if two.rung > one.rung else 'strengthened'}"


def _points_back(report: Report) -> bool:
    """Whether words for a source may stand for one that is named further up."""
    words = fold(report.source).split()
    if not words:
        return report.kind != "indirect"
    return words[0] in POINTING and (report.rung in _UNNAMED or len(words) == 1)


def _is_within(report: Report, sentence: Sentence) -> bool:
    return all(sentence.start <= low and high <= sentence.end for low, high in report.frames)


def _is_missing(both: Alignment, report: Report, around: Around) -> bool:
    """Whether a source that the first sentence gives stands neither in the other nor near it."""
    if report.rung == _NOBODY or not _is_within(report, both.own):
        return False
    source = content_stems(report.source)
    if _is_doer(both, report):
        return not source & around.sources
    if _is_command(both, report):
        return False
    source = source or content_stems(report.key)  # whom a pronoun means
    text, shift = both.own.text, both.own.start
    told = [content_stems(text[low - shift : high - shift]) for low, high in report.frames]
    loose = {word.stem for n, word in enumerate(both.other_words) if not both.turned.is_aligned(n)}
    near = bool(source) and 2 * len(source & (around.words | around.initials)) > len(source)
    near = near or not around.words.isdisjoint(initials(report.source))
    kept = any(
        both.is_aligned(n) and not both.words[n].plain
        for frame in report.frames
        for n in both.inside(frame)
    )
    return not near and not kept and not any(stems & loose for stems in told)


def _is_doer(both: Alignment, report: Report) -> bool:
    """Whether a source tells of its own deed: "the army said it had closed the pass".

    Then its name is there on the other side too, right before the deed: "the army closed …".
    """
    if len(report.frames) != 2:
        return False
    source, cue = (both.inside(frame) for frame in report.frames)
    inside = both.inside((report.parts[0][0], report.parts[-1][1]))
    behind = [n for n in inside if both.words[n].text != "that"]
    if not source or not cue or not behind or not source[-1] < cue[0] < behind[0]:
        return False
    if both.words[behind[0]].text not in _DOING or not both.is_aligned(source[-1]):
        return False
    if any(both.is_aligned(n) and not both.words[n].plain for n in cue):
        return False
    gap = both.gaps[both.slot(source[-1]) + 1]
    return gap.sizes[1] <= _DEED


def _is_command(both: Alignment, report: Report) -> bool:
    """Whether what is reported is a command, and what the other side has is the deed."""
    cue = {both.words[n].text for n in both.inside(report.frames[-1])}
    if cue.isdisjoint(governing_verbs()):
        return False
    inside = {n for part in report.parts for n in both.inside(part)}
    deeds = [
        both.words[n] for n in inside if both.words[n - 1 : n] and both.words[n - 1].text == "to"
    ]
    told = {word.text for word in both.other_words}
    return any(told & forms_of(deed.text).keys() - {deed.text} for deed in deeds)


def _is_owned(both: Alignment, others: Sequence[Report], owns: Owns) -> bool:
    """Whether the other side has the aligned words in its own voice, without quotation marks.

    What "is believed", by nobody, counts as its own.
    """
    other, quoted = both.other, quoted_places(both.other)
    nobody = [report for report in others if report.rung == _NOBODY]
    places = [both.other_words[j].start for _, j in both.pairs]
    own = [
        place
        for place in places
        if (owns(other.document, place) or any(report.holds(place) for report in nobody))
        and not any(low <= place < high for low, high in quoted)
    ]
    return len(own) >= _OWN * len(places)


def _difference(kind: str, one: Report, two: Report, both: Alignment) -> Difference:
    return Difference(kind, frame_of(one, both.own), frame_of(two, both.other))
