"""What the report says of numbers for one thing: names, findings, tables, pairs at odds, scores."""

import re
from typing import NamedTuple

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from finished import ROOT

from analysis import (
    check_arithmetic,
    compare_claims,
    compare_reuse,
    load_corpus,
    mark_attributions,
    mark_quantities,
    measurand_cards,
)
from analysis.compare.claims.claims import CONFIRMED, Claims
from analysis.compare.claims.verdicts import VERDICTS
from analysis.corpus.corpus import Corpus
from analysis.report.claim_errors import Judged, f1, number_errors, pair_errors, score_pairs
from analysis.report.claim_lookalikes import lookalike_table
from analysis.report.claim_omissions import alone_findings, alone_table, omission_table
from analysis.report.claim_pairs import odds_list
from analysis.report.claim_sums import sum_findings, sum_table
from analysis.report.claim_verdicts import pair_count_table, verdict_findings, verdict_table
from analysis.report.claims import ledger_findings, named_groups
from analysis.report.evidence import quotes_of

FIXTURES = ROOT / "tests" / "fixtures"


class Read(NamedTuple):
    """A corpus with its numbers compared, and what the report says of it."""

    corpus: Corpus
    quantities: pd.DataFrame
    cards: pd.DataFrame
    claims: Claims
    quotes: dict

    def ledger(self):
        return ledger_findings(self.corpus, self.quantities, self.cards, self.claims, self.quotes)

    def show(self, make):
        return make(self.corpus, self.cards, self.claims, self.quotes)

    @property
    def sums(self):
        return check_arithmetic(self.corpus, self.cards)


def read_folder(folder):
    corpus = load_corpus(folder)
    quantities, attributions = mark_quantities(corpus), mark_attributions(corpus)
    cards = measurand_cards(corpus, quantities, attributions)
    claims = compare_claims(corpus, cards, compare_reuse(corpus, attributions))
    return Read(corpus, quantities, cards, claims, quotes_of(corpus, quantities))


@pytest.fixture
def read(tmp_path):
    """Read articles, each given by outlet, date and text."""

    def write(*articles, decisions=""):
        for number, (outlet, date, text) in enumerate(articles):
            label = f"outlet: {outlet}\n" + (f"published: {date}\n" if date else "")
            path = tmp_path / f"article-{number}.txt"
            path.write_text(f"---\n{label}event: quay\n---\n{text}\n", encoding="utf-8")
        if decisions:
            (tmp_path / "measurands.toml").write_text(decisions, encoding="utf-8")
        return read_folder(tmp_path)

    return write


@pytest.fixture(scope="module")
def market():
    return read_folder(FIXTURES / "tolls" / "market" / "articles")


def column(block, header):
    _, headers, *rows = (line.split(" | ") for line in block.plain.splitlines())
    return [row[headers.index(header)] for row in rows if len(row) == len(headers)]


DAY, NEXT = "2031-04-02", "2031-04-03"
THREE = (
    ("Hill Post", DAY, "The fire at the quay killed 12 people in Selwick."),
    ("Quay Echo", DAY, "In Selwick 19 people died when the old quay burned."),
    ("Vale Wire", DAY, "By noon the quay was quiet. Two boats sank in Selwick."),
)

# --- findings ------------------------------------------------------------------------------------


def test_a_corpus_without_numbers_says_so(read):
    found = read(("Hill Post", DAY, "Rain fell."), ("Quay Echo", DAY, "It rained."))
    assert found.ledger().plain.startswith("No numeric expression was found.")
    assert "no numbers of two outlets to compare" in found.show(verdict_findings).plain
    assert "There are no numbers to compare." in found.show(alone_findings).plain
    assert "nothing to list" in found.show(verdict_table).plain
    assert (
        "No article is found to offer a sum"
        in sum_findings(found.corpus, found.sums, found.quotes).plain
    )


def test_one_outlet_has_nothing_to_compare(read):
    found = read(
        *[
            ("Hill Post", day, text)
            for (_, _, text), day in zip(THREE, (DAY, NEXT, None), strict=True)
        ]
    )
    assert "No numbers can be compared." in found.ledger().plain
    assert "There is no second outlet to compare with." in found.ledger().plain
    assert (
        found.show(alone_findings).plain
        == "Only one outlet is known, so that every number stands alone."
    )


def test_nothing_in_common_is_no_proof_that_nothing_is(read):
    found = read(THREE[0], ("Quay Echo", DAY, "The harbour office has 40 desks."))
    assert "No two outlets are found to count the same thing." in found.ledger().plain
    assert "They may all the same" in found.ledger().plain
    said = found.show(alone_findings).plain
    assert said.startswith("All numbers that count or measure something, 2, stand alone")
    assert "Nothing is counted by two outlets that a third one could leave out." in said


