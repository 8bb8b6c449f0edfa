"""What the report says and lists about numbers."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.report.evidence import READING, Block, Linked, Quote, escape
from analysis.report.findings import Finding, amount, lead, listing, show_findings, verb
from analysis.report.tables import Cell, table

_RELATIONS = {
    "one outlet": "one outlet only",
    "overlap": "values overlap",
    "disjoint": "values do not all overlap",
}
_NAMED = 5


def number_findings(
    numbers: pd.DataFrame, groups: pd.DataFrame, quotes: Mapping[str, Quote]
) -> Block:
    """Say how many numbers each event holds and where outlets counting alike give other values."""
    findings: list[Finding] = []
    events = numbers["event"].nunique()
    for event, own in numbers.groupby("event", sort=True):
        counted = groups[groups["event"] == event]
        findings += _event_findings(str(event), lead(event, events), own, counted)
    if not findings:
        findings.append(
            Finding(
                "finding-numbers",
                "No numeric expression was found.",
                (),
                "Headlines, bodies and quoted blocks were read; captions and page furniture "
                "never are.",
                main=True,
            )
        )
    return show_findings(findings, quotes)


def _event_findings(
    event: str, of: str, numbers: pd.DataFrame, groups: pd.DataFrame
) -> Iterator[Finding]:
    measured = tuple(identity for ids in groups["quantity_ids"] for identity in ids)
    articles = numbers["article"].nunique()
    yield Finding(
        f"finding-numbers-{event}",
        f"{of}{amount(articles, 'article')} {verb(articles, 'gives', 'give')} {{}} numeric "
        f"{verb(len(numbers), 'expression', 'expressions')}; {{}} of them "
        f"{verb(len(measured), 'counts or measures', 'count or measure')} something named.",
        (
            Linked(tuple(numbers["id"]), f"{event}: numeric expressions"),
            Linked(measured, f"{event}: counts and measures"),
        ),
        "Dates, times, years, ordinals and numbers inside names are listed, not compared.",
    )
    shared = groups[(groups["outlets"] > 1) & (groups["kind"] == "count")]
    if not len(shared):
        yield Finding(
            f"finding-shared-{event}",
            f"{of}No two outlets count the same thing by name.",
            (),
            "They may still count the same things under other names.",
            main=True,
        )
        return
    ids = tuple(identity for row in shared["quantity_ids"] for identity in row)
    yield Finding(
        f"finding-shared-{event}",
        f"{of}Two outlets or more count {_units(shared)}, in {{}} numbers; {_parted(shared)}.",
        (Linked(ids, f"{event}: numbers for what two outlets count"),),
        "The same noun is not yet the same thing counted: place, time and scope may differ. "
        "Read the sentences before calling a difference a contradiction.",
        main=True,
    )


def _units(groups: pd.DataFrame) -> str:
    names = [f"“{unit}”" for unit in groups["unit"].head(_NAMED)]
    more = len(groups) - len(names)
    return listing([*names, f"{more} more"] if more else names)


def _parted(shared: pd.DataFrame) -> str:
    parted = shared[shared["relation"] == "disjoint"]
    if not len(parted):
        return "all their values overlap"
    if len(parted) == len(shared) == 1:
        return "the values do not all overlap"
    return f"for {_units(parted)} the values do not all overlap"


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


def kind_table(numbers: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """Count numeric expressions of each outlet by kind."""
    rows: list[list[Cell]] = []
    for (event, outlet, kind), group in numbers.groupby(["event", "outlet", "kind"], sort=True):
        nouns = sorted({str(unit) for unit in group["unit"] if unit is not None and unit == unit})
        shown = ", ".join(nouns[:8]) + (f" and {len(nouns) - 8} more" if len(nouns) > 8 else "")
        linked = Linked(tuple(group["id"]), f"{outlet}: {kind}")
        rows.append([str(outlet), str(event), str(kind), linked, shown or "–"])
    headers = ["Outlet", "Event", "Kind", "Numbers", "Units and nouns"]
    caption = "All numeric expressions by outlet and kind"
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
        return "no value"
    if pd.isna(high):
        return f"{'more than' if low_open else 'at least'} {about}{number(low)}"
    if pd.isna(low):
        return f"{'fewer than' if high_open else 'up to'} {about}{number(high)}"
    if low == high:
        return f"{about}{number(low)}"
    return f"{about}{number(low)} to {number(high)}"


def number(value: float) -> str:
    """Write a value with separators and without needless decimals."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6g}"
