import os
import shutil

import pytest

NAMES = ["chromium", "chromium-browser", "google-chrome"]
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")  # while it runs, no other test could run an event loop
def browser():
    """The system's Chromium; nothing is downloaded."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium: install it, or name it in CHROMIUM")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield browser
        browser.close()


class Visitor:
    """Opens pages, and keeps what they asked for and what they complained of."""

    def __init__(self, context) -> None:
        self.context = context
        self.page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", lambda request: self.complaints.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dialog)
        self.page.on("console", self._console)

    def open(self, path, fragment=""):
        self.page.goto(path.as_uri() + fragment)
        return self.page

    def outside(self):
        """Addresses that are no file beside the page and no data inside it."""
        return [url for url in self.requests if not url.startswith(("file:", "data:"))]

    def _dialog(self, dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)


@pytest.fixture
def visit(browser):
    """Make a visitor with the options of a browser context."""
    contexts = []

    def new(**options):
        contexts.append(browser.new_context(**options))
        return Visitor(contexts[-1])

    yield new
    for context in contexts:
        context.close()
