"""What is said and shown of shared text and of what changed in it, on invented corpora."""

from datetime import date, timedelta

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from finished import FIXTURES, ODD

from analysis import (
    compare_containment,
    compare_drift,
    compare_reuse,
    compare_similarity,
    compare_travels,
    compare_witnesses,
    load_corpus,
    mark_attributions,
    mark_boosters,
    mark_hedges,
    mark_quantities,
    mark_voices,
)
from analysis.compare.dependence import dependent_pairs
from analysis.compare.drift.pairs import aligned_sentences
from analysis.compare.reuse.left_out import boilerplate_stretches, reused_stretches
from analysis.compare.reuse.passage_origins import ORIGINS
from analysis.corpus.labels import LABELLED_CORPUS, read_passage_labels
from analysis.report.article_names import article_called, article_link
from analysis.report.drift import drift_findings, drift_table, passages_without_pairs
from analysis.report.drift_pairs import drift_list, drift_quotes
from analysis.report.evidence import Linked, Quote, evidence_list, quotes_of
from analysis.report.findings import Finding
from analysis.report.passage_quotes import PassageQuotes, enquote, in_label, shared_runs
from analysis.report.plots_reuse import plot_containment
from analysis.report.plots_similarity import order_by_likeness
from analysis.report.plots_travels import plot_travels
from analysis.report.reuse import OWED, containment_findings, nothing_shared, passage_findings
from analysis.report.reuse_errors import passage_errors, score_passages
from analysis.report.reuse_tables import (
    containment_table,
    origin_kind_table,
    passage_list,
    texts_called,
)
from analysis.report.travels import travel_findings, travel_table
from analysis.report.witnesses import (
    reuse_similarity_findings,
    without_reuse_table,
    witness_findings,
    witness_table,
)

LOCK = (
    "At least 40 barges were moored below the old lock at Selwick, the harbour office said. "
    "The bakers may open the northern sluice before midnight if the river keeps rising."
)
CHANGED = LOCK.replace("At least 40", "40").replace("may open", "will open")
HOSTILE = (
    'The clerk wrote <script>document.title="x"</script> & {} on the old wooden board beside '
    "{{ 7*7 }} barges and =1+1 in the river hall."
)
ARABIC = (
    "قال مسؤول في الميناء إن أربعين قاربا رست أسفل السد القديم مساء الثلاثاء وإن النهر يرتفع "
    "بسرعة كبيرة قرب المدينة."
)


class Told:
    """Everything that the chapter says of a corpus."""

    def __init__(self, folder):
        self.corpus = corpus = load_corpus(folder)
        attributions, quantities = mark_attributions(corpus), mark_quantities(corpus)
        self.passages = passages = compare_reuse(corpus, attributions)
        self.sentences = pairs = aligned_sentences(corpus, passages)
        hedges, boosters = mark_hedges(corpus), mark_boosters(corpus)
        self.drift = drift = compare_drift(
            corpus, passages, hedges, boosters, attributions, quantities
        )
        shared = PassageQuotes(corpus, passages)
        self.quotes = quotes = quotes_of(corpus, quantities) | shared.quotes
        changes = drift_quotes(pairs, drift, quotes_of(corpus))
        self.travels = travels = compare_travels(corpus, passages)
        containment = compare_containment(corpus, passages)
        witnesses = compare_witnesses(corpus, quantities, passages)
        cosines = compare_similarity(corpus, boilerplate_stretches(passages))
        own = compare_similarity(corpus, reused_stretches(passages, mark_voices(corpus)))
        names = corpus.event_names
        self.blocks = {
            "passages": passage_findings(corpus, passages, quotes),
            "origins": origin_kind_table(passages, quotes, names),
            "list": passage_list(corpus, passages, shared),
            "containment": containment_findings(corpus, containment, quotes),
            "contained": containment_table(corpus, containment, quotes),
            "travels": travel_findings(corpus, passages, travels, quotes),
            "travelled": travel_table(corpus, passages, travels, quotes),
            "drift": drift_findings(corpus, pairs, drift, changes, passages),
            "changed": drift_list(pairs, drift, quotes_of(corpus)),
            "counted": drift_table(corpus, drift, changes),
            "headlines": drift_list(pairs, drift, quotes_of(corpus), headlines=True),
            "of headlines": drift_table(corpus, drift, changes, headlines=True),
            "witnesses": witness_findings(corpus, witnesses, quotes),
            "raw": witness_table(witnesses, quotes, names),
            "without": reuse_similarity_findings(corpus, cosines, own),
            "cosines": without_reuse_table(corpus, cosines, own, own),
        }
        self.figures = [
            plot_containment(containment, corpus.articles),
            plot_travels(travels, texts_called(corpus, passages), corpus.articles, names),
        ]

    def page(self, name):
        kept = {"q", "p", "bdi", "span"}
        return BeautifulSoup(self.blocks[name].html, "html.parser", preserve_whitespace_tags=kept)


