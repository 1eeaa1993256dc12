"""The codes of findings, each written once: level, title, the usual remedy. ``docs/ma_loi.md`` is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from . import codes_figures, codes_files
from .code import DIFFERS, ERROR, INFO, LEVELS, WARNING, Code

__all__ = ["CODES", "DIFFERS", "ERROR", "INFO", "LEVELS", "WARNING", "Code"]

# Stable: a code is never used for another fault. After a change: python .ci/codes.py
CODES: Mapping[str, Code] = MappingProxyType({**codes_files.CODES, **codes_figures.CODES})
