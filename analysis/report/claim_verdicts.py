"""Whether numbers for one thing agree: a verdict a group, and the pairs behind each verdict."""

from collections.abc import Iterator, Mapping
from math import isfinite

import pandas as pd

from analysis.compare.claims.claims import CONFIRMED, PROPOSED, Claims
from analysis.compare.claims.verdicts import (
    COMPATIBLE,
    CONTRADICTORY,
    NOT_COMPARABLE,
    ROUNDING,
    SAME,
    TENSION,
    UNDECIDED,
    UPDATED,
    VERDICTS,
    WIDTHS,
)
from analysis.corpus.corpus import Corpus
from analysis.report.claims import Row, in_quotes, named_groups, shared_groups
from analysis.report.evidence import Block, Linked, Quote
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
from analysis.report.numbers import interval, number
from analysis.report.tables import EVENT, NONE, Cell, table

AGREEING = frozenset([SAME, ROUNDING, COMPATIBLE])
OPEN = (CONTRADICTORY, TENSION, UNDECIDED)
"""Verdicts that a reader should look into, the worst first."""

NO_JUDGE = (
    "A verdict compares what is stated; it says nothing about who is right, and an approximate "
    "number may hide an agreement as well as a disagreement."
)
_FEW = 3
_FRAGILE = (
    f"“Hangs on ‘about’”: the verdict changes with the width of approximate numbers, which are "
    f"widened by {percent(WIDTHS[1])} here ({percent(WIDTHS[0])} and {percent(WIDTHS[2])} are "
    "tried besides)."
)
_SAID = {
    CONTRADICTORY: "contradict each other",
    TENSION: "are in tension",
    UNDECIDED: "do not meet, and nothing tells an update from a contradiction",
    UPDATED: "differ as updates of one source",
}


def compared(claims: Claims) -> pd.DataFrame:
    """The pairs that are compared: those that an analyst rejects, or nobody compares, left out."""
    return claims.pairs[claims.pairs["verdict"] != NOT_COMPARABLE]


def pair_id(row: Row) -> str:
    """The id of a pair in lists of quotes."""
    return f"{row['id_a']}|{row['id_b']}"


def pair_ids(pairs: pd.DataFrame) -> tuple[str, ...]:
    """Ids of pairs in lists of quotes."""
    return tuple(map(pair_id, pairs.to_dict("records")))


def pair_quotes(pairs: pd.DataFrame, quotes: Mapping[str, Quote]) -> dict[str, Quote]:
    """A quote for each pair: the first number in its sentence, with the second one beside it."""
    return {
        pair_id(row): quotes[row["id_a"]]._replace(beside=(quotes[row["id_b"]],))
        for row in pairs.to_dict("records")
    }


def verdict_findings(
    corpus: Corpus, cards: pd.DataFrame, claims: Claims, quotes: Mapping[str, Quote]
) -> Block:
    """Say for how many things the numbers of outlets agree, and where they lie furthest apart."""
    groups = named_groups(cards, claims)
    pairs = compared(claims)

    def tell(event: str) -> Iterator[Finding]:
        own = groups[groups["event"] == event]
        shared = shared_groups(own)
        if shared.empty:
            yield _nothing(event, own)
        else:
            yield _agreement(event, shared, pairs)
            yield from _extremes(event, shared)

    return show_findings(by_event(corpus, tell), {**quotes, **pair_quotes(pairs, quotes)})


def _nothing(event: str, groups: pd.DataFrame) -> Finding:
    sentence = "There are no numbers of two outlets to compare."
    alone = len(groups)
    caution = (
        f"{alone:,} {verb(alone, 'group of numbers is', 'groups of numbers are')} of one outlet "
        f"only; the table lists {verb(alone, 'it', 'them')}."
    )
    return Finding(f"finding-verdicts-{event}", sentence, (), caution if alone else "")


def _agreement(event: str, shared: pd.DataFrame, pairs: pd.DataFrame) -> Finding:
    """Say for how many things the numbers agree, and for which they do not."""
    identity = f"finding-verdicts-{event}"
    own = pairs[(pairs["event"] == event) & pairs["group"].isin(shared["group"])]
    same = shared["verdict"].isin(AGREEING)
    caution = f"The worst pair of numbers for a thing decides what is said of it. {NO_JUDGE}"
    linked = Linked(pair_ids(own), "pairs of numbers compared")
    count = f"{{}} {verb(len(own), 'pair', 'pairs')} of numbers"
    were = verb(len(own), "was", "were")
    if same.all():
        how = (
            "are the same" if (shared["verdict"] == SAME).all() else
            "are the same, differ by rounding only, or overlap"
        )  # fmt: skip
        what = (
            f"The numbers for “{shared['name'].iloc[0]}”" if len(shared) == 1
            else f"For all {len(shared):,} things that two outlets or more count the numbers"
        )  # fmt: skip
        sentence = f"{what} {how}: {count}, and none at odds."
        return Finding(identity, sentence, (linked,), caution, main=True)
    by_verdict = {
        how: list(shared.loc[shared["verdict"] == verdict, "name"])
        for verdict, how in _SAID.items()
    }
    by_verdict["agree"] = list(shared.loc[same, "name"])
    told = [(how, names) for how, names in by_verdict.items() if names]
    said = "; ".join(
        f"{'those' if at else 'numbers'} for {_which(names, len(shared))} {how}"
        for at, (how, names) in enumerate(told)
    )
    parts: tuple[str | Linked | Block, ...] = (linked,)
    sentence = f"{said[0].upper()}{said[1:]}. {count} {were} compared."
    if len(shared) > 1:
        parts = (in_table(f"{len(shared):,} things", "verdicts"), linked)
        sentence = f"Of {{}} that two outlets or more count, {said}. {count} {were} compared."
    return Finding(identity, sentence, parts, caution, main=True)


