"""Corpora that load, corpora that must not, and what is said about them."""

import csv
import hashlib
import re
import sys
import tempfile
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import CorpusError, load_corpus
from analysis.__main__ import main
from analysis.corpus.aliases import KINDS, SPEAKING, read_aliases
from analysis.corpus.copies import find_copies
from analysis.corpus.corpus import SCHEMAS, read_corpus
from analysis.corpus.coverage import count_roles, show_lines, summary_lines
from analysis.corpus.entries import slug, toml_string
from analysis.corpus.files import document_id
from analysis.corpus.notices import corpus_notices
from analysis.corpus.text import decode, fold, line_spans, name_key, trim, visible

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


# Folders written by the tests


def write(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_bytes(text.encode())
    return folder


def article(**values):
    lines = [f"{key}: {value}\n" for key, value in ({"outlet": "Hill Post"} | values).items()]
    return f"---\n{''.join(lines)}---\nThe old mill may turn again.\n"


def first_article(folder, **values):
    return load_corpus(write(folder, {"mill.txt": article(**values)})).articles.iloc[0]


def mixed_without_events(folder, **changes):
    files = {}
    for path in (FIXTURES / "odd" / "mixed").iterdir():
        text = path.read_bytes().decode()
        files[path.name] = re.sub(r"(?m)^event: .*\n", "", text) if path.suffix == ".txt" else text
    return write(folder, files | changes)


def test_an_article_without_event_belongs_to_the_only_one_of_the_catalogue(tmp_path):
    articles = load_corpus(mixed_without_events(tmp_path / "elsewhere")).articles
    assert set(articles["event"]) == {"orchard-frost-2036"}
    assert set(articles["event_known"]) == {"inferred"}
    letter = {"letter.txt": "A letter.\n"}
    problems = read_corpus(mixed_without_events(tmp_path / "pasted", **letter))[1]
    assert [problem for problem in problems if 'event = "orchard-frost-2036"\n' in problem.remedy]


def test_the_folder_names_the_event_where_no_catalogue_does(tmp_path):
    one, two = (
        load_corpus(write(tmp_path / folder, {"mill.txt": article()}))
        for folder in ("Mill 2040", "Mill 2041")
    )
    assert list(one.articles["event"]) == ["mill-2040"]
    assert list(one.articles["event_known"]) == ["inferred"]
    assert one.digest != two.digest
    same = [
        load_corpus(write(tmp_path / folder, {"mill.txt": article(event="mill")})).digest
        for folder in ("here", "there")
    ]
    assert same[0] == same[1] != one.digest
    moved = [load_corpus(mixed_without_events(tmp_path / each)).digest for each in ("a", "b")]
    assert moved[0] == moved[1]


def test_lines_to_paste_fit_a_catalogue_of_several_events(tmp_path):
    folder = tmp_path / "events"
    for path in (FIXTURES / "broken" / "event-in-doubt").iterdir():
        write(folder, {path.name: path.read_bytes().decode()})
    write(folder, {"stops.txt": "The old mill stopped on Sunday.\n"})
    problem = read_corpus(folder)[1][0]
    assert "---\noutlet: NAME\nevent: flour-2040\n---" in problem.remedy
    pasted = problem.remedy[problem.remedy.index("[[article]]") :]
    assert tomllib.loads(pasted)["article"][0]["event"] == "flour-2040"
    assert "# or mill-2040" in pasted
    catalogue = folder / "catalogue.toml"
    catalogue.write_text(f"{catalogue.read_text('utf-8')}\n{pasted}\n", encoding="utf-8")
    assert "stops" in set(load_corpus(folder).articles["article"])


def test_every_text_file_is_a_document_whatever_its_capitals(tmp_path):
    files = {"A.TXT": article(), "sub/b.Txt": article(), "README-mill.txt": article()}
    ignored = {"readme.txt": "About.", "sub/ReadMe.TXT": "About.", "notes.md": "About."}
    corpus = load_corpus(write(tmp_path, files | ignored))
    assert list(corpus.documents["document"]) == ["A", "README-mill", "sub/b"]
    assert [document_id(file) for file in files] == ["A", "sub/b", "README-mill"]
    assert document_id("a") == "a"


def test_a_readme_that_the_catalogue_names_is_a_document(tmp_path):
    for path in (FIXTURES / "odd" / "mixed").iterdir():
        text = path.read_bytes().decode().replace('"digest.txt"', '"README.txt"')
        write(tmp_path, {path.name.replace("digest", "README"): text})
    assert "README" in set(load_corpus(tmp_path).documents["document"])


def test_two_files_of_one_id_are_a_problem(tmp_path):
    write(tmp_path, {"mill.TXT": article(), "mill.txt": article()})
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("the file system does not tell capitals apart")
    problems = read_corpus(tmp_path)[1]
    assert len(problems) == 1
    assert problems[0].file == (tmp_path / "mill.txt").as_posix()
    assert "mill.TXT" in problems[0].what
    assert "rename" in problems[0].remedy


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_file_name_that_is_not_utf8_is_a_problem_one_can_print(tmp_path):
    write(tmp_path, {"mill\udcff.txt": article()})
    problem = read_corpus(tmp_path)[1][0]
    assert "rename" in str(problem)
    assert str(problem).encode()


def test_addresses_and_origins_are_kept(tmp_path):
    mixed = FIXTURES / "odd" / "mixed"
    files = {path.name: path.read_bytes().decode() for path in mixed.iterdir()}
    url = "https://herald.example/frost?id=1"
    files["catalogue.toml"] = files["catalogue.toml"].replace(
        'outlet = "Orchard Herald"\n', f'outlet = "Orchard Herald"\nurl = "{url}"\n', 1
    )
    files["valley-voice.txt"] = files["valley-voice.txt"].replace(
        "outlet:", "url: https://voice.example/1\noutlet:", 1
    )
    corpus = load_corpus(write(tmp_path, files))
    assert dict(zip(corpus.articles["article"], corpus.articles["url"], strict=True)) == {
        "frost-herald": url,
        "frost-digest-help": None,
        "herald-later": None,
        "valley-voice": "https://voice.example/1",
    }
    assert list(corpus.documents["origin"]) == ["invented for the tests", None, None]
    assert list(corpus.articles.columns)[-2:] == ["quoted_in_known", "url"]
    assert list(corpus.documents.columns)[-1] == "origin"


def test_quotation_marks_of_a_headline_are_part_of_it(tmp_path):
    row = first_article(tmp_path, headline='"We turned" and "we ground"', author='"A. Vale"')
    assert row["headline"] == '"We turned" and "we ground"'
    assert row["author"] == "A. Vale"
    assert first_article(tmp_path, headline='"We turned"')["headline"] == '"We turned"'
    assert first_article(tmp_path, author='"A" and "B"')["author"] == '"A" and "B"'
    assert first_article(tmp_path, author="'O\"Neil'")["author"] == 'O"Neil'
    assert first_article(tmp_path, author='"')["author"] == '"'


def test_how_an_unknown_outlet_is_known_is_unknown(tmp_path):
    row = first_article(tmp_path, outlet="unknown")
    assert (row["outlet"], row["outlet_known"]) == ("unknown", None)
    articles = load_corpus(SEEDS).articles
    unknown = articles[articles["outlet"] == "unknown"]
    assert list(unknown["article"]) == ["relay-of-fars"]
    assert list(unknown["outlet_known"]) == [None]


def test_white_space_in_the_name_of_an_outlet_is_one_space(tmp_path):
    assert first_article(tmp_path, outlet="Hill \t Post\u00a0 ")["outlet"] == "Hill Post"
    mixed = FIXTURES / "odd" / "mixed"
    files = {path.name: path.read_bytes().decode() for path in mixed.iterdir()}
    files["catalogue.toml"] = files["catalogue.toml"].replace('"Orchard H', '" Orchard \\n H')
    outlets = load_corpus(write(tmp_path / "catalogued", files)).articles["outlet"]
    assert set(outlets) == {"Orchard Herald", "Orchard Weekly Digest", "Valley Voice"}


def test_outlets_that_differ_in_capitals_only_are_named(tmp_path):
    names = ["Hill Post", "HILL POST", "Dale News", "Unknown"]
    files = {f"{number}.txt": article(outlet=name) for number, name in enumerate(names)}
    notices = corpus_notices(tmp_path, load_corpus(write(tmp_path, files)))
    notices = [notice for notice in notices if "capitals" in notice]
    assert len(notices) == 2
    assert "“HILL POST” and “Hill Post”" in notices[0]
    assert "“Unknown” and “unknown”" in notices[1]
    assert corpus_notices(SEEDS, load_corpus(SEEDS)) == []


@pytest.mark.skipif(sys.platform == "win32", reason="not a file name there")
@pytest.mark.parametrize("name", ['the "old" mill', "back\\slash", "tab\tand\x7f\x85", "水車 🌾"])
def test_the_lines_to_paste_mend_files_of_any_name(tmp_path, name):
    write(tmp_path, {f"{name}.txt": "The old mill turned.\n"})
    problem = read_corpus(tmp_path)[1][0]
    assert visible(str(problem).replace("\n", "")) == str(problem).replace("\n", "")
    remedy = str(problem)
    pasted = remedy[remedy.index("[[article]]") :]
    (tmp_path / "catalogue.toml").write_text(pasted, encoding="utf-8")
    assert list(load_corpus(tmp_path).documents["document"]) == [name]


@given(st.text())
def test_any_text_can_be_written_as_toml(text):
    assert tomllib.loads(f"a = {toml_string(text)}") == {"a": text}


def test_names_in_other_scripts_keep_apart():
    assert slug("水車") == "6c34-8eca"
    long = "Наводнение в долине"
    names = [f"{long} {end}" for end in ("первое", "второе", "второе!")]
    names += [
        "洪水 2031",
        "地震 2031",
        "2031",
        "Потоп в RT",
        "Пожар в RT",
        "RT",
        "水車 RT",
        "🌾",
        "",
    ]
    slugs = [slug(name) for name in names]
    assert len(set(slugs)) == len(names)
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", each) and len(each) < 120 for each in slugs)
    assert slug("Überschwemmung in Żary, 2031") == "uberschwemmung-in-zary-2031"
    assert slug("й") == slug("\u0438\u0306")  # the same letter, composed and not


@given(st.text())
def test_a_slug_stays_as_it_is(text):
    assert slug(slug(text)) == slug(text)
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug(text))


