"""Scenarios: a what-if equals a full evaluation of data changed in that way; the least change is least; YAML and back."""

from __future__ import annotations

import itertools
import tempfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from sample_folder import sample_workspace
from small import evaluated, plan, reported, write_folder

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.scenarios import (
    Scenario,
    least_cases_for_goal,
    least_cases_for_score,
    project,
    scenario_of,
    scenario_text,
    what_if,
    what_if_in,
)
from toolkit.words.errors import ToolkitError, UsageError

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n"
TARGETS = [
    {"id": "T1", "name": "Ký số", "goal": "80%", "source": "van_ban", "success": {"signed": True}, "points": 10},
    {"id": "T2", "name": "Điện tử", "goal": "100%", "source": "van_ban", "success": {"electronic": True}, "points": 6},
]
AWARD = {"id": "GK", "name": "Giấy khen", "kind": "collective", "min_score": 60, "quota": 1}
PLAN = plan(targets=TARGETS, contents=[{"id": "N1", "name": "Nội dung", "points": 4}], awards=[AWARD])
NOMINATED = "Mã đề nghị,Loại,Mã đơn vị,Hình thức khen\n1,Tập thể,A,GK\n2,Tập thể,B,GK\n3,Tập thể,C,GK\n"


def files(counts, appraised):
    """``counts``: unit → (both, only electronic, neither); ``appraised``: unit → points of N1."""
    kinds = (("Có", "Có"), ("Có", "Không"), ("Không", "Không"))
    rows = [
        f"{unit}-{kind}-{n},{unit},01/02/2024,,{kinds[kind][0]},{kinds[kind][1]}"
        for unit, own in counts.items()
        for kind, many in enumerate(own)
        for n in range(many)
    ]
    points = [f"{unit},N1,{number}" for unit, number in appraised.items()]
    return {
        "2024/van_ban.csv": HEAD + "\n".join(rows) + "\n",
        "2024/tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định\n" + "\n".join(points) + "\n",
        "2024/de_nghi.csv": NOMINATED,
    }


def evaluation_of(counts, appraised, changed=PLAN):
    with tempfile.TemporaryDirectory() as folder:
        return evaluated(Path(folder), files(counts, appraised), plan=changed)


def shown(evaluation):
    """What a scenario speaks of, without what units claim themselves."""
    indicators = [replace(each) for each in evaluation.indicators]
    items = [(i.unit, i.item, i.state, i.points, i.max_points) for i in evaluation.items]
    scores = [replace(each, self_score=None) for each in evaluation.scores]
    gaps = [(f.unit, f.target, f.gap, f.uncounted) for f in evaluation.follow_up]
    return indicators, items, scores, evaluation.awards, gaps


COUNTS = st.fixed_dictionaries(dict.fromkeys("ABC", st.tuples(*[st.integers(0, 4)] * 3)))
APPRAISED = st.fixed_dictionaries(dict.fromkeys("ABC", st.integers(0, 4)))


@settings(max_examples=12, deadline=None)
@given(COUNTS, APPRAISED, st.integers(1, 20), st.sampled_from(["40%", "75%", "100%"]), st.data())
def test_a_what_if_equals_a_full_evaluation_of_data_changed_in_that_way(counts, appraised, points, goal, data):
    signed_later = data.draw(st.integers(0, counts["A"][1]))
    more = {"A": {"T1": signed_later}} if sum(counts["A"]) else {}
    scenario = Scenario(name="x", period="2024", points={"T2": points, "N1": 2}, goals={"T1": goal}, more=more)
    both, electronic, neither = counts["A"]
    then = {**counts, "A": (both + signed_later, electronic - signed_later, neither)}
    changed = plan(
        targets=[{**TARGETS[0], "goal": goal}, {**TARGETS[1], "points": points}],
        contents=[{"id": "N1", "name": "Nội dung", "points": 2}],
        awards=[AWARD],
    )
    halves = {unit: number / 2 for unit, number in appraised.items()}
    assert shown(what_if(evaluation_of(counts, appraised), scenario)) == shown(evaluation_of(then, halves, changed))


