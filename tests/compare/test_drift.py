"""What changed when a sentence travelled: invented cases, properties, and a planted story."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from analysis import (
    compare_drift,
    mark_attributions,
    mark_boosters,
    mark_hedges,
    mark_quantities,
)
from analysis.compare.drift.changes import COUNTS, DRIFT, KINDS, count_drift
from analysis.compare.drift.pairs import LONGEST, PAIRS, aligned_sentences
from analysis.compare.reuse.shared_text import PASSAGES, compare_reuse
from analysis.corpus.corpus import SCHEMAS, frame

CASES = Path(__file__).resolve().parents[1] / "cases" / "drift.csv"

# Groups of people under several names.
NAMES = {
    "River Guard": ["river guard", "Grey Band"],
    "Free Valley Army": ["FVA", "Hill Bandits"],
    "Valley Militia": ["Vami", "Dune Company"],
}
ALIASES = [(alias, name, "group", "") for name, aliases in NAMES.items() for alias in aliases]

BACK = {
    "dropped": "added", "cut": "added", "weakened": "strengthened", "rounded": "made exact",
    "unmarked": "marked",
}  # fmt: skip
BACK |= {after: before for before, after in BACK.items() if before != "cut"}


def read_cases():
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def turned(kind):
    if kind == "number made exact":
        return "number rounded"
    what, _, way = kind.rpartition(" ")
    if what == "clause":
        return f"clause {'added' if way == 'cut' else 'cut'}"
    return f"{what} {BACK.get(way, way)}"


def compare(corpus, passages=None):
    """Drift of a corpus, by its own passages unless others are given."""
    attributions = mark_attributions(corpus)
    if passages is None:
        passages = compare_reuse(corpus, attributions)
    marks = mark_hedges(corpus), mark_boosters(corpus), attributions, mark_quantities(corpus)
    return compare_drift(corpus, passages, *marks)


def pieces(text, role):
    """Sentences of a case, parted by bars."""
    return [(role, sentence, ()) for sentence in text.split(" | ")]


def compare_texts(make_corpus, pairs, headlines=()):
    """Drift of pairs of texts, the first of each a day older; ``event`` is the pair's number.

    The texts of pairs whose numbers are in ``headlines`` are headlines.
    """
    articles, rows = [], []
    for number, texts in enumerate(pairs):
        role = "headline" if number in headlines else "body"
        names = [f"c{number:03}-{side}" for side in "ab"]
        for day, (name, text) in enumerate(zip(names, texts, strict=True), start=1):
            articles.append(
                {
                    "article": name, "event": f"{number:03}", "outlet": f"Outlet {name[-1]}",
                    "published": f"2031-04-0{day}", "pieces": pieces(text, role),
                }
            )  # fmt: skip
        sides = [
            (name, name, 0, len(text), role, f"Outlet {name[-1]}")
            for name, text in zip(names, texts, strict=True)
        ]
        what = "near-verbatim", 0.9, 10, "a", "undecided", None, f"c{number}", False
        rows.append((f"p{number}", f"{number:03}", *sides[0], *sides[1], *what))
    corpus = replace(make_corpus(articles)[0], aliases=frame(ALIASES, SCHEMAS["aliases"]))
    return compare(corpus, frame(rows, PASSAGES))


def compare_headlines(make_corpus, pairs):
    """Drift of bodies and the headlines above them; ``event`` is the pair's number."""
    articles = [
        {
            "article": f"c{number:03}", "event": f"{number:03}", "outlet": "Outlet",
            "pieces": [*pieces(headline, "headline"), *pieces(body, "body")],
        }
        for number, (body, headline) in enumerate(pairs)
    ]  # fmt: skip
    corpus = replace(make_corpus(articles)[0], aliases=frame(ALIASES, SCHEMAS["aliases"]))
    return compare(corpus, frame([], PASSAGES))


def texts_of(cases):
    return [(case["before"], case["after"]) for case in cases]


def kinds_by_pair(drift, count):
    """Kinds found in each pair of texts."""
    return [sorted(drift.loc[drift["event"] == f"{number:03}", "kind"]) for number in range(count)]


TRAVELS = [case for case in read_cases() if case["where"] != "own headline"]
OWN_HEADLINES = [case for case in read_cases() if case["where"] == "own headline"]
HEADLINES = frozenset(n for n, case in enumerate(TRAVELS) if case["where"] == "headlines")


