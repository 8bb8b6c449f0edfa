from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.compare.articles import find_originals
from analysis.compare.hedging import (
    CATEGORIES,
    DIFFERENCES,
    RATES,
    compare_hedging,
    hedge_categories,
    rate_hedges,
)
from analysis.compare.pairs import MAIN_COMPARISONS, REASONS
from analysis.compare.uncertainty import ALPHA, benjamini_hochberg, holm
from analysis.corpus.corpus import frame
from analysis.marks.voice import SCHEMA, VOICES, mark_voices

pytestmark = pytest.mark.filterwarnings("error")

FIVE = "one two three four five."
TEN = FIVE + " six seven eight nine ten."


@pytest.fixture(scope="module")
def small(make_corpus):
    """Three outlets with text in one event, one of them without words, and a lone headline."""
    return make_corpus(
        [
            {
                "article": "n2", "outlet": "North", "publisher": "Northern Press",
                "pieces": [("body", TEN, []), ("quotation", FIVE, ["modal"])],
            },
            {
                "article": "n1", "outlet": "North",
                "pieces": [("headline", FIVE, ["modal"]), ("body", TEN, ["modal", "evidential"])],
            },
            {"article": "s1", "outlet": "South", "pieces": [("body", TEN, [])]},
            {"article": "e1", "outlet": "East"},
            {
                "article": "w1", "outlet": "West", "headline_only": True,
                "pieces": [("headline", FIVE, ["distancing"])],
            },
        ]
    )  # fmt: skip


def test_rates_by_hand(small):
    table = rate_hedges(*small).set_index("outlet")
    assert list(table.index) == ["East", "North", "South"]
    north = table.loc["North"]
    assert north[["articles", "words", "sentences", "hedges", "hedged"]].tolist() == [
        2,
        30,
        4,
        4,
        3,
    ]
    assert north["per_1000_words"] == pytest.approx(4 / 30 * 1000)
    assert north["sentence_share"] == 0.75
    assert north["hedge_ids"] == ("n1.h1", "n1.h2", "n1.h3", "n2.h1")
    assert north["sentence_ids"] == ("n1.s1", "n1.s2", "n2.s2")
    assert north["article_ids"] == ("n1", "n2")
    assert np.isnan(north["low"])
    assert np.isnan(north["high"])


def test_an_outlet_without_hedges_has_zero(small):
    south = rate_hedges(*small).set_index("outlet").loc["South"]
    assert south[["articles", "words", "hedges", "per_1000_words", "sentence_share"]].tolist() == [
        1, 10, 0, 0.0, 0.0,
    ]  # fmt: skip
    assert south["hedge_ids"] == ()


def test_an_outlet_without_words_has_no_rate(small):
    east = rate_hedges(*small).set_index("outlet").loc["East"]
    assert east[["articles", "words", "sentences", "hedges"]].tolist() == [1, 0, 0, 0]
    assert np.isnan(east["per_1000_words"])
    assert np.isnan(east["sentence_share"])


def test_roles_are_split_and_empty_ones_left_out(small):
    table = rate_hedges(*small, by=("outlet", "role"))
    columns = ["outlet", "role", "articles", "words", "hedges", "hedged"]
    assert table[columns].to_numpy().tolist() == [
        ["North", "body", 2, 20, 2, 1],
        ["North", "headline", 1, 5, 1, 1],
        ["North", "quotation", 1, 5, 1, 1],
        ["South", "body", 1, 10, 0, 0],
    ]


def test_grouping_by_something_unknown_keeps_every_article(small):
    table = rate_hedges(*small, by=["publisher"])
    assert table["publisher"].tolist() == ["Northern Press", None]
    assert table["articles"].tolist() == [1, 3]
    assert rate_hedges(*small, by=[])["hedges"].tolist() == [4]


def test_a_wrong_group_is_named(small):
    with pytest.raises(ValueError, match="cannot group hedges by 'category'; choose from article"):
        rate_hedges(*small, by=("outlet", "category"))


