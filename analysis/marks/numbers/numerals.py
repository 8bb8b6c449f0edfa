"""Numerals: the number alone, in digits or words, without bound words, unit or noun.

"4,000", "1.5 million", "twenty-eight thousand", "half a million", "two-thirds"; vague plurals are
intervals from one to ten units ("dozens" is 12 to 120), as the project's definitions say.
"""

import re
import unicodedata

from analysis.marks.numbers.cardinals import read_cardinal
from analysis.marks.numbers.digits import (
    Numeral,
    pattern,
    read_digits,
    read_round_plural,
    scaled,
    vague_plural,
)
from analysis.marks.numbers.vocabulary import number_words

_DECIMAL = re.compile(r"\.[0-9]{1,12}(?![0-9.])")

_AFTER_PART = re.compile(r" (?:of|were|are|have|had|said|say)(?![a-z])")
_AFTER_SCORES = re.compile(r" (?:of|more|dead|killed|wounded|injured|missing)(?![a-z])")


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
    if char.isdecimal() and char.isascii():
        return read_round_plural(view, at) or read_digits(view, at, money=money)
    if char == "." and (found := _DECIMAL.match(view, at)):
        return scaled(view, at, found.end(), float(found[0]), money=money)
    if char and char in _VULGAR:
        return scaled(view, at, at + 1, unicodedata.numeric(char), money=money, form="part")
    return (
        _read_half(view, at)
        or _read_couple(view, at, floor)
        or _read_part_with_article(view, at, floor)
        or read_cardinal(view, at, floor, joined=joined)
        or _readvague_plural(view, at)
    )


def _read_half(view: str, at: int) -> Numeral | None:
    """Read "half a million", "half-dozen", "half an" before a unit, and "half" itself."""
    found = pattern("half").match(view, at)
    if not found:
        return None
    scale = number_words("scale")[found["scale"]] if found["scale"] else 1.0
    form = "word" if found["scale"] else "part"
    return Numeral(at, found.end(), scale / 2, scale / 2, form, scale=scale)


def _read_couple(view: str, at: int, floor: int) -> Numeral | None:
    """Read "a couple of hundred" and "a couple" before "of"."""
    if not view.startswith("couple", at):
        return None
    start = at - 2 if at - 2 >= floor and view.startswith("a ", at - 2) else at
    if found := pattern("couple").match(view, at):
        scale = number_words("scale")[found[1]]
        return Numeral(start, found.end(), 2 * scale, 2 * scale, "word", True, scale=scale)
    if view.startswith("couple of ", at) and start < at:
        return Numeral(start, at + len("couple"), 2.0, 2.0, "word", True)
    return None


def _read_part_with_article(view: str, at: int, floor: int) -> Numeral | None:
    """Read "a third of", "a quarter of a million"; without "of" a third is an ordinal."""
    if at - 2 < floor or not view.startswith("a ", at - 2):
        return None
    if at > 2 and view[at - 3].isalnum():
        return None
    found = pattern("part").match(view, at - 1)
    if not found or found[1] not in number_words("part"):
        return None
    share = 1.0 / number_words("part")[found[1]]
    if larger := pattern("of scale").match(view, found.end()):
        value = share * number_words("scale")[larger[1]]
        return Numeral(at - 2, larger.end(), value, value, "word")
    if not _AFTER_PART.match(view, found.end()):
        return None
    return Numeral(at - 2, found.end(), share, share, "part")


def _readvague_plural(view: str, at: int) -> Numeral | None:
    """Read a vague plural: "dozens", "tens of thousands"."""
    found = pattern("vague").match(view, at)
    if not found:
        return None
    if found[0] == "tens" and not view.startswith(" of ", found.end()):
        return None
    if found[0] == "scores" and not _AFTER_SCORES.match(view, found.end()):
        return None
    return vague_plural(view, at, found.end(), number_words("vague")[found[0]])
