"""Pages of the report: one a notebook, one an article, and the index."""

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import FIELDS, TEXT_ROLES
from analysis.report import PROJECT
from analysis.report.evidence import READING, escape
from analysis.report.findings import amount, article_name, outlets_in_words

_TEMPLATES = Path(__file__).parent / "template"
_HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_PILCROW = re.compile(r'<a class="anchor-link"[^>]*>.*?</a>', re.DOTALL)
_LABELS = {
    "outlet": "Outlet", "publisher": "Publisher", "author": "Author", "published": "Published",
    "event": "Event", "reposted_by": "Copy found at", "reposted_on": "Copy dated",
    "quoted_in": "Quoted in", "headline": "Headline",
}  # fmt: skip
_HOW = {"stated": "stated in the document", "inferred": "inferred", "outside": "not stated there"}


@dataclass
class Chapter:
    """One notebook as a page: its body, headings, findings and figures."""

    href: str
    label: str
    title: str = ""
    question: str = ""
    body: str = ""
    toc: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)


class Site:
    """What all pages of one report share: navigation, footer, style."""

    def __init__(self, corpus: Corpus, chapters: Sequence[str]) -> None:
        self.corpus = corpus
        items = [{"href": "index.html", "label": "Overview"}]
        items += [{"href": f"{stem}.html", "label": chapter_label(stem)} for stem in chapters]
        self.pages = items

    def render(self, template: str, title: str, here: str, **values: Any) -> str:
        """Fill a template; ``here`` is the page's address within the report."""
        shared = {
            "css": _css(),
            "generator": generator(),
            "digest": self.corpus.digest,
            "summary": self.summary,
            "pages": self.pages,
            "root": "../" * here.count("/"),
        }
        page = _environment().get_template(template)
        return page.render(shared | {"title": title, "here": here} | values)

    @cached_property
    def summary(self) -> str:
        """How many articles, outlets and events the corpus holds, in words."""
        articles = self.corpus.articles
        count = amount(len(articles), "article")
        events = articles["event"].nunique()
        on = f" on {events:,} events" if events > 1 else ""
        return f"{count} of {outlets_in_words(articles['outlet'])}{on}"


def generator() -> str:
    """Return name and version of this program."""
    try:
        return f"{PROJECT} {version(PROJECT)}"
    except PackageNotFoundError:
        return PROJECT


def chapter_label(stem: str) -> str:
    """Return the navigation label of a notebook: "1-hedging" becomes "Hedging"."""
    return stem.lstrip("0123456789-_ ").replace("-", " ").capitalize() or stem


def read_chapter(notebook: Any, stem: str) -> Chapter:
    """Turn an executed notebook into a page body with its table of contents and findings."""
    chapter = Chapter(f"{stem}.html", chapter_label(stem))
    body = _notebook_body(notebook, _anchor_filter(chapter))
    chapter.body = inside_report(body)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            about = output.get("metadata", {})
            chapter.findings += about.get("text/html", {}).get("findings", [])
            figure = about.get("image/png", {}).get("figure_id")
            if figure:
                chapter.figures[figure] = _figure_html(chapter.body, figure)
    for entry in chapter.findings:
        # On the index, the numbers of a finding lead into the page that holds the evidence.
        entry["html"] = entry["html"].replace('href="#', f'href="{chapter.href}#')
        entry["label"] = html.unescape(_TAG.sub("", entry["html"]))[:80]
    return chapter


def inside_report(page: str) -> str:
    """Turn links that work from the notebooks folder into links that work inside the report.

    Text of a source cannot hold this string: its quotation marks are escaped.
    """
    prefix = READING.removesuffix("articles/")
    return page.replace(f'href="{prefix}', 'href="')


def index_page(site: Site, chapters: Sequence[Chapter]) -> str:
    """Return the index: question, main findings, the corpus in one picture, contents, articles."""
    picture = next(
        (chapter.figures[key] for chapter in chapters for key in ("fig-coverage",) if key in
         chapter.figures), "",
    )  # fmt: skip
    articles = [
        {**row, "name": article_name(row)} for row in site.corpus.articles.to_dict("records")
    ]
    title = site.corpus.title or "How several outlets cover one event"
    toc = [
        {"id": "findings", "text": "What stands out", "level": 2},
        {"id": "corpus", "text": "The corpus in one picture", "level": 2},
        {"id": "contents", "text": "Contents", "level": 2},
        {"id": "articles", "text": "The articles", "level": 2},
        {"id": "cite", "text": "Cite and reuse", "level": 2},
    ]
    return site.render(
        "index.html.j2", title, "index.html", kind="index", toc=toc, chapters=chapters,
        picture=picture, articles=articles,
    )  # fmt: skip


def chapter_page(site: Site, chapter: Chapter) -> str:
    """Return the page of one notebook."""
    return site.render(
        "page.html.j2",
        chapter.title or chapter.label,
        chapter.href,
        kind="chapter",
        toc=chapter.toc,
        body=chapter.body,
    )


