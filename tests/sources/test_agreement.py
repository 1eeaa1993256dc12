"""One set of rules: the same difficult cells give the same figures and findings, whatever file they come in."""

from __future__ import annotations

import decimal
import io
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sheets import workbook
from small import evaluated, reported

from toolkit.sources import large_csv, survey

HEAD = ["Số ký hiệu", "Mã đơn vị", "Ngày ban hành", "Độ mật", "Ký số"]
FIRST = ["1", "A", "01/02/2024", "", "Có"]
FIGURES = ["Mã đơn vị", "Mã chỉ tiêu", "Tử số", "Mẫu số", "Ghi chú"]
COUNTS = reported({"id": "N", "goal": "80%", "points": 10})
AMOUNTS = reported({"id": "N", "goal": 3, "points": 10})


def as_csv(rows):
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return "\n".join(quoted) + "\n"


def as_parquet(rows, kind="string"):
    encode = str.encode if kind == "binary" else str
    columns = zip(*(map(encode, row) for row in rows[1:]))
    return parquet_of({name: pa.array(list(column), kind) for name, column in zip(rows[0], columns)})


def parquet_of(columns):
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


WAYS = {
    "small CSV": ("csv", as_csv, False),
    "large CSV that the engine scans": ("csv", as_csv, True),
    "large CSV read row by row": ("csv", lambda rows: as_csv(rows) + "\n", True),
    "XLSX": ("xlsx", workbook, False),
    "Parquet": ("parquet", as_parquet, False),
    "Parquet without the mark of texts": ("parquet", lambda rows: as_parquet(rows, "binary"), False),
    "large Parquet": ("parquet", as_parquet, True),
    "large Parquet without the mark": ("parquet", lambda rows: as_parquet(rows, "binary"), True),
}


def told(folder, source, content, *, ending, is_large=False, plan=None, targets=("T1",)):
    """Figures of A and of the agency, and what is found in the files: where, and in which words."""
    contents = content if isinstance(content, list) else [content]
    with pytest.MonkeyPatch.context() as patch:
        if is_large:
            patch.setattr(large_csv, "LARGE", 1)
            patch.setattr(survey, "LARGE", 1)
        files = {f"2024/{source}__{n}.{ending}": each for n, each in enumerate(contents)}
        e = evaluated(folder, files, **({"plan": plan} if plan else {}))
    counts = [e.indicator(unit, target) for target in targets for unit in ("A", "SO")]
    figures = [(count.state, count.numerator, count.denominator) for count in counts]
    places = [(f.file.partition(".")[0], f.code, f.row, f.column, f.problem) for f in e.findings if f.file and f.row]
    return figures, sorted(places)


def disagreeing(tmp_path, source, tables, **more):
    """The ways whose outcome is not that of the small CSV, with it and with what the small CSV gives."""
    found = {
        way: told(tmp_path / str(n), source, list(map(write, tables)), ending=ending, is_large=is_large, **more)
        for n, (way, (ending, write, is_large)) in enumerate(WAYS.items())
    }
    return {way: (told, found["small CSV"]) for way, told in found.items() if told != found["small CSV"]}


TEXTS = {
    "Ngày ban hành": [
        "31/12/2024 23:59:59.999999999", "2024-12-31T23:59:59.999999999", "2024-12-31T16:59:59.999999999Z",
        "2024-12-31T17:00:00Z", "2024-12-31T23:30:00+07:00", "2024-12-31T23:30:00-05:00", "08:30:00 15/06/2024",
        "23:59:59.999999999 31/12/2024", "14:05 26/05/2024", "02:05 CH 26/05/2024", "15/06/24", "2567-06-15",
        "20240615", "79123", "45400", "45400.5", "13/13/2024", "06/15/2024", "5/6/2024 8:30 AM", "#N/A", "#REF!", "NaN", "không rõ",
        " 15/06/2024 ", "15.6.2024", "\u200b15/06/2024", "24:00 15/06/2024", "31/12/1899",
        "1900-01-01 00:00:00", "1900-01-02", "15/06/1924", "15/06/2124", "15/06/2199", "15/06/2200", "15/06/2399", "15/06/1799", "26 tháng 5 năm 1924", "15/6/1824 8:30",
    ],
    "Ký số": [
        "Có", "không", "x", "TRUE", "1", "0", "1.0", "01", "-0", "1e0", "#N/A", "#NAME?", "NaN", "Có.", "c\u00f3", "CO\u0301", "-", "?", "Có\u00a0",
    ],
    "Độ mật": ["Thường", "Mật", "thường ", "Kín", "#N/A", "0", "NaN"],
    "Số ký hiệu": ["01", "1.0", "1e3", "1,23E+14", "12/QĐ", "12/QĐ", "#N/A", "NaN", "-0", "2\u200b", "\u00a02", "0", "1"],
    "Mã đơn vị": ["a", "Phòng A", "P.A", " A ", "#N/A", "NaN", "Phòng  A", "0", "X"],
}  # fmt: skip


