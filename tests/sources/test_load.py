"""Files as people and systems deliver them: the same rows in any form give the same figures, or a finding."""

from __future__ import annotations

import datetime
import io
import unicodedata
from fractions import Fraction

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from small import codes, evaluated, plan

from toolkit.sources import parse_numbers
from toolkit.sources.tables import EXACT

HEADER = ["Số ký hiệu", "Mã đơn vị", "Ngày ban hành", "Độ mật", "Ký số"]
ROWS = [
    ["1", "A", "01/02/2024", "", "Có"],
    ["2", "A", "02/02/2024", "Thường", "Không"],
    ["3", "P.A", "03/02/2024", "Mật", "Có"],
    ["4", "phòng b", "04/02/2024", "", "x"],
]
# A: 1 of 2 (3 is secret); B, called by its name in another case: 1 of 1


def text(header=HEADER, rows=ROWS, sign=","):
    return "".join(sign.join(row) + "\n" for row in [header, *rows])


def workbook(header=HEADER, rows=ROWS, above=(), hidden=False):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (*above, header, *rows):
        sheet.append(row)
    if hidden:
        other = book.create_sheet("Bản nháp", 0)
        other.append(header)
        other.append(["9", "A", "01/02/2024", "", "Có"])
        other.sheet_state = "hidden"
    return saved(book)


def saved(book):
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def parquet(columns):
    packed = io.BytesIO()
    pq.write_table(pa.table(columns), packed)
    return packed.getvalue()


def figures(e):
    return [(e.indicator(u, "T1").numerator, e.indicator(u, "T1").denominator) for u in "AB"]


typed = {
    "Số ký hiệu": ["1", "2", "3", "4"],
    "Mã đơn vị": ["A", "A", "P.A", "phòng b"],
    "Ngày ban hành": [
        datetime.datetime(2024, 2, 1),
        datetime.datetime(2024, 2, 2),
        datetime.datetime(2024, 2, 3),
        datetime.datetime(2024, 2, 4, 12, 30),
    ],
    "Độ mật": [None, "Thường", "Mật", None],
    "Ký số": [True, False, True, True],
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("van_ban.csv", text()),
        ("van_ban.csv", text(sign=";")),
        ("van_ban.csv", "\ufeff" + text()),
        ("van_ban.csv", text().replace("\n", "\r\n")),
        ("van_ban.CSV", text()),
        ("van_ban.csv", unicodedata.normalize("NFD", text())),
        ("van_ban.csv", text(header=[h.upper() for h in HEADER])),
        ("van_ban.csv", text(header=["so ky  hieu", "MA DON VI", '"Ngày\nban hành"', "Do mat", "\u00a0Ký số "])),
        ("van_ban.csv", "BẢNG TỔNG HỢP VĂN BẢN,,,,\n,,,,\n" + text()),
        ("van_ban.xlsx", workbook()),
        ("van_ban.xlsx", workbook(above=[["Danh sách văn bản"], []])),
        ("van_ban.xlsx", workbook(hidden=True)),
        (
            "van_ban.xlsx",
            workbook(rows=[[r[0], r[1], datetime.date(2024, 2, n + 1), r[3], r[4]] for n, r in enumerate(ROWS)]),
        ),
        ("van_ban.parquet", parquet(typed)),
        ("van_ban.parquet", parquet({h: [r[n] or None for r in ROWS] for n, h in enumerate(HEADER)})),
    ],
)
def test_one_delivery_in_many_forms_gives_one_result(tmp_path, name, content):
    e = evaluated(tmp_path, {f"2024/{name}": content})
    assert figures(e) == [(1, 2), (1, 1)]
    assert codes(e) == []


def test_several_files_of_several_kinds_are_one_source(tmp_path):
    files = {
        "2024/van_ban__a.csv": text(rows=ROWS[:2]),
        "2024/van_ban__b.xlsx": workbook(rows=ROWS[2:3]),
        "2024/van_ban__c.parquet": parquet({h: [ROWS[3][n] or None] for n, h in enumerate(HEADER)}),
    }
    assert figures(evaluated(tmp_path, files)) == [(1, 2), (1, 1)]


