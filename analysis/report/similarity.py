"""What the report says about similarity of wording; its tables are in similarity_tables."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.report.article_names import article_called
from analysis.report.evidence import Block, Quote
from analysis.report.findings import (
    Finding,
    amount,
    by_event,
    in_table,
    listing,
    not_independent,
    show_findings,
    some_of,
    verb,
)
from analysis.report.shared_terms import TERMS_QUOTED, SharedTerms

TERMS_SHOWN = 6
"""Shared terms that are named of a pair."""

_OUTLETS_NAMED = 5
_DIGITS = 12
_NO_PROOF = (
    "A high cosine says that two articles use the same words, not that one copied the other."
)


def similarity_findings(corpus: Corpus, pairs: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """Name the two articles of different outlets that are most alike, event by event."""
    named = _with_outlets(corpus, pairs)
    shared = SharedTerms(corpus, quotes)

    def tell(event: str) -> Iterator[Finding]:
        own = named[(named["event"] == event) & named["cosine"].notna()]
        return _event_findings(corpus, event, own, shared)

    return show_findings(by_event(corpus, tell), shared.quotes)


def _event_findings(
    corpus: Corpus, event: str, pairs: pd.DataFrame, shared: SharedTerms
) -> Iterator[Finding]:
    identity = f"finding-alike-{event}"
    articles = {*pairs["article_a"], *pairs["article_b"]}
    if not articles:
        yield Finding(
            identity,
            "There are no two articles whose wording could be compared.",
            (),
            "Similarity needs two articles with running text about one event.",
            main=True,
        )
        return
    if len(articles) == 2:
        yield _only_two(corpus, identity, pairs.iloc[0])
        return
    known = pairs[(pairs["outlet_a"] != UNKNOWN) & (pairs["outlet_b"] != UNKNOWN)]
    same = known["outlet_a"] == known["outlet_b"]
    if not same.all():
        yield _most_alike(corpus, identity, known[~same], len(pairs) - len(known), shared)
    elif not len(known):
        yield Finding(
            identity,
            "There are no two articles of known outlet whose wording could be compared.",
            (),
            "Pairs with an article of unknown outlet stand in the tables.",
            main=True,
        )
    if same.any():
        yield _within(event, known[same], known[~same])


def _only_two(corpus: Corpus, identity: str, pair: "pd.Series[Any]") -> Finding:
    return Finding(
        identity,
        "Only two articles can be compared, {} and {}; the cosine of their wording is {}.",
        (
            article_called(corpus, pair["article_a"]),
            article_called(corpus, pair["article_b"]),
            in_table(f"{pair['cosine']:.2f}", "terms"),
        ),
        "With two articles every shared term is equally rare, so the weights cannot tell shared "
        "terms apart, and there is no other pair to set the cosine against. "
        f"{not_independent([pair['dependence']])}".rstrip(),
        main=True,
    )


def _most_alike(
    corpus: Corpus, identity: str, pairs: pd.DataFrame, left_out: int, shared: SharedTerms
) -> Finding:
    """Return the finding about the pair with the highest cosine; equal cosines are counted."""
    ranking = ranked(pairs)
    top = ranking.iloc[0]
    unknown = (
        f" {amount(left_out, 'pair')} with an article of unknown outlet "
        f"{verb(left_out, 'is', 'are')} left out here."
        if left_out
        else ""
    )
    if not top["terms"]:
        sentence = "No two articles of different outlets share a term."
        return Finding(identity, sentence, (), f"Stop words are no terms.{unknown}", main=True)
    linked = shared.sentences(top)
    return Finding(
        identity,
        f"{_highest(ranking)} {_heaviest(top, linked.total)}",
        (
            article_called(corpus, top["article_a"]),
            article_called(corpus, top["article_b"]),
            in_table(f"{top['cosine']:.2f}", "terms"),
            linked,
        ),
        f"{_stability(top)} {_NO_PROOF}{unknown} {not_independent([top['dependence']])}".rstrip(),
        main=True,
    )


def _highest(ranking: pd.DataFrame) -> str:
    """Say which pair has the highest cosine, with places for the articles and the cosine."""
    if len(ranking) == 1:
        return "The only two articles of different outlets, {} and {}, have a cosine of {}."
    cosines = ranking["cosine"].round(_DIGITS)
    tied = int((cosines == cosines.iloc[0]).sum()) - 1
    also = (
        f" {tied:,} other {verb(tied, 'pair has', 'pairs have')} the same cosine." if tied else ""
    )
    return (
        f"Of {_pairs(ranking)} of articles of different outlets, {{}} and {{}} are most alike in "
        f"their wording (cosine {{}}).{also}"
    )


def _heaviest(pair: "pd.Series[Any]", sentences: int) -> str:
    """Say which shared terms make up the cosine, with a place for the number of sentences."""
    terms = [f"“{term}”" for term, _ in pair["terms"][:TERMS_SHOWN]]
    which = verb(
        len(terms), "only shared term is", "shared terms that contribute most to this cosine are"
    )
    first = "it" if len(terms) == 1 else f"one of the first {min(TERMS_QUOTED, len(terms)):,}"
    return (
        f"The {which} {listing(terms)}; {{}} {verb(sentences, 'sentence', 'sentences')} of the two "
        f"articles {verb(sentences, 'holds', 'hold')} {first}."
    )


def _within(event: str, inside: pd.DataFrame, across: pd.DataFrame) -> Finding:
    """Set the mean cosine within outlets beside the one between them."""
    outlets = sorted(inside["outlet_a"].unique())
    names = some_of(["{}"] * len(outlets), _OUTLETS_NAMED, outlets)
    sentence = (
        f"The mean cosine of two articles of one outlet is {{}} ({_pairs(inside)} of {names})"
    )
    parts = [in_table(f"{inside['cosine'].mean():.2f}", "terms"), *outlets[:_OUTLETS_NAMED]]
    if len(across):
        sentence += f", that of two articles of different outlets {{}} ({_pairs(across)})"
        parts.append(in_table(f"{across['cosine'].mean():.2f}", "terms"))
    caution = "There is no second outlet to compare with."
    if len(across):
        caution = (
            "Pairs share articles and are not independent of one another; no test is made. "
            f"{not_independent(across['dependence'])}"
        )
    return Finding(
        f"finding-within-{event}",
        f"{sentence}.",
        tuple(parts),
        caution.rstrip(),
        main=not len(across),
    )


def _pairs(pairs: pd.DataFrame) -> str:
    return amount(len(pairs), "pair")


def ranked(pairs: pd.DataFrame) -> pd.DataFrame:
    """Sort pairs, most alike first; rounded, so that the order is the same on every machine."""
    rounded = pairs.assign(rounded=pairs["cosine"].round(_DIGITS))
    order = ["rounded", "article_a", "article_b"]
    return rounded.sort_values(order, ascending=[False, True, True], ignore_index=True)


def _stability(pair: "pd.Series[Any]") -> str:
    """Say how far the cosine moves when one other article is left out."""
    if pd.isna(pair["low"]):
        return "There is no third article to leave out, so nothing is known of its stability."
    low, high, whole = (f"{pair[name]:.2f}" for name in ("low", "high", "cosine"))
    if low == high == whole:
        return "Leaving out any one other article of the event changes nothing."
    if low == high:
        return f"Leaving out any one other article of the event moves it to {low}."
    return f"Leaving out any one other article of the event moves it to between {low} and {high}."


def _with_outlets(corpus: Corpus, pairs: pd.DataFrame) -> pd.DataFrame:
    outlets = dict(zip(corpus.articles["article"], corpus.articles["outlet"], strict=True))
    return pairs.assign(
        outlet_a=pairs["article_a"].map(outlets), outlet_b=pairs["article_b"].map(outlets)
    )
