"""What is proposed of a file: by name and content, never for certain by likeness, and nothing of people's data."""

from __future__ import annotations

import pytest
from small import PLAN, UNITS, write_folder

from toolkit.evaluation.workspace import Workspace
from toolkit.mapping import map_file
from toolkit.units.model import UnitNames

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"


def looked(tmp_path, text, *, name="van_ban.csv", plan=PLAN):
    data = write_folder(tmp_path, {}, plan=plan, units=UNITS)
    workspace = Workspace.open(data)
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return map_file(path, name=name, plan=workspace.plan, names=UnitNames(workspace.units))


def how(found):
    return {match.header: (match.column, match.how) for match in found.columns}


def test_a_header_written_otherwise_is_certain_only_where_its_cells_fit(tmp_path):
    rows = "".join(f"V{n},A,0{n}/02/2024,,Có\n" for n in range(1, 5))
    found = looked(tmp_path, HEAD.replace("Ngày ban hành", "Ngày ban hành VB") + rows)
    assert how(found)["Ngày ban hành VB"] == ("issued_at", "same")
    assert (found.certain.as_keys(), found.questions) == (
        {"van_ban": {"aliases": {"Ngày ban hành": ["Ngày ban hành VB"]}}},
        0,
    )
    odd = looked(tmp_path, HEAD.replace("Ngày ban hành", "Ngày ban hành VB") + rows.replace("/2024", ""))
    assert "Ngày ban hành VB" not in how(odd)
    assert (odd.certain.as_keys(), odd.lacking) == ({}, ("Ngày ban hành",))


def test_what_is_only_alike_is_a_question(tmp_path):
    found = looked(
        tmp_path, HEAD.replace("Ký số", "Ký số chuyên dùng") + "V1,A,01/02/2024,,Có\nV2,A,01/02/2024,,Không\n"
    )
    assert how(found)["Ký số chuyên dùng"] == ("signed", "likely")
    assert (found.questions, bool(found.certain)) == (1, False)
    assert found.proposed.as_keys() == {"van_ban": {"aliases": {"Ký số": ["Ký số chuyên dùng"]}}}


def test_a_column_of_units_or_of_the_words_of_a_list_is_known_by_what_stands_in_it(tmp_path):
    head = "Số hồ sơ,Bộ phận,Mã TTHC,Ngày tiếp nhận,Nguồn,Diễn biến\n"
    rows = "H1,Phòng A,1,01/02/2024,Trực tuyến,Xong\nH2,P.A,1,01/02/2024,Nộp trực tiếp,Đang xử lý\nH3,B,1,01/02/2024,Qua BCCI,Rút\n"
    found = looked(tmp_path, head + rows, name="ds.csv")
    assert found.source == "ho_so_tthc"
    assert how(found) == {
        "Số hồ sơ": ("dossier_id", "dictionary"),
        "Bộ phận": ("unit", "likely"),
        "Mã TTHC": ("service_id", "proper"),
        "Ngày tiếp nhận": ("received_at", "proper"),
        "Nguồn": ("channel", "likely"),
        "Diễn biến": ("status", "likely"),
    }
    assert [(w.word, w.count, w.meaning, w.how) for w in found.words if w.column == "status"] == [
        ("Rút", 1, "Rút hồ sơ", "dictionary"),
        ("Xong", 1, "", "unknown"),
        ("Đang xử lý", 1, "Đang xử lý", "proper"),
    ]


def test_other_names_of_days_and_units_are_certain_and_a_list_of_strange_words_is_asked_for(tmp_path):
    head = "Số hồ sơ,Cơ quan xử lý,Mã TTHC,Thời điểm tiếp nhận,Hình thức tiếp nhận,Tình trạng\n"
    rows = "H1,Phòng A,1,01/02/2024,Trực tuyến,Hoàn tất\nH2,B,1,02/02/2024,Trực tiếp,Tạm hoãn\n"
    found = looked(tmp_path, head + rows, name="ho_so_tthc.csv")
    assert [how(found)[each] for each in ("Cơ quan xử lý", "Thời điểm tiếp nhận", "Tình trạng")] == [
        ("unit", "same"),
        ("received_at", "same"),
        ("status", "likely"),
    ]
    assert "Trạng thái" not in found.lacking
    strange = looked(tmp_path / "x", head + rows.replace("Phòng A", "Sở Y tế"), name="ho_so_tthc.csv")
    assert how(strange)["Cơ quan xử lý"] == ("unit", "likely")  # half of it are units of the list


def test_what_marks_a_secret_is_never_guessed(tmp_path):
    found = looked(
        tmp_path, HEAD + "V1,A,01/02/2024,Tối  Mật,Có\nV2,A,01/02/2024,Mật (A),Có\nV3,A,01/02/2024,Tuyệt mậtt,Có\n"
    )
    assert [(w.word, w.meaning, w.how) for w in found.words if w.column == "secrecy"] == [
        ("Mật (A)", "", "unknown"),
        ("Tuyệt mậtt", "", "unknown"),
        ("Tối Mật", "Tối mật", "proper"),
    ]


def test_words_that_are_no_list_and_personal_ones_are_counted_and_not_told(tmp_path):
    names = "".join(f"V{n},A,01/02/2024,,Nguyễn Văn {chr(65 + n % 26)}{n}\n" for n in range(40))
    found = looked(tmp_path, HEAD + names)
    assert (found.strange, "Nguyễn" in repr(found)) == ({"Ký số": 40}, False)
    found = looked(tmp_path, HEAD + "V1,A,01/02/2024,,0912345678\nV2,A,01/02/2024,,Có\n")
    assert [w.word for w in found.words if w.column == "signed"] == ["(không nêu)", "Có"]


@pytest.mark.parametrize(
    "text", ["Nguyễn Văn A,0912345678,Hà Nội\nTrần Thị B,0912345679,Huế\n", "", "một,hai,ba\n1,2,3\n"]
)
def test_a_file_that_is_no_sources_is_told_without_a_word_of_it(text, tmp_path):
    found = looked(tmp_path, text, name="danh_sach.csv")
    assert (found.source, found.unused, found.columns, found.words) == ("", (), (), ())


def test_a_file_named_after_a_unit_lacks_no_column_of_the_unit(tmp_path):
    text = HEAD.replace("Mã đơn vị,", "") + "V1,01/02/2024,,Có\n"
    assert looked(tmp_path, text, name="van_ban__A.csv").questions == 0
    assert looked(tmp_path, text, name="van_ban__1.csv").lacking == ("Mã đơn vị",)


def test_a_file_that_cannot_be_read_says_why(tmp_path):
    found = looked(tmp_path, b"PK\x03\x04 no", name="van_ban.xlsx")
    assert ([f.code for f in found.findings], found.is_refused) == (["TEP-02"], True)


def test_what_the_plan_knows_is_no_question(tmp_path):
    words = {"van_ban": {"aliases": {"Ký số": ["Chữ ký"]}, "values": {"signed": {"Có": ["Rồi"]}}}}
    found = looked(
        tmp_path, HEAD.replace("Ký số", "Chữ ký") + "V1,A,01/02/2024,,Rồi\n", plan={**PLAN, "sources": words}
    )
    assert how(found)["Chữ ký"] == ("signed", "plan")
    assert [(w.word, w.meaning, w.how) for w in found.words if w.column == "signed"] == [("Rồi", "Có", "plan")]
    assert found.questions == 0
