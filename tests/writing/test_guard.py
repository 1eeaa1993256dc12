"""Personal data in free text are a finding; a report that would publish them is not written, the others are."""

from __future__ import annotations

import json

import pytest
from small import codes, evaluated, plan, write_folder

from toolkit.commands.cli import main
from toolkit.words.errors import Finding, ToolkitError
from toolkit.writing import guard
from toolkit.writing.files import OutputFolder
from toolkit.writing.guard import PersonalData, refuse_personal

DOCUMENTS = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n2,B,01/02/2024,,Không\n"
PHONE = "0912345678"
APPRAISED = f"Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N1,1,đủ\nB,N1,1,gọi {PHONE}\nC,N1,1,\n"
WITH_CONTENT = plan(contents=[{"id": "N1", "name": "x", "points": 1}])


def test_a_cell_with_personal_data_is_a_finding_that_names_place_and_kind_but_never_the_value(tmp_path):
    files = {
        "2024/van_ban.csv": DOCUMENTS,
        "2024/tham_dinh.csv": APPRAISED,
        "2024/minh_chung.csv": "Mã đơn vị,Mã mục,Minh chứng\nA,N1,hồ sơ 000.00.00.H10-240526-0001\nB,N1,lan@example.vn\n",
        "2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số,Ghi chú\nA,T1,1,1,CMND 285123456\n",
        "2024/can_bo.csv": "Mã cán bộ,Mã đơn vị\n070092001234,A\nCB-01,A\n",
        "2024/nhan_xet.md": "# Khó khăn\n\nLiên hệ (0271) 3888 999.\n",
    }
    every = evaluated(tmp_path, files, plan=WITH_CONTENT).findings
    found = sorted((f for f in every if f.code == "CN-01"), key=lambda f: f.file)
    assert [(f.file, f.row, f.column, f.level) for f in found] == [
        ("2024/bao_cao_don_vi.csv", 2, "Ghi chú", "warning"),
        ("2024/can_bo.csv", 2, "Mã cán bộ", "warning"),
        ("2024/minh_chung.csv", 3, "Minh chứng", "warning"),
        ("2024/nhan_xet.md", 3, "", "warning"),
        ("2024/tham_dinh.csv", 3, "Lý do", "warning"),
    ]
    assert [f.problem for f in found] == [
        "ô có số căn cước hoặc CMND.",
        "ô có số căn cước hoặc CMND.",
        "ô có địa chỉ thư điện tử.",
        "đoạn này có số điện thoại.",
        "ô có số điện thoại.",
    ]
    assert not any(value in f.line() for f in found for value in (PHONE, "285123456", "lan@", "3888"))


def test_a_column_that_the_plan_has_added_is_free_text(tmp_path):
    target = {
        "id": "T1",
        "name": "x",
        "goal": "80%",
        "source": "van_ban",
        "population": {"trich_yeu": "present"},
        "success": {"signed": True},
        "points": 1,
    }
    text = (
        DOCUMENTS.replace("Ký số", "Ký số,Trích yếu")
        .replace("Có\n", f"Có,gửi bà B {PHONE}\n")
        .replace("Không\n", "Không,x\n")
    )
    made = plan(targets=[target], sources={"van_ban": {"trich_yeu": ["Trích yếu"]}})
    e = evaluated(tmp_path, {"2024/van_ban.csv": text}, plan=made)
    assert "CN-01" in codes(e)


def test_a_table_with_personal_data_is_not_written_and_is_named(tmp_path, capsys):
    write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS, "2024/tham_dinh.csv": APPRAISED}, plan=WITH_CONTENT)
    run = ["--data", str(tmp_path / "data"), "--out", str(tmp_path / "o")]
    assert main(["evaluate", *run]) == 3
    said = capsys.readouterr().err
    for name in ("items.csv", "noi_bo/items.csv"):
        assert f"Không ghi được tệp {name} kỳ 2024: tệp 2024/{name} sẽ chứa số điện thoại" in said
    assert "Cách sửa: " in said
    assert PHONE not in said
    assert not list((tmp_path / "o").rglob("items.csv"))
    assert (tmp_path / "o/2024/scores.csv").is_file()
    record = json.loads((tmp_path / "o/2024/run.json").read_text(encoding="utf-8"))
    assert record["failed"] == ["items.csv", "noi_bo/items.csv"]
    assert record["outputs"].keys().isdisjoint(record["failed"])
    assert main(["verify", "--quiet", *run]) == 0


