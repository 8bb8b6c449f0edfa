"""What the report says of drift: sentences that travelled, and what changed on the way."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.compare.drift.changes import KINDS, count_drift
from analysis.compare.reuse.travels import between_articles
from analysis.corpus.corpus import Corpus
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import (
    Finding,
    amount,
    by_event,
    outlet_name,
    show_findings,
    some_of,
    verb,
)
from analysis.report.passage_quotes import (
    MOST_SHOWN,
    enquote,
    in_label,
    shared_runs,
    short_headline,
    telling_headlines,
)
from analysis.report.reuse import nothing_shared
from analysis.report.tables import Cell, table
from analysis.report.two_sides import Card, Mark, Side, cards, differing, differing_side

NAMED_KINDS = 6
"""Kinds of differences that a sentence names."""

NONE_NAMED = "No difference that the rules name"

_CAUTION = (
    "What differs is found by rules, and only where the words round it are the same on both sides. "
    "The words say what is gone or has come in, not why."
)


def is_headline(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Which rows set a headline beside a sentence of its own body."""
    return frame["passage"].eq("")


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


def drift_findings(
    corpus: Corpus,
    pairs: pd.DataFrame,
    drift: pd.DataFrame,
    quotes: Mapping[str, Quote],
    passages: pd.DataFrame,
) -> Block:
    """Say in how many sentences that travelled something changed that can be named, and what.

    ``quotes`` holds those of `drift_quotes`; of ``passages`` it is said how many have no pair.
    """
    unpaired = passages_without_pairs(corpus, passages, pairs)

    def tell(event: str) -> Iterator[Finding]:
        of_event = pairs["event"] == event
        left = int(unpaired["event"].eq(event).sum())
        yield _travelled(corpus, event, pairs[of_event & ~is_headline(pairs)], drift, left)
        if len(own := pairs[of_event & is_headline(pairs)]):
            yield _headlines(event, own, drift)

    return show_findings(by_event(corpus, tell), quotes)


def passages_without_pairs(
    corpus: Corpus, passages: pd.DataFrame, pairs: pd.DataFrame
) -> pd.DataFrame:
    """Passages between articles no part of which lies in two sentences that are paired."""
    places = corpus.sentences.set_index("sentence")[["start", "end"]]
    paired: dict[tuple[str, str], list[tuple[int, int, int, int]]] = {}
    for row in pairs[~is_headline(pairs)].to_dict("records"):
        sides = [
            (row[f"article_{way}"], *places.loc[row[f"sentence_{way}"]]) for way in ("from", "to")
        ]
        for (one, *span), (other, *place) in (sides, sides[::-1]):
            paired.setdefault((one, other), []).append((*span, *place))

    def is_paired(row: Mapping[Any, Any]) -> bool:
        return any(
            start < row["end_a"] and row["start_a"] < end
            and begin < row["end_b"] and row["start_b"] < stop
            for start, end, begin, stop in paired.get((row["article_a"], row["article_b"]), [])
        )  # fmt: skip

    shared = between_articles(passages)
    left = [not is_paired(row) for row in shared.to_dict("records")]
    return shared[pd.Series(left, index=shared.index, dtype="bool")]


def _not_compared(passages: int) -> str:
    if not passages:
        return ""
    return (
        f" {amount(passages, 'passage')} {verb(passages, 'is', 'are')} too reworded, or too short, "
        "to be compared sentence by sentence."
    )


