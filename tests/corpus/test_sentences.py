"""Sentence spans against cases a scholar can edit, and properties that hold for any text.

In tests/cases/sentences.csv the expected sentences are joined by ``¦``; ``⏎`` stands for a line
break; ``lines`` is ``break`` (a line break ends a sentence) or ``keep`` (a headline).
"""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.sentences import find_sentences
from analysis.lexicons import read_lexicon

CASES = Path(__file__).parents[1] / "cases" / "sentences.csv"
with CASES.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))

# Pieces that meet in real pages; joined at random they reach the rules that plain noise misses.
MARKS = [*".…!?。“\"'()-—¿", "?”", "” ", "« ", " »", "...", "[1]"]
BLANKS = [" ", "\u00a0", "\n", "\r\n", "\r", "\x0c", "\u2028", "\x1c"]
WORDS = ["Mr.", "U.S.", "J.", "The", "he", "5", "p.m.", "No.", "a.b@c.org", "www.x.org", "Acme"]
MORE_WORDS = ["al-Hashimi", "1.", "Inc.", "😀", "said"]
PIECES = st.lists(st.sampled_from([*MARKS, *BLANKS, *WORDS, *MORE_WORDS])).map("".join)
TEXTS = st.one_of(PIECES, st.text())


@pytest.mark.parametrize("row", ROWS, ids=[f"line-{n}" for n in range(2, len(ROWS) + 2)])
def test_case(row: dict[str, str]) -> None:
    text = row["text"].replace("⏎", "\n")
    expected = [s.strip(" ") for s in row["expected"].replace("⏎", "\n").split("¦")]
    spans = find_sentences(text, break_at_lines=row["lines"] == "break")
    assert [text[start:end] for start, end in spans] == [s for s in expected if s]


def test_there_are_enough_cases() -> None:
    assert len(ROWS) >= 80
    assert len({(row["text"], row["lines"]) for row in ROWS}) == len(ROWS)


@given(TEXTS, st.booleans())
def test_spans_cover_every_non_blank_character_in_order(text: str, break_at_lines: bool) -> None:
    position = 0
    for start, end in find_sentences(text, break_at_lines=break_at_lines):
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        position = end
    assert not text[position:].strip()


@given(TEXTS)
def test_a_line_break_ends_a_sentence(text: str) -> None:
    for start, end in find_sentences(text):
        assert not set("\r\n") & set(text[start:end])


@given(TEXTS)
def test_lines_are_independent(text: str) -> None:
    """The sentences of two lines are those of each line on its own: no state leaks."""
    shift = len(text) + 1
    alone = find_sentences(text)
    moved = [(start + shift, end + shift) for start, end in alone]
    assert find_sentences(text + "\n" + text) == alone + moved


@pytest.mark.parametrize("unit", [". ", "... ", "“", ".”", "a.", "— ", "? (", "No. ", " \n.", "!A"])
def test_work_grows_linearly(unit: str) -> None:
    """A long run of one unit comes back at all; quadratic work would take minutes here."""
    assert find_sentences(unit * 50_000)


def test_abbreviations_are_known_categories() -> None:
    categories = {row["category"] for row in read_lexicon("abbreviations")}
    assert categories == {
        *("title", "number", "calendar", "calendar_name"),
        *("time", "general", "starter", "speech"),
    }
