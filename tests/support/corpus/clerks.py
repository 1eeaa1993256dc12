"""What a tired clerk sends: merged and painted cells, files of other programs, texts that a system wraps for Excel."""

from __future__ import annotations

import datetime
import re

import pyarrow as pa

from .forms import changed, column, csv_bytes, csv_text, parquet, real_dates, repack, table, xlsx
from .run import Case

DAY = "Ngày ban hành"
STRANGE = ("DV-02", 0, "Mã đơn vị")


def cases() -> list[Case]:
    """All cases of this kind."""
    return [*_merged(), *_groups(), *_wrapped(), *_programs(), *_names(), *_typed()]


def _book(name: str, rows, dress=None, *, findings=(), blocked=(), **parts) -> Case:
    return Case(name, {"van_ban.xlsx": xlsx(rows, dress=dress)}, findings, blocked, **parts)


def _csv(name: str, rows, *, findings=(), blocked=(), **parts) -> Case:
    content = rows if isinstance(rows, bytes) else csv_bytes(rows)
    return Case(name, {"van_ban.csv": content}, findings, blocked, **parts)


def _by_unit() -> list[list]:
    head, *rows = real_dates(table("van_ban"), DAY)
    return [head, *sorted(rows, key=lambda row: row[1])]


def _merge(*places: str):
    def dress(book, page):
        for place in places:
            page.merge_cells(place)

    return dress


def _merged() -> list[Case]:
    rows = _by_unit()  # two documents of each unit, one under the other
    pairs = [f"B{n}:B{n + 1}" for n in range(2, 26, 2)]
    titled = [["DANH SÁCH VĂN BẢN"], *rows, ["Tổng cộng", None, None, None, 24, 22]]
    return [
        _book("ô đơn vị gộp qua các dòng của đơn vị", rows, _merge(*pairs)),
        _book("ô đơn vị và độ mật gộp", rows, _merge("B4:B5", "D4:D5")),
        _book("ô đơn vị gộp đến quá cuối bảng", rows, _merge("B24:B400")),
        _book("tiêu đề bảng và dòng tổng cộng gộp", titled, _merge("A1:F1", "A27:D27"), findings=(("DONG-06", 27, ""),)),
        _book("hai ô Có, Không gộp ngang", table("van_ban"), _merge("E4:F4"), findings=(("O-05", 4, "Ký số"),), blocked=("KHTC",)),
        _book("ô độ mật gộp với ô bên phải", table("van_ban"), _merge("C4:D4"), findings=(("TEP-05", 4, "Độ mật"),), blocked=("*",)),
    ]  # fmt: skip


def _groups() -> list[Case]:
    rows = table("van_ban")
    named = [
        rows[0],
        ["I", "Các phòng", "", "", "", ""],
        *rows[1:13],
        ["II.", "Các đơn vị sự nghiệp", "", "", "", ""],
        *rows[13:],
    ]
    counted = [rows[0], ["I", "Các phòng", "", "", "12", "11"], *rows[1:]]
    units = list(dict.fromkeys(row[1] for row in rows[1:]))
    headed = [["STT", *rows[0]]]
    for n, unit in enumerate(units, 1):
        headed += [
            [str(n), unit, "", "", "", "", ""],
            *[["", row[0], "", *row[2:]] for row in rows[1:] if row[1] == unit],
        ]
    return [
        _csv("tên nhóm I, II ở cột mã và cột đơn vị", named, findings=(("DONG-06", 2, ""),)),
        _csv("tên nhóm có số cộng", counted, findings=(("DONG-06", 2, ""),)),
        _csv("đơn vị chỉ ghi ở dòng nhóm", headed, findings=(("O-04", 0, "Mã đơn vị"), ("O-04", 0, DAY)), blocked=("*",)),
        _csv("mọi đơn vị lạ", column(rows, "Mã đơn vị", lambda cell: "Đội " + "ZXWQ"[len(cell) % 4] * 3), findings=(STRANGE,), blocked=("*",)),
    ]  # fmt: skip


def _wrapped() -> list[Case]:
    rows = table("van_ban")
    wrapped = "".join(",".join(f'="{cell}"' for cell in row) + "\n" for row in rows)
    quoted = "".join(";".join(f'"=""{cell}"""' for cell in row) + "\r\n" for row in rows)
    return [
        _csv('csv viết ="…" cho Excel', wrapped.encode()),
        _csv('csv viết "=""…""" cho Excel', ("sep=;\r\n" + quoted).encode("utf-8-sig")),
        _csv("csv có dấu ' trước mỗi ô", csv_bytes(column(rows, "Độ mật", lambda cell: f"'{cell}")), findings=(("TEP-05", 0, "Độ mật"),), blocked=("*",)),
        _csv("csv chỉ xuống dòng bằng CR", csv_text(rows, end="\r").encode()),
        _csv("csv có Ctrl-Z ở cuối", csv_bytes(rows) + b"\x1a"),
        _csv("hai csv nối nhau, BOM ở giữa", csv_bytes(rows[:13], "utf-8-sig") + csv_bytes([rows[0], *rows[13:]], "utf-8-sig"), findings=(("DONG-06", 14, ""),)),
    ]  # fmt: skip


def _inline(cell: str, place: str = ' r="{}{}"') -> str:
    """A sheet as other programs write it: every text in its cell."""
    lines = [
        "".join(f"<c{place.format(chr(65 + at), n)}" + cell.format(text) for at, text in enumerate(row) if text)
        for n, row in enumerate(table("van_ban"), 1)
    ]
    body = "".join(f"<row>{line}</row>" for line in lines)
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{body}</sheetData></worksheet>'


