"""Score which numbers are compared, and the verdicts, against hand labels.

The program's proposals are scored alone: neither ``measurands.toml`` nor ``aliases.csv`` of the
corpus counts. *Pairs* are numbers of two articles, or of headline and body of one, that count the
same thing at the same place and time; P, R and F1 are over pairs. *Verdict* is the share of right
verdicts among pairs that both have. *Contradictory* is how many of the contradictory pairs are
found and called so, *false* how many pairs are called contradictory that are labelled as the same,
rounded, compatible or in tension, and *apart* how many look-alikes, pairs that must never be
compared, are not proposed.

    python benchmarks/claim_scores.py
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis import load_corpus, mark_attributions, mark_quantities
from analysis.compare.claims.cards import measurand_cards
from analysis.compare.claims.proposals import propose_pairs
from analysis.compare.claims.verdicts import (
    COMPATIBLE,
    CONTRADICTORY,
    NOT_COMPARABLE,
    ROUNDING,
    SAME,
    TENSION,
    as_claim,
    compare_pair,
)

PROJECT = Path(__file__).resolve().parents[1]
INVENTED = PROJECT / "tests" / "fixtures" / "tolls"
GOLD = PROJECT / "tests" / "gold" / "number_pairs.csv"
HEADER = (
    "comparable numbers",
    "pairs",
    "P",
    "R",
    "F1",
    "verdict",
    "contradictory",
    "false",
    "apart",
)
AGREEING = (SAME, ROUNDING, COMPATIBLE, TENSION)

Row = Sequence[str]
Pair = tuple[str, str]


class Labelled(NamedTuple):
    """Two places (document, start, end) and the verdict on them."""

    one: tuple[str, int, int]
    two: tuple[str, int, int]
    verdict: str


def score_claims() -> list[Row]:
    """One row a reader of the first corpus, then one an invented event."""
    rows: list[Row] = [HEADER]
    with GOLD.open(encoding="utf-8", newline="") as file:
        labels = list(csv.DictReader(file))
    found = propose(PROJECT / "seeds")
    for reader in sorted({row["reader"] for row in labels}):
        own = [labelled(row, "document") for row in labels if row["reader"] == reader]
        rows.append((f"first corpus, reader {reader}", *score(found, own)))
    for folder in sorted(INVENTED.iterdir() if INVENTED.is_dir() else ()):
        own = []
        for name in ("pairs", "lookalikes"):
            with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                own += [labelled(row, "article") for row in csv.DictReader(file)]
        rows.append((f"invented: {folder.name}", *score(propose(folder / "articles"), own)))
    return rows


def labelled(row: Mapping[str, str], place: str) -> Labelled:
    sides = [
        (row[f"{place}_{side}"], int(row[f"start_{side}"]), int(row[f"end_{side}"]))
        for side in "ab"
    ]
    return Labelled(sides[0], sides[1], row.get("verdict") or NOT_COMPARABLE)


def propose(folder: Path) -> tuple[pd.DataFrame, dict[Pair, str]]:
    """The cards of a corpus, and the verdict on each proposed pair."""
    corpus = load_corpus(folder)
    corpus = replace(corpus, aliases=corpus.aliases.iloc[:0])
    cards = measurand_cards(corpus, mark_quantities(corpus), mark_attributions(corpus))
    rows = cards.set_index("id", drop=False).to_dict("index")
    verdicts = {}
    for each in propose_pairs(corpus, cards):
        one, two = sorted((each.id_a, each.id_b))
        verdicts[one, two] = compare_pair(as_claim(rows[one]), as_claim(rows[two])).verdict
    return cards, verdicts


def score(found: tuple[pd.DataFrame, dict[Pair, str]], labels: Iterable[Labelled]) -> list[str]:
    """Cells of one row, in the order of `HEADER`."""
    cards, verdicts = found
    places: dict[str, list[dict[Any, Any]]] = {}
    for row in cards.to_dict("records"):
        places.setdefault(row["document"], []).append(row)
    wanted: dict[Pair, str] = {}
    apart: set[Pair] = set()
    for label in labels:
        ids = [_at(places.get(where[0], []), where) for where in (label.one, label.two)]
        if not all(ids) or ids[0] == ids[1]:
            continue
        one, two = sorted(map(str, ids))
        if label.verdict == NOT_COMPARABLE:
            apart.add((one, two))
        else:
            wanted[one, two] = label.verdict
    both = [pair for pair in verdicts if pair in wanted]
    precision = len(both) / len(verdicts) if verdicts else 0.0
    recall = len(both) / len(wanted) if wanted else 0.0
    f1 = 2 * len(both) / (len(verdicts) + len(wanted)) if verdicts or wanted else 0.0
    right = sum(verdicts[pair] == wanted[pair] for pair in both)
    against = [pair for pair, verdict in wanted.items() if verdict == CONTRADICTORY]
    called = sum(verdicts.get(pair) == CONTRADICTORY for pair in against)
    false = sum(wanted[p] in AGREEING and verdicts[p] == CONTRADICTORY for p in both)
    kept = sum(pair not in verdicts for pair in apart)
    return [
        str(len(wanted)), f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}",
        f"{right / len(both):.3f}" if both else "-", f"{called}/{len(against)}", str(false),
        f"{kept}/{len(apart)}",
    ]  # fmt: skip


def _at(rows: Iterable[Mapping[Any, Any]], place: tuple[str, int, int]) -> str | None:
    """Id of the number at a place."""
    return next(
        (row["id"] for row in rows if row["start"] < place[2] and place[1] < row["end"]), None
    )


if __name__ == "__main__":
    from accuracy import print_table

    print_table(score_claims())
