"""The finished report, read without importing any code of the project."""

import base64
import datetime
import hashlib
import json
import re
import socket
import tomllib
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from finished import ODD, ROOT, WHOLE

from analysis.report.evidence import outlet_cell

# "hostile" and its like must keep all promises too, not only look right.
pytestmark = pytest.mark.parametrize("name", [*WHOLE, *ODD])

FORMATS = ["svg", "png", "pdf", "csv", "json"]
LIMIT = 10_000_000


@pytest.fixture
def report(reports, name):
    return reports(name)


def resolve(address, href):
    """Address of a page or file of the report, and the fragment, that a link leads to."""
    link = urlsplit(href)
    if not link.path:
        return address, link.fragment
    parts = []
    for part in [*Path(address).parent.parts, *unquote(link.path).split("/")]:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts), link.fragment


def links(report):
    for address, page in report.pages.items():
        for link in page.find_all("a"):
            yield address, link


def test_a_report_has_its_pages(report):
    assert {"index.html", *report.chapters, *report.articles} == set(report.pages)
    assert len(report.chapters) == len(list((ROOT / "notebooks").glob("*.ipynb")))
    assert report.articles


def test_every_number_is_the_length_of_its_list(report):
    seen = 0
    for address, number in links(report):
        if "count" not in number.get("class", []):
            continue
        shown = int(number.get_text().replace(",", ""))
        page, fragment = resolve(address, number["href"])
        found = report.named[page].get(fragment, [])
        assert len(found) == 1, (address, number["href"])
        items = found[0].find_all("li", recursive=False)
        assert found[0].name == "ol"
        assert shown == int(number["data-count"]) == int(found[0]["data-count"]) == len(items) > 0
        seen += 1
    assert seen


def test_every_list_belongs_to_a_number(report):
    wanted = {
        resolve(address, link["href"])
        for address, link in links(report)
        if "count" in link.get("class", [])
    }
    for address, page in report.pages.items():
        for found in page.select("ol[data-count]"):
            assert (address, found["id"]) in wanted


def test_every_link_leads_somewhere(report):
    for address, link in links(report):
        href = link.get("href")
        assert href, (address, str(link))
        assert not urlsplit(href).scheme, (address, href)
        assert not href.startswith("//")
        page, fragment = resolve(address, href)
        if page not in report.pages:
            assert (report.folder / page).is_file(), (address, href)
        elif fragment:
            assert report.named[page].get(fragment), (address, href)


def test_every_quote_stands_in_its_document(report):
    seen = 0
    for address, page in report.pages.items():
        for quote in page.select("q"):
            text = quote.get_text()
            raw, encoding, decoded = report.document(quote["data-document"])
            start, end = int(quote["data-start"]), int(quote["data-end"])
            assert text, address
            assert text == decoded[start:end], (address, quote["data-document"], start)
            kept = "utf-16-le" if raw.startswith(b"\xff\xfe") else encoding.removesuffix("-sig")
            kept = "utf-16-be" if raw.startswith(b"\xfe\xff") else kept
            assert text.encode(kept) in raw
            seen += 1
    assert seen


def test_every_item_names_its_source_and_leads_to_the_same_sentence(report):
    known = outlets(report)
    for address, page in report.pages.items():
        for item in page.select("ol[data-count] > li"):
            link, quote = item.find("a"), item.find("q")
            target, sentence = resolve(address, link["href"])
            (found,) = report.named[target][sentence]
            if "brief" in item.parent.get("class", []):
                assert link.get_text() == f"{Path(target).stem} {sentence.removeprefix('s')}"
                assert found.name == "span"
                continue
            if quote is None:  # an article without any text of its own
                assert not report.pages[target].select(".reading span[id]")
            else:
                # What runs over several sentences is quoted whole, from its first one on.
                assert quote.get_text().startswith(found.get_text()), (address, link["href"])
            outlet, date = known[Path(target).stem]
            assert link.get_text() == ", ".join(filter(None, [outlet_cell(outlet), date]))


def outlets(report):
    """Outlet and date of each article, as its reading view states them."""
    known = {}
    for address, page in report.articles.items():
        facts = {
            term.get_text(): term.parent.dd.bdi.get_text() for term in page.select(".facts dt")
        }
        known[Path(address).stem] = facts["Outlet"], facts.get("Published")
    return known


