"""The lists beside the plan, ``don_vi`` and ``sap_nhap``: their own remedies, and what is left out of them is told."""

from __future__ import annotations

import pytest
from small import UNITS, evaluated

from toolkit.words.errors import ToolkitError

DOCUMENTS = {"2024/van_ban.csv": "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n"}


def refused(tmp_path, files, **parts):
    with pytest.raises(ToolkitError) as caught:
        evaluated(tmp_path, {**DOCUMENTS, **files}, **parts)
    assert caught.value.exit_code == 4
    return caught.value.findings


@pytest.mark.parametrize("units", ["Mã đơn vị,Loại\nA,Phòng\n", "Mã đơn vị,Mã đơn vị,Tên đơn vị\nA,A,Phòng A\n"])
def test_a_faulty_unit_list_is_not_sent_to_the_sources_of_the_plan(tmp_path, units):
    (finding,) = refused(tmp_path, {}, units=units)
    assert finding.file == "don_vi.csv"
    assert "sources" not in finding.remedy and finding.remedy.endswith(".")


def test_a_faulty_list_of_transfers_is_not_sent_to_the_sources_of_the_plan(tmp_path):
    (finding,) = refused(tmp_path, {"sap_nhap.csv": "Từ đơn vị,Ngày\nA,01/07/2024\n"})
    assert (finding.file, finding.column) == ("sap_nhap.csv", "Đến đơn vị")
    assert "sources" not in finding.remedy


def test_an_unknown_unit_of_a_transfer_comes_with_the_nearest(tmp_path):
    moves = "Từ đơn vị,Đến đơn vị,Ngày\nA,Trung tam C,01/07/2024\n"
    (finding,) = refused(tmp_path, {"sap_nhap.csv": moves})
    assert 'gần giống nhất: "Trung tâm C", mã C' in finding.remedy


def test_rows_that_are_no_unit_and_no_transfer_are_left_out_and_told(tmp_path):
    signed = "Ngày 5 tháng 6 năm 2024,,,,,\nNgười lập biểu,,,,,\n"
    moves = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\n(1),(2),(3),(4)\nA,B,01/07/2024,\nTổng cộng,,,\n"
    e = evaluated(tmp_path, {**DOCUMENTS, "sap_nhap.csv": moves}, units=UNITS + signed)
    assert [unit.id for unit in e.units] == ["B", "C"]
    left = sorted((f.file, f.row) for f in e.findings if f.code == "DONG-06")
    assert left == [("don_vi.csv", 5), ("sap_nhap.csv", 2), ("sap_nhap.csv", 4)]


def tree(*parents):
    heads, *rows = UNITS.splitlines()
    return "\n".join([f"{heads},Cấp trên", *(f"{row},{parent}" for row, parent in zip(rows, parents))]) + "\n"


def test_a_unit_stands_below_whom_the_list_names_by_code_or_name(tmp_path):
    e = evaluated(tmp_path, DOCUMENTS, units=tree("", "Phòng A", "b"))
    assert [(unit.id, unit.parent) for unit in e.units] == [("A", ""), ("B", "A"), ("C", "B")]
    e = evaluated(tmp_path / "2", DOCUMENTS, units=tree("SO", "SO", ""))  # right below the agency
    assert [unit.parent for unit in e.units] == ["", "", ""]


@pytest.mark.parametrize(
    ("parents", "row", "said"),
    [(("", "Z", ""), 3, "không có trong danh mục"), (("C", "A", "B"), 2, "vòng tròn"), (("A", "", ""), 2, "vòng tròn")],
)
def test_a_unit_above_that_there_is_not_refuses_the_list(tmp_path, parents, row, said):
    with pytest.raises(ToolkitError) as caught:
        evaluated(tmp_path, DOCUMENTS, units=tree(*parents))
    (finding,) = caught.value.findings
    assert (finding.code, finding.row, finding.column) == ("DV-01", row, "Cấp trên") and said in finding.problem


SHORT = "Mã đơn vị,Tên đơn vị,Tên ngắn,Từ ngày,Đến ngày\n"


def test_units_have_short_names(tmp_path):
    units = SHORT + "A,Phòng Kế hoạch,P. Kế hoạch,,\nB,Phòng B,,,\n"
    e = evaluated(tmp_path, DOCUMENTS, units=units)
    assert e.short_names == {"A": "P. Kế hoạch", "B": "Phòng B"}


def test_two_units_of_one_time_have_no_short_name_together(tmp_path):
    units = SHORT + "A,Phòng A,P. KH,,\nB,Phòng B,p. kh,,\n"
    (finding,) = refused(tmp_path / "1", {}, units=units)
    assert (finding.code, finding.row, finding.column) == ("DV-01", 3, "Tên ngắn")
    assert "dòng 2" in finding.problem
    after = SHORT + "A,Phòng A,P. KH,,30/06/2024\nB,Phòng B,P. KH,01/07/2024,\n"  # one after the other
    assert evaluated(tmp_path / "2", DOCUMENTS, units=after).short_names == {"B": "P. KH"}
