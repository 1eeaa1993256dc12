"""No join makes or loses a row, and what could not be read is unknown: the cases of rows, ids, secrets and evidence."""

from __future__ import annotations

import duckdb
import pytest
from case_runs import copied, run
from hypothesis import given, settings
from hypothesis import strategies as st
from small import evaluated, plan

from toolkit.sources import survey
from toolkit.sources.conserving import RowsChanged, conserve
from toolkit.words.ids import IdIndex, id_key, id_key_sql, id_sign_sql

UNITS = "Mã đơn vị,Tên đơn vị\nA,Phòng A\nB,Phòng B\nD,Phòng D\n"
SPLIT = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nA,B,01/07/2024,{}\nA,D,01/07/2024,\n"
ONLINE = [
    {
        "id": "T1",
        "name": "Hồ sơ",
        "goal": "80%",
        "source": "ho_so_tthc",
        "population": {"channel": "online"},
        "success": {"identified": True},
        "points": 1,
    }
]
DOSSIERS = "Mã hồ sơ,Mã đơn vị,Mã TTHC,Ngày tiếp nhận,Hình thức tiếp nhận,Đã định danh\n"
SIGNED = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"


def counts(e, target="T1"):
    """Unit → ``2/3``, or the state where there is no figure."""
    found = {each.unit: each for each in e.indicators if each.target == target}
    return {
        unit: f"{each.numerator}/{each.denominator}" if each.state == "ok" else each.state
        for unit, each in found.items()
    }


def split(tmp_path, rows, *, scope="T1", **more):
    files = {"sap_nhap.csv": SPLIT.format(scope), "2024/ho_so_tthc.csv": DOSSIERS + rows, **more}
    return evaluated(tmp_path, files, plan=plan(targets=ONLINE), units=UNITS)


def test_a_unit_in_two_spellings_and_a_scope_keep_every_row(capsys, tmp_path):
    done = run(capsys, tmp_path, copied(tmp_path, "01_scope_two_spellings"), "evaluate", "2025")
    # H1 (Có) and H2 (Không) are of T1, which is B's now; H3 (Có) of T2, which is D's.
    assert {unit: done.count(unit, "CT3") for unit in ("SO", "B", "D")} == {"SO": "2/3", "B": "1/2", "D": "1/1"}
    as_was = {row["unit"]: f"{row['numerator']}/{row['denominator']}" for row in done.table("indicators_as_was.csv")}
    assert as_was["SO"] == "2/3"
    assert done.exit_code == 0 and not done.table("findings.csv")


def test_large_files_keep_every_row_as_well(tmp_path, monkeypatch):
    import pyarrow as pa
    import pyarrow.parquet as pq

    monkeypatch.setattr(survey, "LARGE", 1)
    table = pa.table(
        {
            "Mã hồ sơ": ["H1", "H2", "H3", "H4"],
            "Mã đơn vị": ["A", "Phòng A", "A", "A"],
            "Mã TTHC": ["T1", "t 01", "T2", "#N/A"],
            "Ngày tiếp nhận": ["05/01/2024", "2024-01-06", "05/01/2024", "05/01/2024"],
            "Hình thức tiếp nhận": ["Trực tuyến", "Trực tuyến", "Trực tuyến", "Trực tiếp"],
            "Đã định danh": ["Có", "Không", "Có", "Có"],
        }
    )
    (tmp_path / "2024").mkdir()
    pq.write_table(table, tmp_path / "2024/ho_so_tthc.parquet")
    e = evaluated(tmp_path, {"sap_nhap.csv": SPLIT.format("T1")}, plan=plan(targets=ONLINE), units=UNITS)
    # H4 may be B's or D's, but it is not online: it counts for nobody.
    assert counts(e) == {"B": "1/2", "D": "1/1", "SO": "2/3"}


@pytest.mark.parametrize("service", ["T1", "t1", " T1 ", "T 1", "T–1", "T-1", "T01"])
def test_a_scope_is_matched_as_people_write_services(tmp_path, service):
    e = split(tmp_path, f"1,A,{service},01/02/2024,Trực tuyến,Có\n2,A,T2,01/02/2024,Trực tuyến,Không\n")
    assert counts(e) == {"B": "1/1", "D": "0/1", "SO": "1/2"}