def test_every_mark_lies_inside_a_sentence(report):
    for address, page in report.pages.items():
        for mark in page.find_all("mark"):
            inside = mark.find_parent("q") or mark.find_parent(class_="legend")
            inside = inside or mark.find_parent("span", id=re.compile(r"^s\d+$"))
            assert inside, (address, str(mark))
            assert mark.get_text().strip(), (address, str(mark))


def test_no_list_counts_the_same_thing_twice(report):
    for address, page in report.pages.items():
        for counted in page.select("ol[data-count]"):
            things = []
            for item in counted.find_all("li", recursive=False):
                # Two reports may share their content, but not the word that reports it too; a pair
                # is what both of its links lead to.
                places = [
                    sum(len(piece.get_text()) for piece in mark.previous_siblings)
                    for mark in item.find_all("mark")
                ]
                things.append((*(link["href"] for link in item.find_all("a")), *places))
            assert len(set(things)) == len(things), (address, counted["id"])


def test_the_sentences_of_each_article_are_all_in_its_reading_view(report):
    table = report.pages["0-corpus.html"].find("table", id="articles")
    column = [cell.get_text() for cell in table.thead.find_all("th")].index("Sentences")
    rows = table.select("tbody tr:not(.event)")
    assert len(rows) == len(report.articles)
    for row in rows:
        cells = row.find_all(["th", "td"])
        page, _ = resolve("0-corpus.html", cells[0].a["href"])
        anchors = [span["id"] for span in report.articles[page].select(".reading span[id]")]
        assert anchors == [f"s{n}" for n in range(1, len(anchors) + 1)]
        assert int(cells[column].get_text().replace(",", "")) == len(anchors)


def test_the_reading_views_mark_what_the_chapters_count(report):
    numbers = report.pages["3-numbers.html"].select("table#all-numbers a.count")
    assert marked(report.articles, "number") == sum(int(each["data-count"]) for each in numbers)
    items = report.pages["index.html"].select("ol.articles > li")
    rated = [item.a["href"] for item in items if "· headline only" not in item.get_text()]
    table = report.pages["1-hedging.html"].find("table", id="hedging")
    names = [cell.get_text() for cell in table.thead.find_all("th")]
    column, voice = names.index("Hedges"), names.index("Voice")
    hedges = {"all": 0, "parts": 0}
    for row in table.select("tbody tr:not(.event)"):
        cells = [cell.get_text() for cell in row.find_all(["th", "td"])]
        kind = "all" if cells[voice] == "all words" else "parts"
        hedges[kind] += int(cells[column].replace(",", ""))
    found = marked({address: report.articles[address] for address in rated}, "hedge")
    assert hedges == {"all": found, "parts": found}


def marked(pages, css):
    """Number of marks of one kind, as the legends of some reading views state it."""
    legends = [page.select_one(f".legend mark.{css}").parent for page in pages.values()]
    return sum(int(legend.get_text().rsplit(" ", 1)[1]) for legend in legends)


def test_pages_are_sound_html(report):
    for address, page in report.pages.items():
        ids = [element["id"] for element in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), address
        assert all(re.fullmatch(r"[A-Za-z][\w.-]*", each) for each in ids), address
        assert page.html["lang"] == "en"
        assert len(page.find_all("h1")) == 1
        assert page.h1.get_text(strip=True)
        assert page.title.get_text(strip=True)
        assert len(page.find_all("main")) == 1
        assert page.find("a", class_="skip")["href"] == "#main"
        for heading in page.find_all(["h1", "h2", "h3", "h4"]):
            assert heading.get_text(strip=True), address
        for label in page.find_all(attrs={"aria-label": True}):
            assert label["aria-label"].strip(), address


def test_headings_of_chapters_have_ids_and_stand_in_the_contents(report):
    for address, page in report.chapters.items():
        listed = [link["href"] for link in page.select("nav.toc a")]
        wanted = [f"#{heading['id']}" for heading in page.main.find_all(["h2", "h3"])]
        assert listed == wanted, address
        levels = [int(heading.name[1]) for heading in page.find_all(re.compile("^h[1-6]$"))]
        assert levels[0] == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_tables_have_captions_and_scopes(report):
    for address, page in report.pages.items():
        for table in page.find_all("table"):
            assert table.caption.get_text(strip=True), address
            assert all(cell.get("scope") == "col" for cell in table.thead.find_all("th"))
            assert all(cell.get_text(strip=True) for cell in table.thead.find_all("th"))
            width = len(table.thead.find_all("th"))
            headings = table.select("tr.event")
            assert len(headings) in (0, len(table.find_all("tbody")))
            assert len(headings) != 1
            for heading in headings:
                assert [(cell["scope"], int(cell["colspan"])) for cell in heading] == [
                    ("rowgroup", width)
                ]
            for row in table.select("tbody tr:not(.event)"):
                assert [cell["scope"] for cell in row.find_all("th")] == ["row"], address
                assert len(row.find_all(["th", "td"])) == width


