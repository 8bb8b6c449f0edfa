"""Sentences of different outlets about the same matter, one of which hedges and one does not.

They are evidence to be read, not a measure: a pair shows what the same matter looks like with and
without a hedge, and says nothing about how often that happens.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.compare.dependence import Dependence, find_dependence
from analysis.compare.similarity import similarity_settings
from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.text import fold

FEWEST_TERMS = 5
"""Sentences with fewer different content words are never matched: too little says what about."""

FEWEST_SHARED = 4
"""Content words that the sentences of a pair have in common at least."""

LEAST_COSINE = 0.3
"""Below this, two sentences of one event share its names and little else."""

MATCHES: dict[str, str] = {
    "event": "str", "cosine": "float64", "shared": "object", "hedged_outlet": "str",
    "hedged_sentence": "str", "hedge_ids": "object", "plain_outlet": "str", "plain_sentence": "str",
    "dependence": "str",
}  # fmt: skip

ONE_TEXT = "one text reused"
"""What is said of two sentences that lie in a passage which their articles share."""

APPROXIMATOR = "approximator"
"""Category of hedges that make no pair alone: "about 40" beside "40" is no doubt of the matter."""

_ROWS = 200  # hedged sentences worked on at a time
_NEAREST = 10  # others that each of them is looked at with


def match_sentences(
    corpus: Corpus,
    hedges: pd.DataFrame,
    at_most: int = 5,
    passages: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Pair sentences of different outlets that are alike in content words, one hedged, one not.

    One has a hedge other than an approximator, the other no hedge at all. Headlines take part, also
    of articles of which nothing else is known; articles of unknown outlet do not. Each sentence is
    in one pair at most. Which pairs are kept: those with the highest cosine; of equals those with
    most hedges. Each hedged sentence is looked at with the ten that are nearest to it.

    Parameters
    ----------
    corpus
        The corpus the hedges were found in.
    hedges
        Marks with at least id, sentence, start and category.
    at_most
        Number of pairs kept, over all events.
    passages
        The frame of `compare_reuse`, to tell which sentences are of one text.

    Returns
    -------
    DataFrame
        One row a pair, the most alike first: event, cosine (of the TF-IDF vectors of the two
        sentences, fitted on all sentences of the event; settings as in `compare_similarity`),
        shared (the content words of both, by alphabet), hedged_outlet, hedged_sentence, hedge_ids
        (a tuple, in reading order), plain_outlet, plain_sentence, dependence (why the two are not
        independent: `ONE_TEXT` if both lie in one passage, else what `Dependence` says of their
        outlets; empty if nothing is known).
    """
    marks = hedges.sort_values(["start", "id"]).groupby("sentence")["id"].agg(tuple).to_dict()
    more = hedges["category"] != APPROXIMATOR
    strong = frozenset(hedges.loc[more, "sentence"])
    known = corpus.articles.loc[
        corpus.articles["outlet"] != UNKNOWN, ["article", "event", "outlet"]
    ]
    sentences = corpus.sentences.sort_values(["document", "start"]).merge(known, on="article")
    rows: list[dict[str, Any]] = []
    for event, group in sentences.groupby("event"):
        found = _event_matches(group, marks, strong, at_most)
        rows.extend(row | {"event": event} for row in found)
    rows = sorted(rows, key=_rank)[:at_most]
    dependence, places = find_dependence(corpus), _places(corpus)
    for row in rows:
        sides = places[row["hedged_sentence"]], places[row["plain_sentence"]]
        row["dependence"] = _depends(row, sides, dependence, passages)
    return frame(rows, MATCHES)


_Place = tuple[str, int, int]


def _places(corpus: Corpus) -> dict[str, _Place]:
    """Document, start and end of every sentence."""
    columns = (corpus.sentences[name] for name in ("sentence", "document", "start", "end"))
    rows = zip(*columns, strict=True)
    return {sentence: (document, start, end) for sentence, document, start, end in rows}


