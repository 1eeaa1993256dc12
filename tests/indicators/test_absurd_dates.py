"""Days years away from the period leave figures: the warning names which."""

from __future__ import annotations

import io
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sheets import workbook
from small import evaluated, plan
from tables import BAD, table, target

from toolkit.indicators.absurd_dates import absurd_date_findings
from toolkit.periods import parse_period
from toolkit.plan import Plan, Target
from toolkit.sources import large_csv, survey

HEAD = "Mã hồ sơ,Mã đơn vị,Ngày tiếp nhận,Ngày trả kết quả,Hình thức tiếp nhận,Đã định danh\n"
SOUND = "1,A,01/02/2024,05/02/2024,Trực tuyến,Có\n"
PLAN = plan(
    targets=[
        {"id": "CT3", "name": "Định danh", "goal": "80%", "source": "ho_so_tthc", "success": {"identified": True}, "points": 5},
        {"id": "CT4", "name": "Trực tuyến", "goal": "80%", "source": "ho_so_tthc", "population": {"returned_at": "present"}, "date": "returned_at", "success": {"channel": "online"}, "points": 5},
    ]
)  # fmt: skip


def told(tmp_path, row):
    e = evaluated(tmp_path, {"2024/ho_so_tthc.csv": HEAD + SOUND + row}, plan=PLAN)
    figures = [(each.numerator, each.denominator) for each in (e.indicator("A", "CT3"), e.indicator("A", "CT4"))]
    return figures, [(f.row, f.column, f.problem) for f in e.findings if f.code == "DONG-10"]


def test_received_decades_before_leaves_the_figure_by_the_day_of_receipt(tmp_path):
    figures, found = told(tmp_path, "2,A,15/06/1994,20/06/2024,Trực tuyến,Có\n")
    assert figures == [(1, 1), (2, 2)]
    assert [(row, column) for row, column, _ in found] == [(3, "Ngày tiếp nhận")]
    assert "CT3" in found[0][2] and "CT4" not in found[0][2]


def test_returned_years_after_leaves_the_figure_by_the_day_of_return(tmp_path):
    figures, found = told(tmp_path, "2,A,15/06/2024,20/06/2042,Trực tuyến,Có\n")
    assert figures == [(2, 2), (1, 1)]
    assert [(row, column) for row, column, _ in found] == [(3, "Ngày trả kết quả")]
    assert "CT4" in found[0][2] and "CT3" not in found[0][2]


def test_carried_over_from_last_year_into_the_next_is_nothing_strange(tmp_path):
    for n, row in enumerate(("2,A,15/06/2022,20/06/2024,Trực tuyến,Có\n", "2,A,15/06/2024,20/06/2025,Trực tuyến,Có\n")):
        assert told(tmp_path / str(n), row)[1] == []


def test_outside_by_every_date_is_told_once(tmp_path):
    e = evaluated(tmp_path, {"2024/ho_so_tthc.csv": HEAD + SOUND + "2,A,15/06/1994,20/06/1994,Trực tuyến,Có\n"}, plan=PLAN)  # fmt: skip
    assert [f.code for f in e.findings if f.row == 3] == ["DONG-03"]


def test_a_day_of_a_stock_years_after_the_end_is_told(tmp_path):
    """Joined in 2042 for 2024: not on strength, so not among the staff of any target."""
    staff = "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\n1,A,Không,Có,01/02/2020,\n2,A,Không,Có,01/02/2042,\n"
    targets = [
        {"id": "S", "name": "Nữ", "goal": "50%", "source": "can_bo", "success": {"is_female": True}, "points": 5}
    ]
    e = evaluated(tmp_path, {"2024/can_bo.csv": staff}, plan=plan(targets=targets))
    assert (e.indicator("A", "S").numerator, e.indicator("A", "S").denominator) == (1, 1)
    assert [(f.row, f.column) for f in e.findings if f.code == "DONG-10"] == [(3, "Ngày vào")]


# The same on tables written by hand --------------------------------------------------------------------------------

ONLINE = {"source": "ho_so_tthc", "success": {"channel": "online"}}
RECEIVED, RETURNED = target("N", **ONLINE), target("R", date="returned_at", **ONLINE)


def absurd(*sources, targets, period="2024"):
    """What is said of some sources: file, row, column, and the first words of each finding."""
    made = Plan.model_validate(plan()).model_copy(update={"targets": targets})
    tables = {data.source.name: data for data in sources}
    found = absurd_date_findings(made, tables, period=parse_period(period))
    assert {each.code for each in found} <= {"DONG-10"}
    return [(each.file, each.row, each.column, each.problem.partition(" (dòng")[0]) for each in found]


