import base64
import csv
import dataclasses
import datetime
import hashlib
import io
import itertools
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import matplotlib.figure
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text
from PIL import Image

from analysis import report as plots
from analysis.compare.attribution import LADDER
from analysis.compare.claims.claims import Claims
from analysis.compare.provenance import EDGES
from analysis.corpus.corpus import Corpus, frame
from analysis.corpus.entries import TEXT_ROLES
from analysis.marks.voice import VOICES
from analysis.report import PROJECT, RELEASED, charts, gallery, plots_provenance
from analysis.report.figures import PRINT_DPI, WIDTH, Figure, style
from analysis.report.gallery import FORMATS, write_gallery, write_manifest
from analysis.report.plots_timeline import EVENT_STYLES, day_ticks
from analysis.report.safe_csv import restore

pytestmark = pytest.mark.filterwarnings("error")

PLOTS = [name for name in plots.__all__ if name.startswith("plot_")]
PLAIN = ["Northern Star", "Harbour Gazette", "The Vale (Weekly)", "Radio Delta"]
HOSTILE = [
    "A & B $Times$ <i>_x_</i>",
    r"$\frac{1",
    "قناة الخليج",
    "新聞社",
    "हिन्दी पत्र",
    "W" * 90,
    "W" * 91,
    "NA",
    "None",
    "=1+1",
    "a\u202eb\x00c\nd",
    "[draft](http://x.invalid) `code`",
]
MANY = [f"Outlet {i} of the Northern Provinces" for i in range(50)]


def make_rates(names, roles=(None,)):
    """Rates of own voices."""
    rows = []
    for i, (place, role) in enumerate(itertools.product(range(len(names)), roles)):
        words, hedges = 100 + 10 * i, 1 + i % 7
        rate = 1000 * hedges / words
        low, high = (rate / 2, rate * 2) if i % 2 else (np.nan, np.nan)
        rows.append(
            {
                "event": "flood" if place % 3 else "fair", "outlet": names[place], "role": role,
                "voice": "own", "left_out_low": low, "left_out_high": high,
                "articles": 1 + i % 5, "words": words, "sentences": 9, "hedges": hedges,
                "hedged": 1, "per_1000_words": rate, "sentence_share": 0.1, "low": low,
                "high": high, "hedge_ids": (), "sentence_ids": (), "article_ids": (),
            }
        )  # fmt: skip
    frame = pd.DataFrame(rows)
    return frame if roles != (None,) else frame.drop(columns="role")


def make_voices(names):
    rates = make_rates(names, VOICES)
    return rates.assign(voice=rates["role"]).drop(columns="role")


def make_categories(names):
    rows = [
        {
            "event": "flood", "outlet": name, "voice": voice, "category": category,
            "hedges": i * j * (voice == "own") + (voice == "direct"), "hedge_ids": (),
        }
        for i, name in enumerate(names)
        for j, category in enumerate(("modal", "evidential", "conditional"))
        for voice in VOICES
    ]  # fmt: skip
    return pd.DataFrame(rows)


