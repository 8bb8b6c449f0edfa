"""What the report says and lists about hedging."""

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
    lead,
    listing,
    show_findings,
    verb,
)
from analysis.report.tables import Cell, table


def hedging_findings(
    corpus: Corpus, rates: pd.DataFrame, tests: pd.DataFrame, quotes: Mapping[str, Quote]
) -> Block:
    """Say how much is hedged in each event, by whom most and least, and what can be decided."""
    findings: list[Finding] = []
    events = sorted(corpus.articles["event"].unique())
    for event in events:
        own = rates[rates["event"] == event], tests[tests["event"] == event]
        findings += _event_findings(str(event), lead(event, len(events)), *own)
    return show_findings(findings, quotes)


def _event_findings(
    event: str, of: str, rates: pd.DataFrame, tests: pd.DataFrame
) -> Iterator[Finding]:
    hedges = tuple(identity for ids in rates["hedge_ids"] for identity in ids)
    hedged = tuple(identity for ids in rates["sentence_ids"] for identity in ids)
    sentences, articles = int(rates["sentences"].sum()), int(rates["articles"].sum())
    if not sentences:
        yield Finding(
            f"finding-hedged-{event}",
            f"{of}There is no running text in which hedges could be counted.",
            (),
            "Headlines without article take no part in rates.",
            main=True,
        )
        return
    share = f" ({len(hedged) / sentences:.0%})" if hedged else ""
    yield Finding(
        f"finding-hedged-{event}",
        f"{of}{{}} of {amount(sentences, 'sentence')}{share} in {amount(articles, 'article')} "
        f"{verb(len(hedged), 'holds', 'hold')} a hedge; there {verb(len(hedges), 'is', 'are')} "
        f"{{}} {verb(len(hedges), 'hedge', 'hedges')} in all.",
        (Linked(hedged, f"{of}hedged sentences"), Linked(hedges, f"{of}hedges")),
        "Hedges of the outlet and of those it quotes are counted together here.",
        main=True,
    )
    named = rates[(rates["words"] > 0) & (rates["outlet"] != UNKNOWN)]
    if len(named) > 1 and hedges:
        yield _ranking(event, of, named, tests)
    yield from _differences(event, of, rates, tests)


def _ranking(event: str, of: str, rates: pd.DataFrame, tests: pd.DataFrame) -> Finding:
    """Name the outlets at both ends, with their counts, and what the order is worth."""
    shown = rates.assign(rate=rates["per_1000_words"].round(1))
    most, fewest = shown["rate"].max(), shown["rate"].min()
    identity = f"finding-ends-{event}"
    if most == fewest:
        both = "Both" if len(shown) == 2 else f"All {len(shown):,}"
        sentence = f"{of}{both} outlets hedge at the same rate, {most:.1f} hedges per 1,000 words."
        return Finding(identity, sentence, (), _decidable(tests), main=True)
    ends, values = [], []
    for label, rate in (("most", most), ("fewest", fewest)):
        outlets = shown[shown["rate"] == rate].sort_values("outlet")
        counts = [_count(row) for _, row in outlets.iterrows()]
        ends.append(f"{label} in {listing([text for text, _ in counts])}: {rate:.1f}")
        values += [value for _, pair in counts for value in pair]
    sentence = f"{of}Hedges per 1,000 words are {'; '.join(ends)}."
    return Finding(identity, sentence, tuple(values), _decidable(tests), main=True)


def _count(row: "pd.Series[Any]") -> tuple[str, tuple[str, Linked]]:
    """Outlet and hedges of a row of rates: the words with a place for each, and the values."""
    words, articles = int(row["words"]), int(row["articles"])
    text = f"{{}} ({{}} in {amount(words, 'word')}, {amount(articles, 'article')})"
    return text, (str(row["outlet"]), Linked(row["hedge_ids"], f"{row['outlet']}: hedges"))


def _decidable(tests: pd.DataFrame) -> str:
    """Say whether the articles can decide any difference between outlets."""
    decided = tests[tests["verdict"] != "undecidable"]
    if not len(tests):
        return "There is no second outlet to compare with."
    if not len(decided):
        return (
            "Whether outlets differ cannot be decided with this corpus: there are too few articles "
            f"an outlet{_floor(tests)}."
        )
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


def _floor(tests: pd.DataFrame) -> str:
    """Say how small a p could get, where that alone forbids a decision."""
    smallest = float(tests["floor"].min())
    if not smallest > ALPHA:
        return " for so many pairs of outlets"
    return f"; the smallest p that any pair could reach is {smallest:.2g}, above {ALPHA:g}"


def _differences(
    event: str, of: str, rates: pd.DataFrame, tests: pd.DataFrame
) -> Iterator[Finding]:
    """Yield a finding for every pair of outlets that the corpus shows to differ."""
    by_outlet = {row["outlet"]: row for _, row in rates.iterrows()}
    shown = tests[tests["verdict"] == "different"].sort_values(["p_adjusted", "outlet_a"])
    for number, test in enumerate(shown.to_dict("records"), start=1):
        sides = [by_outlet[test["outlet_a"]], by_outlet[test["outlet_b"]]]
        low, high = test["low"], test["high"]
        if test["difference"] < 0:
            sides, low, high = sides[::-1], -high, -low
        (more, more_values), (less, less_values) = _count(sides[0]), _count(sides[1])
        yield Finding(
            f"finding-difference-{event}-{number}",
            f"{of}{more} hedges more than {less}: {sides[0]['per_1000_words']:.1f} against "
            f"{sides[1]['per_1000_words']:.1f} hedges per 1,000 words.",
            (*more_values, *less_values),
            f"The difference is {abs(test['difference']):.1f}{_interval(low, high)}; p = "
            f"{test['p_adjusted']:.2g} by permutation of articles, corrected for the number of "
            "pairs; the share of hedged sentences agrees.",
            main=number <= 3,
        )


