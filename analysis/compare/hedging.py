"""Hedges of outlets side by side: counts, rates, and which differences the corpus can decide.

Every summary starts from the articles, so that an outlet without a single hedge appears with zero.
Words and sentences are those of headlines, bodies and quotations. Articles of which only the
headline is known take no part.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.compare import uncertainty
from analysis.compare.articles import Unit, copies_among, grouped, merge_copies, units_of
from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.entries import UNKNOWN

RATES: dict[str, str] = {
    "articles": "int64", "words": "int64", "sentences": "int64", "hedges": "int64",
    "hedged": "int64", "per_1000_words": "float64", "sentence_share": "float64", "low": "float64",
    "high": "float64", "hedge_ids": "object", "sentence_ids": "object", "article_ids": "object",
    "copy_ids": "object",
}  # fmt: skip

DIFFERENCES: dict[str, str] = {
    "event": "object", "outlet_a": "str", "outlet_b": "str", "articles_a": "int64",
    "articles_b": "int64", "rate_a": "float64", "rate_b": "float64", "difference": "float64",
    "low": "float64", "high": "float64", "p": "float64", "floor": "float64",
    "p_adjusted": "float64", "share_difference": "float64", "share_p": "float64", "verdict": "str",
    "share_p_adjusted": "float64", "floor_adjusted": "float64", "hedges_a": "int64",
    "hedges_b": "int64", "words_a": "int64", "words_b": "int64", "reason": "str",
}  # fmt: skip

CATEGORIES: dict[str, str] = {
    "event": "str", "outlet": "str", "category": "str", "hedges": "int64", "hedge_ids": "object",
}  # fmt: skip

REASONS = ("no words", "too few articles", "too few articles for so many pairs")
"""Why a pair of outlets cannot be decided."""

_PER = 1000  # words


def rate_hedges(
    corpus: Corpus, hedges: pd.DataFrame, by: Sequence[str] = ("event", "outlet")
) -> pd.DataFrame:
    """Count hedges and set them against words and sentences.

    Parameters
    ----------
    corpus
        The corpus the hedges were found in.
    hedges
        Marks with at least id, sentence and start.
    by
        Columns of the articles to group by, and "role" for headline, body or quotation. With
        "role", combinations without words are left out.

    Returns
    -------
    DataFrame
        One row a group, sorted by ``by``: the ``by`` columns, articles, words, sentences, hedges,
        hedged (sentences with at least one hedge), per_1000_words (hedges per 1,000 words),
        sentence_share (hedged / sentences, 0 to 1), low and high (95 % bootstrap interval over
        articles of per_1000_words), hedge_ids, sentence_ids (of the hedged sentences), article_ids,
        copy_ids (of the articles that repeat another of the group and of their outlet word for
        word). Ids are tuples, by article and in reading order. Copies are counted, but resampled
        together with what they repeat. Rates are NaN without a denominator; low and high are NaN
        under five different articles with words.

    Raises
    ------
    ValueError
        If ``by`` names something else.

    Notes
    -----
    Two rates, because a rate per word alone favours short texts. Intervals: percentile bootstrap
    (Efron 1979), resampling articles.
    """
    allowed = [*corpus.articles.columns, "role"]
    if unknown := [name for name in by if name not in allowed]:
        raise ValueError(f"cannot group hedges by {unknown[0]!r}; choose from {', '.join(allowed)}")
    groups = grouped(units_of(corpus, hedges, by))
    rows = [(*group, *_rate_row(units)) for group, units in groups]
    dtypes = {**corpus.articles.dtypes.astype(str), "role": "str"}
    return frame(rows, {name: dtypes[name] for name in by} | RATES)


def compare_hedging(
    corpus: Corpus, hedges: pd.DataFrame, *, within_event: bool = True
) -> pd.DataFrame:
    """Tell which outlets hedge more than others, as far as the corpus can decide it.

    Whole articles are permuted between two outlets, for hedges per 1,000 words and for the share of
    hedged sentences. The verdict is "different" only where both differ in the same direction and
    both p-values, corrected by Holm's method over the decidable pairs, are at most ALPHA;
    "undecidable" where no arrangement of the articles could make them so (reason says why); else
    "not shown", which is no evidence that the outlets are alike. Which pairs are decidable follows
    from the numbers of articles alone (uncertainty.attainable_together).

    Articles of unknown outlet are left out: two of them need not share a publisher. Articles of an
    outlet that repeat one another word for word are one article here, with all their counts: five
    copies of one text say no more about the outlet than one.

    Parameters
    ----------
    corpus
        The corpus the hedges were found in.
    hedges
        Marks with at least id, sentence and start.
    within_event
        Compare outlets within each event; otherwise over all events together (event is None).

    Returns
    -------
    DataFrame
        One row an event and unordered pair of outlets: event, outlet_a < outlet_b, articles_a,
        articles_b (those with words, copies of a text once), rate_a, rate_b (hedges per 1,000
        words), difference (a - b), low, high (95 % bootstrap interval over articles; NaN under five
        on a side), p, floor (smallest p that can be reached), p_adjusted, share_difference (a - b,
        -1 to 1), share_p, verdict. After these: share_p_adjusted, floor_adjusted, hedges_a,
        hedges_b, words_a, words_b, reason. All p-values of an undecidable pair are NaN.
        floor_adjusted is the smallest p_adjusted that can be reached: above ALPHA, the pair could
        be decided alone but not among so many; NaN where floor is above ALPHA. reason is one of
        REASONS for an undecidable pair, else empty.

    Notes
    -----
    Permutation test (Fisher 1935; Pitman 1937) with whole articles as units, since words of one
    article are not independent of one another; correction after Holm (1979).
    """
    units = [u for u in units_of(corpus, hedges, ["event", "outlet"]) if u.group[1] != UNKNOWN]
    if not within_event:
        units = [unit._replace(group=(None, unit.group[1])) for unit in units]
    pairs = list(_pairs(units))
    tests = _tests(pairs)
    rows = []
    for i, pair in enumerate(pairs):
        reason = _reason(pair, tests["floor"][i], tests["floor_adjusted"][i])
        row = _pair_row(pair) | {"reason": reason}
        shown = max(tests["p_adjusted"][i], tests["share_p_adjusted"][i]) <= uncertainty.ALPHA
        agreed = row["difference"] * row["share_difference"] > 0
        verdict = "different" if shown and agreed else "not shown"
        row["verdict"] = "undecidable" if reason else verdict
        rows.append(row)
    return frame(rows, DIFFERENCES).assign(**tests)


def hedge_categories(corpus: Corpus, hedges: pd.DataFrame) -> pd.DataFrame:
    """Count the hedges of each outlet by category.

    Returns
    -------
    DataFrame
        One row an event, outlet and category, for every category that ``hedges`` holds: event,
        outlet, category, hedges, hedge_ids (a tuple, by article and in reading order). Absent
        combinations have zero.
    """
    category = dict(zip(hedges["id"], hedges["category"], strict=True))
    rows: list[tuple[Any, ...]] = []
    for group, units in grouped(units_of(corpus, hedges, ["event", "outlet"])):
        found: dict[str, list[str]] = {name: [] for name in sorted(set(category.values()))}
        for unit in units:
            for mark in unit.hedge_ids:
                found[category[mark]].append(mark)
        rows.extend((*group, name, len(marks), tuple(marks)) for name, marks in found.items())
    return frame(rows, CATEGORIES)


class _Pair(NamedTuple):
    """Two outlets of an event, each with its articles that have words, copies of a text as one."""

    event: str | None
    outlet_a: str
    outlet_b: str
    a: list[Unit]
    b: list[Unit]

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.a) + len(self.b), min(len(self.a), len(self.b))


def _pairs(units: Sequence[Unit]) -> Iterator[_Pair]:
    """Yield pairs of outlets of one event, sorted; an outlet may have no article with words."""
    events: dict[str | None, dict[str, list[Unit]]] = {}
    for (event, outlet), members in grouped(units):
        events.setdefault(event, {})[outlet] = merge_copies(members)
    for event, outlets in events.items():
        for outlet_a, outlet_b in combinations(outlets, 2):
            yield _Pair(event, outlet_a, outlet_b, outlets[outlet_a], outlets[outlet_b])


def _column(units: Sequence[Unit], name: str) -> list[int]:
    return [getattr(unit, name) for unit in units]


def _tests(pairs: Sequence[_Pair]) -> dict[str, uncertainty.Floats]:
    """All floors and p-values, by column; p-values of undecidable pairs are NaN."""
    floors = np.array([uncertainty.attainable_floor(len(pair.a), len(pair.b)) for pair in pairs])
    alone = floors <= uncertainty.ALPHA
    permutations = uncertainty.permutations_for(int(alone.sum()))
    floors[alone] = np.maximum(floors[alone], 1 / (permutations + 1))
    reached = uncertainty.attainable_together(floors)
    p, share_p = np.full((2, len(pairs)), np.nan)
    # Pairs of the same numbers of articles follow each other, because they share permutations.
    decidable = np.flatnonzero(reached <= uncertainty.ALPHA).tolist()
    for i in sorted(decidable, key=lambda i: pairs[i].shape):
        p[i] = _test(pairs[i], "hedges", "words", permutations)
        share_p[i] = _test(pairs[i], "hedged", "sentences", permutations)
    return {
        "p": p, "floor": floors, "p_adjusted": uncertainty.holm(p), "share_p": share_p,
        "share_p_adjusted": uncertainty.holm(share_p), "floor_adjusted": reached,
    }  # fmt: skip


def _reason(pair: _Pair, floor: float, floor_adjusted: float) -> str:
    """Why a pair cannot be decided; empty if it can."""
    no_words, few_articles, many_pairs = REASONS
    if not pair.a or not pair.b:
        return no_words
    if floor > uncertainty.ALPHA:
        return few_articles
    return many_pairs if floor_adjusted > uncertainty.ALPHA else ""


def _test(pair: _Pair, counted: str, size: str, permutations: int) -> float:
    return uncertainty.permutation_p(
        _column(pair.a, counted), _column(pair.a, size),
        _column(pair.b, counted), _column(pair.b, size), permutations,
    )  # fmt: skip


def _rate(units: Sequence[Unit], counted: str, size: str) -> float:
    whole = sum(_column(units, size))
    return sum(_column(units, counted)) / whole if whole else float("nan")


def _rate_row(units: Sequence[Unit]) -> tuple[Any, ...]:
    articles = tuple(dict.fromkeys(_column(units, "article")))
    totals = [sum(_column(units, n)) for n in ("words", "sentences", "hedges", "hedged")]
    apart = merge_copies(units)
    low, high = uncertainty.bootstrap_interval(_column(apart, "hedges"), _column(apart, "words"))
    return (
        len(articles), *totals,
        _rate(units, "hedges", "words") * _PER, _rate(units, "hedged", "sentences"),
        low * _PER, high * _PER,
        tuple(mark for unit in units for mark in unit.hedge_ids),
        tuple(sentence for unit in units for sentence in unit.sentence_ids),
        articles, copies_among(units),
    )  # fmt: skip


def _pair_row(pair: _Pair) -> dict[str, Any]:
    """Everything about a pair but the tests."""
    row: dict[str, Any] = {
        "event": pair.event, "outlet_a": pair.outlet_a, "outlet_b": pair.outlet_b,
    }  # fmt: skip
    for side, units in (("a", pair.a), ("b", pair.b)):
        row[f"articles_{side}"] = len(units)
        row[f"rate_{side}"] = _rate(units, "hedges", "words") * _PER
        row[f"hedges_{side}"] = sum(_column(units, "hedges"))
        row[f"words_{side}"] = sum(_column(units, "words"))
    row["difference"] = row["rate_a"] - row["rate_b"]
    row["share_difference"] = _rate(pair.a, "hedged", "sentences") - _rate(
        pair.b, "hedged", "sentences"
    )
    low, high = uncertainty.bootstrap_difference(
        _column(pair.a, "hedges"), _column(pair.a, "words"),
        _column(pair.b, "hedges"), _column(pair.b, "words"),
    )  # fmt: skip
    row["low"], row["high"] = low * _PER, high * _PER
    return row
