"""What an analyst adds to a report: its texts as a report writes them, its numbers where it stands, nothing without words."""

from __future__ import annotations

from fractions import Fraction

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure as Canvas

from toolkit.report.document import PART, Report, Section, own_part
from toolkit.report.model import Heading, Table
from toolkit.report.own import MOST_ROWS, SOURCE, own_figure, own_table
from toolkit.report.prose import cell_part
from toolkit.words.errors import UsageError


def table(frame):
    return own_table(frame, title="T", source=SOURCE)


def test_values_are_written_as_a_report_writes_them_and_what_is_absent_is_no_number():
    made = table(
        pd.DataFrame(
            {
                "unit": ["A", None],
                "n": [np.int64(1234), np.int64(0)],
                "share": [0.12345, float("nan")],
                "exact": [Fraction(1, 3), Fraction(1, 100_000)],
                "day": [pd.Timestamp("2024-03-01"), pd.NaT],
                "met": [True, False],
                "state": ["ok", "not_assigned"],
                "group": ["2024-01", "2024-02"],
            }
        )
    )
    assert made["columns"] == ["Mã đơn vị", "n", "share", "exact", "day", "Đạt", "Tình trạng", "group"]
    assert made["rows"] == [
        ["A", "1.234", "0,1235", "0,3333", "01/3/2024", "Có", "có số liệu", "2024-01"],
        ["", "0", "", "gần 0", "", "Không", "không giao", "2024-02"],
    ]
    assert made["align"] == "lrrrllll"
    assert own_part(made)._repr_html_().count('<td class="none r">–</td>') == 1


def test_the_index_of_a_frame_is_a_column_where_it_says_something():
    frame = pd.DataFrame({"x": [1, 2]}, index=pd.Index(["A", "B"], name="Đơn vị"))
    assert table(frame)["columns"] == ["Đơn vị", "x"]
    assert table(frame.reset_index(drop=True))["columns"] == ["x"]
    spanned = frame.pivot_table(index="Đơn vị", values="x", aggfunc=["sum", "max"])
    assert table(spanned)["columns"] == ["Đơn vị", "sum – x", "max – x"]


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ([1, 2], "không nhận list"),
        (pd.DataFrame({"x": range(MOST_ROWS + 1)}), "501 dòng"),
        (pd.DataFrame(), "0 cột"),
        (pd.DataFrame({"x": [float("inf")]}), "Cột 'x' của bảng có số vô hạn"),
    ],
)
def test_what_no_table_of_a_report_can_hold_is_refused(frame, said):
    with pytest.raises(UsageError, match=f"{said}.*Cách sửa"):
        table(frame)


def axes():
    made = Canvas(figsize=(3, 2)).subplots()
    made.bar(["T1", "T2"], [1, 2])
    return made


@pytest.mark.parametrize(
    ("title", "alt", "said"), [("", "a", "tên"), ("t", " ", "lời mô tả"), ("t", None, "lời mô tả")]
)
def test_a_picture_without_words_is_refused(title, alt, said):
    with pytest.raises(UsageError, match=f"Hình đưa vào báo cáo chưa có {said}.*Cách sửa"):
        own_figure(axes(), title=title, alt=alt, source=SOURCE)


def test_what_is_no_drawing_is_refused():
    with pytest.raises(UsageError, match="không nhận str.*Cách sửa"):
        own_figure("x", title="t", alt="a", source=SOURCE)


def test_a_picture_has_the_width_of_the_report_real_text_and_the_same_bytes_each_time():
    drawn = axes()
    content, draw = own_figure(drawn, title="Tên", alt="Mô tả", source=SOURCE)
    assert drawn.figure.get_size_inches().round(3).tolist() == [6.5, 4.333]
    with matplotlib.rc_context({"svg.fonttype": "path"}):  # whatever the user has set
        assert draw("svg") == draw("svg")
        assert b">T1</text>" in draw("svg")
    again, _ = own_figure(axes(), title="Tên", alt="Mô tả", source=SOURCE)
    assert again == content


def bare(id):
    return Section(id, id, (Table("Bảng gốc", ("a",), (("1",),), "l"),))


def shown(part):
    data, metadata = part._repr_mimebundle_()
    return data["text/html"], metadata["thidua"]["section"], data.get(PART)


def test_a_part_between_two_others_moves_the_numbers_that_follow_and_a_cell_may_run_again(monkeypatch):
    report, displayed = Report("R", (bare("I"), bare("II"))), []
    monkeypatch.setattr("IPython.display.display", displayed.append)
    assert "Bảng 1. Bảng gốc" in shown(report.section("I"))[0]
    report.table(pd.DataFrame({"a": [1]}), title="Bảng thêm")
    html, id, content = shown(displayed[0])
    assert "<caption>Bảng 2. Bảng thêm</caption>" in html
    assert 'class="note">Nguồn: phân tích bổ sung của cơ quan lập báo cáo.</p>' in html
    assert (content["title"], id) == ("Bảng thêm", displayed[0].id)
    assert "Bảng 3. Bảng gốc" in shown(report.section("II"))[0]
    assert "Bảng 2. Bảng thêm" in shown(displayed[0])[0]
    assert "Bảng 1. Bảng gốc" in shown(report.section("I"))[0]
    assert "Bảng 2. Bảng gốc" in report.section("II")._repr_html_()  # the report by itself is as it was


def test_a_written_cell_has_the_headings_of_a_report_and_nothing_in_it_is_run():
    part = cell_part(
        "x1", "# Nhận định\n\nTốt.\n\n### Riêng\n\n<b onclick=x>\n\n| A |\n|---|\n| 1 |\n\n![hình](attachment:a.png)"
    )
    assert [(each.text, each.level) for each in part.blocks if isinstance(each, Heading)] == [
        ("Nhận định", 2),
        ("Riêng", 3),
    ]
    html = part._repr_html_()
    assert "&lt;b onclick=x&gt;" in html
    assert "<img" not in html
    assert [each.number for each in Report("R", (part,)).sections[0].blocks if isinstance(each, Table)] == [""]
