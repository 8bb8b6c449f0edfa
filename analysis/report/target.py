"""A folder of output: written aside, put in its place whole, and never over anything else."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.report import UsageError


def check_target(out: Path, kind: str) -> None:
    """Refuse to write where something lies that is no earlier output of this kind.

    Parameters
    ----------
    out
        The folder to write: missing, empty, or one that :func:`new_folder` has written.
    kind
        What is to be written, in one word: "report", "export".

    Raises
    ------
    UsageError
        If ``out`` is a file, or a folder with anything else in it.
    """
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not (out / _marker(kind)).is_file():
        what = f"{out}: exists and is no {kind} of this program"
        raise UsageError(f"{what}; name another folder (OUT=… of make, --out of the command)")


@contextmanager
def new_folder(out: Path, kind: str, digest: str) -> Iterator[Path]:
    """Yield a temporary folder beside ``out``, which takes its place at the end.

    If writing fails, what was there before stays as it was. The finished folder carries a hidden
    file with the digest of the corpus, by which :func:`check_target` knows it again.

    Raises
    ------
    UsageError
        As :func:`check_target`.
    """
    check_target(out, kind)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as work:
        stage = Path(work) / kind
        stage.mkdir()
        yield stage
        (stage / _marker(kind)).write_text(f"{digest}\n", encoding="utf-8")
        _replace(out, stage, Path(work) / "before")


def _marker(kind: str) -> str:
    return f".coverage-{kind}"


def _replace(out: Path, stage: Path, before: Path) -> None:
    """Put the finished folder in its place; the old one goes back if that fails."""
    if out.exists():
        out.rename(before)
    try:
        stage.rename(out)
    except OSError:
        if before.exists():
            before.rename(out)
        raise
