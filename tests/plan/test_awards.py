"""Awards: for whom, by what, and what does not go together."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from small import plan

from toolkit.plan import Award
from toolkit.plan.checks import cross_faults

OWN = {
    "doanh_nghiep": {
        "columns": {"ma": {"header": "Mã DN", "type": "id"}, "dv": {"header": "Mã đơn vị", "type": "unit"}},
        "key": ["ma"],
    }
}


def made(**keys):
    return Award.model_validate({"id": "g", "name": "Giải", **keys})


def test_subjects_stand_for_a_kind():
    assert made(subjects=["unit"]) == made(kind="collective")
    assert made(subjects=["staff"]).kind == "individual"
    assert made(subjects=["other"], source="doanh_nghiep").kind == "other"


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"kind": "collective", "subjects": ["unit"]},
        {"subjects": ["unit", "staff"]},
        {"kind": "other"},
        {"subjects": ["other"]},
        {"kind": "collective", "source": "doanh_nghiep"},
        {"subjects": ["other"], "source": "doanh_nghiep", "quota": "10%"},
        {"subjects": ["other"], "source": "doanh_nghiep", "vote": "80%"},
        {"kind": "individual", "by": "rank", "quota": 1},
        {"kind": "collective", "by": "rank"},
        {"kind": "collective", "by": "rank", "quota": 1, "vote": "80%"},
        {"kind": "collective", "by": "points", "quota": 1},
    ],
)
def test_keys_that_do_not_go_together_are_refused(keys):
    with pytest.raises(ValidationError):
        made(**keys)


@pytest.mark.parametrize(
    ("awards", "place", "said"),
    [
        (
            [{"id": "a", "not_with": ["giai_nhat"]}, {"id": "giai_nhi"}],
            ("awards", 0, "not_with", 0),
            "có lẽ là giai_nhi",
        ),
        ([{"id": "a", "not_with": ["b"]}, {"id": "b", "not_with": ["a"]}], ("awards", 0, "not_with"), "vòng tròn"),
        ([{"id": "a", "source": "doanh_nghiepp"}], ("awards", 0, "source"), "có lẽ là doanh_nghiep"),
        ([{"id": "a", "source": "van_ban"}], ("awards", 0, "source"), "nguồn tự khai"),
    ],
)
def test_what_an_award_names_must_be_there(awards, place, said):
    faults = dict(cross_faults({**plan(awards=awards), "sources": OWN}))
    assert said in faults[place]
