"""What the report says and lists about hedging."""

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.compare.uncertainty import ALPHA
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import Finding, amount, lead, outlet_name, show_findings, verb
from analysis.report.tables import Cell, table


def hedging_findings(
    rates: pd.DataFrame, tests: pd.DataFrame, quotes: Mapping[str, Quote]
) -> Block:
    """Say how much is hedged in each event, by whom most and least, and what can be decided."""
    findings: list[Finding] = []
    events = rates["event"].nunique()
    for event, group in rates.groupby("event", sort=True):
        own = tests[tests["event"] == event]
        findings += _event_findings(str(event), lead(event, events), group, own)
    return show_findings(findings, quotes)


def _event_findings(
    event: str, of: str, rates: pd.DataFrame, tests: pd.DataFrame
) -> Iterator[Finding]:
    hedges = tuple(identity for ids in rates["hedge_ids"] for identity in ids)
    hedged = tuple(identity for ids in rates["sentence_ids"] for identity in ids)
    sentences, articles = int(rates["sentences"].sum()), int(rates["articles"].sum())
    if not sentences:
        return
    share = f" ({len(hedged) / sentences:.0%})" if hedged else ""
    yield Finding(
        f"finding-hedged-{event}",
        f"{of}{{}} of {amount(sentences, 'sentence')}{share} in {amount(articles, 'article')} "
        f"{verb(len(hedged), 'holds', 'hold')} a hedge; there {verb(len(hedges), 'is', 'are')} "
        f"{{}} {verb(len(hedges), 'hedge', 'hedges')} in all.",
        (Linked(hedged, f"{event}: hedged sentences"), Linked(hedges, f"{event}: hedges")),
        "Hedges of the outlet and of those it quotes are counted together here.",
        main=True,
    )
    rated = rates[rates["words"] > 0].sort_values(
        ["per_1000_words", "outlet"], ascending=[False, True]
    )
    if len(rated) > 1:
        yield _ranking(event, of, rated, tests)
    yield from _differences(event, of, tests)


def _ranking(event: str, of: str, rated: pd.DataFrame, tests: pd.DataFrame) -> Finding:
    """Name the outlets at both ends, with their counts, and what the order is worth."""
    first, last = rated.iloc[0], rated.iloc[-1]
    if first["per_1000_words"] == last["per_1000_words"]:
        sentence = (
            f"{of}All {len(rated):,} outlets hedge at the same rate, "
            f"{first['per_1000_words']:.1f} hedges per 1,000 words."
        )
        return Finding(f"finding-ends-{event}", sentence, (), _decidable(tests), main=True)
    sentence = (
        f"{of}Hedges per 1,000 words run from {first['per_1000_words']:.1f} in {{}} "
        f"({{}} in {_size(first)}) to {last['per_1000_words']:.1f} in {{}} "
        f"({{}} in {_size(last)})."
    )
    values = (
        outlet_name(first["outlet"]), Linked(first["hedge_ids"], f"{first['outlet']}: hedges"),
        outlet_name(last["outlet"]), Linked(last["hedge_ids"], f"{last['outlet']}: hedges"),
    )  # fmt: skip
    return Finding(f"finding-ends-{event}", sentence, values, _decidable(tests), main=True)


def _size(row: "pd.Series[int]") -> str:
    words, articles = int(row["words"]), int(row["articles"])
    return f"{amount(words, 'word')}, {amount(articles, 'article')}"


def _decidable(tests: pd.DataFrame) -> str:
    """Say whether the articles can decide any difference between outlets."""
    decided = tests[tests["verdict"] != "undecidable"]
    if not len(tests):
        return "There is no second outlet to compare with."
    if not len(decided):
        return (
            "Whether outlets differ cannot be decided with this corpus: with so few articles "
            f"an outlet, the smallest p that any pair could reach is {tests['floor'].min():.2g}, "
            f"above {ALPHA:g}."
        )
    shown = int((decided["verdict"] == "different").sum())
    among = (
        " So many pairs are compared that some could not be decided among them."
        if (decided["floor_adjusted"] > ALPHA).any()
        else ""
    )
    if len(tests) == 1:
        enough = "The two outlets have enough articles to be compared"
        verdict = "they differ" if shown else "no difference is shown"
    else:
        enough = (
            f"{len(decided):,} of {amount(len(tests), 'pair')} of outlets "
            f"{verb(len(decided), 'has', 'have')} enough articles to be compared"
        )
        verdict = f"{shown:,} {verb(shown, 'differs', 'differ')}" if shown else "none differs"
    return f"{enough}; {verdict} by a permutation test over articles.{among}"


def _differences(event: str, of: str, tests: pd.DataFrame) -> Iterator[Finding]:
    """One finding for every pair of outlets that the corpus shows to differ."""
    shown = tests[tests["verdict"] == "different"].sort_values(["p_adjusted", "outlet_a"])
    for number, row in enumerate(shown.to_dict("records"), start=1):
        more, less = ("a", "b") if row["difference"] > 0 else ("b", "a")
        interval = _interval(sorted([abs(row["low"]), abs(row["high"])]))
        yield Finding(
            f"finding-difference-{event}-{number}",
            f"{of}{{}} hedges more than {{}}: {row[f'rate_{more}']:.1f} against "
            f"{row[f'rate_{less}']:.1f} hedges per 1,000 words in "
            f"{row[f'articles_{more}']:,} and {row[f'articles_{less}']:,} articles.",
            (outlet_name(row[f"outlet_{more}"]), outlet_name(row[f"outlet_{less}"])),
            f"The difference is {abs(row['difference']):.1f}{interval}; p = "
            f"{row['p_adjusted']:.2g} by permutation of articles, corrected for the number of "
            "pairs; the share of hedged sentences agrees.",
            main=number <= 3,
        )


def _interval(bounds: list[float]) -> str:
    low, high = bounds
    return f" (95 % interval {low:.1f} to {high:.1f})" if low == low and high == high else ""


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


def cue_table(hedges: pd.DataFrame, quotes: Mapping[str, Quote], at_most: int = 25) -> Block:
    """List the most frequent cues with their category and count."""
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
            words[row["verdict"]],
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
