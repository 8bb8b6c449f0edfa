"""Where a clause begins behind a cue, and where behind an addressee ("told reporters that")."""

from collections.abc import Sequence
from functools import cache

from analysis.marks.voices.adjuncts import skip_adjuncts
from analysis.marks.voices.reading import Reading, low_at
from analysis.marks.voices.tokens import (
    QUOTE,
    STOPS,
    Range,
    Token,
    is_finite,
    starts_noun_phrase,
    starts_pronoun,
    word_set,
    words,
)

_CLAUSE_REACH = 30
_ADDRESSEE_REACH = 14
_TERM = 25
"""Characters: a shorter quotation behind "to" is a place or name, no order."""

_QUOTED_SUBJECT = 6
"""Tokens before a quotation that can be a subject whose verb is quoted."""

_CLAUSE_PREPOSITIONS = word_set("after before despite under in at since during without")
"""Prepositions whose phrase may open a clause: "said after the storm the road was open"."""

_CLAUSE_SUBORDINATORS = word_set("if when while once after until unless before since although")
_CONTRACTED = frozenset(["that", "there", "let", "here"])
_CLAUSE_ENDS = STOPS | frozenset([";", ":"])


def find_clause(tokens: Sequence[Token], at: int) -> int | None:
    """The first token of a clause that stands at ``at``, None if none does.

    A clause is what follows *that* or a colon, a quotation, or words with a finite verb among
    them: "said | the road would open".
    """
    low = low_at(tokens, at)
    if low in ("that", ":") and at + 1 < len(tokens):
        return at + 1
    if low == QUOTE:
        return at
    if not low or not tokens[at].word or low in _no_openers():
        return None
    if _is_object(tokens, at):
        return None
    if starts_pronoun(tokens[at]) or _is_contracted(low) or _has_finite_verb(tokens, at):
        return at
    return None


def _is_object(tokens: Sequence[Token], at: int) -> bool:
    """Whether a pronoun is all that follows a verb: "observed it, and …"."""
    following = low_at(tokens, at + 1)
    ends = following in words("conjunction") or not following[:1].isalnum()
    return tokens[at].low in ("it", "this", "them") and ends


@cache
def _no_openers() -> frozenset[str]:
    """Words with which no clause without *that* begins."""
    return (
        words("conjunction", "relative", "object")
        | (words("preposition") - _CLAUSE_PREPOSITIONS)
        | (words("subordinator") - _CLAUSE_SUBORDINATORS)
    )


def _is_contracted(low: str) -> bool:
    """Whether a word is contracted with its verb: "there's", "that'll"."""
    return "'" in low and low.partition("'")[0] in _CONTRACTED


def _has_finite_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a finite verb that is the clause's own follows its first word."""
    for index in range(at + 1, min(len(tokens), at + _CLAUSE_REACH)):
        token, before = tokens[index], tokens[index - 1]
        if token.low in _CLAUSE_ENDS:
            return False
        if token.low == QUOTE:
            return index - at <= _QUOTED_SUBJECT
        if _is_companion(tokens, at, index):
            return False
        if _is_verb_behind(token, before):
            return True
        if token.low in words("relative") and index - at < 3:
            return False
    return False


def _is_companion(tokens: Sequence[Token], at: int, index: int) -> bool:
    """Whether a verb goes with the cue, not with the clause: "charged a fee and was"."""
    coordinated = tokens[index - 1].low in words("conjunction")
    starts_pronominal = tokens[at].low in words("pronoun")
    return coordinated and not starts_pronominal and is_finite(tokens[index], None)


def _is_verb_behind(token: Token, before: Token) -> bool:
    if before.low == ",":
        regular = token.low.endswith("ed") and not token.capital
        return regular or is_finite(token, None)
    return is_finite(token, before)


def find_behind_addressee(tokens: Sequence[Token], reading: Reading) -> int | None:
    """Content behind an addressee: "told reporters that", "urged the council to"."""
    at, frames = reading.after, reading.entry.frames
    if reading.passive:
        at = skip_adjuncts(tokens, at)
        return at if low_at(tokens, at) == "to" else find_clause(tokens, at)
    if at >= len(tokens) or not tokens[at].word or tokens[at].low in words("wh") | {"to"}:
        return None
    for index in range(at + 1, min(len(tokens), at + _ADDRESSEE_REACH)):
        if _ends_addressee(tokens, at, index):
            break
        found = _opens_content(tokens, index, frames)
        if found is not None:
            return found
        if tokens[index].low == ",":
            break
    if "d" not in frames:
        return None
    return find_clause(tokens, skip_adjuncts(tokens, _addressee_end(tokens, at)))


def _ends_addressee(tokens: Sequence[Token], at: int, index: int) -> bool:
    """Whether an addressee at ``at`` cannot reach this token."""
    low = tokens[index].low
    if low in STOPS or low == ";":
        return True
    return index > at + 1 and is_finite(tokens[index], tokens[index - 1])


def _opens_content(tokens: Sequence[Token], at: int, frames: str) -> int | None:
    """Where content begins that this token opens: "that", a mark, "to", a question word."""
    low, following = tokens[at].low, low_at(tokens, at + 1)
    if low == QUOTE:
        return at
    if low in words("wh"):
        takes_question = "w" in frames or "s" in frames
        return at if takes_question and low not in ("who", "which") else None
    if not following:
        return None
    if low == ":" or (low == "," and following == QUOTE) or (low == "that" and "s" in frames):
        return at + 1
    if low == "to" and "i" in frames:
        behind = tokens[at + 1]
        term = behind.low == QUOTE and not behind.capital and behind.end - behind.start < _TERM
        named = term or (behind.capital and behind.low != QUOTE)
        phrase = named or following in words("determiner", "object")
        return None if phrase else at
    return None


def _addressee_end(tokens: Sequence[Token], at: int) -> int:
    """The token behind a short addressee: a pronoun, a name, or a noun with its determiner."""
    low = tokens[at].low
    if low in words("object") or low in ("you", "it"):
        return at + 1
    end = at + 1 if low in words("determiner", "possessive") else at
    if end < len(tokens) and tokens[end].capital:
        end = names_end(tokens, end)
        return end - 1 if tokens[end - 1].low == "the" and end - at > 1 else end
    while _goes_on(tokens, end) and end - at < 3:
        end += 1
    return max(end, at + 1)


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].word and not starts_noun_phrase(tokens[at])


def names_end(tokens: Sequence[Token], at: int) -> int:
    """The token behind the capitalised words at ``at``."""
    while at < len(tokens) and tokens[at].word and tokens[at].capital:
        at += 1
    return at


def find_named_addressee(tokens: Sequence[Token], reading: Reading) -> Range | None:
    """The name of whom a source told something, who relays it: "told the Marrow Ledger"."""
    if reading.entry.entry != "tell" or reading.passive:
        return None
    at = reading.after
    if low_at(tokens, at) in words("determiner"):
        at += 1
    end = names_end(tokens, at)
    day = next((i for i in range(at, end) if tokens[i].low in words("time")), end)
    return (at, day) if at < day else None
