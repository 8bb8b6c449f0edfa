"""Cardinals in words: "twenty-eight thousand six hundred", "a hundred", "two and a half"."""

import re
from functools import cache
from typing import NamedTuple

from analysis.marks.numbers.digits import Numeral, scale_words, scaled, with_half
from analysis.marks.numbers.reading import word_before
from analysis.marks.numbers.vocabulary import alternation, number_words, prefix_tree, words

_OPENER = re.compile(
    r"(?<![a-z0-9'-])(?:(?P<half>half(?: an?)?)|(?P<vague>several|(?:a )?few)"
    r"|(?P<two>(?:a )?couple(?: of)?)|(?P<one>an?))[ -]$"
)


def read_cardinal(view: str, at: int, floor: int, *, joined: bool) -> Numeral | None:
    """Read number words, or a scale word with what opens it ("a hundred", "several hundred").

    ``joined`` says whether "and" may join number words; it may not after "between".
    """
    first = _word().match(view, at)
    if not first:
        return None
    start, opened, vague, approx = at, 0.0, False, False
    if first[0] in scale_words():
        if first[0] in number_words("vague"):
            return None
        if opener := _OPENER.search(view, max(floor, at - 12), at):
            start, vague, approx = opener.start(), bool(opener["vague"]), bool(opener["two"])
            opened = 0.5 if opener["half"] else 2.0 if opener["two"] else 1.0
        elif view.startswith("-", first.end()) or _stands_for_one(view, at, floor):
            opened = 1.0
        else:
            return None
    number_of_words = _without_second(_collect(view, at, opened > 0, joined=joined))
    value = _add_up(number_of_words, opened)
    last = number_of_words[-1]
    scale = last.value if last.kind == "scale" else 1.0
    if vague:
        return Numeral(start, last.end, value, 10 * value, "word", True, scale=scale)
    return _with_part(view, Numeral(start, last.end, value, value, "word", approx, scale=scale))


def _stands_for_one(view: str, at: int, floor: int) -> bool:
    """Whether a scale word without article is one of it: "more than million people"."""
    return at == 0 or word_before(view, at, floor) in words("measured before")


class _Word(NamedTuple):
    """A number word, its kind (digit, teen, ten, scale), and whether "and" stands before it."""

    end: int
    kind: str
    value: float
    after_and: bool


_JOINER = re.compile(r" and |[ -]")
_MOST = 12  # words; more are a list, not a number
_FOLLOWS = {
    "": ("digit", "teen", "ten"),
    "digit": ("scale",),
    "teen": ("scale",),
    "ten": ("digit", "scale"),
    "scale": ("digit", "teen", "ten", "scale"),
}


def _collect(view: str, at: int, opened: bool, *, joined: bool) -> list[_Word]:
    """Number words from a position on that may make one number."""
    found: list[_Word] = []
    last, scale = "digit" if opened else "", 1.0
    while len(found) < _MOST:
        joiner = _JOINER.match(view, at) if found else None
        if found and joiner is None:
            break
        word = _word().match(view, joiner.end() if joiner else at)
        if not word:
            break
        kind, value = _kinds()[word[0]]
        after_and = joiner is not None and joiner[0] == " and "
        if kind not in _FOLLOWS[last] or (last == "scale" and scale == 12):
            break
        if after_and and (not joined or last != "scale" or kind == "scale"):
            break
        found.append(_Word(word.end(), kind, value, after_and))
        last, at = kind, word.end()
        scale = value if kind == "scale" else scale
    return found


def _without_second(found: list[_Word]) -> list[_Word]:
    """Cut before an "and" that starts a second number: "one hundred and two hundred"."""
    for place, word in enumerate(found):
        if not word.after_and:
            continue
        before = found[place - 1].value
        later = [other.value for other in found[place:] if other.kind == "scale"]
        if any(value == before or value > before >= 1000 for value in later):
            return found[:place]
    return found


def _add_up(found: list[_Word], opened: float) -> float:
    """Value of number words; ``opened`` is what an opener like "a" stands for, else 0."""
    total, group = 0.0, opened
    for place, word in enumerate(found):
        if word.kind != "scale":
            group += word.value
        elif word.value == 100:
            group *= 100
        elif not group and place:
            total *= word.value
        else:
            total, group = total + group * word.value, 0.0
    return total + group


_POINT = re.compile(r" point(?= [a-z])")


def _with_part(view: str, number: Numeral) -> Numeral:
    """Add what may follow a cardinal: "-thirds", " and a half million", " point five"."""
    found = _part().match(view, number.end) if 1 <= number.low < 20 else None
    if found and found[1] in number_words("parts" if number.low > 1 else "part"):
        value = number.low / number_words("part", "parts")[found[1]]
        if larger := of_scale().match(view, found.end()):
            value *= scale_words()[larger[1]]
            return number._replace(end=larger.end(), low=value, high=value)
        return number._replace(end=found.end(), low=value, high=value, form="part")
    if found := _POINT.match(view, number.end):
        return _with_decimals(view, number, found.end())
    return with_half(view, number)


def _with_decimals(view: str, number: Numeral, end: int) -> Numeral:
    """Read the digits after "point": "nine point five million"."""
    digits = number_words("digit")
    value, place, start = number.low, 0.1, end
    while place > 1e-6 and view.startswith(" ", end):
        word = _word().match(view, end + 1)
        if not word or word[0] not in digits:
            break
        value, place, end = value + digits[word[0]] * place, place / 10, word.end()
    if end == start:
        return number
    value = round(value, 9)
    return scaled(view, number._replace(end=end, low=value, high=value))


@cache
def _kinds() -> dict[str, tuple[str, float]]:
    kinds = {word: ("scale", value) for word, value in scale_words().items()}
    for kind in ("digit", "teen", "ten"):
        kinds |= {word: (kind, value) for word, value in number_words(kind).items()}
    return kinds


@cache
def _word() -> re.Pattern[str]:
    return re.compile(f"{prefix_tree(_kinds())}(?![a-z0-9])")


@cache
def _part() -> re.Pattern[str]:
    return re.compile(f"[ -]({alternation(number_words('part', 'parts'))})(?![a-z-])")


@cache
def of_scale() -> re.Pattern[str]:
    """Scale word after a fraction: "a quarter of a million"."""
    return re.compile(f" (?:of an? )?({alternation(number_words('scale'))})(?![a-z])")
