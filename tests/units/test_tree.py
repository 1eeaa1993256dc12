"""Units within units: levels, who is below whom; a parent has the total of all below it and its own, worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from small import evaluated, plan, reported

from toolkit.evaluation.scrutiny import reconciliations
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.scenarios import Scenario, what_if
from toolkit.units.model import Unit
from toolkit.units.structure import Structure, Transfer
from toolkit.units.tree import circle_in, is_tree, levels_of, parents_below
from toolkit.words.errors import UsageError

HEAD = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"
UNITS = "Mã đơn vị,Tên đơn vị,Loại,Cấp trên\nP,Tỉnh P,Tỉnh,\nQ,Tỉnh Q,Tỉnh,\nA,Sở A,Sở,P\nB,Sở B,Sở,P\nC,Sở C,Sở,Q\n"
TREE = (Unit("P", "P"), Unit("A", "A", parent="P"), Unit("X", "X", parent="A"), Unit("Q", "Q"))


def reports(tmp_path, rows, *targets, units=UNITS, **parts):
    made = reported(*(targets or ({"id": "T", "goal": "100%", "points": 10},)))
    made |= {key: parts.pop(key) for key in ("contents", "scoring", "awards") if key in parts}
    return evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": HEAD + rows, **parts}, plan=made, units=units)


def figures(e, target="T"):
    found = {i.unit: i for i in e.indicators if i.target == target}
    return {u: (f"{i.numerator}/{i.denominator}" if i.numerator is not None else "", i.state) for u, i in found.items()}


def test_levels_and_who_is_below():
    assert dict(levels_of(TREE)) == {"P": 1, "A": 2, "X": 3, "Q": 1}
    assert dict(parents_below(TREE)) == {"P": ("A", "X"), "A": ("X",)}
    assert is_tree(TREE) and not is_tree(TREE[::3])
    assert circle_in({"A": "B", "B": "A"}) in "AB" and circle_in({"A": "A"}) == "A" and circle_in({"A": "B"}) == ""
    assert circle_in({"C": "A", "A": "B", "B": "A"}) in "AB"  # C leads into the circle and is not in it


def test_a_unit_goes_below_whoever_stands_for_the_unit_above_it():
    moved = Structure(TREE, [Transfer("A", "Q", date(2024, 7, 1))], day=date(2024, 12, 31))
    assert [(unit.id, unit.parent) for unit in moved.units] == [("P", ""), ("X", "Q"), ("Q", "")]
    # P has come to its own part X: nobody is above himself.
    turned = Structure(TREE, [Transfer("P", "X", date(2024, 7, 1))], day=date(2024, 12, 31))
    assert {unit.id: unit.parent for unit in turned.units} in (
        {"A": "", "X": "A", "Q": ""},
        {"A": "X", "X": "", "Q": ""},
    )


def test_a_parent_has_the_total_of_all_below_it_and_its_own(tmp_path):
    e = reports(tmp_path, "A,T,80,100\nB,T,30,50\nC,T,70,100\nQ,T,10,100\n")
    assert figures(e) == {
        "SO": ("190/350", "ok"),
        "P": ("110/150", "ok"),
        "Q": ("80/200", "ok"),  # 70/100 below it, and its own 10/100
        "A": ("80/100", "ok"),
        "B": ("30/50", "ok"),
        "C": ("70/100", "ok"),
    }
    assert {s.unit: (s.rank, s.rank_in_parent) for s in e.scores} == {
        "P": (1, None),
        "Q": (2, None),
        "A": (1, 1),
        "B": (3, 2),
        "C": (2, 1),
    }


def test_what_lacks_below_leaves_the_totals_a_part(tmp_path):
    e = reports(tmp_path, "A,T,80,100\nC,T,70,100\n")
    assert figures(e) == {
        "SO": ("150/200", "partial"),
        "P": ("80/100", "partial"),
        "Q": ("70/100", "ok"),
        "A": ("80/100", "ok"),
        "B": ("", "missing"),
        "C": ("70/100", "ok"),
    }
    assert e.indicator("P", "T").met is None and e.score("P").rank is None
    assert [(f.code, f.unit) for f in e.findings if f.code == "SO-02"] == [("SO-02", "B")]
    assert "P" not in e.complete_units


def test_who_is_not_given_a_target_has_its_rows_in_the_total_only_where_the_parent_is(tmp_path):
    rows = "A,T,80,100\nB,T,30,50\nC,T,70,100\n"
    e = reports(tmp_path, rows, {"id": "T", "goal": "100%", "points": 10, "units": ["A", "C"]})
    assert figures(e)["P"] == ("80/100", "ok") and figures(e)["SO"] == ("150/200", "ok")
    assert figures(e)["B"][1] == "not_assigned"
    e = reports(tmp_path / "2", rows, {"id": "T", "goal": "100%", "points": 10, "units": ["P"]})
    assert figures(e)["P"] == ("110/150", "ok") and figures(e)["SO"] == ("110/150", "ok")
    assert figures(e)["A"][1] == figures(e)["Q"][1] == "not_assigned"


def test_an_appraised_item_of_a_parent_is_its_own_or_none(tmp_path):
    contents = [{"id": "N1", "name": "x", "points": 10}]
    given = "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\n" + "".join(f"{u},N1,{p},\n" for u, p in zip("QABC", (5, 10, 8, 6)))
    e = reports(tmp_path, "A,T,50,100\nB,T,50,100\nC,T,50,100\n", contents=contents, **{"2024/tham_dinh.csv": given})
    assert {u: (e.item(u, "N1").state, e.item(u, "N1").points) for u in "PQ"} == {
        "P": ("not_assigned", None),
        "Q": ("ok", 5),
    }
    assert e.score("P").score == Decimal("50.00")  # of its target alone


def test_a_median_of_a_parent_is_of_all_rows_below_it(tmp_path):
    rows = "Mã,Mã đơn vị,Điểm\n" + "".join(f"{n},{u},{d}\n" for n, (u, d) in enumerate(zip("AAABC", (1, 2, 9, 3, 5))))
    source = {
        "columns": {
            "ma": {"header": "Mã", "type": "id"},
            "dv": {"header": "Mã đơn vị", "type": "unit"},
            "diem": {"header": "Điểm", "type": "number"},
        },
        "key": ["ma"],
    }
    target = {"id": "T", "name": "T", "goal": 5, "points": 10, "source": "khao_sat", "measure": {"median": "diem"}}
    made = plan(targets=[target], sources={"khao_sat": source})
    e = evaluated(tmp_path, {"2024/khao_sat.csv": rows}, plan=made, units=UNITS)
    found = {u: e.indicator(u, "T").value for u in ("SO", "P", "Q", "A", "B", "C")}
    assert found == {"SO": 3, "P": Fraction(5, 2), "Q": 5, "A": 2, "B": 3, "C": 5}  # P: 1, 2, 3, 9


def test_units_are_compared_with_those_of_their_level(tmp_path):
    target = {"id": "T", "points": 10, "normalise": "max"}
    e = reports(tmp_path, "A,T,80,100\nB,T,40,100\nC,T,30,100\n", target)
    assert {u: e.indicator(u, "T").attainment for u in "PQABC"} == {
        "P": 1,  # 120/200
        "Q": Fraction(1, 2),  # 30/100 of 60/100
        "A": 1,
        "B": Fraction(1, 2),
        "C": Fraction(3, 8),
    }


def test_a_scenario_changes_the_totals_above(tmp_path):
    e = reports(tmp_path, "A,T,80,100\nB,T,30,50\nC,T,70,100\n")
    changed = what_if(e, Scenario(name="x", period="2024", more={"B": {"T": 10}}))
    assert figures(changed)["P"] == ("120/150", "ok") and figures(changed)["SO"] == ("190/250", "ok")
    assert figures(changed)["Q"] == ("70/100", "ok")
    with pytest.raises(UsageError, match="cấp dưới"):
        what_if(e, Scenario(name="x", period="2024", more={"P": {"T": 10}}))


def test_prizes_by_rank_are_of_units_that_have_no_others_below(tmp_path):
    award = {"id": "nhat", "name": "Giải Nhất", "kind": "collective", "quota": 1, "by": "rank"}
    e = reports(tmp_path, "A,T,80,100\nB,T,30,50\nC,T,70,100\n", awards=[award])
    assert {a.nominee.id: a.proposed for a in e.awards} == {"A": "yes", "B": "no", "C": "no"}


PROPOSED = "Mã đề nghị,Loại,Mã đơn vị,Tên,Hình thức khen,Đang xem xét kỷ luật\n"


def nominated(tmp_path, units, quota):
    """What becomes of collectives whose units have: A 80%, B 60%, C and Q 79%, P 110/150 = 73,3%."""
    award = {"id": "gk", "name": "Giấy khen", "kind": "collective", "quota": quota}
    rows = "".join(f"D{unit},Tập thể,{unit},,gk,Không\n" for unit in units)
    figures = "A,T,80,100\nB,T,30,50\nC,T,79,100\n"
    e = reports(tmp_path, figures, awards=[award], **{"2024/de_nghi.csv": PROPOSED + rows})
    return {each.nominee.unit: (each.proposed, each.rank) for each in e.awards}


def test_collectives_are_held_against_those_of_their_level_and_a_share_is_one_of_that_level(tmp_path):
    # Half of the 2 provinces and half of the 3 departments, rounded down: one each.
    assert nominated(tmp_path, "PQAC", "50%") == {"P": ("no", 2), "Q": ("yes", 1), "A": ("yes", 1), "C": ("no", 2)}


def test_a_number_of_places_that_two_levels_would_fill_is_for_the_council(tmp_path):
    assert nominated(tmp_path, "PAC", 2) == {"P": ("council", 1), "A": ("council", 1), "C": ("council", 2)}
    assert nominated(tmp_path, "PABC", 2)["B"] == ("no", 3)  # third of its own level: never one of two
    assert nominated(tmp_path, "PA", 2) == {"P": ("yes", 1), "A": ("yes", 1)}
    assert nominated(tmp_path, "ABC", 2) == {"A": ("yes", 1), "B": ("no", 3), "C": ("yes", 2)}


def test_a_prize_by_rank_for_a_share_counts_the_units_without_others_below(tmp_path):
    award = {"id": "nhat", "name": "Giải Nhất", "kind": "collective", "quota": "40%", "by": "rank"}
    e = reports(tmp_path, "A,T,80,100\nB,T,30,50\nC,T,70,100\n", awards=[award])
    # 40% of the three departments is one; of all five units it would be two.
    assert {a.nominee.id: a.proposed for a in e.awards} == {"A": "yes", "B": "no", "C": "no"}


def test_the_cases_of_a_parent_are_those_below_it(tmp_path):
    documents = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Không\n2,B,01/02/2024,,Có\n3,B,01/02/2024,,Không\n4,C,01/02/2024,,Có\n"
    e = evaluated(tmp_path, {"2024/van_ban.csv": documents}, plan=plan(), units=UNITS)
    (whole,) = [f for f in e.follow_up if f.unit == "P"]
    assert (whole.uncounted, whole.case_ids) == (2, ("1", "3"))
    trace = Workspace.open(tmp_path).trace(parse_period("2024"), unit="P", target="T1")
    assert len(trace.rows) == 3 and str(trace.indicator.value) == "1/3"


def test_cases_of_who_is_not_given_a_target_are_none_that_its_parent_lacks(tmp_path):
    """Only C of Q counts: neither the case of Q itself nor those of P keep Q from its goal."""
    rows = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n" + "".join(f"{u}1,{u},01/02/2024,,Không\n" for u in "QCA")
    made = plan(targets=[plan()["targets"][0] | {"units": ["C"]}])
    e = evaluated(tmp_path, {"2024/van_ban.csv": rows}, plan=made, units=UNITS)
    assert figures(e, "T1")["Q"] == ("0/1", "ok")
    found = {each.unit: (each.gap, each.uncounted, each.case_ids) for each in e.follow_up}
    assert found == {"Q": (1, 1, ("C1",)), "C": (1, 1, ("C1",))}


def test_what_a_parent_says_of_itself_is_neither_its_own_score_nor_a_difference(tmp_path):
    """Q signs 1 of 1 as it says; with C's 0 of 1 its figure is 1 of 2, in a year as over the years."""
    head = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
    files = {
        f"{year}/{name}.csv": text
        for year in (2023, 2024)
        for name, text in (
            ("van_ban", f"{head}Q1,Q,01/02/{year},,Có\nC1,C,01/02/{year},,Không\n"),
            ("bao_cao_don_vi", f"{HEAD}Q,T1,1,1\nC,T1,1,1\n"),
        )
    }
    for period in ("2024", "2023..2024"):
        e = evaluated(tmp_path / period, files, plan=plan(), units=UNITS, period=period)
        assert (e.score("Q").score, e.score("Q").self_score) == (Decimal("62.50"), Decimal("62.50"))  # 1/2 of 80%
        assert (e.score("C").score, e.score("C").self_score) == (Decimal("0.00"), Decimal("100.00"))
        assert [(each.unit, each.target) for each in reconciliations(e)] == [("C", "T1")]