def test_showing_a_file_prints_no_control_character(tmp_path):
    text = article(author="A.\x9bVale") + "Red \x1b[31malert\x07 \x85\tdone.\n"
    corpus = load_corpus(write(tmp_path, {"mill.txt": text}))
    shown = [*show_lines(corpus, "mill"), *summary_lines(corpus)]
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", "".join(shown))
    assert any(r"Red \u001b[31malert\u0007 \u0085\tdone." in line for line in shown)


def test_problems_print_no_control_character(tmp_path):
    page = "The old mill\x1b[31m.\n"
    hashed = hashlib.sha256(page.encode()).hexdigest()
    catalogue = (
        '[[article]]\nid = "mill"\nevent = "mill"\noutlet = "Hill"\nheadline = "A mill"\n'
        f'[[document]]\nfile = "page.txt"\nsha256 = "{hashed}"\n'
        'pieces = [\n  { lines = "1", role = "headline", article = "mill" },\n]\n'
    )
    problems = read_corpus(write(tmp_path, {"page.txt": page, "catalogue.toml": catalogue}))[1]
    assert len(problems) == 1
    assert r"it prints: The old mill\u001b[31m." in str(problems[0])
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", str(problems[0]))


def test_an_id_taken_twice_is_mended_where_it_was_given():
    remedies = {
        folder: read_corpus(FIXTURES / "broken" / folder)[1][0].remedy
        for folder in ("same-name", "id-of-a-file", "duplicate-id")
    }
    assert remedies["same-name"] == "rename one of the files"
    assert remedies["id-of-a-file"].startswith("rename ")
    assert "mill-turns.txt, or give the catalogue's article" in remedies["id-of-a-file"]
    assert remedies["duplicate-id"] == "give one of the two articles another id"


