"""What the report says about how much is hedged; differences and tables are in modules beside."""

from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.marks.voice import VOICES
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import (
    Finding,
    amount,
    by_kind,
    in_table,
    listing,
    not_independent,
    percent,
    show_findings,
    some_of,
    verb,
)
from analysis.report.hedging_differences import counted, decidable
from analysis.report.voices import WHERE, own_rows

FEWEST_WORDS = 100
"""Outlets with fewer words of their own on an event are not ranked by their rate: one hedge more or
less would move it by ten and more per 1,000 words."""

_NAMED = 5
_Values = tuple[str | Linked | Block, ...]
_WHAT = ", a word or phrase by which a text stops short of full commitment (“reportedly”, “may”)"


def hedging_findings(
    corpus: Corpus,
    rates: pd.DataFrame,
    whole: pd.DataFrame,
    tests: pd.DataFrame,
    quotes: Mapping[str, Quote],
    reporting: Collection[str] = (),
) -> Block:
    """Say how much is hedged in each event, in whose voice, and by whom most and least.

    ``rates`` are by event, outlet and voice, ``whole`` by event and outlet; ``tests`` compare the
    outlets' own voice. ``reporting`` are ids of hedges that are reporting words
    (`reporting_hedges`).
    """
    first = min(whole.loc[whole["sentences"] > 0, "event"], default=None)

    def here(frame: pd.DataFrame, event: str) -> pd.DataFrame:
        return frame[frame["event"] == event]

    def tell_extent(event: str) -> Iterator[Finding]:
        what = _WHAT if event == first else ""
        yield _extent(event, here(rates, event), here(whole, event), what)

    def tell_voices(event: str) -> Iterator[Finding]:
        if here(whole, event)["hedges"].sum():
            yield _by_voice(event, here(rates, event))

    def tell_reporting(event: str) -> Iterator[Finding]:
        yield from _reporting(event, own_rows(here(rates, event)), reporting)

    def tell_rates(event: str) -> Iterator[Finding]:
        own = own_rows(here(rates, event))
        named = own[(own["words"] > 0) & (own["outlet"] != UNKNOWN)]
        if len(named) > 1 and named["hedges"].sum():
            yield _rates(event, own, here(tests, event))

    def tell_copies(event: str) -> Iterator[Finding]:
        yield from _copies(event, here(whole, event))

    tells = (tell_extent, tell_voices, tell_reporting, tell_rates, tell_copies)
    return show_findings(by_kind(corpus, *tells), quotes)


def _extent(event: str, rates: pd.DataFrame, whole: pd.DataFrame, what: str) -> Finding:
    """Say how many sentences hold a hedge, in whose voice, and ``what`` a hedge is."""
    if not whole["sentences"].sum():
        return Finding(
            f"finding-hedged-{event}",
            "There is no running text in which hedges could be counted.",
            (),
            "Headlines without article take no part in rates.",
            main=True,
        )
    hedges, hedged, articles = (ids_in(whole, f"{name}_ids") for name in _COUNTED)
    sentences = int(whole["sentences"].sum())
    share = f" ({percent(len(hedged) / sentences)})" if hedged else ""
    voices, behind = shared_out(rates)
    return Finding(
        f"finding-hedged-{event}",
        f"{{}} of {{}}{share} in {{}} {verb(len(articles), 'article', 'articles')} "
        f"{verb(len(hedged), 'contains', 'contain')} a hedge{what}; there "
        f"{verb(len(hedges), 'is', 'are')} {{}} {verb(len(hedges), 'hedge', 'hedges')} in "
        f"all{voices}.",
        (
            Linked(hedged, "hedged sentences"),
            in_table(amount(sentences, "sentence"), "hedging"),
            Linked(articles, "articles with running text"),
            Linked(hedges, "hedges"),
            *behind,
        ),
        "A hedge that is quoted or paraphrased is counted as its source’s, and outlets are "
        "compared by what they hedge in their own words. Inside a paraphrase, “allegedly”, "
        "“reportedly” and scare quotes may be the outlet’s own all the same; the program cannot "
        "tell.",
        main=True,
    )


