import random
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analysis.compare.reuse import near_duplicates
from analysis.compare.reuse.near_duplicates import COLUMNS, find_near_duplicates
from analysis.corpus.text import fold

pytestmark = pytest.mark.filterwarnings("error")

RIVER = "The river rose over the lower bridge on Tuesday and nobody could cross it until noon"
MARKET = "Stalls at the autumn market sold out of plums before any of the farmers had expected it"


def pairs(table):
    return list(zip(table["article_a"], table["article_b"], strict=True))


def words_of(count, seed):
    """Words that hardly repeat, so that any two texts of them have no five in a row in common."""
    chosen = random.Random(seed)
    return ["".join(chosen.choices("abcdefghij", k=6)) for _ in range(count)]


def edited(words, share, seed):
    """A copy with that share of its words replaced, left out or followed by another one."""
    chosen = random.Random(seed)
    copy = [[word] for word in words]
    for place in chosen.sample(range(len(words)), round(share * len(words))):
        copy[place] = chosen.choice([["new"], [], [words[place], "new"]])
    return [word for place in copy for word in place]


# What a pair's numbers are


def test_numbers_by_hand():
    a = "one two three four five six seven"  # three shingles
    b = "one two three four five six eight nine"  # four, of which the first two are shared
    row = find_near_duplicates({"b": b, "a": a}).iloc[0]
    assert (row["article_a"], row["article_b"]) == ("a", "b")
    assert row["containment_a"] == 2 / 3
    assert row["containment_b"] == 2 / 4
    assert row["resemblance"] == 2 / 5


def test_identical_texts():
    table = find_near_duplicates({"a": RIVER, "b": RIVER, "c": MARKET})
    assert pairs(table) == [("a", "b")]
    assert table.iloc[0, 2:].tolist() == [1, 1, 1]


def test_case_punctuation_and_blanks_make_no_difference():
    other = "“The RIVER rose”:\n\tover the lower bridge, on Tuesday; and nobody could cross it …"
    table = find_near_duplicates({"a": RIVER.removesuffix(" until noon"), "b": other})
    assert table["resemblance"].tolist() == [1]


def test_a_repeated_paragraph_counts_once():
    repeated = " ".join([RIVER] * 25)
    row = find_near_duplicates({"a": RIVER, "b": repeated}).iloc[0]
    assert row["containment_a"] == 1
    assert row["containment_b"] == 12 / 16  # the seams have four shingles of their own


def test_texts_without_common_shingles_are_no_pair():
    backwards = " ".join(reversed(RIVER.split()))
    assert find_near_duplicates({"a": RIVER, "b": MARKET, "c": backwards}, 1e-9).empty


@pytest.mark.parametrize(("threshold", "found"), [(0.4, 1), (0.4 + 1e-6, 0)])
def test_a_pair_exactly_at_the_threshold_is_found(threshold, found):
    texts = {"a": "1 2 3 4 5 6 7", "b": "1 2 3 4 5 6 8 9"}
    assert len(find_near_duplicates(texts, threshold)) == found


def test_a_threshold_that_a_product_overshoots():
    assert 0.28 * 25 > 7  # seven shingles of twenty-five resemble them by 0.28 all the same
    whole = words_of(29, "whole")
    texts = {"a": " ".join(whole), "b": " ".join(whole[-11:])}
    assert find_near_duplicates(texts, 0.28)["resemblance"].tolist() == [0.28]


# Odd texts


@pytest.mark.parametrize("texts", [{}, {"a": ""}, {"a": "", "b": "", "c": " \n—…_ "}])
def test_no_words_no_pairs(texts):
    assert_frame_equal(
        find_near_duplicates(texts), pd.DataFrame(columns=[*COLUMNS]).astype(COLUMNS)
    )


def test_short_texts_are_one_shingle():
    texts = {
        "a": "Rain",
        "b": "rain!",
        "c": "rain today",
        "d": "Rain, today",
        "e": "",
        "f": "today",
    }
    assert pairs(find_near_duplicates(texts)) == [("a", "b"), ("c", "d")]


def test_four_words_are_not_a_part_of_five():
    assert find_near_duplicates({"a": "a b c d", "b": "a b c d e", "c": "b c d e"}).empty


def test_right_to_left_text():
    text = "ارتفع منسوب النهر فوق الجسر السفلي يوم الثلاثاء ولم يتمكن أحد من العبور"
    other = text.replace("الثلاثاء", "الأربعاء")
    table = find_near_duplicates({"a": text, "b": other, "c": f"\u200f«{text}»!"})
    assert pairs(table) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert table["resemblance"][1] == 1


def test_letters_beyond_the_basic_plane_and_lone_surrogates():
    text = "𐐀𐐁 𐐂𐐃 \ud800 𐐄𐐅 𐐆𐐇 𐐈𐐉"
    assert pairs(find_near_duplicates({"a": text, "b": text.replace(" \ud800", "")})) == [
        ("a", "b")
    ]


def test_a_neighbour_does_not_change_how_a_text_folds():
    # A text with a dotted capital I folds letter by letter, so its capital sigmas fold otherwise.
    texts = {"a": "ΟΔΟΣ ΝΕΡΟ ΦΩΣ ΠΥΡ ΓΗ", "b": "οδος νερο φως πυρ γη"}
    alone = find_near_duplicates(texts)
    assert_frame_equal(find_near_duplicates(texts | {"c": "İ"}), alone)
    assert len(alone) == 1