# A title and names of events


def test_a_catalogue_may_say_nothing_but_the_title(tmp_path):
    plain = load_corpus(write(tmp_path, {"mill.txt": article()}))
    titled = load_corpus(write(tmp_path, {"catalogue.toml": 'title = "Two  mills"\n'}))
    assert (plain.title, titled.title) == ("", "Two mills")
    assert titled.articles.equals(plain.articles)
    assert titled.digest != plain.digest


def test_events_have_the_names_that_the_catalogue_gives_them(tmp_path):
    assert load_corpus(write(tmp_path, {"mill.txt": article(event="mill-2040")})).event_names == {}
    names = {"catalogue.toml": '[events]\nmill-2040 = " The mill, \\n 2040"\n'}
    corpus = load_corpus(write(tmp_path, names | {"sale.txt": article(event="Sale")}))
    assert corpus.event_names == {"mill-2040": "The mill, 2040"}
    assert set(corpus.articles["event"]) == {"mill-2040", "sale"}


def test_every_event_of_the_first_corpus_has_a_name():
    corpus = load_corpus(SEEDS)
    assert set(corpus.event_names) == set(corpus.articles["event"])


def test_an_article_without_event_belongs_to_the_only_one_that_is_named(tmp_path):
    names = {"catalogue.toml": '[events]\nmill-2040 = "The mill"\n', "mill.txt": article()}
    one, two = (load_corpus(write(tmp_path / each, names)) for each in ("here", "there"))
    assert list(one.articles["event"]) == ["mill-2040"]
    assert one.digest == two.digest
    several = names["catalogue.toml"] + 'flour = "Flour"\n'
    problems = read_corpus(write(tmp_path / "here", {"catalogue.toml": several}))[1]
    assert any("event: flour" in problem.remedy for problem in problems)


