"""What the analyst decides about numbers goes before proposals; what is unsound is named."""

import csv
import shutil
import tempfile
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import load_corpus, mark_attributions, mark_quantities
from analysis.__main__ import main
from analysis.compare.claims.cards import measurand_cards
from analysis.compare.claims.claims import GROUPS, NUMBER_PAIRS, PROBLEMS, compare_claims
from analysis.compare.claims.decisions import Decision, Decisions, read_decisions, undecided
from analysis.compare.claims.proposals import Proposal
from analysis.corpus.corpus import read_corpus
from analysis.corpus.measurands import DIFFERS, find_words, read_measurands
from analysis.corpus.notices import corpus_notices

ROOT = Path(__file__).parents[2]
HARBOUR = ROOT / "tests" / "fixtures" / "measurands"
BROKEN = sorted(path.name for path in (HARBOUR / "broken").iterdir())

LEDGER = ("ledger", "More than 9,000 boats")
POST = ("post", "About 8,500 boats")
TIMES = ("times", "9,000 boats will be moved")
HEADLINE = ("ledger", "9,000 boats to leave")
EARLIER = ("post", "Some 400 boats")


def number(article, words):
    return f"{{ article = {article!r}, words = '''{words}''' }}"


def measurand(*numbers, counts="boats to be moved", note=""):
    listed = ",\n".join(number(*each) for each in numbers)
    return f'[[measurand]]\ncounts = "{counts}"\nnumbers = [\n{listed}\n]\nnote = "{note}"\n\n'


def rejected(*numbers, differs="when", note=""):
    listed = ",\n".join(number(*each) for each in numbers)
    return f'[[rejected]]\ndiffers = "{differs}"\nnumbers = [\n{listed}\n]\nnote = "{note}"\n\n'


@pytest.fixture
def harbour(tmp_path):
    """Call it with the text of a ``measurands.toml``, or None: corpus, cards and claims."""

    def build(decisions):
        for path in HARBOUR.glob("*.txt"):
            shutil.copy(path, tmp_path)
        (tmp_path / "measurands.toml").unlink(missing_ok=True)
        if decisions is not None:
            (tmp_path / "measurands.toml").write_text(decisions, encoding="utf-8")
        corpus = load_corpus(tmp_path)
        cards = measurand_cards(corpus, mark_quantities(corpus), mark_attributions(corpus))
        return corpus, cards, compare_claims(corpus, cards)

    return build


def words_of(cards, ids):
    rows = cards.set_index("id")
    return {(rows.loc[each, "article"], rows.loc[each, "text"]) for each in ids}


def pairs_of(table, **wanted):
    for column, value in wanted.items():
        table = table[table[column] == value]
    return {frozenset(pair) for pair in zip(table["id_a"], table["id_b"], strict=True)}


# What is carried out


def test_confirmed_numbers_are_compared_whatever_the_program_proposes(harbour):
    _, _, before = harbour(None)
    entry = measurand(EARLIER, TIMES, HEADLINE, ("ledger", "More than 9,000 boats"), note="told so")
    _, cards, after = harbour(entry)
    (group,) = after.groups[after.groups["status"] == "confirmed"].to_dict("records")
    assert group["counts"] == "boats to be moved"
    assert group["note"] == "told so"
    assert group["pairs"] == 6  # headline and body of one article are compared too
    assert words_of(cards, group["numbers"]) == {
        ("ledger", "9,000 boats"), ("ledger", "More than 9,000 boats"),
        ("post", "Some 400 boats"), ("times", "9,000 boats"),
    }  # fmt: skip
    confirmed = pairs_of(after.pairs, status="confirmed")
    assert confirmed - pairs_of(before.pairs)
    assert set(after.pairs.loc[after.pairs["status"] == "confirmed", "score"]) == {1.0}
    earlier = cards.loc[cards["text"] == "Some 400 boats", "id"].item()
    verdicts = after.pairs[(after.pairs["id_a"] == earlier) | (after.pairs["id_b"] == earlier)]
    assert set(verdicts["verdict"]) <= {"contradictory", "undecided"}
    assert len(verdicts) == 3


def test_two_numbers_of_one_text_are_no_pair(harbour):
    _, _, claims = harbour(measurand(EARLIER, ("post", "1,200 boats"), TIMES))
    (group,) = claims.groups[claims.groups["status"] == "confirmed"].to_dict("records")
    assert group["pairs"] == 2