@pytest.mark.parametrize("column", TEXTS)
def test_a_text_means_the_same_in_every_file(column, tmp_path):
    at, tables = HEAD.index(column), []
    for n, text in enumerate(TEXTS[column], 2):
        row = [f"S{n}", "A", "01/02/2024", "", "Có" if n % 2 else "Không"]
        row[at] = text
        tables.append([HEAD, FIRST, row])
    together = [HEAD, *(row for _, _, row in tables)]
    assert disagreeing(tmp_path / "together", "van_ban", [together]) == {}
    if column in ("Mã đơn vị", "Độ mật"):  # one that cannot be read blocks all: each file by itself as well
        assert disagreeing(tmp_path / "apart", "van_ban", tables) == {}


NUMBERS = ["3", "03", "-0", "0", "1e3", "9.000", "9,000", "1.234", "3,5", "3.50", "4.000000000000001", "12 345", "5%", "#N/A", "NaN", "−1", "½", "1.234.567", "inf", "12345678901234567"]  # fmt: skip


@pytest.mark.parametrize("goal", ["80%", 3])
def test_a_number_written_as_a_text_means_the_same_in_every_file(goal, tmp_path):
    """Each number in a file of its own, for the cells of a file decide together how they are read."""
    targets = [f"N{n}" for n in range(len(NUMBERS))]
    plan = reported(*({"id": target, "goal": goal, "points": 10} for target in targets))
    tables = [[FIGURES, ["A", target, text, "12345", "ghi"]] for target, text in zip(targets, NUMBERS)]
    assert disagreeing(tmp_path, "bao_cao_don_vi", tables, plan=plan, targets=targets) == {}


LAST = datetime(2024, 12, 31, 23, 59, 59, 999999)
NANO = pa.array([1_735_689_599_999_999_999], pa.timestamp("ns"))  # 31/12/2024 23:59:59.999999999
CLOCK = datetime(2024, 12, 31, 16, 59, 59, 999999, tzinfo=UTC)  # the same by the clocks of Vietnam
# A column, its cell as a text, the same as a Parquet file holds it, and as a workbook does (None: it cannot).
TYPED = [
    ("Ngày ban hành", "31/12/2024", pa.array([date(2024, 12, 31)]), '<c r="C3" s="1"><v>45657</v></c>'),
    ("Ngày ban hành", "31/12/2024", pa.array([date(2024, 12, 31)], pa.date64()), '<c r="C3"><v>45657</v></c>'),
    ("Ngày ban hành", "31/12/2024 23:59:59", NANO, '<c r="C3" s="1"><v>45657.99999999999</v></c>'),
    *[("Ngày ban hành", "31/12/2024 23:59:59", pa.array([LAST], pa.timestamp("us")).cast(pa.timestamp(unit), safe=False), None) for unit in ("s", "ms", "us", "ns")],
    *[("Ngày ban hành", "2024-12-31T16:59:59Z", pa.array([CLOCK], pa.timestamp("us", zone)).cast(pa.timestamp(unit, zone), safe=False), None) for unit in ("s", "ms", "us", "ns") for zone in ("UTC", "+07:00", "Asia/Ho_Chi_Minh", "America/New_York")],
    ("Ngày ban hành", "01/01/2025", pa.array([datetime(2024, 12, 31, 17, tzinfo=UTC)], pa.timestamp("ns", "UTC")), None),
    ("Ngày ban hành", "", pa.array([None], pa.timestamp("ns", "UTC")), None),
    ("Ngày ban hành", "", pa.nulls(1), None),
    ("Ngày ban hành", "20240615", pa.array([20240615]), '<c r="C3"><v>20240615</v></c>'),
    ("Ký số", "Có", pa.array([True]), '<c r="E3" t="b"><v>1</v></c>'),
    ("Ký số", "Không", pa.array([0]), '<c r="E3"><v>0</v></c>'),
    ("Ký số", "Có", pa.array([1.0]), '<c r="E3"><v>1.0</v></c>'),
    ("Ký số", "Có", pa.array([decimal.Decimal("1.00")]), '<c r="E3"><v>1.00</v></c>'),
    ("Ký số", "", pa.array([float("nan")]), None),
    ("Ký số", "2", pa.array([2]), '<c r="E3"><v>2</v></c>'),
    ("Số ký hiệu", "12", pa.array([12.0]), '<c r="A3"><v>12.0</v></c>'),
    ("Số ký hiệu", "12", pa.array([decimal.Decimal("12.00")]), '<c r="A3"><v>12.00</v></c>'),
    ("Số ký hiệu", "12", pa.array([12], pa.int8()), '<c r="A3"><v>12</v></c>'),
    ("Số ký hiệu", "", pa.array([float("nan")]), None),
    ("Số ký hiệu", "1,2E+15", pa.array([1.2e15]), '<c r="A3"><v>1200000000000000</v></c>'),
    ("Số ký hiệu", "1,2E+15", pa.array([1.5]), '<c r="A3"><v>1.5</v></c>'),
    ("Số ký hiệu", "1,2E+15", pa.array([date(2024, 1, 1)]), '<c r="A3" s="1"><v>45292</v></c>'),
]  # fmt: skip


