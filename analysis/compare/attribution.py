"""Whose words an outlet prints, and how well it says whose they are.

The strength of an attribution is a place on a ladder (`LADDER`), after the evidential scales of
reported speech in news (Bednarek 2006; Bergler 1992): it says how exactly a reader is told who
stands for something, not whether it is true.

Attributions inside quoted words are the work of whoever is quoted, not of the outlet; they count
nowhere here. Articles of unknown outlet need not share a publisher, so that none of them is ever a
further outlet that reports the same speaker.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.compare.articles import VoicedWords, find_originals
from analysis.compare.names import NAMED_TYPES, name_speakers
from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.text import fold
from analysis.lexicons import read_lexicon
from analysis.marks.voice import VOICES
from analysis.marks.voices.tokens import source_words

LADDER: Mapping[str, str] = {
    "named person": "somebody by name, or by a pronoun or short form that leads to a name",
    "office or organisation": (
        "an office, army or company by its name; a capital that stands for its rulers"
    ),
    "officials": "an office without a name, or people known by theirs only, such as a spokesman",
    "sources and groups": (
        "a source, witnesses, residents, experts, or whoever else has neither name nor office"
    ),
    "other outlet": ("a newspaper, agency or broadcaster by its name, with nobody named beyond it"),
    "nobody named": "passives and nouns without owner, such as “it is believed” or “rumours”",
}
"""Rungs of the ladder, the most exact first, and what each one means."""

NO_CUE = "no cue"
"""Category of attributions without a reporting word, such as a quotation after a name and colon."""

UNLISTED = "unlisted"
"""Category of reporting words without one in the word list, such as any verb behind a quotation."""

SHARES = {"voice": "str", "words": "int64", "share": "float64"}
STRENGTHS = {
    "event": "str", "outlet": "str", "strength": "str", "attributions": "int64", "quoted": "int64",
    "share": "float64", "ids": "object",
}  # fmt: skip
SPEAKERS = {
    "event": "str", "speaker": "str", "source_type": "str", "named": "bool", "side": "str",
    "attributions": "int64", "outlets": "int64", "by": "object", "ids": "object",
}  # fmt: skip
CUES = {
    "event": "str", "outlet": "str", "category": "str", "cue": "str", "attributions": "int64",
    "ids": "object",
}  # fmt: skip


def rate_voices(
    corpus: Corpus, voices: pd.DataFrame, by: Sequence[str] = ("event", "outlet", "role")
) -> pd.DataFrame:
    """Words in each voice, by outlet and role.

    Parameters
    ----------
    corpus
        The corpus.
    voices
        The frame of `mark_voices`.
    by
        Columns to group by, of event, outlet, article, role and original (the article, or the one
        that it repeats word for word).

    Returns
    -------
    pandas.DataFrame
        One row a group and voice, voices without words included: the columns ``by``, voice, words,
        share (of the words of this group). Captions and furniture have no voice.
    """
    counted = VoicedWords(voices)
    sentences = corpus.sentences.drop(columns="words").merge(
        corpus.articles[["article", "event", "outlet"]], on="article", how="left"
    )
    originals = find_originals(corpus)
    sentences["original"] = [originals.get(article, article) for article in sentences["article"]]
    columns = (sentences[name] for name in ("document", "start", "text"))
    words_by_voice = [counted.count(*place) for place in zip(*columns, strict=True)]
    spoken = pd.DataFrame(words_by_voice, columns=list(VOICES), index=sentences.index)
    runs = pd.concat([sentences, spoken], axis=1).melt(
        id_vars=list(dict.fromkeys(by)), value_vars=list(VOICES), var_name="voice",
        value_name="words",
    )  # fmt: skip
    rows: list[tuple[Any, ...]] = []
    for key, group in runs.groupby(list(by)):
        words = group.groupby("voice")["words"].sum()
        total = int(words.sum())
        for voice in VOICES:
            count = int(words.get(voice, 0))
            rows.append((*key, voice, count, count / total if total else 0.0))
    return frame(rows, {**dict.fromkeys(by, "str"), **SHARES})


def share_without_one(parts: "pd.Series[int]", totals: "pd.Series[int]") -> tuple[float, float]:
    """Smallest and greatest share of parts in totals when any one article is left out.

    Parameters
    ----------
    parts, totals
        Counts by article, with the same index.

    Returns
    -------
    tuple of float
        (nan, nan) with fewer than two articles, or where one holds everything.
    """
    left = totals.sum() - totals
    if len(totals) < 2 or (left == 0).any():
        return float("nan"), float("nan")
    shares = (parts.sum() - parts) / left
    return float(shares.min()), float(shares.max())


def own_attributions(corpus: Corpus, attributions: pd.DataFrame) -> pd.DataFrame:
    """The attributions that outlets make themselves, with what they are compared by.

    Returns
    -------
    pandas.DataFrame
        The columns of `mark_attributions`, without nested ones, and: event, outlet, strength (an
        ordered categorical with the order of `LADDER`), and the columns of `name_speakers`.
    """
    own = attributions[~attributions["nested"]]
    own = own.merge(corpus.articles[["article", "event", "outlet"]], on="article")
    own = own.join(name_speakers(own, corpus.aliases))
    return own.assign(strength=strength_of(own))


def strength_of(attributions: pd.DataFrame) -> pd.Series:
    """Rung of the ladder of each attribution, an ordered categorical with the order of `LADDER`.

    Whether a source is named is what `name_speakers` says, here as everywhere: the rungs "named
    person", "office or organisation" and "other outlet" hold the named ones.

    Parameters
    ----------
    attributions
        With the columns event, source_type, source, speaker, and named and key of `name_speakers`.
    """
    officials = frozenset(row["entry"] for row in read_lexicon("officials"))
    columns = [attributions[name] for name in ("event", "key", "named", "source_type")]
    kinds = _common_kinds(zip(*columns, strict=True))
    sources = zip(attributions["source"], attributions["speaker"], strict=True)
    rungs = [
        _NAMED_RUNGS[kinds[event, key]]
        if named
        else _unnamed_rung(kind, source, speaker, officials)
        for event, key, named, kind, (source, speaker) in zip(*columns, sources, strict=True)
    ]
    return pd.Series(
        pd.Categorical(rungs, categories=list(LADDER), ordered=True), index=attributions.index
    )


def _common_kinds(mentions: Iterable[tuple[str, str, bool, str]]) -> dict[tuple[str, str], str]:
    """Kind of each named speaker, that of most mentions; of as many, an organisation is no person.

    A description that an alias gives a name is of the kind that the name is.
    """
    found: dict[tuple[str, str], Counter[str]] = {}
    for event, key, named, kind in mentions:
        if named and kind in NAMED_TYPES:
            found.setdefault((event, key), Counter())[kind] += 1
    return {
        key: min(kinds, key=lambda kind: (-kinds[kind], kind == "person", kind))
        for key, kinds in found.items()
    }


_NAMED_RUNGS = {
    "person": "named person", "organisation": "office or organisation", "outlet": "other outlet",
}  # fmt: skip


def _unnamed_rung(
    source_type: str, source: str | None, speaker: str | None, officials: frozenset[str]
) -> str:
    if source is None and speaker is None:
        return "nobody named"
    # The last word before "of", "in" …: "officials of the valley council", not "a source of …".
    head = _head(fold(source or "").replace(",", " ").split())
    is_office = source_type == "organisation" and source_words("document").isdisjoint(head)
    return "officials" if is_office or not officials.isdisjoint(head) else "sources and groups"


_BREAKS = frozenset(
    ["of", "in", "at", "from", "for", "with", "who", "whose", "which", "that", "on", "near"]
)


def _head(words: list[str]) -> list[str]:
    """The words of a noun phrase before its first preposition or relative clause."""
    end = next((place for place, word in enumerate(words) if word in _BREAKS), len(words))
    return words[:end]


def compare_attribution(corpus: Corpus, attributions: pd.DataFrame) -> pd.DataFrame:
    """Attributions of each outlet by rung of the ladder.

    Returns
    -------
    pandas.DataFrame
        One row an event, outlet and rung, rungs without attributions included: event, outlet,
        strength, attributions, quoted (those with words in quotation marks), share (of the outlet's
        attributions; NaN where it has none), ids.
    """
    own = own_attributions(corpus, attributions)
    rows = []
    for event, outlet in _outlets(corpus):
        mine = own[(own["event"] == event) & (own["outlet"] == outlet)]
        for rung in LADDER:
            here = mine[mine["strength"] == rung]
            share = len(here) / len(mine) if len(mine) else float("nan")
            quoted = int((here["kind"] != "indirect").sum())
            rows.append((event, outlet, rung, len(here), quoted, share, tuple(here["id"])))
    return frame(rows, STRENGTHS)


def _outlets(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Events and outlets in the order of the articles."""
    pairs = zip(corpus.articles["event"], corpus.articles["outlet"], strict=True)
    yield from dict.fromkeys(pairs)