def test_a_confirmed_number_leaves_the_proposed_group_and_the_others_stay_one(harbour):
    _, cards, before = harbour(None)
    boats = words_of(cards, before.groups["numbers"].iloc[0])
    assert {("post", "About 8,500 boats"), ("times", "9,000 boats")} <= boats
    _, cards, after = harbour(measurand(LEDGER, EARLIER))
    groups = [
        (row["status"], words_of(cards, row["numbers"])) for row in after.groups.to_dict("records")
    ]
    assert ("proposed", {("post", "About 8,500 boats"), ("times", "9,000 boats")}) in groups
    assert (
        "confirmed",
        {("ledger", "More than 9,000 boats"), ("post", "Some 400 boats")},
    ) in groups
    proposed = pairs_of(after.pairs, status="proposed")
    assert proposed < pairs_of(before.pairs)


def test_rejected_pairs_are_shown_and_not_proposed(harbour):
    _, _, before = harbour(None)
    _, cards, after = harbour(rejected(LEDGER, POST, TIMES, differs="scope", note="so it is"))
    shown = after.pairs[after.pairs["status"] == "rejected"]
    assert len(shown) == 3
    assert set(shown["verdict"]) == {"not comparable"}
    assert set(shown["reason"]) == {"differs: scope"}
    assert set(shown["note"]) == {"so it is"}
    assert set(shown["group"]) == {""}
    assert not shown["fragile"].any()
    rejections = pairs_of(shown)
    assert rejections <= pairs_of(before.pairs)  # the program proposed them, so they have scores
    assert shown["score"].between(0.5, 1).all()
    assert pairs_of(after.pairs, status="proposed") == pairs_of(before.pairs) - rejections
    in_groups = [words_of(cards, ids) for ids in after.groups["numbers"]]
    assert in_groups == [{("ledger", "At least 60 sailors"), ("post", "83 sailors")}]


def test_a_rejected_pair_that_was_not_proposed_has_no_score(harbour):
    _, _, claims = harbour(rejected(EARLIER, ("post", "1,200 boats")))
    (row,) = claims.pairs[claims.pairs["status"] == "rejected"].to_dict("records")
    assert row["score"] != row["score"]


def test_without_the_file_everything_is_proposed(harbour):
    corpus, _, claims = harbour(None)
    assert len(claims.groups) > 0
    assert set(claims.groups["status"]) == set(claims.pairs["status"]) == {"proposed"}
    assert claims.problems.empty
    assert corpus.measurands.empty
    assert list(claims.pairs.columns) == list(NUMBER_PAIRS)
    assert list(claims.groups.columns) == list(GROUPS)
    assert list(claims.problems.columns) == list(PROBLEMS)


def test_numbers_are_found_whatever_the_quotation_marks_and_the_white_space(harbour):
    spaced = measurand(
        ("ledger", "\n  go 'as far as\n"), ("times", "They  go\n45   kilometres up"), counts="way"
    ).replace("'as far as", '"40 kilometres   up the river"')
    _, cards, claims = harbour(spaced)
    (group,) = claims.groups[claims.groups["status"] == "confirmed"].to_dict("records")
    found = {("ledger", "40 kilometres"), ("times", "45 kilometres")}
    assert words_of(cards, group["numbers"]) == found


def decision(*pairs):
    ids = tuple(dict.fromkeys(each for pair in pairs for each in pair))
    return Decision("rejected", "", "when", "", ids, pairs)


def test_two_rejected_numbers_do_not_meet_by_way_of_a_third():
    ab, bc = Proposal("a", "b", 0.6, ""), Proposal("b", "c", 0.9, "")
    cd = Proposal("c", "d", 0.7, "")
    ac = Proposal("a", "c", 0.95, "")
    decisions = Decisions([], [decision(("a", "c"))], [])
    assert undecided([ab, ac, bc, cd], decisions) == [bc, cd]
    assert undecided([ab, ac, bc, cd], Decisions([], [], [])) == [ab, ac, bc, cd]


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0.5, 1)), max_size=30),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6),
)
def test_no_group_holds_two_rejected_numbers(edges, apart):
    proposals = [Proposal(str(a), str(b), score, "") for a, b, score in edges if a < b]
    pairs = [(str(a), str(b)) for a, b in apart if a < b]
    left = undecided(proposals, Decisions([], [decision(*pairs)] if pairs else [], []))
    reached = {each: {each} for each in map(str, range(10))}
    for proposal in left:
        joined = reached[proposal.id_a] | reached[proposal.id_b]
        reached.update(dict.fromkeys(joined, joined))
    assert not any(b in reached[a] for a, b in pairs)
    assert all(each in left for each in proposals) or pairs