def test_names_of_events_may_stand_behind_the_documents(tmp_path):
    mixed = FIXTURES / "odd" / "mixed"
    files = {path.name: path.read_bytes().decode() for path in mixed.iterdir()}
    last = '\n[events]\norchard-frost-2036 = "The frost"\nnowhere = "Nowhere"\n'
    files["catalogue.toml"] += last
    corpus, problems = read_corpus(write(tmp_path, files))
    assert corpus.event_names["orchard-frost-2036"] == "The frost"
    assert [problem.line for problem in problems] == [files["catalogue.toml"].count("\n")]
    assert "'nowhere'" in problems[0].what


# Names that are aliases


ALIASES = "alias,name,kind,side,note\n"


def test_rows_without_a_problem_are_read_beside_others():
    aliases = read_corpus(FIXTURES / "broken" / "aliases")[0].aliases
    assert aliases["alias"].tolist() == ["MB", "Hill Post"]
    assert aliases["side"].tolist() == ["millers", ""]


def test_aliases_are_read_with_single_spaces_and_a_byte_order_mark(tmp_path):
    row = '\ufeff note ,kind,name,side,alias\r\n"a, b",speaker,Mill  Board, millers ,MB\r\n,,,,\r\n'
    corpus = load_corpus(write(tmp_path, {"a.txt": article(), "aliases.csv": row}))
    assert corpus.aliases.to_numpy().tolist() == [["MB", "Mill Board", "speaker", "millers"]]


