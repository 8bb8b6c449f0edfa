"""Names and what is short for them: "World Lake Organization" and "WLO" are one name."""

import re
from collections.abc import Iterable, Iterator

from analysis.compare.drift.alignment import word_class
from analysis.corpus.text import fold

_CAPITALS = re.compile(
    r"[^\W\d_a-z][\w'’-]*(?:[ -](?:(?:of|for|on|in|and|the) ){0,2}[^\W\d_a-z][\w'’-]*)+"
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_FEWEST = 2


def is_short_for(short: str, name: str) -> bool:
    """Whether a short name is made of the first letters of the other one's words."""
    return "".join(_WORD.findall(fold(short))) in set(initials(name))


def initials(name: str) -> Iterator[str]:
    """First letters of the words of a name, with and without its function words, in small type."""
    words = _WORD.findall(fold(name))
    small = word_class("preposition", "conjunction", "determiner")
    for kept in (words, [word for word in words if word not in small]):
        if len(kept) >= _FEWEST:
            yield "".join(word[0] for word in kept)


def initials_in(text: str) -> frozenset[str]:
    """Initials of the names in a text: of words in capitals that follow each other."""
    return frozenset(
        found for match in _CAPITALS.finditer(text) for found in initials(match.group())
    )


def says_short(texts: Iterable[str], name: str, short: str) -> bool:
    """Whether a text itself says that a name is short for another: "Valley Militia (Vami)"."""
    pattern = re.compile(
        r"\s+".join(map(re.escape, fold(name).split()))
        + r"\s*\(\s*(?:the\s+)?"
        + r"\s+".join(map(re.escape, fold(short).split()))
        + r"\s*[),;]"
    )
    return any(pattern.search(fold(text)) for text in texts)
