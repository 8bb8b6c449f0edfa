"""What the report says and lists about who cites whom, and on how many origins numbers rest."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.compare.provenance import Provenance
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.report.counted import CITATIONS, ORIGINS
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import (
    Finding,
    amount,
    by_event,
    by_kind,
    in_table,
    listing,
    not_independent,
    show_findings,
    some_of,
    verb,
)
from analysis.report.speakers import REST, with_rest
from analysis.report.tables import Cell, table

_NAMED = 5


def citation_findings(corpus: Corpus, provenance: Provenance, quotes: Mapping[str, Quote]) -> Block:
    """Say how often outlets cite each other, who relays whom, what is reposted, and circles."""
    articles = corpus.articles
    quoted = set(articles.loc[articles["quoted_in"].notna(), "article"])

    edges, loops = provenance.edges, provenance.loops

    def tell(event: str) -> Iterator[Finding]:
        here = edges[edges["event"] == event]
        if len(here):
            yield _citations(event, here, quoted)

    def tell_loops(event: str) -> Iterator[Finding]:
        if (edges["event"] == event).any():
            yield _loops(event, loops[loops["event"] == event])

    return show_findings(by_kind(corpus, tell, tell_loops), quotes)


def _citations(event: str, edges: pd.DataFrame, quoted: set[str]) -> Finding:
    """Say what is cited: outlets of the corpus, sources without name, relayed ones; and copies.

    ``quoted`` are the articles that stand as a block inside another.
    """
    cites = edges[edges["relation"] == "cites"]
    copies = _ids(edges[edges["relation"] == "reposts"])
    every, reposts = _ids(cites), tuple(each for each in copies if each not in quoted)
    blocks = tuple(each for each in copies if each in quoted)
    clauses = [
        ("in {} it is another outlet of the corpus", cites[cites["cited_kind"] == "outlet"],
         "attributions to an outlet of the corpus"),
        ("in {} it has no proper name",
         edges[edges["cited_kind"] == "unnamed"], "attributions to a source without name"),
        ("in {} the article has it from somebody in between",
         edges[edges["relation"] == "relays"], "relayed attributions"),
    ]  # fmt: skip
    kept = [(words, _ids(rows), label) for words, rows, label in clauses if len(rows)]
    what = f": {listing([words for words, *_ in kept])}" if kept else ""
    known = [
        f"{{}} only {how} another outlet or site" for ids, how in
        ((reposts, "as reposted by"), (blocks, "in passages quoted by")) if ids
    ]  # fmt: skip
    articles = verb(len(reposts or blocks), "article is", "articles are")
    here = f" {listing(known)}.".replace("{} only", f"{{}} {articles} known here only", 1)
    return Finding(
        f"finding-citations-{event}",
        f"{{}} {verb(len(every), 'attribution has', 'attributions have')} a source other than the "
        f"outlet itself{what}.{here if known else ''}",
        (
            Linked(every, "attributions with a source"),
            *(Linked(ids, label) for _, ids, label in kept),
            *([Linked(reposts, "reposted articles")] if reposts else []),
            *([Linked(blocks, "articles quoted in another")] if blocks else []),
        ),
        "Groups, documents and people known by their office only have no proper name: the rungs "
        "“officials” and “sources and groups” of the ladder. Only what an article says of its "
        "sources is seen; text taken over without saying so is not.",
    )


def _loops(event: str, loops: pd.DataFrame) -> Finding:
    identity = f"finding-loops-{event}"
    caution = (
        "A circle says that outlets lead to each other, not that they do so for the same claim; "
        "the sentences and their dates decide."
    )
    if not len(loops):
        return Finding(
            identity, "No circle was found in which outlets and sources lead back to each other.",
            (), "A circle through somebody who is not named cannot be seen.",
        )  # fmt: skip
    shown = _rows(loops)[:_NAMED]
    said = listing(["{} ({} mentions)"] * len(shown), [_members(row["members"]) for row in shown])
    return Finding(
        identity,
        f"{amount(len(loops), 'circle')} {verb(len(loops), 'was', 'were')} found, in which each "
        f"leads back to the others: {said}.",
        tuple(
            value
            for row in shown
            for value in (_members(row["members"]), Linked(row["ids"], "a circle"))
        ),
        caution,
        main=True,
    )


def _members(members: tuple[str, ...]) -> str:
    return some_of([node_name(member) for member in members], _NAMED)


def node_name(node: str) -> str:
    """Return what a node of the graph is called in sentences and tables."""
    if (of := node.removeprefix("unnamed: ")) != node:
        return f"unnamed source of {node_name(of)}"
    article = node.removeprefix(f"{UNKNOWN}: ")
    return node if article == node else f"unknown outlet, article {article}"


def origin_findings(corpus: Corpus, origins: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """Say on how many origins the numbers rest that several articles state."""

    def tell(event: str) -> Iterator[Finding]:
        here = origins[origins["event"] == event]
        yield _origins(event, here)

    return show_findings(by_event(corpus, tell), quotes)


def _origins(event: str, origins: pd.DataFrame) -> Finding:
    identity = f"finding-origins-{event}"
    if not len(origins):
        return Finding(
            identity, "No two articles state the same number of the same thing.",
            (), "Numbers are put together when noun and interval are equal; copies count once.",
        )  # fmt: skip
    single = origins[origins["single_source"]]
    maybe = origins[(origins["fewest"] == 1) & ~origins["single_source"]]
    more = origins[origins["fewest"] > 1]
    looped = origins[origins["loop"].map(len) > 0]
    clauses = [
        (verb(len(single), "rests on a single origin", "rest on a single origin"), single),
        ("may rest on a single origin", maybe),
        (verb(len(more), "rests on two or more", "rest on two or more"), more),
        (verb(len(looped), "goes round in a circle", "go round in a circle"), looped),
    ]
    kept = [(words, rows) for words, rows in clauses if len(rows)]
    several = int((origins["outlets"] > 1).sum())
    first = _rows(origins)[0]
    articles = amount(first["articles"], "article")
    mentions = (f"“{first['text']}”", Linked(first["ids"], "mentions of the number"))
    count = in_table(f"{len(origins):,}", "origins")
    if len(origins) == 1:
        outlets = "two outlets or more" if several else "one outlet"
        sentence = (
            f"{{}} number stands in two articles or more, of {outlets}: {{}}, in {{}} mentions of "
            f"{articles}. It {listing([words for words, _ in kept])}."
        )
        parts: tuple[str | Linked | Block, ...] = (count, *mentions)
    else:
        stand = verb(several, "stands", "stand") if several else "stands"
        said = listing([f"{len(rows):,} {words} ({{}} mentions)" for words, rows in kept])
        sentence = (
            f"{{}} numbers stand in two articles or more; {several or 'none'} of them {stand} in "
            f"articles of two outlets or more. Of all these numbers, {said}. The one that most "
            f"outlets have, {{}}, rests on {_range(first)} ({{}} mentions in {articles})."
        )
        behind = (Linked(_ids(rows), f"numbers: {words}") for words, rows in kept)
        parts = (count, *behind, *mentions)
    return Finding(
        identity,
        sentence,
        parts,
        "A range, because an unnamed source or an outlet that names nobody may be an origin of "
        "its own or rest on one already counted. Equal numbers with equal nouns may still count "
        f"different things. {_dependent(origins)}".rstrip(),
        main=True,
    )


def _dependent(origins: pd.DataFrame) -> str:
    return not_independent(reason for reasons in origins["dependent"] for reason in reasons)


def _range(row: Mapping[Any, Any]) -> str:
    fewest, most = int(row["fewest"]), int(row["most"])
    between = "or" if most == fewest + 1 else "to"
    return amount(fewest, "origin") if fewest == most else f"{fewest:,} {between} {most:,} origins"


def origin_table(
    origins: pd.DataFrame,
    quotes: Mapping[str, Quote],
    event_names: Mapping[str, str] | None = None,
    at_most: int = 40,
) -> Block:
    """List the numbers that several articles state, with their origins as a range."""
    rows: list[list[Cell]] = []
    for row in _rows(origins.head(at_most)):
        fewest, most = int(row["fewest"]), int(row["most"])
        flags = [
            *(["single source"] if row["single_source"] else []),
            *(
                [f"circle of {some_of(list(map(node_name, row['loop'])), 3)}"]
                if row["loop"]
                else []
            ),
            *(["outlets not independent"] if row["dependent"] else []),
        ]
        rows.append(
            [
                row["text"], row["event"], Linked(row["ids"], f"{row['text']}: mentions"),
                f"{row['articles']:,}", f"{row['outlets']:,}",
                some_of(row["named"], _NAMED) or "–", f"{row['unnamed']:,}", f"{row['own']:,}",
                f"{fewest:,}" if fewest == most else f"{fewest:,} to {most:,}",
                "; ".join(flags) or "–",
            ]
        )  # fmt: skip
    headers = [
        "Number", "Event", "Mentions", "Articles", "Outlets", "Named origins", "Unnamed sources",
        "Outlets naming nobody", "Origins", "Note",
    ]  # fmt: skip
    numeric = ["Mentions", "Articles", "Outlets", "Unnamed sources", "Outlets naming nobody"]
    more = f", the first {at_most:,} of {len(origins):,}" if len(origins) > at_most else ""
    caption = f"Numbers stated by two articles or more, and the origins they may rest on{more}"
    said = _dependent(origins.head(at_most))
    return table(
        "origins", caption, headers, rows, quotes, numeric=numeric, event_names=event_names,
        optional={"Note": "No number rests on a single origin for sure or goes round in a circle."},
        notes=[ORIGINS, said],
    )  # fmt: skip


def edge_table(
    edges: pd.DataFrame,
    quotes: Mapping[str, Quote],
    event_names: Mapping[str, str] | None = None,
    at_most: int = 40,
) -> Block:
    """List who cites, relays and reposts whom among those with a name, the rest in a fold."""
    named = edges[(edges["cited_kind"] != "unnamed") & (edges["citing_kind"] != "unnamed")]
    keys = ["relation", "count", "event", "citing", "cited"]
    order = named.assign(relation=pd.Categorical(named["relation"], ["reposts", "relays", "cites"]))
    order = order.sort_values(keys, ascending=[True, False, True, True, True])

    def show(slug: str, some: pd.DataFrame, caption: str, folded: bool) -> Block:
        rows: list[list[Cell]] = [
            [
                node_name(row["citing"]), str(row["relation"]), node_name(row["cited"]),
                str(row["event"]), _dates(row),
                Linked(row["ids"], f"{row['citing']} – {row['cited']}"),
            ]
            for row in _rows(some)
        ]  # fmt: skip
        headers = ["Who", "Does what", "To whom", "Event", "Dates", "Times"]
        return table(
            slug, caption, headers, rows, quotes, numeric=["Times"], folded=folded,
            event_names=event_names, notes=() if slug.endswith(REST) else [CITATIONS],
        )  # fmt: skip

    more = f", the first {at_most:,} of {len(named):,}" if len(named) > at_most else ""
    caption = f"Who cites, relays or reposts whom{more}"
    return with_rest(show, "citations", order, caption, at_most, folded=True)


def _dates(row: Mapping[Any, Any]) -> str:
    ends = [row[end] for end in ("first", "last") if isinstance(row[end], str)]
    return " to ".join(dict.fromkeys(ends)) or "not known"


def _ids(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(dict.fromkeys(identity for ids in rows["ids"] for identity in ids))


def _rows(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    return frame.to_dict("records")
