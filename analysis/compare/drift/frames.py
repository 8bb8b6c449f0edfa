"""Where a sentence says whose words it has: the source, the reporting word, quotation marks."""

from analysis.compare.drift.pairs import Sentence
from analysis.compare.reports import Report
from analysis.corpus.text import Span, fold
from analysis.marks.voices.quotations import find_quotations

_APART = 25
"""Characters between source and reporting word that are shown as one."""

POINTING = frozenset(
    ["the", "this", "that", "these", "those", "he", "she", "it", "they", "i", "we", "you", "his",
     "her", "its", "their", "our", "my", "both", "who"]
)  # fmt: skip
"""Words that stand for a source, or begin words that do."""


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
    return inside[-1] if fold(report.source) in POINTING else inside[0]


def quoted_places(sentence: Sentence) -> list[Span]:
    """What stands inside the quotation marks of a sentence."""
    return [
        (each.start + sentence.start, each.end + sentence.start)
        for each in find_quotations(sentence.text, break_at_lines=sentence.role != "headline")
    ]
