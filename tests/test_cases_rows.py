"""No join makes or loses a row, and what could not be read is unknown: the cases of rows, ids, secrets and evidence."""

from __future__ import annotations

import duckdb
import pytest
from case_runs import copied, run
from hypothesis import given, settings
from hypothesis import strategies as st
from small import evaluated, plan

from toolkit.ids import IdIndex, id_key, id_key_sql, id_sign_sql
from toolkit.sources import survey
from toolkit.sources.conserving import RowsChanged, conserve

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
    assert finding.column == "Trạng thái" and "Tình trạng" in finding.remedy and "Ghi chú" not in finding.remedy


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
