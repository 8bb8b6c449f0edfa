"""Bytes to text, and text to lines and words, with offsets that stay true.

Offsets everywhere in this package count code points of the decoded document after a leading
byte order mark was dropped; line ends are never translated.
"""

import codecs
import re
from typing import NamedTuple

Span = tuple[int, int]

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)

# Only \n, \r\n and \r end a line. str.splitlines also cuts at form feeds, U+0085 and U+2028, which
# editors do not count as lines, so line numbers in a catalogue would drift.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")

# C0 and C1 control characters, some of which terminals obey; and surrogates, by which Python stands
# for the bytes of a file name that are not UTF-8, and which cannot be printed.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}

# A word: letters or digits, with inner apostrophes, hyphens and number separators.
_WORD = re.compile(r"[^\W_]+(?:['’\-.,&][^\W_]+)*")

# What stands around a name and is no part of it.
_ARTICLE = re.compile(r"(?i)^(?:the|an?)\s+(?=\S)")
_POSSESSIVE = re.compile(r"['’]s?$")

_FOLDED = {
    "'": "‘’‚‛ʼ′",
    '"': "“”„‟«»″",
    " ": "\t\n\r\x0b\x0c\x85\u00a0\u2007\u2009\u200a\u2028\u2029\u202f",
    "-": "‐‑‒–—−",
}
# One pass of str.replace a character is ten times as fast as str.translate; most are not there.
_REPLACED = [(char, plain) for plain, chars in _FOLDED.items() for char in chars]
_REPLACED_ASCII = [(char, plain) for char, plain in _REPLACED if char.isascii()]


class Decoded(NamedTuple):
    """A document's text and the name of the encoding it was read with."""

    text: str
    encoding: str


def decode(raw: bytes) -> Decoded:
    """Decode a document: byte order mark, then strict UTF-8, then Windows-1252.

    Encodings are never guessed by statistics: short news texts make such guesses wrong in ways
    that change the words ("£5m" read as "Ł5m").

    Returns
    -------
    Decoded
        ``encoding`` is ``utf-8``, ``utf-8-sig``, ``utf-16`` or ``cp1252``; the last is a fallback
        that callers report as a warning.

    Raises
    ------
    UnicodeDecodeError
        If the bytes fit none of them.
    """
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return Decoded(raw[len(mark) :].decode(codec), name)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return Decoded(raw.decode("cp1252"), "cp1252")


def line_spans(text: str) -> list[Span]:
    r"""Spans of the lines of a text, without their terminators (``\n``, ``\r\n``, ``\r``).

    Line *n* of an editor is item *n - 1*. A text that ends in a terminator has no empty last line.
    """
    spans = []
    for found in _LINE.finditer(text):
        if found.end() == found.start():  # the empty match at the very end
            continue
        spans.append((found.start(), found.start() + len(found.group().rstrip("\r\n"))))
    return spans


def fold(text: str) -> str:
    """Lower-case view of a text with plain quotes, dashes and spaces, of exactly the same length.

    Finders look at this view and report offsets that hold in the original. Line ends count as
    spaces. Characters whose lower case is longer than one code point stay as they are.
    """
    folded = text
    for char, plain in _REPLACED_ASCII if text.isascii() else _REPLACED:
        folded = folded.replace(char, plain)
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in folded)


def trim(text: str, start: int, end: int) -> Span:
    """Narrow a span to its first and last non-blank character; empty at ``start`` if all blank."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def count_words(text: str) -> int:
    """Count words: runs of letters or digits, hyphenated and apostrophised ones once."""
    return sum(1 for _ in _WORD.finditer(text))


def bare_name(name: str) -> str:
    """A name on one line, without the article before it and the possessive behind it."""
    line = " ".join(name.split())
    return _POSSESSIVE.sub("", _ARTICLE.sub("", line)) or line


def name_key(name: str) -> str:
    """What two mentions of one name share: small letters, no article, no possessive."""
    return " ".join(fold(bare_name(name)).split())


def visible(text: str) -> str:
    r"""Text with its control characters written out (``\t``, ``\u001b``), as TOML writes them."""
    return _CONTROL.sub(lambda found: _SHORT.get(found[0], f"\\u{ord(found[0]):04x}"), text)
