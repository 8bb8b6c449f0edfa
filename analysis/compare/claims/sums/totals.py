"""Totals and their parts, in one sentence or in two."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.compare.claims.sums import PART, TOTAL
from analysis.compare.claims.sums.terms import (
    A_TOTAL,
    ABOVE,
    IN_ALL,
    LEAST_BASE,
    NO,
    YES,
    Line,
    N,
    Number,
    Offer,
    agree,
    alike,
    figure_of,
    is_people,
)
from analysis.marks.counted.people import PEOPLE

_LINK = re.compile(
    rf"(?P<words>[^⟨⟩:()–—]{{0,70}}?)(?P<link>[,;]? and |[,;] |,? plus )"
    rf"(?P<rest>(?:the |its |their )?(?:other |remaining )?)(?:were )?{N}"
)

_OPENS = re.compile(rf"{N}(?P<gap>[^⟨⟩]{{0,90}}?)(?P<mark>\s?[:–—(]\s?|\s--?\s|,\s)(?={N})")

_INCLUDING = re.compile(
    rf"{N}(?P<gap>[^⟨⟩]{{0,90}}?)"
    rf"\b(?:including|among (?:them|whom|those)|of (?:whom|which))\s(?={N})"
)

_OF_THE = re.compile(
    rf"(?i)(?:^\W*|[,;:] |\band )of (?:the |its |their |these |those )?{N}"
    rf"[^⟨⟩,;:]{{0,70}},\s(?={N})"
)

_OF = re.compile(r"(?i)\bof (?:the |its |their |these |those )?$")

_OF_THEM = re.compile(r"\s?,? of (?:them|whom|which|those|these)\b")

_PLACE = re.compile(
    r"[^,;]{0,40}?\b(?:in|at|on|near|from|inside|outside|off|for) (?P<where>\w+(?: \w+)?)"
)

_STATE = re.compile(
    r"(?i)\b(?:condition|care|hospitals?|custody|surgery|critical|serious|intensive|stable|their|his"
    r"|her|pain|shock|danger)\b"
)

_UNREAD = re.compile(
    r"(?i)\b(?:one|others?|the rest|remainder|several|some|many|few|most|half|unknown|another)\b"
)

_BOTH = re.compile(r"(?i)\b(?:each|every|per)\b")

_DISJOINT = (
    frozenset(["child", "woman", "man", "adult"]),
    frozenset(["girl", "boy"]),
    frozenset(
        ["civilian", "soldier", "policeman", "police officer", "gendarme", "fighter", "militant"]
    ),
)  # fmt: skip

_LONGEST = 12
"""Numbers of a list; what is longer is a table and no prose."""

_LEAST_NAMED = 10
"""Total from which parts with nouns of their own hardly make it up by chance."""


class _Listed(NamedTuple):
    """A list of numbers: their places, the words after each, and what its last link says."""

    places: list[int]
    words: list[str]
    joined: bool
    rest: bool


def _list_at(text: str, at: int) -> _Listed:
    """The list of numbers that begins at a place: "29 in the hall, three at sea and two here"."""
    first = re.compile(N).match(text, at)
    assert first is not None
    places, words, joined, rest, end = [int(first[1])], [], False, False, first.end()
    while len(places) < _LONGEST and (link := _LINK.match(text, end)):
        places.append(int(link[4]))
        words.append(link["words"])
        joined = "and" in link["link"] or "plus" in link["link"]
        rest = rest or "other" in link["rest"] or "remaining" in link["rest"]
        end = link.end()
    return _Listed(places, [*words, text[end:]], joined, rest)


def _one_outcome(numbers: Sequence[Number]) -> bool:
    return all(agree(one, two) for one in numbers for two in numbers)


def _are_disjoint(parts: Sequence[Number]) -> bool:
    """Whether nobody can be in two of the parts: men and women, not civilians and children."""
    nouns = [part["counted"] for part in parts]
    return len(set(nouns)) == len(nouns) and any(family.issuperset(nouns) for family in _DISJOINT)


def _are_places(words: Sequence[str]) -> bool:
    """Whether every number of a list is followed by a place: "29 in the hall"."""
    return all(_PLACE.match(each) and not _STATE.search(each[:60]) for each in words)


def _may_add_up(total: Number, part: Number) -> bool:
    """Whether the noun of a total holds that of a part: people and women, not men and women."""
    return not part["unit"] or part["unit"] == total["unit"] or total["of"] == PEOPLE


def _is_one_of(gap: str, words: Sequence[str], figure: float) -> bool:
    """Whether a number is the first of a list: "five in one town, three in another and two here".

    Small figures may make a sum by chance, so they are not taken for one.
    """
    own = _PLACE.match(gap)
    if not own:
        return False
    places = [found["where"] for each in words if (found := _PLACE.match(each))]
    return figure < LEAST_BASE or all(place[:1].isupper() for place in (own["where"], *places))


def find_totals(line: Line, numbers: Sequence[Number]) -> Iterator[Offer]:
    """A total and its parts behind a colon, a dash or a comma."""
    members: set[int] = set()
    for match in _OPENS.finditer(line.text):
        total, listed = int(match[1]), _list_at(line.text, match.end())
        if total in members:
            continue
        members.update(listed.places)
        if _OF_THEM.match(listed.words[0]):
            continue
        parts = [numbers[place] for place in listed.places]
        apposed = match["mark"].startswith(",")
        named = apposed or figure_of(numbers[total]) < _LEAST_NAMED
        if len(parts) < 2 or not all(alike(numbers[total], part, named=named) for part in parts):
            continue
        known = all(_may_add_up(numbers[total], part) for part in parts)
        if _OF.search(line.text[: match.start()]) or (named and not known):
            continue
        elliptic = not any(part["unit"] for part in parts)
        firm = _one_outcome([numbers[total], *parts]) and listed.joined
        firm &= listed.places[-1] == line.numbers[-1] and total == line.numbers[0]
        firm &= not any(_UNREAD.search(each) for each in listed.words)
        firm &= known and ((elliptic and _are_places(listed.words)) or _are_disjoint(parts))
        if apposed and elliptic:
            if _is_one_of(match["gap"], listed.words, figure_of(numbers[total])):
                continue
            firm &= not _PLACE.match(match["gap"])
        elif apposed:
            firm &= not match["gap"] and numbers[total]["of"] == PEOPLE
            firm &= listed.words[-1].startswith(",")
        yield Offer(TOTAL, tuple(listed.places), total, YES if firm else NO)


def find_parts(line: Line, numbers: Sequence[Number]) -> Iterator[Offer]:
    """Parts that need not make up a total: "including 11 civilians", "26 of them critically"."""
    named = [(match, True) for match in _INCLUDING.finditer(line.text)]
    named += [
        (match, False)
        for match in _OPENS.finditer(line.text)
        if _OF_THEM.match(_list_at(line.text, match.end()).words[0])
    ]
    named += [(match, False) for match in _OF_THE.finditer(line.text)]
    for match, including in named:
        total, listed = int(match[1]), _list_at(line.text, match.end())
        places = []
        for place in listed.places:
            if not alike(numbers[total], numbers[place], named=including, told=including):
                break
            places.append(place)
        if not places:
            continue
        parts = [numbers[place] for place in places]
        whole = len(places) == len(listed.places)
        before = [place for place in line.numbers if place < total]
        alone = not any(alike(numbers[place], parts[0], told=False) for place in before)
        if listed.rest and whole and len(places) > 1:
            firm = alone and not any(_UNREAD.search(each) for each in listed.words[:-1])
            yield Offer(TOTAL, tuple(places), total, YES if firm else NO)
            continue
        spread = including and is_people(numbers[total])
        spread &= not any(part["unit"] for part in parts)
        if not (_are_disjoint(parts) or (spread and _are_places(listed.words[: len(places)]))):
            places = [max(places, key=lambda place: figure_of(numbers[place]))]
        yield Offer(PART, tuple(places), total, YES if alone else NO)


def find_in_all(line: Line, numbers: Sequence[Number]) -> Iterator[Offer]:
    """Parts with their total behind them: "20 villagers and 12 soldiers, 32 people in all"."""
    if _BOTH.search(line.text):
        return
    for match in (*IN_ALL.finditer(line.text), *A_TOTAL.finditer(line.text)):
        total = int(match[1])
        before = [place for place in line.numbers if place < total]
        for first in before[-_LONGEST:]:
            listed = _list_at(line.text, line.text.index(f"⟨{first}⟩"))
            places = [place for place in listed.places if place < total]
            if len(places) < 2 or places[-1] != before[-1]:
                continue
            parts = [numbers[place] for place in places]
            if all(alike(numbers[total], part, named=False, told=False) for part in parts):
                firm = first == before[0] and _one_outcome([numbers[total], *parts])
                firm &= all(alike(numbers[total], part) for part in parts)
                firm &= not _UNREAD.search(line.text[: match.start()])
                yield Offer(TOTAL, tuple(places), total, YES if firm else NO)
                break


def find_across(lines: Sequence[Line], at: int, numbers: Sequence[Number]) -> Iterator[Offer]:
    """A total in one sentence, and in the next where its parts are."""
    line = lines[at]
    if not at or len(line.numbers) < 2 or line.role != lines[at - 1].role:
        return
    listed = _list_at(line.text, line.text.index(f"⟨{line.numbers[0]}⟩"))
    parts = [numbers[place] for place in listed.places]
    if listed.places != list(line.numbers) or not _are_places(listed.words):
        return
    if any(part["unit"] for part in parts[1:]) or not parts[0]["outcome"]:
        return
    same = [
        place
        for place in lines[at - 1].numbers
        if alike(numbers[place], parts[0])
        and all(
            numbers[place][field] == part[field]
            for part in parts
            for field in ("outcome", "period")
        )
    ]
    if len(same) == 1:
        told = {number["line"] or number["source"] for number in (numbers[same[0]], *parts)}
        firm = ABOVE if len(told) < 2 and not _UNREAD.search(line.text) else NO
        yield Offer(TOTAL, tuple(listed.places), same[0], firm)
