"""The project as a whole: declared versions, import order, origin of the texts, clean files."""

import ast
import datetime
import hashlib
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ROOMS = ["corpus", "marks", "compare", "report"]
SHARED = {"lexicons", "_lazy"}  # usable from everywhere, so they use no room themselves
FINDERS = ["quantities", "attributions", "voice", "hedges"]
MODULES = sorted((ROOT / "analysis").rglob("*.py"))

# conda-forge has these under another name, or in a slimmer build.
CONDA_NAMES = {
    "matplotlib-base": "matplotlib",
    "nbconvert-core": "nbconvert",
    "playwright-python": "playwright",
}
# Import names that differ from the name of the distribution, or that come with another one.
DISTRIBUTIONS = {
    "IPython": "ipykernel",
    "PIL": "matplotlib",
    "bs4": "beautifulsoup4",
    "sklearn": "scikit-learn",
    "traitlets": "nbconvert",
    "yaml": "pyyaml",
}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def ranges(requirements: list[str]) -> dict[str, SpecifierSet]:
    parsed = [Requirement(text) for text in requirements]
    return {canonicalize_name(each.name): each.specifier for each in parsed}


def declared_by_pyproject() -> dict[str, SpecifierSet]:
    extras = PROJECT["optional-dependencies"]
    python = {"python": SpecifierSet(PROJECT["requires-python"])}
    return python | ranges([*PROJECT["dependencies"], *extras["lab"], *extras["test"]])


def declared_by_conda(text: str) -> dict[str, SpecifierSet]:
    *conda, last = yaml.safe_load(text)["dependencies"]
    named = {CONDA_NAMES.get(name, name): bounds for name, _, bounds in map(split_conda, conda)}
    named.pop("pip")
    *pip, editable = last["pip"]
    assert editable == "-e ."
    return ranges([f"{name}{bounds}" for name, bounds in named.items()] + pip)


def split_conda(spec: str) -> tuple[str, str, str]:
    return spec.partition(" ")


# Versions


def test_environment_says_what_pyproject_says():
    assert declared_by_conda(read("environment.yml")) == declared_by_pyproject()


def test_a_changed_bound_is_noticed():
    changed = read("environment.yml").replace("pandas >=3.0,<4", "pandas >=3.0,<5")
    assert declared_by_conda(changed) != declared_by_pyproject()


def test_environment_uses_conda_forge_only():
    environment = yaml.safe_load(read("environment.yml"))
    assert environment["channels"] == ["conda-forge"]
    assert environment["name"] == PROJECT["name"]


def constraints() -> list[Requirement]:
    return [Requirement(line) for line in read("constraints.txt").splitlines()]


