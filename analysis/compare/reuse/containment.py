"""How much of each article stands in each other one."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.text import count_words

CONTAINMENT = {
    "event": "str", "article": "str", "outlet": "str", "other": "str", "other_outlet": "str",
    "words": "int64", "shared": "int64", "share": "float64", "ids": "object",
}  # fmt: skip


def compare_containment(corpus: Corpus, passages: pd.DataFrame) -> pd.DataFrame:
    """How much of each article stands in each other one, both ways.

    Parameters
    ----------
    corpus
        The corpus.
    passages
        The frame of `compare_reuse`; boilerplate and what an article repeats do not count.

    Returns
    -------
    pandas.DataFrame
        One row an ordered pair of articles that share a passage, sorted: event, article, outlet,
        other, other_outlet, words (of the article: headline, body, quotation), shared (those that
        stand in passages shared with the other), share, ids (of the passages).
    """
    words = corpus.sentences.groupby("article")["words"].sum()
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    counted = passages[~passages["boilerplate"] & (passages["article_a"] != passages["article_b"])]
    rows = []
    for one, other in (("a", "b"), ("b", "a")):
        for key, group in counted.groupby([f"article_{one}", f"article_{other}"]):
            article, partner = key
            shared = sum(
                count_words(texts[document][start:end])
                for document, start, end in _union(
                    zip(
                        *(group[f"{name}_{one}"] for name in ("document", "start", "end")),
                        strict=True,
                    )
                )
            )
            first = group.iloc[0]
            total = int(words.get(article, 0))
            shared = min(shared, total)
            rows.append(
                (
                    first["event"], article, first[f"outlet_{one}"], partner,
                    first[f"outlet_{other}"], total, shared, shared / total if total else 0.0,
                    tuple(group["id"]),
                )
            )  # fmt: skip
    return frame(sorted(rows), CONTAINMENT)


def _union(places: Any) -> Iterator[tuple[str, int, int]]:
    """Stretches of documents without overlaps."""
    current: tuple[str, int, int] | None = None
    for document, start, end in sorted(places):
        if current and current[0] == document and start <= current[2]:
            current = document, current[1], max(end, current[2])
            continue
        if current:
            yield current
        current = document, int(start), int(end)
    if current:
        yield current
