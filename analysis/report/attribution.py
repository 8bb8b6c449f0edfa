"""What the report says about attributions; its tables are in attribution_tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.compare.attribution import LADDER, NO_CUE, own_attributions, share_without_one
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.labels import spans
from analysis.marks.voice import VOICES
from analysis.report.evidence import Block, Linked, Quote, quotes_of
from analysis.report.findings import (
    Finding,
    amount,
    by_event,
    in_table,
    listing,
    percent,
    show_findings,
    some_of,
    verb,
)
from analysis.report.hedging import FEWEST_WORDS

DOUBTING = "doubting"
"""Category of reporting words that leave open or doubt what is reported."""

_NAMED = 5
_NO_TEST = (
    "Shares describe these articles. Whether outlets differ is not tested here: attributions of "
    "one article depend on each other, and the program misses some."
)
_Values = tuple[str | Linked | Block, ...]


def attribution_quotes(corpus: Corpus, attributions: pd.DataFrame) -> dict[str, Quote]:
    """Quotes for every attribution, by id: the sentence in which its content begins.

    What is reported is highlighted, as far as it stands in that sentence, and so is the word that
    reports it.
    """
    sentences = quotes_of(corpus)
    found = {}
    names = ("id", "sentence", "parts", "cue_start", "cue_end")
    columns = (attributions[name] for name in names)
    for identity, sentence, parts, *cue in zip(*columns, strict=True):
        quote = sentences[sentence]
        places = [*spans(parts), *([] if pd.isna(cue[0]) else [(int(cue[0]), int(cue[1]))])]
        first, last = quote.start, quote.start + len(quote.text)
        marks = tuple(
            (max(start, first) - first, min(end, last) - first)
            for start, end in places
            if start < last and end > first
        )
        found[identity] = quote._replace(marks=marks)
    return found


def voice_findings(
    corpus: Corpus, shares: pd.DataFrame, by_article: pd.DataFrame, quotes: Mapping[str, Quote]
) -> Block:
    """Say how many of the words of an event are the outlets' own, quoted or paraphrased.

    Parameters
    ----------
    corpus
        The corpus.
    shares, by_article
        The frame of ``rate_voices``, by outlet and by original article.
    quotes
        Quotes by id.
    """

    def tell(event: str) -> Iterator[Finding]:
        here, articles = (
            frame[frame["event"] == event].assign(headline=lambda rows: rows["role"] == "headline")
            for frame in (shares, by_article)
        )
        yield _extent(event, here[~here["headline"]], articles[~articles["headline"]])
        yield from _headlines(event, here[here["headline"]])

    return show_findings(by_event(corpus, tell), quotes)


def _extent(event: str, shares: pd.DataFrame, by_article: pd.DataFrame) -> Finding:
    words = shares.groupby("voice")["words"].sum()
    total = int(words.sum())
    identity = f"finding-voices-{event}"
    if not total:
        return Finding(
            identity, "There is no running text whose words could be told apart.", (),
            "Headlines without article are counted apart.", main=True,
        )  # fmt: skip
    own, direct, paraphrase = (int(words.get(voice, 0)) for voice in VOICES)
    sentence = (
        f"Of {{}} below the headlines, {percent(own / total)} are the outlets’ own; "
        f"{percent(direct / total)} stand inside quotation marks of a report, and "
        f"{percent(paraphrase / total)} say in the outlet’s words what a source is reported to "
        "say or think."
    )
    ends, values = _voice_ends(shares)
    parts = in_table(amount(total, "word"), "voices"), *values
    totals = by_article.groupby("original")["words"].sum()
    mine = by_article[by_article["voice"] == "own"].groupby("original")["words"].sum()
    held = _without_one(mine.reindex(totals.index, fill_value=0), totals, "are the outlets’ own")
    return Finding(identity, sentence + ends, parts, held + _NO_TEST, main=True)


def _without_one(parts: "pd.Series[int]", totals: "pd.Series[int]", what: str) -> str:
    """Say between which shares a result lies when any one article is left out."""
    low, high = share_without_one(parts, totals)
    if pd.isna(low):
        return "All rests on one article. " if len(totals) == 1 else ""
    both = percent(low), percent(high)
    shares = both[0] if both[0] == both[1] else f"{both[0]} to {both[1]}"
    return f"Whichever article is left out, {shares} {what}. "


def _voice_ends(shares: pd.DataFrame) -> tuple[str, _Values]:
    """Name the outlets with the greatest and the smallest share of own words, if long enough."""
    known = shares[shares["outlet"] != UNKNOWN]
    table = known.pivot_table(
        index="outlet", columns="voice", values="words", aggfunc="sum", fill_value=0
    ).reindex(columns=list(VOICES), fill_value=0)
    total = table.sum(axis=1)
    table, total = table[total >= FEWEST_WORDS], total[total >= FEWEST_WORDS]
    own = (table["own"] / total).round(2).sort_index()
    if len(own) < 2:
        return "", ()
    if own.min() == own.max():
        each = in_table(f"{len(own):,} outlets", "voices")
        return (
            f" The share of own words is the same, {percent(own.max())}, in {{}} with at least "
            f"{FEWEST_WORDS} words.",
            (each,),
        )
    most, least = (list(own.index[own == end]) for end in (own.max(), own.min()))
    said = [
        f"{listing(['{}'] * len(names[:_NAMED]))} ({percent(end)}"
        + (
            f", {table['own'][names[0]]:,} of {total[names[0]]:,} words)"
            if len(names) == 1
            else ")"
        )
        for names, end in ((most, own.max()), (least, own.min()))
    ]
    return (
        f" Own words make up most in {said[0]} and least in {said[1]}.",
        (*most[:_NAMED], *least[:_NAMED]),
    )


def _headlines(event: str, shares: pd.DataFrame) -> Iterator[Finding]:
    words = shares.groupby("voice")["words"].sum()
    total = int(words.sum())
    if not total:
        return
    reported = total - int(words.get("own", 0))
    share = f"{reported:,} ({percent(reported / total)}) {verb(reported, 'is', 'are')}"
    if not reported:
        share = "none is"
    reports = shares[(shares["voice"] != "own") & (shares["words"] > 0)]
    outlets = sorted(set(reports["outlet"]) - {UNKNOWN})
    who = f", in headlines of {some_of(['{}'] * len(outlets), _NAMED)}" if outlets else ""
    yield Finding(
        f"finding-headlines-{event}",
        f"Of {{}} in headlines, {share} reported of a source{who}.",
        (in_table(amount(total, "word"), "voices"), *outlets[:_NAMED]),
        "In headlines a colon, a dash or quotation marks often stand for the reporting verb; "
        "rules read them less surely than full sentences.",
    )


def attribution_findings(
    corpus: Corpus, attributions: pd.DataFrame, quotes: Mapping[str, Quote]
) -> Block:
    """Say how exactly sources are named, with which words, and who speaks in several outlets."""
    own = own_attributions(corpus, attributions)

    def tell(event: str) -> Iterator[Finding]:
        here = own[own["event"] == event]
        if len(here):
            yield _ladder(event, here)
            if here["cue"].notna().any():
                yield _verbs(event, here)
        else:
            yield Finding(
                f"finding-ladder-{event}",
                "No attribution was found.",
                (),
                "Reports without any of the words and signs that the rules know are missed.",
                main=True,
            )

    return show_findings(by_event(corpus, tell), quotes)


def _ladder(event: str, own: pd.DataFrame) -> Finding:
    """Say how many attributions stand on which rung."""
    rungs = [(rung, own[own["strength"] == rung]) for rung in LADDER]
    found = [(rung, group) for rung, group in rungs if len(group)]
    said = [f"{{}} {_RUNG_OBJECTS[rung]}" for rung, _ in found]
    names = verb(len(found[0][1]), "names", "name")
    said[0] = f"{{}} {names} {_RUNG_OBJECTS[found[0][0]]}"
    totals = own.groupby("article")["id"].size()
    people = own[own["strength"] == next(iter(LADDER))].groupby("article")["id"].size()
    held = _without_one(people.reindex(totals.index, fill_value=0), totals, "name a person")
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
    "officials": "officials by their office only",
    "sources and groups": "a source or group without name",
    "other outlet": "another outlet",
    "nobody named": "nobody",
}


def _verbs(event: str, own: pd.DataFrame) -> Finding:
    """Say how many reports use a word that doubts, and which outlets use it."""
    cued = own[own["cue"].notna()]
    doubting = cued[cued["category"] == DOUBTING]
    by = _counts_by_outlet(doubting)
    who = f": {listing(['{} in {}' for _ in by[:_NAMED]])}" if by else ""
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


def speaker_findings(corpus: Corpus, speakers: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """Say which named speakers several outlets report."""

    def tell(event: str) -> Iterator[Finding]:
        named = speakers[(speakers["event"] == event) & speakers["named"]]
        outlets = corpus.articles.loc[corpus.articles["event"] == event, "outlet"]
        if len(named):
            yield _shared_speakers(event, named, outlets[outlets != UNKNOWN].nunique())

    return show_findings(by_event(corpus, tell), quotes)


def _shared_speakers(event: str, named: pd.DataFrame, outlets: int) -> Finding:
    shared = named[named["outlets"] > 1]
    caution = (
        "Speakers are put together by name: two names of one body (a capital, its ministry) are "
        "two speakers, and namesakes one. Articles of unknown outlet are no further outlet."
    )
    identity = f"finding-speakers-{event}"
    lead = amount(len(named), "named speaker")
    ids = _joined(named["ids"])
    first = (in_table(lead, "speakers"), Linked(ids, "attributions to named speakers"))
    start = f"{{}} {verb(len(named), 'is', 'are')} reported, in {{}} attributions"
    if outlets < 2:
        return Finding(
            identity, f"{start}; there is no second outlet to compare with.", first, caution
        )
    if not len(shared):
        return Finding(identity, f"{start}; none of them by two outlets.", first, caution, True)
    top = _rows(shared.head(_NAMED))
    names = listing([f"{{}} ({{}} in {row['outlets']:,} outlets)" for row in top])
    more = f", and {len(shared) - len(top):,} more" if len(shared) > len(top) else ""
    values = [value for row in top for value in (row["speaker"], _linked(row))]
    return Finding(
        identity,
        f"{start}; {len(shared):,} of them by two outlets or more: {names}{more}.",
        (*first, *values),
        caution,
        main=True,
    )


def _linked(row: Mapping[Any, Any]) -> Linked:
    return Linked(row["ids"], f"{row['speaker']}: attributions")


def _rows(table: pd.DataFrame) -> list[dict[Any, Any]]:
    return table.to_dict("records")


def _joined(ids: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(identity for group in ids for identity in group))


def cue_category(category: str) -> str:
    """Return what a category of reporting words is called where readers see it."""
    return "no reporting word" if category == NO_CUE else category
