"""Quotes of what was missed or found wrongly: spans of hand labels and marks in their sentences."""

from bisect import bisect_right
from collections.abc import Sequence

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.report.evidence import Quote, quotes_of


class LabelQuotes:
    """Makes quotes of labels and marks: the sentence, or sentences, with the span marked."""

    def __init__(self, corpus: Corpus) -> None:
        self.made: dict[str, Quote] = {}
        self._sentences = quotes_of(corpus)
        self._texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
        self._starts: dict[str, list[tuple[int, int, str]]] = {}
        columns = (corpus.sentences[name] for name in ("document", "start", "end", "sentence"))
        for document, start, end, sentence in sorted(zip(*columns, strict=True)):
            self._starts.setdefault(document, []).append((start, end, sentence))

    def add(self, rows: pd.DataFrame, leads: Sequence[str] = ()) -> tuple[str, ...]:
        """Ids of new quotes, one a row, in reading order; ``leads`` are said before them."""
        rows = rows.assign(lead=list(leads) or [""] * len(rows))
        ids = []
        for row in rows.sort_values(["document", "start", "end"]).to_dict("records"):
            identity = f"error-{len(self.made) + 1}"
            quote = self._quote(row["document"], row["parts"])
            self.made[identity] = quote._replace(lead=row["lead"])
            ids.append(identity)
        return tuple(ids)

    def _quote(self, document: str, parts: Sequence[tuple[int, int]]) -> Quote:
        places = self._starts[document]
        last = max(bisect_right(places, (parts[-1][1] - 1, float("inf"), "")) - 1, 0)
        first = max(bisect_right(places, (parts[0][0], float("inf"), "")) - 1, 0)
        quote = self._sentences[places[first][2]]
        text = self._texts[document][quote.start : max(places[last][1], parts[-1][1])]
        marks = tuple((start - quote.start, end - quote.start) for start, end in parts)
        return quote._replace(text=text, marks=marks)
