"""What is said of attributions and sources, on invented corpora; words that fit few and none."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from finished import FIXTURES, ROOT
from matplotlib.text import Text

from analysis import (
    compare_attribution,
    compare_cues,
    compare_provenance,
    compare_sides,
    compare_speakers,
    load_corpus,
    mark_attributions,
    mark_quantities,
    mark_voices,
    rate_voices,
)
from analysis.compare.attribution import LADDER
from analysis.compare.dependence import Dependence, dependent_pairs
from analysis.corpus.labels import spans
from analysis.lexicons import read_lexicon
from analysis.report.attribution import attribution_findings
from analysis.report.attribution_tables import (
    CATEGORIES,
    doubting_table,
    ladder_table,
    rung_table,
    verb_table,
    voice_table,
    word_table,
)
from analysis.report.evidence import quotes_of
from analysis.report.plots_provenance import plot_provenance, undrawn_list
from analysis.report.provenance import (
    citation_findings,
    edge_table,
    node_name,
    origin_findings,
    origin_table,
)
from analysis.report.reading import mark_up
from analysis.report.reading_marks import attribution_pieces
from analysis.report.reported_quotes import attribution_quotes, resolved
from analysis.report.sides import side_findings, side_members, side_table
from analysis.report.speakers import (
    dependent_outlets,
    speaker_findings,
    speaker_table,
    unnamed_table,
)
from analysis.report.voice_shares import voice_findings

QUOTED = '"The mill is loud," Ada Quill said.'
CORPORA = ["flood", "festival", "odd/no-marks", "odd/one-outlet", "odd/empty-body", "odd/hostile"]


class Told:
    """Everything that the notebook says of a corpus."""

    def __init__(self, folder):
        self.corpus = corpus = load_corpus(folder)
        self.attributions = found = mark_attributions(corpus)
        quantities = mark_quantities(corpus)
        self.quotes = quotes_of(corpus, quantities) | attribution_quotes(corpus, found)
        voices = mark_voices(corpus)
        shares = rate_voices(corpus, voices)
        by_article = rate_voices(corpus, voices, ("event", "original", "role"))
        speakers, cues = compare_speakers(corpus, found), compare_cues(corpus, found)
        sides = compare_sides(corpus, found)
        provenance = compare_provenance(corpus, found, quantities)
        self.edges = provenance.edges
        quotes = self.quotes
        self.findings = {
            "voice": voice_findings(corpus, shares, by_article, quotes),
            "ladder": attribution_findings(corpus, found, quotes),
            "speakers": speaker_findings(corpus, found, speakers, quotes),
            "sides": side_findings(corpus, sides, quotes),
            "citations": citation_findings(corpus, provenance, quotes),
            "origins": origin_findings(corpus, provenance.origins, quotes),
        }
        self.tables = {
            "voices": voice_table(shares),
            "rungs": rung_table(corpus, found, quotes),
            "ladder": ladder_table(compare_attribution(corpus, found), quotes),
            "speakers": speaker_table(speakers, quotes),
            "unnamed": unnamed_table(speakers, quotes),
            "sides": side_table(sides, quotes),
            "members": side_members(corpus),
            "undrawn": undrawn_list(provenance.edges, quotes),
            "verbs": verb_table(cues, quotes),
            "doubting": doubting_table(cues, quotes),
            "words": word_table(cues, quotes),
            "citations": edge_table(provenance.edges, quotes),
            "origins": origin_table(provenance.origins, quotes),
        }


def tell(tmp_path, *articles, aliases=""):
    if aliases:
        rows = f"alias,name,kind,side,note\n{aliases}"
        (tmp_path / "aliases.csv").write_text(rows, encoding="utf-8")
    for number, (outlet, text) in enumerate(articles, start=1):
        label = f"---\noutlet: {outlet}\nheadline: Mill turns again\n---\n"
        (tmp_path / f"a{number}.txt").write_text(f"{label}{text}\n", encoding="utf-8")
    return Told(tmp_path)


@pytest.fixture(scope="module")
def festival():
    return Told(FIXTURES / "festival")


# --- evidence ------------------------------------------------------------------------------------


def test_the_quote_of_an_attribution_marks_what_is_reported_and_its_cue(tmp_path):
    told = tell(tmp_path, ("Hill Post", f"It turned. {QUOTED}"))
    quote = told.quotes[told.attributions["id"].iloc[0]]
    assert quote.text == QUOTED
    marked = [quote.text[slice(*mark)].strip(",") for mark in quote.marks]
    assert dict(zip(quote.kinds, marked, strict=True)) == {
        "content": "The mill is loud", "cue": "said", "source": "Ada Quill",
    }  # fmt: skip
    page = BeautifulSoup(told.findings["ladder"].html, "html.parser")
    assert page.select_one("li mark.source").get_text() == "Ada Quill"
    assert [mark["class"] for mark in page.select_one(".legend").find_all("mark")] == [
        ["content"], ["cue"], ["source"],
    ]  # fmt: skip


def test_a_quote_goes_on_to_its_reporting_clause(tmp_path):
    told = tell(tmp_path, ("Hill Post", 'It rained. "The mill is loud. Nobody slept," Ada said.'))
    (quote,) = (told.quotes[identity] for identity in told.attributions["id"])
    assert quote.text == '"The mill is loud. Nobody slept," Ada said.'
    assert set(quote.kinds) == {"content", "cue", "source"}


def test_a_reporting_clause_far_from_its_content_stands_beside_it(tmp_path):
    many = " ".join(f"Wheel {number} is loud." for number in range(6))
    told = tell(tmp_path, ("Hill Post", f'It rained. "{many} Nobody slept," Ada Quill said.'))
    quote = next(told.quotes[identity] for identity in told.attributions["id"])
    assert "Wheel 0" in quote.text
    assert "Wheel 3" not in quote.text
    (clause,) = quote.beside
    assert "Ada Quill said." in clause.text
    assert {"cue", "source"} <= set(clause.kinds)


def test_words_that_lead_to_a_name_stand_before_the_quote(tmp_path):
    text = "Ada Quill said it was loud. She said that it was old. Quill said that it was new."
    told = tell(tmp_path, ("Hill Post", f"It rained. {text}"))
    leads = [told.quotes[identity].lead for identity in told.attributions["id"]]
    assert leads == ["", "She → Ada Quill", "Quill → Ada Quill"]
    assert "She → Ada Quill" in told.tables["ladder"].html


@pytest.mark.parametrize(
    ("source", "name", "lead"),
    [
        ("he", "Bo Reed", "he → Bo Reed"),
        ("Bo Reed, a miller", "Bo Reed", ""),
        ("the Board", "Board", ""),
        (None, "Bo Reed", "not named in this sentence → Bo Reed"),
        ("a\nmiller", "Bo Reed", "a miller → Bo Reed"),
        (None, "", ""),
    ],
)
def test_only_what_the_words_do_not_hold_is_led_back(source, name, lead):
    assert resolved(source, name) == lead


def test_marks_never_leave_the_sentence_that_is_quoted(tmp_path):
    text = 'Ada Quill said: "The mill is loud. It turned at dawn. Nobody slept."'
    told = tell(tmp_path, ("Hill Post", text), ("Quay Echo", text))
    for identity in told.attributions["id"]:
        quote = told.quotes[identity]
        assert quote.marks
        assert all(0 <= start < end <= len(quote.text) for start, end in quote.marks)


@pytest.mark.parametrize("name", CORPORA)
def test_counts_lead_to_known_quotes(name):
    told = Told(FIXTURES / name)
    for block in [*told.findings.values(), *told.tables.values()]:
        page = BeautifulSoup(block.html, "html.parser")
        for link in page.select("a.count"):
            counted = page.find(id=link["href"].removeprefix("#"))
            assert len(counted.find_all("li", recursive=False)) == int(link["data-count"])
        assert "nan" not in block.plain.lower().split()


# --- the reading view ----------------------------------------------------------------------------


def test_pieces_cover_the_content_and_stay_in_their_sentences(festival):
    corpus, found = festival.corpus, festival.attributions
    sentences = corpus.sentences.set_index("sentence")
    pieces = attribution_pieces(corpus, found)
    for frame in pieces.values():
        for row in frame.to_dict("records"):
            home = sentences.loc[row["sentence"]]
            assert home["start"] <= row["start"] < row["end"] <= home["end"]
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    for row in found.to_dict("records"):
        mine = pieces["content"][pieces["content"]["id"] == row["id"]]
        covered = {i for s, e in zip(mine["start"], mine["end"], strict=True) for i in range(s, e)}
        wanted = {i for start, end in spans(row["parts"]) for i in range(start, end)}
        text = texts[row["document"]]
        assert {i for i in wanted - covered if not text[i].isspace()} == set()
        assert covered <= wanted


def test_blanks_between_marks_are_not_marked(festival):
    frame = attribution_pieces(festival.corpus, festival.attributions)["content"].iloc[:0]
    rows = [("a", "x", "x.s1", 0, 3), ("b", "x", "x.s1", 4, 7), ("c", "x", "x.s1", 0, 7)]
    frame = frame.reset_index(drop=True)
    for row in rows:
        frame.loc[len(frame)] = row
    html = mark_up("one two", 0, {"content": frame})
    assert html == '<mark class="content">one</mark> <mark class="content">two</mark>'


# --- sentences -----------------------------------------------------------------------------------


def test_own_words_are_ranked_only_between_known_outlets_with_enough_of_them(tmp_path):
    plain = "The mill turned and the river ran. " * 20
    told = tell(
        tmp_path,
        ("Hill Post", plain),
        ("Quay Echo", plain + QUOTED * 5),
        ("unknown", plain + QUOTED * 20),
        ("Short Sheet", QUOTED),
    )
    said = told.findings["voice"].plain
    assert "most in Hill Post (100 %, 140 of 140 words)" in said
    assert "least in Quay Echo" in said
    assert "Short Sheet" not in said
    assert "Whichever article is left out" in said


def test_one_article_ranks_nothing(tmp_path):
    told = tell(tmp_path, ("Hill Post", QUOTED * 30))
    said = told.findings["voice"].plain
    assert "most in" not in said
    assert "All rests on one article." in said
    assert "there is no second outlet" in told.findings["speakers"].plain


def test_nothing_found_is_said(tmp_path):
    told = tell(tmp_path, ("Hill Post", "The mill turned."), ("Quay Echo", "The river ran."))
    assert "No attribution was found." in told.findings["ladder"].plain
    assert told.findings["citations"].plain == ""
    assert "No two articles state the same number" in told.findings["origins"].plain
    for name in ("speakers", "unnamed", "doubting", "words", "citations", "origins"):
        assert "there is nothing to list" in told.tables[name].plain


def test_a_speaker_of_two_outlets_is_named_with_counts(tmp_path):
    told = tell(tmp_path, ("Hill Post", QUOTED), ("Quay Echo", f"It rained. {QUOTED}"))
    said = told.findings["speakers"].plain
    assert "Of 1 speaker, 1 has a name and is reported in 2 of 2 attributions" in said
    assert "Ada Quill (2 in 2 outlets)" in said


def test_speakers_and_their_attributions_have_a_base(tmp_path):
    text = "Ada Quill said it was loud. A miller said that it was not. It was said that it stopped."
    told = tell(tmp_path, ("Hill Post", text), ("Quay Echo", "The river ran."))
    total = len(told.attributions)
    said = told.findings["speakers"].plain
    assert f"Of 2 speakers, 1 has a name and is reported in 1 of {total} attributions; none" in said
    assert "(1 of 2 speakers)" in told.tables["speakers"].plain
    assert "(1 of 2 speakers)" in told.tables["unnamed"].plain


def test_speakers_none_of_whom_has_a_name_are_said(tmp_path):
    told = tell(tmp_path, ("Hill Post", "A miller said that it was loud."))
    assert "Of 1 speaker, none has a name." in told.findings["speakers"].plain


def test_without_a_file_of_aliases_nothing_is_said_of_sides(tmp_path):
    told = tell(tmp_path, ("Hill Post", QUOTED))
    said = told.findings["sides"].plain
    assert "Nothing is said of sides" in said
    assert "alias, name, kind, side and note" in said
    assert told.findings["sides"].about is None
    assert "there is nothing to list" in told.tables["sides"].plain
    assert "Side" not in told.tables["speakers"].plain
    assert "unless a file aliases.csv" in told.findings["speakers"].plain


def test_sides_are_said_with_their_base_and_whose_they_are(tmp_path):
    many = " ".join(f"Ada Quill said that wheel {number} was loud." for number in range(4))
    text = f'{many} Bo Reed said that it was not. "It is old," Cy Marsh said.'
    told = tell(
        tmp_path,
        ("Hill Post", text),
        ("Quay Echo", QUOTED),
        aliases="Ada Quill,Ada Quill,speaker,millers & sons,\nBo Reed,Bo Reed,speaker,board,\n",
    )
    said = told.findings["sides"].plain
    assert "Of 7 attributions, 6 have a speaker with a side and 1 has none." in said
    assert "Sides quoted most: millers & sons (5 in 2 outlets) and board (1 in 1 outlet)." in said
    most = "The side quoted most by an outlet, of those with 5 attributions or more to a speaker"
    assert f"{most} with a side: millers & sons in Hill Post (4 of 5)." in said
    assert "from the aliases.csv of this corpus, and were not found in the texts" in said
    rows = [row.split(" | ") for row in told.tables["sides"].plain.splitlines()]
    assert ["millers & sons", "4", "4", "80 % of 5"] in [row[-4:] for row in rows]
    assert ["none given", "1", "1", "–"] in [row[-4:] for row in rows]
    assert "Ada Quill" in told.tables["speakers"].plain
    assert "millers & sons" in told.tables["speakers"].plain
    assert "none given" in told.tables["speakers"].plain
    assert "millers &amp; sons" in told.findings["sides"].html
    assert "two names of one body that it does not join" in told.findings["speakers"].plain


def test_sides_quoted_as_often_by_an_outlet_are_both_named(tmp_path):
    words = " ".join(
        f"{name} said that it was loud." for name in ("Ada Quill", "Bo Reed") for _ in range(3)
    )
    aliases = "Ada Quill,Ada Quill,speaker,millers,\nBo Reed,Bo Reed,speaker,board,\n"
    told = tell(tmp_path, ("Hill Post", f"It rained. {words}"), aliases=aliases)
    assert "board and millers in Hill Post (3 each of 6)" in told.findings["sides"].plain


def test_reporting_words_are_as_many_in_the_sentence_as_in_the_table(tmp_path):
    text = 'Ada Quill claimed that the mill was loud. "It is old," Bo Reed hummed. Cy Marsh: "No."'
    told = tell(tmp_path, ("Hill Post", text))
    found = told.attributions
    assert (found["cue"].notna() & found["category"].isna()).any()
    header, row = (line.split(" | ") for line in told.tables["verbs"].plain.splitlines()[1:3])
    assert "Other word" in header
    counts = dict(zip(header, row, strict=True))
    kinds = [name for name in header if name not in ("Outlet", "Event", "No reporting word")]
    words = sum(int(counts[name]) for name in kinds)
    assert f"1 of {words} attributions with a reporting word" in told.findings["ladder"].plain


def test_doubting_words_stand_apart(tmp_path):
    text = "Ada Quill claimed that the mill was loud. Bo Reed said that it was not."
    told = tell(tmp_path, ("Hill Post", text))
    assert "claimed" in told.tables["doubting"].plain
    assert "claimed" not in told.tables["words"].plain
    assert "1 of 2 attributions" in told.findings["ladder"].plain
    header = told.tables["verbs"].plain.splitlines()[1].split(" | ")
    assert header[:2] == ["Outlet", "Doubting"]


@pytest.mark.parametrize("name", [*CORPORA, ROOT / "seeds"])
def test_sources_without_a_name_are_as_many_in_ladder_graph_and_tables(name):
    corpus = load_corpus(FIXTURES / name)
    attributions, quantities = mark_attributions(corpus), mark_quantities(corpus)
    edges = compare_provenance(corpus, attributions, quantities).edges
    rungs, speakers = (
        compare(corpus, attributions) for compare in (compare_attribution, compare_speakers)
    )
    described = rungs[rungs["strength"].isin(["officials", "sources and groups"])]
    for event in corpus.articles["event"].unique():
        here = (edges["event"] == event) & (edges["cited_kind"] == "unnamed")
        unnamed = speakers[(speakers["event"] == event) & ~speakers["named"]]
        count = described.loc[described["event"] == event, "attributions"].sum()
        assert edges.loc[here, "count"].sum() == unnamed["attributions"].sum() == count


def test_a_block_quoted_by_another_outlet_is_no_repost_and_no_independent_witness():
    told = Told(FIXTURES / "flood")
    quoted = told.corpus.articles["quoted_in"].notna().sum()
    assert quoted
    assert "in passages quoted by another outlet or site" in told.findings["citations"].plain


def test_a_host_of_blocks_is_told_from_its_guest():
    told = Told(FIXTURES / "flood")
    (pair,) = dependent_pairs(told.corpus)[["host", "guest"]].drop_duplicates().to_numpy().tolist()
    host, guest = pair
    said = told.findings["voice"].plain
    words = f"{host} quotes blocks of {guest}; their words count for {guest}, not for {host}."
    assert (words in said) is (f"in {host} (" in said)


def test_speakers_of_a_host_and_its_guest_are_said_not_to_be_independent():
    dependence = Dependence({("fair", frozenset(("Host", "Guest"))): "Guest is known"}, {})
    columns = {"event": "fair", "named": [True, True, False], "outlets": [2, 1, 2]}
    by = [("Guest", "Host"), ("Host",), ("Guest", "Host")]
    speakers = pd.DataFrame({**columns, "by": by})
    assert dependent_outlets(speakers, dependence) == ["Guest is known"]
    assert dependent_outlets(speakers.iloc[1:], dependence) == []
    assert dependent_outlets(speakers.assign(by=[("Guest", "Post")] * 3), dependence) == []


def test_sides_are_listed_with_their_speakers_in_a_fold(tmp_path):
    rows = (
        "Quill,Ada <Q>,speaker,millers,\nAda <Q>,Ada <Q>,speaker,millers,\nmill,mill,noun,x,\n"
        "Cy Marsh,Cy Marsh,speaker,,\n"
    )
    told = tell(tmp_path, ("Hill Post", QUOTED), aliases=rows)
    members = told.tables["members"]
    assert members.plain.splitlines()[2:] == ["Ada <Q> | millers | “Quill”"]
    assert members.html.startswith("<details>")
    assert "Ada &lt;Q&gt;" in members.html


def test_no_speaker_is_cut_off(tmp_path):
    names = ["Ada Quill", "Bo Reed", "Cy Marsh", "Dot Weir", "Eve Lock", "Fay Mole"]
    text = " ".join(f"{name} said that wheel {n} was loud." for n, name in enumerate(names))
    told = tell(tmp_path, ("Hill Post", text))
    speakers = compare_speakers(told.corpus, told.attributions)
    block = speaker_table(speakers, told.quotes, at_most=2)
    page = BeautifulSoup(block.html, "html.parser")
    assert len(page.select("#speakers tbody tr")) == 2
    rest = page.select("details > .scroll #speakers-rest tbody tr")
    assert len(rest) == len(names) - 2
    listed = {row.th.get_text() for row in page.select("tbody tr")}
    assert listed == set(names)
    whole = BeautifulSoup(speaker_table(speakers, told.quotes).html, "html.parser")
    assert whole.find(id="speakers-rest") is None


def test_every_named_source_is_drawn_or_listed(festival):
    edges = festival.edges
    more = [
        edges.iloc[:1].assign(cited=f"Source {n}", cited_kind="source", relation="cites")
        for n in range(40)
    ]
    many = pd.concat([edges, *more], ignore_index=True)
    listed = undrawn_list(many, festival.quotes).plain
    figure = plot_provenance(many, festival.corpus.articles)
    drawn = {text.get_text() for text in figure.figure.findobj(Text)}
    for n in range(40):
        assert (f"Source {n} | " in listed) is not (f"Source {n}" in drawn)
    assert "Source 39" in listed + "".join(drawn)


def test_categories_of_reporting_words_are_explained_by_words_of_the_list():
    entries = {}
    for row in read_lexicon("reporting_cues"):
        entries.setdefault(row["category"], set()).add(row["entry"])
    assert set(entries) <= set(CATEGORIES)
    for category, words in entries.items():
        examples = CATEGORIES[category].rpartition(": ")[2].split(", ")
        assert len(examples) > 1
        assert set(examples) <= words, category


def test_the_categories_of_a_table_are_explained_beneath_it(festival):
    block = festival.tables["verbs"]
    header = block.plain.splitlines()[1].split(" | ")
    page = BeautifulSoup(block.html, "html.parser")
    terms = [term.get_text() for term in page.select("details.meanings dt")]
    assert terms == [name for name in header if name not in ("Outlet", "Event")]


@pytest.mark.parametrize("name", ["ladder", "speakers", "sides", "verbs", "words", "origins"])
def test_tables_say_what_they_count(festival, name):
    block = festival.tables[name]
    page = BeautifulSoup(block.html, "html.parser")
    if page.table:
        assert "Counted:" in page.select_one(".beneath").get_text()


def test_the_unknown_outlet_is_called_so_in_tables(tmp_path):
    told = tell(tmp_path, ("unknown", QUOTED), ("Hill Post", QUOTED))
    for name in ("voices", "ladder", "verbs"):
        rows = [line.split(" | ")[0] for line in told.tables[name].plain.splitlines()]
        assert "outlet unknown" in rows
        assert "unknown" not in rows
        assert "need not be of one outlet" in told.tables[name].plain


def test_the_ladder_says_each_rung_once(festival):
    rows = festival.tables["rungs"].plain.splitlines()[2 : 2 + len(LADDER)]
    assert [row.split(" | ")[0] for row in rows] == list(LADDER)
    total = sum(int(row.rsplit(" | ", 1)[1]) for row in rows)
    assert total == int((~festival.attributions["nested"]).sum())


def test_a_number_of_one_wire_rests_on_a_single_origin(tmp_path):
    told = tell(
        tmp_path,
        ("Hill Post", "It rained. Forty boats sank, Ada Quill said."),
        ("Quay Echo", "The river ran. Forty boats sank, Ada Quill said."),
    )
    said = told.findings["origins"].plain
    assert "1 number stands in two articles or more, of two outlets or more: “Forty boats”" in said
    assert "in 2 mentions of 2 articles. It rests on a single origin." in said
    row = told.tables["origins"].plain.splitlines()[2]
    assert "Ada Quill" in row
    assert row.endswith("single source")


def test_a_circle_is_a_main_finding(tmp_path):
    told = tell(
        tmp_path,
        ("Hill Post", "The mill stopped, the Quay Echo reported."),
        ("Quay Echo", "The mill stopped for good, the Hill Post reported."),
    )
    block = told.findings["citations"]
    assert "1 circle was found" in block.plain
    assert "Hill Post and Quay Echo" in block.plain
    assert any("circle" in each["html"] for each in block.about["findings"])


@pytest.mark.parametrize(
    ("node", "called"),
    [
        ("Hill Post", "Hill Post"),
        ("unnamed: Hill Post", "unnamed source of Hill Post"),
        ("unknown: a1", "unknown outlet, article a1"),
    ],
)
def test_nodes_are_called_in_words(node, called):
    assert node_name(node) == called


def test_sentences_say_nothing_of_motives(festival):
    said = " ".join(block.plain for block in festival.findings.values()).lower()
    for word in ("bias", "lie", "fake", "true", "credib", "trust", "propaganda"):
        assert f" {word}" not in said
