"""What the report says and lists of speakers: named or not, in which outlets, on which side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.compare.attribution import own_attributions
from analysis.corpus.aliases import ALIASES, COLUMNS
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import (
    Finding,
    amount,
    by_event,
    in_table,
    listing,
    outlet_name,
    percent,
    show_findings,
    some_of,
    verb,
)
from analysis.report.tables import Cell, table

_NAMED = 5
_MANY_OUTLETS = 6
_FEWEST_SIDED = 5
"""Outlets with fewer attributions to a side are not compared by their most frequent side."""

_NO_SIDE = "none given"


def speaker_findings(
    corpus: Corpus, attributions: pd.DataFrame, speakers: pd.DataFrame, quotes: Mapping[str, Quote]
) -> Block:
    """Say how many speakers have a name, and which of them several outlets report.

    Parameters
    ----------
    corpus
        The corpus.
    attributions, speakers
        The frames of ``mark_attributions`` and ``compare_speakers``.
    quotes
        Quotes by id.
    """
    own = own_attributions(corpus, attributions)

    def tell(event: str) -> Iterator[Finding]:
        here = speakers[speakers["event"] == event]
        outlets = corpus.articles.loc[corpus.articles["event"] == event, "outlet"]
        if len(here):
            ids = tuple(own.loc[own["event"] == event, "id"])
            yield _shared_speakers(
                event, here, ids, outlets[outlets != UNKNOWN].nunique(), _joining(corpus)
            )

    return show_findings(by_event(corpus, tell), quotes)


def _joining(corpus: Corpus) -> str:
    """Say by what speakers are put together."""
    if len(corpus.aliases):
        how = (
            f"Speakers are put together by name, and by the {ALIASES} of this corpus: two names of "
            "one body that it does not join are two speakers, and namesakes one."
        )
    else:
        how = (
            "Speakers are put together by name: two names of one body (a capital, its ministry) "
            f"are two speakers unless a file {ALIASES} of the corpus joins them, and namesakes one."
        )
    return (
        f"{how} Those without a name are told apart by the words for them, outlet by outlet; an "
        "attribution that names nobody has no speaker. Articles of unknown outlet are no further "
        "outlet."
    )


def _shared_speakers(
    event: str, speakers: pd.DataFrame, every: tuple[str, ...], outlets: int, caution: str
) -> Finding:
    named = speakers[speakers["named"]]
    shared = named[named["outlets"] > 1]
    identity = f"finding-speakers-{event}"
    base = amount(len(speakers), "speaker")
    if not len(named):
        what = f"Of {base}, none has a name."
        return Finding(identity, what, (), caution)
    attributions = verb(len(every), "attribution", "attributions")
    start = (
        f"Of {base}, {{}} {verb(len(named), 'has', 'have')} a name and "
        f"{verb(len(named), 'is', 'are')} reported in {{}} of {{}} {attributions}"
    )
    first = (
        in_table(f"{len(named):,}", "speakers"),
        Linked(_joined(named["ids"]), "attributions to named speakers"),
        Linked(every, "attributions"),
    )
    if outlets < 2:
        return Finding(
            identity, f"{start}; there is no second outlet to compare with.", first, caution
        )
    if not len(shared):
        return Finding(identity, f"{start}; none of them by two outlets.", first, caution, True)
    top = _rows(shared.head(_NAMED))
    names = listing(
        [f"{{}} ({{}} in {row['outlets']:,} outlets)" for row in top],
        [row["speaker"] for row in top],
    )
    more = f", and {len(shared) - len(top):,} more" if len(shared) > len(top) else ""
    values = [value for row in top for value in (row["speaker"], _linked(row))]
    return Finding(
        identity,
        f"{start}; {len(shared):,} of them by two outlets or more: {names}{more}.",
        (*first, *values),
        caution,
        main=True,
    )


def speaker_table(
    speakers: pd.DataFrame,
    quotes: Mapping[str, Quote],
    event_names: Mapping[str, str] | None = None,
    at_most: int = 30,
) -> Block:
    """List the named speakers, those whom most outlets report first."""
    named = speakers[speakers["named"]].sort_values(
        ["outlets", "attributions"], ascending=False, kind="stable"
    )
    with_sides = _has_sides(speakers)
    rows: list[list[Cell]] = [
        [
            row["speaker"], row["event"], row["source_type"], *_side_cell(row, with_sides),
            f"{row['outlets']:,}", some_of(row["by"], _MANY_OUTLETS) or outlet_name("unknown"),
            _linked(row),
        ]
        for row in _rows(named.head(at_most))
    ]  # fmt: skip
    headers = ["Speaker", "Event", "Kind", *_side_header(with_sides), "Outlets", "Which"]
    caption = f"Named speakers, those reported by most outlets first{_of(named, speakers, at_most)}"
    return table(
        "speakers", caption, [*headers, "Attributions"], rows, quotes,
        numeric=["Outlets", "Attributions"], event_names=event_names)  # fmt: skip


def unnamed_table(
    speakers: pd.DataFrame,
    quotes: Mapping[str, Quote],
    event_names: Mapping[str, str] | None = None,
    at_most: int = 40,
) -> Block:
    """List the sources without a name, outlet by outlet, by the words for them."""
    unnamed = speakers[~speakers["named"]].sort_values(
        ["attributions", "speaker"], ascending=[False, True], kind="stable"
    )
    with_sides = _has_sides(speakers)
    rows: list[list[Cell]] = [
        [
            row["speaker"], some_of(row["by"], _MANY_OUTLETS) or outlet_name("unknown"),
            row["event"], *_side_cell(row, with_sides), _linked(row),
        ]
        for row in _rows(unnamed.head(at_most))
    ]  # fmt: skip
    headers = ["Source as described", "Outlet", "Event", *_side_header(with_sides), "Attributions"]
    caption = f"Sources without a name, apart for each outlet{_of(unnamed, speakers, at_most)}"
    return table(
        "unnamed",
        caption,
        headers,
        rows,
        quotes,
        numeric=headers[-1:],
        folded=True,
        event_names=event_names,
    )


def _of(some: pd.DataFrame, every: pd.DataFrame, at_most: int) -> str:
    """Say in a caption how many rows are shown, and of how many speakers they are."""
    if not len(some):
        return ""
    shown = f", the first {at_most:,}" if len(some) > at_most else ""
    return f"{shown} ({len(some):,} of {amount(len(every), 'speaker')})"


def _has_sides(speakers: pd.DataFrame) -> bool:
    return bool((speakers["side"] != "").any())


def _side_header(with_sides: bool) -> list[str]:
    return ["Side"] if with_sides else []


def _side_cell(row: Mapping[Any, Any], with_sides: bool) -> list[str]:
    return [row["side"] or _NO_SIDE] if with_sides else []


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
    return (f". The side quoted most by an outlet: {'; '.join(said)}" if said else ""), values


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
            side = row["side"] or _NO_SIDE
            share = f"{percent(row['share'])} of {row['sided']:,}" if row["side"] else "–"
            label = f"{outlet}, side {side}"
            rows.append(
                [
                    str(outlet), str(event), side, Linked(row["ids"], f"{label}: attributions"),
                    Linked(row["named"], f"{label}: named speakers"), share,
                ]
            )  # fmt: skip
    headers = ["Outlet", "Event", "Side", "Attributions", "Speaker named", "Share"]
    caption = (
        "Attributions by outlet and side of the speaker; share of the outlet’s attributions that "
        "have a side"
    )
    return table(
        "sides", caption, headers, rows, quotes, numeric=headers[3:], event_names=event_names
    )


def _linked(row: Mapping[Any, Any]) -> Linked:
    return Linked(row["ids"], f"{row['speaker']}: attributions")


def _rows(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    return rows.to_dict("records")


def _joined(ids: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(identity for group in ids for identity in group))