def test_the_same_alias_may_lead_to_a_name_of_each_kind(tmp_path):
    rows = "Hill,Hill council,speaker,,\nHill,Hilltown,place,,\nHilltown,Hill council,speaker,,\n"
    corpus = load_corpus(write(tmp_path, {"a.txt": article(), "aliases.csv": ALIASES + rows}))
    assert len(corpus.aliases) == 3


def test_a_line_that_is_not_utf8_is_named(tmp_path):
    write(tmp_path, {"a.txt": article()})
    rows = ALIASES.encode() + b"MB,Mill Board,speaker,,\nM\xfchle,M\xfchle,speaker,,\n"
    (tmp_path / "aliases.csv").write_bytes(rows)
    corpus, problems = read_corpus(tmp_path)
    assert [(problem.line, "UTF-8" in str(problem)) for problem in problems] == [(3, True)]
    assert len(corpus.aliases) == 1


@pytest.mark.parametrize("folder", SOUND, ids=name)
def test_without_the_file_there_are_no_aliases(folder):
    assert len(load_corpus(folder).aliases) > 0 or not (folder / "aliases.csv").exists()
    assert (folder == SEEDS) == (folder / "aliases.csv").exists()


def test_the_aliases_are_no_document_and_change_the_digest(tmp_path):
    before = load_corpus(write(tmp_path, {"mill.txt": article()}))
    rows = f"{ALIASES}mill,old mill,noun,,\n"
    after = load_corpus(write(tmp_path, {"aliases.csv": rows}))
    assert after.digest != before.digest
    assert after.documents.equals(before.documents)
    assert load_corpus(write(tmp_path, {"aliases.csv": rows + "\n"})).digest != after.digest
    assert corpus_notices(tmp_path, after) == []
    copy = write(tmp_path, {"sub/aliases.csv": rows})
    assert "left out: sub/aliases.csv" in corpus_notices(copy, after)[0]


def test_an_alias_that_stands_in_no_sentence_is_a_notice_not_a_problem(tmp_path, capsys):
    rows = [f"{alias},Mill Board,speaker,,\n" for alias in ("Old  MILL", "mil", "Outlet", "turn")]
    write(tmp_path, {"mill.txt": article(), "aliases.csv": ALIASES + "".join(rows)})
    code, out, _ = check(capsys, tmp_path)
    (notice,) = [line for line in out.splitlines() if line.startswith("notice: ")]
    assert code == 0
    assert "in no sentence" in notice
    assert "“mil” (line 3), “Outlet” (line 4)" in notice
    assert "MILL" not in notice
    assert "no error" in notice


@given(st.binary())
def test_no_file_of_aliases_breaks_the_reading(raw):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "aliases.csv").write_bytes(ALIASES.encode() + raw)
        aliases, problems = read_aliases(Path(folder))
    assert all(each.alias and each.name and each.kind in KINDS for each in aliases)
    assert all(problem.line and problem.remedy for problem in problems)


def test_aliases_that_are_read_contradict_nothing():
    aliases = load_corpus(SEEDS).aliases
    speaking = aliases[aliases["kind"].isin(SPEAKING)]
    names = {name_key(name) for name in speaking["name"]}
    for alias, shown in zip(speaking["alias"], speaking["name"], strict=True):
        assert name_key(alias) == name_key(shown) or name_key(alias) not in names
    sides = speaking[speaking["side"] != ""].groupby("name")["side"].nunique()
    assert sides.max() == 1


# Notices, and the command that prints them


def check(capsys, *arguments):
    """Exit code, standard output and standard error of the check."""
    code = main(["check", *map(str, arguments)])
    return code, *capsys.readouterr()


