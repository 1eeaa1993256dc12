"""What other sources tell of the rows of one: what is understood, and what is refused at which key."""

from __future__ import annotations

import pytest

from toolkit.plan.declared import declared
from toolkit.plan.derived import derived_of
from toolkit.plan.standard import SOURCES

STAFF, _ = declared("nhan_su", {"columns": {"ma": {"type": "id"}, "don_vi": {"type": "unit"}}, "key": "ma"})


def told(**parts):
    raw = {"any_in": "tap_huan", "by": {"ma": "staff_id"}, "where": {"course": "basic"}} | parts
    return derived_of(STAFF, {"da_hoc": raw}, others={**SOURCES, "nhan_su": STAFF})


def test_another_source_tells_of_a_row():
    (each,), found = told(where={"course": "basic", "completed_at": {"on_or_before": "period_end"}})
    assert found == [] and each.column.type == "yes_no"
    assert (each.source, each.by, each.asked) == ("tap_huan", ("ma", "staff_id"), ("course", "completed_at"))


@pytest.mark.parametrize(
    ("parts", "place", "problem"),
    [
        ({"any_in": "tap_huanx"}, "any_in", "có lẽ là tap_huan"),
        ({"by": "ma"}, "by", "nguồn tap_huan không có cột mã 'ma'; các cột mã: staff_id"),
        ({"by": {"x": "staff_id"}}, "by", "nguồn nhan_su không có cột mã 'x'"),
        ({"where": {"course": "x"}}, "where.course", "không có giá trị 'x'"),
        ({"where": {"cours": "basic"}}, "where.cours", "có lẽ là course"),
        ({"where": ["x"]}, "where", "phải là danh sách cột"),
        ({"when": 1}, "when", "có lẽ là where"),
    ],
)
def test_what_another_source_cannot_tell_is_refused(parts, place, problem):
    made, ((at, said), *more) = told(**parts)
    assert made == () and ".".join(map(str, at)) == f"da_hoc.{place}" and problem in said and not more
