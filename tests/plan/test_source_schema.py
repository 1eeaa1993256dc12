"""What an editor is told of ``sources`` is what the reader takes: one and the same examples, by both."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError
from small import plan

from toolkit.plan import Plan
from toolkit.plan.source_schema import SOURCE

OWN = {
    "title": "Thư góp ý",
    "noun": "thư",
    "columns": {
        "id": {"header": "Số thư", "type": "id"},
        "unit": {"header": "Mã đơn vị", "type": "unit"},
        "received_at": {"header": "Ngày nhận", "type": "date"},
        "kind": {"header": "Loại", "type": "choice", "values": {"khen": ["Khen"], "che": ["Phê bình", 2]}},
    },
    "key": "id",
    "date": "received_at",
}


def is_valid(source):
    return Draft202012Validator(SOURCE).is_valid(source)


def is_read(source):
    try:
        Plan.model_validate(plan(sources={"thu_gop_y": source}))
    except ValidationError:
        return False
    return True


def test_a_source_of_the_plan_is_valid_and_read():
    assert is_valid(OWN) and is_read(OWN)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": 1},
        {"columns": {**OWN["columns"], "x": {"header": "X", "type": "colour"}}},
        {"columns": {**OWN["columns"], "x": {"header": "X", "type": "text", "colour": "red"}}},
        {"columns": {**OWN["columns"], "x": {"header": 5, "type": "text"}}},
        {"columns": []},
    ],
)
def test_what_the_reader_refuses_the_schema_marks(changed):
    assert not is_valid(OWN | changed) and not is_read(OWN | changed)
