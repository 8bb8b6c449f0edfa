"""Names joined and sides given by the aliases of a corpus, on invented attributions."""

import math
from dataclasses import replace

import pytest

from analysis.compare.attribution import compare_speakers, own_attributions
from analysis.compare.names import AliasNames
from analysis.compare.origins import number_origins
from analysis.compare.outlets import OutletNames
from analysis.compare.provenance import cite_edges
from analysis.compare.sides import SIDES, compare_sides
from analysis.corpus.corpus import SCHEMAS, frame
from analysis.corpus.entries import UNKNOWN

ROWS = [
    ("MWA", "Marrow Water Authority", "speaker", ""),
    ("Marrow Water Authority", "Marrow Water Authority", "speaker", "authorities"),
    ("Ollerby", "Marrow government", "speaker", "authorities"),
    ("the premier", "Ada Quill", "speaker", "authorities"),
    ("valley watch", "Valley Watch", "group", "volunteers"),
    ("residents", "residents", "speaker", "residents"),
    ("US", "Upper Sluice", "speaker", "authorities"),
    ("Wire", "Marrow Wire", "speaker", "press"),
    ("Hilltown", "Hill", "place", "authorities"),
]


def with_aliases(corpus, rows=ROWS):
    return replace(corpus, aliases=frame(rows, SCHEMAS["aliases"]))


@pytest.fixture
def harbour(make_corpus):
    """Three outlets, one of them unknown, on one event."""
    articles = [("a1", "Hill Post"), ("a2", "Quay Echo"), ("a3", UNKNOWN), ("a4", "Silent Sheet")]
    return make_corpus([{"article": a, "outlet": outlet} for a, outlet in articles])[0]


def body(article, speaker, **values):
    return {"article": article, "speaker": speaker, "source_type": "organisation", **values}


def described(article, words, **values):
    kind = {"source_type": "unnamed", "source": words, "speaker": None}
    return {"article": article, **kind, **values}


def speakers(corpus, attributions):
    table = compare_speakers(corpus, attributions)
    return {
        (row["speaker"], row["named"]): (row["side"], row["attributions"], row["by"])
        for row in table.to_dict("records")
    }


def test_an_abbreviation_and_the_full_name_are_one_speaker(harbour, make_attributions):
    rows = [body("a1", "MWA"), body("a2", "the Marrow Water  Authority’s"), body("a2", "the mwa")]
    attributions = make_attributions(rows)
    both = ("Hill Post", "Quay Echo")
    assert speakers(with_aliases(harbour), attributions) == {
        ("Marrow Water Authority", True): ("authorities", 2, both),
        ("mwa", False): ("", 1, ("Quay Echo",)),  # no abbreviation is written so
    }
    assert len(speakers(harbour, attributions)) == 3


def test_a_capital_stands_for_its_government(harbour, make_attributions):
    rows = [body("a1", "Ollerby"), body("a2", "Marrow government"), body("a2", "Upper Ollerby")]
    found = speakers(with_aliases(harbour), make_attributions(rows))
    assert found["Marrow government", True] == ("authorities", 2, ("Hill Post", "Quay Echo"))
    assert found["Upper Ollerby", True] == ("", 1, ("Quay Echo",))


def test_places_and_nouns_do_not_act_on_speakers(harbour, make_attributions):
    found = speakers(with_aliases(harbour), make_attributions([body("a1", "Hilltown")]))
    assert list(found) == [("Hilltown", True)]
    assert found["Hilltown", True][0] == ""


def test_a_description_is_a_speaker_whom_its_outlet_names_else_it_stays(harbour, make_attributions):
    premier = described("a1", "The premier")
    alone = speakers(with_aliases(harbour), make_attributions([premier]))
    assert alone == {("Ada Quill", False): ("authorities", 1, ("Hill Post",))}
    elsewhere = {"article": "a2", "speaker": "Ada Quill"}
    apart = speakers(with_aliases(harbour), make_attributions([premier, elsewhere]))
    assert set(apart) == {("Ada Quill", False), ("Ada Quill", True)}
    named = [premier, elsewhere, {"article": "a1", "speaker": "Quill"}]
    joined = speakers(with_aliases(harbour), make_attributions(named))
    assert joined == {("Ada Quill", True): ("authorities", 3, ("Hill Post", "Quay Echo"))}


def test_a_row_of_one_name_gives_a_side_and_joins_nothing(harbour, make_attributions):
    rows = [described(article, "residents") for article in ("a1", "a2")]
    table = compare_speakers(with_aliases(harbour), make_attributions(rows))
    assert table["named"].tolist() == [False, False]
    assert table["side"].tolist() == ["residents", "residents"]


def test_a_short_name_leads_to_the_alias_of_its_long_one(harbour, make_attributions):
    rows = [("Ada Quill", "Ada Quill-Reed", "speaker", "millers")]
    people = [{"article": "a1", "speaker": name} for name in ("Ada Quill", "Quill")]
    found = speakers(with_aliases(harbour, rows), make_attributions(people))
    assert found == {("Ada Quill-Reed", True): ("millers", 2, ("Hill Post",))}


