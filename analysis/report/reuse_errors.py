"""How often passages are missed or found wrongly: against a list that one reader made by eye."""

from collections.abc import Iterator

import pandas as pd

from analysis.compare.reuse.passages import KINDS
from analysis.compare.reuse.shared_text import compare_reuse
from analysis.compare.reuse.travels import between_articles
from analysis.corpus.corpus import Corpus
from analysis.corpus.labels import read_passage_labels
from analysis.marks.spine import mark_attributions
from analysis.report.errors import labelled_corpus, no_labels
from analysis.report.evidence import Block, Linked, Quote, escape
from analysis.report.findings import percent, verb
from analysis.report.passage_quotes import PassageQuotes
from analysis.report.tables import NONE, Cell, table

LEAST = 0.5
"""Share of the shorter of two stretches that both must have in common, on either side."""

WEIGHTS = {
    "must": "Surely one text",
    "plain": "One text, or one claim",
    "weak": "One claim, no common source visible",
}
"""What the reader's notes say of a passage, and how it is called here."""


def passage_errors(shown: Corpus) -> Block:
    """Score the passages against the list made by eye, whatever corpus is shown.

    Missed passages and false finds are quoted only where the labelled corpus is the one shown.
    """
    labelled = labelled_corpus(shown)
    labels = None if labelled is None else read_passage_labels(labelled)
    if labelled is None or labels is None:
        return no_labels("passages")
    found = between_articles(compare_reuse(labelled, mark_attributions(labelled)))
    return score_passages(labels, found, labelled, same=labelled.digest == shown.digest)


def score_passages(
    labels: pd.DataFrame, found: pd.DataFrame, corpus: Corpus, *, same: bool
) -> Block:
    """Set found passages beside labels, by how sure the reader was and by kind.

    Parameters
    ----------
    labels
        As `read_passage_labels` returns them.
    found
        Passages of the same corpus.
    corpus
        The labelled corpus.
    same
        Whether the page is about that corpus.

    Returns
    -------
    Block
        A paragraph, and a table of what was found and missed.
    """
    matches = list(match_passages(labels, found))
    hit = {label for label, _ in matches}
    right = {passage for _, passage in matches}
    labels = labels.assign(id=[f"label-{n}" for n in labels.index], found=labels.index.isin(hit))
    wrong = found[~found["id"].isin(right)]
    quotes = _quotes(labels, wrong, corpus) if same else {}
    rows = [
        *(_row(WEIGHTS[name], labels[labels["weight"] == name], same) for name in WEIGHTS),
        *(_row(f"Kind: {kind}", labels[labels["kind"] == kind], same) for kind in KINDS),
        _row("All", labels, same),
    ]
    headers = ["By eye", "Passages", "Found", "Missed", "Share found"]
    caption = "Passages that a reader listed by eye, and how many of them the program finds"
    scores = table("errors-passages", caption, headers, rows, quotes, numeric=headers[1:])
    false = table(
        "false-passages", "Passages that the program finds and the reader did not list",
        ["Kind", "Found", "Not listed"], _false_rows(found, wrong, same), quotes,
        numeric=("Found", "Not listed"),
    )  # fmt: skip
    said = " ".join(_said(labels, found, wrong, same))
    return Block(
        f"<p>{escape(said)}</p>{scores.html}{false.html}",
        "\n".join([said, scores.plain, false.plain]),
    )


def match_passages(labels: pd.DataFrame, found: pd.DataFrame) -> Iterator[tuple[object, str]]:
    """Index of each label with the id of each passage that has half of it, or half in it."""
    places = ("document", "start", "end")
    for passage in found.to_dict("records"):
        one, other = ([passage[f"{name}_{side}"] for name in places] for side in "ab")
        for index, label in labels.iterrows():
            sides = [[label[f"{name}_{side}"] for name in places] for side in "ab"]
            for first, second in (sides, sides[::-1]):
                if _meet(first, one) and _meet(second, other):
                    yield index, str(passage["id"])
                    break


def _meet(one: list[object], other: list[object]) -> bool:
    (document, start, end), (second, begin, stop) = one, other
    if document != second:
        return False
    common = min(int(str(end)), int(str(stop))) - max(int(str(start)), int(str(begin)))
    shorter = min(int(str(end)) - int(str(start)), int(str(stop)) - int(str(begin)))
    return common >= LEAST * shorter


def _quotes(labels: pd.DataFrame, wrong: pd.DataFrame, corpus: Corpus) -> dict[str, Quote]:
    columns = [
        f"{name}_{side}" for side in "ab" for name in ("article", "document", "start", "end")
    ]
    both = pd.concat([labels[["id", *columns]], wrong[["id", *columns]]], ignore_index=True)
    return PassageQuotes(corpus, both.assign(earlier="")).quotes


def _row(name: str, labels: pd.DataFrame, same: bool) -> list[Cell]:
    missed = tuple(labels.loc[~labels["found"], "id"])
    return [
        name, f"{len(labels):,}", f"{len(labels) - len(missed):,}",
        Linked(missed, f"{name}: missed") if same else f"{len(missed):,}",
        percent(1 - len(missed) / len(labels)) if len(labels) else NONE,
    ]  # fmt: skip


def _false_rows(found: pd.DataFrame, wrong: pd.DataFrame, same: bool) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for kind in KINDS:
        ids = tuple(wrong.loc[wrong["kind"] == kind, "id"])
        number = Linked(ids, f"{kind}: not listed") if same else f"{len(ids):,}"
        rows.append([kind, f"{(found['kind'] == kind).sum():,}", number])
    return rows


def _said(
    labels: pd.DataFrame, found: pd.DataFrame, wrong: pd.DataFrame, same: bool
) -> Iterator[str]:
    where = "of the corpus shown here" if same else "of another corpus than the one shown here"
    yield (
        f"One reader listed by eye what stands in two articles {where}, before the finder of "
        "passages was tuned; nobody has done so a second time. The program was worked on with "
        "these texts at hand: expect it to do worse on others."
    )
    must = labels[labels["weight"] == "must"]
    sure = f", and {percent(must['found'].mean())} of the {len(must):,} that are surely one text"
    reworded = " What it misses are mostly statements in other words." * _mostly_reworded(labels)
    yield (
        f"It finds {percent(labels['found'].mean())} of all {len(labels):,} passages"
        f"{sure if len(must) else ''}.{reworded}"
    )
    yield (
        f"Of the {len(found):,} that it finds, {len(wrong) or 'none':} "
        f"{verb(len(wrong), 'is', 'are') if len(wrong) else 'is'} missing from the list."
    )
    yield "The share that it finds is no estimate for other corpora, which may share more or less."
    if not same:
        yield "What was missed and found wrongly is quoted in the report on the labelled corpus."


def _mostly_reworded(labels: pd.DataFrame) -> bool:
    missed = labels[~labels["found"]]
    reworded = (missed["kind"] == "paraphrase").mean() if len(missed) else 0.0
    return bool(reworded > 0.75)
