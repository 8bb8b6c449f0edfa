"""Hedges: the words by which a writer, or the source reported, withholds full commitment.

Cues, their categories and the contexts that decide a reading are data:
``analysis/lexicons/hedges.csv`` (categories after Hyland 1998 and 2005, CoNLL-2010, BioScope,
Szarvas et al. 2012, Biber et al. 1999, Rubin 2007) and ``hedge_contexts.csv`` (the word classes in
its patterns). Approximators that stand with a number come from the quantity finder. CONTRIBUTING.md
explains how to add a cue; `Contexts` explains the columns.
"""

from typing import NamedTuple

from analysis.corpus.sentences import find_sentences
from analysis.corpus.text import fold
from analysis.marks.approximators import find_approximators
from analysis.marks.cues import Cue, find_cues, keep_longest
from analysis.marks.questions import find_open_questions
from analysis.marks.scare_quotes import find_scare_quotes

CATEGORIES = ("modal", "evidential", "certainty", "approximator", "conditional", "distancing")


class Hedge(NamedTuple):
    """A hedge cue in a text.

    ``text`` is the raw slice ``[start:end]``, ``cue`` the lexicon entry it is a form of (or
    ``scare quotes``, ``?``), ``category`` one of `CATEGORIES`.
    """

    start: int
    end: int
    text: str
    cue: str
    category: str


def find_hedges(text: str, *, headline: bool = False) -> list[Hedge]:
    """Hedge cues of a text, sorted by start, none overlapping another.

    Of cues that overlap the leftmost, then the longest counts, and of two readings of the same
    words the approximator. Contexts never reach beyond the sentence (`find_sentences`).

    Parameters
    ----------
    text
        Any string.
    headline
        Whether the text is a headline: line breaks do not end its sentences, and the
        question marks of those that leave a claim open are distancing hedges ("Talks near
        collapse?", not "Who let them go?"; see `find_open_questions`).

    Returns
    -------
    list of Hedge
        Offsets in code points of ``text``.
    """
    view = fold(text)
    sentences = find_sentences(text, break_at_lines=not headline)
    found = find_approximators(text, view, sentences)
    found += find_cues("hedges", text, view, sentences)
    for start, end in find_scare_quotes(text, view, sentences):
        found.append(Cue(start, end, "scare quotes", "distancing"))
    if headline:
        open_questions = find_open_questions(view, sentences)
        found += [Cue(at, at + 1, "?", "distancing") for at in open_questions]
    return [
        Hedge(cue.start, cue.end, text[cue.start : cue.end], cue.entry, cue.category or "")
        for cue in keep_longest(found)
    ]
