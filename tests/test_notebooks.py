"""The committed notebooks and figures: what nbval cannot see, and that nbval does see.

nbval compares text outputs. It never looks at pictures, metadata, Markdown cells, execution counts
or cells whose outputs were stripped.
"""

import ast
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import matplotlib
import nbformat
import pytest
from finished import ROOT
from matplotlib import ft2font

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FIGURES = ROOT / "figures"
MANIFEST = FIGURES / "MANIFEST.json"
FORMATS = ["svg", "png", "pdf", "csv", "json"]
HEADINGS = [
    "Question",
    "Data",
    "Method",
    "Results",
    "What could change this",
    "Reuse and citation",
]
DIGITS_ALLOWED: set[str] = set()  # in Markdown cells: every number is computed
FIGURE = re.compile(r"\[(?P<id>fig-[a-z0-9-]+)\] (?P<caption>.*)\nAlt: (?P<alt>.*)\n"
                    r"Data sha256: (?P<digest>[0-9a-f]{64})\Z", re.DOTALL)  # fmt: skip
ABSOLUTE = re.compile(
    r"(?<![\w<.])/(?:home|root|tmp|usr|work|Users|private|var|opt|mnt|proc)/|\b[A-Z]:\\"
)
CLOCK = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\b\d\d:\d\d:\d\d\b")
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}|object at ")

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def outputs(path):
    for cell in code_cells(path):
        for output in cell.outputs:
            yield cell, output


def figures(path):
    """Every figure of a notebook: what its text says, and the output that holds it."""
    for _, output in outputs(path):
        found = FIGURE.match(output.data["text/plain"])
        if found:
            yield found.groupdict(), output


def all_figures():
    return [(found, output) for path in NOTEBOOKS for found, output in figures(path)]


def markdown(path):
    return "\n\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")


def test_there_are_four_notebooks():
    names = [path.stem for path in NOTEBOOKS]
    assert names[:4] == ["0-corpus", "1-hedging", "2-similarity", "3-numbers"]


@each
def test_it_was_executed_in_order(path):
    counts = [cell.execution_count for cell in code_cells(path)]
    assert counts == list(range(1, len(counts) + 1))


@each
def test_every_cell_that_shows_something_has_kept_it(path):
    # nbval finds nothing to compare in a stripped cell, and passes.
    for cell in code_cells(path):
        silent = all(
            isinstance(statement, ast.Import | ast.ImportFrom | ast.Assign)
            for statement in ast.parse(cell.source).body
        )
        assert silent is not bool(cell.outputs), cell.source


@each
def test_outputs_are_of_the_kinds_that_travel_safely(path):
    # Raw HTML passes through a Markdown output; streams carry process ids and paths.
    for cell, output in outputs(path):
        assert output.output_type in {"execute_result", "display_data"}, cell.source
        assert set(output.data) in ({"text/plain", "text/html"}, {"text/plain", "image/png"})


@each
def test_nothing_is_exempt_from_comparison(path):
    for cell in read(path).cells:
        assert set(cell.metadata.get("tags", [])) <= {"parameters"}
        assert not re.search(r"(?i)nbval[-_]|%%?(?:time|capture|bash)|^!", cell.source)


@each
def test_nothing_of_the_run_is_stored(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    assert notebook["metadata"] == {"kernelspec": kernel, "language_info": {"name": "python"}}
    ids = [cell["id"] for cell in notebook["cells"]]
    assert ids == [f"c{number:02d}" for number in range(len(ids))]
    assert all(set(cell["metadata"]) <= {"tags"} for cell in notebook["cells"])


@each
def test_outputs_name_no_machine_and_no_moment(path):
    sources = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "seeds").glob("*.t*"))
    for cell, output in outputs(path):
        shown = json.dumps([output.data.get("text/plain"), output.data.get("text/html")])
        about = json.dumps(output.metadata)
        for text in (shown, about):
            assert not ABSOLUTE.search(text), cell.source
            assert not CLOCK.search(text), cell.source
            assert not ADDRESS.search(text), cell.source
            for date in re.findall(r"\b\d{4}-\d\d-\d\d\b", text):
                assert date in sources, (cell.source, date)


# --- prose and code ------------------------------------------------------------------------------


@each
def test_prose_names_no_outlet(path):
    catalogue = tomllib.loads((ROOT / "seeds" / "catalogue.toml").read_text(encoding="utf-8"))
    fields = ("outlet", "publisher", "reposted_by", "author")
    names = {article.get(field) for article in catalogue["article"] for field in fields}
    names -= {None, "unknown"}  # the word; an article may have no known outlet in any corpus
    assert len(names) >= 9
    for name in names:
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        assert not whole.search(markdown(path)), name
        assert not any(whole.search(cell.source) for cell in code_cells(path)), name


@each
def test_prose_holds_no_number(path):
    assert set(re.findall(r"\d[\d.,]*", markdown(path))) <= DIGITS_ALLOWED


@each
def test_every_notebook_has_the_same_parts(path):
    titles = re.findall(r"(?m)^# (.+)$", markdown(path))
    assert len(titles) == 1
    assert titles[0].endswith("?")
    assert re.findall(r"(?m)^## (.+)$", markdown(path)) == HEADINGS


@each
def test_results_stand_under_questions(path):
    _, results = markdown(path).split("## Results\n")
    results, _ = results.split("\n## What could change this")
    questions = re.findall(r"(?m)^#{3,} (.+)$", results)
    assert questions
    assert all(question.endswith("?") for question in questions)
    others = markdown(path).replace(results, "")
    assert not re.search(r"(?m)^#{3,} ", others)


