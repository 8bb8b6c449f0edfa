"""Two quotes beside each other, or one beneath the other, with what joins or parts them.

What is marked carries a line as well as a colour, and words for those who hear the page.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from analysis.corpus.text import Span
from analysis.report.evidence import Block, Quote, escape, outlet_cell, quoted, source_link
from analysis.report.findings import amount

OPEN_AT_ONCE = 12
"""Groups of a list that need not be unfolded."""


class Mark(NamedTuple):
    """A stretch of a quote: its place in the text, element and class."""

    start: int
    end: int
    tag: str
    look: str = ""


class Side(NamedTuple):
    """One side: what is said of it before its source, its quotes as HTML, and as plain text."""

    label: str
    html: str
    plain: str


class Card(NamedTuple):
    """Two sides under one anchor, with a line above them and lines beneath."""

    anchor: str
    label: str
    head: str
    sides: tuple[Side, Side]
    notes: tuple[str, ...] = ()


def shared_side(quotes: Sequence[Quote], label: str = "", headline: str = "") -> Side:
    """A side of which the marks of its quotes are what both sides have in common.

    ``headline`` is said behind outlet and date, where these do not tell which article is meant.
    """
    html = " … ".join(map(quoted, quotes))
    plain = " … ".join(_bracketed(quote) for quote in quotes)
    return _side(quotes[0], label, headline, html, plain)


def differing_side(
    quote: Quote, marks: Sequence[Mark], label: str = "", headline: str = ""
) -> Side:
    """A side with marks of its own elements, such as ``del`` and ``ins``."""
    bare = quoted(quote._replace(marks=()))
    head = bare[: bare.index(">") + 1]
    plain = _bracketed(quote._replace(marks=tuple(mark[:2] for mark in marks if mark.look)))
    return _side(quote, label, headline, f"{head}{_marked(quote.text, marks)}</q>", plain)


def cards(groups: Sequence[tuple[str, Sequence[Card]]], summary: str, note: str = "") -> Block:
    """Lay out groups of cards, each under its heading; many are folded beyond the first.

    Parameters
    ----------
    groups
        Headings as plain text (empty: none) with their cards.
    summary
        What unfolds the rest: a noun for a group.
    note
        A sentence to be set beneath.
    """
    shown = [_group(heading, own) for heading, own in groups]
    html = "".join(shown[:OPEN_AT_ONCE])
    if rest := shown[OPEN_AT_ONCE:]:
        noun = amount(len(rest), f"more {summary}")
        html += f"<details><summary>{escape(noun)}</summary>{''.join(rest)}</details>"
    if note:
        html += f'<p class="caution beneath">{escape(note)}</p>'
    plain = [line for heading, own in groups for line in _plain(heading, own)]
    return Block(
        f'<div class="two-sided">{html}</div>', "\n".join([*plain, note] if note else plain)
    )


def differing(text: str, runs: Iterable[Span]) -> list[Span]:
    """What of a text lies between some runs of words, from word to word."""
    found, reached = [], 0
    for start, end in [*runs, (len(text), len(text))]:
        places = [at for at in range(reached, start) if text[at].isalnum()]
        if places:
            found.append((places[0], places[-1] + 1))
        reached = end
    return found


def _side(quote: Quote, label: str, headline: str, html: str, plain: str) -> Side:
    said = f'<span class="which">{escape(label)}</span> ' if label else ""
    date = f", {quote.published}" if quote.published else ""
    which = f' <span class="of-headline"><bdi>{escape(headline)}</bdi></span>' if headline else ""
    head = " ".join(filter(None, [label, f"{outlet_cell(quote.outlet)}{date}", headline]))
    source = f'<p class="from">{said}{source_link(quote)}{which}</p>'
    return Side(label, f"{source}{html}", f"{head}: {plain}")


def _group(heading: str, own: Sequence[Card]) -> str:
    title = f'<p class="shared-text"><bdi>{escape(heading)}</bdi></p>' if heading else ""
    return f'<div class="group-of-pairs">{title}{"".join(map(_card, own))}</div>'


def _card(card: Card) -> str:
    sides = "".join(f'<div class="side">{side.html}</div>' for side in card.sides)
    notes = "".join(f"<li>{escape(note)}</li>" for note in card.notes)
    return (
        f'<div class="pair" id="{card.anchor}" role="group" aria-label="{escape(card.label)}">'
        f'<p class="about-pair">{escape(card.head)}</p><div class="sides">{sides}</div>'
        f"{f'<ul>{notes}</ul>' if notes else ''}</div>"
    )


def _plain(heading: str, own: Sequence[Card]) -> Iterable[str]:
    yield from filter(None, [heading])
    for card in own:
        yield f"  {card.head}"
        yield from (f"    {' '.join(side.plain.split())}" for side in card.sides)
        yield from (f"    - {' '.join(note.split())}" for note in card.notes)


def _bracketed(quote: Quote) -> str:
    parts, reached = [], 0
    for start, end in sorted(quote.marks):
        if start >= reached:
            parts.append(f"{quote.text[reached:start]}[{quote.text[start:end]}]")
            reached = end
    return "".join([*parts, quote.text[reached:]])


def _marked(text: str, marks: Iterable[Mark]) -> str:
    """HTML of a text with marks; of marks that overlap, the first in the list has the place."""
    kept: list[Mark] = []
    for mark in marks:
        if mark.start < mark.end and all(
            mark.end <= other.start or other.end <= mark.start for other in kept
        ):
            kept.append(mark)
    parts, reached = [], 0
    for start, end, tag, look in sorted(kept):
        css = f' class="{look}"' if look else ""
        parts.append(f"{escape(text[reached:start])}<{tag}{css}>{escape(text[start:end])}</{tag}>")
        reached = end
    return "".join([*parts, escape(text[reached:])])
