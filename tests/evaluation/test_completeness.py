"""What is missing is named, with the source that has to come."""

from __future__ import annotations

from small import codes, evaluated, plan

STAFF = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\n1,A,,x,01/01/2020,\n2,B,,,01/01/2020,\n3,C,,,01/01/2020,\n"
COURSES = "Mã cán bộ,Loại khóa,Ngày hoàn thành\n"


def trained(tmp_path, files):
    target = {"id": "T1", "name": "t", "goal": "100%", "points": 10, "source": "can_bo"}
    return evaluated(tmp_path, files, plan=plan(targets=[{**target, "success": {"trained_basic": True}}]))


def remedies(evaluation, code):
    return {f.remedy.partition(",")[0] for f in evaluation.findings if f.code == code}


def test_the_source_that_did_not_come_is_asked_for(tmp_path):
    e = trained(tmp_path / "courses", {"2024/can_bo.csv": STAFF})
    assert remedies(e, "SO-02") == {"gửi số liệu nguồn tap_huan"}
    e = trained(tmp_path / "staff", {"2024/tap_huan.csv": COURSES + "1,Cơ bản,01/02/2024\n"})
    assert remedies(e, "SO-02") == {"gửi số liệu nguồn can_bo"}
    e = trained(tmp_path / "none", {"2024/dieu_hanh.csv": "Mã hoạt động,Mã đơn vị,Ngày,Trên nền tảng\n"})
    assert {f.remedy for f in e.findings if f.code == "SO-02"} == {
        "gửi số liệu nguồn can_bo, tap_huan, hoặc bỏ đơn vị khỏi chỉ tiêu trong ke_hoach.yaml."
    }


def test_a_figure_that_is_blocked_names_every_source_that_may_be_at_fault(tmp_path):
    e = trained(tmp_path, {"2024/can_bo.csv": STAFF, "2024/tap_huan.csv": COURSES + "1,Cơ bản,99/99/2024\n"})
    assert remedies(e, "SO-03") == {"sửa các lỗi của nguồn can_bo"}
    assert all("can_bo, tap_huan" in f.remedy for f in e.findings if f.code == "SO-03")


def test_a_course_without_its_kind_or_its_day_proves_nothing_and_is_named(tmp_path):
    rows = "1,Cơ bản,01/02/2024\n2,,01/02/2024\n3,Cơ bản,\n3,Cơ bản, \n"
    e = trained(tmp_path, {"2024/can_bo.csv": STAFF, "2024/tap_huan.csv": COURSES + rows})
    assert [e.indicator(u, "T1").numerator for u in "ABC"] == [1, 0, 0]
    assert [(f.code, f.level, f.row, f.column) for f in e.findings if f.code == "DONG-09"] == [
        ("DONG-09", "warning", 3, "Loại khóa"),
        ("DONG-09", "warning", 4, "Ngày hoàn thành"),
    ]


def test_a_course_that_cannot_be_read_is_not_called_empty(tmp_path):
    files = {"2024/can_bo.csv": STAFF, "2024/tap_huan.csv": "Mã cán bộ,Loại khóa\n1,Nâng cao\n"}
    assert "DONG-09" not in codes(trained(tmp_path, files))


def test_two_files_named_after_people_are_two_findings(tmp_path):
    documents = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n"
    files = {"2024/van_ban.csv": documents, "2024/a@b.vn.txt": "x", "2024/van_ban 0912345678.pdf": "x"}
    assert codes(evaluated(tmp_path, files)).count("TEP-03") == 2
