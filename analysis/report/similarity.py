"""What the report says and lists about similarity of wording."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.text import fold
from analysis.report.evidence import READING, Block, Linked, Quote, escape
from analysis.report.findings import (
    Finding,
    amount,
    lead,
    listing,
    outlet_name,
    show_findings,
    verb,
)
from analysis.report.tables import Cell, table

_TERMS_SHOWN = 6
_TERMS_QUOTED = 3
_DIGITS = 12


def similarity_findings(corpus: Corpus, pairs: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """Name the two articles of different outlets that are most alike, event by event."""
    findings: list[Finding] = []
    named = _with_outlets(corpus, pairs)
    events = sorted(corpus.articles["event"].unique())
    for event in events:
        own = named[(named["event"] == event) & named["cosine"].notna()]
        findings += _event_findings(corpus, str(event), lead(event, len(events)), own)
    return show_findings(findings, quotes)


def _event_findings(corpus: Corpus, event: str, of: str, pairs: pd.DataFrame) -> Iterator[Finding]:
    if not len(pairs):
        yield Finding(
            f"finding-alike-{event}",
            f"{of}There are no two articles whose wording could be compared.",
            (),
            "Similarity needs two articles with running text about one event.",
            main=True,
        )
        return
    same = (pairs["outlet_a"] == pairs["outlet_b"]) & (pairs["outlet_a"] != UNKNOWN)
    inside, across = pairs[same], pairs[~same]
    if len(across):
        yield _most_alike(corpus, event, of, across)
    if len(inside):
        between = (
            f" and {across['cosine'].mean():.2f} between outlets ({amount(len(across), 'pair')})"
            if len(across)
            else ""
        )
        yield Finding(
            f"finding-within-{event}",
            f"{of}The mean cosine of two articles is {inside['cosine'].mean():.2f} within an "
            f"outlet ({amount(len(inside), 'pair')}){between}.",
            (),
            "Pairs share articles and are not independent of one another; no test is made."
            if between
            else "There is no second outlet to compare with.",
            main=not between,
        )


def _most_alike(corpus: Corpus, event: str, of: str, pairs: pd.DataFrame) -> Finding:
    """Return the finding about the pair with the highest cosine; equal cosines are counted."""
    ranked = _ranked(pairs)
    top = ranked.iloc[0]
    identity = f"finding-alike-{event}"
    if not top["terms"]:
        sentence = f"{of}No two articles of different outlets share a term."
        return Finding(identity, sentence, (), "Stop words are left out.", main=True)
    tied = int((ranked["cosine"].round(_DIGITS) == round(top["cosine"], _DIGITS)).sum()) - 1
    also = (
        f" {tied:,} other {verb(tied, 'pair has', 'pairs have')} the same cosine." if tied else ""
    )
    linked = _shared_sentences(corpus, top)
    return Finding(
        identity,
        f"{of}Of articles of different outlets, {{}} and {{}} are most alike in their wording "
        f"(cosine {top['cosine']:.2f}).{also} The terms that weigh most in it are "
        f"{listing([f'“{term}”' for term, _ in top['terms'][:_TERMS_SHOWN]])}; {{}} "
        f"{verb(linked.total, 'sentence', 'sentences')} of the two articles "
        f"{verb(linked.total, 'holds', 'hold')} one of the first "
        f"{min(_TERMS_QUOTED, len(top['terms'])):,}.",
        (_name(corpus, top["article_a"]), _name(corpus, top["article_b"]), linked),
        f"{_stability(top)} A high cosine says that two articles use the same words, not that "
        "one copied the other.",
        main=True,
    )


def _ranked(pairs: pd.DataFrame) -> pd.DataFrame:
    """Sort pairs, most alike first; rounded, so that the order is the same on every machine."""
    rounded = pairs.assign(rounded=pairs["cosine"].round(_DIGITS))
    order = ["rounded", "article_a", "article_b"]
    return rounded.sort_values(order, ascending=[False, True, True], ignore_index=True)


def _stability(pair: "pd.Series[Any]") -> str:
    if pd.isna(pair["low"]):
        return "There is no third article to leave out, so nothing is known of its stability."
    low, high = f"{pair['low']:.2f}", f"{pair['high']:.2f}"
    within = f"it is {low}" if low == high else f"it lies between {low} and {high}"
    return f"Computed without one of the other articles, {within}."


def _shared_sentences(corpus: Corpus, pair: "pd.Series[Any]") -> Linked:
    """Return the sentences of both articles that hold one of their heaviest shared terms."""
    terms = [re.escape(fold(term)) for term, _ in pair["terms"][:_TERMS_QUOTED]]
    label = f"{pair['article_a']} and {pair['article_b']}: sentences with their heaviest terms"
    if not terms:
        return Linked((), label)
    holds = re.compile(rf"\b(?:{'|'.join(terms)})\b")
    own = corpus.sentences[corpus.sentences["article"].isin([pair["article_a"], pair["article_b"]])]
    found = [
        sentence
        for sentence, text in zip(own["sentence"], own["text"], strict=True)
        if holds.search(fold(text))
    ]
    return Linked(tuple(found), label)


def neighbour_table(corpus: Corpus, pairs: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """List each article's nearest neighbour, with the terms and sentences that make it so."""
    turned = pairs.rename(columns={"article_a": "article_b", "article_b": "article_a"})
    both = pd.concat([pairs, turned])
    nearest = _ranked(both[both["cosine"].notna()]).groupby("article_a").head(1)
    rows: list[list[Cell]] = [
        [*_pair_cells(corpus, row), _shared_sentences(corpus, row)]
        for _, row in nearest.sort_values("article_a").iterrows()
    ]
    headers = [
        "Article", "Nearest article of its event", "Cosine", "With one other left out",
        "Heaviest shared terms", "Sentences",
    ]  # fmt: skip
    caption = (
        "Nearest neighbours. Sentences are those of the two articles that hold one of their "
        f"{_TERMS_QUOTED} heaviest shared terms"
    )
    numeric = ("Cosine", "With one other left out", "Sentences")
    return table("neighbours", caption, headers, rows, quotes, numeric=numeric)


