"""Planted chains of sources, of which the number of origins is known."""

from itertools import pairwise

import pandas as pd
import pytest

from analysis import load_corpus, mark_attributions, mark_quantities
from analysis.compare.origins import number_origins
from analysis.compare.outlets import OutletNames
from analysis.compare.provenance import (
    EDGES,
    cite_edges,
    compare_provenance,
    find_loops,
    provenance_graph,
)
from analysis.corpus.corpus import frame
from analysis.corpus.entries import UNKNOWN

FIVE = ["Hill Post", "Quay Echo", "Mill Mirror", "Weir Times", "Ford Gazette"]


@pytest.fixture
def planted(make_corpus, make_quantities, make_attributions):
    """Build corpus, attributions and quantities from rows: outlet, source ..., one article each.

    Each row is an article of an outlet that states one number, 40 boats, ascribed as the row says;
    with no source it states it in its own voice.
    """

    def build(rows):
        names = [f"a{number}" for number in range(1, len(rows) + 1)]
        articles = [
            {"article": name, "outlet": row["outlet"], **row.get("article", {}),
             "pieces": row.get("pieces", [("body", f"{name} has words of its own.", [])])}
            for name, row in zip(names, rows, strict=True)
        ]  # fmt: skip
        corpus = make_corpus(articles)[0]
        own = {"outlet", "article", "pieces"}
        given = [
            {"article": name} | {key: value for key, value in row.items() if key not in own}
            for name, row in zip(names, rows, strict=True)
            if set(row) - own
        ]
        attributions = make_attributions(given)
        ids = dict(zip(attributions["article"], attributions["id"], strict=True))
        quantities = make_quantities(
            [
                {"article": name, "unit": "boat", "low": 40.0, "high": 40.0, "text": "40 boats"}
                for name in names
            ]
        )
        quantities["attribution"] = [ids.get(name) for name in quantities["article"]]
        return corpus, attributions, quantities

    return build


def origins(planted, rows):
    corpus, attributions, quantities = planted(rows)
    table = number_origins(corpus, attributions, quantities)
    assert len(table) == 1
    return table.iloc[0]


def test_a_wire_in_five_outlets_is_one_origin(planted):
    agency = {"speaker": "Marrow Wire", "source_type": "outlet"}
    row = origins(planted, [{"outlet": outlet, **agency} for outlet in FIVE])
    assert (row["fewest"], row["most"], row["single_source"]) == (1, 1, True)
    assert (row["articles"], row["outlets"]) == (5, 5)
    assert row["named"] == ("Marrow Wire",)
    assert len(row["ids"]) == 5


def test_three_outlets_that_name_nobody_are_one_to_three(planted):
    row = origins(planted, [{"outlet": outlet} for outlet in FIVE[:3]])
    assert (row["fewest"], row["most"], row["single_source"]) == (1, 3, False)
    assert row["own"] == 3


def test_unnamed_sources_are_never_put_together(planted):
    source = {"source": "a source", "speaker": None, "source_type": "unnamed"}
    row = origins(planted, [{"outlet": outlet, **source} for outlet in FIVE[:2]])
    assert (row["unnamed"], row["fewest"], row["most"]) == (2, 1, 2)


def test_two_named_sources_are_two_origins(planted):
    rows = [
        {"outlet": "Hill Post", "speaker": "Ada Quill"},
        {"outlet": "Quay Echo", "speaker": "Bo Reed"},
    ]
    row = origins(planted, rows)
    assert (row["fewest"], row["most"]) == (2, 2)


def test_an_outlet_that_is_cited_leads_on_to_its_source(planted):
    rows = [
        {"outlet": "Hill Post", "speaker": "Quay Echo", "source_type": "outlet"},
        {"outlet": "Quay Echo", "speaker": "Ada Quill"},
    ]
    row = origins(planted, rows)
    assert (row["named"], row["fewest"], row["most"]) == (("Ada Quill",), 1, 1)


def test_an_outlet_that_is_cited_and_names_nobody_is_the_one_origin(planted):
    rows = [
        {"outlet": "Hill Post", "speaker": "Quay Echo", "source_type": "outlet"},
        {"outlet": "Quay Echo"},
    ]
    row = origins(planted, rows)
    assert (row["own"], row["fewest"], row["most"], row["single_source"]) == (1, 1, 1, True)


