"""What the report says of shared text: how much there is, of what kind, and what it is owed to."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.compare.dependence import QUOTED, dependent_pairs
from analysis.compare.reuse.passage_origins import ORIGINS
from analysis.compare.reuse.passages import KINDS, NEAR
from analysis.compare.reuse.travels import between_articles
from analysis.corpus.corpus import Corpus
from analysis.report.article_names import article_called
from analysis.report.evidence import Block, Linked, Quote
from analysis.report.findings import (
    Finding,
    amount,
    by_event,
    in_table,
    listing,
    outlets_in_words,
    percent,
    show_findings,
    some_of,
    verb,
)
from analysis.report.passage_quotes import shown_passages

COMMON_ORIGIN = "A shared passage shows that two texts have a common origin, not who copied whom."
MISSED = "“How often does the program err?” in the chapter says how much the program misses."
NO_SHORTER = (
    "What is shared is called a passage only where it is longer and says more than a stock phrase."
)

OWED = {
    "quoted block": "in an article and in a block that it quotes",
    "same speaker": "given in both articles as the words of the same speaker",
    "same outlet": "in two articles of one outlet",
    "credited": "in a sentence that names the outlet of the other article",
    "unnamed source": "given in both articles as the words of a source without a name",
    "undecided": f"undecided ({ORIGINS['undecided']})",
}
"""What is said of passages of each origin, in the order in which they are looked for."""


def passage_findings(corpus: Corpus, passages: pd.DataFrame, quotes: Mapping[str, Quote]) -> Block:
    """Say how many passages the articles of each event share, of what kind, and owed to what.

    ``quotes`` holds those of articles and those of passages.
    """
    shared = between_articles(passages)

    def tell(event: str) -> Iterator[Finding]:
        articles = corpus.articles[corpus.articles["event"] == event]
        own = shared[shared["event"] == event]
        if own.empty:
            yield _nothing(corpus, event, len(articles))
            return
        yield _passages(corpus, event, own, passages)
        yield _kinds(corpus, event, own, passages)
        yield _owed(event, own)

    across = shared[shared["event"] == ""]
    more = [_across(corpus, across)] if len(across) else []
    return show_findings([*by_event(corpus, tell), *more], quotes)


def _nothing(corpus: Corpus, event: str, articles: int) -> Finding:
    if articles < 2:
        sentence = "There is one article only, so that no text can be shared."
        return Finding(f"finding-passages-{event}", sentence, (), NO_SHORTER, main=True)
    sentence = "No two articles share a passage."
    caution = f"{NO_SHORTER} They may still say the same in other words. {MISSED}"
    finding = Finding(f"finding-passages-{event}", sentence, (), caution, main=True)
    return nothing_shared(corpus, event, finding)


def nothing_shared(corpus: Corpus, event: str, finding: Finding) -> Finding:
    """Say before "No …" which outlets of an event are known through others only.

    A block quoted in an article is no passage of it, although its words stand there.
    """
    own = dependent_pairs(corpus)
    said = [_known_through(row) for row in own[own["event"] == event].to_dict("records")]
    if not said:
        return finding
    rest = f"{finding.sentence[0].lower()}{finding.sentence[1:]}"
    return replace(
        finding, sentence=f"{{}}. Apart from that, {rest}", parts=("; ".join(said), *finding.parts)
    )


def _known_through(row: Mapping[Any, Any]) -> str:
    where = verb(
        len(row["articles"]),
        ": its words stand inside that article",
        ": their words stand inside articles there",
    )
    return f"{row['reason']}{where if row['how'] == QUOTED else ''}"


def _passages(corpus: Corpus, event: str, own: pd.DataFrame, passages: pd.DataFrame) -> Finding:
    holders = [name for name in corpus.articles["article"] if name in _holders(own)]
    outlets = corpus.articles.set_index("article").loc[holders, "outlet"]
    words = int(own.groupby("cluster")["words"].max().sum())
    texts = own["cluster"].nunique()
    return Finding(
        f"finding-passages-{event}",
        f"{{}} articles of {outlets_in_words(outlets)} share text: {{}} "
        f"{verb(len(own), 'passage stands', 'passages stand')} in two articles each. "
        f"{verb(texts, 'It is one text', f'They are {texts:,} different texts')} of "
        f"{amount(words, 'word')}{'' if texts == 1 else ' in all'}.",
        (
            Linked(tuple(holders), "articles that share text"),
            Linked(tuple(own["id"]), "passages"),
        ),
        f"{COMMON_ORIGIN} Passages that overlap are one text, and its words count once, as "
        f"in its longest passage. {MISSED}{_apart(passages, event)}",
        main=True,
    )


def _holders(passages: pd.DataFrame) -> set[str]:
    return {*passages["article_a"], *passages["article_b"]}


def _apart(passages: pd.DataFrame, event: str) -> str:
    """Say what is left out of the counts."""
    own = passages[passages["event"] == event]
    boilerplate = int(own["boilerplate"].sum())
    repeats = int((~own["boilerplate"] & (own["article_a"] == own["article_b"])).sum())
    said = []
    if repeats:
        said.append(f"{amount(repeats, 'passage')} that an article repeats of itself")
    if boilerplate:
        said.append(f"{amount(boilerplate, 'passage')} of boilerplate")
    return f" Left out: {listing(said)}." if said else ""


def _kinds(corpus: Corpus, event: str, own: pd.DataFrame, passages: pd.DataFrame) -> Finding:
    sizes = {kind: tuple(own.loc[own["kind"] == kind, "id"]) for kind in KINDS}
    told = {
        "verbatim": "the same word for word",
        "near-verbatim": f"near-verbatim (at least {percent(NEAR)} of the words the same)",
        "paraphrase": verb(len(sizes["paraphrase"]), "a paraphrase", "paraphrases"),
    }
    present = [kind for kind in KINDS if sizes[kind]]
    longest = own.sort_values(["words", "id"], ascending=[False, True]).iloc[0]
    several = len(own) > 1
    which = f"The longest, of {amount(longest['words'], 'word')}," if several else "It"
    phrases = [f"{{}} {verb(len(sizes[kind]), 'is', 'are')} {told[kind]}" for kind in present]
    sentence = (
        f"Of the passages, {listing(phrases)}."
        if several
        else f"The passage is {told[present[0]]}."
    )
    parts = [Linked(sizes[kind], f"passages: {kind}") for kind in present] if several else []
    names = [article_called(corpus, longest[f"article_{side}"]) for side in "ab"]
    shown = shown_ids(passages)
    return Finding(
        f"finding-kinds-{event}",
        f"{sentence} {which} stands in {{}} and {{}}.",
        (*parts, *(at_passage(name, [str(longest["id"])], shown) for name in names)),
        "Case, punctuation and hyphens make no difference. A paraphrase shares fewer words, and "
        "only those are found that share many rare ones.",
    )


def shown_ids(passages: pd.DataFrame) -> set[str]:
    """Return the ids of the passages that the page shows."""
    return {*shown_passages(passages)["id"]}


def at_passage(text: str, ids: Iterable[str], shown: Container[str]) -> str | Block:
    """Return words that lead to the first of some passages that the page shows."""
    found = [identity for identity in ids if identity in shown]
    return in_table(text, f"passage-{found[0]}") if found else text


def _owed(event: str, own: pd.DataFrame) -> Finding:
    ids = {origin: tuple(own.loc[own["origin"] == origin, "id"]) for origin in OWED}
    present = [origin for origin in OWED if ids[origin]]
    phrases = [f"{{}} {verb(len(ids[origin]), 'is', 'are')} {OWED[origin]}" for origin in present]
    speakers = sorted({*own["speaker"].dropna()})
    named = f" The speakers are {some_of(speakers)}." if len(speakers) > 1 else ""
    named = f" The speaker is {speakers[0]}." if len(speakers) == 1 else named
    if len(own) == 1:
        sentence = f"The passage is {OWED[present[0]]}."
    elif len(present) == 1:
        sentence = f"All {{}} passages are {OWED[present[0]]}."
    else:
        sentence = f"Of {amount(len(own), 'passage')}, {listing(phrases)}."
    linked = [Linked(ids[origin], f"passages: {origin}") for origin in present]
    return Finding(
        f"finding-owed-{event}",
        sentence,
        tuple(linked) if len(own) > 1 else (),
        f"Each passage counts under the first that fits.{named}",
    )


def _across(corpus: Corpus, across: pd.DataFrame) -> Finding:
    holders = [name for name in corpus.articles["article"] if name in _holders(across)]
    return Finding(
        "finding-passages-across",
        f"{{}} {verb(len(across), 'passage stands', 'passages stand')} in articles of two events; "
        f"{{}} {verb(len(holders), 'article holds', 'articles hold')} one.",
        (
            Linked(tuple(across["id"]), "passages in articles of two events"),
            Linked(tuple(holders), "articles that share text with an article of another event"),
        ),
        COMMON_ORIGIN,
    )


def containment_findings(
    corpus: Corpus, containment: pd.DataFrame, quotes: Mapping[str, Quote]
) -> Block:
    """Say of which article the largest part lies in passages shared with another."""
    headlines = set(corpus.articles.loc[corpus.articles["headline_only"], "article"])

    def tell(event: str) -> Iterator[Finding]:
        own = containment[containment["event"] == event]
        whole = own[~own["article"].isin(headlines)]
        identity = f"finding-containment-{event}"
        if whole.empty:
            sentence = "No article with a text of its own shares a passage with another."
            yield nothing_shared(corpus, event, Finding(identity, sentence, (), NO_SHORTER))
            return
        order = ["share", "article", "other"]
        top = whole.sort_values(order, ascending=[False, True, True]).iloc[0]
        back = own[(own["article"] == top["other"]) & (own["other"] == top["article"])]
        share = f" The other way round it is {percent(back.iloc[0]['share'])}." if len(back) else ""
        yield Finding(
            identity,
            f"{percent(top['share'])} of {{}} lies in passages shared with {{}}, the largest part "
            f"of any article: {top['shared']:,} of {amount(top['words'], 'word')}.{share}",
            (article_called(corpus, top["article"]), article_called(corpus, top["other"])),
            "All words inside a passage count, also those that the other article lacks."
            f"{_only_headlines(corpus, own, headlines)}",
        )

    return show_findings(by_event(corpus, tell), quotes)


def _only_headlines(corpus: Corpus, own: pd.DataFrame, headlines: set[str]) -> str:
    held = [article_called(corpus, name) for name in sorted({*own["article"]} & headlines)]
    if not held:
        return ""
    return f" Left out here, since nothing but the headline is known: {some_of(held)}."
