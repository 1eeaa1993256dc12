"""A band that a section holds back is told with the section's name."""

from __future__ import annotations

from small import documents, evaluated, plan

from toolkit.report.claims.units import all_held_back_text, held_back_text

SIGNED = {"id": "T1", "name": "Ký số", "goal": "80%", "source": "van_ban", "success": {"signed": True}, "points": 10}
HELD = {"id": "PA", "name": "Văn bản", "at_least": "80%", "else": {"band_at_most": "Khá"}, "items": [SIGNED]}
APPRAISED = "Mã đơn vị,Mã mục,Điểm thẩm định\nA,N1,90\nB,N1,90\nC,N1,90\n"


def test_the_section_that_holds_a_band_back_has_its_name(tmp_path):
    made = plan(targets=[], contents=[{"id": "N1", "name": "Nội dung", "points": 90}], sections=[HELD])
    # A signs 1 of 2 documents: 50% of 80%, 6,25 of 10 points. With 90 more it would be Tốt; 62,5% of the section are too few.
    files = {"2024/van_ban.csv": documents(A=(1, 2), B=(2, 2), C=(2, 2)), "2024/tham_dinh.csv": APPRAISED}
    e = evaluated(tmp_path, files, plan=made)
    assert [(each.unit, each.band) for each in e.scores] == [("A", "Khá"), ("B", "Tốt"), ("C", "Tốt")]
    assert held_back_text(e, e.score("A")) == (
        "Xếp loại không cao hơn vì phần Văn bản chưa đạt mức tối thiểu của kế hoạch."
    )
    assert held_back_text(e, e.score("B")) == ""
    assert all_held_back_text(e) == "Xếp loại bị giới hạn vì có phần chưa đạt mức tối thiểu: Phòng A (Văn bản)."