def test_a_text_longer_than_is_hashed_at_a_time():
    words = words_of(40_000, "long")
    assert len(" ".join(words)) > 2 * near_duplicates._CHARACTERS
    texts = {"a": " ".join(words), "b": " ".join(words[100:]), "c": " ".join(words[:200])}
    table = find_near_duplicates(texts)
    assert pairs(table) == [("a", "b")]
    assert table["containment_b"].tolist() == [1]


@pytest.mark.parametrize("threshold", [0, -1, 1.01, float("nan"), float("inf")])
def test_a_threshold_that_means_nothing(threshold):
    with pytest.raises(ValueError, match="threshold"):
        find_near_duplicates({"a": RIVER, "b": RIVER}, threshold)


# Planted copies


@pytest.mark.parametrize("share", [0, 0.05, 0.1, 0.15])
def test_planted_copies_are_found_and_nothing_else(share):
    originals = [words_of(200, f"text {n}") for n in range(60)]
    texts = {f"original{n:02d}": " ".join(words) for n, words in enumerate(originals)}
    copies = {f"copy{n:02d}": " ".join(edited(originals[n], share, n)) for n in range(30)}
    expected = [(f"copy{n:02d}", f"original{n:02d}") for n in range(30)]
    assert pairs(find_near_duplicates(texts | copies)) == expected


def test_a_stock_phrase_makes_no_pairs():
    phrase = " ".join(words_of(30, "phrase"))
    texts = {f"a{n:03d}": f"{' '.join(words_of(170, n))} {phrase}" for n in range(300)}
    assert find_near_duplicates(texts).empty


@pytest.mark.parametrize("products", [1, 500, 10**6])
def test_how_much_is_worked_on_at_a_time_changes_nothing(products, monkeypatch):
    words = words_of(60, "wire")
    texts = {f"a{n:02d}": " ".join(edited(words, 0.05, n)) for n in range(40)}
    expected = find_near_duplicates(texts)
    assert len(expected) > 500
    monkeypatch.setattr(near_duplicates, "_PRODUCTS", products)
    monkeypatch.setattr(near_duplicates, "_COMPARED", 7)
    monkeypatch.setattr(near_duplicates, "_CHARACTERS", 300)
    assert_frame_equal(find_near_duplicates(texts), expected)


# Any texts

# Few words, so that texts share some shingles, all, or none, and have some twice.
some_words = st.sampled_from(["ox", "Ox,", "ant", "ΑΣ", "—", "é", "7"]) | st.sampled_from(
    ["ox", "ant"]
)
some_texts = st.dictionaries(
    st.text("abcxyz", min_size=1, max_size=3),
    st.one_of(
        st.lists(some_words, max_size=14), st.lists(st.sampled_from(["ox", "ant"]), max_size=40)
    ).map(" ".join),
    max_size=9,
)
thresholds = st.floats(0, 1, exclude_min=True) | st.sampled_from([0.1, 0.2, 1 / 3, 0.5, 1])


def by_definition(texts, threshold):
    """Every two texts compared, with sets of words in place of hashes."""
    sets = {}
    for name, text in texts.items():
        words = re.findall(r"[^\W_]+", fold(text))
        sets[name] = {tuple(words[n : n + 5]) for n in range(max(1, len(words) - 4))} - {()}
    rows = []
    for a in sorted(sets):
        for b in sorted(sets):
            both = len(sets[a] & sets[b])
            if a < b and both and both / len(sets[a] | sets[b]) >= threshold:
                either = len(sets[a] | sets[b])
                rows.append((a, b, both / len(sets[a]), both / len(sets[b]), both / either))
    return rows


@settings(deadline=None, max_examples=300)
@given(some_texts, thresholds)
def test_the_same_as_comparing_every_two(texts, threshold):
    table = find_near_duplicates(texts, threshold)
    assert list(table.itertuples(index=False, name=None)) == by_definition(texts, threshold)
    assert {name: str(kind) for name, kind in table.dtypes.items()} == COLUMNS


@settings(deadline=None)
@given(st.dictionaries(st.text("ab", min_size=1), st.text(), max_size=5), thresholds)
def test_the_same_as_comparing_every_two_whatever_the_characters(texts, threshold):
    table = find_near_duplicates(texts, threshold)
    assert list(table.itertuples(index=False, name=None)) == by_definition(texts, threshold)


@settings(deadline=None)
@given(some_texts, st.randoms(use_true_random=False))
def test_order_makes_no_difference(texts, chosen):
    items = list(texts.items())
    chosen.shuffle(items)
    assert_frame_equal(find_near_duplicates(dict(items)), find_near_duplicates(texts))


@settings(deadline=None)
@given(some_texts, st.lists(st.sampled_from(["ox", "ant", "elk"]), max_size=14).map(" ".join))
def test_another_text_changes_no_earlier_pair(texts, other):
    table = find_near_duplicates(texts | {"~": other})
    earlier = table[table["article_b"] != "~"].reset_index(drop=True)
    assert_frame_equal(earlier, find_near_duplicates(texts))
