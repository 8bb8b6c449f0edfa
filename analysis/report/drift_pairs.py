"""Sentences that travelled beside each other, and headlines beside bodies, differences marked."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.report.drift import NO_HEADLINE, is_headline
from analysis.report.evidence import Block, Quote
from analysis.report.findings import amount, outlet_name, verb
from analysis.report.passage_quotes import (
    MOST_SHOWN,
    enquote,
    in_label,
    shared_runs,
    short_headline,
    telling_headlines,
)
from analysis.report.two_sides import Card, Mark, Side, cards, differing, differing_side

NONE_NAMED = "No difference that the rules name"


def drift_quotes(
    pairs: pd.DataFrame, drift: pd.DataFrame, quotes: Mapping[str, Quote]
) -> dict[str, Quote]:
    """A quote for each pair and for each difference: one sentence, with the other beside it.

    Marked is what differs, as far as it can be named.
    """
    made = {}
    differences = {str(key): own for key, own in drift.groupby("pair")}
    for row in pairs.to_dict("records"):
        own = differences.get(row["pair"], drift.iloc[:0]).to_dict("records")
        sides = quotes[row["sentence_from"]], quotes[row["sentence_to"]]
        made[str(row["pair"])] = _beside(sides, own)
        for each in own:
            made[str(each["id"])] = _beside(sides, [each])
    return made


def _beside(sides: tuple[Quote, Quote], differences: list[dict[Any, Any]]) -> Quote:
    first, second = (
        side._replace(marks=tuple(_places(differences, way, side)))
        for side, way in zip(sides, ("from", "to"), strict=True)
    )
    return first._replace(beside=(second,))


def _places(differences: list[dict[Any, Any]], way: str, quote: Quote) -> Iterator[tuple[int, int]]:
    """Places of differences in a quote, the shortest first."""
    found = [
        (int(row[f"start_{way}"]) - quote.start, int(row[f"end_{way}"]) - quote.start)
        for row in differences
        if not pd.isna(row[f"start_{way}"])
    ]
    inside = {(max(start, 0), min(end, len(quote.text))) for start, end in found}
    yield from sorted((p for p in inside if p[0] < p[1]), key=lambda p: (p[1] - p[0], p))


def drift_list(
    pairs: pd.DataFrame,
    drift: pd.DataFrame,
    quotes: Mapping[str, Quote],
    *,
    headlines: bool = False,
) -> Block:
    """Set the sentences of each pair beside each other, the earlier first, differences marked.

    Of sentences in passages every differing word is marked, the named differences more strongly; of
    headlines only the latter. Pairs without a named difference come last.
    """
    chosen = pairs[is_headline(pairs) == headlines]
    if chosen.empty:
        message = (
            f"{NO_HEADLINE}." if headlines else "No sentence of one article stands in another."
        )
        return Block(f'<p class="nothing">{message}</p>', message)
    if headlines:
        chosen = _telling(chosen, drift)
    named = chosen["pair"].isin(drift["pair"])
    same = ~named & (chosen["similarity"] >= 1)
    differences = {str(key): own for key, own in drift.groupby("pair")}
    sizes = Counter(quote.outlet for key, quote in quotes.items() if key == quote.article)
    listed = pd.concat([chosen[named], chosen[~named & ~same]])
    groups = [
        ("", [_card(row, differences.get(row["pair"], drift.iloc[:0]), quotes, sizes)])
        for row in listed.head(MOST_SHOWN).to_dict("records")
    ]
    shown = cards(groups, "pair", " ".join(_left_out(int(same.sum()), len(listed))))
    if not groups:
        return shown
    legend, said = _legend(headlines=headlines, undirected=not listed["directed"].all())
    return Block(f"{legend}{shown.html}", f"{said}\n{shown.plain}")


def _telling(pairs: pd.DataFrame, drift: pd.DataFrame) -> pd.DataFrame:
    """Of the sentences beside one headline those with differences, or else the first."""
    named = pairs["pair"].isin(drift["pair"])
    changed = pairs["sentence_to"].isin(pairs.loc[named, "sentence_to"])
    return pairs[named | (~changed & ~pairs.duplicated("sentence_to"))]


def _left_out(same: int, listed: int) -> Iterator[str]:
    """Say which pairs are not shown."""
    if same:
        yield (
            f"{amount(same, 'pair')} {verb(same, 'is', 'are')} the same word for word, and not "
            "shown."
        )
    if listed > MOST_SHOWN:
        yield f"Shown: the first {MOST_SHOWN:,} of {listed:,} other pairs; the export has them all."


def _legend(*, headlines: bool, undirected: bool) -> tuple[str, str]:
    entries = []
    if not headlines:
        entries.append(('<span class="only">dotted line</span>', "words that the other lacks"))
    entries.append(
        ('<del class="named">broken line</del> and <ins class="named">double line</ins>',
         "a difference that is named beneath, in the "
         + ("body and in the headline" if headlines else "earlier and in the later sentence"))
    )  # fmt: skip
    if undirected:
        entries.append(
            ('<mark class="named">single line</mark>',
             "the same where nothing says which sentence is the earlier")
        )  # fmt: skip
    html = "".join(f"<span>{look}: {meaning}</span> " for look, meaning in entries)
    return f'<p class="legend drift-legend">{html}</p>', "Words in brackets differ."


def _card(
    row: Mapping[Any, Any],
    differences: pd.DataFrame,
    quotes: Mapping[str, Quote],
    sizes: Mapping[str, int],
) -> Card:
    records = differences.to_dict("records")
    both = quotes[row["sentence_from"]], quotes[row["sentence_to"]]
    names = _called(both[0], quotes), _called(both[1], quotes)
    outlets = [outlet_name(row[f"outlet_{way}"]) for way in ("from", "to")]
    if row["passage"] == "":
        head = f"{outlets[0]}: headline and body"
        sides = _of_headline(both, records)
    else:
        head = _head(outlets, names, directed=row["directed"])
        counts = sizes.get(both[0].outlet, 0), sizes.get(both[1].outlet, 0)
        sides = _of_passage(row, both, records, telling_headlines(both, names, counts))
    notes = tuple(_said(each) for each in records)
    return Card(
        f"drift-{row['pair']}",
        f"Pair {str(row['pair'])[1:]}: {' and '.join(outlets)}",
        head,
        sides,
        notes or (_none_named(sides),),
    )


def _head(outlets: list[str], names: tuple[str, str], *, directed: bool) -> str:
    """Whose sentences stand beside each other, and whether one is known to be the earlier."""
    arrow = " → " if directed else " and "
    if outlets[0] == outlets[1]:
        said = f"{outlets[0]}: {arrow.join(map(short_headline, names))}"
    else:
        said = arrow.join(outlets)
    return said if directed else f"{said}; undirected"


def _of_headline(both: tuple[Quote, Quote], records: list[dict[Any, Any]]) -> tuple[Side, Side]:
    """A sentence of the body and its headline, the named differences marked."""
    body, headline = both
    return (
        differing_side(body, _named(records, "from", body, "del"), "body"),
        differing_side(headline, _named(records, "to", headline, "ins"), "headline"),
    )


def _of_passage(
    row: Mapping[Any, Any],
    both: tuple[Quote, Quote],
    records: list[dict[Any, Any]],
    titles: tuple[str, str],
) -> tuple[Side, Side]:
    """Two sentences of a passage, all that differs marked; ``titles`` are short headlines."""
    tags = ("del", "ins") if row["directed"] else ("mark", "mark")
    runs = shared_runs(both[0].text, both[1].text)
    labels = ("earlier", "later") if row["directed"] else ("", "")
    sides = []
    for quote, own, way, tag, label, title in zip(
        both, runs, ("from", "to"), tags, labels, titles, strict=True
    ):
        named = _named(records, way, quote, tag)
        loose = _outside(differing(quote.text, own), named)
        marks = [*named, *(Mark(*span, "span", "only") for span in loose)]
        role = "headline" if row[f"role_{way}"] == "headline" else ""
        said = ", ".join(filter(None, [label, role]))
        sides.append(differing_side(quote, marks, said, title))
    return sides[0], sides[1]


def _named(records: list[dict[Any, Any]], way: str, quote: Quote, tag: str) -> list[Mark]:
    """Marks of the differences that have a name."""
    return [Mark(*place, tag, "named") for place in _places(records, way, quote)]


def _called(quote: Quote, quotes: Mapping[str, Quote]) -> str:
    """What tells an article from others: its headline, else its first words, else its id."""
    return quotes[quote.article].text or quote.article


def _none_named(sides: tuple[Side, Side]) -> str:
    dotted = any('class="only"' in side.html for side in sides)
    return f"{NONE_NAMED}{'; words with a dotted line differ' if dotted else ''}."


def _outside(spans: list[tuple[int, int]], named: list[Mark]) -> Iterator[tuple[int, int]]:
    """What is left of some stretches beside the named differences."""
    for start, end in spans:
        reached = start
        for mark in sorted(named):
            if mark.end > reached and mark.start < end:
                if mark.start > reached:
                    yield reached, mark.start
                reached = mark.end
        if reached < end:
            yield reached, end


def _said(row: Mapping[Any, Any]) -> str:
    """A difference in words."""
    before, after = (in_label(str(row[name])) for name in ("before", "after"))
    words = [enquote(text) for text in (before, after) if text]
    return f"{row['kind']}: {' → '.join(words)}"
