"""Cues that are no verbs: adverbials ("according to"), adjectives ("sure"), nouns ("claim")."""

from collections.abc import Sequence
from itertools import pairwise

from analysis.marks.voices.cues import Cue
from analysis.marks.voices.phrases import phrase_after, phrase_before, subject_of
from analysis.marks.voices.reading import Reading, low_at, may_speak
from analysis.marks.voices.tokens import (
    DASHES,
    Range,
    Token,
    is_adverb,
    is_finite,
    is_possessive,
    source_words,
    starts_noun_phrase,
    word_set,
    words,
)

_SOURCE_REACH = 14
_POSSESSOR_REACH = 4
_UTTERING_REACH = 5
_PREDICATE_REACH = 4

_COPULAS = word_set("felt feels feel remain remains remained seems")
"""Verbs that link a subject to an adjective, beside the forms of "be"."""

_NO_SUBJECT = word_set("it that this there")


def read_adverbial(tokens: Sequence[Token], cue: Range, entry: Cue) -> Reading | None:
    """An adverbial and the source behind it.

    The source goes to the comma if the frame opens its sentence or stands between commas:
    "According to people who saw the harbour, …". A single word that is no name is no source
    ("according to plan"). In "the plan, according to which …" the source stands before.
    """
    after = cue[1]
    if low_at(tokens, after) == "which":
        source = phrase_before(tokens, cue[0], 0)
        return Reading(cue, entry, source, before=cue[0], after=after + 1, inverted=True)
    source = phrase_after(tokens, after, len(tokens))
    if source is None:
        return None
    source = _up_to_comma(tokens, cue, source)
    if source[1] - source[0] == 1 and not _may_be_name(tokens[source[0]]):
        return None
    outside = low_at(tokens, cue[0] - 1)
    before = cue[0] - 1 if outside == "," or outside in DASHES else cue[0]
    return Reading(cue, entry, source, before=before, after=source[1], inverted=True)


def _may_be_name(token: Token) -> bool:
    return starts_noun_phrase(token) or token.low in source_words("outlet")


def _up_to_comma(tokens: Sequence[Token], cue: Range, source: Range) -> Range:
    """The source of an adverbial with what else stands before the comma that closes the frame."""
    first = cue[1]
    if cue[0] > 0:
        goes_on = source[1] < len(tokens) and tokens[source[1]].word
        if low_at(tokens, cue[0] - 1) != "," or not goes_on:
            return source
        first = source[1]
    reach = range(first, min(len(tokens), cue[1] + _SOURCE_REACH))
    mark = next((at for at in reach if not tokens[at].word), None)
    if mark is None or tokens[mark].low != ",":
        return source
    return source[0], mark


def read_adjective(tokens: Sequence[Token], cue: Range, entry: Cue, low: int) -> Reading | None:
    """A predicative adjective with its subject: "the mayor is not sure that"."""
    at = cue[0] - 1
    negative = False
    while at >= low and _goes_before(tokens[at]):
        negative |= tokens[at].low in words("negation")
        at -= 1
    link = at
    while at >= low and _links(tokens[at]):
        negative |= tokens[at].low.endswith("n't")
        at -= 1
    if link == at or at < low:
        return None
    source = phrase_before(tokens, at + 1, low)
    if source is None or tokens[source[0]].low in _NO_SUBJECT or not may_speak(tokens, source):
        return None
    return Reading(cue, entry, source, before=source[0], after=cue[1], negative=negative)


def _goes_before(token: Token) -> bool:
    """Whether a word stands between a verb and an adjective: an adverb, "not"; not "wasn't"."""
    negates = token.low in words("negation") and not token.low.endswith("n't")
    return is_adverb(token) or negates


def _links(token: Token) -> bool:
    """Whether a token may stand between a subject and its adjective."""
    return token.low in words("be", "have", "modal") or token.low in _COPULAS or is_adverb(token)


