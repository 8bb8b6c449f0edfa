"""Ranges: "between 300 and 450", "4,000-8,000", "six to seven", "two or three", "65.5 ± 0.8"."""

import re
from typing import NamedTuple

from analysis.marks.numbers.digits import Numeral
from analysis.marks.numbers.numerals import read_numeral
from analysis.marks.numbers.reading import Place, word_before
from analysis.marks.numbers.units import Unit, read_unit
from analysis.marks.numbers.vocabulary import words


class Range(NamedTuple):
    """Both numbers of a range, and where it starts, "between" or "from" included."""

    start: int
    low: Numeral
    high: Numeral


_CONNECTIVES = {
    "between": re.compile(r" and | to | ?- ?"),
    "from": re.compile(r" (?:up )?to | until |-"),
    "": re.compile(r" to | or | through |-(?=[0-9$£€a-z])|~(?=[0-9])| - ?(?=[0-9])"),
}
_APPROXIMATE = re.compile("(?:about|around|roughly|approximately|nearly|almost|an estimated|some) ")
_CURRENCY = re.compile("[a-z.]{0,3}[$£€¥₹]? ?")
_ARTICLE = re.compile("an? ")


def read_range(place: Place, number: Numeral, money: Unit | None, start: int) -> Range | None:
    """Range that a number opens; None where what follows stands apart ("5 and 6", "rose from").

    ``start`` is where the bound words before the number start, after which "between" is looked for.
    """
    view, floor = place.view, place.floor
    if margin := _read_margin(view, number):
        return margin
    opener = word_before(view, start, floor)
    opener = opener if opener in ("between", "from") else ""
    if _changes(view, start, floor) and (opener == "from" or _from_before(view, start, floor)):
        return None
    unit = None if money else read_unit(view, number.end)
    for first_unit in (None, unit) if unit else (None,):
        end = first_unit.end if first_unit else number.end
        pair = _read_pair(place, number, end, money, opener)
        if pair and (first_unit is None or _same_unit(view, pair[1].end, first_unit)):
            return Range(view.rindex(opener, floor, start) if opener else start, *pair)
    return None


def _read_pair(
    place: Place, low: Numeral, end: int, money: Unit | None, opener: str
) -> tuple[Numeral, Numeral] | None:
    """Both numbers of a range, if a connective and a higher number follow the first."""
    view = place.view
    link = _CONNECTIVES[opener].match(view, end)
    if not link or ("-" in link[0] and "—" in place.text[end : link.end()]):
        return None
    high = _second(place, link.end(), money, joined=opener != "between")
    if high is None or (link[0].startswith(" -") and not read_unit(view, high.end)):
        return None
    low, high = _distributed(low, high, link[0])
    return (low, high) if _ascends(low, high, opener, link[0]) else None


def _same_unit(view: str, end: int, first: Unit) -> bool:
    """Whether the second number has the unit of the first: "5 km to 10 km"."""
    unit = read_unit(view, end)
    return unit is not None and unit.name == first.name


_MARGIN = re.compile(r" ?(?:±|\+/-|\+-) ?")


def _read_margin(view: str, number: Numeral) -> Range | None:
    """Read "65.5 ± 0.8" as the interval it names."""
    link = _MARGIN.match(view, number.end)
    by = read_numeral(view, link.end(), link.end()) if link else None
    if by is None:
        return None
    low = number._replace(low=number.low - by.low, high=number.low - by.low)
    high = by._replace(low=number.low + by.low, high=number.low + by.low)
    return Range(number.start, low, high)


def _second(place: Place, at: int, money: Unit | None, *, joined: bool) -> Numeral | None:
    """Second numeral of a range, after an optional bound word, currency sign, minus or article."""
    view = place.view
    approximate = _APPROXIMATE.match(view, at)
    at = approximate.end() if approximate else at
    if money and not view[at : at + 1].isdecimal() and (sign := _CURRENCY.match(view, at)):
        at = sign.end()
    factor = -1.0 if view[at : at + 1] == "-" and view[at - 1] in " (" else 1.0
    at += factor < 0
    article = _ARTICLE.match(view, at)
    start = article.end() if article else at
    number = read_numeral(view, start, at, money=money is not None, joined=joined)
    if number is None or (article and number.start != at):
        return None
    approx = number.approx or approximate is not None
    if factor < 0 and number.low != number.high:
        return None
    return number._replace(low=factor * number.low, high=factor * number.high, approx=approx)


def _distributed(low: Numeral, high: Numeral, link: str) -> tuple[Numeral, Numeral]:
    """Give the first number the scale of the second: "1.2 and 1.5 million", "20-30,000"."""
    factor = high.scale if low.scale == 1 and high.scale > 1 else 1.0
    thousands = high.low >= 1000 and high.low % 1000 == 0
    if link == "-" and low.bare and factor == 1 and 0 < low.low < 1000 and thousands:
        factor = 1000.0
    if factor > 1 and low.form != "vague" and low.low <= high.low / factor:
        low = low._replace(low=low.low * factor, high=low.high * factor)
    return low, high


def _ascends(low: Numeral, high: Numeral, opener: str, link: str) -> bool:
    """Whether two numbers make a range: rising, and for "or" close together."""
    if opener in ("between", "from") and link != "-":
        return low.low <= high.high
    if link == " or ":
        return low.high < high.low <= 3 * max(low.high, 1) and low.form != "vague"
    return low.low < high.high


def _from_before(view: str, start: int, floor: int) -> bool:
    """Whether two values follow: "raised from yesterday's 61 to 64", "rose by eight to 47"."""
    before = view[max(floor, start - 32) : start].split()
    return "from" in before[-4:] or before[-1:] == ["by"]


def _changes(view: str, start: int, floor: int) -> bool:
    """Whether a verb or noun of change stands before "from": then it names two values."""
    before = view[max(floor, start - 48) : start].split()[-6:-1]
    return not words("change").isdisjoint(before)
