"""Numbers against cases a scholar can edit, our own hand labels, and properties of any text.

In tests/cases/quantities.csv ``expected`` lists the numbers of ``text`` in order, joined by ``; ``,
each written ``[text found] interval kind unit``; the unit is left out where there is none, and
``expected`` is empty where the text holds no number. Intervals:

===============  =====================================================================
``60``           exactly 60
``~60``          approximate ("about 60"); ``~`` may stand before any interval
``60..``         at least 60; ``>60..`` more than 60
``..700``        at most 700; ``..<700`` fewer than 700
``300..450``     between 300 and 450; ``~12..120`` is "dozens"
``-``            no interval (dates and times)
===============  =====================================================================

The cases are invented. None stands in seeds/ or in gold data.
"""

import csv
import math
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.text import decode
from analysis.lexicons import read_lexicon
from analysis.marks.quantities import Quantity, find_quantities

TESTS = Path(__file__).parents[1]
SEEDS = TESTS.parent / "seeds"
with (TESTS / "cases" / "quantities.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
with (TESTS / "gold" / "quantities.csv").open(encoding="utf-8", newline="") as file:
    GOLD = list(csv.DictReader(file))
KINDS = {
    "count", "money", "percent", "distance", "duration", "speed", "weight", "area", "volume",
    "temperature", "ratio", "age", "date", "year", "time", "ordinal", "name", "other",
}  # fmt: skip

LISTS = ("number_words", "units", "quantity_bounds", "quantity_words")
WORDS = sorted({row["entry"] for name in LISTS for row in read_lexicon(name)})
PIECES = [
    *WORDS, "1", "12", "816 000", "1,200", "1,000s", "0.5", "2016", "99", "1/2", "½", "People",
    "boats", "US", "Sky", "F-16", "(", ")", "between", "from", "to", "and", "of the", "$", "±",
]  # fmt: skip
BLANKS = [
    " ",
    " ",
    " ",
    "",
    "-",
    "–",
    "—",
    ", ",
    ". ",
    "\n",
    "\u00a0",
    "\x00",
    "\ud800",
    "İ",
    "\u202e",
]
TEXTS = st.one_of(
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(BLANKS)), max_size=12).map(
        lambda pairs: "".join(piece + blank for piece, blank in pairs)
    ),
    st.text(st.characters(exclude_categories=[])),
)


def number(value: float) -> str:
    """Write a number as the cases do: six significant digits for fractions, else all of them."""
    return f"{value:.15g}" if value == int(value) else f"{value:.6g}"


def interval(quantity: Quantity) -> str:
    """Write the interval of a quantity as the cases do."""
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        return "-"
    mark = "~" if quantity.approx else ""
    if low is not None and low == high:
        return mark + number(low)
    left = "" if low is None else (">" if quantity.low_open else "") + number(low)
    right = "" if high is None else ("<" if quantity.high_open else "") + number(high)
    return f"{mark}{left}..{right}"


def written(quantities: list[Quantity]) -> str:
    """Write quantities as the column ``expected`` does."""
    fields = ([f"[{q.text}]", interval(q), q.kind, q.unit or ""] for q in quantities)
    return "; ".join(" ".join(filter(None, field)) for field in fields)


@pytest.mark.parametrize("row", ROWS, ids=[f"line-{n}" for n in range(2, len(ROWS) + 2)])
def test_case(row: dict[str, str]) -> None:
    assert written(find_quantities(row["text"])) == row["expected"]


def test_there_are_enough_cases_and_none_stands_in_the_seeds() -> None:
    seeds = [decode(path.read_bytes()).text for path in sorted(SEEDS.glob("*.txt"))]
    assert len(ROWS) >= 150
    assert len({row["text"] for row in ROWS}) == len(ROWS)
    assert not [row["text"] for row in ROWS if any(row["text"] in seed for seed in seeds)]


def test_noun_is_the_counted_phrase_as_written() -> None:
    found = find_quantities("At least 300 of the fishing club’s Own Boats sank; 40 km on, 2 slept.")
    assert [quantity.noun for quantity in found] == ["fishing club’s Own Boats", None, None]


