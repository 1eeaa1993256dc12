"""Turn a report's HTML file into a tagged PDF, through a browser that the machine already has."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from ..words.errors import ToolkitError

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome")
_PLACES = {
    "win32": (
        r"Google\Chrome\Application\chrome.exe",
        r"Microsoft\Edge\Application\msedge.exe",
        r"Chromium\Application\chrome.exe",
    ),
    "darwin": (
        "Google Chrome.app/Contents/MacOS/Google Chrome",
        "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        "Chromium.app/Contents/MacOS/Chromium",
    ),
}
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # a report asks nobody
    "--user-agent=thidua",  # else the PDF names the machine's system as its maker
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
_SECONDS = 120
_CLOCK = re.compile(rb"/(?:CreationDate|ModDate) \(D:[^)]*\)")
_ELEMENT = re.compile(rb"\(node\d{8}\)")


def find_browser() -> Path | None:
    """Chromium, Chrome or Edge, wherever systems put it; nothing where there is none."""
    named = [Path(found) for name in _NAMES if (found := shutil.which(name))]
    roots = {
        "win32": [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")],
        "darwin": ["/Applications"],
    }.get(sys.platform, [])
    placed = [Path(root) / place for root in roots if root for place in _PLACES[sys.platform]]
    return next((path for path in (*named, *placed) if path.is_file()), None)


def pdf_bytes(page: Path) -> bytes:
    """The PDF of a written HTML file: A4 as its style sheet says, tagged for screen readers, without clock time.

    Raises ToolkitError where there is no browser, or where it makes no PDF.
    """
    browser = find_browser()
    if browser is None:
        raise ToolkitError(
            "Máy này không có trình duyệt Chromium, Chrome hoặc Edge nên không tạo được PDF. "
            "Cách sửa: cài một trong ba trình duyệt đó rồi chạy lại; hoặc mở tệp HTML bằng trình duyệt ở máy khác, "
            "bấm Ctrl+P, chọn “Lưu dưới dạng PDF”."
        )
    with tempfile.TemporaryDirectory(prefix="thidua-", ignore_cleanup_errors=True) as folder:
        made = Path(folder) / "page.pdf"
        _run(
            [
                str(browser),
                *_FLAGS,
                *_root(),
                f"--user-data-dir={folder}",
                f"--print-to-pdf={made}",
                page.resolve().as_uri(),
            ]
        )
        content = made.read_bytes() if made.is_file() else b""
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-16:]:
        raise ToolkitError(
            f"Trình duyệt {browser.name} không tạo được PDF từ {page.name}. "
            "Cách sửa: cập nhật trình duyệt rồi chạy lại; hoặc mở tệp HTML, bấm Ctrl+P, chọn “Lưu dưới dạng PDF”."
        )
    return _repeatable(content)


def _repeatable(content: bytes) -> bytes:
    """The same PDF without clock time, its elements numbered from 1: the browser counts them on from what it did before."""
    content = _CLOCK.sub(lambda found: b" " * len(found[0]), content)
    numbers = {name: b"(node%08d)" % n for n, name in enumerate(sorted(set(_ELEMENT.findall(content))), 1)}
    return _ELEMENT.sub(lambda found: numbers[found[0]], content)


def _root() -> tuple[str, ...]:
    """The sandbox of the browser refuses to work for root, who is whom containers run as."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()


def _run(command: list[str]) -> None:
    """Run the browser to its end; one that hangs is ended with all that it started."""
    null = subprocess.DEVNULL
    try:
        process = subprocess.Popen(command, start_new_session=True, stdin=null, stdout=null, stderr=null)
    except OSError:
        return
    try:
        process.wait(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        pass
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
            process.wait()