# What is unsound


def expected_problems(name):
    with (HARBOUR / "expected.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [(int(row["line"]), row["words"].split("|")) for row in rows if row["file"] == name]


@pytest.mark.parametrize("name", BROKEN)
def test_an_unsound_entry_is_named_once_and_leaves_the_others_standing(name, harbour):
    text = (HARBOUR / "broken" / name).read_text(encoding="utf-8")
    expected = expected_problems(name)
    _, cards, claims = harbour(text)
    problems = claims.problems.to_dict("records")
    assert [problem["line"] for problem in problems] == [line for line, _ in expected]
    for problem, (_, words) in zip(problems, expected, strict=True):
        said = f"{problem['what']} {problem['remedy']}"
        assert problem["file"] == "measurands.toml"
        assert problem["what"]
        assert problem["remedy"]
        assert all(word in said for word in words), said
    confirmed = claims.groups[claims.groups["status"] == "confirmed"]
    sound = [] if name == "not-toml.toml" else ["sailors who died in the storm"]
    assert list(confirmed["counts"]) == sound

    _, plain_cards, plain = harbour(None)
    boats = {pair for pair in pairs_of(plain.pairs) if boats_of(plain_cards, pair)}
    proposed = pairs_of(claims.pairs, status="proposed")
    assert {pair for pair in proposed if boats_of(cards, pair)} == boats


def boats_of(cards, pair):
    return all("boats" in text for _, text in words_of(cards, pair))


def test_every_expected_problem_has_its_file():
    with (HARBOUR / "expected.csv").open(encoding="utf-8", newline="") as file:
        assert {row["file"] for row in csv.DictReader(file)} == set(BROKEN)


@pytest.mark.parametrize("name", ["words-twice.toml", "circle.toml", "not-toml.toml"])
def test_the_check_prints_what_is_unsound_and_fails(name, tmp_path, capsys):
    for path in [*HARBOUR.glob("*.txt"), HARBOUR / "broken" / name]:
        shutil.copy(path, tmp_path / path.name.replace(name, "measurands.toml"))
    ((line, _),) = expected_problems(name)
    assert main(["check", str(tmp_path)]) == 1
    assert f"{(tmp_path / 'measurands.toml').as_posix()}:{line}: " in capsys.readouterr().err


def test_the_line_of_an_entry_in_another_layout_is_still_the_entrys(tmp_path):
    rows = (
        '# [[measurand]]\n[[measurand]] # boats\n"counts" = "boats"\n'
        'numbers = [ { article = "a", words = "9 boats" }, { article = "b", wrds = "9 boats" } ]\n'
        '[[rejected]]\ndiffers = "size"\n[[rejected.numbers]]\narticle = "a"\nwords = "1 boat"\n'
        '[[rejected.numbers]]\narticle = "b"\n'
    )
    (tmp_path / "measurands.toml").write_text(rows, encoding="utf-8")
    _, problems = read_measurands(tmp_path)
    assert [problem.line for problem in problems] == [4, 6, 10]


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path):
    (tmp_path / "measurands.toml").write_bytes(b'[[measurand]]\ncounts = "M\xfchlen"\n')
    wordings, problems = read_measurands(tmp_path)
    assert wordings == []
    assert [(problem.line, "UTF-8" in problem.remedy) for problem in problems] == [(2, True)]


