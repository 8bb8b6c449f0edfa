"""Amounts: numbers that count or measure something, with their bounds, ranges, units and nouns.

`read_amount` is the long way a number takes: sign or currency -> numeral -> range or ratio -> unit,
hyphened word or noun -> bound words on both sides -> does it count at all? -> age.
"""

import re

from analysis.marks.numbers.ages import with_age
from analysis.marks.numbers.bounds import Bounds, read_bounds_after, read_bounds_before
from analysis.marks.numbers.digits import Numeral
from analysis.marks.numbers.nouns import read_noun
from analysis.marks.numbers.numerals import read_numeral
from analysis.marks.numbers.ones import does_not_count
from analysis.marks.numbers.ranges import read_range
from analysis.marks.numbers.reading import Place, Reading, starts_clean, word_before
from analysis.marks.numbers.tails import read_tail, with_whole
from analysis.marks.numbers.units import Unit, read_currency, read_unit
from analysis.marks.numbers.vocabulary import words


def read_amount(place: Place) -> Reading | None:
    """Counts, money, measures, percentages, ratios and ages, with what bounds them."""
    view, floor = place.view, place.floor
    money = read_currency(view, place.at, floor)
    number = _number(place, money)
    if number is None:
        return None
    start, number = _signed(place, money.start if money else number.start, number)
    before = read_bounds_before(view, start, floor)
    span = read_range(place, number, money, before.start)
    if span is None and money is None:
        number = with_whole(view, number)
    last = span.high if span else number
    categories = _without_course(place, before, last.end)
    start = start if before.categories and not categories else before.start
    after = read_bounds_after(view, last.end)
    tail = read_tail(place, last, after.end if after else last.end, money)
    if tail is None:
        return None
    end = max(tail.end, last.end)
    after = after or read_bounds_after(view, end)
    if after:
        categories, end = categories | after.categories, max(end, after.end)
    if span is None and does_not_count(place, number, tail, bounded=bool(categories)):
        return None
    low = span.low.low if span else number.low
    start = min(start, span.start) if span else start
    approx = number.approx or last.approx
    reading = Reading(start, end, low, last.high, tail.kind, approx, tail.unit, tail.noun)
    return _bounded(with_age(place, reading, number), categories)


def _number(place: Place, money: Unit | None) -> Numeral | None:
    """Numeral at the candidate, if it stands free: not glued to letters or an address."""
    view, at, floor = place.view, place.at, place.floor
    between = word_before(view, at, floor) in ("between", "from")
    number = read_numeral(view, at, floor, money=money is not None, joined=not between)
    if number is None or not (money or starts_clean(place, number.start)):
        return None
    if money and money.start and view[money.start - 1].isalnum():
        return None
    return _with_letter(place, number)


_AGO = re.compile(r" (?:ago|later|earlier|long|old)(?![a-z])|[- ]old")


def _without_course(place: Place, bounds: Bounds, end: int) -> frozenset[str]:
    """Bounds without "over" where it means in the course of: "killed over three days"."""
    view, categories = place.view, bounds.categories
    if "more than" not in categories or not view.startswith("over ", bounds.start):
        return categories
    unit = read_unit(view, end)
    if unit is None or unit.kind != "duration" or _AGO.match(view, unit.end):
        return categories
    longer = word_before(view, bounds.start, place.floor) in words("over with time")
    return categories if longer else categories - {"more than"}


_COUNTED_M = re.compile(
    r" (?:have|has|had|were|are|could|will|would|may|might|live|fled|died)(?![a-z])"
)


def _with_letter(place: Place, number: Numeral) -> Numeral:
    """Read M or B glued to digits as million or billion: "1.2M", and "3m" before a plural."""
    text, view = place.text, place.view
    letter = text[number.end : number.end + 1]
    if number.form != "digits" or number.scale != 1 or letter not in {"M", "B", "m"}:
        return number
    if text[number.end + 1 : number.end + 2].isalnum():
        return number
    after = number.end + 1
    counts = read_noun(text, view, after, plural=True, vague=False) or _COUNTED_M.match(view, after)
    if letter == "m" and not counts:
        return number
    scale = 1e9 if letter == "B" else 1e6
    value = number.low * scale
    return number._replace(end=number.end + 1, low=value, high=value, bare=False, scale=scale)


def _signed(place: Place, start: int, number: Numeral) -> tuple[int, Numeral]:
    """Where a number starts with its minus sign or the word "minus", and its value then."""
    view, floor = place.view, place.floor
    if number.low != number.high:
        return start, number
    negative = number._replace(low=-number.low, high=-number.high)
    if start > floor and view[start - 1] == "-" and place.text[start - 1] != "—":
        free = start == 1 or (start - 2 >= floor and view[start - 2] in " (\n=[{,")
        return (start - 1, negative) if free else (start, number)
    word = word_before(view, start, floor)
    if word in ("minus", "negative"):
        sign = view.rindex(word, floor, start)
        # "plus or minus 3" is a margin.
        return (start, number) if word_before(view, sign, floor) == "or" else (sign, negative)
    return start, number


def _bounded(reading: Reading, categories: frozenset[str]) -> Reading:
    """Open an end, or mark the number approximate, as the bound words say."""
    if "approximate" in categories:
        reading = reading._replace(approx=True)
    if categories & {"at least", "more than"}:
        return reading._replace(high=None, low_open="more than" in categories)
    if categories & {"at most", "less than"}:
        return reading._replace(low=None, high_open="less than" in categories)
    return reading
