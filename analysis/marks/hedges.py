"""Hedges: the words by which a writer, or the source reported, withholds full commitment.

Cues, their categories and the contexts that decide a reading are data:
``analysis/lexicons/hedges.csv`` (categories after Hyland 1998 and 2005, CoNLL-2010, BioScope,
Szarvas et al. 2012, Biber et al. 1999, Rubin 2007) and ``hedge_contexts.csv`` (the word classes in
its patterns). CONTRIBUTING.md explains how to add a cue; `Contexts` explains the columns.
"""

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache, partial
from typing import NamedTuple

from analysis.corpus.sentences import find_sentences
from analysis.corpus.text import Span, fold
from analysis.lexicons import read_lexicon
from analysis.marks.contexts import Contexts, compile_contexts
from analysis.marks.matcher import PhraseMatcher
from analysis.marks.scare_quotes import find_scare_quotes

CATEGORIES = ("modal", "evidential", "certainty", "approximator", "conditional", "distancing")

# Rows of this category find expressions that hold a cue word without hedging ("no doubt").
_NO_HEDGE = "none"

_HYPHENS = frozenset("-‐‑")
_VOWELS = frozenset("aeiou")


class Hedge(NamedTuple):
    """A hedge cue in a text.

    ``text`` is the raw slice ``[start:end]``, ``cue`` the lexicon entry it is a form of (or
    ``scare quotes``, ``?``), ``category`` one of `CATEGORIES`.
    """

    start: int
    end: int
    text: str
    cue: str
    category: str


class _Rule(NamedTuple):
    """One row of the lexicon, ready to be asked."""

    entry: str
    category: str
    capital: bool
    contexts: Contexts


class _Lexicon(NamedTuple):
    """The matcher, and for each of its phrases the rules that may apply, most specific first."""

    matcher: PhraseMatcher
    rules: list[list[_Rule]]


def find_hedges(text: str, *, headline: bool = False) -> list[Hedge]:
    """Hedge cues of a text, sorted by start, none overlapping another.

    Of cues that overlap the leftmost, then the longest counts. Contexts never reach beyond the
    sentence (`find_sentences`).

    Parameters
    ----------
    text
        Any string.
    headline
        Whether the text is a headline: line breaks do not end its sentences, and its question
        marks are distancing hedges ("Talks near collapse?").

    Returns
    -------
    list of Hedge
        Offsets in code points of ``text``.
    """
    view = fold(text)
    sentences = find_sentences(text, break_at_lines=not headline)
    starts = [start for start, _ in sentences]
    found: list[Hedge] = []
    blocked: list[Span] = []
    lexicon = _lexicon()
    for start, end, index in lexicon.matcher.find_all(view, folded=True):
        if _in_compound(text, start, end):
            continue
        sentence = sentences[bisect_right(starts, start) - 1]
        rule = _reading(lexicon.rules[index], text, view, (start, end), sentence)
        if rule is None:
            continue
        if rule.category == _NO_HEDGE:
            blocked.append((start, end))
        else:
            found.append(Hedge(start, end, text[start:end], rule.entry, rule.category))
    for start, end in find_scare_quotes(text, view, sentences):
        found.append(Hedge(start, end, text[start:end], "scare quotes", "distancing"))
    if headline:
        found += [Hedge(at, at + 1, "?", "?", "distancing") for at in _question_marks(text)]
    return _keep_longest(found, blocked)


@cache
def _lexicon() -> _Lexicon:
    rules: dict[str, list[_Rule]] = {}
    for row in read_lexicon("hedges"):
        rule = _Rule(
            row["entry"], row["category"], row["entry"][0].isupper(), compile_contexts(row)
        )
        for form in _forms(row["entry"], row["form"]):
            rules.setdefault(form.lower(), []).append(rule)
    for phrase, group in rules.items():
        group.sort(key=partial(_rank, phrase))
    return _Lexicon(PhraseMatcher(list(rules)), list(rules.values()))


def _rank(phrase: str, rule: _Rule) -> tuple[bool, bool]:
    """Blocking rules first, then rows for this very form, then rows that inflect to it."""
    return rule.category != _NO_HEDGE, rule.entry.lower() != phrase


def _forms(entry: str, form: str) -> Iterable[str]:
    """Forms of an entry: -s for a noun; -s, -ed, -ing for a verb; irregular ones have rows."""
    yield entry
    if not form:
        return
    consonant_y = entry.endswith("y") and entry[-2:-1] not in _VOWELS
    stem = entry[:-1] if consonant_y else entry
    if consonant_y:
        yield stem + "ies"
    else:
        yield entry + ("es" if entry.endswith(("s", "x", "z", "ch", "sh")) else "s")
    if form == "verb":
        yield stem + ("ied" if consonant_y else "d" if entry.endswith("e") else "ed")
        yield (entry[:-1] if entry.endswith("e") else entry) + "ing"


def _reading(rules: list[_Rule], text: str, view: str, cue: Span, sentence: Span) -> _Rule | None:
    """The first rule whose contexts hold for the phrase, None if it does not hedge here."""
    for rule in rules:
        if rule.capital and not text[cue[0]].isupper():
            continue
        if rule.contexts.hold(view, cue, sentence):
            return rule
    return None


def _in_compound(text: str, start: int, end: int) -> bool:
    """Whether a hyphen ties the phrase to another word ("over-the-counter", "ex-suspect")."""
    after = text[end : end + 2]
    before = text[max(0, start - 2) : start]
    return (len(after) == 2 and after[0] in _HYPHENS and after[1].isalnum()) or (
        len(before) == 2 and before[1] in _HYPHENS and before[0].isalnum()
    )


def _question_marks(text: str) -> Iterable[int]:
    return (at for at, char in enumerate(text) if char in "?؟？")


def _keep_longest(found: list[Hedge], blocked: list[Span]) -> list[Hedge]:
    """Of hedges and blocked expressions together the leftmost longest, then without the blocked.

    Of a hedge and a blocked expression of the same span the blocked one counts.
    """
    spans = [(start, -end, None) for start, end in blocked]
    ordered = sorted(
        [*((h.start, -h.end, h) for h in found), *spans],
        key=lambda item: (item[0], item[1], item[2] is not None),
    )
    kept: list[Hedge] = []
    position = 0
    for start, minus_end, hedge in ordered:
        if start < position:
            continue
        position = -minus_end
        if hedge is not None:
            kept.append(hedge)
    return kept