def test_pictures_are_embedded_and_described(report):
    shown = set()
    for address, page in report.pages.items():
        for picture in page.find_all("img"):
            alt = picture["alt"]
            assert len(alt) > 20, address
            assert "No description" not in alt
            kind, data = picture["src"].split(",", 1)
            assert kind == "data:image/png;base64"
            assert base64.b64decode(data, validate=True).startswith(b"\x89PNG\r\n")
            figure = picture.find_parent("figure")
            assert figure.figcaption.get_text(strip=True), address
            shown.add(figure["id"])
            record = json.loads((report.folder / "figures" / f"{figure['id']}.json").read_bytes())
            assert record["alt"] == alt
            assert record["caption"] == figure.figcaption.get_text()
            csv = (report.folder / "figures" / f"{figure['id']}.csv").read_bytes()
            assert record["data_sha256"] == hashlib.sha256(csv).hexdigest()
            assert record["data_sha256"][:12] in figure.find(class_="citation").get_text()
    files = {path.name for path in (report.folder / "figures").iterdir()}
    assert files == {"MANIFEST.json", "README.md"} | {
        f"{figure}.{kind}" for figure in shown for kind in FORMATS
    }
    for figure in shown:
        png = (report.folder / "figures" / f"{figure}.png").read_bytes()
        assert png.startswith(b"\x89PNG\r\n")


def test_nothing_is_fetched_and_nothing_runs(report):
    for address, page in report.pages.items():
        first, policy = page.head.find_all("meta")[:2]
        assert first["charset"] == "utf-8"
        assert policy["http-equiv"] == "Content-Security-Policy"
        assert "default-src 'none'" in policy["content"]
        assert "script" not in policy["content"]
        for forbidden in ("script", "iframe", "object", "embed", "link", "base", "form", "svg"):
            assert not page.find(forbidden), (address, forbidden)
        assert "<script" not in report.raw[address].lower()
        for element in page.find_all(True):
            for key, value in element.attrs.items():
                assert not key.startswith("on"), (address, key)
                assert key not in ("srcset", "background", "formaction", "ping"), address
                if key in ("src", "href"):
                    assert not re.match(r"(?i)\s*(https?:|//|javascript:)", value), address
        css = page.style.get_text()
        assert "url(" not in css
        assert "@import" not in css


def test_the_footer_names_version_and_corpus(report):
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    digest = (report.folder / ".coverage-report").read_text().strip()
    assert re.fullmatch("[0-9a-f]{64}", digest)
    for address, page in report.pages.items():
        footer = page.footer.get_text()
        assert f"coverage-compare {version}" in footer, address
        assert digest[:12] in footer, address
        assert digest in str(page.footer), address


def test_neither_clock_nor_machine_shows(report):
    now = datetime.datetime.now(datetime.UTC)
    days = [now, now - datetime.timedelta(days=1), now + datetime.timedelta(days=1)]
    dates = [f"{day:%Y-%m-%d}" for day in days] + [f"{day:%d %b %Y}" for day in days]
    places = [str(ROOT), str(report.folder.parent), str(Path.home()), "/tmp/", "site-packages"]
    host = socket.gethostname()
    texts = {
        path.relative_to(report.folder).as_posix(): path.read_text(encoding="utf-8")
        for path in report.folder.rglob("*")
        if path.suffix in {".html", ".csv", ".json", ".md", ".svg"}
    }
    for address, text in texts.items():
        text = re.sub(r"base64,[^\"]*", "", text)
        for word in [*dates, *places, *([host] if len(host) > 5 else [])]:
            assert word not in text, (address, word)
        assert not re.search(r"\d\dT\d\d:\d\d|0x[0-9a-f]{6,}", text), address


def test_pages_are_small(report):
    for address, page in report.raw.items():
        assert len(page.encode()) < LIMIT, address