def test_two_outlets_that_only_name_each_other_are_a_loop(planted):
    rows = [
        {"outlet": "Hill Post", "speaker": "Quay Echo", "source_type": "outlet"},
        {"outlet": "Quay Echo", "speaker": "Hill Post", "source_type": "outlet"},
    ]
    corpus, attributions, quantities = planted(rows)
    found = compare_provenance(corpus, attributions, quantities)
    assert found.loops["members"].tolist() == [("Hill Post", "Quay Echo")]
    assert set(found.loops["ids"].iloc[0]) == set(attributions["id"])
    row = found.origins.iloc[0]
    assert row["loop"] == ("Hill Post", "Quay Echo")
    assert (row["fewest"], row["most"], row["single_source"]) == (1, 2, False)


def test_a_loop_that_names_somebody_outside_is_none_for_the_number(planted):
    rows = [
        {"outlet": "Hill Post", "speaker": "Quay Echo", "source_type": "outlet"},
        {"outlet": "Quay Echo", "speaker": "Hill Post", "source_type": "outlet"},
        {"outlet": "Quay Echo", "speaker": "Ada Quill"},
    ]
    row = origins(planted, rows)
    assert (row["loop"], row["named"], row["most"]) == ((), ("Ada Quill",), 1)


def test_a_copy_is_no_further_article(planted):
    pieces = [("body", "Forty boats sank.", [])]
    rows = [{"outlet": "Hill Post", "pieces": pieces} for _ in range(2)]
    corpus, attributions, quantities = planted(rows)
    assert number_origins(corpus, attributions, quantities).empty
    row = origins(planted, [*rows, {"outlet": "Quay Echo"}])
    assert (row["articles"], row["most"]) == (2, 2)
    assert len(row["ids"]) == 3


def test_articles_of_unknown_outlet_stay_apart(planted):
    row = origins(planted, [{"outlet": UNKNOWN}, {"outlet": UNKNOWN}])
    assert (row["outlets"], row["own"], row["most"]) == (2, 2, 2)


def test_a_vague_plural_is_no_shared_number(planted):
    corpus, attributions, quantities = planted([{"outlet": outlet} for outlet in FIVE[:2]])
    vague = quantities.assign(low=24.0, high=120.0, approx=True, text="dozens of boats")
    assert number_origins(corpus, attributions, vague).empty
    figures = vague.assign(text="some 24 to 120 boats")
    assert len(number_origins(corpus, attributions, figures)) == 1


def test_open_and_closed_ends_are_different_numbers(planted):
    corpus, attributions, quantities = planted([{"outlet": outlet} for outlet in FIVE[:2]])
    quantities["high"] = float("nan")
    quantities["low_open"] = [True, False]
    assert number_origins(corpus, attributions, quantities).empty


# --- the graph -----------------------------------------------------------------------------------


def edges_of(planted, rows):
    corpus, attributions, _ = planted(rows)
    table = cite_edges(corpus, attributions)
    return {(row["citing"], row["relation"], row["cited"]): row for row in table.to_dict("records")}


def test_a_relay_stands_between_outlet_and_speaker(planted):
    row = {"outlet": "Hill Post", "speaker": "Ada Quill", "via": "the Marrow Wire"}
    edges = edges_of(planted, [row])
    assert set(edges) == {
        ("Hill Post", "cites", "Marrow Wire"),
        ("Marrow Wire", "relays", "Ada Quill"),
    }


@pytest.mark.parametrize(
    "via", ["the military source in Ollerby", "Almost everyone we spoke to", "a local radio"]
)
def test_who_is_only_described_is_no_node(planted, via):
    row = {"outlet": "Hill Post", "speaker": "Ada Quill", "via": via}
    assert set(edges_of(planted, [row])) == {("Hill Post", "cites", "Ada Quill")}


def test_an_outlet_is_one_node_whatever_it_is_called(planted):
    rows = [
        {"outlet": "Echo", "article": {"publisher": "Quay Echo Press"}},
        {"outlet": "Hill Post", "speaker": "state-run Quay Echo Press", "source_type": "outlet"},
    ]
    edges = edges_of(planted, rows)
    assert set(edges) == {("Hill Post", "cites", "Echo")}
    assert edges["Hill Post", "cites", "Echo"]["cited_kind"] == "outlet"


