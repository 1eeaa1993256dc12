"""Make the README's pictures from the sample's reports and of each tab of ``kham_pha.ipynb``: ``python .ci/pictures.py``
after ``make report``. Needs Chromium."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
TABS = {
    "tong_quan": "Tổng quan",
    "chi_tieu": "Chỉ tiêu",
    "don_vi": "Đơn vị",
    "xep_hang": "Xếp hạng",
    "kich_ban": "Kịch bản",
    "du_lieu": "Dữ liệu",
}


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
        _bench(browser)
        browser.close()


def _bench(browser: Browser) -> None:
    from lab import lab, run_all

    with tempfile.TemporaryDirectory() as folder, lab(Path(folder) / "lab") as address:
        page = run_all(browser, address, errors=[], asked=[])
        page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
        bench = page.locator(".jp-OutputArea-output:has(.widget-toggle-buttons)")
        for name, title in TABS.items():
            bench.get_by_role("button", name=title, exact=True).click()
            bench.locator(f".thidua h2:text-is('{title}')").first.wait_for()
            bench.evaluate("e => e.scrollIntoView()")
            page.screenshot(path=ROOT / f"docs/kham_pha_{name}.png")


if __name__ == "__main__":
    main()
