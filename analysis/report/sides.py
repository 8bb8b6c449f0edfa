"""What the report says and lists of sides: which the outlets quote, and who stands on which."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.corpus.aliases import ALIASES, COLUMNS, SPEAKING
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.text import name_key
from analysis.report.counted import ATTRIBUTIONS, unknown_note
from analysis.report.evidence import Block, Linked, Quote, outlet_cell
from analysis.report.findings import (
    Finding,
    amount,
    by_event,
    listing,
    outlet_name,
    percent,
    show_findings,
    verb,
)
from analysis.report.tables import NONE, Cell, table

_NAMED = 5
_FEWEST_SIDED = 5
"""Outlets with fewer attributions to a side are not compared by their most frequent side."""

NO_SIDE = "none given"
"""What is said of a speaker whom the aliases put on no side."""


def side_findings(corpus: Corpus, sides: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """Say which sides the outlets quote, as far as the corpus's aliases give any.

    Parameters
    ----------
    corpus
        The corpus.
    sides
        The frame of ``compare_sides``.
    quotes
        Quotes by id.
    """
    if sides.empty:
        columns = listing(COLUMNS)
        sentence = (
            f"Nothing is said of sides, for no file {ALIASES} of this corpus gives any; to give "
            f"them, put one with the columns {columns} into the corpus folder."
        )
        about = "A side is the analyst’s grouping of speakers; it cannot be read off the texts."
        return show_findings([Finding("finding-sides", sentence, (), about)], quotes)

    def tell(event: str) -> Iterator[Finding]:
        here = sides[(sides["event"] == event) & (sides["attributions"] > 0)]
        if len(here):
            yield _sides(event, here)

    return show_findings(by_event(corpus, tell), quotes)


def _sides(event: str, sides: pd.DataFrame) -> Finding:
    given = sides[sides["side"] != ""]
    every, of_sides = _joined(sides["ids"]), _joined(given["ids"])
    rest = _joined(sides.loc[sides["side"] == "", "ids"])
    most = [(str(side), _joined(group["ids"])) for side, group in given.groupby("side", sort=False)]
    most.sort(key=lambda each: (-len(each[1]), each[0]))
    values: list[str | Linked | Block] = [
        Linked(every, "attributions"),
        Linked(of_sides, "attributions whose speaker has a side"),
        Linked(rest, "attributions without a side"),
    ]
    said = (
        f"Of {{}} {verb(len(every), 'attribution', 'attributions')}, {{}} "
        f"{verb(len(of_sides), 'has', 'have')} a speaker with a side and {{}} "
        f"{verb(len(rest), 'has', 'have')} none"
    )
    if most:
        names = listing([f"{{}} ({{}} in {_outlets_of(given, side)})" for side, _ in most[:_NAMED]])
        more = f", and {amount(len(most) - _NAMED, 'more side')}" if len(most) > _NAMED else ""
        said += f". Sides quoted most: {names}{more}"
        for side, ids in most[:_NAMED]:
            values += [side, Linked(ids, f"attributions, side {side}")]
        ends, parts = _first_sides(given)
        said, values = said + ends, [*values, *parts]
    caution = (
        f"Sides are the analyst’s, from the {ALIASES} of this corpus, and were not found in the "
        "texts. A speaker without a row there has none, nor has an attribution that names nobody. "
        "Counts are of attributions, which depend on each other within an article; no test is made."
    )
    return Finding(f"finding-sides-{event}", f"{said}.", tuple(values), caution, main=True)


def _outlets_of(given: pd.DataFrame, side: str) -> str:
    outlets = set(given.loc[given["side"] == side, "outlet"]) - {UNKNOWN}
    return amount(len(outlets), "outlet") if outlets else outlet_name(UNKNOWN)


def _first_sides(given: pd.DataFrame) -> tuple[str, list[str | Linked | Block]]:
    """Name the side that each outlet quotes most, where it quotes any often enough."""
    known = given[(given["outlet"] != UNKNOWN) & (given["sided"] >= _FEWEST_SIDED)]
    said: list[str] = []
    values: list[str | Linked | Block] = []
    groups = sorted(known.groupby("outlet"), key=lambda each: (-each[1]["sided"].max(), each[0]))
    for outlet, rows in groups[:_NAMED]:
        first = rows[rows["attributions"] == rows["attributions"].max()]
        each = "each " if len(first) > 1 else ""
        names = listing(["{}"] * len(first))
        said.append(f"{names} in {{}} ({{}} {each}of {{}})")
        values += [*map(str, first["side"]), str(outlet)]
        values.append(Linked(first["ids"].iloc[0], f"{outlet}: {first['side'].iloc[0]}"))
        values.append(Linked(_joined(rows["ids"]), f"{outlet}: attributions with a side"))
    start = (
        f". The side quoted most by an outlet, of those with {_FEWEST_SIDED} attributions or more "
        "to a speaker with a side"
    )
    return (f"{start}: {'; '.join(said)}" if said else ""), values


def side_table(
    sides: pd.DataFrame, quotes: Mapping[str, Quote], event_names: Mapping[str, str] | None = None
) -> Block:
    """List attributions of each outlet by side, those without one last."""
    rows: list[list[Cell]] = []
    for (event, outlet), group in sides.groupby(["event", "outlet"], sort=False):
        found = group[group["attributions"] > 0]
        found = found.assign(last=found["side"] == "").sort_values(
            ["last", "attributions", "side"], ascending=[True, False, True]
        )
        for row in _rows(found):
            side = row["side"] or NO_SIDE
            share = f"{percent(row['share'])} of {row['sided']:,}" if row["side"] else "–"
            label = f"{outlet}, side {side}"
            rows.append(
                [
                    outlet_cell(outlet), str(event), side,
                    Linked(row["ids"], f"{label}: attributions"),
                    Linked(row["named"], f"{label}: named speakers"), share,
                ]
            )  # fmt: skip
    headers = ["Outlet", "Event", "Side", "Attributions", "Speaker named", "Share"]
    caption = (
        "Attributions by outlet and side of the speaker; share of the outlet’s attributions that "
        "have a side"
    )
    return table(
        "sides", caption, headers, rows, quotes, numeric=headers[3:], event_names=event_names,
        notes=[ATTRIBUTIONS, unknown_note(sides["outlet"])],
    )  # fmt: skip


def side_members(corpus: Corpus) -> Block:
    """List the sides of the corpus with their speakers, as its aliases give them; folded."""
    names: dict[str, dict[str, list[str]]] = {}
    columns = (corpus.aliases[column] for column in ("kind", "side", "name", "alias"))
    for kind, side, name, alias in zip(*columns, strict=True):
        if kind in SPEAKING and side:
            others = names.setdefault(side, {}).setdefault(name, [])
            others += [alias] if name_key(alias) != name_key(name) else []
    rows: list[list[Cell]] = [
        [name, side, ", ".join(f"“{each}”" for each in dict.fromkeys(others)) or NONE]
        for side, members in sorted(names.items())
        for name, others in sorted(members.items())
    ]
    return table(
        "side-members", f"Who stands on which side, from the {ALIASES} of this corpus",
        ["Speaker", "Side", "Also called"], rows, {}, folded=True,
    )  # fmt: skip


def _rows(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    return rows.to_dict("records")


def _joined(ids: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(identity for group in ids for identity in group))