def _travelled(
    corpus: Corpus, event: str, pairs: pd.DataFrame, drift: pd.DataFrame, unpaired: int
) -> Finding:
    identity = f"finding-drift-{event}"
    if pairs.empty:
        sentence = "No sentence of one article stands in another."
        caution = f"Sentences are paired inside shared passages.{_not_compared(unpaired)}"
        return nothing_shared(corpus, event, Finding(identity, sentence, (), caution))
    own = drift[drift["pair"].isin(pairs["pair"])]
    changed = tuple(pair for pair in pairs["pair"] if pair in set(own["pair"]))
    told = tuple(pairs["pair"])
    undirected = int((~pairs["directed"]).sum())
    order = (
        f" For {undirected:,} of the pairs nothing says which is the earlier." if undirected else ""
    )
    order += _not_compared(unpaired)
    pair = "pair of sentences" if len(told) == 1 else "pairs of sentences"
    both = Linked(told, "pairs of sentences")
    if not changed:
        return Finding(
            identity,
            f"{{}} {pair} {verb(len(told), 'stands', 'stand')} in two articles, and nothing "
            "changed in what the rules name.",
            (both,),
            f"{_CAUTION}{order}",
            main=True,
        )
    parts = [Linked(changed, "pairs of sentences that differ"), both]
    which = f"In {{}} of {{}} {pair}" if len(told) > 1 else f"In the {{}} {pair}"
    phrases, links = _kinds(own)
    return Finding(
        identity,
        f"{which} that {verb(len(told), 'stands', 'stand')} in two articles something changed "
        f"in what the rules name: {phrases}.",
        (*(parts if len(told) > 1 else parts[:1]), *links),
        f"{_CAUTION}{order}",
        main=True,
    )


def _headlines(event: str, pairs: pd.DataFrame, drift: pd.DataFrame) -> Finding:
    own = drift[drift["pair"].isin(pairs["pair"])]
    changed = tuple(pair for pair in pairs["pair"] if pair in set(own["pair"]))
    told = tuple(pairs["pair"])
    phrases, links = _kinds(own)
    if not changed:
        some = (
            verb(len(told), "It does not differ", "They do not differ")
            + " from it in what the rules name."
        )
    else:
        which = "It" if len(told) == 1 else "{} of them"
        differs = verb(len(changed), "differs", "differ")
        some = f"{which} {differs} from it in what the rules name: {phrases}."
    return Finding(
        f"finding-headlines-{event}",
        f"{{}} {verb(len(told), 'headline takes', 'headlines take')} up most words of a sentence "
        f"in the body beneath. {some}",
        (
            Linked(told, "headlines and the sentences they take up"),
            *([Linked(changed, "headlines that differ")] if changed and len(told) > 1 else []),
            *links,
        ),
        "A headline has room for few words; what it drops may stand in the body, which the reader "
        "of the headline alone does not see.",
    )


def _kinds(drift: pd.DataFrame) -> tuple[str, list[Linked]]:
    """The kinds of differences with places for their counts, the most frequent first."""
    found = [(kind, tuple(drift.loc[drift["kind"] == kind, "id"])) for kind in KINDS]
    found = sorted((each for each in found if each[1]), key=lambda each: -len(each[1]))
    phrases = [f"{{}} {verb(len(ids), kind, _plural(kind))}" for kind, ids in found]
    links = [Linked(ids, f"differences: {kind}") for kind, ids in found[:NAMED_KINDS]]
    return some_of(phrases, NAMED_KINDS), links


def _plural(kind: str) -> str:
    """Several differences of a kind: "labels swapped"."""
    noun, _, way = kind.partition(" ")
    return f"{noun}s {way}"


