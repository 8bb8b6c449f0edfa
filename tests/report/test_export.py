"""The export, read back with nothing but the standard library and pandas."""

import csv
import hashlib
import io
import json
import math
import re
from itertools import pairwise

import pandas as pd
import pytest
from finished import FIXTURES, ODD, ROOT, run, tree
from hypothesis import given
from hypothesis import strategies as st

from analysis import CorpusError, load_corpus
from analysis.report.export import export_corpus, export_tables, neutralise, restore
from analysis.report.safe_csv import csv_lines

# Others build on these: columns may be added behind, never renamed or moved.
FIELDS = [
    "event", "outlet", "publisher", "author", "published", "headline", "reposted_by",
    "reposted_on", "quoted_in",
]  # fmt: skip
CONTRACT = {
    "documents": ["document", "sha256", "encoding", "characters", "origin"],
    "segments": ["document", "start", "end", "role", "article"],
    "articles": [
        "article", "document", *FIELDS, "headline_only", *(f"{field}_known" for field in FIELDS),
        "url",
    ],
    "sentences": ["sentence", "article", "document", "start", "end", "role", "text"],
    "hedges": [
        "id", "article", "document", "sentence", "start", "end", "text", "cue", "category", "role",
        "voice", "attribution",
    ],
    "quantities": [
        "id", "article", "document", "sentence", "start", "end", "text", "low", "high", "approx",
        "unit", "noun", "kind", "role", "low_open", "high_open", "voice", "attribution",
    ],
    "attributions": [
        "id", "article", "document", "content_start", "content_end", "cue_start", "cue_end",
        "source_start", "source_end", "parts", "kind", "relation", "source_type", "speaker", "via",
    ],
    "voices": ["article", "document", "start", "end", "role", "voice"],
    "pairs": ["article_a", "article_b", "cosine", "low", "high", "event", "terms"],
    "passages": [
        "article_a", "document_a", "start_a", "end_a", "article_b", "document_b", "start_b",
        "end_b", "kind", "similarity",
    ],
    "drift": [
        "pair", "event", "passage", "article_from", "sentence_from", "outlet_from", "role_from",
        "article_to", "sentence_to", "outlet_to", "role_to", "directed", "similarity", "kind",
        "before", "after",
    ],
    "number_pairs": ["id_a", "id_b", "group", "verdict", "status", "score", "reason"],
}  # fmt: skip
CORPORA = {
    "seeds": ROOT / "seeds",
    "flood": FIXTURES / "flood",
    "festival": FIXTURES / "festival",
    **{name: FIXTURES / "odd" / name for name in ODD},
}
MARKER = ".coverage-export"
RUN_BY_SPREADSHEETS = tuple("=+-@\t\r\n")


@pytest.fixture(scope="module", params=CORPORA)
def exported(request, tmp_path_factory):
    """Folder of an export, and the frames that it was made of."""
    folder = tmp_path_factory.mktemp("export") / "new" / "folder"
    written = export_corpus(CORPORA[request.param], folder)
    assert sorted(path.name for path in written) == sorted(set(tree(folder)) - {MARKER})
    return folder, export_tables(load_corpus(CORPORA[request.param]))


def same(left, right):
    if isinstance(left, float) and isinstance(right, float):
        return left == right or (math.isnan(left) and math.isnan(right))
    return left == right and type(left) is type(right)


def test_every_table_is_there_with_its_columns(exported):
    folder, tables = exported
    assert list(tables) == list(CONTRACT)
    for name, columns in CONTRACT.items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert header[: len(columns)] == columns, name
        assert header == list(tables[name].columns), name


def test_json_lines_are_exact(exported):
    folder, tables = exported
    for name, table in tables.items():
        text = (folder / f"{name}.jsonl").read_bytes().decode("utf-8")
        assert "\r" not in text
        rows = [json.loads(line) for line in text.split("\n")[:-1]]
        assert text == "" or text.endswith("\n")
        assert len(rows) == len(table)
        for row, expected in zip(rows, table.to_dict("records"), strict=True):
            assert list(row) == list(table.columns)
            for column, value in row.items():
                wanted = expected[column]
                wanted = wanted.item() if hasattr(wanted, "item") else wanted
                if column == "terms":
                    wanted = [[term, share] for term, share in wanted]
                wanted = None if wanted is pd.NA else wanted
                value = math.nan if value is None and isinstance(wanted, float) else value
                assert same(value, wanted), (name, column)


