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


def test_the_right_name_is_all_that_is_said_about_remarks_of_another_name(tmp_path):
    e = evaluated(tmp_path / "1", {"2024/van_ban.csv": DOCUMENTS, "2024/NHAN_XET.md": "## Ưu điểm\n\nTốt.\n"})
    assert [(f.code, f.file, f.remedy) for f in e.findings if f.file.endswith(".md")] == [
        ("TEP-01", "2024/NHAN_XET.md", "đổi tên tệp thành nhan_xet.md.")
    ]
    e = evaluated(tmp_path / "2", {"2024/van_ban.csv": DOCUMENTS, "2024/Nhận xét.docx": b"PK"})
    assert [f.remedy for f in e.findings] == ["chép lời văn vào tệp nhan_xet.md (văn bản UTF-8) rồi bỏ tệp này."]


def test_remarks_beside_those_of_the_right_name_are_to_be_copied_into_them(tmp_path):
    files = {"2024/van_ban.csv": DOCUMENTS, "2024/nhan_xet.md": "## Ưu điểm\n\nTốt.\n", "2024/NHAN_XET.md": "x"}
    e = evaluated(tmp_path, files)
    assert e.remarks == {"strengths": "Tốt."}
    assert [f.remedy for f in e.findings] == ["chép lời văn vào nhan_xet.md rồi bỏ tệp này."]