@settings(max_examples=6, deadline=None)
@given(COUNTS, APPRAISED, st.sampled_from(["T1", "T2", "N1"]))
def test_an_item_left_out_counts_as_if_the_plan_did_not_have_it(counts, appraised, left_out):
    kept = [each for each in TARGETS if each["id"] != left_out]
    contents = [] if left_out == "N1" else PLAN["contents"]
    changed = plan(targets=kept, contents=contents, awards=[AWARD])
    scenario = Scenario(name="x", period="2024", left_out=[left_out])
    found = what_if(evaluation_of(counts, appraised), scenario)
    expected = evaluation_of(counts, appraised if contents else {}, changed)
    assert [(s.score, s.rank, s.band, s.rank_low) for s in found.scores] == [
        (s.score, s.rank, s.band, s.rank_low) for s in expected.scores
    ]
    assert found.awards == expected.awards


@settings(max_examples=6, deadline=None)
@given(COUNTS, st.tuples(*[st.integers(0, 4)] * 3))
def test_a_mended_fault_equals_the_evaluation_of_mended_data(counts, mended):
    counts = {**counts, "B": (1, *counts["B"][1:])}  # where nobody has a figure, rows of nobody may block the agency
    before = {**files(counts, {}), "2024/van_ban.csv": files({**counts, "A": (0, 0, 0)}, {})["2024/van_ban.csv"]}
    before["2024/van_ban.csv"] += "A-x,A,01/02/2024,,có thể,có thể\n"
    with tempfile.TemporaryDirectory() as folder:
        broken = evaluated(Path(folder), before, plan=PLAN)
    assert broken.indicator("A", "T1").state == "blocked"
    both, electronic, _ = mended
    figures = {"A": {"T1": (both, sum(mended)), "T2": (both + electronic, sum(mended))}}
    found = what_if(broken, Scenario(name="x", period="2024", figures=figures))
    expected = evaluation_of({**counts, "A": mended}, {})
    assert shown(found) == shown(expected)


def test_another_definition_is_counted_anew_from_the_files(tmp_path):
    folder = Workspace.open(write_folder(tmp_path, files({"A": (2, 1, 1)}, {}), plan=PLAN))
    only = {"T1": {"population": {"electronic": True}}}
    found = what_if_in(folder, Scenario(name="x", period="2024", definitions=only))
    assert (found.indicator("A", "T1").numerator, found.indicator("A", "T1").denominator) == (2, 3)
    assert folder.evaluate(parse_period("2024")).indicator("A", "T1").denominator == 4


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2024", "2025", "2024..2025"])
def test_other_goals_and_points_equal_an_evaluation_of_the_sample_by_another_plan(period):
    sample = sample_workspace()
    goals = {"CT4": "70%", "CT9b": "90%", "CT1": "60%"}
    scenario = Scenario(name="x", period=period, goals=goals, points={"CT4": 10, "CT7": 0})
    points = {"CT4": Decimal(10), "CT7": Decimal(0)}
    targets = [
        t.model_copy(update={"goal": scenario.goals.get(t.id, t.goal), "points": points.get(t.id, t.points)})
        for t in sample.plan.targets
    ]
    other = sample.plan.model_copy(update={"targets": tuple(targets)})
    full = Workspace(sample.data, other, sample.units, sample.transfers).evaluate(parse_period(period))
    found = what_if_in(sample, scenario)
    assert shown(found) == shown(full)
    nothing = what_if_in(sample, Scenario(name="x", period=period))
    assert shown(nothing) == shown(sample.evaluate(parse_period(period)))


def test_the_change_against_the_period_before_is_that_of_the_supposed_figure(tmp_path):
    before = {"2023/van_ban.csv": HEAD + "1,A,01/02/2023,,Có,Có\n2,A,01/02/2023,,Có,Không\n"}
    official = evaluated(tmp_path, {**before, **files({"A": (1, 2, 1)}, {})}, plan=PLAN)
    assert official.indicator("A", "T1").change == Fraction(-1, 4)  # 1/4 after 1/2
    found = what_if(official, Scenario(name="x", period="2024", more={"A": {"T1": 2}}))
    assert (found.indicator("A", "T1").previous_value, found.indicator("A", "T1").change) == (
        Fraction(1, 2),
        Fraction(1, 4),
    )
    assert found.indicator("SO", "T1").change == Fraction(1, 4)