def test_constraints_are_exact_versions_without_addresses_or_options():
    lines = read("constraints.txt").splitlines()
    assert lines
    for line in lines:
        assert "://" not in line
        assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; [^#]+)?", line), line


def test_constraints_agree_with_pyproject():
    pinned: dict[str, list[str]] = {}
    for each in constraints():
        version = str(each.specifier).removeprefix("==")
        pinned.setdefault(canonicalize_name(each.name), []).append(version)
    declared = declared_by_pyproject()
    del declared["python"]
    for name, bounds in declared.items():
        assert name in pinned
        assert all(bounds.contains(version) for version in pinned[name]), name


# What the project says of itself


def test_citation_file_is_complete_and_current():
    citation = yaml.safe_load(read("CITATION.cff"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "software"
    assert citation["message"]
    assert citation["title"].startswith(PROJECT["name"])
    assert all(author.get("name") or author.get("family-names") for author in citation["authors"])
    assert citation["version"] == PROJECT["version"]
    assert citation["license"] == PROJECT["license"]
    released = citation["date-released"]
    assert isinstance(released, str)
    assert datetime.date.fromisoformat(released).isoformat() == released


def test_changelog_has_the_current_version_and_the_date_of_the_citation_file():
    citation = yaml.safe_load(read("CITATION.cff"))
    headings = re.findall(r"^## (.+)$", read("CHANGELOG.md"), flags=re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert headings[1] == f"[{PROJECT['version']}] - {citation['date-released']}"


def test_every_changed_release_says_whether_numbers_change():
    releases = re.split(r"^## ", read("CHANGELOG.md"), flags=re.MULTILINE)[1:]
    for release in releases:
        title, _, body = release.partition("\n")
        if "### Changed" in body or "### Fixed" in body:
            assert re.search(r"^(?:- )?Numbers change: \S", body, flags=re.MULTILINE), title


def test_licence_leaves_out_the_texts_under_study():
    text = read("LICENSE")
    assert text.startswith("MIT License")
    assert "seeds/*.txt" in text.split("does not cover")[1]


# Code


def imports(path: Path) -> Iterator[str]:
    """Absolute dotted names of everything a module imports, at any depth."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = list(package[: len(package) - node.level + 1]) if node.level else []
            start = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def allowed(importer: list[str], imported: list[str]) -> bool:
    """Whether a module of analysis may import another one; both as parts below ``analysis``."""
    room, other = importer[0], imported[0]
    if room == "__main__" or other in SHARED:
        return True
    if room not in ROOMS or other not in ROOMS:
        return False
    if room == other == "marks" and {importer[1], imported[1]} <= set(FINDERS):
        return FINDERS.index(imported[1]) <= FINDERS.index(importer[1])
    return ROOMS.index(other) <= ROOMS.index(room)


@pytest.mark.parametrize(
    ("importer", "imported", "expected"),
    [
        ("report.render", "corpus.corpus", True),
        ("corpus.text", "marks.spine", False),
        ("compare.hedging", "report.tables", False),
        ("marks.hedges", "lexicons", True),
        ("lexicons.__init__", "corpus.text", False),
        ("_lazy", "report.render", False),
        ("marks.hedges", "marks.quantities", True),
        ("marks.quantities", "marks.hedges", False),
        ("__main__", "report.render", True),
    ],
)
def test_rule_of_the_import_order(importer: str, imported: str, expected: bool):
    assert allowed(importer.split("."), imported.split(".")) is expected


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_run_from_corpus_to_report(path: Path):
    importer = list(path.relative_to(ROOT / "analysis").with_suffix("").parts)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "analysis" or len(parts) < 3:
            continue
        assert allowed(importer, parts[1:]), f"{'.'.join(importer)} imports {name}"


@pytest.mark.parametrize(
    ("folders", "extras"),
    [(["analysis"], []), (["tests", "benchmarks"], ["test"])],
    ids=["analysis", "tests and benchmarks"],
)
def test_every_imported_library_is_declared(folders: list[str], extras: list[str]):
    declared = set(ranges(PROJECT["dependencies"]))
    for extra in extras:
        declared |= set(ranges(PROJECT["optional-dependencies"][extra]))
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    own = {"analysis", "tests", "benchmarks", *(path.stem for path in paths)}
    own |= {path.parent.name for path in paths}
    for path in paths:
        for name in imports(path):
            top = name.partition(".")[0]
            if top in sys.stdlib_module_names or top in own:
                continue
            library = canonicalize_name(DISTRIBUTIONS.get(top, top))
            assert library in declared, f"{path.relative_to(ROOT)} imports {top}"


def test_no_module_is_a_drawer_for_odds_and_ends():
    names = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    assert not names & {"utils", "util", "helpers", "helper", "misc", "common"}


@pytest.mark.parametrize(
    "module", ["analysis", "analysis.marks.hedges", "analysis.marks.quantities"]
)
def test_importing_stays_light(module: str):
    heavy = ["pandas", "numpy", "scipy", "sklearn", "matplotlib", "nbconvert"]
    code = f"import sys, {module}; print(*(name for name in {heavy} if name in sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == []


# The texts under study


def test_seeds_are_the_files_they_were():
    catalogue = tomllib.loads(read("seeds/catalogue.toml"))
    recorded = {entry["file"]: entry["sha256"] for entry in catalogue["document"]}
    files = sorted((ROOT / "seeds").glob("*.txt"))
    assert recorded == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_readme_of_the_seeds_lists_the_same_hashes():
    catalogue = tomllib.loads(read("seeds/catalogue.toml"))
    listed = re.findall(r"^([0-9a-f]{64})  (\S+)$", read("seeds/README.md"), flags=re.MULTILINE)
    assert sorted(listed) == sorted(
        (each["sha256"], each["file"]) for each in catalogue["document"]
    )


def test_git_leaves_the_bytes_of_the_texts_alone():
    rules = [line.split() for line in read(".gitattributes").splitlines() if line[:1] not in "#"]
    assert ["seeds/*.txt", "-text"] in rules


# Traces of the machine a file was written on

FOLDERS = [".ci", ".github", "analysis", "benchmarks", "figures", "notebooks", "seeds", "tests"]
SKIPPED = {"__pycache__", ".ipynb_checkpoints"}
HOME_FOLDERS = re.compile(r"(?<![\w.:/-])/(?:home|Users|root|work|workspace|mnt)/\w|[A-Z]:\\Users")
REGISTRIES = re.compile(
    "python" r"hosted|pypi\.org/simple|registry\.npm|index-" r"url|find-" r"links|//conda\.", re.I
)


def tree() -> list[Path]:
    inside = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    top = [path for path in ROOT.iterdir() if path.is_file()]
    return [path for path in inside + top if not SKIPPED & set(path.parts)]


def traces(text: str) -> list[str]:
    places = [str(place) + os.sep for place in (ROOT, Path.home()) if len(place.parts) > 2]
    found = [match.group() for rule in (HOME_FOLDERS, REGISTRIES) for match in rule.finditer(text)]
    return found + [place for place in places if place in text]


def test_no_file_tells_where_it_was_made():
    own_texts = [path for path in tree() if path.suffix not in {".png", ".pdf", ".txt"}]
    assert len(own_texts) > 20
    found = {
        path.relative_to(ROOT).as_posix(): traces(path.read_text("utf-8", "replace"))
        for path in own_texts
    }
    assert {name: where for name, where in found.items() if where} == {}


def test_a_path_of_a_machine_is_noticed():
    assert traces("in " + "/".join(["", "home", "ada", "project"]))
    assert traces(f"in {ROOT}/analysis") or len(ROOT.parts) <= 2
    assert not traces("https://example.org/home/page and tests/work/x")


# The picture in CONTRIBUTING.md


@pytest.mark.parametrize("room", ROOMS)
def test_picture_of_the_rooms_names_the_modules_that_exist(room: str):
    row = re.search(rf"^\| `analysis/{room}` \| (.+) \|$", read("CONTRIBUTING.md"), re.MULTILINE)
    assert row is not None
    named = re.findall(r"`([\w*]+)`", row.group(1))
    there = {path.stem for path in (ROOT / "analysis" / room).glob("*.py")} - {"__init__"}
    assert {name for name in there if not any(fnmatch(name, each) for each in named)} == set()
    assert [each for each in named if not any(fnmatch(name, each) for name in there)] == []
