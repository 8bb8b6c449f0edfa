"""Reporting cues: the words of ``analysis/lexicons/reporting_cues.csv`` in all their forms.

Columns beside the usual ones: ``part`` (verb, adjective, noun, adverbial), ``forms`` (irregular
forms: past, or past|participle, or the stem with a doubled consonant), ``frames`` (what an entry
takes):

- ``s`` a clause, with or without *that*; ``w`` a clause that begins with a question word;
- ``i`` an infinitive; ``o`` an addressee before the clause or infinitive;
- ``n`` a noun phrase; ``q`` quoted words (which every verb takes that has ``s`` or ``n``).

Adverbials have ``right`` or ``left``: on which side the source stands.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from analysis.lexicons import read_lexicon
from analysis.marks.voices.tokens import Token

_VOWELS = frozenset("aeiou")


class Cue(NamedTuple):
    """A reading of words as a reporting cue: the entry, its part of speech, and its form.

    ``form`` of a verb is base, s, past, participle, ed (past or participle) or ing; of other parts
    it is empty.
    """

    entry: str
    category: str
    part: str
    form: str
    frames: str


class Lexicon(NamedTuple):
    """Readings by their words, and the number of words of the longest entry by first word."""

    readings: dict[tuple[str, ...], list[Cue]]
    longest: dict[str, int]


def read_cues(tokens: Sequence[Token], at: int) -> tuple[int, list[Cue]]:
    """Readings of the longest entry at a token and the token after it; ``(at, [])`` if none."""
    lexicon = cue_lexicon()
    length = lexicon.longest.get(tokens[at].low, 0)
    for end in range(min(len(tokens), at + length), at, -1):
        found = lexicon.readings.get(tuple(token.low for token in tokens[at:end]))
        if found:
            return end, found
    return at, []


@cache
def cue_lexicon() -> Lexicon:
    """The word list with every form spelled out."""
    readings: dict[tuple[str, ...], list[Cue]] = {}
    longest: dict[str, int] = {}
    for row in read_lexicon("reporting_cues"):
        for form, name in _forms(row["entry"], row["part"], row["forms"]):
            key = tuple(form.split())
            cue = Cue(row["entry"], row["category"], row["part"], name, row["frames"])
            readings.setdefault(key, []).append(cue)
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return Lexicon(readings, longest)


def _forms(entry: str, part: str, irregular: str) -> Iterator[tuple[str, str]]:
    if part == "noun":
        yield entry, ""
        yield irregular or _s_form(entry), ""
        return
    if part != "verb":
        yield entry, ""
        return
    head, _, tail = entry.partition(" ")
    tail = tail and " " + tail
    yield entry, "base"
    parts = [form.partition(" ")[0] for form in irregular.split("|")] if irregular else []
    yield (parts[1] if parts[1:] and parts[1].endswith("s") else _s_form(head)) + tail, "s"
    yield _ing_form(head, parts) + tail, "ing"
    if len(parts) == 2 and not parts[1].endswith("s"):
        yield parts[0] + tail, "past"
        yield parts[1] + tail, "participle"
    elif parts:
        yield parts[0] + tail, "ed"
    else:
        yield _ed_form(head) + tail, "ed"


def _s_form(word: str) -> str:
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _ed_form(word: str) -> str:
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ied"
    return word + ("d" if word.endswith("e") else "ed")


def _ing_form(word: str, parts: Sequence[str]) -> str:
    if parts and parts[0].endswith("ed") and parts[0][:-3] == word:  # slammed: slamming
        return parts[0][:-2] + "ing"
    if word in ("put", "begin", "let", "bet"):
        return word + word[-1] + "ing"
    return (word[:-1] if word.endswith("e") and not word.endswith("ee") else word) + "ing"