def test_an_item_left_out_breaks_no_tie(tmp_path):
    items = [{"id": n, "name": n, "points": 4} for n in ("N1", "N2")]
    tied = plan(targets=TARGETS[:1], contents=items, scoring={"tie_breaks": ["N1"]})
    points = "Mã đơn vị,Mã mục,Điểm thẩm định\nA,N1,4\nA,N2,2\nB,N1,2\nB,N2,4\n"
    made = {**files({"A": (1, 0, 0), "B": (1, 0, 0)}, {}), "2024/tham_dinh.csv": points}
    official = evaluated(tmp_path, made, plan=tied)
    assert [official.score(unit).rank for unit in "AB"] == [1, 2]
    level = what_if(official, Scenario(name="x", period="2024", points={"N2": 0}, left_out=["N1"]))
    assert [level.score(unit).rank for unit in "AB"] == [1, 1]


def test_a_scenario_leaves_the_official_results_as_they_are():
    official = evaluation_of({"A": (2, 1, 1), "B": (1, 1, 1), "C": (0, 1, 1)}, {"A": 2})
    before = shown(official)
    what_if(official, Scenario(name="x", period="2024", points={"T1": 1}, more={"B": {"T1": 1}}))
    assert shown(official) == before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"period": "2023"}, "kịch bản của kỳ 2023"),
        ({"points": {"X": 1}}, "không có mục X"),
        ({"left_out": ["T1", "T2", "N1"]}, "không còn mục nào"),
        ({"goals": {"T1": "0%"}}, "mức giao mới của T1"),
        ({"goals": {"T1": "5"}}, "mức giao mới của T1"),
        ({"more": {"A": {"T1": 3}}}, "tử số T1 của A"),
        ({"more": {"A": {"T1": -3}}}, "tử số T1 của A"),
        ({"more": {"C": {"T1": 1}}}, "T1 của C chưa có số liệu"),
        ({"more": {"Z": {"T1": 1}}}, "không có chỉ tiêu T1 của đơn vị Z"),
        ({"figures": {"A": {"T1": [5, 4]}}}, "tử số T1 của A"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(changes, said):
    official = evaluation_of({"A": (2, 1, 1), "B": (1, 0, 0)}, {})
    with pytest.raises(UsageError, match=said):
        what_if(official, Scenario(**{"name": "x", "period": "2024", **changes}))


def test_a_definition_that_does_not_fit_the_source_is_refused(tmp_path):
    folder = Workspace.open(write_folder(tmp_path, files({"A": (2, 1, 1)}, {}), plan=PLAN))
    with pytest.raises(UsageError, match="không có cột 'x'"):
        what_if_in(folder, Scenario(name="x", period="2024", definitions={"T1": {"success": {"x": True}}}))


# The least change


def test_the_least_number_of_cases_for_a_goal_worked_by_hand(tmp_path):
    official = evaluation_of({"A": (2, 3, 2), "B": (1, 0, 0)}, {})
    assert least_cases_for_goal(official, unit="A", target="T1") == 4  # 80% of 7 is 5.6: 6 of 7, so 4 more
    assert least_cases_for_goal(official, unit="SO", target="T1") == 4  # 80% of 8 is 6.4: 7 of 8, so 4 more
    assert least_cases_for_goal(official, unit="B", target="T1") == 0
    assert least_cases_for_goal(official, unit="C", target="T1") is None


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 9), st.integers(0, 9), st.integers(0, 20), st.booleans())
def test_no_fewer_cases_meet_a_goal_by_brute_force(whole, counted, twentieths, lower):
    counted, goal = min(counted, whole), Fraction(twentieths, 20)
    floor = "100%" if lower else "0%"
    assume(goal != (1 if lower else 0))
    target = {"id": "T1", "goal": f"{5 * twentieths}%", "floor": floor, "points": 5}
    text = f"Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,{counted},{whole}\n"
    with tempfile.TemporaryDirectory() as folder:
        official = evaluated(Path(folder), {"2024/bao_cao_don_vi.csv": text}, plan=reported(target))
    values = ((n, Fraction(counted - n if lower else counted + n, whole)) for n in range(whole + 1))
    least = next(n for n, value in values if (value <= goal if lower else value >= goal))
    assert least_cases_for_goal(official, unit="A", target="T1") == least
    more = {"A": {"T1": -least if lower else least}}
    assert what_if(official, Scenario(name="x", period="2024", more=more), draws=1000).indicator("A", "T1").met


