"""How often the program is wrong: its marks against the hand labels of two readers.

The labels are those of one corpus (`LABELLED_CORPUS`). The scores are the same on every page; what
was missed and what was found wrongly is quoted only where that corpus is the one shown, since its
sentences have no place among those of another.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.compare.agreement import HALF, Agreement, compare_labels
from analysis.corpus.corpus import Corpus, load_corpus
from analysis.corpus.labels import LABELLED_CORPUS, read_labels, spans
from analysis.marks.spine import mark_attributions, mark_hedges
from analysis.report.error_quotes import LabelQuotes
from analysis.report.evidence import Block, Linked, escape
from analysis.report.findings import amount, listing, percent, verb
from analysis.report.hedging_tables import nothing
from analysis.report.tables import Cell, table

_Row = Mapping[str, Any]
Same = Callable[[_Row, _Row], bool]
"""Whether a label and the mark that matches it agree in something."""


class What(NamedTuple):
    """What is scored: a slug for page anchors, and the noun in both numbers."""

    slug: str
    singular: str
    plural: str


class _Match(NamedTuple):
    """One comparison: its name, what is compared, the outcome, and where its fields differ."""

    name: str
    labels: pd.DataFrame
    marks: pd.DataFrame
    agreement: Agreement
    differing: dict[str, list[Any]]


def equal(column: str) -> Same:
    """Agreement in one column."""
    return lambda label, mark: bool(label[column] == mark[column])


def overlapping(name: str) -> Same:
    """Agreement in a span ``<name>_start`` to ``<name>_end``: both missing, or a shared character.

    Missing ends are empty strings or NA.
    """

    def same(label: _Row, mark: _Row) -> bool:
        ends = [
            pd.to_numeric(row[f"{name}_{end}"], errors="coerce")
            for row in (label, mark)
            for end in ("start", "end")
        ]
        missing = [bool(pd.isna(value)) for value in ends]
        if any(missing):
            return all(missing)
        return bool(max(ends[0], ends[2]) < min(ends[1], ends[3]))

    return same


def hedge_errors(shown: Corpus) -> Block:
    """Score the hedge finder against the hand labels, whatever corpus is shown."""
    labelled = labelled_corpus(shown)
    labels = None if labelled is None else read_labels("hedges", labelled)
    if labelled is None or labels is None:
        return no_labels("hedges")
    fields = {"Voice": equal("voice"), "Category": equal("category")}
    marks = mark_hedges(labelled)
    return error_section(
        labels, marks, labelled, What("hedges", "hedge", "hedges"), fields, shown=shown
    )


def attribution_errors(shown: Corpus) -> Block:
    """Score the attribution finder against the hand labels, whatever corpus is shown.

    Contents match from an intersection over union of one half on.
    """
    labelled = labelled_corpus(shown)
    labels = None if labelled is None else read_labels("attributions", labelled)
    if labelled is None or labels is None:
        return no_labels("attributions")
    fields = {"Source": overlapping("source"), "Kind": equal("kind")}
    what = What("attributions", "attribution", "attributions")
    marks = mark_attributions(labelled)
    return error_section(labels, marks, labelled, what, fields, shown=shown, least=HALF)


def labelled_corpus(shown: Corpus) -> Corpus | None:
    """The corpus that was labelled by hand: the one shown, if it is that; None if it is missing."""
    if not LABELLED_CORPUS.is_dir():
        return None
    labelled = load_corpus(LABELLED_CORPUS)
    return shown if shown.digest == labelled.digest else labelled


def no_labels(plural: str) -> Block:
    """Say that nothing can be scored here."""
    said = (
        f"How often {plural} are missed or found wrongly cannot be shown here: the hand labels, or "
        "the texts that were labelled, are not installed."
    )
    return nothing(said)


def error_section(
    labels: pd.DataFrame,
    marks: pd.DataFrame,
    corpus: Corpus,
    what: What,
    fields: Mapping[str, Same],
    *,
    shown: Corpus,
    least: float = 0.0,
) -> Block:
    """Score marks against the labels of each reader, and the readers against each other.

    Parameters
    ----------
    labels
        Hand labels as `read_labels` returns them: reader, article, document, start, end, parts, and
        the columns that ``fields`` look at.
    marks
        What the program finds in the same corpus, with the same columns but the reader; ``parts``
        may be missing (then start to end) or text (``start-end;start-end``).
    corpus
        The labelled corpus.
    what
        What is scored.
    fields
        What matched labels and marks are asked to agree in, by column heading.
    shown
        The corpus that the page is about.
    least
        Least intersection over union at which a mark matches a label; 0 for any overlap.

    Returns
    -------
    Block
        A paragraph; a table with one row a comparison (counts, precision and recall with 95 %
        bootstrap intervals over articles, F1, agreement in each field); and, where the labelled
        corpus is the one shown, folded lists of everything missed, found wrongly or different.
    """
    readers = {str(name): group for name, group in labels.groupby("reader")}
    comparisons = [
        (f"Program against reader {name}", group, _with_parts(marks))
        for name, group in readers.items()
    ]
    if len(readers) == 2:
        (one, first), (other, second) = readers.items()
        comparisons.append((f"Reader {other} against reader {one}", first, second))
    matches = [_match(*each, fields, least) for each in comparisons]
    same = corpus.digest == shown.digest
    quotes = LabelQuotes(corpus)
    rows = [_score_cells(match, quotes, same) for match in matches]
    headers = ["Compared", *_COUNTS, "Precision", "Recall", "F1", *_field_headers(fields)]
    caption = (
        f"{what.plural.capitalize()} against hand labels; in brackets 95 % intervals, which "
        "resample articles"
    )
    scores = table(f"errors-{what.slug}", caption, headers, rows, quotes.made, numeric=headers[1:])
    said = [*_about(labels, what, same), *_agreements(matches, what, len(readers)), *_kept(same)]
    html = f"<p>{escape(' '.join(said))}</p>"
    return Block(html + scores.html, "\n".join([*said, scores.plain]))


def _with_parts(marks: pd.DataFrame) -> pd.DataFrame:
    """The same with ``parts`` as spans: from text if it is that, from start and end without."""
    if "parts" in marks:
        written = [isinstance(value, str) for value in marks["parts"]]
        return marks.assign(parts=marks["parts"].map(spans)) if any(written) else marks
    ends = zip(marks["start"], marks["end"], strict=True)
    parts = [((start, end),) for start, end in ends]
    return marks.assign(parts=pd.Series(parts, marks.index, dtype=object))


def _match(
    name: str,
    labels: pd.DataFrame,
    marks: pd.DataFrame,
    fields: Mapping[str, Same],
    least: float,
) -> _Match:
    agreement = compare_labels(labels, marks, least=least)
    pairs = list(zip(agreement.pairs["label"], agreement.pairs["mark"], strict=True))
    differing = {
        field: [label for label, mark in pairs if not same(labels.loc[label], marks.loc[mark])]
        for field, same in fields.items()
    }
    return _Match(name, labels, marks, agreement, differing)


_COUNTS = ("Marked by the reader", "Found", "In both", "Missed", "False finds")


def _field_headers(fields: Mapping[str, Same]) -> list[str]:
    return [f"{field} {word}" for field in fields for word in ("agrees", "differs")]


def _score_cells(match: _Match, quotes: LabelQuotes, same: bool) -> list[Cell]:
    agreement, both = match.agreement, len(match.agreement.pairs)

    def number(rows: pd.DataFrame, label: str) -> Cell:
        if not same:
            return f"{len(rows):,}"
        return Linked(quotes.add(rows), f"{match.name}: {label}")

    cells: list[Cell] = [
        match.name,
        f"{len(match.labels):,}",
        f"{len(match.marks):,}",
        f"{both:,}",
        number(agreement.missed, "missed"),
        number(agreement.extra, "false finds"),
        percent(agreement.precision) + _interval(agreement.precision_interval),
        percent(agreement.recall) + _interval(agreement.recall_interval),
        f"{agreement.f1:.2f}",
    ]
    for field, where in match.differing.items():
        cells.append(percent(1 - len(where) / both) if both else "–")
        cells.append(number(match.labels.loc[where], f"{field.lower()} differs"))
    return cells


def _interval(ends: tuple[float, float]) -> str:
    return "" if pd.isna(ends[0]) else f" ({100 * ends[0]:.0f} to {100 * ends[1]:.0f})"


def _about(labels: pd.DataFrame, what: What, same: bool) -> Iterator[str]:
    """Say what the labels are of, and why the scores may flatter."""
    readers = labels["reader"].nunique()
    articles = amount(labels["article"].nunique(), "article")
    who = "One reader" if readers == 1 else "Two readers, apart but by one written guideline,"
    where = "of the corpus shown here" if same else "of another corpus than the one shown here"
    yield (
        f"{who} marked every {what.singular} by hand in {articles} {where}. "
        "The program was worked on with these texts at hand: expect it to do worse on others."
    )


def _agreements(matches: Sequence[_Match], what: What, readers: int) -> Iterator[str]:
    """Say the scores in sentences."""
    program = matches[:readers]
    found = listing([percent(match.agreement.recall) for match in program])
    right = listing([percent(match.agreement.precision) for match in program])
    yield (
        f"It finds {found} of the {what.plural} that the {verb(readers, 'reader', 'readers')} "
        f"marked, and {right} of what it finds {verb(readers, 'is', 'are')} among these."
    )
    if len(matches) > readers:
        f1 = listing([f"{match.agreement.f1:.2f}" for match in program])
        yield (
            f"F1, which weighs both alike, is {f1}; the readers reach "
            f"{matches[-1].agreement.f1:.2f} with each other."
        )
    for field in matches[0].differing:
        shares = [
            percent(1 - len(match.differing[field]) / len(match.agreement.pairs))
            for match in matches
            if len(match.agreement.pairs)
        ]
        if len(shares) == len(matches) > readers:
            yield (
                f"{field}: the same in {listing(shares[:readers])} of what the program and a "
                f"reader both marked, and in {shares[-1]} of what both readers marked."
            )


def _kept(same: bool) -> Iterator[str]:
    if not same:
        yield "What was missed and found wrongly is quoted in the report on the labelled corpus."
