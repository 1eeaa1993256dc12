"""What a code of findings is: its level, title and usual remedy."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

ERROR, WARNING, INFO = "error", "warning", "info"
DIFFERS = "SO-05"  # of a figure that a unit reports otherwise than the systems have it
LEVELS: Mapping[str, str] = MappingProxyType({ERROR: "Lỗi", WARNING: "Cảnh báo", INFO: "Thông tin"})


class Code(NamedTuple):
    """What every finding of a code has in common; the finding itself says where, and what exactly to do.

    ``level`` is ``error``, ``warning`` or ``info``. ``title`` is the short one of tables. ``detail`` says more exactly
    when the code is given, where the title does not.
    """

    level: str
    title: str
    remedy: str
    detail: str = ""
