"""Documents and commendations that the office lists: which are told, where, and that nobody is named."""

from __future__ import annotations

from datetime import date

import pytest
from small import documents, evaluated, plan

from toolkit.evaluation.directives import Directive
from toolkit.report import interim_report

PLAN = plan(contents=[{"id": "ND1", "name": "Tuyên truyền", "points": 4}, {"id": "ND2", "name": "Mở", "points": 6}])
FILES = {
    "2024/van_ban.csv": documents(A=(1, 2), B=(1, 1), C=(1, 1)) + "7/TM-BTC,A,01/03/2024,Mật,Có\n",
    "2024/van_ban_chi_dao.csv": "Số ký hiệu,Ngày,Trích yếu,Cơ quan ban hành,Mã mục\n"
    "12/KH-UBND,05/3/2024,Kế hoạch chuyển đổi số,UBND tỉnh,ND1\n3/CV-ST,07/01/2024,Đôn đốc,Sở Thử,\n"
    "4/CV-ST,07/01/2023,Cũ,Sở Thử,\n5/CV-ST,,Theo văn bản 7/TM-BTC,sở thử,XX\n7/TM-BTC,01/3/2024,mật,Bộ,\n"
    "6/CV-ST,08/01/2024,Gọi 0912 345 678,Sở Thử,\n9/CV-ST,09/01/2024,Một,Sở Thử,\n9/CV-ST,09/01/2024,Hai,Sở Thử,\n",
    "2024/khen_thuong.csv": "Số quyết định,Ngày,Cấp,Hình thức khen,Loại,Mã đơn vị,Mã cán bộ\n"
    "1/QĐ-ST,20/12/2024,Sở,Giấy khen,Tập thể,A,\n1/QĐ-ST,20/12/2024,Sở,Giấy khen,Cá nhân,A,CBX1\n"
    "1/QĐ-ST,20/12/2024,sở,Giấy khen,Cá nhân,B,CBX2\n9/QĐ-UBND,25/12/2024,Tỉnh,Bằng khen,Cá nhân,B,CBX2\n"
    "9/QĐ-UBND,25/12/2024,Tỉnh,Bằng khen,,C,CBX4\n2/QĐ-ST,20/12/2023,Sở,Giấy khen,Tập thể,B,\n",
    "2024/minh_chung.csv": "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng,Ngày\n"
    "A,ND1,4,Hội nghị tuyên truyền,\nB,ND1,4,hội nghị tuyên truyền.,\nB,ND1,4,Pano,\n",
}


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory):
    return evaluated(tmp_path_factory.mktemp("issued"), FILES, plan=PLAN)


@pytest.fixture(scope="module")
def report(evaluation):
    return interim_report(evaluation)


def tables(report, part):
    return {
        block.caption: [tuple(str(getattr(cell, "text", cell)) for cell in row) for row in block.every_row]
        for block in report.section(part).blocks
        if hasattr(block, "every_row")
    }


def texts(report, part):
    return [block.text for block in report.section(part).blocks if hasattr(block, "text")]


def test_documents_stand_by_day_without_secrets_other_years_and_conflicts(evaluation):
    """7/TM-BTC is marked secret in another list, 4/CV-ST is of 2023, 9/CV-ST is told in two ways."""
    assert evaluation.directives == (
        Directive("3/CV-ST", date(2024, 1, 7), "Đôn đốc", "Sở Thử"),
        Directive("6/CV-ST", date(2024, 1, 8), "(có dữ liệu cá nhân, không nêu)", "Sở Thử"),
        Directive("12/KH-UBND", date(2024, 3, 5), "Kế hoạch chuyển đổi số", "UBND tỉnh", "ND1"),
        Directive("5/CV-ST", None, "(nội dung không được nêu)", "sở thử"),
    )


def test_what_is_left_out_or_hidden_is_told_with_its_row(evaluation):
    told = {(f.code, f.row) for f in evaluation.findings if "van_ban_chi_dao" in f.file}
    assert told == {("DONG-03", 4), ("DONG-04", 5), ("CN-02", 5), ("CN-01", 7), ("DONG-02", 8), ("DONG-02", 9)}
    assert [(f.code, f.row) for f in evaluation.findings if "khen_thuong" in f.file] == [("DONG-03", 7)]