@pytest.fixture(scope="module")
def there_and_back(make_corpus):
    """Kinds found in each case of a sentence that travelled, there and back."""
    pairs = texts_of(TRAVELS)
    ways = pairs, [pair[::-1] for pair in pairs]
    return [kinds_by_pair(compare_texts(make_corpus, way, HEADLINES), len(pairs)) for way in ways]


@pytest.fixture(scope="module")
def of_headlines(make_corpus):
    """Kinds found in each case of a headline and its body."""
    pairs = texts_of(OWN_HEADLINES)
    return kinds_by_pair(compare_headlines(make_corpus, pairs), len(pairs))


def expected(case):
    kinds = sorted(filter(None, case["kinds"].split(";")))
    assert set(kinds) <= set(KINDS)
    return kinds


@pytest.mark.parametrize(
    ("number", "case"), list(enumerate(TRAVELS)), ids=lambda each: str(each)[:80]
)
def test_sentences_that_travelled(number, case, there_and_back):
    assert there_and_back[0][number] == expected(case), case["note"]


@pytest.mark.parametrize(
    ("number", "case"),
    list(enumerate(OWN_HEADLINES)),
    ids=[case["after"] for case in OWN_HEADLINES],
)
def test_headlines_and_their_bodies(number, case, of_headlines):
    assert of_headlines[number] == expected(case), case["note"]


def test_the_way_back_undoes_the_way_there(there_and_back):
    for there, back in zip(*there_and_back, strict=True):
        assert sorted(map(turned, there)) == back


def test_a_sentence_beside_itself_has_no_differences(make_corpus):
    texts = [text for pair in texts_of(TRAVELS) for text in pair]
    assert compare_texts(make_corpus, [(text, text) for text in texts]).empty


WIRE = (
    "A source at the harbour office said the old dam may burst before the end of the week.",
    "More than 9,000 fighters have left the camp above the dam for the valleys of the east.",
    "The ministry of works has sent two engineers and a diver to the foot of the wall.",
)
BLOG = (
    "The old dam will burst before the end of the week.",
    "9,000 terrorists have left the camp above the dam for the valleys of the east.",
    "Nobody in our street has slept since the sirens were heard in the night of the fair.",
)
PLANTED = {
    ("attribution dropped", "A source at the harbour office said", ""),
    ("hedge dropped", "may", ""),
    ("bound dropped", "More than 9,000 fighters", "9,000 terrorists"),
    ("label swapped", "fighters", "terrorists"),
}


def story(make_corpus, *dates, **columns):
    """The wire's article and the blog's, with their dates."""
    return make_corpus(
        [
            {
                "article": name, "outlet": name.title(), "published": date,
                "pieces": [("body", text, ()) for text in texts],
            } | columns.get(name, {})
            for name, texts, date in zip(("wire", "blog"), (WIRE, BLOG), dates, strict=True)
        ]
    )[0]  # fmt: skip


def test_a_planted_story_is_told(make_corpus):
    drift = compare(story(make_corpus, "2031-04-01", "2031-04-02"))
    assert set(drift[["kind", "before", "after"]].itertuples(index=False, name=None)) == PLANTED
    assert set(drift["article_from"]) == {"wire"}
    assert drift["directed"].all()


def test_dates_say_which_sentence_comes_first(make_corpus):
    drift = compare(story(make_corpus, "2031-04-03", "2031-04-02"))
    assert set(drift["article_from"]) == {"blog"}
    assert {turned(kind) for kind in drift["kind"]} == {kind for kind, _, _ in PLANTED}
    assert not compare(story(make_corpus, None, "2031-04-02"))["directed"].any()


def test_a_quoted_block_is_the_earlier_one(make_corpus):
    corpus = story(make_corpus, None, None, wire={"quoted_in": "blog"})
    drift = compare(corpus)
    assert set(drift["article_from"]) == {"wire"}
    assert drift["directed"].all()


def test_another_article_changes_nothing(make_corpus):
    corpus = story(make_corpus, "2031-04-01", "2031-04-02")
    text = "Gardeners of the northern suburbs met on Sunday to share seeds, soup and gossip."
    more = make_corpus(
        [
            {
                "article": name, "outlet": name.title(), "published": date,
                "pieces": [("body", line, ()) for line in lines],
            }
            for name, lines, date in (
                ("wire", WIRE, "2031-04-01"), ("blog", BLOG, "2031-04-02"),
                ("almanac", (text,), "2031-03-01"),
            )
        ]
    )[0]  # fmt: skip
    assert compare(more).equals(compare(corpus))


