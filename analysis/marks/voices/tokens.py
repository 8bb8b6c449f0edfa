"""A sentence as tokens: words, punctuation marks, and quotations as one token each."""

import re
from collections.abc import Sequence
from functools import cache
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

_LINK = re.compile(r"\[[^\[\]]*\]\([^()\s]*\)")

QUOTE = "“”"
"""What a quotation is folded to; no mark of a text is."""
STOPS = frozenset(".!?…")
DASHES = frozenset(["–", "—", "-", "--", "―"])


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
        stopped = not STOPS.union(",").isdisjoint(text[max(opening, closing - 2) : closing])
        tokens.append(Token(opening, closing, QUOTE, False, stopped))
        position = closing
    return tokens + _plain(text, position, end)


def _plain(text: str, start: int, end: int) -> list[Token]:
    return [
        _token(found)
        for found in _TOKEN.finditer(text, start, end)
        if not (found.group().startswith("](") or (found.group() == "[" and _is_link(text, found)))
    ]


def _is_link(text: str, found: re.Match[str]) -> bool:
    return _LINK.match(text, found.start()) is not None


def _token(found: re.Match[str]) -> Token:
    text = found.group()
    first = text[0]
    # Capitals throughout are a name, not a word of the same letters: "US", "IS", "WHO".
    low = text if len(text) > 1 and text.isalpha() and text.isupper() else fold(text)
    if low.endswith(".") and low[:-1].isalpha():
        low = low[:-1]
    word = first.isalnum() or first in "$£€¥"
    return Token(*found.span(), low, word, first.isupper() or first.isdigit())


@cache
def words(name: str) -> frozenset[str]:
    """Words of a class of ``function_words.csv``; it is an error to ask for one that is not there."""
    found = _classes("function_words").get(name)
    if not found:
        raise KeyError(f"analysis/lexicons/function_words.csv has no class {name!r}")
    return found


@cache
def source_words(name: str) -> frozenset[str]:
    """Words of a class of ``source_words.csv``."""
    found = _classes("source_words").get(name)
    if not found:
        raise KeyError(f"analysis/lexicons/source_words.csv has no class {name!r}")
    return found


@cache
def _classes(name: str) -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for row in read_lexicon(name):
        classes.setdefault(row["category"], set()).add(row["entry"])
    return {category: frozenset(entries) for category, entries in classes.items()}


@cache
def _function_words() -> frozenset[str]:
    names = ("preposition", "conjunction", "subordinator", "wh")
    return frozenset().union(*map(words, names)) - words("pronoun") - words("determiner")


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
    if low in words("be") or low in words("have") or low in words("do") or low in words("modal"):
        return True
    if low in words("verb"):
        return True
    if "'" in low and low.partition("'")[0] in words("pronoun"):  # it's, they've
        return True
    if low.endswith("ed") and len(low) > 4 and not token.capital and "-" not in low:
        return (
            before is not None
            and before.word
            and not (
                before.low in words("determiner")
                or before.low in words("possessive")
                or before.low in words("preposition")
                or is_possessive(before)
                or (is_adverb(before) and before.low.endswith("ly"))
            )
        )
    return False


def starts_noun_phrase(token: Token) -> bool:
    """Whether a noun phrase may begin here, as far as the word shows."""
    low = token.low
    return token.word and (
        (token.capital and low not in _function_words() and not is_adverb(token))
        or low in words("determiner")
        or low in words("possessive")
        or low in words("pronoun")
        or low in source_words("unnamed")
        or low in source_words("collective")
    )
