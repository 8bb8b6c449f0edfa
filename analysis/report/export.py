"""Write a corpus and its marks as CSV and JSON Lines, for other programs and for archives."""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.compare.claims.cards import measurand_cards
from analysis.compare.claims.claims import compare_claims
from analysis.compare.drift.changes import compare_drift
from analysis.compare.reuse.left_out import boilerplate_stretches
from analysis.compare.reuse.shared_text import compare_reuse
from analysis.compare.similarity import compare_similarity
from analysis.corpus.corpus import Corpus, load_corpus
from analysis.corpus.entries import FIELDS
from analysis.marks.spine import mark_attributions, mark_boosters, mark_hedges, mark_quantities
from analysis.marks.voice import mark_voices
from analysis.report.safe_csv import csv_lines, neutralise, restore
from analysis.report.target import check_target, new_folder

__all__ = ["COLUMNS", "export_corpus", "export_tables", "neutralise", "restore"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": ("document", "sha256", "encoding", "characters", "origin"),
    "segments": ("document", "start", "end", "role", "article"),
    "articles": (
        "article", "document", "event", "outlet", "publisher", "author", "published", "headline",
        "reposted_by", "reposted_on", "quoted_in", "headline_only",
        *(f"{field}_known" for field in FIELDS), "url",
    ),
    "sentences": ("sentence", "article", "document", "start", "end", "role", "text", "words"),
    "hedges": (
        "id", "article", "document", "sentence", "start", "end", "text", "cue", "category", "role",
        "voice", "attribution",
    ),
    "quantities": (
        "id", "article", "document", "sentence", "start", "end", "text", "low", "high", "approx",
        "unit", "noun", "kind", "role", "low_open", "high_open", "voice", "attribution",
    ),
    "attributions": (
        "id", "article", "document", "content_start", "content_end", "cue_start", "cue_end",
        "source_start", "source_end", "parts", "kind", "relation", "source_type", "speaker", "via",
        "sentence", "role", "content", "cue", "source", "category", "nested",
    ),
    "voices": ("article", "document", "start", "end", "role", "voice"),
    "pairs": ("article_a", "article_b", "cosine", "low", "high", "event", "terms"),
    "passages": (
        "article_a", "document_a", "start_a", "end_a", "article_b", "document_b", "start_b",
        "end_b", "kind", "similarity", "id", "event", "outlet_a", "role_a", "outlet_b", "role_b",
        "words", "earlier", "origin", "speaker", "cluster", "boilerplate",
    ),
    "drift": (
        "pair", "event", "passage", "article_from", "sentence_from", "outlet_from", "role_from",
        "article_to", "sentence_to", "outlet_to", "role_to", "directed", "similarity", "kind",
        "before", "after", "id", "document_from", "start_from", "end_from", "document_to",
        "start_to", "end_to",
    ),
    "number_pairs": (
        "id_a", "id_b", "group", "verdict", "status", "score", "reason", "event", "fragile", "note",
    ),
}  # fmt: skip
"""Columns of each exported table, in order. A contract: columns are added, never renamed."""

_README = """\
# Export

Four tables of the corpus (documents, segments, articles, sentences), three of what was found in
its texts (hedges, quantities, attributions), one of whose words they are (voices), one of its
pairs of articles (pairs: similarity), one of the text that articles share (passages), one of what
changed in sentences that stand in two articles (drift) and one of numbers for the same thing
(number_pairs). Rates, tests and groups of numbers are not among them: they are the data behind the
figures of a report, and what `rate_hedges`, `compare_hedging` and `compare_claims` return.

One table a file, each as CSV and as JSON Lines (`.jsonl`, one object a line, UTF-8, `\\n` line
ends). The JSON Lines files are exact; prefer them for programs.

- Offsets (`start`, `end`) count code points of the decoded document, after a byte order mark;
  `text` is the raw slice between them. Document ids are file names without `.txt`.
- `parts` of an attribution are the stretches of its content, `start-end;start-end`;
  `content_start` and `content_end` go round all of them. `content` joins them with ` … `.
  `speaker` is the fullest name that the article gives the source; `nested` says that it stands
  inside quoted words.
- `voice` is own, direct (inside the quotation marks of a report) or paraphrase; `attribution` is
  the id of the innermost attribution whose content holds a hedge or number. The rows of `voices`
  cover every headline, body and quoted block without gaps.
- `terms` of a pair are the terms that its articles share, those that make up most of the cosine
  first: in JSON a list of `[term, share of the cosine]`, in CSV the terms alone, joined by `; `.
- A row of `passages` is a stretch of text that stands in two articles, or twice in one. `kind` is
  verbatim, near-verbatim or paraphrase; `similarity` the share of words in common, in the same
  order; `earlier` the side (a or b) whose article is the earlier one, empty where that is not
  known; `origin` what the passage may be owed to. Passages whose places overlap have one
  `cluster`; `boilerplate` stands in three articles of an outlet, or places of a document, word for
  word. An offset range goes round whatever interrupts the article.
- A row of `drift` is one difference between two sentences, "from" the earlier one where `directed`
  says that this is known. `passage` is the passage that joins them; where it is empty, "to" is a
  headline and "from" the sentence of its body that it takes up. `before` and `after` are the words.
- A row of `number_pairs` is two numbers (`id_a`, `id_b`: ids of `quantities`) that are compared,
  or that the analyst keeps apart. `group` names the numbers that count one thing, empty for those
  kept apart. `status` is proposed (by the program, with `score` from 0 to 1), confirmed or rejected
  (by the analyst, in `measurands.toml`); a rejected pair has a score where the program proposed it.
  `verdict` is same, rounding-compatible, compatible, updated, in tension, undecided, contradictory
  or not comparable; `reason` says why they are compared, and why this verdict; `fragile` that
  another width of "about" gives another one.
- A missing value is an empty cell in CSV and `null` in JSON; an interval end that is open is
  missing too. Read the CSV files with missing-value guessing switched off (pandas:
  `keep_default_na=False`), or an outlet called "NA" is lost.
- CSV cells whose text begins with `=`, `+`, `-`, `@`, a tab or a line break (after any
  apostrophes) carry one apostrophe more in front, so that no spreadsheet runs them; take that
  apostrophe off when reading. Cells of numeric columns are left alone.
- The texts belong to their publishers. The tables hold them for study; check before passing on.

| table | rows | columns |
| --- | --- | --- |
{tables}
"""