def read_noun(tokens: Sequence[Token], cue: Range, entry: Cue, low: int) -> Reading | None:
    """A noun with its source.

    That is its possessor ("the mayor's claim"), who stands behind "by" or "of" ("claims by the
    mayor"), or the subject of the verb that utters it ("the mayor expressed concern").
    """
    source = _possessor(tokens, cue[0], low)
    agent = _agent(tokens, cue[1], alone=source is None)
    if source is not None and tokens[source[0]].low in words("possessive"):
        source = _subject_of_uttering(tokens, cue[0], low) or source  # "she voiced her fear"
    source = source or agent or _subject_of_uttering(tokens, cue[0], low)
    if source is None and entry.entry == "question":
        return None  # "struggled with questions about it" reports nobody's
    return Reading(cue, entry, source, before=cue[0], after=agent[1] if agent else cue[1])


def _agent(tokens: Sequence[Token], at: int, *, alone: bool) -> Range | None:
    """Who stands behind a noun and "by", "from", "among"; behind "of", before a predicate.

    "The fear of many is that …" has a source, "the fear of floods" none. ``alone`` says whether
    the noun lacks a possessor; with one, "of" and "among" name no source.
    """
    link = low_at(tokens, at)
    if link not in ("by", "from") and not (alone and link in ("of", "among")):
        return None
    agent = phrase_after(tokens, at + 1, len(tokens))
    if agent is None or (link == "of" and find_predicate(tokens, agent[1]) is None):
        return None
    return agent


def _possessor(tokens: Sequence[Token], noun: int, low: int) -> Range | None:
    """Whose a noun is: "the mayor's repeated claim", "their belief"."""
    for at in range(noun - 1, max(low, noun - _POSSESSOR_REACH) - 1, -1):
        token = tokens[at]
        if not token.word or token.low in words("preposition", "determiner", "uttering"):
            return None  # "Russia's staff expressed | hope"
        if token.low in words("possessive"):
            return at, at + 1
        if is_possessive(token):
            return phrase_before(tokens, at + 1, low) or (at, at + 1)
    return None


def _subject_of_uttering(tokens: Sequence[Token], noun: int, low: int) -> Range | None:
    """The subject of a verb that does no more than utter the noun: "has expressed concern"."""
    reach = range(noun - 1, max(low, noun - _UTTERING_REACH) - 1, -1)
    verb = next((at for at in reach if tokens[at].low in words("uttering")), None)
    if verb is None or not all(token.word for token in tokens[verb:noun]):
        return None
    if any(_is_verb(*pair) for pair in pairwise(tokens[verb:noun])):
        return None  # "has also sparked | warnings", "has heard | reports"
    if tokens[verb].low.endswith("ing"):  # "the mayor was quoted expressing concern"
        return subject_of(tokens, low, verb)
    first = verb
    while first > low and (
        tokens[first - 1].low in words("have", "be", "modal") or is_adverb(tokens[first - 1])
    ):
        first -= 1
    return phrase_before(tokens, first, low)


def _is_verb(before: Token, token: Token) -> bool:
    """Whether a main verb stands here behind an auxiliary: "has | sparked"."""
    auxiliary = before.low in words("have") or is_adverb(before)
    return (auxiliary and is_finite(token, None)) or (auxiliary and token.low.endswith("ed"))


def find_predicate(tokens: Sequence[Token], at: int) -> int | None:
    """The first token of a clause that is predicated of a noun before ``at``.

    "Rumours are spreading that …", "the fear of many is that …".
    """
    reach = range(at, min(len(tokens), at + _PREDICATE_REACH))
    verb = next((index for index in reach if not is_adverb(tokens[index])), None)
    if verb is None or not _is_link(tokens[verb]):
        return None
    for index in range(verb + 1, min(len(tokens) - 1, verb + _PREDICATE_REACH)):
        token = tokens[index]
        if token.low == "that":
            return index + 1
        if not (is_adverb(token) or token.low.endswith(("ing", "ed")) or _is_link(token)):
            return None
    return None


def _is_link(token: Token) -> bool:
    return token.low in words("be", "have")
