"""A figure one can cite: picture, caption, alternative text and data under one fixed id.

``Figure`` keeps what was drawn beside the drawing. :meth:`Figure.save` writes the picture (SVG,
PNG, PDF), the data (CSV) and a record (JSON); the picture files carry id and data digest in their
metadata. Two runs with the same matplotlib and FreeType give the same bytes.
"""

import base64
import hashlib
import io
import json
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

# Its notes about building a font cache would otherwise reach stderr, and so a notebook's outputs.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

import matplotlib  # noqa: E402
import matplotlib.figure  # noqa: E402
import pandas as pd  # noqa: E402

from analysis.corpus.corpus import Corpus  # noqa: E402
from analysis.report import PROJECT  # noqa: E402
from analysis.report.citation import (  # noqa: E402
    Cited,
    bibtex_entry,
    citation_line,
    program_version,
)
from analysis.report.safe_csv import csv_lines  # noqa: E402

LICENCE = "MIT"
WIDTH = 7.5
"""Inches: the widest figure that journals print (2,250 pixels at 300 dpi)."""

TEXT_SIZE = 8.0
SMALL_TEXT_SIZE = 7.5
SCREEN_DPI = 150
PRINT_DPI = 300

_STYLE: Any = {
    "axes.axisbelow": True,
    "axes.edgecolor": "#767676",
    "axes.grid": False,
    "axes.labelsize": TEXT_SIZE,
    "axes.linewidth": 0.6,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": TEXT_SIZE + 0.5,
    "axes.titleweight": "bold",
    "axes.unicode_minus": True,
    "figure.constrained_layout.h_pad": 0.06,
    "figure.constrained_layout.w_pad": 0.08,
    "figure.dpi": PRINT_DPI,
    "figure.titlesize": 10.5,
    "figure.titleweight": "bold",
    "font.family": ["DejaVu Sans"],
    "font.size": TEXT_SIZE,
    "grid.color": "#dddddd",
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.8,
    "legend.fontsize": TEXT_SIZE,
    "legend.frameon": False,
    "pdf.fonttype": 42,
    "ps.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": PROJECT,
    # Labels come from data: a "$" in an outlet's name is a dollar sign, not mathematics.
    "text.parse_math": False,
    "xtick.labelsize": SMALL_TEXT_SIZE,
    "ytick.labelsize": TEXT_SIZE,
    "xtick.major.width": 0.6,
    "ytick.major.size": 0,
}


