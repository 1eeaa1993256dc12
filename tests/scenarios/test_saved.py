"""A scenario named in a report: in an appendix of its own, said to be none of the official results, which stay as they are."""

from __future__ import annotations

import io
import json
import re

import docx
import pytest
from small import plan, write_folder

import toolkit as tk
from toolkit.commands.cli import main
from toolkit.evaluation.frames import csv_files
from toolkit.evaluation.workspace import Workspace
from toolkit.notebook import save_scenario
from toolkit.periods import parse_period
from toolkit.scenarios import Scenario, report_inputs
from toolkit.words.errors import ToolkitError

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n"
ROWS = (
    "1/VB,A,01/02/2024,,Có,Có\n2/VB,A,01/03/2024,,Không,Không\n3/VB,B,01/02/2024,,Có,Có\n4/VB,C,01/02/2024,,Có,Không\n"
)
P2024 = parse_period("2024")


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "data", {"2024/van_ban.csv": HEAD + ROWS}, plan=plan())


def named(folder, **parts):
    scenario = Scenario(**{"name": "Thêm <b>một</b> văn bản", "period": "2024", "in_report": True, **parts})
    return save_scenario(scenario, data=folder)


def report(folder):
    return tk.interim_report(tk.evaluate("2024", data=folder), scenarios=tk.named_scenarios("2024", data=folder))


def text(section):
    return " ".join(re.sub(r"<[^>]+>", " ", section._repr_html_()).split())


def test_the_appendix_says_what_is_supposed_and_what_it_gives_beside_the_official_results(folder):
    named(folder, more={"A": {"T1": 1}}, note="Nếu ký số đủ.")
    last = report(folder).appendices[-1]
    assert last.title == "Phụ lục VIII. Kịch bản tham khảo năm 2024, không phải kết quả chính thức"
    said = text(last)
    assert "Để tham khảo. Phụ lục này không phải kết quả chính thức." in said
    assert "Kịch bản “Thêm &lt;b&gt;một&lt;/b&gt; văn bản” Nếu ký số đủ. Giả định: T1 của A: tử số +1." in said
    assert "Chính thức Theo kịch bản (không chính thức)" in said
    assert "T1 Toàn cơ quan (SO) 50% / 80%, chưa đạt 75% / 80%, chưa đạt" in said  # 2/4, 3/4
    assert "T1 Phòng A (A) 50% / 80%, chưa đạt 100% / 80%, đạt" in said
    assert "Phòng A (A) 62,50, hạng 2, Khá 100,00, hạng 1, Tốt" in said  # 50% of 80% is 0,625
    assert "Trung tâm C (C)" not in said.partition("Điểm, hạng, xếp loại")[2]  # 0 points, third in both


def test_every_other_part_of_the_report_is_the_same_and_no_table_changes(folder):
    before, tables = report(folder), csv_files(tk.evaluate("2024", data=folder))
    named(folder, more={"A": {"T1": 1}}, points={"T1": 5}, goals={"T1": "40%"})
    after = report(folder)
    assert [s.id for s in after.sections] == [*(s.id for s in before.sections), "PL8"]
    other = {"mo-dau", "ket"}  # the list of contents and the number of appendices
    for one, two in zip(before.sections, after.sections):
        assert one.id in other or one._repr_html_() == two._repr_html_()
    assert "kèm theo 8 phụ lục" in text(after.section("ket"))
    assert csv_files(tk.evaluate("2024", data=folder)) == tables


def test_only_scenarios_of_the_period_that_are_marked_are_named(folder):
    named(folder, in_report=False)
    named(folder, name="Của năm khác", period="2023")
    assert tk.named_scenarios("2024", data=folder) == ()
    assert len(report(folder).appendices) == 7


