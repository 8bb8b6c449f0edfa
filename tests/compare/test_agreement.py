"""Matching what was found with what was labelled."""

import math

import pandas as pd
import pytest

from analysis.compare.agreement import HALF, compare_labels, shared_of_union
from analysis.corpus.corpus import load_corpus
from analysis.corpus.labels import LABELLED_CORPUS, read_labels


def marks(*rows: tuple[str, tuple[int, int]], name: str = "m") -> pd.DataFrame:
    """Marks in articles, each with one span; the article is the document."""
    table = pd.DataFrame(
        [(article, article, (span,)) for article, span in rows],
        columns=["article", "document", "parts"],
    )
    table.index = [f"{name}{i}" for i in range(len(rows))]
    return table


def test_one_character_is_enough_unless_more_is_asked_for() -> None:
    labels, found = marks(("a", (0, 10))), marks(("a", (9, 20)))
    assert compare_labels(labels, found).f1 == 1
    assert compare_labels(labels, found, least=HALF).f1 == 0


def test_marks_of_another_document_never_match() -> None:
    agreement = compare_labels(marks(("a", (0, 10))), marks(("b", (0, 10))))
    assert (len(agreement.missed), len(agreement.extra)) == (1, 1)


def test_matching_is_one_to_one_and_takes_the_best_first() -> None:
    labels = marks(("a", (0, 10)), ("a", (10, 20)), name="l")
    found = marks(("a", (0, 20)), ("a", (11, 20)))
    pairs = compare_labels(labels, found).pairs
    assert dict(zip(pairs["label"], pairs["mark"], strict=True)) == {"l1": "m1", "l0": "m0"}


def test_parts_count_without_what_interrupts_them() -> None:
    assert shared_of_union([(0, 5), (10, 15)], [(0, 5), (10, 15)]) == 1
    assert shared_of_union([(0, 5), (10, 15)], [(0, 15)]) == pytest.approx(10 / 15)


def test_nothing_found_and_nothing_wanted() -> None:
    agreement = compare_labels(marks(), marks())
    assert (agreement.precision, agreement.recall, agreement.f1) == (0, 0, 0)


def test_intervals_need_more_than_one_article_and_hold_the_value() -> None:
    one = compare_labels(marks(("a", (0, 1))), marks(("a", (0, 1))))
    assert all(map(math.isnan, one.precision_interval))
    labels = marks(*((name, (0, 1)) for name in "abcdefgh"), name="l")
    found = marks(*((name, (0, 1)) for name in "abcdxyzw"))
    low, high = compare_labels(labels, found).recall_interval
    assert low <= 0.5 <= high
    assert low < high


@pytest.mark.parametrize("name", ["hedges", "attributions"])
def test_hand_labels_lie_in_articles_and_come_from_two_readers(name: str) -> None:
    corpus = load_corpus(LABELLED_CORPUS)
    labels = read_labels(name, corpus)
    assert labels is not None
    assert set(labels["reader"]) == {"a", "b"}
    assert labels["article"].isin(corpus.articles["article"]).all()
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    word = "content" if name == "attributions" else "text"
    for row in labels.to_dict("records"):
        slices = [texts[row["document"]][start:end] for start, end in row["parts"]]
        assert "".join("".join(slices).split()) == "".join(row[word].replace(" … ", "").split())


def test_missing_labels_are_none(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr("analysis.corpus.labels.LABELS", tmp_path)
    assert read_labels("hedges", load_corpus(LABELLED_CORPUS)) is None