@contextmanager
def style() -> Iterator[None]:
    """Draw in the project's style, whatever matplotlibrc the reader has; also a decorator."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_STYLE)
        yield


@dataclass(frozen=True, eq=False)
class Figure:
    """A drawn figure with everything needed to read, check and cite it.

    Attributes
    ----------
    id
        ``fig-<slug>``, fixed in code: file name, page anchor and part of the identifier.
    figure
        The drawing. Its overall title is the figure's title.
    caption
        Plain text: what is shown, with n, unit and source.
    alt
        Plain text for those who do not see the picture; computed from the data.
    data
        What is drawn, tidy, one row per mark.
    columns
        Descriptions of the columns of ``data``.
    corpus_title, corpus_digest
        The corpus that the figure was drawn from, for its citation; :meth:`of` sets them.

    Raises
    ------
    ValueError
        If the id is not of the form ``fig-<slug>``.
    """

    id: str
    figure: matplotlib.figure.Figure
    caption: str
    alt: str
    data: pd.DataFrame
    columns: Mapping[str, str] = field(default_factory=dict)
    corpus_title: str = ""
    corpus_digest: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"fig-[a-z0-9]+(-[a-z0-9]+)*", self.id):
            raise ValueError(f"id is {self.id!r}; write it as fig-<slug>, such as fig-coverage")
        if self.figure.get_layout_engine() is None:
            return
        # The layout is settled once, so that no file depends on which format was written before.
        with style():
            self.figure.draw_without_rendering()
            # None, not "none": that leaves a placeholder, for which every file is drawn twice.
            self.figure.set_layout_engine(None)
            # The solver's last digits vary from run to run, and SVG names clips after them.
            for axes in self.figure.axes:
                axes.set_position(tuple(round(v, 5) for v in axes.get_position().bounds))

    @property
    def title(self) -> str:
        """The figure's title, on one line."""
        return " ".join(self.figure.get_suptitle().split())

    @cached_property
    def csv(self) -> str:
        """The data as CSV text.

        Floats have six significant digits, lists are joined by ``;`` and text that a spreadsheet
        would run as a formula begins with an apostrophe, as :mod:`analysis.report.safe_csv` says.
        """
        columns = [_plain(self.data[name]) for name in self.data.columns]
        rows = zip(*columns, strict=True)
        return "".join(csv_lines(map(str, self.data.columns), rows, ".6g"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the data as CSV, in hexadecimal: the same under any version of pandas."""
        return hashlib.sha256(self.csv.encode()).hexdigest()

    @property
    def identifier(self) -> str:
        """``project:id:<12 digits of the digest>``: what a citation quotes and the files carry."""
        return f"{PROJECT}:{self.id}:{self.digest[:12]}"

    @property
    def citation(self) -> str:
        """One line to cite the figure with."""
        return citation_line(self._cited)

    @property
    def bibtex(self) -> str:
        """The citation as a BibTeX entry."""
        return bibtex_entry(self._cited)

    def of(self, corpus: Corpus) -> "Figure":
        """Return the same figure, whose citation names the corpus that it was drawn from."""
        return replace(self, corpus_title=corpus.title, corpus_digest=corpus.digest)

    @property
    def record(self) -> dict[str, Any]:
        """What the JSON file says: id, title, texts, digests, columns, licence, citation."""
        return {
            "id": self.id,
            "title": self.title,
            "caption": self.caption,
            "alt": self.alt,
            "identifier": self.identifier,
            "data_sha256": self.digest,
            "columns": [
                {"name": str(name), "description": self.columns.get(str(name), "")}
                for name in self.data.columns
            ],
            "licence": LICENCE,
            "corpus_title": self.corpus_title,
            "corpus_sha256": self.corpus_digest,
            "project": PROJECT,
            "version": program_version(),
            "citation": self.citation,
            "bibtex": self.bibtex,
        }

    def render(self, kind: str) -> bytes:
        """Draw the figure as ``svg``, ``png`` (300 dpi) or ``pdf``, with its metadata."""
        return self._draw(kind, PRINT_DPI)

    def save(self, folder: str | Path | None) -> "Figure":
        """Write ``<id>.{svg,png,pdf,csv,json}`` into a folder, made if missing; return the figure.

        ``None`` writes nothing, so a notebook can pass a parameter straight on.
        """
        if folder is None:
            return self
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for kind in ("svg", "png", "pdf"):
            (folder / f"{self.id}.{kind}").write_bytes(self.render(kind))
        (folder / f"{self.id}.csv").write_bytes(self.csv.encode())
        record = json.dumps(self.record, indent=2, ensure_ascii=False)
        (folder / f"{self.id}.json").write_bytes(f"{record}\n".encode())
        return self

    @property
    def _cited(self) -> Cited:
        corpus = self.corpus_title, self.corpus_digest
        return Cited(self.id, self.title, self.identifier, self.digest, *corpus)

    def _draw(self, kind: str, dpi: int) -> bytes:
        buffer = io.BytesIO()
        with style():
            self.figure.savefig(buffer, format=kind, dpi=dpi, metadata=self._metadata(kind))
        return buffer.getvalue()

    def _metadata(self, kind: str) -> dict[str, Any]:
        # Dates and versions of software are left out: they would change the bytes of every run.
        title, about, key = self.title, self.caption, self.identifier
        if kind == "svg":
            names = {"Description": about, "Identifier": key, "Rights": LICENCE, "Creator": PROJECT}
            return {"Title": title, **names, "Date": None}
        if kind == "pdf":
            dropped = dict.fromkeys(("Creator", "Producer", "CreationDate"))
            return {"Title": title, "Author": PROJECT, "Subject": about, "Keywords": key, **dropped}
        names = {"Description": about, "Identifier": key, "Copyright": LICENCE, "Comment": self.alt}
        return {"Title": title, "Author": PROJECT, **names, "Software": None}

    def _repr_mimebundle_(
        self, **_options: object
    ) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
        text = f"[{self.id}] {self.caption}\nAlt: {self.alt}\nData sha256: {self.digest}"
        picture = base64.b64encode(self._draw("png", SCREEN_DPI)).decode()
        about = {
            "alt": self.alt,
            "caption": self.caption,
            "figure_id": self.id,
            "title": self.title,
            "identifier": self.identifier,
            "digest": self.digest,
            "citation": self.citation,
            "width": round(WIDTH * 96),
        }
        return {"text/plain": text, "image/png": picture}, {"image/png": about}


def _plain(column: pd.Series) -> list[object]:
    """Cells in a form that no version of pandas changes: lists joined, missing values None."""
    return [_cell(value) for value in column.tolist()]


def _cell(value: object) -> object:
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    return None if pd.isna(value) else value  # type: ignore[call-overload]
