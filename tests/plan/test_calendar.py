"""Working days: what is one, which day is the last, and that SQL and the calendar agree on every day of two years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from small import codes, evaluated, plan

from toolkit.plan import load_plan
from toolkit.plan.calendar import Calendar, asks_for_working_days, calendar_faults, with_calendar
from toolkit.plan.comparisons import parsed
from toolkit.plan.showing import plan_text

# 28/4 – 2/5/2025: 30/4 (Wed) and 1/5 (Thu) are off, Friday 2/5 too, made up on Saturday 26/4.
HOLIDAYS, WORKDAYS = (date(2025, 4, 30), date(2025, 5, 1), date(2025, 5, 2)), (date(2025, 4, 26),)
CALENDAR = Calendar(HOLIDAYS, WORKDAYS)


@pytest.mark.parametrize(
    ("day", "after", "last"),
    [
        ("2025-04-25", 0, "2025-04-25"),
        ("2025-04-25", 1, "2025-04-26"),  # Saturday is made up
        ("2025-04-25", 3, "2025-04-29"),
        ("2025-04-29", 1, "2025-05-05"),  # over the holidays and the weekend
        ("2025-04-27", 1, "2025-04-28"),  # from a Sunday
    ],
)
def test_the_last_day(day, after, last):
    assert CALENDAR.deadline(date.fromisoformat(day), after=after) == date.fromisoformat(last)


def test_days_that_are_none_are_refused():
    assert calendar_faults(HOLIDAYS, WORKDAYS) == []
    assert [place for place, _ in calendar_faults((HOLIDAYS[0],) * 2, HOLIDAYS[:1])] == [
        ("holidays", 1),
        ("workdays", 0),
    ]


def test_conditions_are_given_the_calendar_however_deep_they_stand():
    asked = {"returned_at": parsed({"within_working_days": 5, "of": "received_at"})}
    block = {"not": {"any_of": (asked, {"status": ("done",)})}}
    assert asks_for_working_days(block) and not asks_for_working_days({"status": ("done",)})
    (found,) = with_calendar(block, CALENDAR)["not"]["any_of"][0]["returned_at"].parts
    assert found.calendar == CALENDAR and asked["returned_at"].parts[0].calendar is None


def made(**more):
    target = {
        "id": "T",
        "name": "T",
        "goal": "100%",
        "points": 10,
        "source": "ho_so_tthc",
        "population": {"returned_at": "present"},
        "success": {"returned_at": {"within_working_days": 2, "of": "received_at"}},
    }
    return plan(targets=[target], **more)


def test_sql_and_the_calendar_agree_on_every_pair_of_days(tmp_path):
    head = "Mã hồ sơ,Mã đơn vị,Ngày tiếp nhận,Ngày trả kết quả\n"
    pairs = [
        (first, first + timedelta(days=gap))
        for first in (date(2025, 4, 14) + timedelta(days=n) for n in range(35))
        for gap in range(-2, 9)
    ]
    rows = "".join(f"H{n},A,{first:%d/%m/%Y},{then:%d/%m/%Y}\n" for n, (first, then) in enumerate(pairs))
    days = {"holidays": [f"{day}" for day in HOLIDAYS], "workdays": [f"{day}" for day in WORKDAYS]}
    e = evaluated(tmp_path, {"2025/ho_so_tthc.csv": head + rows}, period="2025", plan=made(**days))
    expected = sum(then <= CALENDAR.deadline(first, after=2) for first, then in pairs)
    found = e.indicator("A", "T")
    assert (found.numerator, found.denominator) == (expected, len(pairs)) and 0 < expected < len(pairs)
    assert "KY-04" not in codes(e)


def test_working_days_of_other_centuries_are_counted_alike(tmp_path):
    """Days that are absurd are told of (DONG-10); they are counted as all others."""
    starts = (date(1800, 1, 1), date(1824, 2, 26), date(1900, 1, 2), date(2124, 12, 28))
    pairs = [(first + timedelta(days=n), first + timedelta(days=n + gap)) for first in starts for n in range(8) for gap in range(7)]  # fmt: skip
    target = made()["targets"][0] | {"success": {"due_at": {"within_working_days": 2, "of": "returned_at"}}}
    head = "Mã hồ sơ,Mã đơn vị,Ngày tiếp nhận,Ngày trả kết quả,Ngày hẹn trả\n"
    rows = "".join(f"H{n},A,03/02/2025,{one:%d/%m/%Y},{other:%d/%m/%Y}\n" for n, (one, other) in enumerate(pairs))
    e = evaluated(tmp_path, {"2025/ho_so_tthc.csv": head + rows}, period="2025", plan=plan(targets=[target]))
    expected = sum(other <= Calendar().deadline(one, after=2) for one, other in pairs)
    assert (e.indicator("A", "T").numerator, e.indicator("A", "T").denominator) == (expected, len(pairs))


def test_a_period_without_a_holiday_is_told_once_and_the_plan_is_shown_as_it_is(tmp_path):
    head = "Mã hồ sơ,Mã đơn vị,Ngày tiếp nhận,Ngày trả kết quả\n"
    rows = "H1,A,07/03/2025,11/03/2025\nH2,A,07/03/2025,12/03/2025\n"  # from a Friday: Tuesday is the second day
    e = evaluated(tmp_path, {"2025/ho_so_tthc.csv": head + rows}, period="2025", plan=made())
    assert (e.indicator("A", "T").numerator, codes(e).count("KY-04")) == (1, 1)
    assert "KY-04" not in codes(evaluated(tmp_path / "none", {"2025/ho_so_tthc.csv": head}, period="2025", plan=made()))
    shown = tmp_path / "shown.yaml"
    shown.write_text(plan_text(load_plan(tmp_path / "ke_hoach.yaml")), encoding="utf-8")
    assert load_plan(shown) == load_plan(tmp_path / "ke_hoach.yaml")
