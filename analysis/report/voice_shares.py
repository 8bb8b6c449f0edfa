"""What the report says of voices: how many words are the outlets' own, quoted or paraphrased."""

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.compare.dependence import QUOTED, hosted_articles
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.marks.voice import VOICES
from analysis.report.attribution import without_one
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import (
    Finding,
    amount,
    by_kind,
    in_table,
    listing,
    percent,
    show_findings,
    some_of,
    verb,
)
from analysis.report.hedging import FEWEST_WORDS

_NAMED = 5
_NO_TEST = (
    "Shares describe these articles. Whether outlets differ is not tested here: attributions of "
    "one article depend on each other, and the program misses some."
)
_Values = tuple[str | Linked | Block, ...]


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
    hosted = hosted_articles(corpus)

    def tell(event: str) -> Iterator[Finding]:
        here, articles = (
            frame[frame["event"] == event].assign(headline=lambda rows: rows["role"] == "headline")
            for frame in (shares, by_article)
        )
        yield _extent(event, here[~here["headline"]], articles[~articles["headline"]], hosted)

    def tell_headlines(event: str) -> Iterator[Finding]:
        here = shares["event"] == event
        yield from _headlines(event, shares[here & (shares["role"] == "headline")])

    return show_findings(by_kind(corpus, tell, tell_headlines), quotes)


def _extent(
    event: str, shares: pd.DataFrame, by_article: pd.DataFrame, hosted: pd.DataFrame
) -> Finding:
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
    blocks = hosted[(hosted["event"] == event) & (hosted["how"] == QUOTED)]
    ends, values = _voice_ends(shares, blocks)
    parts = in_table(amount(total, "word"), "voices"), *values
    totals = by_article.groupby("original")["words"].sum()
    mine = by_article[by_article["voice"] == "own"].groupby("original")["words"].sum()
    held = without_one(mine.reindex(totals.index, fill_value=0), totals, "are the outlets’ own")
    return Finding(identity, sentence + ends, parts, held + _NO_TEST, main=True)


def _voice_ends(shares: pd.DataFrame, blocks: pd.DataFrame) -> tuple[str, _Values]:
    """Name the outlets with the greatest and the smallest share of own words, if long enough.

    Which of them quote a block of another publisher (``blocks``) is said beside.
    """
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
        f"{listing(['{}'] * len(names[:_NAMED]), names[:_NAMED])} ({percent(end)}"
        + (
            f", {table['own'][names[0]]:,} of {total[names[0]]:,} words)"
            if len(names) == 1
            else ")"
        )
        for names, end in ((most, own.max()), (least, own.min()))
    ]
    shown = (*most[:_NAMED], *least[:_NAMED])
    hosts, names = _hosts(blocks[blocks["host"].isin(shown)])
    return f" Own words make up most in {said[0]} and least in {said[1]}.{hosts}", shown + names


def _hosts(blocks: pd.DataFrame) -> tuple[str, tuple[str, ...]]:
    """Say for whom the words of quoted blocks count, host by host."""
    said: list[str] = []
    values: list[str] = []
    for host, group in blocks.groupby("host"):
        guests = sorted(set(group["outlet"]))
        names = listing(["{}"] * len(guests), guests)
        said.append(f" {{}} quotes blocks of {names}; their words count for {names}, not for {{}}.")
        values += [str(host), *guests, *guests, str(host)]
    return "".join(said), tuple(values)


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
    who = f", in headlines of {some_of(['{}'] * len(outlets), _NAMED, outlets)}" if outlets else ""
    yield Finding(
        f"finding-headlines-{event}",
        f"Of {{}} in headlines, {share} ascribed to a source{who}.",
        (in_table(amount(total, "word"), "voices"), *outlets[:_NAMED]),
        "In headlines a colon, a dash or quotation marks often stand for the reporting verb; "
        "rules read them less surely than full sentences.",
    )
