"""What the report lists about similarity of wording: neighbours, pairs, settings."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.compare.similarity import STOP_WORDS
from analysis.corpus.corpus import Corpus
from analysis.lexicons import read_lexicon
from analysis.report.article_names import article_called
from analysis.report.evidence import READING, Block, Quote, escape
from analysis.report.findings import not_independent
from analysis.report.shared_terms import TERMS_QUOTED, SharedTerms
from analysis.report.similarity import TERMS_SHOWN, ranked
from analysis.report.tables import NONE, Cell, table


def neighbour_table(corpus: Corpus, pairs: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """List each article's nearest neighbour, with the terms and sentences that make it so."""
    turned = pairs.rename(columns={"article_a": "article_b", "article_b": "article_a"})
    both = pd.concat([pairs, turned])
    nearest = ranked(both[both["cosine"].notna()]).groupby("article_a").head(1)
    shared = SharedTerms(corpus, quotes)
    rows: list[list[Cell]] = [
        [*_pair_cells(corpus, row), shared.sentences(row)]
        for _, row in nearest.sort_values("article_a").iterrows()
    ]
    headers = [
        "Article", "Nearest article of its event", "Cosine", "With one other left out",
        "Heaviest shared terms", "Sentences",
    ]  # fmt: skip
    caption = (
        "Nearest neighbours, those of unknown outlet included. Sentences are those of the two "
        f"articles that hold one of their {TERMS_QUOTED} heaviest shared terms"
    )
    numeric = ("Cosine", "With one other left out", "Sentences")
    return table(
        "neighbours", caption, headers, rows, shared.quotes, numeric=numeric,
        notes=_notes(nearest), optional=_ALONE,
    )  # fmt: skip


def term_table(corpus: Corpus, pairs: pd.DataFrame, at_most: int = 200) -> Block:
    """List all pairs, most alike first, with the terms that make them alike."""
    ranking = ranked(pairs[pairs["cosine"].notna()])
    rows = [_pair_cells(corpus, row) for _, row in ranking.head(at_most).iterrows()]
    headers = ["Article", "Article", "Cosine", "With one other left out", "Heaviest shared terms"]
    shown = f"the first {at_most:,} of {len(ranking):,}" if len(ranking) > at_most else "all"
    caption = f"Pairs of articles of one event and their shared terms, most alike first ({shown})"
    numeric = ("Cosine", "With one other left out")
    return table(
        "terms", caption, headers, rows, {}, numeric=numeric, folded=True, optional=_ALONE,
        notes=_notes(ranking.head(at_most)),
    )  # fmt: skip


_ALONE = {
    "With one other left out": "No event has a third article, so that none can be left out.",
}


def _notes(pairs: pd.DataFrame) -> list[str]:
    """Say which of the articles listed are no independent texts."""
    said = not_independent(pairs["dependence"])
    return [said] if said else []


def _pair_cells(corpus: Corpus, row: "pd.Series[Any]") -> list[Cell]:
    low, high = f"{row['low']:.2f}", f"{row['high']:.2f}"
    moved = low if low == high else f"{low} to {high}"
    return [
        _article_link(corpus, row["article_a"]),
        _article_link(corpus, row["article_b"]),
        f"{row['cosine']:.2f}",
        NONE if pd.isna(row["low"]) else moved,
        ", ".join(term for term, _ in row["terms"][:TERMS_SHOWN]) or NONE,
    ]


def settings_table(settings: Mapping[str, object]) -> Block:
    """List the settings of the term weights as they were used."""
    rows: list[list[Cell]] = []
    for name, value in sorted(settings.items()):
        shown = _stop_words(value) if isinstance(value, list) else str(value)
        rows.append([name, shown])
    caption = "Settings of scikit-learn's TfidfVectorizer; what is not listed is its default"
    return table("settings", caption, ["Setting", "Value"], rows, {})


def _stop_words(words: Sequence[str]) -> str:
    """Say how many stop words there are, and which of them the project has added."""
    added: dict[str, list[str]] = {}
    for row in read_lexicon(STOP_WORDS):
        added.setdefault(row["category"], []).append(row["entry"])
    own = "; ".join(f"{category}: {', '.join(entries)}" for category, entries in added.items())
    return f"{len(words):,} words: scikit-learn's English list and {STOP_WORDS}.csv ({own})"


def _article_link(corpus: Corpus, article: str) -> Block:
    name = article_called(corpus, article)
    return Block(f'<a href="{READING}{article}.html">{escape(name)}</a>', name)
