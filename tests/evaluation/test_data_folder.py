"""The data folder: which periods there are, which are chosen, what its lists and its folders' names say."""

from __future__ import annotations

import pytest
from small import UNITS, documents, plan, write_folder

from toolkit.evaluation.data_folder import DataFolder
from toolkit.periods import parse_period
from toolkit.words.errors import ToolkitError, UsageError

ROWS = {"2023/van_ban.csv": documents("2023", A=(1, 2)), "2024/van_ban.csv": documents("2024", A=(1, 2))}


def opened(folder, files=ROWS, **parts):
    return DataFolder.open(write_folder(folder, files, **parts))


def ids(periods):
    return [period.id for period in periods]


def test_a_period_is_a_folder_of_its_name_and_the_chosen_ones_come_in_order(tmp_path):
    folder = opened(tmp_path, ROWS | {"ghi_chu/van_ban.csv": "x"})
    assert ids(folder.periods) == ids(folder.select()) == ["2023", "2024"]
    assert ids(folder.select(["2024", "2023", "2023..2024"])) == ["2023", "2024", "2023-2024"]


def test_the_final_range_of_the_plan_is_chosen_once_each_of_its_years_has_a_folder(tmp_path):
    years = {f"{year}/van_ban.csv": documents(str(year), A=(1, 2)) for year in (2022, 2023, 2024, 2025)}
    whole = plan(movement={"final": "2022..2025"})
    assert ids(opened(tmp_path, years, plan=whole).select())[-1] == "2022-2025"


def test_an_interim_range_is_chosen_too_and_each_range_once(tmp_path):
    years = {f"{year}/van_ban.csv": documents(str(year), A=(1, 2)) for year in (2022, 2023, 2024)}
    made = plan(movement={"interim": ["2022..2023", "2022..2024", "2022..2025"], "final": "2022..2024"})
    folder = opened(tmp_path, years, plan=made)
    assert ids(folder.select()) == ["2022", "2023", "2024", "2022-2023", "2022-2024"]


def test_periods_stand_beside_those_of_their_length_that_have_files(tmp_path):
    months = {f"{name}/van_ban.csv": "x" for name in ("2023", "2024-H1", "2024-H2", "2025", "2024-M03")}
    folder = opened(tmp_path, months)
    (tmp_path / "2026").mkdir()
    beside = {each: folder.neighbours(parse_period(each)) for each in ("2023", "2024", "2025", "2024-H1", "2024-M03")}
    told = {
        each: tuple(side.period.id if side else None for side in (found.before, found.after))
        for each, found in beside.items()
    }
    assert told == {
        "2023": (None, "2025"),
        "2024": ("2023", "2025"),
        "2025": ("2023", None),
        "2024-H1": (None, "2024-H2"),
        "2024-M03": (None, None),
    }


def test_a_period_without_a_folder_or_without_files_is_refused(tmp_path):
    folder = opened(tmp_path, ROWS | {"2022/ghi_chu.txt": "x"})
    with pytest.raises(UsageError, match="Không có kỳ 2021"):
        folder.select(["2021"])
    with pytest.raises(ToolkitError, match="Thư mục kỳ 2022 không có tệp số liệu nào"):
        folder.select(["2022"])


def test_a_folder_whose_name_only_looks_like_a_periods_is_told_and_one_that_may_be_personal_is_not_named(tmp_path):
    folder = opened(tmp_path, ROWS | {"2024 (2)/van_ban.csv": "x", "2024 0912345678/van_ban.csv": "x"})
    assert sorted((f.code, f.file) for f in folder.findings) == [
        ("KY-02", "(tên thư mục không được nêu)"),
        ("KY-02", "2024 (2)"),
    ]


def test_a_plan_that_does_not_fit_the_unit_list_is_refused_with_each_fault_and_its_row(tmp_path):
    target = plan()["targets"][0] | {"units": ["A", "Z"]}
    with pytest.raises(ToolkitError, match="không khớp: 2 lỗi") as refused:
        opened(tmp_path, plan=plan(targets=[target]), units=UNITS + "so,Phòng So,,Phòng,,\n")
    assert [f.code for f in refused.value.findings] == ["KH-02", "KH-02"]
    assert "chỉ tiêu T1 giao cho đơn vị 'Z' không có trong don_vi.csv" in refused.value.findings[0].problem
    assert "trùng với mã một đơn vị" in refused.value.findings[1].problem  # SO is the agency


def test_the_lists_are_those_that_every_period_rests_on(tmp_path):
    assert set(opened(tmp_path, ROWS | {"khac.csv": "x"}).lists) == {"don_vi.csv", "ke_hoach.yaml"}