def early(count, targets):
    return f"{count} dòng có ngày này sớm hơn kỳ quá 5 năm nên không tính theo ngày này vào {targets}"


def late(count, targets):
    return f"{count} dòng có ngày này muộn hơn kỳ quá 1 năm nên không tính theo ngày này vào {targets}"


@pytest.mark.parametrize(
    ("period", "day", "is_absurd"),
    [
        ("2024", "2018-12-31", True),
        ("2024", "2019-01-01", False),
        ("2024-H2", "2019-06-30", True),
        ("2024-H2", "2019-07-01", False),
        ("2022..2025", "2016-12-31", True),
        ("2022..2025", "2017-01-01", False),
    ],
)
def test_a_day_is_absurd_from_five_years_before_the_period(period, day, is_absurd):
    data = table("ho_so_tthc", {"received_at": day, "returned_at": "2024-08-08"})
    told = absurd(data, targets=[RECEIVED, RETURNED], period=period)
    assert told == ([("2024/ho_so_tthc.csv", 2, "Ngày tiếp nhận", early(1, "N"))] if is_absurd else [])


@pytest.mark.parametrize(
    ("period", "day", "is_absurd"),
    [
        ("2024", "2025-12-28 23:59", False),  # the 28th is in every month
        ("2024", "2025-12-29", True),
        ("2024-H1", "2025-06-28", False),
        ("2024-H1", "2025-06-29", True),
    ],
)
def test_a_day_is_absurd_from_one_year_after_the_period(period, day, is_absurd):
    data = table("ho_so_tthc", {"received_at": "2024-02-02", "returned_at": day})
    told = absurd(data, targets=[RECEIVED, RETURNED], period=period)
    assert told == ([("2024/ho_so_tthc.csv", 2, "Ngày trả kết quả", late(1, "R"))] if is_absurd else [])


def test_rows_are_told_by_file_with_the_first_of_them_and_every_target_that_they_leave():
    rows = [
        {"received_at": "1994-02-01", "returned_at": "2024-02-01", "row": 9},
        {"received_at": "1995-02-01", "returned_at": "2024-12-31", "row": 4},
        {"received_at": "1996-02-01", "returned_at": "2024-01-01", "file": 1},
        {"received_at": "2024-02-01", "returned_at": "2042-02-01", "row": 7},
        {"received_at": "2024-02-01", "returned_at": "2024-02-02", "row": 8},
        {"received_at": "1994-02-01", "returned_at": "2042-02-01", "row": 10},  # outside by every date: told elsewhere
        {"received_at": BAD, "returned_at": "2042-02-01", "row": 11},
    ]
    third = target("M", **ONLINE)
    told = absurd(table("ho_so_tthc", *rows, files=["a", "b"]), targets=[RECEIVED, RETURNED, third])
    assert told == [
        ("2024/a.csv", 4, "Ngày tiếp nhận", early(2, "N, M")),
        ("2024/b.csv", 4, "Ngày tiếp nhận", early(1, "N, M")),
        ("2024/a.csv", 7, "Ngày trả kết quả", late(1, "R")),
    ]


def test_a_source_with_one_date_has_no_row_that_is_inside_by_another():
    data = table("van_ban", {"issued_at": "1994-02-01"}, {"issued_at": "2042-02-01"})
    assert absurd(data, targets=[target()]) == []


def test_without_targets_or_files_nothing_is_said():
    data = table("ho_so_tthc", {"received_at": "1994-02-01", "returned_at": "2024-02-01"})
    assert absurd(data, targets=[target()]) == []
    empty = table("ho_so_tthc", {"received_at": "1994-02-01", "returned_at": "2024-02-01"}, files=[])
    assert absurd(empty, targets=[RECEIVED, RETURNED]) == []
    staff = table("can_bo", {"joined_at": "2042-01-01"}, files=[])
    assert absurd(staff, targets=[target(source="can_bo", success={"is_female": True})]) == []


WOMEN = target("W", source="can_bo", success={"is_female": True})
TRAINED = target("X", source="can_bo", success={"trained_basic": True})
OPEN = target("O", source="du_lieu_mo", population={"required": True}, success={"published_at": "present"})
LISTED = target("L", source="du_lieu_mo", success={"required": True})


