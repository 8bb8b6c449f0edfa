"""Words that count only sometimes: "a", "one", "both", "half" and "a couple"."""

import re
from functools import cache

from analysis.marks.numbers.bounds import read_bounds_before
from analysis.marks.numbers.digits import Numeral
from analysis.marks.numbers.nouns import read_noun
from analysis.marks.numbers.reading import Place, Reading, word_before
from analysis.marks.numbers.tails import Tail
from analysis.marks.numbers.units import read_unit
from analysis.marks.numbers.vocabulary import alternation, words

_ARTICLE = re.compile(r"an?(?= )")
_HALF = re.compile(r" and a half(?![a-z])")
_NEXT = re.compile(r" ([a-z]+)")
_BOTH = re.compile(r"both(?: of)?(?: (?:the|these|those|his|her|their|its|our))?(?= )")
_AND = re.compile(r",? and(?![a-z])")


def read_article_measure(place: Place) -> Reading | None:
    """An article before a unit where it counts one: "an hour after", "less than a mile"."""
    view, at, floor = place.view, place.at, place.floor
    article = _ARTICLE.match(view, at)
    unit = read_unit(view, article.end()) if article else None
    if unit is None or unit.kind not in ("duration", "distance"):
        return None
    bounds = read_bounds_before(view, at, floor)
    half = _HALF.match(view, unit.end)
    following = _NEXT.match(view, unit.end)
    counted = following is not None and following[1] in words("measured after")
    before = word_before(view, bounds.start, floor)
    if unit.name == "second" and not counted:
        # "a second consecutive day" is an ordinal.
        return None
    if not (half or counted or bounds.categories or before in words("measured before")):
        return None
    value = 1.5 if half else 1.0
    return Reading(
        bounds.start,
        half.end() if half else unit.end,
        None if bounds.categories & {"at most", "less than"} else value,
        None if bounds.categories & {"at least", "more than"} else value,
        unit.kind,
        "approximate" in bounds.categories,
        unit.name,
        low_open="more than" in bounds.categories,
        high_open="less than" in bounds.categories,
    )


def read_both(place: Place) -> Reading | None:
    """Read "both" where it counts two things, not where it joins two names by "and"."""
    text, view, at = place.text, place.view, place.at
    found = _BOTH.match(view, at)
    if not found:
        return None
    noun = read_noun(text, view, found.end(), plural=True, vague=False)
    if noun is None or _AND.match(view, noun.end) or " and " in view[noun.start : noun.end]:
        return None
    return Reading(at, noun.end, 2.0, 2.0, "count", False, noun.head, text[noun.start : noun.end])


@cache
def _not_after_one() -> re.Pattern[str]:
    return re.compile(
        f" (?:{alternation(words('not after one'))})(?![a-z])| [a-z-]+ (?:to|after|or|from) another"
    )


def does_not_count(place: Place, number: Numeral, tail: Tail, bounded: bool) -> bool:
    """Whether the word is no number here: "one" as a pronoun, "half" as an adjective."""
    view = place.view
    if number.form == "part" and view.startswith("half", number.start):
        if tail.unit or bounded or word_before(view, number.start, place.floor) == "by":
            return False
        return not re.compile(r" (?:of|the|its|their|all|his|her)(?![a-z])").match(view, number.end)
    if view[number.start : number.end] == "couple" or view[number.start : number.end] == "a couple":
        return tail.unit is None
    if view[number.start : number.end] != "one" or number.low < 0:
        return False
    if word_before(view, number.start, place.floor) in words("not before one") and not bounded:
        return tail.kind not in ("duration", "distance") or word_before(
            view, number.start, place.floor
        ) not in ("last", "next", "only")
    if not bounded and view.startswith(" of ", number.end):
        return True
    if _not_after_one().match(view, number.end):
        return True
    if tail.unit is None and _one_of_several(place, number):
        return False
    if tail.kind == "duration" and tail.unit == "day" and not bounded:
        return word_before(view, number.start, place.floor) not in words("measured before")
    return tail.unit is None and not bounded


def _one_of_several(place: Place, number: Numeral) -> bool:
    """Whether a bare "one" stands in a series of counts: "three were guards and one a cook"."""
    before = word_before(place.view, number.start, place.floor)
    near = place.floor > 0 and number.start - place.floor < 48
    return before in words("counts one") or (before == "and" and near)
