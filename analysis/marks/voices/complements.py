"""Complements: where content behind a cue begins.

The rules, in this order: behind an addressee ("told reporters that"); past adjuncts ("on Monday in
a statement"); quoted words, or a clause behind a colon; a clause with *that* or a question word; an
infinitive; a clause without *that*, if a finite verb follows its first word; a noun phrase, for
cues that take one.
"""

from collections.abc import Sequence

from analysis.marks.voices.adjuncts import begins_adjunct, skip_adjuncts
from analysis.marks.voices.clauses import find_behind_addressee, find_clause
from analysis.marks.voices.cues import Cue
from analysis.marks.voices.nominal_complements import (
    NOUN_LINKS,
    find_behind_adjective,
    find_behind_adverbial,
    find_behind_noun,
)
from analysis.marks.voices.parentheticals import is_parenthetical
from analysis.marks.voices.reading import Reading, low_at
from analysis.marks.voices.tokens import (
    QUOTE,
    Token,
    is_adverb,
    is_finite,
    plain_pronouns,
    source_words,
    starts_noun_phrase,
    words,
)

_NAMING_REACH = 8
_RAISING_REACH = 10
_CHARGE_REACH = 10
_COLON_REACH = 10
_AS_REACH = 6
_ASIDE_REACH = 8
_FEWEST_WORDS = 3


def find_complement(tokens: Sequence[Token], reading: Reading) -> int | None:
    """The first token of content that stands behind the cue, None if none does."""
    part, at = reading.entry.part, reading.after
    if part == "adverbial":
        return find_behind_adverbial(tokens, reading)
    if reading.inverted:
        return None
    if part == "noun":
        return find_behind_noun(tokens, at, reading.entry)
    if part == "adjective":
        return find_behind_adjective(tokens, skip_adjuncts(tokens, at))
    if not set(reading.entry.frames).isdisjoint("od"):
        found = find_behind_addressee(tokens, reading)
        if found is not None:
            return found
    at = skip_adjuncts(tokens, at)
    return _behind_verb(tokens, reading, at) if at < len(tokens) else None


def _behind_verb(tokens: Sequence[Token], reading: Reading, at: int) -> int | None:
    """Content of a verb, behind addressee and adjuncts."""
    frames = reading.entry.frames
    if "n" in frames and (quoted := _introduced(tokens, at)) is not None:
        return quoted
    if "r" in frames and not reading.passive and _is_raising(tokens, at):
        return at
    if not tokens[at].word:
        return _behind_mark(tokens, reading, at)
    if _rules_out(tokens[at], reading):
        return None
    found = _opened(tokens, reading, at)
    if found is not None:
        return found
    if reading.passive:
        return _behind_passive(tokens, reading, at)
    return _behind_active(tokens, reading, at)


def _introduced(tokens: Sequence[Token], at: int) -> int | None:
    """A quotation behind a colon that a noun phrase introduces ("reports the opposite: “…”")."""
    for index in range(at, min(len(tokens) - 1, at + _COLON_REACH)):
        if tokens[index].low == ":":
            return index + 1 if tokens[index + 1].low == QUOTE else None
        if not tokens[index].word:
            return None
    return None


def _is_raising(tokens: Sequence[Token], at: int) -> bool:
    """Whether an infinitive with its own subject stands here: "expects the dam to hold"."""
    first = tokens[at]
    if not first.word or first.low == "that" or first.low in words("preposition", "wh"):
        return False
    for index in range(at + 1, min(len(tokens) - 1, at + _RAISING_REACH)):
        token = tokens[index]
        if token.low == "to":
            following = tokens[index + 1]
            return not following.capital and following.low not in words("determiner")
        if not token.word or is_finite(token, tokens[index - 1]):
            return False
    return False


def _behind_mark(tokens: Sequence[Token], reading: Reading, at: int) -> int | None:
    """Content behind a colon or comma, or a quotation itself: "said: | “It holds”"."""
    mark, following = tokens[at].low, low_at(tokens, at + 1)
    if mark == QUOTE:
        return at
    if mark == ":":
        return at + 1 if following else None
    if mark == "," and following == QUOTE:
        return None if is_parenthetical(tokens, reading) else at + 1
    if mark == "," and "s" in reading.entry.frames:
        return _behind_aside(tokens, at)
    return None


def _behind_aside(tokens: Sequence[Token], at: int) -> int | None:
    """Content with *that* behind a comma, or behind an aside: "recalled, with joy, that |"."""
    if low_at(tokens, at + 1) == "that":
        return at + 2 if at + 2 < len(tokens) else None
    reach = range(at + 1, min(len(tokens) - 2, at + _ASIDE_REACH))
    close = next((i for i in reach if not tokens[i].word), None)
    if close is None or tokens[close].low != "," or low_at(tokens, close + 1) != "that":
        return None
    return close + 2 if low_at(tokens, at + 1) not in words("conjunction", "relative") else None


def _rules_out(token: Token, reading: Reading) -> bool:
    """Whether a word shows that nothing is reported: "is called as a witness"."""
    return token.low == "as" and reading.entry.entry == "call"


