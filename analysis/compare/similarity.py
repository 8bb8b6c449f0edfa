"""How alike the wording of articles is: cosine of TF-IDF vectors, with its terms and its range.

With a handful of articles the inverse document frequencies move with every text that comes or goes,
so each cosine carries the range it takes when any one other article is left out. It measures shared
vocabulary; it proves neither copying nor a common source.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from analysis.compare.dependence import find_dependence
from analysis.compare.reuse.near_duplicates import find_near_duplicates
from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.text import Span, fold
from analysis.lexicons import read_lexicon

STOP_WORDS = "similarity_stop_words"
"""Word list of what is no term, beside scikit-learn's English list: words by which any news text
attributes what it says, and what is left of contractions."""

MOST_TERMS = 10
LARGE_EVENT = 150
ALL_PAIRS = 3_000
"""Articles of an event up to which every two are compared."""

NEIGHBOURS = 3

PAIRS: dict[str, str] = {
    "event": "str", "article_a": "str", "article_b": "str", "cosine": "float64", "low": "float64",
    "high": "float64", "terms": "object", "dependence": "str",
}  # fmt: skip

Floats: TypeAlias = NDArray[np.float64]
Indexes: TypeAlias = NDArray[np.intp]

_ROWS = 2_000  # pairs worked on at a time


def similarity_settings(analyzer: str = "word") -> dict[str, Any]:
    """Settings of scikit-learn's TfidfVectorizer, fitted on the articles of one event.

    Terms have at least two letters or digits; "5,000" is one, and so is what hyphens tie together:
    the article of a name ("el-") or the "led" of "state-led" would otherwise count apart from what
    it belongs to. Stop words are scikit-learn's list of 318 English words and STOP_WORDS. That list
    holds a few words that can matter ("us", "fire", "system"; Nothman et al. 2018).

    Parameters
    ----------
    analyzer
        "word", or "char": runs of three to five characters inside words, all words included. They
        join the forms and spellings of a word, and hold the style of the small words as well.

    Returns
    -------
    dict
        Keyword arguments of TfidfVectorizer; ``stop_words`` is a sorted list.

    Raises
    ------
    LexiconError
        If the word list cannot be used.
    """
    weights = {
        "lowercase": True, "sublinear_tf": True, "use_idf": True, "smooth_idf": True, "norm": "l2",
    }  # fmt: skip
    if analyzer == "char":
        return {"analyzer": "char_wb", "ngram_range": (3, 5), **weights}
    own = {row["entry"] for row in read_lexicon(STOP_WORDS)}
    return {
        "analyzer": "word",
        "ngram_range": (1, 1),
        "token_pattern": r"(?u)\b(?:\d+(?:[.,]\d+)+\w*|\w+(?:-\w+)+|\w\w+)\b",
        "stop_words": sorted(ENGLISH_STOP_WORDS | own),
        **weights,
    }


def compare_similarity(
    corpus: Corpus, left_out: pd.DataFrame | None = None, analyzer: str = "word"
) -> pd.DataFrame:
    """Compare the wording of every two articles of an event.

    An article's text is its sentences (headline, body, quotation). Articles of which only the
    headline is known, and articles without words, take no part.

    Parameters
    ----------
    corpus
        The corpus.
    left_out
        Stretches of text that take no part: article, document, start, end. An article of which
        nothing is left has the cosine NaN.
    analyzer
        "word" or "char", as in :func:`similarity_settings`. Runs of characters are no terms that a
        reader could use: with "char", low, high and terms are not worked out.

    Returns
    -------
    DataFrame
        One row an event and unordered pair of its articles, sorted: event, article_a < article_b,
        cosine (0 to 1; 1 for identical texts; NaN if a text has nothing but stop words), low and
        high (range of the cosine when any one other article of the event is left out, which need
        not hold the cosine itself; NaN when there is no third article), terms (tuple of the shared
        terms as (term, share of the cosine), highest first, at most MOST_TERMS), dependence (why
        the two are no independent texts, as a clause; empty where they are). In an event of
        more than LARGE_EVENT articles, low, high and terms are worked out only for pairs in which
        one article is among the NEIGHBOURS nearest of the other; elsewhere NaN and empty. In one of
        more than ALL_PAIRS articles only near-duplicates are rows (`find_near_duplicates`), without
        low and high.

    Notes
    -----
    Term weights after Salton and Buckley (1988), with the smoothed inverse document frequency of
    scikit-learn; the settings are those of :func:`similarity_settings`.
    """
    articles = corpus.articles.loc[~corpus.articles["headline_only"]].sort_values("article")
    texts = _texts(corpus, left_out)
    dependence = find_dependence(corpus)
    rows: list[tuple[Any, ...]] = []
    for event, group in articles.groupby("event", sort=True):
        names = [name for name in group["article"] if name in texts]
        if len(names) > 1:
            rows.extend(
                (event, *row, dependence.of_articles(*row[:2]))
                for row in _event_rows(names, [texts[n] for n in names], analyzer)
            )
    return frame(rows, PAIRS)


def _texts(corpus: Corpus, left_out: pd.DataFrame | None) -> dict[str, str]:
    """Sentences of each article that has words, joined in reading order, hyphens made plain."""
    sentences = corpus.sentences.sort_values("start")
    if left_out is not None and len(left_out):
        sentences = sentences.assign(text=list(_remaining(sentences, left_out)))
    groups = sentences.groupby("article")
    return {
        str(article): fold(" ".join(group["text"]))
        for article, group in groups
        if group["words"].sum()
    }


def _remaining(sentences: pd.DataFrame, left_out: pd.DataFrame) -> Iterator[str]:
    """Texts of sentences without some stretches; a space stands where one was."""
    gaps: dict[tuple[str, str], list[Span]] = {}
    columns = (left_out[name] for name in ("article", "document", "start", "end"))
    for article, document, start, end in sorted(zip(*columns, strict=True)):
        own = gaps.setdefault((article, document), [])
        if own and start <= own[-1][1]:
            own[-1] = own[-1][0], max(end, own[-1][1])
        else:
            own.append((start, end))
    columns = (sentences[name] for name in ("article", "document", "start", "end", "text"))
    for article, document, start, end, text in zip(*columns, strict=True):
        own = gaps.get((article, document), [])
        kept, reached = [], start
        for low, high in own[max(bisect_right(own, (start, start)) - 1, 0) :]:
            if low >= end:
                break
            kept.append(text[reached - start : max(low, reached) - start])
            reached = max(reached, high)
        yield " ".join([*kept, text[max(reached, start) - start :]])


def _event_rows(
    names: Sequence[str], texts: Sequence[str], analyzer: str
) -> Iterator[tuple[Any, ...]]:
    frequencies, terms = _term_frequencies(texts, analyzer)
    weights = csr_array(frequencies * _idf(frequencies))
    crowded = len(names) > ALL_PAIRS
    a, b = _near_pairs(texts) if crowded else np.triu_indices(len(names), k=1)
    cosines = _cosines_of(weights, a, b) if crowded else _all_cosines(weights, a, b)
    close = np.arange(len(a)) if crowded else _close_pairs(cosines, a, b, len(names))
    if analyzer == "char":
        close = close[:0]
    low, high = np.full((2, len(a)), np.nan)
    if len(close) and not crowded:
        low[close], high[close] = _left_out_ranges(frequencies, a[close], b[close])
    shared: list[tuple[tuple[str, float], ...]] = [()] * len(a)
    for i, top in zip(close, _shared_terms(weights, a[close], b[close], terms), strict=True):
        shared[i] = top
    for i, (first, second) in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
        yield names[first], names[second], cosines[i], low[i], high[i], shared[i]


def _near_pairs(texts: Sequence[str]) -> tuple[Indexes, Indexes]:
    """The near-duplicates among very many texts, as positions."""
    names = {f"{place:08}": text for place, text in enumerate(texts)}
    found = find_near_duplicates(names)
    a = np.array([int(name) for name in found["article_a"]], dtype=np.intp)
    b = np.array([int(name) for name in found["article_b"]], dtype=np.intp)
    return a, b


def _all_cosines(weights: csr_array, a: Indexes, b: Indexes) -> Floats:
    sums = (weights @ weights.T).toarray()
    squares = sums.diagonal()
    return _cosine(sums[a, b], squares[a], squares[b])


def _cosines_of(weights: csr_array, a: Indexes, b: Indexes) -> Floats:
    """Cosines of some pairs, so many at a time that memory does not grow with their number."""
    squares = (weights * weights).sum(axis=1)
    cosines = np.empty(len(a))
    for start in range(0, len(a), _ROWS):
        part = slice(start, start + _ROWS)
        sums = (weights[a[part]] * weights[b[part]]).sum(axis=1)
        cosines[part] = _cosine(sums, squares[a[part]], squares[b[part]])
    return cosines


def _term_frequencies(texts: Sequence[str], analyzer: str) -> tuple[csr_array, list[str]]:
    """Articles by terms, not yet weighted by idf; the terms are sorted."""
    settings = similarity_settings(analyzer) | {"use_idf": False, "norm": None}
    vectorizer = TfidfVectorizer(**settings)
    analyse = vectorizer.build_analyzer()
    if not any(analyse(text) for text in texts):  # scikit-learn refuses an empty vocabulary
        return csr_array((len(texts), 0), dtype=np.float64), []
    frequencies = csr_array(vectorizer.fit_transform(texts))
    return frequencies, vectorizer.get_feature_names_out().tolist()


def _idf(frequencies: csr_array) -> Floats:
    """Smoothed inverse document frequency, as scikit-learn defines it."""
    weights: Floats = 1 + np.log((1 + frequencies.shape[0]) / (1 + _holders(frequencies)))
    return weights


def _holders(frequencies: csr_array) -> Floats:
    """Count the articles that hold each term."""
    return np.bincount(frequencies.indices, minlength=frequencies.shape[1]).astype(np.float64)


def _cosine(sums: Floats, squares_a: Floats, squares_b: Floats) -> Floats:
    """Scalar product over lengths; NaN where a text has no terms."""
    with np.errstate(invalid="ignore"):
        cosine: Floats = np.minimum(1.0, sums / np.sqrt(squares_a * squares_b))
    return cosine


def _close_pairs(cosines: Floats, a: Indexes, b: Indexes, articles: int) -> Indexes:
    """Positions of the pairs to look at closely: all, or each article's nearest in large events."""
    if articles <= LARGE_EVENT:
        return np.arange(len(a))
    likeness = np.full((articles, articles), -1.0)
    likeness[a, b] = likeness[b, a] = np.nan_to_num(cosines, nan=-0.5)
    # Rounded, so that the last digit of a platform does not choose; equals go by their ids.
    nearest = np.argsort(-likeness.round(12), axis=1, kind="stable")[:, :NEIGHBOURS]
    near = np.zeros((articles, articles), dtype=np.bool_)
    np.put_along_axis(near, nearest, values=True, axis=1)
    return np.flatnonzero(near[a, b] | near[b, a])


