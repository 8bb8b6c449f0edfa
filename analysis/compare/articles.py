"""Articles as units of inference: what is counted in each, and which of them repeat another.

Words of one article are not independent of one another, and neither are two copies of one text:
what is permuted or resampled is the article with all its copies.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.text import fold

_WORDS = re.compile(r"[^\W_]+")


class Unit(NamedTuple):
    """An article, or its part of one role, as a member of a group; or several copies of one text.

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


class _Sentence(NamedTuple):
    sentence: str
    words: int
    hedge_ids: Sequence[str]


def units_of(corpus: Corpus, hedges: pd.DataFrame, by: Sequence[str]) -> list[Unit]:
    """Units sorted by article, each with its values of the columns ``by`` as its group.

    "role" among them splits articles by headline, body and quotation; an article without words is
    a unit unless roles are split. Articles of which only the headline is known are none.
    """
    split = "role" in by
    sentences = _sentences(corpus, hedges, split)
    originals = find_originals(corpus)
    articles = corpus.articles.loc[~corpus.articles["headline_only"]].sort_values("article")
    units = []
    for values in articles.to_dict("records"):
        article = str(values["article"])
        for role, found in sorted(sentences.get(article, {"": []}).items()):
            row = values | {"role": role}
            unit = Unit(
                group=tuple(row[name] for name in by),
                article=article,
                original=originals[article],
                words=sum(sentence.words for sentence in found),
                sentences=len(found),
                hedge_ids=tuple(mark for sentence in found for mark in sentence.hedge_ids),
                sentence_ids=tuple(s.sentence for s in found if s.hedge_ids),
            )
            if unit.words or not split:
                units.append(unit)
    return units


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
    for group in sorted(groups, key=lambda group: [(value is None, str(value)) for value in group]):
        yield group, groups[group]


def _sentences(
    corpus: Corpus, hedges: pd.DataFrame, split: bool
) -> dict[str, dict[str, list[_Sentence]]]:
    """Sentences of each article, by role if roles are split, in reading order."""
    marks: dict[str, list[str]] = {}
    ordered = hedges.sort_values(["start", "id"])
    for sentence, mark in zip(ordered["sentence"], ordered["id"], strict=True):
        marks.setdefault(sentence, []).append(mark)
    columns = corpus.sentences.sort_values("start")[["article", "role", "sentence", "words"]]
    found: dict[str, dict[str, list[_Sentence]]] = {}
    for article, role, sentence, words in columns.itertuples(index=False, name=None):
        pieces = found.setdefault(article, {}).setdefault(role if split else "", [])
        pieces.append(_Sentence(sentence, words, marks.get(sentence, ())))
    return found
