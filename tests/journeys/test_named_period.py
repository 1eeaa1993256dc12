"""A period that only the plan knows, a school year, goes the whole way: every command takes its name."""

from __future__ import annotations

import json

import pytest
from form_files import fill
from small import plan, write_folder

import toolkit as tk
from toolkit.commands.cli import main

YEAR = {"id": "2025-NH", "name": "Năm học 2025 – 2026", "from": "2025-09-01", "to": "2026-05-31"}
PLAN = plan(
    movement={"start": "2025-09-01", "end": "2026-05-31"},
    periods=[YEAR],
    targets=[{"id": "T1", "name": "Ký số", "goal": "80%", "source": "bao_cao_don_vi", "points": 10}],
)
UNITS = "Mã đơn vị,Tên đơn vị,Tên khác,Loại,Từ ngày,Đến ngày\nA,Phòng A,,,,\nB,Phòng B,,,,\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The folder in which the commands run, with the plan and the unit list alone."""
    write_folder(tmp_path / "data", {}, plan=PLAN, units=UNITS)
    (tmp_path / "data/2025-NH").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_its_forms_come_back_and_its_reports_are_made_kept_and_verified(here, capsys):
    assert main(["form", "2025-NH"]) == 0
    forms = {path.stem: path for path in (here / "outputs/2025-NH").rglob("[AB].xlsx")}
    backs = [
        fill(forms[unit], {"Chỉ tiêu": {"H5": met, "I5": 10}}, name=f"{unit}.xlsx")
        for unit, met in (("A", 9), ("B", 7))
    ]
    assert main(["collect", "2025-NH", *map(str, backs)]) == 0
    assert main(["evaluate", "2025-NH"]) == 0
    figure = tk.evaluate("2025-NH").indicator("SO", "T1")
    assert (figure.numerator, figure.denominator) == (16, 20)
    assert main(["report", "2025-NH", "--kind", "kiem_tra", "--quiet"]) == 0
    assert main(["keep", "2025-NH", "kiem_tra"]) == 0
    assert main(["verify", "2025-NH"]) == 0
    assert json.loads((here / "outputs/2025-NH/run.json").read_text(encoding="utf-8"))["kept"] == ["kiem_tra"]


def test_a_sample_of_it_is_made_where_it_is_asked_for_by_name(here):
    assert main(["sample", "data", "--rows", "20", "--periods", "2025-NH"]) == 0
    assert tk.evaluate("2025-NH").is_complete


def test_a_scenario_of_it_is_counted_saved_and_read_again(here):
    (here / "data/2025-NH/bao_cao_don_vi.csv").write_text(
        "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,9,10\nB,T1,7,10\n", encoding="utf-8"
    )
    supposed = tk.Scenario(name="Mức 60%", period="2025-NH", goals={"T1": "60%"})
    assert tk.what_if(supposed).indicator("B", "T1").met is True
    tk.save_scenario(supposed)
    assert tk.saved_scenarios()["Mức 60%"] == supposed


@pytest.mark.parametrize("command", [["form"], ["collect"], ["keep"], ["sample", "data", "--periods"]])
def test_a_name_that_the_plan_does_not_have_is_refused_with_those_that_it_has(here, command, capsys):
    asked = [
        *command,
        "2025-HN",
        *(["x.xlsx"] if command == ["collect"] else ["so_ket"] if command == ["keep"] else []),
    ]
    assert main(asked) == 2
    said = capsys.readouterr().err
    assert "Kỳ '2025-HN' viết sai" in said and "2025-NH" in said


def test_a_scenario_of_a_period_that_nobody_knows_is_refused_by_its_report(here):
    from toolkit.scenarios.saved import read_scenario
    from toolkit.words.errors import ToolkitError

    place = here / "data/kich_ban/x.yaml"
    place.parent.mkdir()
    place.write_text("name: x\nperiod: 2025-HN\nin_report: true\n", encoding="utf-8")
    with pytest.raises(ToolkitError, match=r"kịch bản của kỳ '2025-HN', kế hoạch không có kỳ ấy.*Cách sửa"):
        read_scenario(place)
