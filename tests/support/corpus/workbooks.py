"""XLSX and Parquet files: sheets, merges, hidden rows, kinds of cells, epochs, what systems write."""

from __future__ import annotations

import re
from datetime import date, datetime

import openpyxl
import pyarrow as pa
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from .forms import changed, column, csv_bytes, formula, parquet, real_dates, table, to_tcvn3, xlsx
from .run import Case


def cases() -> list[Case]:
    """All cases of this kind."""
    return [*_sheets(), *_cells(), *_dates(), *_numbers(), *_parquet()]


def _same(name: str, content: bytes, **parts) -> Case:
    return Case(name, {"van_ban.xlsx": content}, **parts)


def _refused(name: str, content: bytes, *findings, **parts) -> Case:
    return Case(name, {"van_ban.xlsx": content}, findings=findings, blocked=parts.pop("blocked", ("*",)), **parts)


def _hide_rows(*rows):
    def dress(book, page):
        for row in rows:
            page.row_dimensions[row].hidden = True

    return dress


def _other(title, rows, state="visible"):
    def dress(book, page):
        other = book.create_sheet(title, 0)
        for row in rows:
            other.append(row)
        other.sheet_state = state

    return dress


def _sheets() -> list[Case]:
    rows = table("van_ban")
    head, body = rows[0], rows[1:]
    last = len(rows)

    def merged(book, page):
        page.insert_rows(1, 2)
        page["A1"] = "BẢNG TỔNG HỢP"
        page.merge_cells("A1:F1")

    def two_rows(book, page):
        page.insert_rows(1)
        for letter in "ABCD":
            page[f"{letter}1"] = page[f"{letter}2"].value
            page[f"{letter}2"] = None
            page.merge_cells(f"{letter}1:{letter}2")
        page["E1"] = "Hình thức"
        page.merge_cells("E1:F1")

    def moved(book, page):
        page.insert_rows(1, 4)
        page.insert_cols(1, 2)

    def hide_column(book, page):
        page.column_dimensions["F"].hidden = True

    def far_style(book, page):
        page["XFD1048576"].font = openpyxl.styles.Font(bold=True)

    def filtered(book, page):
        page.auto_filter.ref = f"A1:F{last}"
        page.freeze_panes = "A2"

    reordered = re.compile(r'<c r="([A-Z]+\d+)"( s="\d+")?( t="\w+")')
    return [
        _same("xlsx", xlsx(rows)),
        _same("xlsx tên bảng ô gộp", xlsx(rows, dress=merged)),
        _same("xlsx tiêu đề hai dòng ô gộp", xlsx(rows, dress=two_rows)),
        _same("xlsx bảng bắt đầu ở C5", xlsx(rows, dress=moved)),
        _same("xlsx trang ẩn cùng mẫu", xlsx(rows, dress=_other("Nháp", rows, "hidden"))),
        _same("xlsx trang rất ẩn cùng mẫu", xlsx(rows, dress=_other("Nháp", rows, "veryHidden"))),
        _same("xlsx trang khác không cùng mẫu", xlsx(rows, dress=_other("Hướng dẫn", [["Cách ghi"], ["Ghi đủ cột"]]))),
        _same("xlsx định dạng đến ô cuối cùng của trang", xlsx(rows, dress=far_style)),
        _same("xlsx bộ lọc, cố định dòng", xlsx(rows, dress=filtered)),
        _same("xlsx ô không có số ô", xlsx(rows, inside={"sheet1.xml": lambda t: re.sub(r'<c r="[A-Z]+\d+"', "<c", t)})),
        _same("xlsx thuộc tính đổi chỗ", xlsx(rows, inside={"sheet1.xml": lambda t: reordered.sub(r'<c\3\2 r="\1"', t)})),
        _same(
            "xlsx có tiền tố x:",
            xlsx(
                rows,
                inside={
                    "sheet1.xml": lambda t: re.sub(r"<(/?)(\w)", r"<\1x:\2", t).replace("xmlns=", "xmlns:x=", 1),
                },
            ),
        ),
        _same("xlsx chữ ký cuối bảng", xlsx([*rows, [], ["", "", "", "Thủ trưởng đơn vị"]]), findings=(("DONG-06", last + 2, ""),)),
        _same("xlsx tổng cộng", xlsx([*rows, ["Tổng cộng", None, None, None, 22, 21]]), findings=(("DONG-06", last + 1, ""),)),
        _same("xlsx dòng đánh số cột là số", xlsx([head, [1, 2, 3, 4, 5, 6], *body]), findings=(("DONG-06", 2, ""),)),
        _same("xlsx cột ẩn", xlsx(rows, dress=hide_column), findings=(("TEP-09", 0, "Ký số"),)),
        _same("xlsx dòng trống bị ẩn", xlsx([*rows[:3], [], *rows[3:]], dress=_hide_rows(4))),
        _same("xlsx dòng tên bảng bị ẩn", xlsx([["Tên bảng"], *rows], dress=_hide_rows(1))),
        _refused("xlsx dòng số liệu bị ẩn", xlsx(rows, dress=_hide_rows(5, 9)), ("TEP-08", 5, "")),
        _refused("xlsx hai trang cùng mẫu", xlsx(rows, dress=_other("Quý 1", rows)), ("TEP-04", 0, "")),
        _refused("xlsx chỉ trang ẩn có mẫu", xlsx([["Cách ghi"]], dress=_other("Nháp", rows, "hidden")), ("COT-01", 0, "")),
        _refused("xlsx không có gì", xlsx([]), ("COT-01", 0, "")),
        _refused("xlsx chữ TCVN3", xlsx([[to_tcvn3(cell) for cell in row] for row in rows]), ("TEP-07", 0, "")),
        _same("xlsx thật ra là csv", csv_bytes(rows)),
        _refused("xlsx có mật khẩu (OLE)", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), ("TEP-02", 0, "")),
        _refused("xlsx bị cắt ngang", xlsx(rows)[:-500], ("TEP-02", 0, "")),
        Case("xls cũ bị hỏng", {"van_ban.csv": ",".join(head).encode() + b"\n", "van_ban__a.xls": b"\xd0\xcf\x11\xe0"}, findings=(("TEP-02", 0, ""), ("TEP-06", 0, "")), blocked=("*",)),
    ]  # fmt: skip


