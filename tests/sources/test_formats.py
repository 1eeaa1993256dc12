"""Workbooks of other formats, tables of HTML pages, ZIP files, wrong endings: the rules of ``.xlsx``, or one sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from sheets import workbook
from small import codes, evaluated, reported

from toolkit.sources.kinds import kind_of

FORMATS = Path(__file__).resolve().parents[1] / "data/formats"
HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số"
ROWS = "1,A,01/02/2024,,Có\n2,A,01/02/2024,,Không\n3,B,01/02/2024,,Có\n"
CSV = f"{HEAD}\n{ROWS}".encode()


def page(body, head=""):
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def table(rows, title=""):
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{f'<tr><td colspan=5>{title}</td></tr>' if title else ''}{lines}</table>"


CELLS = [line.split(",") for line in CSV.decode().splitlines()]
PAGE = page(table(CELLS, title="DANH SÁCH VĂN BẢN"))


def packed(**files):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__dot__", "."), content)
    return sink.getvalue()


def counts(e, *units):
    return [(i.state, i.numerator, i.denominator) for i in (e.indicator(unit, "T1") for unit in units)]


@pytest.mark.parametrize("ending", ["xls", "ods", "xlsx"])
def test_a_workbook_is_read_by_the_same_rules_in_each_format(tmp_path, ending):
    e = evaluated(tmp_path, {f"2024/van_ban.{ending}": (FORMATS / f"van_ban.{ending}").read_bytes()})
    told = sorted((f.code, f.row, f.column) for f in e.findings if f.code.startswith("O-"))
    # rows 7 and 8 hold an error in the day and in the mark: both are B's, and neither is empty
    assert told == [("O-05", 7, "Ngày ban hành"), ("O-05", 8, "Ký số")]
    # A: 1/VB signed; 2/VB, merged with it and of the last second of the year, not; 3/VB signed, its day as text
    assert counts(e, "A") == [("ok", 2, 3)]
    assert e.indicator("B", "T1").state == "blocked"


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_hidden_rows_refuse_the_workbook_in_each_format(tmp_path, ending):
    e = evaluated(tmp_path, {f"2024/van_ban.{ending}": (FORMATS / f"an.{ending}").read_bytes()})
    assert [(f.code, f.row) for f in e.findings if f.file] == [("TEP-08", 4)]
    assert e.indicator("A", "T1").state == "blocked"


@pytest.mark.parametrize("ending", ["xls", "ods", "xlsx"])
def test_numbers_are_what_the_file_holds_and_texts_are_read_as_people_write_them(tmp_path, ending):
    plan = reported({"id": "N", "goal": 3, "points": 10})
    content = (FORMATS / f"bao_cao_don_vi.{ending}").read_bytes()
    e = evaluated(tmp_path, {f"2024/bao_cao_don_vi.{ending}": content}, plan=plan)
    states = {unit: (e.indicator(unit, "N").state, e.indicator(unit, "N").numerator) for unit in "ABC"}
    # B's 0,25 is shown as 25%, where a plain number is asked; C's text "1.234" is 1,234 or 1234
    assert states == {"A": ("ok", 1.5), "B": ("blocked", None), "C": ("blocked", None)}


DELIVERIES = {
    "an HTML table called .xls": ("van_ban.xls", PAGE),
    "an HTML table called .html": ("van_ban.html", PAGE),
    "an HTML table called .xlsx": ("van_ban.xlsx", PAGE),
    "a CSV called .xls": ("van_ban.xls", CSV),
    "a CSV called .xlsx": ("van_ban.xlsx", CSV),
    "a text with tabs": ("van_ban.txt", CSV.replace(b",", b"\t")),
    "a CSV in a ZIP": ("van_ban.zip", packed(**{"xuất/export.csv": CSV, "__MACOSX/._export.csv": b"x"})),
    "a page in a ZIP": ("van_ban.zip", packed(**{"export.xls": PAGE})),
}


@pytest.mark.parametrize("way", DELIVERIES)
def test_a_file_is_what_it_holds_whatever_its_ending_says(tmp_path, way):
    name, content = DELIVERIES[way]
    e = evaluated(tmp_path, {f"2024/{name}": content})
    assert counts(e, "A", "B", "SO") == [("ok", 1, 2), ("ok", 1, 1), ("ok", 2, 3)]
    assert not {code for code in codes(e) if code.startswith("TEP")}


REFUSALS = {
    "two deliveries in a ZIP": ("van_ban.zip", packed(**{"a.csv": CSV, "b.csv": CSV}), "TEP-02", "2 tệp số liệu"),
    "nothing in a ZIP": ("van_ban.zip", packed(**{"doc.pdf": b"x"}), "TEP-02", "0 tệp số liệu"),
    "a ZIP in a ZIP": ("van_ban.zip", packed(**{"a.csv": packed(**{"b.csv": CSV})}), "TEP-02", "nén nằm trong"),
    "a damaged ZIP": ("van_ban.zip", packed(**{"a.csv": CSV * 50})[:120], "TEP-02", "tệp nén"),
    "a damaged old workbook": ("van_ban.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "TEP-02", "XLS"),
    "a workbook with a password": (
        "van_ban.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "TEP-02",
        "mật khẩu",
    ),
    "a damaged open document": ("van_ban.ods", packed(mimetype="x", content__dot__xml="<a"), "TEP-02", "ODS"),
    "an open document with entities": (
        "van_ban.ods",
        packed(mimetype="x", content__dot__xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "TEP-10",
        "DOCTYPE",
    ),
    "a binary workbook": ("van_ban.xlsb", packed(**{"xl/workbook.bin": b"x"}), "TEP-02", "XLSB"),
    "a workbook as XML of 2003": (
        "van_ban.xls",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "TEP-02",
        "XML 2003",
    ),
    "a page without a table": ("van_ban.xls", page("<p>Phiên làm việc đã hết hạn</p>"), "COT-01", ""),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_what_is_not_read_is_refused_in_one_sentence_with_what_to_do(tmp_path, what):
    name, content, code, words = REFUSALS[what]
    e = evaluated(tmp_path, {f"2024/{name}": content})
    told = [f for f in e.findings if f.file.endswith(name)]
    assert {f.code for f in told} == {code}
    assert words in told[0].problem and told[0].remedy
    assert e.indicator("A", "T1").state == "blocked"


def test_cells_over_several_rows_and_columns_of_a_page_stand_where_they_are_seen(tmp_path):
    head = "".join(f"<th>{word}</th>" for word in [*CELLS[0], "Ghi chú"])
    body = (
        "<tr><td>1</td><td rowspan='2'>A</td><td>01/02/2024</td><td></td><td>Có</td></tr>"
        "<tr><td>2</td><td>01/02/2024</td><td></td><td>Không</td></tr>"
        "<tr><td>3</td><td>B</td><td>01/02/2024</td><td></td><td colspan='2'>Có</td></tr>"
    )
    e = evaluated(tmp_path, {"2024/van_ban.xls": page(f"<table><tr>{head}</tr>{body}</table>")})
    assert counts(e, "A") == [("ok", 1, 2)]
    assert "TEP-08" not in codes(e)


def test_a_hidden_row_of_a_page_refuses_it(tmp_path):
    rows = table(CELLS).replace("<tr><td>2", "<tr style='display: none'><td>2")
    e = evaluated(tmp_path, {"2024/van_ban.xls": page(rows)})
    assert "TEP-08" in codes(e)


def test_the_text_of_a_cell_is_read_in_the_order_in_which_it_is_seen(tmp_path):
    cells = [list(row) for row in CELLS]
    cells[1][2] = "<b>0<i>1</i></b>/02/<script>9</script>2024"
    cells[1][4] = "<span>C<b></b>ó</span>"
    cells[2][1] = "<div>A</div>\n"
    e = evaluated(tmp_path, {"2024/van_ban.xls": page(table(cells))})
    assert counts(e, "A", "B", "SO") == [("ok", 1, 2), ("ok", 1, 1), ("ok", 2, 3)]


def test_scripts_and_tables_within_cells_are_no_rows(tmp_path):
    cells = [list(row) for row in CELLS]
    cells[1][0] = "<script>alert(1)</script><table><tr><td>1</td></tr></table>"
    e = evaluated(tmp_path, {"2024/van_ban.xls": page(table(cells))})
    assert counts(e, "SO") == [("ok", 2, 3)]


OPEN = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s">'
    '<office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)


def open_document(rows):
    return packed(mimetype="application/vnd.oasis.opendocument.spreadsheet", content__dot__xml=OPEN.format(rows=rows))


def open_row(cells, **attributes):
    more = "".join(f' table:{key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    inside = "".join(
        cell if cell.startswith("<") else f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row{more}>{inside}</table:table-row>"


def test_repeated_cells_and_rows_of_an_open_document_stand_where_they_are_seen(tmp_path):
    blank = '<table:table-cell table:number-columns-repeated="1"/>'
    signed = '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>ĐÚNG</text:p></table:table-cell>'
    noted = "<table:table-cell><office:annotation><text:p>Không</text:p></office:annotation><text:p>C<text:span>ó</text:span></text:p></table:table-cell>"
    rows = (
        open_row(CELLS[0])
        + '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        + open_row(["1", "A", "01/02/2024", blank, signed])
        + open_row(["2", "A", "01/02/2024", blank, noted])
        + open_row(["3", "B", "01/02/2024", blank, "Kh\u00f4ng rõ"])
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    e = evaluated(tmp_path, {"2024/van_ban.ods": open_document(rows)})
    assert counts(e, "A") == [("ok", 2, 2)]
    assert [(f.code, f.row) for f in e.findings if f.code == "O-02"] == [("O-02", 7)]


@pytest.mark.parametrize("name", ["a.csv", "a.ods", "a.xlsx", "a.parquet", "a.zip", "a.txt"])
def test_an_empty_file_is_what_its_ending_says(tmp_path, name):
    (tmp_path / name).write_bytes(b"")
    assert kind_of(tmp_path / name) == {"txt": "csv"}.get(name[2:], name[2:])


def _in_runs(place, text, reading="9"):
    """A cell of which every letter is a run of its own, with a reading above it that is no part of it."""
    runs = "".join(f'<r><rPr><b/></rPr><t xml:space="preserve">{each}</t></r>' for each in text)
    return f'<c r="{place}" t="inlineStr"><is>{runs}<rPh sb="0" eb="1"><t>{reading}</t></rPh></is></c>'


def test_runs_of_a_cell_are_one_text_and_a_reading_above_it_is_none(tmp_path):
    """2 is Phòng A's and signed; 1 is written again, alike; the third is a secret."""
    cells = [
        [
            _in_runs("A3", "2"),
            _in_runs("B3", "Phòng A"),
            _in_runs("C3", "01/02/2024"),
            "",
            _in_runs("E3", "Có", "Không"),
        ],
        [_in_runs("A4", "1"), "A", "01/02/2024", "", "Không"],
        ["3", "A", "01/02/2024", _in_runs("D5", "Mật", "Thường"), "Có"],
    ]
    head = ["Số ký hiệu", "Mã đơn vị", "Ngày ban hành", "Độ mật", "Ký số"]
    e = evaluated(tmp_path, {"2024/van_ban.xlsx": workbook([head, ["1", "A", "01/02/2024", "", "Không"], *cells])})
    own = e.indicator("A", "T1")
    assert (own.state, own.numerator, own.denominator) == ("ok", 1, 2)
    assert [(f.code, f.row) for f in e.findings if f.row] == [("DONG-01", 4)]


def test_reported_numbers_in_runs_are_read_without_the_reading_above(tmp_path):
    head = ["Mã đơn vị", "Mã chỉ tiêu", "Tử số", "Mẫu số", "Ghi chú"]
    rows = [
        head,
        ["A", "N", _in_runs("C2", "12"), _in_runs("D2", "15"), ""],
        ["B", "N", _in_runs("C3", "1²"), "15", ""],
    ]
    e = evaluated(
        tmp_path, {"2024/bao_cao_don_vi.xlsx": workbook(rows)}, plan=reported({"id": "N", "goal": "80%", "points": 1})
    )
    assert (e.indicator("A", "N").numerator, e.indicator("A", "N").denominator) == (12, 15)
    assert e.indicator("B", "N").state == "blocked"
