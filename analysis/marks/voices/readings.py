"""Which cues of a sentence report something, and as which part of speech."""

from collections.abc import Sequence
from functools import cache

from analysis.marks.voices.complements import find_complement
from analysis.marks.voices.cues import Cue, cue_lexicon, read_cues
from analysis.marks.voices.nominal_complements import find_behind_noun
from analysis.marks.voices.nominals import read_adjective, read_adverbial, read_noun
from analysis.marks.voices.parentheticals import is_parenthetical, read_as_frame
from analysis.marks.voices.reading import Reading, low_at
from analysis.marks.voices.tokens import (
    QUOTE,
    Range,
    Token,
    is_adverb,
    is_possessive,
    words,
)
from analysis.marks.voices.verbs import read_verb

_NOUN_REACH = 4

_ATTRIBUTE_ENDINGS = ("ing", "ous", "ive", "able", "ible", "ful", "less")
_BARE_PRONOUNS = frozenset(["this", "that", "these", "those", "one"])
"""Pronouns that may be determiners or subjects: the word behind them tells nothing."""


def find_readings(tokens: Sequence[Token], *, headline: bool) -> list[tuple[Reading, int | None]]:
    """Cues that report something, each with the first token of the content behind it, if any."""
    found: list[tuple[Reading, int | None]] = []
    previous: Reading | None = None
    for at in may_be_cues(tokens, headline=headline):
        if previous is not None and at < previous.cue[1]:
            continue
        reading = _read(tokens, at, previous)
        if reading is None:
            continue
        start = find_complement(tokens, reading)
        if start is not None and _closes_quotation(tokens, reading, start):
            start = None
        if start is not None or _stands_alone(tokens, reading):
            found.append((reading, start))
            previous = reading
    return found


def _closes_quotation(tokens: Sequence[Token], reading: Reading, start: int) -> bool:
    """Whether the content is the quotation before: “It holds,” he told me when I came."""
    before = tokens[reading.before - 1] if reading.before else None
    quoted = before is not None and before.low == QUOTE and before.capital
    opened = low_at(tokens, start) == QUOTE or low_at(tokens, start - 1) in ("that", ":", ",")
    return quoted and reading.entry.part == "verb" and not opened


def may_be_cues(tokens: Sequence[Token], *, headline: bool = False) -> list[int]:
    """Tokens that may begin a cue.

    A capital within a sentence makes a name of it ("the Daily News", "United States"); headlines
    have many.
    """
    first_words = cue_lexicon().longest
    return [
        at
        for at, token in enumerate(tokens)
        if token.low in first_words and token.word and (headline or at == 0 or not token.capital)
    ]


def awaits_content(tokens: Sequence[Token], reading: Reading) -> bool:
    """Whether content is to come in the next paragraph: "The ministry added:"."""
    return (
        reading.entry.part == "verb"
        and tokens[-1].low == ":"
        and not any(token.low == QUOTE for token in tokens[reading.after :])
    )


def _stands_alone(tokens: Sequence[Token], reading: Reading) -> bool:
    """Whether a cue without content behind it reports all the same."""
    return is_parenthetical(tokens, reading) or awaits_content(tokens, reading)


def _read(tokens: Sequence[Token], at: int, previous: Reading | None) -> Reading | None:
    """The reading of the cue at a token, None if there is none or it reports nothing."""
    end, cues = read_cues(tokens, at)
    if not cues:
        return None
    reading = _as_part_of_speech(tokens, (at, end), cues, previous)
    if reading is None or (tokens[at].low in words("uttering") and _utters_noun(tokens, end)):
        return None
    return read_as_frame(tokens, reading) or reading


def _as_part_of_speech(
    tokens: Sequence[Token], cue: Range, cues: Sequence[Cue], previous: Reading | None
) -> Reading | None:
    """A cue as the part of speech that it is in its place."""
    by_part: dict[str, list[Cue]] = {}
    for each in cues:
        by_part.setdefault(each.part, []).append(each)
    low = previous.cue[1] if previous else 0
    if adverbials := by_part.get("adverbial"):
        return read_adverbial(tokens, cue, adverbials[0])
    if adjectives := by_part.get("adjective"):
        found = read_adjective(tokens, cue, adjectives[0], low)
        if found is not None:
            return found
    nouns, verbs = by_part.get("noun"), by_part.get("verb")
    is_noun = _is_noun(tokens, cue, verbs or []) or (
        nouns and _is_predicate(tokens, cue, verbs or [])
    )
    if nouns and (is_noun or not verbs):
        return read_noun(tokens, cue, nouns[0], low)
    if verbs and not is_noun and not _is_subject(tokens, cue, verbs):
        return read_verb(tokens, cue, verbs, low, previous)
    return None


def _is_subject(tokens: Sequence[Token], cue: Range, verbs: Sequence[Cue]) -> bool:
    """Whether a word in -s is a plural noun, the subject of what follows: "advocates were"."""
    plural = {each.form for each in verbs} == {"s"}
    return plural and low_at(tokens, cue[1]) in words("be", "have", "modal", "do")


def _is_noun(tokens: Sequence[Token], cue: Range, verbs: Sequence[Cue]) -> bool:
    """Whether the word before makes a noun of a word that could be a verb as well.

    An adjective does so only before a form that nouns have: "the official claims", not "added".
    """
    if cue[0] == 0:
        return low_at(tokens, cue[1]) in ("of", "that", "about", "over")
    before = tokens[cue[0] - 1]
    low = before.low
    if not before.word:
        return False
    if low in words("uttering") and low not in words("have"):
        return True
    if low in words("pronoun") and low not in _BARE_PRONOUNS:
        return low in ("another", "no", "her")
    if low in _before_nouns() or is_possessive(before):
        return True
    may_be_noun = not verbs or not {each.form for each in verbs}.isdisjoint(("base", "s", "ing"))
    return may_be_noun and _is_attribute(before)


@cache
def _before_nouns() -> frozenset[str]:
    """Words with which a noun phrase begins or goes on: "the claim", "without doubt"."""
    determining = words("determiner", "possessive", "attribute")
    return determining | (words("preposition") - {"to"})


def _is_attribute(token: Token) -> bool:
    """Whether a word looks like an adjective: "baseless", "official"."""
    if token.low.endswith(_ATTRIBUTE_ENDINGS):
        return True
    return token.low.endswith("ial") and not is_adverb(token)


def _is_predicate(tokens: Sequence[Token], cue: Range, verbs: Sequence[Cue]) -> bool:
    """Whether a word behind a form of "be" is a noun, not a passive or progressive verb."""
    forms = {each.form for each in verbs}
    follows_be = low_at(tokens, cue[0] - 1) in words("be")
    return follows_be and forms.isdisjoint(("ed", "participle", "ing"))


def _utters_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether what a verb utters is a noun that reports: "expressed concern that"."""
    for index in range(at, min(len(tokens), at + _NOUN_REACH)):
        if not tokens[index].word or tokens[index].low in words("preposition"):
            return False
        end, cues = read_cues(tokens, index)
        noun = next((cue for cue in cues if cue.part == "noun"), None)
        if noun is not None:
            return find_behind_noun(tokens, end, noun) is not None
    return False
