"""Corpora that load, corpora that must not, and what is said about them."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import CorpusError, load_corpus
from analysis.corpus.corpus import SCHEMAS, read_corpus
from analysis.corpus.coverage import count_roles, show_lines, summary_lines
from analysis.corpus.text import decode, fold, line_spans, trim

FIXTURES = Path(__file__).parents[1] / "fixtures"
SEEDS = Path(__file__).parents[2] / "seeds"
SOUND = [SEEDS, FIXTURES / "flood", FIXTURES / "festival", *sorted((FIXTURES / "odd").iterdir())]
BROKEN = sorted(path for path in (FIXTURES / "broken").iterdir() if path.is_dir())


def name(path):
    return path.name


@pytest.mark.parametrize("folder", SOUND, ids=name)
def test_every_visible_character_lies_in_exactly_one_segment(folder):
    corpus = load_corpus(folder)
    for document, text in zip(corpus.documents["document"], corpus.documents["text"], strict=True):
        covered = [0] * len(text)
        own = corpus.segments[corpus.segments["document"] == document]
        for start, end in zip(own["start"], own["end"], strict=True):
            for offset in range(start, end):
                covered[offset] += 1
        wrong = [i for i, c in enumerate(text) if not c.isspace() and covered[i] != 1]
        assert not wrong
        assert max(covered, default=0) <= 1


@pytest.mark.parametrize("folder", SOUND, ids=name)
def test_sentences_are_slices_of_their_document_and_lie_in_one_segment(folder):
    corpus = load_corpus(folder)
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    for row in corpus.sentences.itertuples():
        assert texts[row.document][row.start : row.end] == row.text
        homes = corpus.segments.query(
            "document == @row.document and start <= @row.start and end >= @row.end"
        )
        assert list(homes["role"]) == [row.role]
        assert list(homes["article"]) == [row.article]
        if row.role != "headline":
            assert "\n" not in row.text


@pytest.mark.parametrize("folder", SOUND, ids=name)
def test_frames_have_their_columns_and_no_missing_value_but_none(folder):
    corpus = load_corpus(folder)
    for frame_name, schema in SCHEMAS.items():
        frame = getattr(corpus, frame_name)
        assert list(frame.columns) == list(schema)
        for column in [c for c, dtype in frame.dtypes.items() if dtype == "object"]:
            assert all(value is None or value == value for value in frame[column])
    assert corpus.articles["article"].is_unique
    assert corpus.sentences["sentence"].is_unique


def expected_problems():
    with (FIXTURES / "broken" / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("folder", BROKEN, ids=name)
def test_a_broken_corpus_names_file_line_and_remedy_of_every_problem(folder):
    with pytest.raises(CorpusError) as caught:
        load_corpus(folder)
    problems = caught.value.problems
    expected = [row for row in expected_problems() if row["folder"] == folder.name]
    assert expected, "tests/fixtures/broken/expected.csv says nothing about this folder"
    unmatched = list(problems)
    for row in expected:
        file = (folder / row["file"]).as_posix() if row["file"] else folder.as_posix()
        line = int(row["line"]) if row["line"] else None
        fits = [
            problem
            for problem in unmatched
            if (problem.file, problem.line) == (file, line)
            and all(word in str(problem) for word in row["words"].split("|"))
        ]
        assert fits, f"{row} not among:\n" + "\n".join(map(str, unmatched))
        unmatched.remove(fits[0])
    assert not unmatched
    assert all(problem.remedy for problem in problems)
    assert all(str(problem) in str(caught.value) for problem in problems)


def test_the_lines_to_paste_mend_an_uncatalogued_file(tmp_path):
    (tmp_path / "a.txt").write_text("First line.\n\nSecond line.\n", encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_corpus(tmp_path)
    remedy = caught.value.problems[0].remedy
    (tmp_path / "catalogue.toml").write_text(remedy[remedy.index("[[article]]") :], "utf-8")
    assert len(load_corpus(tmp_path).sentences) == 2


def test_the_line_to_paste_mends_a_gap(tmp_path):
    folder = FIXTURES / "broken" / "gap"
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    problem = read_corpus(folder)[1][0]
    line = problem.remedy.splitlines()[-1].strip()
    catalogue = tmp_path / "catalogue.toml"
    text = catalogue.read_text(encoding="utf-8")
    end = text.rindex("]")
    catalogue.write_text(f"{text[:end]}  {line}\n{text[end:]}", encoding="utf-8")
    assert len(load_corpus(tmp_path).segments) == len(read_corpus(folder)[0].segments) + 1


def test_the_first_corpus_holds_thirteen_articles_of_two_events():
    articles = load_corpus(SEEDS).articles
    assert len(articles) == 13
    assert articles["headline_only"].sum() == 2
    assert articles["event"].value_counts().to_dict() == {"mosul-2016": 11, "raqqa-2017": 2}
    quoted = articles[articles["quoted_in"].notna()]
    assert list(quoted["outlet"]) == ["BBC"]


def test_a_quoted_block_counts_for_its_own_article_only():
    corpus = load_corpus(SEEDS)
    quotation = corpus.sentences[corpus.sentences["role"] == "quotation"]
    assert set(quotation["article"]) == {"bbc-raqqa-convoy"}
    blocks = corpus.segments[corpus.segments["role"] == "quotation"]
    assert len(blocks) == 9  # seven passages; the page's mark of a cut, "(...)", divides two


def test_a_headline_over_three_lines_is_one_sentence():
    sentences = load_corpus(SEEDS).sentences
    own = sentences[(sentences["article"] == "sun-plotting") & (sentences["role"] == "headline")]
    assert list(own["text"].str.count("\n")) == [2, 0]


def test_coverage_counts_add_up():
    counts = count_roles(load_corpus(SEEDS))
    roles = ["headline", "body", "quotation", "caption", "furniture"]
    assert (counts[roles].sum(axis=1) == counts["characters"]).all()
    assert (counts["uncovered"] == 0).all()


def test_show_prints_every_line_with_role_and_article():
    corpus = load_corpus(SEEDS)
    document = corpus.documents["document"].iloc[0]
    shown = list(show_lines(corpus, document))
    text = corpus.documents["text"].iloc[0]
    assert {line.split()[0] for line in shown} == {str(n + 1) for n in range(len(line_spans(text)))}
    assert any(line.split()[:2] == ["8", "furniture"] for line in shown)
    assert "".join("".join(line.split()[3:]) for line in shown) == "".join(text.split())


def test_show_marks_text_in_no_piece():
    corpus, _ = read_corpus(FIXTURES / "broken" / "gap")
    shown = [line for d in corpus.documents["document"] for line in show_lines(corpus, d)]
    assert any(" ?? " in line for line in shown)
    assert any("UNCOVERED" in line for line in summary_lines(corpus))


def test_digest_follows_the_description(tmp_path):
    for path in (FIXTURES / "flood").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    before = load_corpus(tmp_path).digest
    catalogue = tmp_path / "catalogue.toml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + "\n# a note\n", encoding="utf-8")
    assert load_corpus(FIXTURES / "flood").digest == before
    assert load_corpus(tmp_path).digest != before


def test_bytes_are_decoded_by_mark_then_utf8_then_windows():
    corpus = load_corpus(FIXTURES / "odd" / "bytes")
    encodings = set(corpus.documents["encoding"])
    assert {"utf-8", "utf-8-sig", "cp1252"} <= encodings
    assert decode("£5m naïve".encode("cp1252")) == ("£5m naïve", "cp1252")
    with pytest.raises(UnicodeDecodeError):
        decode(b"\x81\x8d\x8f")


@given(st.text())
def test_lines_rebuild_the_text(text):
    spans = line_spans(text)
    ends = "".join(text[a[1] : b[0]] for a, b in pairwise(spans))
    assert set(ends) <= {"\n", "\r"}
    assert not any({"\n", "\r"} & set(text[start:end]) for start, end in spans)
    assert not text or spans[0][0] == 0


@given(st.text())
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(text)


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_trimming_leaves_no_blank_edge(text, start, length):
    start, end = min(start, len(text)), min(start + length, len(text))
    left, right = trim(text, start, end)
    assert start <= left <= right <= end or left == right
    assert text[left:right] == text[start:end].strip()


def test_an_empty_frame_keeps_columns_and_types(tmp_path):
    (tmp_path / "plain.txt").write_text("No front matter here.\n", encoding="utf-8")
    corpus, problems = read_corpus(tmp_path)
    assert len(problems) == 1
    for frame_name in ("segments", "articles", "sentences"):
        frame = getattr(corpus, frame_name)
        assert len(frame) == 0
        assert {c: str(t) for c, t in frame.dtypes.items()} == SCHEMAS[frame_name]
