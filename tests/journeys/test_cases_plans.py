"""Plans of other kinds: small data folders for the plan language, each with its sums in GHI_CHU.md and what is right in
expected.json."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from case_runs import FOLDER, run

PLANS = FOLDER / "plans"
CASES = sorted(path.name for path in PLANS.iterdir() if path.is_dir())


def exact(text):
    return Fraction(str(text))


def is_right(cell, wanted):
    """Whether a cell of a result file says what is expected: a number (a fraction is as good as its decimals), a state of
    several, a text."""
    if isinstance(wanted, list):
        return cell in wanted
    if isinstance(wanted, bool):
        return cell == str(wanted).lower()
    try:
        return cell != "" and abs(exact(cell) - exact(wanted)) < Fraction(1, 10**9)
    except ValueError:
        return cell == wanted


def as_columns(wanted, *, single, pair):
    """What is expected of a row, by column: ``single`` is the column of a lone number, ``pair`` those of "1/2"."""
    if isinstance(wanted, dict):
        return wanted
    if isinstance(wanted, str):
        return dict(zip(pair, wanted.split("/"))) | ({"status": "ok"} if pair[0] == "numerator" else {})
    return {single: wanted}


def wrong_cells(rows, key, wanted):
    (row,) = [row for row in rows if all(row[name] == value for name, value in key.items())]
    return [(key, name, row[name], value) for name, value in wanted.items() if not is_right(row[name], value)]


def wrong_in(result, period, expected):
    """Everything of a period that is not as expected."""
    found = []
    for table, column, single, pair in (
        ("indicators", "target", "value", ("numerator", "denominator")),
        ("items", "item", "points", ("points", "max_points")),
    ):
        rows = result.table(f"{table}.csv", period=period) if table in expected else []
        for unit, each in expected.get(table, {}).items():
            for id, wanted in each.items():
                columns = as_columns(wanted, single=single, pair=pair)
                found += wrong_cells(rows, {"unit": unit, column: id}, columns)
    rows = result.table("scores.csv", period=period) if "scores" in expected else []
    for unit, wanted in expected.get("scores", {}).items():
        found += wrong_cells(rows, {"unit": unit}, wanted)
    rows = result.table("awards.csv", period=period) if "awards" in expected else []
    for award, wanted in expected.get("awards", {}).items():
        proposed = sorted(row["nominee_id"] for row in rows if row["award"] == award and row["proposed"] == "yes")
        found += [] if proposed == wanted["yes"] else [(award, proposed, wanted["yes"])]
    return found


def wrong_words(result, name, expected):
    """The words that a page should have and has not, those that it should not have, and headings out of their order."""
    if not expected:
        return []
    said = result.text(name)
    bare = said
    for phrase in expected["except"]:
        bare = bare.replace(phrase, "")
    found = [f"thiếu {word}" for word in expected["must"] if word not in said]
    found += [f"có {word}" for word in expected["must_not"] if word.lower() in bare.lower()]
    places = [said.find(f" {heading} ") for heading in expected["in_order"]]
    return found if -1 not in places and places == sorted(places) else [*found, f"thứ tự {places}"]


@pytest.mark.parametrize("case", CASES)
def test_a_plan_gives_what_its_note_says(case, capsys, tmp_path):
    expected = json.loads((PLANS / case / "expected.json").read_text(encoding="utf-8"))
    periods = expected.get("run", ["2025"])
    kind = expected.get("report")
    command = ["report", "--kind", kind] if kind else ["evaluate"]
    result = run(capsys, tmp_path, PLANS / case, *command, *periods)
    assert result.exit_code == expected["exit"], result.screen
    assert [each for period in periods for each in wrong_in(result, period, expected[period])] == []
    for wanted in expected.get("findings", []):
        rows = result.table("findings.csv", period=periods[0])
        assert any(all(value in row[name] for name, value in wanted.items()) for row in rows), wanted
    assert wrong_words(result, f"{kind}.html", expected.get("html", {})) == []
    written = [path for path in result.out.rglob("*") if path.is_file()]
    for word in expected.get("nowhere", []):
        assert not any(word.encode() in path.read_bytes() for path in written)