def _which(names: list[str], total: int) -> str:
    """Things by name, or how many there are with the first names."""
    if len(names) <= _FEW:
        return in_quotes(names)
    return f"{'all' if len(names) == total else f'{len(names):,} of them'} ({in_quotes(names, 2)})"


def _extremes(event: str, shared: pd.DataFrame) -> Iterator[Finding]:
    """Say for which thing the stated figures lie furthest apart.

    Where there are several things, of confirmed ones only: a wrong proposal would be the furthest.
    """
    if len(shared) > 1:
        shared = shared[shared["status"] == CONFIRMED]
    finite = shared[shared["ratio"].map(isfinite) & (shared["ratio"] > 1)]
    if finite.empty:
        return
    order = ["ratio", "group"]
    row = finite.sort_values(order, ascending=[False, True]).iloc[0].to_dict()
    linked = Linked(row["numbers"], f"{row['name']}: numbers")
    witnesses = int(row["witnesses"])
    fewer = (
        f" If shared text counts once, {verb(witnesses, 'one is', f'{witnesses:,} are')} left."
        if witnesses < linked.total
        else ""
    )
    reach = f"{number(row['low'])} to {number(row['high'])}, {_times(row['ratio'])}"
    how = "lie furthest apart: from" if len(shared) > 1 else "run from"
    sentence = (
        f"The figures for “{row['name']}” {how} {reach}, in {{}} numbers of "
        f"{len(row['outlets']):,} outlets.{fewer}"
    )
    caution = (
        "Vague words (“dozens”) are left out here where a thing has other numbers. What lies far "
        "apart may be of two days, or of a part and the whole."
    )
    yield Finding(f"finding-extremes-{event}", sentence, (linked,), caution)


def _times(ratio: float) -> str:
    """A ratio in words: "a factor of 5.6", "a difference of 12 %"."""
    if ratio < 2:
        return f"a difference of {percent(ratio - 1)}"
    return f"a factor of {number(round(ratio, 1 if ratio < 20 else 0))}"


def verdict_table(
    corpus: Corpus, cards: pd.DataFrame, claims: Claims, quotes: Mapping[str, Quote]
) -> Block:
    """List the groups: what is counted, by whom, between which figures, with which verdict."""
    groups = named_groups(cards, claims)
    rows: list[list[Cell]] = [
        [
            str(row["name"]),
            str(row["event"]),
            some_of(row["outlets"], 2) or "outlet unknown",
            Linked(row["numbers"], f"{row['name']}: numbers"),
            f"{row['witnesses']:,}",
            interval(row["low"], row["high"]),
            _ratio(row["ratio"]),
            f"{row['verdict']}{', hangs on ‘about’' if row['fragile'] else ''}",
            str(row["status"]),
        ]
        for row in groups.to_dict("records")
    ]
    headers = [
        "What is counted", EVENT, "Outlets", "Numbers", "Witnesses", "Figures", "Highest / lowest",
        "Verdict", "Group",
    ]  # fmt: skip
    notes = [
        "Witnesses: numbers, with those in text that articles share counted once. Figures: without "
        "vague words (“dozens”), where there are others.",
        _meanings(groups["verdict"]),
    ]
    if groups["fragile"].any():
        notes.append(_FRAGILE)
    return table(
        "verdicts", "What is counted more than once, and the verdict on the worst pair of numbers",
        headers, rows, quotes, numeric=("Numbers", "Witnesses", "Highest / lowest"),
        event_names=corpus.event_names, notes=notes,
    )  # fmt: skip


def _ratio(ratio: float) -> str:
    return number(round(ratio, 2 if ratio < 10 else 0)) if isfinite(ratio) else NONE


def _meanings(verdicts: "pd.Series[str]") -> str:
    """Say what the verdicts that occur mean."""
    seen = [f"{name}: {VERDICTS[name]}" for name in VERDICTS if name in set(verdicts)]
    return f"{'. '.join(text[0].upper() + text[1:] for text in seen)}." if seen else ""


def pair_count_table(
    corpus: Corpus, cards: pd.DataFrame, claims: Claims, quotes: Mapping[str, Quote]
) -> Block:
    """List how many pairs of numbers have which verdict, and in which groups."""
    pairs = compared(claims)
    names = {
        (row["event"], row["group"]): row["name"]
        for row in named_groups(cards, claims).to_dict("records")
    }
    rows: list[list[Cell]] = []
    for event, of_event in pairs.groupby("event", sort=True):
        for verdict in VERDICTS:
            own = of_event[of_event["verdict"] == verdict]
            if own.empty:
                continue
            fragile = own[own["fragile"]]
            counted = (
                own["group"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
            )
            in_groups = [f"{names[event, group]} ({count:,})" for group, count in counted.items()]
            rows.append(
                [
                    verdict, str(event), VERDICTS[verdict],
                    Linked(pair_ids(own), f"{verdict}: pairs"),
                    Linked(pair_ids(fragile), f"{verdict}, hanging on the width of “about”"),
                    listing(in_groups) if len(in_groups) < 4 else some_of(in_groups, 3),
                ]
            )  # fmt: skip
    headers = ["Verdict", EVENT, "Meaning", "Pairs", "Hang on ‘about’", "In the groups"]
    statuses = set(pairs["status"])
    proposed = ["All of them are proposed by the program."] if statuses == {PROPOSED} else []
    return table(
        "pair-verdicts", "Pairs of numbers by verdict", headers, rows, pair_quotes(pairs, quotes),
        numeric=("Pairs", "Hang on ‘about’"), folded=True, event_names=corpus.event_names,
        notes=proposed if rows else [],
    )  # fmt: skip
