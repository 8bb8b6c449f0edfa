"""What the report says about hedges in headlines."""

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import Finding, amount, by_event, show_findings, verb
from analysis.report.hedging import ids_in, shared_out
from analysis.report.voices import own_rows


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
