"""Tiny data folders for tests: a plan as a dictionary, units and files as text."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path

from toolkit.evaluation.results import Evaluation
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period

UNITS = "Mã đơn vị,Tên đơn vị,Tên khác,Loại,Từ ngày,Đến ngày\nA,Phòng A,P.A,Phòng,,\nB,Phòng B,,Phòng,,\nC,Trung tâm C,,Đơn vị sự nghiệp,,\n"

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"

PLAN = {
    "movement": {
        "id": "thu",
        "name": "Thử",
        "agency": {"id": "SO", "name": "Sở Thử", "parent": "UBND tỉnh", "place": "Đồng Xoài", "code": "ST"},
        "start": "2022-01-01",
        "end": "2025-12-31",
    },
    "targets": [
        {
            "id": "T1",
            "name": "Văn bản ký số",
            "goal": "80%",
            "source": "van_ban",
            "success": {"signed": True},
            "points": 10,
        }
    ],
    "contents": [],
    "actions": [],
    "scoring": {
        "bands": [{"name": "Tốt", "from": 80}, {"name": "Khá", "from": 50}, {"name": "Chưa đạt", "from": 0}],
    },
}


def reported(*targets: dict) -> dict:
    """A plan whose targets are what units report: each is {"id", "goal", "points"} and whatever else a target has."""
    return plan(targets=[{"name": each["id"], "source": "bao_cao_don_vi", **each} for each in targets])


def plan(**changes: object) -> dict:
    """The tiny plan with some of its parts replaced; ``scoring`` is merged."""
    made = copy.deepcopy(PLAN)
    for key, value in changes.items():
        made[key] = {**made[key], **value} if key in ("scoring", "movement") else value
    return made


def write_folder(
    root: Path, files: Mapping[str, str | bytes], *, plan: dict | str = PLAN, units: str | bytes = UNITS
) -> Path:
    """Write a data folder: ``files`` maps ``2024/van_ban.csv`` to its content."""
    text = plan if isinstance(plan, str) else json.dumps(plan, ensure_ascii=False, indent=1)
    for name, content in {"ke_hoach.yaml": text, "don_vi.csv": units, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return root


def evaluated(root: Path, files: Mapping[str, str | bytes], *, period: str = "2024", **parts: object) -> Evaluation:
    """Write a data folder and evaluate a period of it."""
    return Workspace.open(write_folder(root, files, **parts)).evaluate(parse_period(period))


def codes(evaluation: Evaluation) -> list[str]:
    """The codes of the findings, in order."""
    return [finding.code for finding in evaluation.findings]


def documents(year="2024", **found):
    """Rows of ``unit=(signed, all)``."""
    return HEAD + "".join(
        f"{u}{n},{u},01/02/{year},,{'Có' if n < s else 'Không'}\n" for u, (s, a) in found.items() for n in range(a)
    )
