"""Marks: found spans of any kind, in frames that share their first columns.

One shape for all finders, so that listing, highlighting, counting and export are written once.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from analysis.corpus.corpus import Corpus, frame
from analysis.marks.hedges import Hedge, find_hedges
from analysis.marks.quantities import Quantity, find_quantities

_SPINE = {
    "id": "str", "article": "str", "document": "str", "sentence": "str", "start": "int64",
    "end": "int64", "text": "str",
}  # fmt: skip
_DTYPES = {
    "cue": "str", "category": "str", "low": "float64", "high": "float64", "approx": "bool",
    "unit": "object", "noun": "object", "kind": "str", "low_open": "bool", "high_open": "bool",
}  # fmt: skip

Finder = Callable[[str, str], Sequence[Any]]
"""Text and role of a sentence to what is found in it."""


def mark_hedges(corpus: Corpus) -> pd.DataFrame:
    """Hedges of a corpus.

    Returns
    -------
    pandas.DataFrame
        One row a hedge: id, article, document, sentence, start, end, text, cue, category, role.
        Offsets are into the document; ``document.text[start:end] == text``.
    """

    def find(text: str, role: str) -> Sequence[Hedge]:
        return find_hedges(text, headline=role == "headline")

    return _mark(corpus, find, Hedge._fields, "h")


def mark_quantities(corpus: Corpus) -> pd.DataFrame:
    """Numeric expressions of a corpus.

    Returns
    -------
    pandas.DataFrame
        One row a number: id, article, document, sentence, start, end, text, low, high (NaN where
        that end is open), approx, unit, noun, kind, low_open, high_open, role.
    """

    def find(text: str, _role: str) -> Sequence[Quantity]:
        return find_quantities(text)

    return _mark(corpus, find, Quantity._fields, "q")


def _mark(corpus: Corpus, find: Finder, fields: Sequence[str], letter: str) -> pd.DataFrame:
    """Run a finder over every sentence and shift what it finds into the document."""
    rows: list[tuple[Any, ...]] = []
    counts: dict[str, int] = {}
    columns = ("sentence", "article", "document", "start", "role", "text")
    sentences = (corpus.sentences[column] for column in columns)
    for sentence, article, document, offset, role, text in zip(*sentences, strict=True):
        for start, end, surface, *own in find(text, role):
            number = counts[article] = counts.get(article, 0) + 1
            identity = f"{article}.{letter}{number}"
            span = (offset + start, offset + end, surface)
            rows.append((identity, article, document, sentence, *span, *own, role))
    own_dtypes = {field: _DTYPES[field] for field in fields[3:]}
    return frame(rows, {**_SPINE, **own_dtypes, "role": "str"})
