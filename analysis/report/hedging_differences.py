"""What the report says about differences between outlets in hedging, and what could be shown.

The main comparisons are few and named in advance by the numbers of articles; each is told, whatever
it shows. All others are exploratory and told only where they show something, and as that.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.compare.pairs import MAIN_COMPARISONS
from analysis.compare.uncertainty import ALPHA
from analysis.corpus.corpus import Corpus
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import (
    Finding,
    amount,
    by_event,
    in_table,
    listing,
    not_independent,
    show_findings,
    signed,
    verb,
)
from analysis.report.voices import own_rows

_EXPLORED = 5
"""Exploratory differences told in sentences; the table has all."""

_Row = Mapping[Any, Any]


def difference_findings(
    corpus: Corpus,
    rates: pd.DataFrame,
    tests: pd.DataFrame,
    whole: pd.DataFrame,
    quotes: Mapping[str, Quote],
) -> Block:
    """Say which differences could be shown at all, and what the comparisons show.

    ``rates`` are by event, outlet and voice; ``tests`` compare the outlets' own voice and ``whole``
    the whole text.
    """

    def tell(event: str) -> Iterator[Finding]:
        mine = tests[(tests["event"] == event) & (tests["reason"] != "no words")]
        if not len(mine):
            return
        yield _power(event, mine)
        own = own_rows(rates[rates["event"] == event])
        by_outlet = {str(row["outlet"]): row for row in own.to_dict("records")}
        yield from _main(event, mine, whole[whole["event"] == event], by_outlet)
        yield from _exploratory(event, mine, by_outlet)

    return show_findings(by_event(corpus, tell), quotes)


def decidable(tests: pd.DataFrame) -> str:
    """Say whether the articles can decide any difference between outlets."""
    tests = tests[tests["reason"] != "no words"]
    decided = tests[tests["verdict"] != "undecidable"]
    if not len(tests):
        return "There is no second outlet with words of its own to compare with."
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
    return (
        "there are too few articles per outlet. Even for the pair with the most articles, the "
        f"greatest possible difference would arise in {100 * smallest:.2g} % of all the ways to "
        f"share them out between the two; only {100 * ALPHA:.2g} % or less would count as shown"
    )


def _power(event: str, tests: pd.DataFrame) -> Finding:
    """Say how many pairs could show a difference, before it is said what they show."""
    able = tests[tests["verdict"] != "undecidable"]
    floor = f"{tests['floor'].min():.2g}"
    pairs = in_table(amount(len(tests), "pair"), "pairs")
    if len(tests) == 1:
        pairs = in_table("the two outlets", "pairs")
    identity = f"finding-power-{event}"
    if not len(able):
        between = "{}" if len(tests) == 1 else "the outlets of any of {}"
        sentence = (
            f"No difference could be shown between {between}: the smallest p-value possible is "
            f"{floor}, and only {ALPHA:.2g} or less would count."
        )
        why = _too_few(tests)
        return Finding(identity, sentence, (pairs,), f"{why[0].upper()}{why[1:]}.")
    main, explored = ((able["family"] == name).sum() for name in ("main", "exploratory"))
    kinds = [
        f"{count:,} {verb(count, singular, plural)}"
        for count, singular, plural in (
            (main, "main comparison", "main comparisons"),
            (explored, "exploratory one", "exploratory ones"),
        )
        if count
    ]
    many = "" if len(tests) == 1 else f" for {len(able):,} of {{}} of outlets"
    between = " between {}" if len(tests) == 1 else ""
    sentence = (
        f"A difference{between} could be shown{many}, by {listing(kinds)}; the smallest p-value "
        f"possible is {floor}."
    )
    caution = (
        f"Main comparisons, at most {MAIN_COMPARISONS} over all events, are those between the "
        "outlets with the most articles, whatever they say; p is corrected by Holm’s method. In "
        "exploratory ones the rate of false discoveries is controlled (Benjamini and Hochberg)."
    )
    return Finding(identity, sentence, (pairs,), caution)


def _main(
    event: str, tests: pd.DataFrame, whole: pd.DataFrame, by_outlet: Mapping[str, _Row]
) -> Iterator[Finding]:
    """Tell every main comparison, those that show a difference first."""
    main = tests[tests["family"] == "main"].sort_values(["p_adjusted", "outlet_a", "outlet_b"])
    texts = {(row["outlet_a"], row["outlet_b"]): row for row in whole.to_dict("records")}
    for number, test in enumerate(main.to_dict("records"), start=1):
        sentence, values, both = _compared(test, by_outlet)
        yield Finding(
            f"finding-difference-{event}-{number}",
            sentence,
            values,
            _sentences(
                _how_sure(test, both),
                _whole_text(test, texts),
                not_independent([test["dependence"]]),
            ),
            main=test["verdict"] == "different",
        )


def _exploratory(
    event: str, tests: pd.DataFrame, by_outlet: Mapping[str, _Row]
) -> Iterator[Finding]:
    """Tell the exploratory comparisons that show a difference, the surest ones."""
    shown = tests[(tests["family"] == "exploratory") & (tests["verdict"] == "different")]
    shown = shown.sort_values(["p_adjusted", "outlet_a", "outlet_b"])
    for number, test in enumerate(shown.head(_EXPLORED).to_dict("records"), start=1):
        sentence, values, both = _compared(test, by_outlet)
        yield Finding(
            f"finding-exploratory-{event}-{number}",
            f"Exploratory: {sentence}",
            values,
            _sentences(
                _how_sure(test, both),
                not_independent([test["dependence"]]),
                "Not among the main comparisons: a reason to look at more articles, not a result.",
            ),
        )


def _compared(
    test: _Row, by_outlet: Mapping[str, _Row]
) -> tuple[str, tuple[str | Linked, ...], tuple[_Row, _Row]]:
    """The sentence for a pair, its values, and the rows of its outlets, the higher rate first."""
    more, less = by_outlet[test["outlet_a"]], by_outlet[test["outlet_b"]]
    if test["difference"] < 0:
        more, less = less, more
    (first, one), (second, other) = counted(more), counted(less)
    names = str(more["outlet"]), str(less["outlet"])
    rates = f"{more['per_1000_words']:.1f} against {less['per_1000_words']:.1f} hedges"
    behind = f"per 1,000 of their own words ({first} against {second})"
    if test["verdict"] == "different":
        return f"{{}} hedges more than {{}}: {rates} {behind}.", (*names, one, other), (more, less)
    sentence = f"Between {{}} and {{}} no difference is shown: {rates} {behind}."
    return sentence, (*names, one, other), (more, less)


def _sentences(*said: str) -> str:
    return " ".join(filter(None, said))


def counted(row: _Row) -> tuple[str, Linked]:
    """Hedges of a row of rates: the words with a place for their number, and the number."""
    words, articles = amount(int(row["words"]), "word"), amount(int(row["articles"]), "article")
    return f"{{}} in {words} of {articles}", Linked(row["hedge_ids"], f"{row['outlet']}: hedges")


def _how_sure(test: _Row, both: tuple[_Row, _Row]) -> str:
    """Difference, interval, p and how far each rate rests on a single article."""
    low, high = test["low"], test["high"]
    if test["difference"] < 0:
        low, high = -high, -low
    method = "Holm" if test["family"] == "main" else "Benjamini and Hochberg"
    shares = {
        "different": "the share of hedged sentences agrees",
        "not shown": f"for the share of hedged sentences it is {test['share_p_adjusted']:.2g}",
    }
    ranges = " and ".join(f"{row['left_out_low']:.1f} to {row['left_out_high']:.1f}" for row in both
                          if not pd.isna(row["left_out_low"]))  # fmt: skip
    without = f" Without any one article the rates are {ranges}." if ranges else ""
    return (
        f"The difference is {abs(test['difference']):.1f}{_interval(low, high)}; p = "
        f"{test['p_adjusted']:.2g} by permutation of articles, corrected after {method} "
        f"({test['floor']:.2g} at best before that); {shares[test['verdict']]}.{without}"
    )


def _whole_text(test: _Row, texts: Mapping[tuple[Any, Any], _Row]) -> str:
    """What the same pair comes to when quoted and paraphrased words count too."""
    whole = texts.get((test["outlet_a"], test["outlet_b"]))
    if whole is None or pd.isna(whole["p_adjusted"]):
        return ""
    rates = [whole["rate_a"], whole["rate_b"]]
    if test["difference"] < 0:
        rates.reverse()
    return (
        f"In the whole text, quotations included: {rates[0]:.1f} against {rates[1]:.1f} "
        f"(exploratory, p = {whole['p_adjusted']:.2g})."
    )


def _interval(low: float, high: float) -> str:
    if pd.isna(low) or pd.isna(high):
        return ""
    crosses = ", which includes no difference" if low <= 0 <= high else ""
    return f" (95 % interval {signed(low)} to {signed(high)}{crosses})"