def tell(folder, *articles):
    for number, (outlet, day, text) in enumerate(articles, start=1):
        label = f"outlet: {outlet}\n" + (f"published: {day}\n" if day else "")
        path = folder / f"a{number}.txt"
        path.write_text(f"---\n{label}---\n{text}\n", encoding="utf-8")
    return Told(folder)


@pytest.fixture(scope="module")
def lock(tmp_path_factory):
    """Three articles: a text, the same text changed later, and once more without a date."""
    return tell(
        tmp_path_factory.mktemp("lock"),
        ("Quay Echo", "2031-04-09", CHANGED),
        ("Hill Post", "2031-04-02", LOCK),
        ("Vale Wire", None, LOCK),
    )


@pytest.fixture(scope="module", params=["flood", "festival", *(f"odd/{name}" for name in ODD)])
def told(request):
    return Told(FIXTURES / request.param)


# --- any corpus ----------------------------------------------------------------------------------


def test_every_part_has_words_and_counts_lead_to_quotes(told):
    for name, block in told.blocks.items():
        assert block.plain.strip(), name
        assert " nan" not in block.plain.replace("NaN", ""), name
        page = told.page(name)
        for link in page.select("a.count"):
            counted = page.find(id=link["href"].removeprefix("#"))
            assert len(counted.find_all("li", recursive=False)) == int(link["data-count"]), name
    for figure in told.figures:
        assert figure.caption
        assert figure.alt


def test_quotes_are_what_stands_in_the_documents(told):
    texts = dict(zip(told.corpus.documents["document"], told.corpus.documents["text"], strict=True))
    for name in ("list", "changed", "headlines"):
        for quote in told.page(name).select("q"):
            start, end = int(quote["data-start"]), int(quote["data-end"])
            assert quote.get_text() == texts[quote["data-document"]][start:end], name


# --- passages ------------------------------------------------------------------------------------


def test_marked_words_are_those_that_both_sides_have():
    one, other = "More than 40 barges lay there.", "There lay more than 40 old barges."
    first, second = shared_runs(one, other)
    assert [one[slice(*run)] for run in first] == ["More than 40", "barges"]
    assert [other[slice(*run)] for run in second] == ["more than 40", "barges"]


def test_the_earlier_side_comes_first_and_unknown_order_is_said(lock):
    page = lock.page("list")
    heads = {
        pair.select_one(".about-pair").get_text(): [
            link.get_text() for link in pair.select(".from a")
        ]
        for pair in page.select(".pair")
    }
    directed = [who for head, who in heads.items() if "undirected" not in head]
    assert directed == [["Hill Post, 2031-04-02", "Quay Echo, 2031-04-09"]]
    assert len(page.select(".pair")) == len(lock.passages) == 3
    assert len(page.select(".group-of-pairs")) == 1
    assert [each["id"] for each in page.select(".pair")] == [
        f"passage-{identity}" for identity in lock.passages["id"]
    ]


def test_what_is_said_of_shared_text(lock):
    said = lock.blocks["passages"].plain
    assert "3 articles of 3 outlets share text: 3 passages stand in two articles each." in said
    assert "It is one text of 30 words." in said
    assert "not who copied whom" in said
    assert "All 3 passages are undecided" in said


def test_every_origin_has_words():
    assert {*OWED} == {*ORIGINS} - {"same article"}


def test_a_long_passage_is_quoted_in_part(tmp_path):
    number = ("one", "two", "three", "four", "five", "six")
    text = " ".join(
        f"The {n} barges of lock {m} sank on quay {n} {m}." for n in number for m in number
    )
    told = tell(tmp_path, ("Hill Post", None, text), ("Quay Echo", None, text))
    (pair,) = told.page("list").select(".pair")
    for quote in pair.select("q"):
        assert 800 < len(quote.get_text()) < 1000
        assert quote.get_text().endswith(".")


# --- drift ---------------------------------------------------------------------------------------


