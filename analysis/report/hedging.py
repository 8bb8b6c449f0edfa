"""What the report says about hedging; its tables are in hedging_tables."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.compare.uncertainty import ALPHA
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import (
    Finding,
    amount,
    by_event,
    in_table,
    listing,
    percent,
    show_findings,
    signed,
    some_of,
    verb,
)

FEWEST_WORDS = 100
"""Outlets with fewer words of text on an event are not ranked by their rate: one hedge more or less
would move it by ten and more per 1,000 words."""

_NAMED = 5
_Values = tuple[str | Linked | Block, ...]
_WHAT = ", a word or phrase by which a text holds back from full commitment (“reportedly”, “may”)"


def hedging_findings(
    corpus: Corpus, rates: pd.DataFrame, tests: pd.DataFrame, quotes: Mapping[str, Quote]
) -> Block:
    """Say how much is hedged in each event, by whom most and least, and what can be decided."""
    first = min(rates.loc[rates["sentences"] > 0, "event"], default=None)

    def tell(event: str) -> Iterator[Finding]:
        own = rates[rates["event"] == event], tests[tests["event"] == event]
        return _event_findings(event, *own, _WHAT if event == first else "")

    return show_findings(by_event(corpus, tell), quotes)


def _event_findings(
    event: str, rates: pd.DataFrame, tests: pd.DataFrame, what: str
) -> Iterator[Finding]:
    if not rates["sentences"].sum():
        yield Finding(
            f"finding-hedged-{event}",
            "There is no running text in which hedges could be counted.",
            (),
            "Headlines without article take no part in rates.",
            main=True,
        )
        return
    yield _extent(event, rates, what)
    named = rates[(rates["words"] > 0) & (rates["outlet"] != UNKNOWN)]
    if len(named) > 1 and named["hedges"].sum():
        yield _rates(event, rates, tests)
    yield from _copies(event, rates)
    yield from _differences(event, rates, tests)


def _extent(event: str, rates: pd.DataFrame, what: str) -> Finding:
    """Say how many sentences hold a hedge, and ``what`` a hedge is."""
    hedges, hedged, articles = (
        tuple(identity for ids in rates[column] for identity in ids)
        for column in ("hedge_ids", "sentence_ids", "article_ids")
    )
    sentences = int(rates["sentences"].sum())
    share = f" ({percent(len(hedged) / sentences)})" if hedged else ""
    return Finding(
        f"finding-hedged-{event}",
        f"{{}} of {{}}{share} in {{}} {verb(len(articles), 'article', 'articles')} "
        f"{verb(len(hedged), 'holds', 'hold')} a hedge{what}; there "
        f"{verb(len(hedges), 'is', 'are')} {{}} {verb(len(hedges), 'hedge', 'hedges')} in all.",
        (
            Linked(hedged, "hedged sentences"),
            in_table(amount(sentences, "sentence"), "hedging"),
            Linked(articles, "articles with running text"),
            Linked(hedges, "hedges"),
        ),
        "Hedges of the outlet and of those it quotes are counted together here.",
        main=True,
    )


def _rates(event: str, rates: pd.DataFrame, tests: pd.DataFrame) -> Finding:
    """Set the outlets' rates side by side; from three outlets on, name those at both ends."""
    known = rates[(rates["outlet"] != UNKNOWN) & (rates["words"] > 0)].sort_values("outlet")
    long = known["words"] >= FEWEST_WORDS
    ranked = known.assign(rate=known["per_1000_words"].round(1))[long]
    values: _Values = ()
    if len(ranked) < 2:
        sentence = "No two outlets have enough text for their rates to be compared."
    elif len(ranked) == 2 or ranked["rate"].min() == ranked["rate"].max():
        sentence, values = _rate_each(ranked)
    else:
        sentence, values = _rate_ends(ranked)
    short, names = _too_short(known[~long], unknown=UNKNOWN in set(rates["outlet"]))
    return Finding(
        f"finding-ends-{event}", sentence + short, (*values, *names), _decidable(tests), main=True
    )


def _rate_each(ranked: pd.DataFrame) -> tuple[str, _Values]:
    """Give the rate of two outlets, or the one that all share."""
    rates = [f"{rate:.1f}" for rate in ranked["rate"]]
    if len(set(rates)) == 1:
        both = "Both" if len(ranked) == 2 else f"All {len(ranked):,}"
        outlets = in_table(f"{both} outlets", "hedging")
        return (
            f"{{}} with at least {FEWEST_WORDS} words of text have the same rate, {rates[0]} "
            "hedges per 1,000 words.",
            (outlets,),
        )
    (one, other), (first, second) = ranked["outlet"], map(_counted, _rows(ranked))
    return (
        f"{{}} has {rates[0]} hedges per 1,000 words ({first[0]}) and {{}} has {rates[1]} "
        f"({second[0]}).",
        (str(one), first[1], str(other), second[1]),
    )


def _rate_ends(ranked: pd.DataFrame) -> tuple[str, _Values]:
    """Name the outlets with the highest and the lowest rate, with their counts."""
    ends = {"highest": ranked["rate"].max(), "lowest": ranked["rate"].min()}
    at_end = {end: ranked[ranked["rate"] == rate] for end, rate in ends.items()}
    (first, behind, most), (last, below, fewest) = map(_named, at_end.values())
    over = f"{len(ranked):,} outlets with at least {FEWEST_WORDS} words of text"
    sentence = (
        f"Of {{}}, {first} {verb(len(at_end['highest']), 'has', 'have')} the highest rate, "
        f"{ends['highest']:.1f} hedges per 1,000 words{behind}, and {last} the lowest, "
        f"{ends['lowest']:.1f}{below}."
    )
    return sentence, (in_table(over, "hedging"), *most, *fewest)