def test_of_one_alias_the_row_of_a_speaker_goes_before_that_of_a_group():
    rows = [("MB", "Mill people", "group", "many"), ("MB", "Mill Board", "speaker", "")]
    names = AliasNames(frame(rows, SCHEMAS["aliases"]))
    assert names.find("the MB") == ("Mill Board", "")
    assert names.find("Mill people") == ("Mill people", "many")
    assert names.name("Ada Quill") == "Ada Quill"


def test_without_aliases_no_speaker_has_a_side(harbour, make_attributions):
    attributions = make_attributions([body("a1", "MWA"), described("a2", "residents")])
    assert set(own_attributions(harbour, attributions)["side"]) == {""}
    sides = compare_sides(harbour, attributions)
    assert list(sides.columns) == list(SIDES)
    assert sides.empty


# --- sides ---------------------------------------------------------------------------------------


def test_sides_are_counted_by_outlet_with_zeros_and_the_rest_apart(harbour, make_attributions):
    rows = [
        body("a1", "MWA"),
        body("a1", "Ollerby"),
        described("a1", "residents"),
        body("a1", "Bo Reed"),
        described("a1", None),
        described("a2", "a source"),
        body("a2", "Valley Watch", nested=True),
    ]
    attributions = make_attributions(rows)
    table = compare_sides(with_aliases(harbour), attributions)
    assert table["side"].drop_duplicates().tolist() == ["authorities", "residents", ""]
    assert len(table) == 3 * 4
    cells = table.set_index(["side", "outlet"])
    first = cells.loc[("authorities", "Hill Post")]
    assert (first["attributions"], first["sided"], len(first["named"])) == (2, 3, 2)
    assert math.isclose(first["share"], 2 / 3)
    assert first["ids"] == tuple(attributions["id"][:2])
    assert cells.loc[("residents", "Hill Post"), "named"] == ()
    assert cells.loc[("", "Hill Post"), "attributions"] == 2
    assert cells.loc[("", "Quay Echo"), ["attributions", "sided"]].tolist() == [1, 0]
    assert cells.loc[("authorities", "Silent Sheet"), "attributions"] == 0
    assert cells["share"].isna().sum() == 4 + 2 * 3  # no side, or no attribution with one
    assert cells["attributions"].sum() == len(own_attributions(harbour, attributions))


def test_a_side_of_one_event_is_no_row_of_another(make_corpus, make_attributions):
    events = {"a1": "flood", "a2": "fire"}
    rows = [{"article": a, "outlet": "Hill Post", "event": event} for a, event in events.items()]
    corpus = with_aliases(make_corpus(rows)[0])
    table = compare_sides(corpus, make_attributions([body("a1", "MWA"), described("a2", "he")]))
    assert table.groupby("event")["side"].agg(list).to_dict() == {
        "fire": [""], "flood": ["authorities", ""],
    }  # fmt: skip


# --- who cites whom ------------------------------------------------------------------------------


def test_joined_names_are_one_node(harbour, make_attributions):
    rows = [
        body("a1", "MWA", via="Wire"),
        body("a2", "Marrow Water Authority", via="the Marrow Wire"),
    ]
    edges = cite_edges(with_aliases(harbour), make_attributions(rows))
    relays = edges[edges["relation"] == "relays"].iloc[0]
    assert (relays["citing"], relays["cited"], relays["count"]) == (
        "Marrow Wire", "Marrow Water Authority", 2,
    )  # fmt: skip
    assert set(edges["cited"]) == {"Marrow Wire", "Marrow Water Authority"}


def test_an_alias_of_an_outlet_is_that_outlet(harbour):
    rows = [("Post", "Hill Post", "speaker", ""), ("Quay Echo", "The Echo", "speaker", "")]
    names = OutletNames(with_aliases(harbour, rows))
    assert names.find("flood", "the Post") == "Hill Post"
    assert names.find("flood", "The Echo") == names.find("flood", "Quay Echo") == "Quay Echo"
    assert names.find("flood", "the Sheet") == "Sheet"


@pytest.mark.parametrize("nested", [False, True])
def test_a_number_of_one_body_under_two_names_has_one_origin(
    harbour, make_attributions, make_quantities, nested
):
    rows = [body("a1", "MWA"), body("a2", "Marrow Water Authority", nested=nested)]
    attributions = make_attributions(rows)
    boats = {"unit": "boat", "low": 40.0, "high": 40.0, "text": "40 boats"}
    quantities = make_quantities([boats | {"article": article} for article in ("a1", "a2")])
    quantities["attribution"] = attributions["id"]
    for corpus, most in ((harbour, 2), (with_aliases(harbour), 1)):
        assert number_origins(corpus, attributions, quantities)["most"].tolist() == [most]
