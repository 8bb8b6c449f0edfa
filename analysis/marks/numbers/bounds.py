"""Bound words: what turns a number into an interval ("at least 60", "up to 700", "some 20")."""

import re
from functools import cache
from typing import NamedTuple

from analysis.lexicons import read_lexicon
from analysis.marks.numbers.vocabulary import alternation, words


class Bounds(NamedTuple):
    """Bound words around a number: how far they reach, and their categories."""

    start: int
    end: int
    categories: frozenset[str]


_WORD = re.compile(r"[^ \n]+")
_CURRENCIES = frozenset("$£€¥")
_OPENING = "\"'([-"
_REACH = 56  # characters looked back; the longest bound phrase with a filler is shorter
_LONGEST = 6  # words of the longest phrase
_MOST = 3  # bound phrases in a row: "up to an estimated"


@cache
def _phrases() -> dict[str, str]:
    rows = read_lexicon("quantity_bounds")
    return {row["entry"]: row["category"] for row in rows if row["position"] == "before"}


@cache
def _last_words() -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in _phrases())


@cache
def _signs() -> frozenset[str]:
    """Bound signs that need no blank: ">", "~"."""
    return frozenset(phrase for phrase in _phrases() if not phrase[-1].isalpha())


def read_bounds_before(view: str, at: int, floor: int) -> Bounds:
    """Bound words directly before a number; fillers ("another") only together with a bound."""
    start, categories = at, set()
    pending = at
    for _ in range(_MOST):
        found = _phrase_before(view, pending, floor)
        if not found:
            break
        pending, category = found
        if category == "filler":
            continue
        start = pending
        categories.add(category)
    return Bounds(start, at, frozenset(categories))


def _phrase_before(view: str, at: int, floor: int) -> tuple[int, str] | None:
    """Longest bound phrase that ends directly before a position: its start and category."""
    if at <= floor:
        return None
    if view[at - 1] in _signs() or (at - 2 >= floor and view[at - 2] in _signs()):
        return _sign_before(view, at, floor)
    if view[at - 1] not in " \n" or view.endswith("\n\n", floor, at):
        return None
    low = max(floor, at - _REACH)
    cut = max(view.rfind(" ", low, at - 1), view.rfind("\n", low, at - 1)) + 1
    last = view[max(cut, low) : at - 1].strip().lstrip(_OPENING)
    if last not in _last_words():
        return None
    found = list(_WORD.finditer(view, low, at))[-_LONGEST - 1 :]
    for first in range(max(0, len(found) - _LONGEST), len(found)):
        pieces = [word[0] for word in found[first:]]
        bare = pieces[0].lstrip(_OPENING)
        phrase = " ".join([bare, *pieces[1:]])
        category = _phrases().get(phrase)
        if category:
            start = found[first].start() + len(pieces[0]) - len(bare)
            before = found[first - 1][0] if first and bare == pieces[0] else ""
            return None if _governed(phrase, before) else (start, category)
    return None


def _sign_before(view: str, at: int, floor: int) -> tuple[int, str] | None:
    for start in range(max(floor, at - 4), at):
        phrase = view[start:at].rstrip()
        if phrase in _signs():
            return start, _phrases()[phrase]
    return None


def _governed(phrase: str, before: str) -> bool:
    """Whether a noun or verb governs the word: "control over 40 percent", "talk about 40"."""
    return phrase in ("over", "about", "under") and before.strip("\"'(") in words(
        f"no bound {phrase}"
    )


@cache
def _after() -> re.Pattern[str]:
    rows = [row for row in read_lexicon("quantity_bounds") if row["position"] == "after"]
    close = [row["entry"] for row in rows if row["entry"].startswith(("-", "+"))]
    # "or more" may stand before the noun; "at least" after a number needs an end after it, since
    # in "of 500 at least two" it belongs to what follows.
    joined = [row["entry"] for row in rows if row["entry"].startswith("or ")]
    last = [row["entry"] for row in rows if row["entry"] not in {*close, *joined}]
    return re.compile(
        rf"({alternation(close)})(?![a-z0-9])|[ \n](?:({alternation(joined)})(?![a-z0-9]| than)"
        rf"|({alternation(last)})(?=[.,;:!?)\"']|$| (?:in|are|were|of)(?![a-z])))"
    )


@cache
def _after_categories() -> dict[str, str]:
    rows = read_lexicon("quantity_bounds")
    return {row["entry"]: row["category"] for row in rows if row["position"] == "after"}


def read_bounds_after(view: str, at: int) -> Bounds | None:
    """Bound words directly after a number or its noun: "or more", "or so", "-odd", "+"."""
    found = _after().match(view, at)
    if not found:
        return None
    following = view[found.end() + 1 : found.end() + 2]
    if following.isdecimal() or following in _CURRENCIES:
        # "above 1,000 and below 1,500": the words belong to the next number.
        return None
    category = _after_categories()[found[found.lastindex or 0]]
    return Bounds(at, found.end(), frozenset({category}))
