"""Numbers on the calendar and the clock: dates, times and years, which count nothing.

Each reader takes a `Place` and returns a `Reading` or None. Dates and times have no interval (their
ends are None); years carry their number.
"""

import re
from functools import cache

from analysis.marks.numbers.nouns import is_plural
from analysis.marks.numbers.reading import Place, Reading, starts_clean, word_before
from analysis.marks.numbers.vocabulary import alternation, number_words, values, words

_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9a-z]|[.,][0-9]{1,3}(?![0-9]))"
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2}|2100)(?![0-9]|,[0-9]{3})"
_DAYS = rf"{_DAY}(?:(?: ?- ?| to | and ){_DAY})?"


@cache
def _date() -> re.Pattern[str]:
    """Dates: 20 October 2016 · October 20th, 2016 · June of 2014 · 2016-10-20 · 20/10/2016."""
    full = alternation(
        month for month in values("month") if len(month) > 4 or month in ("june", "july", "may")
    )
    short = alternation(month for month in values("month") if len(month) < 5)
    month = rf"(?P<month>(?:{full})(?![a-z])|(?:{short})(?![a-z])\.?)"
    return re.compile(
        rf"(?:{_DAYS}(?: of)? {month}(?:,? {_YEAR})?"
        rf"|{month.replace('<month>', '<month2>')} {_DAYS}(?:,? ?{_YEAR})?"
        rf"|{month.replace('<month>', '<month3>')},?(?: of)? {_YEAR}"
        r"|[12][0-9]{3}-(?:1[0-2]|0[1-9])-(?:3[01]|[12][0-9]|0[1-9])(?![0-9])"
        r"|(?:3[01]|[12][0-9]|0?[1-9])/(?:3[01]|[12][0-9]|0?[1-9])/(?:[12][0-9]{3}|[0-9]{2})(?![0-9/])"
        r"|(?:3[01]|[12][0-9]|0?[1-9])\.(?:1[0-2]|0?[1-9])\.[12][0-9]{3}(?![0-9])"
        r"|9/11(?![0-9/]))"
    )


def read_date(place: Place) -> Reading | None:
    """Dates with a day, or a month with its year; bare months are no numbers."""
    found = _date().match(place.view, place.at)
    if not found or not starts_clean(place, place.at):
        return None
    for name in ("month", "month2", "month3"):
        # "may 12" and "march 5" are verbs unless capitalised.
        if found[name] and not place.text[found.start(name)].isupper():
            return None
    return Reading(place.at, found.end(), None, None, "date")


@cache
def _time() -> re.Pattern[str]:
    """Times: 23:32:13 · 5am · 10.30 p.m. · 1400 GMT · five o'clock."""
    half = r"(?:[ap]m(?![a-z])|[ap]\.m(?:\.|(?![a-z])))"
    zone = alternation(words("clock"))
    hour = r"(?:2[0-4]|1[0-9]|0?[0-9])"
    named = alternation(word for word, value in number_words("digit", "teen").items() if value < 13)
    return re.compile(
        rf"{hour}:[0-5][0-9](?::[0-5][0-9])?(?![0-9:])(?: ?{half})?(?: (?:{zone})(?![a-z]))?"
        rf"|{hour}(?:\.[0-5][0-9])? ?(?:{half}|o'clock)(?: (?:{zone})(?![a-z]))?"
        rf"|(?:2[0-4]|[01][0-9])[0-5][0-9] (?:{zone})(?![a-z])"
        rf"|(?:{named}) (?:{half}|o'clock)"
        rf"|(?<=at )(?:five|ten|a quarter|quarter|twenty|twenty-five|half) (?:to|past) (?:{named})"
        rf"|(?<=at )(?:{named}|{hour})(?= (?:this|in the|on|yesterday|tomorrow|last|the next) "
        r"(?:morning|afternoon|evening|night|monday|tuesday|wednesday|thursday|friday|saturday|sunday))"
    )


def read_time(place: Place) -> Reading | None:
    """Times of day."""
    found = _time().match(place.view, place.at)
    if not found or not starts_clean(place, place.at):
        return None
    return Reading(place.at, found.end(), None, None, "time")


_YEARS = re.compile(
    rf"(?P<decade>(?:1[5-9]|20)[0-9]0)'?s(?![a-z])"
    rf"|(?P<first>{_YEAR})(?:(?P<dash>[-/])(?P<second>{_YEAR}|[0-9]{{2}}(?![0-9])))?(?![a-z%°])"
    r"(?!\.[0-9])"
)
_YEARS_APART = re.compile(rf" (?P<word>to|and|until|through) (?P<second>{_YEAR})(?![a-z%])")
_NEXT = re.compile(r"[ -]([a-z][a-z'-]*)")


def read_year(place: Place) -> Reading | None:
    """Years, spans of years and decades: 2014 · 2013-14 · from 2011 to 2013 · the 1990s."""
    view, at = place.view, place.at
    found = _YEARS.match(view, at)
    if not found or not starts_clean(place, at, prefix=True):
        return None
    if found["decade"]:
        low = float(found["decade"])
        return Reading(at, found.end(), low, low + 9, "year")
    low, before = float(found["first"]), word_before(view, at, place.floor)
    if not _is_year(view, found.end("first"), low, before):
        return None
    if found["second"] and (high := _second_year(low, found["second"])):
        return Reading(at, found.end(), low, high, "year")
    apart = _YEARS_APART.match(view, found.end("first"))
    if apart and before in ("from", "between") and float(apart["second"]) > low:
        start = view.rindex(before, place.floor, at)
        return Reading(start, apart.end(), low, float(apart["second"]), "year")
    return Reading(at, found.end("first"), low, low, "year")


def _second_year(first: float, written: str) -> float | None:
    """Year that "14" in "2013-14" stands for; None where it would not come later."""
    second = float(written)
    if len(written) == 2:
        second += first - first % 100
    return second if second > first else None


_BOUND = "at least|more than|some|about|over|nearly|almost|up to|the|an estimated"
_TELLS = re.compile(
    rf"[ -](?:killed|wounded|injured|hurt|left|claimed|cost) (?:(?:{_BOUND}) )?"
    r"(?:[0-9]|people|dozens|hundreds|thousands|scores)"
)


def _is_year(view: str, end: int, value: float, before: str) -> bool:
    """Whether four bare digits are a year: by what stands before, and what is not counted after."""
    in_time = before in words("year context") or view[end : end + 1] == ")"
    following = _NEXT.match(view, end)
    if following is not None and _TELLS.match(view, following.start()):
        return True  # "the bombing of 2011 killed 112"
    counts = following is not None and (
        is_plural(following[1]) or following[1] in ("per", "percent", "million", "billion")
    )
    if value < 1900:
        return in_time and not counts and value >= 1000
    if not counts:
        return before not in ("than", "least", "most")
    return (before in words("determiner") or before.endswith("'s") or in_time) and before != "of"
