"""``thidua plan``: check the plan and the unit list alone, or show the plan as it was understood."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..words.errors import EXIT_OK, UsageError
from ..words.nearest import nearest
from .said import finding_fields

_PLAN = "ke_hoach.yaml"
_ACTIONS = ("check", "show")


def plan_command(options: argparse.Namespace) -> int:
    """Do what ``thidua plan ACTION`` asks for. Raises UsageError for an action that there is not, ToolkitError with every
    fault of the plan."""
    if options.action not in _ACTIONS:
        raise UsageError(
            f"Không có việc {options.action!r}.{nearest(options.action, _ACTIONS)} "
            "Cách sửa: thidua plan check (nêu mọi lỗi của kế hoạch) hoặc thidua plan show (in kế hoạch như được hiểu)."
        )
    return _check(options) if options.action == "check" else _show(options)


def _check(options: argparse.Namespace) -> int:
    """The plan by itself, then beside the unit list, where there is one; what it may mean otherwise is told as well."""
    from ..evaluation.data_folder import DataFolder
    from ..plan.doubts import plan_doubts

    folder = DataFolder.open(options.data)
    plan, place = folder.plan, options.data / _PLAN
    doubts = plan_doubts(place, plan, units=[unit.id for unit in folder.units])
    counted = {"targets": len(plan.targets), "items": len(plan.items), "sources": len(plan.sources)}
    if options.json:
        findings = [finding_fields(each) for each in doubts]
        options.answer.give({**counted, "plan": str(place), "findings": findings, "exit_code": EXIT_OK})
    elif not options.quiet:
        told = plan.telling()
        print(told.text(f"Kế hoạch {place} dùng được: {len(plan.targets)} chỉ tiêu, {len(plan.items)} mục có điểm."))
        for each in doubts:
            print(told.text(each.line()))
    return EXIT_OK


def _show(options: argparse.Namespace) -> int:
    """The whole plan, with what it leaves to its defaults."""
    from ..plan import load_plan
    from ..plan.showing import plan_text

    text = plan_text(load_plan(Path(options.data) / _PLAN))
    if options.json:
        options.answer.give({"text": text, "exit_code": EXIT_OK})
    else:
        print(text, end="")
    return EXIT_OK
