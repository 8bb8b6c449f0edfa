"""Who a source is: its type, and the fullest name the article gives it."""

import re
from functools import cache

from analysis.marks.voices.tokens import fold_word, source_words, word_set, words

_WORD = re.compile(r"[^\W_]+(?:['’.\-&][^\W_]+)*")
_APPOSED = re.compile(r"\s*,|\s+[–—-]+\s+|\s*—\s*")
_SUBJECT_MATTER = re.compile(r"(?<=\w)\s+(?:on|over|about|in which|who|which)\s")
_BOTH = re.compile(r"(?i)both\s+(?=\S)")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_NAME_WORD = re.compile(r"[^\W\d_a-zà-ÿ]|[a-zà-ÿ]{1,3}-[^\W\d_a-zà-ÿ]")  # also "al-Hashimi"
MASS = re.compile(r"(?:ians|eans|[a-z]{2}ans|men|women|[a-z]ese)\Z")
_MASS_OR_SURNAME = re.compile(r"[a-z]{2}is\Z")  # "Israelis", but also "Ellis"
_NUMBERS = word_set("two three four five six seven eight nine ten most half")
_HEAD_ENDS = word_set(
    "and of for in at from with to on who which that by under inside within we they he she it i you"
)

_SEVERAL = word_set("they them some many most others both few we all everyone several")


def source_type(source: str | None, speaker: str | None) -> str:
    """Type of a source: person, organisation, outlet, collective or unnamed.

    The head of the phrase decides: its last word before a preposition, comma or relative clause.
    Somebody without a name is unnamed, also one who has an office ("a ministry spokesman"); a
    document ("the indictment") counts as the organisation it comes from. Personal pronouns are
    persons if the speaker is known; `Speakers` knows better.

    Parameters
    ----------
    source
        The words that name the source, None if there are none.
    speaker
        The fullest name the article gives it, None if that is not known.
    """
    head = Head(source or "")
    if not head.lows:
        return "unnamed"
    if len(head.lows) == 1 and head.last in pronouns():
        return type_of_pronoun(head.last, speaker)
    if head.lows[0].isdigit() or (len(head.words) == 1 and head.last in _NUMBERS):
        return "collective"  # "Two in five voters"
    if head.person:
        return "person"
    known = speaker is not None and Head(speaker).person is not None
    if MASS.search(head.last) or (
        _MASS_OR_SURNAME.search(head.last) and head.is_name and not known
    ):
        return "collective"
    group = group_of(head)
    if group is not None:
        return group
    if known and (head.is_name or head.titled):
        return "person"
    if head.last in source_words("unnamed") or not head.names:
        return "collective" if _is_plural(head) else "unnamed"
    return "organisation" if head.is_name else "unnamed"


