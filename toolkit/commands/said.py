"""What several commands say in the same way."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..words.codes import CODES
from ..words.errors import NOT_TAKEN, UNPRINTED, Finding
from ..words.formatting import number
from ..words.grouping import grouped, on_one_screen

if TYPE_CHECKING:  # help loads no plan
    from ..plan.wording import Telling

_LINES, _FEWEST = 24, 3  # of findings that all periods of a run share, and that each has at least


def finding_lines(findings: Sequence[Finding], *, periods: int, rest: str, told: Telling | None = None) -> list[str]:
    """The findings of a period in groups, the heaviest first, for a screen that it shares with other periods; ``rest`` says
    where all of them are. ``told`` puts the plan's words in the place of the standard ones."""
    groups, left = on_one_screen(grouped(findings), lines=max(_FEWEST, _LINES // max(periods, 1)))
    lines = [told.text(group.line()) if told else group.line() for group in groups]
    if left or len(findings) > len(groups):
        others = f"còn {number(len(findings) - sum(len(group.findings) for group in groups))} mục; " if left else ""
        lines.append(f"{others}đủ {number(len(findings))} mục, từng dòng: {rest}.")
    return lines


def summary(evaluation: Any) -> str:
    """An evaluation on one line."""
    from ..publishing.record import Counts

    return evaluation.telling.text(
        counted(evaluation, Counts.of(evaluation), noun=evaluation.plan.noun, complete=evaluation.is_complete)
    )


def telling_of(workspace: Any, period: Any) -> Telling:
    """How the plan of a folder has texts about a period told."""
    from ..plan.wording import texts_of

    told: Telling = workspace.plan.telling(text for unit in workspace.standing(period) for text in texts_of(unit))
    return told


def counted(told: Any, counts: Any, *, noun: str, complete: bool) -> str:
    """What was counted in a period, on one line; ``told`` is its evaluation, or what has become of it, ``noun`` what the plan counts."""
    state = "đủ số liệu" if complete else "CÒN SỐ LIỆU THIẾU HOẶC KHÔNG TÍNH ĐƯỢC"
    state += "; CÒN LỜI VĂN KHÔNG ĐƯỢC IN" if any(each.code in UNPRINTED for each in told.findings) else ""
    state += "; CÒN TỆP KHÔNG ĐỌC ĐƯỢC" if any(each.code in NOT_TAKEN for each in told.findings) else ""
    levels, part = counts.findings, counts.states.get("partial", 0)
    met = f"{counts.targets_met}/{counts.targets} {noun} đạt, " if counts.targets else ""
    return (
        f"Kỳ {told.period.id}: {counts.units} đơn vị, {met}"
        f"{f'{part} con số tạm tính, ' if part else ''}"
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
