"""An executed notebook as a page: body, table of contents, findings and figures."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from analysis.report.evidence import READING
from analysis.report.findings import not_repeated

_TEMPLATES = Path(__file__).parent / "template" / "nbconvert"
_HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.DOTALL)
_TITLE = re.compile(r"<h1[^>]*>.*?</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_PILCROW = re.compile(r'<a class="anchor-link"[^>]*>.*?</a>', re.DOTALL)
_FINDING = re.compile(r'(<div class="finding" id="([^"]+)"><p>)(.*?)</p>', re.DOTALL)


@dataclass
class Chapter:
    """One notebook as a page: its heading, body, contents, findings and figures."""

    href: str
    label: str
    title: str = ""
    question: str = ""
    heading: str = ""
    body: str = ""
    toc: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)


def chapter_label(stem: str) -> str:
    """Return the navigation label of a notebook: "1-hedging" becomes "Hedging"."""
    return stem.lstrip("0123456789-_ ").replace("-", " ").capitalize() or stem


def read_chapter(notebook: Any, stem: str) -> Chapter:
    """Turn an executed notebook into a page body with its table of contents and findings."""
    chapter = Chapter(f"{stem}.html", chapter_label(stem))
    body = _notebook_body(notebook, _anchor_filter(chapter))
    chapter.body = _FINDING.sub(_with_link, inside_report(body))
    # Apart from the body, so that the table of contents can stand below the title.
    if found := _TITLE.search(chapter.body):
        chapter.heading = found[0]
        chapter.body = chapter.body.replace(found[0], "", 1)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            about = output.get("metadata", {})
            chapter.findings += about.get("text/html", {}).get("findings", [])
            figure = about.get("image/png", {}).get("figure_id")
            if figure:
                chapter.figures[figure] = _figure_html(chapter.body, figure)
    for entry, then in pairwise(chapter.findings):
        if entry["of"] and entry["of"] != then["of"]:
            entry["caution"] = not_repeated(entry["caution"], then["caution"])
    for entry in chapter.findings:
        # On the index, the numbers of a finding lead into the page that holds the evidence.
        entry["html"] = entry["html"].replace('href="#', f'href="{chapter.href}#')
        entry["label"] = html.unescape(_TAG.sub("", entry["html"]))[:80]
    return chapter


def link_here(anchor: str, text: str) -> str:
    """HTML of the link to a heading or finding, by which it is cited; shown as "#" by the style."""
    return f' <a class="anchor" href="#{anchor}" aria-label="Link to: {html.escape(text)}"></a>'


def _with_link(found: re.Match[str]) -> str:
    opening, anchor, sentence = found.groups()
    text = html.unescape(_TAG.sub("", sentence))
    return f"{opening}{sentence}{link_here(anchor, text)}</p>"


def inside_report(page: str) -> str:
    """Turn links that work from the notebooks folder into links that work inside the report.

    Text of a source cannot hold this string: its quotation marks are escaped.
    """
    prefix = READING.removesuffix("articles/")
    return page.replace(f'href="{prefix}', 'href="')


def _notebook_body(notebook: Any, headings: Callable[[str], str]) -> str:
    # nbconvert takes half a second to import; the kernels run meanwhile (see render).
    from nbconvert import HTMLExporter, TemplateExporter
    from nbconvert.filters import DataTypeFilter, Highlight2HTML

    exporter = HTMLExporter(
        template_name="report",
        extra_template_basedirs=[str(_TEMPLATES)],
        filters={
            "headings_to_anchors": headings,
            "highlight_code": Highlight2HTML(pygments_lexer="python"),
            "filter_data_type": DataTypeFilter(),
        },
    )
    # HTMLExporter would parse the whole page once more, to mend what our template does not need.
    body, _ = TemplateExporter.from_notebook_node(exporter, notebook)
    return str(body)


def _anchor_filter(chapter: Chapter) -> Callable[[str], str]:
    """Markdown to HTML with unique plain ids on headings, collected for the table of contents."""
    from nbconvert.filters import markdown2html

    seen: dict[str, int] = {}

    def convert(source: str) -> str:
        def anchor(found: re.Match[str]) -> str:
            level, inner = int(found[1]), _PILCROW.sub("", found[2]).strip()
            text = html.unescape(_TAG.sub("", inner))
            name = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "section"
            seen[name] = seen.get(name, 0) + 1
            name = name if seen[name] == 1 else f"{name}-{seen[name]}"
            if level == 1:
                chapter.title = chapter.title or text
            elif level <= 3:
                chapter.toc.append({"id": name, "text": text, "level": level})
            link = link_here(name, text) if level > 1 else ""
            return f'<h{level} id="{name}">{inner}{link}</h{level}>'

        converted = _HEADING.sub(anchor, str(markdown2html(source)))
        if not chapter.question and chapter.toc:
            paragraph = re.search(r"<p>(.*?)</p>", converted, re.DOTALL)
            chapter.question = html.unescape(_TAG.sub("", paragraph[1])) if paragraph else ""
        return converted

    return convert


def _figure_html(body: str, figure: str) -> str:
    found = re.search(rf'<figure id="{figure}">.*?</figure>', body, re.DOTALL)
    return found[0] if found else ""
