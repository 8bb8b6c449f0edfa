"""The two types the finder works with: a cue in its place (`Reading`), and a report (`Frame`)."""

from collections.abc import Sequence
from typing import NamedTuple

from analysis.marks.voices.cues import Cue
from analysis.marks.voices.tokens import (
    QUOTE,
    STOPS,
    Range,
    Token,
    source_words,
    word_set,
    words,
)

SENTENCE_ENDS = STOPS | frozenset([")", "]", ";"])

_NOBODY = word_set("nobody no none what")
_NO_SPEAKER = word_set("there you how this that")
_NAME_AHEAD = 5
_SHOWING = ("collective", "document", "organisation", "outlet", "title", "unnamed")


class Reading(NamedTuple):
    """A cue in its place, before its content is looked for."""

    cue: Range
    entry: Cue
    source: Range | None
    before: int
    """The first token of the frame: where content that precedes it must end."""
    after: int
    """The token behind cue, and behind a source that follows it."""
    negative: bool = False
    passive: bool = False
    inverted: bool = False
    """Whether the frame stands apart, its source behind its verb: "…," said the mayor."""
    shared: bool = False
    """Whether the source is that of the cue before: "… and warned"."""
    via: Range | None = None
    """Who relays it: "the paper quoted the mayor as saying"."""
    infinitive: bool = False


class Frame(NamedTuple):
    """One report: ranges of tokens; ``content`` may have several parts, ``source`` be None."""

    cue: Range | None
    source: Range | None
    content: list[Range]
    negative: bool = False
    via: Range | None = None
    category: str | None = None


def low_at(tokens: Sequence[Token], at: int) -> str:
    """The folded token at a place, empty outside the sentence."""
    return tokens[at].low if 0 <= at < len(tokens) else ""


def may_speak(tokens: Sequence[Token], source: Range) -> bool:
    """Whether a phrase can be a source: not the reader, not "there", not a question word."""
    first, before = tokens[source[0]].low, low_at(tokens, source[0] - 1)
    if first in _NOBODY:
        return False
    if before == "what" and not _gives_name(tokens, source[1]):
        return False
    if source[1] - source[0] > 1:
        return True
    return first not in _NO_SPEAKER and (before, first) != ("no", "one")


def may_show(tokens: Sequence[Token], source: Range) -> bool:
    """Whether a phrase can report by showing: people and texts can, "the relations" cannot."""
    ends = (at for at in range(source[0] + 1, source[1]) if _leaves_head(tokens[at]))
    head = tokens[next(ends, source[1]) - 1]
    if head.capital or head.low in words("pronoun") or not head.word:
        return True
    return any(head.low in source_words(name) for name in _SHOWING)


def _leaves_head(token: Token) -> bool:
    """Whether what follows a head noun begins here: "a study | published in", "| of"."""
    return token.low in words("preposition", "relative") or token.low.endswith(("ed", "ing"))


def _gives_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name in quotation marks is near: "what the council called “the green line”"."""
    return any(token.low == QUOTE for token in tokens[at : at + _NAME_AHEAD])
