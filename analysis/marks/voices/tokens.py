"""A sentence as tokens: words, punctuation marks, and quotations as one token each.

Beside them the questions that every rule asks of a single token: is it an adverb, may it be a
finite verb, may a noun phrase begin with it?
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.corpus.text import Span, fold
from analysis.lexicons import read_lexicon

_TOKEN = re.compile(
    r"\]\([^()\s]*\)|\[(?=[^\[\]]*\]\([^()\s]*\))"  # the marks of a Markdown link
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[A-Z][^\W\d_]{0,5}\.(?=\s+[^\s\W])"  # Sen. Ann Lee; a sentence has no other full stop inside
    r"|[$£€¥]?\w+(?:['’.,\-&/]\w+)*(?:(?<=[sS])['’](?!\w))?"
    r"|[.!?…]+|--+|[^\w\s]"
)

_CLOSED = re.compile(r"[,.!?…](?:\s?[^\w\s]){1,4}\Z")  # also “… , ” with marks set apart
_LINK = re.compile(r"\[[^\[\]]*\]\([^()\s]*\)")

QUOTE = "“”"
"""What a quotation is folded to; no mark of a text is."""
STOPS = frozenset(".!?…")
DASHES = frozenset(["–", "—", "-", "--", "―"])


Range = tuple[int, int]
"""First token, and the token behind the last."""


class Token(NamedTuple):
    """A word, a mark, or a quotation (``low`` is then `QUOTE`).

    ``low`` is the folded word, ``word`` whether it is one, ``capital`` whether it begins with a
    capital or a digit; of a quotation, whether it ends with a comma or a mark that ends a sentence.
    """

    start: int
    end: int
    low: str
    word: bool
    capital: bool


def find_tokens(text: str, sentence: Span, quotations: Sequence[Span]) -> list[Token]:
    """Tokens of a sentence; each of the quotations (outer spans, sorted) is one token."""
    tokens: list[Token] = []
    position, end = sentence
    for opening, closing in quotations:
        tokens += _plain(text, position, opening)
        stopped = _CLOSED.search(text, max(opening, closing - 9), closing) is not None
        tokens.append(Token(opening, closing, QUOTE, False, stopped))
        position = closing
    return tokens + _plain(text, position, end)


def _plain(text: str, start: int, end: int) -> list[Token]:
    """Words and marks between two quotations, without those that only make a Markdown link."""
    tokens = []
    for found in _TOKEN.finditer(text, start, end):
        lexeme = found.group()
        if lexeme[0] not in "[]" or not _marks_link(text, lexeme, found.start()):
            start, end = found.span()
            low, word, capital = _features(lexeme)
            tokens.append(Token(start, end, low, word, capital))
    return tokens


def _marks_link(text: str, lexeme: str, at: int) -> bool:
    return lexeme.startswith("](") or (lexeme == "[" and _LINK.match(text, at) is not None)


fold_word = lru_cache(maxsize=1 << 14)(fold)
"""`fold` for single words, remembered, since most come again."""


@lru_cache(maxsize=1 << 14)
def _features(lexeme: str) -> tuple[str, bool, bool]:
    """``low``, ``word`` and ``capital`` of a token; remembered as well."""
    first = lexeme[0]
    # Capitals throughout are a name, not a word of the same letters: "US", "IS", "WHO".
    name = len(lexeme) > 1 and lexeme.isalpha() and lexeme.isupper()
    low = lexeme if name else fold(lexeme)
    if low.endswith(".") and low[:-1].isalpha():
        low = low[:-1]
    return low, first.isalnum() or first in "$£€¥", first.isupper() or first.isdigit()


def word_set(listed: str) -> frozenset[str]:
    """The words of a string, which stand apart by blanks."""
    return frozenset(listed.split())


@cache
def words(*names: str) -> frozenset[str]:
    """Words of one or more classes of ``function_words.csv``.

    Raises
    ------
    KeyError
        If there is no such class.
    """
    return _united("function_words", names)


@cache
def source_words(*names: str) -> frozenset[str]:
    """Words of one or more classes of ``source_words.csv``.

    Raises
    ------
    KeyError
        If there is no such class.
    """
    return _united("source_words", names)


def _united(lexicon: str, names: Sequence[str]) -> frozenset[str]:
    classes = _classes(lexicon)
    for name in names:
        if not classes.get(name):
            raise KeyError(f"analysis/lexicons/{lexicon}.csv has no class {name!r}")
    return frozenset().union(*(classes[name] for name in names))


@cache
def _classes(name: str) -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for row in read_lexicon(name):
        classes.setdefault(row["category"], set()).add(row["entry"])
    return {category: frozenset(entries) for category, entries in classes.items()}


@cache
def plain_pronouns() -> frozenset[str]:
    """Pronouns that are no determiners as well: "they", not "this"."""
    return words("pronoun") - words("determiner")


@cache
def verb_group_words() -> frozenset[str]:
    """Words of a verb group that are not its main verb: "has", "not", "could"."""
    return words("be", "have", "do", "modal")


@cache
def _linking_words() -> frozenset[str]:
    """Words that tie phrases or clauses together, and so begin no noun phrase."""
    linking = words("preposition", "conjunction", "subordinator", "wh")
    return linking - words("pronoun", "determiner")


@cache
def _phrase_openers() -> frozenset[str]:
    return words("determiner", "possessive", "pronoun") | source_words("unnamed", "collective")


def is_adverb(token: Token) -> bool:
    """Whether a token may stand between a subject and its verb without being either."""
    low = token.low
    return low in words("adverb") or (
        low.endswith("ly") and len(low) > 4 and low not in ("family", "july", "italy", "only")
    )


def is_possessive(token: Token) -> bool:
    """Whether a token is a possessive noun ("minister's", "forces'")."""
    low = token.low
    return low.endswith(("'s", "s'")) and low.partition("'")[0] not in words("pronoun")


def is_finite(token: Token, before: Token | None) -> bool:
    """Whether a token may be the finite verb of a clause, as far as its form shows."""
    low = token.low
    if not token.word:
        return False
    if low in words("verb"):  # not "the left"
        return before is None or before.low not in words("determiner", "possessive")
    if low in words("be", "have", "do", "modal"):
        return True
    if starts_pronoun(token):
        return True
    regular = low.endswith("ed") and len(low) > 4 and not token.capital and "-" not in low
    return regular and before is not None and before.word and not _makes_attribute(before)


def _makes_attribute(before: Token) -> bool:
    """Whether an "-ed" form behind this word is an attribute: "the wounded", "badly hurt"."""
    return (
        before.low in words("determiner", "possessive", "preposition")
        or is_possessive(before)
        or (is_adverb(before) and before.low.endswith("ly"))
    )


def starts_noun_phrase(token: Token) -> bool:
    """Whether a noun phrase may begin here, as far as the word shows."""
    if not token.word:
        return False
    if token.low in _phrase_openers():
        return True
    return token.capital and token.low not in _linking_words() and not is_adverb(token)


def starts_pronoun(token: Token) -> bool:
    """Whether a contraction begins with a pronoun: "it's", "they've"."""
    head, mark, _ = token.low.partition("'")
    return bool(mark) and head in words("pronoun")
