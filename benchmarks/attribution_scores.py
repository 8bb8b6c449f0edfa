"""Attributions against hand labels and public gold data, and the readers against each other."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.compare.agreement import HALF, Agreement, compare_labels, same_speaker
from analysis.corpus.corpus import Corpus
from analysis.corpus.labels import read_labels, spans
from analysis.marks.attributions import Attribution, find_attributions
from analysis.marks.spine import mark_attributions

Row = Sequence[str]
PROJECT = Path(__file__).resolve().parents[1]

HEADER = (
    "P", "R", "F1", "right source", "with source F1", "direct R", "mixed R", "indirect R",
    "right speaker",
)  # fmt: skip


def score_own_attributions(corpus: Corpus) -> list[Row]:
    """The first corpus against both readers, and the readers against each other."""
    rows: list[Row] = [("own attribution labels", "labels", *HEADER)]
    labels = read_labels("attributions", corpus)
    if labels is None:
        return rows
    marks = mark_attributions(corpus)
    marks = marks.assign(parts=marks["parts"].map(spans), reader="")
    readers = [group for _, group in labels.groupby("reader")]
    for reader in readers:
        name = f"program against reader {reader['reader'].iloc[0]}"
        rows.append((name, str(len(reader)), *score(reader, marks)))
    if len(readers) == 2:
        rows.append(("reader b against reader a", str(len(readers[0])), *score(*readers)))
    return rows


def score_attributions(gold_dir: Path) -> list[Row]:
    """Public gold data (``attribution/*.jsonl``), one article a line."""
    return _score_files("attributions", sorted((gold_dir / "attribution").glob("*.jsonl")))


def score_invented() -> list[Row]:
    """Invented articles of tests/gold, labelled by readers who had not seen the program."""
    paths = sorted((PROJECT / "tests" / "gold").glob("invented_articles*.jsonl"))
    return _score_files("invented articles", paths)


def _score_files(title: str, paths: Iterable[Path]) -> list[Row]:
    rows: list[Row] = [(title, "labels", *HEADER)]
    for path in paths:
        with path.open(encoding="utf-8") as file:
            articles = [json.loads(line) for line in file]
        wanted = as_frame(
            (each["id"], gold_row(quote)) for each in articles for quote in each["quotes"]
        )
        found = as_frame(
            (each["id"], found_row(quote))
            for each in articles
            for quote in find_attributions(each["text"])
        )
        rows.append((path.stem, str(len(wanted)), *score(wanted, found)))
    return rows


def score_cases() -> list[Row]:
    """The invented cases of tests/cases/attributions.csv."""
    wanted: list[tuple[str, dict[str, Any]]] = []
    found: list[tuple[str, dict[str, Any]]] = []
    path = PROJECT / "tests" / "cases" / "attributions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for case, group in groupby(csv.DictReader(file), lambda row: row["case"]):
            rows = list(group)
            text = rows[0]["text"].replace("⏎", "\n")
            wanted += [(case, case_row(text, row)) for row in rows if row["content"]]
            headline = rows[0]["headline"] == "yes"
            found += [(case, found_row(f)) for f in find_attributions(text, headline=headline)]
    frames = as_frame(wanted), as_frame(found)
    return [
        ("attribution cases", "labels", *HEADER),
        ("invented", str(len(wanted)), *score(*frames)),
    ]


def score(wanted: pd.DataFrame, found: pd.DataFrame) -> list[str]:
    """The cells of `HEADER`."""
    agreement = compare_labels(wanted, found, least=HALF)
    right = same_sources(wanted, found, agreement)
    with_source = 2 * right / (len(wanted) + len(found)) if len(wanted) + len(found) else 0.0
    kinds = Counter(wanted["kind"])
    hit = Counter(wanted.loc[agreement.pairs["label"], "kind"])
    recalls = [
        hit[kind] / kinds[kind] if kinds[kind] else 0.0 for kind in ("direct", "mixed", "indirect")
    ]
    matched = len(agreement.pairs)
    cells = [
        agreement.precision,
        agreement.recall,
        agreement.f1,
        right / matched if matched else 0.0,
    ]
    numbers = [f"{cell:.3f}" for cell in (*cells, with_source, *recalls)]
    return [*numbers, _right_speaker(wanted, found, agreement)]


def _right_speaker(wanted: pd.DataFrame, found: pd.DataFrame, agreement: Agreement) -> str:
    """Share of matches whose speakers agree; a dash where the labels name no speakers."""
    if "speaker" not in wanted or "speaker" not in found or not len(agreement.pairs):
        return "–"
    names = zip(
        wanted.loc[agreement.pairs["label"], "speaker"],
        found.loc[agreement.pairs["mark"], "speaker"],
        strict=True,
    )
    right = sum(same_speaker(one, other) for one, other in names)
    return f"{right / len(agreement.pairs):.3f}"


def same_sources(wanted: pd.DataFrame, found: pd.DataFrame, agreement: Agreement) -> int:
    """Matches whose sources share a character, or are both missing."""
    pairs = agreement.pairs
    first = wanted.loc[pairs["label"], ["source_start", "source_end"]].to_numpy()
    second = found.loc[pairs["mark"], ["source_start", "source_end"]].to_numpy()
    return sum(_same(tuple(a), tuple(b)) for a, b in zip(first, second, strict=True))


def _same(first: tuple[Any, Any], second: tuple[Any, Any]) -> bool:
    missing = [pd.isna(span[0]) or span[0] == "" for span in (first, second)]
    if any(missing):
        return all(missing)
    return int(first[0]) < int(second[1]) and int(second[0]) < int(first[1])


def as_frame(rows: Iterable[tuple[str, dict[str, Any]]]) -> pd.DataFrame:
    """Attributions of several texts as `compare_labels` wants them; a text is an article."""
    columns = ["article", "document", "parts", "source_start", "source_end", "kind"]
    table = [{"article": name, "document": name, **row} for name, row in rows]
    return pd.DataFrame(table, columns=columns)


def gold_row(quote: dict[str, Any]) -> dict[str, Any]:
    parts = quote.get("content_parts") or [quote["content"]]
    return _row([tuple(part) for part in parts], quote["source"], quote["type"])


def found_row(found: Attribution) -> dict[str, Any]:
    return _row(list(found.content_parts), found.source, found.kind)


def case_row(text: str, row: dict[str, str]) -> dict[str, Any]:
    parts = [place(text, part.replace("⏎", "\n")) for part in row["content"].split(" … ")]
    return _row(parts, place(text, row["source"]) if row["source"] else None, row["kind"])


def place(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a text, as words of their own if they do so anywhere."""
    whole = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    start = whole.start() if whole else text.index(words)
    return start, start + len(words)


def _row(parts: list[Any], source: Sequence[int] | None, kind: str) -> dict[str, Any]:
    start, end = source or (None, None)
    return {"parts": sorted(parts), "source_start": start, "source_end": end, "kind": kind}