def test_gold_labels_are_slices_of_the_documents() -> None:
    for row in GOLD:
        text = decode((SEEDS / f"{row['document']}.txt").read_bytes()).text
        assert text[int(row["start"]) : int(row["end"])] == row["text"]
        assert row["kind"] in KINDS


def test_own_gold_is_found() -> None:
    """At least 97 % of our hand labels are found and 95 % of those have the right interval."""
    found = right = 0
    for document in {row["document"] for row in GOLD}:
        quantities = find_quantities(decode((SEEDS / f"{document}.txt").read_bytes()).text)
        for row in (row for row in GOLD if row["document"] == document):
            start, end = int(row["start"]), int(row["end"])
            overlapping = [q for q in quantities if q.start < end and start < q.end]
            found += bool(overlapping)
            ends = [float(row[name]) if row[name] else None for name in ("low", "high")]
            right += any([q.low, q.high] == ends for q in overlapping)
    assert found >= 0.97 * len(GOLD)
    assert right >= 0.95 * found


def is_sound(text: str) -> list[Quantity]:
    """Check what holds for every text, and return what was found."""
    quantities = find_quantities(text)
    position = 0
    for quantity in quantities:
        assert position <= quantity.start < quantity.end <= len(text)
        assert quantity.text == text[quantity.start : quantity.end]
        assert quantity.text == quantity.text.strip()
        assert quantity.kind in KINDS
        ends = [end for end in (quantity.low, quantity.high) if end is not None]
        assert all(math.isfinite(end) for end in ends)
        assert ends == sorted(ends)
        assert quantity.noun is None or quantity.noun in quantity.text
        position = quantity.end
    return quantities


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_sound_quantities(text: str) -> None:
    assert is_sound(text) == find_quantities(text)


@given(st.sampled_from([row["text"] for row in ROWS]))
@settings(deadline=None)
def test_neighbouring_paragraphs_change_nothing(text: str) -> None:
    before, after = "Rain fell on the quiet harbour.\n\n", "\n\nNobody minded the weather."
    alone = find_quantities(text)
    moved = find_quantities(before + text + after)
    shift = len(before)
    assert [q._replace(start=q.start - shift, end=q.end - shift) for q in moved] == alone


@given(st.sampled_from([row["text"] for row in ROWS]), st.integers(2, 5))
@settings(deadline=None)
def test_a_text_repeated_gives_its_numbers_repeated(text: str, times: int) -> None:
    paragraph = text + "\n\n"
    once = [quantity[2:] for quantity in find_quantities(paragraph)]
    assert [quantity[2:] for quantity in find_quantities(paragraph * times)] == once * times


HARD = {
    "a long digit run": lambda n: "9" * n,
    "a list without blanks": lambda n: "1," * n,
    "points": lambda n: "1." * n,
    "hyphens": lambda n: "1-" * n,
    "number words": lambda n: "one hundred and " * n,
    "scale words": lambda n: "trillion " * n,
    "vague plurals": lambda n: "thousands of " * n,
    "adjectives that never end": lambda n: "5 " + "red, " * n,
    "names that never end": lambda n: "5 " + "Red " * n,
    "open brackets": lambda n: "5 Red (" * n,
    "bounds": lambda n: "up to an estimated " * n,
    "blanks": lambda n: "5" + " " * n,
    "currency signs": lambda n: "$" * n,
    "one long word": lambda n: "e" * n + "5",
    "months": lambda n: "May " * n,
    "surrogates": lambda n: "\ud800" * n + "5 boats",
}


def function_calls(text: str) -> int:
    """Count the Python function calls that reading a text takes: a cost that needs no clock."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        find_quantities(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("make", HARD.values(), ids=HARD)
def test_hard_texts_are_sound_and_cost_grows_with_length(make: Callable[[int], str]) -> None:
    is_sound(make(3000))
    find_quantities(make(10))  # word lists are read and patterns compiled
    assert function_calls(make(2000)) <= 2.5 * function_calls(make(1000)) + 1000
