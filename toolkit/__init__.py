"""Bộ công cụ đánh giá phong trào thi đua (evaluation toolkit for emulation movements).

>>> import toolkit as tk
>>> tk.evaluate("2024", data="data").score("VP").band
'Xuất sắc'
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"
__all__ = ["check_report", "evaluate", "frame", "interim_report"]

_PLACES = {
    "check_report": ("report", "check_report"),
    "evaluate": ("workspace", "evaluate_period"),
    "frame": ("frames", "frame"),
    "interim_report": ("report", "interim_report"),
}


def __getattr__(name: str) -> Any:
    """Import on first use: ``import toolkit`` alone stays quick, and so does ``thidua --help``."""
    from importlib import import_module

    if name not in _PLACES:
        raise AttributeError(name)
    module, function = _PLACES[name]
    return getattr(import_module(f".{module}", __name__), function)
