"""The phrase matcher equals a plain reference implementation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.text import fold
from analysis.marks.matcher import Match, PhraseMatcher

LETTERS = st.text(alphabet="ab_ -'’É1", max_size=40)
PHRASES = st.lists(LETTERS.filter(lambda phrase: bool(fold(phrase).strip())), max_size=8)


def find_plainly(phrases: list[str], text: str) -> list[Match]:
    """Every phrase at every position, one character after another."""
    view = fold(text)
    folded = [fold(phrase) for phrase in phrases]
    found = []
    for start in range(len(view)):
        for index, phrase in enumerate(folded):
            end = start + len(phrase)
            if view[start:end] != phrase or phrase in folded[:index]:
                continue
            if start and is_word(view[start - 1]) and is_word(view[start]):
                continue
            if end < len(view) and is_word(view[end]) and is_word(view[end - 1]):
                continue
            found.append(Match(start, end, index))
    return sorted(found, key=lambda match: (match.start, -match.end))


def is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


@given(PHRASES, LETTERS)
def test_all_matches_equal_the_plain_ones(phrases: list[str], text: str) -> None:
    assert PhraseMatcher(phrases).find_all(text) == find_plainly(phrases, text)


def test_a_phrase_inside_a_longer_one_that_fails_the_edge_check_is_kept() -> None:
    assert PhraseMatcher(["up to", "up to a"]).find_all("up to all") == [Match(0, 5, 0)]


def test_kinds_of_quotes_dashes_blanks_and_case_make_no_difference() -> None:
    found = PhraseMatcher(["don't know", "so-called"]).find_all("DON’T\u00a0KNOW the so–called")
    assert [(match.start, match.end) for match in found] == [(0, 10), (15, 24)]


def test_offsets_hold_beyond_the_basic_plane() -> None:
    assert PhraseMatcher(["may"]).find_all("😀 é may") == [Match(4, 7, 0)]


@pytest.mark.parametrize("phrase", ["", " ", "\u00a0"])
def test_a_blank_phrase_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="blank"):
        PhraseMatcher(["may", phrase])


def test_no_phrases_find_nothing() -> None:
    assert PhraseMatcher([]).find_all("may") == []
