"""Sums that articles offer themselves: totals and parts, rates and bases, and whether they work."""

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.compare.claims.arithmetic import FAILS, ROUNDED, WORKS
from analysis.compare.claims.sums import KINDS
from analysis.corpus.corpus import Corpus
from analysis.report.article_names import article_link
from analysis.report.claims import what_is_counted
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import Finding, by_event, in_table, show_findings, verb
from analysis.report.tables import EVENT, Cell, table

_IN_WORDS = {WORKS: "yes", ROUNDED: "after rounding", FAILS: "no"}
_CAUTION = (
    "Which numbers make up a sum is read from the words alone; a sum that does not work out may be "
    "a misreading."
)


def sum_findings(corpus: Corpus, sums: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """Say how many of the sums that articles offer work out; ``sums`` as of `check_arithmetic`."""

    def tell(event: str) -> Iterator[Finding]:
        own = sums[sums["event"] == event]
        identity = f"finding-sums-{event}"
        if own.empty:
            yield Finding(identity, "No article is found to offer a sum of its numbers.", (), "")
            return
        ids = tuple(dict.fromkeys(number for row in own["ids"] for number in row))
        total, failing = len(own), int((own["works"] == FAILS).sum())
        how = verb(total, "it works", "all of them work") if not failing else f"{failing:,} of them"
        rest = f"{how} {verb(failing, 'does', 'do')} not work" if failing else how
        if total == 1 and failing:
            rest = "it does not work"
        rounded = int((own["works"] == ROUNDED).sum())
        after = f", {rounded:,} of them after rounding" if rounded else ""
        if rounded == total:
            after = " after rounding"
        yield Finding(
            identity,
            f"{{}} {verb(total, 'sum', 'sums')} can be worked out inside articles, from {{}} "
            f"numbers; {rest} out{after}.",
            (in_table(f"{total:,}", "sums"), Linked(ids, "numbers of sums")), _CAUTION,
        )  # fmt: skip

    return show_findings(by_event(corpus, tell), quotes)


def sum_table(
    corpus: Corpus, cards: pd.DataFrame, sums: pd.DataFrame, quotes: Mapping[str, Quote]
) -> Block:
    """List the sums: of which article, of what kind, in figures, and whether they work out."""
    rows_of = cards.set_index("id", drop=False).to_dict("index")
    order = [FAILS, ROUNDED, WORKS]
    ranked = sums.assign(rank=sums["works"].map(order.index)).sort_values("rank", kind="stable")
    headless = set(corpus.articles.loc[corpus.articles["headline_only"].astype(bool), "article"])
    rows: list[list[Cell]] = [
        [
            article_link(corpus, row["article"], headless), str(row["event"]),
            what_is_counted([rows_of[row["ids"][-1]]]) or "–", KINDS[row["kind"]],
            str(row["reason"]), _IN_WORDS[row["works"]],
            Linked(row["ids"], f"{row['reason']}: numbers"),
        ]
        for row in ranked.to_dict("records")
    ]  # fmt: skip
    headers = [
        "Article", EVENT, "What is counted", "What is checked", "Sum", "Works out", "Numbers",
    ]  # fmt: skip
    return table(
        "sums", "Sums that articles offer, and whether they work out", headers, rows, quotes,
        numeric=("Numbers",), event_names=corpus.event_names,
    )  # fmt: skip