@each
def test_code_is_thin(path):
    first, *others = code_cells(path)
    assert first.metadata.tags == ["parameters"]
    values = {
        statement.targets[0].id: ast.literal_eval(statement.value)
        for statement in ast.parse(first.source).body
    }
    assert values == {"CORPUS": "../seeds", "FIGURES": None}
    for cell in others:
        assert len(cell.source.splitlines()) <= 10, cell.source
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(
                node,
                ast.FunctionDef
                | ast.ClassDef
                | ast.For
                | ast.While
                | ast.Lambda
                | ast.If
                | ast.comprehension
                | ast.JoinedStr,
            ), cell.source
        # No cell reads what a report wrote, nor anything but the corpus.
        assert not re.search(r"\bopen\(|\bread_|reports|/", cell.source), cell.source


# --- figures -------------------------------------------------------------------------------------


def test_every_figure_has_its_picture_and_its_files():
    seen = [found["id"] for found, _ in all_figures()]
    assert len(seen) == len(set(seen)) >= 7
    for found, output in all_figures():
        picture = base64.b64decode(output.data["image/png"], validate=False)
        assert picture.startswith(b"\x89PNG\r\n")
        about = output.metadata["image/png"]
        assert about["figure_id"] == found["id"]
        assert about["alt"] == found["alt"]
        assert about["caption"] == found["caption"]
        assert len(found["alt"]) > 20
    # Nothing is left of a figure that is not drawn any more.
    files = {file.name for file in FIGURES.glob("fig-*")}
    assert files == {f"{name}.{kind}" for name in seen for kind in FORMATS}


def test_no_picture_is_without_its_text():
    for path in NOTEBOOKS:
        pictures = [output for _, output in outputs(path) if "image/png" in output.data]
        assert len(pictures) == len(list(figures(path)))
        plotted = [cell for cell in code_cells(path) if cell.source.startswith("plot_")]
        assert len(plotted) == len(pictures)


def test_notebook_record_and_data_have_one_digest():
    for found, _ in all_figures():
        record = json.loads((FIGURES / f"{found['id']}.json").read_bytes())
        data = (FIGURES / f"{found['id']}.csv").read_bytes()
        assert found["digest"] == record["data_sha256"] == hashlib.sha256(data).hexdigest()
        assert found["caption"] == record["caption"]
        assert found["alt"] == record["alt"]


def test_the_manifest_names_every_file():
    manifest = json.loads(MANIFEST.read_bytes())
    listed = {}
    for figure, entry in manifest["figures"].items():
        listed |= entry["files"]
        record = json.loads((FIGURES / f"{figure}.json").read_bytes())
        assert entry["data_sha256"] == record["data_sha256"]
    kept = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in FIGURES.glob("fig-*")
    }
    assert listed == kept


def test_figures_drawn_anew_are_those_committed(reports):
    drawn = reports("seeds").folder / "figures"
    manifest = json.loads(MANIFEST.read_bytes())
    here = (matplotlib.__version__, ft2font.__freetype_version__)
    same = here == (manifest["matplotlib"], manifest["freetype"])
    kinds = FORMATS if same else ["csv", "json"]  # pictures change with either library
    for figure in manifest["figures"]:
        for kind in kinds:
            name = f"{figure}.{kind}"
            assert (drawn / name).read_bytes() == (FIGURES / name).read_bytes(), name


# --- nbval itself --------------------------------------------------------------------------------


def test_nbval_finds_one_changed_number(tmp_path):
    """A copy passes; the same copy with one digit changed in two outputs fails in those cells."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    notebook = read(ROOT / "notebooks" / "0-corpus.ipynb")
    nbformat.write(notebook, folder / "kept.ipynb")
    changed = [change_a_digit(notebook, "text/html"), change_a_digit(notebook, "text/plain")]
    assert changed[0] != changed[1]
    nbformat.write(notebook, folder / "mutated.ipynb")
    failed, passed = run_nbval(folder)
    assert {case for case in failed if case[0] == "kept"} == set()
    assert failed == {("mutated", f"Cell {number}") for number in changed}
    cells = {f"Cell {number}" for number in range(len(code_cells(NOTEBOOKS[0])))}
    assert {case for case in passed if case[0] == "kept"} == {("kept", cell) for cell in cells}


def change_a_digit(notebook, kind):
    """Change the last digit that is seen in one output of a kind; return the cell's number."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shows = [number for number, cell in enumerate(cells) if cell.outputs]
    number = shows[0] if kind == "text/html" else shows[-1]
    data = cells[number].outputs[0].data
    before = data[kind]
    visible = r"(\d)(?=[^<>\d]*<)(?!.*\d[^<>]*<)" if kind == "text/html" else r"(\d)(?!.*\d)"
    data[kind] = re.sub(
        visible, lambda found: str((int(found[0]) + 1) % 10), before, count=1, flags=re.DOTALL
    )
    assert data[kind] != before
    return number


def run_nbval(folder):
    """Names of notebook and cell of what failed and what passed."""
    report = folder.parent / "report.xml"
    (folder.parent / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    options = ["--nbval", "--nbval-current-env", "-q", "-p", "no:cacheprovider"]
    subprocess.run(
        [sys.executable, "-m", "pytest", *options, f"--junit-xml={report}", str(folder)],
        cwd=folder.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "PYTEST_ADDOPTS": ""},
        capture_output=True,
        check=False,
    )
    failed, passed = set(), set()
    for case in ET.parse(report).iter("testcase"):
        name = Path(case.get("classname", "")).name
        notebook = "kept" if "kept" in f"{name}{case.get('name')}" else "mutated"
        cell = re.search(r"Cell \d+", case.get("name", ""))[0]
        outcome = (
            failed if case.find("failure") is not None or case.find("error") is not None else passed
        )
        outcome.add((notebook, cell))
    return failed, passed