def test_a_table_that_comes_to_hold_personal_data_is_not_written_the_old_one_is_told_and_a_dry_run_does_not_promise_it(
    tmp_path, capsys
):
    files = {"2024/van_ban.csv": DOCUMENTS, "2024/tham_dinh.csv": APPRAISED.replace(f"gọi {PHONE}", "đủ")}
    data = write_folder(tmp_path / "data", files, plan=WITH_CONTENT)
    run = ["--quiet", "--data", str(data), "--out", str(tmp_path / "o")]
    assert main(["evaluate", *run]) == 0
    names = ["items.csv", "noi_bo/items.csv"]
    before = [(tmp_path / "o/2024" / name).read_bytes() for name in names]
    (data / "2024/tham_dinh.csv").write_text(APPRAISED, encoding="utf-8")
    capsys.readouterr()
    assert main(["evaluate", "--dry-run", "--json", *run]) == 0
    assert "items.csv" not in capsys.readouterr().out
    assert main(["evaluate", *run]) == 3
    assert [(tmp_path / "o/2024" / name).read_bytes() for name in names] == before
    assert (tmp_path / "o/2024/scores.csv").is_file()
    record = json.loads((tmp_path / "o/2024/run.json").read_text(encoding="utf-8"))
    assert record["failed"] == record["stale"] == names


def test_of_several_files_the_clean_ones_are_written_and_the_others_named(tmp_path):
    refused = OutputFolder(tmp_path).write_clean({"a.csv": b"x", "b/b.csv": PHONE.encode(), "b/c.csv": b"y"})
    assert list(refused) == ["b/b.csv"]
    assert "tệp b/b.csv sẽ chứa số điện thoại" in refused["b/b.csv"]
    assert PHONE not in refused["b/b.csv"]
    assert sorted(path.name for path in tmp_path.rglob("*.csv")) == ["a.csv", "c.csv"]


def test_what_is_written_is_looked_at_once(tmp_path, monkeypatch):
    data = write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS})
    looked, look = [], guard.personal_data_in
    monkeypatch.setattr(
        guard, "personal_data_in", lambda name, content: looked.append((name, content)) or look(name, content)
    )
    assert main(["evaluate", "--quiet", "--data", str(data), "--out", str(tmp_path / "o")]) == 0
    tables = [name for name, _ in looked if name.endswith(".csv")]
    written = [path.relative_to(tmp_path / "o").as_posix() for path in (tmp_path / "o").rglob("*.csv")]
    assert "2024/noi_bo/awards.csv" in written
    assert sorted(tables) == sorted(written)


def test_a_report_with_personal_data_is_not_written_and_the_others_are(tmp_path, capsys):
    remarks = f"# Khó khăn\n\nLiên hệ {PHONE}.\n"
    write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS, "2024/nhan_xet.md": remarks})
    run = [
        "report",
        "--kind",
        "so_ket",
        "--kind",
        "kiem_tra",
        "--data",
        str(tmp_path / "data"),
        "--out",
        str(tmp_path / "o"),
    ]
    assert main(run) == 3
    assert "Không lập được báo cáo so_ket kỳ 2024" in capsys.readouterr().err
    written = {
        p.relative_to(tmp_path / "o").as_posix(): p.read_bytes() for p in (tmp_path / "o").rglob("*") if p.is_file()
    }
    assert "2024/kiem_tra.html" in written
    assert not [name for name in written if "so_ket" in name]
    assert not [name for name, content in written.items() if PHONE.encode() in content]


@pytest.mark.parametrize("name", ["a.html", "a.csv", "a.log", "a.json", "b/a.md"])
def test_every_kind_of_text_is_looked_at_before_it_is_moved(tmp_path, name):
    with pytest.raises(PersonalData, match="số điện thoại") as error:
        OutputFolder(tmp_path).write({name: f'["gọi {PHONE}"]'.encode()})
    assert PHONE not in str(error.value)
    assert error.value.exit_code == 3
    assert list(tmp_path.rglob("*")) == []


def test_a_number_after_an_escaped_line_break_of_a_notebook_is_found():
    cell = {"cells": [{"source": ["x\n", PHONE]}], "nbformat": 4}
    with pytest.raises(PersonalData):
        refuse_personal({"a.ipynb": json.dumps(cell).encode()})


def test_word_files_and_workbooks_are_looked_into(tmp_path):
    import docx
    import openpyxl

    document, book = docx.Document(), openpyxl.Workbook()
    document.add_paragraph(f"Bà A, {PHONE}")
    document.save(tmp_path / "a.docx")
    book.active.append(["bà A", PHONE])
    book.save(tmp_path / "a.xlsx")
    for name in ("a.docx", "a.xlsx"):
        with pytest.raises(PersonalData, match=name):
            refuse_personal({name: (tmp_path / name).read_bytes()})


def test_the_data_folder_may_hold_what_it_is_given(tmp_path):
    OutputFolder(tmp_path, "--data").write({"a.csv": PHONE.encode()})
    assert (tmp_path / "a.csv").read_bytes() == PHONE.encode()


def test_messages_leave_personal_data_out():
    finding = Finding(
        "COT-03", f"cột {PHONE} có hai lần.", "giữ một cột.", file="a.csv", sheet=PHONE, column=f"Bà A {PHONE}"
    )
    assert PHONE not in finding.line()
    assert 'cột "Bà A (không nêu)"' in finding.line()
    assert PHONE not in str(ToolkitError(f"Không có đơn vị {PHONE}.", [finding]))
