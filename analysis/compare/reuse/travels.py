"""Shared texts and when they stood where: the passages of one cluster, article by article."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.corpus.corpus import Corpus, frame

TRAVELS: dict[str, str] = {
    "event": "str", "cluster": "str", "article": "str", "outlet": "str", "published": "object",
    "document": "str", "start": "int64", "end": "int64", "directed": "bool", "passages": "object",
}  # fmt: skip


def between_articles(passages: pd.DataFrame) -> pd.DataFrame:
    """The passages of `compare_reuse` that stand in two articles and are no boilerplate."""
    return passages[~passages["boilerplate"] & (passages["article_a"] != passages["article_b"])]


def compare_travels(corpus: Corpus, passages: pd.DataFrame) -> pd.DataFrame:
    """Where and when each shared text stands: passages whose places overlap are one text.

    Parameters
    ----------
    corpus
        The corpus.
    passages
        The frame of `compare_reuse`; boilerplate and what an article repeats do not count.

    Returns
    -------
    pandas.DataFrame
        One row a shared text and article, the earliest text and article first, those without a date
        last, among them whoever credits or quotes another: event (empty where the articles belong
        to several), cluster, article, outlet, published (None without a date), document, start, end
        (the longest place of the text in the article; offsets into the document), directed (whether
        dates, a credit, or one article quoting a block of another, say for any two of the articles
        which had it first), passages (ids).
    """
    articles = corpus.articles.set_index("article", drop=False).to_dict("index")
    order = {name: place for place, name in enumerate(articles)}
    groups = [
        _rows(str(cluster), group, articles, order)
        for cluster, group in between_articles(passages).groupby("cluster", sort=False)
    ]
    groups.sort(key=lambda rows: (rows[0][0] == "", rows[0][0], _when(rows[0][4]), rows[0][5:7]))
    return frame([row for rows in groups for row in rows], TRAVELS)


def _rows(
    cluster: str,
    group: pd.DataFrame,
    articles: Mapping[Any, dict[Any, Any]],
    order: Mapping[Any, int],
) -> list[tuple[Any, ...]]:
    places: dict[str, tuple[int, int, str]] = {}
    for side in "ab":
        columns = (group[f"{name}_{side}"] for name in ("article", "document", "start", "end"))
        for article, document, start, end in zip(*columns, strict=True):
            place = start - end, start, document
            places[article] = min(place, places.get(article, place))
    events = {articles[article]["event"] for article in places}
    directed = bool((group["earlier"] != "").any())
    later = {
        row[f"article_{'b' if row['earlier'] == 'a' else 'a'}"]
        for row in group[group["earlier"] != ""].to_dict("records")
    }
    rows = []
    for article in sorted(
        places,
        key=lambda name: (_when(articles[name]["published"]), name in later, order[name]),
    ):
        size, start, document = places[article]
        about = articles[article]
        ids = group.loc[(group["article_a"] == article) | (group["article_b"] == article), "id"]
        rows.append(
            (
                next(iter(events)) if len(events) == 1 else "", cluster, article, about["outlet"],
                about["published"], document, start, start - size, directed, tuple(ids),
            )
        )  # fmt: skip
    return rows


def _when(date: object) -> tuple[bool, str]:
    """Order of dates; what has none comes last."""
    return (False, date) if isinstance(date, str) else (True, "")
