"""Texts with planted reuse and the passages that a finder should report.

The articles of ``tests/fixtures/reuse`` share an event and hardly a phrase. Every sentence carries
along where each of its words stood at first; whatever is copied, cut, edited or moved, the gold
passages follow from that and from nothing else.
"""

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

REUSE = Path(__file__).resolve().parent / "fixtures" / "reuse"

OWN = "own"  # a sentence in the article for which it was written
BRIEFS = 25
REPEATS = 25
WIRE_OUTLETS = 5
# Reordered blocks come first, while long stretches of sentences are still free.
TRANSFERS = (
    *("reordered",) * 2,
    *("verbatim",) * 3,
    *("light-0", "light-5", "light-10", "light-15") * 2,
)
FEWEST_WORDS = {"reordered": 7}  # in each sentence of a block; shorter ones are nobody's to prove
FEWEST_WORDS_OF_A_BLOCK = 12

SIDEBAR = (
    "The Hesterlin Dam at a glance: 74 metres high, 310 metres long at the crest, opened after six "
    "years of construction, filled by three mountain streams, and visited in an ordinary summer by "
    "about 90,000 hikers, anglers and school classes from all over the country."
)
REPEATED = (
    "You are reading the complete record of the night. Entries are checked by two editors before "
    "they appear, times are those of the crisis staff, and corrections, of which there have been "
    "four so far, are marked at the foot of the entry concerned."
)

# How a copying hand writes the same words: (word, other spelling).
SPELLINGS = {
    "metres": "meters", "litres": "liters", "organisations": "organizations", "grey": "gray",
    "neighbours": "neighbors", "programme": "program", "stabilising": "stabilizing",
    "sergeant": "serjeant", "judgement": "judgment", "mould": "mold", "favour": "favor",
    "Hesterlin": "Hesterlyn", "Quenlow": "Kwenlow", "Nettleweir": "Nettle-Weir",
    "Wendhollow": "Wendholow", "Toftby": "Toftbi", "Odry": "Odri", "Brackwick": "Brakwick",
    "pm": "PM", "Wednesday": "Wed", "Tuesday": "Tues", "November": "Nov", "December": "Dec",
}  # fmt: skip
# What an editor writes instead; other words are replaced by a word drawn from the other articles.
SYNONYMS = {
    "about": "around", "after": "following", "also": "too", "began": "started", "but": "yet",
    "said": "stated", "says": "states", "told": "informed", "left": "fled", "found": "spotted",
    "people": "persons", "homes": "houses", "night": "evening", "because": "as", "since": "as",
    "large": "big", "wall": "barrier", "lake": "reservoir", "dam": "barrage", "some": "roughly",
    "work": "job", "asked": "requested", "given": "handed", "last": "final", "first": "initial",
    "put": "placed", "shut": "closed", "down": "below", "before": "until", "while": "whereas",
    "several": "many", "need": "require", "needed": "required", "plans": "intends", "took": "had",
    "and": "plus", "which": "that", "who": "that", "would": "could", "will": "shall", "may": "can",
    "now": "today", "had": "has", "was": "is", "were": "are", "two": "both", "by": "through",
}  # fmt: skip
INSERTED = (
    "also", "now", "reportedly", "even", "already", "still", "apparently", "meanwhile", "then",
    "again", "perhaps", "indeed", "however", "so", "local", "former", "new", "whole",
)  # fmt: skip
QUOTE_MARKS = ("\"\"''", "‘’''", "«»''", "„“’’")

_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")
_SENTENCE_END = re.compile(r"[.!?][”’]?(?=(\s+)|$)")

Span = tuple[int, int]


class Gold(NamedTuple):
    """A passage that stands in two texts: characters from the first to the last shared word.

    Kinds: verbatim, light-0 (typography and spelling only), light-5, light-10 and light-15 (and
    that share of the words), reordered, wire, sidebar, repeated (a sidebar that stands many times
    in one of the texts), paraphrase (one sentence reworded), quotation (a speaker in two wordings).
    """

    article_a: str
    start_a: int
    end_a: int
    article_b: str
    start_b: int
    end_b: int
    kind: str


class Planted(NamedTuple):
    """The texts by id, and all their gold passages, ordered; ``article_a < article_b``."""

    texts: dict[str, str]
    passages: list[Gold]


class Token(NamedTuple):
    """A word, or what stands between two, with where a copied word stood in its article."""

    text: str
    is_word: bool
    source: Span | None


class Piece(NamedTuple):
    """One sentence: the article that it is from, its number there, and how it came here."""

    article: str
    number: int
    tokens: tuple[Token, ...]
    kind: str = OWN

    @property
    def words(self) -> int:
        return sum(token.is_word for token in self.tokens)


