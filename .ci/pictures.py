"""Make every picture of the manual, from the sample's reports and from each tab of ``kham_pha.ipynb``: ``python .ci/pictures.py``
after ``make report``; ``--bench`` makes those of the notebook only. Needs Chromium."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Locator, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/support"))
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
        if "--bench" not in sys.argv:
            _report(browser)
        _bench(browser)
        browser.close()


def _report(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 1000})
    page.goto((ROOT / "outputs/2025/so_ket.html").as_uri())
    page.screenshot(path=ROOT / "docs/so_ket.png")
    page.locator("#phan-III-3").evaluate("e => e.scrollIntoView()")
    page.screenshot(path=ROOT / "docs/don_vi.png")


def _bench(browser: Browser) -> None:
    from lab import lab, run_all

    with tempfile.TemporaryDirectory() as folder, lab(Path(folder) / "lab") as address:
        page = run_all(browser, address, errors=[], asked=[])
        page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
        bench = page.locator(".jp-OutputArea-output:has(.widget-toggle-buttons)")
        for name, title in TABS.items():
            bench.get_by_role("button", name=title, exact=True).click()
            bench.locator(f".thidua h2:text-is('{title}')").first.wait_for()
            _use(bench, title)
            bench.evaluate("e => e.scrollIntoView()")
            page.mouse.move(0, 0)
            page.screenshot(path=ROOT / f"docs/kham_pha_{name}.png")


def _use(bench: Locator, title: str) -> None:
    """Do on a tab what it is for, and wait for the answer."""
    if title == "Tổng quan":
        bench.get_by_title("Phòng Giáo dục nghề nghiệp, CT2:").click()
        bench.get_by_text("GDNN – CT2.").wait_for()
    elif title == "Đơn vị":
        bench.locator("label:text-is('So với:') + select").select_option("Phòng Lao động - Việc làm (LDVL)")
        bench.get_by_text("Phòng Lao động - Việc làm (LDVL): ").wait_for()
    elif title == "Xếp hạng":
        bench.locator(".widget-slider:has(label:text-is('CT9b:')) .noUi-handle").press("End")
        bench.get_by_text("thử 1 mục").wait_for()
    elif title == "Kịch bản":
        bench.locator("textarea:visible").fill("5")
        bench.locator("textarea:visible").blur()
        bench.get_by_role("button", name="Thêm thay đổi").click()
        bench.get_by_text("CT2 của GDNN: tử số +5").wait_for()


if __name__ == "__main__":
    main()
