"""Score the number reader against hand labels: detection, values, end points, bounds.

Two numbers are paired if their spans overlap, pairs of equal value first; a label without a span
takes any number left of equal ends. Of the pairs, *value* counts those whose both ends agree (an
open end only with an open end), *ends* those whose finite ends agree ("60" for "at least 60").
Recall of a kind of bound is the share of its labels that are paired and read as that kind.
"""

import csv
import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analysis import find_quantities, load_corpus, mark_quantities

PROJECT = Path(__file__).resolve().parents[1]
BOUNDS = ("at least", "at most", "approximate", "range")
HEADER = ("texts", "labels", "found", "P", "R", "F1", "value", "ends", *BOUNDS)
TIMELESS = ("date", "time")
Row = Sequence[str]


class Number(NamedTuple):
    """A number as label or as found: span (None where unlabelled), ends, approximate or unknown."""

    start: int | None
    end: int | None
    low: float | None
    high: float | None
    approx: bool | None


class Text(NamedTuple):
    """Labels and findings of one text; not exhaustive where only some numbers are labelled."""

    labels: list[Number]
    found: list[Number]
    exhaustive: bool = True


def score_quantities(gold_dir: Path) -> list[Row]:
    """One row a public set, ``quantities/*.jsonl``; F1 is recall where not all is labelled.

    Dates and times are no quantities there and are left out of what was found.
    """
    rows: list[Row] = [("public quantity labels", *HEADER)]
    for path in sorted((gold_dir / "quantities").glob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            texts = [read_text(json.loads(line)) for line in file if line.strip()]
        rows.append((path.stem, *score(texts)))
    return rows


def read_text(row: dict[str, Any]) -> Text:
    """Labels of one line of a public set, and what is found in its text."""
    labels = [
        Number(*(label["span"] or (None, None)), label["low"], label["high"], label["approx"])
        for label in row["quantities"]
    ]
    found = [
        Number(q.start, q.end, q.low, q.high, q.approx)
        for q in find_quantities(row["text"])
        if q.kind not in TIMELESS
    ]
    return Text(labels, found, row["exhaustive"])


def score_own_quantities() -> list[Row]:
    """Numbers of the first corpus against tests/gold/quantities.csv, one row a reader.

    The last row scores the second reader against the first, as if the one were the program.
    """
    marks = mark_quantities(load_corpus(PROJECT / "seeds"))
    columns = [marks[name] for name in ("document", "start", "end", "low", "high", "approx")]
    found: dict[str, list[Number]] = {}
    for document, start, end, low, high, approx in zip(*columns, strict=True):
        ends = [None if math.isnan(value) else float(value) for value in (low, high)]
        found.setdefault(document, []).append(Number(start, end, *ends, approx))
    labels: dict[str, dict[str, list[Number]]] = {}
    with (PROJECT / "tests" / "gold" / "quantities.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ends = [float(row[name]) if row[name] else None for name in ("low", "high")]
            label = Number(int(row["start"]), int(row["end"]), *ends, row["approx"] == "true")
            labels.setdefault(row["reader"], {}).setdefault(row["document"], []).append(label)
    rows: list[Row] = [("own quantity labels", *HEADER)]
    for reader, own in labels.items():
        rows.append((f"reader {reader}", *score(_texts(own, found))))
    first, second = labels.values()
    return [*rows, ("the readers", *score(_texts(first, second)))]


def _texts(labels: dict[str, list[Number]], found: dict[str, list[Number]]) -> list[Text]:
    documents = sorted({*labels, *found})
    return [Text(labels.get(name, []), found.get(name, [])) for name in documents]


def score(texts: list[Text]) -> list[str]:
    """Cells of one row of the table, in the order of `HEADER`."""
    labels, found = (sum(len(text[place]) for text in texts) for place in (0, 1))
    exhaustive = all(text.exhaustive for text in texts)
    pairs = [pair for text in texts for pair in pair_up(text.labels, text.found)]
    value = sum(same_value(label, number) for label, number in pairs)
    ends = sum(same_ends(label, number) for label, number in pairs)
    wanted = Counter(bound(label) for text in texts for label in text.labels)
    read = Counter(bound(label) for label, number in pairs if bound(label) == bound(number))
    precision, recall, f1 = rates(len(pairs), found, labels)
    cells = [str(len(texts)), str(labels), str(found)]
    cells += [f"{precision:.3f}" if exhaustive else "-", f"{recall:.3f}"]
    for right in (len(pairs), value, ends):
        _, recall, f1 = rates(right, found, labels)
        cells.append(f"{f1:.3f}" if exhaustive else f"{recall:.3f}R")
    return cells + [f"{read[name]}/{wanted[name]}" for name in BOUNDS]


def rates(right: int, found: int, labels: int) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    precision = right / found if found else 0.0
    recall = right / labels if labels else 0.0
    return precision, recall, 2 * right / (found + labels) if found + labels else 0.0


def pair_up(labels: list[Number], found: list[Number]) -> list[tuple[Number, Number]]:
    """One-to-one pairs of labels and findings, equal values and long overlaps first."""
    candidates = [
        (-2 * same_value(label, number) - same_ends(label, number), -shared, i, j)
        for i, label in enumerate(labels)
        for j, number in enumerate(found)
        if (shared := overlap(label, number)) > 0
    ]
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(candidates):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    for i, label in enumerate(labels):
        if i not in pairs and label.start is None:
            free = (j for j in range(len(found)) if j not in pairs.values())
            equal = next((j for j in free if same_ends(label, found[j])), None)
            if equal is not None:
                pairs[i] = equal
    return [(labels[i], found[j]) for i, j in sorted(pairs.items())]


def overlap(label: Number, number: Number) -> int:
    """Characters two spans share; 0 where the label has no span."""
    if label.start is None or label.end is None or number.start is None or number.end is None:
        return 0
    return min(label.end, number.end) - max(label.start, number.start)


def close(a: float | None, b: float | None) -> bool:
    return a is b if a is None or b is None else math.isclose(a, b, rel_tol=1e-6)


def same_value(label: Number, number: Number) -> bool:
    return close(label.low, number.low) and close(label.high, number.high)


def same_ends(label: Number, number: Number) -> bool:
    """Whether the finite ends agree, whatever side they stand on; dates have none."""
    a, b = finite(label), finite(number)
    return len(a) == len(b) and all(close(x, y) for x, y in zip(a, b, strict=True))


def finite(number: Number) -> list[float]:
    ends = sorted(end for end in (number.low, number.high) if end is not None)
    return ends[:1] if len(ends) == 2 and close(*ends) else ends


def bound(number: Number) -> str:
    """Kind of bound: at least, at most, range, approximate, point, none."""
    if number.low is None and number.high is None:
        return "none"
    if number.high is None:
        return "at least"
    if number.low is None:
        return "at most"
    if not close(number.low, number.high):
        return "range"
    return "approximate" if number.approx else "point"