def _is_question(token: Token, reading: Reading) -> bool:
    """Whether an indirect question begins here that the cue takes."""
    if token.low not in words("wh"):
        return False
    frames = reading.entry.frames
    return "w" in frames or ("s" in frames and token.low != "who")


def _opened(tokens: Sequence[Token], reading: Reading, at: int) -> int | None:
    """Content that "that", a question word, "to" or "as" opens."""
    low, frames = tokens[at].low, reading.entry.frames
    if low == "that":
        return None if set(frames).isdisjoint("st") else at + 1
    if _is_question(tokens[at], reading):
        return at
    if low == "to" and ("i" in frames or reading.passive):
        return at
    if low == "as" and ("n" in frames or reading.passive) and at + 1 < len(tokens):
        return at + 1
    return None


def _behind_passive(tokens: Sequence[Token], reading: Reading, at: int) -> int | None:
    """Content of a passive: behind "as", "of" or "for"; a clause, if no agent stands between."""
    found = _described_as(tokens, at)
    if found is not None:
        return found
    if tokens[at].low in ("of", "for"):
        return at + 1
    if reading.source is not None or "s" not in reading.entry.frames:
        return None
    return find_clause(tokens, at)


def _described_as(tokens: Sequence[Token], at: int) -> int | None:
    """What somebody is described as, some words on ("described in the audit as | careless")."""
    for index in range(at, min(len(tokens) - 1, at + _AS_REACH)):
        if tokens[index].low == "as":
            return index + 1
        if not tokens[index].word or is_finite(tokens[index], None):
            return None
    return None


def _behind_active(tokens: Sequence[Token], reading: Reading, at: int) -> int | None:
    """Content of an active verb: a clause without *that*, else a noun phrase."""
    token, entry = tokens[at], reading.entry
    if "s" in entry.frames and (found := find_clause(tokens, at)) is not None:
        return found
    if "s" in entry.frames and _is_raised(tokens, reading, at):
        return at
    if entry.entry == "say" and _is_long_phrase(tokens, at):
        return at
    if reading.infinitive or _is_plain_participle(tokens, reading):
        return None
    if "t" in entry.frames and token.low in plain_pronouns():
        return find_clause(tokens, at)
    noun_phrase = "n" in entry.frames or _is_finding(tokens, reading)
    if noun_phrase and not is_adverb(token) and not begins_adjunct(tokens, at):
        return _noun_phrase(tokens, at, entry)
    return None


def _is_raised(tokens: Sequence[Token], reading: Reading, at: int) -> bool:
    """Whether a verb follows whose subject is the relative before: "which experts say | could"."""
    if reading.source is None or reading.passive:
        return False
    relative = low_at(tokens, reading.source[0] - 1) in ("which", "who", "that")
    verb = tokens[at].low in words("be", "have", "do", "modal")
    return relative and verb and at == reading.cue[1]


def _is_finding(tokens: Sequence[Token], reading: Reading) -> bool:
    """Whether a document finds something: "a poll shows | the mayor ahead"."""
    if reading.entry.category != "evidential" or reading.source is None:
        return False
    return any(tokens[at].low in source_words("document") for at in range(*reading.source))


def _is_plain_participle(tokens: Sequence[Token], reading: Reading) -> bool:
    """Whether a participle takes no noun phrase here: "…, noting the time"."""
    participle = reading.shared and tokens[reading.cue[0]].low.endswith("ing")
    return participle and reading.entry.category not in ("denying", "evaluative")


def _noun_phrase(tokens: Sequence[Token], at: int, entry: Cue) -> int | None:
    """Where the content of a cue with a noun phrase begins."""
    low = tokens[at].low
    if low in words("preposition"):
        return at + 1 if low in NOUN_LINKS and at + 1 < len(tokens) else None
    linking = words("conjunction", "subordinator", "relative") - {"that"}
    if low in linking or low in ("citing", "quoting"):
        return None
    if entry.entry == "call" and not _is_named(tokens, at):
        return None
    if entry.category == "evaluative" or entry.entry == "blame":
        return _charge(tokens, at)
    return at


def _charge(tokens: Sequence[Token], at: int) -> int:
    """What somebody is accused of or blamed for: "accused the firm of | hiding the report"."""
    for index in range(at + 1, min(len(tokens) - 1, at + _CHARGE_REACH)):
        if tokens[index].low in ("of", "for") and tokens[index + 1].low.endswith("ing"):
            return index + 1
    return at


def _is_long_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun phrase begins here and several words follow before a mark."""
    span = tokens[at : at + _FEWEST_WORDS]
    several = len(span) == _FEWEST_WORDS and all(token.word for token in span)
    return several and starts_noun_phrase(tokens[at])


def _is_named(tokens: Sequence[Token], at: int) -> bool:
    """Whether a second phrase says what something is called: "called the plan | a mistake"."""
    rest = tokens[at + 1 : at + 1 + _NAMING_REACH]
    return any(token.low in (QUOTE, "a", "an") for token in rest)
