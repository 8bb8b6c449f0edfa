"""The sources of an article, for short forms and pronouns: who "Lee", "she" and "the mayor" are."""

import re
from bisect import bisect_left
from functools import cache

from analysis.lexicons import read_lexicon
from analysis.marks.voices.sources import (
    MASS,
    Head,
    group_of,
    plain_name,
    pronouns,
    source_type,
    type_of_pronoun,
)
from analysis.marks.voices.tokens import fold_word, source_words

# A word of a name, bounded to keep time linear. A full stop belongs to it only behind an initial
# and in abbreviated titles, which are those of the sentence splitter.
_CAPITAL = r"(?:@titles@|[^\W\d_a-zà-ÿ]\.|[^\W\d_a-zà-ÿ][\w'’\-]{0,60})"
_PARTICLE = r"(?:al|bin|ibn|bint|de|da|di|del|van|von|der|den|la|le|el|ten|ter)[ \-]"
_NAME = rf"(?<!\w){_CAPITAL}(?:[ \u00a0](?:{_PARTICLE})?{_CAPITAL}){{1,5}}"
# Names with which a sentence begins: "Ann Lee", "Mayor Lee", "Lee himself".
_INITIAL = r"[^\W\d_a-z][\w'’\-]{1,40}"
_SENTENCE_START = re.compile(
    rf"(?:\A|\n|[.!?][\"”’]?[ \u00a0])[\"“‘]?({_INITIAL}(?: {_INITIAL}){{0,4}})"
)
_SPEAKING = frozenset(["i", "me", "my", "we", "us", "our"])
_PERSONAL = frozenset(["he", "she", "him", "her", "his"])


@cache
def _names() -> re.Pattern[str]:
    titles = (row["entry"] for row in read_lexicon("abbreviations") if row["category"] == "title")
    return re.compile(_NAME.replace("@titles@", "|".join(map(re.escape, titles))))


class Speakers:
    """The sources of an article, for short forms and pronouns.

    Known by name are those who are named with a title anywhere, and those who have been a source:
    two capitalised words alone may be a place or an office.

    Parameters
    ----------
    text
        The article's running text.
    """

    def __init__(self, text: str) -> None:
        self._by_surname: dict[str, str] = {}
        self._by_title: dict[str, str] = {}
        self._people: list[tuple[int, str]] = []
        for match in _names().finditer(text):
            head = Head(plain_name(match.group()))
            if head.person is None:
                continue
            before = text[max(0, match.start() - 20) : match.start()].split()[-1:]
            if head.titled or not source_words("title").isdisjoint(before):
                self._know(head)
            self._people.append((match.start(), self._full(head.person)))
        self._subjects = [
            (match.start(1), fold_word(plain_name(match.group(1).split()[-1])))
            for match in _SENTENCE_START.finditer(text)
        ]
        self._person_at = -1
        self._last: dict[str, str | None] = {}
        self._latest: tuple[str, str | None] = ("unnamed", None)

    def identify(self, source: str, at: int) -> tuple[str, str | None]:
        """Type of a source and the fullest name it has, None if the text does not say whose it is.

        To be called in the order of the text: pronouns, and titles with an article ("the
        minister"), are linked to the last source that fits; "he" and "she", if no source was named
        yet, to the last person named before ``at``.
        """
        low = fold_word(source)
        if low in _SPEAKING:
            return self._latest
        if low in _PERSONAL:
            if (subject := self._subject_since(at)) is not None:
                self._latest = "person", subject
                return self._latest
            return self._latest if self._latest[0] == "person" else self._person_before(at)
        if low in ("it", "its"):
            return "organisation", self._last.get("organisation")
        if low in pronouns():
            kind = type_of_pronoun(low, None)
            return kind, None if kind == "unnamed" else self._last.get("collective")
        head = Head(source)
        name = self._name(head)
        kind = source_type(source, name)
        if kind in ("person", "unnamed"):
            self._person_at = at
        self._latest = kind, (name or head.name if kind != "unnamed" else None)
        if head.person is not None:
            self._know(head)
        if kind == "unnamed":
            # "He" after an unnamed source is that source, not whoever was named before.
            self._last["person"] = None
        else:
            self._last["organisation" if kind == "outlet" else kind] = self._latest[1]
        return self._latest

    def _know(self, head: "Head") -> None:
        """Remember a person by surname and title."""
        assert head.person is not None
        surname = fold_word(head.person.rsplit(None, 1)[-1])
        longest = self._by_surname.get(surname, "")
        if len(head.person) > len(longest) or self._full(head.person) == head.person:
            self._by_surname[surname] = head.person
        for title in source_words("title").intersection(head.lows):
            self._by_title.setdefault(title, self._by_surname[surname])

    def _person_before(self, at: int) -> tuple[str, str | None]:
        if "person" in self._last:
            named = self._last["person"]
            return ("person" if named else "unnamed"), named
        place = bisect_left(self._people, (at, "")) - 1
        return "person", self._people[place][1] if place >= 0 else None

    def _subject_since(self, at: int) -> str | None:
        """The known person with whom a sentence began last, if after the last who was a source."""
        place = bisect_left(self._subjects, (at, "")) - 1
        while place >= 0 and self._subjects[place][0] > self._person_at:
            if (known := self._by_surname.get(self._subjects[place][1])) is not None:
                return known
            place -= 1
        return None

    def is_person(self, words_: str) -> bool:
        """Whether words name a person of the article."""
        return Head(self._full(words_)).person is not None

    def _name(self, head: Head) -> str | None:
        if head.person is not None:
            return self._full(head.person)
        if head.lows[:1] == ["the"] and head.last in source_words("title"):
            return self._by_title.get(head.last)
        if not head.is_name or MASS.search(head.last) or group_of(head):
            return None
        full = self._full(head.names[-1])
        return full if len(head.names) == 1 and full != plain_name(head.names[-1]) else None

    def _full(self, name: str) -> str:
        """The longest name in the article that ends as this one does, or this one if none does.

        Of two people with one surname each keeps the name; the surname alone is who came last.
        """
        name = plain_name(name)
        known = self._by_surname.get(fold_word(name.rsplit(None, 1)[-1]), name)
        given, other = fold_word(name.split()[0]), fold_word(known.split()[0])
        several = " " in name and " " in known
        return name if several and given != other and not _initials(given, other) else known


def _initials(given: str, other: str) -> bool:
    """Whether one given name may be short for the other: "J." and "John"."""
    return given[0] == other[0] and "." in (given[1:2], other[1:2])