def _depends(
    row: Mapping[str, Any],
    sides: tuple[_Place, _Place],
    dependence: Dependence,
    passages: pd.DataFrame | None,
) -> str:
    columns = [f"{name}_{side}" for side in "ab" for name in ("document", "start", "end")]
    rows = () if passages is None else passages[columns].itertuples(index=False, name=None)
    for places in rows:
        one, other = places[:3], places[3:]
        for first, second in (sides, sides[::-1]):
            if _meet(first, one) and _meet(second, other):
                return ONE_TEXT
    return dependence.of_outlets(row["event"], row["hedged_outlet"], row["plain_outlet"])


def _meet(one: _Place, other: _Place) -> bool:
    """Whether two places have a character in common."""
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _rank(row: dict[str, Any]) -> tuple[Any, ...]:
    return -row["cosine"], -len(row["hedge_ids"]), row["hedged_sentence"], row["plain_sentence"]


def _event_matches(
    sentences: pd.DataFrame,
    marks: Mapping[Any, tuple[str, ...]],
    strong: frozenset[str],
    at_most: int,
) -> Iterator[dict[str, Any]]:
    """The best pairs of one event, each sentence once."""
    weights, terms = _weights([fold(text) for text in sentences["text"]])
    names, outlets = sentences["sentence"].tolist(), sentences["outlet"].tolist()
    hedge_ids = [marks.get(name, ()) for name in names]
    hedged = np.array([name in strong for name in names], dtype=np.bool_)
    plain = np.array([not ids for ids in hedge_ids], dtype=np.bool_)
    codes = pd.factorize(sentences["outlet"])[0]
    pairs = [
        (-cosine, -len(hedge_ids[i]), i, j)
        for cosine, i, j in _near_pairs(weights, codes, hedged, plain)
    ]
    used: set[int] = set()
    found = 0
    for cosine, _, i, j in sorted(pairs):
        if found == at_most:
            return
        shared = sorted(set(weights[[i]].indices) & set(weights[[j]].indices))
        if not used.isdisjoint((i, j)) or len(shared) < FEWEST_SHARED:
            continue
        used |= {i, j}
        found += 1
        yield {
            "cosine": -cosine, "shared": tuple(terms[term] for term in shared),
            "hedged_outlet": outlets[i], "hedged_sentence": names[i], "hedge_ids": hedge_ids[i],
            "plain_outlet": outlets[j], "plain_sentence": names[j],
        }  # fmt: skip


def _near_pairs(
    weights: csr_array,
    outlets: NDArray[np.intp],
    hedged: NDArray[np.bool_],
    plain: NDArray[np.bool_],
) -> Iterator[tuple[float, int, int]]:
    """Cosine and places of each hedged sentence and the nearest others without hedges."""
    long = np.diff(weights.indptr) >= FEWEST_TERMS
    one, other = np.flatnonzero(hedged & long), np.flatnonzero(plain & long)
    nearest = min(_NEAREST, len(other))
    for start in range(0, len(one) if nearest else 0, _ROWS):
        block = one[start : start + _ROWS]
        # Rounded, so that the last digit of a platform does not choose; equals go by their place.
        cosines = (weights[block] @ weights[other].T).toarray().round(9)
        cosines[outlets[block][:, np.newaxis] == outlets[other]] = 0
        keys = np.arange(len(other)) * 1e-14 - cosines
        for row, columns in enumerate(np.argpartition(keys, nearest - 1, axis=1)[:, :nearest]):
            for column in columns[cosines[row, columns] >= LEAST_COSINE].tolist():
                yield float(cosines[row, column]), int(block[row]), int(other[column])


def _weights(texts: list[str]) -> tuple[csr_array, list[str]]:
    """Sentences by terms, rows of length one, and the terms by alphabet."""
    vectorizer = TfidfVectorizer(**similarity_settings())
    analyse = vectorizer.build_analyzer()
    if not any(analyse(text) for text in texts):  # scikit-learn refuses an empty vocabulary
        return csr_array((len(texts), 0), dtype=np.float64), []
    weights = csr_array(vectorizer.fit_transform(texts))
    return weights, vectorizer.get_feature_names_out().tolist()
