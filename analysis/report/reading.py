"""The reading view: every article on a page of its own, its marks shown and its sentences named."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import FIELDS, TEXT_ROLES
from analysis.corpus.frontmatter import has_front_matter
from analysis.corpus.text import line_spans
from analysis.report.evidence import escape, highlight_kinds
from analysis.report.findings import article_name, event_name
from analysis.report.pages import Site

_LABELS = {
    "outlet": "Outlet", "publisher": "Publisher", "author": "Author", "published": "Published",
    "event": "Event", "reposted_by": "Copy found at", "reposted_on": "Copy dated",
    "quoted_in": "Quoted in", "headline": "Headline",
}  # fmt: skip
_HOW = {"stated": "stated in the file", "inferred": "inferred", "outside": "not stated there"}


class Reading(NamedTuple):
    """HTML of an article: its headline as printed, what heads its file, and the rest in order."""

    headline: str
    header: str
    body: str


def article_pages(
    site: Site, marks: Mapping[str, tuple[str, pd.DataFrame]]
) -> Iterator[tuple[str, str]]:
    """Yield (address, page) of the reading view of every article.

    ``marks`` maps a CSS class to the label of a kind of mark and its frame; the legend counts the
    ids in it, so that a mark may be in several pieces.
    """
    corpus = site.corpus
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    sentences = dict(iter(corpus.sentences.groupby("article", sort=False)))
    segments = dict(iter(corpus.segments.groupby("article", sort=False)))
    by_kind = {css: dict(iter(frame.groupby("sentence"))) for css, (_, frame) in marks.items()}
    counts = {css: frame.groupby("article")["id"].nunique() for css, (_, frame) in marks.items()}
    for row in corpus.articles.to_dict("records"):
        article, name = row["article"], article_name(row)
        reading = _read(
            texts[row["document"]],
            segments[article],
            sentences.get(article, corpus.sentences.iloc[:0]),
            by_kind,
        )
        legend = [
            {"css": css, "label": label, "count": int(counts[css].get(article, 0))}
            for css, (label, _) in marks.items()
        ]
        page = f"articles/{article}.html"
        yield page, site.render(
            "article.html.j2", name, page, kind="article", toc=[], name=name, reading=reading,
            facts=_facts(corpus, row), legend=legend,
        )  # fmt: skip


def _facts(corpus: Corpus, row: Mapping[Any, Any]) -> list[dict[str, str]]:
    shown = {**row, "event": event_name(corpus, row["event"])}
    facts = [
        {
            "label": _LABELS[key],
            "value": shown[key],
            "known": _HOW.get(row[f"{key}_known"] or "", ""),
        }
        for key in FIELDS
        if row[key] and key != "headline"
    ]
    return [*facts, {"label": "Document", "value": row["document"], "known": ""}]


def _read(
    text: str,
    segments: pd.DataFrame,
    sentences: pd.DataFrame,
    by_kind: Mapping[str, Mapping[Any, pd.DataFrame]],
) -> Reading:
    """Lay out an article's text: sentences with anchors and marks, the rest in grey."""
    rows = sentences[["sentence", "start", "end"]].itertuples(index=False, name=None)
    pending = list(rows)[::-1]
    heading, header, body = "", "", []
    header_end = _header_end(text)
    for start, end, role in zip(segments["start"], segments["end"], segments["role"], strict=True):
        if role not in TEXT_ROLES:
            aside = "".join(f'<p class="aside" dir="auto">{x}</p>' for x in _lines(text[start:end]))
            if end <= header_end:
                header += aside
            else:
                body.append(aside)
            continue
        first = len(pending) == len(sentences)
        paragraphs = _paragraphs(text, (start, end), pending, by_kind)
        # The headline is the title of the page; not so one that stands below other sentences.
        if role == "headline" and first and paragraphs:
            heading = paragraphs.pop(0)
            header = header and header.removesuffix("</p>") + " (the title above)</p>"
        body += [f'<p class="{role}" dir="auto">{paragraph}</p>' for paragraph in paragraphs]
    return Reading(heading, header, "".join(body))


def _header_end(text: str) -> int:
    """Return where the front matter of a document ends; 0 where it has none."""
    if not has_front_matter(text):
        return 0
    fences = (end for start, end in line_spans(text)[1:] if text[start:end].rstrip() == "---")
    return next(fences, 0)


def _paragraphs(
    text: str,
    segment: tuple[int, int],
    pending: list[tuple[Any, ...]],
    by_kind: Mapping[str, Mapping[Any, pd.DataFrame]],
) -> list[str]:
    """HTML of a segment's paragraphs; takes its sentences from the end of ``pending``."""
    reached, end = segment
    done, paragraph = [], ""
    while pending and pending[-1][1] < end:
        identity, first, last = pending.pop()
        gap = text[reached:first]
        if paragraph and "\n" in gap.replace("\r", "\n"):
            done.append(paragraph)
            paragraph, gap = "", ""
        own = {css: frames[identity] for css, frames in by_kind.items() if identity in frames}
        marked = mark_up(text[first:last], first, own)
        anchor = identity.rpartition(".")[2]
        paragraph += f'{escape(gap)}<span id="{anchor}">{marked}</span>'
        reached = last
    return [*done, paragraph] if paragraph else done


def _lines(text: str) -> list[str]:
    return [escape(line) for line in re.split(r"[\r\n]+", text) if line.strip()]


def mark_up(text: str, offset: int, marks: Mapping[str, pd.DataFrame]) -> str:
    """HTML of a sentence with all its marks; where kinds overlap, a stretch carries both classes.

    ``offset`` is where the sentence begins in its document; ``marks`` maps CSS classes to frames.
    """
    placed = (
        ((int(start) - offset, int(end) - offset), css)
        for css, frame in marks.items()
        for start, end in zip(frame["start"], frame["end"], strict=True)
    )
    return highlight_kinds(text, placed)
