"""From a number to the sentences behind it: quotes, links to them, and lists of them.

A number in the report is a :class:`Linked`: it knows the ids of what it counts. Beneath each table
or finding stands a folded list for each of its numbers, with as many quotes as the number says;
each quote links to its sentence in the reading view of the article.
"""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.text import Span

BRIEF_ABOVE = 300
"""Lists of more items link without quoting, so that pages on large corpora stay readable."""

READING = "../reports/articles/"
"""Where links lead from a notebook; pages of the report drop the ``../reports/``."""


def escape(text: object) -> str:
    """Escape text of a source for HTML, attributes included.

    Carriage returns become character references: a parser would otherwise turn them into line
    feeds, and the quote would no longer be what stands in the document.
    """
    return html.escape(str(text), quote=True).replace("\r", "&#13;")


class Quote(NamedTuple):
    """One sentence as it is shown behind a number; ``marks`` are what is highlighted in it.

    ``beside`` are other places that belong to what is counted, quoted with it; ``lead`` is said
    before the quote. ``kinds`` are classes of the marks, of each one, where there are any.
    """

    article: str
    anchor: str
    outlet: str
    published: str | None
    document: str
    start: int
    text: str
    marks: tuple[Span, ...] = ()
    beside: tuple["Quote", ...] = ()
    lead: str = ""
    kinds: tuple[str, ...] = ()


class Linked(NamedTuple):
    """A number that leads to what it counts: ``ids`` of quotes, and a label that says of what.

    ``brief`` lists link to their sentences without quoting them; so do lists that are very long.
    """

    ids: tuple[str, ...]
    label: str
    brief: bool = False

    @property
    def total(self) -> int:
        """The number shown."""
        return len(self.ids)


@dataclass(frozen=True)
class Block:
    """A piece of page: HTML for readers, plain text for comparing stored outputs by eye.

    ``about`` travels as output metadata; the index page picks up findings by it.
    """

    html: str
    plain: str
    about: Mapping[str, object] | None = None

    def _repr_mimebundle_(
        self, **_options: object
    ) -> tuple[dict[str, str], dict[str, Mapping[str, object]]]:
        return {"text/html": self.html, "text/plain": self.plain}, {"text/html": self.about or {}}


def quotes_of(corpus: Corpus, *marks: pd.DataFrame) -> dict[str, Quote]:
    """Quotes for every article, every sentence and every given mark, by id.

    The quote of an article is its first sentence, which is its headline where it has one, and
    empty where the article has no sentence.
    """
    articles = corpus.articles.set_index("article")
    outlets = articles["outlet"].to_dict()
    published = articles["published"].to_dict()
    quotes: dict[str, Quote] = {
        article: Quote(article, "main", outlets[article], published[article], document, 0, "")
        for article, document in corpus.articles[["article", "document"]].itertuples(index=False)
    }
    columns = ["sentence", "article", "document", "start", "text"]
    for row in corpus.sentences[columns].itertuples(index=False, name=None):
        sentence, article, document, start, text = row
        anchor = sentence.rpartition(".")[2]
        quote = Quote(article, anchor, outlets[article], published[article], document, start, text)
        quotes[sentence] = quote
        if not quotes[article].text:
            quotes[article] = quote
    for frame in marks:
        columns = ["id", "sentence", "start", "end"]
        for identity, sentence, start, end in frame[columns].itertuples(index=False, name=None):
            quote = quotes[sentence]
            mark = (start - quote.start, end - quote.start)
            quotes[identity] = quote._replace(marks=(mark,))
            quotes[sentence] = quote._replace(marks=(*quote.marks, mark))
    return quotes


_CLOSED_BY = {
    "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‹": "›", '"': '"', "'": "'",
}  # fmt: skip
"""Quotation marks that open, with those that close again."""

_OPENED_BY = {"”": "“„”", "»": "«", '"': '"'}
_KINDS = {"content": "what is reported", "cue": "the word that reports it", "source": "its source"}
_KEY = (
    '<p class="legend">Marked: '
    + ", ".join(f'<mark class="{kind}">{name}</mark>' for kind, name in _KINDS.items())
    + ". Before an arrow stand the words for a source, behind it the name they lead to.</p>"
)


def number_link(anchor: str, linked: Linked) -> str:
    """HTML of a number: a link to its list of sentences, or plain 0 where there are none."""
    if not linked.ids:
        return "0"
    shown = f"{linked.total:,}"
    label = f"{shown}: show the evidence for {linked.label}"
    return (
        f'<a class="count" href="#{anchor}" data-count="{linked.total}" '
        f'aria-label="{escape(label)}">{shown}</a>'
    )


def evidence_list(anchor: str, linked: Linked, quotes: Mapping[str, Quote]) -> str:
    """HTML of the folded list behind one number; empty for a number that is 0."""
    if not linked.ids:
        return ""
    brief = linked.brief or linked.total > BRIEF_ABOVE
    item, style = (_brief_item, ' class="brief"') if brief else (_item, "")
    items = "".join(item(quotes[identity]) for identity in linked.ids)
    return (
        f'<details class="evidence-list"><summary>{escape(linked.label)}: {linked.total:,}'
        f'</summary><ol id="{anchor}" data-count="{linked.total}"{style}>{items}</ol></details>'
    )


