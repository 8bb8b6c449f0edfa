"""Whose words, how exactly ascribed, by whom: on invented attributions with a known answer."""

import math
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import load_corpus, mark_attributions, mark_voices
from analysis.compare.attribution import (
    LADDER,
    NO_CUE,
    compare_attribution,
    compare_cues,
    compare_speakers,
    own_attributions,
    rate_voices,
    share_without_one,
    strength_of,
)
from analysis.compare.names import bare_name, name_key, name_speakers
from analysis.corpus.entries import UNKNOWN

RUNGS = [
    ("person", "Ada Quill", "Ada Quill", "named person"),
    ("person", "she", "Ada Quill", "named person"),
    ("person", "she", None, "sources and groups"),
    ("person", "quill", "quill", "sources and groups"),
    ("person", "the minister", None, "officials"),
    ("organisation", "the Harbour Office", "the Harbour Office", "office or organisation"),
    ("organisation", "the harbour office", "the harbour office", "officials"),
    ("organisation", "the report", "the report", "sources and groups"),
    ("unnamed", "two senior officials", None, "officials"),
    ("unnamed", "a spokesman for the mill", None, "officials"),
    ("unnamed", "a source near the commander", None, "sources and groups"),
    ("unnamed", "witnesses", None, "sources and groups"),
    ("collective", "council commanders", "council commanders", "officials"),
    ("collective", "residents", "residents", "sources and groups"),
    ("outlet", "the Hill Post", "Hill Post", "other outlet"),
    ("outlet", "local media", "local media", "sources and groups"),
    ("unnamed", None, None, "nobody named"),
]


@pytest.mark.parametrize(("source_type", "source", "speaker", "rung"), RUNGS)
def test_each_way_of_naming_has_its_rung(source_type, source, speaker, rung):
    row = {"source_type": source_type, "source": source, "speaker": speaker}
    named = pd.DataFrame([row | {"event": "flood", "outlet": "Hill Post"}])
    assert strength_of(named.join(name_speakers(named))).tolist() == [rung]


def test_rungs_are_ordered_and_explained(harbour, make_attributions):
    attributions = make_attributions([{"article": "a1", "speaker": "Ada Quill"}])
    strengths = own_attributions(harbour, attributions)["strength"]
    assert strengths.cat.ordered
    assert list(strengths.cat.categories) == list(LADDER)
    assert all(len(meaning) > 20 for meaning in LADDER.values())


@pytest.fixture
def harbour(make_corpus):
    """Three outlets, one of them unknown, on one event."""
    articles = [("a1", "Hill Post"), ("a2", "Quay Echo"), ("a3", UNKNOWN), ("a4", "Silent Sheet")]
    return make_corpus([{"article": a, "outlet": outlet} for a, outlet in articles])[0]


def test_outlets_without_attributions_stand_with_zero(harbour, make_attributions):
    attributions = make_attributions([{"article": "a1", "speaker": "Ada Quill"}])
    table = compare_attribution(harbour, attributions)
    assert len(table) == 4 * len(LADDER)
    silent = table[table["outlet"] == "Silent Sheet"]
    assert silent["attributions"].sum() == 0
    assert silent["share"].isna().all()
    first = table[table["attributions"] > 0].iloc[0]
    assert (first["outlet"], first["strength"], first["share"]) == ("Hill Post", "named person", 1)
    assert first["ids"] == tuple(attributions["id"])


def test_what_stands_inside_quoted_words_is_not_the_outlets(harbour, make_attributions):
    rows = [{"article": "a1", "speaker": "Ada Quill", "nested": nested} for nested in (0, 1)]
    attributions = make_attributions(rows)
    assert len(own_attributions(harbour, attributions)) == 1
    assert compare_attribution(harbour, attributions)["attributions"].sum() == 1
    assert compare_cues(harbour, attributions)["attributions"].sum() == 1


def test_a_speaker_is_counted_by_outlet_and_an_unknown_one_is_none(harbour, make_attributions):
    rows = [
        {"article": "a1", "speaker": "Ada Quill"},
        {"article": "a2", "speaker": "ADA  QUILL"},
        {"article": "a3", "speaker": "Ada Quill"},
        {"article": "a2", "speaker": "Quill"},
        {"article": "a3", "speaker": "Bo Reed"},
    ]
    table = compare_speakers(harbour, make_attributions(rows))
    quill = table[table["attributions"] == 4].iloc[0]
    assert quill["by"] == ("Hill Post", "Quay Echo")
    assert quill["outlets"] == 2
    reed = table[table["speaker"] == "Bo Reed"].iloc[0]
    assert (reed["outlets"], reed["by"]) == (0, ())


