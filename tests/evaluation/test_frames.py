"""The CSV files: machine numbers, written so that anything reads them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from small import documents, evaluated, reported

from toolkit.evaluation.frames import _cell, csv_files, frame


def test_small_and_large_numbers_are_written_without_an_exponent(tmp_path):
    rows = (
        "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,1,30000\nB,T1,100000000000000000000,3\nC,T1,100000000000000000000,1\n"
    )
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": rows}, plan=reported({"id": "T1", "goal": 1, "points": 10}))
    table = csv.DictReader(io.StringIO(csv_files(e)["indicators.csv"].decode("utf-8")))
    assert {row["unit"]: row["value"] for row in table if row["unit"] != "SO"} == {
        "A": "0.000033333333333333335",
        "B": "33333333333333330000",
        "C": "100000000000000000000",
    }


@given(st.one_of(st.fractions(), st.floats(allow_nan=False, allow_infinity=False), st.decimals(-1000, 1000, places=2)))
def test_a_number_reads_back_equal_and_has_only_digits_a_sign_and_a_dot(value):
    text = _cell(value)
    assert set(text) <= set("-0123456789.")
    assert Fraction(text) == value or float(text) == float(value)
    assert isinstance(value, Decimal) or len(text.strip("-0.").replace(".", "")) <= max(17, len(str(abs(int(value)))))


def test_a_frame_has_the_types_of_its_columns_and_the_order_of_the_lists(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban__B.csv": documents(B=(1, 3)), "2024/van_ban__A.csv": documents(A=(2, 2))})
    found = frame(e, "indicators")
    kinds = {"unit": "category", "target": "category", "value": "float64", "met": "boolean", "status": "str"}
    assert {name: str(found[name].dtype) for name in kinds} == kinds
    assert found.sort_values("unit")["unit"].tolist() == ["SO", "A", "B", "C"]
    by_unit = found.set_index("unit")
    assert (by_unit.loc["B", "value"], by_unit.loc["C", "met"]) == (1 / 3, pd.NA)
    assert frame(e, "indicators", exact=True).set_index("unit").loc["B", "value"] == Fraction(1, 3)
    scores = frame(e, "scores").set_index("unit")
    assert (str(scores["rank"].dtype), scores.loc["A", "rank"]) == ("Int64", 1)
    assert scores["band"].cat.categories.tolist() == ["Tốt", "Khá", "Chưa đạt"]
    assert frame(e, "findings")["row"].dtype == "Int64"


def test_the_rows_of_a_scenario_say_its_name_in_whatever_is_made_of_them(tmp_path):
    official = evaluated(tmp_path, {"2024/van_ban.csv": documents(A=(2, 2))})
    supposed = frame(replace(official, scenario="Bỏ CT5"), "scores")
    assert supposed.drop(columns="scenario").equals(frame(official, "scores"))
    lines = supposed[supposed["unit"] == "A"].to_csv(index=False).splitlines()
    assert [line.rpartition(",")[2] for line in lines] == ["scenario", "Bỏ CT5"]
