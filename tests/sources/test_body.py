"""Rows under a header that are no records: totals wherever the word stands, groups with and without a number."""

from __future__ import annotations

import pytest
from small import codes, evaluated

from toolkit.sources import large_csv, survey

HEAD = "STT,Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số,Trích yếu\n"
TWO = "1,V1,A,01/02/2024,,Có,x\n2,V2,A,01/02/2024,,Không,y\n"
OF_A = "STT,Số ký hiệu,Ngày ban hành,Độ mật,Ký số,Trích yếu\n"
TWO_OF_A = "1,V1,01/02/2024,,Có,x\n2,V2,01/02/2024,,Không,y\n"


def read(tmp_path, text, *, name="van_ban.csv"):
    evaluation = evaluated(tmp_path, {f"2024/{name}": text})
    figure = evaluation.indicator("A", "T1")
    return (figure.numerator, figure.denominator) if figure.state == "ok" else figure.state, evaluation


@pytest.mark.parametrize(
    "row",
    [
        "Tổng cộng,,,,,,\n",
        ",,,,,,Tổng cộng: 2 văn bản\n",
        "3,,Tổng số,,,,2\n",
        ",,,,Cộng,,\n",
        ",Tổng,,,,2,\n",
        ",Tổng cộng,400,,,,\n",  # of how many rows, in the column of the unit
        "Lĩnh vực: Việc làm,,,,,,\n",
        "Phòng Kế hoạch tài chính,,,,,,2\n",
        ",,,,,,Văn bản của phòng\n",
        "II,Sở ban ngành,,,,,\n",
    ],
)
def test_a_total_or_a_group_is_left_out_and_told(row, tmp_path):
    figure, evaluation = read(tmp_path, HEAD + TWO + row)
    assert (figure, codes(evaluation)) == ((1, 2), ["DONG-06"])


@pytest.mark.parametrize(
    ("row", "figure", "code"),
    [
        ("3,V3,A,01/02/2024,,Có,Tổng cộng\n", (2, 3), None),  # a record whose remark says so
        ("3,,A,01/02/2024,,Có,Tổng số 3 bộ\n", "blocked", "O-04"),  # one that forgot its number
        ("3,V3,,01/02/2024,,Có,Tổng số 3 bộ\n", (1, 2), "O-04"),  # one that forgot its unit, and is nobody's
        ("Tổng cộng,V3,A,01/02/2024,,Có,\n", "blocked", "DONG-07"),  # nobody knows
        (",Tổng cộng,400,01/02/2024,,,\n", "blocked", "DONG-07"),
    ],
)
def test_what_may_be_a_record_is_none_of_them(row, figure, code, tmp_path):
    found, evaluation = read(tmp_path, HEAD + TWO + row)
    assert found == figure
    assert (code in codes(evaluation)) if code else codes(evaluation) == []
    assert "DONG-06" not in codes(evaluation)


@pytest.mark.parametrize("least", [1, 10**9])
@pytest.mark.parametrize(
    ("row", "figure", "code"),
    [
        ("3,Tổng cộng,,,,2\n", (1, 2), "DONG-06"),
        (",Tổng cộng,,,2,2\n,Lĩnh vực: việc làm,,,,\n", (1, 2), "DONG-06"),
        ("3,Tổng số,01/02/2024,,Có,2\n", "blocked", "DONG-07"),
    ],
)
def test_where_the_number_is_all_that_a_row_needs_the_same_holds(row, figure, code, least, monkeypatch, tmp_path):
    monkeypatch.setattr(large_csv, "LARGE", least)
    monkeypatch.setattr(survey, "LARGE", least)
    found, evaluation = read(tmp_path, OF_A + TWO_OF_A + row, name="van_ban__A.csv")
    assert (found, code in codes(evaluation)) == (figure, True)
