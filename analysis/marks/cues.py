"""Cues of a word list in a text: which of its rows apply at each place where an entry stands.

Shared by the finders whose lists have the columns of `analysis.marks.contexts` (hedges, boosters).
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, partial
from typing import NamedTuple

from analysis.corpus.text import Span
from analysis.lexicons import read_lexicon
from analysis.marks.contexts import Contexts, compile_contexts
from analysis.marks.matcher import Match, PhraseMatcher

_NO_CUE = "none"
"""Rows of this category find expressions that hold a cue word in another sense ("no doubt")."""

_HYPHENS = frozenset("-‐‑")
_VOWELS = frozenset("aeiou")


class Cue(NamedTuple):
    """A cue: its span, the entry it is a form of and the entry's category; None where blocked."""

    start: int
    end: int
    entry: str
    category: str | None


class _Rule(NamedTuple):
    """One row of a lexicon, ready to be asked."""

    entry: str
    category: str
    capital: bool
    contexts: Contexts


class _Lexicon(NamedTuple):
    """The matcher, and for each of its phrases the rules that may apply, most specific first."""

    matcher: PhraseMatcher
    rules: list[list[_Rule]]


def find_cues(name: str, text: str, view: str, sentences: Sequence[Span]) -> list[Cue]:
    """Cues of the word list ``name``, blocked expressions included, in order of their starts.

    A row counts if its contexts hold; they never reach beyond the sentence. Of several rows for the
    same words the blocking ones are asked first, then rows for this very form. Words tied to others
    by a hyphen ("over-the-counter") are no cues. Overlapping cues are all returned; `keep_longest`
    chooses among them.

    Parameters
    ----------
    name
        Word list, as for `read_lexicon`.
    text, view
        The text and its folded view.
    sentences
        Spans of its sentences, sorted.
    """
    lexicon = _lexicon(name)
    starts = [start for start, _ in sentences]
    found: list[Cue] = []
    for start, end, index in lexicon.matcher.find_all(view, folded=True):
        if in_compound(text, start, end):
            continue
        sentence = sentences[bisect_right(starts, start) - 1]
        rule = _reading(lexicon.rules[index], text, view, (start, end), sentence)
        if rule is not None:
            category = None if rule.category == _NO_CUE else rule.category
            found.append(Cue(start, end, rule.entry, category))
    return found


def keep_longest(cues: Iterable[Cue]) -> list[Cue]:
    """Of cues and blocked expressions together the leftmost longest, then without the blocked.

    Of a cue and a blocked expression of the same span the blocked one counts.
    """
    kept: list[Cue] = []
    position = 0
    for cue in sorted(cues, key=lambda cue: (cue.start, -cue.end, cue.category is not None)):
        if cue.start < position:
            continue
        position = cue.end
        if cue.category is not None:
            kept.append(cue)
    return kept


def in_compound(text: str, start: int, end: int) -> bool:
    """Whether a hyphen ties the words to another word ("over-the-counter", "ex-suspect")."""
    after = text[end : end + 2]
    before = text[max(0, start - 2) : start]
    return (len(after) == 2 and after[0] in _HYPHENS and after[1].isalnum()) or (
        len(before) == 2 and before[1] in _HYPHENS and before[0].isalnum()
    )


@cache
def _lexicon(name: str) -> _Lexicon:
    rules: dict[str, list[_Rule]] = {}
    for row in read_lexicon(name):
        entry = row["entry"]
        contexts = compile_contexts(row, name)
        rule = _Rule(entry, row["category"], entry[0].isupper(), contexts)
        for form in _forms(entry, row["form"]):
            rules.setdefault(form.lower(), []).append(rule)
    for phrase, group in rules.items():
        group.sort(key=partial(_rank, phrase))
    return _Lexicon(PhraseMatcher(list(rules)), list(rules.values()))


def _rank(phrase: str, rule: _Rule) -> tuple[bool, bool]:
    """Blocking rules first, then rows for this very form, then rows that inflect to it."""
    return rule.category != _NO_CUE, rule.entry.lower() != phrase


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
    """The first rule whose contexts hold for the words, None if they are no cue here."""
    for rule in rules:
        if rule.capital and not text[cue[0]].isupper():
            continue
        if rule.contexts.hold(view, cue, sentence):
            return rule
    return None


def sentence_matches(
    matcher: PhraseMatcher, view: str, sentences: Sequence[Span]
) -> dict[Span, list[Match]]:
    """Matches of a matcher in a folded view, by the sentence in which they begin."""
    starts = [start for start, _ in sentences]
    groups: dict[Span, list[Match]] = {}
    for match in matcher.find_all(view, folded=True):
        sentence = sentences[bisect_right(starts, match.start) - 1]
        groups.setdefault(sentence, []).append(match)
    return groups
