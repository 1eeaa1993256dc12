"""An output folder that looks like one that a run has left."""

from __future__ import annotations

from pathlib import Path

from small import PLAN, documents, write_folder

from toolkit.evaluation.frames import edition_files
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.publishing.index import index_page, internal_page
from toolkit.publishing.publish import page_bytes
from toolkit.publishing.record import RECORD, Counts, RunRecord
from toolkit.report import unit_sheet


def made_output(root: Path, *, plan: dict = PLAN) -> Path:
    """An output folder of three periods: 50% and 80% of a goal of 80%, and one without data."""
    files = {
        "2022/la.txt": "x",
        "2023/van_ban.csv": documents("2023", A=(5, 10)),
        "2024/van_ban.csv": documents("2024", A=(8, 10)),
    }
    workspace, out = Workspace.open(write_folder(root / "data", files, plan=plan)), root / "out"
    for year in ("2022", "2023", "2024"):
        evaluation = workspace.evaluate(parse_period(year))
        own = edition_files(evaluation)
        if year == "2024":
            sheet = unit_sheet(evaluation, unit="A")
            own |= {
                "phieu_don_vi/A.html": page_bytes(sheet.title, *sheet.sections),
                "so_ket.html": b"x",
                "noi_bo/binh_xet/to_trinh.docx": b"x",
            }
        record = RunRecord(
            parameters={},
            inputs={},
            outputs=dict.fromkeys(own, ""),
            versions={},
            counts=Counts.of(evaluation),
            complete=evaluation.is_complete,
            failed=("phieu_don_vi/B",) if year == "2024" else (),
            state="",
            reports={},
        )
        for name, content in {**own, RECORD: record.content()}.items():
            path = out / year / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for name, page in (("index.html", index_page), ("noi_bo.html", internal_page)):
        (out / name).write_bytes(page(workspace.plan, out, names=workspace.unit_names))
    return out