def test_every_count_has_its_evidence(small):
    for by in (("event",), ("event", "outlet"), ("article",), ("outlet", "role")):
        table = rate_hedges(*small, by=by)
        assert table["hedge_ids"].map(len).tolist() == table["hedges"].tolist()
        assert table["sentence_ids"].map(len).tolist() == table["hedged"].tolist()
        assert table["article_ids"].map(len).tolist() == table["articles"].tolist()
        assert table["hedges"].sum() == 4


def test_categories_by_hand(small):
    table = hedge_categories(*small)
    assert table[["outlet", "category", "hedges"]].to_numpy().tolist() == [
        ["East", "distancing", 0],
        ["East", "evidential", 0],
        ["East", "modal", 0],
        ["North", "distancing", 0],
        ["North", "evidential", 1],
        ["North", "modal", 3],
        ["South", "distancing", 0],
        ["South", "evidential", 0],
        ["South", "modal", 0],
    ]
    assert table["hedge_ids"].tolist()[4:6] == [("n1.h3",), ("n1.h1", "n1.h2", "n2.h1")]


def test_few_articles_are_undecidable(small):
    table = compare_hedging(*small)
    assert table[["event", "outlet_a", "outlet_b"]].to_numpy().tolist() == [
        ["flood", "East", "North"],
        ["flood", "East", "South"],
        ["flood", "North", "South"],
    ]
    assert table["articles_a"].tolist() == [0, 0, 2]
    assert table["verdict"].tolist() == ["undecidable"] * 3
    assert table["reason"].tolist() == ["no words", "no words", "too few articles"]
    assert table["floor_adjusted"].isna().all()
    assert table["floor"].tolist() == pytest.approx([1, 1, 1 / 3])
    assert table[["p", "p_adjusted", "share_p", "share_p_adjusted"]].isna().all(axis=None)
    last = table.iloc[2]
    assert last["difference"] == pytest.approx(4 / 30 * 1000)
    assert last["share_difference"] == 0.75
    assert last[["hedges_a", "hedges_b", "words_a", "words_b"]].tolist() == [4, 0, 30, 10]
    assert table["difference"].isna().tolist() == [True, True, False]


def outlet_articles(outlet, hedged_sentences, event="flood", sentences=10, marks=1):
    """Articles of ten-word sentences, of which so many have so many hedges each; no two alike."""
    articles = []
    for n, hedged in enumerate(hedged_sentences):
        name = f"{event}-{outlet.lower()}-{n:02d}"
        text = f"{event}{outlet}{n}{TEN[3:]}"
        pieces = [("body", text, ["modal"] * marks)] * hedged
        pieces += [("body", text, [])] * (sentences - hedged)
        articles.append({"article": name, "outlet": outlet, "event": event, "pieces": pieces})
    return articles


def test_four_against_four_by_hand(make_corpus):
    articles = outlet_articles("North", [4, 5, 6, 7]) + outlet_articles("South", [0, 1, 2, 3])
    row = compare_hedging(*make_corpus(articles)).iloc[0]
    assert row["rate_a"] == pytest.approx(22 / 400 * 1000)
    assert row["rate_b"] == pytest.approx(6 / 400 * 1000)
    assert row[["p", "share_p", "floor", "p_adjusted"]].tolist() == pytest.approx([2 / 70] * 4)
    assert (row["verdict"], row["reason"]) == ("different", "")
    assert np.isnan(row["low"])


def test_pairs_that_could_not_be_main_together_are_exploratory(make_corpus):
    articles = [
        *outlet_articles("North", [4, 5, 6, 7]),
        *outlet_articles("South", [0, 1, 2, 3]),
        *outlet_articles("East", [2, 3, 4, 5]),
    ]
    table = compare_hedging(*make_corpus(articles))
    assert table["floor"].tolist() == pytest.approx([2 / 70] * 3)  # times 3 is too much
    assert table["floor_adjusted"].isna().all()
    assert set(table["family"]) == {"exploratory"}
    assert set(table["reason"]) == {""}
    assert table["p_adjusted"].tolist() == benjamini_hochberg(table["p"]).tolist()
    two = compare_hedging(*make_corpus(articles[:8])).iloc[0]
    assert (two["family"], two["p_adjusted"]) == ("main", two["p"])