@pytest.mark.parametrize(("column", "text", "typed", "cell"), TYPED)
def test_a_cell_of_a_type_means_what_its_text_does(column, text, typed, cell, tmp_path):
    at = HEAD.index(column)
    row = ["2", "A", "01/02/2024", "", "Không"]
    row[at] = text
    expected = told(tmp_path / "text", "van_ban", as_csv([HEAD, FIRST, row]), ending="csv")
    names = {name: pa.array([FIRST[n], row[n]], pa.string()) for n, name in enumerate(HEAD)}
    names[column] = pa.concat_arrays([pa.nulls(1, typed.type), typed])
    # A column is of one type: the first record has none, so it is left out on both sides.
    columns = {name: cells.slice(1) for name, cells in names.items()}
    alone = told(tmp_path / "alone", "van_ban", as_csv([HEAD, row]), ending="csv")
    for is_large in (False, True):
        found = told(tmp_path / f"{is_large}", "van_ban", parquet_of(columns), ending="parquet", is_large=is_large)
        assert found == alone
    if cell:
        row[at] = cell
        assert told(tmp_path / "xlsx", "van_ban", workbook([HEAD, FIRST, row]), ending="xlsx") == expected


FLOATS = [
    ("3", pa.array([3.0]), "3.0"),
    ("3", pa.array([decimal.Decimal("3.000")]), "3.000"),
    ("3,5", pa.array([3.5], pa.float32()), "3.5"),
    ("0,1", pa.array([0.1], pa.float32()), "0.1"),
    ("0,3", pa.array([0.1 + 0.2]), "0.30000000000000004"),
    ("4", pa.array([4.000000000000001]), "4.000000000000001"),
    ("0", pa.array([-0.0]), "-0"),
    ("1000", pa.array([1e3]), "1E3"),
    ("0,0000001", pa.array([1e-7]), "1E-7"),
    ("7", pa.array([7], pa.uint8()), "7"),
    ("", pa.array([float("nan")]), None),
    ("", pa.array([None], pa.float64()), None),
]


