"""Texts that share much of their wording, found among very many without comparing every two.

Every run of five words (a *shingle*; Broder 1997) becomes one 64-bit number, and a text the set of
its numbers. Which texts to compare is decided by prefix filtering (Bayardo, Ma and Srikant 2007;
Xiao et al. 2008), not by MinHash: it misses no pair above the threshold and needs no seed, a stock
phrase that stands in every article costs nothing, and numpy and scipy do all of it in less time
than a fast MinHash needs from the texts to its candidates (``benchmarks/similarity.py``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.corpus.text import fold

SHINGLE = 5
RESEMBLANCE = 0.2
"""Resemblance from which a pair is reported. With 15 % of the words of a text of 200 replaced here
and there, the two still have about 0.28, and 4 pairs in 10,000 less than 0.2 (of texts of 100
words: 1 pair in 100). Unrelated articles have next to nothing. Two of 200 words that have 70 in a
row in common reach 0.2 as well: a long quotation is not told from a reworked copy."""

COLUMNS: dict[str, str] = {
    "article_a": "str", "article_b": "str", "containment_a": "float64",
    "containment_b": "float64", "resemblance": "float64",
}  # fmt: skip

Hashes: TypeAlias = NDArray[np.uint64]
Indexes: TypeAlias = NDArray[np.intp]
Pairs: TypeAlias = tuple[Indexes, Indexes]

_CHARACTERS = 1 << 17  # hashed at a time: what fits a processor's cache is faster by a third
_PRODUCTS = 4_000_000  # multiplied at a time in looking for candidates; bounds the memory
_COMPARED = 20_000  # pairs compared at a time
_BASE = 0x9E3779B97F4A7C15  # any odd number with mixed bits
_INVERSE = pow(_BASE, -1, 1 << 64)


def find_near_duplicates(texts: Mapping[str, str], threshold: float = RESEMBLANCE) -> pd.DataFrame:
    """Find the pairs of texts whose sets of five-word shingles resemble each other.

    Words are runs of letters or digits; case, punctuation, quotation marks and blanks make no
    difference. A text of one to four words has one shingle, all of it; a text without words is like
    no other. How often a shingle stands in a text does not matter, nor where.

    A pair is found or not whatever other texts there are and in whatever order they come. Texts
    that :func:`analysis.corpus.copies.find_copies` calls copies (the same words in the same order)
    have resemblance 1; the converse does not hold, since paragraphs may stand in another order, or
    twice. A short text within a much longer one resembles it little and is not found, nor is one
    paraphrased throughout. Where a script has no blanks between words, a clause counts as a word,
    so that light edits weigh more.

    Parameters
    ----------
    texts
        Texts by id.
    threshold
        Least resemblance of a pair, above 0 and at most 1.

    Returns
    -------
    DataFrame
        One row a pair, sorted: article_a < article_b, containment_a and containment_b (share of
        the shingles of the one that stand in the other, 0 to 1), resemblance (shingles in both by
        shingles in either, the Jaccard index, 0 to 1). n texts that are all alike make
        n × (n − 1) / 2 rows.

    Raises
    ------
    ValueError
        If the threshold is not above 0 and at most 1.

    Notes
    -----
    Exact but for shingles that get the same 64-bit number by chance: among the 20 million of
    100,000 articles one such pair is expected once in 90,000 corpora, and it would shift one
    resemblance by a shingle. Memory beside the texts is 15 to 40 bytes a word.
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must be above 0 and at most 1, not {threshold}")
    names = sorted(texts)
    shared, sizes = _shared_shingles([texts[name] for name in names])
    a, b, both = _alike(shared, sizes, threshold)
    ids = np.array(names, dtype=object)
    size_a, size_b = sizes[a], sizes[b]
    values = (ids[a], ids[b], both / size_a, both / size_b, both / (size_a + size_b - both))
    return pd.DataFrame(dict(zip(COLUMNS, values, strict=True))).astype(COLUMNS)


