"""When what is counted happened: at the time of the report, or at another time that is named.

What a text says of the days before it was published is its own time. Anything that names a year, a
month long past, "last year" or "five years ago" is another time, and numbers of it are not compared
with those of the event that is reported.
"""

import datetime
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from analysis.corpus.text import Span, fold
from analysis.lexicons import read_lexicon

NOW, PAST = "", "past"

RECENT = 31
"""Days before a report that belong to its own time."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_YEAR = r"(?:1[89]|20)[0-9]{2}"
_UNITS = "second|minute|hour|day|night|week|weekend|fortnight|month|year|decade|century|centurie"
_NUMBER = (
    "a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|a few|several|many|some"
    r"|[0-9]{1,4}"
)
_LAST = r"last|previous|preceding|past"
_MONTH = "|".join(_MONTHS)
_AGO = rf"\b(?P<count>{_NUMBER})(?: or so)? (?P<unit>{_UNITS})s? (?:ago|earlier|before|previously)"
_LASTING = (
    rf"\b(?:the )?(?:{_LAST}) "
    rf"(?P<last>year|month|week|decade|century|spring|summer|autumn|fall|winter|{_MONTH})\b"
)
_DATED = (
    rf"(?<![0-9.,$£€])\b(?:(?P<month>{_MONTH})(?: of|,)? )?(?P<named>{_YEAR})"
    r"(?![0-9]|[.,][0-9]|\s*(?:people|men|women|children|soldiers|troops))\b"
)
_BEFORE_MONTH = "in|since|during|of|by|until|late|early|mid|last"
_BARE = rf"\b(?:{_BEFORE_MONTH}) (?P<only>{_MONTH})\b(?! (?:[12]?[0-9]|3[01])\b)"
_SPAN = (
    r"\bso far this (?:year|month)|since the (?:start|beginning) of the (?:year|war|conflict)"
    r"|(?:in|over|during|within) the (?:past|last) (?:[a-z]+ |[0-9]+ )?"
    r"(?:months|years|decades?|year)\b|(?:every|each|per|a) year\b"
)
_NOW = (
    rf"\b(?:today|yesterday|tonight|overnight|now|currently|{_WEEKDAYS}"
    r"|this (?:morning|afternoon|evening|week|weekend|month|year))\b"
)
_EXPRESSIONS = re.compile(
    rf"(?P<ago>{_AGO})|(?P<lasting>{_LASTING})|(?P<year>{_DATED})|(?P<bare>{_BARE})"
    rf"|(?P<span>{_SPAN})|(?P<now>{_NOW})"
)
_SINCE = re.compile(r"(?:since|than in|after|before|until)\s+$")


_WHEN = re.compile(r",? (?:when|in which|which|where|after)\b")


class Period(NamedTuple):
    """An expression of time: its span, and what it says: `NOW`, `PAST`, a year, or year-month."""

    start: int
    end: int
    when: str
    compared: bool
    """Whether it is what another time is compared with: "the worst since 2011"."""


def find_periods(text: str, published: str | None) -> list[Period]:
    """Expressions of time in a text, in order.

    Parameters
    ----------
    text
        The text.
    published
        Its date as ``YYYY-MM-DD`` or a part of it, None if unknown.
    """
    view = fold(text)
    date = _as_date(published)
    found = []
    for match in _EXPRESSIONS.finditer(view):
        when = _when(match, date)
        if when is not None:
            # "since 2011, when 112 died" speaks of 2011; "the worst since 2011" does not.
            since = _SINCE.search(view, 0, match.start()) is not None
            compared = since and _WHEN.match(view, match.end()) is None
            found.append(Period(*match.span(), when, compared))
    return found


def is_day(word: str) -> bool:
    """Whether a word in small letters names a day of the week, or yesterday."""
    return word == "yesterday" or word in _WEEKDAYS.split("|")


def day_of(word: str, published: str | None) -> str:
    """Day before the report that a word names, ``YYYY-MM-DD``: "yesterday", "Saturday".

    Empty if it names none, or the report has no date.
    """
    date = _as_date(published)
    names = _WEEKDAYS.split("|")
    low = word.lower().removesuffix("'s")
    if date is None or (low not in names and low != "yesterday"):
        return ""
    back = 1 if low == "yesterday" else (date.weekday() - names.index(low)) % 7
    if date.toordinal() <= back:
        return ""  # days before the first one of the calendar
    return (date - datetime.timedelta(days=back)).isoformat() if back else ""


def _as_date(published: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(published) if published else None
    except ValueError:
        return None


def _when(match: re.Match[str], date: datetime.date | None) -> str | None:
    if match["now"]:
        return NOW
    if match["span"]:
        return PAST
    if match["ago"]:
        return _ago(match["count"], match["unit"], date)
    if match["lasting"]:
        return _last(match["last"], date)
    if match["year"]:
        return _of_year(int(match["named"]), match["month"], date)
    return _of_month(match["only"], date)


_DAYS = {
    "week": 7, "weekend": 7, "fortnight": 14, "month": 31, "year": 365, "decade": 3650,
    "century": 36500, "centurie": 36500,
}  # fmt: skip


def _ago(count: str, unit: str, date: datetime.date | None) -> str | None:
    """Years ago are a year, months ago a month if the date is known; days ago are now."""
    if unit not in _DAYS:
        return NOW
    number = _values().get(count, int(count) if count.isdigit() else 0)
    days = _DAYS[unit] * max(number, 1)
    if days <= RECENT:
        return NOW
    if date is None or not number or number * _DAYS[unit] > 73_000:
        return PAST
    if unit == "year":
        return str(date.year - number)
    try:
        then = date - datetime.timedelta(days=days)
    except OverflowError:
        return PAST
    return f"{then.year}-{then.month:02}" if unit == "month" else str(then.year)


@cache
def _values() -> dict[str, int]:
    listed = {row["entry"]: row for row in read_lexicon("number_words")}
    found = {"a": 1, "an": 1}
    for word in _NUMBER.split("|"):
        if word in listed and listed[word].get("value", "").isdigit():
            found[word] = int(listed[word]["value"])
    return found


def _last(unit: str, date: datetime.date | None) -> str:
    if unit == "week":
        return PAST
    if date is None:
        return PAST
    if unit == "year":
        return str(date.year - 1)
    if unit in _MONTHS:
        return _of_month(unit, date) or PAST
    return PAST


def _of_year(year: int, month: str | None, date: datetime.date | None) -> str:
    key = f"{year}-{_MONTHS.index(month) + 1:02}" if month else str(year)
    if date is None or year != date.year:
        return key
    if month is None:
        return NOW
    return NOW if abs(date.month - _MONTHS.index(month) - 1) <= 1 else key


def _of_month(month: str, date: datetime.date | None) -> str | None:
    """A month without a year is the last one of that name; that of the report is now."""
    if date is None:
        return None
    number = _MONTHS.index(month) + 1
    year = date.year if number <= date.month else date.year - 1
    months = (date.year - year) * 12 + date.month - number
    return NOW if months <= 1 else f"{year}-{number:02}"


def period_of(periods: Sequence[Period], number: Span, breaks: Sequence[int]) -> str | None:
    """When what a number counts happened, as far as its sentence says; None if it does not.

    The nearest expression decides, those in the number's own clause first. What is only compared
    with ("the worst since 2011") speaks of the numbers behind it, not of those before.

    Parameters
    ----------
    periods
        What `find_periods` found in the sentence.
    number
        Span of the number.
    breaks
        Where clauses end.
    """

    def cost(period: Period) -> tuple[int, int]:
        low, high = sorted((period.start, number[0]))
        crossed = sum(low <= place < high for place in breaks)
        return crossed, high - low

    usable = [
        period
        for period in periods
        if not (number[0] <= period.start < number[1]) and not period.compared
    ]
    return min(usable, key=cost).when if usable else None