_COUNTED = ("hedge", "sentence", "article")


def ids_in(rates: pd.DataFrame, column: str) -> tuple[str, ...]:
    """All ids of a column of tuples, each once."""
    return tuple(dict.fromkeys(identity for ids in rates[column] for identity in ids))


def shared_out(rates: pd.DataFrame) -> tuple[str, tuple[Linked, ...]]:
    """Say in which voices the hedges of some rows stand: the words, with places for numbers.

    Empty where there are no hedges.
    """
    ids = {voice: ids_in(rates[rates["voice"] == voice], "hedge_ids") for voice in VOICES}
    found = {voice: marks for voice, marks in ids.items() if marks}
    if not found:
        return "", ()
    if len(found) == 1:
        ((voice, marks),) = found.items()
        every = {1: "", 2: "both "}.get(len(marks), "all of them ")
        return f", {every}{WHERE[voice]}", ()
    said = listing([f"{{}} {WHERE[voice]}" for voice in found])
    return f", {said}", tuple(Linked(ids, f"hedges {WHERE[v]}") for v, ids in found.items())


def _by_voice(event: str, rates: pd.DataFrame) -> Finding:
    """Set the rates of the three voices side by side, over all outlets of the event."""
    rated, short, silent = list[str](), list[str](), list[str]()
    in_rated, in_short = list[Linked](), list[Linked]()
    for voice in VOICES:
        rows = rates[rates["voice"] == voice]
        words, hedges = int(rows["words"].sum()), ids_in(rows, "hedge_ids")
        counts = f"{WHERE[voice]} ({{}} in {amount(words, 'word')})"
        linked = Linked(hedges, f"hedges {WHERE[voice]}")
        if words >= FEWEST_WORDS:
            rated.append(f"{1000 * len(hedges) / words:.1f} {counts}")
            in_rated.append(linked)
        elif words or hedges:
            short.append(counts)
            in_short.append(linked)
        else:
            silent.append(WHERE[voice])
    sentences = [f"Hedges per 1,000 words: {listing(rated)}."] if rated else []
    if short:
        sentences.append(f"Too few words to rate: {listing(short)}.")
    if silent:
        sentences.append(f"No words stand {' or '.join(silent)}.")
    return Finding(
        f"finding-voices-{event}",
        " ".join(sentences),
        (*in_rated, *in_short),
        "All outlets together, the unknown included; long articles weigh more than short "
        "ones. Voices are found by rules, and how often these err is said at the end of this page.",
    )


def _reporting(event: str, own: pd.DataFrame, reporting: Collection[str]) -> Iterator[Finding]:
    """Say how many hedges of the outlets' own words report what somebody else thinks or claims."""
    hedges, words = ids_in(own, "hedge_ids"), int(own["words"].sum())
    some = tuple(identity for identity in hedges if identity in reporting)
    if not some:
        return
    rest = len(hedges) - len(some)
    rates = (
        f"Without {verb(len(some), 'it', 'them')} the outlets have {1000 * rest / words:.1f} "
        "hedges per 1,000 of their own words instead of "
        f"{1000 * len(hedges) / words:.1f}."
        if words >= FEWEST_WORDS
        else f"Without {verb(len(some), 'it', 'them')} {rest:,} {verb(rest, 'is', 'are')} left."
    )
    yield Finding(
        f"finding-reporting-{event}",
        f"{{}} of the {{}} {verb(len(hedges), 'hedge', 'hedges')} in the outlets’ own words "
        f"{verb(len(some), 'is a reporting word', 'are reporting words')}, which "
        f"{verb(len(some), 'tells', 'tell')} how somebody else stands to a matter (“they suspect”, "
        f"“he claims”, “accused of”). {rates}",
        (
            Linked(some, "hedges that are reporting words"),
            Linked(hedges, "hedges in the outlets’ own words"),
        ),
        "The word is the outlet’s choice, and so counts as its own; the doubt may be that of "
        "whoever is reported. The chapter’s table of rates has both for each outlet.",
        main=True,
    )


