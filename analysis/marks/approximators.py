"""Approximators that stand with a number: the words which make it approximate or leave an end open.

Whether they do is the quantity finder's judgement, so that "about" hedges exactly where the number
it stands with is read as approximate. Approximators without a number ("almost everyone", "a handful
of") are rows of ``hedges.csv``.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from analysis.corpus.text import Span
from analysis.lexicons import read_lexicon
from analysis.marks.cues import Cue, in_compound, sentence_matches
from analysis.marks.matcher import Match, PhraseMatcher
from analysis.marks.quantities import candidates, find_quantities

_CATEGORY = "approximator"
_EXACT = ("exact", "filler")
_DATED = ("date", "time")
_AHEAD, _BACK = 24, 60
"""Characters after bound words within which their number starts, and before those that follow."""
_FAR = 60
"""Characters to each side of such words that may matter for how their number is read."""


class _Phrase(NamedTuple):
    """Words that make a number loose: the category of bound, and where the number stands."""

    words: str
    category: str
    position: str


_BEFORE_SCALE = ("several", "a few", "a couple", "a couple of")
_DIGIT_PLURALS = ("100s", "1,000s", "1000s", "10,000s", "10000s", "100,000s", "100000s")


def find_approximators(text: str, view: str, sentences: Sequence[Span]) -> list[Cue]:
    """Approximators with a number, sorted by start; some may overlap others.

    The words are those of ``quantity_bounds.csv`` (without signs such as ">"), in their shortest
    forms ("over" in "just over"), and vague plurals ("thousands of", "several hundred"). They count
    inside a quantity (`find_quantities` of the sentence) that is approximate or has one open end,
    and those that approximate also right before a date or a time of day.

    Parameters
    ----------
    text, view
        The text and its folded view.
    sentences
        Spans of its sentences, sorted.
    """
    found: list[Cue] = []
    phrases = _phrases()
    for sentence, matches in sentence_matches(_matcher(), view, sentences).items():
        near = [
            (match, phrases[match.phrase].category)
            for match in matches
            if _may_count(text, view, match, phrases[match.phrase].position)
        ]
        if near:
            stretch = _around(view, sentence, near[0][0].start, near[-1][0].end)
            found += _carried(text, view, stretch, near)
    return found


def _may_count(text: str, view: str, match: Match, position: str) -> bool:
    """Whether a number may start where the words need one; asked first because it costs little."""
    start, end, _ = match
    if position == "itself":
        return not in_compound(text, start, end)
    ahead = position == "before"
    around = view[end : end + _AHEAD] if ahead else view[max(0, start - _BACK) : end]
    return bool(candidates(around)) and not in_compound(text, start, end)


def _around(view: str, sentence: Span, start: int, end: int) -> Span:
    """The part of a sentence, cut at blanks, that decides how the numbers near some words read."""
    low, high = max(sentence[0], start - _FAR), min(sentence[1], end + _FAR)
    if low > sentence[0]:
        low = max(low, view.find(" ", low, start))
    if high < sentence[1]:
        high = max(end, view.rfind(" ", end, high))
    return low, high


def _carried(
    text: str, view: str, stretch: Span, words: Iterable[tuple[Match, str]]
) -> Iterator[Cue]:
    """Words that a quantity of the stretch carries; a headline's lines hang together."""
    first = stretch[0]
    quantities = find_quantities(text[first : stretch[1]].replace("\n", " "))
    position = 0
    for (start, end, _), kind in words:
        while position < len(quantities) and first + quantities[position].end <= start:
            position += 1
        if position == len(quantities):
            return
        quantity = quantities[position]
        number = first + quantity.start
        if number <= start:
            carried = quantity.approx or (quantity.low is None) != (quantity.high is None)
        else:
            dated = kind == "approximate" and quantity.kind in _DATED
            carried = dated and view[end:number].isspace()
        if carried:
            yield Cue(start, end, view[start:end], _CATEGORY)


@cache
def _matcher() -> PhraseMatcher:
    return PhraseMatcher([phrase.words for phrase in _phrases()])


@cache
def _phrases() -> list[_Phrase]:
    """Bound words in their shortest forms, then vague plurals."""
    bounds = [
        _Phrase(row["entry"], row["category"], row["position"])
        for row in read_lexicon("quantity_bounds")
        if row["category"] not in _EXACT and any(map(str.isalpha, row["entry"]))
    ]
    shortest = [phrase for phrase in bounds if not _holds_another(phrase, bounds)]
    return shortest + [_Phrase(words, "vague", "itself") for words in _vague_phrases()]


def _holds_another(phrase: _Phrase, others: Iterable[_Phrase]) -> bool:
    """Whether a phrase holds a shorter one of its category ("just over" holds "over")."""
    return any(
        other.words != phrase.words
        and other.category == phrase.category
        and f" {other.words} " in f" {phrase.words} "
        for other in others
    )


def _vague_phrases() -> list[str]:
    """Vague plurals: "thousands", "thousands of", "tens of thousands", "several hundred"."""
    rows = read_lexicon("number_words")
    plurals = [row["entry"] for row in rows if row["category"] == "vague"]
    scales = [plural.removesuffix("s") for plural in plurals if plural not in ("tens", "scores")]
    heads = [*plurals, *_DIGIT_PLURALS]
    return [
        *heads,
        *(f"{head} of" for head in heads),
        *(f"{head} of {plural}" for head in plurals for plural in plurals),
        *(f"{word} {scale}" for word in _BEFORE_SCALE for scale in scales),
    ]