def test_texts_that_are_the_same_word_for_word_are_found(tmp_path):
    text = "The “old” mill may turn again. It’s\tgrinding."
    same = 'THE "OLD" MILL\nmay turn again.  It\'s grinding.\n'
    files = {
        "a.txt": f"---\noutlet: Hill Post\nheadline: One\n---\n{text}",
        "b.txt": f"---\noutlet: Dale News\nheadline: Two\n---\n{same}",
        "c.txt": f"---\noutlet: Hill Post\nheadline: One\n---\n{text} Now.",
        "d.txt": "---\noutlet: Hill Post\nheadline: One\n---\n",
        "e.txt": "---\noutlet: Dale News\nheadline: One\n---\n",
        "f.txt": "---\noutlet: Dale News\nheadline: One\n---\n* * *\n",
        "g.txt": "---\noutlet: Dale News\nheadline: One\n---\n* * *\n",
    }
    corpus = load_corpus(write(tmp_path, files))
    assert find_copies(corpus) == [("a", "b")]
    (notice,) = corpus_notices(tmp_path, corpus)
    assert "2 articles: a (“Hill Post”), b (“Dale News”)" in notice
    assert find_copies(load_corpus(FIXTURES / "flood")) == []


def test_a_sound_corpus_with_notices_passes(tmp_path, capsys):
    files = {"a.txt": article(), "b.txt": article(outlet="Dale News")}
    ignored = ["c.md", "sub/d.PDF", ".hidden/e.html", ".f.docx", "README.md", "readme.txt"]
    code, out, err = check(capsys, write(tmp_path, files | dict.fromkeys(ignored, "x")))
    assert (code, err) == (0, "")
    notices = [line for line in out.splitlines() if line.startswith("notice: ")]
    assert len(notices) == 2
    assert notices[0].endswith(".txt are read; left out: c.md, sub/d.PDF")
    assert out.splitlines()[-1] == "documents: 2, articles: 2, problems: 0, notices: 2"


def test_files_left_out_are_counted_where_they_are_many(tmp_path):
    files = {"mill.txt": article()} | {f"{number}.html": "x" for number in range(9)}
    (notice,) = corpus_notices(tmp_path, load_corpus(write(tmp_path, files)))
    assert notice.endswith("0.html, 1.html, 2.html, 3.html, 4.html and 4 more")


def test_an_old_encoding_is_a_notice():
    folder = FIXTURES / "odd" / "bytes"
    (notice,) = corpus_notices(folder, load_corpus(folder))
    assert notice.startswith("cp1252 is not UTF-8 and was read as Windows-1252")


def test_the_check_ends_with_the_number_of_problems(capsys):
    code, out, err = check(capsys, FIXTURES / "broken" / "many")
    assert code == 1
    assert "page  (utf-8, 2 articles)" in out
    assert err.splitlines()[-1] == "documents: 2, articles: 3, problems: 4, notices: 0"


@pytest.mark.parametrize(
    ("folder", "words"),
    [("nowhere", "there is no such corpus folder"), ("a.txt", "this is a file"), ("b", "no docum")],
)
def test_a_folder_without_documents_shows_no_legend(tmp_path, capsys, folder, words):
    write(tmp_path, {"a.txt": article(), "b/c.md": "x"})
    code, out, err = check(capsys, tmp_path / folder)
    assert code == 1
    assert words in err
    assert "furniture" not in out
    assert ("left out: c.md" in out) == (folder == "b")


@pytest.mark.parametrize("name", ["mill.txt", "mill", "{folder}/mill.txt"])
def test_the_check_shows_one_file(tmp_path, capsys, name):
    write(tmp_path, {"mill.txt": article()})
    code, out, _ = check(capsys, tmp_path, "--show", name.format(folder=tmp_path))
    assert code == 0
    assert "    4  body       mill  The old mill may turn again." in out
    code, _, err = check(capsys, tmp_path, "--show", "hill.txt")
    assert code == 1
    assert "hill.txt: not a document; there are mill" in err
