"""Checks of a corpus as a whole: ids, hosts, headlines, and that no character is left out."""

from collections.abc import Iterator, Sequence

from analysis.corpus.entries import TEXT_ROLES, Article, Document, Entries, Problem, Segment
from analysis.corpus.text import Span, line_spans, trim


def find_problems(
    documents: Sequence[Document],
    segments: Sequence[Segment],
    entries: Entries,
    headlines: dict[str, str],
) -> Iterator[Problem]:
    """Yield what is wrong with a corpus beyond single tables, in a stable order.

    ``segments`` are sorted by document and start; ``headlines`` come from
    :func:`printed_headlines`.
    """
    declared: dict[str, Article] = {}
    for article in entries.articles:
        declared.setdefault(article.article, article)
    owned = [(piece.article, piece) for piece in segments if piece.article is not None]
    homes: dict[str, str] = {}
    for owner, piece in owned:
        homes.setdefault(owner, piece.document)
    worded = {owner for owner, piece in owned if piece.role in TEXT_ROLES}
    files = {document.name for document in documents}
    twice = list(_duplicate_ids(entries.articles, declared, files))
    yield from twice
    for _, piece in owned:
        yield from _piece_problems(piece, declared, {} if twice else homes)
    for article in entries.articles:
        yield from _article_problems(article, declared, headlines)
        if article.article not in worded:
            yield from _wordless(article, article.source in files, bool(entries.unresolved))
    yield from _event_problems(entries)
    for document in documents:
        own = [piece for piece in segments if piece.document == document.document]
        yield from _coverage_problems(document, own, document.document not in entries.unresolved)


def printed_headlines(texts: dict[str, str], segments: Sequence[Segment]) -> dict[str, str]:
    """Text of each article's first headline piece, white space collapsed."""
    found: dict[str, str] = {}
    for piece in segments:
        if piece.role == "headline" and piece.article is not None:
            words = " ".join(texts[piece.document][piece.start : piece.end].split())
            found.setdefault(piece.article, words)
    return found


def _duplicate_ids(
    articles: Sequence[Article], declared: dict[str, Article], files: set[str]
) -> Iterator[Problem]:
    """Report ids given twice; front matter has no id to change, its file's name is the id."""
    for article in articles:
        first = declared[article.article]
        if first is not article:
            where = f"{first.source}:{first.line}" if first.line else first.source
            what = f"the article id {article.article!r} is taken already, at {where}"
            by_name = [each.source for each in (first, article) if each.source in files]
            if len(by_name) == 2:
                remedy = "rename one of the files"
            elif by_name:
                remedy = f"rename {by_name[0]}, or give the catalogue's article another id"
            else:
                remedy = "give one of the two articles another id"
            yield Problem(article.source, article.line, what, remedy)


def _piece_problems(
    piece: Segment, declared: dict[str, Article], homes: dict[str, str]
) -> Iterator[Problem]:
    owner = declared.get(piece.article or "")
    if owner is None:
        what = f"a piece names the article {piece.article!r}, which is not declared"
        remedy = f"declared are {', '.join(sorted(declared)) or 'none'}; or add its [[article]]"
        yield Problem(piece.source, piece.line, what, remedy)
    elif homes.get(owner.article, piece.document) != piece.document:
        what = f"article {piece.article!r} has pieces in two documents"
        remedy = "an article lies in one document; declare a second article for the copy"
        yield Problem(piece.source, piece.line, what, remedy)
    elif piece.role == "quotation" and not owner.facts["quoted_in"]:
        what = f"article {piece.article!r} has a quotation piece but no quoted_in"
        remedy = 'name the article it is quoted in: quoted_in = "ID"'
        yield Problem(piece.source, piece.line, what, remedy)


def _article_problems(
    article: Article, declared: dict[str, Article], headlines: dict[str, str]
) -> Iterator[Problem]:
    host = article.facts["quoted_in"]
    if host and (host not in declared or host == article.article):
        what = f"article {article.article!r} is quoted in {host!r}, which is no other article"
        yield Problem(article.source, article.line, what, "name the id of the host article")
    headline, printed = article.facts["headline"], headlines.get(article.article)
    if headline and printed and " ".join(headline.split()) != printed:
        what = f"article {article.article!r} is declared with another headline than it prints"
        yield Problem(article.source, article.line, what, f"it prints: {printed}")


def _wordless(article: Article, in_file: bool, in_doubt: bool) -> Iterator[Problem]:
    """Report an article without a word; not where a piece that could not be placed may be it."""
    what = f"article {article.article!r} has neither a headline nor a text"
    if in_file:
        remedy = (
            "write its text below the front matter, or delete the file; where only the headline\n"
            "is known, add a line 'headline: …' to the front matter"
        )
        yield Problem(article.source, article.line, what, remedy)
    elif not in_doubt:
        remedy = "give it a piece of role headline, body or quotation, or delete it"
        yield Problem(article.source, article.line, what, remedy)


def _event_problems(entries: Entries) -> Iterator[Problem]:
    """Report names given to events of no article, and two events of one name."""
    events = sorted({event for each in entries.articles if (event := each.facts["event"])})
    named: dict[str, str] = {}
    for each in entries.events:
        if each.event not in events:
            what = f"no article belongs to the event {each.event!r}, which is given a name"
            remedy = f"events of the articles are {', '.join(events) or 'none'}; name one of these"
            yield Problem(each.source, each.line, what, remedy)
        elif each.name in named:
            what = f"the events {named[each.name]!r} and {each.event!r} have the same name"
            yield Problem(each.source, each.line, what, "give each event a name of its own")
        named.setdefault(each.name, each.event)


def _coverage_problems(
    document: Document, segments: Sequence[Segment], with_gaps: bool
) -> Iterator[Problem]:
    """Overlaps, and text that lies in no segment."""
    lines = line_spans(document.text)
    reached = 0
    for segment in segments:
        if segment.start < reached:
            where = f"{document.name}:{_line(lines, segment.start)}"
            what = f"this piece overlaps the one before it, from {where}"
            remedy = "narrow one of the two, so that each character is in one piece only"
            yield Problem(segment.source, segment.line, what, remedy)
        elif with_gaps:
            yield from _gap(document, lines, reached, segment.start)
        reached = max(reached, segment.end)
    if with_gaps:
        yield from _gap(document, lines, reached, len(document.text))


def _gap(document: Document, lines: list[Span], start: int, end: int) -> Iterator[Problem]:
    """Report the non-blank text between two offsets, which no piece covers."""
    start, end = trim(document.text, start, end)
    if start == end:
        return
    first, last = _line(lines, start), _line(lines, end - 1)
    excerpt = " ".join(document.text[start : min(end, start + 60)].split())
    span = str(first) if first == last else f"{first}-{last}"
    remedy = (
        "paste into the file's pieces in catalogue.toml, with the right role and article:\n"
        f'{{ lines = "{span}", role = "furniture" }},'
    )
    yield Problem(document.name, first, f"no piece covers {excerpt!r}", remedy)


def _line(lines: list[Span], offset: int) -> int:
    """Return the number of the line that holds an offset."""
    return next((n for n, (_, end) in enumerate(lines, start=1) if offset < end), len(lines))