def test_what_changed_is_marked_and_named_on_both_sides(lock):
    pairs = lock.page("changed").select(".pair")
    first = pairs[0]
    assert first.select_one(".about-pair").get_text() == "Hill Post → Quay Echo"
    assert [each.get_text() for each in first.select(".which")] == ["earlier", "later"]
    named = [mark.get_text() for mark in first.select("del.named, ins.named")]
    assert any("At least 40" in text for text in named)
    notes = " ".join(note.get_text() for note in first.select("li"))
    assert "bound dropped: “At least 40 barges” → “40 barges”" in notes
    every = " ".join(note.get_text() for pair in pairs for note in pair.select("li"))
    assert "hedge dropped: “may”" in every
    assert "2 pairs are the same word for word" in lock.blocks["changed"].plain


def test_undirected_pairs_take_nothing_out_and_put_nothing_in(lock):
    pairs = lock.page("changed").select(".pair")
    undirected = [p for p in pairs if "undirected" in p.select_one(".about-pair").get_text()]
    assert undirected
    for pair in undirected:
        assert not pair.select("del, ins, .which")
        assert pair.select("mark.named")


def test_headlines_stand_apart_from_sentences_that_travelled(tmp_path):
    for name in ("one", "two"):
        head = f"---\noutlet: Hill {name}\nheadline: 40 barges moored below old lock\n---\n"
        (tmp_path / f"{name}.txt").write_text(f"{head}{LOCK}\n", encoding="utf-8")
    told = Told(tmp_path)
    headlines = told.page("headlines").select(".pair")
    assert len(headlines) == 2
    for pair in headlines:
        assert [each.get_text() for each in pair.select(".which")] == ["body", "headline"]
    assert not told.page("changed").select(".pair")
    rows = told.page("of headlines").select("tbody tr")
    assert sum(int(row.select_one("a.count")["data-count"]) for row in rows) == len(told.drift)


def test_counts_of_differences_are_those_of_the_frame(lock):
    rows = lock.page("counted").select("tbody tr")
    assert sum(int(row.select_one("a.count")["data-count"]) for row in rows) == len(lock.drift) > 0


# --- figures -------------------------------------------------------------------------------------


def test_the_map_prints_both_directions(lock):
    figure = lock.figures[0]
    assert len(figure.data) == 6
    assert {*figure.data["article"]} == {"a1", "a2", "a3"}
    assert "3 articles by 3 outlets share text" in figure.caption


def test_a_text_in_one_known_date_is_named_and_not_drawn(tmp_path):
    told = tell(tmp_path, ("Hill Post", "2031-04-02", LOCK), ("Vale Wire", None, LOCK))
    figure = told.figures[1]
    assert "No shared text stands in articles of different known dates." in figure.caption
    assert "not drawn: “At least 40 barges" in figure.caption
    assert not figure.data["drawn"].any()


def test_many_articles_are_cut_and_the_cut_is_said(tmp_path):
    day = date(2031, 4, 1)
    articles = [(f"Outlet {n}", str(day + timedelta(n)), LOCK) for n in range(34)]
    told = tell(tmp_path, *articles)
    reuse, travels = told.figures
    assert reuse.data["article"].nunique() == 30
    assert "the 30 of 34 articles that share most" in reuse.caption
    assert "99 stands for more too" in reuse.caption
    assert len(travels.data) == 34
    assert len(told.passages) == 34 * 33 / 2
    assert len(told.page("list").select(".pair")) == 20
    assert f"20 of {len(told.passages):,} passages" in told.blocks["list"].plain
    for name in ("passages", "travels", "travelled"):
        for link in told.page(name).select('a[href^="#passage-"]'):
            assert told.page("list").find(id=link["href"].removeprefix("#")), name


def test_articles_that_are_alike_stand_together():
    cosines = {("a", "c"): 0.9, ("b", "d"): 0.8, ("a", "b"): 0.1, ("a", "d"): 0.1,
               ("b", "c"): 0.1, ("c", "d"): float("nan")}  # fmt: skip
    pairs = pd.DataFrame(
        [(*key, value) for key, value in cosines.items()],
        columns=["article_a", "article_b", "cosine"],
    )
    ordered, tree = order_by_likeness(pairs, ["a", "b", "c", "d"])
    assert sorted([{*ordered[:2]}, {*ordered[2:]}], key=min) == [{"a", "c"}, {"b", "d"}]
    assert tree is not None
    assert order_by_likeness(pairs.iloc[:1], ["a", "c"]) == (["a", "c"], None)