def test_offsets_lead_to_the_words(make_corpus):
    pairs = texts_of(TRAVELS)
    texts = {
        f"c{number:03}-{side}": text.replace(" | ", "\n")
        for number, pair in enumerate(pairs)
        for side, text in zip("ab", pair, strict=True)
    }
    drift = compare_texts(make_corpus, pairs, HEADLINES)
    for side, column in (("from", "before"), ("to", "after")):
        empty = drift[column] == ""
        assert drift[f"start_{side}"].isna().equals(empty)
        assert drift[f"end_{side}"].isna().equals(empty)
        for row in drift[~empty].to_dict("records"):
            text = texts[row[f"document_{side}"]]
            assert text[row[f"start_{side}"] : row[f"end_{side}"]] == row[column]


def test_a_headline_is_compared_with_its_body(make_corpus):
    article = {
        "article": "post", "outlet": "Post",
        "pieces": [
            ("headline", "Old Dam at Odry Will Burst This Week", ()),
            ("body", "Children skated on the meadows, and the baker sold out of rolls.", ()),
            ("body", "The old dam at Odry may burst this week, divers of the guard said.", ()),
        ],
    }  # fmt: skip
    drift = compare(make_corpus([article])[0])
    assert list(drift["role_from"].unique()) == ["body"]
    assert list(drift["sentence_from"].unique()) == ["post.s3"]
    assert set(drift["kind"]) == {"hedge dropped", "attribution dropped"}
    assert drift["directed"].all()
    assert set(drift["passage"]) == {""}


def test_a_headline_stands_beside_all_sentences_that_it_may_be_taken_from(make_corpus):
    article = {
        "article": "post", "outlet": "Post",
        "pieces": [
            ("headline", "9,000 anglers leave valley of Odry by boat", ()),
            ("body", "The club counted 9,000 anglers at its gates.", ()),
            ("body", "The anglers of the valley of Odry sang.", ()),
            ("body", "Thousands of anglers had to leave the valley of Odry by boat.", ()),
            ("body", "The baker gave 9,000 rolls to the poor.", ()),
        ],
    }  # fmt: skip
    corpus = make_corpus([article])[0]
    pairs = aligned_sentences(corpus, frame([], PASSAGES))
    assert list(pairs["sentence_from"]) == ["post.s4", "post.s3", "post.s2"]
    assert set(pairs["sentence_to"]) == {"post.s1"}
    assert compare(corpus, frame([], PASSAGES)).empty


def test_boilerplate_and_repeats_are_no_travels(make_corpus):
    corpus = story(make_corpus, "2031-04-01", "2031-04-02")
    passages = compare_reuse(corpus, mark_attributions(corpus))
    assert len(aligned_sentences(corpus, passages)) == 2
    assert aligned_sentences(corpus, passages.assign(boilerplate=True)).empty
    repeats = passages.assign(article_b=passages["article_a"])
    assert aligned_sentences(corpus, repeats).empty


def test_nothing_to_compare_keeps_the_columns(make_corpus):
    empty = [{"article": "blank", "outlet": "Blank"}, {"article": "word", "outlet": "Word",
              "pieces": [("headline", "Rain", ()), ("body", "Rain", ())]}]  # fmt: skip
    for articles in ([], empty):
        corpus = make_corpus(articles)[0]
        drift = compare(corpus)
        assert drift.empty
        assert drift.dtypes.astype(str).to_dict() == DRIFT
        assert count_drift(drift).dtypes.astype(str).to_dict() == COUNTS
        pairs = aligned_sentences(corpus, compare_reuse(corpus, mark_attributions(corpus)))
        assert pairs.dtypes.astype(str).to_dict() == PAIRS


def test_an_endless_sentence_is_not_paired(make_corpus):
    long = " and ".join(f"the {n}th barge carried salt to the weir" for n in range(LONGEST // 20))
    assert compare_texts(make_corpus, [(long, long.replace("salt", "perhaps salt"))]).empty


def test_counts_add_up_and_name_their_rows(make_corpus):
    drift = compare(story(make_corpus, "2031-04-01", "2031-04-02"))
    counts = count_drift(drift)
    assert counts["count"].sum() == len(drift)
    assert sorted(each for ids in counts["ids"] for each in ids) == sorted(drift["id"])
    assert [len(ids) for ids in counts["ids"]] == counts["count"].tolist()


@pytest.mark.parametrize("text", ["", "🜁", "مرحبا بالعالم", "«", "9,000", "may", "\x00 ?"])
def test_odd_texts_do_no_harm(make_corpus, text):
    plain = "The old dam may burst before the end of the week."
    assert set(compare_texts(make_corpus, [(text, plain), (plain, text)])["kind"]) <= set(KINDS)