def _interval(low: float, high: float) -> str:
    if pd.isna(low) or pd.isna(high):
        return ""
    crosses = ", which includes no difference" if low <= 0 <= high else ""
    return f" (95 % interval {low:.1f} to {high:.1f}{crosses})"


def rate_table(rates: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """List hedges of each outlet, counts first, then rates by three denominators."""
    rows: list[list[Cell]] = []
    for row in rates.to_dict("records"):
        outlet, event = str(row["outlet"]), str(row["event"])
        rows.append(
            [
                outlet,
                event,
                Linked(row["article_ids"], f"{outlet}: articles"),
                f"{row['words']:,}",
                Linked(row["hedge_ids"], f"{outlet}: hedges"),
                _rate(row["per_1000_words"], "{:.1f}"),
                "–" if pd.isna(row["low"]) else f"{row['low']:.1f} to {row['high']:.1f}",
                f"{row['sentences']:,}",
                Linked(row["sentence_ids"], f"{outlet}: hedged sentences"),
                _rate(row["sentence_share"], "{:.0%}"),
            ]
        )
    headers = [
        "Outlet", "Event", "Articles", "Words", "Hedges", "per 1,000 words", "95 % interval",
        "Sentences", "Hedged sentences", "Share",
    ]  # fmt: skip
    caption = (
        "Hedging by outlet. Intervals resample articles and are given from five articles on; "
        "articles of which only the headline is known are left out"
    )
    return table("hedging", caption, headers, rows, quotes, numeric=headers[2:])


def role_table(rates: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """Hedges of each outlet by where the words stand: headline, body, quoted block."""
    rows: list[list[Cell]] = [
        [
            str(row["outlet"]),
            str(row["event"]),
            str(row["role"]),
            f"{row['words']:,}",
            Linked(row["hedge_ids"], f"{row['outlet']}, {row['role']}: hedges"),
            _rate(row["per_1000_words"], "{:.1f}"),
            f"{row['sentences']:,}",
            Linked(row["sentence_ids"], f"{row['outlet']}, {row['role']}: hedged sentences"),
        ]
        for row in rates.to_dict("records")
    ]
    headers = [
        "Outlet", "Event", "Role", "Words", "Hedges", "per 1,000 words", "Sentences",
        "Hedged sentences",
    ]  # fmt: skip
    caption = "Hedging by role of the text"
    return table("hedging-roles", caption, headers, rows, quotes, numeric=headers[3:])


def cue_table(
    corpus: Corpus, hedges: pd.DataFrame, quotes: Mapping[str, Quote], at_most: int = 25
) -> Block:
    """List the most frequent cues of the articles with running text, with category and count."""
    running = corpus.articles.loc[~corpus.articles["headline_only"], "article"]
    hedges = hedges[hedges["article"].isin(running)]
    groups = [
        (str(cue), str(category), tuple(group["id"]))
        for (cue, category), group in hedges.groupby(["cue", "category"], sort=True)
    ]
    groups.sort(key=lambda group: (-len(group[2]), group[0], group[1]))
    rows: list[list[Cell]] = [
        [cue, category, Linked(ids, f"“{cue}” ({category})")]
        for cue, category, ids in groups[:at_most]
    ]
    shown = f"the {at_most} most frequent of {len(groups):,}" if len(groups) > at_most else "all"
    caption = f"Cues found, {shown}"
    return table("cues", caption, ["Cue", "Category", "Hedges"], rows, quotes, numeric=["Hedges"])


def pair_table(tests: pd.DataFrame, at_most: int = 60) -> Block:
    """List the pairs of outlets with their difference and what the corpus can decide."""
    words = {
        "undecidable": "cannot be decided",
        "not shown": "no difference shown",
        "different": "different",
    }
    order = tests.sort_values(["event", "floor", "p_adjusted", "outlet_a", "outlet_b"])
    rows: list[list[Cell]] = [
        [
            f"{row['outlet_a']} and {row['outlet_b']}",
            str(row["event"]),
            words[row["verdict"]] + (f": {row['reason']}" if row["reason"] else ""),
            f"{row['articles_a']:,} and {row['articles_b']:,}",
            f"{_rate(row['rate_a'], '{:.1f}')} and {_rate(row['rate_b'], '{:.1f}')}",
            _rate(row["difference"], "{:+.1f}"),
            "–" if pd.isna(row["low"]) else f"{row['low']:+.1f} to {row['high']:+.1f}",
            f"{row['floor']:.2g}",
            "–" if row["verdict"] == "undecidable" else f"{row['p_adjusted']:.2g}",
        ]
        for row in order.head(at_most).to_dict("records")
    ]
    headers = [
        "Outlets", "Event", "Verdict", "Articles", "Rates", "Difference", "95 % interval",
        "Smallest p possible", "p",
    ]  # fmt: skip
    more = f", the first {at_most:,} of {len(order):,}" if len(order) > at_most else ""
    caption = f"Pairs of outlets: hedges per 1,000 words, and what these articles can decide{more}"
    return table("pairs", caption, headers, rows, {}, numeric=headers[3:])


def _rate(value: float, form: str) -> str:
    return "–" if pd.isna(value) else form.format(value)
