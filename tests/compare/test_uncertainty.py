from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.compare.uncertainty import (
    ALPHA,
    FEWEST_ARTICLES,
    PERMUTATIONS,
    attainable_floor,
    attainable_together,
    benjamini_hochberg,
    bootstrap_difference,
    bootstrap_interval,
    holm,
    left_out_range,
    permutation_p,
    permutations_for,
)

pytestmark = pytest.mark.filterwarnings("error")

article = st.tuples(st.integers(0, 40), st.integers(1, 900))
group = st.lists(article, min_size=1, max_size=9)


def columns(articles):
    return [count for count, _ in articles], [size for _, size in articles]


@pytest.mark.parametrize(
    ("n_a", "n_b", "floor"),
    [
        (1, 1, 1), (1, 4, 0.20), (4, 1, 0.20), (2, 3, 0.10), (3, 3, 0.10), (4, 4, 2 / 70),
        (1, 19, 0.05), (1, 20, 1 / 21), (0, 3, 1), (0, 0, 1),
    ],
)  # fmt: skip
def test_floor_of_the_permutation_test(n_a, n_b, floor):
    assert attainable_floor(n_a, n_b) == pytest.approx(floor)


@pytest.mark.parametrize(
    ("floors", "together"),
    [
        ([], []),
        ([0.2, 1.0], [np.nan, np.nan]),
        ([0.05, 0.2], [0.05, np.nan]),
        # Equal floors leave together: nothing chooses among them.
        ([0.03, 0.03], [0.06, 0.06]),
        ([0.03, 0.001, 0.03, 0.2], [0.06, 0.001, 0.06, np.nan]),
        # The largest leaves first, and may make room for the others.
        ([0.012, 0.04, 0.012, 0.012, 0.012], [0.048, 0.06, 0.048, 0.048, 0.048]),
        ([0.012, 0.04, 0.012, 0.012, 0.012, 0.012], [0.06, 0.072, 0.06, 0.06, 0.06, 0.06]),
        # A large floor that bears no correction may stay.
        ([0.001, 0.04, 0.001], [0.003, 0.04, 0.003]),
    ],
)
def test_what_can_be_reached_together(floors, together):
    assert attainable_together(floors) == pytest.approx(together, nan_ok=True)


@given(st.lists(st.sampled_from([0.0001, 0.002, 0.01, 0.02, 0.03, 0.05, 0.1, 1.0]), max_size=30))
def test_all_tests_that_are_left_can_reach_the_level(floors):
    floors = np.array(floors, dtype=float)
    together = attainable_together(floors)
    left = together <= ALPHA
    assert (holm(floors[left]) == together[left]).all()
    # No gap: every floor that left is above every floor that stayed.
    assert max(floors[left], default=0) < min(floors[~left], default=2)
    assert np.isnan(together).tolist() == (floors > ALPHA).tolist()


@pytest.mark.parametrize(
    ("counts_a", "sizes_a", "counts_b", "sizes_b", "p"),
    [
        # Wholly separate groups reach the floor.
        ([1, 2], [100, 100], [5, 6, 7], [100] * 3, 1 / 10),
        ([1, 2, 3], [100] * 3, [4, 5, 6], [100] * 3, 2 / 20),
        ([9], [10], [1, 2, 1, 3], [10] * 4, 1 / 5),
        # Of {0,1} {0,3} {0,4} {1,3} {1,4} {3,4} only the first and the last are 6 apart.
        ([0, 1], [10, 10], [3, 4], [10, 10], 2 / 6),
        ([0, 4], [10, 10], [1, 3], [10, 10], 1),
        ([2, 2], [10, 10], [2, 2], [10, 10], 1),
        # Pooled rates .030 - .006, .025 - .0025, .020 - .008: means of rates would give 2/3.
        ([3], [100], [1, 2], [400, 100], 1 / 3),
    ],
)
def test_small_samples_by_hand(counts_a, sizes_a, counts_b, sizes_b, p):
    assert permutation_p(counts_a, sizes_a, counts_b, sizes_b) == pytest.approx(p)


def test_an_empty_group_has_no_p():
    assert np.isnan(permutation_p([], [], [1], [10]))
    assert np.isnan(permutation_p([1], [10], [], []))


