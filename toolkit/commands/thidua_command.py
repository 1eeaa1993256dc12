"""The program ``thidua``, before anything of the toolkit is imported: another package may bear the name ``toolkit``.

An installation has it as a module of its own, outside ``toolkit``: in another's package it would not be found.
"""

from __future__ import annotations

import sys

REFUSED = 4


def main() -> int:
    """Run the command, unless ``import toolkit`` finds a package that is not ours: then say which."""
    try:
        import toolkit
    except ImportError as error:
        return refuse(f"không nạp được gói toolkit ({type(error).__name__})")
    if getattr(toolkit, "DISTRIBUTION", "") != "thidua":
        place = getattr(toolkit, "__file__", None) or next(iter(getattr(toolkit, "__path__", [])), "?")
        return refuse(f"tên toolkit trên máy này là một gói khác, ở {place}")
    from toolkit.commands.cli import main as run

    return run()


def refuse(what: str) -> int:
    """Say what is wrong, and what to do; the exit code."""
    remedy = "gỡ gói đó (python -m pip uninstall toolkit) rồi cài lại thidua, hoặc cài thidua vào một môi trường riêng"
    print(f"Không chạy được thidua: {what}. Cách sửa: {remedy}.", file=sys.stderr)
    return REFUSED