def test_days_of_stocks_years_after_the_end_count_as_absent_for_the_targets_that_look_at_them():
    staff = table("can_bo", {"joined_at": "2042-01-01"}, {"joined_at": "1970-01-01", "left_at": "2042-01-01"})
    courses = table("tap_huan", {"unit": None, "completed_at": "2042-01-01"})
    datasets = table("du_lieu_mo", {"published_at": "2042-01-01"}, {"published_at": "1970-01-01"})
    told = absurd(staff, courses, datasets, targets=[WOMEN, TRAINED, OPEN, LISTED])
    assert told == [
        ("2024/can_bo.csv", 2, "Ngày vào", late(1, "W, X")),
        ("2024/tap_huan.csv", 2, "Ngày hoàn thành", late(1, "X")),
        ("2024/du_lieu_mo.csv", 2, "Ngày công bố", late(1, "O")),
    ]


def test_a_population_can_look_at_a_day_of_a_stock_too():
    data = table("du_lieu_mo", {"published_at": "2042-01-01"})
    published = target("P", source="du_lieu_mo", population={"published_at": "present"}, success={"required": True})
    assert absurd(data, targets=[published]) == [("2024/du_lieu_mo.csv", 2, "Ngày công bố", late(1, "P"))]
    trained = target("Q", source="can_bo", population={"trained_data": True}, success={"is_female": True})
    courses = table("tap_huan", {"unit": None, "completed_at": "2042-01-01"})
    assert absurd(courses, targets=[trained]) == [("2024/tap_huan.csv", 2, "Ngày hoàn thành", late(1, "Q"))]
    assert absurd(courses, targets=[WOMEN]) == []


def test_the_remedy_is_to_look_at_the_year():
    made = Plan.model_validate(plan()).model_copy(update={"targets": [WOMEN]})
    (found,) = absurd_date_findings(
        made, {"can_bo": table("can_bo", {"joined_at": "2042-01-01"})}, period=parse_period("2024")
    )
    assert found.remedy == "kiểm tra năm của ngày với hồ sơ gốc; nếu đúng thì không cần sửa."
    assert found.level == "warning"


# Days that conditions and measures look at ---------------------------------------------------------------------------


def touched(count, how, targets):
    return f"{count} dòng có ngày này {how} nên có thể làm sai {targets}"


def test_a_day_that_a_condition_or_a_measure_looks_at_touches_the_figure():
    """Due in 2042: whoever returned it, returned it in time. Due within the year: a mean of days would be of centuries."""
    on_time = target("D", source="ho_so_tthc", success={"returned_at": {"on_or_before": "due_at"}})
    days = Target.model_validate(
        {"id": "M", "name": "M", "source": "ho_so_tthc", "measure": {"mean_days": ["received_at", "returned_at"]}, "date": "returned_at", "goal": 5, "floor": 20, "points": 1}
    )  # fmt: skip
    inside = {"received_at": "2024-02-01", "returned_at": "2024-03-01", "due_at": "2024-04-01"}
    data = table(
        "ho_so_tthc",
        inside,
        inside | {"due_at": "2042-04-01"},
        inside | {"due_at": "1924-04-01"},
        inside | {"received_at": "1924-02-01"},  # leaves D by the day of receipt; M counts a hundred years
        inside | {"received_at": "2024-02-01", "returned_at": "2124-03-01"},  # leaves M; D takes it for late
        {"received_at": "1924-02-01", "returned_at": "1924-02-02", "due_at": "2042-04-01"},  # outside by every date
    )
    file = "2024/ho_so_tthc.csv"
    assert absurd(data, targets=[on_time, days]) == [
        (file, 5, "Ngày tiếp nhận", early(1, "D")),
        (file, 5, "Ngày tiếp nhận", touched(1, "sớm hơn kỳ quá 5 năm", "M")),
        (file, 6, "Ngày trả kết quả", late(1, "M")),
        (file, 6, "Ngày trả kết quả", touched(1, "muộn hơn kỳ quá 1 năm", "D")),
        (file, 4, "Ngày hẹn trả", touched(1, "sớm hơn kỳ quá 5 năm", "D")),
        (file, 3, "Ngày hẹn trả", touched(1, "muộn hơn kỳ quá 1 năm", "D")),
    ]
    assert absurd(data, targets=[RECEIVED]) == []  # nothing else looks at these days


