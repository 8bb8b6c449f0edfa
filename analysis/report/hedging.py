"""What the report says about how much is hedged; differences and tables are in modules beside."""

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.marks.voice import VOICES
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import (
    Finding,
    amount,
    by_event,
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
) -> Block:
    """Say how much is hedged in each event, in whose voice, and by whom most and least.

    ``rates`` are by event, outlet and voice, ``whole`` by event and outlet; ``tests`` compare the
    outlets' own voice.
    """
    first = min(whole.loc[whole["sentences"] > 0, "event"], default=None)

    def tell(event: str) -> Iterator[Finding]:
        mine, all_words, pairs = (table[table["event"] == event] for table in (rates, whole, tests))
        return _event_findings(event, mine, all_words, pairs, _WHAT if event == first else "")

    return show_findings(by_event(corpus, tell), quotes)


def _event_findings(
    event: str, rates: pd.DataFrame, whole: pd.DataFrame, tests: pd.DataFrame, what: str
) -> Iterator[Finding]:
    if not whole["sentences"].sum():
        yield Finding(
            f"finding-hedged-{event}",
            "There is no running text in which hedges could be counted.",
            (),
            "Headlines without article take no part in rates.",
            main=True,
        )
        return
    yield _extent(event, rates, whole, what)
    if whole["hedges"].sum():
        yield _by_voice(event, rates)
    own = own_rows(rates)
    named = own[(own["words"] > 0) & (own["outlet"] != UNKNOWN)]
    if len(named) > 1 and named["hedges"].sum():
        yield _rates(event, own, tests)
    yield from _copies(event, whole)


def _extent(event: str, rates: pd.DataFrame, whole: pd.DataFrame, what: str) -> Finding:
    """Say how many sentences hold a hedge, in whose voice, and ``what`` a hedge is."""
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
        "A hedge that is quoted or paraphrased is its source’s: outlets are compared by what they "
        "hedge in their own words.",
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


def headline_findings(corpus: Corpus, roles: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """Say what of the headlines is hedged, given the rates by event, outlet, role and voice."""

    def tell(event: str) -> Iterator[Finding]:
        rows = roles[roles["event"] == event]
        if rows["words"].sum():
            yield _headlines(event, rows[rows["role"] == "headline"])

    return show_findings(by_event(corpus, tell), quotes)


def _headlines(event: str, rows: pd.DataFrame) -> Finding:
    articles, hedges = ids_in(rows, "article_ids"), ids_in(rows, "hedge_ids")
    identity = f"finding-headlines-{event}"
    caution = (
        "Headlines of articles with running text; deck lines count as headlines. A question mark "
        "is a hedge in one that leaves open whether something is so, not in one that asks who, how "
        "or why."
    )
    if not articles:
        return Finding(identity, "No article with running text has a headline.", (), caution)
    words = amount(int(own_rows(rows)["words"].sum()), "word")
    head = (
        f"The {verb(len(articles), 'headline', 'headlines')} of {{}} "
        f"{verb(len(articles), 'article', 'articles')}, with {words} of the outlets’ own, "
        f"{verb(len(articles), 'contains', 'contain')}"
    )
    linked = Linked(articles, "articles with a headline")
    if not hedges:
        return Finding(identity, f"{head} no hedge.", (linked,), caution)
    said, behind = shared_out(rows)
    sentence = f"{head} {{}} {verb(len(hedges), 'hedge', 'hedges')}{said}."
    return Finding(identity, sentence, (linked, Linked(hedges, "hedges"), *behind), caution)
