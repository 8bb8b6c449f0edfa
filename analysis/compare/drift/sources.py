"""How two aligned sentences differ in who is said to have said it.

Rungs are those of the ladder (`analysis.compare.attribution.LADDER`). An attribution that names
nobody ("it is believed") is left to the hedges, unless it stands in place of a source.
"""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from analysis.compare.attribution import LADDER, own_attributions
from analysis.compare.drift.alignment import Alignment
from analysis.compare.drift.pairs import Sentence, content_stems
from analysis.compare.drift.words import Difference, Owns
from analysis.corpus.corpus import Corpus
from analysis.corpus.labels import spans
from analysis.corpus.text import Span, fold
from analysis.marks.voices.quotations import find_quotations

_RUNGS = tuple(LADDER)
_NOBODY = _RUNGS.index("nobody named")
_UNNAMED = (_RUNGS.index("officials"), _RUNGS.index("sources and groups"))

_MOST = 0.5
"""Share of the aligned words that an attribution covers."""

_OWN = 0.8
"""Share of the aligned words in the outlet's own voice where an attribution was dropped."""

_APART = 25
"""Characters between source and reporting word that are shown as one."""

_POINTING = frozenset(
    ["the", "this", "that", "these", "those", "he", "she", "it", "they", "i", "we", "you", "his",
     "her", "its", "their", "our", "my", "both", "who"]
)  # fmt: skip


class Report(NamedTuple):
    """An attribution that an outlet makes itself: ``rung`` counts from the most exact one."""

    parts: tuple[Span, ...]
    rung: int
    relation: str
    key: str
    kind: str
    source: str
    frames: tuple[Span, ...]

    def holds(self, place: int) -> bool:
        """Whether a place is in what is reported."""
        return any(start <= place < end for start, end in self.parts)


def read_reports(corpus: Corpus, attributions: pd.DataFrame) -> dict[str, list[Report]]:
    """The attributions of each article that are the outlet's own."""
    own = own_attributions(corpus, attributions)
    found: dict[str, list[Report]] = {}
    for row in own.to_dict("records"):
        frames = tuple(
            (int(row[f"{name}_start"]), int(row[f"{name}_end"]))
            for name in ("source", "cue")
            if pd.notna(row[f"{name}_start"])
        )
        report = Report(
            spans(row["parts"]), _RUNGS.index(row["strength"]), row["relation"], row["key"],
            row["kind"], row["source"] or "", frames,
        )  # fmt: skip
        found.setdefault(row["article"], []).append(report)
    return found


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
    around: tuple[frozenset[str], frozenset[str]],
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
        Stems of each sentence and its neighbours: a source that stands there is not gone.
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
    return words[0] in _POINTING and (report.rung in _UNNAMED or len(words) == 1)


def _is_within(report: Report, sentence: Sentence) -> bool:
    return all(sentence.start <= low and high <= sentence.end for low, high in report.frames)


def _is_missing(both: Alignment, report: Report, around: frozenset[str]) -> bool:
    """Whether a source that the first sentence gives stands neither in the other nor near it."""
    if report.rung == _NOBODY or not _is_within(report, both.own):
        return False
    text, shift = both.own.text, both.own.start
    told = [content_stems(text[low - shift : high - shift]) for low, high in report.frames]
    loose = {word.stem for n, word in enumerate(both.other_words) if not both.turned.is_aligned(n)}
    source = content_stems(report.source)
    near = bool(source) and 2 * len(source & around) > len(source)
    kept = any(
        both.is_aligned(n) and not both.words[n].plain
        for frame in report.frames
        for n in both.inside(frame)
    )
    return not near and not kept and not any(stems & loose for stems in told)


def _is_owned(both: Alignment, others: Sequence[Report], owns: Owns) -> bool:
    """Whether the other side has the aligned words in its own voice, without quotation marks.

    What "is believed", by nobody, counts as its own.
    """
    other = both.other
    line = other.role != "headline"
    quoted = [
        (each.start + other.start, each.end + other.start)
        for each in find_quotations(other.text, break_at_lines=line)
    ]
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


def frame_of(report: Report, sentence: Sentence) -> Span:
    """Where a sentence says whose words it has: source and reporting word, or the source alone.

    A pronoun says nothing alone; then it is the reporting word.
    """
    inside = [
        span for span in report.frames if sentence.start <= span[0] and span[1] <= sentence.end
    ] or list(report.frames)
    low, high = min(inside)[0], max(end for _, end in inside)
    between = sorted(inside)
    apart = between[-1][0] - between[0][1]
    parted = any(start < high and low < end for start, end in report.parts)
    if not parted and apart <= _APART:
        return low, high
    return inside[-1] if fold(report.source) in _POINTING else inside[0]
