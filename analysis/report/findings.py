"""Findings: sentences whose every number, name and ranking is computed.

A finding is a sentence with numbers that lead to their evidence, a second sentence that says how
sure it is, and an id by which it can be cited. The index page shows those marked ``main``.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.report.evidence import (
    Block,
    Linked,
    Quote,
    anchor_of,
    escape,
    evidence_block,
    number_link,
)

_PLACE = re.compile(r"\{\}")
_QUOTED = re.compile("“[^”]*”")
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_CATEGORY_LABELS = {"certainty": "doubt and uncertainty"}


@dataclass(frozen=True)
class Finding:
    """One computed sentence.

    Attributes
    ----------
    id
        ``finding-<slug>``: page anchor, unique on its page.
    sentence
        Plain text with ``{}`` where a value stands.
    parts
        One for each ``{}``: text, a :class:`Linked` number, or a :class:`Block` of ready HTML.
    caution
        What is not known or cannot be decided; plain text.
    main
        Whether the index page shows it.
    of
        The event that the sentence is about, where there are several; plain text.
    """

    id: str
    sentence: str
    parts: tuple[str | Linked | Block, ...]
    caution: str
    main: bool = False
    of: str = ""

    @property
    def plain(self) -> str:
        """The sentence as plain text."""
        lead = f"{self.of}: " if self.of else ""
        return lead + _fill(_PLACE.split(self.sentence), [_plain(value) for value in self.parts])

    @property
    def html(self) -> str:
        """The sentence as HTML, numbers linked to the lists beneath it."""
        values, index = [], 0
        for value in self.parts:
            if isinstance(value, Linked):
                values.append(number_link(anchor_of(self.id, index), value))
                index += 1
            elif isinstance(value, Block):
                values.append(value.html)
            else:
                values.append(f"<bdi>{escape(value)}</bdi>")
        lead = f"<bdi>{escape(self.of)}</bdi>: " if self.of else ""
        # Units and terms in a sentence are words of a source.
        return lead + _fill([escape(piece) for piece in _PLACE.split(self.sentence)], values)


def show_findings(findings: Sequence[Finding], quotes: Mapping[str, Quote]) -> Block:
    """Lay out findings, each with its caution and the sentences behind its numbers.

    What would be said word for word under neighbouring findings of two events is said under the
    last of them.
    """
    html, plain, about = [], [], []
    following = [*findings[1:], None][: len(findings)]
    for finding, then in zip(findings, following, strict=True):
        linked = [value for value in finding.parts if isinstance(value, Linked)]
        behind = evidence_block(finding.id, linked, quotes, "The sentences behind this finding")
        caution = finding.caution
        if then and finding.of and finding.of != then.of:
            caution = not_repeated(caution, then.caution)
        beneath = f'<p class="caution">{escape(caution)}</p>' if caution else ""
        html.append(
            f'<div class="finding" id="{finding.id}"><p>{finding.html}</p>{beneath}{behind}</div>'
        )
        plain.append("\n  ".join(filter(None, [finding.plain, caution])))
        if finding.main:
            entry = {"id": finding.id, "html": finding.html, "of": finding.of}
            about.append({**entry, "caution": escape(finding.caution)})
    return Block("".join(html), "\n".join(plain), {"findings": about} if about else None)


def not_repeated(caution: str, following: str) -> str:
    """Return a caution without the sentences that stand in the following one word for word."""
    again = set(_SENTENCE_END.split(following))
    return " ".join(said for said in _SENTENCE_END.split(caution) if said not in again)


def amount(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 article", "2 articles"."""
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{number:,} {noun}"


def listing(items: Sequence[str], filled: Sequence[str] | None = None) -> str:
    """Return items as running text: "A", "A and B", "A, B and C".

    Semicolons part them where one holds a comma of its own, so that nobody takes one for two:
    "A; B, late edition; and C". Commas in numbers ("4,000") and in quotation marks part nothing.

    Parameters
    ----------
    items
        Names or phrases; where they have places for values (``{}``), what tells is ``filled``.
    filled
        The names that will stand in the items.
    """
    if len(items) < 2:
        return "".join(items)
    *others, last = items if filled is None else filled
    if any(map(_holds_comma, others)) or (_holds_comma(last) and len(items) > 2):
        return f"{'; '.join(items[:-1])}; and {items[-1]}"
    return f"{', '.join(items[:-1])} and {items[-1]}"