def test_a_contradiction_is_said_with_who_gives_and_who_leaves_out(read):
    found = read(*THREE)
    said = found.ledger().plain
    assert "2 of 3 outlets give numbers for “people dead”, 2 in all." in said
    assert "nobody has confirmed it" in said
    verdict = found.show(verdict_findings).plain
    assert (
        "Numbers for “people dead” contradict each other. 1 pair of numbers was compared."
        in verdict
    )
    assert "it says nothing about who is right" in verdict
    assert "run from 12 to 19, a difference of 58 %, in 2 numbers of 2 outlets." in verdict
    left = found.show(alone_findings).plain
    assert "Who leaves out what others count is told of confirmed groups only" in left


def test_who_leaves_out_what_a_confirmed_group_counts_is_said(read):
    found = read(*THREE)
    groups = found.claims.groups.assign(status=CONFIRMED)
    confirmed = found._replace(claims=found.claims._replace(groups=groups))
    left = confirmed.show(alone_findings).plain
    assert "Vale Wire leaves out the only thing that two other outlets count" in left
    assert "An omission is no fault" in left


def test_agreement_is_said_and_nothing_else(read):
    found = read(THREE[0], ("Quay Echo", DAY, "The fire in Selwick left 12 people dead."))
    assert found.ledger().plain.count("Both outlets give numbers for “people dead”") == 1
    verdict = found.show(verdict_findings).plain
    assert "The numbers for “people dead” are the same: 1 pair of numbers, and none at odds." in (
        verdict
    )
    assert "furthest apart" not in verdict
    assert found.show(odds_list).plain == "No two numbers that are compared are at odds."


def test_shared_text_counts_once_where_witnesses_are_counted(read):
    text = "Late on Tuesday the fire at the old quay below the Selwick bakery killed 12 people."
    found = read(("Hill Post", DAY, text), ("Quay Echo", NEXT, text))
    assert "2 in all (1 if shared text counts once)" in found.ledger().plain
    assert column(found.show(verdict_table), "Numbers") == ["2"]
    assert column(found.show(verdict_table), "Witnesses") == ["1"]


def test_an_article_quoted_by_another_is_no_witness_of_its_own():
    said = read_folder(ROOT / "seeds").ledger().plain
    assert "Not independent: " in said


# --- names ---------------------------------------------------------------------------------------


def test_groups_have_names_that_tell_them_apart(market):
    groups = named_groups(market.cards, market.claims)
    assert not groups.duplicated(["event", "name"]).any()
    names = set(groups["name"])
    assert {"people dead", "children dead"} <= names
    assert any(name.startswith("people dead (") for name in names)
    assert not any("person" in name.split() or "child" in name.split() for name in names)


def test_measures_are_told_apart_by_their_first_number(read):
    found = read(
        ("Hill Post", DAY, "The wall at the old Selwick tannery is 14 metres long."),
        ("Quay Echo", DAY, "In Selwick the wall at the old tannery is 14 metres long."),
    )
    assert list(named_groups(found.cards, found.claims)["name"]) == ["meters (‘14 metres’)"]
    assert "“meters (‘14 metres’)”" in found.ledger().plain


def test_vague_words_do_not_stretch_the_figures_of_a_group(read):
    found = read(
        ("Hill Post", DAY, "The fire at the quay in Selwick killed dozens of people."),
        ("Quay Echo", DAY, "The fire at the quay in Selwick killed 40 people."),
    )
    assert column(found.show(verdict_table), "Figures") == ["40"]
    assert column(found.show(verdict_table), "Highest / lowest") == ["1"]


# --- tables and their evidence -------------------------------------------------------------------


MAKERS = [
    verdict_findings, verdict_table, pair_count_table, odds_list, alone_findings, alone_table,
    omission_table,
]  # fmt: skip


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_every_number_leads_to_as_many_items(market, make):
    shown = BeautifulSoup(market.show(make).html, "html.parser")
    links = shown.select("a.count")
    assert links or make is odds_list
    for link in links:
        target = shown.find(id=link["href"].removeprefix("#"))
        assert len(target.find_all("li")) == int(link["data-count"])
    ids = [each["id"] for each in shown.select("[id]")]
    assert len(ids) == len(set(ids))


def test_pairs_by_verdict_add_up(market):
    counts = column(market.show(pair_count_table), "Pairs")
    assert sum(int(count.replace(",", "")) for count in counts) == len(market.claims.pairs)
    assert set(column(market.show(pair_count_table), "Verdict")) <= set(VERDICTS)