def term_table(corpus: Corpus, pairs: pd.DataFrame, at_most: int = 200) -> Block:
    """List all pairs, most alike first, with the terms that make them alike."""
    ranked = _ranked(pairs[pairs["cosine"].notna()])
    rows = [_pair_cells(corpus, row) for _, row in ranked.head(at_most).iterrows()]
    headers = ["Article", "Article", "Cosine", "With one other left out", "Heaviest shared terms"]
    shown = f"the first {at_most:,} of {len(ranked):,}" if len(ranked) > at_most else "all"
    caption = f"Pairs of articles of one event and their shared terms, most alike first ({shown})"
    numeric = ("Cosine", "With one other left out")
    return table("terms", caption, headers, rows, {}, numeric=numeric, folded=True)


def _pair_cells(corpus: Corpus, row: "pd.Series[Any]") -> list[Cell]:
    return [
        _article_link(corpus, row["article_a"]),
        _article_link(corpus, row["article_b"]),
        f"{row['cosine']:.2f}",
        "–" if pd.isna(row["low"]) else f"{row['low']:.2f} to {row['high']:.2f}",
        ", ".join(term for term, _ in row["terms"][:_TERMS_SHOWN]) or "–",
    ]


def settings_table(settings: Mapping[str, object]) -> Block:
    """List the settings of the term weights as they were used."""
    rows: list[list[Cell]] = [[name, str(value)] for name, value in sorted(settings.items())]
    caption = "Settings of scikit-learn's TfidfVectorizer; what is not listed is its default"
    return table("settings", caption, ["Setting", "Value"], rows, {})


def _with_outlets(corpus: Corpus, pairs: pd.DataFrame) -> pd.DataFrame:
    outlets = dict(zip(corpus.articles["article"], corpus.articles["outlet"], strict=True))
    return pairs.assign(
        outlet_a=pairs["article_a"].map(outlets), outlet_b=pairs["article_b"].map(outlets)
    )


def _name(corpus: Corpus, article: str) -> str:
    row = corpus.articles.set_index("article", drop=False).to_dict("index")[article]
    outlet = outlet_name(row["outlet"])
    if row["headline"]:
        return f"“{row['headline']}” ({outlet})"
    return f"{article} ({outlet}, no headline)"


def _article_link(corpus: Corpus, article: str) -> Block:
    name = _name(corpus, article)
    return Block(f'<a href="{READING}{article}.html">{escape(name)}</a>', name)
