"""Where what is counted happened: names of places in a sentence, and other words for a spot.

A name counts as a place where it stands behind a preposition of place, or before a word for what
happened there. What such a name is, and whether two names are one place, no text says; aliases of
the corpus can.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from analysis.marks.counted.vocabulary import is_number, listed
from analysis.marks.voices.tokens import Range, Token, source_words, words

_NEAR, _BESIDE = 10, 6
"""Tokens from a number within which a name, or right behind it another spot, belongs to it."""

_LONGEST = 5
"""Words of a place at most."""

_TITLE = 0.6
"""Share of words in capitals from which a sentence is in title case."""


class Place(NamedTuple):
    """A place: range of its tokens, its words in small letters, and whether it is a name."""

    first: int
    stop: int
    name: str
    named: bool


def is_incident(noun: str) -> bool:
    """Whether a noun is a word for what a report may be about: "attack", "collapse"."""
    return noun in listed("incident") or noun.removesuffix("s") in listed("incident")


def find_places(tokens: Sequence[Token]) -> list[Place]:
    """Places of a sentence: names behind a preposition, and "at the bus station".

    Where most words have a capital, as in some headlines, none is told from another.
    """
    said = [token for token in tokens if token.word and not token.low[0].isdigit()]
    if sum(token.capital for token in said) > _TITLE * len(said):
        return []
    return [*_named(tokens), *_dated(tokens), *_before_incidents(tokens), *_spots(tokens)]


def near(tokens: Sequence[Token], places: Sequence[Place], number: Range) -> list[Place]:
    """Places that belong to a number: names within ten tokens, other spots right behind it.

    Over another number none does: "39 at the hall and 19 at the bridge".
    """
    found = []
    for place in places:
        behind = place.first >= number[1]
        low, high = (number[1], place.first) if behind else (place.stop, number[0])
        farthest = _NEAR if place.named else _BESIDE if behind else -1
        if 0 <= high - low <= farthest and not any(map(is_number, tokens[low:high])):
            found.append(place)
    right_behind = [place for place in found if 0 <= place.first - number[1] <= _BESIDE]
    return right_behind or found


def _named(tokens: Sequence[Token]) -> Iterator[Place]:
    at = 0
    while at < len(tokens):
        start, stop = _name_behind(tokens, at) if _leads(tokens, at) else (at, at)
        if stop > start and (
            stop == len(tokens) or tokens[stop].low not in listed("kind of place")
        ):
            last = tokens[stop - 1].low.removesuffix("'s").lower()
            name = _in_words(tokens[start:stop])
            yield Place(start, stop, name, last not in listed("local place"))
        at = max(at + 1, stop)


def _name_behind(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Range of the name behind a preposition; "the" and one more word may come before it."""
    start = at + 1
    while start < len(tokens) and tokens[start].low in words("determiner", "possessive"):
        start += 1
    if start < len(tokens) and _is_plain(tokens[start]) and not _ends_spot(tokens[start]):
        start += 1
    stop = start
    while stop < len(tokens) and _is_name(tokens[stop]) and stop - start < _LONGEST:
        stop += 1
    return start, stop


def _leads(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name behind this word is a place: "in", "the town of"."""
    token, before = tokens[at], tokens[at - 1].low if at else ""
    if not token.word:
        return False
    if token.low == "of":
        return before in listed("kind of place")
    if before in ("according", "based") or (token.low == "in" and before in _offices()):
        return False
    return token.low in listed("before a place") and (not token.capital or at == 0)


@cache
def _offices() -> frozenset[str]:
    return source_words("organisation", "outlet", "title")


def _dated(tokens: Sequence[Token]) -> Iterator[Place]:
    """A name that opens a sentence: "Harlow, 2011: 112 dead", "Mill Lane: three people died"."""
    stop = 0
    while stop < len(tokens) and _is_name(tokens[stop]) and stop < _LONGEST:
        stop += 1
    following = [token.low for token in tokens[stop : stop + 2]]
    year = following[-1:] and following[-1].isdigit() and len(following[-1]) == 4
    if stop and (following[:1] == [":"] or (following[:1] == [","] and year)):
        yield Place(0, stop, _in_words(tokens[:stop]), True)


def _before_incidents(tokens: Sequence[Token]) -> Iterator[Place]:
    """Names before a word for what happened there: "the Harlow roof collapse"."""
    for at, token in enumerate(tokens):
        if not is_incident(token.low):
            continue
        first = at
        while first and at - first < 2 and _is_attribute(tokens[first - 1]):
            first -= 1
        start = first
        while start and _is_name(tokens[start - 1]) and first - start < _LONGEST:
            start -= 1
        shouted = any(each.low.isupper() for each in tokens[start:first])
        alone = start == 0 and first == 1  # "Suicide bombings": any word begins with a capital
        if start < first and not shouted and not alone:
            yield Place(start, first, _in_words(tokens[start:first]), True)


def _is_attribute(token: Token) -> bool:
    return _is_plain(token) and token.low not in words("determiner", "preposition")


def _spots(tokens: Sequence[Token]) -> Iterator[Place]:
    """Other places: "at the bus station"."""
    left_out = words("time", "setting") | listed("no spot", "incident")
    for at, token in enumerate(tokens[:-2]):
        said = at > 0 and tokens[at - 1].low == "according"
        opens = tokens[at + 1].low in ("the", "a", "an", "its", "their")
        if said or not opens or token.low not in listed("before a spot"):
            continue
        stop = at + 2
        while stop < len(tokens) and stop - at <= _LONGEST and _is_plain(tokens[stop]):
            if _ends_spot(tokens[stop]):
                break
            stop += 1
        found = tokens[at + 2 : stop]
        if found and not {each.low for each in found} & left_out:
            yield Place(at + 2, stop, _in_words(found), False)


def _ends_spot(token: Token) -> bool:
    return token.low in words(
        "determiner", "preposition", "conjunction", "subordinator", "relative", "verb", "adverb"
    )


def _is_plain(token: Token) -> bool:
    """A word in small letters that is no verb form."""
    return token.word and not token.capital and token.low not in words("be", "have", "modal")


def _is_name(token: Token) -> bool:
    return (
        token.word
        and token.capital
        and not token.low[0].isdigit()
        and token.low.removesuffix("'s")
        not in words("time", "pronoun", "determiner", "conjunction")
    )


def _in_words(tokens: Sequence[Token]) -> str:
    name = " ".join(token.low for token in tokens).lower()
    return name.removesuffix("'s").removesuffix("'")