def test_csv_gives_back_every_text_and_every_number(exported):
    folder, tables = exported
    for name, table in tables.items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert len(rows) == len(table), name
        for row, expected in zip(rows, table.to_dict("records"), strict=True):
            for column, cell in zip(header, row, strict=True):
                value = expected[column]
                place = name, column, cell
                if value is None or value is pd.NA or value != value:
                    assert cell == "", place
                elif isinstance(value, str):
                    assert restore(cell) == value, place
                elif isinstance(value, tuple):
                    assert cell == "; ".join(term for term, _ in value), place
                elif isinstance(value, bool) or str(type(value)).endswith("numpy.bool'>"):
                    assert cell == str(bool(value)).lower(), place
                else:
                    assert float(cell) == value, place


def test_csv_reads_the_same_in_pandas(exported):
    folder, tables = exported
    for name, table in tables.items():
        read = pd.read_csv(folder / f"{name}.csv", keep_default_na=False, dtype=str)
        assert len(read) == len(table), name
        for column in table.columns:
            for cell, value in zip(read[column], table[column], strict=True):
                if isinstance(value, str):
                    assert restore(cell) == value, (name, column)


def test_no_cell_with_text_is_run_by_a_spreadsheet(exported):
    folder, tables = exported
    for name, table in tables.items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        for row in rows:
            for column, cell in zip(header, row, strict=True):
                if not pd.api.types.is_numeric_dtype(table[column].dtype):
                    assert not cell.startswith(RUN_BY_SPREADSHEETS), (name, column, cell)


@pytest.mark.parametrize("name", CORPORA)
def test_offsets_lead_to_the_text(name):
    corpus = load_corpus(CORPORA[name])
    tables = export_tables(corpus)
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    for table in ("sentences", "hedges", "quantities"):
        for row in tables[table].to_dict("records"):
            assert texts[row["document"]][row["start"] : row["end"]] == row["text"]
    for row in tables["attributions"].to_dict("records"):
        text = texts[row["document"]]
        parts = [tuple(map(int, part.split("-"))) for part in row["parts"].split(";")]
        assert (row["content_start"], row["content_end"]) == (parts[0][0], parts[-1][1])
        for part in ("cue", "source"):
            start, end = row[f"{part}_start"], row[f"{part}_end"]
            if pd.isna(start):
                assert pd.isna(end)
                assert row[part] is None
            else:
                assert " ".join(text[start:end].split()) == " ".join(row[part].split())
    assert list(tables["documents"]["characters"]) == [len(text) for text in texts.values()]
    assert (tables["pairs"]["article_a"] < tables["pairs"]["article_b"]).all()


@pytest.mark.parametrize("name", CORPORA)
def test_every_word_has_one_voice(name):
    corpus = load_corpus(CORPORA[name])
    tables = export_tables(corpus)
    voices = {
        key: list(rows[["start", "end", "voice"]].itertuples(index=False, name=None))
        for key, rows in tables["voices"].groupby("document")
    }
    for runs in voices.values():
        assert all(first[1] <= second[0] for first, second in pairwise(runs))
    texts = corpus.segments[corpus.segments["role"].isin(["headline", "body", "quotation"])]
    covered = sum(end - start for runs in voices.values() for start, end, _ in runs)
    assert covered == int((texts["end"] - texts["start"]).sum())
    ids = {*tables["attributions"]["id"], None}
    for table in ("hedges", "quantities"):
        for row in tables[table].to_dict("records"):
            here = [v for start, end, v in voices[row["document"]] if start <= row["start"] < end]
            assert here == [row["voice"]]
            assert row["attribution"] in ids


