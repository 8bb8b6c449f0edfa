"""Pages of the report: what all share, one page a notebook, and the index."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import jinja2

from analysis.corpus.corpus import Corpus
from analysis.report import PROJECT
from analysis.report.chapters import Chapter, chapter_label, link_here
from analysis.report.evidence import escape
from analysis.report.findings import amount, article_name, outlets_in_words

_TEMPLATES = Path(__file__).parent / "template"
_BRIEF = re.compile(r'(<ol [^>]*class="brief"[^>]*>)(.*?)</ol>', re.DOTALL)
_BRIEF_ITEM = re.compile(r'<li>(<a href="articles/([^"#]+)\.html#[^"]*">)([^<]*)</a></li>')


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
            "link_here": link_here,
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
        heading=chapter.heading,
        body=group_brief_lists(chapter.body, site.corpus),
    )


def group_brief_lists(body: str, corpus: Corpus) -> str:
    """Put the links of lists that do not quote in order of their articles, each under its name."""
    articles = {row["article"]: row for row in corpus.articles.to_dict("records")}

    def regroup(found: re.Match[str]) -> str:
        listed = _BRIEF_ITEM.findall(found[2])
        if len(listed) != found[2].count("<li>"):
            return found[0]
        groups: dict[str, list[str]] = {}
        for opening, article, shown in listed:
            # The id of the article stays for those who do not see the heading above.
            number = shown.removeprefix(article)
            link = f'{opening}<span class="unseen">{article}</span>{number}</a>'
            groups.setdefault(article, []).append(link)
        items = [
            f"<li>{_group_heading(articles[article]) if not place else ''}{link}</li>"
            for article, links in groups.items()
            for place, link in enumerate(links)
        ]
        return f"{found[1]}{''.join(items)}</ol>"

    return _BRIEF.sub(regroup, body)


def _group_heading(row: Mapping[Any, Any]) -> str:
    name = article_name(row)
    return f'<span class="group" dir="auto">{escape(row["outlet"])}: {escape(name)}</span>'


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(_TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)


@cache
def _css() -> str:
    return (_TEMPLATES / "report.css").read_text(encoding="utf-8")