@pytest.fixture(scope="module")
def eight_outlets(make_corpus):
    """28 pairs, all of which can be decided; the first outlets have the most articles."""
    draw = np.random.Generator(np.random.PCG64(3))
    return make_corpus(
        [
            article
            for place, outlet in enumerate("HGFEDCBA")
            for article in outlet_articles(outlet, draw.integers(0, 9, 13 - place))
        ]
    )


def test_the_main_comparisons_are_those_with_the_most_articles(eight_outlets):
    table = compare_hedging(*eight_outlets).set_index(["outlet_a", "outlet_b"])
    main = table[table["family"] == "main"]
    assert len(main) == MAIN_COMPARISONS == 6
    # Thirteen, twelve, eleven, ten articles: the smaller side decides, then the larger one.
    assert set(main.index) == {
        ("G", "H"), ("F", "H"), ("F", "G"), ("E", "H"), ("E", "G"), ("E", "F"),
    }  # fmt: skip
    others = table[table["family"] == "exploratory"]
    assert len(others) == 22
    assert main["p_adjusted"].tolist() == holm(main["p"]).tolist()
    assert others["p_adjusted"].tolist() == benjamini_hochberg(others["p"]).tolist()
    assert others["share_p_adjusted"].tolist() == benjamini_hochberg(others["share_p"]).tolist()
    assert (main["p_adjusted"] >= main["floor_adjusted"]).all()
    assert (main["floor_adjusted"] <= ALPHA).all()


def test_what_was_counted_has_no_say_in_which_comparisons_are_main(eight_outlets):
    corpus, hedges = eight_outlets
    for given in (hedges.iloc[::3], hedges.iloc[:0]):
        other = compare_hedging(corpus, given)
        assert other["family"].tolist() == compare_hedging(corpus, hedges)["family"].tolist()


def test_the_whole_text_is_only_explored(eight_outlets):
    corpus, hedges = eight_outlets
    whole = compare_hedging(corpus, hedges, voice=None)
    assert set(whole["family"]) == {"exploratory"}
    # All words are the outlets' own here, so that nothing else differs.
    own = compare_hedging(corpus, hedges)
    for name in ("p", "share_p", "rate_a", "low", "words_b"):
        assert whole[name].tolist() == own[name].tolist()


def test_every_pair_has_a_verdict_and_only_undecidable_ones_a_reason(small, planted):
    for given in (small, planted):
        table = compare_hedging(*given)
        undecidable = table["verdict"] == "undecidable"
        assert (table["reason"].isin(REASONS) == undecidable).all()
        assert (table["reason"].eq("") == ~undecidable).all()
        assert table["p_adjusted"].isna().equals(undecidable)
        assert (table["floor"] <= ALPHA).equals(~undecidable)
        assert table["family"].isin(["main", "exploratory"]).equals(~undecidable)


def test_articles_of_unknown_outlet_are_no_side_of_a_comparison(make_corpus):
    known = outlet_articles("North", [4, 5, 6, 7]) + outlet_articles("South", [0, 1, 2, 3])
    whole = make_corpus(known + outlet_articles("unknown", [9, 9, 9, 9]))
    assert_frame_equal(compare_hedging(*whole), compare_hedging(*make_corpus(known)))
    together = compare_hedging(*whole, within_event=False)
    assert together[["outlet_a", "outlet_b"]].to_numpy().tolist() == [["North", "South"]]
    assert rate_hedges(*whole)["outlet"].tolist() == ["North", "South", "unknown"]
    assert set(hedge_categories(*whole)["outlet"]) == {"North", "South", "unknown"}


