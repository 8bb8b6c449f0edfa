"""The pieces that pages are made of: numbers, the lists behind them, tables, findings."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from finished import FIXTURES
from hypothesis import given
from hypothesis import strategies as st

from analysis import (
    compare_hedging,
    compare_numbers,
    load_corpus,
    mark_hedges,
    mark_quantities,
    number_table,
    rate_hedges,
)
from analysis.report.evidence import (
    BRIEF_ABOVE,
    READING,
    Block,
    Linked,
    Quote,
    anchor_of,
    escape,
    evidence_block,
    evidence_list,
    highlight,
    number_link,
    quotes_of,
)
from analysis.report.findings import (
    Finding,
    amount,
    lead,
    listing,
    outlet_name,
    show_findings,
    verb,
)
from analysis.report.hedging import cue_table, hedging_findings, pair_table, rate_table
from analysis.report.numbers import interval, number, number_findings
from analysis.report.tables import table

HOSTILE = "</q></title><script>alert('x')</script> & {{ 7*7 }} {} \r\n\t"
NAN = float("nan")


def parsed(html):
    # The parser would otherwise fold text that is nothing but white space.
    return BeautifulSoup(html, "html.parser", preserve_whitespace_tags={"p", "q"})


def column(block, header):
    """Cells of one column of a table, from its plain text."""
    _, headers, *rows = block.plain.splitlines()
    return [row.split(" | ")[headers.split(" | ").index(header)] for row in rows]


@pytest.fixture(scope="module")
def flood():
    return load_corpus(FIXTURES / "flood")


@pytest.fixture(scope="module")
def empty():
    return load_corpus(FIXTURES / "odd" / "empty-body")


def quote(text="Rain fell, perhaps.", **other):
    given_ = {"article": "a", "anchor": "s1", "outlet": "Post", "published": None}
    return Quote(**(given_ | {"document": "d", "start": 10, "text": text} | other))


# --- text ----------------------------------------------------------------------------------------


@given(st.text())
def test_escaped_text_reads_as_it_was(text):
    escaped = escape(text)
    assert not set("<>\"'\r") & set(escaped)
    assert parsed(f"<p>{escaped}</p>").get_text() == text
    assert parsed(f'<p title="{escaped}">x</p>').p["title"] == text


@given(st.text(), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3))
def test_highlighting_changes_no_letter(text, marks):
    spans = [(min(pair), min(max(pair), len(text))) for pair in marks]
    shown = parsed(f"<q>{highlight(text, spans)}</q>")
    assert shown.get_text() == text
    covered = {offset for start, end in spans for offset in range(start, end)}
    marked = "".join(mark.get_text() for mark in shown.find_all("mark"))
    assert marked == "".join(text[offset] for offset in sorted(covered))


def test_marks_that_overlap_are_marked_once():
    html = highlight("about 40 or so", [(0, 8), (6, 8), (9, 14)])
    assert html == "<mark>about 40</mark> <mark>or so</mark>"


# --- numbers and lists ---------------------------------------------------------------------------


def test_a_number_leads_to_as_many_quotes():
    for count, expected in ((1, "1"), (12, "12"), (1200, "1,200")):
        quotes = {f"h{n}": quote(text=f"Sentence {n}.") for n in range(count)}
        linked = Linked(tuple(quotes), "hedges")
        link = parsed(number_link("here", linked)).a
        shown = parsed(evidence_list("here", linked, quotes))
        assert link.get_text() == expected
        assert link["href"] == "#here"
        assert link["data-count"] == shown.ol["data-count"] == str(count)
        assert shown.ol["id"] == "here"
        assert len(shown.find_all("li")) == count
        assert shown.summary.get_text() == f"hedges: {expected}"


def test_nought_is_no_link_and_has_no_list():
    nothing = Linked((), "hedges")
    assert number_link("here", nothing) == "0"
    assert evidence_list("here", nothing, {}) == ""
    assert evidence_block("here", [nothing, nothing], {}, "The sentences") == ""


def test_a_number_without_its_quote_is_an_error():
    # Left out silently, the list would be shorter than the number says.
    with pytest.raises(KeyError):
        evidence_list("here", Linked(("h1", "h2"), "hedges"), {"h1": quote()})


def test_an_item_says_who_when_where_and_what():
    shown = parsed(
        evidence_list(
            "here",
            Linked(("h1",), "hedges"),
            {"h1": quote(published="2031-03-08", marks=((11, 18),))},
        )
    ).li
    assert shown.a.get_text() == "Post, 2031-03-08"
    assert shown.a["href"] == f"{READING}a.html#s1"
    assert shown.q["data-document"] == "d"
    assert (shown.q["data-start"], shown.q["data-end"]) == ("10", "29")
    assert shown.mark.get_text() == "perhaps"


@pytest.mark.parametrize("brief", [True, False])
def test_long_lists_link_without_quoting(brief):
    count = 10 if brief else BRIEF_ABOVE + 1
    quotes = {f"h{n}": quote(anchor=f"s{n}") for n in range(count)}
    shown = parsed(evidence_list("here", Linked(tuple(quotes), "sentences", brief=brief), quotes))
    assert len(shown.select("ol.brief > li > a")) == count
    assert shown.q is None
    assert [a["href"] for a in shown.find_all("a")][-1] == f"{READING}a.html#s{count - 1}"
    assert [a.get_text() for a in shown.find_all("a")][-1] == f"a {count - 1}"


def test_hostile_sources_stay_text():
    shown = parsed(
        evidence_list(
            "here",
            Linked(("h1",), HOSTILE),
            {"h1": quote(text=HOSTILE, outlet=HOSTILE, document=HOSTILE)},
        )
    )
    assert shown.script is None
    assert shown.q.get_text() == HOSTILE
    assert shown.q["data-document"] == HOSTILE
    assert shown.a.get_text() == HOSTILE
    assert parsed(number_link("here", Linked(("h1",), HOSTILE))).a["aria-label"].endswith(HOSTILE)


def test_there_are_quotes_for_articles_sentences_and_marks(flood):
    hedges = mark_hedges(flood)
    quotes = quotes_of(flood, hedges)
    texts = dict(zip(flood.documents["document"], flood.documents["text"], strict=True))
    assert set(quotes) == {*flood.articles["article"], *flood.sentences["sentence"], *hedges["id"]}
    for identity, text in zip(hedges["id"], hedges["text"], strict=True):
        own = quotes[identity]
        ((start, end),) = own.marks
        assert own.text[start:end] == text
        assert texts[own.document][own.start : own.start + len(own.text)] == own.text


def test_the_quote_of_an_article_is_its_headline(flood):
    quotes = quotes_of(flood)
    headlines = flood.articles.dropna(subset="headline")
    assert len(headlines)
    for article, headline in zip(headlines["article"], headlines["headline"], strict=True):
        assert quotes[article].anchor == "s1"
        assert quotes[article].text.split()[:2] == headline.split()[:2]


def test_an_article_without_sentences_is_listed_too(empty):
    quotes = quotes_of(empty)
    ids = tuple(empty.articles["article"])
    items = parsed(evidence_list("here", Linked(ids, "articles"), quotes)).find_all("li")
    assert len(items) == len(ids) == 2
    without = next(item for item in items if item.q is None)
    assert without.a["href"].endswith("#main")
    assert "no text to quote" in without.get_text()


# --- tables --------------------------------------------------------------------------------------


def test_a_table_is_laid_out_for_readers_and_for_comparing():
    quotes = {"h1": quote(), "h2": quote()}
    linked = Linked(("h1", "h2"), "Post: hedges")
    block = table(
        "rates",
        "Rates & more",
        ["Outlet", "Hedges", "Where"],
        [[HOSTILE, linked, Block("<b>there</b>", "there")], ["Post", Linked((), "none"), "–"]],
        quotes,
        numeric=["Hedges"],
    )
    shown = parsed(block.html)
    assert shown.caption.get_text() == "Rates & more"
    assert [cell["scope"] for cell in shown.thead.find_all("th")] == ["col"] * 3
    assert [cell.get_text() for cell in shown.tbody.find_all("th")] == [HOSTILE, "Post"]
    assert shown.find("a", class_="count")["href"] == "#rates-n1"
    assert len(shown.find(id="rates-n1").find_all("li")) == 2
    assert shown.find(id="rates-n2") is None
    assert shown.b.get_text() == "there"
    assert block.plain.splitlines()[:2] == ["Rates & more", "Outlet | Hedges | Where"]
    assert block.plain.endswith("Post | 0 | –")
    assert " | 2 | there" in block.plain


def test_a_table_without_rows_says_so():
    block = table("rates", "Rates", ["Outlet"], [], {})
    assert parsed(block.html).get_text() == block.plain == "Rates: there is nothing to list."


def test_rows_of_another_length_are_an_error():
    with pytest.raises(ValueError, match="zip"):
        table("rates", "Rates", ["Outlet", "Hedges"], [["Post"]], {})


def test_a_block_offers_both_forms_and_its_findings():
    data, about = Block("<p>x</p>", "x", {"findings": []})._repr_mimebundle_(include=None)
    assert data == {"text/html": "<p>x</p>", "text/plain": "x"}
    assert about == {"text/html": {"findings": []}}
    assert Block("<p>x</p>", "x")._repr_mimebundle_()[1] == {"text/html": {}}


# --- findings ------------------------------------------------------------------------------------


def test_values_stand_in_their_places():
    finding = Finding(
        "finding-x",
        "In {} stand {} hedges & {} more.",
        ("A & B", Linked(("h1",), "one"), Linked(("h1", "h2"), "two")),
        "Who knows <what>?",
    )
    assert finding.plain == "In A & B stand 1 hedges & 2 more."
    shown = parsed(finding.html)
    assert shown.get_text() == finding.plain
    assert [a["href"] for a in shown.find_all("a")] == [
        f"#{anchor_of('finding-x', 0)}",
        f"#{anchor_of('finding-x', 1)}",
    ]


def test_braces_in_a_value_are_no_place():
    assert Finding("f", "{} and {}", ("{}", HOSTILE), "").plain == f"{{}} and {HOSTILE}"


@pytest.mark.parametrize("values", [(), ("a", "b")])
def test_values_too_few_or_too_many_are_an_error(values):
    with pytest.raises(ValueError, match="zip"):
        _ = Finding("f", "only {}", values, "").plain


def test_words_of_a_source_in_a_sentence_are_escaped():
    finding = Finding("f", "They count “<i>b&b</i>”.", (), "")
    assert parsed(finding.html).i is None
    assert parsed(finding.html).get_text() == finding.plain


def test_only_main_findings_reach_the_index():
    quotes = {"h1": quote()}
    main = Finding("finding-a", "{} of it.", (Linked(("h1",), "it"),), "Maybe.", main=True)
    aside = Finding("finding-b", "Aside.", (), "Perhaps.")
    block = show_findings([main, aside], quotes)
    assert [entry["id"] for entry in block.about["findings"]] == ["finding-a"]
    shown = parsed(block.html)
    assert [div["id"] for div in shown.select(".finding")] == ["finding-a", "finding-b"]
    assert len(shown.select("#finding-a-n1 > li")) == 1
    assert block.plain == "1 of it.\n  Maybe.\nAside.\n  Perhaps."
    assert show_findings([aside], quotes).about is None


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (amount(0, "article"), "0 articles"),
        (amount(1, "article"), "1 article"),
        (amount(1200, "article"), "1,200 articles"),
        (amount(2, "entry", "entries"), "2 entries"),
        (listing([]), ""),
        (listing(["A"]), "A"),
        (listing(["A", "B"]), "A and B"),
        (listing(["A", "B", "C"]), "A, B and C"),
        (lead("flood", 1), ""),
        (lead("flood", 2), "flood: "),
        (verb(1, "is", "are"), "is"),
        (verb(0, "is", "are"), "are"),
        (outlet_name("unknown"), "an unknown outlet"),
        (outlet_name("None"), "None"),
    ],
)
def test_words_fit_their_numbers(given_, expected):
    assert given_ == expected


# --- what is said of hedging and numbers ---------------------------------------------------------


def test_every_row_of_the_rates_counts_what_it_links(flood):
    hedges = mark_hedges(flood)
    rates = rate_hedges(flood, hedges)
    block = rate_table(rates, quotes_of(flood, hedges))
    assert column(block, "Outlet") == list(rates["outlet"])
    assert column(block, "Hedges") == [f"{count:,}" for count in rates["hedges"]]
    assert column(block, "Hedged sentences") == [f"{count:,}" for count in rates["hedged"]]
    assert column(block, "Articles") == [f"{count:,}" for count in rates["articles"]]


def test_the_most_frequent_cues_come_first(flood):
    hedges = mark_hedges(flood)
    block = cue_table(flood, hedges, quotes_of(flood, hedges), at_most=5)
    counts = [int(count) for count in column(block, "Hedges")]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == 5
    assert "the 5 most frequent of " in block.plain


def test_no_p_value_where_nothing_can_be_decided(flood):
    hedges = mark_hedges(flood)
    tests = compare_hedging(flood, hedges)
    assert set(tests["verdict"]) == {"undecidable"}
    pairs = pair_table(tests)
    assert set(column(pairs, "p")) == {"–"}
    assert all(verdict.startswith("cannot be decided") for verdict in column(pairs, "Verdict"))
    rates = rate_hedges(flood, hedges)
    said = hedging_findings(flood, rates, tests, quotes_of(flood, hedges)).plain
    assert "cannot be decided with this corpus" in said
    assert "hedges more than" not in said


def test_a_corpus_without_numbers_says_so(flood):
    quantities = mark_quantities(flood).iloc[:0]
    numbers, groups = number_table(flood, quantities), compare_numbers(flood, quantities)
    block = number_findings(flood, numbers, groups, quotes_of(flood, quantities))
    assert block.plain.startswith("No numeric expression was found.")


def test_units_that_two_outlets_count_are_text(flood):
    quantities = mark_quantities(flood)
    numbers, groups = number_table(flood, quantities), compare_numbers(flood, quantities)
    hostile = groups.assign(unit="<b>x&y</b>", outlets=2, kind="count")
    shown = parsed(number_findings(flood, numbers, hostile, quotes_of(flood, quantities)).html)
    assert shown.b is None
    assert "“<b>x&y</b>”" in shown.get_text()


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ((9000, 9000), "9,000"),
        ((4000, 8000), "4,000 to 8,000"),
        ((9000, NAN, True), "more than 9,000"),
        ((60, NAN), "at least 60"),
        ((NAN, 700), "up to 700"),
        ((NAN, 5000, False, True), "fewer than 5,000"),
        ((40, 40, False, False, True), "about 40"),
        ((12, 120, False, False, True), "about 12 to 120"),
        ((NAN, NAN), "open at both ends"),
        ((2.5, 2.5), "2.5"),
        ((0.1 + 0.2, NAN), "at least 0.3"),
        ((0, 0), "0"),
    ],
)
def test_intervals_read_as_words(bounds, expected):
    assert interval(*bounds) == expected


def test_values_have_separators_and_no_needless_decimals():
    assert number(1_250_000.0) == "1,250,000"
    assert number(12.75) == "12.75"
    assert number(pd.Series([3.0]).iloc[0]) == "3"
