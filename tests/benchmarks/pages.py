"""How soon a report of 63 units opens in a browser on a slow machine. Run: ``python tests/benchmarks/pages.py``.

A browser whose processor is slowed down to half, as an old office PC is beside this machine; each page is opened several
times without a network, and the middle counts.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from browsing import CHROMIUM, FLAGS
from playwright.sync_api import Browser, sync_playwright
from results import Measured, hand_on
from wide import UNITS, wide_evaluation, wide_pages

SLOWER, TIMES, SECOND = 2, 9, 1.0


def opening(browser: Browser, path: Path) -> float:
    """Seconds from the call for a page to the end of its loading, the middle of several."""
    took = []
    for _ in range(TIMES):
        page = browser.new_page()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(path.as_uri())
        took.append(page.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart") / 1000)
        page.close()
    return statistics.median(took)


def main() -> None:
    """Open each page and hand on how long the slowest takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the measurements to a file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        wide_pages(root := Path(folder), *wide_evaluation(root / "wide"))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        took = {path.stem: opening(browser, path) for path in sorted(root.glob("*.html"))}
        browser.close()
    slowest = max(took, key=took.__getitem__)
    note = f"{UNITS} đơn vị, máy chậm gấp {SLOWER}; chậm nhất trong {len(took)} trang: {slowest}"
    hand_on([Measured("Mở một trang báo cáo", took[slowest], SECOND, False, "giây", note)], asked.json)


if __name__ == "__main__":
    main()
