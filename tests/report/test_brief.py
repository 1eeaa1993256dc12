"""The summary under the title: short, from figures, every number of it in a table, true in every state."""

from __future__ import annotations

import pytest
from small import evaluated, plan, reported

from toolkit.report.claims import differing_text
from toolkit.report.claims.brief import brief
from toolkit.report.model import Paragraph
from toolkit.report.typography import text_width

LINE = 467.0  # points: A4 between its margins of 30 and 15 mm
MOST_LINES = 13  # by widths that are known to a few percent: twelve as they are printed


def told(report):
    blocks = [block for block in report.section("mo-dau").blocks if isinstance(block, Paragraph)]
    return {block.lead: block.text for block in blocks if block.style == "brief"}


def test_the_summary_is_at_most_twelve_lines_on_paper(sample_reports):
    kinds = [report for name, report in sample_reports.items() if name.endswith(("so_ket", "tong_ket"))]
    assert kinds
    for report in kinds:
        widths = {lead: text_width(f"{lead} {text}", size=13) for lead, text in told(report).items()}
        assert sum(-(-width // LINE) for width in widths.values()) <= MOST_LINES, (report.title, widths)


def test_it_tells_what_happened_who_why_what_to_believe_and_what_to_decide(sample_reports):
    found = {lead: text.replace("\u00a0", " ") for lead, text in told(sample_reports["2024-so_ket"]).items()}
    assert list(found) == ["Kết quả.", "Đơn vị.", "Nguyên nhân.", "Số liệu.", "Đề nghị."]
    assert found["Kết quả."].startswith("Chưa có chỉ tiêu nào đạt mức giao. So với năm 2023, cả 10 mức đo đều tăng")
    assert "01 đơn vị đạt tất cả mức đo được giao: Văn phòng." in found["Đơn vị."]
    assert "52 trong 96 hồ sơ chưa tính do không nộp trực tuyến" in found["Nguyên nhân."]
    assert "cả 15 đều báo cáo cao hơn" in found["Số liệu."]
    assert "cho TT Dịch vụ việc làm" in found["Đề nghị."]


def test_of_nothing_nothing_is_said(tmp_path):
    e = evaluated(
        tmp_path,
        {"2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"},
        plan=reported({"id": "T", "goal": "80%", "points": 1}),
    )
    found = dict(brief(e, e.findings, busy=0))
    assert found["Kết quả."] == "Chưa có chỉ tiêu nào có số liệu để đánh giá."
    assert "Nguyên nhân." not in found
    assert found["Số liệu."].startswith("0/3 đơn vị có đủ số liệu; chỗ thiếu được ghi rõ, không coi là bằng 0")
    assert found["Đề nghị."] == "Yêu cầu các đơn vị gửi đủ, sửa số liệu của T."


def test_where_all_is_met_nothing_is_nearest_and_nothing_asked_for(tmp_path):
    rows = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T,9,10\nB,T,8,10\nC,T,10,10\n"
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": rows}, plan=reported({"id": "T", "goal": "80%", "points": 1}))
    found = dict(brief(e, e.findings, busy=0))
    assert found["Kết quả."] == "1 trên 1 chỉ tiêu đạt mức giao (T)."
    assert found["Đơn vị."].endswith("03 đơn vị đạt tất cả chỉ tiêu được giao.")
    assert found["Số liệu."] == "Cả 3 đơn vị có đủ số liệu; không phát hiện lỗi."
    assert list(found) == ["Kết quả.", "Đơn vị.", "Số liệu."]


HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
ROWS = HEAD + "".join(f"{u}{n},{u},01/02/2024,,{'Có' if n < 5 else 'Không'}\n" for u in "ABC" for n in range(10))


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ("A,T1,5,10\nB,T1,5,10\n", ""),
        ("A,T1,6,10\n", "1 số do đơn vị báo cáo khác số của hệ thống, báo cáo cao hơn"),
        ("A,T1,6,10\nB,T1,9,10\n", "2 số do đơn vị báo cáo khác số của hệ thống, cả 2 đều báo cáo cao hơn"),
        ("A,T1,4,10\nB,T1,3,10\n", "2 số do đơn vị báo cáo khác số của hệ thống, cả 2 đều báo cáo thấp hơn"),
        (
            "A,T1,6,10\nB,T1,3,10\nC,T1,10,20\n",
            "3 số do đơn vị báo cáo khác số của hệ thống, 1 cao hơn, 1 thấp hơn và 1 cùng tỷ lệ",
        ),
    ],
)
def test_what_units_say_otherwise_is_summed_up(tmp_path, claims, said):
    files = {
        "2024/van_ban.csv": ROWS,
        "2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n" + claims,
    }
    found = differing_text(evaluated(tmp_path, files, plan=plan()))
    assert found == (f"{said}; điểm thẩm định dùng số của hệ thống." if said else "")