def test_undecidable_pairs_do_not_weigh_on_the_others(make_corpus):
    articles = [
        *outlet_articles("North", [4, 5, 6, 7]),
        *outlet_articles("South", [0, 1, 2, 3]),
        *outlet_articles("East", [9]),
    ]
    table = compare_hedging(*make_corpus(articles)).set_index(["outlet_a", "outlet_b"])
    assert table["verdict"].to_dict() == {
        ("East", "North"): "undecidable",
        ("East", "South"): "undecidable",
        ("North", "South"): "different",
    }


@pytest.mark.parametrize(
    ("hedged", "share_differs"),
    # One sentence more than the other outlet's ten, as many, and twenty fewer but with more hedges.
    [([1] * 9 + [2], False), ([1] * 10, False), ([1] * 10, True)],
)
def test_rate_and_share_must_both_show_the_difference(make_corpus, hedged, share_differs):
    south = [3] * 10 if share_differs else [1] * 10
    articles = outlet_articles("North", hedged, marks=6) + outlet_articles("South", south)
    row = compare_hedging(*make_corpus(articles)).iloc[0]
    assert row["p_adjusted"] <= ALPHA
    assert row["difference"] > 0
    assert (row["share_p_adjusted"] <= ALPHA) == share_differs
    assert row["verdict"] == "not shown"


def test_outlets_are_compared_within_an_event(make_corpus):
    corpus, hedges = make_corpus(
        outlet_articles("North", [5, 6], "flood")
        + outlet_articles("North", [6, 7], "storm")
        + outlet_articles("South", [0, 1], "flood")
        + outlet_articles("South", [1, 2], "storm")
        + outlet_articles("East", [1], "storm")
    )
    table = compare_hedging(corpus, hedges)
    assert table["event"].tolist() == ["flood", "storm", "storm", "storm"]
    assert set(table["verdict"]) == {"undecidable"}
    together = compare_hedging(corpus, hedges, within_event=False)
    assert together["event"].tolist() == [None] * 3
    assert together["articles_a"].tolist() == [1, 1, 4]
    assert together["verdict"].tolist() == ["undecidable", "undecidable", "different"]


@pytest.fixture(scope="module")
def planted_articles():
    """Twenty articles of an outlet that hedges 15 % of its sentences, and of one with 30 %."""
    draw = np.random.Generator(np.random.PCG64(7))
    return [
        *outlet_articles("North", draw.binomial(30, 0.15, 20), sentences=30),
        *outlet_articles("South", draw.binomial(30, 0.30, 20), sentences=30),
    ]


@pytest.fixture(scope="module")
def planted(planted_articles, make_corpus):
    return make_corpus(planted_articles)


def test_a_planted_difference_is_found(planted):
    row = compare_hedging(*planted).iloc[0]
    assert row["verdict"] == "different"
    assert row["high"] < 0
    rates = rate_hedges(*planted)
    assert (rates["low"] < rates["per_1000_words"]).all()
    assert (rates["per_1000_words"] < rates["high"]).all()


@pytest.fixture
def _few_permutations(monkeypatch):
    monkeypatch.setattr("analysis.compare.uncertainty.PERMUTATIONS", 999)


@pytest.mark.usefixtures("_few_permutations")
def test_shuffled_labels_yield_no_finding(planted):
    verdicts, p = [], []
    for table in shuffled_comparisons(*planted, times=200):
        verdicts.append(table["verdict"].iloc[0])
        p.append(table["p"].iloc[0])
    # At the level .05, 200 tests make 10 false findings on average and more than 20 in one of a
    # thousand samples. p spreads evenly: a quarter of it lies below .25, give or take .09.
    assert verdicts.count("different") <= 20
    assert np.mean(np.array(p) <= 0.25) == pytest.approx(0.25, abs=0.09)
    assert set(verdicts) <= {"different", "not shown"}


def shuffled_comparisons(corpus, hedges, times):
    """Comparisons of the same articles under outlets dealt out anew."""
    draw = np.random.Generator(np.random.PCG64(11))
    voices = mark_voices(corpus)
    for _ in range(times):
        outlets = draw.permutation(corpus.articles["outlet"].to_numpy(dtype=object))
        shuffled = replace(corpus, articles=corpus.articles.assign(outlet=outlets))
        yield compare_hedging(shuffled, hedges, voices=voices)