def test_the_meaning_of_every_verdict_shown_stands_beneath(market):
    shown = market.show(verdict_table)
    beneath = shown.plain.splitlines()[-1].lower()
    for verdict in set(column(shown, "Verdict")):
        name = verdict.partition(",")[0]
        assert f"{name}: {VERDICTS[name]}" in beneath


def test_numbers_alone_and_together_are_all_numbers_of_known_outlets(market):
    alone = sum(int(count) for count in column(market.show(alone_table), "Numbers"))
    groups = market.claims.groups
    together = {n for row in groups[groups["outlets"].map(len) > 1]["numbers"] for n in row}
    assert alone + len(together) == len(market.cards)


def test_outlets_known_by_headlines_only_leave_nothing_out(read):
    found = read(*THREE)
    articles = found.corpus.articles.assign(headline_only=[False, False, True])
    corpus = type(found.corpus)(
        found.corpus.documents, found.corpus.segments, articles, found.corpus.sentences
    )
    said = omission_table(corpus, found.cards, found.claims, found.quotes).plain
    assert "Vale Wire" not in said


# --- pairs at odds -------------------------------------------------------------------------------


def cards_of(block):
    return BeautifulSoup(block.html, "html.parser").select(".pair")


def test_pairs_at_odds_stand_side_by_side_with_what_would_decide(read):
    (card,) = cards_of(read(*THREE).show(odds_list))
    assert [mark.get_text() for mark in card.select("mark.named")] == ["12 people", "19 people"]
    notes = [note.get_text() for note in card.select("li")]
    assert notes[0] == "Contradictory: no overlap, on the same day."
    assert notes[1].startswith("What would decide: ")


@pytest.mark.parametrize(
    ("first", "second", "verdict", "decides"),
    [
        ((DAY, "at least 12"), (DAY, "more than 40"), "in tension", "“at least 12 people”"),
        ((DAY, "12"), (NEXT, "19"), "undecided", "whose count either is"),
        ((None, "12"), (DAY, "19"), "undecided", "the day for which “12 people” is given"),
        ((DAY, "dozens of"), (DAY, "400"), "undecided", "an exact figure in place of “dozens"),
    ],
)
def test_what_would_decide_depends_on_what_is_missing(read, first, second, verdict, decides):
    text = "The fire at the quay in Selwick killed {} people."
    found = read(
        ("Hill Post", first[0], text.format(first[1])),
        ("Quay Echo", second[0], text.format(second[1])),
    )
    said = found.show(odds_list).plain
    assert f": {verdict}" in said
    assert decides in said.partition("What would decide: ")[2]


def test_of_many_pairs_the_worst_of_different_outlets_are_shown(market):
    block = market.show(odds_list)
    heads = [card.select_one(".about-pair").get_text() for card in cards_of(block)]
    by_group = re.findall(r"odds-(g\d+)-\d+", block.html)
    assert max(by_group.count(group) for group in by_group) <= 6
    assert len(heads) < len(market.claims.pairs) / 5
    assert "more pairs of these groups are listed" in block.plain


# --- decisions of an analyst ---------------------------------------------------------------------

DECISIONS = """
[[measurand]]
counts = "victims of the <b>fire</b>"
numbers = [
  { article = "article-0", words = "killed 12 people" },
  { article = "article-1", words = "19 people died" },
]
note = "one & the same"
"""
REJECTED = DECISIONS.replace("[[measurand]]", "[[rejected]]").replace(
    'counts = "victims of the <b>fire</b>"\n', 'differs = "when"\n'
)


def test_confirmed_groups_bear_the_name_that_the_analyst_gives(read):
    found = read(*THREE, decisions=DECISIONS)
    assert column(found.show(verdict_table), "What is counted") == ["victims of the <b>fire</b>"]
    assert column(found.show(verdict_table), "Group") == ["confirmed"]
    assert "An analyst has confirmed which numbers belong together." in found.ledger().plain
    for make in (verdict_findings, verdict_table, odds_list, omission_table):
        shown = found.show(make)
        assert "<b>" not in shown.html
        assert "<b>fire</b>" in shown.plain
    assert "Note of the analyst: one & the same" in found.show(odds_list).plain


def test_rejected_pairs_are_listed_as_look_alikes_and_nowhere_else(read):
    found = read(*THREE, decisions=REJECTED)
    shown = lookalike_table(found.corpus, found.cards, found.claims)
    assert column(shown, "One number") == ["12 people (Hill Post)"]
    assert column(shown, "What differs") == ["when: one & the same"]
    assert column(shown, "Pair") == ["rejected"]
    assert "No two numbers that are compared" in found.show(odds_list).plain
    assert "nothing to list" in found.show(pair_count_table).plain


