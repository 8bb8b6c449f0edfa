"""Cardinals in words: "twenty-eight thousand six hundred", "a hundred", "two and a half million"."""

import re

from analysis.marks.numbers.digits import Numeral, part_value, pattern, scaled, word_kinds
from analysis.marks.numbers.reading import word_before
from analysis.marks.numbers.vocabulary import number_words, words

_JOINER = re.compile(r" and |[ -]")
_POINT = re.compile(r" point(?= [a-z])")

_OPENER = re.compile(
    r"(?<![a-z0-9'-])(?:(?P<half>half(?: an?)?)|(?P<vague>several|(?:a )?few)"
    r"|(?P<two>(?:a )?couple(?: of)?)|(?P<one>an?))[ -]$"
)


def read_cardinal(view: str, at: int, floor: int, *, joined: bool) -> Numeral | None:
    """Read a cardinal in words, or a scale word with what opens it ("a hundred", "several")."""
    first = pattern("word").match(view, at)
    if not first:
        return None
    start, group, vague, approx = at, 0.0, False, False
    if word_kinds()[first[0]][0] == "scale":
        opener = _OPENER.search(view, max(floor, at - 12), at)
        if first[0] in number_words("vague"):
            return None
        if opener:
            start, vague, approx = opener.start(), bool(opener["vague"]), bool(opener["two"])
            group = 0.5 if opener["half"] else 2.0 if opener["two"] else 1.0
        elif view[first.end() : first.end() + 1] == "-" or _stands_for_one(view, at, floor):
            group = 1.0
        else:
            return None
    end, value, scale = _add_up(view, at, group, joined=joined)
    if value is None:
        return None
    if vague:
        return Numeral(start, end, value, 10 * value, "word", True, scale=scale)
    return _with_part(view, Numeral(start, end, value, value, "word", approx, scale=scale))


def _stands_for_one(view: str, at: int, floor: int) -> bool:
    """Whether a scale word without article is one of it: "more than million people"."""
    return at == 0 or word_before(view, at, floor) in words("measured before")


_FOLLOWS = {
    "": ("digit", "teen", "ten"),
    "digit": ("scale",),
    "teen": ("scale",),
    "ten": ("digit", "scale"),
    "scale": ("digit", "teen", "ten", "scale"),
}
_LONGEST = 12  # words; more are a list, not a number


def _add_up(view: str, at: int, group: float, *, joined: bool) -> tuple[int, float | None, float]:
    """Add number words up: end, value and last scale; ``group`` is what an opener stands for."""
    total, last, end, scale, smallest = 0.0, "digit" if group else "", at, 1.0, float("inf")
    before_and: tuple[int, float, float] | None = None
    for _ in range(_LONGEST):
        joiner = _JOINER.match(view, end) if end > at else None
        if end > at and (joiner is None or (joiner[0] == " and " and not joined)):
            break
        found = pattern("word").match(view, joiner.end() if joiner else end)
        if not found:
            break
        category, value = word_kinds()[found[0]]
        if category not in _FOLLOWS[last] or not _joins(last, joiner, category, scale):
            break
        if category == "scale":
            if before_and and (value == before_and[2] or value > before_and[2] >= 1000):
                # "one hundred and two hundred" are two numbers: go back to before the "and".
                return before_and
            if value == 12 and scale > 1:
                break
            if value == 100:
                group *= 100
            elif last == "scale" and not group:
                total *= value
            elif value < smallest:
                total, group, smallest = total + group * value, 0.0, value
            else:
                break
            scale = value
        else:
            if joiner and joiner[0] == " and ":
                before_and = (end, total + group, scale)
            group, scale = group + value, 1.0 if scale == 1.0 else scale
        last, end = category, found.end()
    return (end, total + group, scale if last == "scale" else 1.0) if end > at else (at, None, 1.0)


def _joins(last: str, joiner: re.Match[str] | None, category: str, scale: float) -> bool:
    """Whether the blank, hyphen or "and" between two number words may join them."""
    if joiner is None:
        return True
    if joiner[0] == " and ":
        return last == "scale" and category != "scale" and scale != 12
    if last == "scale" and category == "scale":
        return scale == 100 or joiner[0] == " "
    return scale != 12 or category == "scale"


def _with_part(view: str, number: Numeral) -> Numeral:
    """Add what may follow a cardinal: "-thirds", " and a half million", " point five"."""
    if number.low == int(number.low) and 1 <= number.low < 20:
        plural = number.low > 1
        found = pattern("part").match(view, number.end)
        if found and (found[1] in number_words("parts" if plural else "part")):
            value = number.low / number_words("part", "parts")[found[1]]
            if larger := pattern("of scale").match(view, found.end()):
                value *= number_words("scale")[larger[1]]
                return number._replace(end=larger.end(), low=value, high=value)
            return number._replace(end=found.end(), low=value, high=value, form="part")
    if found := _AND_PART.match(view, number.end):
        value, end, scale = number.low + number.scale * part_value(found), found.end(), 1.0
        if number.scale == 1 and (following := pattern("scale").match(view, end)):
            scale = (word_kinds() | _abbreviations())[following[following.lastindex or 0]][1]
            value, end = value * scale, following.end()
        return number._replace(end=end, low=value, high=value, scale=scale)
    if found := _POINT.match(view, number.end):
        return _with_decimals(view, number, found.end())
    return number


def _with_decimals(view: str, number: Numeral, end: int) -> Numeral:
    """Read the digits after "point" ("nine point nought four million")."""
    value, place = number.low, 0.1
    while place > 1e-6 and (found := pattern("word").match(view, end + 1)):
        category, digit = word_kinds()[found[0]]
        if category != "digit" or view[end] != " ":
            break
        value, place, end = value + digit * place, place / 10, found.end()
    if place == 0.1:
        return number
    scaled = scaled(view, number.start, end, round(value, 9), money=False, form="word")
    return scaled._replace(form="word")
