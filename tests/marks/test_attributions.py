"""Attributions against cases a scholar can edit, hand labels, and properties of any text.

In tests/cases/attributions.csv one row is one attribution; the rows of a text share its ``case``,
and ``text`` stands in the first of them. A text in which nothing is attributed has one row without
``content``. Parts of a content are joined by `` … ``; ``⏎`` stands for a line break; ``headline``
is ``yes`` or empty. ``missed`` is ``yes`` where the finder is known to fail: such a row must go on
failing, so that whoever mends it has to say so here.

The texts are invented; their labels were written by somebody who had not seen the finder, except
those whose ``case`` begins with ``rule-``: they were written with a rule of the finder.
"""

import csv
import re
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.compare.agreement import HALF, shared_of_union
from analysis.lexicons import read_lexicon
from analysis.marks.attributions import KINDS, SOURCE_TYPES, find_attributions

CASES = Path(__file__).parents[1] / "cases" / "attributions.csv"
with CASES.open(encoding="utf-8", newline="") as file:
    GROUPS = [list(rows) for _, rows in groupby(csv.DictReader(file), lambda row: row["case"])]

PIECES = [
    "“", "”", '"', "'", "‘", "’", "«", "»", ",", ".", "?", ":", " – ", "\n", "(", ")", "said",
    "Ann Lee", "he", "that", "the mayor", "according to", "is believed to", "to go", "claims",
    "told", "and", "who", "U.S.", "says it is over", "İ", "\u200f", "مرحبا", "\x00",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join), st.text())


