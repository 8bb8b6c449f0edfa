"""How a figure is cited: what it shows, the corpus it was drawn from, the program that drew it.

A corpus belongs to those who put it together, so a figure is not cited as the program's own. The
year is that of the program's version: a date of drawing would change with every run.
"""

import importlib.metadata
from typing import NamedTuple

from analysis.report import PROJECT, RELEASED


class Cited(NamedTuple):
    """A figure as citations name it; title and digest of the corpus are empty if not known."""

    id: str
    title: str
    identifier: str
    data_digest: str
    corpus_title: str = ""
    corpus_digest: str = ""


def citation_line(figure: Cited) -> str:
    """One line to cite a figure with."""
    return (
        f"Figure “{figure.title}” ({figure.id}), {_origin(figure)} ({RELEASED[:4]}). "
        f"Identifier {figure.identifier}."
    )


def bibtex_entry(figure: Cited) -> str:
    """The citation as a BibTeX entry, without author: whose corpus it is, its citer knows."""
    digests = [f"Identifier {figure.identifier}", f"data SHA-256 {figure.data_digest}"]
    if figure.corpus_digest:
        digests.append(f"corpus SHA-256 {figure.corpus_digest}")
    fields = {
        "key": _tex(PROJECT),
        "title": "{" + _tex(figure.title) + "}",
        "year": RELEASED[:4],
        "howpublished": _tex(f"Figure {figure.id}, {_origin(figure)}"),
        "note": _tex(", ".join(digests)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{figure.identifier},", *lines, "}"])


def program_version() -> str:
    """Version of this program as it is installed; "not installed" if it is not."""
    try:
        return importlib.metadata.version(PROJECT)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _origin(figure: Cited) -> str:
    corpus = f"the corpus “{figure.corpus_title}”" if figure.corpus_title else "a corpus"
    source = f"from {corpus} (digest {figure.corpus_digest[:12]}) " if figure.corpus_digest else ""
    return f"drawn {source}with {PROJECT} {program_version()}"


def _tex(text: str) -> str:
    named = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(named.get(c, f"\\{c}" if c in "&%$#_{}" else c) for c in text)