RULES = st.sampled_from(
    [
        {"rule": "linear"},
        {"rule": "linear", "floor": "30%"},
        {"rule": "linear", "floor": "100%"},  # lower is better: more cases never help
        {"rule": "threshold"},
        {"rule": "steps", "steps": [{"from": "30%", "points": 1}, {"from": "60%", "below": "100%", "points": 3}]},
    ]
)
FIGURE = st.integers(1, 6).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))

# One more case lifts the figure out of the step, and the points fall.
LEFT_ABOVE = {"rule": "steps", "steps": [{"from": "30%", "points": 1}, {"from": "60%", "below": "100%", "points": 3}]}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(RULES, FIGURE, st.integers(3, 9)), min_size=1, max_size=3), st.integers(1, 10))
@example([({"rule": "linear", "floor": "30%"}, (0, 3), 8), (LEFT_ABOVE, (2, 3), 3)], 3)
def test_no_fewer_cases_reach_a_score_by_brute_force(parts, tens):
    targets = [{"id": f"T{n}", "goal": "80%", "points": points, **rule} for n, (rule, _, points) in enumerate(parts, 1)]
    text = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n" + "".join(
        f"A,T{n},{a},{b}\n" for n, (_, (a, b), _) in enumerate(parts, 1)
    )
    with tempfile.TemporaryDirectory() as folder:
        official = evaluated(Path(folder), {"2024/bao_cao_don_vi.csv": text}, plan=reported(*targets))
    wanted = Decimal(10 * tens)

    def reaches(more):
        changes = {"A": {f"T{n}": cases for n, cases in enumerate(more, 1)}}
        return what_if(official, Scenario(name="x", period="2024", more=changes), draws=1000).score("A").score >= wanted

    rooms = [range(b - a + 1) for _, (a, b), _ in parts]
    found = least_cases_for_score(official, unit="A", score=wanted)
    ways = sorted(itertools.product(*rooms), key=sum)
    least = next((sum(more) for more in ways if reaches(more)), None)
    assert (None if found is None else sum(found.values())) == least
    assert found is None or reaches([found.get(f"T{n}", 0) for n in range(1, len(parts) + 1)])


def score_is_reached_by_the_fewest(made, figures, wanted):
    """Hold the search against all ways to give A more cases; ``figures`` of A and B by target."""
    rows = "".join(f"{unit},{id},{a},{b}\n" for id, own in figures.items() for unit, (a, b) in zip("AB", own))
    with tempfile.TemporaryDirectory() as folder:
        files = {"2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n" + rows}
        official = evaluated(Path(folder), files, plan=made)

    def reaches(more):
        changes = {"A": dict(zip(figures, more))}
        return what_if(official, Scenario(name="x", period="2024", more=changes), draws=100).score("A").score >= wanted

    rooms = [range(b - a + 1) for (a, b), _ in figures.values()]
    found = least_cases_for_score(official, unit="A", score=wanted)
    ways = sorted(itertools.product(*rooms), key=sum)
    least = next((sum(more) for more in ways if reaches(more)), None)
    assert (None if found is None else sum(found.values())) == least
    assert found is None or reaches([found.get(id, 0) for id in figures])


SMALL = st.integers(1, 4).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
PAIR = st.tuples(SMALL, SMALL)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(RULES, PAIR, st.integers(3, 9)), min_size=3, max_size=3),
    st.tuples(st.booleans(), st.booleans(), st.sampled_from(["goal", "max", "min_max"])),
    st.sampled_from(["30%", "60%", "100%"]),
    st.integers(1, 11),
)
def test_no_fewer_cases_reach_a_score_that_hangs_on_gates_limits_and_other_units(parts, kinds, gate, tens):
    gated, capped, among = kinds
    targets = [
        {"id": f"T{n}", "name": f"T{n}", "source": "bao_cao_don_vi", "goal": "80%", "points": points, **rule}
        for n, (rule, _, points) in enumerate(parts, 1)
    ]
    if among != "goal" and parts[1][0] == {"rule": "linear"}:
        targets[1] |= {"normalise": among}
    targets[2] |= {"bonus": True} if capped else {}
    gates = {"at_least": gate, "else": {"points": 0}, "points": 7} if gated else {}
    made = plan(sections=[{"id": "S", "name": "S", "items": targets[:2], **gates}], targets=targets[2:])
    made["scoring"] |= {"bonus_cap": 2} if capped else {}
    figures = {f"T{n}": pair for n, (_, pair, _) in enumerate(parts, 1)}
    score_is_reached_by_the_fewest(made, figures, Decimal(10 * tens))


