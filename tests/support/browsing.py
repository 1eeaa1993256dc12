"""A page in a real browser, and a file on paper as a PDF: what the browser and the Word tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def need(**programs: str | None) -> None:
    """Fail in CI and skip elsewhere where a program is lacking; ``programs`` maps a Debian package to what it gave."""
    if missing := [package.replace("_", "-") for package, found in programs.items() if found is None]:
        message = f"needs {' '.join(missing)}: apt-get install {' '.join(missing)}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)


AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # of what passes one place a rule is told, not every one: less than half the time
}


def axe(page):
    """What axe-core finds wrong with a page, each rule with its first place; and how many rules were passed."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=AXE).response
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]], len(found["passes"])


def opened(browser, path, *, width=1280, height=900, **settings):
    """The page, with everything that it asked for and complained of."""
    page = browser.new_page(viewport={"width": width, "height": height}, **settings)
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(Path(path).as_uri())
    return page, [url for url in asked if not url.startswith(("file:", "data:"))], errors
