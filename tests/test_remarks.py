"""The prose of a period: found by its exact name."""

from __future__ import annotations

from small import evaluated

DOCUMENTS = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n"


def test_remarks_in_another_case_are_told_their_right_name(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS, "2024/NHAN_XET.md": "## Ưu điểm\n\nTốt.\n"})
    assert e.remarks == {}
    assert "đổi tên tệp thành nhan_xet.md." in [f.remedy for f in e.findings if f.file == "2024/NHAN_XET.md"]


def test_remarks_by_their_right_name_are_read_without_a_word(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS, "2024/nhan_xet.md": "## Ưu điểm\n\nTốt.\n"})
    assert e.remarks == {"strengths": "Tốt."}
    assert not [f for f in e.findings if f.file == "2024/nhan_xet.md"]