def _hash_texts(texts: Sequence[str]) -> tuple[list[Hashes], Indexes]:
    """Hashes of all shingles, text after text and repeated ones too; and how many each text has.

    The hashes stay in pieces, since one long array of them would have to be made beside these.
    """
    hashes, counts = [np.zeros(0, np.uint64)], [np.zeros(0, np.intp)]
    for batch in _batches(texts):
        found, many = _hash_shingles(*_hash_words(batch))
        hashes.append(found)
        counts.append(many)
    return hashes, np.concatenate(counts)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Folded texts, so many at a time as have _CHARACTERS together, or one that has more."""
    batch: list[str] = []
    length = 0
    for text in texts:
        if batch and length + len(text) > _CHARACTERS:
            yield batch
            batch, length = [], 0
        batch.append(fold(text))  # each by itself: a letter may fold by what stands beside it
        length += len(text) + 1
    if batch:
        yield batch


def _hash_words(texts: Sequence[str]) -> tuple[Hashes, Indexes]:
    """Hash of every word of some texts, and the number of words of each text.

    The hash of a word is a polynomial in its letters, so that all words are hashed at once: the sum
    over its letters is a difference of running sums, divided by the power at which it begins.
    """
    joined = "\n".join(texts) + "\n"
    letters = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    inside = np.concatenate(([False], _word_letters()[letters]))
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    sums = np.zeros(len(letters) + 1, np.uint64)
    np.cumsum(letters * _powers(_BASE, len(letters)), out=sums[1:])
    words = _mix((sums[ends] - sums[starts]) * _powers(_INVERSE, len(letters))[starts])
    text_ends = np.cumsum([len(text) + 1 for text in texts])
    return words, np.diff(np.searchsorted(starts, text_ends), prepend=0)


def _hash_shingles(words: Hashes, lengths: Indexes) -> tuple[Hashes, Indexes]:
    """Hash of every shingle of some texts, and their number for each text."""
    counts = np.where(lengths == 0, 0, np.maximum(lengths - SHINGLE + 1, 1))
    firsts = np.repeat(np.cumsum(lengths) - lengths - np.cumsum(counts) + counts, counts)
    firsts += np.arange(len(firsts))
    # Zeros where a text is shorter than a shingle, and in place of what the next text begins with.
    padded = np.concatenate((words, np.zeros(SHINGLE, np.uint64)))
    hashes = np.zeros(len(firsts), np.uint64)
    short = np.repeat(np.minimum(lengths, SHINGLE), counts)
    for place in range(SHINGLE):
        word = padded[firsts + place]
        hashes = hashes * np.uint64(_BASE) + np.where(place < short, word, np.uint64(0))
    return _mix(hashes), counts


def _mix(values: Hashes) -> Hashes:
    """Spread what distinguishes the values over all 64 bits (splitmix64; Steele et al. 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@cache
def _word_letters() -> NDArray[np.bool_]:
    r"""For every code point whether words are made of it: what ``[^\W_]`` matches."""
    return np.fromiter(map(str.isalnum, map(chr, range(0x110000))), np.bool_)


def _powers(base: int, size: int) -> Hashes:
    """The first powers of a number modulo 2^64."""
    usual = _CHARACTERS + 1
    return _power_table(base, usual)[:size] if size <= usual else _power_table(base, size)


@lru_cache(maxsize=2)
def _power_table(base: int, size: int) -> Hashes:
    factors = np.full(size, base, np.uint64)
    factors[0] = 1
    return np.cumprod(factors)


def _shared_shingles(texts: Sequence[str]) -> tuple[csr_array, Indexes]:
    """Which texts have which of the shingles that stand twice or more; and the sizes of all sets.

    Returns a matrix of ones, a row a text and a column a shingle, the rarest shingle first. A few
    shingles that stand once may be among them.
    """
    pieces, counts = _hash_texts(texts)
    places = _keep_repeated(pieces)
    found = np.concatenate(pieces)
    del pieces
    starts = np.searchsorted(places, np.concatenate(([0], np.cumsum(counts))))
    others = counts - np.diff(starts)
    del places
    columns, width = _rank(found)
    ones = np.ones(len(columns), np.int32)
    starts = starts.astype(columns.dtype)  # unequal, both would be made the wider
    shared = csr_array((ones, columns, starts), shape=(len(counts), width))
    shared.sum_duplicates()
    shared.data[:] = 1
    return shared, others + np.diff(shared.indptr)


def _rank(hashes: Hashes) -> tuple[NDArray[np.signedinteger], int]:
    """Number the different hashes from 0, the rarest first; and say how many there are."""
    order = np.argsort(hashes)
    ordered = hashes[order]
    changes = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    del ordered
    times = np.diff(changes, prepend=0, append=len(hashes))
    index: type[np.signedinteger] = np.int32 if len(hashes) < 1 << 31 else np.int64
    ranks = np.empty(len(times), index)
    ranks[np.argsort(times, kind="stable")] = np.arange(len(times))
    numbers = np.empty(len(hashes), index)
    numbers[order] = np.repeat(ranks, times)
    return numbers, len(times)


def _keep_repeated(pieces: list[Hashes]) -> Indexes:
    """Drop the hashes that stand once, but for a few, and return where the others stood.

    The pieces themselves are replaced, one by one: together they are as large as the texts.
    """
    ends = np.cumsum([len(piece) for piece in pieces])
    halves = np.empty(ends[-1], np.uint32)  # half the memory, and nearly as distinct
    for piece, end in zip(pieces, ends, strict=True):
        halves[end - len(piece) : end] = piece >> np.uint64(32)
    halves.sort()
    bits = min(32, max(16, int(ends[-1]).bit_length()))
    table = np.zeros(1 << bits, np.bool_)
    table[halves[1:][halves[1:] == halves[:-1]] >> np.uint32(32 - bits)] = True
    del halves
    places = []
    for number, (piece, end) in enumerate(zip(pieces, ends, strict=True)):
        inside = np.flatnonzero(table[piece >> np.uint64(64 - bits)])
        places.append(inside + (end - len(piece)))
        pieces[number] = piece[inside]
    return np.concatenate(places)


def _alike(shared: csr_array, sizes: Indexes, threshold: float) -> tuple[Indexes, Indexes, Indexes]:
    """Row numbers of the texts of each pair, the lower first, and how many shingles both have."""
    found: list[tuple[Indexes, Indexes, Indexes]] = [(np.zeros(0, np.intp),) * 3]
    for a, b in _candidates(_prefixes(shared, sizes, threshold), sizes, threshold):
        both = shared[a].multiply(shared[b]).sum(axis=1).astype(np.intp)
        alike = both / (sizes[a] + sizes[b] - both) >= threshold
        found.append((a[alike], b[alike], both[alike]))
    a, b, both = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.lexsort((b, a))
    return a[order], b[order], both[order]


def _prefixes(shared: csr_array, sizes: Indexes, threshold: float) -> csr_array:
    """Keep of each text the rarest shingles, just so many that two texts alike have one in common.

    Texts x and y that resemble each other by t share at least t·|x| shingles. Put in one order for
    all texts, the rarest first, the first of these stands among the first |x| - t·|x| + 1 of x, and
    likewise of y. The shingles that only x has come before all others and need not be kept.
    """
    kept = np.diff(shared.indptr)
    # The little that is taken off is for products such as 0.28 * 25, which comes out above 7.
    least = np.ceil(threshold * sizes - 1e-9).astype(np.intp)
    lengths = np.clip(kept - least + 1, 0, kept)
    places = np.arange(shared.nnz) - np.repeat(shared.indptr[:-1], kept)
    first = places < np.repeat(lengths, kept)
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(shared.indptr.dtype)
    return csr_array((shared.data[first], shared.indices[first], starts), shape=shared.shape)


def _candidates(prefixes: csr_array, sizes: Indexes, threshold: float) -> Iterator[Pairs]:
    """Pairs of texts that share a shingle of their prefixes and whose sizes allow the threshold."""
    texts = np.flatnonzero(np.diff(prefixes.indptr))
    prefixes = prefixes[texts]
    by_shingle = prefixes.T.tocsr()
    for part in _parts(prefixes @ np.diff(by_shingle.indptr).astype(np.int64)):
        rows, columns = (prefixes[part] @ by_shingle).nonzero()
        a, b = texts[rows + part.start], texts[columns]
        low, high = np.minimum(sizes[a], sizes[b]), np.maximum(sizes[a], sizes[b])
        possible = np.flatnonzero((a < b) & (low >= threshold * high - 1e-9))
        for first in range(0, len(possible), _COMPARED):
            few = possible[first : first + _COMPARED]
            yield a[few], b[few]


def _parts(costs: Indexes) -> Iterator[slice]:
    """Cut rows into parts of at most _PRODUCTS multiplications, or of one row that needs more."""
    sums = np.cumsum(costs)
    start, done = 0, 0
    while start < len(costs):
        end = max(start + 1, int(np.searchsorted(sums, done + _PRODUCTS, side="right")))
        yield slice(start, end)
        start, done = end, int(sums[end - 1])
