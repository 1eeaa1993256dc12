"""Commendations that have been granted: read by decision, without who was commended."""

from __future__ import annotations

from datetime import date

from small import documents, evaluated

from toolkit.awards.granted import Commendation

HEAD = "Số quyết định,Ngày,Cấp,Hình thức khen,Loại,Mã đơn vị,Mã cán bộ\n"
RECEIVED = {"2024/van_ban.csv": documents(A=(1, 1), B=(1, 1), C=(1, 1))}


def test_each_row_is_one_commendation_and_nobody_is_held(tmp_path):
    rows = "1/QĐ-ST,20/12/2024,Sở,Giấy khen,Cá nhân,A,CBX1\n1/QĐ-ST,20/12/2024,Sở,Giấy khen,Cá nhân,A,CBX2\n"
    found = evaluated(tmp_path, RECEIVED | {"2024/khen_thuong.csv": HEAD + rows})
    assert found.granted == (Commendation("1/QĐ-ST", date(2024, 12, 20), "Sở", "Giấy khen", "individual", "A"),) * 2
    assert found.findings == ()


def test_what_cannot_be_read_is_empty_told_and_decides_nothing(tmp_path):
    rows = "1/QĐ-ST,32/13/2024,Sở,Giấy khen,Nhóm,Z,\n"
    found = evaluated(tmp_path, RECEIVED | {"2024/khen_thuong.csv": HEAD + rows})
    assert found.granted == (Commendation("1/QĐ-ST", None, "Sở", "Giấy khen", "", ""),)
    assert {(f.code, f.level) for f in found.findings} == {
        ("O-02", "warning"),
        ("O-01", "warning"),
        ("DV-02", "warning"),
    }
    assert found.is_complete


def test_a_missing_column_is_empty_in_every_row(tmp_path):
    file = "Số quyết định,Mã đơn vị\n1/QĐ-ST,A\n"
    found = evaluated(tmp_path, RECEIVED | {"2024/khen_thuong.csv": file})
    assert found.granted == (Commendation("1/QĐ-ST", None, "", "", "", "A"),)
