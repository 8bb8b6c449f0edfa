"""Words by which measurands are read: the classes of ``measurand_words.csv``."""

from collections.abc import Mapping
from functools import cache

from analysis.lexicons import read_lexicon
from analysis.marks.voices.tokens import Token

_CARDINAL = ("digit", "teen", "ten", "scale", "vague")


@cache
def listed(*names: str) -> frozenset[str]:
    """Words of one or more classes.

    Raises
    ------
    KeyError
        If there is no such class.
    """
    return frozenset().union(*(_classes()[name] for name in names))


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in read_lexicon("measurand_words"):
        found.setdefault(row["category"], set()).add(row["entry"])
    return {name: frozenset(words) for name, words in found.items()}


def is_number(token: Token) -> bool:
    """Whether a token is a number, in digits or in words."""
    return token.low[:1].isdigit() or token.low.split("-")[0] in _number_words()


@cache
def _number_words() -> frozenset[str]:
    rows = read_lexicon("number_words")
    return frozenset(row["entry"] for row in rows if row["category"] in _CARDINAL)
