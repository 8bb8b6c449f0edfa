"""What the report says and lists about numbers."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.compare.numbers import KINDS
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.report.evidence import READING, Block, Linked, Quote, escape
from analysis.report.findings import (
    Finding,
    amount,
    lead,
    listing,
    show_findings,
    verb,
)
from analysis.report.tables import Cell, table

_RELATIONS = {
    "one outlet": "one outlet only",
    "overlap": "every two have a value in common",
    "disjoint": "some two have no value in common",
}
_NAMED = 5


def number_findings(
    corpus: Corpus, numbers: pd.DataFrame, groups: pd.DataFrame, quotes: Mapping[str, Quote]
) -> Block:
    """Say how many numbers each event holds and where outlets counting alike give other values."""
    findings: list[Finding] = []
    events = sorted(corpus.articles["event"].unique())
    for event in events:
        own = numbers[numbers["event"] == event], groups[groups["event"] == event]
        outlets = corpus.articles.loc[corpus.articles["event"] == event, "outlet"]
        known = outlets[outlets != UNKNOWN].nunique()
        findings += _event_findings(str(event), lead(event, len(events)), *own, known)
    return show_findings(findings, quotes)


def _event_findings(
    event: str, of: str, numbers: pd.DataFrame, groups: pd.DataFrame, outlets: int
) -> Iterator[Finding]:
    if not len(numbers):
        yield Finding(
            f"finding-numbers-{event}",
            f"{of}No numeric expression was found.",
            (),
            "Headlines, bodies and quoted blocks were read; captions and page furniture never are.",
            main=True,
        )
        return
    measured = tuple(identity for ids in groups["quantity_ids"] for identity in ids)
    articles = numbers["article"].nunique()
    yield Finding(
        f"finding-numbers-{event}",
        f"{of}{amount(articles, 'article')} {verb(articles, 'gives', 'give')} {{}} numeric "
        f"{verb(len(numbers), 'expression', 'expressions')}; {{}} of them "
        f"{verb(len(measured), 'counts or measures', 'count or measure')} something named.",
        (
            Linked(tuple(numbers["id"]), f"{of}numeric expressions"),
            Linked(measured, f"{of}counts and measures"),
        ),
        "Dates, times, years, ordinals and numbers inside names are listed, not compared.",
    )
    yield _shared(event, of, groups, outlets)


def _shared(event: str, of: str, groups: pd.DataFrame, outlets: int) -> Finding:
    """Say what two outlets count alike, and whether their values meet."""
    identity = f"finding-shared-{event}"
    shared = groups[(groups["outlets"] > 1) & (groups["kind"] == "count")]
    if not len(shared):
        sentence, caution = (
            ("No two outlets count the same thing by name.", "They may under other names.")
            if outlets > 1
            else ("No numbers can be compared.", "There is no second outlet to compare with.")
        )
        return Finding(identity, f"{of}{sentence}", (), caution, main=True)
    ids = tuple(identity for row in shared["quantity_ids"] for identity in row)
    return Finding(
        identity,
        f"{of}Two outlets or more count {_units(shared)}, in {{}} numbers; {_parted(shared)}.",
        (Linked(ids, f"{of}numbers for what two outlets count"),),
        "The same noun is not yet the same thing counted: place, time and scope may differ. "
        "Read the sentences before calling a difference a contradiction.",
        main=True,
    )


def _units(groups: pd.DataFrame) -> str:
    names = [f"“{unit}”" for unit in groups["unit"].head(_NAMED)]
    more = len(groups) - len(names)
    return listing([*names, f"{more} more"] if more else names)


def _parted(shared: pd.DataFrame) -> str:
    """Say for which units two outlets have no value in common."""
    parted = shared[shared["relation"] == "disjoint"]
    if not len(parted):
        return "every two outlets that count the same have a value in common"
    which = "" if len(shared) == 1 else f"for {_units(parted)} "
    return f"{which}some two outlets have no value in common"


def unit_table(groups: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """List what is counted by two outlets or more: who counts it, between which values."""
    shared = groups[groups["outlets"] > 1]
    rows: list[list[Cell]] = [
        [
            str(row["unit"]),
            str(row["event"]),
            str(row["kind"]),
            listing(list(row["outlet_names"])),
            f"{row['articles']:,}",
            Linked(row["quantity_ids"], f"{row['unit']}: numbers"),
            interval(row["low"], row["high"]),
            _RELATIONS[row["relation"]],
        ]
        for row in shared.to_dict("records")
    ]
    headers = [
        "Unit or noun", "Event", "Kind", "Outlets", "Articles", "Numbers", "All values within",
        "Between outlets",
    ]  # fmt: skip
    caption = "What two outlets or more count or measure, by name"
    return table("units", caption, headers, rows, quotes, numeric=("Articles", "Numbers"))


def side_by_side(numbers: pd.DataFrame, groups: pd.DataFrame) -> Block:
    """List the numbers of outlets that count alike, side by side, each linked to its sentence."""
    shared = groups.loc[groups["outlets"] > 1, ["event", "kind", "unit"]]
    kept = numbers.merge(shared, on=["event", "kind", "unit"], how="inner")
    rows: list[list[Cell]] = [
        [
            str(row["unit"]),
            str(row["outlet"]),
            str(row["published"] or "no date"),
            str(row["role"]),
            _surface(row),
            interval(row["low"], row["high"], row["low_open"], row["high_open"], row["approx"]),
        ]
        for row in kept.to_dict("records")
    ]
    headers = ["Unit or noun", "Outlet", "Published", "Role", "As written", "Read as"]
    caption = "The same words counted: values side by side"
    return table("side-by-side", caption, headers, rows, {})


def noun_table(numbers: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """List all numbers by outlet and by what they count or measure."""
    rows: list[list[Cell]] = []
    named = numbers.assign(noun=numbers["unit"].fillna("–"))
    for key, group in named.groupby(["event", "outlet", "kind", "noun"], sort=True):
        event, outlet, kind, noun = map(str, key)
        linked = Linked(tuple(group["id"]), f"{outlet}: {kind}{'' if noun == '–' else f', {noun}'}")
        low, high = group["low"].min(skipna=False), group["high"].max(skipna=False)
        within = interval(low, high) if kind in KINDS else "–"
        rows.append([outlet, event, kind, noun, linked, within])
    headers = ["Outlet", "Event", "Kind", "Unit or noun", "Numbers", "All values within"]
    caption = "All numeric expressions by outlet and by what they count or measure"
    return table("all-numbers", caption, headers, rows, quotes, numeric=("Numbers",))


def _surface(row: Mapping[Any, Any]) -> Block:
    anchor = str(row["sentence"]).rpartition(".")[2]
    text = " ".join(str(row["text"]).split())
    link = f'<a href="{READING}{row["article"]}.html#{anchor}" dir="auto">{escape(text)}</a>'
    return Block(link, text)


def interval(
    low: float,
    high: float,
    low_open: bool = False,
    high_open: bool = False,
    approx: bool = False,
) -> str:
    """Write an interval in words: "4,000 to 8,000", "more than 9,000", "about 40", "up to 700"."""
    about = "about " if approx else ""
    if pd.isna(low) and pd.isna(high):
        return "open at both ends"
    least = f"{'more than' if low_open else 'at least'} {about}{number(low)}"
    most = f"{'fewer than' if high_open else 'up to'} {about}{number(high)}"
    if pd.isna(high):
        return least
    if pd.isna(low):
        return most
    if low_open or high_open:
        return f"{least} and {most}"
    if low == high:
        return f"{about}{number(low)}"
    return f"{about}{number(low)} to {number(high)}"


def number(value: float) -> str:
    """Write a value with separators and without needless decimals; empty for a missing one."""
    if pd.isna(value):
        return ""
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) >= 1 else f"{value:.3g}"
