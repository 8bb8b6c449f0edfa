"""The finished report in a real browser: offline, without scripts, on a phone, on paper."""

import re

import pytest
from bs4 import BeautifulSoup

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
LOOKS = {
    "light": {"color_scheme": "light", "viewport": DESK},
    "dark": {"color_scheme": "dark", "viewport": DESK},
    "phone": {"color_scheme": "light", "viewport": PHONE},
}
IN_VIEW = """element => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility() && box.height > 0 && box.bottom > 0
        && box.top < window.innerHeight && box.left < window.innerWidth;
}"""


def some_pages(report, articles=2):
    """The index, every chapter and the first reading views."""
    return ["index.html", *report.chapters, *list(report.articles)[:articles]]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("name", ["seeds", "flood", "hostile"])
def test_pages_ask_for_nothing_and_complain_of_nothing(reports, visit, name, scripts):
    report = reports(name)
    visitor = visit(java_script_enabled=scripts, viewport=DESK)
    for address in some_pages(report, 5):
        page = visitor.open(report.folder / address)
        sizes = page.eval_on_selector_all("img", "images => images.map(i => i.naturalWidth)")
        assert all(size > 100 for size in sizes), address
    assert len(visitor.requests) >= len(some_pages(report, 5))
    assert visitor.outside() == []
    assert visitor.complaints == []


@pytest.mark.parametrize("name", ["seeds", "flood", "hostile", "names"])
def test_no_page_scrolls_sideways_on_a_phone(reports, visit, name):
    report = reports(name)
    visitor = visit(viewport=PHONE, device_scale_factor=2, is_mobile=True)
    for address in report.pages:
        page = visitor.open(report.folder / address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], (address, width)