def test_random_permutations_agree_with_enumeration():
    a = [(3, 300), (0, 150), (7, 500), (2, 410), (4, 350), (1, 90), (5, 600), (2, 220)]
    b = [(6, 310), (4, 200), (9, 480), (3, 400), (8, 390), (2, 80), (9, 610), (5, 250)]
    pool = np.array(a + b)  # 12,870 ways: too many to be enumerated by the function under test
    gaps = []
    for chosen in combinations(range(16), 8):
        rest = [i for i in range(16) if i not in chosen]
        one, other = pool[list(chosen)].sum(axis=0), pool[rest].sum(axis=0)
        gaps.append(abs(one[0] / one[1] - other[0] / other[1]))
    exact = np.mean(np.array(gaps) >= gaps[0] - 1e-12)
    assert 0.001 < exact < 0.05
    found = permutation_p(*columns(a), *columns(b))
    assert found == pytest.approx(exact, abs=4 * np.sqrt(exact / PERMUTATIONS))


def test_the_observed_labels_count_among_random_ones():
    found = permutation_p([0] * 20, [500] * 20, [50] * 20, [500] * 20)
    assert found == 1 / (PERMUTATIONS + 1)


def test_draws_are_the_same_everywhere():
    a, b = list(range(12)), list(range(2, 14))
    sizes = [100 + 7 * i for i in range(12)]
    assert permutation_p(a, sizes, b, sizes) == 0.0629
    assert bootstrap_interval(a, sizes) == pytest.approx((0.028112449799, 0.049180327869))


@settings(max_examples=40, deadline=None)
@given(group, group, st.randoms(use_true_random=False))
def test_p_depends_on_nothing_but_the_counts(a, b, random):
    p = permutation_p(*columns(a), *columns(b))
    assert attainable_floor(len(a), len(b)) - 1e-9 <= p + 1 / PERMUTATIONS
    assert p <= 1
    assert permutation_p(*columns(b), *columns(a)) == p
    shuffled_a, shuffled_b = random.sample(a, len(a)), random.sample(b, len(b))
    assert permutation_p(*columns(shuffled_a), *columns(shuffled_b)) == p
    doubled_a, doubled_b = [(2 * c, 2 * s) for c, s in a], [(2 * c, 2 * s) for c, s in b]
    assert permutation_p(*columns(doubled_a), *columns(doubled_b)) == p


@settings(max_examples=40, deadline=None)
@given(
    st.lists(article, min_size=5, max_size=12),
    st.lists(article, min_size=5, max_size=12),
    st.randoms(use_true_random=False),
)
def test_intervals_depend_on_nothing_but_the_counts(a, b, random):
    low, high = bootstrap_difference(*columns(a), *columns(b))
    assert low <= high
    shuffled = random.sample(a, len(a))
    assert bootstrap_difference(*columns(shuffled), *columns(b)) == (low, high)
    doubled_a, doubled_b = [(2 * c, 2 * s) for c, s in a], [(2 * c, 2 * s) for c, s in b]
    assert bootstrap_difference(*columns(doubled_a), *columns(doubled_b)) == (low, high)
    assert bootstrap_interval(*columns(doubled_a)) == bootstrap_interval(*columns(a))
    if sorted(a) != sorted(b):
        swapped = bootstrap_difference(*columns(b), *columns(a))
        assert swapped == pytest.approx((-high, -low), abs=1e-12)


def test_interval_of_a_constant_rate_is_a_point():
    low, high = bootstrap_interval([1, 2, 3, 4, 5], [100, 200, 300, 400, 500])
    assert (low, high) == pytest.approx((0.01, 0.01))


def test_interval_agrees_with_the_normal_one_for_many_articles():
    counts = np.arange(400) % 11  # mean 5 less a little, standard deviation 3.16, so ± 0.31
    low, high = bootstrap_interval(counts, np.ones(400))
    assert high - low == pytest.approx(2 * 1.96 * counts.std() / 20, rel=0.07)
    assert (low + high) / 2 == pytest.approx(counts.mean(), abs=0.03)


def test_two_groups_are_resampled_apart():
    counts = np.arange(400) % 11
    low, high = bootstrap_difference(counts, np.ones(400), counts, np.ones(400))
    assert high - low == pytest.approx(2 * 1.96 * counts.std() / 20 * np.sqrt(2), rel=0.07)


