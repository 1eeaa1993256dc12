"""What a target counts, in words: every comparison and block as one would say it."""

from __future__ import annotations

import pytest
from small import plan, reported

from toolkit.plan import Plan
from toolkit.report.definitions import definition, general_rules


def said(success, source="ho_so_tthc"):
    target = {"id": "T", "name": "T", "goal": "80%", "source": source, "success": success, "points": 1}
    made = Plan.model_validate(plan(targets=[target]))
    return definition(made.targets[0], plan=made)[1]


@pytest.mark.parametrize(
    ("success", "words"),
    [
        ({"returned_at": {"on_or_before": "due_at"}}, "Ngày trả kết quả: không sau ngày ở cột Ngày hẹn trả"),
        (
            {"received_at": {"on_or_after": "period_start", "before": "2025-03-05"}},
            "Ngày tiếp nhận: từ ngày đầu kỳ trở đi và trước 05/3/2025",
        ),
        (
            {"returned_at": {"within_days": 5, "of": "received_at"}},
            "Ngày trả kết quả: chậm nhất 5 ngày sau ngày ở cột Ngày tiếp nhận",
        ),
        (
            {"any_of": [{"channel": "online"}, {"level": "full", "identified": True}]},
            "ít nhất một trong: (Hình thức tiếp nhận: Trực tuyến) hoặc (Mức độ: toàn trình và Đã định danh: Có)",
        ),
        ({"not": {"status": "withdrawn"}}, "trừ trường hợp (Trạng thái: Rút hồ sơ)"),
    ],
)
def test_a_condition_is_said_in_words(success, words):
    assert said(success) == words


def test_a_day_of_a_stock_is_there_by_the_end():
    assert said({"published_at": {"before": "2025-03-05"}}, "du_lieu_mo") == (
        "Ngày công bố: trước 05/3/2025 (không sau ngày cuối kỳ)"
    )
    assert said({"published_at": {"after": "period_end"}}, "du_lieu_mo") == "Ngày công bố: sau ngày cuối kỳ"


def test_general_rules_speak_of_services_and_secrets_only_where_a_source_has_them():
    documents, reports = (
        Plan.model_validate(plan()),
        Plan.model_validate(reported({"id": "T1", "goal": "80%", "points": 1})),
    )
    assert any("ghi là mật" in rule for rule in general_rules(documents))
    assert not any("hồ sơ, dịch vụ" in rule for rule in general_rules(documents))
    assert not any("ghi là mật" in rule or "hồ sơ" in rule for rule in general_rules(reports))
