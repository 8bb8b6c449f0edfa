"""Which numbers are proposed as comparable, on small invented corpora.

The articles report a fire at a mill. Each look-alike is one more sentence, with a number that
counts something else than the toll, or counts it at another time or place.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import (
    compare_claims,
    load_corpus,
    mark_attributions,
    mark_quantities,
    measurand_cards,
)
from analysis.compare.claims.proposals import LEAST, propose_pairs
from analysis.corpus.corpus import Corpus

HERALD = (
    "A fire tore through a mill in Korvay on Sunday, killing 34 people. Police closed the road."
)
ECHO = "At least 31 people died in the mill fire in Korvay on Sunday. The owner said nothing."
HEADS = {"herald": "Fire at a mill in Korvay", "echo": "Mill burns in Korvay"}


class Found(NamedTuple):
    """A corpus with its cards, and the proposed pairs by the words of their numbers."""

    corpus: Corpus
    cards: pd.DataFrame
    pairs: set[frozenset[str]]
    scores: Mapping[frozenset[str], float]


def propose(
    folder: Path,
    bodies: Mapping[str, str],
    heads: Mapping[str, str] = HEADS,
    aliases: Sequence[str] = (),
    events: Mapping[str, str] | None = None,
) -> Found:
    """Proposals; numbers are written ``article: text`` or ``article headline: text``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in bodies.items():
        head = heads.get(name, "Fire")
        event = (events or {}).get(name, "fire")
        matter = f"outlet: The {name}\npublished: 2031-05-14\nheadline: {head}\nevent: {event}"
        (folder / f"{name}.txt").write_text(f"---\n{matter}\n---\n\n{body}\n", encoding="utf-8")
    if aliases:
        lines = ["alias,name,kind,side,note", *aliases]
        (folder / "aliases.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    corpus = load_corpus(folder)
    cards = measurand_cards(corpus, mark_quantities(corpus), mark_attributions(corpus))
    names = {
        row.id: f"{row.article}{' headline' if row.role == 'headline' else ''}: {row.text}"
        for row in cards.itertuples()
    }
    scores = {
        frozenset([names[each.id_a], names[each.id_b]]): each.score
        for each in propose_pairs(corpus, cards)
    }
    return Found(corpus, cards, set(scores), scores)


def pair(one: str, two: str) -> frozenset[str]:
    return frozenset([one, two])


TOLLS = pair("herald: 34 people", "echo: At least 31 people")


def test_two_tolls_are_proposed(tmp_path: Path) -> None:
    found = propose(tmp_path, {"herald": HERALD, "echo": ECHO})
    assert found.pairs == {TOLLS}
    assert LEAST <= found.scores[TOLLS] <= 1


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Thirty-seven lost their lives, the ministry said.", "Thirty-seven"),
        ("The death toll rose to 37.", "37"),
        ("The fire claimed the lives of 37 people.", "37 people"),
        ("The ministry says the fire left 37 dead.", "37 dead"),
    ],
)
def test_a_toll_in_other_words_is_proposed(tmp_path: Path, sentence: str, number: str) -> None:
    found = propose(tmp_path, {"herald": HERALD, "echo": f"The mill in Korvay burnt. {sentence}"})
    assert found.pairs == {pair("herald: 34 people", f"echo: {number}")}


FILLING = "The mill made cloth. Its owner is abroad. Neighbours brought tea. It rained at night."
LOOKALIKES = [
    ("another year", "In 2011 a fire at the same mill killed 112 people."),
    ("years ago", "Twenty years ago a fire at the mill killed 112 people."),
    ("last year", "Last year fires killed 112 people in the country."),
    ("a span", "So far this year fires have killed 112 people."),
    ("another place, far down", f"{FILLING} On Friday a fire in Pellmoor killed 12 people."),
    ("elsewhere", "Separately, 12 people died in a fire at a school."),
    ("another incident", "A second fire killed 12 people."),
    ("several incidents", "In 31 fires this spring, 140 people have died."),
    ("a part", "Nine of the victims were children."),
    ("a part, including", "The dead are workers, including nine women."),
    ("hypothetical", "The fire could have killed 300 people, a fireman said."),
    ("a condition", "If the roof falls, 300 people could die."),
    ("possible", "The toll may reach 50."),
    ("change", "The toll rose by five."),
    ("injured", "Sixty people were injured."),
    ("missing", "Seventeen people are missing."),
    ("a thing", "The fire destroyed 34 looms."),
    ("bodies", "Police found 31 bodies in the yard."),
    ("a unit", "The fire burned for 34 hours."),
    ("money", "The fire caused damage of 34 million dollars."),
    ("killers", "Police shot dead 34 cattle."),
]


