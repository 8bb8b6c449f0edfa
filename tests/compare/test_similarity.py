from dataclasses import replace
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.compare.similarity import (
    MOST_TERMS,
    NEIGHBOURS,
    PAIRS,
    _close_pairs,
    compare_similarity,
    similarity_settings,
)

pytestmark = pytest.mark.filterwarnings("error")


def pieces(text):
    return [("body", text, [])]


def corpus_of(make_corpus, texts, event="flood"):
    articles = [
        {"article": f"a{n:02d}", "outlet": f"o{n}", "event": event, "pieces": pieces(text)}
        for n, text in enumerate(texts)
    ]
    return make_corpus(articles)[0]


def test_two_articles_by_hand(make_corpus):
    row = compare_similarity(corpus_of(make_corpus, ["The flood water", "A flood, a river"])).iloc[
        0
    ]
    # idf of flood ln(3/3) + 1 = 1, of water and of river ln(3/2) + 1 = 1.405465.
    assert row["cosine"] == pytest.approx(1 / (1 + 1.405465**2), abs=1e-6)
    assert row["terms"] == (("flood", 1.0),)
    assert np.isnan(row["low"])
    assert np.isnan(row["high"])


def test_three_articles_by_hand(make_corpus):
    table = compare_similarity(
        corpus_of(make_corpus, ["flood water", "flood river", "dam dam dam"])
    )
    row = table.iloc[0]
    # idf of flood ln(4/3) + 1, of the others ln(4/2) + 1; the range is that of two articles.
    flood, other = log(4 / 3) + 1, log(2) + 1
    assert row["cosine"] == pytest.approx(flood**2 / (flood**2 + other**2))
    assert (row["low"], row["high"]) == pytest.approx([1 / (1 + (log(1.5) + 1) ** 2)] * 2)
    assert table["cosine"].tolist()[1:] == [0, 0]
    assert table["terms"].tolist()[1:] == [(), ()]


def test_repeated_words_count_by_their_logarithm(make_corpus):
    row = compare_similarity(corpus_of(make_corpus, ["dam dam dam river", "dam river"])).iloc[0]
    three = 1 + log(3)
    assert row["cosine"] == pytest.approx((three + 1) / sqrt((three**2 + 1) * 2))
    shares = dict(row["terms"])
    assert shares["dam"] == pytest.approx(three / (three + 1))
    assert sum(shares.values()) == pytest.approx(1)


def test_a_number_with_separators_is_one_term(make_corpus):
    texts = ["5,000 fled in 2.5 h", "9,000: 5,000 / 2.5"]
    row = compare_similarity(corpus_of(make_corpus, texts)).iloc[0]
    assert [term for term, _ in row["terms"]] == ["2.5", "5,000"]


def test_what_hyphens_tie_together_is_one_term(make_corpus):
    texts = ["The Bay-led talks of Ol-Marrow, 5,000-strong", "“Ol\u2011Marrow” – bay‐led? 1,000s"]
    row = compare_similarity(corpus_of(make_corpus, texts)).iloc[0]
    assert sorted(term for term, _ in row["terms"]) == ["bay-led", "ol-marrow"]


def test_words_that_any_news_text_uses_are_no_terms(make_corpus):
    texts = [
        "She said they don't dam it, according to him",
        "He said: the dam doesn't say, he added",
    ]
    row = compare_similarity(corpus_of(make_corpus, texts)).iloc[0]
    assert row["terms"] == (("dam", 1.0),)


def test_terms_are_sorted_and_at_most_ten(make_corpus):
    letters = " ".join(f"word{letter}" for letter in "nmlkjihgfedcba")
    row = compare_similarity(corpus_of(make_corpus, [letters, "worda " + letters])).iloc[0]
    assert [term for term, _ in row["terms"]] == [f"word{letter}" for letter in "abcdefghij"]
    assert len(row["terms"]) == MOST_TERMS
    shares = [share for _, share in row["terms"]]
    assert shares == sorted(shares, reverse=True)


vocabulary = st.sampled_from(["flood", "river", "dam", "water", "mayor", "bridge", "the", "boat"])
text = st.lists(vocabulary, min_size=1, max_size=12).map(" ".join)


