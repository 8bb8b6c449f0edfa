"""Numbers in text: every numeric expression as an interval with its unit, noun and kind.

How a number is read, from here on down:

1. `candidates` finds the places where a number may start (digits, number words, month names);
2. at each place the readers of `READERS` are asked in turn, the first answer wins:
   dates, times, years, names and ordinals are typed apart before anything is counted or measured;
3. `numbers.amounts.read_amount` reads the rest: numeral, range, unit or counted noun, bound words;
4. what was read becomes a `Quantity`, and reading goes on after its end.

Meanings follow the project's definitions; the word lists are analysis/lexicons/number_words.csv,
units.csv, quantity_bounds.csv and quantity_words.csv. Every step looks at a bounded stretch of text
around its candidate, so the cost grows with the length of the text and no more.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from analysis.corpus.text import trim
from analysis.marks.numbers.amounts import read_amount
from analysis.marks.numbers.dates import read_date, read_time, read_year
from analysis.marks.numbers.names import read_name, read_ordinal
from analysis.marks.numbers.ones import read_article_measure, read_both
from analysis.marks.numbers.reading import Place, Reading, view_of
from analysis.marks.numbers.vocabulary import number_words, prefix_tree, values


class Quantity(NamedTuple):
    """A numeric expression; ``text`` is the slice ``start:end`` of the text it was found in."""

    start: int
    """First character, counted in code points."""
    end: int
    """One after the last character."""
    text: str
    """Bound words, number, and counted noun phrase or unit, as written."""
    low: float | None
    """Lower end; None where it is open ("up to 700"), and for dates and times."""
    high: float | None
    """Upper end; None where it is open ("at least 60"), and for dates and times."""
    approx: bool
    """Whether the number is called approximate, or is a vague plural ("dozens")."""
    unit: str | None
    """Canonical singular unit ("kilometer"); for counts the head noun in the singular."""
    noun: str | None
    """Counted noun phrase as written; None for measures and where nothing is named."""
    kind: str
    """count, money, percent, distance, duration, speed, weight, area, volume, temperature, ratio,
    age, date, year, time, ordinal, name or other."""
    low_open: bool
    """Whether ``low`` itself is excluded ("more than 60")."""
    high_open: bool
    """Whether ``high`` itself is excluded ("fewer than 60")."""


READERS: tuple[Callable[[Place], Reading | None], ...] = (
    read_date,
    read_time,
    read_year,
    read_name,
    read_ordinal,
    read_article_measure,
    read_both,
    read_amount,
)


def find_quantities(text: str) -> list[Quantity]:
    """Find the numeric expressions of a text.

    Returns
    -------
    list of Quantity
        Sorted by position, never overlapping; empty for a text without numbers. Offsets count code
        points of ``text``. Any string is accepted and none raises.

    Notes
    -----
    Source of the method: the project's definitions (Numbers). Linear in the length of the text.
    """
    view = view_of(text)
    found: list[Quantity] = []
    floor = 0
    for at in candidates(view):
        if at < floor:
            continue
        reading = _read(Place(text, view, at, floor))
        if reading is not None:
            found.append(_quantity(text, reading))
            floor = reading.end
    return found


def _read(place: Place) -> Reading | None:
    for reader in READERS:
        reading = reader(place)
        if reading is not None:
            return reading
    return None


def _quantity(text: str, reading: Reading) -> Quantity:
    start, end = trim(text, reading.start, reading.end)
    return Quantity(
        start,
        end,
        text[start:end],
        reading.low,
        reading.high,
        reading.approx,
        reading.unit,
        reading.noun,
        reading.kind,
        reading.low_open,
        reading.high_open,
    )


def candidates(view: str) -> list[int]:
    """Positions where a numeric expression may start: a run of digits, a number word, a month."""
    digits = [_with_point(view, found.start()) for found in _DIGITS.finditer(view)]
    words = [found.start(1) for found in _words().finditer(view)]
    if found := _words().match(f" {view[:_LONGEST]}"):
        words.insert(0, found.start(1) - 1)
    return sorted(digits + words)


def _with_point(view: str, at: int) -> int:
    """Start of ".5" where a run of digits follows a point that ends nothing."""
    if at and view[at - 1] == "." and (at == 1 or view[at - 2] in " ($-"):
        return at - 1
    return at


_DIGITS = re.compile(r"[0-9½⅓⅔¼¾⅛]+")
_LONGEST = 32  # characters that decide whether a word at the very start of a text is a candidate
_MEASURE = (
    "an?(?= (?:second|minute|hour|day|week|month|year|decade|centur|fortnight|mile|kilomet|metre"
    "|meter|yard|inch|foot))"
)


@cache
def _words() -> re.Pattern[str]:
    """Number words, months, and articles before a unit, each after something that is no letter."""
    numbers = number_words("digit", "teen", "ten", "scale", "vague", "ordinal", "part")
    tree = prefix_tree({*numbers, *values("month"), "couple", "both", "world war"})
    return re.compile(rf"[^a-z0-9]({tree}(?![a-z])|{_MEASURE})")
