"""How far a difference between outlets can be trusted when the unit of inference is the article.

Words of one article are not independent of each other, so whole articles are relabelled and
resampled, never words (Lijffijt et al. 2016, Digital Scholarship in the Humanities 31). A group of
articles is given as two parallel arrays: what was counted in each article, and its size (words,
sentences). Sizes are positive; leave articles without words out.

Everything here depends on the counts alone: not on the order of the articles, not on their names.
Doubling every text changes no result.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from math import comb
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]
Labels: TypeAlias = NDArray[np.bool_]

ALPHA = 0.05
"""Level of every test; intervals hold 1 - ALPHA."""

FEWEST_ARTICLES = 5
"""With fewer articles resampling says too little, and there is no interval."""

RESAMPLES = 2_000
ENUMERATED = 10_000
PERMUTATIONS = 9_999

_SEED = 20_171
# Bounds on memory, in cells of a matrix: made at a time, and kept for the next test.
_BLOCK = 1_000_000
_KEPT = 40_000_000


def attainable_floor(n_a: int, n_b: int) -> float:
    """Smallest p that a two-sided permutation test of so many articles can reach.

    One over the number of ways to share out the labels; two over it for groups of equal size, where
    swapping the two groups gives the same absolute difference. 1 against 4 articles: 0.20; 3
    against 3: 0.10; 4 against 4: 2/70; an empty group: 1.
    """
    return min(1.0, (2 if n_a == n_b else 1) / comb(n_a + n_b, n_a))


def attainable_together(floors: ArrayLike) -> Floats:
    """Smallest p that each of several tests can reach once they are corrected together by Holm.

    Tests whose floor is above ALPHA are no part of the family. Where the others cannot all reach
    ALPHA together, those with the largest floor leave it, all of an equal floor at once, until the
    rest can. Floors depend on the numbers of articles alone, so what has been counted has no say in
    which tests are made.

    Returns
    -------
    ndarray
        At most ALPHA for the tests to make; above ALPHA for those that left, as it was when they
        did; NaN where the floor itself is above ALPHA.
    """
    alone = np.asarray(floors, dtype=np.float64)
    family = np.where(alone <= ALPHA, alone, np.nan)
    reached = together = holm(family)
    while (together > ALPHA).any():
        family[family == np.nanmax(family)] = np.nan
        together = holm(family)
        reached = np.where(np.isnan(together), reached, together)
    return reached


def permutations_for(tests: int) -> int:
    """Random permutations to draw when so many tests are corrected together.

    Enough for the smallest p to stay at half the level after Holm's correction; never fewer than
    PERMUTATIONS.
    """
    return max(PERMUTATIONS, round(2 * tests / ALPHA) - 1)


def permutation_p(
    counts_a: ArrayLike,
    sizes_a: ArrayLike,
    counts_b: ArrayLike,
    sizes_b: ArrayLike,
    permutations: int = PERMUTATIONS,
) -> float:
    """Two-sided permutation test over articles for a difference between two pooled rates.

    The statistic is the absolute difference of sum(counts) / sum(sizes). All ways to share out the
    labels are enumerated when there are at most ENUMERATED; otherwise so many random ones are drawn
    with a fixed seed, and the observed one is counted in (Phipson and Smyth 2010). The hypothesis
    tested is that the labels could be exchanged, so outlets whose articles differ in length but not
    in rate are treated alike only roughly.

    Returns
    -------
    float
        p in (0, 1]; the same when the two groups change places; NaN if a group is empty.
    """
    first, second = _group(counts_a, sizes_a), _group(counts_b, sizes_b)
    if not len(first) or not len(second):
        return float("nan")
    smaller, larger = sorted((first, second), key=len)
    pool = _canonical(np.concatenate((smaller, larger)))
    total = pool.sum(axis=0)
    observed = _absolute_difference(smaller.sum(axis=0, keepdims=True), total)[0]
    # Equal differences may part in the last digit; real ones are far further apart.
    bound = observed * (1 - 1e-12)
    extreme = arrangements = 0
    for labels in _labels(len(pool), len(smaller), permutations):
        sums = labels.astype(np.float64) @ pool
        extreme += int((_absolute_difference(sums, total) >= bound).sum())
        arrangements += len(labels)
    if _enumerable(len(pool), len(smaller)):
        return extreme / arrangements
    return (extreme + 1) / (arrangements + 1)


def bootstrap_interval(counts: ArrayLike, sizes: ArrayLike) -> tuple[float, float]:
    """Percentile bootstrap interval over articles for the pooled rate sum(counts) / sum(sizes).

    Source: Efron and Tibshirani 1993, chapter 13. With few articles such an interval is too narrow
    rather than too wide.

    Returns
    -------
    tuple of float
        Ends of the interval in counts per unit of size; NaN under FEWEST_ARTICLES articles.
    """
    group = _group(counts, sizes)
    if len(group) < FEWEST_ARTICLES:
        return float("nan"), float("nan")
    return _percentiles(_resampled_rates(group, stream=0))


def bootstrap_difference(
    counts_a: ArrayLike, sizes_a: ArrayLike, counts_b: ArrayLike, sizes_b: ArrayLike
) -> tuple[float, float]:
    """Percentile bootstrap interval over articles for the difference of two pooled rates, a - b.

    Returns
    -------
    tuple of float
        Ends of the interval; NaN if either side has fewer than FEWEST_ARTICLES articles. When the
        groups change places, the ends change places and signs.
    """
    first, second = _group(counts_a, sizes_a), _group(counts_b, sizes_b)
    if min(len(first), len(second)) < FEWEST_ARTICLES:
        return float("nan"), float("nan")
    # The groups need draws independent of each other; which one gets which must not depend on the
    # order they are given in.
    swap = _key(first) > _key(second)
    rates_a = _resampled_rates(first, stream=int(swap))
    rates_b = _resampled_rates(second, stream=int(not swap))
    return _percentiles(rates_a - rates_b)


def holm(p_values: ArrayLike) -> Floats:
    """Holm's step-down correction (1979) of the p-values that are not NaN; NaN stays NaN."""
    p = np.asarray(p_values, dtype=np.float64)
    adjusted = np.full(p.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    steps = np.arange(len(order), 0, -1) * p[order]
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(steps))
    return adjusted


