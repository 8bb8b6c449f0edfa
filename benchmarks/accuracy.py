"""Score the finders against hand labels, printed as tables.

    python benchmarks/accuracy.py GOLD_DIR

GOLD_DIR holds public gold data (``hedges/*.jsonl`` …), which is not part of this project; our own
labels of the first corpus (``tests/gold``) are scored in any case. One function a measure; each
returns its table as rows of text.
"""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from quantity_scores import score_own_quantities, score_quantities
from scipy.stats import spearmanr

from analysis import find_hedges, load_corpus, mark_hedges

PROJECT = Path(__file__).resolve().parents[1]
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


def score_own_hedges() -> list[Row]:
    """Cues of the first corpus against tests/gold/hedges.csv: overlapping and exact spans."""
    with (PROJECT / "tests" / "gold" / "hedges.csv").open(encoding="utf-8", newline="") as file:
        gold = [
            (row["document"], int(row["start"]), int(row["end"]), row["category"])
            for row in csv.DictReader(file)
        ]
    marks = mark_hedges(load_corpus(PROJECT / "seeds"))
    columns = [marks[name] for name in ("document", "start", "end", "category")]
    found = [tuple(mark) for mark in zip(*columns, strict=True)]
    pairs = match_overlapping(gold, found)
    exact = sum(wanted[:3] == got[:3] for wanted, got in pairs)
    rows: list[Row] = [("own hedge labels", "cues", "P", "R", "F1", "category")]
    agreed = sum(wanted[3] == got[3] for wanted, got in pairs) / max(1, len(pairs))
    for name, right in (("overlap", len(pairs)), ("exact", exact)):
        scores = precision_recall_f1(right, len(found), len(gold))
        rows.append((name, str(len(gold)), *(f"{score:.3f}" for score in scores), f"{agreed:.3f}"))
    return rows


def match_overlapping(gold: list[Any], found: list[Any]) -> list[tuple[Any, Any]]:
    """One-to-one pairs (document, start, end, …) that share a character, from left to right."""
    pairs = []
    free = sorted(found)
    for wanted in sorted(gold):
        for got in free:
            if wanted[0] == got[0] and wanted[1] < got[2] and got[1] < wanted[2]:
                pairs.append((wanted, got))
                free.remove(got)
                break
    return pairs


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
    print_table(score_own_hedges())
    print_table(score_own_quantities())
    if not gold_dir.is_dir():
        sys.exit(f"{gold_dir}: there is no such folder, so only our own labels were scored")
    for measure, folder in ((score_hedged_sentences, "hedges"), (score_quantities, "quantities")):
        if any((gold_dir / folder).glob("*.jsonl")):
            print_table(measure(gold_dir))
        else:
            print(f"{gold_dir / folder}: no gold data here (*.jsonl)\n")


if __name__ == "__main__":
    main()
