"""Write a new data folder: plan, schema, unit list, an empty period, the forms of its first period."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..evaluation.workspace import Workspace
from ..forms.book import form_bytes
from ..forms.questions import ask
from ..periods import Period
from ..plan.loader import gaps_in, load_plan
from ..shipped import shipped
from ..words.errors import Finding, ToolkitError
from ..writing.placing import move_whole

PLAN, UNITS, SCHEMA, FORMS = "ke_hoach.yaml", "don_vi.csv", "ke_hoach.schema.json", "bieu_mau"


@dataclass(frozen=True)
class New:
    """A new data folder: its files, its first period, and what its plan still leaves open."""

    folder: Path
    files: tuple[Path, ...]
    period: Period | None
    gaps: tuple[Finding, ...] = ()


def written_new(folder: Path, *, plan: str, units: str, period: Period | None = None, dry_run: bool = False) -> New:
    """Write a plan and a unit list as a new data folder, whole or not at all.

    Without gaps in the plan, an empty folder of the period (the plan's first year, where none is given) and one form for
    each unit come along. Raises ToolkitError where the two do not fit together, or a file would be written over.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise ToolkitError(f"{folder} không phải là thư mục. Cách sửa: chọn tên thư mục khác.")
    parent = next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
    made: list[Path] = []
    try:
        with tempfile.TemporaryDirectory(prefix=".thidua-", dir=parent) as name:
            place = Path(name)
            (place / PLAN).write_text(plan, encoding="utf-8")
            (place / UNITS).write_text(units, encoding="utf-8-sig")
            shutil.copyfile(shipped("data") / SCHEMA, place / SCHEMA)
            gaps = gaps_in(place / PLAN)
            first = None if gaps else period or load_plan(place / PLAN).first_period
            if first is not None:
                _write_forms(place, first)
            if dry_run:
                files = sorted(path.relative_to(place) for path in place.rglob("*") if path.is_file())
                return New(folder, tuple(folder / each for each in files), first, gaps)
            made = move_whole(place, folder)
            if first is not None:
                (folder / first.id).mkdir(exist_ok=True)
            return New(folder, tuple(made), first, gaps)
    except OSError as error:
        raise ToolkitError(
            f"Không ghi được vào {folder}: {error.strerror}. Cách sửa: kiểm tra quyền ghi và dung lượng đĩa, hoặc chọn thư mục khác."
        ) from None


def _write_forms(place: Path, period: Period) -> None:
    """One form for each unit. Raises ToolkitError where plan and unit list do not fit together."""
    (place / period.id).mkdir()
    for unit, questions in ask(Workspace.open(place), period).items():
        path = place / FORMS / period.id / f"{unit}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(form_bytes(questions))
