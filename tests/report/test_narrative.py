"""Sentences of plans of other kinds: goals that each unit has for itself, a year before without a goal, no target at all."""

from __future__ import annotations

import pytest
from small import evaluated, plan, reported

from toolkit.report import claims, narrative
from toolkit.report.tables import indicator_table

HEAD = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"
UNITS = "Mã đơn vị,Tên đơn vị,Vùng\nA,Xã A,Đồng bằng\nB,Xã B,Miền núi\n"


def test_goals_of_units_alone_are_not_called_not_given(tmp_path):
    targets = reported(
        {"id": "T1", "goal": {"by": "Vùng", "Đồng bằng": 59, "Miền núi": 45}, "points": 5},
        {"id": "T2", "goal": "80%", "points": 5},
    )
    files = {"2024/bao_cao_don_vi.csv": HEAD + "A,T1,50,1\nB,T1,50,1\nA,T2,9,10\nB,T2,9,10\n"}
    found = evaluated(tmp_path, files, plan=targets, units=UNITS)
    lead, said = narrative.target_sentence(found, found.plan.target("T1"))
    assert said == ("mức giao riêng theo cột Vùng, không có mức giao chung. Chưa đạt ở 1/2 đơn vị có số liệu: Xã A.")
    assert (
        claims.met_of_all_text(found)
        == "1 trên 1 chỉ tiêu đạt mức giao; 1 chỉ tiêu chỉ có mức giao riêng của từng đơn vị"
    )
    told = dict(claims.brief(found, found.findings, busy=0))["Kết quả."]
    assert told.startswith("1 trên 1 chỉ tiêu đạt mức giao (T2); 1 chỉ tiêu chỉ có mức giao riêng")  # T2 and no other
    table = indicator_table(found, unit=found.agency, caption="")
    assert [str(getattr(cell, "text", cell)) for cell in table.rows[0][2:8]] == [
        *("theo Vùng", "", "", "giao riêng từng đơn vị", "", "–")
    ]
    assert "không giao" not in lead + said and "chưa giao" not in claims.targets_text(found)


def test_a_year_before_in_which_a_target_had_no_goal_is_not_called_unknown(tmp_path):
    targets = reported({"id": "T1", "goal": {"change": "+10%", "from": "previous_year"}, "points": 5})
    files = {f"{year}/bao_cao_don_vi.csv": HEAD + f"A,T1,{value},1\n" for year, value in ((2023, 10), (2024, 11))}
    found = evaluated(tmp_path, files, plan=targets, units="Mã đơn vị,Tên đơn vị\nA,Xã A\n")
    each = found.indicator("SO", "T1")
    assert each.met and claims.compared_text(found, each) == "năm 2023 chưa giao chỉ tiêu này"


def test_a_plan_without_targets_says_so_and_calls_nothing_provisional(tmp_path):
    contents = plan(targets=[], contents=[{"id": "ND1", "name": "Nội dung", "points": 10}])
    files = {"2024/tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,ND1,9,\nB,ND1,8,\n"}
    found = evaluated(tmp_path, files, plan=contents, units=UNITS)
    said = dict(claims.brief(found, found.findings, busy=0))["Kết quả."]
    assert said == "Kế hoạch không có chỉ tiêu, kết quả là điểm thẩm định."


@pytest.mark.parametrize(("dated", "is_state"), [(True, False), (False, True)])
def test_what_is_counted_of_rows_with_days_is_over_with_its_period(dated, is_state, tmp_path):
    columns = {"ma": {"header": "Mã", "type": "id"}, "don_vi": {"header": "Mã đơn vị", "type": "unit"}}
    columns |= {"ngay": {"header": "Ngày", "type": "date"}}
    source = {"title": "Hợp đồng", "noun": "hợp đồng", "columns": columns, "key": ["ma"]}
    target = {"id": "T1", "name": "Khách", "goal": 5, "source": "hop_dong", "measure": {"distinct": "ma"}, "points": 5}
    made = plan(targets=[target], sources={"hop_dong": source | ({"date": "ngay"} if dated else {})})
    files = {"2024/hop_dong.csv": "Mã,Mã đơn vị,Ngày\nH1,A,01/02/2024\n"}
    found = evaluated(tmp_path, files, plan=made, units="Mã đơn vị,Tên đơn vị\nA,Xã A\n")
    assert found.plan.is_state(found.plan.target("T1")) is is_state
