"""Files that are joined by ids: no row is made or lost, whoever reads them, and ids are matched as people write them."""

from __future__ import annotations

import csv
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sheets import workbook
from small import evaluated, plan

from toolkit.sources import large_csv, survey

DOCUMENTS = (
    "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n2,B,01/02/2024,,Có\n3,C,01/02/2024,,Có\n"
)


def _cells(text):
    return list(csv.reader(io.StringIO(text)))


def _parquet(text):
    head, *rows = _cells(text)
    sink = io.BytesIO()
    pq.write_table(pa.table({name: pa.array(list(cells), "string") for name, cells in zip(head, zip(*rows))}), sink)
    return sink.getvalue()


WAYS = {
    "csv": ("csv", str, False),
    "large csv": ("csv", str, True),
    "xlsx": ("xlsx", lambda text: workbook(_cells(text)), False),
    "parquet": ("parquet", _parquet, False),
    "large parquet": ("parquet", _parquet, True),
}


@pytest.fixture(params=WAYS)
def ask(request, tmp_path, monkeypatch):
    """Evaluates files of 2024 ({source: text of a CSV}), each written and read in one of the ways."""
    ending, write, is_large = WAYS[request.param]
    if is_large:
        monkeypatch.setattr(large_csv, "LARGE", 1)
        monkeypatch.setattr(survey, "LARGE", 1)

    def asked(files, *, lists=None, **more):
        made = {f"2024/{name}.{ending}": write(text) for name, text in files.items()}
        return evaluated(tmp_path, {**made, **(lists or {})}, **more)

    return asked


def figures(e):
    return {
        each.unit: f"{each.numerator}/{each.denominator}" if each.state == "ok" else each.state
        for each in e.indicators
        if each.target == "T1"
    }


def told(e):
    return sorted((f.code, f.row or 0) for f in e.findings if f.file and not f.file.endswith("ke_hoach.yaml"))


SERVICES = plan(
    targets=[
        {
            "id": "T1",
            "name": "Dịch vụ công",
            "goal": "100%",
            "source": "dich_vu_cong",
            "population": {"eligible": True},
            "success": {"level": "full"},
            "points": 1,
        }
    ]
)
SERVICE = "Mã TTHC,Tên TTHC,Mã đơn vị,Đủ điều kiện,Mức độ\n"


def test_a_service_listed_twice_is_one_and_in_two_spellings_is_not_known(ask):
    """S1 twice alike, the second time of the unit's name: one. S3 and s 03 may be one or two. S4 is B's."""
    rows = "S1,X,A,Có,4\nS1,X,Phòng A,Có,4\nS2,Y,A,Có,3\nS3,Z,C,Có,4\ns 03,Z,C,Có,4\nS4,T,B,Có,4\n"
    e = ask({"dich_vu_cong": SERVICE + rows}, plan=SERVICES)
    assert figures(e) == {"SO": "partial", "A": "1/2", "B": "1/1", "C": "blocked"}
    assert told(e) == [("DONG-01", 3), ("DONG-02", 5), ("DONG-02", 6)]
    assert (e.indicator("SO", "T1").numerator, e.indicator("SO", "T1").denominator) == (2, 3)


def test_scopes_move_services_and_dossiers_in_whatever_spelling(ask):
    """1.001 and TT 05 went to B on 01/07/2024, the rest of A to D; the service list names one of them twice."""
    units = "Mã đơn vị,Tên đơn vị\nA,Phòng A\nB,Phòng B\nD,Phòng D\n"
    moves = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nA,B,01/07/2024,1.001; TT 05\nA,D,01/07/2024,\n"
    dossier = {
        "id": "T1",
        "name": "Hồ sơ",
        "goal": "80%",
        "source": "ho_so_tthc",
        "success": {"identified": True},
        "points": 1,
    }
    files = {
        "dich_vu_cong": SERVICE + "1.001,X,A,Có,4\n1.001,X,Phòng A,Có,4\ntt-5,Y,Phòng A,Có,3\n1.003,Z,A,Có,4\n",
        "ho_so_tthc": "Mã hồ sơ,Mã đơn vị,Mã TTHC,Ngày tiếp nhận,Đã định danh\n1,A,1.001,01/02/2024,Có\n"
        "2,Phòng A,tt-05,02/02/2024,Không\n3,A,ＴＴ５,02/02/2024,Có\n4,A,1.003,03/02/2024,Có\n5,A,1.01,03/02/2024,Không\n",
    }
    e = ask(files, lists={"sap_nhap.csv": moves}, units=units, plan=plan(targets=[dossier]))
    assert figures(e) == {"SO": "3/5", "B": "2/3", "D": "1/2"}  # 1.01 is not 1.001
    assert told(e) == [("DONG-01", 3)]