def place(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a text, as words of their own if they do so anywhere."""
    whole = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    start = whole.start() if whole else text.index(words)
    return start, start + len(words)


def same(first: tuple[int, int] | None, second: tuple[int, int] | None) -> bool:
    """Whether two sources share a character, or both are missing."""
    if first is None or second is None:
        return first is second
    return first[0] < second[1] and second[0] < first[1]


@pytest.mark.parametrize("rows", GROUPS, ids=[rows[0]["case"] for rows in GROUPS])
def test_case(rows: list[dict[str, str]]) -> None:
    text, headline = rows[0]["text"].replace("⏎", "\n"), rows[0]["headline"] == "yes"
    found = find_attributions(text, headline=headline)
    if not rows[0]["content"]:
        assert bool(found) == (rows[0]["missed"] == "yes"), found
        return
    for row in rows:
        parts = [place(text, part.replace("⏎", "\n")) for part in row["content"].split(" … ")]
        source = place(text, row["source"]) if row["source"] else None
        hit = any(
            shared_of_union(each.content_parts, parts) >= HALF and same(each.source, source)
            for each in found
        )
        assert hit == (row["missed"] != "yes"), row


def test_most_cases_are_found() -> None:
    rows = [row for rows in GROUPS for row in rows]
    assert len(rows) >= 150
    assert sum(row["missed"] == "yes" for row in rows) <= len(rows) / 10


@given(TEXTS, st.booleans())
def test_whatever_the_text_the_offsets_hold(text: str, headline: bool) -> None:
    for each in find_attributions(text, headline=headline):
        assert each.text == text[each.start : each.end]
        assert each.content == (each.content_parts[0][0], max(end for _, end in each.content_parts))
        for span in (*each.content_parts, each.cue, each.source):
            assert span is None or each.start <= span[0] < span[1] <= each.end
        assert each.kind in KINDS
        assert each.source_type in SOURCE_TYPES
        assert each.relation in ("positive", "negative")


@pytest.mark.parametrize(
    "unit", ["said ", "“", '"', "“a” ", "he said that ", "according to ", "a, ", "'", "that that "]
)
def test_work_grows_linearly(unit: str) -> None:
    """A very long paragraph comes back at all; quadratic work would take minutes here."""
    find_attributions(unit * 20_000)


def test_pronouns_and_short_forms_are_linked_to_the_name() -> None:
    text = (
        "Mayor Ines Calder said the bridge was safe. “It will hold,” she added. "
        "Calder insisted that nobody had been hurt."
    )
    assert [each.speaker for each in find_attributions(text)] == ["Ines Calder"] * 3


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Both Alder and Birk regard it as safe.", "Alder and Birk"),
        ("Gen Bo Lindt – heading Operation Deep Water – said it held.", "Bo Lindt"),
        ("Lieutenant-General Bo Lindt said it held.", "Bo Lindt"),
        ("The Harbour Council on Floods said it held.", "The Harbour Council"),
    ],
)
def test_a_speaker_is_a_name_without_what_is_said_about_it(text: str, speaker: str) -> None:
    assert [each.speaker for each in find_attributions(text)] == [speaker]


def test_a_pronoun_is_the_known_person_with_whom_a_sentence_began_last() -> None:
    text = (
        "Mayor Ines Calder said the bridge was safe. Minister Bo Lindt was there. Lindt "
        "himself was late. He suggested that the river would rise. He added that it was cold."
    )
    speakers = [each.speaker for each in find_attributions(text)]
    assert speakers[0] == "Ines Calder"
    assert speakers[-2:] == ["Bo Lindt", "Bo Lindt"]


def test_two_people_with_one_surname_keep_their_names() -> None:
    text = "Ada Quill said it held. Boris Quill said it leaked. Quill added that it was old."
    assert [each.speaker for each in find_attributions(text)] == [
        "Ada Quill",
        "Boris Quill",
        "Boris Quill",
    ]


def test_a_pronoun_after_an_unnamed_source_stays_unresolved() -> None:
    text = (
        "Mayor Ines Calder opened the bridge. A source said it was unsafe. He said it would fall."
    )
    assert [(each.source_type, each.speaker) for each in find_attributions(text)] == [
        ("unnamed", None),
        ("unnamed", None),
    ]


def test_what_one_source_says_of_another_is_relayed() -> None:
    text = "The Harbour Post reported that the minister had said the talks were over."
    inner = [each for each in find_attributions(text) if each.source_type != "outlet"]
    assert [each.via for each in inner] == ["The Harbour Post"]


def test_reports_inside_a_quotation_are_nested() -> None:
    text = "“I think the dam will hold,” said Ines Calder."
    outer, inner = find_attributions(text)
    assert (outer.nested, inner.nested) == (False, True)
    assert text[slice(*inner.content)] == "the dam will hold"


@pytest.mark.parametrize("name", ["reporting_cues", "source_words", "function_words"])
def test_word_lists_are_well_formed(name: str) -> None:
    rows = read_lexicon(name)
    assert all(row["origin"] for row in rows)
    keys = [(row["entry"], row["category"], row.get("part")) for row in rows]
    assert len(keys) == len(set(keys))


SAME_CATEGORY = [
    ("accuse", "accusation"), ("acknowledge", "acknowledgement"), ("admit", "admission"),
    ("advise", "advice"), ("allege", "allegation"), ("announce", "announcement"),
    ("argue", "argument"), ("assert", "assertion"), ("assume", "assumption"),
    ("believe", "belief"), ("charge", "charge"), ("claim", "claim"), ("complain", "complaint"),
    ("conclude", "conclusion"), ("criticize", "criticism"), ("demand", "demand"),
    ("deny", "denial"), ("disclose", "disclosure"), ("discover", "discovery"),
    ("doubt", "doubt"), ("doubtful", "doubt"), ("estimate", "estimate"),
    ("expect", "expectation"), ("fear", "fear"), ("find", "finding"), ("forecast", "forecast"),
    ("hint", "hint"), ("hope", "hope"), ("insinuate", "insinuation"), ("pledge", "pledge"),
    ("predict", "prediction"), ("promise", "promise"), ("propose", "proposal"),
    ("regret", "regret"), ("reply", "reply"), ("report", "report"), ("reveal", "revelation"),
    ("sceptical", "scepticism"), ("speculate", "speculation"), ("state", "statement"),
    ("suggest", "suggestion"), ("suspect", "suspicion"), ("threaten", "threat"),
    ("vow", "vow"), ("warn", "warning"), ("warn of", "warning"), ("worry", "worry"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "noun"), SAME_CATEGORY)
def test_a_reporting_word_and_its_noun_are_of_one_category(word: str, noun: str) -> None:
    kinds: dict[tuple[str, bool], set[str]] = {}
    for row in read_lexicon("reporting_cues"):
        kinds.setdefault((row["entry"], row["part"] == "noun"), set()).add(row["category"])
    assert kinds[word, False] == kinds[noun, True]


def test_frames_of_cues_are_known() -> None:
    for row in read_lexicon("reporting_cues"):
        assert row["part"] in ("verb", "noun", "adjective", "adverbial"), row
        known = row["frames"] in ("left", "right") or set(row["frames"]) <= set("swtiodrnql")
        assert row["frames"], row
        assert known, row
