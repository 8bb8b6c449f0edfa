"""What both ways of describing a corpus (catalogue, front matter) yield, and what can be wrong.

The two readers return the same few plain records, so the checks and frames that follow them are
written once, in :mod:`analysis.corpus.corpus`.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

ROLES = ("headline", "body", "quotation", "caption", "furniture")
TEXT_ROLES = ("headline", "body", "quotation")
"""Roles whose words are sentences and are counted; captions and furniture never are."""

FIELDS = (
    "event", "outlet", "publisher", "author", "published", "headline",
    "reposted_by", "reposted_on", "quoted_in",
)  # fmt: skip
"""What is recorded of an article, each with a companion ``<field>_known``."""

DATES = ("published", "reposted_on")
KNOWN = ("stated", "inferred", "outside")
"""How a field is known: stated in the document, inferred from it, or from outside knowledge."""


class Problem(NamedTuple):
    """One thing wrong with a corpus: where it is, what it is, and what to do about it."""

    file: str
    line: int | None
    what: str
    remedy: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        remedy = self.remedy.replace("\n", "\n    ")
        return f"{place}: {self.what}\n    {remedy}"


class CorpusError(ValueError):
    """A corpus cannot be trusted as it stands; ``problems`` lists everything found wrong."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n".join([f"{count} in this corpus:", *map(str, problems)]))


class Document(NamedTuple):
    """One file as it came: ``name`` is its path in messages, ``file`` its path in the corpus."""

    document: str
    name: str
    file: str
    sha256: str
    encoding: str
    text: str


class Segment(NamedTuple):
    """A piece of a document with one role; ``source``/``line`` say where it was declared."""

    document: str
    start: int
    end: int
    role: str
    article: str | None
    source: str
    line: int | None


class Article(NamedTuple):
    """An article as declared: ``facts`` and ``known`` hold the keys of ``FIELDS``."""

    article: str
    facts: dict[str, str | None]
    known: dict[str, str | None]
    source: str
    line: int | None


@dataclass
class Entries:
    """What a reader found: articles, segments, and the problems met on the way."""

    articles: list[Article] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unresolved: set[str] = field(default_factory=set)
    """Documents with a piece that could not be placed: their gaps would be noise."""

    def extend(self, other: "Entries") -> None:
        """Add what another reader found."""
        self.articles += other.articles
        self.segments += other.segments
        self.problems += other.problems
        self.unresolved |= other.unresolved


def slug(name: str) -> str:
    """Reduce a name to ``[a-z0-9-]``; names without a Latin letter or digit keep code points."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    reduced = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return reduced or "-".join(f"{ord(char):x}" for char in name[:8]) or "unnamed"


def is_date(value: str) -> bool:
    """Whether a value is a day that exists, written YYYY-MM-DD."""
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def date_problem(file: str, line: int | None, key: str, value: str) -> Problem:
    """Report an impossible or unreadable date."""
    return Problem(
        file,
        line,
        f"{key} is {value!r}, which is not a day of the calendar",
        f"write it as YYYY-MM-DD, or leave {key} out if the day is not known",
    )
