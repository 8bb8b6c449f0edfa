"""Numbers in digits: "4,000", "816 000", "1.5 million", "3½", "1,000s"; what numerals share."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from analysis.marks.numbers.vocabulary import alternation, number_words


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
    | [0-9]{1,3}(?:[ ][0-9]{3}){1,4}(?![0-9])(?!,[0-9])                # 816 000
    | [0-9]{1,15}(?![0-9])(?:\.[0-9]{1,12}(?![0-9]))?                  # 40, 1.5
    )(?!\.[0-9])""",
    re.VERBOSE,
)
_DECIMAL = re.compile(r"\.[0-9]{1,12}(?![0-9.])")
_ROUND_PLURAL = re.compile(r"(10{1,3}|10{0,2},000|1,000,000)s(?![a-z0-9])")
_SLASHED = re.compile(r"([1-9][0-9]?)/([1-9][0-9]?)(?![0-9/])")
_MIXED = re.compile(r"[ -]([1-9])/([2-9]|1[0-6])(?![0-9/])")
_AND_PART = re.compile(r" and (?:a |one[ -]|three[ -])?(half|thirds?|quarters?)(?![a-z])")

VULGAR = "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
SCALES = "{scales}"


def read_round_plural(view: str, at: int) -> Numeral | None:
    """Read "1,000s" and "10s of thousands"."""
    found = _ROUND_PLURAL.match(view, at)
    if not found:
        return None
    unit = float(found[1].replace(",", ""))
    return vague_plural(view, at, found.end(), unit)


def read_digits(view: str, at: int, *, money: bool) -> Numeral | None:
    """Read digits with their separators, fraction and scale word."""
    if part := _SLASHED.match(view, at):
        above, below = float(part[1]), float(part[2])
        if above >= below:
            return None
        return Numeral(at, part.end(), above / below, above / below, "part")
    found = _DIGITS.match(view, at)
    if not found:
        return None
    value, end = float(found[0].replace(",", "").replace(" ", "")), found.end()
    if mixed := _MIXED.match(view, end):
        value, end = value + float(mixed[1]) / float(mixed[2]), mixed.end()
    elif view[end : end + 1] in _VULGAR and view[end : end + 1]:
        value, end = value + unicodedata.numeric(view[end]), end + 1
    return scaled(view, at, end, value, money=money, bare=found[0].isdecimal())


def scaled(
    view: str,
    start: int,
    end: int,
    value: float,
    *,
    money: bool,
    form: str = "digits",
    bare: bool = False,
) -> Numeral:
    """Numeral from a value in digits and the scale word after it ("1.5 million and a half")."""
    found = pattern("scale").match(view, end) or (money and pattern("money").match(view, end))
    scale = 1.0
    if found:
        scale = (word_kinds() | _abbreviations())[found[found.lastindex or 0]][1]
        value, end, bare, form = value * scale, found.end(), False, "digits"
    if half := _AND_PART.match(view, end):
        following = None if found else pattern("scale").match(view, half.end())
        if following:
            scale = (word_kinds() | _abbreviations())[following[following.lastindex or 0]][1]
            value *= scale
        value, bare = value + scale * part_value(half), False
        end = following.end() if following else half.end()
    return Numeral(start, end, value, value, form, bare=bare, scale=scale)


@cache
def _abbreviations() -> dict[str, tuple[str, float]]:
    short = number_words("abbreviation", "glued", "money")
    return {word: ("abbreviation", value) for word, value in short.items()}


def part_value(found: re.Match[str]) -> float:
    """Value of " and a half", " and three quarters"."""
    share = 1.0 / number_words("part", "parts")[found[1]]
    return 3.0 * share if "three" in found[0] else share


def vague_plural(view: str, start: int, end: int, unit: float) -> Numeral:
    """Interval of a vague plural, one to ten units, with the plurals that multiply it."""
    for _ in range(3):
        larger = pattern("of vague").match(view, end)
        if not larger or larger[1] in ("tens", "scores", "dozens"):
            break
        unit, end = unit * number_words("vague")[larger[1]], larger.end()
    return Numeral(start, end, unit, 10 * unit, "vague", True, scale=unit)


@cache
def word_kinds() -> dict[str, tuple[str, float]]:
    """Number words that build a cardinal: category and value of each."""
    wanted = ("digit", "teen", "ten", "scale")
    kinds = {word: (c, v) for c in wanted for word, v in number_words(c).items()}
    plurals = number_words("vague").items()
    return kinds | {word: ("scale", v) for word, v in plurals if word in _scale_words()}


@cache
def _scale_words() -> frozenset[str]:
    """Scale words in singular and plural: after a number "millions" and "dozens" multiply too."""
    plurals = (word for word in number_words("vague") if word not in ("tens", "scores"))
    return frozenset({*number_words("scale"), *plurals})


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Patterns made from the word lists, compiled once."""
    scales = alternation(number_words("scale"))
    sources = {
        "word": f"(?:{alternation(word_kinds())})(?![a-z0-9])",
        "vague": f"(?:{alternation(number_words('vague'))})(?![a-z0-9])",
        "of vague": f" of ({alternation(number_words('vague'))})(?![a-z0-9])",
        "half": _HALF.pattern.replace("{scales}", scales) + "(?![a-z])",
        "part": f"[ -]({alternation(number_words('part', 'parts'))})(?![a-z-])",
        "couple": f"couple(?: of)? ({scales})(?![a-z])",
        "of scale": f" (?:of an? )?({scales})(?![a-z])",
        "scale": (
            f"[ -]?({alternation(_scale_words())})(?![a-z0-9])"
            f"|[ ]?({alternation(number_words('abbreviation'))})(?![a-z0-9])"
            f"|({alternation(number_words('glued'))})(?![a-z0-9/])"
        ),
        "money": f"[ ]?({alternation(number_words('money'))})(?![a-z0-9/])",
    }
    return re.compile(sources[name])
