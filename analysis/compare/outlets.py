"""Outlets as nodes: which outlet of a corpus a name in a text stands for."""

from analysis.compare.names import AliasNames, bare_name, name_key
from analysis.corpus.corpus import Corpus
from analysis.corpus.entries import UNKNOWN


def node_of(article: str, outlet: str) -> str:
    """What an article's outlet is called among the nodes."""
    return f"{UNKNOWN}: {article}" if outlet == UNKNOWN else outlet


class OutletNames:
    """Finds the outlet of an event that a name stands for: outlets, publishers, reposters.

    A name of two words or more is found at the end of a longer one too ("the Marrow Wire Agency" in
    "state-run Marrow Wire Agency").
    """

    def __init__(self, corpus: Corpus) -> None:
        self._aliases = AliasNames(corpus.aliases)
        self._names: dict[tuple[str, str], str] = {}
        columns = ["event", "outlet", "publisher", "reposted_by"]
        rows = list(corpus.articles[columns].itertuples(index=False, name=None))
        known = [
            (event, outlet, publisher) for event, outlet, publisher, _ in rows if outlet != UNKNOWN
        ]
        called = [
            *((event, outlet, outlet) for event, outlet, _ in known),
            *((event, publisher, outlet) for event, outlet, publisher in known),
            *((event, site, site) for event, _, _, site in rows),
        ]
        for event, name, outlet in called:
            if name:
                self._names.setdefault((event, name_key(name)), outlet)
                self._names.setdefault((event, name_key(self._aliases.name(name))), outlet)

    def find(self, event: str, name: str) -> str:
        """Name of the outlet that is meant, else that of the aliases, else the name as it is.

        A name of which the aliases know nothing is returned without its article.
        """
        known = self._aliases.find(name)
        name = known.name if known else bare_name(name)
        words = name_key(name).split()
        for first in range(len(words)):
            if first == 0 or len(words) - first > 1:
                outlet = self._names.get((event, " ".join(words[first:])))
                if outlet is not None:
                    return outlet
        return name

    def has(self, event: str, node: str) -> bool:
        """Whether a node is an outlet of the event."""
        return self._names.get((event, name_key(node))) == node