@settings(max_examples=30, deadline=None)
@given(st.lists(text, min_size=2, max_size=7))
def test_cosines_and_ranges_agree_with_fitting_anew(make_corpus, texts):
    table = compare_similarity(corpus_of(make_corpus, texts))
    for row in table.itertuples():
        a, b = int(row.article_a[1:]), int(row.article_b[1:])
        if np.isnan(row.cosine):
            assert "the" in (set(texts[a].split()) | set(texts[b].split()))
            continue
        assert 0 <= row.cosine <= 1
        assert row.cosine == pytest.approx(fitted_cosine(texts, a, b))
        anew = [
            fitted_cosine(texts[:c] + texts[c + 1 :], a - (c < a), b - (c < b))
            for c in range(len(texts))
            if c not in (a, b)
        ]
        if anew:
            assert (row.low, row.high) == pytest.approx((min(anew), max(anew)))


def fitted_cosine(texts, a, b):
    vectors = TfidfVectorizer(**similarity_settings()).fit_transform(texts).toarray()
    return vectors[a] @ vectors[b]


def test_identical_articles_are_exactly_alike(make_corpus):
    one = "Nine boats left the old harbour before dawn; nobody saw the tenth."
    table = compare_similarity(corpus_of(make_corpus, [one, one, "Boats again", "A dam held"]))
    assert table.iloc[0][["cosine", "low", "high"]].tolist() == [1.0, 1.0, 1.0]
    assert table["cosine"].max() <= 1
    assert table["cosine"].min() >= 0


def test_texts_of_stop_words_have_no_cosine(make_corpus):
    texts = ["the and of", "they were", "I"]
    table = compare_similarity(corpus_of(make_corpus, texts))
    assert len(table) == 3
    assert table[["cosine", "low", "high"]].isna().all(axis=None)
    assert set(table["terms"]) == {()}
    mixed = compare_similarity(corpus_of(make_corpus, [*texts, "flood river", "flood dam"]))
    assert mixed["cosine"].notna().tolist() == [False] * 9 + [True]


@pytest.mark.parametrize("texts", [[], ["flood"], ["!"], ["…", "flood"]])
def test_no_pair_of_articles_with_words(make_corpus, texts):
    assert compare_similarity(corpus_of(make_corpus, texts)).empty


def test_one_word_and_right_to_left_articles(make_corpus):
    texts = ["flood", "flood", "فيضان في المدينة", "فيضان كبير"]
    table = compare_similarity(corpus_of(make_corpus, texts))
    assert table["cosine"].iloc[0] == 1
    assert table["terms"].iloc[0] == (("flood", 1.0),)
    assert table["terms"].iloc[5] == (("فيضان", 1.0),)
    assert 0 < table["cosine"].iloc[5] < 1


def test_pairs_stay_within_their_event(make_corpus):
    def articles(event, texts):
        return [
            {"article": f"{event}-{n}", "outlet": "North", "event": event, "pieces": pieces(text)}
            for n, text in enumerate(texts)
        ]

    storm = articles("storm", ["wind and rain", "rain again", "wind"])
    alone = compare_similarity(make_corpus(storm)[0])
    both = compare_similarity(make_corpus(articles("flood", ["rain", "river rain"]) + storm)[0])
    assert both["event"].tolist() == ["flood", "storm", "storm", "storm"]
    assert_frame_equal(both.iloc[1:].reset_index(drop=True), alone)
    assert (both["article_a"] < both["article_b"]).all()


def test_headlines_alone_and_furniture_take_no_part(make_corpus):
    rows = [
        {"article": "a", "outlet": "North", "pieces": pieces("flood river")},
        {"article": "b", "outlet": "South", "pieces": [("headline", "flood", []), *pieces("dam")]},
        {"article": "c", "outlet": "East", "headline_only": True, "pieces": pieces("flood dam")},
        {"article": "d", "outlet": "West"},
    ]
    table = compare_similarity(make_corpus(rows)[0])
    assert table[["article_a", "article_b"]].to_numpy().tolist() == [["a", "b"]]
    assert table["terms"].iloc[0] == (("flood", 1.0),)


