"""Cells that say nothing: what is told of them, and to whom."""

from __future__ import annotations

import pytest
from sheets import workbook
from small import evaluated, plan

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số,Điện tử\n"


def test_a_strange_word_points_to_the_map_only_where_a_figure_needs_it(tmp_path):
    rows = "1,A,01/02/2024,,chưa rõ,chưa rõ\n2,B,01/02/2024,,Có,Có\n"
    target = plan()["targets"][0] | {"success": {"signed": True}}
    e = evaluated(tmp_path, {"2024/van_ban.csv": HEAD + rows}, plan=plan(targets=[target]))
    told = {f.column: (f.level, f.remedy) for f in e.findings if f.code == "O-02"}
    assert told["Ký số"] == ("error", "ghi một trong: Có hoặc Không; hoặc chạy thidua map 2024/van_ban.csv.")
    assert told["Điện tử"] == ("warning", "ghi một trong: Có hoặc Không.")


_HEAD = ["Số ký hiệu", "Mã đơn vị", "Ngày ban hành", "Độ mật", "Ký số"]


@pytest.mark.parametrize(
    ("cell", "cause", "remedy"),
    [
        ('<c r="D3"><f>IF(1,"Mật","")</f></c>', "ô là công thức chưa có kết quả", "mở tệp bằng Excel"),
        ('<c r="D3" t="e"><v>#N/A</v></c>', "ô là lỗi của bảng tính", "sửa công thức"),
        ('<c r="D3" s="1"><v>79123456789</v></c>', "ô có nội dung nhưng không đọc được", "gõ lại giá trị"),
        ("Hơi mật", "độ mật không thuộc danh mục nên", "ghi Thường, Mật, Tối mật hoặc Tuyệt mật"),
    ],
)
def test_a_mark_of_secrecy_that_says_nothing_is_told_with_its_own_cause(tmp_path, cell, cause, remedy):
    rows = [_HEAD, ["1", "A", "01/02/2024", "", "Có"], ["2", "A", "01/02/2024", cell, "Không"]]
    e = evaluated(tmp_path, {"2024/van_ban.xlsx": workbook(rows)})
    assert e.indicator("A", "T1").state == "blocked"
    (told,) = [f for f in e.findings if f.code == "TEP-05"]
    assert (told.row, told.column) == (3, "Độ mật")
    assert told.problem.startswith(cause) and told.problem.endswith("cả tệp không được dùng.")
    assert told.remedy.startswith(remedy) and told.remedy.endswith("để trống nghĩa là Thường.")


def test_two_causes_in_one_column_are_both_told(tmp_path):
    rows = [_HEAD]
    rows += [[str(n), "A", "01/02/2024", mark, "Có"] for n, mark in enumerate(("Mật", "#N/A", "Hơi mật", ""), 1)]
    e = evaluated(tmp_path, {"2024/van_ban.xlsx": workbook(rows)})
    assert [(f.row, f.problem[:14]) for f in e.findings if f.code == "TEP-05"] == [
        (3, "ô là lỗi của b"),
        (4, "độ mật không t"),
    ]
