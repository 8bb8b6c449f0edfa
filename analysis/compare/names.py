"""Which mentions of sources are mentions of one: names put together over articles.

Only what a text names is put together. "The office" of two outlets need not be one office, nor
"residents" the same people; such sources stay apart by outlet.
"""

import re
from collections import Counter
from collections.abc import Iterable

import pandas as pd

from analysis.corpus.corpus import frame
from analysis.corpus.text import fold

NAMES = {"named": "bool", "key": "str", "name": "str"}

_NAMED_TYPES = ("person", "organisation", "outlet")
_ARTICLE = re.compile(r"(?i)^(?:the|an?)\s+(?=\S)")
_POSSESSIVE = re.compile(r"['’]s?$")


def name_speakers(attributions: pd.DataFrame) -> pd.DataFrame:
    """What each attribution's source is called, and by which key mentions of it belong together.

    A source is *named* if it is a person, an organisation or an outlet, and its name has a capital
    after the article ("the office" is a description). A person of one word ("Ollerby") is the one
    person of the event whose longer name ends with it, if there is just one.

    Parameters
    ----------
    attributions
        With the columns event, outlet, source_type, source, speaker.

    Returns
    -------
    pandas.DataFrame
        One row an attribution, in the same order and with the same index: named, key (unique to a
        speaker within an event, that of a description within an outlet too; empty where there is
        no source), name (as most mentions have it).
    """
    columns = ("event", "outlet", "source_type", "source", "speaker")
    rows = list(zip(*(attributions[name] for name in columns), strict=True))
    people = {
        (event, name_key(speaker))
        for event, _, kind, _, speaker in rows
        if kind == "person" and speaker
    }
    keys, named = [], []
    for event, outlet, kind, source, speaker in rows:
        is_name = bool(speaker) and kind in _NAMED_TYPES and is_name_like(speaker)
        named.append(is_name)
        if is_name:
            key = name_key(speaker)
            keys.append(_full_name(key, event, people) if kind == "person" else key)
        else:
            words = name_key(speaker or source or "")
            keys.append(f"{words} ({outlet})" if words else "")
    shown = [bare_name(speaker or source or "") for *_, source, speaker in rows]
    events = [row[0] for row in rows]
    names = _common_names(zip(events, keys, shown, strict=True))
    cells = [
        (is_name, key, names[event, key])
        for is_name, key, event in zip(named, keys, events, strict=True)
    ]
    return frame(cells, NAMES).set_axis(attributions.index)


def name_key(name: str) -> str:
    """What two mentions of one name share: small letters, no article, no possessive."""
    return " ".join(fold(bare_name(name)).split())


def bare_name(name: str) -> str:
    """A name on one line, without the article before it and the possessive behind it."""
    line = " ".join(name.split())
    return _POSSESSIVE.sub("", _ARTICLE.sub("", line)) or line


def is_name_like(name: str) -> bool:
    """Whether there is a capital or a digit in a name behind its article."""
    return any(letter.isupper() or letter.isdigit() for letter in bare_name(name))


def _full_name(key: str, event: str, people: set[tuple[str, str]]) -> str:
    if " " in key:
        return key
    longer = [name for of, name in people if of == event and name.endswith(f" {key}")]
    return longer[0] if len(longer) == 1 else key


def _common_names(mentions: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """For each event and key the longest name, of several so long the most frequent one."""
    shown: dict[tuple[str, str], Counter[str]] = {}
    for event, key, name in mentions:
        shown.setdefault((event, key), Counter())[name] += 1
    return {
        key: min(names, key=lambda name: (-len(name), -names[name], name))
        for key, names in shown.items()
    }
