"""Numerals: the number alone, in digits or words, without bound words, unit or noun.

"4,000", "1.5 million", "twenty-eight thousand", "half a million", "two-thirds"; vague plurals are
intervals from one to ten units ("dozens" is 12 to 120), as the project's definitions say.
"""

import re
from functools import cache

from analysis.marks.numbers.cardinals import of_scale, read_cardinal
from analysis.marks.numbers.digits import VULGAR, Numeral, read_digits, scale_words, vague_plural
from analysis.marks.numbers.vocabulary import alternation, number_words


def read_numeral(
    view: str, at: int, floor: int = 0, *, money: bool = False, joined: bool = True
) -> Numeral | None:
    """Numeral that starts at a position; an article or "several" before a scale word is taken in.

    Parameters
    ----------
    view
        Lower-case view of the text.
    at, floor
        Where the digits or the number word stand, and how far back an article may be looked for.
    money
        Whether a currency sign stands before; "m" and "b" are scales then.
    joined
        Whether "and" may join number words; false after "between".
    """
    char = view[at : at + 1]
    if (char.isascii() and char.isdecimal()) or char == "." or char in VULGAR:
        return read_digits(view, at, money=money)
    return (
        _read_half(view, at)
        or _read_couple(view, at, floor)
        or _read_part(view, at, floor)
        or read_cardinal(view, at, floor, joined=joined)
        or _read_vague(view, at)
    )


def _read_half(view: str, at: int) -> Numeral | None:
    """Read "half a million", "half-dozen", and "half" itself."""
    found = _half().match(view, at)
    if not found:
        return None
    scale = scale_words()[found[1]] if found[1] else 1.0
    form = "word" if found[1] else "part"
    return Numeral(at, found.end(), scale / 2, scale / 2, form, scale=scale)


def _read_couple(view: str, at: int, floor: int) -> Numeral | None:
    """Read "a couple of hundred" and "a couple" before "of"."""
    if not view.startswith("couple", at):
        return None
    start = at - 2 if at - 2 >= floor and view.startswith("a ", at - 2) else at
    if found := _couple().match(view, at):
        scale = scale_words()[found[1]]
        return Numeral(start, found.end(), 2 * scale, 2 * scale, "word", True, scale=scale)
    if view.startswith("couple of ", at) and start < at:
        return Numeral(start, at + len("couple"), 2.0, 2.0, "word", True)
    return None


_AFTER_PART = re.compile(r" (?:of|were|are|have|had|said|say)(?![a-z])")


def _read_part(view: str, at: int, floor: int) -> Numeral | None:
    """Read "a third of", "a quarter of a million"; elsewhere "a third" is an ordinal."""
    start = at - 2
    if start < floor or not view.startswith("a ", start) or (start and view[start - 1].isalnum()):
        return None
    found = _part().match(view, at)
    if not found:
        return None
    share = 1.0 / number_words("part")[found[0]]
    if larger := of_scale().match(view, found.end()):
        value = share * scale_words()[larger[1]]
        return Numeral(start, larger.end(), value, value, "word")
    if not _AFTER_PART.match(view, found.end()):
        return None
    return Numeral(start, found.end(), share, share, "part")


_AFTER_SCORES = re.compile(r" (?:of|more|dead|killed|wounded|injured|missing)(?![a-z])")


def _read_vague(view: str, at: int) -> Numeral | None:
    """Read a vague plural: "dozens", "tens of thousands"."""
    found = _vague().match(view, at)
    if not found:
        return None
    if found[0] == "tens" and not view.startswith(" of ", found.end()):
        return None
    if found[0] == "scores" and not _AFTER_SCORES.match(view, found.end()):
        return None
    return vague_plural(view, at, found.end(), number_words("vague")[found[0]])


@cache
def _half() -> re.Pattern[str]:
    scales = alternation(number_words("scale"))
    return re.compile(f"half(?:(?: an?)?[ -]({scales})(?![a-z]))?(?![a-z])")


@cache
def _couple() -> re.Pattern[str]:
    return re.compile(f"couple(?: of)? ({alternation(number_words('scale'))})(?![a-z])")


@cache
def _part() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(number_words('part'))})(?![a-z-])")


@cache
def _vague() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(number_words('vague'))})(?![a-z0-9])")