@pytest.mark.parametrize("few", range(FEWEST_ARTICLES))
def test_no_interval_from_few_articles(few):
    assert np.isnan(bootstrap_interval([1] * few, [10] * few)).all()
    assert np.isnan(bootstrap_difference([1] * few, [10] * few, [1] * 9, [10] * 9)).all()
    assert np.isnan(bootstrap_difference([1] * 9, [10] * 9, [1] * few, [10] * few)).all()


def test_holm_by_hand():
    # .01 x 3, .03 x 2, then .04 x 1, which must not fall below the one before it.
    assert holm([0.04, 0.01, 0.03]).tolist() == pytest.approx([0.06, 0.03, 0.06])
    assert holm([0.6, 0.7]).tolist() == [1.0, 1.0]
    assert holm([]).tolist() == []
    with_gap = holm([0.02, np.nan, 0.03])
    assert np.isnan(with_gap[1])
    assert with_gap[[0, 2]].tolist() == pytest.approx([0.04, 0.04])


def test_benjamini_and_hochberg_by_hand():
    # .01 x 4/1, .02 x 4/2, .03 x 4/3, .2: none may exceed the one after it.
    assert benjamini_hochberg([0.03, 0.01, 0.2, 0.02]).tolist() == pytest.approx(
        [0.04, 0.04, 0.2, 0.04]
    )
    assert benjamini_hochberg([0.9, 1.0]).tolist() == [1.0, 1.0]
    assert benjamini_hochberg([]).tolist() == []
    with_gap = benjamini_hochberg([0.02, np.nan, 0.03])
    assert np.isnan(with_gap[1])
    assert with_gap[[0, 2]].tolist() == pytest.approx([0.03, 0.03])


def test_benjamini_and_hochberg_as_published():
    # Table 1 of their article of 1995: fifteen p-values, four of which are significant at .05.
    p = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.0000,
    ]  # fmt: skip
    assert (benjamini_hochberg(p) <= 0.05).sum() == 4
    assert (holm(p) <= 0.05).sum() == 3


@given(st.lists(st.floats(0, 1), max_size=20))
def test_the_rate_of_false_discoveries_is_controlled_more_mildly_than_any_error(p):
    mild, strict = benjamini_hochberg(p), holm(p)
    assert (mild <= strict + 1e-12).all()
    assert (mild >= np.array(p) - 1e-12).all()


def test_rates_without_any_one_article_by_hand():
    # 6 in 600; without each in turn 5 in 500, 4 in 400 and 3 in 300 would all be .01.
    assert left_out_range([1, 2, 3], [100, 200, 300]) == pytest.approx((0.01, 0.01))
    assert left_out_range([0, 4], [100, 100]) == pytest.approx((0.0, 0.04))
    assert left_out_range([9, 1, 0], [100, 100, 200]) == pytest.approx((1 / 300, 10 / 200))
    assert np.isnan(left_out_range([3], [100])).all()
    assert np.isnan(left_out_range([], [])).all()


@given(st.lists(article, min_size=2, max_size=12))
def test_the_rate_of_all_lies_between_those_without_one(group):
    counts, sizes = columns(group)
    low, high = left_out_range(counts, sizes)
    assert low - 1e-12 <= sum(counts) / sum(sizes) <= high + 1e-12


@pytest.mark.parametrize("tests", [0, 1, 10, 250, 1225])
def test_correction_leaves_the_smallest_p_below_the_level(tests):
    assert permutations_for(tests) >= PERMUTATIONS
    assert tests / (permutations_for(tests) + 1) <= ALPHA / 2 + 1e-12


def test_many_articles_are_worked_on_in_blocks(monkeypatch):
    counts, sizes = list(range(30)), [50] * 30
    whole = permutation_p(counts, sizes, counts[::2], sizes[::2])
    interval = bootstrap_interval(counts, sizes)
    monkeypatch.setattr("analysis.compare.uncertainty._BLOCK", 700)
    monkeypatch.setattr("analysis.compare.uncertainty._KEPT", 0)
    assert permutation_p(counts, sizes, counts[::2], sizes[::2]) == whole
    assert bootstrap_interval(counts, sizes) == interval