def test_nothing_scrolls_sideways_when_all_is_unfolded(reports, visit):
    report = reports("flood")
    visitor = visit(viewport=PHONE, is_mobile=True)
    for address in report.pages:
        page = visitor.open(report.folder / address)
        unfold(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("look", ["light", "phone"])
def test_a_number_on_the_index_opens_its_sentences(reports, visit, look, scripts):
    report = reports("seeds")
    index = report.folder / "index.html"
    visitor = visit(java_script_enabled=scripts, **LOOKS[look])
    links = [link["href"] for link in report.pages["index.html"].select("a.count")]
    assert links
    for href in [links[0], links[len(links) // 2], links[-1]]:
        page = visitor.open(index)
        page.click(f'a.count[href="{href}"]')
        target = page.locator(f"#{href.partition('#')[2]}")
        assert page.url.endswith(href)
        assert target.evaluate(IN_VIEW)
        first = target.locator("li").first
        assert first.locator("q").first.is_visible()
        quoted = first.locator("q").first.text_content()
        first.locator("a").click()
        assert "/articles/" in page.url
        sentence = page.locator(f"#{page.url.partition('#')[2]}")
        # A report is quoted up to its reporting clause, which may be a sentence further on.
        assert quoted.startswith(sentence.text_content())
        assert sentence.evaluate(IN_VIEW)


@pytest.mark.parametrize("look", ["light", "phone"])
@pytest.mark.parametrize("place", [0, 1, -1])
def test_a_finding_stays_in_view_when_its_count_opens(reports, visit, look, place):
    report = reports("seeds")
    for address in report.chapters:
        findings = report.pages[address].select(".finding:has(a.count)")
        if not findings:
            continue
        page = visit(**LOOKS[look]).open(report.folder / address)
        finding = page.locator(f"#{findings[min(place, len(findings) - 1)]['id']}")
        count = finding.locator("a.count").last
        count.click()
        assert finding.locator("ol:target").evaluate(IN_VIEW), address
        # On a phone, a very long sentence may lose its first lines, but not the count.
        seen = count if look == "phone" else finding.locator("p").first
        assert seen.evaluate("each => each.getBoundingClientRect().top >= 0"), address


def test_a_finding_and_a_heading_link_to_themselves(reports, visit):
    page = visit(viewport=DESK).open(reports("seeds").folder / "1-hedging.html")
    for kind in ("h2", "h3", ".finding"):
        part = page.locator(kind).last
        link = part.locator("a.anchor")
        assert link.evaluate("each => getComputedStyle(each).opacity") == "0"
        part.hover()
        assert link.evaluate("each => getComputedStyle(each).opacity") == "1"
        link.click()
        assert page.url.endswith(f"#{part.get_attribute('id')}")


@pytest.mark.parametrize("address", ["index.html", "1-hedging.html", "3-numbers.html"])
def test_a_phone_shows_the_title_first_and_figures_whole(reports, visit, address):
    report = reports("seeds")
    page = visit(viewport=PHONE, is_mobile=True).open(report.folder / address)
    top = "each => each.getBoundingClientRect().top"
    assert page.locator("h1").evaluate(top) < page.locator("nav.toc").evaluate(top)
    for figure in page.locator("figure").all():
        assert figure.locator("img").bounding_box()["width"] <= PHONE["width"]
        full = figure.locator(".full a")
        assert full.is_visible()
        assert (report.folder / full.get_attribute("href")).is_file()


def test_the_header_of_a_file_is_folded_and_its_headline_said_once(reports, visit):
    report = reports("festival")
    visitor = visit(viewport=DESK)
    for address in report.articles:
        page = visitor.open(report.folder / address)
        title = page.locator("h1").text_content()
        assert not page.get_by_text("---", exact=True).first.is_visible()
        if "(no headline)" not in title:
            assert page.inner_text("main").count(title) == 1
        page.locator(".header summary").click()
        assert page.get_by_text("outlet:").is_visible()


def test_lists_without_quotes_stand_under_their_articles(reports):
    page = reports("seeds").pages["0-corpus.html"]
    listed = page.select("ol.brief")
    assert listed
    for each in listed:
        articles = [link["href"].partition("#")[0] for link in each.select("li > a")]
        groups = [(item.find(class_="group"), item.a["href"]) for item in each.find_all("li")]
        assert len(set(articles)) == sum(heading is not None for heading, _ in groups)
        assert [heading is not None for heading, _ in groups] == [
            place == 0 or articles[place - 1] != article for place, article in enumerate(articles)
        ]


def test_every_part_of_a_page_can_be_reached_from_its_contents(reports, visit):
    report = reports("seeds")
    visitor = visit(viewport=DESK)
    page = visitor.open(report.folder / "1-hedging.html")
    for href in [link["href"] for link in report.pages["1-hedging.html"].select("nav.toc a")]:
        page.click(f'nav.toc a[href="{href}"]')
        assert page.locator(href).evaluate(IN_VIEW), href


@pytest.mark.parametrize("name", ["hostile", "bytes", "names"])
def test_quotes_reach_the_reader_unchanged(reports, visit, name):
    # A browser's parser differs from ours: it mends line ends, null characters and bad references.
    report = reports(name)
    visitor = visit(viewport=DESK)
    for address in ["0-corpus.html", "1-hedging.html", "3-numbers.html"]:
        page = visitor.open(report.folder / address)
        quotes = page.eval_on_selector_all(
            "q", "all => all.map(q => [q.dataset.document, q.dataset.start, q.textContent])"
        )
        assert quotes
        for document, start, text in quotes:
            _, _, whole = report.document(document)
            assert whole[int(start) : int(start) + len(text)] == text


def test_hostile_text_is_only_text(reports, visit):
    report = reports("hostile")
    visitor = visit(viewport=DESK)
    for address, parsed in report.pages.items():
        page = visitor.open(report.folder / address)
        assert page.title().split() == parsed.title.get_text().split(), address
        assert page.locator("script, iframe, object, embed, base, textarea").count() == 0
        assert page.locator("main").is_visible()
        assert page.locator("footer").is_visible()  # nothing swallowed the rest of the page
    page = visitor.open(report.folder / "articles" / "markup.html")
    page.wait_for_load_state("networkidle")  # what was to run late has run
    assert page.title() == report.pages["articles/markup.html"].title.get_text()
    assert visitor.outside() == []
    assert visitor.complaints == []
    assert 'wrote <script>document.title="x"</script> on the board' in page.inner_text(".reading")
    assert page.inner_text("h1") == '</title></style><script>document.title="headline"</script>'
    page = visitor.open(report.folder / "articles" / "templates.html")
    shown = page.inner_text(".reading")
    for text in ("{{ 7*7 }} may be about 49", "[link](javascript:alert(1))", "$x^2$", "**bold**"):
        assert text in shown
    assert page.locator("main a[href*=javascript], .reading img, .reading a").count() == 0


@pytest.mark.parametrize("look", LOOKS)
def test_no_barrier_that_axe_can_find(reports, visit, look):
    # All chapters in one look; in the others those with most kinds of parts.
    report = reports("seeds")
    visitor = visit(bypass_csp=True, **LOOKS[look])
    most = ["index.html", "2-similarity.html", next(iter(report.articles))]
    for address in some_pages(report) if look == "light" else most:
        assert barriers(visitor.open(report.folder / address)) == [], address


@pytest.mark.parametrize("look", ["light", "dark"])
def test_no_barrier_when_all_is_unfolded(reports, visit, look):
    report = reports("flood")
    visitor = visit(bypass_csp=True, **LOOKS[look])
    for address in ["0-corpus.html", "1-hedging.html", "3-numbers.html"][
        : 3 if look == "light" else 1
    ]:
        page = visitor.open(report.folder / address)
        unfold(page)
        assert barriers(page) == [], address


@pytest.mark.parametrize("name", ["hostile", "names", "one-article"])
def test_no_barrier_in_odd_reports(reports, visit, name):
    report = reports(name)
    visitor = visit(bypass_csp=True, **LOOKS["light"])
    for address in ["index.html", "2-similarity.html", next(iter(report.articles))]:
        assert barriers(visitor.open(report.folder / address)) == [], address


def test_axe_finds_barriers_where_there_are_some(visit):
    page = visit(bypass_csp=True).page
    page.set_content('<main><img src="data:,"><p style="color:#aaa">Too pale to read</p></main>')
    assert {"image-alt", "color-contrast", "html-has-lang"} <= {rule for rule, _ in barriers(page)}


def test_a_request_and_a_script_would_be_noticed(visit, tmp_path):
    (tmp_path / "page.html").write_text(
        '<img src="http://x.invalid/i.png"><script>alert("ran")</script>', encoding="utf-8"
    )
    visitor = visit()
    visitor.context.route("http://**", lambda route: route.abort())
    visitor.open(tmp_path / "page.html")
    assert visitor.outside() == ["http://x.invalid/i.png"]
    assert "dialog: ran" in visitor.complaints


def test_the_policy_would_stop_a_request_and_a_script(reports, visit, tmp_path):
    page = reports("flood").raw["index.html"]
    added = '<img src="http://x.invalid/i.png"><script>document.title = "ran"</script></main>'
    (tmp_path / "page.html").write_text(page.replace("</main>", added), encoding="utf-8")
    visitor = visit()
    visitor.context.route("http://**", lambda route: route.abort())
    shown = visitor.open(tmp_path / "page.html")
    title = BeautifulSoup(page, "html.parser").title.get_text()
    assert shown.title() == title
    assert any("Content Security Policy" in text for text in visitor.complaints)


@pytest.mark.parametrize("address", ["index.html", "1-hedging.html"])
def test_it_prints(reports, visit, address):
    report = reports("flood")
    page = visit(viewport=DESK).open(report.folder / address)
    pdf = page.pdf(format="A4", tagged=True, outline=True)
    assert pdf.startswith(b"%PDF-")
    assert 0 < len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) < 30
    assert b"/StructTreeRoot" in pdf
    page.emulate_media(media="print")
    assert not page.locator("nav.toc, .skip").first.is_visible()
    assert not page.locator("details.code").first.is_visible() or address == "index.html"
    assert page.locator("h1").is_visible()
    assert page.locator("footer").is_visible()
    for figure in page.locator("figure").all():
        assert figure.get_by_text(f"Figure {figure.get_attribute('id')}. Identifier").is_visible()
    assert page.get_by_text("The sentences behind the counts are not printed.").is_visible()
    counts = page.locator("a.count")
    assert counts.count()
    line = "each => getComputedStyle(each).textDecorationLine"
    assert counts.first.evaluate(line) == "none"
    assert not page.locator("a.anchor").first.is_visible()


@pytest.mark.parametrize("width", [1200, 1440])
@pytest.mark.parametrize("address", ["1-hedging.html", "4-attribution.html"])
def test_wide_tables_use_the_page(reports, visit, address, width):
    page = visit(viewport={"width": width, "height": 900}).open(reports("seeds").folder / address)
    unfold(page)
    sizes = page.eval_on_selector_all(
        ".scroll", "all => all.map(e => [e.firstChild.id, e.scrollWidth - e.clientWidth])"
    )
    assert len(sizes) > 5
    assert [name for name, over in sizes if over > 0] == []


def test_folded_tables_are_printed_and_numbers_keep_their_blanks(reports, visit):
    page = visit(viewport=DESK).open(reports("seeds").folder / "4-attribution.html")
    row = page.locator("details > .scroll tbody tr").last
    code = page.locator("details.code pre").first
    assert not row.is_visible()
    page.emulate_media(media="print")
    assert row.is_visible()
    assert not code.is_visible()
    assert not page.locator(".evidence-list li").first.is_visible()
    gaps = page.eval_on_selector_all(
        ".finding > p > a.count", "all => all.map(e => parseFloat(getComputedStyle(e).marginLeft))"
    )
    assert gaps
    assert min(gaps) >= 0
    borders = page.eval_on_selector_all(
        "tbody th", "all => all.map(e => getComputedStyle(e).borderRightStyle)"
    )
    assert set(borders) <= {"none"}


def test_a_phone_parts_the_column_that_stays_from_those_that_move(reports, visit):
    page = visit(viewport=PHONE, is_mobile=True).open(
        reports("seeds").folder / "4-attribution.html"
    )
    first = page.locator("#words tbody th[scope=row]").first
    style = "each => [getComputedStyle(each).position, getComputedStyle(each).borderRightStyle]"
    assert first.evaluate(style) == ["sticky", "solid"]
    widths = page.eval_on_selector_all(
        "#words td:has(> span:not(.short))", "all => all.map(e => e.getBoundingClientRect().width)"
    )
    assert widths
    assert min(widths) > 140


def test_dark_is_dark_and_figures_keep_a_light_ground(reports, visit):
    report = reports("flood")
    page = visit(**LOOKS["dark"]).open(report.folder / "1-hedging.html")
    colour = "element => getComputedStyle(element).backgroundColor.match(/[\\d.]+/g).map(Number)"
    assert sum(page.eval_on_selector("body", colour)[:3]) < 200
    grounds = page.eval_on_selector_all(
        "figure img", f"images => images.map(image => ({colour})(image))"
    )
    assert grounds
    assert all(sum(ground[:3]) > 600 for ground in grounds)


def unfold(page):
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


def barriers(page):
    """What axe reports as violated: rule and the elements concerned."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page).response["violations"]
    return [(rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in found]
