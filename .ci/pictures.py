"""Make the README's pictures from the sample's reports: ``python .ci/pictures.py`` after ``make report``. Needs Chromium."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Write docs/*.png."""
    (ROOT / "docs").mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1000, "height": 1000})
        page.goto((ROOT / "outputs/2025/so_ket.html").as_uri())
        page.screenshot(path=ROOT / "docs/so_ket.png")
        page.locator("figure").nth(1).scroll_into_view_if_needed()
        page.locator("#phan-III-3").screenshot(path=ROOT / "docs/don_vi.png")
        browser.close()


if __name__ == "__main__":
    main()
