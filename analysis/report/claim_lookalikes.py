"""Numbers that look alike and are not compared, with the field in which they differ."""

from collections.abc import Mapping

import pandas as pd

from analysis.compare.claims.claims import Claims
from analysis.compare.claims.verdicts import NOT_COMPARABLE
from analysis.corpus.corpus import Corpus
from analysis.report.claim_pairs import reason_of
from analysis.report.claims import what_is_counted
from analysis.report.evidence import READING, Block, escape, outlet_cell
from analysis.report.tables import EVENT, Cell, table

MOST = 200


def lookalike_table(corpus: Corpus, cards: pd.DataFrame, claims: Claims) -> Block:
    """List numbers that are not to be compared, with the reason, and decisions that fail."""
    pairs = claims.pairs[claims.pairs["verdict"] == NOT_COMPARABLE]
    rows_of = cards.set_index("id", drop=False).to_dict("index")
    rows: list[list[Cell]] = []
    for pair in pairs.head(MOST).to_dict("records"):
        both = [rows_of[pair[side]] for side in ("id_a", "id_b")]
        rows.append(
            [
                what_is_counted(both) or str(both[0]["kind"]), str(pair["event"]),
                *(_surface(row) for row in both), _why(pair), str(pair["status"]),
            ]
        )  # fmt: skip
    headers = ["What is counted", EVENT, "One number", "The other", "What differs", "Pair"]
    shown = f" (the first {MOST:,} of {len(pairs):,})" if len(pairs) > MOST else ""
    listed = table(
        "look-alikes", f"Numbers that look alike and are not compared{shown}", headers, rows, {},
        event_names=corpus.event_names,
    )  # fmt: skip
    wrong = [
        f"{row['file']}, line {row['line']}: {row['what']}; {row['remedy']}."
        for row in claims.problems.to_dict("records")
    ]
    if not rows:
        said = "No analyst has set two numbers apart; what is not proposed is not listed here."
        listed = Block(f'<p class="nothing">{said}</p>', said)
    if not wrong:
        return listed
    said = "Decisions of the analyst that could not be carried out; all others hold:"
    items = "".join(f"<li>{escape(each)}</li>" for each in wrong)
    html = f'<p class="caution">{said}</p><ul>{items}</ul>{listed.html}'
    return Block(html, "\n".join([said, *wrong, listed.plain]))


def _why(pair: Mapping[object, object]) -> str:
    """The field in which two numbers differ, with the analyst's note."""
    field = reason_of(pair).removeprefix("differs: ")
    return f"{field}: {pair['note']}" if pair["note"] else field


def _surface(row: Mapping[object, object]) -> Block:
    """A number as written, linked to its sentence, with its outlet."""
    anchor = str(row["sentence"]).rpartition(".")[2]
    text = " ".join(str(row["text"]).split())
    outlet = outlet_cell(row["outlet"])
    html = (
        f'<a href="{READING}{row["article"]}.html#{anchor}" dir="auto">{escape(text)}</a> '
        f"(<bdi>{escape(outlet)}</bdi>)"
    )
    return Block(html, f"{text} ({outlet})")
