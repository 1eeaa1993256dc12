"""What people write in their own words names no state secret: the text is left out and told, and no figure changes."""

from __future__ import annotations

import pickle

import pytest
from small import UNITS, codes, evaluated, plan, write_folder

from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.scenarios import Scenario, scenario_text, what_if_in
from toolkit.sources import large_csv, survey
from toolkit.words.errors import ToolkitError

ITEM = {"id": "N1", "name": "Nội dung", "points": 4, "requires": "evidence"}
QUICK = {"robustness": {"draws": 1000}}
HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
DOCUMENTS = HEAD + "12/KH-A,A,01/02/{0},Mật,Có\n13/KH-A,A,01/02/{0},,Có\n15,B,01/02/{0},Mật,Có\n16/B,B,01/02/{0},,Có\n"
REMARKS = "## Ưu điểm\n\nA làm tốt\ntheo số 12/kh – a.\n\nB làm tốt, 112/KH-A và 12/KH-AB.\n"


def _files(year):
    return {
        f"{year}/van_ban.csv": DOCUMENTS.format(year),
        f"{year}/minh_chung.csv": "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng\nA,N1,3,Kế hoạch 012/KH-A\nB,N1,3,Quyết định 15\nC,N1,3,13/KH-A\n",
        f"{year}/tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N1,2,thiếu (12/KH A)\nB,N1,2,\nC,N1,2,xem 13/KH-A\n",
        f"{year}/nhan_xet.md": REMARKS,
    }


@pytest.mark.parametrize("large", [False, True], ids=["small files", "large files"])
def test_a_text_that_names_a_secret_document_is_left_out_and_no_figure_changes(tmp_path, monkeypatch, large):
    if large:
        monkeypatch.setattr(survey, "LARGE", 1)
        monkeypatch.setattr(large_csv, "LARGE", 1)
    e = evaluated(tmp_path, _files(2024), plan=plan(contents=[ITEM], scoring=QUICK))
    # Evidence that names a secret is evidence: A has its 2 points, as B and C.
    assert [e.item(unit, "N1").points for unit in "ABC"] == [2, 2, 2]
    assert [e.item(unit, "N1").reason for unit in "ABC"] == ["(nội dung không được nêu)", "", "xem 13/KH-A"]
    assert e.remarks == {"strengths": "B làm tốt, 112/KH-A và 12/KH-AB."}  # other documents; a bare 15 is any number
    told = [(f.file, f.row, f.column) for f in e.findings if f.code == "CN-02"]
    assert told == [
        ("2024/minh_chung.csv", 2, "Minh chứng"),
        ("2024/tham_dinh.csv", 2, "Lý do"),
        ("2024/nhan_xet.md", 3, ""),
    ]
    assert not any("12/" in f.problem + f.remedy for f in e.findings)
    # What must not be named goes into no process and no file besides.
    assert "12/kha" not in repr(e) and not pickle.loads(pickle.dumps(e)).secret


def test_prose_and_nominations_of_several_years_name_no_secret_of_any_of_them(tmp_path):
    award = {"id": "gk", "name": "Giấy khen", "kind": "collective"}
    nominee = "Mã đề nghị,Loại,Mã đơn vị,Tên,Hình thức khen,Thành tích\nDN1,Tập thể,A,Phòng A,gk,Theo 12/KH-A\n"
    files = {**_files(2023), "2024/van_ban.csv": HEAD + "17/KH-A,A,01/02/2024,,Có\n"}
    files |= {"2023-2024/nhan_xet.md": REMARKS, "2023-2024/de_nghi.csv": nominee}
    e = evaluated(tmp_path, files, plan=plan(contents=[ITEM], awards=[award], scoring=QUICK), period="2023..2024")
    assert e.remarks == {"strengths": "B làm tốt, 112/KH-A và 12/KH-AB."}
    assert [each.nominee.achievement for each in e.awards] == ["(nội dung không được nêu)"]
    assert codes(e).count("CN-02") == 5  # three of 2023, and these two


def test_no_file_of_an_evaluation_names_it(tmp_path):
    data = write_folder(tmp_path / "d", _files(2024), plan=plan(contents=[ITEM], scoring=QUICK), units=UNITS)
    assert main(["evaluate", "--quiet", "--data", str(data), "--out", str(tmp_path / "o")]) == 0
    for path in (tmp_path / "o").rglob("*"):
        assert not path.is_file() or "12/KH A" not in path.read_text(encoding="utf-8"), path.name


NOTED = [{**plan()["targets"][0], "note": "Theo văn bản 12/KH-A"}]


@pytest.mark.parametrize("period", ["2024", "2023..2024"])
def test_the_plan_names_no_secret_where_its_words_are_shown(tmp_path, period):
    files = {**_files(2023), **_files(2024)}
    e = evaluated(tmp_path, files, plan=plan(targets=NOTED, contents=[ITEM], scoring=QUICK), period=period)
    assert [each.note for each in e.plan.targets] == ["(nội dung không được nêu)"]
    assert [f.file for f in e.findings if f.code == "CN-02" and f.file == "ke_hoach.yaml"] == ["ke_hoach.yaml"]
    assert (e.indicator("A", "T1").numerator, e.indicator("A", "T1").denominator) == ((1, 1) if period == "2024" else (2, 2))  # fmt: skip


@pytest.mark.parametrize("part", ["name", "note"])
def test_a_scenario_that_names_a_secret_is_refused(tmp_path, part, capsys):
    scenario = Scenario(**{"name": "Thử", "period": "2024", "in_report": True, "points": {"T1": 5}} | {part: "như 12/kh-a"})  # fmt: skip
    data = write_folder(tmp_path / "d", _files(2024), plan=plan(contents=[ITEM], scoring=QUICK), units=UNITS)
    (data / "kich_ban").mkdir()
    (data / "kich_ban" / "thu.yaml").write_text(scenario_text(scenario), encoding="utf-8")
    with pytest.raises(ToolkitError) as refused:
        what_if_in(Workspace.open(data), scenario)
    assert "kịch bản" in str(refused.value) and "12/" not in str(refused.value)
    out = tmp_path / "o"
    assert main(["report", "2024", "--kind", "so_ket", "--quiet", "--data", str(data), "--out", str(out)]) == 4
    assert "12/" not in capsys.readouterr().err
    assert not list(out.rglob("*.html"))
