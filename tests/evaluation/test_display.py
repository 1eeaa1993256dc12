"""What a notebook shows of a value, and what tab completion offers."""

from __future__ import annotations

import pytest
from small import evaluated

import toolkit as tk

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
UNITS = "Mã đơn vị,Tên đơn vị,Tên khác,Loại,Từ ngày,Đến ngày\nA,<b>Phòng</b>,,Phòng,2020-01-01,\n"


@pytest.fixture
def evaluation(tmp_path):
    rows = "1/VB,A,01/02/2024,,Có\n2/VB,A,01/02/2024,,Không\n"
    return evaluated(tmp_path, {"2024/van_ban.csv": HEAD + rows}, units=UNITS)


def test_an_evaluation_shows_its_period_and_the_agencys_indicators(evaluation):
    shown = evaluation._repr_html_()
    assert "năm 2024" in shown
    assert "<td>1</td><td>2</td><td>50%</td><td>80%</td><td>chưa đạt</td>" in shown


def test_a_plan_an_indicator_and_a_unit_show_themselves_and_escape_what_they_hold(evaluation):
    assert "Văn bản ký số" in evaluation.plan._repr_html_()
    assert "T1, A" in evaluation.indicator("A", "T1")._repr_html_()
    shown = evaluation.units[0]._repr_html_()
    assert "&lt;b&gt;Phòng&lt;/b&gt;" in shown
    assert "<td>01/01/2020</td>" in shown


def test_a_code_that_does_not_exist_is_refused_with_those_that_do(evaluation):
    with pytest.raises(KeyError, match="không có chỉ tiêu .* các mã: A, SO, T1"):
        evaluation.indicator("A", "T9")


def test_tab_completion_offers_every_function():
    assert {"evaluate", "trace", "what_if", "frame", "Scenario"} <= set(dir(tk))
    assert all(getattr(tk, name).__doc__ for name in tk.__all__)
