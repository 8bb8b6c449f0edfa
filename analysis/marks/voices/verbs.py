"""Reporting verbs in their place: with auxiliaries, subject, and who is reported."""

from collections.abc import Sequence

from analysis.marks.voices.clauses import names_end
from analysis.marks.voices.cues import Cue
from analysis.marks.voices.inversion import find_inverted_subject
from analysis.marks.voices.participles import read_participle, read_passive
from analysis.marks.voices.phrases import phrase_before, subject_of
from analysis.marks.voices.reading import Reading, low_at, may_show, may_speak
from analysis.marks.voices.tokens import (
    DASHES,
    QUOTE,
    STOPS,
    Range,
    Token,
    is_possessive,
    plain_pronouns,
    source_words,
    words,
)
from analysis.marks.voices.verb_groups import CITING_VERBS, VerbGroup, read_verb_group

_CITED_REACH = 25

_REPORTING_CATEGORIES = ("evaluative", "doubting", "directive")


def read_verb(
    tokens: Sequence[Token], cue: Range, cues: Sequence[Cue], low: int, previous: Reading | None
) -> Reading | None:
    """The reading of a verb, None if it reports nothing here.

    Parameters
    ----------
    tokens, cue
        The sentence, and the place of the verb in it.
    cues
        The verb's readings as a word.
    low
        The first token that may belong to its subject.
    previous
        The reading before it in the sentence, whose source it may share.
    """
    group = read_verb_group(tokens, cue, cues, low)
    if group.passive or _lacks_auxiliary(group):
        return read_passive(group)
    if "ing" in group.forms:
        return read_participle(group, previous)
    if group.forms == {"participle"} and group.nearest not in words("have"):
        return None
    if group.infinitive:
        return _read_infinitive(group)
    if group.forms == {"base"} and not group.auxiliaries and not _is_present(group, previous):
        return None
    return _read_finite(group, previous)


def _lacks_auxiliary(group: VerbGroup) -> bool:
    """Whether this is a passive without its auxiliary: "the man accused of", "Asked whether"."""
    if group.entry.entry == "ask" and group.forms == {"ed"} and not group.auxiliaries:
        first = group.first
        opens = first == 0 or group.tokens[first - 1].low == ","
        return opens and group.following in words("wh")
    return (
        not group.auxiliaries
        and group.forms == {"ed"}
        and group.following in ("of", "by")
        and group.entry.category in _REPORTING_CATEGORIES
    )


def _read_infinitive(group: VerbGroup) -> Reading | None:
    """An infinitive, whose source is the subject of its clause: "the mayor went on to say"."""
    tokens, first = group.tokens, group.first
    if first > group.low and tokens[first - 1].low in words("refusal"):
        return None
    source = subject_of(tokens, _clause_start(tokens, first, group.low), first)
    if source is not None and not may_speak(tokens, source):
        return None
    if group.entry.category == "belief" and "s" not in group.entry.frames:
        return None  # "to hear", "to know"
    return group.reading(source, first)._replace(infinitive=True)


def _clause_start(tokens: Sequence[Token], at: int, low: int) -> int:
    """Where the clause of an infinitive at ``at`` begins."""
    for index in range(at - 1, low - 1, -1):
        mark = tokens[index].low
        if mark in (";", ":", QUOTE) or (mark in ("that", "but", "because") and index + 1 < at):
            return index + 1
    return low


def _is_present(group: VerbGroup, previous: Reading | None) -> bool:
    """Whether a base form is a present tense: behind a plural, or going on with "and"."""
    tokens, first = group.tokens, group.first
    if _follows_plural(group):
        return True
    goes_on = previous is not None and first > group.low
    if not goes_on or tokens[first - 1].low not in words("conjunction"):
        return False
    return group.following == "that" or group.following in plain_pronouns()