def test_courses_in_three_spellings_are_of_one_person(ask):
    target = {"id": "T1", "name": "Tập huấn", "goal": "100%", "points": 1, "source": "can_bo"}
    files = {
        "can_bo": "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\nCB-001,A,,x,01/01/2020,\nCB-002,A,,,01/01/2020,\n",
        "tap_huan": "Mã cán bộ,Loại khóa,Ngày hoàn thành\ncb 1,Cơ bản,01/02/2024\nCB001,Cơ bản,02/03/2024\n"
        "ＣＢ－００１,Cơ bản,01/04/2024\n",
    }
    e = ask(files, plan=plan(targets=[{**target, "success": {"trained_basic": True}}]))
    assert figures(e) == {"SO": "1/2", "A": "1/2", "B": "no_cases", "C": "no_cases"} and told(e) == []


def test_votes_find_their_nominees_and_one_more_nomination_takes_no_second_place(ask):
    award = {"id": "tt", "name": "Giấy khen", "kind": "collective", "quota": 3, "vote": "80%"}
    head = "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen,Đang xem xét kỷ luật,Thành tích\n"
    files = {
        "van_ban": DOCUMENTS,
        "de_nghi": head
        + "TT-01,Tập thể,A,,A,tt,Không,\n2,Tập thể,B,,B,tt,Không,\nTT-09,Tập thể,Phòng A,,A,tt,Không,\n",
        "bieu_quyet": "Mã đề nghị,Số thành viên,Đồng ý,Không đồng ý\nＴＴ０１,9,9,0\ntt 1,9,9,0\n2.0,9,8,1\nTT–9,9,9,0\n",
    }
    e = ask(files, plan=plan(awards=[award]))
    placed = {each.nominee.id: (each.proposed, each.nominee.vote.agree) for each in e.awards}
    assert placed == {"TT-01": ("yes", 9), "2": ("yes", 8), "TT-09": ("no", 9)}
    assert told(e) == [("DE-03", 4)]


def test_evidence_marks_and_answers_find_their_items(ask):
    """A was given 8, then 9 in the second round; C has no evidence, so that it earns nothing of what it was given."""
    items = [{"id": "ND-a", "name": "x", "points": 10, "requires": "evidence"}]
    files = {
        "van_ban": DOCUMENTS,
        "minh_chung": "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng\nA,nd a,8,KH 1\nPhòng B,ＮＤ－ａ,7,KH 2\nC,ND–A,6,không có\n",
        "tham_dinh": "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do,Vòng\nA,ND A,8,,1\nB,nda,7,x,1\nC,ND-a,6,x,1\nP.A,nd–a,9,bổ sung,2\n",
        "giai_trinh": "Mã đơn vị,Mã mục,Nội dung,Minh chứng,Ngày\nPhòng A,nd a,abc,,05/02/2025\nB,ＮＤａ,def,,\n",
    }
    e = ask(files, plan=plan(contents=items))
    own = {unit: e.item(unit, "ND-a") for unit in "ABC"}
    assert {unit: (each.state, each.points, each.self_points) for unit, each in own.items()} == {
        "A": ("ok", 9, 8),
        "B": ("ok", 7, 7),
        "C": ("ok", 0, 6),
    }
    assert set(e.explanations) == {("A", "ND-a"), ("B", "ND-a")}


def test_the_same_mark_in_two_spellings_counts_once_and_two_marks_are_not_known(ask):
    items = [{"id": "ND-a", "name": "x", "points": 10}]
    marks = "Mã đơn vị,Mã mục,Điểm thẩm định\nA,ND-a,8\nP.A,nd a,8\nB,ND-a,7\nB,ND a,6\n"
    e = ask({"van_ban": DOCUMENTS, "tham_dinh": marks}, plan=plan(contents=items))
    assert (e.item("A", "ND-a").state, e.item("A", "ND-a").points, e.item("B", "ND-a").state) == ("ok", 8, "blocked")
