"""What the report lists about hedging."""

from collections.abc import Mapping

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import category_label, percent, signed
from analysis.report.tables import Cell, table


def rate_table(rates: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """List hedges of each outlet: counts first, then rates."""
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
                "–" if pd.isna(row["sentence_share"]) else percent(row["sentence_share"]),
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
        [cue, category_label(category), Linked(ids, f"“{cue}”, {category_label(category)}")]
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
            _difference(row["rate_a"], row["rate_b"]),
            "–" if pd.isna(row["low"]) else f"{signed(row['low'])} to {signed(row['high'])}",
            f"{row['floor']:.2g}",
            "–" if row["verdict"] == "undecidable" else f"{row['p_adjusted']:.2g}",
        ]
        for row in order.head(at_most).to_dict("records")
    ]
    headers = [
        "Outlets", "Event", "Verdict", "Articles", "Rates", "First minus second", "95 % interval",
        "Smallest p possible", "p",
    ]  # fmt: skip
    more = f"; the first {at_most:,} of {len(order):,}" if len(order) > at_most else ""
    caption = (
        "Pairs of outlets: hedges per 1,000 words, and whether the difference could be told from "
        f"chance. Articles that repeat one another word for word count once here{more}"
    )
    return table("pairs", caption, headers, rows, {}, numeric=headers[3:])


def _difference(first: float, second: float) -> str:
    """Difference of two rates as they are shown, so that readers can check it."""
    missing = pd.isna(first) or pd.isna(second)
    return "–" if missing else signed(round(first, 1) - round(second, 1))


def _rate(value: float, form: str) -> str:
    return "–" if pd.isna(value) else form.format(value)
