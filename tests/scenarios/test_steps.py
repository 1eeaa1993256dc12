"""What each number of further cases would give, against the scenario of that number, case by case."""

from __future__ import annotations

import pytest
from small import documents, plan, write_folder

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.scenarios import Scenario, can_step, steps_of, what_if

P2024 = parse_period("2024")
FILES = {"2024/van_ban.csv": documents("2024", A=(5, 20), B=(14, 20), C=(17, 20))}
FULL = {"id": "T2", "name": "Hai", "source": "van_ban", "success": {"signed": True}}
PLANS = {
    "linear": plan(),
    "threshold, ties decided by the second": plan(
        targets=[
            {**plan()["targets"][0], "rule": "threshold", "goal": "75%"},
            {**FULL, "goal": "90%", "points": 5},
        ],
        scoring={"tie_breaks": ["T2"]},
    ),
    "a band that asks for all goals": plan(
        targets=[{**FULL, "goal": "80%", "points": 7}, {**FULL, "id": "T3", "goal": "95%", "points": 3}],
        scoring={"bands": [{"name": "Tốt", "from": 50, "requires": {"met": "all"}}, {"name": "Khá", "from": 0}]},
    ),
    "points to steps, groups by kind": plan(
        targets=[
            {
                **FULL,
                "goal": "90%",
                "points": 10,
                "rule": "steps",
                "steps": [{"from": "50%", "points": 4}, {"from": "80%", "points": 8}, {"from": "95%", "points": 10}],
            }
        ],
        scoring={"groups": "kind"},
    ),
}


def of(step):
    return step.score, step.rank, step.band


def check(evaluation, unit, target):
    """Every number of cases, looked up among the steps, is what the scenario of that number gives."""
    steps, last = steps_of(evaluation, unit=unit, target=target, most=300)
    each = evaluation.indicator(unit, target.id)
    assert last == each.denominator - each.numerator
    for cases in range(last + 1):
        scenario = Scenario(name="n", period=evaluation.period.id, more={unit: {target.id: cases}} if cases else {})
        step = [each for each in steps if each.cases <= cases][-1]
        assert of(step) == of(what_if(evaluation, scenario, draws=1).score(unit)), (unit, target.id, cases)
    return last


@pytest.mark.parametrize("name", PLANS)
def test_every_number_of_cases_gives_what_the_scenario_gives(tmp_path, name):
    evaluation = Workspace.open(write_folder(tmp_path, FILES, plan=PLANS[name])).evaluate(P2024)
    told = [
        check(evaluation, unit.id, target)
        for unit in evaluation.units
        for target in evaluation.plan.targets
        if can_step(evaluation, unit=unit.id, target=target)
    ]
    assert sum(told) == 24 * len(evaluation.plan.targets)  # 15, 6 and 3 documents are not signed


def test_steps_by_hand(tmp_path):
    # A: 5 of 20 with a goal of 80% is 5/16 of the points; at 12 of 20 it is 75 out of 100, beside B with 14/16 (87,5).
    evaluation = Workspace.open(write_folder(tmp_path, FILES)).evaluate(P2024)
    steps, last = steps_of(evaluation, unit="A", target=evaluation.plan.target("T1"), most=300)
    said = {step.cases: of(step) for step in steps}
    assert (last, list(said)) == (15, list(range(12)))  # from 16 of 20 on nothing is added
    assert [(str(said[n][0]), *said[n][1:]) for n in (0, 7, 9, 11)] == [
        ("31.25", 3, "Chưa đạt"),
        ("75.00", 3, "Khá"),
        ("87.50", 2, "Tốt"),
        ("100.00", 1, "Tốt"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"normalise": "max"},
        {"goal": "20%", "floor": "60%"},  # lower is better
    ],
)
def test_what_others_or_another_direction_decide_is_not_offered(tmp_path, change):
    files = {"2024/van_ban.csv": documents("2024", A=(5, 20), B=(14, 20), C=(17, 20))}
    evaluation = Workspace.open(
        write_folder(tmp_path, files, plan=plan(targets=[{**FULL, "goal": "80%", "points": 10, **change}]))
    ).evaluate(P2024)
    assert not can_step(evaluation, unit="A", target=evaluation.plan.target("T2"))
