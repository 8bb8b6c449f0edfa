"""Who or what is counted: people without more, a kind of people, or a thing.

"34 people", "34 dead", "34 victims" count people; "nine children" and "seven gendarmes" count a
part of them. Different words for the same people ("fighters", "militants") are one class of
``counted_nouns.csv``; aliases of a corpus are added by whoever compares.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from analysis.lexicons import read_lexicon
from analysis.marks.counted.vocabulary import is_number, listed
from analysis.marks.numbers.nouns import is_plural, singular
from analysis.marks.quantities import Quantity
from analysis.marks.voices.tokens import Range, Token, words

PEOPLE = "people"
"""People without more."""

BODIES = "bodies"

_PHRASE = 3
"""Words of a phrase that says who they are: "foreign police officers"."""

_FARTHEST = 8
"""Words between a number and the verb of what is said of it."""

_MARKS = frozenset("\"”’'»")


@cache
def kinds() -> Mapping[str, str]:
    """Head nouns to what they have in common: the classes of ``counted_nouns.csv``."""
    return {row["entry"]: row["category"] for row in read_lexicon("counted_nouns")}


def class_of(noun: str) -> str:
    """What a head noun counts: `PEOPLE`, a kind of people, or the noun itself."""
    return kinds().get(noun, noun)


def kind_of_people(noun: str) -> str:
    """A noun if it says which people are counted, else nothing."""
    return noun if kinds().get(noun, PEOPLE) != PEOPLE else ""


def noun_of(quantity: Quantity, behind: Sequence[str]) -> str:
    """Head noun of a count; with the word before it if both name a kind of people.

    ``behind`` are the words that follow. "300 men, women and children" are people, "four members
    of the crew" are crew.
    """
    if quantity.kind != "count" or not quantity.unit:
        return ""
    ages = listed("sex or age")
    joined = behind[:1] and behind[0] in (",", "and") and behind[1:]
    if quantity.unit in ages and joined and singular(behind[1]) in ages:
        return "person"
    if quantity.unit == "member" and behind[:1] == ["of"]:
        return next((word for word in map(singular, behind[1:4]) if word in kinds()), "member")
    before = (quantity.noun or "").lower().split()[-2:-1]
    phrase = " ".join([*before, quantity.unit])
    return phrase if phrase in kinds() else quantity.unit


def noun_behind(tokens: Sequence[Token], number: Range) -> str:
    """Noun that says what a number without one counts: "11 of them children", "nine were boys".

    Returns
    -------
    str
        The noun in the singular; empty if there is none.
    """
    before = [token.low for token in tokens[max(0, number[0] - 2) : number[0]]]
    if before[-1:] == ["of"] or before == ["of", "the"]:
        return ""  # "twelve of the 34 were children" says it of the twelve
    lows = [token.low for token in tokens[number[1] : number[1] + 2]]
    if lows[:1] and lows[0] in _MARKS and is_plural("".join(lows[1:2])):
        return singular(lows[1])  # more than 60" gendarmes
    at = _predicate(tokens, number)
    if at is None:
        return ""
    whole = at < len(tokens) and tokens[at].low in listed("whole")
    at += whole  # "11 of them children"
    while at < len(tokens) and tokens[at].low in words("be", "adverb", "determiner") | {","}:
        at += 1
    return _noun_at(tokens, at)


def _predicate(tokens: Sequence[Token], number: Range) -> int | None:
    """Where what is said of a number begins: behind "of whom", or at a form of "to be"."""
    at = number[1]
    lows = [token.low for token in tokens[at : at + 2]]
    if lows[:1] == ["of"] or lows == [",", "of"]:
        at += lows.index("of") + 1
        if at + 1 < len(tokens) and kind_of_people(singular(tokens[at + 1].low)):
            return at
        start = at
        while at < len(tokens) and tokens[at].word and tokens[at].low not in words("be"):
            plural = is_plural(tokens[at].low) and tokens[at].low not in listed("whole")
            if at - start > _FARTHEST or is_number(tokens[at]):
                return None
            if plural and class_of(singular(tokens[at].low)) != PEOPLE:
                return None
            at += 1
        return at
    return at if lows[:1] and lows[0] in words("be") else None


def _noun_at(tokens: Sequence[Token], at: int) -> str:
    """Noun of a short phrase for a kind of people that ends what is said."""
    for last in range(at, min(at + _PHRASE, len(tokens))):
        noun = singular(tokens[last].low)
        if is_plural(tokens[last].low) and kind_of_people(noun):
            following = tokens[last + 1] if last + 1 < len(tokens) else None
            if following is None or not following.word or following.low in listed("goes on"):
                return noun
        if not tokens[last].word or tokens[last].low in words("preposition", "verb", "conjunction"):
            break
    return ""


def is_part(tokens: Sequence[Token], number: Range, behind: str) -> bool:
    """Whether a number is one of several: "nine of them", "eleven were children"."""
    inside = [token.low for token in tokens[number[0] : number[1]]]
    if "of" in inside[1:] and "the" in inside[2:]:
        return True
    following = [token.low for token in tokens[number[1] : number[1] + 3]]
    if following[:1] == [","]:
        del following[0]
    if following[:1] == ["of"] and following[1:2] and following[1] in listed("whole"):
        return True
    return bool(behind) and bool(following) and following[0] in words("be")


def measured_noun(tokens: Sequence[Token], number: Range) -> str:
    """What a number is the size of: "a staff of 12"; not "a figure of 12"."""
    if number[0] < 2 or tokens[number[0] - 1].low != "of":
        return ""
    noun, before = tokens[number[0] - 2], tokens[max(0, number[0] - 3)]
    named = noun.word and not noun.capital and before.low in words("determiner", "possessive")
    return noun.low if named and noun.low not in words("time") | listed("figure") else ""
