"""Sentences that travelled: which sentence of one text stands where in another.

Sentences are paired by the words that they share in the same order, inside the passages that
articles share; `analysis.compare.matched` pairs sentences by their topic instead, which says
nothing about which word stands for which. A headline is paired with the body sentences beneath it
that have most of its words, in whatever order, since headlines are put together anew, or one of its
figures.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from analysis.compare.reuse.alignment import align_words
from analysis.compare.reuse.shingles import read_words
from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.text import fold
from analysis.lexicons import read_lexicon

PAIRS = {
    "pair": "str", "event": "str", "passage": "str",
    "article_from": "str", "sentence_from": "str", "outlet_from": "str", "role_from": "str",
    "article_to": "str", "sentence_to": "str", "outlet_to": "str", "role_to": "str",
    "directed": "bool", "similarity": "float64",
}  # fmt: skip

FEWEST_ALIGNED = 5
"""Words in common, in the same order, of two sentences that are paired."""

LEAST_ALIGNED = 0.4
"""Share of the words of the shorter sentence that these are at least."""

FEWEST_OF_HEADLINE = 3
"""Content words that a headline and the sentence it is paired with have in common."""

LEAST_OF_HEADLINE = 0.5
"""Share of the headline's content words that these are at least."""

FEWEST_WITH_FIGURE = 2
"""Content words in common, one of them a figure, of a headline and another sentence beneath it."""

LONGEST = 4_000
"""Characters beyond which what counts as a sentence is a list or a table, and is not paired."""

_ENDINGS = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", ""))


class Sentence(NamedTuple):
    """A sentence with its place."""

    sentence: str
    article: str
    document: str
    start: int
    end: int
    role: str
    text: str


def aligned_sentences(corpus: Corpus, passages: pd.DataFrame) -> pd.DataFrame:
    """Sentences of two articles that share words in order, and headlines with their bodies.

    Parameters
    ----------
    corpus
        The corpus.
    passages
        The frame of `compare_reuse`. Boilerplate and what an article repeats count nowhere.

    Returns
    -------
    pandas.DataFrame
        One row two sentences, those of passages first: pair, event (empty where the articles belong
        to two), passage (its id; empty for a headline with its body), for both sides article,
        sentence, outlet and role, then directed (whether the dates of the articles, or one quoting
        a block of the other, say that "from" is the earlier; "from" is the body for headlines,
        which count as directed), similarity (2 m / (a + b) with m words in common in the same
        order, and a and b words on either side). Each sentence is paired with the one that shares
        most words with it (`FEWEST_ALIGNED`, `LEAST_ALIGNED`). A sentence that stands in several
        earlier articles is paired with the one most like it. Each headline is paired with every
        body sentence of its article that has enough of its content words (`FEWEST_OF_HEADLINE`,
        `LEAST_OF_HEADLINE`), and then with those that have one of its figures
        (`FEWEST_WITH_FIGURE`), those that have most of its words first.
    """
    sentences = sentences_of(corpus)
    of_passages = _from_nearest(_of_passages(sentences, passages))
    rows = [*of_passages, *_of_headlines(corpus, sentences)]
    return frame([(f"t{n}", *row) for n, row in enumerate(rows, 1)], PAIRS)


def sentences_of(corpus: Corpus) -> dict[str, list[Sentence]]:
    """The sentences of each article, in reading order."""
    found: dict[str, list[Sentence]] = {}
    columns = (corpus.sentences[name] for name in Sentence._fields)
    for each in map(Sentence._make, zip(*columns, strict=True)):
        found.setdefault(each.article, []).append(each)
    return {name: sorted(each, key=lambda one: one.start) for name, each in found.items()}


def stem(word: str) -> str:
    """A word without a common ending, so that its forms are alike."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word.removesuffix(ending) + instead
    return word


def content_stems(text: str) -> set[str]:
    """Stems of the words of a text that carry a meaning of their own."""
    folded, (words,) = fold(text), read_words([text])
    places = zip(words.starts.tolist(), words.ends.tolist(), words.plain.tolist(), strict=True)
    return {stem(folded[start:end].removesuffix("'s")) for start, end, plain in places if not plain}


def is_figure(word: str) -> bool:
    """Whether a word says how many, in digits or letters; fractions and ordinals included."""
    return any(map(str.isdigit, word)) or word in _number_words()


def _is_count(word: str) -> bool:
    """Whether a word is a whole number: no "quarter", which may be one of a town."""
    return is_figure(word) and word not in _number_words("ordinal", "part", "parts")


@cache
def _number_words(*categories: str) -> frozenset[str]:
    """The words of some categories, or of all."""
    rows = read_lexicon("number_words")
    return frozenset(
        row["entry"] for row in rows if not categories or row["category"] in categories
    )


def takes_up_words(headline: Sentence, body: Sentence) -> bool:
    """Whether a headline has most of its words from a sentence."""
    words = content_stems(headline.text)
    return _shares_words(words, words & content_stems(body.text))


def _shares_words(words: set[str], shared: set[str]) -> bool:
    return len(shared) >= max(FEWEST_OF_HEADLINE, LEAST_OF_HEADLINE * len(words))


def _count(sentence: Sentence) -> int:
    return len(read_words([sentence.text])[0].ids)


def _of_passages(
    sentences: Mapping[str, list[Sentence]], passages: pd.DataFrame
) -> Iterator[tuple[Any, ...]]:
    seen = set()
    counted = passages[~passages["boilerplate"] & (passages["article_a"] != passages["article_b"])]
    for row in counted.to_dict("records"):
        sides = [_inside(sentences, row, side) for side in "ab"]
        names = ["a", "b"] if row["earlier"] != "b" else ["b", "a"]
        for pair in _best_pairs(*sides):
            one, other = pair if names[0] == "a" else pair[::-1]
            if (one.sentence, other.sentence) in seen:
                continue
            seen.add((one.sentence, other.sentence))
            outlets = row[f"outlet_{names[0]}"], row[f"outlet_{names[1]}"]
            directed = row["earlier"] != ""
            yield _row(row["event"], row["id"], one, other, outlets, directed=directed)


def _from_nearest(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Of the directed rows of a later sentence that with the greatest similarity; all others."""
    found = list(rows)
    best: dict[str, float] = {}
    for row in found:
        if row[10]:
            best[row[7]] = max(best.get(row[7], 0.0), row[11])
    kept, seen = [], set()
    for row in found:
        if row[10]:
            if row[11] < best[row[7]] or row[7] in seen:
                continue
            seen.add(row[7])
        kept.append(row)
    return kept


