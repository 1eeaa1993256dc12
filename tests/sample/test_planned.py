"""Illustrative data for any plan: every source that it asks for, nothing missing, nothing wrong, and never among real data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small import plan, write_folder

from toolkit.evaluation.workspace import Workspace
from toolkit.sample import write_sample
from toolkit.words.errors import ToolkitError

PLANS = Path(__file__).parents[1] / "data/cases/plans"
# Own sources; comparisons of days; means; sums and growth; levels; deductions; trees; enterprises; derived columns.
CASES = ("01_nguon_moi", "02_so_sanh_hai_cot", "04_tong_so_tien", "05_nhom_linh_vuc", "06_diem_tru", "12_don_vi_cap")
CASES += ("17_giai_nhat_nhi", "23_hai_nguon")


def begun(tmp_path, case):
    for name in ("ke_hoach.yaml", "don_vi.csv"):
        shutil.copyfile(PLANS / case / name, tmp_path / name)
    return tmp_path


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("case", CASES)
def test_a_plan_alone_gives_whole_and_clean_data(case, tmp_path):
    write_sample(begun(tmp_path, case), rows=40)
    workspace = Workspace.open(tmp_path)
    evaluation = workspace.evaluate(workspace.periods[-1])
    assert evaluation.is_complete
    assert [f.line() for f in evaluation.findings if f.level != "info"] == []
    scored = [score.score for score in evaluation.scores if score.score is not None]
    assert scored and any(score > 0 for score in scored)


def test_the_same_arguments_give_the_same_bytes_and_writing_again_changes_nothing(tmp_path):
    one, other = (tmp_path / name for name in "ab")
    for folder in (one, other):
        folder.mkdir()
        write_sample(begun(folder, "06_diem_tru"), rows=30)
    assert contents(one) == contents(other)
    write_sample(one, rows=30)
    assert contents(one) == contents(other)


def test_made_up_data_are_never_written_among_others(tmp_path):
    folder = begun(tmp_path, "01_nguon_moi")
    (folder / "2024").mkdir()
    (folder / "2024/phan_anh.csv").write_text("số liệu thật", encoding="utf-8")
    before = contents(folder)
    with pytest.raises(ToolkitError, match=r"đã có phan_anh.csv: số liệu minh họa không ghi lẫn .*Cách sửa"):
        write_sample(folder, rows=20)
    assert contents(folder) == before


def test_a_school_year_of_the_plan_is_the_period_of_its_sample(tmp_path):
    year = {"id": "2025-NH", "name": "Năm học", "from": "2025-09-05", "to": "2026-05-31"}
    write_folder(tmp_path, {}, plan=plan(movement={"start": "2025-09-05", "end": "2026-05-31"}, periods=[year]))
    write_sample(tmp_path, rows=20)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["2025-NH"]
    workspace = Workspace.open(tmp_path)
    assert workspace.evaluate(workspace.periods[0]).is_complete
