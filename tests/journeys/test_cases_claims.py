"""The cases of sentences: what was said of the figures was false; what is true stands here, worked out by hand."""

from __future__ import annotations

import openpyxl
from case_runs import copied, run

KINDS = ("--kind", "so_ket")


def reported(capsys, tmp_path, case, *command):
    return run(capsys, tmp_path, copied(tmp_path, case), "report", *command)


def test_the_lowest_is_the_lowest_of_the_figures_shown(capsys, tmp_path):
    made = reported(capsys, tmp_path, "30_lowest_by_clipped_attainment", "2025", *KINDS)
    assert [made.count(unit, "F") for unit in "ABD"] == ["4/10", "1/10", "5/10"]  # all at or below the floor of 50%
    assert "Cả 3 đơn vị có số liệu đều chưa đạt, thấp nhất là Phòng B (10%)." in made.text("so_ket.html")


def test_more_of_what_is_to_be_less_is_a_weakness(capsys, tmp_path):
    made = reported(capsys, tmp_path, "31_worse_called_strength", "2025", *KINDS)
    page = made.text("so_ket.html")
    strengths, limits = page.rpartition("1. Ưu điểm")[2].split("2. Tồn tại, hạn chế")
    assert "trễ hạn" not in strengths
    assert "1 chỉ tiêu xấu đi so với năm 2024: trễ hạn (tăng 40 điểm phần trăm); trễ hạn càng thấp càng tốt." in limits
    assert "(trễ hạn càng thấp càng tốt)" in page  # the caption that counts it among the risen
    (row,) = made.table("followup.csv")
    assert row["gap"] == "5"  # 5 of 10 are late, and 5% of 10 allow none
    assert row["case_ids"].split(";") == [f"A2025-{n}" for n in range(5)]


def test_the_first_period_is_compared_with_the_one_before_where_it_is_there(capsys, tmp_path):
    page = reported(capsys, tmp_path, "32_first_period_with_a_period_before", "2022", *KINDS).text(
        "so_ket.html", period="2022"
    )
    assert "chưa có kỳ trước để so sánh" not in page
    assert "80% (8/10), chưa đạt mức giao 100%; tăng 30 điểm phần trăm so với năm 2021" in page
    assert "số liệu năm 2021 dùng để so sánh là của kỳ trước khi phát động" in page


def test_where_nothing_happened_nothing_was_met(capsys, tmp_path):
    made = reported(capsys, tmp_path, "34_nothing_happened", "2025", *KINDS, "--kind", "phieu_don_vi", "--unit", "A")
    page, sheet = made.text("so_ket.html"), made.text("phieu_don_vi/A.html")
    assert made.count("A", "CT7") == "no_cases"
    assert "đã đạt" not in sheet
    assert "chưa có chỉ tiêu đạt hay chưa đạt" in sheet
    assert "đã đạt" not in page
    assert "Trong kỳ chưa có chỉ tiêu nào được đánh giá là đạt hay chưa đạt." in page


def test_a_trend_needs_a_figure_in_its_first_year(capsys, tmp_path):
    made = reported(capsys, tmp_path, "37_trend_without_first_year", "2022..2025", "--kind", "tong_ket")
    page = made.text("tong_ket.html", period="2022-2025")
    assert made.exit_code == 3
    assert "tăng từ năm 2022" not in page
    assert (
        page.count("hưa có chỉ tiêu nào có số liệu ở cả năm 2022 và năm 2025 để so sánh") == 3
    )  # sentence, caption, words of the picture
    assert "năm 2022: chưa đánh giá; năm 2023: 0" in page
    for figure in ("60% (6/10)", "70% (7/10)", "80% (8/10)"):
        assert figure in page


def test_a_figure_has_the_decimals_of_its_goal_and_is_compared_with_them(capsys, tmp_path):
    page = reported(capsys, tmp_path, "39_goal_of_two_decimals", "2025", *KINDS).text("so_ket.html")
    assert "33,33% (3.333/10.000), đạt mức giao 33,33%" in page
    assert "vượt" not in page
    assert "33,3%" not in page


def test_a_report_sent_after_the_end_is_sent_and_late(capsys, tmp_path):
    made = reported(capsys, tmp_path, "40_sent_after_the_end", "2024", "--kind", "phieu_don_vi", "--unit", "A")
    sheet = made.text("phieu_don_vi/A.html", period="2024")
    assert made.count("A", "CT8", period="2024") == "2/2"
    assert "1 báo cáo gửi chậm" in sheet
    assert "chưa gửi" not in sheet


def shown_in_workbook(made, *, sheet, title, unit):
    """A cell as Excel shows it, by its value and its number format."""
    page = openpyxl.load_workbook(made.out / "2025" / "so_lieu.xlsx")[sheet]
    place = {cell.value: n for n, cell in enumerate(page[1])}
    row = next(row for row in page.iter_rows(min_row=2) if row[place["Mã đơn vị"]].value == unit)
    value, form = row[place[title]].value, row[place[title]].number_format
    decimals = len(form.rstrip("%").partition(".")[2])
    return f"{value * 100:.{decimals}f}%" if form.endswith("%") else f"{value:.{decimals}f}"


def test_a_workbook_never_shows_a_goal_that_is_not_reached(capsys, tmp_path):
    made = reported(capsys, tmp_path, "24_workbook_rounds_onto_goal", "2025", *KINDS)
    for title in ("Kết quả", "Mức đạt so với mức giao"):
        assert shown_in_workbook(made, sheet="Chỉ tiêu", title=title, unit="A") == "99.96%"  # 9.996 of 10.000
        assert shown_in_workbook(made, sheet="Chỉ tiêu", title=title, unit="SO") == "99.96%"


def test_a_workbook_shows_the_goal_with_its_decimals(capsys, tmp_path):
    made = reported(capsys, tmp_path, "39_goal_of_two_decimals", "2025", *KINDS)
    for title in ("Kết quả", "Mức giao"):
        assert shown_in_workbook(made, sheet="Chỉ tiêu", title=title, unit="A") == "33.33%"
