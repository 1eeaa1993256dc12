"""Reports in the plan's own outline: order, titles, numbers, own prose, and no word of what is left out."""

from __future__ import annotations

import re

from small import PLAN, documents, evaluated, plan

from toolkit.plan.outline import PARTS, STANDARD, Part
from toolkit.report import final_report, interim_report
from toolkit.report.layout import STANDARD_PLACES, own_layout

PROSE = "# Lý do\n\nNhu cầu tăng.\n\n# Các chỉ tiêu chính\n\nSố liệu đủ.\n\n# Bài học kinh nghiệm\n\nKhông in.\n"
OUTLINE = [
    {"part": "summary", "title": "Kết quả chung"},
    {"part": "targets", "title": "Các chỉ tiêu chính"},
    {"part": "units"},
    {"text": "Lý do", "title": "Vì sao"},
    {"part": "awards"},
    {"part": "definitions"},
]


def made(tmp_path, *, outline=OUTLINE, **changes):
    files = {"2024/van_ban.csv": documents(A=(9, 10), B=(5, 10), C=(8, 10)), "2024/nhan_xet.md": PROSE}
    files["2024/bao_cao_don_vi.csv"] = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T2,1,4\nB,T2,1,1\nC,T2,1,1\n"
    own = {"id": "T2", "name": "Kho", "goal": "80%", "source": "bao_cao_don_vi", "nature": "stock", "points": 5}
    targets = [*PLAN["targets"], own]
    return evaluated(tmp_path, files, plan=plan(targets=targets, report={"interim": outline}, **changes))


def headings(report):
    return [re.sub("<[^>]+>", "", each) for each in re.findall(r"<h2>(.*?)</h2>", report._repr_html_())]


def test_parts_stand_in_the_order_of_the_plan_under_its_titles(tmp_path):
    e = made(tmp_path)
    report = interim_report(e)
    assert headings(report) == [
        "I. Kết quả chung",
        "II. Các chỉ tiêu chính",
        "III. Kết quả theo đơn vị",
        "IV. Vì sao",
        "V. Công tác khen thưởng",
        "Phụ lục I",
    ]
    said = report._repr_html_()
    assert said.index("Nhu cầu tăng.") > said.index("IV. Vì sao")
    assert "Số liệu đủ." in said
    assert [section.id for section in report.sections] == [
        "mo-dau",
        *("summary", "targets", "units", "phan-4", "awards"),
        "ket",
        "PL1",
    ]


def test_prose_that_the_outline_does_not_print_is_told(tmp_path):
    e = made(tmp_path)
    assert [(f.code, f.row) for f in e.findings if f.code == "NX-01"] == [("NX-01", 9)]
    (finding,) = (f for f in e.findings if f.code == "NX-01")
    assert (
        finding.remedy
        == "đặt dưới một trong các đề mục: Các chỉ tiêu chính; Kết quả theo đơn vị; Lý do; Công tác khen thưởng."
    )


def test_the_text_refers_only_to_what_the_report_has(tmp_path):
    said = interim_report(made(tmp_path))._repr_html_()
    assert "mục VI" not in said and "Phụ lục III" not in said
    assert "thực hiện việc ở phiếu kết quả của từng đơn vị" in said
    assert "xem hồ sơ khen thưởng" in said
    assert "nguồn số liệu của từng chỉ tiêu: xem" not in said
    assert "(kèm theo 1 phụ lục)./." in said
    whole = [*OUTLINE, {"part": "directions"}, {"part": "all_figures"}, {"part": "individuals"}]
    said = interim_report(made(tmp_path, outline=whole))._repr_html_()
    assert "thực hiện việc ở mục VI" in said
    assert "xem Phụ lục II." in said  # the figures come after the definitions
    assert "xem Phụ lục III và hồ sơ khen thưởng" in said


def test_without_appendices_nothing_is_attached(tmp_path):
    said = interim_report(made(tmp_path, outline=OUTLINE[:4]))._repr_html_()
    assert "Phụ lục" not in said and "phụ lục" not in said


def test_a_paper_of_no_state_body_has_no_numbers_nor_do_titles_with_numbers_of_their_own(tmp_path):
    assert headings(interim_report(made(tmp_path, form="plain")))[:2] == ["Kết quả chung", "Các chỉ tiêu chính"]
    own = [{"part": "summary", "title": "1. Chung"}, {"part": "units"}]
    assert headings(interim_report(made(tmp_path, outline=own))) == ["1. Chung", "Kết quả theo đơn vị"]


def test_the_final_report_keeps_the_standard_outline_where_only_the_other_is_changed(tmp_path):
    report = final_report(made(tmp_path))
    assert [section.id for section in report.sections][1:4] == ["I", "II", "III.1"]
    assert len(report.appendices) == 7


def test_the_standard_outline_written_out_gives_the_same_report(tmp_path):
    written = [{"part": each.part, "title": each.title} if each.title else {"part": each.part} for each in STANDARD]
    files = {"2024/van_ban.csv": documents(A=(9, 10))}
    one = evaluated(tmp_path / "one", files, plan=plan())
    other = evaluated(tmp_path / "other", files, plan=plan(report={"interim": written, "final": written}))
    one, other = (re.sub(r"\b[0-9a-f]{64}\b", "", interim_report(each)._repr_html_()) for each in (one, other))
    assert one == other  # but for the SHA-256 of the plan's file


def test_every_part_of_an_outline_can_be_called_for():
    outline = [Part(part=name) for name in (*PARTS, "definitions", "scenarios")]
    layout = own_layout(outline, form="nd30", scenarios=False)
    assert layout.appendices == (("definitions", ""),)
    assert layout.places["directions"] == "mục X" and layout.places["definitions"] == "Phụ lục I"
    assert STANDARD_PLACES["directions"] == "mục VI" and STANDARD_PLACES["individuals"] == "Phụ lục IV"
