"""Hedge cues against cases a scholar can edit, and properties that hold for any text.

In tests/cases/hedges.csv ``expected`` holds ``text found/category`` joined by ``;``, in order of
appearance; ``headline`` is ``yes`` or empty; ``⏎`` in a text stands for a line break.
"""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.text import decode, fold
from analysis.lexicons import read_lexicon
from analysis.marks.contexts import COLUMNS, compile_contexts
from analysis.marks.hedges import CATEGORIES, find_hedges
from analysis.marks.quantities import Quantity, find_quantities

CASES = Path(__file__).parents[1] / "cases" / "hedges.csv"
with CASES.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
ENTRIES = [row["entry"] for row in read_lexicon("hedges")]
BOUNDS = [row["entry"] for row in read_lexicon("quantity_bounds")]

WORDS = [
    *ENTRIES,
    *BOUNDS,
    "thousands of",
    "12 boats",
    "he",
    "said",
    "that",
    "20",
    "May",
    "to",
    "the",
    "“close”",
    '"a b"',
    "‘x’",
    "«",
]
BLANKS = [" ", " ", " ", ". ", ", ", "\n", "\u00a0", "-", "—", "?", "\x02", "\x03", "İ"]
TEXTS = st.one_of(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BLANKS))).map(
        lambda pairs: "".join(word + blank for word, blank in pairs)
    ),
    st.text(),
)


@pytest.mark.parametrize("row", ROWS, ids=[f"line-{n}" for n in range(2, len(ROWS) + 2)])
def test_case(row: dict[str, str]) -> None:
    text = row["text"].replace("⏎", "\n")
    found = find_hedges(text, headline=row["headline"] == "yes")
    expected = [item.strip() for item in row["expected"].split(";") if item.strip()]
    assert [f"{hedge.text}/{hedge.category}" for hedge in found] == expected


def test_there_are_enough_cases_and_entries() -> None:
    assert len(ROWS) >= 340
    assert len(set(ENTRIES)) >= 500
    assert {item.rpartition("/")[2] for row in ROWS for item in row["expected"].split(" ; ")} == {
        *CATEGORIES,
        "",
    }


@given(TEXTS, st.booleans())
def test_hedges_are_raw_slices_in_order(text: str, headline: bool) -> None:
    position = 0
    for hedge in find_hedges(text, headline=headline):
        assert position <= hedge.start < hedge.end <= len(text)
        assert hedge.text == text[hedge.start : hedge.end]
        assert hedge.category in CATEGORIES
        assert hedge.cue in {*ENTRIES, "scare quotes", "?", fold(hedge.text)}
        position = hedge.end


def is_loose(quantity: Quantity) -> bool:
    """Whether a number is approximate or has one open end."""
    return quantity.approx or (quantity.low is None) != (quantity.high is None)


@pytest.mark.parametrize("row", ROWS, ids=[f"line-{n}" for n in range(2, len(ROWS) + 2)])
def test_a_number_is_hedged_where_it_is_read_as_loose(row: dict[str, str]) -> None:
    text = row["text"].replace("⏎", " ")
    cues = [hedge for hedge in find_hedges(text) if hedge.category == "approximator"]
    for quantity in find_quantities(text):
        inside = [cue for cue in cues if quantity.start <= cue.start < quantity.end]
        assert bool(inside) == is_loose(quantity), quantity.text


@given(TEXTS)
def test_sentences_are_independent(text: str) -> None:
    """A second copy on a line of its own has the same hedges: no context crosses a sentence."""
    shift = len(text) + 1
    alone = [tuple(hedge) for hedge in find_hedges(text)]
    moved = [(start + shift, end + shift, *rest) for start, end, *rest in alone]
    assert [tuple(hedge) for hedge in find_hedges(text + "\n" + text)] == alone + moved


@pytest.mark.parametrize(
    "unit", ["would ", "if he could ", "“a b” ", "about ", "about 3 ", "may", "?" * 9]
)
def test_work_grows_linearly(unit: str) -> None:
    """A long sentence of cues comes back at all; quadratic work would take minutes here."""
    find_hedges(unit * 20_000, headline=True)


def test_lexicon_rows_are_well_formed() -> None:
    rows = read_lexicon("hedges")
    assert {row["category"] for row in rows} == {*CATEGORIES, "none"}
    assert {row["form"] for row in rows} == {"", "noun", "verb"}
    for row in rows:
        assert row["origin"], row
        assert row["note"], row
        compile_contexts(row)
        for column in COLUMNS:
            assert all(part.strip() for part in row[column].split("|")) or not row[column], row
    keys = [tuple(row.values()) for row in rows]
    assert len(keys) == len(set(keys))


def test_hand_labels_are_raw_slices_of_the_first_corpus() -> None:
    root = Path(__file__).parents[2]
    with (root / "tests" / "gold" / "hedges.csv").open(encoding="utf-8", newline="") as labels:
        rows = list(csv.DictReader(labels))
    texts = {
        name: decode((root / "seeds" / f"{name}.txt").read_bytes()).text
        for name in {row["document"] for row in rows}
    }
    assert len(texts) == 5
    for row in rows:
        assert texts[row["document"]][int(row["start"]) : int(row["end"])] == row["text"]
        assert row["category"] in CATEGORIES
