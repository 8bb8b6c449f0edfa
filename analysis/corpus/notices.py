"""What one should know of a corpus although nothing is wrong with it, one sentence each."""

from collections.abc import Iterator
from pathlib import Path

from analysis.corpus.aliases import ALIASES, read_aliases, unused_aliases
from analysis.corpus.copies import find_copies
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN
from analysis.corpus.files import files_left_out
from analysis.corpus.text import visible

_NAMED = 5


def corpus_notices(folder: Path, corpus: Corpus) -> list[str]:
    """Sentences about files left out or in an old encoding, odd spellings, copies, idle aliases."""
    return [
        *_left_out(folder),
        *_old_encodings(corpus),
        *_spellings(corpus),
        *_copies(corpus),
        *_idle_aliases(folder, corpus),
    ]


def _left_out(folder: Path) -> Iterator[str]:
    files = files_left_out(folder)
    if files:
        more = f" and {len(files) - _NAMED:,} more" if len(files) > _NAMED else ""
        named = ", ".join(map(visible, files[:_NAMED]))
        yield f"only files ending in .txt are read; left out: {named}{more}"


def _old_encodings(corpus: Corpus) -> Iterator[str]:
    documents = corpus.documents
    for document in documents.loc[documents["encoding"] == "cp1252", "document"]:
        what = "is not UTF-8 and was read as Windows-1252; check its quotes and accents"
        yield f"{visible(document)} {what}"


def _spellings(corpus: Corpus) -> Iterator[str]:
    """Say which outlets differ in nothing but capitals, ``unknown`` among them."""
    spellings: dict[str, set[str]] = {UNKNOWN: {UNKNOWN}}
    for outlet in corpus.articles["outlet"]:
        spellings.setdefault(outlet.casefold(), set()).add(outlet)
    for _, names in sorted(spellings.items()):
        if len(names) > 1:
            quoted = " and ".join(f"“{visible(each)}”" for each in sorted(names))
            what = "differ in capitals only and count as different ones; write one of them"
            yield f"the outlets {quoted} {what} throughout"


def _copies(corpus: Corpus) -> Iterator[str]:
    outlets = dict(zip(corpus.articles["article"], corpus.articles["outlet"], strict=True))
    for articles in find_copies(corpus):
        named = ", ".join(f"{each} (“{visible(outlets[each])}”)" for each in articles)
        yield (
            f"the same text, word for word, stands in {len(articles):,} articles: {named}. Each "
            "counts as an article of its outlet, but copies within one outlet count once where "
            "chance is judged"
        )


def _idle_aliases(folder: Path, corpus: Corpus) -> Iterator[str]:
    """Name aliases that no text holds; a file shared by several corpora may well have some."""
    aliases, _ = read_aliases(folder)
    idle = unused_aliases(aliases, corpus.sentences["text"])
    if idle:
        said = [f"“{visible(each.alias)}” (line {each.line})" for each in idle[:_NAMED]]
        more = f" and {len(idle) - _NAMED:,} more" if len(idle) > _NAMED else ""
        which = "this alias occurs" if len(idle) == 1 else "these aliases occur"
        yield (
            f"{ALIASES}: {which} in no sentence of the corpus, so that nothing is joined by it: "
            f"{', '.join(said)}{more}; no error, but check the spelling"
        )
