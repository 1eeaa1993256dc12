"""Why cases do not count: each condition that they fail, in the plan's order, worked out by hand."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import evaluated, plan
from tables import BAD, table, target

from toolkit.evaluation.workspace import Workspace
from toolkit.indicators.causes import has_causes, ids_named, uncounted_cases, uncounted_of
from toolkit.periods import parse_period
from toolkit.plan import Plan
from toolkit.report.causes import spread_tables
from toolkit.units.model import Unit

YEAR = parse_period("2024")
IN, OUT = "2024-02-01", "2023-02-01"
BOTH = {"electronic": True, "signed": True}


def document(unit="A", day=IN, signed="true", **more):
    return {"unit": unit, "issued_at": day, "signed": signed, **more}


def uncounted(data, *asked, named=1000):
    return uncounted_cases(data, targets=asked, period=YEAR, named=named).cases


def test_the_cases_of_the_denominator_that_certainly_do_not_count_are_named():
    rows = [
        document(document_id="d5", signed="false"),
        document(document_id="d1", signed=None),
        document(document_id="d2"),  # counts
        document(document_id="d3", signed=BAD),  # not known
        document(document_id="d4", signed="false", day=OUT),
        document("B", document_id="d6", signed="false"),
        document(None, document_id="d7", signed="false"),  # nobody's
    ]
    assert uncounted(table("van_ban", *rows), target()) == {
        ("A", "T"): (("x", 2, ("d1", "d5")),),
        ("B", "T"): (("x", 1, ("d6",)),),
    }


def test_one_condition_that_fails_is_enough_not_to_count():
    rows = [
        document(document_id=f"{e}{s}", electronic=e, signed=s) for e in ("true", "false") for s in ("true", "false")
    ]
    asked = target("X", success={"electronic": True, "signed": True}), target("Y", population={"electronic": True})
    assert uncounted(table("van_ban", *rows), *asked) == {
        ("A", "X"): ((".x", 1, ("truefalse",)), ("x.", 1, ("falsetrue",)), ("xx", 1, ("falsefalse",))),
        ("A", "Y"): (("x", 1, ("truefalse",)),),
    }


def test_where_less_is_better_it_is_the_cases_that_do_count():
    rows = [
        document(document_id="d1"),
        document(document_id="d2", signed="false"),
        document(document_id="d3", signed=BAD),
    ]
    low = target(goal="5%", floor="20%", units=["A"])
    assert uncounted(table("van_ban", *rows), low) == {("A", "T"): ((".", 1, ("d1",)),)}
    both = target(goal="5%", floor="20%", success={"electronic": True, "signed": True})
    cells = [
        document(document_id=f"{e}{s}", electronic=e, signed=s) for e in ("true", "false") for s in ("true", "false")
    ]
    assert uncounted(table("van_ban", *cells), both) == {("A", "T"): (("..", 1, ("truetrue",)),)}


def test_where_less_is_better_a_row_outside_the_denominator_is_none_to_look_at():
    rows = [
        document(document_id="d1"),
        document(document_id="d2", day=OUT),
        document(document_id="d3", electronic="true"),
    ]
    low = target(goal="5%", floor="20%", population={"electronic": [False, "absent"]})
    assert uncounted(table("van_ban", *rows), low) == {("A", "T"): ((".", 1, ("d1",)),)}


def test_a_goal_that_has_not_begun_wants_more_cases():
    later = target(goal={2025: "80%"})
    assert uncounted(table("van_ban", document(document_id="d1", signed="false")), later) == {
        ("A", "T"): (("x", 1, ("d1",)),)
    }


def test_of_many_cases_the_first_are_named_and_all_are_counted():
    rows = [document(document_id=f"d{n}", signed="false") for n in (3, 1, 2)]
    assert uncounted(table("van_ban", *rows), target(), named=2) == {("A", "T"): (("x", 3, ("d1", "d2")),)}


def test_cases_without_an_id_are_counted():
    assert uncounted(table("van_ban", document(signed="false")), target()) == {("A", "T"): (("x", 1, ()),)}


def test_cases_of_a_list_without_ids_are_counted(tmp_path):
    columns = {
        "dv": {"header": "Mã đơn vị", "type": "unit"},
        "ngay": {"header": "Ngày", "type": "date"},
        "tot": {"header": "Hài lòng", "type": "yes_no"},
    }
    asked = {**plan()["targets"][0], "source": "khao_sat", "success": {"tot": True}}
    made = plan(targets=[asked], sources={"khao_sat": {"columns": columns}})
    rows = "Mã đơn vị,Ngày,Hài lòng\nA,01/02/2024,Có\nA,01/02/2024,Không\nA,02/02/2024,Không\n"
    e = evaluated(tmp_path, {"2024/khao_sat.csv": rows}, plan=made)
    assert (e.indicator("A", "T1").numerator, e.indicator("A", "T1").denominator) == (1, 3)
    assert [(f.unit, f.gap, f.uncounted, f.case_ids) for f in e.follow_up if f.uncounted] == [("A", 2, 2, ())]


@pytest.mark.parametrize(
    ("units", "named"), [(0, 1000), (1, 1000), (1000, 1000), (1001, 999), (100_000, 10), (10**9, 10)]
)
def test_how_many_cases_are_named_falls_with_the_units(units, named):
    assert ids_named(units) == named


def test_a_condition_before_the_one_that_fails_may_not_be_known():
    rows = [
        document(
            document_id="d1", electronic=BAD, signed="false"
        ),  # certainly not signed; electronic or not, nobody knows
        document(document_id="d2", electronic="false", signed=BAD),  # certainly not electronic: that is the first
        document(document_id="d3", electronic=BAD, signed="true"),  # may count
    ]
    assert uncounted(table("van_ban", *rows), target(success=BOTH)) == {
        ("A", "T"): (("?x", 1, ("d1",)), ("x?", 1, ("d2",)))
    }


def test_a_condition_of_several_comparisons_or_blocks_is_one():
    rows = [
        {"received_at": IN, "returned_at": returned, "due_at": "2024-03-01", "channel": channel, "dossier_id": id}
        for id, returned, channel in (
            ("d1", "2024-03-05", "online"),  # late
            ("d2", "2024-02-20", "postal"),  # neither online nor in person
            ("d3", "2024-01-20", "in_person"),  # before it was received
            ("d4", "2024-02-20", "online"),
        )
    ]
    asked = target(
        source="ho_so_tthc",
        success={
            "returned_at": {"on_or_before": "due_at", "on_or_after": "received_at"},
            "any_of": [{"channel": "online"}, {"channel": "in_person"}],
        },
    )
    assert uncounted(table("ho_so_tthc", *rows), asked) == {("A", "T"): ((".x", 1, ("d2",)), ("x.", 2, ("d1", "d3")))}


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({}, True),
        ({"goal": "5%", "floor": "20%"}, False),  # what counts is to become less
        ({"goal": {"by": "Vùng", "Thành thị": "5%", "Nông thôn": "10%"}, "floor": "20%"}, False),
        ({"goal": {2025: "5%"}, "floor": "20%"}, False),  # nor before its goal begins
        ({"source": "bao_cao_don_vi"}, False),  # no case is known
    ],
)
def test_which_targets_have_causes(parts, told):
    assert has_causes(target(**parts), YEAR) is told


def test_of_every_source_the_cases_of_its_targets():
    meetings = target("M", source="dieu_hanh", success={"on_platform": True})
    sources = {
        "van_ban": table("van_ban", document(document_id="d1", signed="false")),
        "dieu_hanh": table("dieu_hanh", {"date": IN, "activity_id": "m1", "on_platform": "false"}),
        "ho_so_tthc": table("ho_so_tthc", files=[]),
    }
    asked = Plan.model_validate(plan()).model_copy(update={"targets": (target(), meetings)})
    assert uncounted_of(asked, units=[Unit("A", "A")], period=YEAR, sources=sources).cases == {
        ("A", "T"): (("x", 1, ("d1",)),),
        ("A", "M"): (("x", 1, ("m1",)),),
    }


# In an evaluation -------------------------------------------------------------------------------------------------

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n"
T = {"id": "T", "name": "x", "goal": "80%", "source": "van_ban", "points": 1}
TARGETS = [{**T, "success": BOTH}, {**T, "id": "U", "success": {"signed": True, "electronic": True}}]


def test_the_agency_has_the_causes_of_the_units_that_its_figure_sums(tmp_path):
    rows = (
        "d1,A,01/02/2024,,Có,Có\n"
        "d2,A,02/02/2024,,Không,Không\n"  # the first of two that fail: electronic for T, signed for U
        "d3,A,03/02/2024,,Không,Có\n"
        "d4,A,04/02/2024,Mật,Không,\n"  # a secret
        "d5,B,05/02/2024,,Có,Không\n"
        "d6,C,06/02/2024,,chắc có,Không\n"  # certainly does not count, but why first is not known
    )
    e = evaluated(tmp_path, {"2024/van_ban.csv": HEAD + rows}, plan=plan(targets=TARGETS))
    found = {(c.unit, c.target): (c.first, c.unclear, c.several, c.total) for c in e.causes}
    assert found == {
        ("SO", "T"): ((2, 1), 1, 1, 4),
        ("A", "T"): ((2, 0), 0, 1, 2),
        ("B", "T"): ((0, 1), 0, 0, 1),
        ("C", "T"): ((0, 0), 1, 0, 1),
        ("SO", "U"): ((3, 1), 0, 1, 4),
        ("A", "U"): ((1, 1), 0, 1, 2),
        ("B", "U"): ((1, 0), 0, 0, 1),
        ("C", "U"): ((1, 0), 0, 0, 1),
    }
    (own,) = (each for each in e.follow_up if (each.unit, each.target) == ("A", "T"))
    assert (own.case_ids, own.marks) == (("d2", "d3"), ("xx", "x."))


def test_what_is_not_known_has_no_causes(tmp_path):
    rows = "d1,A,01/02/2024,,chắc có,Có\nd2,A,02/02/2024,,Không,Có\nd3,B,03/02/2024,,Không,Có\n"
    e = evaluated(tmp_path, {"2024/van_ban.csv": HEAD + rows}, plan=plan(targets=TARGETS[:1]))
    # Whether d1 counts is not known: A is blocked, and the agency is a part, that of B.
    assert e.causes_of("A", "T") is None
    assert (e.indicator("SO", "T").state, e.causes_of("SO", "T").first) == ("partial", (1, 0))


def test_a_unit_with_too_few_rows_is_not_told_but_is_in_the_whole(tmp_path):
    rows = "d1,A,01/02/2024,,Không,Có\nd2,B,02/02/2024,,Không,Có\nd3,B,03/02/2024,,Có,Có\n"
    asked = [{**TARGETS[0], "at_least_rows": 2}]
    e = evaluated(tmp_path, {"2024/van_ban.csv": HEAD + rows}, plan=plan(targets=asked))
    whole = e.indicator("SO", "T")
    assert (e.indicator("A", "T").state, e.causes_of("A", "T")) == ("blocked", None)
    assert e.causes_of("SO", "T").total == whole.denominator - whole.numerator == 2


def test_a_unit_with_others_below_it_has_the_causes_of_all_of_them(tmp_path):
    units = "Mã đơn vị,Tên đơn vị,Cấp trên\nA,Phòng A,\nB,Tổ B,A\nC,Tổ C,A\nD,Phòng D,\n"
    rows = (
        "d1,A,01/02/2024,,Không,Có\nd2,B,02/02/2024,,Có,Không\nd3,C,03/02/2024,,Có,Có\nd4,D,04/02/2024,,Không,Không\n"
    )
    e = evaluated(tmp_path, {"2024/van_ban.csv": HEAD + rows}, plan=plan(targets=TARGETS[:1]), units=units)
    assert {c.unit: c.first for c in e.causes} == {"SO": (2, 1), "A": (1, 1), "B": (0, 1), "D": (1, 0)}
    for unit in ("SO", "A"):  # each case once
        each = e.indicator(unit, "T")
        assert e.causes_of(unit, "T").total == each.denominator - each.numerator


WORDS = st.sampled_from(["Có", "Không", "", "chắc có"])
ROWS = st.lists(st.tuples(st.sampled_from("ABC"), WORDS, WORDS), max_size=12)


@settings(max_examples=25, deadline=None)
@given(rows=ROWS)
def test_causes_sum_to_the_cases_that_do_not_count(rows):
    with tempfile.TemporaryDirectory() as place:
        text = HEAD + "".join(f"d{n},{u},01/02/2024,,{e},{s}\n" for n, (u, e, s) in enumerate(rows))
        e = evaluated(Path(place), {"2024/van_ban.csv": text}, plan=plan(targets=TARGETS))
    for each in e.indicators:
        causes = e.causes_of(each.unit, each.target)
        if each.state not in ("ok", "partial"):
            assert causes is None
            continue
        missed = each.denominator - each.numerator
        assert (causes.total if causes else 0) == missed
        assert causes is None or sum(causes.first) + causes.unclear == missed
        assert causes is None or causes.several <= missed


ONLINE = {
    "id": "CT4",
    "name": "Hồ sơ trực tuyến",
    "goal": "80%",
    "source": "ho_so_tthc",
    "success": {"channel": "online"},
    "points": 10,
}
DOSSIERS = "Mã hồ sơ,Mã đơn vị,Mã TTHC,Ngày tiếp nhận,Hình thức tiếp nhận\n"
OF_2024 = (
    "1,A,S1,05/01/2024,Trực tiếp\n2,A,S1,06/01/2024,Trực tiếp\n3,B,S2,07/03/2024,Trực tiếp\n"
    "4,B,,07/03/2024,Trực tiếp\n5,C,S2,07/03/2024,Trực tuyến\n6,C,S3,07/04/2023,Trực tiếp\n"
)


def test_the_agency_s_cases_are_spread_over_months_and_services_and_sum_to_its_causes(tmp_path):
    """Of 2024: 1, 2 in January (S1), 3 (S2) and 4 (no code) in March; 5 counts, 6 is of another year."""
    folder = {
        "2024/ho_so_tthc.csv": DOSSIERS + OF_2024,
        "2023/ho_so_tthc.csv": DOSSIERS + "9,A,S1,01/02/2023,Trực tiếp\n",
    }
    found = evaluated(tmp_path, folder, plan=plan(targets=[ONLINE]))
    assert found.causes_of("SO", "CT4").total == 4
    assert found.spreads == (
        ("CT4", "month", (("2024-01", 2), ("2024-03", 2))),
        ("CT4", "service_id", (("", 1), ("S1", 2), ("S2", 1))),
    )
    month, service = spread_tables(found)
    assert (month.columns[1:], [str(getattr(cell, "text", cell)) for cell in month.rows[0][1:]]) == (
        ("T1", "T3", "Cộng"),
        ["2", "2", "4"],
    )
    shown = [tuple(str(getattr(cell, "text", cell)) for cell in row[1:3]) for row in service.rows]
    assert shown == [("S1", "2"), ("1 thủ tục khác, chưa ghi mã", "2"), ("Cộng", "4")]
    both = Workspace.open(tmp_path).evaluate(parse_period("2023..2024"))
    assert dict(both.spreads[1].cases) == {"": 1, "S1": 3, "S2": 1}
    assert both.causes_of("SO", "CT4").total == 5


def test_a_target_of_some_units_is_spread_over_their_cases_alone_and_a_source_without_service_over_months(tmp_path):
    asked = ONLINE | {"units": ["A"]}
    found = evaluated(tmp_path, {"2024/ho_so_tthc.csv": DOSSIERS + OF_2024}, plan=plan(targets=[asked]))
    assert [dict(each.cases) for each in found.spreads] == [{"2024-01": 2}, {"S1": 2}]
    rows = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Không\n2,B,01/02/2024,,Có\n3,C,01/02/2024,,Có\n"
    other = evaluated(tmp_path / "b", {"2024/van_ban.csv": rows})
    assert other.spreads == (("T1", "month", (("2024-02", 1),)),)