def make_shares(names):
    rows = [
        {"event": "flood" if i % 3 else "fair", "outlet": name, "role": role, "voice": voice,
         "words": 40 * (i + 1) * n, "share": 0.0}
        for i, name in enumerate(names)
        for role in (("headline", "body") if i % 2 else ("body", "quotation"))
        for n, voice in enumerate(("own", "direct", "paraphrase"), start=1)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def make_strengths(names):
    rows = [
        {"event": "flood" if i % 3 else "fair", "outlet": name, "strength": rung,
         "attributions": (7 * i + 11 * n) % 41, "quoted": (7 * i + 11 * n) % 41 // 2,
         "share": 0.0, "ids": ()}
        for i, name in enumerate(names)
        for n, rung in enumerate(LADDER)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def make_edges(names):
    """Every outlet names one source of its own and one that all share, and reposts the next."""
    rows = []
    for i, name in enumerate(names):
        other = names[(i + 1) % len(names)]
        edges = [
            (name, f"Speaker {name}", "cites", "source", 1 + i % 9),
            (name, "Marrow Wire", "cites", "source", 2),
            (name, other, "reposts", "outlet", 1),
            (name, f"unnamed: {name}", "cites", "unnamed", 3),
        ]
        rows += [
            ("flood", citing, cited, relation, "outlet", kind, count, "2031-03-01", None, ())
            for citing, cited, relation, kind, count in edges
            if citing != cited
        ]
    relay = ("flood", "Marrow Wire", "Ada Quill", "relays", "source", "source", 2, None, None, ())
    return frame([*rows, relay], EDGES)


def make_articles(names):
    rows = [
        {
            "article": f"a{i:02d}", "document": f"doc-{i % 3}", "event": "flood", "outlet": name,
            "published": None if i % 4 == 3 else f"2031-03-{1 + i % 28:02d}",
            "headline": f"River {i} rises", "reposted_on": "2031-04-02" if i % 4 == 0 else None,
            "headline_only": False,
        }
        for i, name in enumerate(names)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def make_pairs(articles):
    rows = [
        {
            "event": "flood", "article_a": a, "article_b": b, "cosine": (i * 37 % 100) / 100,
            "low": 0.0, "high": 1.0, "terms": (),
        }
        for i, (a, b) in enumerate(itertools.combinations(sorted(articles["article"]), 2))
    ]  # fmt: skip
    columns = ["event", "article_a", "article_b", "cosine", "low", "high", "terms"]
    return pd.DataFrame(rows, columns=columns)


def make_containment(articles):
    rows = [
        {
            "event": "flood", "article": a, "outlet": outlet, "other": b, "other_outlet": other,
            "words": 100, "shared": i * 37 % 101, "share": (i * 37 % 101) / 100, "ids": (),
        }
        for i, ((a, outlet), (b, other)) in enumerate(
            itertools.permutations(zip(articles["article"], articles["outlet"], strict=True), 2)
        )
    ]  # fmt: skip
    columns = ["event", "article", "outlet", "other", "other_outlet", "words", "shared", "share"]
    return pd.DataFrame(rows, columns=[*columns, "ids"])


def make_travels(articles):
    """All articles hold one text, at dates a day apart, and another on a single day."""
    rows = [
        {
            "event": "flood", "cluster": cluster, "article": article, "outlet": outlet,
            "published": f"2031-{1 + i // 28:02d}-{1 + i % 28:02d}" if cluster == "c1" else None,
            "document": "d", "start": 0, "end": 9, "directed": cluster == "c1", "passages": ("p1",),
        }
        for cluster in ("c1", "c2")
        for i, (article, outlet) in enumerate(
            zip(articles["article"], articles["outlet"], strict=True)
        )
    ]  # fmt: skip
    return pd.DataFrame(rows)


def make_numbers(names):
    shapes = [
        ("60 boats", 60, 60, False, False, False),
        ("about 1,234,567 boats", 1234567, 1234567, True, False, False),
        ("at least 58\nboats", 58, np.nan, False, False, False),
        ("under $5 boats", np.nan, 5, False, False, True),
        ("between 4 and 8 boats", 4, 8, False, False, False),
        ("dozens of boats", 12, 120, True, False, False),
    ]
    names_of = ("text", "low", "high", "approx", "low_open", "high_open")
    rows = [
        dict(zip(names_of, shape, strict=True))
        | {
            "event": "flood",
            "kind": "count",
            "unit": unit,
            "outlet": name,
            "article": f"a{i:02d}",
            "id": f"{name}.{unit}.q{j}",
            "start": j,
            "published": None,
        }
        for i, name in enumerate(names)
        for unit in ("boat", "bridge")
        for j, shape in enumerate(shapes)
    ]
    return pd.DataFrame(rows)  # fmt: skip


def draw_numbers(numbers, event_names=None, status="proposed"):
    """Draw them in groups by unit, as if all of one unit counted the same thing."""
    cards = numbers.assign(
        counted=numbers["unit"], of="", outcome="", status="observed", period="", day="", line="",
        places=[()] * len(numbers), spots=[()] * len(numbers),
        role=["headline" if start == 0 else "body" for start in numbers["start"]],
    )  # fmt: skip
    cards["low"], cards["high"] = cards["low"].astype(float), cards["high"].astype(float)
    groups = [
        {
            "group": f"g{n}", "event": event, "counts": unit, "status": status, "verdict": "same",
            "numbers": tuple(own["id"]), "witnesses": len(own),
            "outlets": tuple(dict.fromkeys(own.loc[own["outlet"] != "unknown", "outlet"])),
        }
        for n, ((event, unit), own) in enumerate(cards.groupby(["event", "unit"]), 1)
    ]  # fmt: skip
    columns = ["group", "event", "counts", "status", "verdict", "numbers", "outlets"]
    claims = Claims(pd.DataFrame(), pd.DataFrame(groups, columns=None if groups else columns))
    return plots.plot_ledger(cards, claims, numbers.drop_duplicates("article"), event_names)


def make_corpus(names, documents=3):
    articles = make_articles(names).assign(
        document=[f"doc-{i % documents}" for i in range(len(names))]
    )
    texts, segments = [], []
    for document, held in articles.groupby("document"):
        text = ""
        for article in [*held["article"], None]:
            parts = {"furniture": "x" * 30} if article is None else PARTS
            for role, part in parts.items():
                segments.append((document, len(text), len(text) + len(part), role, article))
                text += f"{part}\n"
        texts.append({"document": document, "sha256": "", "encoding": "utf-8", "text": text})
    columns = ["document", "start", "end", "role", "article"]
    documents = pd.DataFrame(texts, columns=["document", "sha256", "encoding", "text"])
    return Corpus(
        documents, pd.DataFrame(segments, columns=columns), articles, pd.DataFrame(), "Test"
    )


PARTS = {"headline": "River rises", "body": "word " * 60, "quotation": "q" * 40, "caption": "c c"}


def draw_all(names):
    corpus = make_corpus(names)
    articles = make_articles(names)
    return [
        plots.plot_coverage(corpus),
        plots.plot_timeline(corpus),
        plots.plot_hedge_rates(make_rates(names)),
        plots.plot_hedge_categories(make_categories(names)),
        plots.plot_hedge_roles(make_rates(names, ("headline", "body", "quotation"))),
        plots.plot_hedge_voices(make_voices(names)),
        plots.plot_similarity(make_pairs(articles), articles),
        plots.plot_voices(make_shares(names)),
        plots.plot_ladder(make_strengths(names)),
        plots.plot_provenance(make_edges(names), articles),
        plots.plot_containment(make_containment(articles), articles),
        plots.plot_travels(make_travels(articles), {"c1": "“$5” boats …", "c2": "x"}, articles),
        draw_numbers(make_numbers(names)),
    ]


@pytest.fixture(scope="module")
def plain():
    return draw_all(PLAIN)


@pytest.fixture(scope="module")
def hostile():
    numbers = draw_numbers(make_numbers(HOSTILE[:9]))  # no more outlets are drawn
    return [*draw_all(HOSTILE)[:-1], numbers]


@pytest.fixture(scope="module")
def many():
    return draw_all(MANY)


@pytest.fixture(scope="module")
def saved(plain, tmp_path_factory):
    """The folder in which the plain figures are saved."""
    folder = tmp_path_factory.mktemp("figures") / "made" / "here"
    for figure in plain:
        figure.save(folder)
    return folder


def texts_of(figure):
    found = [text for text in figure.figure.findobj(Text) if text.get_visible()]
    return [text for text in found if text.get_text().strip()]


def small_figure(data):
    drawing = charts.new_figure("A title", 1)
    return Figure("fig-test", drawing, "A caption.", "An alternative text.", data)


# The data and its digest


def test_digest_is_the_sha256_of_the_saved_csv(saved, plain):
    for figure in plain:
        data = (saved / f"{figure.id}.csv").read_bytes()
        assert hashlib.sha256(data).hexdigest() == figure.digest


def test_csv_is_fixed_to_the_byte():
    data = pd.DataFrame(
        {
            "text": ["plain", None, "NA", 'a,"b"'],
            "list": [("x", "y"), [], ["=z"], None],
            "float": [1.0, 0.123456789, np.nan, 2e9],
            "whole": [1, 2, 3, 4],
            "flag": [True, False, True, False],
            "formula": ["=1+1", "-2", "+3", "@cmd"],
        }
    )
    assert small_figure(data).csv == (
        "text,list,float,whole,flag,formula\n"
        "plain,x;y,1,1,true,'=1+1\n"
        ",,0.123457,2,false,'-2\n"
        "NA,'=z,,3,true,'+3\n"
        '"a,""b""",,2e+09,4,false,\'@cmd\n'
    )


def test_csv_is_as_safe_as_the_export():
    cells = ["'=1+1", "=1+1", "\n=1", "'plain", "plain"]
    rows = list(csv.reader(io.StringIO(small_figure(pd.DataFrame({"x": cells})).csv)))
    assert [restore(cell) for (cell,) in rows[1:]] == cells
    assert [cell.startswith("'") for (cell,) in rows[1:]] == [True, True, True, True, False]
    assert rows[1] == ["''=1+1"]


def test_csv_does_not_depend_on_how_pandas_stores_text():
    values = ["a", None, "c"]
    stored = [pd.Series(values, dtype=kind) for kind in (object, "str", "string", "category")]
    assert len({small_figure(pd.DataFrame({"x": column})).digest for column in stored}) == 1


def test_whole_numbers_keep_all_their_digits(plain):
    assert "1234567" in plain[-1].csv


@pytest.mark.parametrize("key", ["coverage", "fig-", "fig-A", "fig-a_b", "fig-a/../b", "fig-a\n"])
def test_an_id_must_be_a_slug(key):
    with pytest.raises(ValueError, match="fig-<slug>"):
        Figure(key, charts.new_figure("T", 1), "", "", pd.DataFrame())


# Files and their metadata


def test_save_writes_five_files_and_returns_the_figure(saved, plain, tmp_path):
    expected = {f"{figure.id}.{kind}" for figure in plain for kind in FORMATS}
    assert expected <= {file.name for file in saved.iterdir()}
    assert plain[0].save(None) is plain[0]
    assert plain[0].save(tmp_path) is plain[0]


def test_record_says_what_a_citation_needs(saved, plain):
    for figure in plain:
        record = json.loads((saved / f"{figure.id}.json").read_text(encoding="utf-8"))
        assert record["id"] == figure.id
        assert record["caption"] == figure.caption
        assert record["alt"] == figure.alt
        assert record["data_sha256"] == figure.digest
        assert [column["name"] for column in record["columns"]] == list(figure.data.columns)
        assert all(column["description"] for column in record["columns"])
        assert record["identifier"].endswith(f":{figure.id}:{figure.digest[:12]}")
        assert record["identifier"] in record["citation"]
        assert record["identifier"] in record["bibtex"]
        assert record["bibtex"].startswith("@misc{")
        assert record["bibtex"].count("{") == record["bibtex"].count("}")


def corpus_called(title):
    digest = hashlib.sha256(title.encode()).hexdigest()
    return Corpus(*[pd.DataFrame()] * 4, title=title, digest=digest)


def test_a_citation_names_the_corpus_and_the_program_apart(plain, tmp_path):
    corpus = corpus_called("Two mills & a sale")
    figure = plain[0].of(corpus).save(tmp_path)
    made, used = figure.citation.split(" with ")
    assert made.endswith(f"drawn from the corpus “{corpus.title}” (digest {corpus.digest[:12]})")
    assert f"“{figure.title}” ({figure.id})" in made
    assert re.match(rf"{PROJECT} \S+ \({RELEASED[:4]}\)\. Identifier ", used)
    record = json.loads((tmp_path / f"{figure.id}.json").read_text(encoding="utf-8"))
    assert (record["corpus_title"], record["corpus_sha256"]) == (corpus.title, corpus.digest)
    assert record["citation"] == figure.citation
    assert f"year = {{{RELEASED[:4]}}}" in figure.bibtex
    assert r"“Two mills \& a sale”" in figure.bibtex
    assert corpus.digest in figure.bibtex
    assert "author" not in figure.bibtex
    assert figure.citation in write_gallery(tmp_path).read_text(encoding="utf-8").replace(
        "&#38;", "&"
    )


def test_a_corpus_without_title_is_cited_by_its_digest(plain):
    corpus = corpus_called("")
    origin = f"drawn from a corpus (digest {corpus.digest[:12]}) with {PROJECT}"
    assert origin in plain[0].of(corpus).citation
    assert "drawn with" in plain[0].citation


def test_naming_the_corpus_changes_no_file_of_the_figure(plain):
    figure = plain[0].of(corpus_called("Two mills"))
    assert figure.csv == plain[0].csv
    assert figure.identifier == plain[0].identifier
    assert figure.render("svg") == plain[0].render("svg")


def test_every_figure_of_the_notebooks_names_its_corpus():
    root = Path(__file__).parents[2]
    shown = [
        line
        for path in sorted((root / "notebooks").glob("*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for line in "".join(cell["source"]).splitlines()
        if line.startswith("plot_")
    ]
    assert shown
    assert [line for line in shown if not line.endswith(".of(corpus).save(FIGURES)")] == []


def test_the_year_is_that_of_the_release():
    text = (Path(__file__).parents[2] / "CITATION.cff").read_text(encoding="utf-8")
    assert f'date-released: "{RELEASED}"\n' in text


def test_svg_names_title_identifier_and_no_date(saved, plain):
    for figure in plain:
        text = (saved / f"{figure.id}.svg").read_bytes().decode()
        root = ET.fromstring(text)
        found = {element.tag.split("}")[-1]: element.text for element in root.iter()}
        assert found["identifier"] == figure.identifier
        assert found["description"] == figure.caption
        assert root.find("{http://www.w3.org/2000/svg}title").text == figure.title
        assert "date" not in found
        assert "<text" not in text  # letters are outlines: no font is needed to read them


def test_png_names_title_identifier_and_no_software(saved, plain):
    for figure in plain:
        with Image.open(io.BytesIO((saved / f"{figure.id}.png").read_bytes())) as image:
            about = dict(image.text)
            assert image.width == WIDTH * PRINT_DPI
        assert about["Identifier"] == figure.identifier
        assert about["Title"] == figure.title
        assert about["Comment"] == figure.alt
        assert "Software" not in about


def test_pdf_names_identifier_embeds_fonts_and_has_no_date(saved, plain):
    for figure in plain:
        raw = (saved / f"{figure.id}.pdf").read_bytes()
        assert figure.identifier.encode() in raw
        assert b"/FontFile2" in raw
        assert b"/Type3" not in raw
        assert b"/CreationDate" not in raw
        assert b"atplotlib" not in raw


def test_notebook_output_carries_text_picture_and_metadata(plain):
    for figure in plain:
        data, about = figure._repr_mimebundle_(include=None, exclude=None)
        assert data["text/plain"] == (
            f"[{figure.id}] {figure.caption}\nAlt: {figure.alt}\nData sha256: {figure.digest}"
        )
        with Image.open(io.BytesIO(base64.b64decode(data["image/png"]))) as image:
            assert image.width == WIDTH * 150
        told = about["image/png"]
        assert (told["alt"], told["caption"]) == (figure.alt, figure.caption)
        assert (told["figure_id"], told["digest"]) == (figure.id, figure.digest)
        assert told["title"] == figure.title


def test_files_do_not_depend_on_the_order_of_drawing():
    forth, back = (plots.plot_hedge_rates(make_rates(PLAIN)) for _ in range(2))
    first = {kind: forth.render(kind) for kind in ("svg", "png", "pdf")}
    back._repr_mimebundle_()
    assert {kind: back.render(kind) for kind in ("pdf", "png", "svg")} == first


DRAW = """
import sys
sys.path[:0] = [sys.argv[1], sys.argv[2]]
import test_figures
for figure in test_figures.draw_all(test_figures.HOSTILE[:4]):
    figure.save(sys.argv[3])
test_figures.write_manifest(sys.argv[3])
"""


def test_other_processes_and_settings_give_the_same_bytes_and_no_message(tmp_path):
    folder = Path(__file__).resolve().parent
    settings = tmp_path / "matplotlibrc"
    settings.write_text("font.size: 30\nsavefig.transparent: True\ntext.parse_math: True\n")
    manifests = []
    for seed, rc in (("1", ""), ("2", str(settings))):
        target = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        environment |= {"MATPLOTLIBRC": rc} if rc else {}
        command = [sys.executable, "-W", "error", "-c", DRAW, folder.parents[1], folder, target]
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert (run.returncode, run.stderr, run.stdout) == (0, "", "")
        manifests.append((target / "MANIFEST.json").read_bytes())
    assert manifests[0] == manifests[1]
    assert len(json.loads(manifests[0])["figures"]) == len(PLOTS)


# Manifest and gallery


def test_manifest_lists_every_file_with_its_hash(saved, plain):
    manifest = json.loads(write_manifest(saved).read_text(encoding="utf-8"))
    assert manifest["matplotlib"] == matplotlib.__version__
    assert manifest["freetype"]
    assert list(manifest["figures"]) == sorted(figure.id for figure in plain)
    for figure in plain:
        entry = manifest["figures"][figure.id]
        assert entry["data_sha256"] == figure.digest
        assert len(entry["files"]) == len(FORMATS)
        for name, sha256 in entry["files"].items():
            assert hashlib.sha256((saved / name).read_bytes()).hexdigest() == sha256


def test_gallery_shows_every_figure_and_escapes_names(tmp_path, hostile):
    for figure in hostile:
        figure.save(tmp_path)
    text = write_gallery(tmp_path).read_text(encoding="utf-8")
    for figure in hostile:
        assert f"({figure.id}.png)" in text
        assert f"({figure.id}.csv)" in text
        assert figure.digest in text
    shown = text.split("\n## ", 1)[1]
    assert not set("$<>*\\|") & set(shown)
    assert "](http" not in shown
    assert "_x_" not in shown
    assert "&#36;Times&#36; &#60;i&#62;&#95;x&#95;&#60;/i&#62;" in shown


def test_an_empty_folder_has_an_empty_gallery(tmp_path):
    assert "\n## " not in write_gallery(tmp_path).read_text(encoding="utf-8")
    assert json.loads(write_manifest(tmp_path).read_text(encoding="utf-8"))["figures"] == {}


def test_markdown_escape_keeps_plain_words():
    assert gallery._markdown("22 in 730 words, 1 article") == "22 in 730 words, 1 article"


# How figures look


@pytest.mark.parametrize("which", ["plain", "hostile", "many"])
def test_no_text_is_cut_off_or_too_small(which, request):
    for figure in request.getfixturevalue(which):
        drawing = figure.figure
        width, height = drawing.get_size_inches()
        assert width == WIDTH
        drawing.set_dpi(PRINT_DPI)
        with style():
            box = drawing.get_tightbbox(FigureCanvasAgg(drawing).get_renderer())
        assert min(box.x0, box.y0, width - box.x1, height - box.y1) > -0.01, (figure.id, box)
        assert min(text.get_fontsize() for text in texts_of(figure)) >= 7.5


def shown_boxes(figure):
    """Where every text of a figure stands, in inches; ticks beyond the axes are not shown."""
    drawing = figure.figure
    drawing.set_dpi(PRINT_DPI)
    drawing.draw_without_rendering()  # places the texts of legends
    inches = drawing.dpi_scale_trans.inverted()
    renderer = FigureCanvasAgg(drawing).get_renderer()
    ticks = {
        label: place
        for axes in drawing.axes
        for axis in (axes.xaxis, axes.yaxis)
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks())
        for label in (tick.label1, tick.label2)
        for place in [(tick.get_loc(), sorted(axis.get_view_interval()))]
    }
    for text in texts_of(figure):
        if text in ticks and not ticks[text][1][0] <= ticks[text][0] <= ticks[text][1][1]:
            continue
        yield text.get_text(), Text.get_window_extent(text, renderer).transformed(inches)


@pytest.mark.parametrize("which", ["plain", "hostile", "many"])
def test_no_text_covers_another(which, request):
    long = make_rates(PLAIN, TEXT_ROLES).assign(words=1234567, hedges=23456)
    assert_apart(plots.plot_hedge_roles(long))
    for figure in request.getfixturevalue(which):
        assert_apart(figure)


def assert_apart(figure):
    with style():
        boxes = list(shown_boxes(figure))
    for (one, a), (two, b) in itertools.combinations(boxes, 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide < 0.02 or high < 0.03, (figure.id, one, two)


def contrast_on_white(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 1.05 / (0.05 + np.dot([0.2126, 0.7152, 0.0722], linear))


def test_colours_reach_three_to_one_and_never_stand_alone():
    roles = {role: look for role, look in charts.ROLE_STYLES.items() if role != "furniture"}
    for colour, _ in [*roles.values(), *EVENT_STYLES]:
        assert contrast_on_white(colour) >= 3
    assert len({marker for _, marker in EVENT_STYLES}) == len(EVENT_STYLES)
    hatched = [look for look in charts.ROLE_STYLES.values() if look[1]]
    assert len({hatch for _, hatch in hatched}) == len(hatched)


def test_printed_values_on_tiles_can_be_read():
    for share in np.linspace(0, 1, 21):
        with style():
            axes = charts.new_figure("T", 1).subplots()
            charts.draw_tile(axes, 0, 0, share, "1")
        tile = contrast_on_white(charts.TINTS(share))
        assert (tile if axes.texts[0].get_color() == "white" else 21 / tile) >= 4.3


# Texts


def test_every_figure_has_its_own_id_title_caption_and_alt(plain):
    assert len({figure.id for figure in plain}) == len(PLOTS)
    assert len({figure.title for figure in plain}) == len(PLOTS)
    for figure in plain:
        assert figure.caption.endswith(".")
        assert figure.alt.endswith(".")
        assert "\n" not in figure.caption + figure.alt + figure.title


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("fig-coverage", ["bar chart", "3 documents", "4 articles", "4 outlets", "body"]),
        ("fig-timeline", ["Timeline", "2031-03-01 to 2031-03-03", "1 without", "1 dated repost"]),
        ("fig-hedge-rates", ["bar chart", "Radio Delta has the highest", "30.8 (4 in 130 words)"]),
        (
            "fig-hedge-categories",
            ["tiles", "conditional 12 + 4", "evidential 6 + 4", "modal 0 + 4"],
        ),
        (
            "fig-hedge-roles",
            [
                "Bar charts",
                "headline, body and quotation",
                "43.8 (The Vale (Weekly), headline, 7 hedges in 160 words)",
            ],
        ),
        (
            "fig-hedge-voices",
            [
                "Bar charts",
                "own words, quoted and paraphrased",
                "43.8 (The Vale (Weekly), own words, 7 hedges in 160 words)",
            ],
        ),
        ("fig-similarity", ["Triangle of tiles", "highest of 6 values is 0.85", "lowest 0.00"]),
        ("fig-voices", ["Stacked bars", "4 rows", "560 own words"]),
        ("fig-ladder", ["Strip plot", "named person 42", "nobody named"]),
        ("fig-provenance", ["4 outlets and 6 named sources", "1 are cited", "4 articles reposted"]),
        ("fig-reuse", ["Matrix of 4 articles", "the largest part is 94 %", "12 filled tiles"]),
        ("fig-travels", ["Timeline of 1 shared text", "4 places", "2031-01-01 to 2031-01-04"]),
        ("fig-ledger", ["Interval plot", "2 things", "boats 4 to 1,234,567"]),
    ],
)
def test_alt_names_the_chart_and_computed_values(plain, key, parts):
    (alt,) = [figure.alt for figure in plain if figure.id == key]
    assert [part for part in parts if part not in alt] == []


def test_captions_say_which_corpus_was_drawn(plain):
    by_id = {figure.id: figure for figure in plain}
    for key in ("fig-timeline", "fig-similarity"):
        assert "Corpus: 4 articles in 3 documents." in by_id[key].caption
    assert by_id["fig-coverage"].caption.startswith("3 documents with 4 articles of 4 outlets")
    assert "of 10 articles by 4 outlets, events fair and flood." in by_id["fig-hedge-rates"].caption
    assert "48 numbers in 4 articles by 4 outlets" in by_id["fig-ledger"].caption


def test_articles_of_unknown_outlet_are_no_outlet_in_captions():
    corpus = make_corpus([*PLAIN[:2], "unknown", "unknown"])
    pairs = make_pairs(corpus.articles)
    rates = make_rates([*PLAIN[:2], "unknown"])  # of 1, 2 and 3 articles
    for figure in (
        plots.plot_coverage(corpus),
        plots.plot_timeline(corpus),
        plots.plot_similarity(pairs, corpus.articles),
        plots.plot_hedge_rates(rates),
    ):
        unknown = 3 if figure.id == "fig-hedge-rates" else 2
        assert f"2 outlets (and {unknown} of unknown outlet)" in figure.caption, figure.id


def test_a_timeline_of_two_events_is_described_in_one_sentence():
    corpus = make_corpus(PLAIN)
    corpus.articles["event"] = ["fair", "flood"] * 2
    alt = plots.plot_timeline(corpus).alt
    assert alt.startswith("Timeline by outlet of events fair and flood: 4 articles by 4 outlets,")


def test_no_cosine_is_no_common_term(plain):
    assert "0 (no term in common; stop words are no terms)" in plain[6].caption


def test_names_reach_the_figure_as_they_are(hostile):
    for figure in hostile:
        if figure.id == "fig-coverage":  # only as much of a name as the bar has room for
            continue
        drawn = " ".join(text.get_text() for text in texts_of(figure))
        assert "A & B $Times$ <i>_x_" in drawn, figure.id
        assert "قناة" in drawn, figure.id
        assert "新聞社" not in drawn, figure.id


def test_no_text_is_read_as_mathematics(hostile):
    assert not any(text.get_parse_math() for figure in hostile for text in texts_of(figure))


def test_letters_the_font_lacks_become_keys_explained_in_the_caption(hostile):
    for figure in hostile:
        assert "= 新聞社 (not in the figure's font)" in figure.caption, figure.id
        key = figure.caption.split(" = 新聞社")[0].split()[-1]
        assert any(key in text.get_text() for text in texts_of(figure)), figure.id


def test_shortened_names_stay_apart():
    names = charts.draw_names(["W" * 90, "W" * 91, "x"])
    assert len(set(names.drawn.values())) == 3
    assert "W" * 91 in names.note
    assert max(len(line) for line in names.drawn["W" * 90].split("\n")) == charts.MAX_LABEL


def test_control_and_direction_characters_are_dropped():
    assert charts.clean("a\u202eb\x00c\r\nd") == "abc d"
    assert charts.clean(None, "missing") == charts.clean(float("nan"), "missing") == "missing"
    assert charts.draw_text("5 新 boats", 20) == "5 □ boats"


@pytest.mark.parametrize(
    ("items", "phrase"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and 1 more")],
)
def test_lists_are_phrased(items, phrase):
    assert charts.listed(items, 2) == phrase


# Few and many rows


def test_frames_without_rows_give_a_sentence():
    rates = make_rates(PLAIN, ("headline", "body")).iloc[:0]
    articles = make_articles(PLAIN)
    corpus = make_corpus(PLAIN)
    nothing = Corpus(
        corpus.documents.iloc[:0], corpus.segments.iloc[:0], articles.iloc[:0], corpus.sentences
    )
    figures = [
        plots.plot_coverage(nothing),
        plots.plot_timeline(nothing),
        plots.plot_hedge_rates(rates.drop(columns="role")),
        plots.plot_hedge_categories(make_categories(PLAIN).iloc[:0]),
        plots.plot_hedge_roles(rates),
        plots.plot_hedge_voices(rates),
        plots.plot_similarity(make_pairs(articles).iloc[:0], articles.iloc[:0]),
        plots.plot_voices(make_shares(PLAIN).iloc[:0]),
        plots.plot_ladder(make_strengths(PLAIN).iloc[:0]),
        plots.plot_provenance(make_edges(PLAIN).iloc[:0], articles),
        plots.plot_containment(make_containment(articles).iloc[:0], articles),
        plots.plot_travels(make_travels(articles).iloc[:0], {}, articles),
        draw_numbers(make_numbers(PLAIN).iloc[:0]),
    ]
    for figure, full in zip(figures, draw_all(PLAIN), strict=True):
        assert figure.id == full.id
        assert figure.caption in [text.get_text() for text in texts_of(figure)]
        assert list(figure.data.columns) == list(full.data.columns)
        assert len(figure.data) == 0


def test_no_hedges_is_said_and_zero_rates_are_drawn():
    rates = make_rates(PLAIN).assign(hedges=0, per_1000_words=0.0, low=np.nan, high=np.nan)
    figure = plots.plot_hedge_rates(rates)
    assert "all 4 rows have 0.0" in figure.alt
    categories = make_categories(PLAIN).assign(hedges=0)
    caption = plots.plot_hedge_categories(categories).caption
    assert caption == "No hedges were found in these articles."


def test_an_outlet_without_words_has_a_row_and_no_bar():
    rates = make_rates(PLAIN)
    rates.loc[0, ["words", "hedges", "articles"]] = 0
    rates.loc[0, "per_1000_words"] = np.nan
    figure = plots.plot_hedge_rates(rates)
    assert "no words" in [text.get_text() for text in texts_of(figure)]


@pytest.mark.parametrize("names", [["Lone Star"], ["Lone Star", "Evening Star"]])
def test_one_or_two_outlets(names):
    for figure in draw_all(names):
        assert "nan" not in (figure.caption + figure.alt).lower()


def test_long_lists_are_cut_and_the_caption_says_so(many):
    by_id = {figure.id: figure for figure in many}
    assert len(by_id["fig-hedge-rates"].data) == 40
    for key in ("fig-hedge-rates", "fig-hedge-categories", "fig-hedge-roles", "fig-hedge-voices"):
        assert "40 of 50 rows" in by_id[key].caption
    similarity = by_id["fig-similarity"]
    assert len({*similarity.data["article_a"], *similarity.data["article_b"]}) == 30
    assert "30 of 50 articles with the highest cosines" in similarity.caption
    assert "30 of 50 outlets" in by_id["fig-timeline"].caption
    assert "only the 9 outlets with the most" in by_id["fig-ledger"].caption
    for figure in many:
        assert figure.figure.get_size_inches()[1] < 11


# What is drawn


def test_coverage_counts_every_non_blank_character():
    corpus = make_corpus(PLAIN)
    figure = plots.plot_coverage(corpus)
    sizes = figure.data.groupby("document")["characters"].sum()
    for document, text in zip(corpus.documents["document"], corpus.documents["text"], strict=True):
        assert sizes[document] == len("".join(text.split()))
    bars = [patch for axes in figure.figure.axes for patch in axes.patches]
    assert sum(bar.get_width() for bar in bars) == sizes.sum()


def test_coverage_of_many_documents_is_summed_by_outlet():
    corpus = make_corpus(MANY, documents=45)
    figure = plots.plot_coverage(corpus)
    assert set(figure.data["document"]) == {"all documents"}
    total = sum(len("".join(text.split())) for text in corpus.documents["text"])
    assert figure.data["characters"].sum() == total
    assert "40 of 51 outlets" in figure.caption


def test_days_too_close_have_no_label_and_years_are_not_repeated():
    days = [datetime.date(*day).toordinal() for day in
            ((2030, 12, 30), (2030, 12, 31), (2031, 1, 4), (2031, 1, 9))]  # fmt: skip
    ticks, labels = day_ticks(days, 3)
    assert ticks == [days[0], *days[2:]]
    assert labels == ["30 Dec\n2030", "4 Jan\n2031", "9 Jan\n"]
    assert day_ticks([], 3) == ([], [])


def test_timeline_marks_reposts_hollow_and_undated_apart():
    figure = plots.plot_timeline(make_corpus(PLAIN))
    (axes,) = figure.figure.axes
    lines = [line for line in axes.lines if line.get_marker() == "o"]
    fills = [line.get_markerfacecolor() for line in lines]
    assert fills.count("white") == 1
    assert len(fills) == 5
    apart = [line for line in lines if line.get_xdata()[0] == axes.get_xticks()[0]]
    assert len(apart) == 1
    assert "no date\nstated" in [label.get_text() for label in axes.get_xticklabels()]


def test_hedge_rates_are_sorted_within_their_event(plain):
    data = plain[2].data
    for _, rows in data.groupby("event"):
        assert rows["per_1000_words"].is_monotonic_decreasing
    assert data["event"].is_monotonic_increasing


def test_similarity_draws_each_pair_once_below_a_hatched_diagonal(plain):
    figure = plain[6]
    axes, _ = figure.figure.axes
    at = {
        (round(tile.get_x() + 0.49), round(tile.get_y() + 0.47)): bool(tile.get_hatch())
        for tile in axes.patches
    }
    assert len(at) == len(axes.patches)
    assert sum(not hatched for hatched in at.values()) == len(figure.data) == 6
    assert all(column == row if hatched else column < row for (column, row), hatched in at.items())
    assert {text.get_text() for text in axes.texts} == {f"{x:.2f}" for x in figure.data["cosine"]}


def test_an_article_has_one_number_in_all_figures():
    corpus = make_corpus([*PLAIN, PLAIN[0]])
    corpus.articles["published"] = "2031-03-01"
    drawn = plots.plot_coverage(corpus).data.dropna(subset="number")
    numbers = dict(zip(drawn["article"], drawn["number"], strict=True))
    figure = plots.plot_similarity(make_pairs(corpus.articles), corpus.articles)
    axes, _ = figure.figure.axes
    rows = [label.get_text() for label in axes.get_yticklabels()]
    columns = [label.get_text() for label in axes.get_xticklabels()]
    assert [row.split()[0] for row in rows] == columns
    assert len(set(rows)) == len(numbers) == 5
    for article, headline in zip(
        corpus.articles["article"], corpus.articles["headline"], strict=True
    ):
        (row,) = [row for row in rows if headline in row]
        assert row.startswith(f"{numbers[article]} ")


def interleaved(articles, pieces):
    """A corpus of one document in which articles take turns."""
    names = sorted(set(articles))
    text = "".join("x" * size for size in pieces)
    ends = list(itertools.accumulate(pieces))
    segments = [
        ("doc-0", end - size, end, "body", f"a{article:02d}")
        for article, size, end in zip(articles, pieces, ends, strict=True)
    ]
    columns = ["document", "start", "end", "role", "article"]
    about = make_articles([f"Outlet {name}" for name in names]).assign(document="doc-0")
    documents = pd.DataFrame(
        [("doc-0", "", "utf-8", text)], columns=["document", "sha256", "encoding", "text"]
    )
    return Corpus(documents, pd.DataFrame(segments, columns=columns), about, pd.DataFrame(), "Test")


@pytest.mark.parametrize(
    ("articles", "pieces"),
    [
        ([0, *[1, 0] * 9], [3000, *[90, 60] * 9]),  # one article in turns with blocks of another
        ([0, 1, 2, 3, 4], [3000, 20, 20, 20, 3000]),  # some too short for a number each
        (range(30), [1000, *[3] * 28, 1000]),
    ],
)
def test_every_article_of_a_crowded_document_is_named_apart(articles, pieces):
    figure = plots.plot_coverage(interleaved(articles, pieces))
    assert_apart(figure)
    said = " ".join(text.get_text() for text in figure.figure.axes[0].texts)
    spans = [tuple(map(int, found)) for found in re.findall(r"(\d+)–(\d+)", said)]
    named = {number for first, last in spans for number in range(first, last + 1)}
    named |= {int(number) for number in re.findall(r"\b\d+\b", said)}
    assert {article + 1 for article in articles} <= named


def test_only_the_own_voice_is_drawn_where_outlets_are_compared():
    both = make_voices(PLAIN[:2])
    rates = plots.plot_hedge_rates(both)
    assert set(rates.data["voice"]) == {"own"}
    assert len(rates.data) == 2
    roles = plots.plot_hedge_roles(both.assign(role="body"))
    assert set(roles.data["voice"]) == {"own"}
    assert set(plots.plot_hedge_voices(both).data["voice"]) == set(VOICES)


def test_an_outlet_that_quotes_nobody_has_an_empty_place():
    rates = make_voices(PLAIN[:2])
    rates.loc[rates["voice"] != "own", ["words", "hedges", "articles"]] = 0
    alone = plots.plot_hedge_voices(rates)
    assert [axes.get_title(loc="left") for axes in alone.figure.axes] == ["own words"]
    rates.loc[1, ["words", "hedges"]] = [200, 1]
    panels = plots.plot_hedge_voices(rates).figure.axes
    assert [axes.get_title(loc="left") for axes in panels] == ["own words", "quoted"]
    assert len(panels[1].patches) == 1


def test_categories_are_called_as_in_the_tables_and_kept_in_the_data():
    categories = make_categories(PLAIN[:2]).replace({"category": {"modal": "certainty"}})
    figure = plots.plot_hedge_categories(categories)
    assert "certainty" in set(figure.data["category"])
    shown = [" ".join(text.split()) for text in texts_and_ticks(figure)]
    assert "doubt and uncertainty" in shown
    assert not any("certainty" in text.replace("uncertainty", "") for text in shown)
    for text in (figure.caption, figure.alt):
        assert "certainty" not in text.replace("uncertainty", "").lower()
    assert "doubt and uncertainty" in figure.alt


def texts_and_ticks(figure):
    axes = figure.figure.axes[0]
    return [each.get_text() for each in [*axes.texts, *axes.get_xticklabels(), axes.title]]


def test_tiles_hold_own_and_reported_hedges():
    figure = plots.plot_hedge_categories(make_categories(PLAIN[:2]))
    drawn = [text.get_text() for text in figure.figure.axes[0].texts]
    assert drawn.count("2 + 1") == 1
    assert drawn.count("0 + 1") == 4
    assert "3 + 3" in drawn
    assert figure.data[["own", "reported"]].to_numpy().sum() == 9


def test_rates_without_any_one_article_are_drawn_where_there_are_two():
    rates = make_rates(PLAIN)
    known = plots.plot_hedge_rates(rates)
    assert "when any one article is left out" in known.caption
    unknown = plots.plot_hedge_rates(rates.assign(left_out_low=np.nan, left_out_high=np.nan))
    assert "left out" not in unknown.caption


def test_rates_of_few_words_are_hollow_and_scale_no_axis():
    rates = make_rates(PLAIN[:2], ("headline", "body")).assign(
        words=[8, 900, 120, 40], hedges=[1, 18, 3, 0], per_1000_words=[125.0, 20.0, 25.0, 0.0]
    )
    figure = plots.plot_hedge_roles(rates)
    panels = figure.figure.axes
    assert 25 < panels[0].get_xlim()[1] < 50
    hollow = {
        round(bar.get_width()): to_rgb(bar.get_facecolor()) == (1, 1, 1)
        for axes in panels
        for bar in axes.patches
    }
    assert hollow == {26: True, 20: False, 25: False, 0: True}  # 125 is cut short
    assert [len(axes.lines) for axes in panels] == [1, 0]  # and marked
    assert "125.0 (1 / 8)" in [text.get_text() for text in panels[0].texts]
    assert "fewer than 100 words" in figure.caption
    assert "25.0 (Harbour Gazette, headline, 3 hedges in 120 words)" in figure.alt
    sure = plots.plot_hedge_roles(rates.assign(words=900))
    assert "fewer than" not in sure.caption
    assert sure.figure.axes[0].get_xlim()[1] > 125


def test_rates_stand_at_the_end_of_their_bars():
    rates = make_rates(PLAIN).assign(left_out_high=60.0, per_1000_words=20.0)
    for figure in (plots.plot_hedge_rates(rates), plots.plot_hedge_voices(rates)):
        for axes in figure.figure.axes:
            bars = {round(bar.get_y() + 0.31, 3): bar.get_width() for bar in axes.patches}
            labels = [text for text in axes.texts if text.get_text().startswith("20.0")]
            assert len(labels) == len(bars) > 0
            for label in labels:
                end, height = label.xy
                near = min(bars, key=lambda place: abs(place - height))
                assert abs(near - height) < 0.2
                assert end == bars[near]


def test_the_unknown_outlet_is_called_so():
    rates = make_rates(["unknown", "Harbour Gazette"])
    drawn = [text.get_text() for text in texts_of(plots.plot_hedge_rates(rates))]
    assert "outlet unknown" in drawn
    assert "unknown" not in drawn


def test_a_cosine_that_is_not_known_is_a_dash():
    articles = make_articles(PLAIN[:2])
    figure = plots.plot_similarity(make_pairs(articles).assign(cosine=np.nan), articles)
    assert "–" in [text.get_text() for text in texts_of(figure)]
    assert "no pair has words" in figure.alt


def test_the_ledger_shows_what_two_outlets_count():
    numbers = make_numbers(PLAIN[:2])
    own = numbers.iloc[:1].assign(unit="tractor", id="t")
    figure = draw_numbers(pd.concat([numbers, own]))
    assert set(figure.data["counts"]) == {"boats", "bridge"}


def test_numbers_of_unknown_outlet_are_drawn_and_make_no_thing_shared():
    names = [PLAIN[0], "unknown"]
    assert len(draw_numbers(make_numbers(names)).data) == 0
    numbers = make_numbers([*PLAIN[:2], "unknown"])
    figure = draw_numbers(numbers)
    assert set(figure.data["id"]) == set(numbers["id"])
    assert "36 numbers in 3 articles by 2 outlets (and 1 of unknown outlet)" in figure.caption


def test_things_of_two_events_stand_under_their_names():
    fair = make_numbers(PLAIN[:2])
    fair = fair.assign(event="fair", id="f" + fair["id"], article="f" + fair["article"])
    both = pd.concat([make_numbers(PLAIN[:2]), fair])
    figure = draw_numbers(both, {"fair": "Lantern night"})
    written = [text.get_text() for text in texts_of(figure)]
    assert written.count("Lantern night") == written.count("flood") == 1
    assert figure.data["event"].tolist() == sorted(figure.data["event"])


def test_groups_without_room_are_named_and_no_event_crowds_out_another():
    many = [
        make_numbers(PLAIN).query("unit == 'boat'").assign(unit=f"boat{i}", event="fair")
        for i in range(9)
    ]
    many = [each.assign(id=each["id"] + str(i)) for i, each in enumerate(many)]
    figure = draw_numbers(pd.concat([*many, make_numbers(PLAIN[:2]).assign(event="late")]))
    assert set(figure.data["event"]) == {"fair", "late"}
    drawn = set(figure.data["counts"])
    left = {f"boat{i}" for i in range(9)} - drawn
    assert left
    said = figure.caption.partition("Left out for want of room: ")[2]
    assert any(name in said for name in left)
    assert not any(f"“{name}”" in said for name in drawn)


def test_confirmed_groups_differ_from_proposed_ones_in_words_and_line():
    numbers = make_numbers(PLAIN[:2])
    looks = {}
    for status in ("proposed", "confirmed"):
        figure = draw_numbers(numbers, status=status)
        assert f"same · {status}" in [text.get_text() for text in texts_of(figure)]
        looks[status] = str(figure.figure.axes[0].spines["bottom"].get_linestyle())
    assert looks["proposed"] != looks["confirmed"]


def test_the_values_of_an_outlet_are_printed_those_of_headlines_apart():
    figure = draw_numbers(make_numbers(PLAIN[:2]).query("unit == 'boat'"))
    written = [text.get_text() for text in texts_of(figure)]
    assert written.count("◆ 60") == 2
    (values,) = {text for text in written if text.startswith("●") and "4–8" in text}
    assert values.startswith("● 4–8,  < 5")
    assert any("≥ 58" in text for text in written)
    assert any("≈ 1,234,567" in text for text in written)


@pytest.mark.parametrize(
    ("values", "heights"),
    [
        ([500.0, 10.0, 990.0], 2),  # far apart: one line, beneath that of the headline
        ([500.0, 500.0, 501.0], 3),
        ([500.0, 500.0, 990.0], 2),
    ],
)
def test_bars_of_an_outlet_share_a_line_only_where_there_is_room(values, heights):
    boats = make_numbers(PLAIN[:2]).query("unit == 'boat'")
    numbers = boats.groupby("outlet", sort=False).head(3)
    figure = draw_numbers(numbers.assign(low=values * 2, high=values * 2, approx=False))
    points = [line for line in figure.figure.axes[0].lines if line.get_marker() in ("o", "D")]
    assert len(points) == 2 * 3
    assert len({round(float(line.get_ydata()[0]), 4) for line in points}) == 2 * heights


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([15, 20, 60], "linear axis from 0"),
        ([0, 3], "linear axis from 0"),
        ([-4, 12], "linear axis"),
        ([40_000_000, 5640, 700_000], "logarithmic axis"),
        ([100_000_000, 99_999_999, 100_000], "logarithmic axis"),
    ],
)
def test_every_axis_says_how_it_is_scaled_and_keeps_its_labels(values, kind):
    boats = make_numbers(PLAIN[:2]).query("unit == 'boat'")
    numbers = boats.groupby("outlet", sort=False).head(len(values))
    numbers = numbers.assign(low=values * 2, high=values * 2, approx=False)
    figure = draw_numbers(numbers)
    (axes,) = figure.figure.axes
    assert kind in [text.get_text() for text in axes.texts]
    assert axes.get_xscale() == ("log" if kind.startswith("log") else "linear")
    least, most = axes.get_xlim()
    assert least < min(values)
    assert most > max(values)
    if kind.endswith("from 0"):
        assert 0 in axes.get_xticks()
    renderer = FigureCanvasAgg(figure.figure).get_renderer()
    panel = axes.get_window_extent(renderer)
    labels = [label.get_window_extent(renderer) for label in axes.get_xticklabels()]
    assert len(labels) >= 2
    assert max(label.x1 for label in labels) <= panel.x1 + 0.02 * panel.width


def test_events_are_called_by_their_names_and_kept_as_slugs_in_the_data():
    names = {"fair": "Lantern night, 2031", "flood": "High water"}
    both = make_rates(PLAIN, ("headline", "body"))
    articles = make_articles(PLAIN).assign(event=["fair", "fair", "flood", "flood"])
    pairs = make_pairs(articles).iloc[[0, 5]].assign(event=["fair", "flood"])
    corpus = dataclasses.replace(make_corpus(PLAIN), event_names=names)
    corpus.articles["event"] = articles["event"]
    fair = make_numbers(PLAIN[:2])
    fair = fair.assign(event="fair", id="f" + fair["id"], article="f" + fair["article"])
    numbers = pd.concat([make_numbers(PLAIN[:2]), fair])
    for figure in (
        plots.plot_hedge_rates(make_rates(PLAIN), names),
        plots.plot_hedge_categories(
            make_categories(PLAIN).assign(event=["fair", "flood"] * 18), names
        ),
        plots.plot_hedge_roles(both, names),
        plots.plot_hedge_voices(both, names),
        plots.plot_similarity(pairs, articles, names),
        plots.plot_timeline(corpus),
        draw_numbers(numbers, names),
    ):
        drawn = "\n".join(text.get_text() for text in texts_of(figure))
        assert all(name in drawn for name in names.values()), figure.id
        assert not re.search(r"\b(fair|flood)\b", drawn), figure.id
        assert set(figure.data["event"]) == set(names), figure.id
        if figure.id not in ("fig-timeline", "fig-ledger"):
            assert "“Lantern night, 2031” and “High water”" in figure.caption


def test_the_last_digit_of_a_cosine_chooses_no_article():
    articles = make_articles(MANY[:40])
    pairs = make_pairs(articles).assign(cosine=0.1)
    noise = np.where(pairs["article_b"] > "a35", np.spacing(0.1), 0)
    plain = plots.plot_similarity(pairs, articles)
    noisy = plots.plot_similarity(pairs.assign(cosine=0.1 + noise), articles)
    assert (noisy.csv, noisy.alt) == (plain.csv, plain.alt)
    assert "a00 and a01" in plain.alt


def test_numbers_get_a_log_axis_and_arrows(plain):
    axes = plain[-1].figure.axes[0]
    assert axes.get_xscale() == "log"
    arrows = [text for text in axes.texts if getattr(text, "arrow_patch", None)]
    assert len(arrows) == 2 * len(PLAIN)
    assert {line.get_linestyle() for line in axes.lines} >= {":", "-"}
    narrow = make_numbers(PLAIN)
    close = draw_numbers(narrow[narrow["low"].between(1, 100)])
    assert close.figure.axes[0].get_xscale() == "linear"


def test_numbers_survive_extreme_values():
    numbers = make_numbers(PLAIN[:2]).iloc[::6].assign(low=[0, 1e300, -5.5, np.inf], high=np.nan)
    figure = draw_numbers(numbers)
    rows = list(csv.DictReader(io.StringIO(figure.csv)))
    assert {row["low"] for row in rows} <= {"0", "1e+300", "-5.5"}


# Attributions


def test_marks_of_the_ladder_stand_for_several_where_there_are_very_many():
    strengths = make_strengths(PLAIN[:1])
    few = plots.plot_ladder(strengths)
    assert "One mark an attribution;" in few.caption
    many = plots.plot_ladder(strengths.assign(attributions=480, quoted=48))
    assert "One mark for 10 attributions;" in many.caption
    marks = sum(len(line.get_xdata()) for line in many.figure.axes[0].lines)
    assert marks == 48 * len(LADDER)


def test_headlines_are_drawn_apart_from_the_text():
    data = plots.plot_voices(make_shares(PLAIN)).data
    assert set(data["place"]) == {"headline", "text"}
    shares = data.groupby(["event", "outlet", "place"])["share"].sum()
    assert np.allclose(shares, 1)
    first = data[(data["outlet"] == PLAIN[0]) & (data["voice"] == "own")]
    assert first["words"].tolist() == [80]  # body and quoted block together


def boxes_of(figure):
    patches = [p for axes in figure.figure.axes for p in axes.patches]
    return [p for p in patches if isinstance(p, FancyBboxPatch)]


def test_a_graph_draws_the_most_connected_and_counts_the_rest(many):
    (figure,) = [figure for figure in many if figure.id == "fig-provenance"]
    assert len(boxes_of(figure)) <= 2 * 12
    assert "Marrow Wire" in [text.get_text() for text in texts_of(figure)]
    assert "Not drawn: 38 outlets and" in figure.caption
    assert len(figure.data) == len(make_edges(MANY))
    assert not figure.data["drawn"].all()


def test_an_outlet_that_names_no_source_is_drawn_without_an_arrow():
    edges = make_edges(PLAIN[:1])
    figure = plots.plot_provenance(edges[edges["cited_kind"] == "unnamed"], make_articles(PLAIN))
    assert len(boxes_of(figure)) == 1
    assert "3 unnamed" in " ".join(text.get_text() for text in texts_of(figure))


def test_arrows_differ_in_line_and_head():
    looks = plots_provenance.STYLES.values()
    for channel in ("linestyle", "colour"):
        seen = {str(look.get("edgecolor", look.get("color")) if channel == "colour" else
                    look["linestyle"]) for look in looks}  # fmt: skip
        assert len(seen) == len(plots_provenance.STYLES)
