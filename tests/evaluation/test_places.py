"""Where the files of a period lie: its own folder, its parts', or the year's, cut by date."""

from __future__ import annotations

import pytest
from small import HEAD, plan, write_folder

from toolkit.evaluation.places import place_of
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import folder_period, parse_period
from toolkit.words.errors import ToolkitError, UsageError

ROWS = "v1,A,05/01/2024,,x\nv2,A,20/02/2024,,\nv3,A,31/03/2024,,x\nv4,A,01/04/2024,,x\n"
NAMED = [
    {"id": "2024-D1", "name": "Đợt một", "from": "2024-02-01", "to": "2024-03-31"},
    {"id": "2024-D2", "name": "Đợt hai", "from": "2024-03-15", "to": "2024-04-15"},
]


def opened(root, folders, **parts):
    files = {f"{name}/van_ban.csv": HEAD + rows for name, rows in folders.items()}
    return Workspace.open(write_folder(root, files, plan=plan(periods=NAMED, **parts)))


def count(workspace, text):
    (period,) = workspace.select([text])
    each = workspace.evaluate(period).indicator("SO", "T1")
    return f"{each.numerator}/{each.denominator}" if each.state in ("ok", "partial") else each.state


@pytest.mark.parametrize(
    ("text", "id", "title"),
    [
        ("2024-M07", "2024-M07", "tháng 7 năm 2024"),
        ("2024-07", "2024-M07", "tháng 7 năm 2024"),
        ("2024-M12", "2024-M12", "tháng 12 năm 2024"),
    ],
)
def test_a_month_is_a_period(text, id, title):
    period = parse_period(text)
    assert (period.id, period.title, period.previous().id) == (id, title, id.replace("2024", "2023"))
    assert folder_period(text) == period