def test_a_section_that_is_lost_below_its_share_is_won_as_a_whole(tmp_path):
    # S: T1 1/4 and T2 0/2 of 5 + 5 points; below 60% of it nothing. All of T2 makes 1,25 + 5 of 10 points: 62,5; one more
    # of T1 then 75. Three more of T1 alone would be half of the points, and so none.
    targets = [{"id": id, "name": id, "source": "bao_cao_don_vi", "goal": "100%", "points": 5} for id in ("T1", "T2")]
    gate = {"at_least": "60%", "else": {"points": 0}}
    made = plan(sections=[{"id": "S", "name": "S", "items": targets, **gate}])
    del made["targets"]
    text = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,1,4\nA,T2,0,2\n"
    official = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": text}, plan=made)
    assert official.score("A").score == 0
    assert least_cases_for_score(official, unit="A", score=Decimal(10)) == {"T2": 2}
    assert least_cases_for_score(official, unit="A", score=Decimal(70)) == {"T1": 1, "T2": 2}
    assert least_cases_for_score(official, unit="A", score=Decimal(100)) == {"T1": 3, "T2": 2}


def test_a_mark_is_reached_by_the_score_as_it_is_rounded(tmp_path):
    text = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,0,3\n"
    made = reported({"id": "T1", "goal": "100%", "points": 5})
    official = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": text}, plan=made)
    # 2 of 3 is 66,666…: 66,67 as published
    assert least_cases_for_score(official, unit="A", score=Decimal("66.67")) == {"T1": 2}
    assert least_cases_for_score(official, unit="A", score=Decimal("66.68")) == {"T1": 3}


# The pace


def test_a_projection_holds_what_is_known_and_narrows_to_the_end(tmp_path):
    rows = "".join(f"{n},A,{n % 28 + 1:02d}/06/2024,,Có,{'Có' if n < 75 else 'Không'}\n" for n in range(100))
    official = evaluated(tmp_path, {"2024/van_ban.csv": HEAD + rows}, plan=PLAN)
    half = project(official, unit="A", target="T1", as_of=date(2024, 6, 30))
    assert half.as_of == date(2024, 6, 30)
    assert half.elapsed == pytest.approx(182 / 366)
    assert half.low < 0.75 < half.high
    assert half.middle == pytest.approx(0.75, abs=0.01)
    # About 101 cases to come: 101·0.75·0.25 from chance, 101²·0.75·0.25/100 from not knowing the share; over 201 cases.
    assert half.high - half.low == pytest.approx(2 * 1.645 * (18.9 + 19.1) ** 0.5 / 201, abs=0.01)
    end = project(official, unit="A", target="T1", as_of=date(2024, 12, 31))
    assert (end.low, end.middle, end.high) == (0.75, 0.75, 0.75)
    assert project(official, unit="A", target="T1").as_of == date(2024, 6, 28)
    assert project(official, unit="C", target="T1") is None


def test_a_stock_has_no_pace():
    official = sample_workspace().evaluate(parse_period("2024"))
    assert project(official, unit="SO", target="CT1") is None


# Names and files


def test_a_scenario_is_written_and_read_back_the_same():
    scenario = Scenario(
        name="Đẩy mạnh: đào tạo #1",
        period="2024",
        note="Thử",
        points={"T1": Decimal("2.50")},
        left_out=("N1",),
        goals={"T1": "72.5%", "T2": "90%"},
        more={"A": {"T1": 3}},
        figures={"B": {"T1": (3, 4)}},
        definitions={"T1": {"population": {"electronic": [True]}, "success": {"signed": ["present"]}}},
    )
    text = scenario_text(scenario)
    assert scenario_of(text) == scenario
    assert "72.5%" in text
    assert scenario.goals["T1"].value == Fraction(725, 1000)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a",
        "name: x\nperiod: 2024\nstrange: 1\n",
        "name: x\nperiod: hôm nay\n",
        "name: &a x\nnote: *a\nperiod: 2024\n",
        "name: x\nname: y\nperiod: 2024\n",
        "name: !!python/object/apply:os.system [ls]\nperiod: 2024\n",
        "name: x\nperiod: 2024\npoints: {T1: -1}\n",
    ],
)
def test_a_file_that_is_no_scenario_is_refused(text):
    with pytest.raises(ToolkitError, match="Cách sửa"):
        scenario_of(text)
