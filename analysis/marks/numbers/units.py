"""Units: what stands beside a number and says what it measures: "%", "kilometres", "$", "a day"."""

import re
from functools import cache
from typing import NamedTuple

from analysis.lexicons import read_lexicon
from analysis.marks.numbers.vocabulary import alternation, words


class Unit(NamedTuple):
    """A unit after or before a number: its span, canonical singular name, and kind of quantity."""

    start: int
    end: int
    name: str
    kind: str


@cache
def _surfaces(*writings: str) -> dict[str, tuple[str, str]]:
    """Every written form of the units with these ways of writing: canonical name and kind."""
    forms = {}
    for row in read_lexicon("units"):
        if row["writing"] in writings:
            for form in filter(None, (row["entry"], row["plural"])):
                forms[form] = (row["unit"], row["category"])
    return forms


@cache
def _after() -> re.Pattern[str]:
    """Units after a number: words, symbols with or without a blank, letters only when glued."""
    spelt, symbols = alternation(_surfaces("word")), alternation(_surfaces("symbol"))
    signs, glued = alternation(_surfaces("sign")), alternation(_surfaces("glued"))
    return re.compile(
        rf"(?:[ -]?|\n)({spelt})(?![a-z0-9])|[ -]?({symbols})(?![a-z0-9])"
        rf"|[ ]?({signs})(?![a-z0-9])|({glued})(?![a-z0-9])"
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9$])({alternation(_surfaces('sign'))})[ ]?$")


@cache
def currency_starts() -> frozenset[str]:
    """Last characters of the signs that may stand before a number."""
    return frozenset(sign[-1] for sign in _surfaces("sign"))


def read_currency(view: str, at: int, floor: int) -> Unit | None:
    """Currency sign or code that ends at a position ("$", "US$ ", "EUR ")."""
    last = at - 2 if at and view[at - 1] == " " else at - 1
    if last < floor or view[last] not in currency_starts():
        return None
    found = _before().search(view, max(floor, at - 6), at)
    if not found:
        return None
    name, kind = _surfaces("sign")[found[1]]
    return Unit(found.start(), at, name, kind)


_POSSESSIVE = re.compile(r"'s?(?![a-z])")


def read_unit(view: str, at: int, floor: int = 0) -> Unit | None:
    """Unit that follows a number ending at a position, without what it is divided by."""
    found = _after().match(view, at)
    if not found or found.end() == at:
        return None
    form = found[found.lastindex or 0]
    name, kind = (_surfaces("word", "symbol", "sign", "glued"))[form]
    if form in ("pound", "pounds") and _weighs(view, at, found.end(), floor):
        kind = "weight"
    end = found.end()
    if possessive := _POSSESSIVE.match(view, end):
        end = possessive.end()
    return Unit(found.start(), end, name, kind)


def _weighs(view: str, at: int, end: int, floor: int) -> bool:
    """Whether "pounds" is a weight: "pounds of", a hyphen before it, or a verb of weighing."""
    if view.startswith(" of ", end) or view[at : at + 1] == "-":
        return True
    before = view[max(floor, at - 40) : at].split()
    return not words("weighing").isdisjoint(before[-4:])


_RATE = re.compile(
    r"(?: per | ?/ ?)([a-z]{1,20})(?![a-z0-9])| (?:an?|each|every) ([a-z]{2,12})(?![a-z])"
)
_NOT_RATE = re.compile(r" (?:ago|later|earlier|before|after)(?![a-z])")


def read_rate(view: str, at: int) -> Unit | None:
    """What a figure is divided by: "per neighbourhood", "a day", "/h"; the name is singular."""
    found = _RATE.match(view, at)
    if not found:
        return None
    form = found[1] or found[2]
    if found[2] and (form not in words("rate") or _NOT_RATE.match(view, found.end())):
        return None
    if form in ("cent", "se"):
        return None
    known = _surfaces("word", "symbol", "glued").get(form)
    return Unit(at, found.end(), known[0] if known else form, known[1] if known else "")


def time_unit(word: str) -> str | None:
    """Canonical name of a unit of time, for "five trading days"; None for other words."""
    name, kind = _surfaces("word").get(word, ("", ""))
    return name if kind == "duration" else None


def with_rate(unit: Unit, rate: Unit) -> Unit:
    """Join a unit and what it is divided by; a distance by a time is a speed."""
    kind = "speed" if (unit.kind, rate.kind) == ("distance", "duration") else unit.kind
    return Unit(unit.start, rate.end, f"{unit.name} per {rate.name}", kind)
