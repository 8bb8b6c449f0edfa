"""Measurand cards: what each number of the corpus counts, where, when, how sure and by whom."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.compare.claims.lines import source_lines
from analysis.compare.numbers import KINDS
from analysis.compare.reports import Report, read_reports
from analysis.corpus.corpus import Corpus, frame
from analysis.marks.counted.cards import read_cards
from analysis.marks.counted.context import Card, Sentence
from analysis.marks.counted.people import PEOPLE, class_of
from analysis.marks.counted.status import DENIED
from analysis.marks.quantities import Quantity

_WITH_CUE = 2
"""Places of source and reporting word; a headline's words before a colon may be its topic."""

CARDS: dict[str, str] = {
    "id": "str", "event": "str", "article": "str", "outlet": "str", "published": "object",
    "document": "str", "sentence": "str", "start": "int64", "end": "int64", "text": "str",
    "role": "str", "kind": "str", "unit": "str", "low": "float64", "high": "float64",
    "low_open": "bool", "high_open": "bool", "approx": "bool", "counted": "str", "of": "str",
    "outcome": "str", "inherited": "bool", "part": "bool", "change": "bool", "apart": "bool",
    "status": "str", "period": "str", "places": "object", "spots": "object", "source": "str",
    "source_words": "str", "day": "str", "line": "str",
}  # fmt: skip


def measurand_cards(
    corpus: Corpus, quantities: pd.DataFrame, attributions: pd.DataFrame
) -> pd.DataFrame:
    """What each number that counts or measures is about.

    Parameters
    ----------
    corpus
        The corpus.
    quantities, attributions
        The frames of `mark_quantities` and `mark_attributions`.

    Returns
    -------
    pandas.DataFrame
        One row a number of the kinds `KINDS`, in reading order: id, event, article, outlet,
        published, document, sentence, start, end, text, role, kind, unit, low, high, low_open,
        high_open, approx, counted (head noun, found in the words around if the number has none),
        of (what that noun counts: `class_of`; people where nothing more is said), outcome,
        inherited, part, change, apart, status, period, places, spots, day (as of `Card`), source
        and source_words (who is reported to have given it, as a name and in the text's words; empty
        in the outlet's own voice), line (`source_lines`). What cannot be read is empty.
    """
    reports = read_reports(corpus, attributions)
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    articles = corpus.articles.set_index("article", drop=False).to_dict("index")
    marks = {str(key): own for key, own in quantities.groupby("sentence")}
    nouns = _noun_aliases(corpus)
    rows: list[tuple[Any, ...]] = []
    for article, sentences in corpus.sentences.groupby("article", sort=False):
        about = articles[article]
        ordered = sentences.sort_values("start").to_dict("records")
        own = [
            marks.get(row["sentence"], quantities.iloc[:0]).to_dict("records") for row in ordered
        ]
        read = list(_sentences(ordered, own, texts[about["document"]]))
        cards = read_cards(read, about["published"])
        for row, numbers, told in zip(ordered, own, cards, strict=True):
            for number, card in zip(numbers, told, strict=True):
                if number["kind"] not in KINDS:
                    continue
                source = None if card.teller else _source(reports.get(str(article), []), number)
                noun = nouns.get(card.counted, card.counted)
                of = class_of(noun) if noun else PEOPLE if card.outcome else ""
                rows.append(
                    (
                        number["id"], about["event"], article, about["outlet"], about["published"],
                        number["document"], row["sentence"], number["start"], number["end"],
                        number["text"], number["role"], number["kind"],
                        number["unit"] if isinstance(number["unit"], str) else "",
                        number["low"], number["high"], number["low_open"], number["high_open"],
                        number["approx"], card.counted, of, card.outcome, card.inherited, card.part,
                        card.change, card.apart, _status(card, source), card.period, card.places,
                        card.spots,
                        source.name if source else card.teller,
                        _words_of(source) if source else card.teller, card.day, "",
                    )
                )  # fmt: skip
    made = frame(rows, CARDS)
    return made.assign(line=pd.array(source_lines(made), dtype="str"))


def _status(card: Card, source: Report | None) -> str:
    """Status of a number; denied where the report is that somebody denies it."""
    return DENIED if source is not None and source.relation == "negative" else card.status


def _words_of(report: Report) -> str:
    """The words that name a source, or the name that a pronoun leads to."""
    short = len(report.source.split()) == 1 and report.source.islower()
    return report.name if short else report.source


def _noun_aliases(corpus: Corpus) -> dict[str, str]:
    """Nouns that the analyst puts together."""
    own = corpus.aliases[corpus.aliases["kind"] == "noun"]
    pairs = zip(own["alias"], own["name"], strict=True)
    return {alias.lower(): name.lower() for alias, name in pairs}


def _sentences(
    rows: list[dict[Any, Any]], marks: list[list[dict[Any, Any]]], text: str
) -> Iterator[Sentence]:
    reached = 0
    for row, own in zip(rows, marks, strict=True):
        numbers = [_quantity(each, row["start"]) for each in own]
        opens = not reached or "\n" in text[reached : row["start"]]
        yield Sentence(row["text"], numbers, row["role"] == "headline", opens)
        reached = row["end"]


def _quantity(mark: dict[Any, Any], shift: int) -> Quantity:
    """A mark as the finder gave it, with offsets into its sentence."""
    fields = {name: mark[name] for name in Quantity._fields}
    unit = mark["unit"] if isinstance(mark["unit"], str) else None
    start, end = mark["start"] - shift, mark["end"] - shift
    return Quantity(**{**fields, "unit": unit, "start": start, "end": end})


def _source(reports: list[Report], number: dict[Any, Any]) -> Report | None:
    """The report that a number stands in: the shortest one round it that names a source."""
    inside = [
        (sum(end - start for start, end in report.whole), at, report)
        for at, report in enumerate(reports)
        if report.source
        and not (number["role"] == "headline" and len(report.frames) < _WITH_CUE)
        and any(start <= number["start"] < end for start, end in report.whole)
    ]
    return min(inside)[2] if inside else None