@pytest.mark.parametrize(("day", "is_absurd"), [("1964-12-27", True), ("1964-12-28", False)])
def test_a_day_of_a_stock_is_absurd_from_sixty_years_before_its_end(day, is_absurd):
    data = table("can_bo", {"joined_at": day}, {"joined_at": "2020-01-01", "left_at": "2042-01-01"})
    told = absurd(data, targets=[WOMEN])
    assert told == ([("2024/can_bo.csv", 2, "Ngày vào", touched(1, "sớm hơn kỳ quá 60 năm", "W"))] if is_absurd else [])


def test_early_days_of_stocks_touch_the_targets_that_rest_on_them():
    staff = table("can_bo", {"joined_at": "2020-01-01", "left_at": "1924-01-01"})
    courses = table("tap_huan", {"unit": None, "completed_at": "1924-01-01"})
    datasets = table("du_lieu_mo", {"published_at": "1924-01-01"})
    told = absurd(staff, courses, datasets, targets=[WOMEN, TRAINED, OPEN, LISTED])
    long_ago = "sớm hơn kỳ quá 60 năm"
    assert told == [
        ("2024/can_bo.csv", 2, "Ngày ra", touched(1, long_ago, "W, X")),
        ("2024/tap_huan.csv", 2, "Ngày hoàn thành", touched(1, long_ago, "X")),
        ("2024/du_lieu_mo.csv", 2, "Ngày công bố", touched(1, long_ago, "O")),
    ]


# In every file -------------------------------------------------------------------------------------------------------

SERIALS = {"15/06/1924": 8933, "15/06/2124": 81982, "01/02/2024": 45323, "05/02/2024": 45327, "20/06/2024": 45463}


def in_form(form, rows):
    """The rows as a CSV; as a workbook or a Parquet file whose days are days."""
    if form == "csv":
        return "".join(",".join(row) + "\n" for row in rows)
    if form == "xlsx":
        cell = lambda n, at, text: f'<c r="{chr(65 + at)}{n}" s="1"><v>{SERIALS[text]}</v></c>' if text in SERIALS else text  # noqa: E731  # fmt: skip
        return workbook([[cell(n, at, text) for at, text in enumerate(row)] for n, row in enumerate(rows, 1)])
    day = lambda text: datetime.strptime(text, "%d/%m/%Y").date() if "/" in text else text  # noqa: E731
    columns = {name: pa.array([day(cell) for cell in cells]) for name, *cells in zip(*rows)}
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a_day_of_another_century_is_a_warning_and_blocks_nothing(form, is_large, tmp_path, monkeypatch):
    """Of three dossiers one was received in 1924 and one returned in 2124: CT3 counts those received in 2024, CT4 those
    returned then."""
    if is_large:
        monkeypatch.setattr(large_csv, "LARGE", 1)
        monkeypatch.setattr(survey, "LARGE", 1)
    rows = [line.split(",") for line in (HEAD + SOUND).splitlines()]
    rows += ["2", "A", "15/06/1924", "20/06/2024", "Trực tuyến", "Không"], ["3", "A", "01/02/2024", "15/06/2124", "Trực tiếp", "Có"]  # fmt: skip
    e = evaluated(tmp_path, {f"2024/ho_so_tthc.{form}": in_form(form, rows)}, plan=PLAN)
    figures = [(e.indicator("A", t).numerator, e.indicator("A", t).denominator) for t in ("CT3", "CT4")]
    assert figures == [(2, 2), (2, 2)]
    assert sorted((f.code, f.row, f.column, f.level) for f in e.findings if f.row) == [
        ("DONG-10", 3, "Ngày tiếp nhận", "warning"),
        ("DONG-10", 4, "Ngày trả kết quả", "warning"),
    ]


@pytest.mark.parametrize("day", ["01/01/1900", "30/12/1899", "1899-12-31 00:00:00", "15/06/1799", "15/06/24"])
def test_what_stands_for_no_day_or_is_none_still_blocks(day, tmp_path):
    e = evaluated(tmp_path, {"2024/ho_so_tthc.csv": HEAD + SOUND + f"2,A,15/06/2024,{day},Trực tuyến,Có\n"}, plan=PLAN)
    assert (e.indicator("A", "CT3").state, e.indicator("A", "CT4").state) == ("ok", "blocked")
    (found,) = (f for f in e.findings if f.row)
    assert (found.code, found.row, found.column) == ("O-01", 3, "Ngày trả kết quả")
    assert ("cách phần mềm ghi một ô ngày không có giá trị" in found.problem) == ("1900" in day or "1899" in day)
