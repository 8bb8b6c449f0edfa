"""A headline beside all the sentences of its body that it takes up: what differs from each of them.

What one sentence of the body has and the headline lacks is no difference where another sentence
lacks it too: the reader of the body finds there what the headline says. So a difference counts if
it holds against every sentence that has most words of the headline; it is shown with the one that
has most. Numbers are looked for in every sentence that has the headline's figure.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.compare.drift.alignment import Alignment
from analysis.compare.drift.difference import Difference
from analysis.compare.drift.numbers import Number, same_unit
from analysis.compare.drift.pairs import takes_up_words
from analysis.corpus.text import Span


class Beside(NamedTuple):
    """A sentence of the body and its headline, their numbers, and what differs between them."""

    both: Alignment
    numbers: Sequence[Number]
    of_headline: Sequence[Number]
    differences: Sequence[Difference]


def differences_from_all(sentences: Sequence[Beside]) -> Iterator[list[Difference]]:
    """For each sentence beside one headline, the best first, the differences that count."""
    taken_up = [each for each in sentences if takes_up_words(each.both.other, each.both.own)]
    for place, each in enumerate(sentences):
        counted = []
        for difference in each.differences:
            number = _number(each.of_headline, difference)
            if number is not None:
                holds = _holds_of_number(sentences, place, number, difference.kind)
            else:
                holds = not place and all(_holds(other, difference) for other in taken_up)
                holds = holds and not _is_bare_elsewhere(sentences, each, difference)
            counted += [difference] if holds else []
        yield counted


def _number(numbers: Sequence[Number], difference: Difference) -> Number | None:
    """The headline's number that a difference is about."""
    if not difference.kind.startswith(("number", "bound")):
        return None
    return next((each for each in numbers if each[:2] == difference.after), None)


def _holds(sentence: Beside, difference: Difference) -> bool:
    return any(
        each.kind == difference.kind and _overlap(each.after, difference.after)
        for each in sentence.differences
    )


def _overlap(one: Span | None, two: Span | None) -> bool:
    if one is None or two is None:
        return one is two
    return one[0] < two[1] and two[0] < one[1]


def _holds_of_number(sentences: Sequence[Beside], place: int, number: Number, kind: str) -> bool:
    """Whether a difference of a number counts, and is shown with the sentence at a place.

    Where the body has the figure, only its bound may differ, and then in all sentences.
    """
    found = [_of_figure(each, number) for each in sentences]
    if any(each.bound == number.bound for same in found for each in same):
        return False
    first = next((n for n, same in enumerate(found) if same), None)
    return not place if first is None else place == first and kind.startswith("bound")


def _of_figure(sentence: Beside, number: Number) -> list[Number]:
    """The numbers of a sentence with the figure and unit of one of the headline."""
    return [
        each
        for each in sentence.numbers
        if each.figures == number.figures and same_unit(each, number)
    ]


def _is_bare_elsewhere(sentences: Sequence[Beside], one: Beside, difference: Difference) -> bool:
    """Whether a hedge belongs to a number that another sentence has without it."""
    if difference.kind != "hedge dropped":
        return False
    told = [each for each in one.numbers if _overlap(each[:2], difference.before)]
    found = [each for number in told for other in sentences for each in _of_figure(other, number)]
    return not all(each.approx for each in found)
