"""Articles as units of inference: what is counted in each, and which of them repeat another.

Words of one article are not independent of one another, and neither are two copies of one text:
what is permuted or resampled is the article with all its copies.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.text import count_words, fold
from analysis.marks.voice import VOICES, mark_voices

_WORDS = re.compile(r"[^\W_]+")


class Unit(NamedTuple):
    """An article, or its part in one role or voice, as a member of a group; or copies of one text.

    ``original`` is the first article of the outlet, by id, that has the same words: the article
    itself unless it is a copy.
    """

    group: tuple[Any, ...]
    article: str
    original: str
    words: int
    sentences: int
    hedge_ids: tuple[str, ...]
    sentence_ids: tuple[str, ...]

    @property
    def hedges(self) -> int:
        """Number of hedges."""
        return len(self.hedge_ids)

    @property
    def hedged(self) -> int:
        """Number of sentences that hold a hedge."""
        return len(self.sentence_ids)


class _Piece(NamedTuple):
    """A sentence, or its part in one voice, with the hedges in it."""

    sentence: str
    role: str
    voice: str
    words: int
    hedge_ids: tuple[str, ...]


_SPLITS = ("role", "voice")
"""What can divide an article, unlike its own columns."""


def units_of(
    corpus: Corpus,
    hedges: pd.DataFrame,
    by: Sequence[str],
    voice: str | None = None,
    voices: pd.DataFrame | None = None,
) -> list[Unit]:
    """Units sorted by article, each with its values of the columns ``by`` as its group.

    "role" and "voice" among them split articles by headline, body and quotation, and by whose words
    they are; an article without words is a unit unless it is split. ``voice`` leaves only the words
    and hedges of one voice. Articles of which only the headline is known are none.

    A sentence of several voices is one of each: its words are shared out (a word belongs to the
    voice of its first letter), and it is hedged in those in which it has a hedge. So words and
    hedges add up over the voices, sentences do not.

    ``voices`` is the frame of `mark_voices`, if it is at hand; else it is made where it is needed.
    """
    split = [name for name in _SPLITS if name in by]
    if "voice" in by or voice is not None:
        pieces = _voiced_pieces(corpus, hedges, mark_voices(corpus) if voices is None else voices)
    else:
        pieces = _whole_pieces(corpus, hedges)
    if voice is not None:
        pieces = {
            article: [piece for piece in found if piece.voice == voice]
            for article, found in pieces.items()
        }
    originals = find_originals(corpus)
    articles = corpus.articles.loc[~corpus.articles["headline_only"]].sort_values("article")
    units = []
    for values in articles.to_dict("records"):
        article = str(values["article"])
        for parts, found in _parts(pieces.get(article, []), split):
            row = values | parts
            unit = Unit(
                group=tuple(row[name] for name in by),
                article=article,
                original=originals[article],
                words=sum(piece.words for piece in found),
                sentences=len(found),
                hedge_ids=tuple(mark for piece in found for mark in piece.hedge_ids),
                sentence_ids=tuple(piece.sentence for piece in found if piece.hedge_ids),
            )
            if unit.words or unit.hedge_ids or not split:
                units.append(unit)
    return units


def _parts(
    pieces: Sequence[_Piece], split: Sequence[str]
) -> Iterator[tuple[dict[str, str], list[_Piece]]]:
    """Parts of an article with what tells them apart; the whole article where nothing is split."""
    found: dict[tuple[str, ...], list[_Piece]] = {} if split else {(): []}
    for piece in pieces:
        found.setdefault(tuple(getattr(piece, name) for name in split), []).append(piece)
    for key in sorted(found):
        yield dict(zip(split, key, strict=True)), found[key]


def find_originals(corpus: Corpus) -> dict[str, str]:
    """Map every article to the first one of its outlet, by id, that has the same words.

    Words are those of body and quotation in reading order, whatever their case, punctuation and
    spacing; a headline does not count, since copies often get a new one. An article without words
    repeats none, and one of unknown outlet neither: two of them need not share a publisher.
    """
    texts: dict[str, list[str]] = {}
    running = corpus.sentences[corpus.sentences["role"] != "headline"]
    ordered = running.sort_values("start")
    for article, text in zip(ordered["article"], ordered["text"], strict=True):
        texts.setdefault(article, []).extend(_WORDS.findall(fold(text)))
    first: dict[tuple[str, tuple[str, ...]], str] = {}
    originals = {}
    articles = corpus.articles.loc[~corpus.articles["headline_only"]].sort_values("article")
    for article, outlet in zip(articles["article"], articles["outlet"], strict=True):
        words = tuple(texts.get(article, ()))
        comparable = words and outlet != UNKNOWN
        originals[article] = first.setdefault((outlet, words), article) if comparable else article
    return originals


def merge_copies(units: Sequence[Unit]) -> list[Unit]:
    """Units that have words, all copies of a text put together as one.

    Their counts add up, so that the rate of the group is what it was.
    """
    copies: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.words:
            copies.setdefault(unit.original, []).append(unit)
    return [
        members[0]._replace(
            words=sum(unit.words for unit in members),
            sentences=sum(unit.sentences for unit in members),
            hedge_ids=tuple(mark for unit in members for mark in unit.hedge_ids),
            sentence_ids=tuple(mark for unit in members for mark in unit.sentence_ids),
        )
        for members in copies.values()
    ]


def copies_among(units: Sequence[Unit]) -> tuple[str, ...]:
    """Ids of the articles that repeat another one of these units."""
    articles = dict.fromkeys(unit.article for unit in units)
    original = {unit.article: unit.original for unit in units}
    seen: set[str] = set()
    copies = []
    for article in articles:
        if original[article] in seen:
            copies.append(article)
        seen.add(original[article])
    return tuple(copies)


def grouped(units: Sequence[Unit]) -> Iterator[tuple[tuple[Any, ...], list[Unit]]]:
    """Yield the groups in order, missing values last."""
    groups: dict[tuple[Any, ...], list[Unit]] = {}
    for unit in units:
        groups.setdefault(unit.group, []).append(unit)
    for group in sorted(groups, key=order_of):
        yield group, groups[group]


def order_of(group: Sequence[Any]) -> list[tuple[bool, str]]:
    """Key by which groups are sorted: by their values as text, missing ones last."""
    return [(value is None, str(value)) for value in group]


def _whole_pieces(corpus: Corpus, hedges: pd.DataFrame) -> dict[str, list[_Piece]]:
    """Sentences of each article in reading order, whatever their voice."""
    marks = _by_sentence(hedges, ["id"])
    found: dict[str, list[_Piece]] = {}
    for row in _reading_order(corpus, ["article", "sentence", "role", "words"]):
        article, sentence, role, words = row
        ids = tuple(mark for (mark,) in marks.get(sentence, ()))
        found.setdefault(article, []).append(_Piece(sentence, role, "", words, ids))
    return found


def _voiced_pieces(
    corpus: Corpus, hedges: pd.DataFrame, voices: pd.DataFrame
) -> dict[str, list[_Piece]]:
    """Parts of sentences in one voice each, by article and in reading order."""
    runs = VoicedWords(voices)
    marks = _by_sentence(hedges, ["id", "voice"])
    found: dict[str, list[_Piece]] = {}
    for row in _reading_order(corpus, ["article", "sentence", "role", "document", "start", "text"]):
        article, sentence, role, document, start, text = row
        words = runs.count(document, start, text)
        ids: dict[str, list[str]] = {}
        for mark, voice in marks.get(sentence, ()):
            ids.setdefault(voice, []).append(mark)
        found.setdefault(article, []).extend(
            _Piece(sentence, role, voice, words[voice], tuple(ids.get(voice, ())))
            for voice in VOICES
            if words[voice] or voice in ids
        )
    return found


class VoicedWords:
    """Counts the words of a sentence by voice, given the frame of `mark_voices`."""

    def __init__(self, voices: pd.DataFrame) -> None:
        self._runs: dict[str, list[tuple[int, int, str]]] = {}
        columns = (voices[name] for name in ("document", "start", "end", "voice"))
        for document, start, end, voice in sorted(zip(*columns, strict=True)):
            self._runs.setdefault(document, []).append((start, end, voice))

    def count(self, document: str, start: int, text: str) -> dict[str, int]:
        """Words of each voice; what lies outside all runs is own."""
        runs = self._runs.get(document, [])
        place = max(0, bisect_right(runs, (start, float("inf"), "")) - 1)
        spoken, cuts = list[str](), [0]
        while place < len(runs) and runs[place][0] < start + len(text):
            spoken.append(runs[place][2])
            cuts.append(min(max(runs[place][1] - start, 0), len(text)))
            place += 1
        # A word cut by the end of a run counts where it begins, so that the parts add up.
        before = [count_words(text[:cut]) for cut in (*cuts, len(text))]
        words = dict.fromkeys(VOICES, 0)
        for voice, (first, last) in zip((*spoken, VOICES[0]), pairwise(before), strict=True):
            words[voice] += last - first
        return words


def _reading_order(corpus: Corpus, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    yield from corpus.sentences.sort_values("start")[columns].itertuples(index=False, name=None)


def _by_sentence(hedges: pd.DataFrame, columns: list[str]) -> dict[str, list[tuple[str, ...]]]:
    """Some columns of the hedges of each sentence, in reading order."""
    marks: dict[str, list[tuple[str, ...]]] = {}
    ordered = hedges.sort_values(["start", "id"])
    for row in ordered[["sentence", *columns]].itertuples(index=False, name=None):
        marks.setdefault(row[0], []).append(row[1:])
    return marks
