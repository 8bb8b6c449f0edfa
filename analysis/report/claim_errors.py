"""How often numbers are missed or misread, and compared wrongly: against two readers' labels."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from analysis.compare.agreement import compare_labels
from analysis.compare.claims.cards import measurand_cards
from analysis.compare.claims.claims import compare_claims
from analysis.compare.claims.verdicts import NOT_COMPARABLE, VERDICTS
from analysis.corpus.corpus import Corpus
from analysis.corpus.labels import LABELS, read_labels
from analysis.marks.spine import mark_attributions, mark_quantities
from analysis.report.claim_verdicts import compared
from analysis.report.error_quotes import LabelQuotes
from analysis.report.error_scores import What, error_section
from analysis.report.errors import equal, labelled_corpus, no_labels
from analysis.report.evidence import Block, Linked, Quote, escape
from analysis.report.findings import percent
from analysis.report.numbers import interval
from analysis.report.tables import NONE, Cell, table

Span = tuple[str, int, int]
"""Document, start and end of a number."""

Pair = frozenset[Span]

_NUMBERS = What(
    "quantities", "number", "numbers",
    "For an estimate see the scores on public gold data (benchmarks/accuracy.py).",
    {"Interval": "This compares both ends, whether they are open, and whether it is approximate."},
)  # fmt: skip


def number_errors(shown: Corpus) -> Block:
    """Score the finder of numbers against the hand labels, whatever corpus is shown."""
    labelled = labelled_corpus(shown)
    labels = None if labelled is None else read_labels("quantities", labelled)
    if labelled is None or labels is None:
        return no_labels("numbers")
    for end in ("low", "high"):
        labels[end] = pd.to_numeric(labels[end], errors="coerce")
    for name in ("low_open", "high_open", "approx"):
        labels[name] = labels[name] == "true"
    fields = {"Interval": equal("interval"), "Kind": equal("kind")}
    return error_section(
        _with_interval(labels), _with_interval(mark_quantities(labelled)), labelled, _NUMBERS,
        fields, shown=shown,
    )  # fmt: skip


def _with_interval(numbers: pd.DataFrame) -> pd.DataFrame:
    """The same with the interval in words."""
    columns = numbers[["low", "high", "low_open", "high_open", "approx"]]
    said = [interval(*row) for row in columns.itertuples(index=False, name=None)]
    return numbers.assign(interval=pd.Series(said, numbers.index, dtype="object"))


class Judged(NamedTuple):
    """Pairs of numbers that are compared, with their verdicts, and those kept apart."""

    name: str
    compared: Mapping[Pair, str]
    apart: frozenset[Pair]


def pair_errors(shown: Corpus) -> Block:
    """Score which numbers are compared, and the verdicts, against the hand labels.

    The decisions of an analyst are left out: what is scored is what the program proposes.
    """
    labelled = labelled_corpus(shown)
    path = LABELS / "number_pairs.csv"
    if labelled is None or not path.exists():
        return no_labels("pairs of numbers")
    labels = pd.read_csv(path, dtype=str, keep_default_na=False)
    readers = [_read(str(name), own.to_dict("records")) for name, own in labels.groupby("reader")]
    program, places = _proposed(labelled)
    readers = [_placed(reader, places) for reader in readers]
    return score_pairs(program, readers, labelled, same=labelled.digest == shown.digest)


def _read(name: str, rows: Sequence[Mapping[Any, Any]]) -> Judged:
    found, apart = dict[Pair, str](), set[Pair]()
    for row in rows:
        pair = frozenset(
            (row[f"document_{side}"], int(row[f"start_{side}"]), int(row[f"end_{side}"]))
            for side in "ab"
        )
        if row["verdict"] == NOT_COMPARABLE:
            apart.add(pair)
        else:
            found[pair] = row["verdict"]
    return Judged(f"reader {name}", found, frozenset(apart))


def _proposed(corpus: Corpus) -> tuple[Judged, list[Span]]:
    """What the program compares without an analyst, and the places of all its numbers."""
    quantities = mark_quantities(corpus)
    cards = measurand_cards(corpus, quantities, mark_attributions(corpus))
    undecided = replace(corpus, measurands=corpus.measurands.iloc[:0], measurand_problems=())
    claims = compare_claims(undecided, cards)
    columns = ["document", "start", "end"]
    of = {
        identity: (document, start, end)
        for identity, document, start, end in quantities[["id", *columns]].itertuples(
            index=False, name=None
        )
    }
    found = {
        frozenset((of[row["id_a"]], of[row["id_b"]])): str(row["verdict"])
        for row in compared(claims).to_dict("records")
    }
    return Judged("program", found, frozenset()), list(of.values())


def _placed(reader: Judged, places: Sequence[Span]) -> Judged:
    """The same with the program's places of the numbers that both found."""
    spans = {span for pair in [*reader.compared, *reader.apart] for span in pair}
    matched = _matches(sorted(spans), places)

    def move(pair: Pair) -> Pair:
        return frozenset(matched.get(span, span) for span in pair)

    moved = {move(pair): verdict for pair, verdict in reader.compared.items()}
    return reader._replace(compared=moved, apart=frozenset(map(move, reader.apart)))


def _matches(labels: Sequence[Span], places: Sequence[Span]) -> dict[Span, Span]:
    """For each labelled number the one of the program that shares most with it."""
    frames = [
        pd.DataFrame(
            [(document, document, ((start, end),)) for document, start, end in spans],
            columns=["article", "document", "parts"],
        )
        for spans in (labels, places)
    ]
    pairs = compare_labels(*frames).pairs
    return {
        labels[label]: places[mark]
        for label, mark in zip(pairs["label"], pairs["mark"], strict=True)
    }


