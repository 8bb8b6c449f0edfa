"""Reading word lists: the shipped ones are whole, a broken one names file and line."""

from importlib import resources

import pytest

from analysis.lexicons import SPINE, LexiconError, parse_lexicon, read_lexicon

NAMES = sorted(
    item.name.removesuffix(".csv")
    for item in resources.files("analysis.lexicons").iterdir()
    if item.name.endswith(".csv")
)
HEAD = "entry,category,origin,note\n"


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_list_reads(name: str) -> None:
    rows = read_lexicon(name)
    assert rows
    assert set(SPINE) <= set(rows[0])


def test_changing_what_was_read_changes_nothing_elsewhere() -> None:
    read_lexicon("hedges")[0]["entry"] = "changed"
    assert read_lexicon("hedges")[0]["entry"] != "changed"


def test_cells_are_stripped_and_blank_lines_skipped() -> None:
    rows = parse_lexicon(HEAD + "\n may , modal,,\n", "x.csv")
    assert rows == ({"entry": "may", "category": "modal", "origin": "", "note": ""},)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("entry,category,note\n", "x.csv, line 1: the column 'origin' is missing"),
        ("", "x.csv, line 1: the column 'entry' is missing"),
        (HEAD + "may,modal,Hyland\n", "x.csv, line 2: 3 cells where the header has 4"),
        (HEAD + "may,modal,,\n,modal,,\n", "x.csv, line 3: the cell 'entry' is empty"),
        (HEAD + "may,,,\n", "x.csv, line 2: the cell 'category' is empty"),
    ],
)
def test_a_broken_list_names_file_and_line(text: str, message: str) -> None:
    with pytest.raises(LexiconError) as caught:
        parse_lexicon(text, "x.csv")
    assert str(caught.value).startswith(message)


def test_a_missing_list_is_named() -> None:
    with pytest.raises(LexiconError, match="there is no such word list"):
        read_lexicon("nothing")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("counted_nouns", ["entry"]),  # a noun counts one kind of people
        ("outcomes", ["entry", "form"]),  # a cue of one form tells one outcome
        ("measurand_words", ["entry", "category"]),
    ],
)
def test_no_entry_stands_twice(name: str, key: list[str]) -> None:
    rows = [tuple(row[column] for column in key) for row in read_lexicon(name)]
    assert sorted(set(rows)) == sorted(rows)
