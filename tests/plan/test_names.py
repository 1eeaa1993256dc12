"""Short names: as given, else made of the name; two never read alike."""

from __future__ import annotations

from small import plan

from toolkit.plan import Plan
from toolkit.plan.names import short_names
from toolkit.report.words import called
from toolkit.units.model import Unit

LONG = "Hồ sơ thủ tục hành chính được xử lý hoàn toàn trực tuyến"


def test_a_short_name_is_the_one_that_is_given_else_the_beginning_of_the_name():
    units = Unit("A", "Phòng A", short="P. A"), Unit("B", "Phòng B"), Unit("C", LONG)
    assert short_names(units) == {"A": "P. A", "B": "Phòng B", "C": "Hồ sơ thủ tục hành chính được xử lý…"}


def test_two_that_would_be_alike_bear_their_codes():
    units = (
        Unit("A", f"{LONG} một"),
        Unit("B", f"{LONG} hai"),
        Unit("C", "Phòng C", short="phòng b"),
        Unit("D", "Phòng B"),
    )
    assert short_names(units) == {
        "A": "Hồ sơ thủ tục hành chính được xử lý… (A)",
        "B": "Hồ sơ thủ tục hành chính được xử lý… (B)",
        "C": "phòng b (C)",
        "D": "Phòng B (D)",
    }


def test_within_a_sentence_a_name_that_is_made_begins_small_and_one_that_is_given_stays():
    bare = plan()["targets"][0]
    targets = [{**bare, "id": "T1", "name": "Văn bản ký số"}, {**bare, "id": "T2", "name": "CNTT"}]
    made = Plan.model_validate(plan(targets=[*targets, {**bare, "id": "T3", "short": "Đề án 06"}]))
    assert [called(made, id) for id in ("T1", "T2", "T3")] == ["văn bản ký số", "CNTT", "Đề án 06"]
