"""Numbers in digits: "4,000", "816 000", "1.5 million", "3½", "1,000s"; what numerals share."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from analysis.marks.numbers.vocabulary import alternation, number_words, prefix_tree


class Numeral(NamedTuple):
    """A number and how it is written.

    ``form`` is ``digits``, ``word``, ``vague`` (plural like "hundreds") or ``part`` (fraction);
    ``bare`` marks digits without separator, point or scale, which may be a year or a name;
    ``scale`` is the factor of a trailing scale word ("million"), 1 without one.
    """

    start: int
    end: int
    low: float
    high: float
    form: str
    approx: bool = False
    bare: bool = False
    scale: float = 1.0


# Longer digit runs than these are identifiers, not quantities; the limits also bound the cost.
_DIGITS = re.compile(
    r"""(?:
      [0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])(?:\.[0-9]{1,6}(?![0-9]))?   # 816,000
    | [0-9]{1,2}(?:,[0-9]{2}){1,4},[0-9]{3}(?![0-9])                   # 1,50,000
    | [0-9]{1,3}(?:[ ][0-9]{3}){1,4}(?![0-9a-z])(?!,[0-9])              # 816 000
    | [0-9]{1,15}(?![0-9])(?:\.[0-9]{1,12}(?![0-9]))?                  # 40, 1.5
    )(?!\.[0-9])""",
    re.VERBOSE,
)
_DECIMAL = re.compile(r"\.[0-9]{1,12}(?![0-9.])")
_ROUND_PLURAL = re.compile(r"(10{1,3}|10{0,2},000|1,000,000)s(?![a-z0-9])")
_SLASHED = re.compile(r"([1-9][0-9]?)/([1-9][0-9]?)(?![0-9/])")
_MIXED = re.compile(r"[ -]([1-9])/([2-9]|1[0-6])(?![0-9/])")
_AND_PART = re.compile(r" and (?:a |one[ -]|three[ -])?(half|thirds?|quarters?)(?![a-z])")
VULGAR = frozenset("¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")


def read_digits(view: str, at: int, *, money: bool) -> Numeral | None:
    """Read a number that starts with a digit, a decimal point or a sign like "½"."""
    if found := _ROUND_PLURAL.match(view, at):
        return vague_plural(view, at, found.end(), float(found[1].replace(",", "")))
    if found := _SLASHED.match(view, at):
        above, below = float(found[1]), float(found[2])
        if above >= below:
            return None
        return Numeral(at, found.end(), above / below, above / below, "part")
    if view[at] in VULGAR:
        part = unicodedata.numeric(view[at])
        return scaled(view, Numeral(at, at + 1, part, part, "part"), money=money)
    found = _DECIMAL.match(view, at) or _DIGITS.match(view, at)
    if not found:
        return None
    value, end = float(found[0].replace(",", "").replace(" ", "")), found.end()
    if mixed := _MIXED.match(view, end):
        value, end = value + float(mixed[1]) / float(mixed[2]), mixed.end()
    elif view[end : end + 1] in VULGAR:
        value, end = value + unicodedata.numeric(view[end]), end + 1
    bare = found[0].isdecimal() and end == found.end()
    return scaled(view, Numeral(at, end, value, value, "digits", bare=bare), money=money)


def scaled(view: str, number: Numeral, *, money: bool = False) -> Numeral:
    """Take in the scale word and the half after a number: "1.5 million", "3 million and a half"."""
    found = _scale().match(view, number.end) or (money and _money_scale().match(view, number.end))
    if found:
        by = factors()[found[found.lastindex or 0]]
        form = "digits" if number.form == "part" else number.form
        number = number._replace(end=found.end(), form=form, bare=False, scale=by)
        number = number._replace(low=number.low * by, high=number.high * by)
    return with_half(view, number)


def with_half(view: str, number: Numeral) -> Numeral:
    """Take in "and a half", before or after the scale word it belongs to."""
    found = _AND_PART.match(view, number.end)
    if not found:
        return number
    share = 1.0 / number_words("part", "parts")[found[1]]
    if "three" in found[0]:
        share *= 3.0
    following = _scale().match(view, found.end()) if number.scale == 1 else None
    by = factors()[following[following.lastindex or 0]] if following else 1.0
    value = (number.low + number.scale * share) * by
    end = following.end() if following else found.end()
    scale = by if following else number.scale
    return number._replace(end=end, low=value, high=value, bare=False, scale=scale)


def vague_plural(view: str, start: int, end: int, unit: float) -> Numeral:
    """Interval of a vague plural, one to ten units, with the plurals that multiply it."""
    for _ in range(3):
        larger = _of_vague().match(view, end)
        if not larger or larger[1] in ("tens", "scores", "dozens"):
            break
        unit, end = unit * number_words("vague")[larger[1]], larger.end()
    return Numeral(start, end, unit, 10 * unit, "vague", True, scale=unit)


@cache
def scale_words() -> dict[str, float]:
    """Scale words in singular and plural: after a number "millions" and "dozens" multiply too."""
    plurals = number_words("vague").items()
    only_vague = ("tens", "scores")
    return number_words("scale") | {word: by for word, by in plurals if word not in only_vague}


@cache
def factors() -> dict[str, float]:
    """Everything that multiplies the number before it, with the factor."""
    return scale_words() | number_words("abbreviation", "glued", "money")


@cache
def _scale() -> re.Pattern[str]:
    return re.compile(
        f"[ -]?({prefix_tree(scale_words())})(?![a-z0-9])"
        f"|[ ]?({alternation(number_words('abbreviation'))})(?![a-z0-9])"
        f"|({alternation(number_words('glued'))})(?![a-z0-9/])"
    )


@cache
def _money_scale() -> re.Pattern[str]:
    return re.compile(f"[ ]?({alternation(number_words('money'))})(?![a-z0-9/])")


@cache
def _of_vague() -> re.Pattern[str]:
    return re.compile(f" of ({alternation(number_words('vague'))})(?![a-z0-9])")
