"""Clauses of two aligned sentences: stretches that one has and the other has not."""

from collections.abc import Iterator, Sequence

from analysis.compare.drift.alignment import Alignment, Word, word_class
from analysis.compare.drift.difference import Difference
from analysis.compare.drift.short_names import initials_in
from analysis.corpus.text import Span

_CLAUSE = 5
"""Words of a clause at least."""

_QUARTER = 4

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
        Stems of the other sentence and of its neighbours: a clause that went to one of them, or a
        name that is there in short, is not cut.
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
        span = run[0].start, run[-1].end
        short = initials_in(both.own.text[span[0] - both.own.start : span[1] - both.own.start])
        moved = any(_has_moved(run, stems) or short & stems for stems in around)
        if _is_clause(run) and not moved:
            yield Difference("clause cut", span, None)


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
