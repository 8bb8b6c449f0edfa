"""Numbers that put in order or name: ordinals ("third", "second largest") and names ("F-16")."""

import re
from functools import cache

from analysis.marks.numbers.nouns import is_plural
from analysis.marks.numbers.numerals import read_numeral
from analysis.marks.numbers.reading import Place, Reading, starts_clean, word_before
from analysis.marks.numbers.units import read_currency
from analysis.marks.numbers.vocabulary import alternation, number_words, words

_ORDINAL = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})?)(?:st|nd|rd|th)(?![a-z0-9])")
_SUPERLATIVE = re.compile(
    r"[ -](?:most[ -][a-z]+|(?!west|east|rest|test|forest|interest|contest|protest|request|guest|"
    r"arrest|harvest|quest|suggest)[a-z]+est|best|worst)(?![a-z])"
)


_A_PART = re.compile(r"[a-z]+(?: of | [mb]illion)")


@cache
def _ordinal_word() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(number_words('ordinal'))})(?![a-z0-9])")


@cache
def _not_ordinal() -> re.Pattern[str]:
    return re.compile(f"[ -](?:{alternation(words('not an ordinal'))})(?![a-z])")


@cache
def _second_as_time() -> re.Pattern[str]:
    return re.compile(f"[.,;:]| (?:{alternation(words('second as time'))})(?![a-z])")


def read_ordinal(place: Place) -> Reading | None:
    """Ordinals, with the superlative they modify: third · 3rd · second largest."""
    view, at = place.view, place.at
    if _A_PART.match(view, at) and word_before(view, at, place.floor) == "a":
        return None
    if not starts_clean(place, at):
        return None
    if found := _ORDINAL.match(view, at):
        value = float(found[1].replace(",", ""))
    elif found := _ordinal_word().match(view, at):
        value = number_words("ordinal")[found[0]]
    else:
        return None
    superlative = _SUPERLATIVE.match(view, found.end())
    end = superlative.end() if superlative else found.end()
    if not (superlative or found.lastindex or _counts_in_order(place, found)):
        return None
    return Reading(at, end, value, value, "ordinal")


def _counts_in_order(place: Place, found: re.Match[str]) -> bool:
    """Whether an ordinal word is one here: not "at first", "a second later", "first lady"."""
    view, before = place.view, word_before(place.view, place.at, place.floor)
    if _not_ordinal().match(view, found.end()):
        return False
    if found[0] == "second" and before in ("a", "per", "each", "every", "split", "one"):
        return before == "a" and not _second_as_time().match(view, found.end())
    if found[0] not in ("first", "second") or before in words("determiner"):
        return view[found.end() : found.end() + 1] != "'"
    return before.endswith(("'s", "s'")) or before in words("ordinal verb")


_NEXT = re.compile(r"[ -]([a-z][a-z'-]*)")
_GLUED_BEFORE = re.compile(r"(?<![a-z0-9])([a-z]{1,10})-?$")
_GLUED_AFTER = re.compile(r"[0-9]{1,6}(?:[-.][0-9]{1,4})?[a-z]{0,2}(?![a-z0-9])")
_WORLD_WAR = re.compile(r"world war (i{1,3}|one|two|three|[123])(?![a-z0-9])")
_BARE = re.compile(r"[0-9]{1,5}(?![0-9a-z%]|[.,:/][0-9]|-[0-9])")


def read_name(place: Place) -> Reading | None:
    """Names and designations that carry a number: F-16 · Title 17 · Sky 24 · World War II."""
    if found := _WORLD_WAR.match(place.view, place.at):
        numbers = {"i": 1.0, "ii": 2.0, "iii": 3.0, "one": 1.0, "two": 2.0, "three": 3.0}
        value = numbers.get(found[1]) or float(found[1])
        return Reading(place.at, found.end(), value, value, "name")
    if not place.view[place.at].isdecimal():
        return _read_designated(place)
    if read_currency(place.view, place.at, place.floor):
        return None
    return _read_glued(place) or _read_designated(place) or _read_numbered_name(place)


def _read_glued(place: Place) -> Reading | None:
    """Digits glued to a capitalised word before them, with or without a hyphen."""
    before = _GLUED_BEFORE.search(place.view, max(place.floor, place.at - 12), place.at)
    after = _GLUED_AFTER.match(place.view, place.at)
    if not before or not after or not place.text[before.start()].isupper():
        return None
    if place.text[place.at - 1] in "–—" or before[1] in words("year prefix"):
        return None
    digits = re.match("[0-9]+", after[0])
    value = float(digits[0]) if digits else 0.0
    return Reading(before.start(), after.end(), value, value, "name")


def _read_designated(place: Place) -> Reading | None:
    """Numbers after a word that is numbered: Section 107, Flight 370, No. 10, Phase Two."""
    head = word_before(place.view, place.at, place.floor)
    if head not in words("name head"):
        return None
    start = place.view.rindex(head, place.floor, place.at)
    found = _BARE.match(place.view, place.at)
    if not (place.text[start].isupper() or head in ("number", "no.", "type")):
        return None
    number = read_numeral(place.view, place.at, place.at)
    if number is None or not (found or (number.form == "word" and number.low < 20)):
        return None
    end = found.end() if found else number.end
    return Reading(start, end, number.low, number.low, "name")


def _read_numbered_name(place: Place) -> Reading | None:
    """A capitalised word and bare digits in running text, where nothing is counted: Sky 24."""
    text, view, at = place.text, place.view, place.at
    found = _BARE.match(view, at)
    head = word_before(view, at, place.floor)
    if not found or not head or head in words("stop") or not _WORD.fullmatch(head):
        return None
    start = view.rindex(head, place.floor, at)
    if not text[start].isupper() or start + len(head) + 1 != at:
        return None
    if not _in_running_text(place, start):
        return None
    following = _NEXT.match(view, found.end())
    if following and (is_plural(following[1]) or following[1] in words("after a count")):
        return None
    return Reading(start, found.end(), float(found[0]), float(found[0]), "name")


_WORD = re.compile(r"[^\W\d_]+(?:&[^\W\d_]+)?")
_LONGEST_NAME = 4  # words


def _in_running_text(place: Place, start: int) -> bool:
    """Whether a lower-case word stands before a name, so that capitals mean something here."""
    for _ in range(_LONGEST_NAME):
        word = word_before(place.view, start, place.floor)
        if not word or word[-1] in ".!?:":
            return False
        start = place.view.rindex(word, place.floor, start)
        if place.text[start : start + len(word)].islower() or word in words("determiner"):
            return True
    return False
