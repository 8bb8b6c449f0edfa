"""What the report says of independence: counts with shared text counted once, and likeness."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.compare.reuse.passages import NEAR
from analysis.compare.reuse.witnesses import SENTENCES
from analysis.corpus.corpus import Corpus
from analysis.report.article_names import article_called, article_link
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import (
    Finding,
    by_event,
    in_table,
    listing,
    percent,
    show_findings,
    verb,
)
from analysis.report.tables import NONE, Cell, table

_DIGITS = 12


def witness_findings(corpus: Corpus, witnesses: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """Say how many sentences and numbers are left when shared text counts once."""

    def tell(event: str) -> Iterator[Finding]:
        own = witnesses[witnesses["event"] == event]
        whole = own[own["unit"] == ""]
        if whole.empty:
            yield Finding(f"finding-witnesses-{event}", "There is nothing to count.", (), "")
            return
        yield _counted(event, whole)
        measured = own[own["unit"] != ""]
        if len(measured):
            yield _measured(event, measured)

    return show_findings(by_event(corpus, tell), quotes)


def _counted(event: str, whole: pd.DataFrame) -> Finding:
    nouns, left, parts = [], [], []
    for row in whole.to_dict("records"):
        name = row["counted"]
        nouns.append(f"{{}} {verb(row['raw'], name.removesuffix('s'), name)}")
        parts.append(Linked(row["ids"], f"{name}, as they stand", name == SENTENCES))
    for row in whole[whole["repeated"].map(len) > 0].to_dict("records"):
        name, count = row["counted"], len(row["repeated"])
        noun = verb(row["independent"], name.removesuffix("s"), name)
        again = verb(count, "only repeats", "only repeat")
        left.append(f"{row['independent']:,} {noun} without the {{}} that {again} an earlier one")
        parts.append(Linked(row["repeated"], f"{name}: repeats"))
    none = "no repeat" if whole["raw"].sum() == 1 else "none of them a repeat"
    rest = f"; {listing(left)}" if left else f", {none}"
    return Finding(
        f"finding-witnesses-{event}",
        f"The articles hold {listing(nouns)}{rest}.",
        tuple(parts),
        "What is left is an upper limit: sentences that share no words may rest on one source "
        "all the same. Two sentences are one if a passage joins them and at least "
        f"{percent(NEAR)} of their words are the same, two numbers if they stand at the "
        "same place of a passage.",
    )


def _measured(event: str, measured: pd.DataFrame) -> Finding:
    identity = f"finding-agreement-{event}"
    ids = tuple(identity for row in measured["repeated"] for identity in row)
    if not ids:
        sentence = "No number for what two outlets or more count only repeats a shared passage."
        return Finding(identity, sentence, (), _SAME_NOUN)
    total = len(measured)
    left = int((measured["outlets_of_their_own"] > 1).sum())
    things = f"{left:,} of the {total:,} things" if left < total else f"all {total:,} things"
    rest = f"{things} {verb(left, 'is', 'are')} counted by two outlets or more"
    if total == 1 or not left:
        rest = "two outlets still count it" if left else "no two outlets count the same"
    return Finding(
        identity,
        f"{{}} {verb(len(ids), 'number', 'numbers')} for what two outlets or more count by the "
        f"same noun only {verb(len(ids), 'repeats', 'repeat')} a shared passage. "
        f"Without {verb(len(ids), 'it', 'them')}, {rest}.",
        (Linked(ids, "numbers that repeat a shared passage"),),
        _SAME_NOUN,
    )


_SAME_NOUN = (
    "The same noun may count different things; the chapter on numbers sets them side by side."
)


def witness_table(
    witnesses: pd.DataFrame, quotes: Mapping[str, Quote], event_names: Mapping[str, str]
) -> Block:
    """List counts as they stand beside counts in which shared text counts once."""
    rows: list[list[Cell]] = []
    for row in witnesses.to_dict("records"):
        name = _what(row)
        brief = row["counted"] == SENTENCES
        rows.append(
            [
                name, row["event"], Linked(row["ids"], f"{name}, as they stand", brief),
                f"{row['independent']:,}", Linked(row["repeated"], f"{name}: repeats"),
                f"{row['outlets']:,}", f"{row['outlets_of_their_own']:,}",
            ]
        )  # fmt: skip
    headers = [
        "What is counted", "Event", "As they stand", "Shared text counted once", "Repeats",
        "Known outlets", "With one that is no repeat",
    ]  # fmt: skip
    caption = "Counts as they stand, and with shared text counted once"
    return table(
        "witnesses", caption, headers, rows, quotes, numeric=headers[2:], event_names=event_names,
        notes=["A repeat stands in an earlier article too, or earlier in its own."] if rows else [],
    )  # fmt: skip


def _what(row: Mapping[Any, Any]) -> str:
    """What a row of the table counts."""
    if row["unit"]:
        return f"{row['kind']}: {row['unit']}"
    return str(row["counted"])


def reuse_similarity_findings(corpus: Corpus, pairs: pd.DataFrame, fewer: pd.DataFrame) -> Block:
    """Say which cosine falls most without shared passages and quotations."""
    both = _both(pairs, fewer)

    def tell(event: str) -> Iterator[Finding]:
        own = both[(both["event"] == event) & both["fall"].notna()]
        yield _without(corpus, f"finding-without-{event}", own)

    return show_findings(by_event(corpus, tell), {})


def _without(corpus: Corpus, identity: str, own: pd.DataFrame) -> Finding:
    if own.empty:
        sentence = (
            "No two articles have words left to compare once shared passages and quotations are "
            "taken out."
        )
        return Finding(identity, sentence, (), "A cosine needs words on both sides.")
    top = own.iloc[0]
    then = own.sort_values(["rest", "article_a", "article_b"], ascending=[False, True, True])
    first = then.iloc[0]
    rest = in_table(f"{top['rest']:.2f}", "without-reuse")
    pair, closest = (
        [article_called(corpus, row[f"article_{side}"]) for side in "ab"] for row in (top, first)
    )
    caution = "The weights are fitted again to what is left, so that a cosine can rise, too."
    if len(own) == 1:
        sentence = (
            f"The only cosine, of {{}} and {{}}, is {top['cosine']:.2f}, and {{}} without shared "
            "passages and quotations."
        )
        return Finding(identity, sentence, (*pair, rest), caution)
    if top["fall"] <= 0:
        sentence = "No cosine falls when shared passages and quotations are taken out."
        return Finding(identity, sentence, (), caution)
    sentence = (
        "Without shared passages and quotations the cosine of {} and {} falls most, from "
        f"{top['cosine']:.2f} to {{}}. "
    )
    if first.name == top.name:
        sentence += "They are still the most alike of all."
        return Finding(identity, sentence, (*pair, rest), caution)
    sentence += f"Most alike are then {{}} and {{}} ({first['rest']:.2f})."
    return Finding(identity, sentence, (*pair, rest, *closest), caution)


def without_reuse_table(
    corpus: Corpus,
    pairs: pd.DataFrame,
    fewer: pd.DataFrame,
    letters: pd.DataFrame,
    at_most: int = 200,
) -> Block:
    """List the cosines of pairs with and without what they share or quote, and by characters."""
    keys = ["event", "article_a", "article_b"]
    by_letters = letters[[*keys, "cosine"]].rename(columns={"cosine": "letters"})
    both = _both(pairs, fewer).merge(by_letters, on=keys, how="left")
    both = both[both["cosine"].notna()]
    rows: list[list[Cell]] = [
        [
            article_link(corpus, row["article_a"], set()),
            article_link(corpus, row["article_b"], set()),
            row["event"], f"{row['cosine']:.2f}",
            NONE if pd.isna(row["rest"]) else f"{row['rest']:.2f}",
            NONE if pd.isna(row["fall"]) else f"{-row['fall']:+.2f}".replace("-", "−"),
            NONE if pd.isna(row["letters"]) else f"{row['letters']:.2f}",
        ]
        for row in both.head(at_most).to_dict("records")
    ]  # fmt: skip
    headers = [
        "Article",
        "Article",
        "Event",
        "Cosine",
        "Without what is shared or quoted",
        "Change",
        "By characters",
    ]
    shown = f"the first {at_most:,} of {len(both):,}" if len(both) > at_most else "all"
    caption = (
        f"Cosines with and without shared passages and quotations, and by runs of three to five "
        f"characters; largest fall first ({shown})"
    )
    return table(
        "without-reuse", caption, headers, rows, {}, numeric=headers[3:], folded=True,
        event_names=corpus.event_names,
    )  # fmt: skip


def _both(pairs: pd.DataFrame, fewer: pd.DataFrame) -> pd.DataFrame:
    """Cosines of pairs beside those without what is shared, largest fall first."""
    keys = ["event", "article_a", "article_b"]
    rest = fewer[[*keys, "cosine"]].rename(columns={"cosine": "rest"})
    both = pairs[[*keys, "cosine"]].merge(rest, on=keys, how="left")
    # Rounded, so that the order is the same on every machine.
    both["fall"] = (both["cosine"] - both["rest"]).round(_DIGITS)
    order = ["fall", "article_a", "article_b"]
    return both.sort_values(order, ascending=[False, True, True], ignore_index=True)
