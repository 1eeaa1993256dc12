"""A file named after a unit says whose rows it has where no column does, in every format and of any size."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sheets import workbook
from small import codes, evaluated

from toolkit.sources import large_csv, survey

ROWS = [["Số ký hiệu", "Ngày ban hành", "Độ mật", "Ký số"], *([f"V{n}", "01/02/2024", "", "Có" if n else "Không"] for n in range(4))]  # fmt: skip


def made(form: str) -> bytes:
    if form == "xlsx":
        return workbook(ROWS)
    if form == "parquet":
        file = io.BytesIO()
        pq.write_table(pa.table({name: list(cells) for name, *cells in zip(*ROWS)}), file)
        return file.getvalue()
    return "\n".join(map(",".join, ROWS)).encode()


def figures(evaluation):
    return {i.unit: (i.numerator, i.denominator) if i.denominator else i.state for i in evaluation.indicators}


@pytest.mark.parametrize("least", [1, 10**9])
@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_the_unit_is_the_one_in_the_name(form, least, monkeypatch, tmp_path):
    monkeypatch.setattr(large_csv, "LARGE", least)
    monkeypatch.setattr(survey, "LARGE", least)
    evaluation = evaluated(tmp_path, {f"2024/van_ban__B.{form}": made(form)})
    assert figures(evaluation) == {"A": "missing", "B": (3, 4), "C": "missing", "SO": (3, 4)}
    assert {f.file for f in evaluation.findings} == {""}


def test_a_column_of_the_unit_goes_before_the_name(tmp_path):
    rows = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\nV1,A,01/02/2024,,Có\nV2,,01/02/2024,,Có\n"
    evaluation = evaluated(tmp_path, {"2024/van_ban__B.csv": rows})
    assert "O-04" in codes(evaluation)
    assert figures(evaluation)["A"] == (1, 1)


def test_rows_that_are_no_records_are_left_out_of_it_as_of_any_other(tmp_path):
    text = made("csv").decode() + "\nTổng cộng,,,\n"
    evaluation = evaluated(tmp_path, {"2024/van_ban__B.csv": text})
    assert (figures(evaluation)["B"], codes(evaluation).count("DONG-06")) == ((3, 4), 1)
