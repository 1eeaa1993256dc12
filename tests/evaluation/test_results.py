"""A result as a value: what it is, whether it is whole, and what is found in it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from small import plan

from toolkit.evaluation.results import Evaluation, by_unit, source_of
from toolkit.indicators.model import FollowUp, Indicator
from toolkit.periods import parse_period
from toolkit.plan import Plan
from toolkit.scoring.model import ItemScore, UnitScore
from toolkit.units.model import Unit
from toolkit.words.errors import Finding

PLAN = Plan.model_validate(plan())
LOWER = {
    "id": "T2",
    "name": "Trễ hẹn",
    "goal": "5%",
    "floor": "100%",
    "source": "van_ban",
    "success": {"signed": False},
}
GOAL = PLAN.targets[0].goal


def result(indicators=(), items=(), findings=(), *, period="2024", made=PLAN, **parts):
    units = (Unit("A", "Phòng A"), Unit("B", "Phòng B"))
    scores = (UnitScore("A", "", None, None, 1, ""), UnitScore("B", "", None, None, 2, ""))
    return Evaluation(
        made, parse_period(period), units, tuple(indicators), tuple(items), scores, tuple(findings), **parts
    )


def at(unit, value=None, *, state="ok", target="T1", **parts):
    own = None if value is None else Fraction(value)
    return Indicator(unit, target, state, denominator=own, value=own, goal=GOAL, **parts)


def points(unit, earned, most, *, state="ok", item="N"):
    return ItemScore(unit, item, state, *(None if n is None else Fraction(n) for n in (earned, most)), None)


UNTIED = Finding("BQ-02", "mã đề nghị không có.", "sửa mã.")


@pytest.mark.parametrize(
    ("made", "complete"),
    [
        (result(), True),
        (result([at("A", "1/2"), at("B", state="no_cases"), at("SO", state="not_assigned")]), True),
        (result([at("A", "1/2"), at("B", state="missing")]), False),
        (result([at("A", state="blocked")]), False),
        (result([at("SO", "1/2", state="partial")]), False),
        (result(items=[points("A", 0, 4, state="missing")]), False),
        (result(items=[points("A", 4, 4)]), True),
        (result(findings=[UNTIED]), False),
        (result(findings=[replace(UNTIED, lowered=True)]), True),
        (
            result(findings=[Finding("O-03", "không phải số.", "nhập số.")]),
            True,
        ),  # what it touches has a state of its own
        (result(period="2023..2024", years=(result(), result())), True),
        (result(period="2023..2024", years=(result(),)), False),  # a year lacks
        (result(period="2023..2024", years=(result(), result([at("A", state="missing")]))), False),
    ],
)
def test_a_result_is_complete_where_every_figure_could_be_produced(made, complete):
    assert made.is_complete is complete
    assert made.nature == ("official" if complete else "partial")
    assert replace(made, scenario="Thử").nature == "scenario"


def test_the_text_of_a_result_says_what_it_is_and_names_nobody():
    assert repr(result()) == "Evaluation('năm 2024: 2 đơn vị, 0 lỗi và cảnh báo, đủ số liệu')"
    lacking = result([at("A", state="missing")], findings=[UNTIED], scenario="Thử")
    assert repr(lacking) == (
        "Evaluation('kịch bản “Thử” (không chính thức), năm 2024: 2 đơn vị, 1 lỗi và cảnh báo, "
        "còn số liệu thiếu hoặc không tính được')"
    )
    shown = result([at("SO", "1/2"), at("A", "1/3")])._repr_html_()
    assert "50%" in shown and "33" not in shown  # the agency's alone


def test_what_a_result_holds_is_found_by_its_key_and_else_the_keys_are_named():
    e = result([at("A", "1/2"), at("SO", "1/3")], [points("A", 3, 4)])
    assert (e.agency, e.indicator("SO", "T1").value, e.item("A", "N").points, e.score("B").rank) == (
        "SO",
        Fraction(1, 3),
        3,
        2,
    )
    with pytest.raises(KeyError, match="không có chỉ tiêu .*; các mã: A, SO, T1"):
        e.indicator("A", "T9")
    with pytest.raises(KeyError, match="không có mục .*; các mã: A, N"):
        e.item("B", "N")
    with pytest.raises(KeyError, match="không có đơn vị C; các mã: A, B"):
        e.score("C")


def test_an_earlier_period_is_what_it_decided_itself():
    today, then = result(), result(scenario="x")
    assert today.as_decided is today
    assert replace(today, decided=then).as_decided is then


@pytest.mark.parametrize(
    ("items", "share"),
    [
        ([points("A", 3, 4), points("B", 1, 4)], Fraction(1, 2)),
        ([points("A", 3, 4), points("B", 0, 4, state="missing")], Fraction(3, 4)),  # of the appraised alone
        ([points("A", 0, 4)], Fraction(0)),
        ([points("A", 0, 4, state="blocked")], None),
        ([points("A", 3, 4, item="M")], None),
        ([points("A", None, None)], None),
        ([points("A", 0, 0)], None),
        ([], None),
    ],
)
def test_the_share_that_was_earned_of_an_item(items, share):
    assert result(items=items).item_share("N") == share


def test_standings_go_from_the_worst_to_the_best_of_the_units_that_have_a_figure():
    made = Plan.model_validate(plan(targets=[plan()["targets"][0], LOWER | {"points": 5}]))
    low = {"goal": made.targets[1].goal, "target": "T2"}
    own = [Indicator(unit, state="ok", value=Fraction(value), **low) for unit, value in (("A", "1/10"), ("B", "1/20"))]
    e = result([at("A", "1/2"), at("B", "1/3"), at("SO", "9/10"), at("C", state="missing"), *own], made=made)
    expected = {"T1": (Fraction(1, 3), Fraction(1, 2)), "T2": (Fraction(-1, 10), Fraction(-1, 20))}
    assert e.standings == {(target, 1): values for target, values in expected.items()}
    assert result([at("A", "1/2", state="partial")]).standings == {}


def test_rows_of_one_unit_and_what_is_nobodys():
    first, second, office = (Finding("SO-02", "x.", "y.", unit=unit) for unit in ("B", "A", "Z"))
    todo = FollowUp("B", "T1", None, 0, ())
    e = result(
        items=[points("B", 1, 4), points("A", 2, 4)], findings=[first, second, office, UNTIED], follow_up=(todo,)
    )
    assert (e.items_of("A"), e.items_of("C")) == ((points("A", 2, 4),), ())
    assert (e.follow_up_of("B"), e.follow_up_of("A")) == ((todo,), ())
    assert [e.findings_of(unit) for unit in ("A", "B", "C")] == [(second,), (first,), ()]
    assert e.findings_of("") == (office, UNTIED)  # Z is no unit of the result
    assert e.names == {"A": "Phòng A", "B": "Phòng B"}
    assert list(by_unit([first, second, first]).items()) == [("B", (first, first)), ("A", (second,))]


def test_the_sources_are_those_of_which_deliveries_are_known_in_the_order_of_the_method():
    e = result(deliveries={("A", "van_ban"): "ok", ("B", "ho_so_tthc"): "missing", ("B", "van_ban"): "ok"})
    assert e.sources == ("ho_so_tthc", "van_ban")


def test_a_unit_is_complete_with_a_figure_or_no_cases_of_every_target_in_every_year():
    e = result([at("A", "1/2"), at("B", state="no_cases"), at("SO", state="missing")])
    assert e.complete_units == {"A", "B"}
    assert result([at("A", state="missing"), at("B", state="blocked")]).complete_units == frozenset()
    lacking = at("A", "1/2", by_year=(("2023", 0, 1), ("2024", 1, 1)))
    assert result([lacking, at("B", "1/2", by_year=(("2023", 1, 1),))]).complete_units == {"B"}


def test_looking_up_beforehand_changes_nothing():
    e = result([at("A", "1/2")], [points("A", 3, 4)])
    e.look_up()
    assert {"standings", "is_complete", "names"} <= set(vars(e))
    assert e == result([at("A", "1/2")], [points("A", 3, 4)])


@pytest.mark.parametrize(
    ("file", "source"),
    [("2024/van_ban.csv", "van_ban"), ("2024/can_bo__P.KHTC.xlsx", "can_bo"), ("2024-H1/Tap_Huan.parquet", "tap_huan")],
)
def test_the_source_of_a_file_is_told_by_its_name(file, source):
    assert source_of(file) == source
