"""What each key of the plan means: every key of every model has its words, and no words are left without a key."""

from __future__ import annotations

from toolkit.plan import plan_schema
from toolkit.plan.keys import KEYS


def models():
    schema = plan_schema()
    return {**schema["$defs"], "Plan": schema}


def test_every_key_of_a_model_has_its_meaning_and_every_meaning_its_key():
    expected = {name: set(model["properties"]) for name, model in models().items() if "properties" in model}
    assert {name: set(meanings) for name, meanings in KEYS.items()} == expected


def test_a_schema_tells_editors_what_a_key_means_without_the_signs_of_the_handbook():
    schema = plan_schema()
    assert schema["$defs"]["Band"]["properties"]["from"]["description"] == "điểm thấp nhất của mức, kể cả điểm đó"
    assert schema["properties"]["scoring"]["description"] == "cách chấm điểm, xếp hạng, xếp loại"
    assert "`" in KEYS["Item"]["id"] and "`" not in schema["$defs"]["Item"]["properties"]["id"]["description"]
    assert [
        name for name, model in schema["$defs"].items() if "description" in model
    ] == []  # those are for programmers
    assert "description" not in schema


def test_the_schema_of_the_plan_has_the_meanings():
    assert plan_schema()["$defs"]["Step"]["properties"]["to"]["description"] == "mép trên, kể cả mép"
