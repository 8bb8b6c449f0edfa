from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis.compare.numbers import GROUPS, KINDS, compare_numbers, number_table

pytestmark = pytest.mark.filterwarnings("error")

NAN = float("nan")


@pytest.fixture(scope="module")
def corpus(make_corpus):
    articles = [
        {"article": "n1", "outlet": "North", "published": "2020-05-02"},
        {"article": "n2", "outlet": "North", "published": None},
        {"article": "s1", "outlet": "South", "published": "2020-05-01"},
        {"article": "e1", "outlet": "East", "headline_only": True},
        {"article": "x1", "outlet": "South", "event": "storm"},
        {"article": "u1", "outlet": "unknown"},
        {"article": "u2", "outlet": "unknown"},
    ]
    return make_corpus(articles)[0]


def number(article, low, high=None, unit="person", **other):
    high = low if high is None else high
    return {"article": article, "unit": unit, "low": low, "high": high, **other}


def relation(corpus, make_quantities, *numbers, **options):
    table = compare_numbers(corpus, make_quantities(numbers), **options)
    assert len(table) == 1
    return table["relation"].iloc[0]


def test_groups_by_hand(corpus, make_quantities):
    rows = [
        number("n1", 250),
        number("s1", 60, NAN),
        number("n2", 240),
        number("e1", 4, unit="bridge"),
        number("x1", 30),
        number("s1", 3, unit="million dollar", kind="money"),
    ]
    table = compare_numbers(corpus, make_quantities(rows))
    assert list(table.columns) == list(GROUPS)
    assert table[["event", "kind", "unit"]].to_numpy().tolist() == [
        ["flood", "count", "bridge"],
        ["flood", "count", "person"],
        ["flood", "money", "million dollar"],
        ["storm", "count", "person"],
    ]
    assert table["relation"].tolist() == ["one outlet", "overlap", "one outlet", "one outlet"]
    people = table.iloc[1]
    assert people[["outlets", "articles", "numbers", "low"]].tolist() == [2, 3, 3, 60]
    assert np.isnan(people["high"])
    assert people["quantity_ids"] == ("n1.q1", "n2.q3", "s1.q2")
    assert people["outlet_names"] == ("North", "South")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (number("n1", 100), number("s1", 100), "overlap"),
        (number("n1", 100), number("s1", 101), "disjoint"),
        # at least 60 beside 250; at least 60 beside 58
        (number("n1", 60, NAN), number("s1", 250), "overlap"),
        (number("n1", 60, NAN), number("s1", 58), "disjoint"),
        # up to 9,000 beside 3,000 to 6,000; a count is never below nought
        (number("n1", NAN, 9000), number("s1", 3000, 6000), "overlap"),
        (number("n1", NAN, 9000), number("s1", -1), "disjoint"),
        (number("n1", NAN, 9, kind="temperature"), number("s1", -1, kind="temperature"), "overlap"),
        # more than 100 beside 100, up to 100, at least 100; fewer than 100 beside at least 100
        (number("n1", 100, NAN, low_open=True), number("s1", 100), "disjoint"),
        (number("n1", 100, NAN, low_open=True), number("s1", NAN, 100), "disjoint"),
        (number("n1", 100, NAN, low_open=True), number("s1", 100, NAN), "overlap"),
        (number("n1", NAN, 100, high_open=True), number("s1", 100, NAN), "disjoint"),
        (number("n1", NAN, 100), number("s1", 100, NAN), "overlap"),
        # about 100 is 90 to 110; about 100 beside about 120 is 90 to 110 beside 108 to 132
        (number("n1", 100, approx=True), number("s1", 110), "overlap"),
        (number("n1", 100, approx=True), number("s1", 111), "disjoint"),
        (number("n1", 100, approx=True), number("s1", 120, approx=True), "overlap"),
        (number("n1", 100, approx=True), number("s1", 125, approx=True), "disjoint"),
        # at least about 100, dozens
        (number("n1", 100, NAN, approx=True), number("s1", 95), "overlap"),
        (number("n1", 12, 120, approx=True), number("s1", 30), "overlap"),
        # about -10 degrees is -11 to -9
        (
            number("n1", -10, approx=True, kind="temperature"),
            number("s1", -11, kind="temperature"),
            "overlap",
        ),
    ],
)
def test_relation_of_two_outlets(corpus, make_quantities, first, second, expected):
    assert relation(corpus, make_quantities, first, second) == expected
    assert relation(corpus, make_quantities, second, first) == expected


def test_ends_of_a_group_are_as_stated(corpus, make_quantities):
    rows = [number("n1", 100, approx=True), number("s1", 250, 300)]
    table = compare_numbers(corpus, make_quantities(rows))
    assert table[["low", "high"]].iloc[0].tolist() == [100, 300]
    rows.append(number("e1", NAN, 400))
    table = compare_numbers(corpus, make_quantities(rows))
    assert np.isnan(table["low"].iloc[0])
    assert table["high"].iloc[0] == 400


def test_the_width_is_a_parameter(corpus, make_quantities):
    pair = number("n1", 100, approx=True), number("s1", 107)
    assert relation(corpus, make_quantities, *pair) == "overlap"
    assert relation(corpus, make_quantities, *pair, width=0.05) == "disjoint"
    assert relation(corpus, make_quantities, *pair, width=0.25) == "overlap"


def test_any_interval_of_an_outlet_may_meet(corpus, make_quantities):
    numbers = number("n1", 10), number("n2", 500), number("s1", 90), number("s1", 500)
    assert relation(corpus, make_quantities, *numbers) == "overlap"