def test_large_events_get_ranges_for_near_pairs_only(make_corpus, monkeypatch):
    draw = np.random.Generator(np.random.PCG64(3))
    texts = [" ".join(f"word{w}" for w in draw.integers(0, 40, 15)) for _ in range(12)]
    corpus = corpus_of(make_corpus, texts)
    whole = compare_similarity(corpus)
    monkeypatch.setattr("analysis.compare.similarity.LARGE_EVENT", 11)
    monkeypatch.setattr("analysis.compare.similarity._ROWS", 5)
    part = compare_similarity(corpus)
    assert_frame_equal(
        part[["article_a", "article_b", "cosine"]], whole[["article_a", "article_b", "cosine"]]
    )
    near = part["low"].notna()
    assert_frame_equal(part[near], whole[near])
    assert part.loc[~near, "high"].isna().all()
    assert set(part.loc[~near, "terms"]) == {()}
    for name in corpus.articles["article"]:
        own = whole[(whole["article_a"] == name) | (whole["article_b"] == name)]
        assert near[own["cosine"].nlargest(3).index].all()
    assert 18 <= near.sum() <= 36


def test_the_last_digit_chooses_no_neighbour(monkeypatch):
    monkeypatch.setattr("analysis.compare.similarity.LARGE_EVENT", 4)
    articles = 6
    a, b = np.triu_indices(articles, k=1)
    plain = np.full(len(a), 0.1)
    # Were it not rounded, the last article would be the nearest of all.
    noisy = plain + np.where(b == articles - 1, 2e-17 + np.spacing(0.1), 0)
    assert (noisy != plain).any()
    chosen = _close_pairs(plain, a, b, articles)
    assert _close_pairs(noisy, a, b, articles).tolist() == chosen.tolist()
    of_first = {(a[i], b[i]) for i in chosen if a[i] == 0 and b[i] <= NEIGHBOURS}
    assert of_first == {(0, 1), (0, 2), (0, 3)}


def test_the_order_of_rows_does_not_matter(make_corpus):
    texts = ["flood river dam", "flood dam", "river mayor", "mayor bridge river", "boat"]
    corpus = corpus_of(make_corpus, texts)
    shuffled = replace(
        corpus,
        articles=corpus.articles.sample(frac=1, random_state=2),
        sentences=corpus.sentences.sample(frac=1, random_state=3),
    )
    assert_frame_equal(compare_similarity(shuffled), compare_similarity(corpus), check_exact=True)


def test_a_frame_without_rows_keeps_columns_and_dtypes(make_corpus):
    empty = compare_similarity(make_corpus([])[0])
    filled = compare_similarity(corpus_of(make_corpus, ["flood", "flood dam"]))
    assert list(empty.columns) == list(PAIRS)
    assert empty.dtypes.to_dict() == filled.dtypes.to_dict()


def test_in_a_crowded_event_only_near_duplicates_are_compared(make_corpus, monkeypatch):
    story = "The harbour board closed both gates on Monday because the old wall had moved again."
    texts = [story, story + " It rained.", "Onions cost more in the south, said a trader there."]
    corpus = corpus_of(make_corpus, texts)
    every = compare_similarity(corpus).set_index(["article_a", "article_b"])
    monkeypatch.setattr("analysis.compare.similarity.ALL_PAIRS", 2)
    near = compare_similarity(corpus).set_index(["article_a", "article_b"])
    assert list(near.index) == [("a00", "a01")]
    assert near["cosine"].iloc[0] == pytest.approx(every["cosine"].iloc[0])
    assert near["terms"].iloc[0] == every["terms"].iloc[0]
    assert np.isnan(near["low"].iloc[0])


def test_by_characters_the_forms_of_a_word_are_alike(make_corpus):
    texts = ["Harbours flooded quickly.", "Harbour flooding quick!", "Onion prices rose."]
    corpus = corpus_of(make_corpus, texts)
    words = compare_similarity(corpus)
    characters = compare_similarity(corpus, analyzer="char")
    assert words["cosine"].iloc[0] == 0
    assert characters["cosine"].iloc[0] > 0.3
    assert characters["cosine"].iloc[1] < 0.1
    assert characters["low"].isna().all()
    assert set(characters["terms"]) == {()}
