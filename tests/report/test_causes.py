"""Why cases do not count, as a report tells it: words, tables and sums, worked out by hand."""

from __future__ import annotations

import pytest
from small import evaluated, plan
from tables import target

from toolkit.plan import Plan
from toolkit.report import interim_report, unit_sheet
from toolkit.report.causes import causes_table
from toolkit.report.claims import causes_text
from toolkit.report.definitions import failing_text
from toolkit.report.followup import case_table

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n"
T = {"id": "T", "name": "Văn bản", "goal": "80%", "source": "van_ban", "points": 1}
BOTH = {"electronic": True, "signed": True}
WORDS = {"electronic": "không phải bản điện tử", "signed": "chưa ký số"}
ROWS = (
    "d1,A,01/02/2024,,Có,Có\n"
    "d2,A,02/02/2024,,Không,Không\n"  # two that fail: told under the first
    "d3,A,03/02/2024,,Không,Có\n"
    "d4,A,04/02/2024,,Có,Không\n"
    "d5,B,05/02/2024,,Có,Có\n"
)


def texts(table):
    return [tuple(cell if isinstance(cell, str) else cell.text for cell in row) for row in table.rows]


def told(tmp_path, rows=ROWS, **parts):
    asked = plan(targets=[{**T, "success": BOTH, "causes": WORDS, **parts}])
    return evaluated(tmp_path, {"2024/van_ban.csv": HEAD + rows}, plan=asked)


def test_the_agencys_causes_by_the_first_condition_that_fails(tmp_path):
    e = told(tmp_path)
    assert texts(causes_table(e, unit="SO")) == [
        ("T. Văn bản", "không phải bản điện tử", "2 văn bản", "66,7%", "1"),
        ("T. Văn bản", "chưa ký số", "1 văn bản", "33,3%", "–"),
        ("T. Văn bản", "Cộng", "3 văn bản", "100%", "1"),
    ]
    assert causes_text(e, "SO", e.plan.target("T")) == (
        "3\u00a0văn bản chưa được tính: 2 không phải bản điện tử và 1 chưa ký số; trong đó 1\u00a0văn bản không đáp ứng từ hai "
        "điều kiện trở lên."
    )
    assert causes_text(e, "B", e.plan.target("T")) == ""  # all of them count


def test_of_one_cause_nothing_is_summed(tmp_path):
    e = told(tmp_path, success={"signed": True}, causes={})
    assert texts(causes_table(e, unit="SO")) == [("T. Văn bản", "Ký số: Không", "2 văn bản", "100%", "–")]
    assert causes_text(e, "SO", e.plan.target("T")) == "2\u00a0văn bản chưa được tính, đều do Ký số: Không."


def test_where_all_count_or_nothing_is_known_there_is_no_table(tmp_path):
    assert causes_table(told(tmp_path, rows="d1,A,01/02/2024,,Có,Có\n"), unit="SO") is None
    assert causes_table(told(tmp_path, rows="d1,A,01/02/2024,,có lẽ,Có\n"), unit="SO") is None


def test_a_cell_before_the_one_that_fails_that_cannot_be_read_is_said(tmp_path):
    e = told(tmp_path, rows="d1,A,01/02/2024,,có lẽ,Không\nd2,A,01/02/2024,,Có,Có\n")
    (row,) = texts(causes_table(e, unit="A"))
    assert row[1:3] == ("chưa rõ điều kiện nào trước: ô không đọc được", "1 văn bản")
    (case, *_) = texts(case_table(e, "A"))
    assert case[1] == "chưa ký số; có thể cũng không phải bản điện tử (ô không đọc được)"


def test_what_units_report_themselves_is_not_given_a_cause(tmp_path):
    files = {
        "2024/van_ban__A.csv": HEAD + "d1,A,01/02/2024,,Có,Không\n",
        "2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nB,T,3,5\nC,T,1,1\n",
    }
    asked = plan(targets=[{**T, "success": BOTH, "causes": WORDS, "fallback": "bao_cao_don_vi"}])
    e = evaluated(tmp_path, files, plan=asked)
    whole = e.indicator("SO", "T")  # 0/1, and 3/5 and 1/1 as reported
    assert (whole.numerator, whole.denominator) == (4, 7)
    assert [row[1:3] for row in texts(causes_table(e, unit="SO"))] == [
        ("chưa ký số", "1 văn bản"),
        ("không rõ nguyên nhân: số do đơn vị báo cáo", "2 văn bản"),
        ("Cộng", "3 văn bản"),
    ]


def test_a_unit_finds_the_reason_beside_its_cases(tmp_path):
    e = told(tmp_path)
    assert texts(case_table(e, "A")) == [
        ("T", "không phải bản điện tử; chưa ký số", "1", "d2"),
        ("T", "không phải bản điện tử", "1", "d3"),
        ("T", "chưa ký số", "1", "d4"),
    ]
    assert "chưa ký số" in unit_sheet(e, unit="A").section("PLI")._repr_html_()


def test_of_many_cases_the_first_thirty_are_named(tmp_path):
    e = told(tmp_path, rows="".join(f"d{n:02},A,01/02/2024,,Có,Không\n" for n in range(40)))
    ((_, reason, cases, ids),) = texts(case_table(e, "A"))
    assert (reason, cases) == ("chưa ký số", "40")
    assert ids.startswith("d00, d01") and ids.endswith("d29 và 10 mã khác (xem followup.csv)")


def test_the_report_tells_measured_causes_before_those_that_people_write(tmp_path):
    report = interim_report(told(tmp_path))
    captions = [block.caption for block in report.section("V").blocks if hasattr(block, "caption")]
    assert captions == ["Nguyên nhân đo được: vì sao trường hợp chưa được tính"]


@pytest.mark.parametrize(
    ("success", "said"),
    [
        ({"channel": "online"}, "Hình thức tiếp nhận không phải Trực tuyến"),
        ({"channel": ["online", "postal"]}, "Hình thức tiếp nhận không phải Trực tuyến hoặc Bưu chính công ích"),
        ({"online_result": True}, "Trả kết quả trực tuyến: Không"),
        ({"reentered": False}, "Nhập lại dữ liệu: Có"),
        ({"returned_at": "present"}, "Ngày trả kết quả: để trống"),
        ({"returned_at": "absent"}, "Ngày trả kết quả: có ghi"),
        (
            {"returned_at": {"on_or_before": "due_at"}},
            "Ngày trả kết quả: không đáp ứng “không sau ngày ở cột Ngày hẹn trả”",
        ),
        (
            {"not": {"channel": "postal"}},
            "không đáp ứng: trừ trường hợp (Hình thức tiếp nhận: Bưu chính công ích)",
        ),
    ],
)
def test_a_condition_that_fails_in_the_words_of_the_columns(success, said):
    asked = target(source="ho_so_tthc", success=success)
    (name,) = success
    assert failing_text(asked, name, plan=Plan.model_validate(plan())) == said
