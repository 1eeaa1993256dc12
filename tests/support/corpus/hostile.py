"""Files made to do harm: bombs, entities, codes for terminals and readers in names of files, sheets and columns."""

from __future__ import annotations

import io
import zipfile

from .forms import changed, column, csv_bytes, repack, table, xlsx
from .run import Case

ESC, BIDI = "\x1b[31m", "\u202e"


def cases() -> list[Case]:
    """All cases of this kind."""
    return [*_packages(), *_texts()]


def _refused(name: str, content: bytes, code: str) -> Case:
    return Case(name, {"van_ban.xlsx": content}, findings=((code, 0, ""),), blocked=("*",))


def _packages() -> list[Case]:
    rows = table("van_ban")
    book = xlsx(rows)
    entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

    def with_type(text, doctype):
        head, end, rest = text.partition("?>") if text.startswith("<?xml") else ("", "", text)
        return head + end + doctype + rest

    def far(text):
        return text.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')

    no_zip = io.BytesIO()
    with zipfile.ZipFile(no_zip, "w") as archive:
        archive.writestr("ghi_chu.txt", "không phải sổ tính")
    many = repack(book, {}, {f"xl/thua/{n}.xml": b"" for n in range(6000)})
    return [
        _refused("bom nén", repack(book, {}, {"xl/thua.bin": b"\x00" * 120_000_000}), "TEP-10"),
        _refused("bom nén trong trang tính", repack(book, {"sheet1.xml": lambda t: t.replace("<sheetData>", "<sheetData>" + " " * 60_000_000)}), "TEP-10"),
        _refused("bom thực thể trong trang tính", repack(book, {"sheet1.xml": lambda t: with_type(t, entity)}), "TEP-10"),
        _refused("bom thực thể trong workbook", repack(book, {"xl/workbook.xml": lambda t: with_type(t, entity)}), "TEP-10"),
        _refused("thực thể bên ngoài", repack(book, {"sheet1.xml": lambda t: with_type(t, outside)}), "TEP-10"),
        _refused("thực thể trong styles", repack(book, {"styles.xml": lambda t: with_type(t, entity)}), "TEP-10"),
        _refused("ô ở góc xa nhất", repack(book, {"sheet1.xml": far}), "TEP-10"),
        _refused("trang có CDATA", repack(book, {"sheet1.xml": lambda t: t.replace("<sheetData>", "<sheetData><![CDATA[x]]>")}), "TEP-10"),
        _refused("gói có 6000 phần", many, "TEP-10"),
        _refused("zip không phải sổ tính", no_zip.getvalue(), "TEP-02"),
        _refused("trang không phải XML", repack(book, {"sheet1.xml": lambda t: "<worksheet><sheetData>"}), "COT-01"),
        _refused("workbook không phải XML", repack(book, {"xl/workbook.xml": lambda t: "không phải"}), "TEP-02"),
    ]  # fmt: skip


def _texts() -> list[Case]:
    rows = table("van_ban")
    nasty = f"<script>alert(1)</script>{ESC}{BIDI}{{{{7*7}}}}=cmd|' /C calc'!A0"
    titled = [[*rows[0], nasty], *[[*row, nasty] for row in rows[1:]]]
    found = [
        Case("tên cột thừa có mã lệnh", {"van_ban.csv": csv_bytes(titled)}, hidden=("<script>",)),
        Case("tên bảng có mã lệnh", {"van_ban.csv": csv_bytes([[nasty], *rows])}, hidden=("<script>",)),
        Case("tiêu đề dài một triệu chữ", {"van_ban.csv": csv_bytes([[*rows[0], "x" * 100_000], *[[*r, ""] for r in rows[1:]]])}),
        Case("tên tệp lạ có mã điều khiển", {"van_ban.csv": csv_bytes(rows), f"a{ESC}{BIDI}.txt": b"x"}, (("TEP-01", 0, ""),)),
        Case("tên tệp nguồn có mã điều khiển", {f"van_ban__{ESC}{BIDI}.csv": csv_bytes(changed(rows, {(4, "Ký số"): "?"}))}, (("O-02", 4, "Ký số"), ("TEP-11", 0, "")), ("KHTC",)),
        Case("tên trang có mã lệnh", {"van_ban.xlsx": xlsx(changed(rows, {(4, "Ký số"): "?"}), sheet=f"<b>{BIDI}x")}, (("O-02", 4, "Ký số"),), ("KHTC",)),
        Case("tên trang là số điện thoại", {"van_ban.xlsx": xlsx(changed(rows, {(4, "Ký số"): "?"}), sheet="0912345678")}, (("O-02", 4, "Ký số"),), ("KHTC",), hidden=("0912345678",)),
        Case("tên tệp có số căn cước", {"van_ban__079123456789.csv": csv_bytes(rows)}, (("TEP-03", 0, ""),), ("*",), hidden=("079123456789",)),
        Case("mã có mã lệnh", {"van_ban.csv": csv_bytes(column(rows, "Số ký hiệu", lambda c: f"=HYPERLINK({c}){ESC}"))}),
        Case("đơn vị có mã lệnh", {"van_ban.csv": csv_bytes(changed(rows, {(4, "Mã đơn vị"): nasty}))}, (("DV-02", 4, ""),), ("SO",), instead={"KHTC": (1, 1)}, hidden=("<script>", "calc")),
        Case("đơn vị là đường dẫn", {"van_ban.csv": csv_bytes(changed(rows, {(4, "Mã đơn vị"): "../../etc/passwd"}))}, (("DV-02", 4, ""),), ("SO",), instead={"KHTC": (1, 1)}, hidden=("passwd",)),
        Case("dữ liệu cá nhân không bị nêu", {"van_ban.csv": csv_bytes(changed([[*r, "Họ tên" if n == 0 else "Lê Văn Dân 079123456789"] for n, r in enumerate(rows)], {(4, "Ký số"): "Lê Văn Dân"}))}, (("O-02", 4, "Ký số"),), ("KHTC",), hidden=("Lê Văn Dân", "079123456789")),
    ]  # fmt: skip
    return found
