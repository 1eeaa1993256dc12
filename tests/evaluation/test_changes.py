"""Why a figure changed: every part worked out by hand, and that they add up whatever the figures are."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import documents, evaluated, plan

import toolkit as tk
from toolkit.evaluation.changes import explain_change
from toolkit.indicators.model import Indicator
from toolkit.words.errors import UsageError

UNITS = "Mã đơn vị,Tên đơn vị,Từ ngày,Đến ngày\nA,Phòng A,,\nB,Phòng B,,31/12/2023\nC,Phòng C,01/01/2024,\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A and B have 1 and 1 of 2 in 2023; A has 3 of 4, C, which is new, 3 of 3 in 2024, when B is no more."""
    root = tmp_path_factory.mktemp("changes")
    files = {
        "2023/van_ban.csv": documents("2023", A=(1, 2), B=(1, 2)),
        "2024/van_ban.csv": documents("2024", A=(3, 4), C=(3, 3)),
    }
    evaluated(root, files, units=UNITS)
    return root


def parts(change):
    return [(each.name, each.amount) for each in change.parts]


def test_numerator_and_denominator_of_one_unit(folder):
    change = tk.compare("2024", target="T1", unit="A", data=folder)
    # 1/2 → 3/4: (3 − 1) × (1/2 + 1/4) / 2 = 3/4; (3 + 1) / 2 × (1/4 − 1/2) = −1/2
    assert parts(change) == [("numerator", Fraction(3, 4)), ("denominator", Fraction(-1, 2))]
    assert change.amount == Fraction(1, 4)
    assert [each.text for each in change.parts] == ["1 → 3", "2 → 4"]
    assert "+25,00 điểm phần trăm" in change._repr_html_()
    assert change.frame()["amount"].tolist() == [0.75, -0.5]


def test_units_that_came_and_went_are_told_apart_from_what_the_others_did(folder):
    now, then = (tk.evaluate(period, data=folder) for period in ("2024", "2023"))
    change = tk.compare(now, then, target="T1")
    # 2/4 → 6/7. Without B 1/2 stays 1/2; A goes to 3/4; with C 6/7.
    expected = [
        ("went", Fraction(0)),
        ("numerator", Fraction(3, 4)),
        ("denominator", Fraction(-1, 2)),
        ("came", Fraction(6, 7) - Fraction(3, 4)),
    ]
    assert parts(change) == expected
    assert [each.text for each in change.parts] == ["B", "1 → 3", "2 → 4", "C"]
    assert change.amount == Fraction(6, 7) - Fraction(1, 2)


def test_another_definition_is_the_whole_change_and_never_mixed_with_another_period(folder):
    other = plan()
    other["targets"][0]["success"] = {"secrecy": "none"}  # every document of these
    by_other = evaluated(folder.parent / "other", {"2024/van_ban.csv": documents(A=(3, 4), C=(3, 3))}, plan=other, units=UNITS)  # fmt: skip
    now, before = tk.evaluate("2024", data=folder), tk.evaluate("2023", data=folder)
    change = tk.compare(by_other, now, target="T1")
    assert parts(change) == [("definition", Fraction(1, 7))]
    mixed = tk.compare(by_other, before, target="T1")
    assert (mixed.parts, mixed.amount) == ((), Fraction(1, 2))
    assert "so sánh từng bước" in mixed.reason


def test_what_has_no_whole_figure_is_not_compared(folder):
    change = tk.compare("2024", "2023", target="T1", unit="C", data=folder)
    assert (change.parts, change.amount) == ((), None)
    assert change.reason == "Không so sánh được (năm 2023: không giao)."


def test_what_is_no_sum_of_its_parts_is_told_whole(tmp_path):
    own = {"hd": {"columns": {"so": {"header": "Số", "type": "id"}, "dv": {"header": "Mã đơn vị", "type": "unit"}, "ngay": {"header": "Ngày", "type": "date"}, "tien": {"header": "Tiền", "type": "number"}}, "key": "so", "date": "ngay"}}  # fmt: skip
    target = {"id": "T", "name": "T", "goal": 5, "source": "hd", "points": 1, "measure": {"median": "tien"}}
    head = "Số,Mã đơn vị,Ngày,Tiền\n"
    files = {
        "2023/hd.csv": head + "1,A,01/02/2023,1\n2,B,01/02/2023,2\n3,B,01/02/2023,4\n",
        "2024/hd.csv": head + "1,A,01/02/2024,3\n2,B,01/02/2024,5\n3,B,01/02/2024,9\n",
    }
    evaluated(tmp_path, files, plan=plan(targets=[target], sources=own))
    assert parts(tk.compare("2024", target="T", data=tmp_path)) == [("whole", Fraction(3))]


def test_what_is_not_there_is_refused_by_name(folder):
    with pytest.raises(UsageError, match="không có chỉ tiêu T9"):
        tk.compare("2024", target="T9", data=folder)
    with pytest.raises(UsageError, match="Không có kỳ trước của năm 2023"):
        tk.compare("2023", target="T1", data=folder)
    with pytest.raises(UsageError, match="so với kết quả nào"):
        tk.compare(tk.evaluate("2024", data=folder), target="T1")


counts = st.one_of(
    st.none(), st.integers(0, 9).flatmap(lambda n: st.tuples(st.just(n), st.integers(max(n, 0), 12)))
)  # None: not assigned


@settings(max_examples=200, deadline=None)
@given(*(st.fixed_dictionaries(dict.fromkeys("ABC", counts)) for _ in "01"))
def test_the_parts_add_up_to_the_change(folder, before, after):
    base = tk.evaluate("2024", data=folder)
    units = tuple(replace(base.units[0], id=unit) for unit in "ABC")
    old, new = (replace(base, units=units, indicators=_indicators(base, each)) for each in (before, after))
    change = explain_change(old, new, target="T1")
    if change.amount is None:
        assert change.parts == ()
    else:
        assert sum(each.amount for each in change.parts) == change.amount
        amounts = {each.name: each.amount for each in change.parts}
        if amounts.keys() == {"numerator", "denominator"}:  # each by itself, the other held at the middle
            (n, d), (m, e) = ((each.numerator, each.denominator) for each in (change.before, change.after))
            assert amounts["numerator"] == (m - n) * (1 / d + 1 / e) / 2
            assert amounts["denominator"] == (m + n) / 2 * (1 / e - 1 / d)


def _indicators(base, found):
    """The indicators of units, and of the agency out of them."""
    own = [
        Indicator(unit, "T1", "not_assigned")
        if count is None
        else Indicator(
            unit,
            "T1",
            "ok" if count[1] else "no_cases",
            *map(Fraction, count),
            value=Fraction(*count) if count[1] else None,
        )  # fmt: skip
        for unit, count in found.items()
    ]
    known = [each for each in own if each.numerator is not None]
    n, d = (sum((getattr(each, name) for each in known), Fraction(0)) for name in ("numerator", "denominator"))
    state = "ok" if d else "no_cases" if known else "not_assigned"
    whole = Indicator(base.agency, "T1", state, n, d, value=n / d if d else None)
    return (whole, *own)
