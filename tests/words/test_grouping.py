"""Findings in groups: one line for a column and a cause, the heaviest first, and not more than a screen holds."""

from __future__ import annotations

from toolkit.words.errors import Finding
from toolkit.words.grouping import by_cause, grouped, on_one_screen, told_rows


def cell(row, column="Hình thức tiếp nhận", code="O-02", file="2024/a.csv", problem="giá trị ngoài danh mục.", **more):
    return Finding(code, problem, "ghi một trong.", file=file, row=row, column=column, **more)


def figure(unit, target="CT4", code="SO-03"):
    return Finding(code, f"không tính được chỉ tiêu {target} của {unit}.", "sửa các lỗi.", unit=unit, target=target)


def test_rows_of_one_file_column_and_cause_are_one_line_with_ranges_and_their_number():
    (group,) = grouped([cell(row, unit="A") for row in (40, 2, 12, *range(18, 40))])
    assert group.line() == (
        '[O-02] 2024/a.csv › dòng 2, 12, 18–40 (25 dòng) › cột "Hình thức tiếp nhận": giá trị ngoài danh mục. '
        "Cách sửa: ghi một trong."
    )


def test_another_file_column_cause_or_level_is_another_line():
    others = [cell(2, file="2024/b.csv"), cell(2, column="Mức độ"), cell(2, problem="khác."), cell(2, lowered=True)]
    assert [len(group.findings) for group in grouped([cell(2), cell(3), *others])] == [2, 1, 1, 1, 1]


def test_errors_come_first_and_the_heaviest_of_them_before_the_others():
    warnings = [cell(row, column="Mức độ", lowered=True) for row in range(2, 9)]
    groups = grouped([*warnings, cell(2, file="2024/b.csv"), cell(2), cell(3)])
    assert [(group.first.file, group.rows) for group in groups] == [
        ("2024/a.csv", "2–3 (2 dòng)"),
        ("2024/b.csv", "2"),
        ("2024/a.csv", "2–8 (7 dòng)"),
    ]


def test_what_is_wrong_about_a_file_comes_first_and_the_figures_that_it_costs_last():
    lacking = Finding("COT-02", "thiếu cột.", "thêm cột.", file="2024/a.csv", column="Trạng thái")
    groups = grouped([*map(figure, "ABCDEF"), cell(2), cell(3), lacking])
    assert [group.first.code for group in groups] == ["COT-02", "O-02", "SO-03"]


def test_what_several_units_lack_for_one_target_is_one_line_that_names_them():
    groups = grouped([figure("B"), figure("A"), figure("A", target="CT3")])
    assert [group.line() for group in groups] == [
        "[SO-03] CT4: không tính được chỉ tiêu (2: A, B). Cách sửa: sửa các lỗi.",
        "[SO-03] không tính được chỉ tiêu CT3 của A. Cách sửa: sửa các lỗi.",
    ]


def test_in_a_table_only_the_rows_are_told_together():
    findings = [cell(3, unit="A"), cell(2, unit="B"), cell(2, unit="A"), figure("A"), figure("B")]
    assert [(group.first.unit, group.rows) for group in by_cause(findings)] == [
        ("A", "2–3 (2 dòng)"),
        ("B", "2"),
        ("A", ""),
        ("B", ""),
    ]


def test_many_ranges_and_many_units_are_cut_and_still_counted():
    assert told_rows(range(1, 61, 2)) == "1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, … (30 dòng)"
    assert told_rows(range(1, 61, 2), spans=30).endswith("57, 59 (30 dòng)")
    assert told_rows([]) == ""
    (group,) = grouped([figure(f"U{n:02}") for n in range(20)])
    assert group.problem.endswith("(20: U00, U01, U02, U03, U04, U05, U06, U07, U08, U09, U10, U11, …).")


def test_no_more_than_five_of_a_code_and_no_more_lines_than_there_are():
    many = [cell(2, column=f"Cột {n}") for n in range(9)]
    groups = grouped([*many, cell(2, code="O-01", lowered=True)])
    told, left = on_one_screen(groups, lines=30)
    assert ([group.first.code for group in told], left) == (["O-02"] * 5 + ["O-01"], 4)
    told, left = on_one_screen(groups, lines=3)
    assert (len(told), left) == (3, 7)
