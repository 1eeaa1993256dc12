"""``thidua verify``: nothing changed, an input changed, an output touched, a figure that does not follow."""

from __future__ import annotations

import json

import pytest
from small import write_folder

from toolkit.commands.cli import main
from toolkit.writing.files import digest

ROWS = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n2,B,01/02/2024,,\n"


@pytest.fixture
def place(tmp_path, capsys):
    data = write_folder(tmp_path / "d", {"2024/van_ban.csv": ROWS})
    arguments = ["--data", str(data), "--out", str(tmp_path / "o")]
    assert main(["evaluate", "--quiet", *arguments]) == 0
    capsys.readouterr()
    return tmp_path, arguments


def verified(place, capsys):
    code = main(["verify", *place[1]])
    return code, capsys.readouterr().out


def test_results_that_follow_from_their_data_are_said_to(place, capsys):
    assert verified(place, capsys) == (0, "Kỳ 2024: kết quả khớp với số liệu\n")


def test_a_changed_input_is_named_and_so_is_each_figure_that_it_changes(place, capsys):
    (place[0] / "d/2024/van_ban.csv").write_text(
        ROWS.replace("B,01/02/2024,,\n", "B,01/02/2024,,Có\n"), encoding="utf-8"
    )
    code, said = verified(place, capsys)
    assert code == 3
    assert (
        "2024/van_ban.csv: tệp số liệu đã thay đổi sau khi lập kết quả. Cách sửa: chạy lại thidua report 2024." in said
    )
    assert "2024/indicators.csv: tính lại cho kết quả khác." in said


def test_an_output_that_was_touched_or_is_gone_is_named(place, capsys):
    (place[0] / "o/2024/scores.csv").write_text("x", encoding="utf-8")
    (place[0] / "o/2024/items.csv").unlink()
    code, said = verified(place, capsys)
    assert code == 3
    assert "2024/scores.csv: tệp kết quả đã bị sửa sau khi lập." in said
    assert "2024/items.csv: tệp kết quả không còn." in said


def test_a_record_that_was_forged_with_its_file_does_not_pass(place, capsys):
    path, record = place[0] / "o/2024/scores.csv", place[0] / "o/2024/run.json"
    forged = path.read_text(encoding="utf-8").replace("0.00", "99.00")
    path.write_text(forged, encoding="utf-8")
    known = json.loads(record.read_text(encoding="utf-8"))
    known["outputs"]["scores.csv"] = digest(forged.encode("utf-8"))
    record.write_text(json.dumps(known), encoding="utf-8")
    code, said = verified(place, capsys)
    assert (code, said.count("2024/scores.csv: tính lại cho kết quả khác.")) == (3, 1)


def test_a_new_file_and_a_period_without_results_are_named(place, capsys):
    (place[0] / "d/2024/bao_cao.csv").write_text("Mã báo cáo,Mã đơn vị\n1,A\n", encoding="utf-8")
    write_folder(place[0] / "d", {"2023/van_ban.csv": ROWS.replace("2024", "2023")})
    code, said = verified(place, capsys)
    assert code == 3
    assert "2023/run.json: chưa có kết quả của kỳ" in said
    assert "2024/bao_cao.csv: tệp số liệu mới" in said


def test_the_result_as_json(place, capsys):
    assert main(["verify", "--json", *place[1]]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["periods"] == [{"period": "2024", "outcome": "same", "differences": []}]
    assert (told["exit_code"], told["outcome"]) == (0, "done")


@pytest.fixture
def opened(place, capsys):
    assert main(["publish", "--quiet", *place[1]]) == 0
    capsys.readouterr()
    return place


def test_open_data_that_follow_from_the_data_are_passed_over(opened, capsys):
    assert verified(opened, capsys) == (0, "Kỳ 2024: kết quả khớp với số liệu\n")


def test_open_data_that_were_touched_lost_or_added_to_are_named(opened, capsys):
    folder = opened[0] / "o/2024/du_lieu_mo"
    (folder / "scores.csv").write_text("x", encoding="utf-8")
    (folder / "units.csv").unlink()
    (folder / "la.csv").write_text("x", encoding="utf-8")
    code, said = verified(opened, capsys)
    assert code == 3
    assert "2024/du_lieu_mo/scores.csv: dữ liệu mở khác với kết quả tính lại" in said
    assert "2024/du_lieu_mo/units.csv: tệp dữ liệu mở không còn. Cách sửa: chạy lại thidua publish 2024." in said
    assert "2024/du_lieu_mo/la.csv: tệp không thuộc gói dữ liệu mở." in said
    assert said.count("Cách sửa:") == 3


def test_open_data_older_than_the_results_are_named(opened, capsys):
    (opened[0] / "d/2024/van_ban.csv").write_text(ROWS.replace("1,A", "3,A"), encoding="utf-8")
    assert main(["evaluate", "--quiet", *opened[1]]) == 0
    capsys.readouterr()
    code, said = verified(opened, capsys)
    assert code == 3
    assert said.count("dữ liệu mở khác") == 1  # the hash of the file that the figures rest on
    assert "2024/du_lieu_mo/datapackage.json" in said
