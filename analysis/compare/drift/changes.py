"""Drift: what changed when a sentence travelled from one text to another.

What differs is said of words and of nothing else: a hedge that is gone, a number without its bound,
a source that is not named any more. Why it is gone no text tells.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from analysis.compare.drift.alignment import Alignment, align_sentences
from analysis.compare.drift.difference import Difference
from analysis.compare.drift.headlines import differences_from_all
from analysis.compare.drift.pairs import PAIRS, aligned_sentences
from analysis.compare.drift.sentence_marks import MarkedSentences
from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.text import Span

KINDS: Mapping[str, str] = {
    "attribution dropped": "who is said to have said it is gone",
    "attribution added": "somebody is said to have said it",
    "attribution weakened": "the source stands on a lower rung of the ladder",
    "attribution strengthened": "the source stands on a higher rung of the ladder",
    "denial changed": "one reports that somebody says it, the other that he denies it",
    "hedge dropped": "a hedge is gone",
    "hedge added": "a hedge has come in",
    "hedge changed": "another hedge of the same category",
    "booster dropped": "a booster is gone",
    "booster added": "a booster has come in",
    "booster changed": "another booster",
    "future dropped": "what is to come, or planned, in one text is told as present or past",
    "future added": "what is told as present or past in one text is to come, or planned",
    "quotation changed": "other words inside the quotation marks of the same speaker",
    "quotation unmarked": "words of a quotation stand without quotation marks, as the outlet's own",
    "quotation marked": "words of the outlet's own stand in quotation marks, as somebody's",
    "number changed": "another number in the same place",
    "number rounded": "the same number with fewer digits, or a vague word that holds it",
    "number made exact": "the same number with more digits, or in place of a vague word",
    "number dropped": "a number is gone, the words round it are there",
    "number added": "a number has come in among the same words",
    "bound dropped": "the same number without “more than”, “up to” …",
    "bound added": "the same number with “more than”, “up to” …",
    "bound changed": "an upper bound in place of a lower one, or the other way round",
    "label swapped": "another word for the same people, or another name for the same group",
    "clause cut": "a stretch of at least five words is gone",
    "clause added": "a stretch of at least five words has come in",
}
"""Kinds of differences, and what each one means; names say what happened to the words."""

DRIFT = {
    "id": "str", **PAIRS, "kind": "str", "before": "str", "after": "str",
    "document_from": "str", "start_from": "Int64", "end_from": "Int64",
    "document_to": "str", "start_to": "Int64", "end_to": "Int64",
}  # fmt: skip

COUNTS = {
    "event": "str", "outlet_from": "str", "outlet_to": "str", "directed": "bool", "kind": "str",
    "count": "int64", "ids": "object",
}  # fmt: skip


def compare_drift(
    corpus: Corpus,
    passages: pd.DataFrame,
    hedges: pd.DataFrame,
    boosters: pd.DataFrame,
    attributions: pd.DataFrame,
    quantities: pd.DataFrame,
) -> pd.DataFrame:
    """What differs between sentences that share words, and between headlines and their bodies.

    Parameters
    ----------
    corpus
        The corpus.
    passages
        The frame of `compare_reuse`.
    hedges, boosters, attributions, quantities
        The frames of `mark_hedges`, `mark_boosters`, `mark_attributions` and `mark_quantities`.

    Returns
    -------
    pandas.DataFrame
        One row a difference, by pair and place: id, the columns of `aligned_sentences`, kind (a key
        of `KINDS`), before and after (the words in the sentences "from" and "to"; empty where it
        has none), for both sides document, start, end (offsets into the document; missing where
        there are no words). Order, punctuation, spelling and function words make no difference.
        Between a headline and a body no clause is cut: headlines are short; and only what holds
        against all sentences of the body that are paired with the headline is a difference.
    """
    marks = MarkedSentences(corpus, hedges, boosters, attributions, quantities)
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    rows: list[tuple[Any, ...]] = []
    for pair, both, differences in _compared(aligned_sentences(corpus, passages), marks):
        one, two = both.own, both.other
        for kind, before, after in differences:
            rows.append(
                (
                    f"d{len(rows) + 1}", *pair.values(), kind,
                    _words(texts[one.document], before), _words(texts[two.document], after),
                    one.document, *(before or (None, None)), two.document, *(after or (None, None)),
                )
            )  # fmt: skip
    return frame(rows, DRIFT)


def _compared(
    pairs: pd.DataFrame, marks: MarkedSentences
) -> Iterator[tuple[dict[Any, Any], Alignment, Sequence[Difference]]]:
    """Pairs, their alignment and differences; those of one headline are compared together."""
    for headline, group in groupby(pairs.to_dict("records"), key=_headline):
        aligned = [
            (pair, align_sentences(marks.sentence(pair, "from"), marks.sentence(pair, "to")))
            for pair in group
        ]
        changed = [(pair, both) for pair, both in aligned if both.own.text != both.other.text]
        if headline:
            beside = [marks.beside(both) for _, both in changed]
            found = list(differences_from_all(beside))
        else:
            found = [marks.differences(both) for _, both in changed]
        yield from ((*each, own) for each, own in zip(changed, found, strict=True))


def _headline(pair: Mapping[Any, Any]) -> str:
    """The headline that a pair sets beside a sentence of its body; empty for other pairs."""
    return "" if pair["passage"] else str(pair["sentence_to"])


def _words(text: str, span: Span | None) -> str:
    return text[slice(*span)] if span else ""


def count_drift(drift: pd.DataFrame) -> pd.DataFrame:
    """Differences by outlets and kind.

    Returns
    -------
    pandas.DataFrame
        One row an event, ordered pair of outlets, direction known or not, and kind, sorted, kinds
        in the order of `KINDS`: event, outlet_from, outlet_to, directed, kind, count, ids.
    """
    keys = ["event", "outlet_from", "outlet_to", "directed", "kind"]
    rows = [(*key, len(group), tuple(group["id"])) for key, group in drift.groupby(keys)]
    order = {kind: place for place, kind in enumerate(KINDS)}
    rows.sort(key=lambda row: (*row[:4], order[str(row[4])]))
    return frame(rows, COUNTS)