def test_a_service_that_may_be_two_of_the_scopes_is_neither(tmp_path):
    moves = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nA,B,01/07/2024,7\nA,C,01/07/2024,07\nA,D,01/07/2024,\n"
    rows = "1,A,7,01/02/2024,Trực tuyến,Có\n2,A,07,01/02/2024,Trực tuyến,Có\n3,A,7.0,01/02/2024,Trực tuyến,Có\n"
    files = {"sap_nhap.csv": moves, "2024/ho_so_tthc.csv": DOSSIERS + rows}
    e = evaluated(tmp_path, files, plan=plan(targets=ONLINE), units=UNITS + "C,Phòng C\n")
    assert counts(e) == {"B": "blocked", "C": "blocked", "D": "blocked", "SO": "blocked"}
    assert [(f.code, f.row, f.column) for f in e.findings if f.row] == [("O-02", 4, "Mã TTHC")]


def test_without_the_column_of_the_service_nobody_knows_whose_a_row_is(capsys, tmp_path):
    done = run(capsys, tmp_path, copied(tmp_path, "23_split_without_service_column"), "evaluate", "2025")
    assert done.count("B", "CT3") == done.count("D", "CT3") == "blocked" and done.exit_code == 3
    assert ("COT-02", "Mã TTHC") in {(row["code"], row["column"]) for row in done.errors()}


@pytest.mark.parametrize(("service", "code"), [("", "O-04"), ("#REF!", "O-05")])
def test_a_row_that_cannot_be_allotted_blocks_its_receivers_where_it_may_count(tmp_path, service, code):
    own = "1,B,T1,01/02/2024,Trực tuyến,Có\n2,D,T2,01/02/2024,Trực tuyến,Có\n"
    e = split(tmp_path / "1", own + f"3,A,{service},01/02/2024,Trực tuyến,Có\n")
    assert counts(e) == {"B": "blocked", "D": "blocked", "SO": "blocked"}
    assert [(f.code, f.row, f.level) for f in e.findings if f.row] == [(code, 4, "error")]
    e = split(tmp_path / "2", own + f"3,A,{service},01/02/2024,Trực tiếp,Có\n")  # not online: in no denominator
    assert counts(e) == {"B": "1/1", "D": "1/1", "SO": "2/2"}


def test_an_error_cell_of_a_text_that_a_condition_uses_is_not_another_text(capsys, tmp_path):
    done = run(capsys, tmp_path, copied(tmp_path, "10_error_cell_in_text_condition"), "evaluate", "2025")
    assert done.count("A", "X") == "blocked" and done.count("SO", "X") in ("blocked", "missing")
    assert ("O-05", "3") in {(row["code"], row["row"]) for row in done.errors()} and done.exit_code == 3


def test_an_error_in_a_column_of_the_plan_blocks_what_uses_it_and_nothing_else(tmp_path):
    targets = [
        {"id": "T1", "name": "x", "goal": "80%", "source": "van_ban", "success": {"signed": True}, "points": 1},
        {"id": "T2", "name": "y", "goal": "80%", "source": "van_ban", "success": {"loai": "Đi"}, "points": 1},
    ]
    rows = SIGNED.replace("Ký số", "Ký số,Loại văn bản") + "1,A,01/02/2024,,Có,#N/A\n2,A,01/02/2024,,Có,Đi\n"
    own = plan(targets=targets, sources={"van_ban": {"loai": ["Loại văn bản"]}})
    e = evaluated(tmp_path, {"2024/van_ban.csv": rows}, plan=own)
    assert (counts(e, "T1")["A"], counts(e, "T2")["A"]) == ("2/2", "blocked")


def test_every_unknown_name_of_a_unit_is_looked_at(capsys, tmp_path):
    done = run(capsys, tmp_path, copied(tmp_path, "15_more_than_20_strangers"), "evaluate", "2025")
    assert (done.count("LDVL", "CT7"), done.count("A", "CT7"), done.exit_code) == ("blocked", "10/10", 3)