def _follows_plural(group: VerbGroup) -> bool:
    """Whether what stands before may be the subject of a verb in its base form."""
    tokens, first, low = group.tokens, group.first, group.low
    if first <= low:
        return False
    before = tokens[first - 1]
    found = phrase_before(tokens, first, low)
    if before.low == "," or before.low in DASHES:
        # "…, state chairman Ann Lee said": a noun before a title
        return found is not None and group.following not in source_words("title")
    if not before.word or before.low in words("preposition") or is_possessive(before):
        return False
    if found is None:
        return before.low in words("relative")
    link = next((at for at in range(*found) if tokens[at].low in words("preposition")), found[1])
    heads = tokens[found[0] : max(found[0] + 1, link)]  # "people close | to the mayor"
    if heads[-1].low in words("conjunction"):
        return False
    plural = any(each.low in words("plural") or each.low.endswith("s") for each in heads)
    return plural or heads[-1].capital


def _read_finite(group: VerbGroup, previous: Reading | None) -> Reading | None:
    """A finite verb: its subject behind it, before it, or shared with the verb before."""
    inverted = None if group.auxiliaries else find_inverted_subject(group)
    if inverted is not None:
        return group.reading(inverted, group.first, after=inverted[1])._replace(inverted=True)
    if group.entry.entry in CITING_VERBS:
        if (cited := _cited(group.tokens, group.cue)) is not None:
            return _read_citing(group, *cited)
        if "ed" in group.forms and group.following == "by":
            return None  # "the expert cited by the paper"
    before = low_at(group.tokens, group.first - 1) if group.first > group.low else ""
    if previous is not None and _goes_on(group, before):
        shared = _read_shared(group, previous)
        return shared._replace(before=group.first) if before == QUOTE else shared
    if before in words("conjunction"):
        return _read_further(group)
    source = phrase_before(group.tokens, group.first, group.low)
    if source is not None:
        speaks = may_speak(group.tokens, source)
        if speaks and group.entry.category == "evidential":
            speaks = may_show(group.tokens, source)
        return group.reading(source, source[0]) if speaks else None
    if previous is not None and before in (",", "and", "or", "but"):
        return _read_shared(group, previous)
    return _read_resumed(group)


def _goes_on(group: VerbGroup, before: str) -> bool:
    """Whether the speaker of the verb before goes on: "… and asked", "…, then asked"."""
    follows = before in (",", QUOTE) and group.tokens[group.first].low == "then"
    return follows or before in words("conjunction")


def _read_further(group: VerbGroup) -> Reading | None:
    """A second verb of a clause whose first reports nothing: "The mayor rose and said"."""
    tokens, first = group.tokens, group.first
    subject = subject_of(tokens, _clause_start(tokens, first, group.low), first - 1)
    if subject is None:
        return None
    names = names_end(tokens, subject[0])
    if names > subject[0] and tokens[subject[0]].low not in words("determiner"):
        subject = subject[0], names  # "Rusk set aside his notes and answered"
    if subject[1] >= first - 1 or not may_speak(tokens, subject):
        return None
    return group.reading(subject, first - 1)


def _read_shared(group: VerbGroup, previous: Reading) -> Reading:
    """A verb that has its subject in common with the one before: "… and warned"."""
    return group.reading(previous.source, group.first - 1)._replace(shared=True)


def _read_resumed(group: VerbGroup) -> Reading | None:
    """A verb behind a comma or a quotation that parts it from its subject."""
    tokens, first = group.tokens, group.first
    apart = first > 0 and tokens[first - 1].low in (QUOTE, ",")
    if not apart or group.auxiliaries:
        return None
    return group.reading(subject_of(tokens, 0, first), first)._replace(shared=True)


def _read_citing(group: VerbGroup, source: Range, after: int) -> Reading:
    """As in "The paper cited the mayor as saying": the subject is who relays it."""
    via = phrase_before(group.tokens, group.first, group.low)
    reading = group.reading(source, via[0] if via else group.first, after=after)
    return reading._replace(entry=group.entry._replace(frames="s"), via=via)


def _cited(tokens: Sequence[Token], cue: Range) -> tuple[Range, int] | None:
    """The source between "cited" and "as saying", and the token behind."""
    for at in range(cue[1], min(len(tokens) - 1, cue[1] + _CITED_REACH)):
        if tokens[at].low in (QUOTE, ";") or tokens[at].low in STOPS:
            return None
        if tokens[at].low == "as" and tokens[at + 1].low.endswith("ing"):
            return ((cue[1], at), at + 2) if at > cue[1] else None
    return None
