"""What numbers count, against cases a scholar can edit, and properties of any text.

In tests/cases/measurands.csv each row is a sentence (``text``) with one number in question
(``number``: its words, or some of them). ``before`` holds the sentences before, joined by `` | ``;
``¶`` before a sentence opens a paragraph, ``#`` makes it a headline. The other columns are fields
of `Card`: ``part``, ``change`` and ``apart`` are ``yes`` or empty, ``places`` and ``spots`` are
joined by ``; ``. All texts are of 14 May 2031. A part is a part of the same outcome: in "17 were
injured, four seriously" the four are all who are critically injured.

A note that begins with ``wrong:`` names an open fault: the row says what is right, the program
gives something else, and the test fails as soon as it no longer does. The cases are invented.
"""

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.text import decode
from analysis.lexicons import read_lexicon
from analysis.marks.counted.cards import read_cards
from analysis.marks.counted.context import BEFORE, Card, Sentence
from analysis.marks.counted.outcomes import ADJOINING, NOUN, OBJECT, STATE, SUBJECT, TOTAL
from analysis.marks.counted.status import STATUSES
from analysis.marks.quantities import find_quantities

TESTS = Path(__file__).parents[1]
SEEDS = TESTS.parent / "seeds"
PUBLISHED = "2031-05-14"
with (TESTS / "cases" / "measurands.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
FIELDS = list(ROWS[0])[3:-1]
FORMS = {OBJECT, SUBJECT, NOUN, STATE, TOTAL, ADJOINING}


def marked(rows: list[dict[str, str]]) -> list[Any]:
    """Parameters of the cases; open faults are expected to fail."""
    return [
        pytest.param(
            row,
            id=f"line-{line}",
            marks=[pytest.mark.xfail(reason=row["note"], strict=True)]
            if row["note"].startswith("wrong:")
            else [],
        )
        for line, row in enumerate(rows, start=2)
    ]


def sentence_of(words: str, *, first: bool = False) -> Sentence:
    text = words.lstrip("¶#")
    paragraph, headline = words.startswith("¶"), words.startswith("#")
    return Sentence(text, find_quantities(text), headline, paragraph or first)


def sentences_of(row: dict[str, str]) -> list[Sentence]:
    texts = [*filter(None, row["before"].split(" | ")), row["text"]]
    return [sentence_of(text, first=not at) for at, text in enumerate(texts)]


def card_of(row: dict[str, str]) -> Card:
    """Card of the number in question; there is exactly one such number."""
    sentences = sentences_of(row)
    cards = read_cards(sentences, PUBLISHED)
    (card,) = [
        card
        for quantity, card in zip(sentences[-1].numbers, cards[-1], strict=True)
        if row["number"] in quantity.text
    ]
    return card


def written(card: Card) -> dict[str, str]:
    """Fields of a card as the cases have them."""
    found = card._asdict()
    flags = {name: "yes" if found[name] else "" for name in ("part", "change", "apart")}
    names = {name: "; ".join(found[name]) for name in ("places", "spots")}
    return {name: (found | flags | names)[name] for name in FIELDS}


@pytest.mark.parametrize("row", marked(ROWS))
def test_case(row: dict[str, str]) -> None:
    assert written(card_of(row)) == {name: row[name] for name in FIELDS}


def test_there_are_enough_cases_and_none_stands_in_the_seeds() -> None:
    seeds = [decode(path.read_bytes()).text for path in sorted(SEEDS.glob("*.txt"))]
    keys = {(row["before"], row["text"], row["number"]) for row in ROWS}
    assert len(ROWS) == len(keys) >= 120
    assert not [row["text"] for row in ROWS if any(row["text"].strip("#¶") in s for s in seeds)]


def test_every_form_of_cue_is_in_the_lexicon() -> None:
    assert {row["form"] for row in read_lexicon("outcomes")} == FORMS


@pytest.mark.parametrize(
    ("before", "text", "day", "teller"),
    [
        ("Thirty-four people died.", "The ministry's is 52.", "", "The ministry's"),
        ("Thirty-four people died.", "The ministry's figure on Monday was 52.", "2031-05-12", None),
        ("Thirty-four people died.", "The toll is up from yesterday's 29.", "2031-05-13", None),
        ("Thirty-four people died.", "The toll rose to 47 from 29.", BEFORE, ""),
        ("Thirty-four people died.", "The ministry counted 12 boats.", "", ""),
    ],
)
def test_day_and_teller(before: str, text: str, day: str, teller: str | None) -> None:
    sentences = [sentence_of(before, first=True), sentence_of(text)]
    card = read_cards(sentences, PUBLISHED)[-1][-1]
    assert card.day == day
    assert teller is None or card.teller == teller


LISTS = ("outcomes", "counted_nouns", "measurand_words", "number_words")
WORDS = sorted({row["entry"] for name in LISTS for row in read_lexicon(name)})
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        ["12", "34", "2,000", "2011", "$4", "60%", "9 km", "at least 58", "dozens", "Korvay", "In",
         "of them", "last year", "in March", "Monday", "yesterday's", "0 years ago", "the", "more",
         "99999 years ago", "in 1800", "three centuries earlier"]
    ),
)  # fmt: skip
BLANKS = st.sampled_from([" ", " ", " ", ", ", "; ", ": ", "’s ", "-", "\n", "\x00", "İ", "\ud800"])
TEXTS = st.one_of(
    st.lists(st.tuples(PIECES, BLANKS), max_size=14).map(
        lambda pairs: "".join(piece + blank for piece, blank in pairs)
    ),
    st.text(st.characters(exclude_categories=[]), max_size=40),
)
ARTICLES = st.lists(st.tuples(TEXTS, st.booleans(), st.booleans()), max_size=5)
DATES = st.one_of(st.sampled_from([None, PUBLISHED, "", "2031", "0900-01-01"]), st.text(max_size=5))


@given(ARTICLES, DATES)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_sound_card_a_number(
    article: list[tuple[str, bool, bool]], published: str | None
) -> None:
    sentences = [
        Sentence(text, find_quantities(text), headline, opens) for text, headline, opens in article
    ]
    cards = read_cards(sentences, published)
    assert [len(own) for own in cards] == [len(each.numbers) for each in sentences]
    assert cards == read_cards(sentences, published)
    outcomes = {row["category"] for row in read_lexicon("outcomes")} | {""}
    for sentence, own in zip(sentences, cards, strict=True):
        for card in own:
            assert card.outcome in outcomes
            assert card.status in STATUSES
            assert card.teller in sentence.text
            assert not card.inherited or card.outcome


@pytest.mark.parametrize("text", ["Yesterday’s 12 died.", "15 decades ago 12 people died."])
def test_no_date_is_too_early(text: str) -> None:
    assert read_cards([sentence_of(text, first=True)], "0001-01-01")


@given(ARTICLES)
@settings(max_examples=100, deadline=None)
def test_what_comes_later_changes_no_card(article: list[tuple[str, bool, bool]]) -> None:
    sentences = [
        Sentence(text, find_quantities(text), headline, opens) for text, headline, opens in article
    ]
    whole = read_cards(sentences, PUBLISHED)
    for count in range(len(sentences)):
        assert read_cards(sentences[:count], PUBLISHED) == whole[:count]
