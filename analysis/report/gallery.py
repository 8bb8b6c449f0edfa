"""Lists of a folder of saved figures: MANIFEST.json for checks, README.md for readers.

Both read the JSON records that :class:`analysis.report.figures.Figure` saves, so they also serve a
folder of figures drawn in several processes.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib import ft2font

FORMATS = ("svg", "png", "pdf", "csv", "json")


def write_manifest(folder: str | Path) -> Path:
    """Write MANIFEST.json: what drew the figures of a folder, and the SHA-256 of every file.

    Bytes of pictures are comparable only where the recorded versions of matplotlib and FreeType
    are the same; the data digests are comparable everywhere.
    """
    folder = Path(folder)
    figures = {}
    for record in _records(folder):
        files = sorted(folder / f"{record['id']}.{kind}" for kind in FORMATS)
        figures[record["id"]] = {
            "data_sha256": record["data_sha256"],
            "files": {file.name: _sha256(file) for file in files if file.exists()},
        }
    manifest = {
        "matplotlib": matplotlib.__version__,
        "freetype": ft2font.__freetype_version__,
        "figures": figures,
    }
    target = folder / "MANIFEST.json"
    target.write_bytes(f"{json.dumps(manifest, indent=2, ensure_ascii=False)}\n".encode())
    return target


def write_gallery(folder: str | Path) -> Path:
    """Write README.md: every figure of a folder with caption, files, citation and data digest."""
    folder = Path(folder)
    parts = [_GALLERY_HEAD, *(_gallery_entry(record) for record in _records(folder))]
    target = folder / "README.md"
    target.write_bytes("\n".join(parts).encode())
    return target


_GALLERY_HEAD = """# Figures

Every figure is written by the notebooks; none is edited by hand. Beside each picture lie its data
(CSV, with an apostrophe before text that a spreadsheet would run as a formula) and a record (JSON)
with caption, alternative text, digest, licence, citation and BibTeX entry. The identifier ends with
the first 12 digits of the SHA-256 of the CSV file: quote it, and a reader can tell whether the
figure still shows the same data.
"""


def _gallery_entry(record: Mapping[str, Any]) -> str:
    name = record["id"]
    links = " · ".join(f"[{kind.upper()}]({name}.{kind})" for kind in FORMATS)
    return f"""## {_markdown(record["title"])}

![{_markdown(record["alt"])}]({name}.png)

{_markdown(record["caption"])}

- Files: {links}
- Cite as: {_markdown(record["citation"])}
- Data SHA-256: `{record["data_sha256"]}`
"""


def _records(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(file.read_bytes()) for file in sorted(folder.glob("fig-*.json"))]


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _markdown(text: str) -> str:
    # Character references are never structure in Markdown, nor mathematics on hosting sites.
    line = " ".join(text.split())
    return re.sub(r"[^\w\s.,;:()%/“”’–—…·=-]|_", lambda found: f"&#{ord(found[0])};", line)
