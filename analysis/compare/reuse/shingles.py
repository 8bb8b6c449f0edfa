"""Where texts share runs of words: hashed word n-grams, and the blocks of words they join into.

Work grows with the number of words and of shared n-grams, not with the number of pairs of texts: an
n-gram that stands in very many places is followed from each text to the next only.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.corpus.text import fold
from analysis.lexicons import read_lexicon

SHINGLE = 4
"""Words of an n-gram. A copy of which one word in seven was changed at random still shares every
second one of this length."""

MOST_PLACES = 64
"""An n-gram at more places than this links the k-th of each text with the k-th of the next."""

_MOSTLY = 0.6

_MOST_IN_PAIR = 4_096
"""Runs of two texts beyond which only the longest count, as in texts that repeat a word."""

# A number is one word with its separators, a compound is as many as its parts: spellings differ.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")

_LINE_BREAK = re.compile(r"[\r\n]+")

Integers: TypeAlias = NDArray[np.int64]


class Words(NamedTuple):
    """The words of a text: numbers that are equal for equal words, and their places in the text.

    ``plain`` says of each word whether it carries no meaning of its own (a function word),
    ``name`` whether it begins with a capital, in a text where most words do not, and ``line`` in
    which line of the text it stands.
    """

    ids: Integers
    starts: Integers
    ends: Integers
    plain: NDArray[np.bool_]
    name: NDArray[np.bool_]
    line: Integers


class Block(NamedTuple):
    """A run of the same words in two texts, as indexes of words."""

    a: int
    b: int
    length: int


def read_words(texts: Sequence[str]) -> list[Words]:
    """The words of each text; case, quotation marks, hyphens and punctuation make no difference."""
    vocabulary: dict[str, int] = {}
    plain = function_words()
    known: list[bool] = []
    found = []
    for text in texts:
        ids, starts, ends, flags = [], [], [], []
        for match in _WORD.finditer(fold(text)):
            word = match.group()
            number = vocabulary.setdefault(word, len(vocabulary))
            if number == len(known):
                known.append(word in plain)
            ids.append(number)
            flags.append(known[number])
            starts.append(match.start())
            ends.append(match.end())
        found.append(_as_words(text, ids, starts, ends, np.array(flags, dtype=np.bool_)))
    return found


def _as_words(
    text: str, ids: list[int], starts: list[int], ends: list[int], plain: NDArray[np.bool_]
) -> Words:
    capital = np.array([text[start].isupper() for start in starts], dtype=np.bool_)
    told = capital[~plain]
    if len(told) and told.mean() > _MOSTLY:  # a headline in capitals
        capital[:] = False
    breaks = np.array([match.start() for match in _LINE_BREAK.finditer(text)], dtype=np.int64)
    places = np.array(starts, dtype=np.int64)
    line = np.searchsorted(breaks, places)
    return Words(
        np.array(ids, dtype=np.int64), places, np.array(ends, dtype=np.int64), plain, capital, line
    )


@cache
def function_words() -> frozenset[str]:
    """Words that carry no meaning of their own: the classes of ``function_words.csv`` and say."""
    grammar = {
        row["entry"]
        for row in read_lexicon("function_words")
        if row["category"] not in ("time", "setting", "verb", "uttering", "plural", "attribute")
    }
    reporting = {row["entry"] for row in read_lexicon("similarity_stop_words")}
    return frozenset(grammar | reporting)


def shared_blocks(words: Sequence[Words]) -> Iterator[tuple[int, int, list[Block]]]:
    """Runs of shared words of every two texts that have any, and of texts with themselves.

    Returns
    -------
    iterator of (int, int, list of Block)
        Indexes of the two texts (the first is not greater than the second; a text with itself has
        each repeat with the one before it), and their runs, sorted by place. Runs of function words
        only are none.
    """
    text, place, code = _shingles(words)
    if not len(code):
        return
    first, second = _equal_pairs(code, text)
    if not len(first):
        return
    ta, pa, tb, pb = text[first], place[first], text[second], place[second]
    pair = ta * len(words) + tb
    order = np.lexsort((pa, pb - pa, pair))
    pair, pa, pb = pair[order], pa[order], pb[order]
    begins = np.ones(len(pair), dtype=np.bool_)
    if len(pair) > 1:
        same = (pair[1:] == pair[:-1]) & ((pb - pa)[1:] == (pb - pa)[:-1])
        begins[1:] = ~(same & (pa[1:] - pa[:-1] <= SHINGLE))
    at = np.flatnonzero(begins)
    last = np.append(at[1:], len(pair)) - 1
    a, b, length = pa[at], pb[at], pa[last] - pa[at] + SHINGLE
    edges = np.flatnonzero(np.append(True, np.diff(pair[at]) != 0)) if len(at) else at
    for low, high in zip(edges, np.append(edges[1:], len(at)), strict=True):
        number = int(pair[at[low]])
        part = np.arange(low, high)
        if len(part) > _MOST_IN_PAIR:
            part = part[np.argsort(-length[part], kind="stable")[:_MOST_IN_PAIR]]
        if len(part) == 1 and length[part[0]] <= SHINGLE:
            continue  # one n-gram is a phrase of the language
        part = part[np.lexsort((b[part], a[part]))]
        blocks = [
            Block(*each)
            for each in zip(a[part].tolist(), b[part].tolist(), length[part].tolist(), strict=True)
        ]
        yield number // len(words), number % len(words), blocks


def _shingles(words: Sequence[Words]) -> tuple[Integers, Integers, NDArray[np.uint64]]:
    """Text, place and hash of every n-gram that is more than function words."""
    texts, places, codes = [], [], []
    for index, each in enumerate(words):
        count = len(each.ids) - SHINGLE + 1
        if count < 1:
            continue
        mixed = _mix(each.ids)
        code = np.zeros(count, dtype=np.uint64)
        meaning = np.zeros(count, dtype=np.bool_)
        for step in range(SHINGLE):
            code = code * np.uint64(0x9E3779B97F4A7C15) + mixed[step : step + count]
            meaning |= ~each.plain[step : step + count]
        kept = np.flatnonzero(meaning)
        texts.append(np.full(len(kept), index, dtype=np.int64))
        places.append(kept)
        codes.append(code[kept])
    if not codes:
        empty = np.zeros(0, dtype=np.int64)
        return empty, empty, empty.astype(np.uint64)
    return np.concatenate(texts), np.concatenate(places), np.concatenate(codes)


def _mix(ids: Integers) -> NDArray[np.uint64]:
    """Numbers of words as well scattered 64-bit hashes (the finaliser of SplitMix64)."""
    mixed = ids.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _equal_pairs(code: NDArray[np.uint64], text: Integers) -> tuple[Integers, Integers]:
    """Every two places with the same n-gram; of one text only neighbours, of crowded ones few."""
    order = np.argsort(code, kind="stable")
    ordered = code[order]
    begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    sizes = np.diff(np.append(begins, len(ordered)))
    firsts, seconds = [order[:0]], [order[:0]]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= MOST_PLACES)]).tolist():
        groups = begins[sizes == size]
        places = order[groups[:, np.newaxis] + np.arange(size)]
        low, high = np.triu_indices(size, k=1)
        a, b = places[:, low].ravel(), places[:, high].ravel()
        near = np.tile(high - low == 1, len(groups))
        kept = near | (text[a] != text[b])
        firsts.append(a[kept])
        seconds.append(b[kept])
    crowded = sizes > MOST_PLACES
    for begin, size in zip(begins[crowded].tolist(), sizes[crowded].tolist(), strict=True):
        for a, b in _crowded_pairs(order[begin : begin + size], text):
            firsts.append(a)
            seconds.append(b)
    return np.concatenate(firsts), np.concatenate(seconds)


def _crowded_pairs(places: Integers, text: Integers) -> Iterator[tuple[Integers, Integers]]:
    """Neighbours in one text, and the k-th place of each text with the k-th of the next one."""
    of = text[places]
    within = of[1:] == of[:-1]
    yield places[:-1][within], places[1:][within]
    begins = np.flatnonzero(np.append(True, ~within))
    rank = np.arange(len(places)) - np.repeat(begins, np.diff(np.append(begins, len(places))))
    order = np.argsort(rank, kind="stable")
    same = rank[order][1:] == rank[order][:-1]
    yield places[order][:-1][same], places[order][1:][same]
