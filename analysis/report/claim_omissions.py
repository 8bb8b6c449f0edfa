"""Numbers that one outlet gives alone, and what outlets leave out that two others count."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import pandas as pd

from analysis.compare.claims.claims import CONFIRMED, Claims
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.report.claims import (
    Row,
    in_quotes,
    known_outlets,
    named_groups,
    numbers_of,
    shared_groups,
    what_is_counted,
)
from analysis.report.evidence import Block, Linked, Quote, outlet_cell
from analysis.report.findings import (
    Finding,
    by_event,
    in_table,
    listing,
    percent,
    show_findings,
    some_of,
    verb,
)
from analysis.report.numbers import interval
from analysis.report.tables import EVENT, Cell, table

_NO_FAULT = (
    "An omission is no fault: an article may be older, shorter or about something else. And the "
    "program may have missed a number, or not seen that it counts the same."
)


def alone_findings(
    corpus: Corpus, cards: pd.DataFrame, claims: Claims, quotes: Mapping[str, Quote]
) -> Block:
    """Say how many numbers one outlet gives alone, and who leaves out most of what others count."""
    groups = named_groups(cards, claims)
    alone = standing_alone(cards, claims)

    def tell(event: str) -> Iterator[Finding]:
        known = known_outlets(corpus, event)
        total = int((cards["event"] == event).sum())
        if len(known) < 2:
            sentence = (
                "Only one outlet is known, so that every number stands alone."
                if known
                else _NONE_KNOWN
            )
            yield Finding(f"finding-alone-{event}", sentence, (), "")
            return
        if not total:
            yield Finding(f"finding-alone-{event}", "There are no numbers to compare.", (), "")
            return
        yield _alone(event, alone[alone["event"] == event], total)
        own = shared_groups(groups[groups["event"] == event])
        confirmed = own[own["status"] == CONFIRMED]
        if len(own) and confirmed.empty:
            yield _unconfirmed(event)
        else:
            yield _left_out(corpus, event, confirmed)

    return show_findings(by_event(corpus, tell), quotes)


_NONE_KNOWN = "No outlet is known, so that nobody can say which numbers stand alone."


def standing_alone(cards: pd.DataFrame, claims: Claims) -> pd.DataFrame:
    """Cards of known outlets that are in no group with a second known outlet."""
    together = set(numbers_of(shared_groups(claims.groups)))
    return cards[~cards["id"].isin(together) & (cards["outlet"] != UNKNOWN)]


def _alone(event: str, own: pd.DataFrame, total: int) -> Finding:
    identity = f"finding-alone-{event}"
    caution = (
        "That nothing else is found to count the same may be due to the program, which joins "
        "numbers only where the words show it."
    )
    if own.empty:
        return Finding(identity, "No number stands alone.", (), caution)
    counts = own["outlet"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    first = [str(name) for name in counts.index[counts == counts.iloc[0]]]
    who = f"; {listing(first)} {verb(len(first), 'gives', 'give')} most of them, {counts.iloc[0]:,}"
    each = " each" if len(first) > 1 else ""
    most = f"{who}{each}" if len(counts) > 1 and len(first) < 4 else ""
    some = f"{{}} of {total:,} numbers that count or measure something"
    some += f" ({percent(len(own) / total)}) {verb(len(own), 'stands', 'stand')} alone"
    if len(own) == total:
        some = "All numbers that count or measure something, {}, stand alone"
    sentence = f"{some}: no second outlet is found to count the same{most}."
    return Finding(
        identity, sentence, (Linked(tuple(own["id"]), "numbers of one outlet"),), caution
    )


def alone_table(
    corpus: Corpus, cards: pd.DataFrame, claims: Claims, quotes: Mapping[str, Quote]
) -> Block:
    """List the numbers that only one outlet gives, by outlet and by what they count."""
    alone = standing_alone(cards, claims)
    keys = ["event", "outlet", "kind", "of", "outcome", "counted", "unit"]
    rows: list[list[Cell]] = []
    for _, own in alone.groupby(keys, sort=True):
        records = own.to_dict("records")
        first = records[0]
        what = what_is_counted(records) or f"({first['kind']}; what it counts is not told)"
        rows.append(
            [
                str(first["outlet"]), str(first["event"]), what,
                Linked(tuple(own["id"]), f"{first['outlet']}: {what}"),
                _values(records),
            ]
        )  # fmt: skip
    headers = ["Outlet", EVENT, "What is counted", "Numbers", "Values"]
    return table(
        "alone", "Numbers that only one outlet gives", headers, rows, quotes, numeric=("Numbers",),
        folded=True, event_names=corpus.event_names,
    )  # fmt: skip


def _values(rows: Sequence[Row]) -> str:
    values = dict.fromkeys(
        interval(row["low"], row["high"], row["low_open"], row["high_open"], row["approx"])
        for row in rows
    )
    return "; ".join([*list(values)[:4], *(["…"] if len(values) > 4 else [])])


def omissions(corpus: Corpus, groups: pd.DataFrame) -> list[tuple[str, list[Row], list[Row]]]:
    """For each outlet of an event what it counts too, and leaves out, of what two others count.

    ``groups`` are those of one event, as `named_groups` returns them. Outlets of which only
    headlines are known are left out: nobody can say what they leave out.
    """
    if groups.empty:
        return []
    event = groups["event"].iloc[0]
    articles = corpus.articles[~corpus.articles["headline_only"].astype(bool)]
    outlets = sorted(set(articles.loc[articles["event"] == event, "outlet"]) - {UNKNOWN})
    rows: list[Row] = list(groups.to_dict("records"))
    found = []
    for outlet in map(str, outlets):
        expected = [row for row in rows if len(set(row["outlets"]) - {outlet}) > 1]
        if expected:
            out = [row for row in expected if outlet not in row["outlets"]]
            found.append((outlet, [row for row in expected if row not in out], out))
    return found


def _unconfirmed(event: str) -> Finding:
    return Finding(
        f"finding-omissions-{event}",
        "Who leaves out what others count is told of confirmed groups only, and none is confirmed.",
        (),
        "The table lists it for the proposed ones too, where the program may have missed a number.",
    )


def _left_out(corpus: Corpus, event: str, shared: pd.DataFrame) -> Finding:
    identity = f"finding-omissions-{event}"
    found = omissions(corpus, shared)
    if not found:
        sentence = "Nothing is counted by two outlets that a third one could leave out."
        return Finding(identity, sentence, (), "")
    gaps = [each for each in found if each[2]]
    if not gaps:
        sentence = "Nobody leaves out what two other outlets count."
        return Finding(identity, sentence, (), "")
    ranked = sorted(gaps, key=lambda each: (-len(each[2]) / len([*each[1], *each[2]]), each[0]))
    lines = next(list(own) for _, own in groupby(ranked, lambda each: (len(each[2]), len(each[1]))))
    names = [name for name, _, _ in lines]
    _, given, out = lines[0]
    expected = len(given) + len(out)
    of = f"{len(out):,} of the {expected:,} things" if given else _all_of(expected)
    whole = sorted(set(known_outlets(corpus, event)) - {name for name, _, _ in gaps})
    rest = ""
    if len(names) == 1:
        rest = f" ({in_quotes([row['name'] for row in out], 3)})"
    sentence = (
        f"Most is left out by {some_of(names, 3)}: {{}} that two other outlets count{rest}"
        if len(gaps) > len(names)
        else f"{some_of(names, 3)} {verb(len(names), 'leaves', 'leave')} out {{}} that two other "
        f"outlets count{rest}"
    )
    complete = [name for name in whole if name in {each[0] for each in found}]
    if complete:
        sentence += (
            f"; nothing by {some_of(complete, 3)}"
            if len(gaps) > len(names)
            else f"; {some_of(complete, 3)} nothing"
        )
    return Finding(identity, f"{sentence}.", (in_table(of, "omissions"),), _NO_FAULT)


def _all_of(number: int) -> str:
    return {1: "the only thing", 2: "both things"}.get(number, f"all {number:,} things")


def omission_table(
    corpus: Corpus, cards: pd.DataFrame, claims: Claims, quotes: Mapping[str, Quote]
) -> Block:
    """List for each outlet what two others count and it leaves out, with the others' numbers."""
    groups = shared_groups(named_groups(cards, claims))
    rows: list[list[Cell]] = []
    for event, own in groups.groupby("event", sort=True):
        for outlet, given, out in omissions(corpus, own):
            ids = tuple(identity for row in out for identity in row["numbers"])
            rows.append(
                [
                    outlet_cell(outlet), str(event), f"{len(given):,}", f"{len(out):,}",
                    "; ".join(f"{row['name']} ({len(row['outlets']):,})" for row in out) or "–",
                    Linked(ids, f"{outlet} leaves out: numbers of others"),
                ]
            )  # fmt: skip
    headers = [
        "Outlet", EVENT, "Counts too", "Leaves out", "What it leaves out (outlets that count it)",
        "Numbers of others",
    ]  # fmt: skip
    return table(
        "omissions", "What two other outlets count, and an outlet counts too or leaves out",
        headers, rows, quotes, numeric=("Counts too", "Leaves out", "Numbers of others"),
        event_names=corpus.event_names, notes=[_NO_FAULT, _NO_TEXT] if rows else [],
    )  # fmt: skip


_NO_TEXT = "Outlets of which only headlines are known are not listed."