def _holds_comma(name: str) -> bool:
    return ", " in _QUOTED.sub("", name)


def by_event(corpus: Corpus, tell: Callable[[str], Iterable[Finding]]) -> list[Finding]:
    """Collect what ``tell`` finds of each event by its slug; where there are several, say which."""
    events = sorted(map(str, corpus.articles["event"].unique()))
    return [
        replace(finding, of=event_name(corpus, event) if len(events) > 1 else "")
        for event in events
        for finding in tell(event)
    ]


def by_kind(corpus: Corpus, *tells: Callable[[str], Iterable[Finding]]) -> list[Finding]:
    """Findings as `by_event` collects them, those of one kind beneath each other."""
    return [finding for tell in tells for finding in by_event(corpus, tell)]


def event_name(corpus: Corpus, event: object) -> str:
    """Return what an event is called where readers see it: the catalogue's name, else its slug."""
    return corpus.event_names.get(str(event), str(event))


def in_table(text: str, slug: str) -> Block:
    """Return words of a sentence that lead to a table of the same page."""
    return Block(f'<a href="#{slug}">{escape(text)}</a>', text)


def not_independent(reasons: Iterable[str]) -> str:
    """Say in a sentence which outlets are no independent witnesses; empty without reasons.

    ``reasons`` are the clauses of `dependent_pairs`.
    """
    said = "; ".join(dict.fromkeys(filter(None, reasons)))
    return f"Not independent: {said}." if said else ""


def percent(share: float) -> str:
    """Write a share of one as a whole number of per cent: "49 %"."""
    return f"{share:.0%}".replace("%", " %")


def signed(value: float) -> str:
    """Write a difference with its sign: "+1.5", "−0.7", "0.0"."""
    rounded = round(value, 1)
    return f"{rounded:+.1f}".replace("-", "−") if rounded else "0.0"


def category_label(category: str) -> str:
    """Return what a category of hedges is called where readers see it.

    "certainty" is the field's name for words that grade it; nearly all of them express doubt.
    """
    return _CATEGORY_LABELS.get(category, category)


def verb(number: int, singular: str, plural: str) -> str:
    """Return the form of a verb or noun that goes with a number."""
    return singular if number == 1 else plural


def some_of(items: Sequence[str], at_most: int = 5, filled: Sequence[str] | None = None) -> str:
    """Return items as `listing` does; of many the first few and how many more there are."""
    rest = [f"{len(items) - at_most:,} more"] if len(items) > at_most else []
    names = items if filled is None else filled
    return listing([*items[:at_most], *rest], [*names[:at_most], *rest])


def outlet_name(outlet: object) -> str:
    """Return an outlet's name for running text."""
    return "an unknown outlet" if outlet == UNKNOWN else str(outlet)


def article_name(row: Mapping[Any, Any]) -> str:
    """Return what an article is called everywhere: its headline, else its id."""
    return str(row["headline"] or f"{row['article']} (no headline)")


def outlets_in_words(outlets: "pd.Series[Any]") -> str:
    """Count outlets, one entry an article; articles of unknown outlet are counted apart.

    Two articles of unknown outlet need not be of the same one.
    """
    known = amount(outlets[outlets != UNKNOWN].nunique(), "outlet")
    unknown = int((outlets == UNKNOWN).sum())
    return f"{known} (and {unknown:,} of unknown outlet)" if unknown else known


def _fill(pieces: Sequence[str], values: Sequence[str]) -> str:
    return "".join(part for pair in zip(pieces, [*values, ""], strict=True) for part in pair)


def _plain(value: str | Linked | Block) -> str:
    if isinstance(value, Linked):
        return f"{value.total:,}"
    return value.plain if isinstance(value, Block) else value
