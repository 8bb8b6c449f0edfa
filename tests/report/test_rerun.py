"""Reports on other sources, failing reports, and reports made twice."""

import csv
import json
import re
import shutil

import pytest
from bs4 import BeautifulSoup
from finished import FIXTURES, ODD, ROOT, Finished, run, tree
from planted import OUTLETS, planted_corpus

from analysis import compare_hedging, load_corpus, mark_hedges, rate_hedges
from analysis.report import difference_findings, hedging_findings, quotes_of, render

OTHERS = ["flood", "festival", *ODD]


@pytest.fixture(scope="module")
def first_names():
    """Two patterns that find every name of the first corpus as whole words."""
    with (ROOT / "tests" / "first_corpus_names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["case"] for row in rows} == {"any", "exact"}
    # The name of a language is nobody's: a file of the fixtures is called after one.
    names = [row for row in rows if row["kind"] != "language"]
    patterns = []
    for case, flags in (("any", re.IGNORECASE), ("exact", 0)):
        own = "|".join(re.escape(row["name"]) for row in names if row["case"] == case)
        patterns.append(re.compile(rf"(?<!\w)(?:{own})(?!\w)", flags))
    return patterns


def visible(page):
    """Everything that a reader can read or hear in a page: texts, labels, descriptions."""
    heard = [
        element[name]
        for element in page.find_all(True)
        for name in ("alt", "aria-label", "title", "content")
        if element.get(name)
    ]
    return "\n".join([page.get_text("\n"), *heard])


def computed(report):
    """What the program says, without what it quotes: findings, captions, labels, descriptions."""
    for address, page in report.pages.items():
        copy = BeautifulSoup(str(page), "html.parser")
        for quoted in copy.select("q, bdi, .reading, style, pre"):
            quoted.replace_with("X")
        for legend in copy.select(".legend"):
            legend.decompose()
        for text in copy.select("p, li, figcaption, caption, summary, td, th, h1, h2, h3, dd"):
            yield address, text.get_text()
        for picture in page.find_all("img"):
            yield address, picture["alt"]


@pytest.mark.parametrize("name", OTHERS)
def test_no_name_of_the_first_corpus_appears(reports, first_names, name):
    report = reports(name)
    texts = {address: visible(page) for address, page in report.pages.items()}
    texts |= {
        path.name: path.read_text(encoding="utf-8")
        for path in (report.folder / "figures").iterdir()
        if path.suffix in {".csv", ".json", ".md"}
    }
    for where, text in texts.items():
        found = [name[0] for pattern in first_names for name in pattern.finditer(text)]
        assert not found, (where, found)


def test_the_names_are_found_where_they_do_stand(reports, first_names):
    # Otherwise the test above would pass on anything.
    index = visible(reports("seeds").pages["index.html"])
    assert len({name for pattern in first_names for name in pattern.findall(index)}) >= 10


@pytest.mark.parametrize("name", ["seeds", *OTHERS])
def test_every_computed_sentence_makes_sense(reports, name):
    for address, text in computed(reports(name)):
        place = (address, text)
        assert text.strip(), address
        assert "{}" not in text, place
        assert not re.search(r"\b(np\.|float64|Timestamp|dtype|object at)", text), place
        assert not re.search(r" {2}| [,;.](?!\d)|\(\)|\( | \)|,,|\.\.(?!\.)", text), place
        if name != "names":  # its outlets and headlines are called so
            assert not re.search(r"\b(?:None|nan|NaN|NaT|inf)\b|<NA>", text), place
        if name != "hostile":
            assert not re.search(r"[{}]", text), place


ONE_AND_MANY = re.compile(
    r"(?<![\d.,–-])1 (?:articles|outlets|documents|events|sentences|words|hedges|numbers|pairs"
    r"|numeric expressions|marks|cues)\b"
    r"|(?<!in )\b1 (?:of \d[^;.]*|article|sentence|outlet) "
    r"(?:give|hold|have|stand|are|carry|count)\b"
    r"|\bare 1\b"
    r"|(?<![\d.,–-])(?!1\b)\d+ (?:article|outlet|document|event|sentence|word|hedge|pair)\b(?!-)"
)


@pytest.mark.parametrize("name", ["seeds", *OTHERS])
def test_one_thing_is_one_and_two_are_two(reports, name):
    for address, text in computed(reports(name)):
        found = ONE_AND_MANY.search(text)
        assert not found, (address, found[0], text)


@pytest.mark.parametrize("name", ["seeds", *OTHERS])
def test_no_finding_says_that_nothing_does_something(reports, name):
    for page in reports(name).pages.values():
        for finding in page.select(".finding > p"):
            text = finding.get_text()
            assert not re.match(r"(?:[^.]+: )?0 (?!of )", text), text
            assert not re.search(r"\bof 0\b|\b[Aa]ll [01] ", text), text


def test_each_corpus_stands_under_its_own_outlets(reports):
    for name, outlet in (("flood", "Northbank Wire"), ("festival", "The Selwick Courier")):
        index = reports(name).pages["index.html"]
        assert outlet in index.get_text()


def test_one_outlet_is_compared_within_itself(reports):
    page = reports("one-outlet").pages["2-similarity.html"]
    assert page.find("table", id="neighbours")
    assert "could be compared" not in page.find(class_="finding").get_text()


def test_one_article_says_that_nothing_can_be_compared(reports):
    report = reports("one-article")
    said = " ".join(
        text.get_text() for text in report.pages["2-similarity.html"].select(".finding")
    )
    assert "no two articles whose wording could be compared" in said


def test_an_outlet_without_marks_appears_with_nought(reports):
    page = reports("no-marks").pages["1-hedging.html"]
    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in page.select("table#hedging tbody tr:not(.event)")
    ]
    hedges = {row[0]: row[4] for row in rows if row[1] == "own words"}
    assert hedges["The Plain Record"] == "0"
    assert int(hedges["Bridge Whisper"]) > 0