@pytest.mark.parametrize(
    "sentence", [each for _, each in LOOKALIKES], ids=[name for name, _ in LOOKALIKES]
)
def test_lookalikes_are_kept_apart(tmp_path: Path, sentence: str) -> None:
    found = propose(tmp_path, {"herald": HERALD, "echo": f"{ECHO} {sentence}"})
    assert found.pairs == {TOLLS}


@pytest.mark.parametrize(
    "sentence", [each for _, each in LOOKALIKES], ids=[name for name, _ in LOOKALIKES]
)
def test_a_lookalike_that_both_give_is_no_toll(tmp_path: Path, sentence: str) -> None:
    """What two articles say in the same words may be compared, but never with the toll."""
    bodies = {"herald": f"{HERALD} {sentence}", "echo": f"{ECHO} {sentence}"}
    found = propose(tmp_path, bodies)
    tolls = {"herald: 34 people", "echo: At least 31 people"}
    assert TOLLS in found.pairs
    assert all(len(each & tolls) in (0, 2) for each in found.pairs)


@pytest.mark.parametrize(
    "also",
    [
        "",
        pytest.param(
            "On Friday a fire in Pellmoor killed 12 people.",
            marks=pytest.mark.xfail(
                reason="names of the first sentences of two articles are the scene", strict=True
            ),
        ),
    ],
)
def test_another_place_in_the_first_sentences(tmp_path: Path, also: str) -> None:
    more = "On Friday a fire in Pellmoor killed 12 people."
    found = propose(tmp_path, {"herald": f"{HERALD} {also}", "echo": f"{ECHO} {more}"})
    assert found.pairs - {pair("herald: 12 people", "echo: 12 people")} == {TOLLS}


@pytest.mark.xfail(reason="two scenes of one event are taken for one", strict=True)
def test_two_scenes_of_one_event(tmp_path: Path) -> None:
    korvay, pellmoor = (
        "A fire in Korvay killed 34 people.",
        "A fire in Pellmoor killed 12 people.",
    )
    bodies = {"herald": korvay, "radio": korvay, "echo": pellmoor, "post": pellmoor}
    found = propose(tmp_path, bodies, {})
    assert found.pairs == {
        pair("herald: 34 people", "radio: 34 people"),
        pair("echo: 12 people", "post: 12 people"),
    }


def test_a_number_that_is_denied(tmp_path: Path) -> None:
    more = "The ministry denied that 300 people had died."
    found = propose(tmp_path, {"herald": HERALD, "echo": f"{ECHO} {more}"})
    assert found.pairs == {TOLLS}


def test_a_part_with_a_spot(tmp_path: Path) -> None:
    found = propose(tmp_path, {"herald": HERALD, "echo": f"{ECHO} Twelve people died in the yard."})
    assert found.pairs == {TOLLS}


@pytest.mark.xfail(reason="a spot that two articles name is taken for the scene", strict=True)
def test_a_part_with_a_spot_that_both_give(tmp_path: Path) -> None:
    more = "Twelve people died in the yard."
    found = propose(tmp_path, {"herald": f"{HERALD} {more}", "echo": f"{ECHO} {more}"})
    assert found.pairs == {TOLLS, pair("herald: Twelve people", "echo: Twelve people")}


@pytest.mark.xfail(reason="a part by its spot, above three fifths of the whole", strict=True)
def test_a_large_part_with_a_spot(tmp_path: Path) -> None:
    body = "In Korvay 31 people died, 29 in the weaving room and two in the yard."
    found = propose(tmp_path, {"herald": HERALD, "echo": body}, {})
    assert found.pairs == {pair("herald: 34 people", "echo: 31 people")}


@pytest.mark.xfail(reason="what another adds to stands two sentences before", strict=True)
def test_another_few_two_sentences_on(tmp_path: Path) -> None:
    more = "Another five people died on Monday."
    found = propose(tmp_path, {"herald": HERALD, "echo": f"{ECHO} {more}"})
    assert found.pairs == {TOLLS}


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("In 2011 a fire at the same mill killed 112 people.", "112 people"),
        ("Sixty people were injured.", "Sixty people"),
        ("Seventeen people are missing.", "Seventeen people"),
        ("Nine children died.", "Nine children"),
        ("The fire destroyed 34 looms.", "34 looms"),
    ],
)
def test_other_measurands_are_proposed_too(tmp_path: Path, sentence: str, number: str) -> None:
    bodies = {"herald": f"{HERALD} {sentence}", "echo": f"{ECHO} {sentence}"}
    found = propose(tmp_path, bodies)
    assert found.pairs == {TOLLS, pair(f"herald: {number}", f"echo: {number}")}


