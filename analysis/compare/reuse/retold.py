"""What two articles report of the same speaker in other words.

A quotation in one article and indirect speech in the other, or two translations of one statement,
share few words. That both report them of the same speaker makes these few enough. Of sources
without a name nobody knows whether they are one, so that more words have to be shared.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.compare.reports import Report
from analysis.compare.reuse.alignment import overlaps
from analysis.compare.reuse.paraphrases import (
    Sentence,
    candidates,
    read_sentences,
    total,
    weigh_stems,
)
from analysis.compare.reuse.passages import Passage
from analysis.compare.reuse.shingles import read_words
from analysis.corpus.running import RunningText
from analysis.corpus.text import Span


class Bar(NamedTuple):
    """What two statements share at least.

    ``stems`` is a number of words that carry meaning, ``of_shorter`` and ``of_both`` are shares of
    their weight: in the shorter statement, and 2 s / (a + b) in both.
    """

    stems: int
    of_shorter: float
    of_both: float


OF_SPEAKER = Bar(2, 0.33, 0.19)
OF_UNNAMED = Bar(3, 0.4, 0.3)


class _Statement(NamedTuple):
    """A sentence of what is reported, and of whom: ``span`` holds source and reporting word too."""

    stems: frozenset[str]
    span: Span
    report: Report


def find_retold(
    texts: Mapping[str, RunningText],
    reports: Mapping[str, Sequence[Report]],
    found: Sequence[Passage],
) -> Iterator[Passage]:
    """Statements that two articles of an event report of one speaker in other words.

    Parameters
    ----------
    texts
        Running texts by name.
    reports
        What `read_reports` returns.
    found
        Passages that are known: where one lies, none is looked for.

    Returns
    -------
    iterator of Passage
        Of the kind paraphrase, each statement in one of each two texts; similarity is the share of
        weighted words in common, 2 s / (a + b).
    """
    names = sorted(texts)
    words = read_words([texts[name].text for name in names])
    sentences = [
        read_sentences(texts[name].text, each) for name, each in zip(names, words, strict=True)
    ]
    told = [
        list(_statements(texts[name], reports.get(texts[name].article, ()), own))
        for name, own in zip(names, sentences, strict=True)
    ]
    known: dict[tuple[str, str], list[Passage]] = {}
    for each in found:
        known.setdefault((each.article_a, each.article_b), []).append(each)
    for first, second, pairs in candidates(told):
        if texts[names[first]].article == texts[names[second]].article:
            continue
        weights = weigh_stems([*sentences[first], *sentences[second]])
        matches = [
            (share, told[first][i].span, told[second][j].span)
            for i, j in pairs
            if (share := _likeness(told[first][i], told[second][j], weights)) is not None
        ]
        taken = known.setdefault((names[first], names[second]), [])
        for share, span_a, span_b in sorted(matches, reverse=True):
            if not any(
                overlaps(span_a, (each.start_a, each.end_a))
                or overlaps(span_b, (each.start_b, each.end_b))
                for each in taken
            ):
                passage = Passage(
                    names[first], *span_a, names[second], *span_b, "paraphrase", round(share, 4)
                )
                taken.append(passage)
                yield passage


def _statements(
    text: RunningText, reports: Sequence[Report], sentences: Sequence[Sentence]
) -> Iterator[_Statement]:
    """What is reported in a text, sentence by sentence."""
    for report in reports:
        for part in _inside(text, report.parts) if report.source else ():
            for sentence in sentences:
                content = sentence.within(part)
                if content is None:
                    continue
                around = (sentence.within(place) for place in _inside(text, report.whole))
                spans = [content.span, *(each.span for each in around if each)]
                span = min(start for start, _ in spans), max(end for _, end in spans)
                yield _Statement(content.stems, span, report)


def _inside(text: RunningText, places: Sequence[Span]) -> Iterator[Span]:
    """Those stretches of the document that lie in a text, as offsets into it."""
    for low, high in places:
        start, last = text.find(low), text.find(high - 1)
        if start is not None and last is not None:
            yield start, last + 1


def _likeness(one: _Statement, two: _Statement, weights: Mapping[str, float]) -> float | None:
    """Share of weighted words in common, None where it is too small for what is known of both."""
    if one.report.event != two.report.event or one.report.named != two.report.named:
        return None
    if one.report.named and one.report.key != two.report.key:
        return None
    bar = OF_SPEAKER if one.report.named else OF_UNNAMED
    common = one.stems & two.stems
    shared, sizes = total(common, weights), [total(each.stems, weights) for each in (one, two)]
    if len(common) < bar.stems or shared < bar.of_shorter * min(sizes):
        return None
    share = 2 * shared / sum(sizes)
    return share if share >= bar.of_both else None
