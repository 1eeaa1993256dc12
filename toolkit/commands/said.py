"""What several commands say in the same way."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..words.codes import CODES
from ..words.errors import Finding
from ..words.formatting import number

_FINDINGS = 500  # that are printed of one period


def tell_findings(period: Any, findings: Sequence[Finding], *, table: Path) -> None:
    """Print the findings of a period, the gravest of very many; all of them stand in their table."""
    for finding in findings[:_FINDINGS]:
        print(f"{period.id}: {finding.line()}", file=sys.stderr)
    if len(findings) > _FINDINGS:
        print(f"{period.id}: và {number(len(findings) - _FINDINGS)} mục nữa: xem đủ trong {table}.", file=sys.stderr)


def summary(evaluation: Any) -> str:
    """An evaluation on one line."""
    from ..publishing.record import Counts

    return counted(evaluation.period, Counts.of(evaluation), evaluation.is_complete)


def counted(period: Any, counts: Any, complete: bool) -> str:
    """What was counted in a period, on one line."""
    state = "đủ số liệu" if complete else "CÒN SỐ LIỆU THIẾU HOẶC KHÔNG TÍNH ĐƯỢC"
    levels, part = counts.findings, counts.states.get("partial", 0)
    return (
        f"Kỳ {period.id}: {counts.units} đơn vị, {counts.targets_met}/{counts.targets} chỉ tiêu đạt, "
        f"{f'{part} chỉ tiêu tạm tính, ' if part else ''}"
        f"{levels['error']} lỗi, {levels['warning']} cảnh báo; {state}"
    )


def progress(options: argparse.Namespace) -> Any:
    """A progress bar on a terminal; nothing anywhere else."""
    from functools import partial

    from tqdm import tqdm

    return partial(tqdm, file=sys.stderr, disable=True if options.quiet else None, leave=False)


def finding_fields(finding: Finding) -> dict[str, Any]:
    """A finding for JSON."""
    names = ("code", "level", "file", "sheet", "row", "column", "unit", "target", "problem", "remedy")
    return {"title": CODES[finding.code].title, **{name: getattr(finding, name) for name in names}}
