"""Marks against hand labels: scores in sentences and a table, and every miss quoted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd

from analysis.compare.agreement import Agreement, compare_labels
from analysis.corpus.corpus import Corpus
from analysis.corpus.labels import spans
from analysis.report.error_quotes import LabelQuotes
from analysis.report.evidence import Block, Linked, escape
from analysis.report.findings import amount, listing, percent
from analysis.report.tables import NONE, Cell, table

Row = Mapping[str, Any]
Same = Callable[[Row, Row], bool]
"""Whether a label and the mark that matches it agree in something."""


class What(NamedTuple):
    """What is scored: a slug for page anchors, and the noun in both numbers.

    ``elsewhere`` says what tells how the program does on other texts, ``notes`` what it means that
    labels and marks agree in a field.
    """

    slug: str
    singular: str
    plural: str
    elsewhere: str = ""
    notes: Mapping[str, str] = MappingProxyType({})


class _Match(NamedTuple):
    """One comparison: its name, what is compared, the outcome, and where its fields differ.

    ``sides`` are those who marked the labels and the marks; ``differing`` has the index values of
    both by field.
    """

    name: str
    sides: tuple[str, str]
    labels: pd.DataFrame
    marks: pd.DataFrame
    agreement: Agreement
    differing: dict[str, list[tuple[Any, Any]]]


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
        A paragraph; a table with one column a comparison (counts, precision and recall with 95 %
        bootstrap intervals over articles, F1, agreement in each field); and, where the labelled
        corpus is the one shown, folded lists of everything missed, found wrongly or different, the
        last with what either says.
    """
    readers = {str(name): group for name, group in labels.groupby("reader")}
    comparisons = [
        ((f"reader {name}", "program"), group, _with_parts(marks))
        for name, group in readers.items()
    ]
    if len(readers) == 2:
        (one, first), (other, second) = readers.items()
        comparisons.append(((f"reader {one}", f"reader {other}"), first, second))
    matches = [_match(*each, fields, least) for each in comparisons]
    same = corpus.digest == shown.digest
    quotes = LabelQuotes(corpus)
    columns = [_scores(match, quotes, same) for match in matches]
    rows = [[name, *(column[name] for column in columns)] for name in columns[0]]
    headers = ["Measure", *(match.name for match in matches)]
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
    sides: tuple[str, str],
    labels: pd.DataFrame,
    marks: pd.DataFrame,
    fields: Mapping[str, Same],
    least: float,
) -> _Match:
    agreement = compare_labels(labels, marks, least=least)
    pairs = list(zip(agreement.pairs["label"], agreement.pairs["mark"], strict=True))
    differing = {
        field: [
            (label, mark) for label, mark in pairs if not same(labels.loc[label], marks.loc[mark])
        ]
        for field, same in fields.items()
    }
    name = f"{sides[1].capitalize()} against {sides[0]}"
    return _Match(name, sides, labels, marks, agreement, differing)


def _scores(match: _Match, quotes: LabelQuotes, same: bool) -> dict[str, Cell]:
    """The cells of a comparison by measure."""
    agreement, both = match.agreement, len(match.agreement.pairs)

    def number(rows: pd.DataFrame, label: str, leads: Sequence[str] = ()) -> Cell:
        if not same:
            return f"{len(rows):,}"
        return Linked(quotes.add(rows, leads), f"{match.name}: {label}")

    cells: dict[str, Cell] = {
        "Marked by the reader": f"{len(match.labels):,}",
        "Found": f"{len(match.marks):,}",
        "In both": f"{both:,}",
        "Missed": number(agreement.missed, "missed"),
        "False finds": number(agreement.extra, "false finds"),
        "Precision": percent(agreement.precision) + _interval(agreement.precision_interval),
        "Recall": percent(agreement.recall) + _interval(agreement.recall_interval),
        "F1": f"{agreement.f1:.2f}",
    }
    for field, pairs in match.differing.items():
        rows = match.labels.loc[[label for label, _ in pairs]]
        cells[f"{field} agrees"] = percent(1 - len(pairs) / both) if both else NONE
        leads = _either_says(match, field.lower(), pairs)
        cells[f"{field} differs"] = number(rows, f"{field.lower()} differs", leads)
    return cells


def _either_says(match: _Match, column: str, pairs: Sequence[tuple[Any, Any]]) -> list[str]:
    """What label and mark have in a column, one text a pair."""
    said = [
        (match.labels.loc[label].get(column), match.marks.loc[mark].get(column))
        for label, mark in pairs
    ]
    return [
        "; ".join(
            f"{side}: {' '.join(value.split()) if isinstance(value, str) and value else 'none'}"
            for side, value in zip(match.sides, values, strict=True)
        )
        for values in said
    ]


def _interval(ends: tuple[float, float]) -> str:
    return "" if pd.isna(ends[0]) else f" ({100 * ends[0]:.0f} to {100 * ends[1]:.0f})"


def _about(labels: pd.DataFrame, what: What, same: bool) -> Iterator[str]:
    """Say first what the scores are no estimate of, then what the labels are of."""
    yield (
        "The rules were written with these labels in view: the figures here are no estimate for "
        f"other texts. {what.elsewhere}".rstrip()
    )
    readers = labels["reader"].nunique()
    articles = amount(labels["article"].nunique(), "article")
    who = "One reader" if readers == 1 else "Two readers, working apart with one written guideline,"
    where = "of the corpus shown here" if same else "of another corpus than the one shown here"
    yield f"{who} marked every {what.singular} by hand in {articles} {where}."


def _agreements(matches: Sequence[_Match], what: What, readers: int) -> Iterator[str]:
    """Say the scores in sentences."""
    program = [match.agreement for match in matches[:readers]]
    whose = "the reader" if readers == 1 else "each reader"
    yield (
        f"Of the {what.plural} that {whose} marked the program finds "
        f"{_range([each.recall for each in program])}; of what it finds, "
        f"{_range([each.precision for each in program])} is among them."
    )
    if len(matches) == readers:
        return
    scores = {"F1": [match.agreement.f1 for match in matches]}
    yield (
        f"F1, which weighs both alike, is {_range(scores['F1'][:-1], '{:.2f}'.format)}; the "
        f"readers reach {scores['F1'][-1]:.2f} with each other."
    )
    for field in matches[0].differing:
        if all(len(match.agreement.pairs) for match in matches):
            *shares, between = scores[field] = [_share(match, field) for match in matches]
            yield (
                f"{field}: the same in {_range(shares)} of what the program and a reader both "
                f"marked, and in {percent(between)} of what both readers marked. "
                f"{what.notes.get(field, '')}".rstrip()
            )
    above = [name for name, (*found, between) in scores.items() if max(found) > between]
    if above:
        names = listing([name if name.isupper() else name.lower() for name in above])
        yield (
            "That the program agrees with a reader more often than the readers with each other "
            f"({names}) shows how closely its rules fit these labels, not how good they are."
        )


def _share(match: _Match, field: str) -> float:
    """Share of matched labels and marks that agree in a field."""
    return 1 - len(match.differing[field]) / len(match.agreement.pairs)


def _range(values: Sequence[float], write: Callable[[float], str] = percent) -> str:
    """A value, or the ends between which several lie: "90 %", "90 % to 92 %"."""
    return " to ".join(dict.fromkeys(map(write, sorted(values)[:: max(len(values) - 1, 1)])))


def _kept(same: bool) -> Iterator[str]:
    if not same:
        yield "What was missed and found wrongly is quoted in the report on the labelled corpus."
