"""Finished reports, built once a session and read as any reader could: files and HTML."""

import json
import os
import subprocess
import sys
from functools import cache, cached_property
from pathlib import Path

from bs4 import BeautifulSoup, Tag

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
# "mixed" is a matter of reading files only, and the first corpus has an unknown outlet itself.
ODD = sorted({path.name for path in (FIXTURES / "odd").iterdir()} - {"mixed", "unknown-outlet"})
WHOLE = ["seeds", "flood", "festival"]
"""Built as a reader would build them, with the command; the others share one process."""

_BATCH = """
import json, sys
from pathlib import Path
from analysis.report.render import render_report

codes = {folder: render_report(Path(folder), Path(out)) for folder, out in json.loads(sys.argv[1])}
print(json.dumps(codes))
"""


def corpus_folder(name: str) -> Path:
    """Folder of a corpus, relative to the project, as a reader would type it."""
    if name == "seeds":
        return Path("seeds")
    parent = FIXTURES if (FIXTURES / name).is_dir() else FIXTURES / "odd"
    return (parent / name).relative_to(ROOT)


def run(*arguments: object, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess:
    """Run ``python -m analysis``."""
    return subprocess.run(
        [sys.executable, "-m", "analysis", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


class Finished:
    """A folder that holds a report, and the corpus that it was made from."""

    def __init__(self, folder: Path, corpus: Path, progress: str = "") -> None:
        self.folder = folder
        self.corpus = ROOT / corpus
        self.progress = progress

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """Every page by its address inside the report, parsed."""
        # The parser would otherwise fold text between two tags that is nothing but white space.
        kept = {"bdi", "p", "pre", "q", "span"}
        return {
            address: BeautifulSoup(page, "html.parser", preserve_whitespace_tags=kept)
            for address, page in self.raw.items()
        }

    @cached_property
    def raw(self) -> dict[str, str]:
        """Every page by its address inside the report, as it is."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(self.folder.rglob("*.html"))
        }

    @cached_property
    def named(self) -> dict[str, dict[str, list[Tag]]]:
        """The elements of every page by their id, as lists: an id might stand twice."""
        found: dict[str, dict[str, list[Tag]]] = {}
        for address, page in self.pages.items():
            of_page = found.setdefault(address, {})
            for element in page.find_all(id=True):
                of_page.setdefault(element["id"], []).append(element)
        return found

    @property
    def chapters(self) -> dict[str, BeautifulSoup]:
        """The pages made of notebooks."""
        return {a: page for a, page in self.pages.items() if page.body["class"] == ["chapter"]}

    @property
    def articles(self) -> dict[str, BeautifulSoup]:
        """The reading views."""
        return {a: page for a, page in self.pages.items() if page.body["class"] == ["article"]}

    @cache  # noqa: B019  there are a dozen of these in a session
    def document(self, name: str) -> tuple[bytes, str, str]:
        """Bytes, encoding and text of a document, read without any code of the project."""
        raw = (self.corpus / f"{name}.txt").read_bytes()
        marked = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
        for mark, encoding in marked.items():
            if raw.startswith(mark):
                return raw, encoding, raw.decode(encoding)
        try:
            return raw, "utf-8", raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw, "cp1252", raw.decode("cp1252")


class Reports:
    """Builds reports when they are asked for, each once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._built: dict[str, Finished] = {}
        self._failed: dict[str, str] = {}

    def __call__(self, name: str) -> Finished:
        key = name if name in WHOLE else "odd"
        if key in self._failed:
            raise AssertionError(self._failed[key])
        if name not in self._built:
            try:
                self._whole(name) if name in WHOLE else self._odd()
            except AssertionError as error:
                self._failed[key] = str(error)  # not tried again for every test
                raise
        return self._built[name]

    def _whole(self, name: str) -> None:
        out = self.folder / name
        done = run("report", corpus_folder(name), "--out", out)
        assert done.returncode == 0, done.stderr
        assert done.stdout == ""
        self._built[name] = Finished(out, corpus_folder(name), done.stderr)

    def _odd(self) -> None:
        folders = {name: corpus_folder(name) for name in ODD}
        tasks = [(str(folder), str(self.folder / name)) for name, folder in folders.items()]
        done = subprocess.run(
            [sys.executable, "-c", _BATCH, json.dumps(tasks)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert set(json.loads(done.stdout).values()) == {0}, done.stderr
        for name, folder in folders.items():
            self._built[name] = Finished(self.folder / name, folder)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
