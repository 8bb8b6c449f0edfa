"""Which mentions of sources are mentions of one: names put together over articles.

Only what a text names is put together. "The office" of two outlets need not be one office, nor
"residents" the same people; such sources stay apart by outlet. That two names are of one speaker is
known from outside the texts: from the aliases of the corpus.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from analysis.corpus.aliases import SPEAKING
from analysis.corpus.corpus import SCHEMAS, frame
from analysis.corpus.text import bare_name, name_key
from analysis.marks.voices.sources import source_type

__all__ = ["NAMED_TYPES", "NAMES", "AliasNames", "bare_name", "is_named", "name_key",
           "name_speakers"]  # fmt: skip

NAMES = {"named": "bool", "key": "str", "name": "str", "side": "str"}

NAMED_TYPES = ("person", "organisation", "outlet")
"""Types of sources that can have a name; groups and the unnamed are only described."""


class Known(NamedTuple):
    """What the aliases say of a mention: the name to show, and its side (empty if none)."""

    name: str
    side: str


class AliasNames:
    """Finds the name that a mention stands for, and its side.

    Parameters
    ----------
    aliases
        The frame of the corpus. Rows of the kinds `SPEAKING` act; of one alias, that of the first
        of these kinds.
    """

    def __init__(self, aliases: pd.DataFrame) -> None:
        columns = [aliases[column] for column in ("kind", "alias", "name", "side")]
        rows = [row for row in zip(*columns, strict=True) if row[0] in SPEAKING]
        rows.sort(key=lambda row: SPEAKING.index(row[0]))
        shown: dict[str, str] = {}
        sides: dict[str, str] = {}
        for _, _, name, side in rows:
            shown.setdefault(name_key(name), name)
            if side:
                sides.setdefault(name_key(name), side)
        self._known: dict[str, Known] = {}
        self._abbreviations: set[str] = set()
        for _, alias, name, _ in rows:
            key = name_key(name)
            for each in (alias, name):
                self._known.setdefault(name_key(each), Known(shown[key], sides.get(key, "")))
                if each.isupper():
                    self._abbreviations.add(name_key(each))

    def find(self, mention: str) -> Known | None:
        """What the aliases say of a mention; None if nothing.

        Capitals make no difference, but that a word in small letters is no abbreviation ("us").
        """
        key = name_key(mention)
        if key in self._abbreviations and mention.islower():
            return None
        return self._known.get(key)

    def name(self, mention: str) -> str:
        """Name that a mention stands for, else the mention as it is."""
        known = self.find(mention)
        return known.name if known else mention


class _Mention(NamedTuple):
    """A mention of a source: whether its own words name somebody, and what the aliases add."""

    event: str
    outlet: str
    words: str
    key: str
    named: bool
    known: Known | None


def name_speakers(attributions: pd.DataFrame, aliases: pd.DataFrame | None = None) -> pd.DataFrame:
    """What each attribution's source is called, and by which key mentions of it belong together.

    A source is *named* if it is a person, an organisation or an outlet, and its name has a capital
    after the article ("the office" is a description). A person of one word ("Ollerby") is the one
    person of the event whose longer name ends with it, if there is just one.

    A mention that is an alias counts as a mention of the name that it leads to. A description that
    leads to a name ("the premier") is named where the outlet names that speaker in the event, so
    that its readers know whom it means; else it stays a description, and has the name's side.

    Parameters
    ----------
    attributions
        With the columns event, outlet, source_type, source, speaker.
    aliases
        The aliases of the corpus; without them, only equal names are put together.

    Returns
    -------
    pandas.DataFrame
        One row an attribution, in the same order and with the same index: named, key (unique to a
        speaker within an event, that of a description within an outlet too; empty where there is
        no source), name (that of the aliases, else as most mentions have it), side (that of the
        aliases, empty if none).
    """
    known = AliasNames(frame((), SCHEMAS["aliases"]) if aliases is None else aliases)
    mentions = _mentions(attributions, known)
    of_names = {(each.event, each.outlet, each.key) for each in mentions if each.named}
    named = [
        each.named or (_is_alias(each) and (each.event, each.outlet, each.key) in of_names)
        for each in mentions
    ]
    keys = [
        each.key if is_name or not each.key else f"{each.key} ({each.outlet})"
        for each, is_name in zip(mentions, named, strict=True)
    ]
    shown = [each.known.name if each.known else bare_name(each.words) for each in mentions]
    sides = [each.known.side if each.known else "" for each in mentions]
    events = [each.event for each in mentions]
    names = _common_names(zip(events, keys, shown, strict=True))
    cells = [
        (is_name, key, names[event, key], side)
        for is_name, key, event, side in zip(named, keys, events, sides, strict=True)
    ]
    return frame(cells, NAMES).set_axis(attributions.index)


def _mentions(attributions: pd.DataFrame, known: AliasNames) -> list[_Mention]:
    columns = ("event", "outlet", "source_type", "source", "speaker")
    rows = list(zip(*(attributions[name] for name in columns), strict=True))
    people = {
        (event, name_key(speaker))
        for event, _, kind, _, speaker in rows
        if kind == "person" and speaker
    }
    mentions = []
    for event, outlet, kind, source, speaker in rows:
        words = speaker or source or ""
        named = bool(speaker) and is_named(speaker, kind)
        found, key = known.find(words), name_key(words)
        if found is None and named and kind == "person":
            key = _full_name(key, event, people, known)
            found = known.find(key)
        key = name_key(found.name) if found else key
        mentions.append(_Mention(event, outlet, words, key, named, found))
    return mentions


def _is_alias(mention: _Mention) -> bool:
    """Whether the words of a mention are another name for what it stands for."""
    return mention.known is not None and name_key(mention.words) != mention.key


def is_named(words: str, kind: str | None = None) -> bool:
    """Whether words name somebody; the one test of it, for whoever speaks and whoever relays.

    They do if they are of one of the `NAMED_TYPES` and hold a capital or a digit behind the article
    before them: not "the office", nor "a source in Ollerby", nor "Everyone we asked".

    Parameters
    ----------
    words
        The words for a source.
    kind
        The type of the source, where it is known; else that which its words have alone.
    """
    if (kind or source_type(words, None)) not in NAMED_TYPES:
        return False
    return any(letter.isupper() or letter.isdigit() for letter in bare_name(words))


def _full_name(key: str, event: str, people: set[tuple[str, str]], known: AliasNames) -> str:
    """Key of the one person whose longer name ends with a name of one word, else that name."""
    if " " in key:
        return key
    longer = {
        name_key(known.name(name))
        for of, name in people
        if of == event and name.endswith(f" {key}")
    }
    return longer.pop() if len(longer) == 1 else key


def _common_names(mentions: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """For each event and key the longest name, of several so long the most frequent one."""
    shown: dict[tuple[str, str], Counter[str]] = {}
    for event, key, name in mentions:
        shown.setdefault((event, key), Counter())[name] += 1
    return {
        key: min(names, key=lambda name: (-len(name), -names[name], name))
        for key, names in shown.items()
    }
