"""What official texts propose: found exactly, each with its sentence, and nothing that they do not say."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from toolkit.new.goals_said import Said, said_of
from toolkit.new.proposal_text import proposal_text
from toolkit.new.proposing import propose
from toolkit.new.reading import paragraphs_of, row_text
from toolkit.words.errors import UsageError

TEXTS = Path(__file__).parents[1] / "data/official"


@pytest.fixture(scope="module")
def department():
    return propose(paragraphs_of(TEXTS / "ke_hoach_cds.txt"))


@pytest.fixture(scope="module")
def reform():
    return propose(paragraphs_of(TEXTS / "ke_hoach_xa.txt"))


def test_the_departments_plan_is_found_exactly(department):
    assert department.goals == 9 and len(department.targets) == 10
    assert len(department.contents) == 6 and len(department.actions) == 6 and len(department.recipients) == 7
    assert department.lacking == ()
    goals = {each.id: each.said.goal for each in department.targets}
    assert goals == {
        **dict.fromkeys(["CT1", "CT3", "CT5", "CT6", "CT7", "CT8", "CT9a"], "100%"),
        "CT2": "90%",
        "CT4": "80%",
        "CT9b": "50%",
    }
    assert [each.id for each in department.contents] == ["ND-a", "ND-b", "ND-c", "ND-d", "ND-dd", "ND-e"]
    assert [each.id for each in department.actions] == [f"BP{n}" for n in range(1, 7)]
    assert department.recipients[0] == "UBND tỉnh" and department.recipients[-1] == "Lưu: VT, VP (HV)"


def test_each_has_the_sentence_that_it_comes_from_and_where_it_stands(department):
    text = " ".join((TEXTS / "ke_hoach_cds.txt").read_text(encoding="utf-8").split())
    for each in (*department.targets, *department.contents, *department.actions):
        assert each.sentence in text
    places = [each.place for each in department.targets]
    assert places == [*(f"mục III.{n}" for n in range(1, 10)), "mục III.9"]
    assert department.contents[4].place == "mục II.4 điểm đ" and department.actions[3].place == "mục IV.4"
    assert department.targets[3].said.name.startswith("Hồ sơ thủ tục hành chính được xử lý hoàn toàn trực tuyến")


def test_the_movement_is_what_the_text_says_of_it(department, reform):
    facts = department.facts
    assert facts.name.value == "Chuyển đổi số giai đoạn 2022 – 2025"
    assert facts.agency.value == "Sở Lao động - Thương binh và Xã hội"
    assert (facts.start.value, facts.end.value) == ("2022-01-01", "2025-12-31")
    assert facts.end.said == "đến hết ngày 31/12/2025"
    assert facts.code.value == facts.place.value == facts.parent.value == ""  # the text does not say them
    facts = reform.facts
    assert (facts.parent.value, facts.agency.value, facts.code.value) == ("UBND TỈNH MINH HỌA", "SỞ NỘI VỤ", "SNV")
    # The days of the movement, not the day by which to report.
    assert (facts.start.value, facts.end.value) == ("2026-02-01", "2026-11-30")
    assert [ground.is_plan for ground in facts.grounds] == [False, True]


def test_a_text_by_articles_is_read_as_well(reform):
    found = [(each.id, each.of, each.said.goal, each.said.is_lower, each.place) for each in reform.targets]
    assert found == [
        ("CT1a", "CT1", "95%", False, "Điều 2 khoản 1 điểm a"),
        ("CT1b", "CT1", "60%", False, "Điều 2 khoản 1 điểm a"),
        ("CT2", "", "2%", True, "Điều 2 khoản 1 điểm b"),
        ("CT3", "", "", False, "Điều 2 khoản 1 điểm c"),  # no goal is said: it stays open
        ("CT4", "", "90%", False, "Điều 2 khoản 2 điểm a"),
        ("CT5", "", "2", False, "Điều 2 khoản 2 điểm b"),
        ("CT6", "", '{change: "+10%", from: previous_year}', False, "Điều 2 khoản 2 điểm c"),
        ("CT7", "", "{2026: 80%, 2030: 100%}", False, "Điều 2 khoản 2 điểm d"),
    ]
    assert reform.contents == () and "nội dung thi đua" in reform.lacking
    assert [each.name for each in reform.actions] == ["Rà soát thủ tục", "Kiểm tra công vụ"]


@pytest.mark.parametrize(
    ("clause", "goal", "is_lower"),
    [
        ("Phấn đấu đạt trên 85,5% hồ sơ số hóa", "85.5%", False),
        ("Hồ sơ trễ hạn dưới 1%", "1%", True),
        ("Tỷ lệ hộ nghèo giảm xuống còn 3%", "3%", True),
        ("Không dưới 90% văn bản được ký số", "90%", False),
        ("Số vụ việc giảm 5%", "", False),  # of what, it does not say
        ("Doanh thu giảm 5% so với năm trước", '{change: "-5%", from: previous_year}', False),
        ("Tăng 10% lên 80% hồ sơ", "", False),  # two numbers: a person decides
        ("Tối đa 3 vụ vi phạm", "3", True),
        ("Ban hành Kế hoạch số 12 trong quý I", "", False),
    ],
)
def test_a_goal_is_what_the_clause_says(clause, goal, is_lower):
    assert (said_of(clause).goal, said_of(clause).is_lower) == (goal, is_lower)


def test_a_text_without_any_list_proposes_nothing():
    proposal = propose(["THÔNG BÁO", "Về việc nghỉ lễ", "Đạt 80% kế hoạch."])
    assert (proposal.targets, proposal.contents, proposal.actions, proposal.recipients) == ((), (), (), ())
    assert len(proposal.lacking) == 4


def word_text(path, paragraphs, recipients):
    """A Word file whose numbers Word makes itself, and whose recipients stand in a table beside the signature."""
    document = docx.Document()
    root = document.part.numbering_part.element
    root[:] = []
    forms = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-"))
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(forms)
    )
    root.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="7">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="1"><w:abstractNumId w:val="7"/></w:num>'))

    def number(paragraph, level):
        shown = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(shown))

    for text, level in paragraphs:
        paragraph = document.add_paragraph(text, style="Heading 1" if level == 0 else None)
        if level is not None:
            number(paragraph, level)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Nơi nhận:"
    for each in recipients:
        number(table.cell(0, 0).add_paragraph(each), 3)
    table.cell(0, 1).text = "GIÁM ĐỐC"
    document.save(path)
    return path


def test_a_word_file_is_read_with_the_numbers_that_word_makes(tmp_path):
    path = word_text(
        tmp_path / "ke_hoach.docx",
        [
            ("KẾ HOẠCH", None),
            ("Phát động phong trào thi đua “Trường học xanh” năm 2026", None),
            ("NỘI DUNG THI ĐUA", 0),
            ("Trồng cây.", 1),
            ("Giữ vệ sinh; phân loại rác.", 1),
            ("CHỈ TIÊU", 0),
            ("Môi trường:", 1),
            ("100% lớp học có góc xanh", 2),
            ("Ít nhất 3 buổi lao động mỗi kỳ", 2),
            ("GIẢI PHÁP", 0),
            ("Tuyên truyền.", 1),
        ],
        ["Các tổ chuyên môn;", "Lưu: VT."],
    )
    proposal = propose(paragraphs_of(path))
    assert [(each.id, each.said.goal, each.place) for each in proposal.targets] == [
        ("CT1", "100%", "mục II.1 điểm a"),
        ("CT2", "3", "mục II.1 điểm b"),
    ]
    assert [each.name for each in proposal.contents] == ["Trồng cây", "Giữ vệ sinh"]
    assert [each.name for each in proposal.actions] == ["Tuyên truyền"]
    assert proposal.recipients == ("Các tổ chuyên môn", "Lưu: VT")
    assert (proposal.facts.name.value, proposal.facts.start.value) == ("Trường học xanh", "2026-01-01")


def test_targets_in_a_table_are_read_row_by_row(tmp_path):
    document = docx.Document()
    for text in ("KẾ HOẠCH", "Thi đua năm 2026", "I. CHỈ TIÊU"):
        document.add_paragraph(text)
    rows = [
        ("TT", "Chỉ tiêu", "ĐVT", "Mức"),
        ("1", "Hồ sơ trả đúng hạn", "%", "95"),
        ("2", "Sáng kiến", "", "ít nhất 3"),
        ("3", "Hộ nghèo", "", "dưới 2%"),
        ("4", "Văn bản ký số", "%", "90 – 95"),
    ]
    table = document.add_table(rows=len(rows), cols=4)
    for row, cells in zip(table.rows, rows):
        for cell, text in zip(row.cells, cells):
            cell.text = text
    document.add_paragraph("II. TỔ CHỨC THỰC HIỆN")
    document.save(tmp_path / "a.docx")
    proposal = propose(paragraphs_of(tmp_path / "a.docx"))
    assert [(each.said.name, each.said.goal, each.said.is_lower) for each in proposal.targets] == [
        ("Hồ sơ trả đúng hạn", "95%", False),
        ("Sáng kiến: ít nhất 3", "3", False),
        ("Hộ nghèo: dưới 2%", "2%", True),
        ("Văn bản ký số: %, 90 – 95", "", False),  # a span is no one goal: it stays open
    ]


@pytest.mark.parametrize(("name", "content"), [("a.pdf", b"%PDF"), ("a.docx", b"not a word file"), ("b.txt", None)])
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(name, content, tmp_path):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match="Cách sửa"):
        paragraphs_of(tmp_path / name)


def test_parts_slashes_and_dashes_are_marks_too():
    proposal = propose(paragraphs_of(TEXTS / "ke_hoach_cong_ty.txt"))
    assert [(each.id, each.said.goal, each.said.unit, each.place) for each in proposal.targets] == [
        ("CT1", "1200", "tỷ đồng", "phần thứ hai mục II.1.1"),
        ("CT2", "", "", "phần thứ hai mục II.1.2"),  # eight percent of a year that is not the one before
        ("CT3", "100%", "", "phần thứ hai mục II.1.3"),
        ("CT4", "", "", "phần thứ hai mục II.1.4"),  # from 5 to 10: no one goal
        ("CT5", "0.5%", "", "phần thứ hai mục II.1.4 gạch đầu dòng"),
    ]
    assert [each.place for each in proposal.contents] == [f"phần thứ hai mục I.{n}" for n in (1, 2, 3)]
    assert proposal.recipients == ("Các đơn vị", "Lưu: VT")  # the signer's title stands on the same line
    assert proposal.facts.agency.value == "CÔNG TY CỔ PHẦN MINH HỌA" and proposal.facts.parent.value == ""


def test_rules_of_dashes_are_no_marks_and_a_clause_may_begin_with_its_percentage():
    proposal = propose(paragraphs_of(TEXTS / "ke_hoach_ntm.txt"))
    assert [(each.id, each.said.goal, each.said.is_lower, each.place) for each in proposal.targets] == [
        ("CT1", "80", False, "mục I.2.1"),
        ("CT2", "1%", True, "mục I.2.2"),
        ("CT3a", "95%", False, "mục I.2.3"),
        ("CT3b", "100%", False, "mục I.2.3"),
        ("CT3c", "90%", False, "mục I.2.3"),
    ]
    facts = proposal.facts
    assert facts.agency.value == "ỦY BAN NHÂN DÂN XÃ MINH HÒA" and facts.place.value == "Minh Hòa"
    assert (facts.name.value, facts.start.value, facts.end.value) == (
        "Cả nước chung tay xây dựng nông thôn mới",
        "2025-01-01",
        "2030-12-31",
    )
    assert [ground.text for ground in facts.grounds] == ["Quyết định số 123/QĐ-UBND ngày 10/01/2025 của UBND tỉnh"]
    assert [each.name for each in proposal.actions] == ["Tuyên truyền, vận động", "Huy động nguồn lực"]


def test_a_school_year_with_dashes_of_goals_is_read():
    made = propose(paragraphs_of(TEXTS / "truong_hoc.txt"))
    assert (made.facts.name.value, made.facts.agency.value) == ("Dạy tốt, học tốt", "TRƯỜNG TRUNG HỌC CƠ SỞ MINH HƯNG")
    assert (made.facts.start.value, made.facts.end.value) == ("2025-09-05", "2026-05-31")
    assert [(each.said.name, each.said.goal, each.said.is_lower) for each in made.targets] == [
        ("Giáo viên ứng dụng công nghệ thông tin trong giảng dạy", "100%", False),
        ("Học sinh được lên lớp thẳng", "95%", False),
        ("Tỷ lệ học sinh bỏ học không quá 0,5%", "0.5%", True),
        ("Mỗi tổ chuyên môn có tối thiểu 02 sáng kiến được công nhận", "2", False),
        ("Học sinh đạt loại khá, giỏi", "60%", False),  # from 60% upwards
    ]
    assert [len(each) for each in (made.contents, made.actions, made.recipients)] == [3, 3, 3]
    period = "- {id: 2025-NH, name: Năm học 2025 – 2026, from: 2025-09-05, to: 2026-05-31}"
    assert period in proposal_text(made, file="a.txt")


def test_a_hospital_with_numbered_chi_tieu_and_tasks_is_read():
    made = propose(paragraphs_of(TEXTS / "benh_vien.txt"))
    assert (made.facts.parent.value, made.facts.agency.value) == ("SỞ Y TẾ TỈNH MINH HÒA", "BỆNH VIỆN ĐA KHOA MINH HÒA")
    assert [(each.said.name, each.said.goal) for each in made.targets] == [
        ("Tỷ lệ hài lòng của người bệnh nội trú đạt trên 90% vào năm 2027", "90%"),
        ("Phản ánh qua đường dây nóng được trả lời trong 24 giờ", "100%"),
        ("Thời gian chờ khám trung bình không quá 90 phút", "90"),
        ("Giảm 10% số sự cố y khoa so với năm 2024", ""),  # against a year that is not the one before: open
        (
            "Năm 2025 đạt 50%, năm 2026 đạt 70%, năm 2027 đạt 90% hồ sơ bệnh án điện tử",
            "{2025: 50%, 2026: 70%, 2027: 90%}",
        ),
    ]
    assert made.targets[0].sentence.startswith("Chỉ tiêu 1: Tỷ lệ hài lòng")
    assert [each.name for each in made.contents] == [
        "Đón tiếp, hướng dẫn người bệnh tận tình",
        "Thực hiện đúng quy trình chuyên môn",
        "Bảo đảm vệ sinh, an toàn người bệnh",
    ]
    assert [each.name for each in made.actions] == [
        "Tập huấn kỹ năng giao tiếp",
        "Duy trì đường dây nóng, hòm thư góp ý",
    ]


def test_tasks_that_are_the_actions_are_not_contents_as_well():
    made = propose(["KẾ HOẠCH", "Thi đua năm 2026", "I. Nhiệm vụ, giải pháp", "1. Tuyên truyền", "2. Kiểm tra"])
    assert ([each.name for each in made.contents], len(made.actions)) == ([], 2)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2\tSố hộ\thộ\t1.200", Said("Số hộ", "1200", False, "hộ")),
        ("3\tThanh toán không tiền mặt\t%\t≥ 70", Said("Thanh toán không tiền mặt", "70%")),
        ("4\tThời gian giải quyết\tngày\t≤ 3", Said("Thời gian giải quyết", "3", True, "ngày")),
        ("5\tDoanh thu\ttỷ đồng\t12,5\tPhòng Kinh doanh", Said("Doanh thu: 12,5 tỷ đồng, Phòng Kinh doanh", "12.5", False, "tỷ đồng")),
    ],
)  # fmt: skip
def test_a_row_of_a_table_says_its_amount_with_its_unit(row, said):
    assert said_of(row_text(row)) == said