def test_outlets_called_na_and_none_keep_their_names(reports):
    table = reports("names").pages["1-hedging.html"].find("table", id="hedging")
    names = [head.get_text() for head in table.select('th[scope="row"]')]
    assert {"NA", "None", "سوق الأخبار", "A & B $Times$ <i>_x_</i>"} <= set(names)


def test_hostile_text_is_shown_as_it_is(reports):
    report = reports("hostile")
    reading = report.pages["articles/markup.html"]
    assert '<script>document.title="x"</script>' in reading.find(class_="reading").get_text()
    assert reading.h1.get_text() == '</title></style><script>document.title="headline"</script>'
    assert reading.title.get_text() == reading.h1.get_text()
    templates = report.pages["articles/templates.html"]
    assert "{{ 7*7 }} may be about 49" in templates.find(class_="reading").get_text()
    outlet = "{{ 7*7 }} $x^2$ [link](javascript:alert(1))"
    for page in ("index.html", "0-corpus.html", "1-hedging.html"):
        assert outlet in report.pages[page].get_text()
    for page in report.pages.values():
        assert not page.find(["script", "iframe", "svg", "textarea"])
        assert not page.find(href=re.compile("javascript"))
        assert {picture["src"][:10] for picture in page.find_all("img")} <= {"data:image"}


def test_progress_names_every_notebook(reports):
    lines = reports("flood").progress.splitlines()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert any(re.match(rf"  {path.stem}: \d+\.\d s$", line) for line in lines), path.stem
    assert lines[-1].endswith("index.html")


