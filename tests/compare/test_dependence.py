"""Outlets that are known here through another one."""

import pytest

from analysis import compare_hedging, compare_numbers, compare_similarity
from analysis.compare.dependence import dependent_pairs, find_dependence
from analysis.compare.origins import number_origins
from analysis.corpus.entries import UNKNOWN

WORDS = [("body", "The dam may have broken over the mill.", ["modal"])]


def articles(*rows):
    defaults = {"quoted_in": None, "reposted_by": None, "publisher": None, "pieces": WORDS}
    return [
        defaults | {"article": article, "outlet": outlet} | more for article, outlet, more in rows
    ]


@pytest.fixture
def hosted(make_corpus):
    """Essay quotes the Wire, and reposts one of two articles of the Post."""
    return make_corpus(
        articles(
            ("a-essay", "Essay, late edition", {}),
            ("b-wire", "Wire", {"quoted_in": "a-essay", "reposted_by": "Essay, late edition"}),
            ("c-post", "Post", {"reposted_by": "the Essay, late edition"}),
            ("d-post", "Post", {}),
            ("e-unknown", UNKNOWN, {"quoted_in": "a-essay"}),
            ("f-far", "Far Sheet", {"reposted_by": "Elsewhere"}),
        )
    )


def test_who_is_known_through_whom(hosted):
    table = dependent_pairs(hosted[0])
    assert table[["outlet_a", "outlet_b", "how", "articles"]].values.tolist() == [
        ["Essay, late edition", "Post", "reposted", ("c-post",)],
        ["Essay, late edition", "Wire", "quoted", ("b-wire",)],
    ]
    assert table["reason"].tolist() == [
        "1 of 2 articles of Post is known here only as reposted by Essay, late edition",
        "Wire is known here only as quoted by Essay, late edition",
    ]


def test_other_events_are_others(make_corpus):
    corpus, _ = make_corpus(
        articles(
            ("a", "Essay", {"event": "fair"}),
            ("b", "Wire", {"reposted_by": "Essay"}),
            ("c", "Essay", {"event": "flood"}),
        )
    )
    found = find_dependence(corpus)
    assert found.of_outlets("flood", "Essay", "Wire") == found.of_outlets(None, "Wire", "Essay")
    assert found.of_outlets("flood", "Essay", "Wire")
    assert not found.of_outlets("fair", "Essay", "Wire")
    assert found.of_articles("c", "b")
    assert not found.of_articles("a", "b")


def test_comparisons_of_outlets_and_articles_say_it(hosted):
    corpus, hedges = hosted
    tests = compare_hedging(corpus, hedges, voice=None)
    said = {
        frozenset((row["outlet_a"], row["outlet_b"])): row["dependence"]
        for row in tests.to_dict("records")
    }
    assert said[frozenset(("Essay, late edition", "Wire"))].startswith("Wire is known here only")
    assert said[frozenset(("Post", "Wire"))] == ""
    pairs = compare_similarity(corpus).set_index(["article_a", "article_b"])["dependence"]
    assert pairs["a-essay", "b-wire"] == (
        "the article of Wire is known here only as quoted by Essay, late edition"
    )
    assert pairs["a-essay", "c-post"]
    assert not pairs["a-essay", "d-post"]


def test_overlaps_of_dependent_outlets_are_told_apart(hosted, make_quantities):
    count = {"unit": "family", "low": 70.0, "high": 70.0}
    other = {"unit": "family", "low": 900.0, "high": 900.0}
    rows = [
        {"article": "a-essay"} | count, {"article": "b-wire"} | count,
        {"article": "c-post"} | other, {"article": "f-far"} | count,
    ]  # fmt: skip
    group = compare_numbers(hosted[0], make_quantities(rows)).iloc[0]
    # The Post depends on the Essay, but no interval of theirs meets.
    assert (group["pairs"], group["overlapping"]) == (6, 3)
    assert group["dependent"] == ("Wire is known here only as quoted by Essay, late edition",)


@pytest.mark.parametrize(
    ("stating", "most"),
    [
        (("a-essay", "b-wire"), 1),  # the host has it from its guest
        (("a-essay", "c-post"), 1),
        (("a-essay", "d-post"), 2),  # an article that the Essay did not repost
        (("b-wire", "c-post"), 2),
        (("a-essay", "b-wire", "c-post"), 2),
        (("a-essay", "b-wire", "f-far"), 2),
    ],
)
def test_a_host_adds_no_origin_and_its_guest_is_one(
    hosted, make_attributions, make_quantities, stating, most
):
    rows = [{"article": article, "unit": "family", "low": 70.0, "high": 70.0}
            for article in stating]  # fmt: skip
    quantities = make_quantities(rows).assign(attribution=None)
    origin = number_origins(hosted[0], make_attributions([]), quantities).iloc[0]
    assert (origin["fewest"], origin["most"]) == (1, most)
    assert origin["single_source"] == (most == 1)


def test_a_host_that_names_a_source_keeps_it(hosted, make_attributions, make_quantities):
    attributions = make_attributions([{"article": "a-essay", "speaker": "Ada Quill"}])
    rows = [
        {"article": name, "unit": "family", "low": 70.0, "high": 70.0}
        for name in ("a-essay", "b-wire")
    ]
    quantities = make_quantities(rows).assign(attribution=[attributions["id"].iloc[0], None])
    origin = number_origins(hosted[0], attributions, quantities).iloc[0]
    assert origin["named"] == ("Ada Quill",)
    assert (origin["fewest"], origin["most"]) == (1, 2)
    assert origin["dependent"] == ("Wire is known here only as quoted by Essay, late edition",)
