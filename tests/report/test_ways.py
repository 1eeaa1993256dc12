"""From a report to the pages around it."""

from __future__ import annotations

import pytest
from small import documents, plan, write_folder

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.report import award_report, check_report, final_report, interim_report, unit_check, unit_sheet
from toolkit.report.model import Ways
from toolkit.report.word import word_bytes

YEARS = {f"{year}/van_ban.csv": documents(str(year), A=(1, 2), B=(1, 2)) for year in (2022, 2023, 2024, 2025)}
UNITS = "Mã đơn vị,Tên đơn vị,Từ ngày,Đến ngày\nA,Phòng A,,\nB,Phòng B,,30/06/2024\nC,Phòng C,,\n"
PLAN = plan(movement={"interim": ["2022..2023"], "final": "2022..2025"})


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return Workspace.open(write_folder(tmp_path_factory.mktemp("ways"), YEARS, plan=PLAN, units=UNITS))


def ways_of(report):
    first, *_ = report.sections[0].blocks
    assert isinstance(first, Ways)
    return list(first.entries)


def test_a_report_leads_to_the_front_page_to_the_periods_beside_it_and_to_its_word_file(workspace):
    assert ways_of(interim_report(workspace.evaluate(parse_period("2023")))) == [
        ("../index.html#ky-2023", "Trang đầu"),
        ("../2022/so_ket.html", "Kỳ trước: năm 2022"),
        ("../2024/so_ket.html", "Kỳ sau: năm 2024"),
        ("so_ket.docx", "Bản Word"),
    ]
    assert ways_of(check_report(workspace.evaluate(parse_period("2025")))) == [
        ("../index.html#ky-2025", "Trang đầu"),
        ("../2024/kiem_tra.html", "Kỳ trước: năm 2024"),
    ]
    assert ways_of(award_report(workspace.evaluate(parse_period("2022"))))[1:] == [
        ("../../2023/noi_bo/binh_xet.html", "Kỳ sau: năm 2023")
    ]


def test_ranges_stand_beside_ranges_and_the_last_one_is_a_tong_ket(workspace):
    whole, part = (workspace.evaluate(parse_period(text)) for text in ("2022..2025", "2022..2023"))
    assert ways_of(interim_report(part))[1] == ("../2022-2025/tong_ket.html", "Kỳ sau: giai đoạn 2022 – 2025")
    assert ways_of(final_report(whole))[1:] == [
        ("../2022-2023/so_ket.html", "Kỳ trước: giai đoạn 2022 – 2023"),
        ("tong_ket.docx", "Bản Word"),
    ]


def test_a_sheet_leads_to_those_of_its_unit_where_the_unit_stood(workspace):
    before = workspace.evaluate(parse_period("2023"))
    assert ways_of(unit_sheet(before, unit="B")) == [
        ("../../index.html#ky-2023", "Trang đầu"),
        ("../../2022/phieu_don_vi/B.html", "Kỳ trước: năm 2022"),
        ("B.docx", "Bản Word"),
    ]
    assert ways_of(unit_check(before, unit="A"))[2] == ("../../2024/kiem_tra/A.html", "Kỳ sau: năm 2024")


def test_they_are_for_the_screen_alone_and_every_page_has_its_own_title(workspace):
    sheet = unit_sheet(workspace.evaluate(parse_period("2023")), unit="B")
    assert word_bytes(sheet)
    first, second, *_ = sheet.sections
    assert first._repr_mimebundle_()[1]["text/html"] == {"title": "Phiếu kết quả của Phòng B năm 2023"}
    assert second._repr_mimebundle_()[1] == {"thidua": {"section": "1"}}