def _programs() -> list[Case]:
    rows, sheet = table("van_ban"), "worksheets/sheet1.xml"
    plain = xlsx(rows)

    def raw(name: str, change, part: str = sheet, **parts) -> Case:
        return Case(name, {"van_ban.xlsx": repack(plain, {part: change})}, **parts)

    strict = {
        "spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }

    def as_strict(text: str) -> str:
        for ending, name in strict.items():
            text = text.replace(f"http://schemas.openxmlformats.org/{ending}", name)
        return text

    return [
        raw("xlsx chữ nằm trong ô", lambda part: _inline(' t="inlineStr"><is><t>{}</t></is></c>')),
        raw("xlsx ô và dòng không ghi chỗ", lambda part: _inline(' t="inlineStr"><is><t>{}</t></is></c>', "")),
        raw("xlsx chữ kiểu str", lambda part: _inline(' t="str"><v>{}</v></c>')),
        raw("xlsx ghi sai kích thước trang", lambda part: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', part)),
        raw("xlsx có phiên âm", lambda part: part.replace("<si><t>VP</t></si>", '<si><t>VP</t><rPh sb="0" eb="1"><t>x</t></rPh></si>'), "sharedStrings.xml"),
        Case("xlsx kiểu Strict", {"van_ban.xlsx": repack(plain, {".xml": as_strict, ".rels": as_strict})}),
        raw("dòng cao 0 có nội dung", lambda part: part.replace('<row r="5"', '<row r="5" ht="0" customHeight="1"'), findings=(("TEP-08", 5, ""),), blocked=("*",)),
        raw("cột rộng 0 vẫn được tính", lambda part: part.replace("<sheetData>", '<cols><col min="6" max="6" width="0" customWidth="1"/></cols><sheetData>'), findings=(("TEP-09", 0, "Ký số"),)),
        Case("parquet ngày kiểu date", {"van_ban.parquet": parquet(rows, **{DAY: pa.array([datetime.datetime.strptime(row[2], "%d/%m/%Y").date() for row in rows[1:]])})}),
        Case("parquet ngày là yyyymmdd", {"van_ban.parquet": parquet(rows, **{DAY: pa.array([int(row[2][6:] + row[2][3:5] + row[2][:2]) for row in rows[1:]])})}, (("O-01", 0, DAY),), ("*",)),
        Case("parquet có, không là bool", {"van_ban.parquet": parquet(rows, **{"Ký số": pa.array([row[5] == "Có" for row in rows[1:]])})}),
    ]  # fmt: skip


def _names() -> list[Case]:
    rows = table("van_ban")
    units = list(dict.fromkeys(row[1] for row in rows[1:]))
    parts = {unit: csv_bytes([rows[0], *[row for row in rows[1:] if row[1] == unit]]) for unit in units}
    return [
        Case("mỗi đơn vị một tệp", {f"van_ban__{unit}.csv": part for unit, part in parts.items()}),
        Case("mỗi đơn vị một tệp, một tên sai", {f"van_ban__{'KHTCC' if unit == 'KHTC' else unit}.csv": part for unit, part in parts.items()}, (("TEP-11", 0, ""),)),
        Case("tệp chia theo quý", {"van_ban__quy_1.csv": csv_bytes(rows[:13]), "van_ban__quy_2.csv": csv_bytes([rows[0], *rows[13:]])}),
        Case("tệp .xls hỏng bên cạnh", {"van_ban.csv": csv_bytes(rows), "van_ban.xls": b"\xd0\xcf\x11\xe0"}, (("TEP-02", 0, ""),), blocked=("*",)),
        Case("tệp gạch dưới đơn bên cạnh", {"van_ban.csv": csv_bytes(rows), "van_ban_VP.csv": csv_bytes(rows)}, (("TEP-01", 0, ""),)),
    ]  # fmt: skip


def _typed() -> list[Case]:
    rows = table("van_ban")

    def wide(text: str) -> str:
        return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)

    return [
        _csv("mã đơn vị gõ bằng chữ rộng", column(rows, "Mã đơn vị", wide)),
        _csv("ngày có khoảng trắng quanh dấu /", column(rows, DAY, lambda cell: cell.replace("/", " / "))),
        _csv("ngày có chữ O thay số 0", changed(rows, {(4, DAY): "27/O6/2024"}), findings=(("O-01", 4, DAY),), blocked=("KHTC",)),
        _csv("ngày viết bằng chữ, năm hai chữ số", changed(rows, {(4, DAY): "ngày 27 tháng 6 năm 24"}), findings=(("O-01", 4, DAY),), blocked=("KHTC",)),
        _csv("tên tháng sai", changed(rows, {(4, DAY): "27-Jum-2024"}), findings=(("O-01", 4, DAY),), blocked=("KHTC",)),
        _csv("ngày bằng chữ số Ả Rập", changed(rows, {(4, DAY): "٢٧/٠٦/٢٠٢٤"}), findings=(("O-01", 4, DAY),), blocked=("KHTC",)),
        _csv("dấu tích thay Có", changed(rows, {(4, "Ký số"): "✓"}), findings=(("O-02", 4, "Ký số"),), blocked=("KHTC",)),
        _csv("thực thể HTML", changed(rows, {(4, "Ký số"): "C&oacute;"}), findings=(("O-02", 4, "Ký số"),), blocked=("KHTC",)),
        _csv("chữ NULL", changed(rows, {(4, "Ký số"): "NULL"}), findings=(("O-02", 4, "Ký số"),), blocked=("KHTC",)),
    ]  # fmt: skip