def test_a_short_name_with_two_owners_belongs_to_neither(harbour, make_attributions):
    names = ("Ada Quill", "Cy Quill", "Quill")
    rows = [{"article": "a1", "speaker": name} for name in names]
    table = compare_speakers(harbour, make_attributions(rows))
    assert sorted(table["speaker"]) == sorted(names)


@pytest.mark.parametrize(
    ("source_type", "words"),
    [("unnamed", "a source"), ("collective", "Residents"), ("organisation", "the office")],
)
def test_descriptions_are_never_put_together_over_outlets(
    harbour, make_attributions, source_type, words
):
    rows = [
        {"article": article, "source_type": source_type, "source": words, "speaker": speaker}
        for article in ("a1", "a2")
        for speaker in [None if source_type == "unnamed" else words]
    ]
    table = compare_speakers(harbour, make_attributions(rows))
    assert table["named"].tolist() == [False, False]
    assert sorted(table["by"]) == [("Hill Post",), ("Quay Echo",)]


def test_cues_are_counted_by_category(harbour, make_attributions):
    rows = [
        {"article": "a1", "cue": "Claims", "category": "doubting"},
        {"article": "a1", "cue": "claims", "category": "doubting"},
        {"article": "a2", "cue": None, "category": None},
    ]
    table = compare_cues(harbour, make_attributions(rows)).set_index(["category", "cue"])
    assert table["attributions"].to_dict() == {("doubting", "claims"): 2, (NO_CUE, ""): 1}


def test_nothing_found_keeps_the_columns(harbour, make_attributions):
    none = make_attributions([])
    assert compare_attribution(harbour, none)["attributions"].sum() == 0
    for compare in (compare_speakers, compare_cues):
        table = compare(harbour, none)
        assert table.empty
        assert "ids" in table


@given(st.text())
def test_a_name_has_a_key_whatever_it_is(name):
    assert name_key(name) == name_key(f"  {name} ")
    assert bool(bare_name(name)) == bool(name.split())


def test_names_keep_the_index_of_the_attributions(harbour, make_attributions):
    own = make_attributions([{"article": "a1", "speaker": "Ada Quill"}]).assign(
        event="flood", outlet="Hill Post"
    )
    own.index = [7]
    assert name_speakers(own).index.tolist() == [7]


# --- voices --------------------------------------------------------------------------------------


def write(folder, name, outlet, text, headline="Mill turns again"):
    folder.mkdir(exist_ok=True)
    label = f"---\noutlet: {outlet}\nheadline: {headline}\n---\n"
    (folder / f"{name}.txt").write_text(label + text + "\n", encoding="utf-8")


def test_words_of_each_voice_add_up(tmp_path):
    write(tmp_path, "a", "Hill Post", 'The mill turned. "It is loud," Ada Quill said.')
    corpus = load_corpus(tmp_path)
    shares = rate_voices(corpus, mark_voices(corpus))
    words = shares.set_index(["role", "voice"])["words"]
    assert words["headline"].to_dict() == {"own": 3, "direct": 0, "paraphrase": 0}
    assert words["body"].to_dict() == {"own": 6, "direct": 3, "paraphrase": 0}
    assert math.isclose(shares[shares["role"] == "body"]["share"].sum(), 1)


def test_copies_are_one_article_where_originals_are_asked_for(tmp_path):
    for name in ("a", "b"):
        write(tmp_path, name, "Hill Post", 'The mill turned. "It is loud," Ada Quill said.')
    corpus = load_corpus(tmp_path)
    by = ("event", "original", "role")
    shares = rate_voices(corpus, mark_voices(corpus), by)
    assert set(shares["original"]) == {"a"}
    assert shares["words"].sum() == 2 * 12


def test_leaving_out_one_article_gives_the_range():
    parts, totals = pd.Series([10, 0]), pd.Series([10, 30])
    assert share_without_one(parts, totals) == (0.0, 1.0)
    for lone in ([5], [0, 5]):
        low, high = share_without_one(pd.Series(lone), pd.Series(lone))
        assert math.isnan(low)
        assert math.isnan(high)


def test_a_found_attribution_reaches_the_ladder(tmp_path):
    write(tmp_path, "a", "Hill Post", "Ada Quill said that the mill was loud. It turned.")
    corpus = load_corpus(tmp_path)
    table = compare_attribution(corpus, mark_attributions(corpus))
    assert table.set_index("strength")["attributions"]["named person"] == 1
    assert table["attributions"].sum() == 1


def test_the_ladder_goes_from_exact_to_nobody():
    order = list(LADDER)
    for stronger, weaker in pairwise(
        ["named person", "office or organisation", "officials", "sources and groups",
         "other outlet", "nobody named"]
    ):  # fmt: skip
        assert order.index(stronger) < order.index(weaker)