def test_headline_is_compared_with_its_body_and_the_others(tmp_path: Path) -> None:
    heads = {"herald": "Fire at Korvay mill kills 30", "echo": "Mill burns in Korvay"}
    found = propose(tmp_path, {"herald": HERALD, "echo": ECHO}, heads)
    headline = "herald headline: 30"
    assert found.pairs == {
        TOLLS,
        pair(headline, "herald: 34 people"),
        pair(headline, "echo: At least 31 people"),
    }


def test_two_numbers_of_one_body_are_never_compared(tmp_path: Path) -> None:
    body = f"{HERALD} The ministry says that 47 people died in the fire."
    assert not propose(tmp_path, {"herald": body}).pairs


def test_two_events_are_never_compared(tmp_path: Path) -> None:
    events = {"herald": "fire", "echo": "other-fire"}
    assert not propose(tmp_path, {"herald": HERALD, "echo": ECHO}, events=events).pairs


@pytest.mark.parametrize(
    ("aliases", "expected"),
    [
        ((), set()),
        (("wherry,barge,noun,,two words for one boat",), {("280 wherries", "300 barges")}),
        (("wherry,barge,group,,no noun",), set()),
    ],
)
def test_aliases_of_nouns_join_two_nouns(
    tmp_path: Path, aliases: Sequence[str], expected: set[tuple[str, str]]
) -> None:
    bodies = {
        "herald": "Owners of 280 wherries met at the lock of Korvay on Sunday.",
        "echo": "Owners of 300 barges met at the lock of Korvay on Sunday.",
    }
    found = propose(tmp_path, bodies, {}, aliases)
    assert found.pairs == {pair(f"herald: {a}", f"echo: {b}") for a, b in expected}


SENTENCES = [
    HERALD,
    ECHO,
    "The ministry says 47 people died in the mill fire in Korvay.",
    "Police counted 60 injured.",
    "In 2011 a fire at the same mill killed 112 people.",
    "On Friday a fire in Pellmoor killed 12 people.",
    "Nine of the victims were children.",
    "Up to 20 people may be trapped under the roof.",
    "The damage is put at 4 million dollars.",
    "The mill had 80 looms for wool.",
    "About 85 looms for wool stood in the mill of Korvay.",
]
PLAIN = [
    "The mill made cloth.",
    "Neighbours brought blankets and tea.",
    "The fire brigade has not said how the fire began.",
    "Many people died in the fire, the ministry said.",
]
BODIES = st.fixed_dictionaries(
    {
        name: st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True).map(
            " ".join
        )
        for name in ("herald", "echo", "post")
    }
)
SLOW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def new_folder(tmp_path_factory: pytest.TempPathFactory):
    return lambda: tmp_path_factory.mktemp("corpus")


@given(BODIES)
@SLOW
def test_proposals_of_any_articles(new_folder, bodies: Mapping[str, str]) -> None:
    heads = {"herald": "Fire kills 30 in Korvay", "post": "Fire kills 40 in Korvay"}
    found = propose(new_folder(), bodies, heads)
    for each in found.pairs:
        assert len({re.sub(": .*", "", number) for number in each}) == 2
    assert all(LEAST <= score <= 1 for score in found.scores.values())


@given(BODIES, st.randoms(use_true_random=False))
@SLOW
def test_verdicts_do_not_depend_on_the_order_of_cards(new_folder, bodies, random) -> None:
    found = propose(new_folder(), bodies)
    rows = list(range(len(found.cards)))
    random.shuffle(rows)

    def verdicts(cards: pd.DataFrame) -> dict[frozenset[str], tuple[object, ...]]:
        pairs = compare_claims(found.corpus, cards).pairs
        columns = ["verdict", "fragile", "score", "status", "reason"]
        return {pair(row["id_a"], row["id_b"]): tuple(row[columns]) for _, row in pairs.iterrows()}

    shuffled = found.cards.iloc[rows].reset_index(drop=True)
    assert verdicts(found.cards) == verdicts(shuffled)


PLAIN_BODIES = st.lists(st.sampled_from(PLAIN), min_size=1, unique=True).map(" ".join)


@given(BODIES, PLAIN_BODIES)
@SLOW
def test_an_article_of_another_event_changes_no_score(new_folder, bodies, plain: str) -> None:
    more = {**bodies, "radio": plain}
    alone, joined = (
        propose(new_folder(), each, events={"radio": "other"}) for each in (bodies, more)
    )
    assert alone.scores == joined.scores


@given(BODIES, PLAIN_BODIES)
@SLOW
def test_an_article_without_numbers_changes_no_proposal(new_folder, bodies, plain: str) -> None:
    """Unless it names a place, for then it says where the event is."""
    more = {**bodies, "radio": plain}
    alone, joined = (propose(new_folder(), each, {}) for each in (bodies, more))
    assert alone.pairs == joined.pairs
