"""What a shared passage is owed to, as far as dates, credits and reports say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.compare.outlets import OutletNames
from analysis.compare.reports import Report
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.running import RunningText
from analysis.corpus.text import Span

ORIGINS: Mapping[str, str] = {
    "same article": "the article repeats itself",
    "same outlet": "two articles of one outlet",
    "same speaker": "both report the words as those of the same speaker",
    "credited": "one of them names the outlet of the other for words that they share",
    "quoted block": "one of the articles is known as a block quoted in the other",
    "unnamed source": (
        "both report the words as those of a source without a name; whether it is one source, the "
        "texts do not say"
    ),
    "undecided": (
        "not settled by the words around it: copied from each other, or from a common source"
    ),
}
"""What a passage may be owed to, and what that means."""

_INSIDE = 0.6
"""Share of a passage that must lie in what a speaker is reported to have said."""


class PassageOrigins:
    """Looks up what a passage is owed to.

    Parameters
    ----------
    corpus
        The corpus.
    reports
        What `read_reports` returns.
    """

    def __init__(self, corpus: Corpus, reports: Mapping[str, Sequence[Report]]) -> None:
        self._articles = corpus.articles.set_index("article", drop=False).to_dict("index")
        self._names = OutletNames(corpus)
        self._reports = reports

    def of(
        self, a: RunningText, span_a: Span, b: RunningText, span_b: Span
    ) -> tuple[str, str | None, str]:
        """Origin, speaker, and which side has the words first by a credit (else empty)."""
        first, second = self._articles[a.article], self._articles[b.article]
        if a.article == b.article:
            return "same article", None, ""
        if b.article == first["quoted_in"] or a.article == second["quoted_in"]:
            return "quoted block", None, ""
        speakers_a, speakers_b = self._speakers(a, span_a), self._speakers(b, span_b)
        common = sorted(speakers_a.keys() & speakers_b.keys())
        if common:
            return "same speaker", speakers_a[common[0]], ""
        if first["outlet"] == second["outlet"] != UNKNOWN:
            return "same outlet", None, ""
        if self._credits(a, span_a, second):
            return "credited", None, "b"
        if self._credits(b, span_b, first):
            return "credited", None, "a"
        if self._is_unnamed(a, span_a) and self._is_unnamed(b, span_b):
            return "unnamed source", None, ""
        return "undecided", None, ""

    def _speakers(self, text: RunningText, span: Span) -> dict[str, str]:
        """Named speakers who are reported to have said most of a stretch, by key."""
        found: Counter[str] = Counter()
        names = {}
        for report in self._reports.get(text.article, ()):
            if report.named:
                found[report.key] += _shared(text, span, report.whole)
                names[report.key] = report.name
        size = _size(text, span)
        return {key: names[key] for key, inside in found.items() if inside >= _INSIDE * size}

    def _is_unnamed(self, text: RunningText, span: Span) -> bool:
        """Whether most of a stretch is reported of sources that have no name."""
        inside = sum(
            _shared(text, span, report.whole)
            for report in self._reports.get(text.article, ())
            if report.source and not report.named
        )
        return inside >= _INSIDE * _size(text, span)

    def _credits(self, text: RunningText, span: Span, other: Mapping[Any, Any]) -> bool:
        """Whether a stretch is reported as, or by way of, the outlet of another article."""
        event, outlet = other["event"], other["outlet"]
        for report in self._reports.get(text.article, ()):
            if outlet == UNKNOWN or not _shared(text, span, report.whole):
                continue
            credited = [report.name] if report.named else []
            credited += [report.via] if report.via else []
            if any(self._names.find(event, each) == outlet for each in credited):
                return True
        return False


def _shared(text: RunningText, span: Span, parts: Sequence[Span]) -> int:
    """Characters that a span of the running text shares with stretches of the document."""
    return sum(
        max(0, min(end, stop) - max(start, begin))
        for start, end, _ in text.pieces(span)
        for begin, stop in parts
    )


def _size(text: RunningText, span: Span) -> int:
    return sum(end - start for start, end, _ in text.pieces(span))


def earlier_by_date(first: Mapping[Any, Any], second: Mapping[Any, Any]) -> str:
    """Which of two articles is the earlier one by its date, or by being quoted in the other."""
    if second["quoted_in"] == first["article"]:
        return "b"
    if first["quoted_in"] == second["article"]:
        return "a"
    dates = first["published"], second["published"]
    if not all(isinstance(date, str) for date in dates) or dates[0] == dates[1]:
        return ""
    return "a" if dates[0] < dates[1] else "b"