def _left_out_ranges(frequencies: csr_array, a: Indexes, b: Indexes) -> tuple[Floats, Floats]:
    """Smallest and largest cosine of each pair over all corpora that lack one other article.

    Without article c, the squared idf of a term takes one of two values, according to whether c
    holds the term. So each sum is the one for terms that c lacks, plus a correction over its terms.
    """
    articles = frequencies.shape[0]
    if articles < 3:
        return np.full(len(a), np.nan), np.full(len(a), np.nan)
    holders = _holders(frequencies)
    lacked = (1 + np.log(articles / (1 + holders))) ** 2
    held = (1 + np.log(articles / holders)) ** 2
    incidence = (frequencies > 0).astype(np.float64)

    def without_each(products: csr_array) -> Floats:
        corrections = csr_array(products * (held - lacked)) @ incidence.T
        sums: Floats = (products @ lacked)[:, np.newaxis] + corrections.toarray()
        return sums

    squares = without_each(frequencies * frequencies)
    low, high = np.empty(len(a)), np.empty(len(a))
    for start in range(0, len(a), _ROWS):
        part = slice(start, start + _ROWS)
        first, second = a[part], b[part]
        sums = without_each(frequencies[first] * frequencies[second])
        cosines = _cosine(sums, squares[first], squares[second])
        own = np.zeros(cosines.shape, dtype=np.bool_)
        own[np.arange(len(first)), first] = own[np.arange(len(first)), second] = True
        low[part] = np.where(own, np.inf, cosines).min(axis=1)
        high[part] = np.where(own, -np.inf, cosines).max(axis=1)
    return low, high


def _shared_terms(
    weights: csr_array, a: Indexes, b: Indexes, terms: Sequence[str]
) -> Iterator[tuple[tuple[str, float], ...]]:
    """Top terms of each pair with their shares of the cosine; equal shares by alphabet."""
    for start in range(0, len(a), _ROWS):
        part = slice(start, start + _ROWS)
        products = csr_array(weights[a[part]] * weights[b[part]])
        for begin, end in pairwise(products.indptr):
            columns, values = products.indices[begin:end], products.data[begin:end]
            shares = values / values.sum() if len(values) else values
            # Rounded, so that the last digit of a platform does not decide between equals.
            order = np.lexsort((columns, -shares.round(12)))[:MOST_TERMS]
            yield tuple((terms[columns[i]], float(shares[i])) for i in order)
