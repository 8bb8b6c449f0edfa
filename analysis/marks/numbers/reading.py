"""Where a number reader stands and what it returns, and how it looks at the text around."""

import re
from typing import NamedTuple

from analysis.corpus.text import fold
from analysis.marks.numbers.vocabulary import words


class Place(NamedTuple):
    """Where a reader stands: the text, its view, a candidate position, and the end of the last.

    No reader looks back beyond ``floor``, so numbers never overlap.
    """

    text: str
    view: str
    at: int
    floor: int


class Reading(NamedTuple):
    """A numeric expression as a reader understood it; the fields are those of `Quantity`."""

    start: int
    end: int
    low: float | None
    high: float | None
    kind: str
    approx: bool = False
    unit: str | None = None
    noun: str | None = None
    low_open: bool = False
    high_open: bool = False


def view_of(text: str) -> str:
    """Folded view of a text in which line feeds stay what they are; same length as the text."""
    if "\n" not in text:
        return fold(text)
    return "\n".join(fold(line) for line in text.split("\n"))


_LONGEST_WORD = 24  # characters looked back, so that it costs the same at every place


def word_before(view: str, at: int, floor: int) -> str:
    """Word that stands directly before a blank or line feed; empty where there is none."""
    end = at - 1
    if end < floor or view[end] not in " \n" or view.endswith("\n\n", floor, at):
        return ""
    if end > floor and view[end - 1] in " \n":
        end -= 1
    low = max(floor, end - _LONGEST_WORD)
    start = max(view.rfind(" ", low, end), view.rfind("\n", low, end)) + 1
    return view[max(start, low) : end].lstrip('"([')


_THREE_DIGITS = re.compile(r"[0-9]{3}(?![0-9])")


def starts_clean(place: Place, at: int, *, prefix: bool = False) -> bool:
    """Whether a number may start here: not inside a word, a longer number, a path or an address."""
    if at == 0:
        return True
    before, earlier = place.view[at - 1], place.view[at - 2] if at > 1 else " "
    if before.isalnum() or before in "_/\\#@&%^":
        return False
    if before in ".," and at > 1 and earlier.isdecimal():
        # The rest of a broken number ("x=6,742") is none; the next in a list ("5,12") is one.
        return before == "," and not _THREE_DIGITS.match(place.view, at)
    if before == ":" and earlier.isdecimal():
        return False
    if before == "-" and earlier.isdecimal() and at - 1 == place.floor:
        return True
    if before == "-" and earlier.isalnum():
        return place.text[at - 1] in "–—" or (
            prefix and _word_ending(place.view, at - 1, place.floor) in words("year prefix")
        )
    return True


def _word_ending(view: str, end: int, floor: int) -> str:
    """Letters that end directly before a position."""
    found = re.search(r"[a-z]{1,12}$", view[max(floor, end - 12) : end])
    return found[0] if found else ""
