"""Tables as our own HTML: caption, scoped headers, numbers that link to their sentences.

pandas' HTML changes between its versions, so stored outputs could not be compared across machines.
"""

from collections.abc import Iterator, Mapping, Sequence

from analysis.report.evidence import (
    Block,
    Linked,
    Quote,
    anchor_of,
    escape,
    evidence_block,
    number_link,
)

Cell = str | Linked | Block

EVENT = "Event"
"""Heading of the column that holds the slugs of events."""

NONE = "–"
"""What stands in a cell that has no value."""

_SHORT = 18
"""Cells of so few letters are never broken over two lines: dates, slugs, intervals."""

_KEPT = 8
"""Tables of so few rows are printed on one page."""

_Group = tuple[str, list[Sequence[Cell]]]


def table(
    slug: str,
    caption: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    quotes: Mapping[str, Quote],
    *,
    numeric: Sequence[str] = (),
    folded: bool = False,
    event_names: Mapping[str, str] | None = None,
    optional: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
) -> Block:
    """Lay out rows as a table with a caption, followed by the sentences behind its numbers.

    A column headed `EVENT` becomes headings between the rows: those of one event stand together
    under its name, and where there is one event only nothing is said of it.

    Parameters
    ----------
    slug
        Stem of the page anchors, unique on its page.
    headers
        Column headings; the first column holds the row headings.
    rows
        Cells: text (escaped here), :class:`Linked` numbers, or a :class:`Block` of ready HTML.
    quotes
        Quotes by id, as :func:`analysis.report.evidence.quotes_of` returns them.
    numeric
        Headings of the columns that are set right-aligned.
    folded
        Whether the reader unfolds the table; for long lists beside a figure that shows them.
    event_names
        Readable names of events by slug, as the corpus has them.
    optional
        Columns that are left out where no row has a value (`NONE` in all of them), and the sentence
        that says why, to be set beneath the table.
    notes
        Further sentences to be set beneath the table.

    Returns
    -------
    Block
        Says so in one sentence where there are no rows.
    """
    if not rows:
        message = f"{caption}: there is nothing to list."
        return Block(f'<p class="nothing">{escape(message)}</p>', message)
    headers, rows, absent = _without_empty(headers, rows, optional or {})
    headers, groups = _by_event(headers, rows, event_names or {})
    linked: list[Linked] = []
    right = [header in numeric for header in headers]
    body = "".join(_body(slug, group, right, linked) for group in groups)
    head = "".join(
        f'<th scope="col"{_align(is_right)}>{escape(header)}</th>'
        for header, is_right in zip(headers, right, strict=True)
    )
    behind = evidence_block(slug, linked, quotes, "The sentences behind this table")
    kept = " keep" if len(rows) <= _KEPT else ""
    html = (
        f'<div class="scroll{kept}" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table id="{slug}"><caption><span>{escape(caption)}</span></caption>'
        f"<thead><tr>{head}</tr></thead>{body}</table></div>"
    )
    beneath = " ".join(dict.fromkeys(filter(None, [*notes, *absent])))
    if beneath:
        html += f'<p class="caution beneath">{escape(beneath)}</p>'
    html += behind
    if folded:
        html = f"<details><summary>{escape(caption)}</summary>{html}</details>"
    return Block(html, _plain(caption, headers, groups, beneath))


def _without_empty(
    headers: Sequence[str], rows: Sequence[Sequence[Cell]], optional: Mapping[str, str]
) -> tuple[list[str], list[list[Cell]], list[str]]:
    """Headers and rows without the optional columns that have no value, and why these have none."""
    filled = {
        header
        for row in rows
        for header, cell in zip(headers, row, strict=True)
        if plain_cell(cell) != NONE
    }
    kept = [at for at, header in enumerate(headers) if header in filled or header not in optional]
    why = [reason for header, reason in optional.items() if header not in filled]
    return [headers[at] for at in kept], [[row[at] for at in kept] for row in rows], why


def _by_event(
    headers: Sequence[str], rows: Sequence[Sequence[Cell]], event_names: Mapping[str, str]
) -> tuple[list[str], list[_Group]]:
    """Headers without that of events, and the rows of each event under its name.

    The name is empty where there is one event only.
    """
    if EVENT not in headers:
        return list(headers), [("", list(rows))]
    at = headers.index(EVENT)
    groups: dict[str, list[Sequence[Cell]]] = {}
    for row in rows:
        groups.setdefault(plain_cell(row[at]), []).append([*row[:at], *row[at + 1 :]])
    several = len(groups) > 1
    named = [
        (event_names.get(slug, slug) if several else "", groups[slug]) for slug in sorted(groups)
    ]
    return [header for header in headers if header != EVENT], named


def _body(slug: str, group: _Group, right: Sequence[bool], linked: list[Linked]) -> str:
    """The rows of one event, or all."""
    name, rows = group
    heading = ""
    if name:
        heading = (
            f'<tr class="event"><th scope="rowgroup" colspan="{len(right)}">'
            f"<span><bdi>{escape(name)}</bdi></span></th></tr>"
        )
    return f"<tbody>{heading}{''.join(_row(slug, row, right, linked) for row in rows)}</tbody>"


def _row(slug: str, row: Sequence[Cell], right: Sequence[bool], linked: list[Linked]) -> str:
    cells = []
    for column, (cell, is_right) in enumerate(zip(row, right, strict=True)):
        shown = _cell(slug, cell, linked)
        if column == 0:
            cells.append(f'<th scope="row"><bdi>{shown}</bdi></th>')
        else:
            cells.append(f"<td{_align(is_right)}>{shown}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _cell(slug: str, cell: Cell, linked: list[Linked]) -> str:
    if isinstance(cell, Linked):
        linked.append(cell)
        return number_link(anchor_of(slug, len(linked) - 1), cell)
    if isinstance(cell, Block):
        return cell.html
    short = ' class="short"' if len(cell) <= _SHORT else ""
    return f'<span dir="auto"{short}>{escape(cell)}</span>'


def _align(is_right: bool) -> str:
    return ' class="number"' if is_right else ""


def _plain(caption: str, headers: Sequence[str], groups: Sequence[_Group], beneath: str) -> str:
    return "\n".join([caption, " | ".join(headers), *_plain_rows(groups), *filter(None, [beneath])])


def _plain_rows(groups: Sequence[_Group]) -> Iterator[str]:
    for name, rows in groups:
        yield from filter(None, [name])
        yield from (" | ".join(plain_cell(cell) for cell in row) for row in rows)


def plain_cell(cell: Cell) -> str:
    """Return the text of a cell as plain text."""
    if isinstance(cell, Linked):
        return f"{cell.total:,}"
    return cell.plain if isinstance(cell, Block) else cell
