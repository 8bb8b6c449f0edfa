"""What the report says and lists about numbers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.compare.numbers import KINDS
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.text import fold
from analysis.lexicons import read_lexicon
from analysis.marks.numbers.nouns import singular
from analysis.report.evidence import READING, Block, Linked, Quote, escape
from analysis.report.findings import (
    Finding,
    by_event,
    listing,
    not_independent,
    show_findings,
    verb,
)
from analysis.report.tables import EVENT, Cell, table

COMPARED = "count"
"""The kind of numbers whose intervals are compared; the others are listed side by side only."""

_NAMED = 5
_Names = Mapping[tuple[str, str], str]


def number_findings(
    corpus: Corpus, numbers: pd.DataFrame, groups: pd.DataFrame, quotes: Mapping[str, Quote]
) -> Block:
    """Say how many numbers each event holds and where outlets counting alike give other values."""
    names = _plurals(numbers)

    def tell(event: str) -> Iterator[Finding]:
        outlets = corpus.articles.loc[corpus.articles["event"] == event, "outlet"]
        own = numbers[numbers["event"] == event], groups[groups["event"] == event]
        return _event_findings(event, *own, names, outlets[outlets != UNKNOWN].nunique())

    return show_findings(by_event(corpus, tell), quotes)


def _event_findings(
    event: str, numbers: pd.DataFrame, groups: pd.DataFrame, names: _Names, outlets: int
) -> Iterator[Finding]:
    if not len(numbers):
        yield Finding(
            f"finding-numbers-{event}",
            "No numeric expression was found.",
            (),
            "Headlines, bodies and quoted blocks were read; captions and page furniture never are.",
            main=True,
        )
        return
    measured = tuple(identity for ids in groups["quantity_ids"] for identity in ids)
    articles = tuple(dict.fromkeys(numbers["article"]))
    yield Finding(
        f"finding-numbers-{event}",
        f"{{}} {verb(len(articles), 'article gives', 'articles give')} {{}} numeric "
        f"{verb(len(numbers), 'expression', 'expressions')}; {{}} of them "
        f"{verb(len(measured), 'counts or measures', 'count or measure')} something named.",
        (
            Linked(articles, "articles with numbers"),
            Linked(tuple(numbers["id"]), "numeric expressions"),
            Linked(measured, "counts and measures"),
        ),
        "Dates, times, years, ordinals and numbers inside names are listed, not compared.",
    )
    yield _shared(event, groups, names, outlets)


def _shared(event: str, groups: pd.DataFrame, names: _Names, outlets: int) -> Finding:
    """Say what two outlets count alike, and for how many pairs of outlets the values overlap."""
    identity = f"finding-shared-{event}"
    shared = groups[(groups["outlets"] > 1) & (groups["kind"] == COMPARED)]
    if not len(shared):
        sentence, caution = (
            ("No two outlets count the same thing by name.", "They may under other names.")
            if outlets > 1
            else ("No numbers can be compared.", "There is no second outlet to compare with.")
        )
        return Finding(identity, sentence, (), caution, main=True)
    ids = tuple(identity for row in shared["quantity_ids"] for identity in row)
    order = ["outlets", "numbers", "unit"]
    shared = shared.sort_values(order, ascending=[False, False, True])
    once = int(shared["independent"].sum())
    fewer = f" ({once:,} if shared text counts once)" if once < len(ids) else ""
    return Finding(
        identity,
        f"Two outlets or more count {_units(shared, names)}, in {{}} numbers{fewer}. "
        f"{_overlap(shared, names)}",
        (Linked(ids, "numbers for what two outlets count"),),
        "Intervals that overlap may still count different things, and so may intervals that do "
        "not: place, time and scope can differ. And different nouns (“soldiers”, “troops”) may "
        f"count the same thing. Read the sentences.{_dependent(shared)}",
        main=True,
    )


def _dependent(groups: pd.DataFrame) -> str:
    """Say which outlets whose intervals overlap are no independent witnesses."""
    reasons = [reason for row in groups["dependent"] for reason in row]
    return f" {not_independent(reasons)}" if reasons else ""


def _units(groups: pd.DataFrame, names: _Names) -> str:
    units = groups["unit"].head(_NAMED)
    shown = [f"“{names.get((COMPARED, unit), unit)}”" for unit in units]
    more = len(groups) - len(shown)
    return listing([*shown, f"{more:,} more"] if more else shown)


def _overlap(shared: pd.DataFrame, names: _Names) -> str:
    """Say in how many pairs of outlets that count the same an interval meets one of the other."""
    pairs, overlapping = int(shared["pairs"].sum()), int(shared["overlapping"].sum())
    if pairs == 1:
        which = "An" if overlapping else "No"
        return (
            f"{which} interval stated by one of the two outlets overlaps one stated by the other."
        )
    several = len(shared) > 1
    how_many = "all" if overlapping == pairs else f"{overlapping or 'none'} of"
    parted = shared[shared["overlapping"] < shared["pairs"]]
    others = verb(pairs - overlapping, "the other pair counts", "the other pairs count")
    rest = f"; {others} {_units(parted, names)}" if several and overlapping < pairs else ""
    return (
        f"In {how_many} {pairs:,} pairs of outlets{' for the same noun' * several} an "
        f"interval stated by one overlaps one stated by the other{rest}."
    )


def _plurals(numbers: pd.DataFrame) -> _Names:
    """Plural of every kind and unit: as the articles write it most often, else as the unit list.

    Units that are never written in the plural are missing.
    """
    listed = {row["unit"]: row["plural"] for row in read_lexicon("units")[::-1] if row["plural"]}
    written: dict[tuple[str, str], Counter[str]] = {}
    for kind, unit, noun in zip(numbers["kind"], numbers["unit"], numbers["noun"], strict=True):
        words = fold(noun).split() if isinstance(noun, str) else []
        if words and words[-1] != unit and singular(words[-1]) == unit:
            written.setdefault((kind, unit), Counter())[words[-1]] += 1
    measures = zip(numbers["kind"], numbers["unit"], strict=True)
    plurals = {(k, u): listed[u] for k, u in measures if k != COMPARED and u in listed}
    return plurals | {key: _most_frequent(forms) for key, forms in written.items()}


def _most_frequent(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def unit_table(
    numbers: pd.DataFrame,
    groups: pd.DataFrame,
    quotes: Mapping[str, Quote],
    event_names: Mapping[str, str] | None = None,
) -> Block:
    """List what is counted by two outlets or more: who counts it, between which values."""
    shared = groups[groups["outlets"] > 1]
    names = _plurals(numbers)
    rows: list[list[Cell]] = [
        [
            _named(row["kind"], row["unit"], names),
            str(row["event"]),
            str(row["kind"]),
            "; ".join(row["outlet_names"]),
            f"{row['articles']:,}",
            Linked(row["quantity_ids"], f"{row['unit']}: numbers"),
            f"{row['independent']:,}",
            _within(row["kind"], row["low"], row["high"]),
            _pairs(row) if row["kind"] == COMPARED else "not compared",
        ]
        for row in shared.to_dict("records")
    ]
    headers = [
        "Unit or noun", "Event", "Kind", "Outlets", "Articles", "Numbers",
        "Shared text counted once", "All values within", "Pairs of outlets that overlap",
    ]  # fmt: skip
    caption = (
        "What two outlets or more count or measure, by name. A pair of outlets overlaps where any "
        "interval stated by one overlaps any stated by the other; only counts are compared"
    )
    dependent = shared.loc[shared["kind"] == COMPARED, "dependent"]
    return table(
        "units", caption, headers, rows, quotes,
        numeric=("Articles", "Numbers", "Shared text counted once"),
        event_names=event_names, notes=_notes(reason for row in dependent for reason in row),
    )  # fmt: skip


def _pairs(row: Mapping[Any, Any]) -> str:
    """Pairs of outlets that overlap, of how many, and how many of these are not independent."""
    dependent = f" ({len(row['dependent']):,} not independent)" if row["dependent"] else ""
    return f"{row['overlapping']:,} of {row['pairs']:,}{dependent}"


def _notes(reasons: Iterable[str]) -> list[str]:
    said = not_independent(reasons)
    return [said] if said else []


def _named(kind: str, unit: object, names: _Names) -> str:
    """Return what a unit is called where its numbers are counted: in the plural if it has one."""
    return names.get((kind, str(unit)), str(unit or kind))


def _within(kind: str, low: float, high: float) -> str:
    """Write the range of all values; one that is open at both ends in words of its own."""
    if pd.isna(low) and pd.isna(high):
        return "0 or more" if kind == COMPARED else "any value"
    return interval(low, high)


def side_by_side(
    numbers: pd.DataFrame, groups: pd.DataFrame, event_names: Mapping[str, str] | None = None
) -> Block:
    """List the numbers of outlets that count alike, side by side, each linked to its sentence."""
    names = _plurals(numbers)
    counted = groups[(groups["outlets"] > 1) & (groups["kind"] == COMPARED)]
    shared = counted[["event", "kind", "unit"]]
    kept = numbers.merge(shared, on=["event", "kind", "unit"], how="inner")
    rows: list[list[Cell]] = [
        [
            _named(row["kind"], row["unit"], names),
            str(row["event"]),
            str(row["outlet"]),
            str(row["published"] or "no date"),
            str(row["role"]),
            _surface(row),
            interval(row["low"], row["high"], row["low_open"], row["high_open"], row["approx"]),
        ]
        for row in kept.to_dict("records")
    ]
    headers = ["Noun", EVENT, "Outlet", "Published", "Role", "As written", "Read as"]
    caption = "What two outlets or more count under the same noun: values side by side"
    return table("side-by-side", caption, headers, rows, {}, event_names=event_names)


def noun_table(
    numbers: pd.DataFrame, quotes: Mapping[str, Quote], event_names: Mapping[str, str] | None = None
) -> Block:
    """List all numbers by outlet and by what they count or measure."""
    rows: list[list[Cell]] = []
    names = _plurals(numbers)
    known = numbers.assign(unit=numbers["unit"].fillna(""))
    for key, group in known.groupby(["event", "outlet", "kind", "unit"], sort=True):
        event, outlet, kind, unit = map(str, key)
        noun = (names.get((kind, unit), unit) if len(group) > 1 else unit) or "–"
        linked = Linked(tuple(group["id"]), f"{outlet}: {kind}{f', {noun}' if unit else ''}")
        low, high = group["low"].min(skipna=False), group["high"].max(skipna=False)
        within = _within(kind, low, high) if kind in KINDS else "–"
        rows.append([outlet, event, kind, noun, linked, within])
    headers = ["Outlet", "Event", "Kind", "Unit or noun", "Numbers", "All values within"]
    caption = "All numeric expressions by outlet and by what they count or measure"
    return table(
        "all-numbers", caption, headers, rows, quotes, numeric=("Numbers",), event_names=event_names
    )


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
        return "any value"
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
