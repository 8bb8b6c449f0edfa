"""What the report says of the program's errors, against labels and marks that are known."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from finished import FIXTURES

from analysis import load_corpus, mark_hedges
from analysis.compare.agreement import HALF, same_speaker
from analysis.corpus.labels import LABELLED_CORPUS
from analysis.report.error_scores import What, error_section
from analysis.report.errors import (
    attribution_errors,
    equal,
    hedge_errors,
    overlapping,
    speakers_agree,
)

TEXT = "It may rain in the valley. It may snow, perhaps. It hails."
WHAT = What("hedges", "hedge", "hedges")


@pytest.fixture
def corpus(tmp_path):
    for name in ("one", "two"):
        text = f"---\noutlet: The Vale {name}\n---\n{TEXT}\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return load_corpus(tmp_path)


def spans_of(corpus, *words, **columns):
    """Labels or marks on words of the documents: (document, word, its number in the text)."""
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    rows = []
    for document, word, number in words:
        start = -1
        for _ in range(number):
            start = texts[document].index(word, start + 1)
        rows.append((document, document, start, start + len(word), ((start, start + len(word)),)))
    frame = pd.DataFrame(rows, columns=["article", "document", "start", "end", "parts"])
    return frame.assign(voice="own", **columns)


def labels_of(corpus):
    """Reader a marks three words, reader b two of them; the program finds one and a false one."""
    a = spans_of(corpus, ("one", "may", 1), ("one", "may", 2), ("one", "perhaps", 1), reader="a")
    b = spans_of(corpus, ("one", "may", 1), ("one", "may", 2), reader="b")
    return pd.concat([a, b], ignore_index=True)


def table_of(block):
    """Measures of each comparison, as the table has them."""
    page = BeautifulSoup(block.html, "html.parser")
    head = [cell.get_text() for cell in page.thead.find_all("th")]
    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in page.tbody.find_all("tr")
    ]
    columns = zip(*rows, strict=True)
    measures, *compared = columns
    return {
        name: dict(zip(measures, column, strict=True))
        for name, column in zip(head[1:], compared, strict=True)
    }


def section(corpus, shown, **changed):
    marks = spans_of(corpus, ("one", "may", 1), ("one", "hails", 1)).assign(**changed)
    fields = {"Voice": equal("voice")}
    return error_section(labels_of(corpus), marks, corpus, WHAT, fields, shown=shown)


def test_scores_by_hand(corpus):
    rows = table_of(section(corpus, corpus))
    first = rows["Program against reader a"]
    counts = ["Marked by the reader", "Found", "In both", "Missed", "False finds"]
    assert [first[name] for name in counts] == ["3", "2", "1", "2", "1"]
    assert (first["Precision"], first["Recall"], first["F1"]) == ("50 %", "33 %", "0.40")
    assert (first["Voice agrees"], first["Voice differs"]) == ("100 %", "0")
    both = rows["Reader b against reader a"]
    assert [both[name] for name in counts] == ["3", "2", "2", "1", "0"]
    assert (both["Precision"], both["Recall"]) == ("100 %", "67 %")


def test_what_is_missed_and_what_is_wrong_is_quoted_with_its_place(corpus):
    page = BeautifulSoup(section(corpus, corpus).html, "html.parser")
    lists = {
        details.summary.get_text(): [quote.get_text() for quote in details.find_all("q")]
        for details in page.select("details.evidence-list")
    }
    snow = "It may snow, perhaps."
    assert lists["Program against reader a: missed: 2"] == [snow, snow]
    assert lists["Program against reader a: false finds: 1"] == ["It hails."]
    marked = {
        details.summary.get_text(): [mark.get_text() for mark in details.find_all("mark")]
        for details in page.select("details.evidence-list")
    }
    assert marked["Program against reader a: missed: 2"] == ["may", "perhaps"]
    assert marked["Program against reader a: false finds: 1"] == ["hails"]
    assert page.find("a", href="../reports/articles/one.html#s2")


def test_voices_that_differ_are_counted_and_quoted(corpus):
    block = section(corpus, corpus, voice="direct")
    row = table_of(block)["Program against reader a"]
    assert (row["Voice agrees"], row["Voice differs"]) == ("0 %", "1")
    assert "Program against reader a: voice differs: 1" in block.html
    page = BeautifulSoup(block.html, "html.parser")
    assert page.find(class_="lead-in").get_text() == "reader a: own; program: direct"


def test_what_the_scores_do_not_say_is_said_first(corpus):
    said = section(corpus, corpus).plain
    assert said.startswith("The rules were written with these labels in view: the figures here are")
    assert "Two readers, working apart with one written guideline, marked every hedge" in said
    assert "tests/gold/README.md" in attribution_errors(corpus).plain.splitlines()[0]


def test_scores_that_are_equal_are_said_once_and_others_as_a_range(corpus):
    said = section(corpus, corpus).plain
    assert "each reader marked the program finds 33 % to 50 %; of what it finds, 50 % is" in said
    assert "Voice: the same in 100 % of what the program and a reader both marked, and in" in said


def test_agreement_above_that_of_the_readers_is_called_fitting(corpus):
    closer = "shows how closely its rules fit these labels"
    assert closer not in section(corpus, corpus).plain
    labels = labels_of(corpus)
    marks = labels[labels["reader"] == "a"].drop(columns="reader")
    block = error_section(labels, marks, corpus, WHAT, {"Voice": equal("voice")}, shown=corpus)
    assert f"than the readers with each other (F1) {closer}, not how good they are." in block.plain


def test_speakers_agree_by_name_and_differ_where_they_are_others(corpus):
    fields = {"Speaker": speakers_agree}
    labels = spans_of(corpus, ("one", "may", 1), ("one", "may", 2), ("one", "perhaps", 1))
    marks = labels.assign(speaker=["Quill", None, "Bo Reed"])
    labels = labels.assign(speaker=["Ada Quill", "Cy Marsh", "Cy Marsh"], reader="a")
    block = error_section(labels, marks, corpus, WHAT, fields, shown=corpus)
    row = table_of(block)["Program against reader a"]
    assert (row["Speaker agrees"], row["Speaker differs"]) == ("33 %", "2")
    page = BeautifulSoup(block.html, "html.parser")
    assert [lead.get_text() for lead in page.select(".lead-in")] == [
        "reader a: Cy Marsh; program: none", "reader a: Cy Marsh; program: Bo Reed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Quill", "ada quill", True),
        ("the Harbour Board", "Harbour Board", True),
        ("Quill", "Ada Quill", True),
        ("Harbour Board of Marrow", "Harbour Board", True),
        ("Dr Ada Quill", "A. Quill", True),
        ("", None, True),
        (float("nan"), "", True),
        ("Ada Quill", "", False),
        (None, "Ada Quill", False),
        ("us", "Marrow Museum", False),  # letters in a row, no words
        ("Ada Quill", "Ada Reed", False),
    ],
)
def test_names_of_one_speaker(one, other, same):
    assert same_speaker(one, other) is same
    assert same_speaker(other, one) is same


def test_scores_stand_on_every_page_and_quotes_on_that_of_the_corpus(corpus):
    shown = load_corpus(FIXTURES / "flood")
    here, elsewhere = section(corpus, corpus), section(corpus, shown)
    assert table_of(here) == table_of(elsewhere)
    assert "of another corpus than the one shown here" in elsewhere.plain
    assert "is quoted in the report on the labelled corpus" in elsewhere.plain
    page = BeautifulSoup(elsewhere.html, "html.parser")
    assert not page.find_all(["q", "a"])
    assert "of the corpus shown here" in here.plain


def test_nothing_found_is_told_too(corpus):
    marks = spans_of(corpus).assign(parts=pd.Series(dtype=object))
    fields = {"Voice": equal("voice")}
    block = error_section(labels_of(corpus), marks, corpus, WHAT, fields, shown=corpus)
    row = table_of(block)["Program against reader a"]
    assert (row["Precision"], row["Recall"], row["Voice agrees"]) == ("0 %", "0 %", "–")


@pytest.mark.parametrize("errors", [hedge_errors, attribution_errors])
def test_missing_labels_are_said_to_be_missing(monkeypatch, tmp_path, errors):
    shown = load_corpus(FIXTURES / "flood")
    monkeypatch.setattr("analysis.corpus.labels.LABELS", tmp_path)
    assert "are not installed" in errors(shown).plain
    monkeypatch.setattr("analysis.report.errors.LABELLED_CORPUS", tmp_path / "none")
    assert "are not installed" in errors(shown).plain


def test_the_scores_are_those_of_the_labelled_corpus():
    """As counted here: every cue that shares a character with one of reader a."""
    corpus = load_corpus(LABELLED_CORPUS)
    row = table_of(hedge_errors(corpus))["Program against reader a"]
    assert int(row["Found"]) == len(mark_hedges(corpus))
    assert int(row["In both"]) + int(row["Missed"]) == int(row["Marked by the reader"])
    assert int(row["In both"]) + int(row["False finds"]) == int(row["Found"])
    assert int(row["In both"]) > 0.8 * int(row["Found"])


def test_sources_agree_where_they_overlap():
    same = overlapping("source")
    row = {"source_start": 3, "source_end": 9}
    assert same(row, {"source_start": "8", "source_end": "12"})
    assert not same(row, {"source_start": "9", "source_end": "12"})
    assert not same(row, {"source_start": "", "source_end": ""})
    assert same(
        {"source_start": pd.NA, "source_end": pd.NA}, {"source_start": "", "source_end": ""}
    )
    assert HALF == 0.5