def test_shuffled_labels_of_many_outlets_yield_no_main_finding(make_corpus):
    draw = np.random.Generator(np.random.PCG64(17))
    corpus, hedges = make_corpus(
        [
            article
            for place, outlet in enumerate(("North", "South", "East", "West"))
            for article in outlet_articles(outlet, draw.integers(0, 5 + 2 * place, 6))
        ]
    )
    found = 0
    for table in shuffled_comparisons(corpus, hedges, times=200):
        assert (table["family"] == "main").all()
        found += (table["verdict"] == "different").any()
    # At most a twentieth of the families of six has a false find: more than 20 of 200 in one of a
    # thousand samples.
    assert found <= 20


def shuffle_rows(corpus, hedges, seed):
    def shuffled(table):
        return table.sample(frac=1, random_state=seed)

    names = ("documents", "segments", "articles", "sentences")
    frames = {name: shuffled(getattr(corpus, name)) for name in names}
    return replace(corpus, **frames), shuffled(hedges)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_does_not_matter(planted, small, seed):
    for given in (planted, small):
        other = shuffle_rows(*given, seed)
        assert_frame_equal(rate_hedges(*other), rate_hedges(*given), check_exact=True)
        assert_frame_equal(compare_hedging(*other), compare_hedging(*given), check_exact=True)
        assert_frame_equal(hedge_categories(*other), hedge_categories(*given), check_exact=True)


def test_evidence_comes_in_reading_order(small):
    corpus, hedges = small
    backwards = replace(corpus, sentences=corpus.sentences.iloc[::-1]), hedges.iloc[::-1]
    assert_frame_equal(rate_hedges(*backwards), rate_hedges(*small))


def test_swapping_the_outlets_flips_the_sign(planted):
    corpus, hedges = planted
    outlets = corpus.articles["outlet"].map({"North": "South", "South": "North"})
    swapped = replace(corpus, articles=corpus.articles.assign(outlet=outlets))
    one, other = compare_hedging(corpus, hedges).iloc[0], compare_hedging(swapped, hedges).iloc[0]
    assert other["difference"] == pytest.approx(-one["difference"])
    assert other["share_difference"] == pytest.approx(-one["share_difference"])
    assert (other["low"], other["high"]) == pytest.approx((-one["high"], -one["low"]))
    for name in ("p", "p_adjusted", "share_p", "floor", "verdict"):
        assert other[name] == one[name]


def test_doubling_every_text_changes_no_rate_and_narrows_no_interval(make_corpus):
    draw = np.random.Generator(np.random.PCG64(5))
    articles = outlet_articles("North", draw.binomial(10, 0.3, 8)) + outlet_articles(
        "South", draw.binomial(10, 0.6, 7)
    )
    doubled = [article | {"pieces": article["pieces"] * 2} for article in articles]
    once, twice = make_corpus(articles), make_corpus(doubled)
    rates = ["per_1000_words", "sentence_share", "low", "high"]
    assert_frame_equal(rate_hedges(*twice)[rates], rate_hedges(*once)[rates])
    counts = ["hedges_a", "hedges_b", "words_a", "words_b"]
    one, two = compare_hedging(*once), compare_hedging(*twice)
    assert_frame_equal(two.drop(columns=counts), one.drop(columns=counts))
    assert (two[counts] == 2 * one[counts]).all(axis=None)


def copied(articles, times):
    """The same articles so many times, each under an id of its own."""
    return [
        article | {"article": f"{article['article']}-{time}"}
        for time in range(times)
        for article in articles
    ]


