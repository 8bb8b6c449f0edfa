"""Subject-verb inversion: the source behind the verb, as in “…,” said Ann Lee."""

from collections.abc import Sequence

from analysis.marks.voices.phrases import phrase_after, phrase_before
from analysis.marks.voices.reading import SENTENCE_ENDS, low_at
from analysis.marks.voices.tokens import (
    DASHES,
    QUOTE,
    Range,
    Token,
    is_adverb,
    is_finite,
    source_words,
    starts_noun_phrase,
    word_set,
    words,
)
from analysis.marks.voices.verb_groups import VerbGroup

_TERM = 30
"""Characters: a shorter quotation without a mark at its end is a term, not what somebody said."""

_NO_SUBJECT = word_set("that this there there's")


def find_inverted_subject(group: VerbGroup) -> Range | None:
    """The phrase behind a verb that is its subject, because content stands before."""
    tokens, verb_end = group.tokens, group.cue[1]
    if not _follows_content(group) or not _may_follow(group):
        return None
    source = phrase_after(tokens, verb_end, len(tokens))
    if source is None or _has_subject_before(group, source[1]):
        return None
    return source if _closes(group, source[1]) else None


def _follows_content(group: VerbGroup) -> bool:
    """Whether a mark or quotation before the verb can close what was said."""
    if group.first == 0 or group.cue[1] >= len(group.tokens):
        return False
    before = group.tokens[group.first - 1]
    if before.low == QUOTE:
        # Not a term: "the “doctor” saw patients".
        return before.capital or before.end - before.start >= _TERM
    return before.low == "," or before.low in DASHES


def _may_follow(group: VerbGroup) -> bool:
    """Whether the token behind the verb may begin its subject."""
    following = group.tokens[group.cue[1]]
    if group.first < group.cue[0] and following.low == "the":
        return False  # "the “Herald” group also reports the opposite"
    if following.low in _NO_SUBJECT or not following.word:
        return False
    if following.low in words("time") and not following.low.isdigit():
        return False
    if starts_noun_phrase(following) or following.low in source_words("title"):
        return True
    return _behind_closed_quotation(group) and not _is_function_word(following)


def _behind_closed_quotation(group: VerbGroup) -> bool:
    """Whether the verb stands directly behind a quotation that a comma or full stop closes."""
    before = group.tokens[group.first - 1]
    if group.first != group.cue[0]:
        return False
    if before.low == QUOTE:
        return before.capital
    return before.low == "," and low_at(group.tokens, group.first - 2) == QUOTE


def _closes(group: VerbGroup, end: int) -> bool:
    """Whether the clause ends behind the phrase.

    If it does not, the phrase is the subject of a further verb: "At noon, said the guide, …" has
    its source behind "said", "At noon, it said the guide was late" has not.
    """
    tokens = group.tokens
    if end >= len(tokens):
        return True
    mark = tokens[end].low
    if mark in (",", QUOTE) or mark in SENTENCE_ENDS or mark in DASHES:
        return True
    behind_quotation = tokens[group.first - 1].low == QUOTE
    return behind_quotation and not is_finite(tokens[end], tokens[end - 1])


def _has_subject_before(group: VerbGroup, end: int) -> bool:
    """Whether the verb has its subject before it: behind an apposition, "Ann Lee, mayor, said"."""
    tokens, first = group.tokens, group.first
    if tokens[first - 1].low != "," or phrase_before(tokens, first - 1, group.low) is None:
        return False
    apposed = phrase_before(tokens, first, group.low)
    if apposed is None:
        return False
    ends = end >= len(tokens) or tokens[end].low in SENTENCE_ENDS
    return not ends or _is_name_with_apposition(tokens[slice(*apposed)])


def _is_name_with_apposition(phrase: Sequence[Token]) -> bool:
    befores = (None, *phrase)
    return (
        sum(token.capital for token in phrase) >= 2
        and any(token.low == "," for token in phrase)
        and not any(is_finite(*pair) for pair in zip(phrase, befores, strict=False))
    )


def _is_function_word(token: Token) -> bool:
    linking = words("preposition", "conjunction", "subordinator", "be", "have")
    return is_adverb(token) or token.low in linking
