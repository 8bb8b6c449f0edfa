"""Ages: "34-year-old", "aged 61", "Maria Lopez, 34, said", "in his 40s", "children under 12"."""

import re

from analysis.marks.numbers.digits import Numeral
from analysis.marks.numbers.reading import Place, Reading, word_before
from analysis.marks.numbers.vocabulary import words

_AGES = re.compile(r"(?<![a-z])(?:aged|ages) [0-9]{1,2}(?:, [0-9]{1,2}){0,5},? (?:and|to) $")


def with_age(place: Place, reading: Reading, number: Numeral) -> Reading:
    """Turn a number into an age: "aged 34", "age 5 to 17", ", 34," after a name, "under 18"."""
    view, floor = place.view, place.floor
    before = word_before(view, reading.start, floor)
    if reading.kind in ("count", "duration", "age") and before in words("age word"):
        start = view.rindex(before, floor, reading.start)
        end = number.end if reading.noun else reading.end
        return reading._replace(start=start, end=end, kind="age", unit="year", noun=None)
    if reading.kind in ("count", "duration") and view.endswith(" age of ", 0, reading.start):
        return reading._replace(kind="age", unit=reading.unit or "year")
    if reading.kind == "count" and not reading.unit and decade_of_life(place, number):
        return reading._replace(end=number.end + 1, high=number.low + 9, kind="age", unit="year")
    if reading.kind != "count" or reading.unit or not number.bare or number.low > 110:
        return reading
    if _AGES.search(view, max(0, number.start - 40), number.start):
        return reading._replace(kind="age", unit="year")
    if reading.start < number.start:
        young = before in words("before an age limit")
        return reading._replace(kind="age", unit="year") if young else reading
    opening = view[max(floor, number.start - 2) : number.start]
    closing = view[number.end : number.end + 5]
    named = _capitalised_before(place, number.start - len(opening))
    if opening == ", " and (closing[:1] in (",", ".", ")") or closing == " who ") and named:
        return reading._replace(kind="age", unit="year")
    if opening[-1:] == "(" and closing[:1] == ")" and named:
        return reading._replace(kind="age", unit="year")
    return reading


def decade_of_life(place: Place, number: Numeral) -> bool:
    """Whether "40s" is an age: "in his 40s", "in her late 40s"."""
    before = word_before(place.view, number.start, place.floor)
    return (
        number.bare
        and before in words("decade of life")
        and number.end < len(place.view)
        and (place.view[number.end] == "s")
    )


_LAST_WORD = re.compile(r"([^\W\d_]+) ?$")


def _capitalised_before(place: Place, end: int) -> bool:
    """Whether the word that ends at or before a position is a name."""
    if end <= 0:
        return False
    found = _LAST_WORD.search(place.text, max(place.floor, end - 24), end)
    return bool(found and found[1][:1].isupper())