def test_pairs_of_outlets_that_overlap_are_counted(corpus, make_quantities):
    numbers = number("n1", 10, 20), number("s1", 15, 40), number("e1", 30, 50), number("u1", 45)
    row = compare_numbers(corpus, make_quantities(numbers)).iloc[0]
    assert row[["relation", "outlets", "pairs", "overlapping"]].tolist() == ["disjoint", 3, 3, 2]
    row = compare_numbers(corpus, make_quantities(numbers[:1])).iloc[0]
    assert row[["relation", "pairs", "overlapping"]].tolist() == ["one outlet", 0, 0]


def test_numbers_of_unknown_outlet_are_listed_and_compared_with_none(corpus, make_quantities):
    one = make_quantities([number("u1", 7), number("u2", 9)])
    row = compare_numbers(corpus, one).iloc[0]
    assert row[["outlets", "articles", "numbers", "low", "high"]].tolist() == [0, 2, 2, 7, 9]
    assert (row["relation"], row["outlet_names"]) == ("one outlet", ())
    assert row["quantity_ids"] == ("u1.q1", "u2.q2")
    beside = make_quantities([number("u1", 7), number("n1", 9)])
    row = compare_numbers(corpus, beside).iloc[0]
    assert (row["relation"], row["outlets"]) == ("one outlet", 1)
    assert row["outlet_names"] == ("North",)
    apart = make_quantities([number("u1", 7), number("n1", 9), number("s1", 9)])
    row = compare_numbers(corpus, apart).iloc[0]
    assert (row["relation"], row["numbers"], row["low"]) == ("overlap", 3, 7)
    assert len(number_table(corpus, apart)) == 3


ends = st.tuples(st.integers(0, 60), st.integers(0, 6), st.booleans(), st.booleans())


@given(st.lists(ends, min_size=1, max_size=6), st.lists(ends, min_size=1, max_size=6))
def test_relation_agrees_with_trying_all_pairs(corpus, make_quantities, ours, theirs):
    def meet(a, b):
        points = np.arange(0, 70, 0.5)
        return any(holds(a, point) and holds(b, point) for point in points)

    def holds(interval, point):
        low, span, low_open, high_open = interval
        # A point cannot be open; an end at a half or whole number is met at one of the points.
        low_open, high_open = low_open and span > 0, high_open and span > 0
        return (low < point or (low == point and not low_open)) and (
            point < low + span or (point == low + span and not high_open)
        )

    numbers = [
        number(article, low, low + span, low_open=lo and span > 0, high_open=ho and span > 0)
        for article, intervals in (("n1", ours), ("s1", theirs))
        for low, span, lo, ho in intervals
    ]
    expected = "overlap" if any(meet(a, b) for a in ours for b in theirs) else "disjoint"
    assert relation(corpus, make_quantities, *numbers) == expected


@pytest.mark.parametrize("kind", ["date", "time", "year", "ordinal", "name", "other"])
def test_kinds_that_do_not_measure_are_left_out(corpus, make_quantities, kind):
    quantities = make_quantities([number("n1", 7, kind=kind)])
    assert compare_numbers(corpus, quantities).empty
    assert len(number_table(corpus, quantities)) == 1
    assert kind not in KINDS


@pytest.mark.parametrize("unit", [None, ""])
def test_a_count_of_nothing_named_is_left_out(corpus, make_quantities, unit):
    rows = [number("n1", 7, unit=unit), number("n1", 0.5, unit=unit, kind="ratio")]
    table = compare_numbers(corpus, make_quantities(rows))
    assert table[["kind", "unit"]].to_numpy().tolist() == [["ratio", None]]


def test_table_by_hand(corpus, make_quantities):
    rows = [
        number("s1", 9, start=5),
        number("s1", 8, start=2),
        number("n1", 7),
        number("n2", 3, unit="bridge"),
        number("x1", 1, kind="year", unit=None),
    ]
    quantities = make_quantities(rows)
    table = number_table(corpus, quantities)
    assert list(table.columns) == ["event", "outlet", "published", *quantities.columns]
    assert table["id"].tolist() == ["n2.q4", "n1.q3", "s1.q2", "s1.q1", "x1.q5"]
    assert table["published"].tolist() == [None, "2020-05-02", "2020-05-01", "2020-05-01", None]
    assert table["low"].tolist() == [3, 7, 8, 9, 1]


def test_the_order_of_rows_does_not_matter(corpus, make_quantities):
    draw = np.random.Generator(np.random.PCG64(1))
    rows = [
        number(("n1", "n2", "s1", "e1")[i % 4], int(draw.integers(90, 110)), unit="ab"[i % 2])
        for i in range(40)
    ]
    quantities = make_quantities(rows)
    shuffled = quantities.sample(frac=1, random_state=4)
    other = replace(corpus, articles=corpus.articles.sample(frac=1, random_state=5))
    assert_frame_equal(number_table(other, shuffled), number_table(corpus, quantities))
    assert_frame_equal(compare_numbers(other, shuffled), compare_numbers(corpus, quantities))


def test_frames_without_rows_keep_columns_and_dtypes(corpus, make_corpus, make_quantities):
    filled = make_quantities([number("n1", 7)])
    nothing = make_quantities([])
    for call in (number_table, compare_numbers):
        some = call(corpus, filled)
        for empty in (call(corpus, nothing), call(make_corpus([])[0], nothing)):
            assert len(empty) == 0
            assert empty.dtypes.to_dict() == some.dtypes.to_dict()
