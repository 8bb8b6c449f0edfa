"""Tables as our own HTML: caption, scoped headers, numbers that link to their sentences.

pandas' HTML changes between its versions, so stored outputs could not be compared across machines.
"""

from collections.abc import Mapping, Sequence

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

_SHORT = 18
"""Cells of so few letters are never broken over two lines: dates, slugs, intervals."""


def table(
    slug: str,
    caption: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    quotes: Mapping[str, Quote],
    *,
    numeric: Sequence[str] = (),
    folded: bool = False,
) -> Block:
    """Lay out rows as a table with a caption, followed by the sentences behind its numbers.

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

    Returns
    -------
    Block
        Says so in one sentence where there are no rows.
    """
    if not rows:
        message = f"{caption}: there is nothing to list."
        return Block(f'<p class="nothing">{escape(message)}</p>', message)
    linked: list[Linked] = []
    right = [header in numeric for header in headers]
    body = "".join(_row(slug, row, right, linked) for row in rows)
    head = "".join(
        f'<th scope="col"{_align(is_right)}>{escape(header)}</th>'
        for header, is_right in zip(headers, right, strict=True)
    )
    behind = evidence_block(slug, linked, quotes, "The sentences behind this table")
    html = (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table id="{slug}"><caption><span>{escape(caption)}</span></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{behind}"
    )
    if folded:
        html = f"<details><summary>{escape(caption)}</summary>{html}</details>"
    return Block(html, _plain(caption, headers, rows))


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


def _plain(caption: str, headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    lines = [caption, " | ".join(headers)]
    lines += [" | ".join(plain_cell(cell) for cell in row) for row in rows]
    return "\n".join(lines)


def plain_cell(cell: Cell) -> str:
    """Return the text of a cell as plain text."""
    if isinstance(cell, Linked):
        return f"{cell.total:,}"
    return cell.plain if isinstance(cell, Block) else cell
