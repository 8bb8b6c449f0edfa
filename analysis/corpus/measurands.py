"""Read ``measurands.toml``: which numbers count the same thing, as the analyst decides.

The program only proposes which numbers may be compared. An optional file beside the catalogue says
what is so and what is not; it goes before every proposal::

    [[measurand]]
    counts = "boats to be moved from the harbour"
    numbers = [
      { article = "ledger-harbour", words = "More than 900 boats will be moved" },
      { article = "post-harbour", words = "the 850 boats of the harbour" },
    ]
    note = "both before the storm"

    [[rejected]]
    numbers = [
      { article = "ledger-harbour", words = "More than 900 boats will be moved" },
      { article = "post-harbour", words = "400 boats were moved in 2029" },
    ]
    differs = "when"

The numbers of a ``measurand`` count the same thing, of which ``counts`` says what it is; every two
numbers of a ``rejected`` do not, and ``differs`` says in which field. ``note`` is optional. A
number is known by its article and by words of that article around it, with its capitals; white
space and the make of quotation marks make no difference. The words have to stand once in the
article's headline, body and quotations, so that they hold wherever sentences begin and end.

An entry in which something is wrong decides nothing, and the others stand: such a problem keeps no
corpus from being read. That the words hold one number, and that numbers can be one, is checked
where numbers are compared.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analysis.corpus.entries import TEXT_ROLES, Problem, Segment
from analysis.corpus.text import Span, fold

MEASURANDS = "measurands.toml"
CONFIRMED, REJECTED = "confirmed", "rejected"
DIFFERS = ("what", "where", "when", "scope", "status")
"""Fields in which numbers that look alike may differ."""

_STATUS = {"measurand": CONFIRMED, "rejected": REJECTED}
_KEYS = {"measurand": {"counts", "numbers", "note"}, "rejected": {"differs", "numbers", "note"}}
_NUMBER_KEYS = {"article", "words"}
_NUMBERS = 'write numbers = [ … ] with one { article = "ID", words = "…" }, on each line'

_HEADER = re.compile(r"\s*\[\[\s*[\"']?(measurand|rejected)[\"']?\s*(\.\s*numbers\s*)?\]\]")
_NUMBER = re.compile(r"\{\s*[\"']?[\w-]+[\"']?\s*=")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_AT_LINE = re.compile(r"at line (\d+)")


class Wording(NamedTuple):
    """A number of an entry by its words; ``at`` is the line of the entry, ``line`` the number's.

    ``entry`` counts the entries that are sound, and ``status`` is `CONFIRMED` or `REJECTED`.
    """

    entry: int
    status: str
    counts: str
    differs: str
    note: str
    article: str
    words: str
    at: int
    line: int


class _Lines(NamedTuple):
    """Lines of an entry, of its keys, and of its numbers."""

    at: int
    keys: dict[str, int]
    numbers: list[int]


def read_measurands(folder: Path) -> tuple[list[Wording], list[Problem]]:
    """Read a corpus folder's ``measurands.toml``, if it has one.

    Returns
    -------
    wordings
        The numbers of the entries in which nothing is wrong, in the file's order.
    problems
        What is wrong with the others, by line; ``file`` is `MEASURANDS`.
    """
    path = folder / MEASURANDS
    if not path.is_file():
        return [], []
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        what = "the line is not UTF-8"
        return [], [Problem(MEASURANDS, line, what, "save the file as UTF-8")]
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, an impossible bare date
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at else text.rstrip().count("\n") + 1
        remedy = "mend the TOML there; until then nothing in the file is taken as decided"
        return [], [Problem(MEASURANDS, line, f"cannot be read: {error}", remedy)]
    return _read_entries(table, text)


def _read_entries(table: Mapping[str, Any], text: str) -> tuple[list[Wording], list[Problem]]:
    lines = text.split("\n")
    problems = [
        Problem(
            MEASURANDS, _line_of(lines, key), f"the file has the unknown key {key!r}",
            "begin each entry with a line [[measurand]] or [[rejected]]",
        )
        for key in sorted(set(table) - set(_STATUS))
    ]  # fmt: skip
    entries: list[tuple[_Lines, str, dict[str, Any]]] = []
    for kind in _STATUS:
        rows = table.get(kind, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            what = f"{kind!r} is not a list of tables"
            remedy = f"begin each one with a line [[{kind}]], in double brackets"
            problems.append(Problem(MEASURANDS, _line_of(lines, kind), what, remedy))
            continue
        found = [each for name, each in _entry_lines(lines) if name == kind]
        if len(found) != len(rows):  # not laid out as asked for: no line of an entry is known
            found = [_Lines(_line_of(lines, kind), {}, []) for _ in rows]
        entries += [(each, kind, row) for each, row in zip(found, rows, strict=True)]
    wordings: list[Wording] = []
    for entry, (where, kind, row) in enumerate(sorted(entries, key=lambda each: each[0].at), 1):
        wrong = list(_entry_problems(where, kind, row))
        problems += wrong
        if not wrong:
            wordings += _wordings(entry, where, kind, row)
    return wordings, sorted(problems, key=lambda problem: problem.line or 0)


def _wordings(entry: int, where: _Lines, kind: str, row: Mapping[str, Any]) -> Iterator[Wording]:
    counts, differs, note = (
        " ".join(row.get(key, "").split()) for key in ("counts", "differs", "note")
    )
    numbers = row["numbers"]
    for at, number in zip(_number_lines(where, numbers), numbers, strict=True):
        words, article = " ".join(number["words"].split()), number["article"].strip()
        status = _STATUS[kind]
        yield Wording(entry, status, counts, differs, note, article, words, where.at, at)


def _entry_problems(where: _Lines, kind: str, row: Mapping[str, Any]) -> Iterator[Problem]:
    def problem(key: str, what: str, remedy: str) -> Problem:
        return Problem(MEASURANDS, where.keys.get(key, where.at), what, remedy)

    keys = _KEYS[kind]
    unknown = sorted(set(row) - keys)
    for key in unknown:
        what = f"the {kind} has the unknown key {key!r}"
        yield problem(key, what, f"keys are {', '.join(sorted(keys))}")
    if kind == "measurand" and ("counts" in row or not unknown) and not _is_text(row, "counts"):
        what = "the measurand does not say what its numbers count"
        yield problem("counts", what, 'add counts = "…", in words that a reader understands')
    given = "differs" in row or not unknown
    if kind == "rejected" and given and row.get("differs") not in DIFFERS:
        what = f"numbers differ in {row['differs']!r}" if "differs" in row else "differs is missing"
        yield problem("differs", what, f'add differs = "…" with one of {", ".join(DIFFERS)}')
    if not isinstance(row.get("note", ""), str):
        yield problem("note", "the note is no text", 'write note = "…", in quotation marks')
    if "numbers" in row or not unknown:
        yield from _numbers_problems(where, kind, row.get("numbers"))


def _numbers_problems(where: _Lines, kind: str, numbers: object) -> Iterator[Problem]:
    at = where.keys.get("numbers", where.at)
    if not isinstance(numbers, list) or not all(isinstance(each, dict) for each in numbers):
        yield Problem(MEASURANDS, at, f"the {kind} has no list of numbers", _NUMBERS)
        return
    for line, number in zip(_number_lines(where, numbers), numbers, strict=True):
        if unknown := sorted(set(number) - _NUMBER_KEYS):
            what = f"a number has the unknown key {unknown[0]!r}"
            yield Problem(MEASURANDS, line, what, "keys are article, words")
        elif not (_is_text(number, "article") and _is_text(number, "words")):
            yield Problem(MEASURANDS, line, "a number lacks its article or its words", _NUMBERS)
    if len(numbers) < 2:
        what = f"the {kind} has fewer than two numbers"
        remedy = "name the numbers it is about, two or more, or delete the entry"
        yield Problem(MEASURANDS, where.at, what, remedy)


def _is_text(row: Mapping[str, Any], key: str) -> bool:
    value = row.get(key)
    return isinstance(value, str) and bool(value.strip())


def _number_lines(where: _Lines, numbers: Sequence[object]) -> list[int]:
    """A line for each number; that of the entry if they are laid out in another way."""
    if len(where.numbers) == len(numbers):
        return where.numbers
    return [where.keys.get("numbers", where.at)] * len(numbers)


def _entry_lines(lines: Sequence[str]) -> Iterator[tuple[str, _Lines]]:
    """Kind of each entry with its lines: TOML parsers keep none."""
    name, current = "", _Lines(1, {}, [])
    for number, line in enumerate(lines, start=1):
        if line.lstrip().startswith("#"):
            continue
        header = _HEADER.match(line)
        if header and header[2]:
            current.numbers.append(number)
        elif header:
            if name:
                yield name, current
            name, current = header[1], _Lines(number, {}, [])
        else:
            if key := _KEY.match(line):
                current.keys.setdefault(key[1], number)
            current.numbers.extend(number for _ in _NUMBER.finditer(line))
    if name:
        yield name, current


def _line_of(lines: Sequence[str], key: str) -> int:
    pattern = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}\b")
    numbered = enumerate(lines, start=1)
    return next((number for number, line in numbered if pattern.match(line)), 1)


def place_measurands(
    wordings: Sequence[Wording],
    articles: Collection[str],
    segments: Sequence[Segment],
    texts: Mapping[str, str],
) -> tuple[list[tuple[Any, ...]], list[Problem]]:
    """Find the words of each number in its article.

    Parameters
    ----------
    wordings
        What `read_measurands` returns.
    articles
        Ids of the corpus's articles.
    segments
        Its pieces.
    texts
        The documents' texts by document.

    Returns
    -------
    rows
        Those of the frame ``measurands`` of a corpus: the fields of a wording with document, start
        and end before the lines; of the entries all of whose words were found.
    problems
        Words of an article that does not exist, that are not there, or there more than once.
    """
    pieces: dict[str, list[Segment]] = {}
    for piece in segments:
        if piece.role in TEXT_ROLES and piece.article is not None:
            pieces.setdefault(piece.article, []).append(piece)
    rows: list[tuple[int, tuple[Any, ...]]] = []
    problems: list[Problem] = []
    spoilt: set[int] = set()
    for each in wordings:
        places = [
            (piece.document, piece.start + start, piece.start + end)
            for piece in pieces.get(each.article, [])
            for start, end in find_words(texts[piece.document][piece.start : piece.end], each.words)
        ]
        if len(places) == 1:
            rows.append((each.entry, (*each[:-2], *places[0], *each[-2:])))
            continue
        spoilt.add(each.entry)
        problems.append(_misplaced(each, len(places), articles))
    return [row for entry, row in rows if entry not in spoilt], problems


def _misplaced(wording: Wording, places: int, articles: Collection[str]) -> Problem:
    if wording.article not in articles:
        what = f"there is no article {wording.article!r}"
        remedy = f"articles are {', '.join(sorted(articles)) or 'none'}"
    elif places:
        what = f"the words {wording.words!r} stand {places} times in {wording.article!r}"
        remedy = "add words before or behind, so that they stand in one place only"
    else:
        what = f"the words {wording.words!r} do not stand in {wording.article!r}"
        remedy = "copy them from one headline, text or quotation of that article, with capitals"
    return Problem(MEASURANDS, wording.line, what, remedy)


def find_words(text: str, words: str) -> list[Span]:
    """Places of words in a text, whole words only.

    White space and the make of quotation marks make no difference.
    """
    plain, places = _plain(text)
    wanted = _plain(words)[0].strip()
    found: list[Span] = []
    at = plain.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if not (_within_word(plain, at) or _within_word(plain, end)):
            found.append((places[at], places[end - 1] + 1))
        at = plain.find(wanted, at + 1)
    return found


def _within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _plain(text: str) -> tuple[str, list[int]]:
    """Text with single blanks and one sort of quotation mark, and where its characters stood."""
    chars: list[str] = []
    places: list[int] = []
    for place, (char, folded) in enumerate(zip(text, fold(text), strict=True)):
        blank = folded.isspace()
        if blank and chars and chars[-1] == " ":
            continue
        chars.append(" " if blank else "'" if folded in "'\"" else char)
        places.append(place)
    return "".join(chars), places
