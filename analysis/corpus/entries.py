"""What both ways of describing a corpus (catalogue, front matter) yield, and what can be wrong.

The two readers return the same few plain records, so what follows them is written once: the checks
in :mod:`analysis.corpus.checks`, the frames in :mod:`analysis.corpus.corpus`.
"""

import datetime
import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.corpus.text import visible

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
"""How a field is known: stated in the document, inferred from it, or from outside knowledge.

A field that a catalogue gives without saying how it is known counts as inferred."""

UNKNOWN = "unknown"
"""The outlet of an article of which nobody can tell the outlet; how that is known is None."""

_CODE_POINTS = 16


class Problem(NamedTuple):
    """One thing wrong with a corpus: where it is, what it is, and what to do about it."""

    file: str
    line: int | None
    what: str
    remedy: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        remedy = "\n    ".join(map(visible, self.remedy.split("\n")))
        return f"{visible(place)}: {visible(self.what)}\n    {remedy}"


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
    url: str | None = None


class Event(NamedTuple):
    """The readable name that a catalogue gives to an event."""

    event: str
    name: str
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
    origins: dict[str, str] = field(default_factory=dict)
    """What the catalogue says of where a document comes from."""
    events: list[Event] = field(default_factory=list)
    """Events to which the catalogue gives a name, whether an article belongs to them or not."""

    def extend(self, other: "Entries") -> None:
        """Add what another reader found."""
        self.articles += other.articles
        self.segments += other.segments
        self.problems += other.problems
        self.unresolved |= other.unresolved
        self.origins |= other.origins
        self.events += other.events


def slug(name: str) -> str:
    """Reduce a name to ``[a-z0-9-]``, such that names in other scripts stay apart.

    A name without Latin letters becomes the code points of its first 16 characters, with the first
    8 digits of its SHA-256 if it is longer. Those digits also follow what is left of a name that
    mixes Latin letters with letters or digits of another script.
    """
    name = unicodedata.normalize("NFC", name)
    plain = unicodedata.normalize("NFKD", name)
    reduced = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower())
    reduced = reduced.strip("-")
    if reduced and not any(_is_foreign(char) for char in plain):
        return reduced
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    if re.search("[a-z]", reduced):
        return f"{reduced}-{digest}"
    points = [f"{ord(char):x}" for char in name[:_CODE_POINTS]]
    return "-".join([*points, digest] if len(name) > _CODE_POINTS else points) or "unnamed"


def _is_foreign(char: str) -> bool:
    """Whether a character is a letter or digit of a script other than Latin."""
    return not char.isascii() and char.isalnum() and "LATIN" not in unicodedata.name(char, "")


def outlet_name(value: str | None) -> str:
    """Name of an outlet with single spaces; ``UNKNOWN`` for nothing."""
    return " ".join((value or "").split()) or UNKNOWN


def as_text(value: object) -> str | None:
    """Return a TOML value as stripped text; None for nothing."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    stripped = "" if value is None else str(value).strip()
    return stripped or None


def toml_string(text: str) -> str:
    """Write a text as a TOML string, quotation marks included."""
    return visible(json.dumps(text, ensure_ascii=False))


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
        f"{key} is {value!r}, which is no day written as YYYY-MM-DD",
        f"write it so, as in 2031-04-02, or leave {key} out if the day is not known",
    )
