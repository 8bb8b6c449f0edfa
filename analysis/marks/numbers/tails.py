"""What stands after a number: a unit, a whole ("in five"), a hyphened noun, or a counted noun."""

import re
from typing import NamedTuple

from analysis.marks.numbers.ages import decade_of_life
from analysis.marks.numbers.digits import Numeral
from analysis.marks.numbers.nouns import is_plural, read_noun, singular
from analysis.marks.numbers.numerals import read_numeral
from analysis.marks.numbers.reading import Place
from analysis.marks.numbers.units import Unit, read_rate, read_unit, time_unit, with_rate
from analysis.marks.numbers.vocabulary import words


class Tail(NamedTuple):
    """What stands after a number: where it ends, the kind, the unit and the counted phrase."""

    end: int
    kind: str
    unit: str | None = None
    noun: str | None = None


_RATIO = re.compile(r" (?:in|out of|of|in every|of every|out of every) (?:every )?(?=[a-z0-9])")
_HYPHEN = re.compile(r"-([a-z]{2,20})(?:-([a-z]{2,20}))?(?![a-z])")
_STRONG = re.compile(r"[- ]strong(?![a-z])")
_OF_A = re.compile(" (?:of )?an?(?= )")
_OLD = re.compile(r"(?:[- ]olds?| of age)(?![a-z])")


def read_tail(place: Place, number: Numeral, at: int, money: Unit | None) -> Tail | None:
    """Unit or counted noun phrase after a number; None where no quantity can stand here."""
    view = place.view
    if money:
        spelt = read_unit(view, at)
        end = spelt.end if spelt and spelt.kind == "money" else at
        return _measured(view, money._replace(end=end))
    if unit := _unit(place, number, at):
        return _measured(view, unit)
    if at < len(view) and view[at].isalnum():
        return Tail(at, "count") if decade_of_life(place, number) else None
    if hyphen := _HYPHEN.match(view, at):
        return _read_hyphen(place, at, hyphen)
    if strong := _STRONG.match(view, at):
        return Tail(strong.end(), "count")
    return _read_counted(place, number, at)


def _unit(place: Place, number: Numeral, at: int) -> Unit | None:
    """Unit after a number, past "of" after a vague plural and "a" after "half"."""
    view = place.view
    if number.form == "vague" and view.startswith(" of ", at):
        at += 3
    if number.form == "part" and (article := _OF_A.match(view, at)):
        at = article.end()
    return read_unit(view, at, place.floor)


def _measured(view: str, unit: Unit) -> Tail:
    """Tail of a measured quantity, with what it is divided by."""
    if unit.kind == "duration" and (old := _OLD.match(view, unit.end)):
        return Tail(old.end(), "age", unit.name)
    if unit.kind not in ("duration", "percent") and (rate := read_rate(view, unit.end)):
        unit = with_rate(unit, rate)
    return Tail(unit.end, unit.kind, unit.name)


def with_whole(view: str, number: Numeral) -> Numeral:
    """Number divided by its whole where a ratio stands ("one in five"), else the number itself."""
    link = _RATIO.match(view, number.end)
    if not link or number.low != number.high or number.low != int(number.low):
        return number
    whole = read_numeral(view, link.end(), link.end())
    if whole is None or whole.high <= number.high or whole.form not in ("digits", "word"):
        return number
    if link[0] in (" in ", " of ") and (whole.scale > 1 or 1900 <= whole.low <= 2100):
        return number
    if (link[0] == " of " and number.low > 1) or read_unit(view, whole.end):
        return number
    share = number.low / whole.low
    return number._replace(end=whole.end, low=share, high=share, form="part", bare=False)


def _read_hyphen(place: Place, at: int, found: re.Match[str]) -> Tail | None:
    """Read "seven-member panel" and "1-million-strong crowd"."""
    word = found[1]
    if word in words("not after hyphen") or word.endswith("ed"):
        return None
    if word == "strong":
        end = at + len("-strong")
        noun = read_noun(place.text, place.view, end, plural=False, vague=False)
        if noun:
            return Tail(noun.end, "count", noun.head, place.text[noun.start : noun.end])
        return Tail(end, "count")
    end = found.end(1)
    return Tail(end, "count", singular(word), place.text[found.start(1) : end])


def _read_counted(place: Place, number: Numeral, at: int) -> Tail:
    """Counted noun phrase, its rate, and "or more" after it."""
    text, view = place.text, place.view
    one = number.low == number.high == 1
    part = number.form == "part"
    plural = not one or view.startswith(" of ", at)
    noun = read_noun(text, view, at, plural=plural, vague=number.form in ("vague", "part"))
    if noun is None and part:
        noun = read_noun(text, view, at, plural=True, vague=False)
    kind = "ratio" if part else "count"
    if part and noun and not is_plural(view[noun.start : noun.end].split()[-1]):
        noun = None
    if noun is None:
        decimal = number.low != int(number.low) and number.scale == 1
        return Tail(at, "other" if kind == "count" and (decimal or number.low < 0) else kind)
    head, end = noun.head, noun.end
    if unit := time_unit(head):
        return Tail(end, "duration", unit)
    if rate := read_rate(view, end):
        head, end = f"{head} per {rate.name}", rate.end
    return Tail(end, kind, head, text[noun.start : noun.end])
