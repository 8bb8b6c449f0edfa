"""Sentences behind a cosine: those of two articles that hold the terms they share."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.text import Span, fold
from analysis.report.article_names import article_in_label
from analysis.report.evidence import Linked, Quote

TERMS_QUOTED = 3
"""Shared terms of a pair, the heaviest ones, of which the sentences are quoted."""


class SharedTerms:
    """Sentences that hold the heaviest shared terms of a pair, with these terms marked.

    The same sentence has other marks in another pair, so each pair has quotes of its own;
    ``quotes`` holds all that were asked for.
    """

    def __init__(self, corpus: Corpus, quotes: Mapping[str, Quote]) -> None:
        self.quotes = dict(quotes)
        self._corpus = corpus
        self._texts: dict[str, list[tuple[str, str]]] = {}
        columns = (corpus.sentences[name] for name in ("article", "sentence", "text"))
        for article, sentence, text in zip(*columns, strict=True):
            self._texts.setdefault(article, []).append((sentence, fold(text)))

    def sentences(self, pair: "pd.Series[Any]") -> Linked:
        """Return the sentences of both articles that hold one of their heaviest shared terms."""
        terms = [term for term, _ in pair["terms"][:TERMS_QUOTED]]
        both = pair["article_a"], pair["article_b"]
        found = []
        for article in both if terms else ():
            for sentence, text in self._texts[article]:
                if marks := _places(terms, text):
                    identity = f"{sentence} {' '.join(both)}"
                    self.quotes[identity] = self.quotes[sentence]._replace(marks=marks)
                    found.append(identity)
        names = " and ".join(article_in_label(self._corpus, article) for article in both)
        return Linked(tuple(found), f"{names}: sentences with their heaviest shared terms")


def _places(terms: Sequence[str], text: str) -> tuple[Span, ...]:
    """Where terms stand in a folded text; not where they are a part of a hyphenated word."""
    either = "|".join(map(re.escape, terms))
    found = re.finditer(rf"(?<!\w)(?<!\w-)(?:{either})(?!\w)(?!-\w)", text)
    return tuple(match.span() for match in found)
