"""What the report says of attributions: how exactly they name sources, and with which words.

Tables are in attribution_tables; whose words are printed in voice_shares; who speaks in speakers.
"""

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.compare.attribution import (
    LADDER,
    NO_CUE,
    UNLISTED,
    own_attributions,
    share_without_one,
)
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import (
    Finding,
    by_kind,
    listing,
    percent,
    show_findings,
    verb,
)

DOUBTING = "doubting"
"""Category of reporting words that leave open or doubt what is reported."""

_NAMED = 5
_CATEGORY_NAMES = {NO_CUE: "no reporting word", UNLISTED: "other word"}


def without_one(parts: "pd.Series[int]", totals: "pd.Series[int]", what: str) -> str:
    """Say between which shares a result lies when any one article is left out."""
    low, high = share_without_one(parts, totals)
    if pd.isna(low):
        return "All rests on one article. " if len(totals) == 1 else ""
    both = percent(low), percent(high)
    shares = both[0] if both[0] == both[1] else f"{both[0]} to {both[1]}"
    return f"Whichever article is left out, {shares} {what}. "


def attribution_findings(
    corpus: Corpus, attributions: pd.DataFrame, quotes: Mapping[str, Quote]
) -> Block:
    """Say how exactly sources are named, with which words, and who speaks in several outlets."""
    own = own_attributions(corpus, attributions)

    def tell(event: str) -> Iterator[Finding]:
        here = own[own["event"] == event]
        if len(here):
            yield _ladder(event, here)
        else:
            yield Finding(
                f"finding-ladder-{event}",
                "No attribution was found.",
                (),
                "Reports without any of the words and signs that the rules know are missed.",
                main=True,
            )

    def tell_verbs(event: str) -> Iterator[Finding]:
        here = own[own["event"] == event]
        if here["cue"].notna().any():
            yield _verbs(event, here)

    return show_findings(by_kind(corpus, tell, tell_verbs), quotes)


def _ladder(event: str, own: pd.DataFrame) -> Finding:
    """Say how many attributions stand on which rung."""
    rungs = [(rung, own[own["strength"] == rung]) for rung in LADDER]
    found = [(rung, group) for rung, group in rungs if len(group)]
    said = [f"{{}} {_RUNG_OBJECTS[rung]}" for rung, _ in found]
    names = verb(len(found[0][1]), "names", "name")
    said[0] = f"{{}} {names} {_RUNG_OBJECTS[found[0][0]]}"
    totals = own.groupby("article")["id"].size()
    people = own[own["strength"] == next(iter(LADDER))].groupby("article")["id"].size()
    held = without_one(people.reindex(totals.index, fill_value=0), totals, "name a person")
    return Finding(
        f"finding-ladder-{event}",
        f"Of {{}} {verb(len(own), 'attribution', 'attributions')}, {listing(said)}.",
        (
            Linked(tuple(own["id"]), "attributions"),
            *(Linked(tuple(group["id"]), f"attributions: {rung}") for rung, group in found),
        ),
        f"{held}The rungs say how exactly a source is named, not how far it can be relied on. What "
        "is reported inside quoted words counts for whoever is quoted, and is left out.",
        main=True,
    )


_RUNG_OBJECTS = {
    "named person": "a person",
    "office or organisation": "an office or organisation",
    "officials": "an office or officials without a name",
    "sources and groups": "a source or group without name",
    "other outlet": "another outlet",
    "nobody named": "nobody",
}


def _verbs(event: str, own: pd.DataFrame) -> Finding:
    """Say how many reports use a word that doubts, and which outlets use it."""
    cued = own[own["cue"].notna()]
    doubting = cued[cued["category"] == DOUBTING]
    by = _counts_by_outlet(doubting)
    who = (
        f": {listing(['{} in {}' for _ in by[:_NAMED]], [outlet for outlet, _ in by[:_NAMED]])}"
        if by
        else ""
    )
    more = f" and {len(by) - _NAMED:,} more outlets" if len(by) > _NAMED else ""
    return Finding(
        f"finding-verbs-{event}",
        f"{{}} of {{}} {verb(len(cued), 'attribution', 'attributions')} with a reporting word "
        f"{verb(len(doubting), 'uses', 'use')} one that leaves open or doubts what is reported "
        f"(such as “claim” or “rumour”){who}{more}.",
        (
            Linked(tuple(doubting["id"]), "attributions with a doubting word"),
            Linked(tuple(cued["id"]), "attributions with a reporting word"),
            *(
                value
                for outlet, ids in by[:_NAMED]
                for value in (Linked(ids, f"{outlet}: doubting words"), outlet)
            ),
        ),
        "A word is sorted by how it is mostly used; in its sentence it may be neutral. "
        "Longer texts hold more of them: these are counts, not rates.",
    )


def _counts_by_outlet(own: pd.DataFrame) -> list[tuple[str, tuple[str, ...]]]:
    """Outlets with the ids of their attributions, most first; the unknown left out."""
    known = own[own["outlet"] != UNKNOWN]
    groups = [(str(outlet), tuple(group["id"])) for outlet, group in known.groupby("outlet")]
    return sorted(groups, key=lambda group: (-len(group[1]), group[0]))


def cue_category(category: str) -> str:
    """Return what a category of reporting words is called where readers see it."""
    return _CATEGORY_NAMES.get(category, category)
