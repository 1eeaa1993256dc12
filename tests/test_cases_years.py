"""Inputs that gave wrong figures of years, ranks and people: the right values are worked out by hand."""

from __future__ import annotations

from case_runs import copied, run


def evaluated_case(capsys, tmp_path, case, period="2025", command=("evaluate",)):
    return run(capsys, tmp_path, copied(tmp_path, case), command[0], period, *command[1:])


def scores(found, period="2025"):
    return {row["unit"]: row for row in found.table("scores.csv", period=period)}


def awards(found, period="2025"):
    return {row["nominee_id"]: row for row in found.table("awards.csv", period=period)}


def test_a_person_whom_two_units_nominate_takes_one_place(capsys, tmp_path):
    found = evaluated_case(capsys, tmp_path, "07_same_person_twice")
    given = awards(found)
    # A001 works in A by can_bo: the proposal of A stands, that of B is the second for the same person.
    assert {id: row["proposed"] for id, row in given.items()} == {"D1": "yes", "D2": "no", "D3": "yes"}
    assert "đã có một đề nghị khác" in given["D2"]["reasons"]


def test_what_did_not_occur_decides_nothing_among_equals(capsys, tmp_path):
    found = scores(evaluated_case(capsys, tmp_path, "13_no_cases_below_zero"))
    # A: 3 + 3 of 12; B: 6 + 0 + 3 of 18: both 50. Y did not occur for A, so it cannot be set against B's 0.
    assert {unit: (row["score"], row["rank"]) for unit, row in found.items()} == {
        "A": ("50.00", "1"),
        "B": ("50.00", "1"),
    }


def test_an_interval_of_ranks_follows_the_plans_tie_breaks(capsys, tmp_path):
    found = scores(evaluated_case(capsys, tmp_path, "14_rank_interval_without_tie_breaks"))
    # Both have all of what they could have, under any weights: they share the first place in every draw.
    assert {tuple(row[name] for name in ("rank", "rank_low", "rank_high")) for row in found.values()} == {
        ("1", "1", "1")
    }
    assert {float(row["top_share"]) for row in found.values()} == {1}


def test_an_id_that_looks_like_a_signature_is_an_id_where_figures_stand_beside_it(capsys, tmp_path):
    found = evaluated_case(capsys, tmp_path, "20_vote_taken_for_signature")
    given = awards(found)
    assert {id: (r["vote_share"], r["eligible"], r["proposed"]) for id, r in given.items()} == {
        "TT.01": ("1", "true", "yes"),
        "TL.02": ("1", "true", "yes"),
    }
    assert not [f for f in found.table("findings.csv") if "bieu_quyet" in f["file"]]
    assert found.exit_code == 0


def test_cases_are_whole_however_the_goal_is_written(capsys, tmp_path):
    found = evaluated_case(capsys, tmp_path, "22_gap_of_goal_0.8")
    # 0,8 × 11 = 8,8: 9 documents are needed, 3 are there.
    assert [row["gap"] for row in found.table("followup.csv")] == ["6"]
    assert found.count("A", "CT7") == "3/11"