def test_the_text_counts_documents_by_issuer_and_says_where_the_list_is(report):
    said = "Trong kỳ có 04 văn bản chỉ đạo: 03 của Sở Thử và 01 của UBND tỉnh (danh mục: Phụ lục V)."
    assert said in texts(report, "II")
    rows = tables(report, "PL5")["Văn bản chỉ đạo trong kỳ"]
    assert rows[2] == ("3", "12/KH-UBND", "05/3/2024", "Kế hoạch chuyển đổi số", "UBND tỉnh", "Tuyên truyền")
    assert rows[3][2:] == ("chưa ghi ngày", "(nội dung không được nêu)", "sở thử", "–")


def test_commendations_are_counted_by_level_form_and_kind(report):
    assert "Trong kỳ đã có 05 lượt khen thưởng theo 02 quyết định: 01 tập thể, 03 cá nhân và 01 chưa rõ loại." in texts(
        report, "IV"
    )
    assert tables(report, "IV")["Kết quả khen thưởng theo cấp, hình thức và loại"] == [
        ("Sở", "Giấy khen", "1", "2", "0", "3"),
        ("Tỉnh", "Bằng khen", "0", "1", "1", "2"),
        ("Cộng", "", "1", "3", "1", "5"),
    ]
    assert tables(report, "PL5")["Quyết định khen thưởng trong kỳ (số lượng, không nêu tên)"] == [
        ("1", "1/QĐ-ST", "20/12/2024", "Sở", "Giấy khen", "1", "2", "0", "3"),
        ("2", "9/QĐ-UBND", "25/12/2024", "Tỉnh", "Bằng khen", "0", "1", "1", "2"),
        ("", "Cộng", "", "", "", "1", "3", "1", "5"),
    ]


def test_no_page_of_the_report_names_who_was_commended(report):
    assert "CBX" not in report._repr_html_()


def test_what_was_done_is_told_once_for_all_units_that_did_it(report):
    rows = tables(report, "III.1")["Việc đã làm theo minh chứng của các đơn vị: nội dung thi đua"]
    assert rows == [
        ("ND1", "Tuyên truyền", "2", "3", "Hội nghị tuyên truyền (02 đơn vị); Pano (Phòng B)"),
        ("ND2", "Mở", "0", "0", "chưa nêu"),
    ]


def test_of_many_things_that_one_unit_each_did_only_the_number_is_told(tmp_path):
    rows = "".join(f"{unit},ND1,4,Việc {unit}{n},\n" for unit in "ABC" for n in (1, 2))
    head = FILES["2024/minh_chung.csv"].splitlines()[0]
    files = FILES | {"2024/minh_chung.csv": f"{head}\n{rows}"}
    shown = tables(interim_report(evaluated(tmp_path, files, plan=PLAN)), "III.1")
    assert shown["Việc đã làm theo minh chứng của các đơn vị: nội dung thi đua"][0] == (
        "ND1",
        "Tuyên truyền",
        "3",
        "6",
        "06 việc, mỗi việc của một đơn vị",
    )


def test_a_part_of_a_year_takes_its_rows_out_of_the_year_s_folder_and_finds_no_fault(tmp_path):
    files = {name: text for name, text in FILES.items() if "van_ban" in name}
    half = evaluated(tmp_path, files, plan=PLAN, period="2024-H1")
    assert [each.document for each in half.directives] == ["3/CV-ST", "6/CV-ST", "12/KH-UBND"]
    assert not [f for f in half.findings if f.code == "DONG-03" and "chi_dao" in f.file]


def test_a_range_has_those_of_all_its_years(tmp_path):
    files = FILES | {
        "2023/van_ban.csv": documents("2023", A=(1, 2), B=(1, 1), C=(1, 1)),
        "2023/van_ban_chi_dao.csv": "Số ký hiệu,Ngày,Trích yếu,Cơ quan ban hành\n1/KH-ST,02/01/2023,Kế hoạch,Sở Thử\n",
    }
    whole = evaluated(tmp_path, files, plan=PLAN, period="2023..2024")
    assert [each.document for each in whole.directives] == ["1/KH-ST", "3/CV-ST", "6/CV-ST", "12/KH-UBND", "5/CV-ST"]
    assert len(whole.granted) == 5


def test_without_the_files_nothing_is_said_and_nobody_misses_them(tmp_path):
    bare = evaluated(tmp_path, {"2024/van_ban.csv": FILES["2024/van_ban.csv"]}, plan=PLAN)
    shown = interim_report(bare)._repr_html_()
    assert not bare.directives and not bare.granted
    assert "Văn bản chỉ đạo trong kỳ" not in shown and "Kết quả khen thưởng" not in shown
