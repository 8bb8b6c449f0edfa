"""Invented corpora: frames built by hand from a few words about each article."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import pytest

from analysis.corpus.corpus import SCHEMAS, Corpus, frame
from analysis.corpus.text import count_words

HEDGES = {
    "id": "str", "article": "str", "document": "str", "sentence": "str", "start": "int64",
    "end": "int64", "text": "str", "role": "str", "cue": "str", "category": "str", "voice": "str",
}  # fmt: skip
QUANTITIES = {
    "id": "str", "article": "str", "document": "str", "sentence": "str", "start": "int64",
    "end": "int64", "text": "str", "role": "str", "low": "float64", "high": "float64",
    "approx": "bool", "unit": "object", "noun": "object", "kind": "str", "low_open": "bool",
    "high_open": "bool",
}  # fmt: skip

# One sentence of an article: role, text, and the categories of the hedges in it.
Piece = tuple[str, str, Sequence[str]]


def build(articles: Sequence[dict[str, Any]]) -> tuple[Corpus, pd.DataFrame]:
    """Corpus and hedges from articles: event, outlet, article, pieces and any other column.

    All hedges are in the outlet's own voice.
    """
    rows: dict[str, list[Any]] = {name: [] for name in (*SCHEMAS, "hedges")}
    for article in articles:
        name, start, count = article["article"], 0, 0
        defaults = {"event": "flood", "document": name, "headline_only": False}
        rows["articles"].append(defaults | article)
        for number, (role, text, categories) in enumerate(article.get("pieces", ()), start=1):
            end, sentence = start + len(text), f"{name}.s{number}"
            rows["sentences"].append(
                (sentence, name, name, start, end, role, text, count_words(text))
            )
            rows["segments"].append((name, start, end, role, name))
            for place, category in enumerate(categories, start=start):
                count += 1
                mark = (name, name, sentence, place, place + 1, text[:1], role, "may", category)
                rows["hedges"].append((f"{name}.h{count}", *mark, "own"))
            start = end + 1
        whole = "\n".join(text for _, text, _ in article.get("pieces", ()))
        rows["documents"].append((name, "", "utf-8", whole, None))
    frames = {name: frame(rows.get(name, ()), schema) for name, schema in SCHEMAS.items()}
    frames["articles"] = frames["articles"].replace({float("nan"): None})
    return Corpus(**frames), frame(rows["hedges"], HEDGES)


def build_quantities(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Quantities from what matters about each: article, kind, unit, low, high, approx ..."""
    defaults = {
        "sentence": "", "end": 0, "text": "", "role": "body", "approx": False, "noun": None,
        "low_open": False, "high_open": False, "kind": "count",
    }  # fmt: skip
    filled = [
        defaults | {"id": f"{row['article']}.q{n}", "document": row["article"], "start": n} | row
        for n, row in enumerate(rows, start=1)
    ]
    return frame(filled, QUANTITIES)


ATTRIBUTIONS = {
    "id": "str", "article": "str", "document": "str", "sentence": "str", "start": "int64",
    "end": "int64", "text": "str", "parts": "str", "kind": "str", "relation": "str",
    "source_type": "str", "speaker": "object", "via": "object", "cue": "object",
    "source": "object", "category": "object", "nested": "bool", "role": "str",
}  # fmt: skip


def build_attributions(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Attributions from what matters about each: article, speaker, source_type, via, cue ..."""
    defaults = {
        "sentence": "", "end": 0, "text": "", "parts": "0-1", "kind": "indirect",
        "relation": "positive", "source_type": "person", "speaker": None, "via": None,
        "cue": "said", "category": "neutral", "nested": False, "role": "body",
    }  # fmt: skip
    filled = [
        defaults
        | {"id": f"{row['article']}.a{n}", "document": row["article"], "start": n}
        | {"source": row.get("speaker")}
        | row
        for n, row in enumerate(rows, start=1)
    ]
    return frame(filled, ATTRIBUTIONS)


@pytest.fixture(scope="session")
def make_attributions() -> Callable[[Sequence[dict[str, Any]]], pd.DataFrame]:
    return build_attributions


@pytest.fixture(scope="session")
def make_corpus() -> Callable[[Sequence[dict[str, Any]]], tuple[Corpus, pd.DataFrame]]:
    return build


@pytest.fixture(scope="session")
def make_quantities() -> Callable[[Sequence[dict[str, Any]]], pd.DataFrame]:
    return build_quantities
