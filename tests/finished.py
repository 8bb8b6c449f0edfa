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
# "mixed" is a matter of reading files only, and the first corpus has an unknown outlet itself, and
# articles without a date.
_NOT_BUILT = {"mixed", "unknown-outlet", "no-dates"}
ODD = sorted({path.name for path in (FIXTURES / "odd").iterdir()} - _NOT_BUILT)
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
    """Builds reports when they are asked for, each once.

    With ``ahead``, the many small ones are begun when the first report is asked for, beside the
    tests that run meanwhile.
    """

    def __init__(self, folder: Path, *, ahead: bool = False) -> None:
        self.folder = folder
        self._ahead = ahead
        self._begun: subprocess.Popen[bytes] | None = None
        self._built: dict[str, Finished] = {}
        self._failed: dict[str, str] = {}

    def __call__(self, name: str) -> Finished:
        key = name if name in WHOLE else "odd"
        if self._ahead and self._begun is None:
            self._begin_odd()
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

    def close(self) -> None:
        """End what was begun and never asked for."""
        if self._begun is not None and self._begun.poll() is None:
            self._begun.terminate()
            self._begun.wait()

    def _begin_odd(self) -> None:
        tasks = [(str(corpus_folder(name)), str(self.folder / name)) for name in ODD]
        # To files, not pipes: nobody reads while other tests run.
        with (
            (self.folder / "odd.out").open("wb") as out,
            (self.folder / "odd.err").open("wb") as err,
        ):
            self._begun = subprocess.Popen(
                [sys.executable, "-c", _BATCH, json.dumps(tasks)], cwd=ROOT, stdout=out, stderr=err
            )

    def _odd(self) -> None:
        if self._begun is None:
            self._begin_odd()
        assert self._begun is not None
        code = self._begun.wait()
        said = (self.folder / "odd.err").read_text(encoding="utf-8", errors="replace")
        assert code == 0, said
        codes = json.loads((self.folder / "odd.out").read_text(encoding="utf-8"))
        assert set(codes.values()) == {0}, said
        for name in ODD:
            self._built[name] = Finished(self.folder / name, corpus_folder(name))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