def _row(
    event: str,
    passage: str,
    one: Sentence,
    other: Sentence,
    outlets: tuple[str, str],
    *,
    directed: bool,
) -> tuple[Any, ...]:
    words = _count(one) + _count(other)
    shared = words / 2 if one.text == other.text else len(align_words(one.text, other.text))
    return (
        event, passage, one.article, one.sentence, outlets[0], one.role,
        other.article, other.sentence, outlets[1], other.role,
        directed, round(2 * shared / words, 4),
    )  # fmt: skip


def _inside(
    sentences: Mapping[str, list[Sentence]], row: Mapping[Any, Any], side: str
) -> list[Sentence]:
    """The sentences in which one side of a passage lies."""
    start, end = row[f"start_{side}"], row[f"end_{side}"]
    return [
        each
        for each in sentences.get(row[f"article_{side}"], [])
        if each.start < end and start < each.end and len(each.text) <= LONGEST
    ]


def _best_pairs(
    first: Sequence[Sentence], second: Sequence[Sentence]
) -> Iterator[tuple[Sentence, Sentence]]:
    """Each sentence with the one on the other side that it shares most words with."""
    shared: dict[tuple[int, int], int] = {}
    at_a, at_b = _Places(first), _Places(second)
    for (start_a, _), (start_b, _) in align_words(at_a.text, at_b.text):
        key = at_a.at(start_a), at_b.at(start_b)
        shared[key] = shared.get(key, 0) + 1
    best = set()
    for side in (0, 1):
        of: dict[int, tuple[int, tuple[int, int]]] = {}
        for key, count in sorted(shared.items()):
            if count > of.get(key[side], (0, key))[0]:
                of[key[side]] = count, key
        best |= {key for _, key in of.values()}
    for i, j in sorted(best):
        shorter = min(_count(first[i]), _count(second[j]))
        if shared[i, j] >= max(FEWEST_ALIGNED, LEAST_ALIGNED * shorter):
            yield first[i], second[j]


class _Places:
    """Sentences as one text, each on a line, and which of them a place belongs to."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        # A line break inside a sentence, as in a headline, would count as the end of one.
        self.text = "\n".join(re.sub(r"[\r\n]", " ", each.text) for each in sentences)
        self._owner = [n for n, each in enumerate(sentences) for _ in range(len(each.text) + 1)]

    def at(self, offset: int) -> int:
        return self._owner[offset]


def _of_headlines(
    corpus: Corpus, sentences: Mapping[str, list[Sentence]]
) -> Iterator[tuple[Any, ...]]:
    columns = (corpus.articles[name] for name in ("article", "event", "outlet"))
    for article, event, outlet in zip(*columns, strict=True):
        mine = [each for each in sentences.get(article, []) if len(each.text) <= LONGEST]
        bodies = [(each, content_stems(each.text)) for each in mine if each.role == "body"]
        for headline in (each for each in mine if each.role == "headline"):
            for body in _taken_up(content_stems(headline.text), bodies):
                yield _row(event, "", body, headline, (outlet, outlet), directed=True)


def _taken_up(words: set[str], bodies: Sequence[tuple[Sentence, set[str]]]) -> Iterator[Sentence]:
    """Sentences that have most of a headline's words, and then those with one of its figures."""
    shared = [(words & stems, body) for body, stems in bodies]
    shared.sort(key=lambda each: (not _shares_words(words, each[0]), -len(each[0])))
    best = bool(shared) and _shares_words(words, shared[0][0])
    for each, body in shared if best else ():
        by_figure = len(each) >= FEWEST_WITH_FIGURE and any(map(_is_count, each))
        if by_figure or _shares_words(words, each):
            yield body
