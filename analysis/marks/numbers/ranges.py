"""Ranges: "between 300 and 450", "4,000-8,000", "six to seven", "two or three", "65.5 ± 0.8"."""

import re
from typing import NamedTuple

from analysis.marks.numbers.digits import Numeral
from analysis.marks.numbers.numerals import read_numeral
from analysis.marks.numbers.reading import Place, word_before
from analysis.marks.numbers.units import Unit, read_unit
from analysis.marks.numbers.vocabulary import words


class Range(NamedTuple):
    """Both numbers of a range, where it starts ("between") and ends, and a unit between them."""

    start: int
    end: int
    low: Numeral
    high: Numeral
    unit: Unit | None


_CONNECTIVES = {
    "between": re.compile(r" and | to | ?- ?"),
    "from": re.compile(r" (?:up )?to | until |-"),
    "": re.compile(r" to | or | through |-(?=[0-9$£€a-z])|~(?=[0-9])| - ?(?=[0-9])"),
}
_APPROXIMATE = re.compile(
    r"(?:about|around|roughly|approximately|nearly|almost|an estimated|some) "
)


def read_range(place: Place, number: Numeral, money: Unit | None, start: int) -> Range | None:
    """Second number of a range and what it starts with; None where the numbers stand apart."""
    view, floor = place.view, place.floor
    opener = word_before(view, start, floor).strip("\"'([")
    opener = opener if opener in ("between", "from") else ""
    changed = opener == "from" and _changes(view, start, floor)
    if margin := _read_margin(view, number):
        return margin
    unit = None if money else read_unit(view, number.end)
    for end, first_unit in ((number.end, None), (unit.end if unit else 0, unit)):
        if not end:
            continue
        link = _CONNECTIVES[opener].match(view, end)
        if not link or ("-" in link[0] and "—" in place.text[end : link.end()]):
            continue
        other = _second(place, link.end(), money, joined=opener != "between")
        if other is None or changed:
            continue
        low, high = _distributed(number, other, link[0])
        if not _ascends(low, high, opener, link[0]):
            continue
        own = read_unit(view, high.end)
        if link[0].startswith(" -") and not own:
            continue
        if first_unit and (own is None or own.name != first_unit.name):
            continue
        begin = view.rindex(opener, floor, start) if opener else start
        return Range(begin, high.end, low, high, money)
    return None


_MARGIN = re.compile(r" ?(?:±|\+/-|\+-) ?")


def _read_margin(view: str, number: Numeral) -> Range | None:
    """Read "65.5 ± 0.8" as the interval it names."""
    link = _MARGIN.match(view, number.end)
    by = read_numeral(view, link.end(), link.end()) if link else None
    if by is None:
        return None
    low = number._replace(low=number.low - by.low, high=number.low - by.low)
    high = by._replace(low=number.low + by.low, high=number.low + by.low)
    return Range(number.start, by.end, low, high, None)


def _second(place: Place, at: int, money: Unit | None, *, joined: bool) -> Numeral | None:
    """Second numeral of a range, after an optional bound word and the same currency sign."""
    view = place.view
    approximate = _APPROXIMATE.match(view, at)
    if approximate:
        at = approximate.end()
    if money and not view[at : at + 1].isdecimal():
        sign = re.compile(r"[a-z.]{0,3}[$£€¥₹]? ?").match(view, at)
        at = sign.end() if sign else at
    sign = -1.0 if view[at : at + 1] == "-" and view[at - 1] in " (" else 1.0
    at += sign < 0
    article = re.compile("an? ").match(view, at)
    start = article.end() if article else at
    number = read_numeral(view, start, at, money=money is not None, joined=joined)
    if number is None or (article and number.start != at):
        return None
    approx = number.approx or approximate is not None
    return number._replace(low=sign * number.low, high=sign * number.high, approx=approx)


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


def _changes(view: str, start: int, floor: int) -> bool:
    """Whether a verb or noun of change stands before "from": then it names two values."""
    before = view[max(floor, start - 48) : start].split()[-6:-1]
    return not words("change").isdisjoint(before)