def test_two_reports_are_the_same_to_the_byte(reports, tmp_path):
    first = reports("flood")
    other = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "COLUMNS": "200"}
    # Too long a name for sockets: kernels are started in the ordinary way, not forked.
    other["TMPDIR"] = str(tmp_path / ("x" * 90))
    (tmp_path / other["TMPDIR"]).mkdir()
    done = run("report", "tests/fixtures/flood", "--out", tmp_path / "again", **other)
    assert done.returncode == 0, done.stderr
    once, again = tree(first.folder), tree(tmp_path / "again")
    assert list(once) == list(again)
    assert [name for name in once if once[name] != again[name]] == []


@pytest.fixture
def previous(tmp_path):
    """A folder with an earlier report."""
    folder = tmp_path / "out"
    (folder / "articles").mkdir(parents=True)
    (folder / ".coverage-report").write_text("0" * 64)
    (folder / "index.html").write_text("an earlier report")
    (folder / "articles" / "old.html").write_text("an earlier article")
    return folder


@pytest.fixture
def broken_notebooks(tmp_path, monkeypatch):
    """The project's notebooks, copied, one of them with a cell that fails."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    shutil.copy(ROOT / "notebooks" / "0-corpus.ipynb", folder)
    notebook = json.loads((ROOT / "notebooks" / "3-numbers.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if "".join(cell["source"]).startswith("ledger_findings("):
            cell["source"] = "ledger_findings(corpus, quantities, cards, 1 / 0, quotes)"
    (folder / "3-numbers.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    monkeypatch.setattr(render, "NOTEBOOKS", folder)
    return folder


def test_a_failing_notebook_leaves_the_report_before(previous, broken_notebooks, capsys):
    before = tree(previous)
    assert render.render_report(FIXTURES / "odd" / "one-article", previous) == 1
    said = capsys.readouterr().err
    assert "3-numbers.ipynb, cell 8" in said
    assert "ZeroDivisionError: division by zero" in said
    assert "ledger_findings(corpus, quantities, cards, 1 / 0, quotes)" in said
    assert "Traceback" not in said
    assert tree(previous) == before
    assert sorted(path.name for path in previous.parent.iterdir()) == ["notebooks", "out"]


def test_a_kernel_that_dies_is_named(previous, broken_notebooks, capsys):
    (broken_notebooks / "0-corpus.ipynb").unlink()
    path = broken_notebooks / "3-numbers.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("1 / 0", "__import__('os')._exit(3)"))
    before = tree(previous)
    assert render.render_report(FIXTURES / "odd" / "one-article", previous) == 1
    assert "3-numbers.ipynb: DeadKernelError" in capsys.readouterr().err
    assert tree(previous) == before


def test_a_reading_view_that_fails_leaves_the_report_before(
    previous, broken_notebooks, monkeypatch
):
    # It is written in a thread beside the notebooks; its errors must not get lost there.
    def fail(*_):
        raise OSError("the disk is full")

    (broken_notebooks / "3-numbers.ipynb").unlink()
    monkeypatch.setattr("analysis.report.reading.article_pages", fail)
    before = tree(previous)
    with pytest.raises(OSError, match="the disk is full"):
        render.render_report(FIXTURES / "odd" / "one-article", previous)
    assert tree(previous) == before


def test_a_corpus_with_problems_leaves_the_report_before(previous):
    before = tree(previous)
    done = run("report", FIXTURES / "broken" / "gap", "--out", previous)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "page.txt" in done.stderr
    assert tree(previous) == before


@pytest.mark.parametrize("inside", ["thesis.docx", "index.html"])
def test_a_folder_that_is_no_report_is_never_replaced(tmp_path, inside):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / inside).write_text("mine")
    done = run("report", FIXTURES / "flood", "--out", folder)
    assert done.returncode == 1
    assert "no report" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(folder) == {inside: b"mine"}


def test_a_file_in_the_place_of_the_report_is_kept(tmp_path):
    (tmp_path / "out").write_text("mine")
    assert run("report", FIXTURES / "flood", "--out", tmp_path / "out").returncode == 1
    assert (tmp_path / "out").read_text() == "mine"


def test_a_planted_difference_is_on_the_index(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    shutil.copy(ROOT / "notebooks" / "1-hedging.ipynb", folder)  # the only one that is asked
    monkeypatch.setattr(render, "NOTEBOOKS", folder)
    planted_corpus(tmp_path / "planted")
    assert render.render_report(tmp_path / "planted", tmp_path / "out") == 0
    report = Finished(tmp_path / "out", tmp_path / "planted")
    findings = [text.get_text() for text in report.pages["index.html"].select(".finding > p")]
    plain, cautious = OUTLETS
    said = re.compile(rf"{cautious} hedges more than {plain}: [\d.]+ against [\d.]+ hedges ")
    assert any(map(said.match, findings)), findings


def hedging_said(folder):
    corpus = load_corpus(folder)
    hedges = mark_hedges(corpus)
    rates = rate_hedges(corpus, hedges, ("event", "outlet", "voice"))
    whole, tests = rate_hedges(corpus, hedges), compare_hedging(corpus, hedges)
    texts = compare_hedging(corpus, hedges, voice=None)
    quotes = quotes_of(corpus, hedges)
    extent = hedging_findings(corpus, rates, whole, tests, quotes)
    return (
        f"{extent.plain}\n{difference_findings(corpus, rates, tests, texts, quotes).plain}",
        tests,
    )


def test_copies_are_named_and_prove_nothing(tmp_path):
    planted_corpus(tmp_path / "once", articles_per_outlet=6)
    planted_corpus(tmp_path / "twice", articles_per_outlet=6, copies=2)
    (once, tests), (twice, others) = (hedging_said(tmp_path / name) for name in ("once", "twice"))
    for name in ("p", "floor", "share_p", "p_adjusted", "low", "high", "difference", "verdict"):
        assert others[name].tolist() == tests[name].tolist()
    assert tests["verdict"].tolist() == ["different"]
    assert "12 of 24 articles repeat another of their outlet word for word." in twice
    assert "word for word" not in once
    planted_corpus(tmp_path / "same", articles_per_outlet=1, copies=6)
    said, tests = hedging_said(tmp_path / "same")
    assert tests["verdict"].tolist() == ["undecidable"]
    assert "with one article each, no difference between them could be told from chance" in said


@pytest.mark.parametrize("shuffle", [1, 2, 3])
def test_shuffled_labels_give_no_such_finding(tmp_path, shuffle):
    planted_corpus(tmp_path, shuffle=shuffle)
    said, _ = hedging_said(tmp_path)
    assert "hedges more than" not in said
    assert "no difference is shown" in said
    assert "hedges in all" in said


def test_hedges_of_those_who_are_quoted_make_no_outlet_differ(tmp_path):
    planted_corpus(tmp_path, quoted=True)
    said, tests = hedging_said(tmp_path)
    assert tests["verdict"].tolist() == ["not shown"]
    assert tests["hedges_a"].tolist() == tests["hedges_b"].tolist() == [0]
    assert "hedges more than" not in said
    assert "hedges in all, all of them inside quotation marks." in said
    assert "(exploratory, p = 0.0001)" in said  # of the whole text


def test_writing_every_text_twice_narrows_no_interval(tmp_path):
    planted_corpus(tmp_path / "once")
    planted_corpus(tmp_path / "twice", times=2)
    corpora = [load_corpus(tmp_path / name) for name in ("once", "twice")]
    once, twice = (
        rate_hedges(corpus, mark_hedges(corpus), ("outlet", "voice")).query("voice == 'own'")
        for corpus in corpora
    )
    # The headline stands only once in either, so that rates and intervals grow a little.
    assert twice["hedges"].tolist() == (2 * once["hedges"]).tolist()
    assert (twice["high"] - twice["low"] >= once["high"] - once["low"]).all()
    one, two = (compare_hedging(corpus, mark_hedges(corpus)).iloc[0] for corpus in corpora)
    assert two["high"] - two["low"] >= one["high"] - one["low"]
    assert two["p"] == one["p"]