# --- odd text ------------------------------------------------------------------------------------


def test_hostile_text_is_only_text(tmp_path):
    told = tell(
        tmp_path,
        ("<script>alert(1)</script>", "2031-04-02", HOSTILE),
        ("J & {} Sons", "2031-04-03", HOSTILE.replace("old wooden", "new wooden")),
    )
    for name, block in told.blocks.items():
        assert "<script" not in block.html, name
        assert not told.page(name).select("script")
    assert "J & {} Sons" in told.blocks["travelled"].plain
    assert told.page("changed").select(".pair")


def test_text_from_right_to_left_is_shared_like_any_other(tmp_path):
    told = tell(tmp_path, ("سوق الأخبار", "2031-04-02", ARABIC), ("صدى", "2031-04-05", ARABIC))
    assert len(told.passages) == 1
    assert all(quote["dir"] == "auto" for quote in told.page("list").select("q"))
    assert "The interval is 3 days" in told.blocks["travels"].plain


def test_articles_of_one_word_share_nothing(tmp_path):
    told = tell(tmp_path, ("Hill Post", None, "Flood."), ("Quay Echo", None, "Flood."))
    assert "No two articles share a passage." in told.blocks["passages"].plain


def test_one_article_shares_with_nobody(tmp_path):
    told = tell(tmp_path, ("Hill Post", None, LOCK))
    assert "There is one article only" in told.blocks["passages"].plain


# --- errors --------------------------------------------------------------------------------------


def test_scores_against_labels_by_hand(lock):
    sides = [f"{name}_{side}" for side in "ab" for name in ("article", "document", "start", "end")]
    first, second = (lock.passages.iloc[n] for n in (0, 1))
    hit = {**first[sides].to_dict(), "weight": "must", "kind": "verbatim"}
    turned = {
        f"{name.removesuffix('_a').removesuffix('_b')}_{'b' if name.endswith('_a') else 'a'}": value
        for name, value in second[sides].to_dict().items()
    }
    hit_turned = {**turned, "weight": "plain", "kind": "verbatim"}
    missed = hit | {"start_a": 0, "end_a": 8}
    labels = pd.DataFrame([hit, hit_turned, missed | {"weight": "weak", "kind": "paraphrase"}])
    said = score_passages(labels, lock.passages, lock.corpus, same=False).plain
    lines = [line.split(" | ") for line in said.splitlines()]
    assert ["Surely one text", "1", "1", "0", "100 %"] in lines
    assert ["Kind: paraphrase", "1", "0", "1", "0 %"] in lines
    assert ["All", "3", "2", "1", "67 %"] in lines


def test_what_was_missed_is_quoted_only_for_the_labelled_corpus(lock):
    away = passage_errors(lock.corpus)
    assert "another corpus than the one shown" in away.plain
    assert "<q" not in away.html
    home = passage_errors(load_corpus(LABELLED_CORPUS))
    assert "<q" in home.html
    page = BeautifulSoup(home.html, "html.parser")
    for link in page.select("#errors-passages a.count"):
        counted = page.find(id=link["href"].removeprefix("#"))
        assert all(len(item.select("q")) >= 2 for item in counted.select("li"))


def test_labels_say_how_sure_the_reader_was():
    labels = read_passage_labels(load_corpus(LABELLED_CORPUS))
    assert {*labels["weight"]} == {"must", "plain", "weak"}
    assert (labels["start_a"] < labels["end_a"]).all()
    assert labels["article_a"].ne("").all()


# --- how passages are called ---------------------------------------------------------------------


def test_labels_show_the_name_of_a_link_only():
    assert in_label("[Ada Moor](#) said [so](/x)") == "Ada Moor said so"
    assert in_label("Moor](#) said\nthat [Ada") == "Moor said that Ada"
    assert in_label("barges [sic] moored") == "barges [sic] moored"