def test_a_document_that_one_row_marks_secret_is_secret_in_all(capsys, tmp_path):
    done = run(capsys, tmp_path, copied(tmp_path, "16_secret_and_open_row_of_one_id"), "evaluate", "2025")
    assert done.count("A", "CT7") == "1/1"  # VB2 alone
    assert "VB1" not in done.screen and not done.table("findings.csv")
    assert not any("VB1" in path.read_text(errors="replace") for path in done.out.rglob("*") if path.is_file())


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("id", ["VB-1", "vb 1", "VB–01"])
def test_a_mark_in_another_list_and_spelling_keeps_a_document_out(tmp_path, monkeypatch, id, large):
    if large:
        monkeypatch.setattr(survey, "LARGE", 1)
    files = {
        "2024/van_ban.csv": SIGNED + f"{id},A,01/02/2024,,Không\nVB-2,A,01/02/2024,,Có\n",
        "2024/ho_so_cong_viec.csv": "Mã hồ sơ công việc,Mã đơn vị,Ngày mở,Độ mật\nVB-1,A,01/02/2024,Tối mật\n",
        "2024/bao_cao.csv": f"Mã báo cáo,Mã đơn vị,Hạn gửi,Ngày gửi\n{id},A,01/02/2024,\n",
    }
    late = {"id": "T2", "name": "x", "goal": "80%", "source": "bao_cao", "success": {"sent_at": "present"}, "points": 1}
    e = evaluated(tmp_path, files, plan=plan(targets=[*plan()["targets"], late]))
    assert counts(e)["A"] == "1/1" and counts(e, "T2")["A"] == "no_cases"
    assert not [f for f in e.findings if f.row]


def test_a_bare_number_names_no_document_of_another_list(tmp_path):
    files = {
        "2024/van_ban.csv": SIGNED + "1,A,01/02/2024,,Có\n",
        "2024/ho_so_cong_viec.csv": "Mã hồ sơ công việc,Mã đơn vị,Ngày mở,Độ mật\n1,A,01/02/2024,Mật\n",
    }
    assert counts(evaluated(tmp_path, files))["A"] == "1/1"


def test_a_document_whose_mark_cannot_be_read_is_in_doubt_everywhere(tmp_path):
    files = {
        "2024/van_ban__A.csv": SIGNED + "VB1,A,01/02/2024,Rất mật,Có\n",
        "2024/van_ban__B.csv": SIGNED + "vb1,B,01/02/2024,,Có\n",
        "2024/van_ban__C.csv": SIGNED + "VB3,C,01/02/2024,,Có\n",
    }
    e = evaluated(tmp_path, files)
    assert [counts(e)[unit] for unit in "ABC"] == ["blocked", "blocked", "1/1"]


def test_a_condition_on_empty_cells_needs_the_column_and_names_what_resembles_it(tmp_path):
    own = [{**ONLINE[0], "population": {"status": ["done", "absent"]}}]
    rows = DOSSIERS.replace("Đã định danh", "Đã định danh,Tình trạng,Ghi chú") + "1,A,T1,01/02/2024,Trực tuyến,Có,x,\n"
    e = evaluated(tmp_path, {"2024/ho_so_tthc.csv": rows}, plan=plan(targets=own))
    assert counts(e)["A"] == "blocked"
    (finding,) = [f for f in e.findings if f.code == "COT-02"]
    assert finding.column == "Trạng thái" and "tên gần giống: Tình trạng; nếu" in finding.remedy
    assert "hoặc chạy thidua map 2024/ho_so_tthc.csv (cột của tệp chưa dùng: Tình trạng, Ghi chú)." in finding.remedy


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("aAđĐÐ01 9-–_./,\u00a0é", max_size=9), min_size=1, max_size=30))
def test_an_id_is_read_alike_in_python_and_in_the_engine(texts):
    sql = f"SELECT t, {id_key_sql('t')}, {id_sign_sql('t')} FROM (SELECT unnest(?) AS t)"
    found = duckdb.execute(sql, [[*texts, "12.0"]]).fetchall()
    assert all(id_key(text) == key for text, key, _ in found)
    signs = {}
    assert all(signs.setdefault(key, sign) == sign for _, key, sign in found)  # one key, one sign


def test_an_id_written_as_in_the_list_goes_before_every_other_reading():
    ids = IdIndex(["1", "2", "02", "1-11", "TTHC-01"])
    assert [ids.find(text) for text in ("1.0", "001", "02", "2,0", "11-1", "tthc 1", "", None, "3")] == [
        *("1", "1", "02", None, None, "TTHC-01", None, None, None)
    ]
    assert ids.is_shared("2.0") and not ids.is_shared("2")


def test_a_step_that_makes_rows_is_a_bug_of_ours():
    with pytest.raises(RowsChanged):
        conserve(3, 4, step="x")


# Courses and staff


STAFF = "Mã cán bộ,Mã đơn vị,Ngày vào,Ngày ra\n1,A,01/01/2020,\n2,A,01/01/2020,\n3,B,01/01/2020,\n"
COURSES = "Mã cán bộ,Loại khóa,Ngày hoàn thành\n"
TRAINED = {
    "id": "T1",
    "name": "x",
    "goal": "80%",
    "source": "can_bo",
    "success": {"trained_basic": True},
    "points": 1,
    "units": ["A", "B"],
}