def benjamini_hochberg(p_values: ArrayLike) -> Floats:
    """Step-up correction of Benjamini and Hochberg (1995) of the p-values that are not NaN.

    Of the tests whose corrected value is at most q, a share of q is expected to be false finds if
    the tests are independent or positively dependent. NaN stays NaN.
    """
    p = np.asarray(p_values, dtype=np.float64)
    adjusted = np.full(p.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")][::-1]
    steps = p[order] * len(order) / np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(1.0, np.minimum.accumulate(steps))
    return adjusted


def left_out_range(counts: ArrayLike, sizes: ArrayLike) -> tuple[float, float]:
    """Lowest and highest pooled rate sum(counts) / sum(sizes) when any one article is left out.

    Returns
    -------
    tuple of float
        NaN under two articles. The rate of all articles lies within.
    """
    group = _group(counts, sizes)
    if len(group) < 2:
        return float("nan"), float("nan")
    rest = group.sum(axis=0) - group
    rates = rest[:, 0] / rest[:, 1]
    return float(rates.min()), float(rates.max())


def _group(counts: ArrayLike, sizes: ArrayLike) -> Floats:
    """Articles as rows of (count, size)."""
    return _canonical(np.column_stack((counts, sizes)).astype(np.float64))


def _canonical(group: Floats) -> Floats:
    """Sort the articles by their numbers, so that a seeded draw means the same in any order."""
    return group[np.lexsort((group[:, 0], group[:, 1]))]


def _key(group: Floats) -> tuple[int, list[float]]:
    return len(group), group.ravel().tolist()


def _absolute_difference(sums: Floats, total: Floats) -> Floats:
    """Absolute difference between the rate of each row (count, size) and the rate of the rest.

    Cross-multiplied, because products of counts are exact and equal differences then tie exactly.
    """
    count, size = sums[:, 0], sums[:, 1]
    rest_count, rest_size = total[0] - count, total[1] - size
    difference: Floats = np.abs(count * rest_size - rest_count * size) / (size * rest_size)
    return difference


def _enumerable(articles: int, chosen: int) -> bool:
    return comb(articles, chosen) <= ENUMERATED


def _labels(articles: int, chosen: int, permutations: int) -> Iterable[Labels]:
    """Ways to choose some of the articles, one a row, in blocks of rows.

    All ways if they can be enumerated, else so many random ones.
    """
    if _enumerable(articles, chosen) or articles * permutations <= _KEPT:
        return _kept_labels(articles, chosen, permutations)
    return _random_labels(articles, chosen, permutations)


# Pairs of outlets with the same numbers of articles come one after the other and share these.
@lru_cache(maxsize=1)
def _kept_labels(articles: int, chosen: int, permutations: int) -> tuple[Labels, ...]:
    if not _enumerable(articles, chosen):
        return tuple(_random_labels(articles, chosen, permutations))
    picks = np.array(list(combinations(range(articles), chosen)), dtype=np.intp)
    labels = np.zeros((len(picks), articles), dtype=np.bool_)
    np.put_along_axis(labels, picks, values=True, axis=1)
    return (labels,)


def _random_labels(articles: int, chosen: int, permutations: int) -> Iterator[Labels]:
    generator = np.random.Generator(np.random.PCG64(_SEED))
    for rows in _blocks(permutations, articles):
        keys = generator.random((rows, articles))
        yield keys <= np.partition(keys, chosen - 1, axis=1)[:, chosen - 1 : chosen]


def _resampled_rates(group: Floats, stream: int) -> Floats:
    """Pooled rates of RESAMPLES samples of the articles, drawn with replacement."""
    generator = np.random.Generator(np.random.PCG64([_SEED, stream]))
    rates = []
    for rows in _blocks(RESAMPLES, len(group)):
        draws = (generator.random((rows, len(group))) * len(group)).astype(np.intp)
        rates.append(group[:, 0][draws].sum(axis=1) / group[:, 1][draws].sum(axis=1))
    return np.concatenate(rates)


def _blocks(rows: int, columns: int) -> Iterator[int]:
    """Numbers of rows to make at a time."""
    most = max(1, _BLOCK // columns)
    for start in range(0, rows, most):
        yield min(most, rows - start)


def _percentiles(values: Floats) -> tuple[float, float]:
    low, high = np.quantile(values, (ALPHA / 2, 1 - ALPHA / 2))
    return float(low), float(high)
