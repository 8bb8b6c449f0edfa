"""Where content behind a noun, an adjective or an adverbial that reports begins.

"The claim that | …", "a promise | to …", "sure that | …", "according to the mayor, | …".
"""

from collections.abc import Sequence

from analysis.marks.voices.clauses import find_clause
from analysis.marks.voices.cues import Cue
from analysis.marks.voices.nominals import find_predicate
from analysis.marks.voices.reading import Reading, low_at
from analysis.marks.voices.tokens import (
    DASHES,
    QUOTE,
    Token,
    is_finite,
    starts_noun_phrase,
    word_set,
    words,
)

NOUN_LINKS = word_set("of about over for on against")
_ADJECTIVE_LINKS = word_set("with about over by of")
_CLAUSE_OPENERS = frozenset([";", ":", "and", "but", "that", "still", "meanwhile"]) | DASHES
"""What stands before an adverbial frame that opens its clause."""


def find_behind_adjective(tokens: Sequence[Token], at: int) -> int | None:
    """As in "Is worried about | the dam", "is sure that | it holds"."""
    if low_at(tokens, at) in _ADJECTIVE_LINKS and at + 1 < len(tokens):
        return at + 1
    return find_clause(tokens, at)


def find_behind_noun(tokens: Sequence[Token], at: int, entry: Cue) -> int | None:
    """Content of a noun: a clause, an infinitive, what a link leads to, or a predicate.

    "The claim that | …", "a promise | to …", "doubts about | …", "the fear is that | …".
    """
    if at + 1 >= len(tokens) or _is_idiom(tokens, at):
        return None
    if (found := find_predicate(tokens, at)) is not None:
        return found
    low, following = tokens[at].low, tokens[at + 1]
    if low == "that":
        return None if is_finite(following, tokens[at]) else at + 1
    if low == ":" or (low in ("over", "about", "as") and following.low in words("wh")):
        return at + 1
    if low == "as" and following.low == "to" and at + 2 < len(tokens):
        return at + 2
    if (low == "to" and "i" in entry.frames) or low in words("wh"):
        return at
    return _behind_link(tokens, at) if "l" in entry.frames else None


def _is_idiom(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun only gives a purpose: "in the hope of leaving"."""
    before = [low_at(tokens, at - 3), low_at(tokens, at - 2), low_at(tokens, at)]
    return before == ["in", "the", "of"] and tokens[at + 1].low.endswith("ing")


def _behind_link(tokens: Sequence[Token], at: int) -> int | None:
    """Content of a noun behind "of", "about" and the like, or a clause without *that*."""
    token = tokens[at]
    if token.low in NOUN_LINKS and tokens[at + 1].word:
        return at + 1
    named = token.capital and token.word
    if named or token.low in words("determiner", "pronoun"):
        return find_clause(tokens, at)
    return None


def find_behind_adverbial(tokens: Sequence[Token], reading: Reading) -> int | None:
    """Content behind "according to X,", if the frame opens its clause."""
    at = reading.after
    if at >= len(tokens):
        return None
    if tokens[at - 1].low == "which":
        return at
    low = tokens[at].low
    if low == "," and at + 1 < len(tokens) and _opens_subclause(tokens, reading):
        return at + 1
    begins = reading.before if reading.entry.frames == "left" else reading.cue[0]
    if not _opens_clause(tokens, begins):
        return None
    if low in (",", ":") and at + 1 < len(tokens):
        return at + 1
    return at if low == QUOTE or starts_noun_phrase(tokens[at]) else None


def _opens_subclause(tokens: Sequence[Token], reading: Reading) -> bool:
    """Whether the frame stands between commas behind "which", "because": "which, according to"."""
    if reading.before == reading.cue[0]:
        return False
    opener = low_at(tokens, reading.before - 1)
    return opener in words("relative", "subordinator") and (
        opener in words("relative") or opener != "so"
    )


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a frame at this place opens its sentence or a clause of it."""
    before = low_at(tokens, at - 1)
    return not before or before in _CLAUSE_OPENERS or (before == "," and at <= 2)
