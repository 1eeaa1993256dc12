"""The work that is left: only what can still be done, in whole numbers, with who and until when."""

from __future__ import annotations

from small import evaluated, plan

from toolkit.report.followup import gap_text
from toolkit.report.model import Paragraph
from toolkit.report.work import busy_units, short_flows, tasks_of, work_blocks

OPEN = {
    "id": "M",
    "name": "Dữ liệu mở",
    "goal": "100%",
    "source": "du_lieu_mo",
    "population": {"required": True},
    "success": {"published_at": "present"},
    "points": 1,
}
SIGNED = {"id": "K", "name": "Ký số", "goal": "80%", "source": "van_ban", "success": {"signed": True}, "points": 1}
SETS = "Mã bộ dữ liệu,Tên bộ dữ liệu,Mã đơn vị,Phải mở,Ngày công bố\n"
DOCUMENTS = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
REPORTS = "Mã báo cáo,Mã đơn vị,Hạn gửi,Ngày gửi,Trên hệ thống quốc gia\n"


def made(tmp_path, *, period="2024", **files):
    """A has one of three sets published, B none of one, C all of one; A has signed 1 of 3 documents."""
    sets = SETS + "1,a,A,Có,01/02/2024\n2,b,A,Có,\n3,c,A,Có,\n4,d,B,Có,\n5,e,C,Có,01/02/2024\n"
    documents = DOCUMENTS + "d1,A,01/02/2024,,Có\nd2,A,01/02/2024,,Không\nd3,A,01/02/2024,,Không\nd4,B,01/02/2024,,Có\n"
    documents += "d5,C,01/02/2024,,Có\n"
    every = {"du_lieu_mo": sets, "van_ban": documents, **files}
    named = {f"2024/{name}.csv": text for name, text in every.items()}
    return evaluated(tmp_path, named, plan=plan(targets=[OPEN, SIGNED]))


def cells(table):
    return [tuple(cell if isinstance(cell, str) else cell.text for cell in row) for row in table.every_row]


def test_a_goal_of_the_state_is_work_and_a_closed_flow_is_not(tmp_path):
    e = made(tmp_path)
    (task,) = tasks_of(e, "A")
    assert (task.text, task.amount, task.due) == ("Dữ liệu mở: đạt mức giao 100%", "2 bộ dữ liệu", "31/12/2025")
    (short,) = short_flows(e, "A")
    assert (short.target, gap_text(e, short)) == ("K", "thiếu 2 văn bản")  # 80% of 3 are 3
    assert gap_text(e, e.follow_up_of("A")[0]) == "còn 2 bộ dữ liệu"
    assert tasks_of(e, "C") == [] and short_flows(e, "C") == []


def test_the_work_of_all_is_told_once_with_who_has_how_much(tmp_path):
    e = made(tmp_path)
    work, lacking = work_blocks(e, [unit.id for unit in e.units])
    assert cells(work) == [
        ("Dữ liệu mở: đạt mức giao 100%", "3 bộ dữ liệu", "Phòng A (2); Phòng B (1)", "31/12/2025"),
        ("Số đơn vị có việc", "", "2 đơn vị", ""),
    ]
    assert busy_units(e) == 2
    # Of five documents three are signed; 80% of five are four.
    assert cells(lacking) == [("K. Ký số", "thiếu 1 văn bản", "Phòng A (2)")]


def test_of_one_unit_its_own_work_and_what_to_learn_from(tmp_path):
    e = made(tmp_path)
    table, lesson = work_blocks(e, ["A"])
    assert cells(table) == [("Dữ liệu mở: đạt mức giao 100%", "2 bộ dữ liệu", "31/12/2025")]
    assert isinstance(lesson, Paragraph)
    assert lesson.text == "Kỳ đã kết thúc, so với mức giao: ký số thiếu 2 văn bản."
    (done,) = work_blocks(e, ["C"])
    assert done.text == "Duy trì kết quả: mọi chỉ tiêu được giao đã đạt, không thiếu số liệu."


def test_data_that_lack_and_reports_that_are_not_sent_are_work(tmp_path):
    late = REPORTS + "r1,A,01/03/2024,02/03/2024,Có\nr2,A,01/04/2024,,\n"  # late is sent: nothing is left to do
    e = made(tmp_path, bao_cao=late, du_lieu_mo=SETS + "1,a,A,có lẽ,\n2,b,B,Có,01/02/2024\n3,c,C,Có,01/02/2024\n")
    assert [(task.text, task.amount, task.due) for task in tasks_of(e, "A")] == [
        ("Dữ liệu mở: sửa lỗi số liệu nguồn bộ dữ liệu mở", "–", "trước khi ký báo cáo"),
        ("Gửi các báo cáo định kỳ chưa gửi", "1 báo cáo", "đã quá hạn"),
    ]


def test_after_the_movement_a_goal_has_no_day(tmp_path):
    sets = {"2025/du_lieu_mo.csv": SETS + "1,a,A,Có,\n"}
    e = evaluated(tmp_path, sets, plan=plan(targets=[OPEN]), period="2025")
    assert [task.due for task in tasks_of(e, "A")] == ["–"]
    (table,) = work_blocks(e, ["A"])
    assert table.columns == ("Việc", "Số lượng") and "Hạn của mức giao" not in table.note