def _cells() -> list[Case]:
    rows = table("van_ban")

    def with_error(cell, text):
        return xlsx(changed(rows, {cell: text}))

    def unit(row):
        return (rows[row - 1][1],)

    return [
        _same("xlsx đúng, sai là TRUE, FALSE", xlsx(column(column(rows, "Ký số", lambda c: c == "Có"), "Điện tử", lambda c: c == "Có"))),
        _same("xlsx có, không là 1, 0", xlsx(column(column(rows, "Ký số", lambda c: int(c == "Có")), "Điện tử", lambda c: int(c == "Có")))),
        _same("xlsx công thức đã tính", xlsx(rows, inside={"sheet1.xml": formula("F3", "A1", "Có")})),
        _same("xlsx số ký hiệu là số", xlsx(column(rows, "Số ký hiệu", lambda c: int(c.split("/")[0])))),
        _refused("xlsx ô #N/A ở cột đếm", with_error((4, "Ký số"), "#N/A"), ("O-05", 4, "Ký số"), blocked=unit(4)),
        _refused("xlsx ô #REF! ở cột ngày", with_error((4, "Ngày ban hành"), "#REF!"), ("O-05", 4, "Ngày ban hành"), blocked=unit(4)),
        _refused("xlsx ô #VALUE! ở cột đơn vị", with_error((4, "Mã đơn vị"), "#VALUE!"), ("DV-02", 4, "Mã đơn vị"), blocked=("SO",), instead={"KHTC": (1, 1)}),
        _refused("xlsx ô #N/A ở cột mã", with_error((4, "Số ký hiệu"), "#N/A"), ("O-05", 4, "Số ký hiệu"), blocked=unit(4)),
        _refused("xlsx ô #N/A ở cột độ mật", with_error((4, "Độ mật"), "#N/A"), ("TEP-05", 4, "Độ mật")),
        _refused("xlsx công thức chưa có kết quả", xlsx(rows, inside={"sheet1.xml": formula("F4", "VLOOKUP(A4,B:C,2)", None)}), ("O-05", 4, "Ký số"), blocked=unit(4)),
        _refused("xlsx công thức ngày chưa có kết quả", xlsx(rows, inside={"sheet1.xml": formula("C4", "TODAY()", None)}), ("O-05", 4, "Ngày ban hành"), blocked=unit(4)),
        _refused("xlsx mã dài thành số", xlsx(changed(rows, {(4, "Số ký hiệu"): 202400000000012345})), ("O-06", 4, "Số ký hiệu"), blocked=unit(4)),
        _refused("xlsx mã thành ngày", xlsx(changed(rows, {(4, "Số ký hiệu"): date(2024, 2, 1)})), ("O-06", 4, "Số ký hiệu"), blocked=unit(4)),
        _refused("xlsx chữ đã mất", xlsx(changed(rows, {(4, "Ký số"): "C\ufffd"})), ("TEP-07", 0, "")),
    ]  # fmt: skip


def _serials(rows, first):
    return column(rows, "Ngày ban hành", lambda c: (datetime.strptime(c, "%d/%m/%Y") - first).days)


