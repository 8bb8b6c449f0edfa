"""Boosters: the words by which a writer, or the source reported, commits to a claim with emphasis.

The counterpart of hedges (Hyland 2005). Cues and the contexts that decide a reading are data:
``analysis/lexicons/boosters.csv``, with the columns and classes of ``hedges.csv``. A booster under
negation is none: "not certain" is a hedge, "not clearly" is neither.
"""

from typing import NamedTuple

from analysis.corpus.sentences import find_sentences
from analysis.corpus.text import fold
from analysis.marks.cues import find_cues, keep_longest

CATEGORY = "booster"


class Booster(NamedTuple):
    """A booster in a text, in the shape of a hedge.

    ``text`` is the raw slice ``[start:end]``, ``cue`` the lexicon entry it is a form of,
    ``category`` always `CATEGORY`.
    """

    start: int
    end: int
    text: str
    cue: str
    category: str


def find_boosters(text: str) -> list[Booster]:
    """Boosters of a text, sorted by start, none overlapping another.

    Of cues that overlap the leftmost, then the longest counts. Contexts never reach beyond the
    sentence (`find_sentences`).

    Returns
    -------
    list of Booster
        Offsets in code points of ``text``.
    """
    view = fold(text)
    found = find_cues("boosters", text, view, find_sentences(text))
    return [
        Booster(cue.start, cue.end, text[cue.start : cue.end], cue.entry, CATEGORY)
        for cue in keep_longest(found)
    ]
