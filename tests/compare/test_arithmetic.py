"""Sums that articles offer, against cases a scholar can edit.

In tests/cases/arithmetic.csv ``expected`` lists the sums of ``text``, joined by `` | ``, each as
``kind: reason (works)``; it is empty where the text offers none. The cases are invented.
"""

import csv
from pathlib import Path

import pytest

from analysis import load_corpus, mark_attributions, mark_quantities
from analysis.compare.claims.arithmetic import ARITHMETIC, check_arithmetic
from analysis.compare.claims.cards import measurand_cards

TESTS = Path(__file__).parents[1]
with (TESTS / "cases" / "arithmetic.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def check(folder):
    corpus = load_corpus(folder)
    quantities, attributions = mark_quantities(corpus), mark_attributions(corpus)
    cards = measurand_cards(corpus, quantities, attributions)
    return check_arithmetic(corpus, cards), cards


def write(folder, texts, event="e{}"):
    for number, text in enumerate(texts):
        about = f"published: 2024-03-10\nheadline: Case\nevent: {event.format(number)}"
        matter = f"---\noutlet: The Case\n{about}\n---\n"
        (folder / f"case-{number:03}.txt").write_text(f"{matter}\n{text}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = write(tmp_path_factory.mktemp("cases"), [row["text"] for row in ROWS])
    table = check(folder)[0]
    return dict(iter(table.groupby("article")))


@pytest.mark.parametrize(("number", "row"), enumerate(ROWS), ids=[row["text"] for row in ROWS])
def test_case(found, number, row):
    own = found.get(f"case-{number:03}")
    shown = [] if own is None else [f"{r.kind}: {r.reason} ({r.works})" for r in own.itertuples()]
    assert " | ".join(shown) == row["expected"]


def test_row(tmp_path):
    text = "Thirty-four people died on Saturday. Some 29 people died in the hall and five in Wick."
    table, cards = check(write(tmp_path, [text]))
    assert list(table.columns) == list(ARITHMETIC)
    ids = dict(zip(cards["text"], cards["id"], strict=True))
    row = table.iloc[0]
    assert row["ids"] == (ids["Some 29 people"], ids["five"], ids["Thirty-four people"])
    assert (row["stated"], row["computed"], row["difference"]) == ("34", "about 34", 0)
    assert row["sentences"] == tuple(dict.fromkeys(cards["sentence"]))
    assert len(row["sentences"]) == 2


@pytest.mark.parametrize(
    ("text", "difference"),
    [
        ("Police held 12 people: seven men and six women.", -1),
        ("The blast killed 20 people, including 13 civilians and nine soldiers.", -2),
        ("The flood killed more than 30 people: 11 in Ardle, seven in Wick and five in Lorn.", 7),
        ("The toll fell to 47 from 39.", 8),
    ],
)
def test_difference(tmp_path, text, difference):
    table = check(write(tmp_path, [text]))[0]
    assert table["difference"].tolist() == [difference]
    assert table["works"].tolist() == ["false"]


def test_articles_are_never_added_up(tmp_path):
    texts = [
        "Thirty-four people died on Saturday.",
        "Some 29 people died in Ardle and five in Wick.",
    ]
    assert check(write(tmp_path, texts))[0].empty


def test_marks_of_its_own_in_a_text(tmp_path):
    text = "It said ⟨9⟩ and that 34 died ⟨0⟩: 29 in the hall and five at the station ⟨77⟩."
    table = check(write(tmp_path, [text, "⟨1⟩, including ⟨2⟩ and 12."]))[0]
    assert set(table["article"]) <= {"case-000"}


def test_nothing_to_check(tmp_path):
    table = check(write(tmp_path, ["Nobody was hurt."]))[0]
    assert table.empty
    assert {name: str(kind) for name, kind in table.dtypes.items()}["difference"] == "float64"


def test_first_corpus():
    table = check(TESTS.parent / "seeds")[0]
    assert table[["kind", "reason", "works"]].to_numpy().tolist() == [
        ["rate", "1,800 / 35 = 51.4; stated: 51", "rounded"]
    ]
