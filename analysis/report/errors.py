"""How often the program is wrong: its marks against the hand labels of two readers.

The labels are those of one corpus (`LABELLED_CORPUS`). The scores are the same on every page; what
was missed and what was found wrongly is quoted only where that corpus is the one shown, since its
sentences have no place among those of another.
"""

import pandas as pd

from analysis.compare.agreement import HALF, same_speaker
from analysis.corpus.corpus import Corpus, load_corpus
from analysis.corpus.labels import LABELLED_CORPUS, read_labels
from analysis.marks.spine import mark_attributions, mark_hedges
from analysis.report.error_scores import Row, Same, What, error_section
from analysis.report.evidence import Block
from analysis.report.hedging_tables import nothing


def equal(column: str) -> Same:
    """Agreement in one column."""
    return lambda label, mark: bool(label[column] == mark[column])


def overlapping(name: str) -> Same:
    """Agreement in a span ``<name>_start`` to ``<name>_end``: both missing, or a shared character.

    Missing ends are empty strings or NA.
    """

    def same(label: Row, mark: Row) -> bool:
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


def speakers_agree(label: Row, mark: Row) -> bool:
    """Whether label and mark mean one speaker, as `same_speaker` tells."""
    return same_speaker(label["speaker"], mark["speaker"])


_HEDGES = What(
    "hedges", "hedge", "hedges",
    "The project has no other labels of hedges; benchmarks/accuracy.py scores the program on "
    "public gold data, for whoever has these.",
)  # fmt: skip
_ATTRIBUTIONS = What(
    "attributions", "attribution", "attributions",
    "For an estimate see the scores on invented articles, labelled by readers who had not seen the "
    "program and taken before any rule was revised with them in view (tests/gold/README.md).",
    {
        "Source": "This compares words of the sentence only: a “he” that both marked is the same, "
        "whomever it means.",
        "Speaker": "This compares who is meant, once pronouns and short forms are led back to a "
        "name and before aliases are looked up: equal names, a name that holds the other and names "
        "with the same last word count as the same, and so do two that are missing.",
    },
)  # fmt: skip


def hedge_errors(shown: Corpus) -> Block:
    """Score the hedge finder against the hand labels, whatever corpus is shown."""
    labelled = labelled_corpus(shown)
    labels = None if labelled is None else read_labels("hedges", labelled)
    if labelled is None or labels is None:
        return no_labels("hedges")
    fields = {"Voice": equal("voice"), "Category": equal("category")}
    marks = mark_hedges(labelled)
    return error_section(labels, marks, labelled, _HEDGES, fields, shown=shown)


def attribution_errors(shown: Corpus) -> Block:
    """Score the attribution finder against the hand labels, whatever corpus is shown.

    Contents match from an intersection over union of one half on.
    """
    labelled = labelled_corpus(shown)
    labels = None if labelled is None else read_labels("attributions", labelled)
    if labelled is None or labels is None:
        return no_labels("attributions")
    fields = {
        "Source": overlapping("source"), "Speaker": speakers_agree, "Kind": equal("kind"),
    }  # fmt: skip
    marks = mark_attributions(labelled)
    return error_section(labels, marks, labelled, _ATTRIBUTIONS, fields, shown=shown, least=HALF)


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