class Placed(NamedTuple):
    """A piece in a finished text, and where each of its copied words stands: there, at first."""

    piece: Piece
    words: dict[Span, Span]


def read_articles() -> list[dict[str, Any]]:
    """The invented articles in the order of their file: fifteen written anew, six reworked."""
    with (REUSE / "articles.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def sentence_spans(text: str) -> list[Span]:
    """Sentences of one of the invented articles, which use no full stop for anything else."""
    spans, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        spans.append((start, match.end()))
        start = match.end(1)
    return spans


def plant(seed: int) -> Planted:
    """Texts and gold passages; the same seed gives the same ones.

    The fifteen articles are dealt out by chance: seven exchange blocks of sentences among
    themselves (verbatim, lightly edited, reordered), two make an agency's text and the additions of
    five outlets, two a long record, four are cut into short reports that carry a sidebar.
    The six reworked articles stand as they are. Pairs of texts without gold are unrelated.
    """
    rng = random.Random(seed)
    articles = read_articles()
    bases = [pieces_of(article) for article in articles if "paraphrases" not in article]
    rng.shuffle(bases)
    texts = {each["id"]: pieces_of(each) for each in articles if "paraphrases" in each}
    texts |= exchange(rng, bases[:7], [word for base in bases[7:] for word in plain_words(base)])
    texts |= wire(rng, *bases[7:9])
    reports = [base[n : n + 2] for base in bases[11:] for n in range(0, len(base) - 1, 2)]
    texts |= {
        f"brief-{number:02}": with_sidebar(rng, report, sidebar("sidebar", SIDEBAR))
        for number, report in enumerate(reports[:BRIEFS], start=1)
    }
    texts |= record(rng, bases[9] + bases[10], reports[BRIEFS])
    laid = {name: lay(rng, pieces) for name, pieces in texts.items()}
    passages = [*copied(laid), *reworded(laid, articles), *quoted(laid, articles)]
    return Planted({name: text for name, (text, _) in laid.items()}, sorted(passages))


# Texts from articles


def pieces_of(article: dict[str, Any]) -> list[Piece]:
    """The sentences of an article, untouched."""
    return [
        Piece(article["id"], number, tuple(tokens_of(article["text"], span)))
        for number, span in enumerate(sentence_spans(article["text"]))
    ]


def sidebar(kind: str, text: str) -> list[Piece]:
    """The sentences of a sidebar; its kind serves as the name of its article."""
    spans = sentence_spans(text)
    return [
        Piece(kind, number, tuple(tokens_of(text, span)), kind) for number, span in enumerate(spans)
    ]


def tokens_of(text: str, span: Span) -> Iterator[Token]:
    position, end = span
    for word in _WORD.finditer(text, *span):
        if word.start() > position:
            yield Token(text[position : word.start()], False, None)
        yield Token(word.group(), True, word.span())
        position = word.end()
    if position < end:
        yield Token(text[position:end], False, None)


def plain_words(pieces: Iterable[Piece]) -> list[str]:
    words = (token.text for piece in pieces for token in piece.tokens if token.is_word)
    return [word for word in words if word.isalpha() and word.islower()]


def exchange(
    rng: random.Random, articles: Sequence[list[Piece]], words: list[str]
) -> dict[str, list[Piece]]:
    """The articles, each with the blocks that it took over from others.

    Each pair exchanges one block at most, and no sentence goes to two articles.
    """
    free = {number: set(range(len(pieces))) for number, pieces in enumerate(articles)}
    taken: dict[int, dict[int, list[Piece]]] = {number: {} for number in free}
    pairs = list(combinations(free, 2))
    rng.shuffle(pairs)
    for pair, kind in zip(pairs, TRANSFERS, strict=False):
        donor, host = sorted(pair, key=lambda number: (-len(free[number]), number))
        block = choose_block(rng, articles[donor], free[donor], kind)
        free[donor] -= {piece.number for piece in block}
        places = [n for n in range(1, len(articles[host]) + 1) if n not in taken[host]]
        taken[host][rng.choice(places)] = altered(rng, block, kind, words)
    return {
        pieces[0].article: [
            piece
            for n in range(len(pieces) + 1)
            for piece in [*taken[number].get(n, ()), *pieces[n : n + 1]]
        ]
        for number, pieces in enumerate(articles)
    }


def choose_block(rng: random.Random, pieces: list[Piece], free: set[int], kind: str) -> list[Piece]:
    """Neighbouring sentences, none given away before: three to five to reorder, else up to four."""
    lengths = [3, 4, 5] if kind == "reordered" else [1, 2, 3, 4]
    blocks = [
        pieces[start : start + length]
        for length in rng.sample(lengths, len(lengths))
        for start in rng.sample(range(len(pieces)), len(pieces))
        if free.issuperset(range(start, start + length))
    ]
    return next(
        block
        for block in blocks
        if all(piece.words >= FEWEST_WORDS.get(kind, 1) for piece in block)
        and sum(piece.words for piece in block) >= FEWEST_WORDS_OF_A_BLOCK
    )


def wire(rng: random.Random, agency: list[Piece], additions: list[Piece]) -> dict[str, list[Piece]]:
    """An agency's text and what five outlets made of it, each with sentences of its own.

    Each outlet begins with a sentence of its own, cuts the end and one or two sentences before it,
    and inserts two sentences.
    """
    agency = [piece._replace(kind="wire") for piece in agency]
    texts = {"wire-agency": agency}
    for number in range(WIRE_OUTLETS):
        kept = agency[1 : rng.randint(len(agency) // 2, len(agency))]
        for _ in range(rng.randint(1, 2)):
            kept.pop(rng.randrange(len(kept)))
        first, *inserted = additions[3 * number : 3 * number + 3]
        for piece in inserted:
            kept.insert(rng.randint(1, len(kept)), piece)
        texts[f"wire-{number + 1}"] = [first, *kept]
    return texts


def record(rng: random.Random, pieces: list[Piece], report: list[Piece]) -> dict[str, list[Piece]]:
    """A long record in which a sidebar stands again and again, and a report that has it once."""
    after = set(rng.sample(range(len(pieces)), REPEATS))
    long = [
        each
        for n, piece in enumerate(pieces)
        for each in [piece, *(sidebar("repeated", REPEATED) if n in after else [])]
    ]
    return {
        "record": long,
        "record-short": with_sidebar(rng, report, sidebar("repeated", REPEATED)),
    }


def with_sidebar(rng: random.Random, report: list[Piece], box: list[Piece]) -> list[Piece]:
    place = rng.randint(0, len(report))
    return report[:place] + box + report[place:]


def lay(rng: random.Random, pieces: Iterable[Piece]) -> tuple[str, list[Placed]]:
    """The pieces as one text, a new paragraph now and then, and where their words stand in it."""
    text, placed = "", []
    for piece in pieces:
        text += rng.choice((" ", " ", "\n\n")) if text else ""
        words: dict[Span, Span] = {}
        for token in piece.tokens:
            if token.source:
                words[token.source] = (len(text), len(text) + len(token.text))
            text += token.text
        placed.append(Placed(piece, words))
    return text, placed


# Edits


def altered(rng: random.Random, block: list[Piece], kind: str, words: list[str]) -> list[Piece]:
    """The block as it arrives: reordered, edited or as it is."""
    block = [piece._replace(kind=kind) for piece in block]
    if kind == "reordered":
        order = block
        while order == block:
            order = rng.sample(block, len(block))
        return order
    if kind == "verbatim":
        return block
    edits = round(int(kind.removeprefix("light-")) / 100 * sum(piece.words for piece in block))
    places = [
        (number, place)
        for number, piece in enumerate(block)
        for place, token in enumerate(piece.tokens)
        if token.is_word
    ]
    marks = rng.choice(QUOTE_MARKS)
    chosen = set(rng.sample(places, edits))
    return [
        piece._replace(
            tokens=tuple(
                retouched(
                    rng,
                    edited(rng, piece.tokens, {p for n, p in chosen if n == number}, words),
                    marks,
                )
            )
        )
        for number, piece in enumerate(block)
    ]


def edited(
    rng: random.Random, tokens: Sequence[Token], chosen: set[int], words: list[str]
) -> list[Token]:
    """Tokens with each chosen word replaced, deleted or followed by an inserted word."""
    result: list[Token] = []
    for place, token in enumerate(tokens):
        if place not in chosen:
            result.append(token)
            continue
        # Only a word between two spaces goes without a trace in the punctuation.
        inside = 0 < place < len(tokens) - 1 and tokens[place - 1].text == " "
        inside = inside and tokens[place + 1].text == " "
        match rng.choice(("replace", "delete", "insert")):
            case "delete" if inside:
                result.pop()
            case "insert" if inside:
                new = Token(rng.choice(INSERTED), True, None)
                result += [token, Token(" ", False, None), new]
            case _:
                result.append(Token(replacement(rng, token.text, words), True, None))
    return result


def replacement(rng: random.Random, word: str, words: list[str]) -> str:
    lower = word.lower()
    other = SYNONYMS.get(lower) or rng.choice([each for each in words if each != lower])
    return other.capitalize() if word[0].isupper() else other


def retouched(rng: random.Random, tokens: Sequence[Token], marks: str) -> Iterator[Token]:
    """Other quote marks; other spellings, hyphens, capitals here and there; % for per cent."""
    table = str.maketrans("“”‘’", marks)
    skip = 0
    for place, token in enumerate(tokens):
        if skip:
            skip -= 1
        elif not token.is_word:
            gone = token.text == " " and [each.text for each in tokens[place + 1 : place + 4]]
            if gone != ["per", " ", "cent"]:
                yield token._replace(text=token.text.translate(table))
        elif [each.text for each in tokens[place : place + 3]] == ["per", " ", "cent"]:
            skip = 2
            yield token._replace(text="%")
        else:
            yield token._replace(text=respelt(rng, token.text).replace("’", marks[3]))


def respelt(rng: random.Random, word: str) -> str:
    """The word, half the time in another spelling, with its hyphen opened, or in capitals."""
    if rng.random() < 0.5:
        return word
    if word in SPELLINGS:
        return SPELLINGS[word]
    if "-" in word:
        return word.replace("-", rng.choice(("", " ", "–")))
    if re.fullmatch(r"\d,\d{3}", word):
        return word.replace(",", rng.choice(("", ".", "\u202f")))
    return word.upper() if word.isalpha() and rng.random() < 0.05 else word


# Gold


Laid = dict[str, tuple[str, list[Placed]]]


def copied(laid: Laid) -> Iterator[Gold]:
    """Sentences that stand in two texts, joined while they follow each other in both."""
    for a, b in combinations(sorted(laid), 2):
        there: dict[tuple[str, int], list[tuple[int, Placed]]] = {}
        for j, placed in enumerate(laid[b][1]):
            there.setdefault((placed.piece.article, placed.piece.number), []).append((j, placed))
        yield from joined(
            (i, j, shared(a, placed, b, other))
            for i, placed in enumerate(laid[a][1])
            for j, other in there.get((placed.piece.article, placed.piece.number), ())
            if placed.words.keys() & other.words.keys()
        )


def shared(a: str, first: Placed, b: str, second: Placed) -> Gold:
    """One sentence in two texts, from the first to the last word that both have kept."""
    kinds = {first.piece.kind, second.piece.kind} - {OWN}
    (kind,) = kinds  # a sentence is given away once
    common = sorted(first.words.keys() & second.words.keys())
    ends = [each.words[word] for each in (first, second) for word in (common[0], common[-1])]
    return Gold(a, ends[0][0], ends[1][1], b, ends[2][0], ends[3][1], kind)


def joined(passages: Iterable[tuple[int, int, Gold]]) -> Iterator[Gold]:
    chains: dict[tuple[int, int], Gold] = {}  # by the places of the last sentence
    for i, j, gold in sorted(passages):
        before = chains.get((i - 1, j - 1))
        if before and before.kind == gold.kind != "reordered":
            del chains[i - 1, j - 1]
            gold = before._replace(end_a=gold.end_a, end_b=gold.end_b)
        chains[i, j] = gold
    yield from chains.values()


def located(laid: Laid, article: dict[str, Any], span: Span) -> Iterator[tuple[str, Span]]:
    """Where a stretch of an article stands in the texts, if half of its words are there."""
    wanted = {word.span() for word in _WORD.finditer(article["text"], *span)}
    for name, (_, places) in laid.items():
        for placed in places:
            if placed.piece.article == article["id"]:
                words = sorted(wanted & placed.words.keys())
                if 2 * len(words) >= len(wanted):
                    yield name, (placed.words[words[0]][0], placed.words[words[-1]][1])


def ordered(one: tuple[str, Span], two: tuple[str, Span], kind: str) -> Gold:
    (a, first), (b, second) = sorted((one, two))
    return Gold(a, *first, b, *second, kind)


def reworded(laid: Laid, articles: Iterable[dict[str, Any]]) -> Iterator[Gold]:
    """Each reworded sentence with its source, wherever the source stands."""
    by_id = {article["id"]: article for article in articles}
    for article in by_id.values():
        for pair in article.get("paraphrases", ()):
            ((name, span),) = located(laid, article, (pair["start"], pair["end"]))
            for found in located(laid, by_id[pair["of"]], (pair["of_start"], pair["of_end"])):
                yield ordered((name, span), found, "paraphrase")


def quoted(laid: Laid, articles: Iterable[dict[str, Any]]) -> Iterator[Gold]:
    """Each quotation with its other wordings in other texts."""
    places: dict[str, list[tuple[str, tuple[str, Span]]]] = {}
    for article in articles:
        for quote in article["quotations"]:
            for found in located(laid, article, (quote["start"], quote["end"])):
                places.setdefault(quote["quotation"], []).append((article["id"], found))
    for group in places.values():
        for (source, one), (other, two) in combinations(group, 2):
            if source != other and one[0] != two[0]:  # copies are gold already
                yield ordered(one, two, "quotation")