def test_an_alias_of_the_plan_names_a_column(tmp_path):
    made = plan(sources={"van_ban": {"unit": ["TenDonVi"], "signed": ["KySo"]}})
    e = evaluated(
        tmp_path,
        {"2024/van_ban.csv": text(header=["Số ký hiệu", "TenDonVi", "Ngày ban hành", "Độ mật", "KySo"])},
        plan=made,
    )
    assert figures(e) == [(1, 2), (1, 1)]


def test_a_column_that_nobody_listed_is_never_loaded(tmp_path):
    secret = "Nguyễn Văn Dân 0912345678"
    e = evaluated(tmp_path, {"2024/van_ban.csv": text(header=[*HEADER, "Họ tên"], rows=[[*r, secret] for r in ROWS])})
    assert figures(e) == [(1, 2), (1, 1)]
    assert secret not in repr(e)


@pytest.mark.parametrize(
    ("day", "good"),
    [
        ("2024-02-01", True),
        ("01/02/2024 07:30", True),
        ("2024-02-01T07:30:00", True),
        ("1/2/2024", True),
        ("31/02/2024", False),
        ("02/31/2024", False),
        ("01/02/24", False),
        ("45323", False),
        ("hôm qua", False),
    ],
)
def test_dates_are_read_day_first_or_iso_and_never_guessed(tmp_path, day, good):
    e = evaluated(tmp_path, {"2024/van_ban.csv": text(rows=[["1", "A", day, "", "Có"]])})
    assert e.indicator("A", "T1").state == ("ok" if good else "blocked")
    assert ("O-01" in codes(e)) is not good


@pytest.mark.parametrize(
    ("word", "signed"),
    [("Có", 1), ("có", 1), ("x", 1), ("X", 1), ("true", 1), ("1", 1), ("Không", 0), ("false", 0), ("0", 0), ("", 0)],
)
def test_yes_and_no_in_every_spelling(tmp_path, word, signed):
    assert (
        evaluated(tmp_path, {"2024/van_ban.csv": text(rows=[["1", "A", "01/02/2024", "", word]])})
        .indicator("A", "T1")
        .numerator
        == signed
    )


REFUSED = [
    ("van_ban.csv", text().encode("cp1258", errors="ignore"), "TEP-02"),
    ("van_ban.csv", b"\x00\x01\x02", "TEP-02"),
    ("van_ban.csv", text(rows=[["1", "A", "01/02/2024", "", "Có", "thừa"]]), "TEP-02"),
    ("van_ban.csv", text(header=["Số ký hiệu", "Phòng", *HEADER[2:]]), "COT-01"),
    ("van_ban.csv", text(header=["Số ký hiệu", "Mã đơn vị", "Ngày ban hành", "Ký số", "Ký số"]), "COT-03"),
    ("van_ban.xlsx", b"PK not a workbook", "TEP-02"),
    ("van_ban.parquet", b"PAR1 not parquet", "TEP-02"),
]


@pytest.mark.parametrize(("name", "content", "code"), REFUSED)
def test_what_cannot_be_read_safely_is_refused_and_blocks(tmp_path, name, content, code):
    e = evaluated(tmp_path, {f"2024/{name}": content})
    assert code in codes(e)
    assert e.indicator("A", "T1").state == "blocked"
    assert all("Cách sửa: " in f.line() for f in e.findings)


