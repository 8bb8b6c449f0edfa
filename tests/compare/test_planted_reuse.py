"""The planted reuse itself: the same for the same seed, and its gold where it says it is."""

import csv
import re
from itertools import combinations
from pathlib import Path

import pytest
from planted_reuse import plant, read_articles, sentence_spans

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = {article["id"]: article for article in read_articles()}
WORD_FOR_WORD = {"verbatim", "reordered", "wire", "sidebar", "repeated"}
KINDS = {*WORD_FOR_WORD, "light-0", "light-5", "light-10", "light-15", "paraphrase", "quotation"}
SEEDS = range(5)


def words(text):
    return re.findall(r"\w+", text.casefold())


def passages(seed):
    """Each gold passage of a corpus with the texts of its two sides."""
    texts, gold = plant(seed)
    for each in gold:
        a, b = texts[each.article_a], texts[each.article_b]
        yield each, a[each.start_a : each.end_a], b[each.start_b : each.end_b]


def runs(text, length):
    plain = words(text)
    return {tuple(plain[n : n + length]) for n in range(len(plain) - length + 1)}


def without_quotations(article):
    text = article["text"]
    for quote in sorted(article["quotations"], key=lambda quote: -quote["start"]):
        text = f"{text[: quote['start']]} {article['id']} {text[quote['end'] :]}"
    return text


def test_one_seed_gives_one_corpus():
    assert plant(3) == plant(3)
    assert plant(3) != plant(4)


@pytest.mark.parametrize("seed", SEEDS)
def test_gold_runs_from_word_to_word_between_two_texts_in_order(seed):
    found = list(passages(seed))
    assert {gold.kind for gold, _, _ in found} == KINDS
    for gold, *sides in found:
        assert gold.article_a < gold.article_b
        for side in sides:
            assert re.fullmatch(r"\w.*[\w%]", side, re.DOTALL), gold
    assert [gold for gold, _, _ in found] == sorted({gold for gold, _, _ in found})


@pytest.mark.parametrize("seed", SEEDS)
def test_gold_that_was_only_moved_is_the_same_word_for_word(seed):
    for gold, a, b in passages(seed):
        if gold.kind in WORD_FOR_WORD:
            assert a.split() == b.split(), gold


@pytest.mark.parametrize("seed", SEEDS)
def test_light_edits_leave_most_words_and_not_all(seed):
    for kind in ("light-5", "light-10", "light-15"):
        pairs = [(words(a), words(b)) for gold, a, b in passages(seed) if gold.kind == kind]
        assert any(a != b for a, b in pairs)
        kept = sum(len(set(a) & set(b)) for a, b in pairs)
        assert kept > 0.6 * sum(len(set(a)) for a, _ in pairs)


def test_a_sidebar_stands_in_many_texts_and_many_times_in_one():
    texts, gold = plant(0)
    repeated = [each for each in gold if each.kind == "repeated"]
    (box,) = {texts[each.article_b][each.start_b : each.end_b] for each in repeated}
    assert len(repeated) == len(re.findall(re.escape(box[:40]), texts["record"])) == 25
    assert len({each.article_a for each in gold if each.kind == "sidebar"}) == 24


def test_reworded_sentences_are_whole_sentences_on_both_sides():
    pairs = [
        (article, pair) for article in ARTICLES.values() for pair in article.get("paraphrases", ())
    ]
    assert len({article["id"] for article, _ in pairs}) == 6
    for article, pair in pairs:
        assert (pair["start"], pair["end"]) in sentence_spans(article["text"])
        assert (pair["of_start"], pair["of_end"]) in sentence_spans(ARTICLES[pair["of"]]["text"])


def test_articles_are_of_the_stated_length():
    assert len(ARTICLES) == 21
    assert all(250 <= len(article["text"].split()) <= 400 for article in ARTICLES.values())


def test_articles_share_no_more_than_an_office_with_its_name():
    written = [each for each in ARTICLES.values() if "paraphrases" not in each]
    assert len(written) == 15
    for one, two in combinations(map(without_quotations, written), 2):
        assert not runs(one, 11) & runs(two, 11)


def test_reworked_sentences_copy_no_long_phrase():
    for article in ARTICLES.values():
        for pair in article.get("paraphrases", ()):
            new = article["text"][pair["start"] : pair["end"]]
            old = ARTICLES[pair["of"]]["text"][pair["of_start"] : pair["of_end"]]
            assert not runs(new, 8) & runs(old, 8), new


def test_articles_name_nobody_of_the_first_corpus():
    text = " ".join(
        f"{each['outlet']} {each['headline']} {each['text']}" for each in ARTICLES.values()
    )
    with (ROOT / "tests" / "first_corpus_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            flags = re.IGNORECASE if row["case"] == "any" else re.NOFLAG
            assert not re.search(rf"(?<!\w){re.escape(row['name'])}(?!\w)", text, flags), row[
                "name"
            ]


def test_list_of_the_first_corpus_holds_its_offsets():
    with (ROOT / "tests" / "gold" / "passages.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = {
        path.stem: path.read_bytes().decode("utf-8-sig") for path in (ROOT / "seeds").glob("*.txt")
    }
    for row in rows:
        spans = [(row[f"document_{x}"], int(row[f"start_{x}"]), int(row[f"end_{x}"])) for x in "ab"]
        assert spans == sorted(spans)
        a, b = (texts[document][start:end] for document, start, end in spans)
        for document, start, end in spans:
            around = texts[document][start - 1 : start + 1], texts[document][end - 1 : end + 1]
            assert not any(re.fullmatch(r"\w\w", both) for both in around), row
        assert (words(a) == words(b)) == (row["kind"] == "verbatim"), row