def test_decisions_that_fail_are_named_with_their_line(read):
    wrong = DECISIONS.replace("killed 12 people", "killed <i>nobody</i>")
    found = read(*THREE, decisions=wrong)
    shown = lookalike_table(found.corpus, found.cards, found.claims)
    assert "measurands.toml, line 5: " in shown.plain
    assert "<i>" not in shown.html


# --- sums ----------------------------------------------------------------------------------------


def test_sums_are_listed_with_whether_they_work(market):
    block = sum_table(market.corpus, market.cards, market.sums, market.quotes)
    assert len(column(block, "Sum")) == len(market.sums)
    assert set(column(block, "Works out")) <= {"yes", "after rounding", "no"}
    said = sum_findings(market.corpus, market.sums, market.quotes).plain
    assert said.startswith(f"{len(market.sums)} sums can be worked out inside articles")


@pytest.mark.parametrize(
    ("works", "said"),
    [
        (["true"], "1 sum can be worked out inside articles, from 1 numbers; it works out."),
        (["false"], "it does not work out."),
        (["true", "true"], "all of them work out."),
        (["true", "false"], "1 of them does not work out."),
        (["rounded", "rounded"], "all of them work out after rounding."),
        (["rounded", "true"], "all of them work out, 1 of them after rounding."),
    ],
)
def test_findings_on_sums_read_well(read, works, said):
    found = read(*THREE)
    ids = (found.cards["id"].iloc[0],)
    sums = pd.DataFrame({"event": "quay", "works": works, "ids": [ids] * len(works)})
    shown = sum_findings(found.corpus, sums, found.quotes).plain
    assert said.replace("1 numbers", "1 number") in shown.replace("1 numbers", "1 number")


# --- errors --------------------------------------------------------------------------------------


def judged(name, pairs, apart=()):
    made = {frozenset([("d", *a), ("d", *b)]): verdict for (a, b), verdict in pairs.items()}
    return Judged(name, made, frozenset(frozenset([("d", *a), ("d", *b)]) for a, b in apart))


def test_pairs_are_scored_by_hand(read):
    found = read(("Hill Post", DAY, "One two three four five six."))
    document = found.corpus.documents["document"].iloc[0]
    start = int(found.corpus.sentences["start"].iloc[0])
    spans = [(start + 4 * n, start + 4 * n + 3) for n in range(4)]
    one, two, three, four = spans
    program = judged("program", {(one, two): "same", (one, three): "same", (two, four): "same"})
    reader = judged("reader a", {(one, two): "same", (one, three): "compatible"}, [(two, four)])

    def moved(side):
        pairs = {frozenset((document, *s[1:]) for s in p): v for p, v in side.compared.items()}
        apart = frozenset(frozenset((document, *s[1:]) for s in p) for p in side.apart)
        return side._replace(compared=pairs, apart=apart)

    program, reader = moved(program), moved(reader)
    assert f1(reader.compared, program.compared) == pytest.approx(0.8)
    shown = score_pairs(program, [reader], found.corpus, same=True).plain
    cells = dict(line.split(" | ") for line in shown.splitlines() if line.count(" | ") == 1)
    assert cells["Precision"] == "67 %"
    assert cells["Recall"] == "100 %"
    assert cells["F1"] == "0.80"
    assert cells["Verdict agrees"] == "50 %"
    assert cells["Look-alikes of the reader kept apart"] == "0 of 1"


def test_on_other_corpora_the_scores_say_whose_they_are(market):
    for make in (number_errors, pair_errors):
        shown = make(market.corpus)
        assert "of another corpus than the one shown here" in shown.plain
        assert "is quoted in the report on the labelled corpus" in shown.plain
        assert 'a class="count"' not in shown.html


def test_decisions_of_the_analyst_are_left_out_of_the_scores():
    corpus = load_corpus(ROOT / "seeds")
    assert len(corpus.measurands)
    shown = pair_errors(corpus).plain
    (compared,) = re.findall(r"^Compared \| (\d+) \| \1 \|", shown, re.MULTILINE)
    cards = measurand_cards(corpus, mark_quantities(corpus), mark_attributions(corpus))
    decided = compare_claims(corpus, cards).pairs
    assert int(compared) != int((decided["status"] != "rejected").sum())
    quoted = BeautifulSoup(pair_errors(corpus).html, "html.parser").select("ol li")
    assert quoted
    assert all(item.select(".beside") for item in quoted)