def test_copies_of_one_article_are_one_article_in_tests(make_corpus):
    north = copied(outlet_articles("North", [8]), 5)
    corpus, hedges = make_corpus(north + outlet_articles("South", [0, 1, 2, 1, 0]))
    row = compare_hedging(corpus, hedges).iloc[0]
    assert row[["articles_a", "articles_b", "hedges_a"]].tolist() == [1, 5, 40]
    assert row["floor"] == pytest.approx(1 / 6)
    assert (row["verdict"], row["reason"]) == ("undecidable", "too few articles")
    rates = rate_hedges(corpus, hedges).set_index("outlet").loc["North"]
    assert rates[["articles", "hedges", "words"]].tolist() == [5, 40, 500]
    assert rates["copy_ids"] == tuple(f"flood-north-00-{n}" for n in range(1, 5))
    assert np.isnan(rates["low"])


@pytest.mark.parametrize("times", [2, 3])
def test_copying_every_article_moves_no_p_and_no_interval(planted_articles, make_corpus, times):
    once = make_corpus(planted_articles)
    often = make_corpus(copied(planted_articles, times))
    counts = ["hedges_a", "hedges_b", "words_a", "words_b"]
    one, many = compare_hedging(*once), compare_hedging(*often)
    assert_frame_equal(many.drop(columns=counts), one.drop(columns=counts))
    assert (many[counts] == times * one[counts]).all(axis=None)
    rates = ["per_1000_words", "sentence_share", "low", "high"]
    assert_frame_equal(rate_hedges(*often)[rates], rate_hedges(*once)[rates])
    assert rate_hedges(*often)["copy_ids"].map(len).tolist() == [20 * (times - 1)] * 2
    assert rate_hedges(*once)["copy_ids"].tolist() == [(), ()]


def test_what_counts_as_a_copy(make_corpus):
    def article(name, text, outlet="North", headline="Flood in the valley", **other):
        pieces = [("headline", headline, []), ("body", text, [])]
        return {"article": name, "outlet": outlet, "pieces": pieces} | other

    text = "The river’s dam held"
    corpus, _ = make_corpus(
        [
            article("b", text),
            article("a", "THE RIVER'S  DAM -- HELD!"),
            article("c", text, headline="Flood"),
            article("d", text, outlet="South"),
            article("e", text, outlet="unknown"),
            article("f", text, outlet="unknown"),
            article("g", text, event="storm"),
            article("h", text, headline_only=True),
            {"article": "i", "outlet": "North"},
            {"article": "j", "outlet": "North"},
        ]
    )
    originals = find_originals(corpus)
    assert {article for article, first in originals.items() if article != first} == {"b", "c", "g"}
    assert originals["b"] == originals["c"] == originals["g"] == "a"
    assert "h" not in originals


def test_a_copy_in_another_event_is_none_there(make_corpus):
    north = outlet_articles("North", [3, 4])
    again = [article | {"article": f"s{n}", "event": "storm"} for n, article in enumerate(north)]
    rates = rate_hedges(*make_corpus(north + again))
    assert rates["copy_ids"].tolist() == [(), ()]
    together = rate_hedges(*make_corpus(north + again), by=["outlet"])
    assert together["copy_ids"].tolist() == [("s0", "s1")]


def test_headline_only_articles_change_nothing(small):
    corpus, hedges = small
    kept = corpus.articles[~corpus.articles["headline_only"]]
    without = replace(corpus, articles=kept)
    assert_frame_equal(rate_hedges(without, hedges), rate_hedges(corpus, hedges))
    assert_frame_equal(compare_hedging(without, hedges), compare_hedging(corpus, hedges))


def test_one_outlet_and_one_article(make_corpus):
    corpus, hedges = make_corpus(outlet_articles("North", [2]))
    assert rate_hedges(corpus, hedges)["hedges"].tolist() == [2]
    assert compare_hedging(corpus, hedges).empty


def test_frames_without_rows_keep_columns_and_dtypes(make_corpus, small):
    empty = make_corpus([])
    for call in (rate_hedges, compare_hedging, hedge_categories):
        nothing, something = call(*empty), call(*small)
        assert len(nothing) == 0
        assert nothing.dtypes.to_dict() == something.dtypes.to_dict()
    assert list(compare_hedging(*empty).columns) == list(DIFFERENCES)
    assert list(rate_hedges(*empty).columns) == ["event", "outlet", *RATES]
    assert list(hedge_categories(*empty).columns) == ["event", "outlet", *CATEGORIES]
    by = ("event", "outlet", "voice")
    assert list(rate_hedges(*empty, by).columns) == [*by, *RATES]


