"""How well what a finder found agrees with what a reader labelled.

Labels and marks are matched one to one, those that share most first (as CoNLL-2010 and PARC score
overlapping spans); precision and recall have percentile bootstrap intervals over articles, since
the errors within an article are alike.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.compare.uncertainty import bootstrap_interval
from analysis.corpus.text import name_key

Spans = Sequence[tuple[int, int]]

HALF = 0.5
"""Least intersection over union at which two contents count as the same."""


class Agreement(NamedTuple):
    """The outcome of a comparison of labels with marks.

    ``pairs`` has one row a match: label, mark (index values of the two frames), overlap. ``missed``
    and ``extra`` are the rows of either frame without a match. The two intervals are the 95 %
    bootstrap intervals over articles; with one article they are (nan, nan).
    """

    pairs: pd.DataFrame
    missed: pd.DataFrame
    extra: pd.DataFrame
    precision: float
    recall: float
    precision_interval: tuple[float, float]
    recall_interval: tuple[float, float]

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def compare_labels(labels: pd.DataFrame, marks: pd.DataFrame, *, least: float = 0.0) -> Agreement:
    """Match labels with marks and score the marks.

    Parameters
    ----------
    labels, marks
        Frames with the columns article, document and parts (a sequence of spans).
    least
        Least intersection over union of characters; 0 means that one shared character is enough.

    Returns
    -------
    Agreement
    """
    pairs = _match(labels, marks, least)
    right_marks = marks.index.isin(pairs["mark"])
    right_labels = labels.index.isin(pairs["label"])
    return Agreement(
        pairs=pairs,
        missed=labels[~right_labels],
        extra=marks[~right_marks],
        precision=float(np.mean(right_marks)) if len(marks) else 0.0,
        recall=float(np.mean(right_labels)) if len(labels) else 0.0,
        precision_interval=_interval(marks["article"], right_marks),
        recall_interval=_interval(labels["article"], right_labels),
    )


def same_speaker(one: object, other: object) -> bool:
    """Whether two names are of one speaker, as far as names tell.

    They are if they are equal but for capitals and the article, if one holds all words of the other
    in a row, or if their last words are the same; also if both are missing.
    """
    first, second = (name_key(name) if isinstance(name, str) else "" for name in (one, other))
    if not first or not second:
        return first == second
    if first.split()[-1] == second.split()[-1]:
        return True
    return f" {first} " in f" {second} " or f" {second} " in f" {first} "


def shared_of_union(first: Spans, second: Spans) -> float:
    """Characters that two sets of spans share, as a share of those in either (Jaccard)."""
    one, other = _positions(first), _positions(second)
    return len(one & other) / len(one | other) if one or other else 0.0


def _positions(spans: Spans) -> set[int]:
    return {position for start, end in spans for position in range(start, end)}


def _match(labels: pd.DataFrame, marks: pd.DataFrame, least: float) -> pd.DataFrame:
    """One-to-one pairs, the largest overlap first."""
    candidates = []
    by_document = {str(name): group for name, group in marks.groupby("document", sort=False)}
    for label, document, parts in zip(
        labels.index, labels["document"], labels["parts"], strict=True
    ):
        group = by_document.get(document)
        if group is None:
            continue
        for mark, other in zip(group.index, group["parts"], strict=True):
            if parts[0][0] < other[-1][1] and other[0][0] < parts[-1][1]:
                overlap = shared_of_union(parts, other)
                if overlap > 0 and overlap >= least:
                    candidates.append((overlap, label, mark))
    candidates.sort(key=lambda each: (-each[0], each[1], each[2]))
    used_labels: set[object] = set()
    used_marks: set[object] = set()
    rows = []
    for overlap, label, mark in candidates:
        if label not in used_labels and mark not in used_marks:
            used_labels.add(label)
            used_marks.add(mark)
            rows.append((label, mark, overlap))
    return pd.DataFrame(rows, columns=["label", "mark", "overlap"])


def _interval(articles: pd.Series, right: np.ndarray) -> tuple[float, float]:
    counts = pd.DataFrame({"article": articles.to_numpy(), "right": right}).groupby("article")
    table = counts["right"].agg(["sum", "size"])
    if len(table) < 2:
        return float("nan"), float("nan")
    return bootstrap_interval(table["sum"], table["size"])