def _dates() -> list[Case]:
    rows = table("van_ban")
    real = real_dates(rows, "Ngày ban hành")
    old, new = datetime(1899, 12, 30), datetime(1904, 1, 1)

    def mac(book, page):
        book.epoch = CALENDAR_MAC_1904

    def timed(row):
        return [cell.replace(hour=7, minute=30) if isinstance(cell, datetime) else cell for cell in row]

    swapped = [[c.replace(day=c.month, month=c.day) if isinstance(c, datetime) and c.day <= 12 else c.strftime("%d/%m/%Y") if isinstance(c, datetime) else c for c in row] for row in real]  # fmt: skip
    doubtful = tuple({row[1] for row in real[1:] if row[2].day <= 12 and row[3] == "Thường"})
    return [
        _same("xlsx ngày thật", xlsx(real)),
        _same("xlsx ngày thật có giờ", xlsx([timed(row) for row in real])),
        _same("xlsx ngày thật, mốc 1904", xlsx(real, dress=mac)),
        _same("xlsx ngày là dãy số, mốc 1900", xlsx(_serials(rows, old))),
        _same("xlsx ngày là dãy số, mốc 1904", xlsx(_serials(rows, new), dress=mac)),
        _same("xlsx ngày là dãy số có giờ", xlsx(column(_serials(rows, old), "Ngày ban hành", lambda c: c + 0.5))),
        _refused(
            "xlsx dãy số là chữ, mốc 1900",
            xlsx(column(_serials(rows, old), "Ngày ban hành", str)),
            ("O-01", 2, "Ngày ban hành"),
        ),
        _refused(
            "xlsx dãy số là chữ, mốc 1904",
            xlsx(column(_serials(rows, new), "Ngày ban hành", str), dress=mac),
            ("O-01", 2, "Ngày ban hành"),
        ),
        _refused(
            "xlsx bị Excel kiểu Mỹ đảo ngày và tháng",
            xlsx(swapped),
            ("O-01", 0, "Ngày ban hành"),
            blocked=doubtful,
        ),
        _refused(
            "xlsx giờ không có ngày",
            xlsx(changed(real, {(4, "Ngày ban hành"): 0.3125})),
            ("O-01", 4, "Ngày ban hành"),
            blocked=("KHTC",),
        ),
    ]


def _numbers() -> list[Case]:
    rows = table("bao_cao_don_vi")
    numeric = column(column(rows, "Tử số", int), "Mẫu số", int)

    def case(name, content, **parts):
        return Case(name, {"bao_cao_don_vi.xlsx": content}, source="bao_cao_don_vi", **parts)

    def percent(book, page):
        page["C3"].number_format = "0%"

    big = changed(numeric, {(2, "Tử số"): 1.234, (2, "Mẫu số"): 5000, (4, "Tử số"): "24"})

    def fault(code, row, header, unit):
        return {"findings": ((code, row, header),), "blocked": (unit,)}

    return [
        case("xlsx số thật", xlsx(numeric)),
        case("xlsx số là chữ", xlsx(rows)),
        case("xlsx số thật và số là chữ lẫn lộn", xlsx(changed(numeric, {(4, "Tử số"): "24", (5, "Mẫu số"): " 34 "}))),
        case("xlsx số thập phân thật trong cột lẫn chữ", xlsx(big), **fault("SO-01", 2, "Tử số", "VP")),
        case("xlsx ô định dạng phần trăm", xlsx(changed(numeric, {(3, "Tử số"): 1}), dress=percent), **fault("O-03", 3, "Tử số", "TTRA")),
        case("xlsx ô lỗi ở tử số", xlsx(changed(numeric, {(3, "Tử số"): "#DIV/0!"})), **fault("O-03", 3, "Tử số", "TTRA")),
        case("xlsx công thức tử số chưa có kết quả", xlsx(numeric, inside={"sheet1.xml": formula("C3", "10+9", None)}), **fault("O-03", 3, "Tử số", "TTRA")),
    ]  # fmt: skip


def _parquet() -> list[Case]:
    rows = table("van_ban")
    days = [datetime.strptime(row[2], "%d/%m/%Y") for row in rows[1:]]
    yes = [row[5] == "Có" for row in rows[1:]]

    def case(name, content, **parts):
        return Case(name, {"van_ban.parquet": content}, **parts)

    return [
        case("parquet chữ", parquet(rows)),
        case("parquet ngày và đúng sai thật", parquet(rows, **{"Ngày ban hành": pa.array(days), "Ký số": pa.array(yes)})),
        case("parquet ngày không giờ", parquet(rows, **{"Ngày ban hành": pa.array([d.date() for d in days])})),
        case("parquet có, không là 1.0 và 0.0", parquet(rows, **{"Ký số": pa.array([float(y) for y in yes])})),
        case("parquet ký tự không thấy", parquet(column(rows, "Ký số", lambda c: "\u200b".join(c)))),
        case("parquet hỏng", b"PAR1 not parquet", findings=(("TEP-02", 0, ""),), blocked=("*",)),
        case("parquet cột lồng nhau", parquet(rows, **{"Ký số": pa.array([[y] for y in yes])}), findings=(("TEP-02", 0, "Ký số"),), blocked=("*",)),
        case("parquet có cột của bộ đọc", parquet(rows, File_Row_Number=pa.array(range(len(days)))), findings=(("TEP-02", 0, ""),), blocked=("*",)),
        case("parquet ngày là số", parquet(rows, **{"Ngày ban hành": pa.array([45000] * len(days))}), findings=(("O-01", 0, "Ngày ban hành"),), blocked=("*",)),
    ]  # fmt: skip
