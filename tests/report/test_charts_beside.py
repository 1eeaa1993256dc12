"""The pictures of the workbench: what they show in words, when there is nothing to draw, the same bytes each time."""

from __future__ import annotations

from decimal import Decimal

import pytest
from small import documents, evaluated, plan, write_folder

import toolkit as tk
from toolkit.evaluation.changes import explain_change
from toolkit.report.charts import (
    before_and_after,
    last_days,
    over_time,
    rank_chart,
    unit_among,
    units_of_target,
    waterfall,
)
from toolkit.scenarios import Scenario, what_if

ITEM = {"id": "N1", "name": "Nội dung", "points": 10}
POINTS = "Mã đơn vị,Mã mục,Điểm thẩm định\nA,N1,10\nB,N1,2\nC,N1,1\n"


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory):
    """T1, goal 80%: A 2/4, B 4/4 and C 9/10 of its documents signed, the agency 15/18."""
    files = {"2024/van_ban.csv": documents(A=(2, 4), B=(4, 4), C=(9, 10)), "2024/tham_dinh.csv": POINTS}
    return evaluated(tmp_path_factory.mktemp("d"), files, plan=plan(contents=[ITEM]))


def test_a_target_over_the_units_begins_with_the_nearest_and_is_said_in_words(evaluation):
    figure = units_of_target(evaluation, "T1")
    assert figure.caption == "T1. Văn bản ký số: phần trăm của mức giao (80%)"
    # B and C meet the goal, cut off at 100% of it alike: the better value first. 15/18 = 83,3%; 2/4 = 50%.
    assert figure.alt.partition(". Phòng")[2] == (
        " B: 100% – đạt; Trung tâm C: 90% – đạt; Toàn cơ quan: 83,3% – đạt; Phòng A: 50% – chưa đạt."
    )


def test_a_unit_stands_among_the_others(evaluation):
    figure = unit_among(evaluation, "A")
    assert figure.caption.startswith("Phòng A giữa các đơn vị: ")
    assert figure.alt.endswith("Văn bản ký số: 50% – chưa đạt.")
    assert unit_among(evaluation, evaluation.agency).caption == "Toàn cơ quan giữa các đơn vị (chấm xám: đơn vị khác)"


def test_only_units_that_a_scenario_moves_are_drawn(evaluation):
    supposed = what_if(evaluation, Scenario(name="x", period="2024", points={"N1": Decimal(90)}))
    figure = before_and_after(evaluation, supposed, name="N1 90 điểm")
    # Of 20 points: A 6,25 + 10, B 10 + 2, C 10 + 1. Of 100, N1 90 of them: A 6,25 + 90, B 10 + 18, C 10 + 9.
    assert figure.alt == (
        "N1 90 điểm: 3 đơn vị đổi điểm hoặc hạng. Phòng A: 81,25 → 96,25 (giữ hạng); "
        "Phòng B: 60,00 → 28,00 (giữ hạng); Trung tâm C: 55,00 → 19,00 (giữ hạng)."
    )
    same = before_and_after(evaluation, evaluation, name="x")
    assert same.alt.startswith("x: không đơn vị nào đổi điểm hoặc hạng. Phòng A: 81,25 → 81,25 (giữ hạng)")


def test_the_last_days_of_a_source(evaluation):
    figure = last_days(evaluation)
    assert "từ 01/02/2024 đến 01/02/2024, 3 đơn vị" in figure.alt


def test_a_change_is_drawn_part_by_part_and_every_part_is_said(evaluation, tmp_path):
    # A from 1/4 to 2/4: (2 − 1) · 1/4 = 25 points by the numerator, none by the denominator.
    files = {"2024/van_ban.csv": documents(A=(1, 4), B=(4, 4), C=(9, 10)), "2024/tham_dinh.csv": POINTS}
    before = evaluated(tmp_path, files, plan=plan(contents=[ITEM]))
    figure = waterfall(explain_change(before, evaluation, target="T1", unit="A"))
    assert figure.caption.startswith("Vì sao T1 của A khác: ")
    assert "25%" in figure.caption
    assert "50%" in figure.caption
    assert "Tử số: +25,00 điểm phần trăm; Mẫu số: 0,00 điểm phần trăm" in figure.alt
    assert figure.draw("svg") == figure.draw("svg")
    assert waterfall(explain_change(evaluation, evaluation, target="T1", unit="A")) is None


MONTHLY = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n" + "".join(
    f"{n}/VB,A,{day},,{signed}\n"
    for n, (day, signed) in enumerate(
        [("05/01/2024", "Có"), ("06/01/2024", "Không"), ("07/02/2024", "Có"), ("08/12/2024", "Không")]
    )
)


def test_a_target_over_the_years_and_months_says_every_value(tmp_path):
    # 2023: 1 of 4 signed; 2024: 2 of 4, in January 1 of 2, in February 1 of 1, in December 0 of 1.
    write_folder(tmp_path, {"2024/van_ban.csv": MONTHLY, "2023/van_ban.csv": documents("2023", A=(1, 4))}, plan=plan())
    history, months = tk.history("2024", data=tmp_path), tk.breakdown("2024", target="T1", by="month", data=tmp_path)
    figure = over_time(history[-1], "T1", unit="A", history=history, months=months)
    assert figure.caption == "T1. Văn bản ký số của Phòng A: qua các kỳ và từng tháng, năm 2024 (nét đứt: mức giao)"
    assert figure.alt.endswith("Qua các kỳ: 2023 25%, 2024 50%. Từng tháng, năm 2024: 1 50%, 2 100%, 12 0%.")
    svg = figure.draw("svg").decode("utf-8")
    assert all(f">{words}</text>" in svg for words in ("25%", "50%", "100%", "0%", "2023", "12"))
    assert figure.draw("svg").decode("utf-8") == svg
    alone = over_time(history[-1], "T1", unit="A", history=history[-1:], months=None)
    assert alone is None  # one value is no course


def test_where_there_is_nothing_to_draw_there_is_no_picture(tmp_path):
    empty = evaluated(tmp_path, {"2024/ghi_chu.txt": ""})
    assert [units_of_target(empty, "T1"), unit_among(empty, "A"), last_days(empty)] == [None] * 3


def test_beside_a_table_of_all_24_units_are_drawn_and_the_words_say_so(tmp_path):
    units = "Mã đơn vị,Tên đơn vị\n" + "".join(f"X{n:02},Phòng {n:02}\n" for n in range(30))
    files = {"2024/van_ban.csv": documents(**{f"X{n:02}": (n, 30) for n in range(30)})}
    many = evaluated(tmp_path, files, plan=plan(), units=units)
    target = units_of_target(many, "T1")
    assert target.caption.endswith("(24 trong 31)")  # the agency is one of them
    assert len(target.marks) == 24 and target.marks[-1][0] == "X00"  # the furthest from the goal
    moved = before_and_after(many, many, name="x")
    assert moved.caption == "x: không đơn vị nào đổi điểm hoặc hạng (hình: 24 đơn vị hạng cao nhất)"
    assert len(moved.marks) == 24
    assert len(rank_chart(many, most=24).marks) == 24 and len(rank_chart(many).marks) == 30


def test_a_picture_has_the_same_bytes_each_time(evaluation):
    for make in (
        lambda: units_of_target(evaluation, "T1"),
        lambda: unit_among(evaluation, "A"),
        lambda: last_days(evaluation),
    ):
        first, second = (make().draw("svg") for _ in range(2))
        assert first == second
        assert first.startswith(b"<?xml")
