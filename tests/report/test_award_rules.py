"""How the page of the council words what an award asks for, and the order of people."""

from __future__ import annotations

import pytest
from small import documents, evaluated, plan

from toolkit.report.binh_xet import rules

PERSON = {"id": "cn", "name": "Giấy khen", "kind": "individual"}
SAID = [
    (
        {"order": ["vote", "trained_data", "unit_score"], "priority": ["direct"]},
        "tỷ lệ phiếu tối thiểu không quy định; xếp theo tỷ lệ phiếu đồng ý, rồi đã hoàn thành khóa dữ liệu, rồi điểm của "
        "đơn vị; khi bằng nhau, ưu tiên người trực tiếp làm việc, không giữ chức vụ lãnh đạo.",
    ),
    (
        {},
        "tỷ lệ phiếu không quy định, được nêu để tham khảo; kế hoạch không quy định thứ tự giữa các cá nhân nên quá số suất "
        "thì Hội đồng quyết định.",
    ),
    (
        {"requires": [{"trained_basic": True}, {"unit_rank": "<= 5"}, {"item": "T1", "met": True}], "vote": "80%"},
        "điều kiện: Đã hoàn thành khóa cơ bản: có, hạng của đơn vị không quá 5, đơn vị đạt Văn bản ký số; phiếu đồng ý từ 80% "
        "tổng số thành viên Hội đồng; kế hoạch không quy định thứ tự giữa các cá nhân nên quá số suất thì Hội đồng quyết định.",
    ),
]


MONEY = "Tiền thưởng: kế hoạch chưa ghi số lần và mức lương cơ sở của ngày này, quyết định để trống."  # for the council


@pytest.mark.parametrize(("award", "said"), SAID)
def test_the_rule_of_an_award_says_what_it_asks_and_in_what_order_people_stand(tmp_path, award, said):
    found = evaluated(tmp_path, {"2024/van_ban.csv": documents(A=(1, 1))}, plan=plan(awards=[{**PERSON, **award}]))
    assert rules(found)[-1].text.strip() == f"{said} {MONEY}"
