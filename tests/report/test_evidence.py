"""The pieces that pages are made of: numbers, the lists behind them, tables, findings."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from finished import FIXTURES
from hypothesis import given
from hypothesis import strategies as st

from analysis import (
    compare_hedging,
    compare_reuse,
    compare_similarity,
    load_corpus,
    mark_attributions,
    mark_boosters,
    mark_hedges,
    rate_hedges,
)
from analysis.compare.dependence import dependent_pairs
from analysis.compare.hedging import reporting_hedges
from analysis.compare.matched import ONE_TEXT, match_sentences
from analysis.compare.similarity import similarity_settings
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
    by_event,
    by_kind,
    category_label,
    in_table,
    listing,
    not_independent,
    outlet_name,
    percent,
    show_findings,
    signed,
    some_of,
    verb,
)
from analysis.report.hedging import FEWEST_WORDS, hedging_findings
from analysis.report.hedging_differences import difference_findings
from analysis.report.hedging_headlines import headline_findings
from analysis.report.hedging_matches import match_table
from analysis.report.hedging_tables import booster_table, cue_table, pair_table, rate_table
from analysis.report.numbers import interval, number
from analysis.report.similarity import similarity_findings
from analysis.report.similarity_tables import neighbour_table, settings_table
from analysis.report.tables import EVENT, table

HOSTILE = "</q></title><script>alert('x')</script> & {{ 7*7 }} {} \r\n\t"
NAN = float("nan")


def parsed(html):
    # The parser would otherwise fold text that is nothing but white space.
    return BeautifulSoup(html, "html.parser", preserve_whitespace_tags={"p", "q"})


def column(block, header):
    """Cells of one column of a table, from its plain text."""
    _, headers, *rows = (line.split(" | ") for line in block.plain.splitlines())
    return [row[headers.index(header)] for row in rows if len(row) == len(headers)]


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
    first = empty.articles["article"].iloc[0]
    silent = replace(empty, sentences=empty.sentences[empty.sentences["article"] != first])
    quotes = quotes_of(silent)
    ids = tuple(silent.articles["article"])
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


def test_rows_of_one_event_stand_together_under_its_name():
    rows = [["Post", "b-2031", "1"], ["Echo", "a-2030", "2"], ["Post", "a-2030", "3"]]
    names = {"a-2030": "A <fair>, 2030"}
    block = table("rates", "Rates", ["Outlet", EVENT, "Hedges"], rows, {}, event_names=names)
    page = parsed(block.html)
    assert [body.get_text("|") for body in page.find_all("tbody")] == [
        "A <fair>, 2030|Echo|2|Post|3", "b-2031|Post|1",
    ]  # fmt: skip
    assert [cell["colspan"] for cell in page.select('th[scope="rowgroup"]')] == ["2", "2"]
    assert block.plain.splitlines()[1:4] == ["Outlet | Hedges", "A <fair>, 2030", "Echo | 2"]


def test_nothing_is_said_of_a_single_event():
    rows = [["Post", "a-2030", "1"], ["Echo", "a-2030", "2"]]
    block = table("rates", "Rates", ["Outlet", EVENT, "Hedges"], rows, {})
    assert block.plain.splitlines() == ["Rates", "Outlet | Hedges", "Post | 1", "Echo | 2"]
    assert "rowgroup" not in block.html


def test_columns_without_any_value_are_left_out_and_it_is_said_why():
    optional = {"p": "No p.", "Interval": "No interval.", "Rate": "No rate."}
    headers = ["Outlet", "Rate", "Interval", "p", "Note"]
    block = table("rates", "Rates", headers, [["A", "1", "–", "–", "–"], ["B", "–", "–", "–", "–"]],
                  {}, optional=optional, notes=["Counted once."])  # fmt: skip
    lines = block.plain.splitlines()
    assert lines[1:3] == ["Outlet | Rate | Note", "A | 1 | –"]
    assert lines[-1] == "Counted once. No p. No interval."
    assert parsed(block.html).select_one("p.beneath").get_text() == lines[-1]


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
        (some_of(["A", "B", "C"], 3), "A, B and C"),
        (some_of(["A", "B", "C", "D"], 2), "A, B and 2 more"),
        (listing(["A", "B, late", "C"]), "A; B, late; and C"),
        (listing(["A, late", "B"]), "A, late; and B"),
        (listing(["A", "B, late"]), "A and B, late"),
        (listing(["4,000", "5,000", "6,000"]), "4,000, 5,000 and 6,000"),
        (listing(["“A, late”", "“B”", "“C”"]), "“A, late”, “B” and “C”"),
        (listing(["{}", "{}", "{}"], ["A", "B, late", "C"]), "{}; {}; and {}"),
        (listing(["{}", "{}", "{}"], ["A", "B", "C"]), "{}, {} and {}"),
        (some_of(["{}"] * 4, 2, ["A, late", "B", "C", "D"]), "{}; {}; and 2 more"),
        (some_of(["{}"] * 4, 2, ["A", "B", "C, late", "D"]), "{}, {} and 2 more"),
        (not_independent([]), ""),
        (not_independent(["A is B", "", "A is B", "C is D"]), "Not independent: A is B; C is D."),
        (percent(0.487), "49 %"),
        (signed(1.26), "+1.3"),
        (signed(-6.9499), "−6.9"),
        (signed(-0.04), "0.0"),
        (category_label("modal"), "modal"),
        (category_label("certainty"), "doubt and uncertainty"),
        (verb(1, "is", "are"), "is"),
        (verb(0, "is", "are"), "are"),
        (outlet_name("unknown"), "an unknown outlet"),
        (outlet_name("None"), "None"),
    ],
)
def test_words_fit_their_numbers(given_, expected):
    assert given_ == expected


# --- what is said of hedging and numbers ---------------------------------------------------------


BY_VOICE = ("event", "outlet", "voice")


def test_every_row_of_the_rates_counts_what_it_links(flood):
    hedges = mark_hedges(flood)
    rates, whole = rate_hedges(flood, hedges, BY_VOICE), rate_hedges(flood, hedges)
    block = rate_table(rates, whole, quotes_of(flood, hedges))
    labels = {"own words": "own", "quoted": "direct", "paraphrased": "paraphrase"}
    counts = {
        (row["outlet"], row["voice"]): [f"{row[n]:,}" for n in ("articles", "hedges", "hedged")]
        for row in [*rates.to_dict("records"), *whole.assign(voice="all").to_dict("records")]
    }
    outlets, voices = column(block, "Outlet"), column(block, "Voice")
    shown = zip(
        *(column(block, name) for name in ("Articles", "Hedges", "Hedged sentences")), strict=True
    )
    keys = [(o, labels.get(v, "all")) for o, v in zip(outlets, voices, strict=True)]
    assert dict(zip(keys, map(list, shown), strict=True)) == {key: counts[key] for key in keys}
    assert {key[0] for key in keys if key[1] == "own"} == set(whole["outlet"])
    assert voices[:4] == ["own words", "quoted", "paraphrased", "all words"]


def test_the_most_frequent_cues_come_first(flood):
    hedges = mark_hedges(flood)
    block = cue_table(flood, hedges, quotes_of(flood, hedges), at_most=5)
    counts = [int(count) for count in column(block, "Hedges")]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == 5
    assert "the 5 most frequent of " in block.plain
    parts = [map(int, column(block, name)) for name in ("Own words", "Quoted", "Paraphrased")]
    assert list(map(sum, zip(*parts, strict=True))) == counts


def test_no_p_value_where_nothing_can_be_decided(flood):
    hedges = mark_hedges(flood)
    tests, whole = compare_hedging(flood, hedges), compare_hedging(flood, hedges, voice=None)
    assert set(tests["verdict"]) == {"undecidable"}
    pairs = pair_table(tests, whole)
    headers = pairs.plain.splitlines()[1].split(" | ")
    assert not {"p", "p, whole text", "95 % interval"} & set(headers)
    assert pairs.plain.count("No p-value is given: no pair has enough articles for a test.") == 1
    assert "No 95 % interval is given" in pairs.plain
    assert all(verdict.startswith("cannot be decided") for verdict in column(pairs, "Verdict"))
    said = said_of_hedging(flood)
    assert "cannot be decided with this corpus" in said
    assert "No difference could be shown between the outlets of any of 3 pairs" in said
    assert "hedges more than" not in said


def corpus_of(folder, *articles):
    """Corpus of articles, each given by outlet, body and any other line of front matter."""
    for n, (outlet, body, *more) in enumerate(articles):
        lines = "\n".join([f"outlet: {outlet}", *more])
        (folder / f"article-{n}.txt").write_text(f"---\n{lines}\n---\n{body}\n", encoding="utf-8")
    return load_corpus(folder)


def said_of_hedging(corpus):
    hedges = mark_hedges(corpus)
    rates, whole = rate_hedges(corpus, hedges, BY_VOICE), rate_hedges(corpus, hedges)
    tests, texts = compare_hedging(corpus, hedges), compare_hedging(corpus, hedges, voice=None)
    roles = rate_hedges(corpus, hedges, ("event", "outlet", "role", "voice"))
    quotes = quotes_of(corpus, hedges)
    blocks = [
        hedging_findings(corpus, rates, whole, tests, quotes),
        difference_findings(corpus, rates, tests, texts, quotes),
        headline_findings(corpus, roles, quotes),
    ]
    return "\n".join(block.plain for block in blocks)


def plain_words(count, seed):
    return " ".join(f"stone{seed}x{n}" for n in range(count)) + "."


def test_outlets_with_little_text_are_named_and_not_ranked(tmp_path):
    corpus = corpus_of(
        tmp_path,
        ("Brief", "It may rain."),
        ("Long One", "It may, perhaps, rain. " + plain_words(120, 1)),
        ("Long Two", "It may rain. " + plain_words(150, 2)),
        ("Long Three", plain_words(FEWEST_WORDS, 3)),
        ("unknown", "Reportedly it may rain. " + plain_words(100, 4)),
    )
    said = said_of_hedging(corpus)
    assert "Of 3 outlets with at least 100 words of their own, Long One hedges its own " in said
    assert "and Long Three least, 0.0 (0 in 100 words of 1 article)." in said
    assert "Too short to rate, with fewer than 100 words of their own: Brief." in said
    assert "Articles of unknown outlet are left out here." in said


def test_two_outlets_are_not_ranked(tmp_path):
    corpus = corpus_of(
        tmp_path,
        ("One", "It may rain. " + plain_words(97, 1)),
        ("Two", plain_words(200, 2)),
    )
    said = said_of_hedging(corpus)
    assert "One has 10.0 hedges (1 in 100 words of 1 article) and Two has 0.0 hedges" not in said
    assert "own words, One has 10.0 hedges (1 in 100 words of 1 article) and Two has 0.0 (" in said
    assert "least" not in said


def test_no_rate_leads_where_all_texts_are_short(tmp_path):
    said = said_of_hedging(corpus_of(tmp_path, ("One", "It may rain."), ("Two", "It rains.")))
    assert "No two outlets have enough words of their own for their rates to be compared." in said
    assert "Too short to rate, with fewer than 100 words of their own: One and Two." in said


def test_hedges_that_report_are_counted_apart(tmp_path):
    claims = "They suspect that it rained. Bo Reed claimed that it snowed. It may rain. "
    corpus = corpus_of(tmp_path, ("One", claims + plain_words(110, 1)), ("Two", "It may rain."))
    hedges = mark_hedges(corpus)
    reporting = reporting_hedges(hedges, mark_attributions(corpus))
    texts = dict(zip(hedges["id"], hedges["text"], strict=True))
    assert sorted(texts[identity] for identity in reporting) == ["claimed", "suspect"]
    rates, whole = rate_hedges(corpus, hedges, BY_VOICE), rate_hedges(corpus, hedges)
    quotes = quotes_of(corpus, hedges)
    tests = compare_hedging(corpus, hedges)
    said = hedging_findings(corpus, rates, whole, tests, quotes, reporting).plain
    assert "2 of the 4 hedges in the outlets’ own words are reporting words" in said
    block = rate_table(rates, whole, quotes, None, reporting)
    rows = dict(
        zip(column(block, "Voice"), column(block, "Reporting words among them"), strict=True)
    )
    assert rows["own words"] == "0"  # of the last outlet
    first = column(block, "Outlet").index("One")
    own = float(column(block, "per 1,000 words")[first])
    less = float(column(block, "per 1,000 without these")[first])
    words = int(column(block, "Words")[first])
    assert (own, less) == (round(3000 / words, 1), round(1000 / words, 1))
    plain = rate_table(rates, whole, quotes)
    assert "Reporting words" not in plain.plain
    assert "reporting words" not in hedging_findings(corpus, rates, whole, tests, quotes).plain


def test_outlets_at_one_rate_are_counted(tmp_path):
    three = [(name, f"It may rain. {plain_words(97, name)}") for name in ("One", "Two", "Three")]
    said = said_of_hedging(corpus_of(tmp_path, *three))
    assert "All 3 outlets with at least 100 words of their own have the same rate, 10.0 " in said


def test_a_difference_is_rounded_after_it_is_taken(flood):
    hedges = mark_hedges(flood)
    rates = {"rate_a": 18.14, "rate_b": 25.06, "difference": 18.14 - 25.06}
    tests = compare_hedging(flood, hedges).iloc[:1].assign(**rates)
    pairs = pair_table(tests, tests)
    assert column(pairs, "Rates") == ["18.1 and 25.1"]
    assert column(pairs, "First minus second") == ["−6.9"]


def test_outlets_known_through_each_other_are_said_not_to_be_independent(flood):
    hedges = mark_hedges(flood)
    tests, whole = compare_hedging(flood, hedges), compare_hedging(flood, hedges, voice=None)
    (reason,) = set(tests["dependence"]) - {""}
    pairs = pair_table(tests, whole)
    verdicts = dict(zip(column(pairs, "Outlets"), column(pairs, "Verdict"), strict=True))
    assert [f"not independent: {reason}" in verdict for verdict in verdicts.values()].count(
        True
    ) == 1
    assert f"Not independent: {reason}." in said_of_hedging(flood)
    assert "Not independent:" in said_of_similarity(flood).plain


def test_a_hedge_is_explained_once(flood):
    assert said_of_hedging(flood).count("stops short of full commitment") == 1


QUOTING = "“It may perhaps rain,” a baker said. "


def test_hedges_are_shared_out_among_the_voices(tmp_path):
    long = plain_words(120, 1)
    corpus = corpus_of(
        tmp_path, ("One", f"{QUOTING}It may rain. {long}"), ("Two", plain_words(200, 2))
    )
    said = said_of_hedging(corpus)
    assert "3 hedges in all, 1 in the outlets’ own words and 2 inside quotation marks." in said
    assert "Too few words to rate: inside quotation marks (2 in 4 words)." in said
    assert "No words stand where a source is paraphrased." in said
    # Two hedges are the baker's: the outlet itself has one.
    assert re.search(r"Per 1,000 of its own words, One has [\d.]+ hedges \(1 in ", said)


def test_one_hedge_is_told_as_one(tmp_path):
    said = said_of_hedging(corpus_of(tmp_path, ("One", "It may rain."), ("Two", "It rains.")))
    assert "there is 1 hedge in all, in the outlets’ own words." in said
    assert "No article with running text has a headline." in said


def test_nothing_hedged_is_told_without_rates(tmp_path):
    said = said_of_hedging(
        corpus_of(tmp_path, ("One", "It rains.", "headline: Rain"), ("Two", "It rains."))
    )
    assert "there are 0 hedges in all." in said
    assert "per 1,000" not in said
    assert "The headline of 1 article, with 1 word of the outlets’ own, contains no hedge." in said


def test_headlines_are_told_by_voice(tmp_path):
    said = said_of_hedging(
        corpus_of(
            tmp_path,
            ("One", "It rains.", "headline: Rain may fall"),
            ("Two", "It rains.", "headline: “It may rain,” says baker"),
        )
    )
    assert (
        "The headlines of 2 articles, with 5 words of the outlets’ own, contain 2 hedges, 1 in "
        in (said)
    )
    assert "1 in the outlets’ own words and 1 inside quotation marks." in said


def test_hedges_and_boosters_stand_side_by_side(tmp_path):
    body = f"{QUOTING}It may rain. Clearly it rained. “Certainly,” the baker said."
    corpus = corpus_of(tmp_path, ("One", body), ("Two", "It rains."))
    hedges, boosters = mark_hedges(corpus), mark_boosters(corpus)
    rates = [rate_hedges(corpus, marks, BY_VOICE) for marks in (hedges, boosters)]
    block = booster_table(*rates, quotes_of(corpus, hedges, boosters))
    assert column(block, "Hedges") == ["1", "0"]
    assert column(block, "Boosters") == ["1", "0"]


def test_sentences_on_the_same_matter_are_set_side_by_side(tmp_path):
    corpus = corpus_of(
        tmp_path,
        ("One", "The old harbour bridge reportedly collapsed during the storm on Friday."),
        ("Two", "It rains. The old harbour bridge collapsed during the storm on Friday."),
        ("One", "The old harbour bridge collapsed during the storm on Friday."),  # its own
        ("unknown", "The old harbour bridge collapsed during the storm on Friday."),
        ("Three", "The old harbour museum opened."),
    )
    hedges = mark_hedges(corpus)
    matches = match_sentences(corpus, hedges)
    sides = ["hedged_sentence", "plain_sentence"]
    assert matches[sides].to_numpy().tolist() == [["article-0.s1", "article-1.s2"]]
    block = match_table(matches, hedges, quotes_of(corpus, hedges))
    page = parsed(block.html)
    assert [mark.get_text() for mark in page.find_all("mark")] == ["reportedly"]
    assert [link["href"].split("articles/")[1] for link in page.select("td a")] == [
        "article-0.html#s1", "article-1.html#s2",
    ]  # fmt: skip
    assert column(block, "Hedges") == ["own words: 1"]
    assert match_sentences(corpus, hedges.iloc[:0]).empty
    nothing = match_table(matches.iloc[:0], hedges, {})
    assert nothing.plain.startswith("No two sentences of different outlets")


SHIP = "The old harbour ferry sank off the northern pier on Friday"


def test_a_bound_of_a_number_alone_makes_no_pair(tmp_path):
    corpus = corpus_of(
        tmp_path,
        ("One", f"{SHIP} with about 40 aboard."),
        ("Two", f"It rains. {SHIP} with 40 aboard."),
    )
    assert match_sentences(corpus, mark_hedges(corpus)).empty
    other = corpus_of(
        tmp_path,
        ("One", f"{SHIP} with about 40 aboard, reportedly."),
        ("Two", f"It rains. {SHIP} with 40 aboard."),
    )
    (hedges,) = match_sentences(other, mark_hedges(other))["hedge_ids"]
    assert len(hedges) == 2


def test_a_sentence_with_a_bound_is_not_without_hedge(tmp_path):
    corpus = corpus_of(
        tmp_path,
        ("One", f"{SHIP}, reportedly."),
        ("Two", f"It rains. {SHIP} with about 40 aboard."),
    )
    assert match_sentences(corpus, mark_hedges(corpus)).empty


def test_pairs_of_one_text_are_said_to_be_reused(tmp_path):
    tail = "near the village of Ardle, where the keeper of the light saw her lamps go out at dawn."
    corpus = corpus_of(
        tmp_path,
        ("One", f"{SHIP} reportedly {tail}"),
        ("Two", f"It rains. {SHIP} {tail}"),
    )
    hedges = mark_hedges(corpus)
    passages = compare_reuse(corpus, mark_attributions(corpus))
    alone, told = (match_sentences(corpus, hedges, passages=each) for each in (None, passages))
    assert alone["dependence"].tolist() == [""]
    assert told["dependence"].tolist() == [ONE_TEXT]
    quotes = quotes_of(corpus, hedges)
    assert "Not independent" not in match_table(alone, hedges, quotes).plain
    assert column(match_table(told, hedges, quotes), "Not independent") == [ONE_TEXT]


def test_pairs_of_a_host_and_its_guest_are_said_not_to_be_independent(flood):
    hedges = mark_hedges(flood)
    reasons = set(dependent_pairs(flood)["reason"])
    matches = match_sentences(flood, hedges, at_most=50)
    pairs = {
        frozenset(pair) for pair in dependent_pairs(flood)[["outlet_a", "outlet_b"]].to_numpy()
    }
    for row in matches.to_dict("records"):
        depends = frozenset((row["hedged_outlet"], row["plain_outlet"])) in pairs
        assert (row["dependence"] in reasons) is depends


def said_of_similarity(corpus):
    pairs = compare_similarity(corpus)
    return similarity_findings(corpus, pairs, quotes_of(corpus))


def test_two_articles_are_not_called_alike(tmp_path):
    corpus = corpus_of(tmp_path, ("One", "The dam held."), ("Two", "The dam broke."))
    said = said_of_similarity(corpus).plain
    assert said.startswith("Only two articles can be compared")
    assert "most alike" not in said


def test_articles_of_unknown_outlet_are_no_other_outlet(tmp_path):
    corpus = corpus_of(
        tmp_path,
        ("One", "The old dam held through the night."),
        ("unknown", "The old dam held through the night."),
        ("Two", "Boats crossed the old harbour."),
        ("Two", "Boats left the harbour."),
    )
    said = said_of_similarity(corpus).plain
    assert "Of 2 pairs of articles of different outlets, “The old dam held through" in said
    assert "3 pairs with an article of unknown outlet are left out here." in said
    assert "1 pair of Two), that of two articles of different outlets" in said
    assert "(2 pairs)" in said
    neighbours = neighbour_table(corpus, compare_similarity(corpus), quotes_of(corpus)).plain
    assert "an unknown outlet" in neighbours


def test_the_terms_of_a_pair_are_marked_in_its_sentences(tmp_path):
    corpus = corpus_of(
        tmp_path,
        ("One", "Ol-Marrow held. Nothing of Marrow’s “ol” town."),
        ("Two", "They left Ol\u2011Marrow."),
        ("Three", "Boats sank."),
    )
    shown = parsed(said_of_similarity(corpus).html)
    assert [mark.get_text() for mark in shown.find_all("mark")] == ["Ol-Marrow", "Ol\u2011Marrow"]
    number = shown.find("a", class_="count")
    assert number.get_text() == "2"
    assert number["data-count"] == str(len(shown.select("li")))


def test_leaving_an_article_out_is_said_without_empty_ranges(tmp_path):
    one = "Boats crossed the harbour."
    corpus = corpus_of(tmp_path, ("One", one), ("Two", one), ("Three", "The dam held."))
    said = said_of_similarity(corpus).plain
    assert "Leaving out any one other article of the event changes nothing." in said
    assert (
        "1.00 to 1.00"
        not in neighbour_table(corpus, compare_similarity(corpus), quotes_of(corpus)).plain
    )


def test_stop_words_are_counted_and_those_of_the_project_named():
    value = column(settings_table(similarity_settings()), "Value")
    stop_words = next(text for text in value if text.endswith(")") and "words:" in text)
    assert "said" in stop_words
    assert stop_words.startswith(f"{len(similarity_settings()['stop_words'])} words")


def test_findings_name_the_event_where_there_are_several(flood):
    finding = Finding("finding-x", "It rained {}.", ("twice",), "Maybe.")
    assert by_event(flood, lambda _: [finding]) == [finding]
    other = flood.articles.iloc[:1].assign(event="storm")
    named = replace(
        flood,
        articles=pd.concat([flood.articles, other]),
        event_names={"storm": "The great storm of <i>May</i> {}"},
    )
    first, last = by_event(named, lambda _: [finding])
    assert first.plain == f"{flood.articles['event'].iloc[0]}: It rained twice."
    assert last.plain == "The great storm of <i>May</i> {}: It rained twice."
    assert parsed(last.html).get_text() == last.plain


def test_what_neighbours_of_two_events_have_in_common_is_said_once():
    first = Finding(
        "f-a", "It rained.", (), "Half of it rests on one article. No test is made.", of="A"
    )
    last = replace(first, id="f-b", caution="All of it rests on two. No test is made.", of="B")
    said = show_findings([first, last], {})
    assert said.plain.count("No test is made.") == 1
    assert (
        said.plain.index("Half of it") < said.plain.index("All of it") < said.plain.index("No test")
    )
    assert show_findings([first, replace(last, of="A")], {}).plain.count("No test is made.") == 2
    assert show_findings([first, replace(first, id="f-b", of="B")], {}).html.count("caution") == 1
    assert show_findings([], {}).plain == ""


def test_findings_of_one_kind_stand_beneath_each_other(flood):
    kinds = [Finding(f"finding-{kind}", kind, (), "") for kind in ("rain", "snow")]
    tells = [lambda _, kind=kind: [kind] for kind in kinds]
    assert by_kind(flood, *tells) == kinds


def test_words_of_a_finding_may_lead_to_a_table():
    finding = Finding("f", "In {}.", (in_table("12 words & more", "hedging"),), "")
    assert finding.plain == "In 12 words & more."
    assert parsed(finding.html).a["href"] == "#hedging"
    assert parsed(finding.html).get_text() == finding.plain


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
        ((NAN, NAN), "any value"),
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
    assert number(1e300) == "1e+300"
    assert number(pd.Series([3.0]).iloc[0]) == "3"