def evidence_block(
    slug: str, linked: Iterable[Linked], quotes: Mapping[str, Quote], heading: str
) -> str:
    """HTML of all lists behind the numbers of one table or finding, folded under one heading."""
    lists = [
        evidence_list(anchor_of(slug, index), number, quotes) for index, number in enumerate(linked)
    ]
    shown = "".join(lists)
    if not shown:
        return ""
    key = _KEY if any(f'<mark class="{kind}"' in shown for kind in _KINDS) else ""
    return f'<details class="evidence"><summary>{escape(heading)}</summary>{key}{shown}</details>'


def anchor_of(slug: str, index: int) -> str:
    """Page anchor of the list behind the n-th number of a table or finding."""
    return f"{slug}-n{index + 1}"


def opens_with_mark(text: str) -> bool:
    """Whether a text begins with a quotation mark of its own."""
    return text.lstrip().startswith(tuple(_CLOSED_BY))


def _own_marks(text: str) -> str:
    """Classes of a quote at whose ends marks of its own take the place of ours.

    What such a mark opens, and none closes, is closed by ours, and the other way round.
    """
    words = text.strip()
    first, last, inside = words[:1], words[-1:], words[1:]
    opened = first in _CLOSED_BY
    closed = any(mark in inside for mark in _CLOSED_BY.get(first, ""))
    if not opened and last in _OPENED_BY:
        closed = not any(mark in words[:-1] for mark in _OPENED_BY[last])
    return " ".join(["own-opening"] * opened + ["own-closing"] * closed)


def _item(quote: Quote) -> str:
    beside = "".join(
        f'<div class="beside">{source_link(each)} {quoted(each)}</div>' for each in quote.beside
    )
    lead = f'<span class="lead-in"><bdi>{escape(quote.lead)}</bdi></span> ' if quote.lead else ""
    return f"<li>{source_link(quote)} {lead}{quoted(quote)}{beside}</li>"


def outlet_cell(outlet: object) -> str:
    """Return an outlet's name for lists, tables and figures."""
    return "outlet unknown" if outlet == UNKNOWN else str(outlet)


def source_link(quote: Quote) -> str:
    """HTML of the link to a quote's place: outlet and date of its article."""
    date = f", {escape(quote.published)}" if quote.published else ""
    return (
        f'<a href="{READING}{quote.article}.html#{quote.anchor}">'
        f"<bdi>{escape(outlet_cell(quote.outlet))}</bdi>{date}</a>"
    )


def quoted(quote: Quote, tag: str = "mark") -> str:
    """HTML of a quote's words, with its marks as elements of some name.

    Where the words begin or end with a quotation mark of their own, ours is left out there.
    """
    if not quote.text:
        return '<span class="muted">no text to quote</span>'
    where = (
        f'data-document="{escape(quote.document)}" data-start="{quote.start}" '
        f'data-end="{quote.start + len(quote.text)}"'
    )
    if quote.kinds:
        shown = highlight_kinds(quote.text, zip(quote.marks, quote.kinds, strict=True))
    else:
        shown = highlight(quote.text, quote.marks, tag)
    own = _own_marks(quote.text)
    look = f' class="{own}"' if own else ""
    return f'<q{look} dir="auto" {where}>{shown}</q>'


def _brief_item(quote: Quote) -> str:
    return f"<li>{', '.join(map(_brief_link, (quote, *quote.beside)))}</li>"


def _brief_link(quote: Quote) -> str:
    name = f"{quote.article} {quote.anchor.removeprefix('s')}"
    return f'<a href="{READING}{quote.article}.html#{quote.anchor}">{name}</a>'


def highlight(text: str, marks: Iterable[Span], tag: str = "mark") -> str:
    """HTML of a text with some spans of it marked; the spans may meet or overlap."""
    out, reached = [], 0
    for start, end in sorted(marks):
        first = max(start, reached)
        if first < end:
            out.append(f"{escape(text[reached:first])}<{tag}>{escape(text[first:end])}</{tag}>")
            reached = end
    return "".join([*out, escape(text[reached:])])


def highlight_kinds(text: str, marks: Iterable[tuple[Span, str]]) -> str:
    """HTML of a text with marks of several kinds; what two of them share carries both classes."""
    placed = [(start, end, kind) for (start, end), kind in marks]
    cuts = sorted({0, len(text), *(cut for start, end, _ in placed for cut in (start, end))})
    out = []
    for left, right in pairwise(cuts):
        kinds = sorted({kind for start, end, kind in placed if start <= left and right <= end})
        piece = escape(text[left:right])
        marked = kinds and not piece.isspace()  # a blank between two marks
        out.append(f'<mark class="{" ".join(kinds)}">{piece}</mark>' if marked else piece)
    return "".join(out)