@pytest.mark.parametrize("text", ["2024-M13", "2024-00", "2024-M7", "2024-7"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(UsageError):
        parse_period(text)


def test_a_part_of_a_year_without_a_folder_is_cut_from_the_year(tmp_path):
    made = opened(tmp_path, {"2024": ROWS})
    assert [
        count(made, text) for text in ("2024", "2024-Q1", "2024-M01", "2024-04", "2024-D1", "2024-D2", "2024-M05")
    ] == [
        "3/4",
        "2/3",
        "1/1",
        "1/1",
        "1/2",
        "2/2",
        "no_cases",
    ]
    (period,) = made.select(["2024-Q1"])
    found = made.evaluate(period)
    assert found.made_of == "cắt từ tệp của năm 2024 theo ngày"
    assert "DONG-03" not in [f.code for f in found.findings]  # rows of other days are expected there
    assert list(found.inputs) == ["2024/van_ban.csv"]


def test_a_year_without_a_folder_is_made_of_its_parts_where_all_are_there(tmp_path):
    first, second = ROWS.split("v4")
    made = opened(tmp_path, {"2024-H1": first, "2024-H2": "v9,A,05/08/2024,,x\n"})
    assert count(made, "2024") == "3/4"
    lacking = opened(tmp_path / "b", {"2024-Q1": first})
    with pytest.raises(UsageError):
        lacking.select(["2024"])


def test_a_list_that_is_a_state_cannot_be_cut_and_says_why(tmp_path):
    target = {
        "id": "T2",
        "name": "T",
        "goal": "80%",
        "source": "dich_vu_cong",
        "success": {"level": "full"},
        "points": 5,
    }
    made = opened(tmp_path, {"2024": ROWS}, targets=[*plan()["targets"], target])
    (tmp_path / "2024/dich_vu_cong.csv").write_text(
        "Mã TTHC,Tên TTHC,Mã đơn vị,Đủ điều kiện,Mức độ\nt1,X,A,x,4\n", "utf-8"
    )
    (period,) = made.select(["2024-M01"])
    found = made.evaluate(period)
    assert found.indicator("A", "T2").state == "missing"
    assert any("cắt từ tệp của năm 2024" in f.problem for f in found.findings if f.target == "T2")


def test_a_named_period_is_compared_with_the_one_before_it_in_the_list(tmp_path):
    made = opened(tmp_path, {"2024": ROWS})
    first, second = made.plan.named_periods
    assert second.previous() == first and first.previous().start.year == 2023
    assert made.evaluate(second).indicator("A", "T1").previous_value is not None
    assert [p.id for p in made.select()] == ["2024", "2024-D1", "2024-D2"]


def test_its_own_folder_goes_before_all(tmp_path):
    made = opened(tmp_path, {"2024": ROWS, "2024-07": "v9,A,05/07/2024,,x\n", "2024-D1": "v8,A,05/02/2024,,\n"})
    assert [count(made, text) for text in ("2024-M07", "2024-D1")] == ["1/1", "0/1"]
    assert place_of(parse_period("2024..2025"), data=tmp_path, folders={}) is None


def test_two_folders_of_one_month_are_refused(tmp_path):
    made = opened(tmp_path, {"2024-07": ROWS, "2024-M07": ROWS})
    with pytest.raises(ToolkitError, match="Hai thư mục của cùng tháng 7"):
        made.select()


def parted(root, **files):
    """The half year made of its quarters: ``files`` are rows by quarter and unit (``Q1_A``), or by quarter (``Q1``)."""
    made = {}
    for name, rows in files.items():
        quarter, _, unit = name.partition("_")
        made[f"2024-{quarter}/van_ban{f'__{unit}' if unit else ''}.csv"] = HEAD + rows
    others = {
        f"2024-{quarter}/dieu_hanh.csv": "Mã hoạt động,Mã đơn vị,Ngày,Trên nền tảng\n" for quarter in ("Q1", "Q2")
    }
    moves = {"sap_nhap.csv": "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nC,B,01/03/2024,\n"} if root.name == "moved" else {}
    return Workspace.open(write_folder(root, made | others | moves)).evaluate(parse_period("2024-H1"))


Q1 = {"Q1_A": "a1,A,05/01/2024,,Có\n", "Q1_B": "b1,B,05/01/2024,,Có\n", "Q1_C": "c1,C,05/01/2024,,\n"}
Q2 = {"Q2_A": "a2,A,05/05/2024,,Có\n", "Q2_B": "b2,B,05/05/2024,,\n"}


def test_who_has_sent_nothing_to_one_of_the_parts_has_no_figure_of_the_whole(tmp_path):
    e = parted(tmp_path, **Q1, **Q2)
    told = {unit: e.indicator(unit, "T1") for unit in ("A", "B", "C", "SO")}
    assert {unit: each.state for unit, each in told.items()} == {"A": "ok", "B": "ok", "C": "missing", "SO": "partial"}
    assert (told["SO"].numerator, told["SO"].denominator, told["SO"].met) == (3, 4, None)
    assert [f.unit for f in e.findings if f.code == "SO-02"] == ["C"]
    whole = parted(tmp_path / "whole", **Q1, **Q2, Q2_C="c2,C,05/05/2024,,Có\n")
    assert (whole.indicator("SO", "T1").state, whole.indicator("SO", "T1").numerator) == ("ok", 4)


def test_who_had_gone_before_a_part_owes_it_nothing(tmp_path):
    """C came to B on 01/3/2024: it stood in the first quarter, and has nothing to send of the second."""
    e = parted(tmp_path / "moved", **Q1, **Q2)
    assert [(e.indicator(u, "T1").numerator, e.indicator(u, "T1").denominator) for u in "AB"] == [(2, 2), (1, 3)]
    assert e.indicator("SO", "T1").state == "ok"


def test_a_source_that_one_of_the_parts_lacks_has_not_come(tmp_path):
    e = parted(tmp_path, Q1="a1,A,05/01/2024,,Có\n")
    assert [e.indicator(unit, "T1").state for unit in ("A", "B", "C", "SO")] == ["missing"] * 4


def test_who_is_silent_in_a_part_may_have_rows_in_a_file_of_all_units_of_another(tmp_path):
    e = parted(tmp_path, Q1="a1,A,05/01/2024,,Có\nc1,C,05/01/2024,,Có\n", **Q2)
    assert [e.indicator(unit, "T1").state for unit in ("A", "B", "C", "SO")] == ["missing"] * 4
    whole = parted(tmp_path / "2", Q1="a1,A,05/01/2024,,Có\n", **Q2, Q2_C="c2,C,05/05/2024,,Có\n")
    assert (whole.indicator("SO", "T1").state, whole.indicator("SO", "T1").denominator) == ("ok", 4)


def test_what_need_not_come_is_told_of_the_parts_that_have_it(tmp_path):
    """A quarter in which nobody was commended has no list of commendations; those of the other are not lost."""
    given = {"2024-Q1/van_ban.csv": HEAD + "a1,A,05/01/2024,,Có\n", "2024-Q2/van_ban.csv": HEAD + "a2,A,05/05/2024,,\n"}
    head = "Số quyết định,Ngày,Cấp,Hình thức khen,Loại,Mã đơn vị,Mã cán bộ\n"
    given["2024-Q2/khen_thuong.csv"] = head + "12/QĐ-ST,06/05/2024,Sở,Giấy khen,Tập thể,A,\n"
    e = Workspace.open(write_folder(tmp_path, given)).evaluate(parse_period("2024-H1"))
    assert (e.indicator("A", "T1").numerator, e.indicator("A", "T1").denominator) == (1, 2)
    assert [each.decision for each in e.granted] == ["12/QĐ-ST"]
