"""Whose words an outlet prints, and how well it says whose they are.

The strength of an attribution is a place on a ladder (`LADDER`), after the evidential scales of
reported speech in news (Bednarek 2006; Bergler 1992): it says how exactly a reader is told who
stands for something, not whether it is true.
"""

from collections.abc import Iterator

import pandas as pd

from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.text import count_words, fold
from analysis.lexicons import read_lexicon
from analysis.marks.voice import VOICES

LADDER = (
    "named person",
    "office or organisation",
    "officials",
    "sources and groups",
    "other outlet",
    "nobody named",
    "no attribution",
)
"""Rungs of the ladder, the strongest first."""

_ATTRIBUTED = len(LADDER) - 1

SHARES = {
    "event": "str", "outlet": "str", "role": "str", "voice": "str", "words": "int64",
    "share": "float64",
}  # fmt: skip
SPEAKERS = {
    "event": "str", "speaker": "str", "source_type": "str", "attributions": "int64",
    "outlets": "int64", "by": "object", "ids": "object",
}  # fmt: skip


def rate_voices(corpus: Corpus, voices: pd.DataFrame) -> pd.DataFrame:
    """Words in each voice, by outlet and role.

    Returns
    -------
    pandas.DataFrame
        One row an event, outlet, role and voice, voices without words included: event, outlet,
        role, voice, words, share (of the words of this outlet in this role). Furniture and captions
        have no voice.
    """
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    runs = voices.merge(corpus.articles[["article", "event", "outlet"]], on="article")
    columns = (runs[name] for name in ("document", "start", "end"))
    runs["words"] = [
        count_words(texts[document][start:end])
        for document, start, end in zip(*columns, strict=True)
    ]
    rows = []
    for (event, outlet, role), group in runs.groupby(["event", "outlet", "role"]):
        words = group.groupby("voice")["words"].sum()
        total = int(words.sum())
        for voice in VOICES:
            count = int(words.get(voice, 0))
            rows.append((event, outlet, role, voice, count, count / total if total else 0.0))
    return frame(rows, SHARES)


def strength_of(attributions: pd.DataFrame) -> pd.Series:
    """Rung of the ladder of each attribution, an ordered categorical with `LADDER`'s order."""
    columns = (attributions[name] for name in ("source_type", "source", "speaker"))
    rungs = [_rung(*row) for row in zip(*columns, strict=True)]
    return pd.Series(
        pd.Categorical(rungs, categories=LADDER, ordered=True), index=attributions.index
    )


def _rung(source_type: str, source: str | None, speaker: str | None) -> str:
    if source is None:
        return "nobody named"
    if source_type == "person":
        return "named person" if speaker else "sources and groups"
    if source_type == "organisation":
        return "office or organisation"
    if source_type == "outlet":
        return "other outlet"
    if source_type == "unnamed" and _is_official(source):
        return "officials"
    return "sources and groups"


def _is_official(source: str) -> bool:
    officials = {row["entry"] for row in read_lexicon("officials")}
    return not officials.isdisjoint(fold(source).replace(",", " ").split())


def compare_attribution(corpus: Corpus, attributions: pd.DataFrame) -> pd.DataFrame:
    """Attributions of each outlet by rung of the ladder.

    Attributions inside quotations count for the one who is quoted, not for the outlet, and are left
    out.

    Returns
    -------
    pandas.DataFrame
        One row an event, outlet and rung, rungs without attributions included, ``no attribution``
        not: event, outlet, strength, attributions, share, ids (of the attributions).
    """
    own = attributions[~attributions["nested"]]
    own = own.assign(strength=strength_of(own))
    own = own.merge(corpus.articles[["article", "event", "outlet"]], on="article")
    rows = []
    for event, outlet in _outlets(corpus):
        mine = own[(own["event"] == event) & (own["outlet"] == outlet)]
        for rung in LADDER[:_ATTRIBUTED]:
            ids = tuple(mine.loc[mine["strength"] == rung, "id"])
            share = len(ids) / len(mine) if len(mine) else float("nan")
            rows.append((event, outlet, rung, len(ids), share, ids))
    schema = {
        "event": "str", "outlet": "str", "strength": "str", "attributions": "int64",
        "share": "float64", "ids": "object",
    }  # fmt: skip
    return frame(rows, schema)


def _outlets(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Events and outlets in the order of the articles."""
    pairs = zip(corpus.articles["event"], corpus.articles["outlet"], strict=True)
    yield from dict.fromkeys(pairs)


def compare_speakers(corpus: Corpus, attributions: pd.DataFrame) -> pd.DataFrame:
    """Who is quoted or reported, by how many outlets.

    Speakers are put together by name, whatever its case; those whom a text does not name are left
    out.

    Returns
    -------
    pandas.DataFrame
        One row an event and speaker, those whom most outlets report first: event, speaker,
        source_type, attributions, outlets, by (names of the outlets), ids.
    """
    named = attributions[attributions["speaker"].notna() & ~attributions["nested"]]
    named = named.merge(corpus.articles[["article", "event", "outlet"]], on="article")
    named = named.assign(key=named["speaker"].map(_key))
    rows = []
    for (event, _), group in named.groupby(["event", "key"], sort=False):
        by = tuple(sorted(set(group["outlet"])))
        name = max(group["speaker"], key=lambda each: (len(each), each))
        kind = group["source_type"].mode().iloc[0]
        rows.append((event, name, kind, len(group), len(by), by, tuple(group["id"])))
    rows.sort(key=lambda row: (row[0], -row[4], -row[3], row[1]))
    return frame(rows, SPEAKERS)


def _key(speaker: str) -> str:
    """What two mentions of one speaker share: the name without article, folded."""
    words = fold(speaker).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)
