"""A workbook with a cell that no program writes costs its file at most: never the process, never a value that is another's."""

from __future__ import annotations

import pytest
from sheets import workbook
from small import evaluated

HEAD = ["Số ký hiệu", "Mã đơn vị", "Ngày ban hành", "Độ mật", "Ký số"]
FIRST = ["1", "A", "01/02/2024", "", "Có"]


def outcome(tmp_path, *cells: str):
    """What comes of a sheet with one sound record of A and, in row 3, a record with strange cells."""
    row = ["2", "A", "01/02/2024", "", "Không"]
    for cell in cells:
        at = "ABCDE".index(next(letter for letter in cell.partition('r="')[2] if letter in "ABCDE"))
        row[at] = cell
    e = evaluated(tmp_path, {"2024/van_ban.xlsx": workbook([HEAD, FIRST, row])})
    count = e.indicator("A", "T1")
    shown = f"{count.numerator}/{count.denominator}" if count.state == "ok" else count.state
    return shown, {(f.code, f.row, f.column) for f in e.findings if f.file}


REFUSED = [
    '<c r="AAAAAAAAE3"><v>1</v></c>',
    '<c r="ZZZE3"><v>1</v></c>',
    '<c r="E99999999999999999999"><v>1</v></c>',
    '<c r="E7"><v>1</v></c>',  # the reader would put it into row 7
    '<c r="E"><v>1</v></c>',
    '<c r="E3" t="s"><v>-9</v></c>',  # the reader would take the first text, "Có"
    '<c r="E3" t="s"><v>x</v></c>',
    '<c r="E3" s="x"><v>1</v></c>',
    '<c r="E3" s="1"><v>-1e300</v></c>',
    '<c r="E3"><v>1</v></c><c r="E3"><v>0</v></c>',
]


@pytest.mark.parametrize("cell", REFUSED)
def test_a_cell_that_cannot_be_placed_refuses_the_file_by_its_row(cell, tmp_path):
    assert outcome(tmp_path, cell) == ("blocked", {("TEP-02", 3, "")})


UNKNOWN = [
    ('<c r="C3" s="1"><v>20240615</v></c>', ("O-01", 3, "Ngày ban hành")),
    ('<c r="C3" s="1"><v>1e300</v></c>', ("O-01", 3, "Ngày ban hành")),
    ('<c r="E3" s="1"><v>79123456789</v></c>', ("O-05", 3, "Ký số")),
    ('<c r="E3" t="inlineStr"><v>Có</v></c>', ("O-05", 3, "Ký số")),
    ('<c r="D3" s="1"><v>79123456789</v></c>', ("TEP-05", 3, "Độ mật")),
]


@pytest.mark.parametrize(("cell", "finding"), UNKNOWN, ids=[finding[2] + cell[-20:] for cell, finding in UNKNOWN])
def test_a_cell_of_which_nothing_is_read_is_unknown_in_every_column(cell, finding, tmp_path):
    assert outcome(tmp_path, cell) == ("blocked", {finding})


def test_an_id_and_a_unit_of_which_nothing_is_read_are_unknown(tmp_path):
    shown, findings = outcome(tmp_path / "id", '<c r="A3" s="1"><v>79123456789</v></c>')
    assert (shown, ("O-05", 3, "Số ký hiệu") in findings) == ("blocked", True)
    shown, findings = outcome(tmp_path / "unit", '<c r="B3" s="1"><v>79123456789</v></c>')
    assert ("DV-02", 3, "Mã đơn vị") in findings


def test_a_last_row_of_which_nothing_is_read_is_still_a_row(tmp_path):
    """Only the day of a third record can be seen to be there: somebody deleted the rest, or it was never written."""
    rows = [HEAD, FIRST, ["", "", '<c r="C3" s="1"><v>20240615</v></c>', "", ""]]
    e = evaluated(tmp_path, {"2024/van_ban.xlsx": workbook(rows)})
    assert ("O-04", 3) in {(f.code, f.row) for f in e.findings}


def test_the_last_moment_of_a_day_is_in_the_day(tmp_path):
    """45657 is 31/12/2024; 45291 is 31/12/2023. A third of the last second before midnight, as programs write it."""
    for serial, count in (("45657.99999999999", "1/2"), ("45657.999996", "1/2"), ("45291.99999999999", "1/1")):
        cell = f'<c r="C3" s="1"><v>{serial}</v></c>'
        assert outcome(tmp_path / serial, cell)[0] == count
        assert outcome(tmp_path / f"{serial} number", cell.replace(' s="1"', ""))[0] == count


def test_a_number_is_what_the_spreadsheet_shows_of_it(tmp_path):
    """15 digits: 4.000000000000001 of 5.0 is 4 of 5; of a number too large for them nobody knows the last digits."""
    head = ["Mã đơn vị", "Mã chỉ tiêu", "Tử số", "Mẫu số"]
    from small import reported

    plan = reported({"id": "N", "goal": "80%", "points": 10})
    for value, state in (
        ("4.000000000000001", "ok"),
        ("4.0001", "blocked"),
        ("1E3", "blocked"),
        ("12345678901234567", "blocked"),
    ):
        rows = [head, ["A", "N", f'<c r="C2"><v>{value}</v></c>', '<c r="D2"><v>5</v></c>']]
        e = evaluated(tmp_path / value, {"2024/bao_cao_don_vi.xlsx": workbook(rows)}, plan=plan)
        count = e.indicator("A", "N")
        assert (count.state, count.numerator) == (state, 4 if state == "ok" else count.numerator)


def test_a_panic_of_the_reader_costs_the_file_and_any_other_end_goes_on(tmp_path, monkeypatch):
    panic = type("PanicException", (BaseException,), {})  # as the reader's own runtime raises it

    def ends(error):
        def read(path):
            raise error

        monkeypatch.setattr("toolkit.sources.workbook.fastexcel.read_excel", read)
        return evaluated(tmp_path, {"2024/van_ban.xlsx": workbook([HEAD, FIRST])})

    made = ends(panic("index out of bounds"))
    assert made.indicator("A", "T1").state == "blocked"
    assert ("TEP-02", "2024/van_ban.xlsx") in {(f.code, f.file) for f in made.findings}
    with pytest.raises(KeyboardInterrupt):
        ends(KeyboardInterrupt())