def score_pairs(program: Judged, readers: Sequence[Judged], corpus: Corpus, *, same: bool) -> Block:
    """Set the program's pairs beside those of readers, and the readers' beside each other.

    ``same`` says whether the page is about the labelled corpus: only then pairs are quoted.
    """
    sides = [(reader, program) for reader in readers]
    if len(readers) == 2:
        sides.append((readers[0], readers[1]))
    quotes = _PairQuotes(corpus)
    columns = [_scores(*side, quotes, same) for side in sides]
    names = list(dict.fromkeys(name for column in columns for name in column))
    rows = [[name, *(column.get(name, NONE) for column in columns)] for name in names]
    headers = ["Measure", *(f"{two.name.capitalize()} against {one.name}" for one, two in sides)]
    caption = "Pairs of numbers that count the same, against hand labels"
    scores = table("errors-pairs", caption, headers, rows, quotes.made, numeric=headers[1:])
    said = " ".join(_said(program, readers, same))
    return Block(f"<p>{escape(said)}</p>{scores.html}", f"{said}\n{scores.plain}")


def f1(one: Mapping[Pair, str], two: Mapping[Pair, str]) -> float:
    """Harmonic mean of precision and recall of pairs."""
    return 2 * len(one.keys() & two.keys()) / (len(one) + len(two)) if one or two else 0.0


def _agreeing(one: Judged, two: Judged) -> tuple[int, int]:
    both = one.compared.keys() & two.compared.keys()
    return sum(one.compared[pair] == two.compared[pair] for pair in both), len(both)


def _scores(one: Judged, two: Judged, quotes: "_PairQuotes", same: bool) -> dict[str, Cell]:
    """The cells of a comparison by measure; ``one`` is what the other is measured by."""
    both = one.compared.keys() & two.compared.keys()

    def listed(pairs: Sequence[Pair], label: str, leads: Sequence[str]) -> Cell:
        return Linked(quotes.add(pairs, leads), label) if same else f"{len(pairs):,}"

    missed = sorted(one.compared.keys() - both, key=sorted)
    extra = sorted(two.compared.keys() - both, key=sorted)
    other = sorted((p for p in both if one.compared[p] != two.compared[p]), key=sorted)
    name = f"{two.name.capitalize()} against {one.name}"
    cells: dict[str, Cell] = {
        "Compared by the reader": f"{len(one.compared):,}",
        "Compared": f"{len(two.compared):,}",
        "In both": f"{len(both):,}",
        "Missed": listed(missed, f"{name}: missed", [one.compared[p] for p in missed]),
        "Compared wrongly": listed(
            extra, f"{name}: not the reader's", [two.compared[p] for p in extra]
        ),
        "Precision": percent(len(both) / len(two.compared)) if two.compared else NONE,
        "Recall": percent(len(both) / len(one.compared)) if one.compared else NONE,
        "F1": f"{f1(one.compared, two.compared):.2f}",
        "Verdict agrees": percent(1 - len(other) / len(both)) if both else NONE,
        "Verdict differs": listed(
            other, f"{name}: verdict differs",
            [f"{one.name}: {one.compared[p]}; {two.name}: {two.compared[p]}" for p in other],
        ),
    }  # fmt: skip
    if one.apart:
        kept = len(one.apart - two.compared.keys())
        cells["Look-alikes of the reader kept apart"] = f"{kept:,} of {len(one.apart):,}"
    return cells


def _said(program: Judged, readers: Sequence[Judged], same: bool) -> Iterator[str]:
    where = "of the corpus shown here" if same else "of another corpus than the one shown here"
    who = "One reader" if len(readers) == 1 else "Two readers, working apart,"
    yield (
        f"{who} listed which numbers {where} count the same and gave each pair a verdict. An "
        "analyst's decisions are left out: scored is what the program proposes by itself. Its "
        "rules were written with these texts at hand: expect it to do worse on others."
    )
    scores = sorted({f"{f1(reader.compared, program.compared):.2f}" for reader in readers})
    between = (
        f"; the readers reach {f1(readers[0].compared, readers[1].compared):.2f} with each other"
        if len(readers) == 2 else ""
    )  # fmt: skip
    yield f"F1 of the pairs is {' to '.join(scores)}{between}."
    shares = [_agreeing(reader, program) for reader in readers]
    told = sorted({percent(right / both) for right, both in shares if both})
    if told:
        yield (
            f"Of the pairs that the program and a reader both compare, {' to '.join(told)} have "
            "the same verdict."
        )
    labelled = {verdict for reader in readers for verdict in reader.compared.values()}
    if missing := [verdict for verdict in VERDICTS if verdict not in labelled]:
        yield f"No labelled pair has the verdict {' or '.join(missing)}: these are not tested here."
    if not same:
        yield "What was missed and compared wrongly is quoted in the report on the labelled corpus."


class _PairQuotes:
    """Makes quotes of pairs of places: one sentence with the other beside it."""

    def __init__(self, corpus: Corpus) -> None:
        self._single = LabelQuotes(corpus)
        self.made: dict[str, Quote] = {}

    def add(self, pairs: Sequence[Pair], leads: Sequence[str]) -> tuple[str, ...]:
        """Ids of new quotes, one a pair; ``leads`` are said before them."""
        ids = []
        for pair, lead in zip(pairs, leads, strict=True):
            spans = sorted(pair)
            places = pd.DataFrame(spans, columns=["document", "start", "end"])
            parts = pd.Series([((start, end),) for _, start, end in spans], dtype="object")
            one, *others = self._single.add(places.assign(parts=parts))
            quote = self._single.made[one]
            identity = f"pair-error-{len(self.made) + 1}"
            beside = tuple(self._single.made[other] for other in others)
            self.made[identity] = quote._replace(beside=beside, lead=lead)
            ids.append(identity)
        return tuple(ids)