@pytest.mark.parametrize(("text", "typed", "number"), FLOATS)
@pytest.mark.parametrize("plan", [COUNTS, AMOUNTS], ids=["counts", "amounts"])
def test_a_number_of_a_type_is_the_number_that_people_write(text, typed, number, plan, tmp_path):
    more = {"plan": plan, "targets": ["N"]}
    expected = told(tmp_path / "text", "bao_cao_don_vi", as_csv([FIGURES, ["A", "N", text, "1000", ""]]), ending="csv", **more)  # fmt: skip
    given = {"Mã đơn vị": ["A"], "Mã chỉ tiêu": ["N"], "Tử số": typed, "Mẫu số": [1000], "Ghi chú": [""]}
    for is_large in (False, True):
        found = told(tmp_path / f"{is_large}", "bao_cao_don_vi", parquet_of(given), ending="parquet", is_large=is_large, **more)  # fmt: skip
        assert found == expected
    if number:
        rows = [FIGURES, ["A", "N", f'<c r="C2"><v>{number}</v></c>', '<c r="D2"><v>1000</v></c>', ""]]
        assert told(tmp_path / "xlsx", "bao_cao_don_vi", workbook(rows), ending="xlsx", **more) == expected


@pytest.mark.parametrize("value", [1e15, float("inf"), 1.5e16])
def test_a_number_whose_last_digits_are_gone_is_refused(value, tmp_path):
    given = {"Mã đơn vị": ["A"], "Mã chỉ tiêu": ["N"], "Tử số": [value], "Mẫu số": [1e14]}
    figures, findings = told(
        tmp_path, "bao_cao_don_vi", parquet_of(given), ending="parquet", plan=AMOUNTS, targets=["N"]
    )
    assert (figures[0][0], [code for _, code, *_ in findings]) == ("blocked", ["O-03"])


def test_bytes_that_are_no_letters_refuse_their_file(tmp_path):
    for n, letters in enumerate((b"\xe1\xbb", b"a\x00b", "Kh\ufffdng".encode())):
        cells = {name: pa.array([cell.encode()], pa.binary()) for name, cell in zip(HEAD, FIRST)}
        content = parquet_of({**cells, "Ký số": pa.array([letters], pa.binary())})
        for is_large in (False, True):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(survey, "LARGE", 1 if is_large else 10**9)
                e = evaluated(tmp_path / f"{n}{is_large}", {"2024/van_ban.parquet": content})
            assert {f.code for f in e.findings if f.file} <= {"TEP-02", "TEP-07"}
            assert e.indicator("A", "T1").state == "blocked"


@pytest.mark.parametrize("letters", ["Kh\ufffdng", "a\x00b"])
@pytest.mark.parametrize("few", [20_000, 0])
def test_letters_that_are_lost_are_found_in_every_column_whatever_is_known_of_it(letters, few, tmp_path, monkeypatch):
    """Large files are looked at once: in the few different values of a column, or in every row of it."""
    monkeypatch.setattr(survey, "_FEW", few)
    for column in HEAD[:2] + HEAD[3:]:  # all but the day
        given = {name: [cell, cell] for name, cell in zip(HEAD, FIRST)} | {HEAD[0]: ["1/A", "2/A"]}
        given[column] = [given[column][0], letters]
        told = []
        for large in (1, 10**9):
            monkeypatch.setattr(survey, "LARGE", large)
            e = evaluated(tmp_path / f"{column}{large}", {"2024/van_ban.parquet": parquet_of(given)})
            assert e.indicator("A", "T1").state == "blocked"
            told.append([(f.code, f.problem, f.row) for f in e.findings if f.code in ("TEP-02", "TEP-07")])
        assert len(told[0]) == 1 and told[0] == told[1]


@pytest.mark.parametrize("name", ["[1]", "*", "?", "[a-z]", "{1}", "a]b", "[!1]"])
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_name_is_no_pattern(name, ending, tmp_path, monkeypatch):
    """Neither of a file nor of a folder: ``van_ban__[1].csv`` would be read as ``van_ban__1.csv``, ``Ký số=Có`` as a column."""
    monkeypatch.setattr(large_csv, "LARGE", 1)
    monkeypatch.setattr(survey, "LARGE", 1)
    write = as_csv if ending == "csv" else as_parquet
    one, other = ([HEAD, [id, "A", "01/02/2024", "", signed]] for id, signed in (("1", "Có"), ("2", "Không")))
    files = {f"2024/van_ban__1.{ending}": write(one), f"2024/van_ban__{name}.{ending}": write(other)}
    count = evaluated(tmp_path / "Ký số=Có" / f"x{name}", files).indicator("A", "T1")
    assert (count.state, count.numerator, count.denominator) == ("ok", 1, 2)