def test_an_outlet_that_names_itself_is_no_edge(planted):
    rows = [{"outlet": "Quay Echo", "speaker": "The Echo", "source_type": "outlet"}]
    assert edges_of(planted, rows) == {}


def test_unnamed_sources_are_a_node_of_each_outlet(planted):
    source = {"source": "witnesses", "speaker": None, "source_type": "unnamed"}
    edges = edges_of(planted, [{"outlet": outlet, **source} for outlet in FIVE[:2]])
    assert {cited for *_, cited in edges} == {"unnamed: Hill Post", "unnamed: Quay Echo"}


def test_reposts_of_the_catalogue_are_edges_with_their_date(planted):
    article = {"reposted_by": "Copy Page", "reposted_on": "2031-04-02", "published": "2031-03-01"}
    edges = edges_of(planted, [{"outlet": "Hill Post", "article": article}])
    (edge,) = edges.values()
    assert (edge["citing"], edge["relation"], edge["cited"]) == (
        "Copy Page", "reposts", "Hill Post",
    )  # fmt: skip
    assert (edge["first"], edge["last"], edge["ids"]) == ("2031-04-02", "2031-04-02", ("a1",))


def test_dates_run_from_the_first_article_to_the_last(planted):
    days = ["2031-04-03", "2031-04-01", None]
    rows = [
        {"outlet": "Hill Post", "speaker": "Ada Quill", "article": {"published": day}}
        for day in days
    ]
    (edge,) = edges_of(planted, rows).values()
    assert (edge["count"], edge["first"], edge["last"]) == (3, "2031-04-01", "2031-04-03")


def test_no_edges_no_loops(make_corpus, make_attributions):
    corpus = make_corpus([{"article": "a", "outlet": "Hill Post"}])[0]
    edges = cite_edges(corpus, make_attributions([]))
    assert edges.empty
    assert find_loops(edges).empty


def test_parallel_relations_are_one_edge_of_the_graph():
    rows = [
        ("flood", "A", "B", relation, "outlet", "outlet", count, None, None, ())
        for relation, count in (("cites", 2), ("reposts", 1))
    ]
    graph = provenance_graph(frame(rows, EDGES))
    assert graph.edges["A", "B"] == {"count": 3, "relations": ("cites", "reposts")}


def test_names_are_found_within_their_event_only(make_corpus):
    corpus = make_corpus(
        [{"article": "a", "outlet": "Echo", "publisher": "Echo Media", "event": "frost"}]
    )[0]
    known = OutletNames(corpus)
    assert known.find("frost", "the Echo Media") == "Echo"
    assert known.find("flood", "the Echo Media") == "Echo Media"
    assert known.find("frost", "Media") == "Media"


def test_a_wire_read_from_files_is_one_origin(tmp_path):
    for number, outlet in enumerate(FIVE, start=1):
        text = f"Day {number} by the sea. Forty boats sank, the Marrow Wire agency reported.\n"
        (tmp_path / f"a{number}.txt").write_text(f"---\noutlet: {outlet}\n---\n{text}")
    corpus = load_corpus(tmp_path)
    found = compare_provenance(corpus, mark_attributions(corpus), mark_quantities(corpus))
    row = found.origins.iloc[0]
    assert (row["articles"], row["fewest"], row["most"]) == (5, 1, 1)
    assert set(found.edges["citing"]) == set(FIVE)


@pytest.mark.parametrize(("shared", "most"), [((), 3), ((0, 1), 2), ((0, 1, 2), 1)])
def test_a_number_in_shared_text_has_one_witness(planted, shared, most):
    corpus, attributions, quantities = planted([{"outlet": outlet} for outlet in FIVE[:3]])
    places = quantities[["document", "start", "end"]]
    pairs = [(places.iloc[a], places.iloc[b]) for a, b in pairwise(shared)]
    passages = pd.DataFrame(
        [[*a, *b] for a, b in pairs],
        columns=["document_a", "start_a", "end_a", "document_b", "start_b", "end_b"],
    )
    origin = number_origins(corpus, attributions, quantities, passages).iloc[0]
    assert (origin["fewest"], origin["most"]) == (1, most)
    assert origin["outlets"] == 3
