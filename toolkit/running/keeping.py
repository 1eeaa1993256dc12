"""Pin files of a period against every run: papers that are signed, or out of the house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..periods import Period
from ..publishing.jobs import is_of, names_of
from ..publishing.record import RECORD, RunRecord
from ..publishing.results import open_results
from ..words.errors import UsageError
from ..words.nearest import nearest
from ..writing.results import lying, proper_name


def keep(
    out: Path, period: Period, *, names: Sequence[str], release: bool = False, dry_run: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Let no run touch what is called so any more; with ``release`` let runs touch it again.

    A name is that of a report (so_ket, phieu_don_vi/VP), of a file, or of a folder; the file may be given with the folder
    that it lies in. Returns the names that are kept now, and their files, those that somebody has changed included. Raises UsageError for what there is not.
    """
    folder = out / period.id
    if RunRecord.read(folder) is None:
        raise UsageError(f"Chưa có kết quả nào của kỳ trong {folder}. Cách sửa: chạy thidua report {period.id} trước.")
    with open_results(out, command="keep") as results:
        record = RunRecord.read(folder)
        assert record is not None, "it has just been read, and nobody else may write here"
        asked = {_name(folder, name) for name in names}
        known = {name for file in record.places for name in names_of(file)} | set(record.kept)
        if strange := sorted(asked - (set(record.kept) if release else known)):
            raise UsageError(
                f"Không có {strange[0]!r} trong {folder}.{nearest(strange[0], known)} "
                "Cách sửa: ghi tên một báo cáo hoặc một tệp, ví dụ so_ket, phieu_don_vi/VP, binh_xet/to_trinh."
            )
        kept = tuple(sorted(set(record.kept) - asked if release else {*record.kept, *asked}))
        if not dry_run:
            results.folder.write({f"{period.id}/{RECORD}": replace(record, kept=kept).content()})
    pinned = {name: place for name, place in record.places.items() if any(is_of(each, name) for each in kept)}
    return kept, tuple(sorted(each for name, place in pinned.items() for each in lying(folder, name, {place: ""})))


def _name(folder: Path, text: str) -> str:
    """What is meant, relative to the folder of the period; of a new version beside a changed file both."""
    path = Path(text.replace("\\", "/"))
    inside = (
        path.absolute().relative_to(folder.absolute()) if path.absolute().is_relative_to(folder.absolute()) else path
    )
    return proper_name(inside.as_posix().rstrip("/"))