def trained(tmp_path, rows, *, staff=STAFF, **more):
    files = {"2024/can_bo.csv": staff, "2024/tap_huan.csv": COURSES + rows, **more}
    return evaluated(tmp_path, files, plan=plan(targets=[TRAINED]))


def test_courses_are_tied_to_staff_as_programs_write_their_codes(capsys, tmp_path):
    data = copied(tmp_path, "public/02_course_ids_match_nobody", base="public/base")
    done = run(capsys, tmp_path, data, "evaluate", "2024")
    found = [done.count("SO", target, period="2024") for target in ("CT9a", "CT9b")]
    assert found == ["133/150", "67/150"] and done.exit_code == 0  # as in the base, where both lists have CB-VP-001


def test_courses_that_match_nobody_leave_all_unknown(tmp_path):
    e = trained(tmp_path, "X1,Cơ bản,01/02/2024\nX2,Cơ bản,01/02/2024\n1,Cơ bản,01/02/2024\n")
    # Two of three rows are nobody's: 1 is trained, 2 and 3 may be X1 or X2.
    assert counts(e)["A"] == counts(e)["B"] == "blocked" and not e.is_complete
    assert [(f.code, f.level, f.row) for f in e.findings if f.row] == [("DONG-05", "error", 2)]
    e = trained(tmp_path / "few", "X1,Cơ bản,01/02/2024\n1.0,Cơ bản,01/02/2024\n03,Dữ liệu,01/02/2024\n")
    assert (counts(e)["A"], counts(e)["B"], e.is_complete) == ("1/2", "0/1", True)  # somebody who has left
    assert [f.level for f in e.findings if f.code == "DONG-05"] == ["warning"]


@pytest.mark.parametrize(("id", "code"), [("", "O-04"), ("#N/A", "O-05"), ("1,23E+14", "O-06")])
def test_a_course_of_nobody_knows_whom_is_anybodys_of_that_kind(tmp_path, id, code):
    rows = "1,Cơ bản,01/02/2024\n2,Cơ bản,01/02/2024\n"
    quoted = f'"{id}"'
    e = trained(tmp_path / "1", rows + f"{quoted},Cơ bản,01/02/2024\n")
    assert (counts(e)["A"], counts(e)["B"]) == ("2/2", "blocked")  # both of A are trained whoever it was
    assert [(f.code, f.level, f.row) for f in e.findings if f.row] == [(code, "error", 4)]
    e = trained(tmp_path / "2", rows + f"{quoted},Dữ liệu,01/02/2024\n{quoted},Cơ bản,01/02/2025\n")
    assert (counts(e)["A"], counts(e)["B"]) == ("2/2", "0/1")  # another kind, and after the period


def test_a_course_of_one_of_two_people_leaves_both_unknown_and_nobody_else(tmp_path):
    staff = STAFF.replace("2,A", "01,A")
    e = trained(tmp_path, "1.0,Cơ bản,01/02/2024\n3,Cơ bản,01/02/2024\n", staff=staff)
    assert (counts(e)["A"], counts(e)["B"]) == ("blocked", "1/1")
    told = [
        ("DONG-02", "error", 2),
        ("DONG-02", "error", 3),
        ("DONG-05", "error", 2),
    ]  # 1 and 01 may be one person, too
    assert sorted((f.code, f.level, f.row) for f in e.findings if f.row) == told


# Evidence, appraisal, votes


REQUIRED = [{"id": "N1", "name": "n", "points": 10, "requires": "evidence"}, {"id": "N2", "name": "m", "points": 10}]
PROOF, MARKS = "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng\n", "Mã đơn vị,Mã mục,Điểm thẩm định\n"
ALL_MARKS = MARKS + "".join(f"{unit},{item},8\n" for unit in "ABC" for item in ("N1", "N2"))


def appraised(tmp_path, proof, *, marks=ALL_MARKS):
    files = {"2024/van_ban.csv": SIGNED + "1,A,01/02/2024,,Có\n", "2024/tham_dinh.csv": marks}
    files |= proof if isinstance(proof, dict) else {"2024/minh_chung.csv": proof}
    return evaluated(tmp_path, files, plan=plan(contents=REQUIRED))


def states(e, item="N1"):
    return [e.item(unit, item).state for unit in "ABC"]


