"""Verdicts on two numbers, against cases a scholar can edit, and what holds for any two.

In tests/cases/verdicts.csv ``one`` and ``two`` are numbers in words; ``where`` says where the two
stand (headline or body), in two articles or in those ``of one``; ``dates`` are the days for which
they are given, joined by ``/``: empty if unknown, ``before`` if a text gives the number as an
earlier one, followed by ``:2011`` if it is about that time; ``sources`` are whose figures they are.
``fragile`` is ``yes`` where another width of approximate numbers gives another verdict. A note that
begins with ``wrong:`` names an open fault. The cases are invented; definitions.md has the verdicts.
"""

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.compare.claims.verdicts import (
    CONTRADICTORY,
    SAME,
    TENSION,
    UPDATED,
    VERDICTS,
    Claim,
    Verdict,
    compare_pair,
)
from analysis.marks.quantities import find_quantities

TESTS = Path(__file__).parents[1]
with (TESTS / "cases" / "verdicts.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


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


def claim_of(words: str, where: str, date: str, source: str, article: str, outcome: str) -> Claim:
    (number,) = find_quantities(f"{words} people")
    day, _, period = date.partition(":")
    return Claim(
        low=number.low,
        high=number.high,
        low_open=number.low_open,
        high_open=number.high_open,
        approx=number.approx,
        headline=where == "headline",
        article=article,
        date=None if day in ("", "before") else day,
        superseded=day == "before",
        settled=bool(period),
        source=source,
        outcome=outcome,
    )


def claims_of(row: dict[str, str]) -> tuple[Claim, Claim]:
    where = row["where"].removesuffix(" of one")
    second = "first" if row["where"].endswith(" of one") else "second"
    columns = (where, row["dates"], row["sources"])
    sides = zip((row["one"], row["two"]), *(each.split("/") for each in columns), strict=True)
    one, two = [
        claim_of(words, place, date, source, article, row["outcome"])
        for (words, place, date, source), article in zip(sides, ("first", second), strict=True)
    ]
    return one, two


@pytest.mark.parametrize("row", marked(ROWS))
def test_case(row: dict[str, str]) -> None:
    found = compare_pair(*claims_of(row))
    assert (found.verdict, found.fragile) == (row["verdict"], row["fragile"] == "yes")


def test_every_verdict_has_a_case() -> None:
    assert {row["verdict"] for row in ROWS} == set(VERDICTS)


FIGURES = st.one_of(
    st.integers(0, 130).map(float),
    st.sampled_from([0.5, 1_500_000.0, 9_000.0, 9_400.0, 1e15, 1e-9, 3.25]),
)
DAYS = st.sampled_from([None, "2031-05-14", "2031-05-15"])


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Any claim that a text can make: both ends, or one of them."""
    low, high = sorted([draw(FIGURES), draw(FIGURES)])
    shape = draw(st.sampled_from(["point", "range", "least", "most"]))
    superseded = draw(st.booleans())
    return Claim(
        low=None if shape == "most" else low,
        high=None if shape == "least" else low if shape == "point" else high,
        low_open=shape == "least" and draw(st.booleans()),
        high_open=shape == "most" and draw(st.booleans()),
        approx=draw(st.booleans()),
        headline=draw(st.booleans()),
        article=draw(st.sampled_from(["first", "second"])),
        date=None if superseded else draw(DAYS),
        superseded=superseded,
        settled=draw(st.booleans()),
        source=draw(st.sampled_from(["", "ministry", "police"])),
        outcome=draw(st.sampled_from(["", "dead", "missing"])),
    )


@given(claims(), claims())
@settings(max_examples=500, deadline=None)
def test_the_order_of_two_numbers_makes_no_difference(one: Claim, two: Claim) -> None:
    two = two._replace(outcome=one.outcome)  # only such numbers are compared
    found = compare_pair(one, two)
    assert found == compare_pair(two, one)
    assert found.verdict in VERDICTS


@given(claims())
def test_a_number_is_the_same_as_itself(claim: Claim) -> None:
    assert compare_pair(claim, claim) == Verdict(SAME, False, "equal intervals")


@given(claims(), claims())
@settings(max_examples=300, deadline=None)
def test_vague_words_neither_contradict_nor_strain(one: Claim, two: Claim) -> None:
    vague = one._replace(low=12.0, high=120.0, low_open=False, high_open=False, approx=True)
    assert compare_pair(vague, two).verdict not in (CONTRADICTORY, TENSION)


@given(claims(), claims())
@settings(max_examples=300, deadline=None)
def test_nothing_is_updated_without_a_common_source(one: Claim, two: Claim) -> None:
    assert compare_pair(one._replace(source=""), two).verdict != UPDATED
    assert compare_pair(one._replace(source="a"), two._replace(source="b")).verdict != UPDATED


@given(claims(), claims())
@settings(max_examples=300, deadline=None)
def test_plain_numbers_are_never_fragile(one: Claim, two: Claim) -> None:
    plain = one._replace(approx=False), two._replace(approx=False)
    assert not compare_pair(*plain).fragile
