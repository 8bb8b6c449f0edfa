"""What the report says and lists of speakers: named or not, and in which outlets."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.compare.attribution import own_attributions
from analysis.compare.dependence import Dependence, find_dependence
from analysis.corpus.aliases import ALIASES
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.report.counted import ATTRIBUTIONS, UNKNOWN_OUTLETS
from analysis.report.evidence import Block, Linked, Quote, outlet_cell
from analysis.report.findings import (
    Finding,
    amount,
    by_event,
    in_table,
    listing,
    not_independent,
    show_findings,
    some_of,
    verb,
)
from analysis.report.sides import NO_SIDE
from analysis.report.tables import Cell, table

_NAMED = 5
_MANY_OUTLETS = 6
REST = "-rest"
"""How the name of a table ends that holds the rows for which another one had no room."""

_MOST = 500
"""Speakers that are listed at most, the folded ones included."""


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
    dependence = find_dependence(corpus)

    def tell(event: str) -> Iterator[Finding]:
        here = speakers[speakers["event"] == event]
        outlets = corpus.articles.loc[corpus.articles["event"] == event, "outlet"]
        if len(here):
            ids = tuple(own.loc[own["event"] == event, "id"])
            depends = not_independent(dependent_outlets(here, dependence))
            caution = f"{_joining(corpus)} {depends}".rstrip()
            yield _shared_speakers(event, here, ids, outlets[outlets != UNKNOWN].nunique(), caution)

    return show_findings(by_event(corpus, tell), quotes)


def dependent_outlets(speakers: pd.DataFrame, dependence: Dependence) -> list[str]:
    """Why outlets that report the same speaker are not independent: a clause a pair of them."""
    shared = speakers[speakers["named"] & (speakers["outlets"] > 1)]
    pairs = {
        (event, *pair)
        for event, outlets in zip(shared["event"], shared["by"], strict=True)
        for pair in combinations(outlets, 2)
    }
    reasons = (dependence.of_outlets(*pair) for pair in sorted(pairs))
    return list(dict.fromkeys(filter(None, reasons)))


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
        "attribution that names nobody has no speaker. An article of unknown outlet does not count "
        "as another outlet."
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
    """List the named speakers, those whom most outlets report first, and the rest in a fold."""
    named = speakers[speakers["named"]].sort_values(
        ["outlets", "attributions"], ascending=False, kind="stable"
    )
    with_sides = _has_sides(speakers)
    headers = ["Speaker", "Event", "Type", *_side_header(with_sides), "Outlets", "Which"]
    notes = [ATTRIBUTIONS, UNKNOWN_OUTLETS]

    def show(slug: str, some: pd.DataFrame, caption: str, folded: bool) -> Block:
        rows: list[list[Cell]] = [
            [
                row["speaker"], row["event"], row["source_type"], *_side_cell(row, with_sides),
                f"{row['outlets']:,}", some_of(row["by"], _MANY_OUTLETS) or outlet_cell(UNKNOWN),
                _linked(row),
            ]
            for row in _rows(some)
        ]  # fmt: skip
        return table(
            slug, caption, [*headers, "Attributions"], rows, quotes, folded=folded,
            numeric=["Outlets", "Attributions"], event_names=event_names,
            notes=() if slug.endswith(REST) else notes,
        )  # fmt: skip

    caption = f"Named speakers, those reported by most outlets first{_of(named, speakers, at_most)}"
    return with_rest(show, "speakers", named, caption, at_most, folded=False)


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
    headers = ["Source as described", "Outlet", "Event", *_side_header(with_sides), "Attributions"]

    def show(slug: str, some: pd.DataFrame, caption: str, folded: bool) -> Block:
        rows: list[list[Cell]] = [
            [
                row["speaker"], some_of(row["by"], _MANY_OUTLETS) or outlet_cell(UNKNOWN),
                row["event"], *_side_cell(row, with_sides), _linked(row),
            ]
            for row in _rows(some)
        ]  # fmt: skip
        return table(
            slug, caption, headers, rows, quotes, folded=folded, numeric=headers[-1:],
            event_names=event_names, notes=() if slug.endswith(REST) else [ATTRIBUTIONS],
        )  # fmt: skip

    caption = f"Sources without a name, apart for each outlet{_of(unnamed, speakers, at_most)}"
    return with_rest(show, "unnamed", unnamed, caption, at_most, folded=True)


def with_rest(
    show: Callable[[str, pd.DataFrame, str, bool], Block],
    slug: str,
    rows: pd.DataFrame,
    caption: str,
    at_most: int,
    *,
    folded: bool,
) -> Block:
    """Show the first rows as one table and the others as a folded one beneath it."""
    first = show(slug, rows.head(at_most), caption, folded)
    rest = rows.iloc[at_most:_MOST]
    if rest.empty:
        return first
    left = f"; {len(rows) - _MOST:,} more are in no table" if len(rows) > _MOST else ""
    more = show(slug + REST, rest, f"The next {len(rest):,} of {len(rows):,}{left}", True)
    return Block(first.html + more.html, f"{first.plain}\n{more.plain}")


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
    return [row["side"] or NO_SIDE] if with_sides else []


def _linked(row: Mapping[Any, Any]) -> Linked:
    return Linked(row["ids"], f"{row['speaker']}: attributions")


def _rows(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    return rows.to_dict("records")


def _joined(ids: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(identity for group in ids for identity in group))