def test_the_readme_describes_the_tables(exported):
    folder, tables = exported
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for name, table in tables.items():
        assert f"| {name} | {len(table):,} | {', '.join(table.columns)} |" in readme
    for word in (
        "share of the cosine",
        "apostrophe",
        "keep_default_na",
        "code points",
        "null",
        "belong",
    ):
        assert word in readme


def test_awkward_outlets_survive(tmp_path):
    export_corpus(CORPORA["names"], tmp_path)
    with (tmp_path / "articles.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["article"]: row for row in csv.DictReader(file)}
    assert rows["na"]["outlet"] == "NA"
    assert rows["none"]["outlet"] == "None"
    assert rows["none"]["headline"] == "NaN"
    assert rows["na"]["headline"] == "null"
    assert rows["none"]["published"] == ""
    read = pd.read_csv(tmp_path / "articles.csv", keep_default_na=False)
    assert {"NA", "None"} <= set(read["outlet"])


def test_formulas_and_line_breaks_survive(tmp_path):
    export_corpus(CORPORA["hostile"], tmp_path)
    raw = (tmp_path / "articles.csv").read_text(encoding="utf-8")
    assert "'=HYPERLINK(" in raw
    assert not re.search(r'(?m)(?:^|,)"?=', raw)
    with (tmp_path / "sentences.csv").open(encoding="utf-8", newline="") as file:
        texts = [restore(row["text"]) for row in csv.DictReader(file)]
    assert "=1+1 may be 2." in texts
    assert any("\t" in text for text in texts)


def old_mac_corpus(folder):
    """A page with line ends of old Macs: a headline of two lines, a deck, a text."""
    raw = b'Mill turns\rfor 60 years\r\r\t"Perhaps", they say\r\rThe mill turned.\rIt may "stop".\r'
    catalogue = f"""
        [[article]]
        id = "mill"
        event = "mill"
        outlet = "Hill Post"
        url = "=https://hill.example/"

        [[document]]
        file = "page.txt"
        sha256 = "{hashlib.sha256(raw).hexdigest()}"
        origin = "a page,\\ra cutting"
        pieces = [
          {{ lines = "1-2", role = "headline", article = "mill" }},
          {{ lines = "4", role = "headline", article = "mill" }},
          {{ lines = "6-7", role = "body", article = "mill" }},
        ]
    """
    folder.mkdir()
    (folder / "page.txt").write_bytes(raw)
    (folder / "catalogue.toml").write_text(catalogue, encoding="utf-8")
    return folder


def test_a_lone_carriage_return_does_not_end_a_row(tmp_path):
    out = tmp_path / "out"
    export_corpus(old_mac_corpus(tmp_path / "corpus"), out)
    with (out / "sentences.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [restore(row["text"]) for row in rows]
    assert texts == ["Mill turns\rfor 60 years", '"Perhaps", they say', "The mill turned.",
                     'It may "stop".']  # fmt: skip
    read = pd.read_csv(out / "sentences.csv", keep_default_na=False)
    assert list(read["text"].map(restore)) == texts
    assert list(read["sentence"]) == [f"mill.s{number}" for number in range(1, 5)]
    for name, column, value in (
        ("documents", "origin", "a page,\ra cutting"),
        ("articles", "url", "=https://hill.example/"),
    ):
        table = pd.read_csv(out / f"{name}.csv", keep_default_na=False)
        assert [restore(cell) for cell in table[column]] == [value]


@given(
    st.lists(
        st.lists(st.text(alphabet="\r\n\t\"',;=x \u2028é", max_size=4), min_size=2, max_size=2)
    )
)
def test_any_text_survives_as_csv(rows):
    text = "".join(csv_lines(["a", "b"], rows))
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert [[restore(cell) for cell in row] for row in read] == [["a", "b"], *rows]
    frame = pd.read_csv(io.StringIO(text, newline=""), keep_default_na=False, dtype=str)
    assert [[restore(cell) for cell in row] for row in frame.to_numpy().tolist()] == rows


def test_every_kind_of_value_has_one_form_in_csv():
    row = [None, math.nan, True, 0.1, 3, "-1", "a\tb"]
    header, line = csv_lines("abcdefg", [row])
    assert header == "a,b,c,d,e,f,g\n"
    assert line == """,,true,0.1,3,'-1,"a\tb"\n"""
    assert list(csv_lines("ab", [[-1 / 3, 2.0]], ".6g"))[1] == "-0.333333,2\n"
    assert list(csv_lines(["a"], [[None], [""]])) == ["a\n", '""\n', '""\n']


def test_terms_of_a_pair_are_exported_with_their_shares(tmp_path):
    export_corpus(CORPORA["flood"], tmp_path)
    with (tmp_path / "pairs.csv").open(encoding="utf-8", newline="") as file:
        cells = [row["terms"] for row in csv.DictReader(file)]
    lines = (tmp_path / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    listed = [json.loads(line)["terms"] for line in lines]
    assert any(listed)
    assert cells == ["; ".join(term for term, _ in terms) for terms in listed]
    for terms in listed:
        shares = [share for _, share in terms]
        assert all(0 < share <= 1 for share in shares)
        assert shares == sorted(shares, reverse=True)


@given(st.text())
def test_neutralising_can_be_undone(text):
    cell = neutralise(text)
    assert restore(cell) == text
    assert not cell.startswith(RUN_BY_SPREADSHEETS)


@given(st.text(alphabet="'=+-@\t\r\n x", max_size=6))
def test_neutralising_can_be_undone_with_apostrophes(text):
    assert restore(neutralise(text)) == text


def test_two_exports_are_the_same_to_the_byte(tmp_path):
    for name, seed in (("one", "1"), ("two", "2")):
        done = run(
            "export", "seeds", "--out", tmp_path / name, PYTHONHASHSEED=seed, TZ="Asia/Tokyo"
        )
        assert done.returncode == 0, done.stderr
        listed = [line.rsplit("/", 1)[1] for line in done.stdout.splitlines()]
        assert sorted(listed) == sorted(set(tree(tmp_path / name)) - {MARKER})
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_corpus_with_problems_writes_nothing(tmp_path):
    with pytest.raises(CorpusError):
        export_corpus(FIXTURES / "broken" / "gap", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_readme_names_what_is_not_exported(exported):
    folder, tables = exported
    readme = " ".join((folder / "README.md").read_text(encoding="utf-8").split())
    assert "Rates, tests and groups of numbers are not among them" in readme
    assert len(tables) == 4 + 3 + 1 + 1 + 1 + 1 + 1


@pytest.mark.parametrize("inside", ["README.md", "thesis.docx", ".coverage-report", "pairs.csv"])
def test_a_folder_that_is_no_export_is_never_touched(tmp_path, inside):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / inside).write_text("mine")
    done = run("export", FIXTURES / "flood", "--out", folder)
    assert done.returncode == 1
    assert "is no export of this program" in done.stderr
    assert "OUT=" in done.stderr
    assert "--out" in done.stderr
    assert tree(tmp_path) == {f"mine/{inside}": b"mine"}


def test_an_earlier_export_is_replaced_whole(tmp_path):
    out = tmp_path / "out"
    export_corpus(CORPORA["flood"], out)
    before = tree(out)
    (out / "left.csv").write_text("from an older version")
    export_corpus(CORPORA["festival"], out)
    after = tree(out)
    assert list(after) == list(before)
    assert after != before
    assert after[MARKER].decode() == f"{load_corpus(CORPORA['festival']).digest}\n"
    assert list(tmp_path.iterdir()) == [out]


def test_an_export_that_fails_leaves_the_one_before(tmp_path, monkeypatch):
    out = tmp_path / "out"
    export_corpus(CORPORA["flood"], out)
    before = tree(out)

    def fail(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr("analysis.report.export._write_jsonl", fail)
    with pytest.raises(OSError, match="the disk is full"):
        export_corpus(CORPORA["festival"], out)
    assert tree(out) == before
    assert list(tmp_path.iterdir()) == [out]


def test_an_empty_folder_may_be_written_to(tmp_path):
    export_corpus(CORPORA["one-article"], tmp_path)
    assert MARKER in tree(tmp_path)