def test_two_sheets_with_the_sources_headers_refuse_the_workbook(tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book.create_sheet("Trang khác").append(HEADER)
    e = evaluated(tmp_path, {"2024/van_ban.xlsx": saved(book)})
    assert "TEP-04" in codes(e)
    assert e.indicator("A", "T1").state == "blocked"


@pytest.mark.parametrize(
    "name", ["van_ban (1).csv", "van_ban (1).xls", "van_ban.xlsm", "ghi_chu.txt", "van_ban_cu.csv"]
)
def test_a_file_of_no_source_is_reported_and_never_read(tmp_path, name):
    e = evaluated(
        tmp_path, {"2024/van_ban__x.csv": text(), f"2024/{name}": text(rows=[["9", "A", "01/02/2024", "", "Có"]])}
    )
    assert figures(e) == [(1, 2), (1, 1)]
    assert codes(e) == ["TEP-01"]


def delivered_as(tmp_path, *parts):
    """The evaluation of a document of A and one of B, each in a file whose name ends with a part."""
    files = {f"2024/van_ban__{part}.csv": text(rows=[rows]) for part, rows in zip(parts, (ROWS[0], ROWS[3]))}
    return evaluated(tmp_path, files)


def test_a_misspelt_unit_in_a_files_name_is_reported_and_leaves_nobody_as_delivered(tmp_path):
    e = delivered_as(tmp_path, "A", "BB")
    (finding,) = [f for f in e.findings if f.code == "TEP-11"]
    assert finding.file == "2024/van_ban__BB.csv"
    assert [e.indicator(unit, "T1").state for unit in "ABC"] == ["ok", "ok", "missing"]


def test_the_unit_that_a_files_name_may_mean_is_named_and_is_not_taken_as_without_cases(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban__Trung tam CC.csv": text(rows=[])})
    (finding,) = [f for f in e.findings if f.code == "TEP-11"]
    assert 'gần giống nhất: "Trung tâm C", mã C' in finding.remedy
    assert [e.indicator(unit, "T1").state for unit in "ABC"] == ["missing", "missing", "missing"]


@pytest.mark.parametrize("part", ["2", "thang_03", "2024-03", "Q1", "phần 2", "bổ sung"])
def test_the_piece_of_a_delivery_is_no_units_file(tmp_path, part):
    e = delivered_as(tmp_path, "A", part)
    assert codes(e) == []
    assert [e.indicator(unit, "T1").state for unit in "ABC"] == ["ok", "ok", "no_cases"]


def test_a_letter_is_a_piece_only_where_no_file_is_a_units(tmp_path):
    alone = delivered_as(tmp_path / "1", "x", "y")
    beside = delivered_as(tmp_path / "2", "A", "y")
    assert (codes(alone), alone.indicator("C", "T1").state) == ([], "no_cases")
    assert ("TEP-11" in codes(beside), beside.indicator("C", "T1").state) == (True, "missing")


def test_links_and_folders_are_not_followed(tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_text(text(), encoding="utf-8")
    (tmp_path / "d/2024/bao_cao.csv").mkdir(parents=True)
    (tmp_path / "d/2024/van_ban.csv").symlink_to(outside)
    e = evaluated(tmp_path / "d", {"2024/van_ban__x.csv": text(rows=ROWS[:1])})
    assert (e.indicator("A", "T1").numerator, codes(e).count("TEP-01")) == (1, 2)


def test_a_file_name_with_personal_data_is_refused_without_quoting_it(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban__079123456789.csv": text()})
    assert "TEP-03" in codes(e)
    assert e.indicator("A", "T1").state == "blocked"
    assert not any("079123456789" in f.line() for f in e.findings)
    assert "079123456789" not in " ".join(e.inputs)


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": "Tiêu đề,,,,\n" + text(rows=[ROWS[0], ["2", "A", "ngày", "", "Có"]])})
    assert [(f.file, f.row, f.column) for f in e.findings if f.code == "O-01"] == [
        ("2024/van_ban.csv", 4, "Ngày ban hành")
    ]


def test_an_empty_unit_and_a_closed_unit_are_named_by_row(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Đến ngày\nA,Phòng A,\nCU,Phòng cũ,30/06/2024\n"
    e = evaluated(
        tmp_path,
        {"2024/van_ban.csv": text(rows=[["1", "CU", "01/02/2024", "", "Có"], ["2", "", "01/02/2024", "", "Có"]])},
        units=units,
    )
    assert [unit.id for unit in e.units] == ["A"]
    assert {(f.code, f.row) for f in e.findings if f.row} == {("DV-03", 2), ("O-04", 3)}


def test_a_real_number_of_a_workbook_is_never_taken_for_thousands():
    assert parse_numbers([f"{EXACT}1.234", "24", None], whole=True) == [Fraction(617, 500), Fraction(24), None]
    assert parse_numbers([f"{EXACT}1.234", "1.234"], whole=True) == [Fraction(617, 500), Fraction(1234)]
    assert parse_numbers([f" {EXACT}1e-05"], whole=True) == [Fraction(1, 100_000)]


def test_a_signature_under_a_list_of_courses_is_no_person(tmp_path):
    courses = "Mã cán bộ,Loại khóa,Ngày hoàn thành\nCB1,Cơ bản,01/02/2024\nNgười lập biểu,,\nNguyễn Văn A,,\n"
    staff = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\nCB1,A,Không,Có,01/01/2020,\n"
    e = evaluated(tmp_path, {"2024/tap_huan.csv": courses, "2024/can_bo.csv": staff})
    assert [(f.code, f.row) for f in e.findings if f.file.endswith("tap_huan.csv")] == [("DONG-06", 3)]


def parquet_of(**columns):
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def test_a_point_in_time_is_a_day_by_the_clocks_of_vietnam(tmp_path):
    # 31/12/2023 17:00 UTC is midnight of 01/01/2024 in Vietnam: inside 2024; 31/12/2024 17:00 UTC is not.
    moments = [datetime.datetime(year, 12, 31, 17, tzinfo=datetime.UTC) for year in (2023, 2024)]
    for zone in ("UTC", "Asia/Ho_Chi_Minh"):
        content = parquet_of(
            **{
                "Số ký hiệu": ["1", "2"],
                "Mã đơn vị": ["A", "A"],
                "Ngày ban hành": pa.array(moments, pa.timestamp("us", zone)),
                "Độ mật": ["", ""],
                "Ký số": ["Có", "Có"],
            }
        )
        e = evaluated(tmp_path / zone.replace("/", "-"), {"2024/van_ban.parquet": content})
        assert (e.indicator("A", "T1").numerator, e.indicator("A", "T1").denominator) == (1, 1)


def test_a_parquet_file_with_damaged_pages_is_refused_by_name(tmp_path):
    rows = 2000
    whole = parquet_of(
        **{
            "Số ký hiệu": [str(n) for n in range(rows)],
            "Mã đơn vị": ["A"] * rows,
            "Ngày ban hành": ["01/02/2024"] * rows,
            "Độ mật": [""] * rows,
            "Ký số": ["Có"] * rows,
        }
    )
    damaged = whole[:60] + b"\xff" * 340 + whole[400:]
    e = evaluated(tmp_path, {"2024/van_ban.parquet": damaged})
    assert [(f.code, f.file) for f in e.findings if f.code == "TEP-02"] == [("TEP-02", "2024/van_ban.parquet")]
    assert e.indicator("A", "T1").state == "blocked"


def test_the_name_of_a_parquet_file_is_no_pattern(tmp_path):
    def documents(*ids):
        return parquet_of(
            **{
                "Số ký hiệu": list(ids),
                "Mã đơn vị": ["A"] * len(ids),
                "Ngày ban hành": ["01/02/2024"] * len(ids),
                "Độ mật": [""] * len(ids),
                "Ký số": ["Có"] * len(ids),
            }
        )

    files = {"2024/van_ban__[A].parquet": documents("1", "2"), "2024/van_ban__A.parquet": documents("3", "4", "5")}
    e = evaluated(tmp_path, files)
    assert (e.indicator("A", "T1").denominator, codes(e).count("DONG-01")) == (5, 0)


@pytest.mark.parametrize(
    ("written", "of_2024"),
    [
        ("2024-12-31T16:59:59Z", True),  # 23:59:59 in Vietnam
        ("2024-12-31T17:00:00Z", False),  # midnight in Vietnam: the first moment of 2025
        ("2023-12-31T17:00:00.000Z", True),
        ("2024-12-31 23:30:00+07:00", True),
        ("2025-01-01T00:30:00+0900", True),  # half past ten in the evening before
        ("2024-12-31T20:00:00-05:00", False),
        ("2024-12-31 16:59 UTC", True),
    ],
)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_point_in_time_written_as_text_is_a_day_by_the_clocks_of_vietnam(tmp_path, written, of_2024, form):
    rows = [["1", "A", written, "", "Có"]]
    columns = dict(zip(HEADER, map(list, zip(*rows))))
    content = text(rows=rows) if form == "csv" else parquet(columns)
    e = evaluated(tmp_path, {f"2024/van_ban.{form}": content})
    assert e.indicator("A", "T1").state == ("ok" if of_2024 else "no_cases")
    assert codes(e) == ([] if of_2024 else ["DONG-03"])


@pytest.mark.parametrize("written", ["2024-05-26Z", "2024-05-26T10:00:00+17:00", "2024-05-26T25:00:00Z"])
def test_what_is_no_point_in_time_is_no_date(tmp_path, written):
    e = evaluated(tmp_path, {"2024/van_ban.csv": text(rows=[["1", "A", written, "", "Có"]])})
    assert codes(e)[0] == "O-01"


def test_a_file_in_which_no_row_counts_is_told_so_in_the_same_words_whatever_the_reason(tmp_path):
    secret = [[*row[:3], "Mật", row[4]] for row in ROWS]
    said = [
        [(f.code, f.line()) for f in evaluated(tmp_path / str(n), {"2024/van_ban.csv": text(rows=rows)}).findings]
        for n, rows in enumerate(([], secret))
    ]
    assert said[0] == said[1]
    assert [code for code, _ in said[0]] == ["TEP-06"]


def test_a_workbook_without_the_headers_names_the_sheets_in_which_they_were_looked_for(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Bìa"
    book.active.append(["Sở", "Báo cáo"])
    book.create_sheet("Số liệu").append(["STT", "Số ký hiệu", "Trích yếu"])
    book.create_sheet("Nháp").append(HEADER)
    book["Nháp"].sheet_state = "hidden"
    (finding,) = evaluated(tmp_path, {"2024/van_ban.xlsx": saved(book)}).findings[:1]
    assert (finding.code, finding.sheet, finding.column) == ("COT-01", "Số liệu", "Mã đơn vị")
    assert finding.problem.endswith('Đã tìm ở trang "Bìa", "Số liệu"; 1 trang bị ẩn không được đọc.')


@pytest.mark.parametrize(
    ("name", "proper"),
    [
        ("van_ban_VP.csv", "van_ban__VP.csv"),
        ("Văn bản.xlsx", "van_ban.xlsx"),
        ("van_ban (1).csv", "van_ban.csv"),
        ("van-ban - Copy.csv", "van_ban.csv"),
        ("bao_cao_don_vi A.csv", "bao_cao_don_vi__A.csv"),
        ("HoSoTTHC.csv", "ho_so_tthc.csv"),
        ("van_ban.xlsm", "van_ban.xlsx, sau khi mở bằng Excel hoặc LibreOffice và lưu lại dạng XLSX"),
        ("danh sach.csv", "ho_so_tthc.xlsx hoặc ho_so_tthc__VP.csv"),
    ],
)
def test_a_file_that_is_almost_a_sources_is_told_its_proper_name(tmp_path, name, proper):
    e = evaluated(tmp_path, {"2024/van_ban__1.csv": text(), f"2024/{name}": text()})
    (finding,) = [f for f in e.findings if f.code == "TEP-01"]
    assert finding.remedy == f"đặt tên theo nguồn, ví dụ {proper}; bỏ bản sao, liên kết, thư mục."


def test_a_unit_without_rows_is_not_without_cases_where_rows_may_be_anybodys(tmp_path):
    # C has no row; the last row names no unit, and may be C's
    e = evaluated(tmp_path, {"2024/van_ban.csv": text(rows=[*ROWS, ["5", "", "05/02/2024", "", "Có"]])})
    assert [e.indicator(unit, "T1").state for unit in "ABC"] == ["ok", "ok", "blocked"]
    assert e.deliveries["C", "van_ban"] == "blocked"
    # one row of a unit that nobody knows is hardly C's
    e = evaluated(tmp_path, {"2024/van_ban.csv": text(rows=[*ROWS, ["5", "Xưởng in", "05/02/2024", "", "Có"]])})
    assert e.indicator("C", "T1").state == "no_cases"
