"""Score the finders against hand labels, printed as tables.

    python benchmarks/accuracy.py GOLD_DIR

GOLD_DIR holds public gold data (``hedges/*.jsonl`` …), which is not part of this project; our own
labels of the first corpus (``tests/gold``) are scored in any case. One function a measure; each
returns its table as rows of text.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from attribution_scores import (
    score_attributions,
    score_cases,
    score_invented,
    score_own_attributions,
)
from claim_scores import score_claims
from quantity_scores import score_own_quantities, score_quantities
from scipy.stats import spearmanr

from analysis import find_hedges, load_corpus, mark_hedges
from analysis.compare.agreement import compare_labels
from analysis.corpus.corpus import Corpus
from analysis.corpus.labels import LABELLED_CORPUS, read_labels

Row = Sequence[str]


def precision_recall_f1(right: int, found: int, wanted: int) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean; 0 where a denominator is 0."""
    precision = right / found if found else 0.0
    recall = right / wanted if wanted else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def score_hedged_sentences(gold_dir: Path) -> list[Row]:
    """Whether a sentence is uncertain, and how the number of its hedges follows its certainty.

    A sentence counts as uncertain if it has a hedge other than an approximator: "about 30" is no
    doubt about a finding. The second line of a corpus counts approximators too.
    """
    rows: list[Row] = [("hedged sentences", "sentences", "P", "R", "F1", "Spearman")]
    for path in sorted((gold_dir / "hedges").glob("*.jsonl")):
        sentences = read_jsonl(path)
        found = [find_hedges(sentence["text"]) for sentence in sentences]
        for name, passed in (("", ("approximator",)), (", approximators too", ())):
            counts = [sum(hedge.category not in passed for hedge in hedges) for hedges in found]
            scores = score_sentences(sentences, counts)
            rows.append((path.stem + name, str(len(sentences)), *scores))
    return rows


def score_sentences(sentences: list[dict[str, Any]], counts: list[int]) -> list[str]:
    """Precision, recall, F1 of ``uncertain``, and Spearman's rank correlation with certainty."""
    pairs = list(zip(sentences, counts, strict=True))
    right = sum(sentence["uncertain"] and count > 0 for sentence, count in pairs)
    wanted = sum(sentence["uncertain"] for sentence in sentences)
    scores = precision_recall_f1(right, sum(count > 0 for count in counts), wanted)
    rated = [(s["certainty"], count) for s, count in pairs if s.get("certainty") is not None]
    rank = f"{spearmanr(*zip(*rated, strict=True)).statistic:.3f}" if rated else "-"
    return [*(f"{score:.3f}" for score in scores), rank]


def score_own_hedges(corpus: Corpus) -> list[Row]:
    """Cues of the first corpus against both readers, and the readers against each other."""
    rows: list[Row] = [("own hedge labels", "cues", "P", "R", "F1", "exact", "category", "voice")]
    labels = read_labels("hedges", corpus)
    if labels is None:
        return rows
    marks = mark_hedges(corpus)
    marks = marks.assign(
        parts=[((s, e),) for s, e in zip(marks["start"], marks["end"], strict=True)]
    )
    readers = [group for _, group in labels.groupby("reader")]
    for reader in readers:
        name = f"program against reader {reader['reader'].iloc[0]}"
        rows.append((name, str(len(reader)), *score_cues(reader, marks)))
    if len(readers) == 2:
        rows.append(("reader b against reader a", str(len(readers[0])), *score_cues(*readers)))
    return rows


def score_cues(wanted: pd.DataFrame, found: pd.DataFrame) -> list[str]:
    """Precision, recall and F1 of overlapping cues; of matches, the share with equal fields."""
    agreement = compare_labels(wanted, found)
    first = wanted.loc[agreement.pairs["label"]].reset_index(drop=True)
    second = found.loc[agreement.pairs["mark"]].reset_index(drop=True)
    exact = (first["parts"].map(tuple) == second["parts"].map(tuple)).mean()
    equal = [(first[name] == second[name]).mean() for name in ("category", "voice")]
    cells = (agreement.precision, agreement.recall, agreement.f1, exact, *equal)
    return [f"{cell:.3f}" for cell in cells]


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def print_table(rows: Iterable[Row]) -> None:
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
    print()


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    gold_dir = Path(sys.argv[1])
    corpus = load_corpus(LABELLED_CORPUS)
    print_table(score_own_hedges(corpus))
    print_table(score_own_attributions(corpus))
    print_table(score_cases())
    print_table(score_invented())
    print_table(score_own_quantities())
    print_table(score_claims())
    if not gold_dir.is_dir():
        sys.exit(f"{gold_dir}: there is no such folder, so only our own labels were scored")
    for measure, folder in (
        (score_hedged_sentences, "hedges"),
        (score_attributions, "attribution"),
        (score_quantities, "quantities"),
    ):
        if any((gold_dir / folder).glob("*.jsonl")):
            print_table(measure(gold_dir))
        else:
            print(f"{gold_dir / folder}: no gold data here (*.jsonl)\n")


if __name__ == "__main__":
    main()