def compare_speakers(corpus: Corpus, attributions: pd.DataFrame) -> pd.DataFrame:
    """Who is quoted or reported, by how many outlets.

    Speakers with a name are put together by it and by the corpus's aliases (`name_speakers`).
    Others are put together within an outlet only, by the words for them, since nobody can tell
    whether the "source" of one outlet is that of another; those of whom a text says nothing at all
    are left out.

    Returns
    -------
    pandas.DataFrame
        One row an event and speaker, the named first, then those whom most outlets report: event,
        speaker, source_type, named, side (of the aliases, empty if none), attributions, outlets
        (known ones), by (their names), ids.
    """
    own = own_attributions(corpus, attributions)
    rows = []
    for (event, _), group in own[own["key"] != ""].groupby(["event", "key"], sort=False):
        by = tuple(sorted(set(group["outlet"]) - {UNKNOWN}))
        first = group.iloc[0]
        kind = group["source_type"].mode().iloc[0]
        counts = len(group), len(by), by, tuple(group["id"])
        rows.append((event, first["name"], kind, bool(first["named"]), first["side"], *counts))
    rows.sort(key=lambda row: (row[0], not row[3], -row[6], -row[5], fold(row[1]), row[7]))
    return frame(rows, SPEAKERS)


def compare_cues(corpus: Corpus, attributions: pd.DataFrame) -> pd.DataFrame:
    """Which words report, by outlet and category of the cue.

    Returns
    -------
    pandas.DataFrame
        One row an event, outlet, category and cue as written in small letters: event, outlet,
        category (of ``reporting_cues.csv``; `UNLISTED` for a cue that is not in it, `NO_CUE` where
        there is no cue), cue (empty where there is none), attributions, ids.
    """
    own = own_attributions(corpus, attributions)
    columns = zip(own["cue"], own["category"], strict=True)
    own = own.assign(
        category=[(category or UNLISTED) if cue else NO_CUE for cue, category in columns],
        cue=[" ".join(fold(cue).split()) if cue else "" for cue in own["cue"]],
    )
    keys = ["event", "outlet", "category", "cue"]
    rows = [(*key, len(group), tuple(group["id"])) for key, group in own.groupby(keys)]
    return frame(rows, CUES)