def export_corpus(folder: str | Path, out: str | Path) -> list[Path]:
    """Export a corpus folder: each table as ``<out>/<table>.csv`` and ``.jsonl``, and a README.

    The tables are those of ``COLUMNS``: the four frames of the corpus, the three kinds of marks,
    the voices, the similarity of the pairs of articles, the passages they share, the drift and the
    pairs of numbers. An earlier export in ``out`` is replaced whole.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    CorpusError
        If the corpus is not sound.
    UsageError
        If ``out`` holds something that is no export. Nothing is written in either case.
    """
    out = Path(out)
    check_target(out, "export")
    corpus = load_corpus(folder)
    with new_folder(out, "export", corpus.digest) as stage:
        _write_tables(export_tables(corpus), stage)
        written = sorted(path.name for path in stage.iterdir())
    return [out / name for name in written]


def _write_tables(tables: dict[str, pd.DataFrame], stage: Path) -> None:
    for name, table in tables.items():
        rows = list(_plain_rows(table))
        _write_csv(stage / f"{name}.csv", table, rows)
        _write_jsonl(stage / f"{name}.jsonl", table, rows)
    listing = "\n".join(
        f"| {name} | {len(table):,} | {', '.join(table.columns)} |"
        for name, table in tables.items()
    )
    readme = _README.format(tables=listing)
    (stage / "README.md").write_text(readme, encoding="utf-8", newline="\n")


def export_tables(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """Return the exported tables by name, with exactly the columns of ``COLUMNS``."""
    characters = corpus.documents["text"].map(len)
    hedges, quantities = mark_hedges(corpus), mark_quantities(corpus)
    attributions = mark_attributions(corpus)
    passages = compare_reuse(corpus, attributions)
    boosters = mark_boosters(corpus)
    cards = measurand_cards(corpus, quantities, attributions)
    frames = {
        "documents": corpus.documents.assign(characters=characters),
        "segments": corpus.segments,
        "articles": corpus.articles,
        "sentences": corpus.sentences,
        "hedges": hedges,
        "quantities": quantities,
        "attributions": attributions,
        "voices": mark_voices(corpus),
        "pairs": compare_similarity(corpus, boilerplate_stretches(passages)),
        "passages": passages,
        "drift": compare_drift(corpus, passages, hedges, boosters, attributions, quantities),
        "number_pairs": compare_claims(corpus, cards, passages).pairs,
    }
    return {name: frames[name][list(columns)] for name, columns in COLUMNS.items()}


def _plain_rows(table: pd.DataFrame) -> Iterator[list[Any]]:
    """Rows as plain Python values; missing values as None."""
    for row in table.itertuples(index=False, name=None):
        yield [_plain(value) for value in row]


def _plain(value: Any) -> Any:
    if value is pd.NA:
        return None
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and math.isnan(value) else value


def _write_csv(path: Path, table: pd.DataFrame, rows: list[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_lines(table.columns, ([_cell(value) for value in row] for row in rows)))


def _cell(value: Any) -> Any:
    """One value for a cell: of the terms of a pair, their names."""
    return "; ".join(term for term, _ in value) if isinstance(value, tuple) else value


def _write_jsonl(path: Path, table: pd.DataFrame, rows: list[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            record = dict(zip(table.columns, row, strict=True))
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