def drift_table(
    corpus: Corpus, drift: pd.DataFrame, quotes: Mapping[str, Quote], *, headlines: bool = False
) -> Block:
    """Count differences by pair of outlets and kind; of headlines, by outlet and kind."""
    chosen = drift[is_headline(drift) == headlines]
    rows: list[list[Cell]] = []
    for row in count_drift(chosen).to_dict("records"):
        names = [outlet_name(row[f"outlet_{way}"]) for way in ("from", "to")]
        linked = Linked(tuple(row["ids"]), f"{' to '.join(names)}: {row['kind']}")
        outlets = [names[0]] if headlines else [*names, "yes" if row["directed"] else "no"]
        rows.append(
            [*outlets, row["event"] or "two events", row["kind"], KINDS[row["kind"]], linked]
        )
    outlets = ["Outlet"] if headlines else ["From", "To", "Order known"]
    headers = [*outlets, "Event", "What changed", "Which means", "Times"]
    caption = (
        "Differences between headlines and the sentences they take up"
        if headlines
        else "Differences between sentences that stand in two articles, by outlets and kind"
    )
    slug = "drift-headlines-counted" if headlines else "drift-counted"
    unknown = not headlines and not chosen["directed"].all()
    notes = (
        ["Where no date gives the order, “from” and “to” are without meaning."] if unknown else []
    )
    return table(
        slug, caption, headers, rows, quotes, numeric=("Times",), event_names=corpus.event_names,
        notes=notes,
    )  # fmt: skip


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
            "No headline takes up most words of a sentence beneath it."
            if headlines
            else "No sentence of one article stands in another."
        )
        return Block(f'<p class="nothing">{message}</p>', message)
    named = chosen["pair"].isin(drift["pair"])
    same = ~named & (chosen["similarity"] >= 1)
    differences = {str(key): own for key, own in drift.groupby("pair")}
    sizes = Counter(quote.outlet for key, quote in quotes.items() if key == quote.article)
    listed = pd.concat([chosen[named], chosen[~named & ~same]])
    groups = [
        ("", [_card(row, differences.get(row["pair"], drift.iloc[:0]), quotes, sizes)])
        for row in listed.head(MOST_SHOWN).to_dict("records")
    ]
    shown = cards(groups, "pairs", " ".join(_left_out(int(same.sum()), len(listed))))
    if not groups:
        return shown
    legend, said = _legend(headlines=headlines, undirected=not listed["directed"].all())
    return Block(f"{legend}{shown.html}", f"{said}\n{shown.plain}")


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
    headline = row["passage"] == ""
    one, two = quotes[row["sentence_from"]], quotes[row["sentence_to"]]
    names = _called(one, quotes), _called(two, quotes)
    counts = sizes.get(one.outlet, 0), sizes.get(two.outlet, 0)
    titles = ("", "") if headline else telling_headlines((one, two), names, counts)
    runs = ([], []) if headline else shared_runs(one.text, two.text)
    records = differences.to_dict("records")
    tags = ("del", "ins") if row["directed"] else ("mark", "mark")
    sides = []
    labels = ("body", "headline") if headline else ("earlier", "later")
    for quote, own, way, tag, label, title in zip(
        (one, two), runs, ("from", "to"), tags, labels, titles, strict=True
    ):
        named = [Mark(*place, tag, "named") for place in _places(records, way, quote)]
        loose = [] if headline else differing(quote.text, own)
        marks = [*named, *(Mark(*span, "span", "only") for span in _outside(loose, named))]
        said = [label] if row["directed"] else []
        said += ["headline"] if row[f"role_{way}"] == "headline" and not headline else []
        sides.append(differing_side(quote, marks, ", ".join(said), title))
    outlets = [outlet_name(row[f"outlet_{way}"]) for way in ("from", "to")]
    arrow = " → " if row["directed"] else " and "
    if outlets[0] == outlets[1] and not headline:
        parted = f"{outlets[0]}: {arrow.join(map(short_headline, names))}"
    else:
        parted = arrow.join(outlets)
    head = f"{outlets[0]}: headline and body" if headline else parted
    head += "" if row["directed"] else "; undirected"
    notes = tuple(_said(each) for each in records)
    return Card(
        f"drift-{row['pair']}",
        f"Pair {str(row['pair'])[1:]}: {' and '.join(outlets)}",
        head,
        (sides[0], sides[1]),
        notes or (_none_named(sides),),
    )


def _called(quote: Quote, quotes: Mapping[str, Quote]) -> str:
    """What tells an article from others: its headline, else its first words, else its id."""
    return quotes[quote.article].text or quote.article


def _none_named(sides: list[Side]) -> str:
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
