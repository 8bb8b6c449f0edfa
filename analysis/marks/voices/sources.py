"""Who a source is: its type, and the fullest name the article gives it."""

import re

from analysis.corpus.text import Span, fold
from analysis.marks.voices.tokens import is_possessive, source_words, words, Token

_WORD = re.compile(r"[^\W_]+(?:['’.\-&][^\W_]+)*")
_NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’.\-]*\s+(?:(?:al|bin|ibn|de|van|von|der|la|le|el|da|di)[ -])?){1,4}[A-ZÀ-Þ][\w'’\-]+"
)
_FIRST, _SECOND = (
    frozenset(["i", "me", "my", "we", "us", "our"]),
    frozenset(["he", "she", "him", "her"]),
)
_MASSES = re.compile(r"(?:ians|eans|ese|is|ans|ish|men|people)\Z")
_HEAD_ENDS = frozenset(
    ["of", "for", "in", "at", "from", "with", "to", "on", "who", "which", "that", "by", "and"]
)


def source_type(source: str | None, speaker: str | None) -> str:
    """Type of a source: person, organisation, outlet, collective or unnamed.

    The head of the phrase decides: its last word before a preposition, comma or relative clause.
    A pronoun has the type of whom it stands for; nobody named is unnamed.
    """
    if source is None:
        return "unnamed"
    found = [(m.group(), m.start()) for m in _WORD.finditer(source.split(",")[0].split("(")[0])]
    if not found:
        return "unnamed"
    lows = [fold(word) for word, _ in found]
    first = lows[0]
    if len(lows) == 1 and first in words("pronoun") | words("object"):
        return _type_of_pronoun(first, speaker)
    head_end = next(
        (
            i
            for i, low in enumerate(lows)
            if i
            and low in _HEAD_ENDS
            and not (
                low == "and"
                and found[i + 1 : i + 2]
                and found[i + 1][0][0].isupper()
                and not found[i - 1][0][0].isupper()
            )
        ),
        len(lows),
    )
    head = lows[head_end - 1]
    names = [word for word, _ in found[:head_end] if word[0].isupper()]
    titled = [low for low in lows[:head_end] if low in source_words("title")]
    if len(names) >= 2 and head not in _group_words() and found[head_end - 1][0][0].isupper():
        return "person"
    if "," in source and len(names) >= 2:
        return "person"
    if titled and names and found[head_end - 1][0][0].isupper() and head not in _group_words():
        return "person"
    if head in source_words("outlet") and head not in ("agency",):
        return "outlet"
    if head in source_words("organisation"):
        return "organisation"
    if speaker and len(speaker.split()) > 1 and head in source_words("title"):
        return "person"
    if head in source_words("collective") or (
        head.endswith("s") and not names and head not in source_words("unnamed")
    ):
        return "collective"
    if head in source_words("unnamed") or not names:
        return "unnamed"
    if speaker and len(speaker.split()) > 1 and speaker != source:
        return "person"
    if len(names) == 1 and _MASSES.search(head) and head.endswith(("s", "men", "people", "ese")):
        return "collective"
    return "organisation"


def _group_words() -> frozenset[str]:
    return (
        source_words("organisation") | source_words("outlet") | source_words("collective")
        | source_words("unnamed") - source_words("title")
    )  # fmt: skip


def _type_of_pronoun(pronoun: str, speaker: str | None) -> str:
    if pronoun == "it":
        return "organisation"
    if pronoun in (
        "they",
        "some",
        "many",
        "most",
        "others",
        "both",
        "few",
        "we",
        "all",
        "everyone",
    ):
        return "collective"
    if pronoun in ("one", "another"):
        return "unnamed"
    return "person" if speaker else "unnamed"


class Speakers:
    """The persons of an article, for short forms and pronouns.

    Parameters
    ----------
    text
        The article's running text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._last: list[tuple[int, str, str]] = []
        self._names = [match.group().rstrip(".'’") for match in _NAME.finditer(text)]

    def resolve(self, source: Span, content: Span) -> str | None:
        """The fullest name for a source at this place, None if the text does not say.

        Call it in the order of the text: pronouns are linked to the last fitting source.
        """
        text = self._text[source[0] : source[1]]
        low = fold(text)
        if low in _SECOND or low in _FIRST:
            for _, name, kind in reversed(self._last):
                if kind in ("person", "unnamed"):
                    return name or None
            return None
        if low in words("pronoun"):
            wanted = ("organisation", "outlet") if low == "it" else ("collective", "organisation")
            for _, name, kind in reversed(self._last):
                if kind in wanted:
                    return name or None
            return None
        name = self._full_name(text)
        kind = source_type(text, name)
        if kind == "unnamed":
            titled = self._by_title(low)
            if titled is not None:
                self._last.append((source[0], titled, "person"))
                return titled
        resolved = name if kind != "unnamed" else None
        self._last.append((source[0], resolved or "", kind))
        return resolved

    def _by_title(self, low: str) -> str | None:
        """ "The general", "the minister": the last person called so."""
        heads = low.split(",")[0].split()
        if not heads or heads[0] != "the" or len(heads) > 4:
            return None
        head = heads[-1]
        if head not in source_words("title"):
            return None
        for _, name, kind in reversed(self._last):
            if kind == "person" and name and head in fold(name):
                return name
        return None

    def _full_name(self, source: str) -> str | None:
        """The longest name in the article that contains the name in the source."""
        main = source.split(",")[0].split("(")[0]
        found = [match.group().rstrip(".'’") for match in _NAME.finditer(main)]
        if found:
            return max(found, key=len)
        caps = [m.group() for m in _WORD.finditer(main) if m.group()[0].isupper()]
        caps = [
            re.sub(r"['’]s?\Z", "", word) for word in caps if fold(word) not in words("determiner")
        ]
        if not caps:
            return None if fold(main.split()[0]) in ("a", "an") else main.strip()
        last = caps[-1]
        fits = [name for name in self._names if re.search(rf"\b{re.escape(last)}\Z", name)]
        return max(fits, key=len) if fits else main.strip()


__all__ = ["Speakers", "Token", "is_possessive", "source_type"]