class Head:
    """The words of a source up to the end of its head noun, and the person it names, if any."""

    def __init__(self, source: str) -> None:
        main, _, apposition = _APPOSED.sub(",", source, count=1).partition(",")
        self.main = main.split("(")[0].strip()
        found = [_POSSESSIVE.sub("", match.group()) for match in _WORD.finditer(self.main)]
        while len(found) > 1 and fold_word(found[-1]).endswith(("self", "selves")):
            found.pop()
        end = next(
            (i for i, word in enumerate(found) if i and fold_word(word) in _HEAD_ENDS), len(found)
        )
        self.words = found[:end]
        self.lows = [fold_word(word) for word in self.words]
        self.last = self.lows[-1] if self.lows else ""
        self.names = [word for word in self.words if _is_name(word)]
        self.is_name = bool(self.words) and _is_name(self.words[-1])
        self.titles = [i for i, word in enumerate(self.words) if _is_title(word, first=not i)]
        self.titled = bool(self.titles)
        self.person = self._person(found, apposition)

    @property
    def name(self) -> str:
        """The phrase without what it is about and without "both": "the council on floods"."""
        plain = _SUBJECT_MATTER.split(self.main, maxsplit=1)[0]
        return _BOTH.sub("", plain) or self.main

    def _person(self, found: list[str], apposition: str) -> str | None:
        """The name of a person in the phrase: behind a title, in an apposition, or alone."""
        group = {word for word in self.lows if word in _groups()}
        run = _last_names(found)
        behind = len(found) > len(self.words) and found[len(self.words)] == "of"
        if len(run) >= 2 and behind and self.titled and fold_word(run[-1]) not in _groups():
            return " ".join(run[-2:])  # "Secretary of the Treasury Ann Lee"
        apposed = _last_names([match.group() for match in _WORD.finditer(apposition)])
        if self.titled and not self.is_name and len(apposed) >= 2:
            return " ".join(apposed)
        if not self.is_name or self.last in _groups() or MASS.search(self.last):
            return None
        if "&" in self.main or source_words("title").issuperset(map(fold_word, self.names)):
            return None
        if self.names[-1].isupper() and len(self.names[-1]) > 1:
            return None  # "the US"
        if self.titled and (plain := self._behind_title(group)):
            return " ".join(plain)
        alone = len(self.names) == len(self.words) or bool(apposition.strip())
        plain = self.names[1:] if self.names[0].isupper() and len(self.names[0]) > 1 else self.names
        return " ".join(plain) if alone and len(plain) >= 2 and not group else None

    def _behind_title(self, group: set[str]) -> list[str]:
        """Names behind the last title ("Treasury Minister Ann Lee"), or before it if none is."""
        behind = [word for word in self.words[self.titles[-1] + 1 :] if _is_name(word)]
        names = behind or self.names
        return [
            word
            for word in names
            if fold_word(word) not in source_words("title") | group and not word.isupper()
        ]


def _is_title(word: str, *, first: bool) -> bool:
    """Whether a word is a title, or two with a hyphen ("lieutenant-general").

    An occupation in capitals is a surname ("Tom Baker"), but for the first word of the phrase.
    """
    low = fold_word(word)
    if low in source_words("occupation") and (first or word.islower()):
        return True
    return source_words("title").issuperset(low.split("-"))


def _last_names(found: list[str]) -> list[str]:
    """The run of names at the end of a phrase."""
    at = len(found)
    while at and _is_name(found[at - 1]):
        at -= 1
    return found[at:]


def _is_name(word: str) -> bool:
    determining = words("determiner", "possessive", "pronoun")
    return _NAME_WORD.match(word) is not None and fold_word(word) not in determining


@cache
def _groups() -> frozenset[str]:
    return source_words("organisation", "outlet", "collective", "document")


@cache
def pronouns() -> frozenset[str]:
    """Pronouns in all cases."""
    return words("pronoun", "object", "possessive")


def group_of(head: Head) -> str | None:
    """Type of a head noun, or of a name, that says what kind of group or text the source is."""
    last = head.last
    named_outlet = head.is_name and any(
        fold_word(word) in source_words("outlet") or word.endswith("TV") for word in head.names
    )
    if named_outlet or last in source_words("outlet"):
        return "outlet"
    if last in source_words("document"):
        return "organisation"
    if last in source_words("organisation"):
        return "organisation"
    if last in source_words("collective") and last not in source_words("unnamed"):
        return "collective"
    return None


def _is_plural(head: Head) -> bool:
    return (
        head.last.endswith("s")
        and head.last not in source_words("unnamed")
        and not head.last.endswith(("ss", "us"))
    )


def type_of_pronoun(pronoun: str, speaker: str | None) -> str:
    """Type of a pronoun as a source; "he" is a person only if the speaker is known."""
    if pronoun in ("it", "its"):
        return "organisation"
    if pronoun in ("one", "another"):
        return "unnamed"
    if pronoun in _SEVERAL or pronoun in ("their", "our", "us"):
        return "collective"
    return "person" if speaker else "unnamed"


def plain_name(name: str) -> str:
    """A name without possessive ending and surplus blanks."""
    return _POSSESSIVE.sub("", " ".join(name.split())).rstrip(".")


def names_person(phrase: str) -> bool:
    """Whether a phrase names a person: two capitalised words or more, or a title and a name."""
    return Head(phrase).person is not None
