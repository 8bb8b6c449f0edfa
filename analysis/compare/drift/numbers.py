"""How the numbers of two aligned sentences differ: rounded, bounded, changed, dropped."""

from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import NamedTuple

from analysis.compare.drift.alignment import Alignment, Gap, word_class
from analysis.compare.drift.difference import Difference
from analysis.compare.drift.labels import actor_labels
from analysis.compare.drift.pairs import is_figure

COUNTED = (
    "count", "money", "percent", "distance", "duration", "speed", "weight", "area", "volume",
    "temperature", "ratio", "age",
)  # fmt: skip
"""Kinds of numbers that are compared: not dates, names and ordinals."""

_WIDE = 6
"""Words of a gap in which two numbers stand for each other."""


class Number(NamedTuple):
    """A numeric expression; an end that is open is None."""

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    approx: bool
    unit: str | None
    kind: str

    @property
    def figures(self) -> tuple[float, ...]:
        """The stated figures, the smaller first."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return tuple(dict.fromkeys(ends))

    @property
    def bound(self) -> str:
        """Which end is stated alone: lower, upper, or neither."""
        if self.low is None:
            return "upper"
        return "lower" if self.high is None else ""

    @property
    def vague(self) -> bool:
        """Whether it is a plural such as "dozens"."""
        return self.approx and len(self.figures) == 2


def changed_numbers(
    both: Alignment, numbers: Sequence[Number], others: Sequence[Number]
) -> Iterator[Difference]:
    """Numbers that stand for each other and differ."""
    for one, two, same_place in number_pairs(both, numbers, others):
        for kind in _kinds(one, two):
            if same_place or kind not in ("number changed", "bound changed"):
                yield Difference(kind, one[:2], two[:2])


def dropped_numbers(
    both: Alignment, numbers: Sequence[Number], others: Sequence[Number], around: Sequence[Number]
) -> Iterator[Difference]:
    """Numbers of the first sentence that the second lacks.

    ``around`` are the numbers of the second sentence and its neighbours.
    """
    paired = [one for one, _, _ in number_pairs(both, numbers, others)]
    for number in numbers:
        elsewhere = any(each.figures == number.figures for each in around)
        if number not in paired and not elsewhere and _is_gone(both, number, others):
            yield Difference("number dropped", number[:2], None)


def number_pairs(
    both: Alignment, numbers: Sequence[Number], others: Sequence[Number]
) -> list[tuple[Number, Number, bool]]:
    """Numbers that stand for each other, and whether the alignment shows it.

    The others are the only ones of their kind and unit on either side.
    """
    found = []
    left, right = list(numbers), list(others)
    for one in numbers:
        for two in list(right):
            if one.kind == two.kind and _same_place(both, one, two):
                found.append((one, two, True))
                left.remove(one)
                right.remove(two)
                break
    for one in list(left):
        same = [two for two in right if same_unit(one, two)]
        if len(same) == 1 and sum(same_unit(each, same[0]) for each in left) == 1:
            found.append((one, same[0], False))
    return found


def figure_words(both: Alignment, number: Number) -> list[int]:
    """Words of a number that say how many, without what is counted and without bounds."""
    words = both.inside(number[:2])
    return [n for n in words if is_figure(both.words[n].text)] or words[:1]


def _same_place(both: Alignment, one: Number, two: Number) -> bool:
    """Whether two numbers share a word that says how many, or stand in the same gap."""
    first, second = figure_words(both, one), figure_words(both.turned, two)
    aligned = dict(both.pairs)
    if any(aligned.get(n) in second for n in first):
        return True
    slot = both.slot(first[0])
    if any(map(both.is_aligned, first)) or slot != both.turned.slot(second[0]):
        return False
    gap = both.gaps[slot]
    inside = gap.own[0] > 0 and gap.own[1] < len(both.words)
    return max(gap.sizes) <= _WIDE and (inside or _follows(gap, first, second))


def _follows(gap: Gap, first: Sequence[int], second: Sequence[int]) -> bool:
    """Whether two numbers at an edge stand right beside what is aligned."""
    if gap.own[0] == 0:
        return gap.own[1] - first[-1] <= 3 and gap.other[1] - second[-1] <= 3
    return first[0] - gap.own[0] <= 1 and second[0] - gap.other[0] <= 1


def same_unit(one: Number, two: Number) -> bool:
    """Whether two numbers are of one kind and unit, two words for the same people included."""
    if one.kind != two.kind or not one.unit or not two.unit:
        return False
    if one.unit == two.unit:
        return True
    known = actor_labels()
    labels = [known.get(tuple(unit.split())) for unit in (one.unit, two.unit)]
    return labels[0] is not None and labels[1] is not None and labels[0][1] == labels[1][1]


def _kinds(one: Number, two: Number) -> Iterator[str]:
    """What differs between two numbers that stand for each other."""
    if one.kind != "count" and one.unit != two.unit:
        return  # the same length in miles is another number
    if one.figures == two.figures:
        if one.bound != two.bound:
            yield f"bound {'added' if not one.bound else 'changed' if two.bound else 'dropped'}"
    elif _is_rounded(one, two):
        yield "number rounded"
    elif _is_rounded(two, one):
        yield "number made exact"
    else:
        yield "number changed"


def _is_rounded(fine: Number, coarse: Number) -> bool:
    """Whether a number is another one with fewer digits, or a vague word that holds it."""
    if coarse.vague:
        low, high = coarse.figures
        return not fine.vague and all(low <= figure <= high for figure in fine.figures)
    if fine.vague or len(fine.figures) != len(coarse.figures):
        return False
    return all(
        _rounds_to(figure, target, loose=bool(coarse.bound) or coarse.approx)
        for figure, target in zip(fine.figures, coarse.figures, strict=True)
    )


def _rounds_to(figure: float, target: float, *, loose: bool) -> bool:
    """Whether a figure is equal to another at its precision; ``loose``: rounded up or down."""
    step = _precision(target)
    if step <= _precision(figure):
        return False
    share = figure / step
    ways = {floor(share + 0.5)} | ({floor(share), ceil(share)} if loose else set())
    return any(abs(way * step - target) < step * 1e-6 for way in ways)


def _precision(figure: float) -> float:
    """Value of the last digit that is not zero: 100 of 9,400, a tenth of 12.4."""
    if not figure:
        return 1.0
    digits, _, exponent = f"{abs(figure):.9e}".partition("e")
    return float(10.0 ** (int(exponent) - len(digits.rstrip("0").partition(".")[2])))


def _is_gone(both: Alignment, number: Number, others: Sequence[Number]) -> bool:
    """Whether the other side has the words on both sides of a number, and nothing in its place."""
    figure = figure_words(both, number)
    if number.kind not in COUNTED or number.figures == (1.0,):
        return False
    if any(map(both.is_aligned, figure)):
        return False
    gap = both.gaps[both.slot(figure[0])]
    low, high = gap.own
    instead = both.other_words[slice(*gap.other)]
    if high == len(both.words) or len(instead) > 1:
        return False
    if not all(word.text in word_class("determiner", "possessive") for word in instead):
        return False
    if any(each.start < word.end and word.start < each.end for each in others for word in instead):
        return False
    inside = both.inside(number[:2])
    return sum(n not in inside for n in range(low, high)) <= 1
