"""Passages: what is planted is found, what is not shared is not, and no text breaks the finder."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted_reuse import plant

from analysis.compare.reuse.passages import KINDS, NEAR, Passage, find_passages

LONG = (
    "The harbour board closed both gates on Monday because the old wall had moved by nine "
    "centimetres since the spring survey."
)
OTHER = (
    "Fishermen in the bay complain that nobody told their union about the closure until the "
    "boats came home late in the evening."
)
PIECES = [
    "the", "harbour", "wall", "moved", "Nine", "9,000", "ez-Zor", "said", "“closed”", "gates", ".",
    ",", "\n", "a", "of", "and", "it's", "’", "مرحبا", "İ", "\x00",
]  # fmt: skip
WORDS = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)


def between(found: list[Passage], a: str, b: str) -> list[Passage]:
    return [each for each in found if (each.article_a, each.article_b) == (a, b)]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def test_a_copied_sentence_is_found_whole() -> None:
    texts = {"a": f"{OTHER} {LONG}", "b": f"{LONG} It rained."}
    (passage,) = find_passages(texts)
    assert passage.kind == "verbatim"
    assert passage.similarity == 1
    assert texts["a"][passage.start_a : passage.end_a] + "." == LONG
    assert texts["b"][passage.start_b : passage.end_b] + "." == LONG


@pytest.mark.parametrize(
    "edited",
    [
        LONG.replace("both gates", "its two gates"),
        LONG.replace("old wall", "wall"),
        LONG.upper(),
        LONG.replace("harbour board", "harbour-board").replace("nine", "“nine”"),
        LONG.replace(" on Monday", ""),
    ],
)
def test_light_edits_do_not_break_a_passage(edited: str) -> None:
    (passage,) = find_passages({"a": LONG, "b": f"{OTHER}\n{edited}"})
    assert passage.similarity >= NEAR
    assert passage.end_a - passage.start_a > 0.9 * len(LONG) - 1


def test_sentences_in_another_order_are_passages_of_their_own() -> None:
    found = find_passages({"a": f"{LONG} {OTHER}", "b": f"{OTHER} {LONG}"})
    assert len(found) == 2


def test_a_stock_phrase_is_no_passage() -> None:
    office = "the International Committee of the Red Cross (ICRC)"
    texts = {
        "a": f"Blankets, water and two tents came late in the night from {office} on Monday.",
        "b": f"A white van of {office} stood empty at the gate and nobody knew why it was there.",
    }
    assert find_passages(texts) == []


def test_what_a_text_repeats_is_found_between_neighbours() -> None:
    found = find_passages({"a": f"{LONG} {OTHER} {LONG} It rained. {LONG}"})
    assert [(each.article_a, each.article_b) for each in found] == [("a", "a")] * 2
    assert all(each.end_a <= each.start_b for each in found)


def test_a_sidebar_between_two_texts_is_found_at_every_place() -> None:
    found = find_passages({"a": f"{LONG}\n{OTHER}\n{LONG}\nIt rained.\n{LONG}", "b": LONG})
    assert len({each.start_a for each in between(found, "a", "b")}) == 3


def test_a_headline_repeats_another_in_capitals() -> None:
    texts = {
        "a": "Board and union grant 40 fishing boats free passage from the old harbour",
        "b": "Board, Union To Grant 40 Fishing Boats\nFree Passage from the Old Harbour",
    }
    (passage,) = find_passages(texts)
    assert (passage.start_a, passage.end_a) == (0, len(texts["a"]))


def test_a_reworded_sentence_is_a_paraphrase() -> None:
    texts = {
        "a": "The crack is 42 metres long and runs through the northern abutment of the wall, the "
        "Valley Water Authority said in a statement.",
        "b": "In a statement the Valley Water Authority described a fracture of 42 metres that "
        "crosses the northern abutment of the wall.",
    }
    assert [each.kind for each in find_passages(texts)] == ["paraphrase"]


def test_planted_reuse_is_found_and_nothing_else() -> None:
    planted = plant(1)
    gold = {(each.article_a, each.article_b) for each in planted.passages}
    found = [each for each in find_passages(planted.texts) if each.article_a != each.article_b]
    strays = [each for each in found if (each.article_a, each.article_b) not in gold]
    assert all(each.end_a - each.start_a < 80 for each in strays)
    for kind in ("verbatim", "light-10", "wire"):
        wanted = [
            each
            for each in planted.passages
            if each.kind == kind and each.end_a - each.start_a > 60
        ]
        assert wanted
        missed = [each for each in wanted if not _is_found(each, found)]
        assert len(missed) <= len(wanted) / 50


def _is_found(gold: object, found: list[Passage]) -> bool:
    a, b, start, end = (
        getattr(gold, name) for name in ("article_a", "article_b", "start_a", "end_a")
    )
    inside = sum(
        max(0, min(end, each.end_a) - max(start, each.start_a)) for each in between(found, a, b)
    )
    return inside >= 0.9 * (end - start)


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"a": ""},
        {"a": "", "b": "dam"},
        {"a": "dam", "b": "dam"},
        {"a": "dam " * 5_000, "b": "dam " * 5_000},
        {"a": (LONG + "\n") * 200, "b": (LONG + "\n") * 200},
        {"a": "قال الوزير إن السد آمن", "b": "قال الوزير إن السد آمن"},
        {f"{n}": LONG for n in range(100)},
    ],
)
def test_odd_texts_are_no_trouble(texts: dict[str, str]) -> None:
    for each in find_passages(texts):
        assert each.kind in KINDS


def test_a_passage_in_very_many_texts_leads_from_each_to_the_next() -> None:
    found = find_passages({f"{n:03}": LONG for n in range(100)})
    assert {(each.article_a, each.article_b) for each in found} == {
        (f"{n:03}", f"{n + 1:03}") for n in range(99)
    }


@settings(max_examples=60)
@given(WORDS, WORDS)
def test_whatever_the_texts_the_offsets_hold(first: str, second: str) -> None:
    texts = {"a": first, "b": second}
    found = find_passages(texts)
    assert found == sorted(found)
    for each in found:
        side_a = words(texts[each.article_a][each.start_a : each.end_a])
        side_b = words(texts[each.article_b][each.start_b : each.end_b])
        assert side_a
        assert side_b
        assert 0 < each.similarity <= 1
        if each.kind == "verbatim":
            assert [word.replace("_", "") for word in side_a] == side_b


def test_an_unrelated_text_changes_nothing() -> None:
    planted = plant(2)
    before = find_passages(planted.texts)
    unrelated = "Quite another matter altogether: the price of onions rose again in the south."
    assert find_passages({**planted.texts, "zz-other": unrelated}) == before
