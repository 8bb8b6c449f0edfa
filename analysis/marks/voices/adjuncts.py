"""Adjuncts behind a cue: adverbs, time, place and setting ("on Monday in a statement")."""

from collections.abc import Sequence

from analysis.marks.voices.reading import low_at
from analysis.marks.voices.tokens import (
    QUOTE,
    STOPS,
    Token,
    is_adverb,
    is_finite,
    plain_pronouns,
    word_set,
    words,
)

_LONGEST = 9
"""Words behind the preposition of an adjunct."""

_DEICTICS = frozenset(["there", "here", "now"])
_BEFORE_TIME = frozenset(["last", "this", "late", "early"])
_DATE_DIGITS = frozenset([1, 2, 4])
_JOINS = word_set("of with at on in to the and a for from")
"""Words by which an adjunct that has named its time or setting goes on."""

_JOINS_NAME = word_set("with in at on to of from the")
_PLACE_LINKS = frozenset(["in", "at", "from"])
_BEHIND_PLACE = frozenset(["that", QUOTE, ":", ","]) | STOPS


def skip_adjuncts(tokens: Sequence[Token], at: int) -> int:
    """The token behind the adjuncts that stand at ``at``; ``at`` itself if none does.

    "said | also on Monday, in a statement, | that": between commas only what a comma closes.
    """
    while (end := _skip_one(tokens, at)) > at:
        at = end
    return at


def begins_adjunct(tokens: Sequence[Token], at: int) -> bool:
    """Whether a prepositional phrase of time, place or setting stands here."""
    return adjunct_end(tokens, at) > at


def adjunct_end(tokens: Sequence[Token], at: int) -> int:
    """The token behind a prepositional phrase of time, place or setting at ``at``, else ``at``."""
    if low_at(tokens, at) == "to" and low_at(tokens, at + 1) in words("object"):
        return at + 2  # "said to me"
    if low_at(tokens, at) not in words("preposition") or _is_infinitive(tokens, at):
        return at
    last, end = _last_of_time(tokens, at)
    if last is None:
        return _place_end(tokens, at)
    stop = last + 1
    while stop < end and _extends_name(tokens, stop, end):
        stop += 1
    while tokens[stop - 1].low in words("preposition", "determiner"):
        stop -= 1
    return stop


def _is_infinitive(tokens: Sequence[Token], at: int) -> bool:
    """Whether "to" goes with a verb: "promised | to answer by Friday"."""
    if tokens[at].low != "to" or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    phrase = words("determiner", "possessive", "object", "time")
    several = following.low in words("setting") and following.low.endswith("s")  # "to reporters"
    return following.word and not (following.capital or several or following.low in phrase)


def _skip_one(tokens: Sequence[Token], at: int) -> int:
    """The token behind one adjunct, ``at`` if there is none."""
    if at >= len(tokens):
        return at
    low = tokens[at].low
    if _is_adverbial_word(tokens[at]):
        return at + 1
    if low in _BEFORE_TIME and low_at(tokens, at + 1) in words("time"):
        return at + 2
    if low == ",":
        end = adjunct_end(tokens, at + 1)
        return end + 1 if end > at + 1 and low_at(tokens, end) == "," else at
    return adjunct_end(tokens, at)


def _is_adverbial_word(token: Token) -> bool:
    """Whether a word is an adjunct by itself: "also", "Monday"."""
    adverb = is_adverb(token) and token.low not in words("pronoun", "determiner")
    if adverb and token.low not in _DEICTICS:
        return True
    return token.low in words("time") and not token.low.isdigit() and token.low != "may"


def _last_of_time(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """The last word of time or setting behind a preposition, and where the search for it ended."""
    last = None
    end = at + 1
    while end < len(tokens) and end - at <= _LONGEST and tokens[end].word:
        if _names_time(tokens[end].low, seen=last is not None):
            last = end
        elif _begins_clause(tokens, end) or (last is not None and _leaves(tokens, end)):
            break
        end += 1
    return last, end


def _names_time(low: str, *, seen: bool) -> bool:
    """Whether a word is one of time or setting, or the digits of a date that has begun."""
    if low in words("time", "setting"):
        return True
    return seen and low.isdigit() and len(low) in _DATE_DIGITS


def _begins_clause(tokens: Sequence[Token], at: int) -> bool:
    low = tokens[at].low
    if low == "that" or low in words("wh") or low in plain_pronouns():
        return True
    return is_finite(tokens[at], tokens[at - 1])


def _leaves(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word behind the time or setting belongs to something else.

    Names go on with it ("in a statement to Harbour Radio"), other words do not ("on Monday
    residents").
    """
    token, before = tokens[at], tokens[at - 1]
    if token.low not in _JOINS and not token.capital:
        return True
    if token.low == "the" and before.low not in words("preposition"):
        return True
    joined = before.capital or before.low in words("preposition", "determiner")
    return token.capital and not joined


def _extends_name(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a word behind the time or setting is a name, or leads to one."""
    return tokens[at].capital or (tokens[at].low in _JOINS_NAME and at + 1 < end)


def _place_end(tokens: Sequence[Token], at: int) -> int:
    """The token behind a place ("in Marrow"), if what follows is no part of it; else ``at``."""
    if tokens[at].low not in _PLACE_LINKS:
        return at
    end = at + 1
    while end < len(tokens) and tokens[end].capital:
        end += 1
    return end if end > at + 1 and low_at(tokens, end) in _BEHIND_PLACE else at