def test_a_file_of_evidence_that_cannot_be_read_is_not_no_evidence(capsys, tmp_path):
    done = run(capsys, tmp_path, copied(tmp_path, "04_evidence_file_refused"), "evaluate", "2025")
    items = [row for row in done.table("items.csv") if row["item"] == "ND-a"]
    assert {(row["points"], "không có minh chứng" in row["reason"]) for row in items} == {("", False)}
    assert done.exit_code == 3 and [row["file"] for row in done.errors()] == ["2025/minh_chung.csv"]


def test_words_for_no_evidence_are_none_and_an_error_is_not_known(capsys, tmp_path):
    data = copied(tmp_path, "public/10_words_for_no_evidence", base="public/base")
    done = run(capsys, tmp_path, data, "evaluate", "2024")
    items = {row["unit"]: row for row in done.table("items.csv", period="2024") if row["item"] == "ND-a"}
    none = [items[unit] for unit in ("VP", "TTRA", "KHTC", "LDVL", "BTXH", "PCTN", "DVVL", "TTBT")]
    assert {(row["points"], row["reason"]) for row in none} == {("0", "không có minh chứng: 0 điểm")}
    # #NAME? in row 62, Err:502 in row 50
    unread = [items[unit] for unit in ("NCC", "GDNN")]
    assert {(row["points"], row["reason"]) for row in unread} == {("", "không đọc được minh chứng")}
    assert items["DDNCC"]["points"] == "3" and done.exit_code == 3
    assert {row["row"] for row in done.errors(period="2024") if row["code"] == "O-05"} == {"50", "62"}
    named = {row["row"] for row in done.table("findings.csv", period="2024") if row["code"] == "MC-01"}
    assert named == {"2", "14", "26", "38", "74", "86", "98", "110", "122"}


def test_evidence_that_cannot_be_tied_blocks_the_units_items_without_any(tmp_path):
    for n, item in enumerate(["", "#N/A", "N9"]):
        e = appraised(tmp_path / str(n), PROOF + f"A,{item},,KH 1\nB,N1,,KH 2\n")
        assert states(e) == ["blocked", "ok", "ok"]
        assert [e.item(unit, "N1").points for unit in "BC"] == [8, 0]  # C has no row: there is none


def test_a_file_without_the_column_of_evidence_or_of_points_is_unknown(tmp_path):
    e = appraised(tmp_path / "1", "Mã đơn vị,Mã mục,Bằng chứng\nA,N1,KH 1\n")
    assert states(e) == ["blocked", "ok", "ok"]
    assert [(f.code, f.column) for f in e.findings if f.code == "COT-02"] == [("COT-02", "Minh chứng")]
    e = appraised(tmp_path / "2", PROOF + "A,N1,,KH\n", marks="Mã đơn vị,Mã mục,Điểm của tổ\nA,N2,8\n")
    assert states(e, "N2") == ["blocked", "missing", "missing"]
    assert "COT-02" in {f.code for f in e.findings}


def test_evidence_by_files_of_units_knows_who_has_sent_none(tmp_path):
    e = appraised(tmp_path, {"2024/minh_chung__A.csv": PROOF + "A,N1,,KH\n", "2024/minh_chung__B.csv": PROOF})
    assert states(e) == ["ok", "ok", "missing"]
    assert e.item("B", "N1").reason == "không có minh chứng: 0 điểm"


@pytest.mark.parametrize(
    ("row", "found"), [("A,#N/A,7", "blocked"), ("A,N 1,7", "ok"), ("A,n01,7", "ok"), ("A,N–1,7", "ok")]
)
def test_an_appraisal_is_tied_to_its_item_as_people_write_it(tmp_path, row, found):
    e = appraised(tmp_path, PROOF + "A,n-1,,KH 1\n", marks=MARKS + row + "\n")
    assert e.item("A", "N1").state == found


def test_an_appraisal_that_cannot_be_read_is_not_missing(tmp_path):
    e = appraised(tmp_path, PROOF + "A,N1,,KH\n", marks="Đơn vị nào,Mã mục,Điểm thẩm định\nA,N1,8\n")
    assert states(e, "N2") == ["blocked"] * 3


def test_a_reported_figure_is_tied_to_its_target_as_people_write_it(tmp_path):
    own = plan(targets=[{"id": "CT12", "name": "x", "goal": "80%", "source": "bao_cao_don_vi", "points": 1}])
    head = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": head + "A,ct 12,1,2\nB,CT-12,1,4\nC,CT13,1,1\n"}, plan=own)
    assert [counts(e, "CT12")[unit] for unit in "ABC"] == ["1/2", "1/4", "missing"]
    assert [(f.code, f.level, f.row) for f in e.findings if f.row] == [("DONG-04", "error", 4)]


