"""A data folder: which of its folders are periods, and what is said of those that only look so."""

from __future__ import annotations

import pytest
from sample_folder import sample_workspace
from small import PLAN, evaluated, write_folder

import toolkit.evaluation.workspace as workspace_module
from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period, resembles_period
from toolkit.sample import shipped_data
from toolkit.words.errors import ToolkitError, UsageError

DOCUMENTS = (
    "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n2,B,01/02/2024,,Có\n3,C,01/02/2024,,Có\n"
)
MISSPELT = [
    "2023-Q5",
    "2024-h2",
    "2024 (1)",
    "2022..2024",
    "Nam 2023",
    "Năm 2023",
    "Quý III-2024",
    "6 tháng đầu năm 2024",
    "２０２３",
]
OTHERS = ["tai_lieu", "luu_tru_2023", "anh 2024", "mau", ".git", "2022-2025", "2023-H1", "báo cáo năm 2023"]


@pytest.mark.parametrize("name", MISSPELT)
def test_a_folder_that_looks_like_a_period_but_is_none_is_named(tmp_path, name):
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS, f"{name}/van_ban.csv": DOCUMENTS})
    assert [(f.code, f.level, f.file) for f in e.findings] == [("KY-02", "warning", name)]
    assert e.is_complete


@pytest.mark.parametrize("name", OTHERS)
def test_other_folders_are_left_alone(tmp_path, name):
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS, f"{name}/ghi_chu.txt": "x"})
    assert e.findings == ()


def test_a_link_to_a_folder_is_no_period(tmp_path):
    write_folder(tmp_path, {"2024/van_ban.csv": DOCUMENTS})
    (tmp_path / "2023").symlink_to(tmp_path / "2024", target_is_directory=True)
    (finding,) = Workspace.open(tmp_path).evaluate(parse_period("2024")).findings
    assert (finding.code, finding.file) == ("KY-02", "2023")


def test_the_name_of_a_folder_that_may_hold_personal_data_is_not_quoted(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS, "2024 0912345678/x.csv": "x"})
    (finding,) = e.findings
    assert "0912345678" not in finding.line()
    assert finding.code == "KY-02"


@pytest.mark.parametrize("command", [["check"], ["evaluate"], ["evaluate", "2024"]])
def test_every_command_names_such_a_folder(tmp_path, monkeypatch, capsys, command):
    write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS, "2024-h2/van_ban.csv": DOCUMENTS})
    monkeypatch.chdir(tmp_path)
    assert main(command) == 0
    said = capsys.readouterr()
    assert "[KY-02] 2024-h2: " in said.out + said.err


@pytest.mark.parametrize(("files", "error"), [({}, ToolkitError), ({"2023/van_ban.csv": DOCUMENTS}, UsageError)])
def test_who_asks_for_a_period_that_is_not_there_hears_of_such_a_folder(tmp_path, files, error):
    workspace = Workspace.open(write_folder(tmp_path, {**files, "2024-h2/van_ban.csv": DOCUMENTS}, plan=PLAN))
    with pytest.raises(error) as caught:
        workspace.select(["2024-H2"])
    assert [f.file for f in caught.value.findings] == ["2024-h2"]


def test_a_range_names_such_a_folder_once(tmp_path):
    files = {f"{year}/van_ban.csv": DOCUMENTS.replace("2024", year) for year in ("2023", "2024")}
    e = evaluated(tmp_path, {**files, "2024-h2/van_ban.csv": DOCUMENTS}, period="2023..2024")
    assert [f.code for f in e.findings] == ["KY-02"]


def test_a_year_alone_or_among_words_of_periods_is_what_people_take_for_a_period():
    assert [resembles_period(name) for name in ("q3 2024", "tu 2024", "quy 3")] == [True, False, False]


def test_small_periods_evaluated_at_the_same_time_are_those_evaluated_one_by_one(monkeypatch):
    period = parse_period("2024..2025")  # units were merged amid it: each year in two structures
    together = sample_workspace().evaluated(period)
    monkeypatch.setattr(workspace_module, "is_small", lambda folder: False)
    assert Workspace.open(shipped_data()).evaluated(period) == together