def _rates(event: str, rates: pd.DataFrame, tests: pd.DataFrame) -> Finding:
    """Set the rates of own voices side by side; from three outlets on, name those at both ends."""
    known = rates[(rates["outlet"] != UNKNOWN) & (rates["words"] > 0)].sort_values("outlet")
    long = known["words"] >= FEWEST_WORDS
    ranked = known.assign(rate=known["per_1000_words"].round(1))[long]
    values: _Values = ()
    if len(ranked) < 2:
        sentence = "No two outlets have enough words of their own for their rates to be compared."
    elif len(ranked) == 2 or ranked["rate"].min() == ranked["rate"].max():
        sentence, values = _rate_each(ranked)
    else:
        sentence, values = _rate_ends(ranked)
    short, names = _too_short(known[~long], unknown=UNKNOWN in set(rates["outlet"]))
    caution = f"{decidable(tests)} {not_independent(tests['dependence'])}".rstrip()
    return Finding(f"finding-ends-{event}", sentence + short, (*values, *names), caution, main=True)


def _rate_each(ranked: pd.DataFrame) -> tuple[str, _Values]:
    """Give the rate of two outlets, or the one that all share."""
    rates = [f"{rate:.1f}" for rate in ranked["rate"]]
    if len(set(rates)) == 1:
        both = "Both" if len(ranked) == 2 else f"All {len(ranked):,}"
        outlets = in_table(f"{both} outlets", "hedging")
        return (
            f"{{}} with at least {FEWEST_WORDS} words of their own have the same rate, {rates[0]} "
            "hedges per 1,000 of these.",
            (outlets,),
        )
    (one, other), (first, second) = ranked["outlet"], map(counted, ranked.to_dict("records"))
    return (
        f"Per 1,000 of its own words, {{}} has {rates[0]} hedges ({first[0]}) and {{}} has "
        f"{rates[1]} ({second[0]}).",
        (str(one), first[1], str(other), second[1]),
    )


def _rate_ends(ranked: pd.DataFrame) -> tuple[str, _Values]:
    """Name the outlets with the highest and the lowest rate, with their counts."""
    ends = {"highest": ranked["rate"].max(), "lowest": ranked["rate"].min()}
    at_end = {end: ranked[ranked["rate"] == rate] for end, rate in ends.items()}
    (first, behind, most), (last, below, fewest) = map(_named, at_end.values())
    over = f"{len(ranked):,} outlets with at least {FEWEST_WORDS} words of their own"
    sentence = (
        f"Of {{}}, {first} {verb(len(at_end['highest']), 'hedges its', 'hedge their')} own words "
        f"most, {ends['highest']:.1f} times per 1,000{behind}, and {last} least, "
        f"{ends['lowest']:.1f}{below}."
    )
    return sentence, (in_table(over, "hedging"), *most, *fewest)


def _named(outlets: pd.DataFrame) -> tuple[str, str, _Values]:
    """Places for the names of outlets, places for what their rates rest on, and the values."""
    if len(outlets) > _NAMED:
        return "{}", "", (in_table(f"{len(outlets):,} outlets", "hedging"),)
    counts = [counted(row) for row in outlets.to_dict("records")]
    names = listing(["{}"] * len(outlets), list(map(str, outlets["outlet"])))
    behind = f" ({'; '.join(text for text, _ in counts)})"
    return names, behind, (*outlets["outlet"], *(number for _, number in counts))


def _too_short(short: pd.DataFrame, unknown: bool) -> tuple[str, _Values]:
    """Say who is left out of the comparison of rates, and why."""
    said, values = "", tuple[str, ...]()
    if len(short):
        values = tuple(map(str, short["outlet"].head(_NAMED)))
        names = some_of(["{}"] * len(short), _NAMED, list(map(str, short["outlet"])))
        said = f" Too short to rate, with fewer than {FEWEST_WORDS} words of their own: {names}."
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