def article_pages(
    site: Site, marks: Mapping[str, tuple[str, pd.DataFrame]]
) -> Iterator[tuple[str, str]]:
    """Yield (address, page) of the reading view of every article.

    ``marks`` maps a CSS class to the label of a kind of mark and its frame.
    """
    corpus = site.corpus
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    sentences = dict(iter(corpus.sentences.groupby("article", sort=False)))
    segments = dict(iter(corpus.segments.groupby("article", sort=False)))
    by_kind = {css: dict(iter(frame.groupby("sentence"))) for css, (_, frame) in marks.items()}
    counts = {css: frame["article"].value_counts() for css, (_, frame) in marks.items()}
    for row in corpus.articles.to_dict("records"):
        article = row["article"]
        body = _reading(
            texts[row["document"]],
            segments[article],
            sentences.get(article, corpus.sentences.iloc[:0]),
            by_kind,
        )
        legend = [
            {"css": css, "label": label, "count": int(counts[css].get(article, 0))}
            for css, (label, _) in marks.items()
        ]
        facts = [
            {
                "label": _LABELS[key],
                "value": row[key],
                "known": _HOW.get(row[f"{key}_known"] or "", ""),
            }
            for key in FIELDS
            if row[key] and key != "headline"
        ]
        facts.append({"label": "Document", "value": row["document"], "known": ""})
        page = f"articles/{article}.html"
        yield page, site.render(
            "article.html.j2", article_name(row), page, kind="article", toc=[], body=body,
            name=article_name(row), facts=facts, legend=legend,
        )  # fmt: skip


def _reading(
    text: str,
    segments: pd.DataFrame,
    sentences: pd.DataFrame,
    by_kind: Mapping[str, Mapping[Any, pd.DataFrame]],
) -> str:
    """HTML of an article's text: sentences with anchors and marks, the rest in grey."""
    rows = sentences[["sentence", "start", "end"]].itertuples(index=False, name=None)
    pending = list(rows)[::-1]
    out = []
    for start, end, role in zip(segments["start"], segments["end"], segments["role"], strict=True):
        if role not in TEXT_ROLES:
            out += [f'<p class="aside" dir="auto">{line}</p>' for line in _lines(text[start:end])]
            continue
        reached, paragraph = start, ""
        while pending and pending[-1][1] < end:
            identity, first, last = pending.pop()
            gap = text[reached:first]
            if paragraph and "\n" in gap.replace("\r", "\n"):
                out.append(f'<p class="{role}" dir="auto">{paragraph}</p>')
                paragraph, gap = "", ""
            own = {css: frames[identity] for css, frames in by_kind.items() if identity in frames}
            marked = mark_up(text[first:last], first, own)
            anchor = identity.rpartition(".")[2]
            paragraph += f'{escape(gap)}<span id="{anchor}">{marked}</span>'
            reached = last
        if paragraph:
            out.append(f'<p class="{role}" dir="auto">{paragraph}</p>')
    return "".join(out)


def _lines(text: str) -> list[str]:
    return [escape(line) for line in re.split(r"[\r\n]+", text) if line.strip()]


def mark_up(text: str, offset: int, marks: Mapping[str, pd.DataFrame]) -> str:
    """HTML of a sentence with all its marks; where kinds overlap, a stretch carries both classes.

    ``offset`` is where the sentence begins in its document; ``marks`` maps CSS classes to frames.
    """
    spans = [
        (int(start) - offset, int(end) - offset, css)
        for css, frame in marks.items()
        for start, end in zip(frame["start"], frame["end"], strict=True)
    ]
    cuts = sorted({0, len(text), *(cut for start, end, _ in spans for cut in (start, end))})
    out = []
    for left, right in pairwise(cuts):
        kinds = sorted({css for start, end, css in spans if start <= left and right <= end})
        piece = escape(text[left:right])
        out.append(f'<mark class="{" ".join(kinds)}">{piece}</mark>' if kinds else piece)
    return "".join(out)


def _notebook_body(notebook: Any, headings: Callable[[str], str]) -> str:
    # nbconvert takes half a second to import; the kernels run meanwhile (see render).
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        template_name="report",
        extra_template_basedirs=[str(_TEMPLATES / "nbconvert")],
        filters={"headings_to_anchors": headings},
    )
    body, _ = exporter.from_notebook_node(notebook)
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
            return f'<h{level} id="{name}">{inner}</h{level}>'

        converted = _HEADING.sub(anchor, str(markdown2html(source)))
        if not chapter.question and chapter.toc:
            paragraph = re.search(r"<p>(.*?)</p>", converted, re.DOTALL)
            chapter.question = html.unescape(_TAG.sub("", paragraph[1])) if paragraph else ""
        return converted

    return convert


def _figure_html(body: str, figure: str) -> str:
    found = re.search(rf'<figure id="{figure}">.*?</figure>', body, re.DOTALL)
    return found[0] if found else ""


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(_TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)


@cache
def _css() -> str:
    return (_TEMPLATES / "report.css").read_text(encoding="utf-8")
