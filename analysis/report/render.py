"""From a corpus folder to a folder of HTML; from the committed notebooks to executed ones."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat

from analysis.corpus.corpus import Corpus, load_corpus
from analysis.corpus.notices import corpus_notices
from analysis.marks.spine import mark_attributions, mark_hedges, mark_quantities
from analysis.report import UsageError
from analysis.report.execute import NotebookError, execute_notebooks, tell_terminal
from analysis.report.gallery import write_gallery, write_manifest
from analysis.report.reading_marks import attribution_pieces
from analysis.report.target import check_target, new_folder

_ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = _ROOT / "notebooks"
FIGURES = _ROOT / "figures"


def render_report(folder: Path, out: Path) -> int:
    """Execute the notebooks on a corpus and write the report; return the exit code.

    Everything is written to a temporary folder beside ``out`` and moved there at the end, so a
    report that fails leaves the one before as it was.

    On Linux the kernels are forked from a process that imports the program's main module once more,
    as :mod:`multiprocessing` does: a script that calls this function keeps the call under
    ``if __name__ == "__main__":``.

    Raises
    ------
    CorpusError
        If the corpus is not sound.
    UsageError
        If ``out`` holds something that is no report.
    """
    check_target(out, "report")
    corpus = load_corpus(folder)
    for notice in corpus_notices(folder, corpus):
        tell_terminal(f"Notice: {notice}")
    try:
        with new_folder(out, "report", corpus.digest) as stage:
            _write_report(corpus, folder, stage)
    except NotebookError as error:
        tell_terminal(f"The report was not written.\n{error}")
        return 1
    tell_terminal(f"Report: {(out / 'index.html').as_posix()}")
    return 0


def rewrite_notebooks() -> int:
    """Execute the committed notebooks on the first corpus, in place; draw figures/ anew."""
    parameters: dict[str, str | None] = {"FIGURES": str(FIGURES)}
    paths = notebook_paths()
    tell_terminal(f"Executing {len(paths)} notebooks")
    try:
        notebooks = execute_notebooks(paths, parameters, tell_terminal)
    except NotebookError as error:
        tell_terminal(f"The notebooks were left as they were.\n{error}")
        return 1
    for path, notebook in zip(paths, notebooks, strict=True):
        nbformat.write(notebook, path)
    _write_figure_index(FIGURES)
    return 0


def notebook_paths() -> list[Path]:
    """Return the project's notebooks in reading order.

    Raises
    ------
    UsageError
        If there are none, as in an installation without the project's folder.
    """
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    if not paths:
        raise UsageError(f"{NOTEBOOKS}: no notebooks; run this from a checkout of the project")
    return paths


def _write_report(corpus: Corpus, folder: Path, stage: Path) -> None:
    paths = notebook_paths()
    tell_terminal(f"Executing {len(paths)} notebooks on {folder.as_posix()}")
    parameters: dict[str, str | None] = {
        "CORPUS": str(folder.resolve()),
        "FIGURES": str(stage.resolve() / "figures"),
    }
    with ThreadPoolExecutor(1) as pool:  # while the kernels start, there is little to do here
        reading = pool.submit(_write_reading, corpus, stage, [path.stem for path in paths])
        notebooks = execute_notebooks(paths, parameters, tell_terminal)
    reading.result()
    _write_chapters(corpus, folder, stage, paths, notebooks)
    _write_figure_index(stage / "figures")


def _write_reading(corpus: Corpus, stage: Path, stems: list[str]) -> None:
    """Write the reading view of every article."""
    from analysis.report.pages import Site
    from analysis.report.reading import article_pages

    pieces = attribution_pieces(corpus, mark_attributions(corpus))
    marks = {
        "hedge": ("hedges", mark_hedges(corpus)),
        "number": ("numbers", mark_quantities(corpus)),
        "content": ("reported words", pieces["content"]),
        "cue": ("reporting words", pieces["cue"]),
        "source": ("sources", pieces["source"]),
    }
    for address, page in article_pages(Site(corpus, stems), marks):
        _write(stage / address, page)
    import nbconvert  # noqa: F401  the chapters need it as soon as the kernels are done


def _write_chapters(
    corpus: Corpus, folder: Path, stage: Path, paths: list[Path], notebooks: list[Any]
) -> None:
    """Write one page a notebook, and the index."""
    from analysis.report.chapters import read_chapter
    from analysis.report.pages import Site, chapter_page, index_page

    site = Site(corpus, [path.stem for path in paths])
    chapters = []
    for path, notebook in zip(paths, notebooks, strict=True):
        _show_corpus(notebook, folder)
        chapters.append(read_chapter(notebook, path.stem))
        _write(stage / chapters[-1].href, chapter_page(site, chapters[-1]))
    _write(stage / "index.html", index_page(site, chapters))


def _show_corpus(notebook: Any, folder: Path) -> None:
    """Let the code that readers unfold name the corpus that was read.

    As it was typed, but of an absolute path only the last part: where a folder lies on somebody's
    machine is nobody else's business, and would make the pages differ between machines.
    """
    if folder.resolve() == (_ROOT / "seeds").resolve():
        return
    shown = folder.resolve().name if folder.is_absolute() else folder.as_posix()
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = cell.source.replace('"../seeds"', repr(shown))


def _write_figure_index(figures: Path) -> None:
    if figures.is_dir():
        write_manifest(figures)
        write_gallery(figures)


def _write(path: Path, page: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8", newline="\n")
