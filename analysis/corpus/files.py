"""Find a corpus folder's documents and decode them."""

import hashlib
from pathlib import Path

from analysis.corpus.aliases import ALIASES
from analysis.corpus.entries import Document, Entries, Problem
from analysis.corpus.measurands import MEASURANDS
from analysis.corpus.text import decode
from analysis.corpus.toml_lines import CATALOGUE

_SUFFIX = ".txt"


def document_id(file: str) -> str:
    """Id of a document: its path inside the corpus without the suffix ``.txt``, however written."""
    return file[: -len(_SUFFIX)] if file.lower().endswith(_SUFFIX) else file


def read_documents(folder: Path, catalogued: set[str]) -> tuple[list[Document], Entries]:
    """Read the documents of a corpus folder.

    Parameters
    ----------
    folder
        The corpus folder.
    catalogued
        File names that the catalogue describes; a README file is a document only if among them.

    Returns
    -------
    documents
        Sorted by file name.
    entries
        Nothing but problems: files or names that cannot be decoded, ids taken twice, no documents.
    """
    entries = Entries()
    if not folder.is_dir():
        what, remedy = "there is no such corpus folder", "check the path"
        if folder.exists():
            what = "this is a file, and a corpus is a folder"
            remedy = f"name the folder that it lies in: {folder.parent.as_posix()}"
        return [], Entries(problems=[Problem(folder.as_posix(), None, what, remedy)])
    documents: dict[str, Document] = {}
    for file in _files(folder, catalogued):
        path = folder / file
        name, identity, raw = path.as_posix(), document_id(file), path.read_bytes()
        if not _is_utf8(file):
            what = "the file's name is not UTF-8, so nothing can refer to it"
            entries.problems.append(Problem(name, None, what, "rename the file"))
            continue
        if identity in documents:
            what = f"the document id {identity!r} is taken already, by {documents[identity].name}"
            entries.problems.append(Problem(name, None, what, "rename one of the files"))
            continue
        try:
            text, encoding = decode(raw)
        except UnicodeDecodeError as error:
            what = f"the file is neither UTF-8 nor Windows-1252 (byte {error.start})"
            entries.problems.append(Problem(name, None, what, "save it again as UTF-8"))
            continue
        sha256 = hashlib.sha256(raw).hexdigest()
        documents[identity] = Document(identity, name, file, sha256, encoding, text)
    if not documents and not entries.problems:
        remedy = "put one plain-text article a file there, with front matter, or a catalogue"
        entries.problems.append(
            Problem(folder.as_posix(), None, "there are no documents (*.txt)", remedy)
        )
    return list(documents.values()), entries


def _files(folder: Path, catalogued: set[str]) -> list[str]:
    """Paths of the documents inside a corpus folder, sorted."""
    paths = [path for path in folder.rglob("*") if path.suffix.lower() == _SUFFIX]
    files = sorted(path.relative_to(folder).as_posix() for path in paths if path.is_file())
    return [file for file in files if file in catalogued or Path(file).stem.lower() != "readme"]


def files_left_out(folder: Path) -> list[str]:
    """Paths of the files inside a corpus folder that are neither documents nor about them, sorted.

    Not named are ``catalogue.toml``, ``aliases.csv``, ``measurands.toml``, files called README and
    what is hidden (its name, or that of a folder it lies in, begins with a dot).
    """
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(
        path.as_posix()
        for path in paths
        if path.suffix.lower() != _SUFFIX
        and path.as_posix() not in (CATALOGUE, ALIASES, MEASURANDS)
        and path.stem.lower() != "readme"
        and not any(part.startswith(".") for part in path.parts)
    )


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
