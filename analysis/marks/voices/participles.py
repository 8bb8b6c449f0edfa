"""Passives ("it is believed that") and participles (", adding that") as reporting cues."""

from collections.abc import Sequence

from analysis.marks.voices.phrases import phrase_after, phrase_before, subject_of
from analysis.marks.voices.reading import Reading, low_at
from analysis.marks.voices.tokens import QUOTE, Range, Token, is_possessive, word_set, words
from analysis.marks.voices.verb_groups import CITING_VERBS, VerbGroup

_SAYING_REACH = 12
_SAYING = word_set("saying warning telling claiming expressing")
"""Participles that report without "as": "was quoted saying"."""


def read_passive(group: VerbGroup) -> Reading | None:
    """A passive; its source is the agent behind "by", if it has one.

    "It is believed that", "the dam is said to", "was criticised by the mayor".
    """
    subject = None if group.infinitive else phrase_before(group.tokens, group.first, group.low)
    if group.entry.entry in CITING_VERBS and group.cue[1] + 1 < len(group.tokens):
        return _read_quoted(group, subject)
    agent = _agent(group.tokens, group.cue[1], len(group.tokens))
    before = subject[0] if subject else group.first
    return group.reading(agent, before, after=agent and agent[1])._replace(passive=True)


def _agent(tokens: Sequence[Token], at: int, high: int) -> Range | None:
    """The phrase behind "by" at ``at``."""
    return phrase_after(tokens, at + 1, high) if low_at(tokens, at) == "by" else None


def _read_quoted(group: VerbGroup, subject: Range | None) -> Reading | None:
    """As in "The mayor was quoted by the paper as saying": the subject speaks, the agent relays."""
    tokens, after = group.tokens, group.cue[1]
    link = _before_saying(tokens, after)
    if link is None or tokens[link + 1].low == "expressing":
        return None
    end = link + 2
    via = _agent(tokens, after, link)
    if via is None:
        via = _agent(tokens, end, len(tokens))
        end = via[1] if via else end
    reading = group.reading(subject, subject[0] if subject else group.first, after=end)
    entry = group.entry._replace(frames="s")
    return reading._replace(cue=(group.cue[0], link + 2), entry=entry, via=via)


def _before_saying(tokens: Sequence[Token], after: int) -> int | None:
    """The token before the participle that says what was quoted: "as" in "as saying"."""
    for at in range(after - 1, min(len(tokens) - 1, after + _SAYING_REACH)):
        if at >= after and tokens[at].low in (QUOTE, ","):
            return None
        participle = tokens[at + 1].low
        if participle in _SAYING or (participle.endswith("ing") and tokens[at].low == "as"):
            return at
    return None


def read_participle(group: VerbGroup, previous: Reading | None) -> Reading | None:
    """A participle that reports: "…, adding that", "while insisting", "is warning of".

    It has the source of the cue before it, else the subject of its sentence. One that opens the
    sentence has the subject behind its comma: "Warning that …, the mayor left".
    """
    tokens, first = group.tokens, group.first
    if group.nearest in words("be"):
        return _read_progressive(group, previous)
    if first == 0:
        if not _clause_follows(group):
            return None
        source = _subject_behind_comma(tokens, group.cue[1])
        return group.reading(source, 0)._replace(shared=True)
    before = tokens[first - 1]
    if before.low in words("determiner", "possessive") or is_possessive(before):
        return None
    linked = before.low in words("preposition", "subordinator", "conjunction")
    if before.word and not linked and not _clause_follows(group):
        return None
    source = previous.source if previous else subject_of(tokens, 0, first)
    start = first - 1 if before.low in (",", "and", "while") else first
    return group.reading(source, start)._replace(shared=True)


def _read_progressive(group: VerbGroup, previous: Reading | None) -> Reading | None:
    """A progressive form: "the mayor is warning of"."""
    tokens, first = group.tokens, group.first
    source = phrase_before(tokens, first, group.low)
    goes_on = first > group.low and tokens[first - 1].low in ("and", "but")
    if source is None and previous is not None and goes_on:
        source = previous.source
    return None if source is None else group.reading(source, source[0])


def _subject_behind_comma(tokens: Sequence[Token], at: int) -> Range | None:
    comma = next((index for index in range(at, len(tokens)) if tokens[index].low == ","), None)
    return None if comma is None else subject_of(tokens, comma + 1, len(tokens))


def _clause_follows(group: VerbGroup) -> bool:
    return group.following in ("that", QUOTE, ":")