def _named(outlets: pd.DataFrame) -> tuple[str, str, _Values]:
    """Places for the names of outlets, places for what their rates rest on, and the values."""
    if len(outlets) > _NAMED:
        return "{}", "", (in_table(f"{len(outlets):,} outlets", "hedging"),)
    counts = [_counted(row) for row in _rows(outlets)]
    names = listing(["{}"] * len(outlets))
    behind = f" ({'; '.join(text for text, _ in counts)})"
    return names, behind, (*outlets["outlet"], *(number for _, number in counts))


def _rows(table: pd.DataFrame) -> list[dict[Any, Any]]:
    return table.to_dict("records")


def _counted(row: Mapping[Any, Any]) -> tuple[str, Linked]:
    """Hedges of a row of rates: the words with a place for their number, and the number."""
    words, articles = amount(int(row["words"]), "word"), amount(int(row["articles"]), "article")
    return f"{{}} in {words} of {articles}", Linked(row["hedge_ids"], f"{row['outlet']}: hedges")


def _too_short(short: pd.DataFrame, unknown: bool) -> tuple[str, _Values]:
    """Say who is left out of the comparison of rates, and why."""
    said, values = "", tuple[str, ...]()
    if len(short):
        values = tuple(map(str, short["outlet"].head(_NAMED)))
        names = some_of(["{}"] * len(short), _NAMED)
        said = f" Too short to rate, with fewer than {FEWEST_WORDS} words: {names}."
    return said + (" Articles of unknown outlet are left out here." if unknown else ""), values


def _copies(event: str, rates: pd.DataFrame) -> Iterator[Finding]:
    """Say how many articles repeat another of their outlet, if any do."""
    copies = tuple(identity for ids in rates["copy_ids"] for identity in ids)
    if copies:
        yield Finding(
            f"finding-copies-{event}",
            f"{{}} of {amount(int(rates['articles'].sum()), 'article')} "
            f"{verb(len(copies), 'repeats', 'repeat')} another of "
            f"{verb(len(copies), 'its', 'their')} outlet word for word.",
            (Linked(copies, "articles that repeat another"),),
            "Hedges of copies are counted; in tests and intervals all copies of a text count once, "
            "as one article.",
            main=True,
        )


def _decidable(tests: pd.DataFrame) -> str:
    """Say whether the articles can decide any difference between outlets."""
    tests = tests[tests["reason"] != "no words"]
    decided = tests[tests["verdict"] != "undecidable"]
    if not len(tests):
        return "There is no second outlet with running text to compare with."
    if not len(decided):
        return f"Whether outlets differ cannot be decided with this corpus: {_too_few(tests)}."
    shown = int((decided["verdict"] == "different").sum())
    if len(tests) == 1:
        enough = "The two outlets have enough articles to be compared"
        verdict = "they differ" if shown else "no difference is shown"
    else:
        enough = (
            f"{len(decided):,} of {amount(len(tests), 'pair')} of outlets "
            f"{verb(len(decided), 'has', 'have')} enough articles to be compared"
        )
        verdict = f"{shown:,} {verb(shown, 'differs', 'differ')}" if shown else "none differs"
    rest = (
        " The other pairs cannot be decided with this corpus." if len(decided) < len(tests) else ""
    )
    return f"{enough}; {verdict} by a permutation test over articles.{rest}"


def _too_few(tests: pd.DataFrame) -> str:
    """Say why no pair of outlets can be decided."""
    smallest = float(tests["floor"].min())
    if smallest >= 1:
        return "with one article each, no difference between them could be told from chance"
    if smallest > ALPHA:
        return (
            "there are too few articles per outlet. Even the greatest difference between two of "
            f"them would come about in {100 * smallest:.2g} % of all ways to share out the same "
            f"articles by chance; it would count as shown at {100 * ALPHA:.2g} % or less"
        )
    return "there are too few articles per outlet for so many pairs of outlets"


def _differences(event: str, rates: pd.DataFrame, tests: pd.DataFrame) -> Iterator[Finding]:
    """Yield a finding for every pair of outlets that the corpus shows to differ."""
    by_outlet = {row["outlet"]: row for row in _rows(rates)}
    shown = tests[tests["verdict"] == "different"].sort_values(["p_adjusted", "outlet_a"])
    for number, test in enumerate(_rows(shown), start=1):
        more, less = by_outlet[test["outlet_a"]], by_outlet[test["outlet_b"]]
        low, high = test["low"], test["high"]
        if test["difference"] < 0:
            more, less, low, high = less, more, -high, -low
        (first, first_hedges), (second, second_hedges) = _counted(more), _counted(less)
        rate, other = (round(row["per_1000_words"], 1) for row in (more, less))
        yield Finding(
            f"finding-difference-{event}-{number}",
            f"{{}} hedges more than {{}}: {rate:.1f} against {other:.1f} hedges per 1,000 words "
            f"({first} against {second}).",
            (str(more["outlet"]), str(less["outlet"]), first_hedges, second_hedges),
            f"The difference is {rate - other:.1f}{_interval(low, high)}; p = "
            f"{test['p_adjusted']:.2g} by permutation of articles, corrected for the number of "
            "pairs; the share of hedged sentences agrees.",
            main=number <= 3,
        )


def _interval(low: float, high: float) -> str:
    if pd.isna(low) or pd.isna(high):
        return ""
    crosses = ", which includes no difference" if low <= 0 <= high else ""
    return f" (95 % interval {signed(low)} to {signed(high)}{crosses})"