def test_hedges_without_rows(small):
    corpus, hedges = small
    table = rate_hedges(corpus, hedges.iloc[:0])
    assert table["hedges"].tolist() == [0, 0, 0]
    assert hedge_categories(corpus, hedges.iloc[:0]).empty
    assert compare_hedging(corpus, hedges.iloc[:0])["difference"].iloc[2] == 0


def test_nothing_handed_in_is_changed(small):
    corpus, hedges = small
    before = [table.copy() for table in (corpus.articles, corpus.sentences, hedges)]
    rate_hedges(corpus, hedges, by=("outlet", "role"))
    compare_hedging(corpus, hedges)
    hedge_categories(corpus, hedges)
    for table, copy in zip((corpus.articles, corpus.sentences, hedges), before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


# --- voice ---------------------------------------------------------------------------------------


def in_voices(*runs):
    """Runs of one voice: (article, start, end, voice)."""
    rows = [(article, article, start, end, "body", voice) for article, start, end, voice in runs]
    return frame(rows, SCHEMA)


@pytest.fixture(scope="module")
def spoken(make_corpus):
    """Two outlets, one of which quotes nobody; with the frame of voices.

    "one two three four five. | six seven eight nine ten." The other: "one two | three four five."
    """
    corpus, hedges = make_corpus(
        [
            {
                "article": "n1", "outlet": "North",
                "pieces": [("body", TEN, ["modal", "evidential", "modal"])],
            },
            {"article": "s1", "outlet": "South", "pieces": [("body", FIVE, ["modal"])]},
        ]
    )  # fmt: skip
    voices = in_voices(
        ("n1", 0, 8, "own"), ("n1", 8, 24, "direct"), ("n1", 24, len(TEN), "paraphrase"),
        ("s1", 0, len(FIVE), "own"),
    )  # fmt: skip
    hedges = hedges.assign(voice=["own", "direct", "direct", "own"])
    return corpus, hedges, voices


def test_words_hedges_and_sentences_by_voice_by_hand(spoken):
    corpus, hedges, voices = spoken
    table = rate_hedges(corpus, hedges, ("outlet", "voice"), voices=voices)
    columns = ["outlet", "voice", "articles", "words", "sentences", "hedges", "hedged"]
    assert table[columns].to_numpy().tolist() == [
        ["North", "direct", 1, 3, 1, 2, 1],
        ["North", "own", 1, 2, 1, 1, 1],
        ["North", "paraphrase", 1, 5, 1, 0, 0],
        ["South", "direct", 0, 0, 0, 0, 0],
        ["South", "own", 1, 5, 1, 1, 1],
        ["South", "paraphrase", 0, 0, 0, 0, 0],
    ]
    north = table[table["outlet"] == "North"].set_index("voice")
    assert north.loc["direct", "hedge_ids"] == ("n1.h2", "n1.h3")
    assert north.loc["own", "per_1000_words"] == pytest.approx(1 / 2 * 1000)
    assert table["per_1000_words"].isna().tolist() == [False, False, False, True, False, True]
    assert table["sentence_share"].isna().sum() == 2


def test_words_and_hedges_add_up_over_the_voices_and_sentences_do_not(spoken):
    corpus, hedges, voices = spoken
    whole = rate_hedges(corpus, hedges, ("outlet",)).set_index("outlet")
    parts = rate_hedges(corpus, hedges, ("outlet", "voice"), voices=voices)
    sums = parts.groupby("outlet")[["words", "hedges", "sentences"]].sum()
    assert sums["words"].to_dict() == whole["words"].to_dict() == {"North": 10, "South": 5}
    assert sums["hedges"].to_dict() == whole["hedges"].to_dict()
    assert (sums.loc["North", "sentences"], whole.loc["North", "sentences"]) == (3, 1)


@pytest.mark.parametrize("cut", range(len(TEN) + 1))
def test_a_word_that_is_cut_counts_where_it_begins(make_corpus, cut):
    corpus, hedges = make_corpus([{"article": "a", "outlet": "A", "pieces": [("body", TEN, [])]}])
    voices = in_voices(("a", 0, cut, "own"), ("a", cut, len(TEN), "direct"))
    table = rate_hedges(corpus, hedges, ("voice",), voices=voices).set_index("voice")
    begun = len(TEN[:cut].split())
    assert table["words"].to_dict() == {"own": begun, "direct": 10 - begun, "paraphrase": 0}


def test_roles_and_voices_together(spoken):
    corpus, hedges, voices = spoken
    table = rate_hedges(corpus, hedges, ("outlet", "role", "voice"), voices=voices)
    assert table[["outlet", "role", "voice", "words"]].to_numpy().tolist() == [
        ["North", "body", "direct", 3],
        ["North", "body", "own", 2],
        ["North", "body", "paraphrase", 5],
        ["South", "body", "own", 5],
    ]


def test_a_mark_without_words_is_lost_in_no_voice(make_corpus):
    corpus, hedges = make_corpus(
        [{"article": "a", "outlet": "A", "pieces": [("headline", "one two?", ["distancing"])]}]
    )
    voices = in_voices(("a", 0, 7, "direct"), ("a", 7, 8, "own"))
    for by in (("voice",), ("role", "voice")):
        table = rate_hedges(corpus, hedges, by, voices=voices).set_index("voice")
        assert table.loc["own", ["words", "hedges", "hedged", "sentences"]].tolist() == [0, 1, 1, 1]


def test_categories_by_voice(spoken):
    corpus, hedges, voices = spoken
    table = hedge_categories(corpus, hedges, ("event", "outlet", "voice"), voices=voices)
    assert len(table) == 2 * len(VOICES) * 2
    found = table[table["hedges"] > 0]
    assert found[["outlet", "voice", "category", "hedges"]].to_numpy().tolist() == [
        ["North", "direct", "evidential", 1],
        ["North", "direct", "modal", 1],
        ["North", "own", "modal", 1],
        ["South", "own", "modal", 1],
    ]


def test_outlets_are_compared_by_their_own_words(make_corpus):
    """Alike in what they say themselves; one quotes people who hedge, the other one does not."""
    north, south = outlet_articles("North", [4] * 8), outlet_articles("South", [4] * 8)
    quoting = [
        article | {"pieces": [*article["pieces"], *[("quotation", TEN, ["modal"] * 3)] * place]}
        for place, article in enumerate(north, start=8)
    ]
    corpus, hedges = make_corpus(quoting + south)
    hedges.loc[hedges["role"] == "quotation", "voice"] = "direct"
    voices = in_voices(
        *(
            (row["article"], row["start"], row["end"], voice)
            for row in corpus.sentences.to_dict("records")
            for voice in ["direct" if row["role"] == "quotation" else "own"]
        )
    )
    own = compare_hedging(corpus, hedges, voices=voices).iloc[0]
    assert own["difference"] == pytest.approx(0)
    assert (own["verdict"], own["words_a"]) == ("not shown", own["words_b"])
    whole = compare_hedging(corpus, hedges, voice=None).iloc[0]
    assert (whole["verdict"], whole["family"]) == ("different", "exploratory")
    direct = compare_hedging(corpus, hedges, voice="direct", voices=voices).iloc[0]
    assert direct["reason"] == "no words"


def test_boosters_are_rated_like_hedges(spoken):
    corpus, hedges, voices = spoken
    boosters = hedges.iloc[:1].assign(category="booster")
    table = rate_hedges(corpus, boosters, ("outlet", "voice"), voices=voices)
    assert table.loc[table["voice"] == "own", "hedges"].tolist() == [1, 0]