AWARD = {"id": "tt", "name": "Giấy khen", "kind": "collective", "quota": 3, "vote": "80%"}
NOMINEES = "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen,Đang xem xét kỷ luật,Thành tích\n"


def voted(tmp_path, votes, **files):
    made = plan(awards=[AWARD])
    base = {
        "2024/van_ban.csv": SIGNED + "1,A,01/02/2024,,Có\n2,B,01/02/2024,,Có\n3,C,01/02/2024,,Có\n",
        "2024/de_nghi.csv": NOMINEES + "TT-01,Tập thể,A,,A,tt,Không,\nTT-02,Tập thể,B,,B,tt,Không,\n",
        "2024/bieu_quyet.csv": "Mã đề nghị,Số thành viên,Đồng ý,Không đồng ý\n" + votes,
    }
    return evaluated(tmp_path, {**base, **files}, plan=made)


def test_votes_are_tied_to_nominees_as_people_write_them(tmp_path):
    e = voted(tmp_path, "tt 1,9,9,0\nTT–02,9,9,0\n")
    assert [(r.nominee.id, r.eligible) for r in e.awards] == [("TT-01", True), ("TT-02", True)]
    assert e.is_complete and not [f for f in e.findings if f.code == "BQ-02"]


def test_a_vote_for_nobody_leaves_a_nominee_without_one_unknown(tmp_path):
    e = voted(tmp_path, "TT-01,9,9,0\nXX-2,9,9,0\n")
    said = {r.nominee.id: r.reasons for r in e.awards}
    assert said["TT-01"] == () and "chưa có kết quả biểu quyết" not in said["TT-02"] and len(said["TT-02"]) == 1
    assert [(f.code, f.level, f.row) for f in e.findings if f.row] == [("BQ-02", "error", 3)] and not e.is_complete
    e = voted(tmp_path / "2", "TT-01,9,9,0\nTT-02,9,9,0\nXX-2,9,9,0\n")  # nothing hangs on it
    assert e.is_complete and [f.level for f in e.findings if f.code == "BQ-02"] == ["warning"]


def test_two_votes_on_one_nominee_in_two_spellings_must_agree(tmp_path):
    e = voted(tmp_path, "TT-01,9,9,0\ntt-1,9,8,1\nTT-02,9,9,0\ntt-2,9,9,0\n")
    assert {r.nominee.id: r.eligible for r in e.awards} == {"TT-01": False, "TT-02": True}


def test_a_nominee_is_tied_to_the_staff_list_or_named(tmp_path):
    made = {
        "id": "cn",
        "name": "Giấy khen",
        "kind": "individual",
        "order": ["unit_score"],
        "quota": 3,
        "priority": ["direct"],
    }
    files = {
        "2024/van_ban.csv": SIGNED + "1,A,01/02/2024,,Có\n2,B,01/02/2024,,Có\n3,C,01/02/2024,,Có\n",
        "2024/can_bo.csv": "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\nCB-001,A,Không,Có,01/01/2020,\n",
        "2024/de_nghi.csv": NOMINEES + "N1,Cá nhân,A,cb 1,Lan,cn,Không,\nN2,Cá nhân,A,CB-9,Hoa,cn,Không,\n",
    }
    e = evaluated(tmp_path, files, plan=plan(awards=[made]))
    assert {r.nominee.id: r.nominee.person is not None for r in e.awards} == {"N1": True, "N2": False}
    assert [(f.code, f.level, f.row) for f in e.findings if f.row] == [("DE-02", "error", 3)] and not e.is_complete


def test_a_scope_of_services_that_nobody_has_is_named(tmp_path):
    rows = "1,A,T1,01/02/2024,Trực tuyến,Có\n"
    e = split(tmp_path / "1", rows, scope="T9")
    assert [(f.code, f.level, f.unit) for f in e.findings] == [("SN-03", "error", "B")] and not e.is_complete
    e = split(tmp_path / "2", rows, scope="T1;T9")  # T9 may have had no dossier
    assert [(f.code, f.level) for f in e.findings] == [("SN-03", "warning")] and e.is_complete
    services = "Mã TTHC,Tên TTHC,Mã đơn vị,Đủ điều kiện,Mức độ\nt-1,x,B,Có,4\nT9,y,B,Có,4\n"
    e = split(tmp_path / "3", rows, scope="T1;T9", **{"2024/dich_vu_cong.csv": services})
    assert e.findings == ()
