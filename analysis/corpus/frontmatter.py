"""One plain-text article in one file, described by a few lines at its top.

The front matter stands between two lines of ``---``. ``outlet`` is required (``unknown`` is
allowed); everything else may be left out::

    ---
    outlet: The Marrow Ledger
    published: 2031-04-02
    headline: River rises
    ---
    The article's text.

The value of ``headline:`` is the article's headline, as printed; the rest of the front matter is
furniture. Other values may stand in quotation marks, which are left out.
"""

from collections.abc import Sequence

from analysis.corpus.entries import (
    DATES,
    FIELDS,
    UNKNOWN,
    Article,
    Document,
    Entries,
    Problem,
    Segment,
    date_problem,
    is_date,
    outlet_name,
    slug,
)
from analysis.corpus.text import Span, line_spans, trim

KEYS = ("outlet", "published", "headline", "author", "url", "publisher", "event")
_FENCE = "---"


def has_front_matter(text: str) -> bool:
    """Whether the first line of a document opens a front matter."""
    lines = line_spans(text[:1000])
    return bool(lines) and text[slice(*lines[0])].rstrip() == _FENCE


def read_front_matter(document: Document, events: Sequence[str]) -> Entries:
    """Read one document with front matter as one article.

    Parameters
    ----------
    document
        A document for which ``has_front_matter`` holds.
    events
        The events that the article may belong to if its front matter names none: one is taken as
        inferred, several are a problem. Never empty.

    Returns
    -------
    Entries
        One article with its headline, body and furniture segments. Wrong keys, dates, a missing
        outlet or an event in doubt are among its ``problems``; the article is returned all the
        same.
    """
    entries = Entries()
    lines = line_spans(document.text)
    closing = _closing_line(document.text, lines)
    if closing is None:
        entries.problems.append(
            Problem(
                document.name, 1, "the front matter is never closed", "end it with a line of ---"
            )
        )
        entries.unresolved.add(document.document)
        return entries
    values, spans = _read_keys(document, lines[1:closing], entries.problems)
    article = _article(document, values, events, entries.problems)
    entries.articles.append(article)
    entries.segments = _segments(document, article.article, lines[closing][1], spans)
    return entries


def _closing_line(text: str, lines: list[Span]) -> int | None:
    for number, span in enumerate(lines[1:], start=1):
        if text[slice(*span)].rstrip() == _FENCE:
            return number
    return None


def _read_keys(
    document: Document, lines: list[Span], problems: list[Problem]
) -> tuple[dict[str, str], dict[str, Span]]:
    """Read ``key: value`` lines; report the unreadable ones."""
    values: dict[str, str] = {}
    spans: dict[str, Span] = {}
    for number, (start, end) in enumerate(lines, start=2):
        line = document.text[start:end]
        if not line.strip():
            continue
        key, colon, _ = line.partition(":")
        key = key.strip().lower()
        if not colon or key not in KEYS:
            what = f"front matter has the key {key!r}" if colon else f"{line.strip()!r} has no key"
            remedy = f"keys are {', '.join(KEYS)}; close the front matter with a line of ---"
            problems.append(Problem(document.name, number, what, remedy))
        elif key in values:
            remedy = "keep one of them"
            problems.append(Problem(document.name, number, f"{key} stands twice", remedy))
        else:
            span = trim(document.text, start + line.index(":") + 1, end)
            if key != "headline":
                span = _unquoted(document.text, span)
            values[key], spans[key] = document.text[slice(*span)], span
            if key in DATES and values[key] and not is_date(values[key]):
                problems.append(date_problem(document.name, number, key, values[key]))
    return values, spans


def _unquoted(text: str, span: Span) -> Span:
    """Leave out quotation marks round a whole value, as YAML does; not of "A" and "B"."""
    start, end = span
    mark = text[start : start + 1]
    if end - start < 2 or mark not in ("'", '"') or text[end - 1] != mark:
        return span
    return span if mark in text[start + 1 : end - 1] else trim(text, start + 1, end - 1)


def _article(
    document: Document, values: dict[str, str], events: Sequence[str], problems: list[Problem]
) -> Article:
    if not values.get("outlet"):
        remedy = "add a line 'outlet: NAME' to the front matter ('outlet: unknown' is allowed)"
        problems.append(Problem(document.name, 1, "the outlet is missing", remedy))
    given = {key: values.get(key) or None for key in FIELDS}
    known = {key: "stated" if value else None for key, value in given.items()}
    if given["event"]:
        given["event"] = slug(given["event"])
    else:
        given["event"], known["event"] = events[0], "inferred"
        if len(events) > 1:
            what = f"the event is missing, and the catalogue names several: {', '.join(events)}"
            remedy = f"add a line 'event: {events[0]}', or another of them, to the front matter"
            problems.append(Problem(document.name, 1, what, remedy))
    given["outlet"] = outlet_name(given["outlet"])
    if given["outlet"] == UNKNOWN:
        known["outlet"] = None
    stem = document.document.rsplit("/", 1)[-1]
    url = values.get("url") or None
    return Article(slug(stem), given, known, document.name, 1, url)


def _segments(
    document: Document, article: str, fence_end: int, spans: dict[str, Span]
) -> list[Segment]:
    """Cut the document into furniture, headline, furniture, body; blank pieces are left out."""
    text = document.text
    pieces: list[tuple[int, int, str]] = []
    headline = spans.get("headline", (0, 0))
    if headline[0] < headline[1]:
        pieces += [(0, headline[0], "furniture"), (*headline, "headline")]
    pieces += [(headline[1], fence_end, "furniture"), (fence_end, len(text), "body")]
    trimmed = [(*trim(text, start, end), role) for start, end, role in pieces]
    return [
        Segment(document.document, start, end, role, article, document.name, 1)
        for start, end, role in trimmed
        if start < end
    ]
