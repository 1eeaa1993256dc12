"""What may be said: each rule of ``report.claims`` with figures worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from small import evaluated, plan, reported

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.plan import Amount
from toolkit.report import claims, narrative
from toolkit.report.point_tables import points_table
from toolkit.report.points import item_noun
from toolkit.report.so_ket import interim_report
from toolkit.report.tables import indicator_table
from toolkit.report.words import amount_text, goal_text
from toolkit.scoring.model import UnitScore

HEAD = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"
LESS = {"id": "L", "goal": "5%", "floor": "20%", "points": 1}


def told(tmp_path, *targets, rows="", before="", **parts):
    """An evaluation of 2024 (and of 2023 where there are rows ``before``) of what units report: ``A T 1/2, B T 3/4``."""
    files = {f"{year}/bao_cao_don_vi.csv": _csv(text) for year, text in ((2023, before), (2024, rows)) if text}
    return evaluated(tmp_path, files, plan=reported(*targets), **parts)


def _csv(rows):
    return HEAD + "".join(
        ",".join((*part.split()[:2], *part.split()[2].split("/"))) + "\n" for part in rows.split(", ")
    )


def units(n):
    return "Mã đơn vị,Tên đơn vị\n" + "".join(f"U{k:02},Phòng {k:02}\n" for k in range(1, n + 1))


def target(e, id="T"):
    return e.plan.target(id)


SHARE = {"id": "T", "goal": "80%", "points": 1}


# --- one figure beside its goal


@pytest.mark.parametrize(
    ("value", "goal", "lower", "shown"),
    [
        ("0.33333", "33.33%", False, "33,33%"),  # as many decimals as the goal
        ("0.7996", "80%", False, "79,9%"),  # half up is 80,0: kept off the goal that is not reached
        ("0.8004", "80%", False, "80%"),
        ("0.0504", "5%", True, "5,1%"),  # where less is better the failing side is above
        ("0.0496", "5%", True, "5%"),
        ("79.999", "80", False, "79,99"),
    ],
)
def test_a_figure_is_never_shown_on_a_goal_that_it_does_not_reach(value, goal, lower, shown):
    percent = goal.endswith("%")
    amount = Amount(value=Fraction(goal.rstrip("%")) / (100 if percent else 1), percent=percent)
    assert amount_text(Fraction(value), goal=amount, lower=lower) == shown
    assert goal_text(amount) == goal.replace(".", ",")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ("80/100", "đạt mức giao 80%"),  # equal
        ("8001/10000", "đạt mức giao 80%"),  # more, by too little to show
        ("8010/10000", "vượt mức giao 80%"),
        ("7999/10000", "gần đạt, bằng 99,9% mức giao 80%"),  # 99,9875% is not rounded up to the goal
    ],
)
def test_a_goal_is_exceeded_only_where_the_figures_shown_differ(tmp_path, parts, said):
    e = told(tmp_path, SHARE, rows=f"A T {parts}")
    assert claims.against_goal(e.indicator("A", "T"), target(e)) == said


def test_a_value_short_of_its_floor_has_not_gone_any_of_the_way(tmp_path):
    e = told(tmp_path, {"id": "T", "goal": "90%", "floor": "50%", "points": 1}, rows="A T 4/10, B T 6/10")
    said = [claims.against_goal(e.indicator(unit, "T"), target(e)) for unit in "AB"]
    assert said[0] == "còn cách xa mức giao 90% (chưa vượt mức khởi điểm 50%)"
    assert said[1] == "còn cách xa mức giao 90% (đi được 25% quãng đường từ 50% đến mức giao)"  # 10 of 40 points


# --- among several


def test_equal_figures_share_the_place_and_all_equal_have_no_extreme():
    groups = claims.equal_groups([("A", Decimal("40")), ("B", Decimal("10")), ("C", Decimal("10"))])
    assert claims.extremes_text(groups, text=str) == "cao nhất ở A (40), thấp nhất ở B và C (cùng 10)"
    assert claims.extremes_text(groups[:1], text=str) == ""


def test_a_long_list_names_the_worst_first_and_cuts_between_equals():
    figures = [("A", 9), ("B", 1), ("C", 5), ("D", 5), ("E", 5), ("F", 2), ("G", 7)]
    groups = claims.equal_groups(figures)
    # B 1, F 2, then three of 5: five names; G and A are left out
    assert claims.behind_text(groups, text=str) == "B (1), F (2), C, D và E (cùng 5) và 2\u00a0đơn vị khác"
    seven = claims.equal_groups([(name, 0) for name in "ABCDEFG"])
    assert claims.behind_text(seven, text=str) == "7\u00a0đơn vị cùng 0"
    # one of 1 and six of 2: the six do not fit, and none of them is named before the others
    six = claims.equal_groups([("A", 1), *((name, 2) for name in "BCDEFG")])
    assert claims.behind_text(six, text=str) == "A (1) và 6\u00a0đơn vị khác"


def test_where_all_units_are_behind_the_figures_shown_decide_who_is_last(tmp_path):
    e = told(tmp_path, SHARE, rows="A T 1001/10000, B T 999/10000, C T 5/10")  # 10,01% and 9,99% are both shown as 10%
    assert claims.spread_text(e, target(e)) == (
        "Cả 3 đơn vị có số liệu đều chưa đạt, thấp nhất là Phòng A và Phòng B (cùng 10%)."
    )


def test_where_less_is_better_the_highest_is_the_last(tmp_path):
    e = told(tmp_path, LESS, rows="A L 3/10, B L 5/10")
    assert claims.spread_text(e, target(e, "L")).endswith("đều chưa đạt, cao nhất là Phòng B (50%).")


def test_all_is_said_of_two_at_least(tmp_path):
    e = told(tmp_path / "1", SHARE, rows="A T 9/10, B T 0/0, C T 0/0")
    assert claims.spread_text(e, target(e)) == ""
    e = told(tmp_path / "2", SHARE, rows="A T 9/10, B T 10/10, C T 0/0")
    assert claims.spread_text(e, target(e)) == "Cả 2 đơn vị có số liệu đều đạt."


def test_a_unit_is_weak_by_the_share_of_what_it_was_given(tmp_path):
    three = [{"id": f"T{n}", "goal": "50%", "points": 1, **({"units": ["A"]} if n == 3 else {})} for n in (1, 2, 3)]
    # A misses two of three, B one of two, C one of two: A has the larger share
    rows = "A T1 0/2, A T2 0/2, A T3 2/2, B T1 0/2, B T2 2/2, C T1 2/2, C T2 0/2"
    e = told(tmp_path / "1", *three, rows=rows)
    assert claims.weakest_text(e) == (
        "Đơn vị có tỷ lệ chỉ tiêu chưa đạt trên số được giao có số liệu cao nhất: Phòng A (2/3)."
    )
    # A misses two of three, B both of two: B met nothing
    e = told(tmp_path / "2", *three, rows=rows.replace("B T2 2/2", "B T2 0/2"))
    assert claims.weakest_text(e) == "1 đơn vị chưa đạt chỉ tiêu nào trong số được giao có số liệu: Phòng B (0/2)."


def test_the_place_of_a_unit_is_by_its_value_and_tells_who_shares_it(tmp_path):
    # A and B both reach the goal of 80%; by the attainment that earns points they would be equal
    e = told(tmp_path / "1", SHARE, rows="A T 9/10, B T 8/10, C T 8/10")
    assert [claims.place_of(e, e.indicator(unit, "T")).text for unit in "ABC"] == [
        "1/3",
        "2/3 (cùng 1)",
        "2/3 (cùng 1)",
    ]
    e = told(tmp_path / "2", LESS, rows="A L 1/10, B L 2/10, C L 3/10")
    assert [claims.place_of(e, e.indicator(unit, "L")).place for unit in "ABC"] == [1, 2, 3]
    assert claims.standing_texts(e, "A")[0] == "Thuộc nhóm dẫn đầu: L (hạng 1/3)."
    assert claims.standing_texts(e, "C")[1] == "Thuộc nhóm cuối: L (hạng 3/3)."


def test_who_is_equal_to_the_last_is_not_strong_and_is_weak(tmp_path):
    six = "Mã đơn vị,Tên đơn vị\n" + "".join(f"{unit},Phòng {unit}\n" for unit in "ABCDEF")
    none_first = "Chưa có chỉ tiêu nào thuộc một phần ba đơn vị đứng đầu"
    none_last = "Không có chỉ tiêu nào thuộc một phần ba đơn vị đứng cuối"
    equal = " (không kể 1 chỉ tiêu mà mọi đơn vị, hoặc gần hết, bằng nhau)."

    def standing(name, values):
        rows = ", ".join(f"{unit} T {value}/10" for unit, value in zip("ABCDEF", values))
        e = told(tmp_path / name, SHARE, rows=rows, units=six)
        return lambda unit: claims.standing_texts(e, unit)

    one_ahead = standing("1", (9, 5, 5, 5, 5, 5))  # B has place 2 of 6, and nobody is behind it
    assert one_ahead("A") == ("Thuộc nhóm dẫn đầu: T (hạng 1/6).", f"{none_last}.")
    assert one_ahead("B") == (f"{none_first}.", "Thuộc nhóm cuối: T (hạng 2/6, cùng 4 đơn vị khác).")
    one_behind = standing("2", (9, 9, 9, 9, 9, 5))
    assert one_behind("A")[0] == "Thuộc nhóm dẫn đầu: T (hạng 1/6, cùng 4 đơn vị khác)."
    last_tied = standing("3", (9, 8, 7, 6, 5, 5))  # places 5 and 5
    assert last_tied("E")[1] == last_tied("F")[1] == "Thuộc nhóm cuối: T (hạng 5/6, cùng 1 đơn vị khác)."
    assert standing("4", (9, 5, 5, 5, 5, 1))("B") == (none_first + equal, none_last + equal)
    assert standing("5", (5,) * 6)("B") == (none_first + equal, none_last + equal)


def test_fewer_than_three_units_are_not_compared(tmp_path):
    e = told(tmp_path, SHARE, rows="A T 9/10, B T 8/10, C T 0/0")
    assert claims.standing_texts(e, "A") == (
        "Chưa so sánh được: không chỉ tiêu nào của đơn vị có số liệu của ít nhất ba đơn vị.",
    )


def test_the_last_of_two_is_not_told_to_be_behind_nowhere(tmp_path):
    """L is known of two units only: B is the last of them, which no third of the units can tell."""
    e = told(tmp_path, SHARE, LESS, rows="A T 9/10, B T 9/10, C T 5/10, A L 1/10, B L 3/10, C L 0/0")
    assert claims.standing_texts(e, "B") == (
        "Thuộc nhóm dẫn đầu: T (hạng 1/3, cùng 1 đơn vị khác).",
        "Không có chỉ tiêu nào thuộc một phần ba đơn vị đứng cuối (không kể 1 chỉ tiêu có số liệu của dưới ba đơn vị).",
    )


def test_the_share_of_a_goal_that_is_told_stands_in_the_table_where_points_rest_on_the_other_units(tmp_path):
    e = told(
        tmp_path, {**SHARE, "normalise": "min_max"}, rows="A T 1/10, B T 3/10, C T 2/10"
    )  # 6/30 = 20%, of 80%: 25%
    table = indicator_table(e, unit="SO", caption="")
    at = table.columns.index("So với mức giao")
    assert [row[at] for row in table.rows] == ["25%"]
    assert claims.against_goal(e.indicator("SO", "T"), e.plan.target("T")) == "còn cách xa, mới bằng 25% mức giao 80%"


# --- over time


def test_a_change_too_small_to_show_is_neither_up_nor_down(tmp_path):
    e = told(tmp_path, SHARE, before="A T 5000/10000, B T 0/0, C T 0/0", rows="A T 5004/10000, B T 0/0, C T 0/0")
    (move,) = claims.moves_of(e, e.agency)
    assert (move.text, move.size, move.is_better, move.is_worse) == ("gần như không đổi", 0, False, False)
    assert claims.better_text(e) == claims.worse_text(e) == ""


def test_what_is_to_become_less_is_better_when_it_falls(tmp_path):
    others = ", B L 0/0, C L 0/0"
    e = told(tmp_path, LESS, before="A L 4/10" + others, rows="A L 1/10" + others)
    assert claims.better_text(e) == (
        "So với năm 2023, 1 chỉ tiêu chuyển biến tốt: L (giảm 30 điểm phần trăm); L càng thấp càng tốt."
    )
    assert claims.worse_text(e) == ""


def test_equal_changes_are_told_together_and_plain_numbers_apart(tmp_path):
    three = [SHARE, {**SHARE, "id": "S"}, {"id": "N", "goal": 10, "points": 1}]
    rows = "A T 5/10, A S 5/10, A N 2/1, " + ", ".join(f"{u} {t} 0/0" for u in "BC" for t in "TSN")
    after = rows.replace("A T 5/10, A S 5/10, A N 2/1", "A T 7/10, A S 7/10, A N 9/1")
    e = told(tmp_path / "1", *three, before=rows, rows=after)
    # 20 points twice and 7 of a plain number: nobody can say which is the most
    assert claims.better_text(e) == (
        "So với năm 2023, cả 3 chỉ tiêu đều tăng: T (tăng 20 điểm phần trăm), S (tăng 20 điểm phần trăm) và N (tăng 7)."
    )
    e = told(tmp_path / "2", *three, before=rows, rows=after.replace("N 9/1", "N 2/1"))
    assert (
        claims.better_text(e) == "So với năm 2023, 2 chỉ tiêu tăng, nhiều nhất là T và S (cùng tăng 20 điểm phần trăm)."
    )


def test_the_furthest_off_is_told_among_those_that_can_be_compared(tmp_path):
    targets = [SHARE, {**SHARE, "id": "S", "goal": "100%"}, LESS]
    rows = "A T 4/10, A S 6/10, A L 3/10, " + ", ".join(f"{u} {t} 0/0" for u in "BC" for t in "TSL")
    e = told(tmp_path, *targets, rows=rows)
    unmet = claims.by_state(e)["ok"]
    # 40% of a goal of 80% is half of it, 60% of 100% is 60%; what has a floor stands apart
    assert claims.furthest_text(unmet, e.plan) == (
        "3 chỉ tiêu chưa đạt; trong T và S, xa mức giao nhất là T (40%, bằng 50% mức giao 80%); "
        "ngoài ra còn L (30%, mức giao 5%)."
    )
    assert claims.nearest_text(unmet, e.plan) == "Trong T và S, gần mức giao nhất là S (60%, mức giao 100%)."
    assert claims.order_text(unmet, e.plan) == (
        "tập trung vào các chỉ tiêu chưa đạt, theo thứ tự từ xa mức giao nhất: T và S; "
        "cùng với L (đo theo cách khác nên không xếp chung thứ tự)"
    )


def test_many_targets_go_before_no_verb(tmp_path):
    targets = [{**SHARE, "id": f"T{n}", "goal": "100%"} for n in range(4)] + [LESS]
    rows = "A T0 1/10, A T1 2/10, A T2 3/10, A T3 4/10, A L 3/10"
    e = told(tmp_path, *targets, rows=rows)
    unmet = claims.by_state(e)["partial"]
    assert claims.furthest_text(unmet, e.plan).startswith(
        "5 chỉ tiêu chưa đạt; trong 4 chỉ tiêu so được với nhau, xa mức giao nhất là T0 (10%, "
    )


def test_what_stands_in_no_order_is_only_named(tmp_path):
    other = {**LESS, "id": "M"}
    e = told(tmp_path, LESS, other, rows=", ".join(f"{u} {t} 3/10" for u in "ABC" for t in "LM"))
    unmet = claims.by_state(e)["ok"]
    assert claims.furthest_text(unmet, e.plan) == "2 chỉ tiêu chưa đạt: L (30%, mức giao 5%) và M (30%, mức giao 5%)."
    assert claims.order_text(unmet, e.plan) == "tập trung vào các chỉ tiêu chưa đạt: L và M"


def test_the_sections_with_the_highest_and_the_lowest_share_of_their_points(tmp_path):
    sections = [
        {"id": id, "name": name, "items": [{"id": f"{id}1", "name": "m", "points": 10}]}
        for id, name in (("P", "Chỉ đạo"), ("Q", "Thực hiện"))
    ]
    rows = "Mã đơn vị,Mã mục,Điểm thẩm định\nA,P1,10\nB,P1,8\nC,P1,9\nA,Q1,5\nB,Q1,5\nC,Q1,8\n"
    made = plan(targets=[], sections=sections, words={"content": "việc"})
    e = evaluated(tmp_path, {"2024/tham_dinh.csv": rows}, plan=made)
    # 27 of 30 and 18 of 30
    assert claims.section_shares_text(e) == (
        "Phần đạt điểm cao nhất: Chỉ đạo (90% điểm tối đa); thấp nhất: Thực hiện (60% điểm tối đa)."
    )
    assert item_noun(e.plan, "criteria") == "việc"
    (units,) = (part for part in interim_report(e).sections if part.title.endswith("Kết quả theo đơn vị"))
    (table,) = (block for block in units.blocks if getattr(block, "caption", "").startswith("Điểm từng phần"))
    assert table.columns[1:] == ("P. Chỉ đạo", "Q. Thực hiện")
    assert [cell.text for cell in table.rows[0][1:]] == ["10,00/10", "5,00/10"]


# --- wholes


def test_a_chi_tieu_of_two_parts_is_counted_once(tmp_path):
    parts = [{**SHARE, "id": "T9a", "of": "T9"}, {**SHARE, "id": "T9b", "of": "T9"}, SHARE]
    rows = ", ".join(f"{u} {t} {9 if t == 'T9a' else 1}/10" for u in "ABC" for t in ("T9a", "T9b", "T"))
    e = told(tmp_path, *parts, rows=rows)
    assert claims.targets_text(e) == ("1 trên 3 mức đo đạt mức giao (T9a); 2 mức đo chưa đạt (T9b và T).")
    assert claims.met_of_all_text(e) == "1 trên 3 mức đo đạt mức giao"


def test_a_part_is_neither_met_nor_missed(tmp_path):
    e = told(tmp_path, SHARE, rows="A T 9/10, B T 9/10")  # C has not reported
    assert claims.targets_text(e) == (
        "Chưa có chỉ tiêu nào có số liệu để đánh giá; 1 chỉ tiêu tạm tính, chưa đánh giá (T)."
    )
    assert narrative.strengths(e)[0].startswith(
        "02 đơn vị đạt tất cả chỉ tiêu"
    )  # A and B; of the agency nothing is said
    assert claims.nothing_to_do_text(e, "A") == "Duy trì kết quả: mọi chỉ tiêu được giao đã đạt, không thiếu số liệu."


def years(tmp_path, verdict):
    files = {
        f"{year}/bao_cao_don_vi.csv": _csv(f"A T {n}/10, B T 0/0, C T 0/0")
        for year, n in zip(range(2022, 2026), (5, 5, 5, 9))
    }
    made = reported(SHARE)
    made["movement"]["verdict"] = verdict
    evaluated(tmp_path, files, plan=made, period="2022")
    return Workspace.open(tmp_path).evaluate(parse_period("2022..2025"))


def test_the_plan_says_which_years_judge_and_both_stand_side_by_side(tmp_path):
    last = "chỉ tiêu của phong trào đạt mức giao."  # 9 of 10 in 2025
    pooled = "chưa có chỉ tiêu nào đạt mức giao."  # 24 of 40
    final = years(tmp_path / "1", "final_year")
    assert claims.verdict_texts(final) == (
        f"Kết luận chính thức theo số liệu của năm cuối (năm 2025): {last}",
        f"Để đối chiếu, theo số gộp của cả giai đoạn 2022 – 2025: {pooled}",
    )
    assert narrative.strengths(final)[0] == "Đạt mức giao 1 chỉ tiêu: T."
    whole = years(tmp_path / "2", "pooled")
    assert claims.verdict_texts(whole)[0] == f"Kết luận chính thức theo số gộp của cả giai đoạn 2022 – 2025: {pooled}"
    assert narrative.weaknesses(whole)[0] == "1 chỉ tiêu chưa đạt: T (60%, bằng 75% mức giao 80%)."


def test_one_unit_alone_is_not_the_first(tmp_path):
    e = told(tmp_path, SHARE, rows="A T 8/10", units="Mã đơn vị,Tên đơn vị\nA,Phòng A\n")
    assert "Chỉ có một đơn vị được xếp hạng: Phòng A (100,00 điểm)." in narrative.units_summary(e)


def test_who_is_last_by_a_tie_break_has_not_the_lowest_score(tmp_path):
    two = [{"id": "T", "goal": "100%", "points": 1}, {"id": "S", "goal": "100%", "points": 1}]
    made = reported(*two)
    made["scoring"]["tie_breaks"] = ["T"]
    rows = "A T 10/10, A S 10/10, B T 8/10, B S 2/10, C T 2/10, C S 8/10"  # B and C have 50 both; B is ahead by T
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": _csv(rows)}, plan=made)
    assert "Hạng nhất là Phòng A (100,00 điểm); xếp cuối là Trung tâm C (50,00 điểm)." in narrative.units_summary(e)


# --- other edges that rounding must not cross


def test_points_short_of_their_maximum_are_not_shown_as_all(tmp_path):
    e = told(tmp_path, {"id": "T", "goal": "100%", "points": 6}, rows="A T 9996/10000")  # 0,9996 × 6 = 5,9976
    (row,) = [row for row in points_table(e).rows if row[0] == "Phòng A"]
    assert row[5] == "5,99"


def test_what_is_to_become_less_is_shown_above_its_goal_in_a_notebook_too(tmp_path):
    e = told(tmp_path, LESS, rows="A L 504/10000")  # 5,04% of at most 5%
    assert "<td>5,1%</td>" in e.indicator("A", "L")._repr_html_().replace(" ", "")


def test_where_less_is_better_the_numerator_is_to_fall(tmp_path):
    e = told(tmp_path, LESS, rows="A L 3/20")
    assert claims.needed_text(Fraction(2), e.indicator("A", "L"), target(e, "L")) == "cần giảm 2"  # 5% of 20 allow 1


def _scores(*scores):
    return [UnitScore(f"U{n}", "", None, score and Decimal(score), n + 1, "") for n, score in enumerate(scores)]


def test_a_picture_that_is_cut_among_equals_says_how_many_of_them_it_shows(tmp_path):
    e = told(tmp_path, {"id": "T", "goal": "80%", "points": 1}, rows="A T 1/2")
    every = _scores("40", "50.25", "50.25", "50.25", "60")
    assert claims.lowest_drawn_text(e, every, 5) == ""
    assert claims.lowest_drawn_text(e, every, 4) == " (hình vẽ 4 trên 5 đơn vị, điểm thấp nhất)"
    tied = " (hình vẽ 3 trên 5 đơn vị, điểm thấp nhất; 2 trong 3 đơn vị cùng 50,25 điểm)"
    assert claims.lowest_drawn_text(e, every, 3) == tied
    # Who has no score has no low one.
    unscored = _scores("40", "50", None, None, None)
    assert claims.lowest_drawn_text(e, unscored, 3) == " (hình vẽ 2 đơn vị có điểm và 1 trên 3 đơn vị chưa có điểm)"
    assert claims.lowest_drawn_text(e, unscored, 2) == " (hình vẽ 2 trên 5 đơn vị, điểm thấp nhất)"
    ranked = [replace(each, rank=rank) for each, rank in zip(every, (1, 2, 2, 4, 5))]
    assert (
        claims.best_drawn_text(ranked, 2) == " (hình vẽ 2 trên 5 đơn vị, hạng cao nhất; 1 trong 2 đơn vị cùng hạng 2)"
    )
    assert claims.best_drawn_text(ranked, 3) == " (hình vẽ 3 trên 5 đơn vị, hạng cao nhất)"


def test_a_rank_is_kept_in_nine_draws_of_ten_and_no_more_is_said():
    firm, loose = (UnitScore("A", "", None, Decimal(50), 1, "", low, high) for low, high in ((1, 1), (1, 2)))
    assert claims.firm_text([firm, loose]) == "1 trên 2 đơn vị giữ nguyên hạng trong 90% phương án trọng số"
    assert claims.firm_text([loose]) == "Không đơn vị nào giữ nguyên hạng trong 90% phương án trọng số"
    assert (claims.kept_place_text(firm), claims.kept_place_text(loose)) == ("giữ hạng 1", "đứng từ hạng 1 đến hạng 2")
    assert claims.rank_move_text(firm, replace(firm, rank=3)) == "▽ xuống 2, từ hạng 1"
    assert claims.rank_move_text(replace(firm, rank=3), firm) == "▲ lên 2, từ hạng 3"
    assert (claims.rank_move_text(firm, loose), claims.rank_move_text(firm, replace(firm, rank=None))) == (
        "giữ hạng",
        "–",
    )
