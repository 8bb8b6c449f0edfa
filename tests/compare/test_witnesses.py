"""What counts once if text is shared, when it travelled, and what likeness can leave out."""

import pandas as pd
import pytest

from analysis import (
    compare_numbers,
    compare_reuse,
    compare_similarity,
    compare_travels,
    compare_witnesses,
    load_corpus,
    mark_attributions,
    mark_quantities,
    mark_voices,
)
from analysis.compare.reuse.left_out import boilerplate_stretches, reused_stretches
from analysis.compare.reuse.travels import between_articles

BARGES = "Late on Tuesday 40 barges were moored below the old lock near the Selwick bakery."
OTHER = "Nobody at the Marrow mill had counted 12 barges, and the road was dry."


@pytest.fixture
def read(tmp_path):
    """Write articles (outlet, date, text) and return their corpus and passages."""

    def write(*articles):
        for number, (outlet, date, text) in enumerate(articles, start=1):
            label = f"outlet: {outlet}\n" + (f"published: {date}\n" if date else "")
            path = tmp_path / f"a{number}.txt"
            path.write_text(f"---\n{label}---\n{text}\n", encoding="utf-8")
        corpus = load_corpus(tmp_path)
        return corpus, compare_reuse(corpus, mark_attributions(corpus))

    return write


def row(witnesses, counted, unit=""):
    chosen = witnesses[(witnesses["counted"] == counted) & (witnesses["unit"] == unit)]
    return chosen.iloc[0]


def test_shared_text_counts_once(read):
    corpus, passages = read(
        ("Hill Post", "2031-04-03", BARGES),
        ("Quay Echo", "2031-04-02", BARGES),
        ("Vale Wire", "2031-04-04", OTHER),
    )
    witnesses = compare_witnesses(corpus, mark_quantities(corpus), passages)
    sentences = row(witnesses, "sentences")
    assert (sentences["raw"], sentences["independent"]) == (3, 2)
    assert sentences["repeated"] == ("a1.s1",)  # the later one, not the second in the corpus
    barges = row(witnesses, "numbers", "barge")
    assert (barges["raw"], barges["independent"], barges["outlets"]) == (3, 2, 3)
    assert barges["outlets_of_their_own"] == 2


def test_without_shared_text_both_counts_are_one(read):
    corpus, passages = read(("Hill Post", None, BARGES), ("Vale Wire", None, OTHER))
    witnesses = compare_witnesses(corpus, mark_quantities(corpus), passages)
    assert len(witnesses)
    assert (witnesses["raw"] == witnesses["independent"]).all()
    assert not any(witnesses["repeated"])


def test_the_chapter_on_numbers_counts_the_same(read):
    corpus, passages = read(
        ("Hill Post", None, BARGES), ("Quay Echo", None, BARGES), ("Vale Wire", None, OTHER)
    )
    quantities = mark_quantities(corpus)
    groups = compare_numbers(corpus, quantities, passages=passages).set_index("unit")
    witnesses = compare_witnesses(corpus, quantities, passages)
    assert groups.loc["barge", "independent"] == row(witnesses, "numbers", "barge")["independent"]
    assert (compare_numbers(corpus, quantities)["independent"] == [3]).all()


def test_shared_texts_stand_in_the_order_of_dates(read):
    corpus, passages = read(
        ("Hill Post", None, BARGES),
        ("Quay Echo", "2031-04-09", BARGES),
        ("Vale Wire", "2031-04-02", BARGES),
    )
    travels = compare_travels(corpus, passages)
    assert list(travels["article"]) == ["a3", "a2", "a1"]
    assert {*travels["cluster"]} == {"c1"}
    assert travels["directed"].all()
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    for place in travels.to_dict("records"):
        assert texts[place["document"]][place["start"] : place["end"]] == BARGES[:-1]
        assert len(place["passages"]) == 2


def test_equal_dates_direct_nothing(read):
    corpus, passages = read(
        ("Hill Post", "2031-04-02", BARGES), ("Quay Echo", "2031-04-02", BARGES)
    )
    assert not compare_travels(corpus, passages)["directed"].any()


def test_likeness_without_what_is_shared_or_quoted(read):
    one = 'Bakers slept beside the valley windmill.\n"A blue lantern is out," Ada Quill said.'
    other = 'Somebody sang beside the windmill.\n"My lantern was never blue," Ada Quill said.'
    corpus, passages = read(
        ("Hill Post", None, f"{BARGES}\n{one}"), ("Quay Echo", None, f"{BARGES}\n{other}")
    )
    stretches = reused_stretches(passages, mark_voices(corpus))
    pair = compare_similarity(corpus).iloc[0]
    rest = compare_similarity(corpus, stretches).iloc[0]
    assert {"barges", "lock", "lantern"} <= {term for term, _ in pair["terms"]}
    left = {term for term, _ in rest["terms"]}
    assert not left & {"barges", "lock", "lantern", "blue"}
    assert "windmill" in left
    assert rest["cosine"] < pair["cosine"]


def test_nothing_left_is_no_likeness(read):
    corpus, passages = read(("Hill Post", None, BARGES), ("Quay Echo", None, BARGES))
    rest = compare_similarity(corpus, reused_stretches(passages, mark_voices(corpus)))
    assert rest["cosine"].isna().all()
    assert compare_similarity(corpus, passages.iloc[:0]).equals(compare_similarity(corpus))


def test_boilerplate_is_left_out_and_nothing_else(read):
    notice = "Follow the Hill Post for more news from the valley, the quay and the old mill town."
    texts = (BARGES, OTHER, "The choir sang in the hall until the lamps went out at midnight.")
    corpus, passages = read(*(("Hill Post", None, f"{text}\n{notice}") for text in texts))
    assert passages["boilerplate"].all()
    assert between_articles(passages).empty
    stretches = boilerplate_stretches(passages)
    assert list(stretches["article"]) == ["a1", "a2", "a3"]
    words = {t for terms in compare_similarity(corpus, stretches)["terms"] for t, _ in terms}
    assert words == {"barges"}


def test_frames_without_passages_have_their_columns(read):
    corpus, passages = read(("Hill Post", None, "Flood."))
    assert passages["boilerplate"].dtype == bool
    assert compare_travels(corpus, passages).empty
    assert boilerplate_stretches(passages).empty
    empty = reused_stretches(passages, mark_voices(corpus))
    assert list(empty) == ["article", "document", "start", "end"]
    assert isinstance(compare_witnesses(corpus, mark_quantities(corpus), passages), pd.DataFrame)


def test_who_credits_the_other_comes_later_and_is_the_repeat(read):
    second = "Early on Friday 12 carts were counted behind the old mill near the Marrow bridge."
    corpus, passages = read(
        ("Hill Post", None, f"{BARGES[:-1]}, the Quay Echo reported. {second}"),
        ("Quay Echo", None, f"{BARGES} {second}"),
    )
    assert passages["origin"].tolist() == ["credited"] * len(passages)
    assert set(passages["earlier"]) == {"b"}
    sentences = row(compare_witnesses(corpus, mark_quantities(corpus), passages), "sentences")
    assert all(identity.startswith("a1.") for identity in sentences["repeated"])


def test_without_dates_who_credits_the_other_stands_last(read):
    corpus, passages = read(
        ("Hill Post", None, f"{BARGES[:-1]}, the Quay Echo reported."),
        ("Quay Echo", None, BARGES),
    )
    travels = compare_travels(corpus, passages)
    assert travels["outlet"].tolist() == ["Quay Echo", "Hill Post"]
    assert travels["directed"].all()
