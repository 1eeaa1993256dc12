"""Counting by patterns: what rows with the same outcome of every condition add up to is what each of them counts."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from small import codes, evaluated, plan

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n"
TARGETS = [
    {"id": "K", "name": "Ký số", "success": {"signed": True}},
    {"id": "D", "name": "Điện tử, ký số", "population": {"electronic": True}, "success": {"signed": True}},
    {"id": "C", "name": "Điện tử", "success": {"electronic": [True, "absent"]}},
]
PLAN = plan(targets=[{"goal": "80%", "source": "van_ban", "points": 10, **each} for each in TARGETS])

DAYS = {"01/02/2024": True, "31/12/2024": True, "05/05/2023": False, "": None, "sang năm": None}  # in the period
WORDS = {"Có": True, "Không": False, "": False, "chắc có": None}  # an empty yes/no cell means no
rows = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from([*DAYS]), st.sampled_from([*WORDS]), st.sampled_from([*WORDS])),
    max_size=14,
)


def both(one: bool | None, other: bool | None) -> bool | None:
    """Kleene's "and"."""
    return False if False in (one, other) else None if None in (one, other) else True


def by_hand(target: str, day: str, electronic: str, signed: str) -> tuple[bool | None, bool | None]:
    """Whether one row is in the denominator and in the numerator; None where that cannot be known."""
    inside, success = DAYS[day], WORDS[signed]
    if target == "D":
        inside = both(inside, WORDS[electronic])
    if target == "C":
        success = True if electronic == "" else WORDS[electronic]
    return inside, both(inside, success)


def run(files: dict[str, list[tuple[str, str, str, str]]]):
    texts, number = {}, 0
    for name, found in files.items():
        lines = []
        for unit, day, electronic, signed in found:
            number += 1
            lines.append(f"{number}/VB,{unit},{day},,{electronic},{signed}\n")
        texts[f"2024/{name}.csv"] = HEAD + "".join(lines)
    with tempfile.TemporaryDirectory() as folder:
        return evaluated(Path(folder), texts, plan=PLAN)


@settings(max_examples=25, deadline=None)
@given(rows, rows)
@example([("A", "05/05/2023", "Có", "Có"), ("A", "05/05/2023", "Có", "Không"), ("A", "", "", "")], [])
def test_a_count_is_the_sum_of_its_rows_each_judged_alone(first, second):
    files = {"van_ban": first, "van_ban__2": second}
    evaluation = run(files)
    for unit in "ABC":
        for target in "KDC":
            judged = [by_hand(target, *cells) for own, *cells in first + second if own == unit]
            found = evaluation.indicator(unit, target)
            if any(None in each for each in judged):
                assert found.state == "blocked"
                continue
            inside = sum(d for d, _ in judged)
            assert (found.state, found.numerator, found.denominator) == (
                "ok" if inside else "no_cases",
                sum(n for _, n in judged),
                inside,
            ), (unit, target)
    outside = {}
    for name, own in files.items():
        for place, (unit, day, *_) in enumerate(own, 2):
            if DAYS[day] is False:
                count, row = outside.get((name, unit), (0, place))
                outside[name, unit] = count + 1, row
    told = {
        (Path(f.file).stem, f.unit): (int(f.problem.split()[0]), f.row)
        for f in evaluation.findings
        if f.code == "DONG-03"
    }
    assert told == outside


def test_a_row_that_has_no_date_in_use_is_not_outside_the_period(tmp_path):
    returned = {"id": "T", "name": "x", "goal": "80%", "source": "ho_so_tthc", "date": "returned_at", "points": 1}
    dossiers = (
        "Mã hồ sơ,Mã đơn vị,Ngày tiếp nhận,Ngày trả kết quả,Hình thức tiếp nhận\n"
        "1,A,01/02/2024,,Trực tuyến\n"  # not returned yet: neither counted nor outside
        "2,A,01/02/2024,05/02/2024,Trực tuyến\n"
        "3,A,01/12/2023,05/12/2023,Trực tiếp\n"  # outside
    )
    made = plan(targets=[{**returned, "success": {"channel": "online"}}])
    evaluation = evaluated(tmp_path, {"2024/ho_so_tthc.csv": dossiers}, plan=made)
    found = evaluation.indicator("A", "T")
    assert (found.numerator, found.denominator) == (1, 1)
    assert [(f.row, f.problem.split()[0]) for f in evaluation.findings if f.code == "DONG-03"] == [(4, "1")], codes(
        evaluation
    )


def test_what_two_targets_ask_of_one_column_is_told_apart(tmp_path):
    """A date that both places a row and says who is there at the end; words of free text that are alike as numbers."""
    staff = "Mã cán bộ,Mã đơn vị,Ngày vào,Ngày ra,Hạng\n1,A,01/02/2024,,1\n2,A,01/02/2020,,1.0\n3,A,01/03/2024,01/06/2024,1\n4,A,01/02/2020,,1.0\n"
    target = {"name": "x", "goal": "80%", "source": "can_bo", "points": 1}
    targets = [
        {**target, "id": "N", "date": "joined_at", "success": {"rank": 1}},  # joined in the year and still there
        {**target, "id": "I", "success": {"rank": 1}},
        {**target, "id": "F", "success": {"rank": 1.0}},
        {**target, "id": "E", "success": {"rank": [1, 1.0]}},
    ]
    made = plan(targets=targets) | {"sources": {"can_bo": {"rank": ["Hạng"]}}}
    found = evaluated(tmp_path, {"2024/can_bo.csv": staff}, plan=made)
    counted = {id: (found.indicator("A", id).numerator, found.indicator("A", id).denominator) for id in "NIFE"}
    assert counted == {"N": (1, 1), "I": (1, 3), "F": (2, 3), "E": (3, 3)}, codes(found)