def test_quotation_marks_are_not_doubled(tmp_path):
    assert enquote("40 barges") == "“40 barges”"
    assert enquote("“40 barges,” he said") == "“40 barges,” he said"
    text = f"“{LOCK}”"
    told = tell(tmp_path, ("Hill Post", None, text), ("Quay Echo", None, text))
    assert told.page("list").select("q.own-opening.own-closing")
    assert "““" not in told.blocks["list"].plain


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("There were “40 barges” below.", []),
        ("“40 barges lay there.”", ["own-opening", "own-closing"]),
        ("“40 barges,” he said.", ["own-opening", "own-closing"]),
        ("« 40 barges, » he said.", ["own-opening", "own-closing"]),
        ('"40 barges," he said.', ["own-opening", "own-closing"]),
        ("“40 barges lay there.", ["own-opening"]),
        ("The bakers said they lay there.”", ["own-closing"]),
        ("The bakers’ boats, he said, were “barges.”", []),
        ("The boats were the bakers’", []),
    ],
)
def test_lists_behind_numbers_double_no_quotation_marks(text, classes):
    quote = Quote("a", "s1", "Hill Post", None, "a.txt", 0, text)
    shown = evidence_list("n1", Linked(("x",), "barges"), {"x": quote})
    (words,) = BeautifulSoup(shown, "html.parser").select("q")
    assert words.get("class", []) == classes
    assert words.get_text() == text


def test_an_article_without_headline_is_called_by_its_date_or_its_words(tmp_path):
    wire = "Bakers on Quay Street watch the river rise tonight near the lock."
    told = tell(
        tmp_path,
        ("Hill Post", "2031-04-02", LOCK),
        ("Vale Wire", "2031-04-03", wire),
        ("Vale Wire", "2031-04-03", LOCK),
        ("Quay Echo", None, LOCK),
    )
    called = [article_called(told.corpus, f"a{n}") for n in (1, 2, 3, 4)]
    words = "“At least 40 barges were moored below the old …”"
    assert called == [
        "the article of Hill Post dated 2031-04-02",
        "“Bakers on Quay Street watch the river rise tonight …” of Vale Wire",
        f"{words} of Vale Wire",
        f"{words} of Quay Echo",
    ]
    link = article_link(told.corpus, "a1", set())
    assert link.plain == f"{words} (Hill Post, 2031-04-02)"
    for name in told.blocks:
        page = told.page(name)
        for brief in page.select("ol.brief"):
            brief.decompose()  # the page of the report puts them in its own words
        words_said = {word.strip("“”():,") for word in page.get_text(" ").split()}
        assert not words_said & {"a1", "a2", "a3", "a4"}, name


def test_an_article_without_words_is_named_all_the_same():
    corpus = load_corpus(FIXTURES / "odd" / "empty-body")
    assert article_called(corpus, "no-words", by_date=False)
    assert article_link(corpus, "no-words", set()).plain.strip()


def test_what_is_missed_is_said_where_it_can_be_found_from_every_page(lock):
    assert "below" not in lock.page("passages").select_one(".caution").get_text()


def test_articles_of_one_outlet_are_told_apart_by_their_headlines(tmp_path):
    for name in ("barges wait below the lock", "bakers watch the rising river"):
        head = f"---\noutlet: Hill Post\npublished: 2031-04-02\nheadline: The {name}\n---\n"
        (tmp_path / f"{name[:6]}.txt").write_text(f"{head}{CHANGED}\n", encoding="utf-8")
    (tmp_path / "other.txt").write_text(f"---\noutlet: Vale Wire\n---\n{LOCK}\n", encoding="utf-8")
    told = Told(tmp_path)
    sides = [side.get_text() for side in told.page("list").select(".from")]
    assert all(("“The ba" in side) == ("Hill Post" in side) for side in sides)
    pairs = drift_list(told.sentences, told.drift, quotes_of(told.corpus)).plain
    assert "Hill Post and Hill Post" not in pairs


def test_an_outlet_known_through_another_is_named_before_nothing_is_shared(tmp_path):
    corpus = load_corpus(FIXTURES / "flood")
    hosted = dependent_pairs(corpus)
    event = str(hosted["event"].iloc[0])
    finding = nothing_shared(corpus, event, Finding("finding-x", "No text is shared.", (), ""))
    assert finding.plain.startswith(str(hosted["reason"].iloc[0]))
    assert finding.plain.endswith("Apart from that, no text is shared.")
    lone = tell(tmp_path, ("Hill Post", None, "Flood."), ("Quay Echo", None, "Fire.")).corpus
    assert nothing_shared(lone, lone.articles["event"].iloc[0], finding) == finding


def test_passages_without_paired_sentences_are_counted(lock):
    empty = lock.sentences.iloc[:0]
    assert passages_without_pairs(lock.corpus, lock.passages, lock.sentences).empty
    assert len(passages_without_pairs(lock.corpus, lock.passages, empty)) == 3
    told = drift_findings(lock.corpus, empty, lock.drift.iloc[:0], {}, lock.passages)
    assert "3 passages are too reworded, or too short, to be compared" in told.plain
