"""Boosters against cases a scholar can edit, and properties that hold for any text.

In tests/cases/boosters.csv ``expected`` holds the texts found joined by ``;``, in order.
"""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.corpus import load_corpus
from analysis.lexicons import read_lexicon
from analysis.marks.boosters import find_boosters
from analysis.marks.contexts import COLUMNS, compile_contexts
from analysis.marks.spine import mark_boosters, mark_hedges

CASES = Path(__file__).parents[1] / "cases" / "boosters.csv"
with CASES.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
ENTRIES = [row["entry"] for row in read_lexicon("boosters")]

WORDS = [*ENTRIES, "not", "n't", "it is", "that", "if", "a", "he"]
BLANKS = [" ", " ", " ", ". ", ", ", "\n", "-", "?", "\x02", "İ"]
TEXTS = st.one_of(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BLANKS))).map(
        lambda pairs: "".join(word + blank for word, blank in pairs)
    ),
    st.text(),
)


@pytest.mark.parametrize("row", ROWS, ids=[f"line-{n}" for n in range(2, len(ROWS) + 2)])
def test_case(row: dict[str, str]) -> None:
    expected = [item.strip() for item in row["expected"].split(";") if item.strip()]
    assert [booster.text for booster in find_boosters(row["text"])] == expected


@given(TEXTS)
def test_boosters_are_raw_slices_in_order(text: str) -> None:
    position = 0
    for booster in find_boosters(text):
        assert position <= booster.start < booster.end <= len(text)
        assert booster.text == text[booster.start : booster.end]
        assert booster.category == "booster"
        assert booster.cue in ENTRIES
        position = booster.end


@given(TEXTS)
def test_sentences_are_independent(text: str) -> None:
    shift = len(text) + 1
    alone = [tuple(booster) for booster in find_boosters(text)]
    moved = [(start + shift, end + shift, *rest) for start, end, *rest in alone]
    assert [tuple(booster) for booster in find_boosters(text + "\n" + text)] == alone + moved


@pytest.mark.parametrize("unit", ["clearly ", "not really ", "it is certain ", "of course, "])
def test_work_grows_linearly(unit: str) -> None:
    """A long sentence of cues comes back at all; quadratic work would take minutes here."""
    find_boosters(unit * 20_000)


def test_lexicon_rows_are_well_formed() -> None:
    rows = read_lexicon("boosters")
    assert {row["category"] for row in rows} == {"booster", "none"}
    assert len({row["entry"] for row in rows if row["category"] == "booster"}) >= 60
    for row in rows:
        assert row["origin"], row
        assert row["note"], row
        compile_contexts(row, "boosters")
        for column in COLUMNS:
            assert all(part.strip() for part in row[column].split("|")) or not row[column], row
    keys = [tuple(row.values()) for row in rows]
    assert len(keys) == len(set(keys))


def test_boosters_of_a_corpus_have_the_columns_of_hedges(tmp_path: Path) -> None:
    text = (
        "---\noutlet: The Ledger\n---\nThe dam clearly held.\n\n“Of course so,” Ana Lopes said.\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    corpus = load_corpus(tmp_path)
    boosters = mark_boosters(corpus)
    assert list(boosters.columns) == list(mark_hedges(corpus).columns)
    assert boosters["text"].tolist() == ["clearly", "Of course"]
    assert boosters["voice"].tolist() == ["own", "direct"]
    starts = zip(boosters["start"], boosters["end"], strict=True)
    assert [text[start:end] for start, end in starts] == ["clearly", "Of course"]
    assert boosters["attribution"].notna().tolist() == [False, True]