KEYS = st.sampled_from(
    ["measurand", "rejected", "counts", "numbers", "differs", "article", "words"]
)
VALUES = st.recursive(
    st.one_of(st.text(max_size=5), st.integers(), st.sampled_from(DIFFERS)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def toml(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(char):08x}" for char in value) + '"'
    return str(value)


@given(st.dictionaries(KEYS, VALUES, max_size=3).map(
    lambda table: "".join(f"{key} = {toml(value)}\n" for key, value in table.items()).encode()
) | st.binary())  # fmt: skip
def test_no_file_breaks_the_reading(raw):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "measurands.toml").write_bytes(raw)
        wordings, problems = read_measurands(Path(folder))
    assert all(problem.line and problem.what and problem.remedy for problem in problems)
    assert all(each.article and each.words and each.line for each in wordings)
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except ValueError:
        assert len(problems) == 1
    else:
        assert wordings or problems or not any(table.values())


@given(st.text(alphabet="ab1, \n\t“”\"'’", max_size=40), st.data())
def test_words_are_found_where_they_stand(text, data):
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))]
    other = words.replace("“", '"').replace("’", "'").replace("\n", "  ")
    found = find_words(text, other)
    whole = words.strip() and not (
        (text[:start][-1:].isalnum() and words[0].isalnum())
        or (words[-1].isalnum() and text[start + len(words) :][:1].isalnum())
    )
    if whole:
        first = start + len(words) - len(words.lstrip())
        assert any(a == first for a, _ in found)
    assert all(0 <= a < b <= len(text) for a, b in found)


def test_the_file_is_no_document_changes_the_digest_and_is_kept_from_a_broken_corpus(tmp_path):
    for path in HARBOUR.glob("*.txt"):
        shutil.copy(path, tmp_path)
    before = load_corpus(tmp_path)
    file = tmp_path / "measurands.toml"
    file.write_text(measurand(LEDGER, POST), encoding="utf-8")
    after = load_corpus(tmp_path)
    assert after.digest != before.digest
    assert after.documents.equals(before.documents)
    assert corpus_notices(tmp_path, after) == []
    assert after.measurands["article"].tolist() == ["ledger", "post"]
    (tmp_path / "post.txt").write_text("no front matter", encoding="utf-8")
    corpus, problems = read_corpus(tmp_path)
    assert len(problems) == 1  # and not one more for each number that cannot be found now
    assert corpus.measurand_problems == ()


# The first corpus


@pytest.fixture(scope="module")
def first():
    corpus = load_corpus(ROOT / "seeds")
    numbers = mark_quantities(corpus)
    return read_decisions(corpus, numbers), numbers.set_index("id")


def gold(name):
    with (ROOT / "tests" / "gold" / f"number_{name}.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        return list(csv.DictReader(file))


def overlapping(numbers, document, start, end):
    own = numbers[(numbers["document"] == document) & (numbers["start"] < int(end))]
    return set(own.index[own["end"] > int(start)])


def test_all_decisions_on_the_first_corpus_are_carried_out(first):
    decisions, _ = first
    assert decisions.problems == []
    assert decisions.confirmed
    assert decisions.rejected


def test_the_first_corpus_is_decided_as_its_readers_do(first):
    decisions, numbers = first
    readers: dict[str, dict[frozenset[str], str]] = {"a": {}, "b": {}}
    for row in gold("pairs"):
        one = overlapping(numbers, row["document_a"], row["start_a"], row["end_a"])
        two = overlapping(numbers, row["document_b"], row["start_b"], row["end_b"])
        if len(one) == len(two) == 1:
            readers[row["reader"]][frozenset(one | two)] = row["verdict"]
    comparable = {
        reader: {pair for pair, verdict in pairs.items() if verdict != "not comparable"}
        for reader, pairs in readers.items()
    }
    confirmed = {frozenset(pair) for each in decisions.confirmed for pair in each.pairs}
    apart = set(map(frozenset, decisions.apart))
    assert comparable["a"] & comparable["b"] <= confirmed
    assert not apart & comparable["a"] & comparable["b"]
    # One pair is of two articles by the catalogue, and of one for the readers.
    assert len(confirmed - comparable["a"] - comparable["b"]) <= 1
    assert apart <= {*readers["a"], *readers["b"]}


def test_the_readers_put_every_confirmed_group_together(first):
    decisions, numbers = first
    together: set[frozenset[str]] = set()
    groups: dict[tuple[str, str], set[str]] = {}
    for row in gold("cards"):
        found = overlapping(numbers, row["document"], row["start"], row["end"])
        groups.setdefault((row["reader"], row["group"]), set()).update(found)
    for ids in groups.values():
        together |= {frozenset(pair) for pair in combinations(sorted(ids), 2)}
    for each in decisions.confirmed:
        assert {frozenset(pair) for pair in combinations(each.ids, 2)} <= together, each.counts
