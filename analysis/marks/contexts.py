"""Small word patterns beside a phrase, written by scholars in a lexicon's own columns."""

import re
from functools import cache
from typing import NamedTuple

from analysis.corpus.text import Span, fold
from analysis.lexicons import LexiconError, read_lexicon
from analysis.marks.numbers.vocabulary import prefix_tree

COLUMNS = ("only_before", "not_before", "only_after", "not_after", "not_with")

# How far a context looks from the phrase, in characters. A bound keeps the work linear.
_NEAR = 90
_FAR_BACK, _FAR_AHEAD = 220, 120

_SENTENCE_START, _SENTENCE_END = "\x02", "\x03"
_WORD = r"[\w'-]+"
_SPECIAL = {
    "_": _WORD,
    "...": rf"(?:{_WORD}\s+){{0,3}}",
    "~": rf"(?:{_WORD}\s+){{0,9}}",
    "^": rf"{_SENTENCE_START}\W*?",
    "$": rf"\W*{_SENTENCE_END}",
}
_CLASS = re.compile(r"<(\w+)>\Z")


class Contexts(NamedTuple):
    """What must, and must not, stand around a phrase in its sentence.

    ``only_before`` and ``not_before`` say before what the phrase must or must not stand,
    ``only_after`` and ``not_after`` after what, ``not_with`` what must not stand near it on either
    side. None means no condition. A column holds alternatives separated by ``|``; an alternative is
    a row of words, where ``#`` is a number, ``_`` any word, ``...`` up to three words, ``~`` up to
    nine, ``word*`` and ``*word`` words with that beginning or end, ``<class>`` a class of
    ``hedge_contexts.csv``, ``^`` and ``$`` the ends of the sentence, and a punctuation mark itself.
    """

    only_before: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    only_after: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    not_with: re.Pattern[str] | None

    def hold(self, view: str, phrase: Span, sentence: Span) -> bool:
        """Whether the conditions hold for a phrase of the folded text ``view``."""
        if self.only_before or self.not_before:
            after = _after(view, phrase, sentence)
            if self.only_before and not self.only_before.match(after):
                return False
            if self.not_before and self.not_before.match(after):
                return False
        if self.only_after or self.not_after:
            before = _before(view, phrase, sentence)
            if self.only_after and not self.only_after.search(before):
                return False
            if self.not_after and self.not_after.search(before):
                return False
        if self.not_with:
            low = max(sentence[0], phrase[0] - _FAR_BACK)
            high = min(sentence[1], phrase[1] + _FAR_AHEAD)
            return not self.not_with.search(view, low, high)
        return True


def compile_contexts(row: dict[str, str], lexicon: str = "hedges") -> Contexts:
    """Conditions of a row of the word list ``lexicon`` (`COLUMNS`; an empty cell is no condition).

    Raises
    ------
    LexiconError
        If a pattern names a class that ``hedge_contexts.csv`` lacks.
    """
    cells = [row.get(column, "") for column in COLUMNS]
    sides = (r"\s*(?:{})", r"\s*(?:{})", r"(?:{})\s*\Z", r"(?:{})\s*\Z", r"(?:{})")
    return Contexts(
        *(
            re.compile(side.format(_alternatives(cell, f"{lexicon}.csv, entry {row['entry']!r}")))
            if cell
            else None
            for cell, side in zip(cells, sides, strict=True)
        )
    )


def words_of(name: str) -> str:
    """Regular expression for any word of a class of ``hedge_contexts.csv``, longest first.

    Raises
    ------
    LexiconError
        If there is no such class.
    """
    words = _classes().get(name)
    if not words:
        raise LexiconError(f"analysis/lexicons/hedge_contexts.csv: there is no class {name!r}")
    return rf"\b{prefix_tree(words)}\b"


@cache
def _classes() -> dict[str, list[str]]:
    classes: dict[str, list[str]] = {}
    for row in read_lexicon("hedge_contexts"):
        classes.setdefault(row["category"], []).append(fold(row["entry"]))
    return classes


def _alternatives(cell: str, place: str) -> str:
    try:
        return "|".join(
            r"\s*".join(_token(token) for token in fold(alternative).split())
            for alternative in cell.split("|")
            if alternative.strip()
        )
    except LexiconError as error:
        raise LexiconError(f"analysis/lexicons/{place}: {error}") from None


@cache
def _number() -> str:
    return rf"(?:[$£€¥]\s?)?(?:\d[\d,.]*\w*|{words_of('number')})"


def _token(token: str) -> str:
    if token in _SPECIAL:
        return _SPECIAL[token]
    if token == "#":
        return _number()
    if named := _CLASS.match(token):
        return words_of(named.group(1))
    body = re.escape(token.strip("*"))
    left = r"\b\w*" if token[0] == "*" else r"\b" if token[0].isalnum() else ""
    right = r"\w*" if token[-1] == "*" else r"\b" if token[-1].isalnum() else ""
    return left + body + right


def _before(view: str, phrase: Span, sentence: Span) -> str:
    low = max(sentence[0], phrase[0] - _NEAR)
    return (_SENTENCE_START if low == sentence[0] else "") + view[low : phrase[0]]


def _after(view: str, phrase: Span, sentence: Span) -> str:
    high = min(sentence[1], phrase[1] + _NEAR)
    return view[phrase[1] : high] + (_SENTENCE_END if high == sentence[1] else "")