def test_another_definition_is_spelled_out_and_counted_from_the_files(folder):
    named(folder, definitions={"T1": {"population": {"electronic": True}}})
    said = text(report(folder).appendices[-1])
    rules = "Ngày ban hành: trong kỳ; Độ mật: Thường hoặc để trống; dòng giống hệt nhau đếm một lần"
    assert (
        "Cách tính khác của T1, thêm điều kiện vào cách tính của kế hoạch "
        f"(mẫu số: Điện tử: Có; {rules}; tử số, thêm điều kiện: Ký số: Có)."
    ) in said
    assert "T1 Phòng A (A) 50% / 80%, chưa đạt 100,0% / 80%, đạt" in said


def test_a_scenario_that_changes_nothing_says_so(folder):
    named(folder)
    said = text(report(folder).appendices[-1])
    assert "Không có giả định nào khác kết quả chính thức." in said
    assert "Điểm, hạng, xếp loại của các đơn vị không thay đổi." in said


def test_what_is_named_is_among_the_inputs_and_what_is_not_is_none(folder):
    official = report_inputs(Workspace.open(folder), P2024)
    path = named(folder, in_report=False)
    assert report_inputs(Workspace.open(folder), P2024) == official
    named(folder)
    first = report_inputs(Workspace.open(folder), P2024)[f"kich_ban/{path.name}"]
    named(folder, goals={"T1": "40%"})
    assert report_inputs(Workspace.open(folder), P2024)[f"kich_ban/{path.name}"] != first


def test_a_file_that_cannot_be_read_stops_the_report_and_nothing_official(folder):
    (folder / "kich_ban").mkdir()
    (folder / "kich_ban/hong.yaml").write_text("name: [", encoding="utf-8")
    with pytest.raises(ToolkitError, match=r"kich_ban/hong\.yaml.*Cách sửa"):
        tk.named_scenarios("2024", data=folder)
    assert "kich_ban/hong.yaml" in report_inputs(Workspace.open(folder), P2024)
    assert tk.evaluate("2024", data=folder).findings == ()


def test_a_scenario_that_does_not_fit_the_results_is_refused_with_what_to_do(folder):
    named(folder, more={"A": {"T1": 9}})
    with pytest.raises(ToolkitError, match=r"tử số T1 của A phải là số đếm.*Cách sửa"):
        tk.named_scenarios("2024", data=folder)


def test_a_file_name_with_personal_data_is_refused_and_quoted_nowhere(folder):
    named(folder).rename(folder / "kich_ban/ong-A-0901234567.yaml")
    with pytest.raises(ToolkitError, match="đổi tên tệp") as refused:
        tk.named_scenarios("2024", data=folder)
    assert "0901234567" not in str(refused.value) + str(report_inputs(Workspace.open(folder), P2024))


@pytest.mark.slow
def test_html_and_word_name_it_and_a_change_of_it_makes_the_report_stale(folder, tmp_path, capsys):
    run = ["report", "2024", "--kind", "so_ket", "--quiet", "--data", str(folder), "--out", str(tmp_path / "out")]
    assert main(run) == 0
    path = named(folder, name="Mức giao thấp hơn", goals={"T1": "40%"})
    assert main(run) == 0
    made = tmp_path / "out/2024"
    record = json.loads((made / "run.json").read_text(encoding="utf-8"))
    assert f"kich_ban/{path.name}" in record["inputs"]
    page = (made / "so_ket.html").read_text(encoding="utf-8")
    word = docx.Document(io.BytesIO((made / "so_ket.docx").read_bytes()))
    paragraphs = [each.text for each in word.paragraphs]
    for said in ("Kịch bản “Mức giao thấp hơn”", "Mức giao T1: 40%."):
        assert said in page
        assert any(said in each for each in paragraphs)
    path.write_text("name: [", encoding="utf-8")
    assert main(run) == 3
    assert "kich_ban/" in capsys.readouterr().err
    path.unlink()
    assert main(run) == 0
    assert "Mức giao thấp hơn" not in (made / "so_ket.html").read_text(encoding="utf-8")
