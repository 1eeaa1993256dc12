"""What an evaluation is, what its texts hold, and whether a trace is true: the kinds of issue 17, with figures by hand."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from small import evaluated, plan, write_folder

import toolkit as tk
from toolkit.evaluation.frames import csv_files, frame
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.publishing.opendata import package_files
from toolkit.publishing.workbook import workbook_bytes
from toolkit.report import callers
from toolkit.report.model import Table
from toolkit.scenarios import Scenario, what_if_in
from toolkit.words.errors import UsageError

P2024 = parse_period("2024")
HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n"
ROWS = "1/VB,A,01/02/2024,,Có,Có\n2/VB,A,01/03/2024,,Có,Không\n3/VB,B,01/02/2024,,Có,Có\n4/VB,C,01/02/2024,,Không,Có\n"
STAFF = (
    "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\nCB-0071,A,Không,Có,01/01/2020,\nCB-0072,B,Có,Không,01/01/2020,\n"
)
NOMINEES = (
    "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen,Đang xem xét kỷ luật,Thành tích\n"
    "CN-901,Cá nhân,A,CB-0071,Trần Thị Hoa Ban,gk,Có,Sáng kiến lúa nước\n"
)
VOTES = "Mã đề nghị,Số thành viên,Đồng ý,Không đồng ý\nCN-901,97,83,14\n"
PERSONAL = ("Hoa Ban", "CB-0071", "CN-901", "lúa nước", "97", "83", "kỷ luật")


@pytest.fixture
def people(tmp_path):
    """A period in which somebody is nominated, voted on and under a pending case."""
    award = [{"id": "gk", "name": "Giấy khen", "kind": "individual", "quota": 1}]
    trained = {
        "id": "T2",
        "name": "x",
        "goal": "80%",
        "source": "can_bo",
        "success": {"trained_basic": True},
        "points": 5,
    }
    files = {
        "2024/van_ban.csv": HEAD + ROWS,
        "2024/can_bo.csv": STAFF,
        "2024/tap_huan.csv": "Mã cán bộ,Loại khóa,Ngày hoàn thành\nCB-0072,Cơ bản,01/02/2024\n",
        "2024/de_nghi.csv": NOMINEES,
        "2024/bieu_quyet.csv": VOTES,
    }
    return write_folder(tmp_path, files, plan=plan(awards=award, targets=[*plan()["targets"], trained]))


@pytest.fixture
def supposed(tmp_path):
    folder = Workspace.open(write_folder(tmp_path, {"2024/van_ban.csv": HEAD + ROWS}))
    return what_if_in(folder, Scenario(name="Mức giao thấp", period="2024", goals={"T1": "10%"}))


def test_an_evaluation_knows_what_it_is(tmp_path, supposed):
    whole = evaluated(tmp_path / "a", {"2024/van_ban.csv": HEAD + ROWS})
    part = evaluated(tmp_path / "b", {"2024/van_ban__A.csv": HEAD + ROWS.splitlines()[0]})
    assert [each.nature for each in (whole, part, supposed)] == ["official", "partial", "scenario"]
    assert supposed.scenario == "Mức giao thấp"
    assert "kịch bản “Mức giao thấp” (không chính thức)" in supposed._repr_html_()


DOORS = {
    "interim": lambda e: tk.interim_report(e),
    "interim beside one": lambda e: tk.interim_report(replace(e, scenario=""), history=(e,)),
    "final": lambda e: tk.final_report(e),
    "unit sheet": lambda e: tk.unit_sheet(e, unit="A"),
    "check": lambda e: tk.check_report(e),
    "check of a unit": lambda e: callers.unit_check(e, unit="A"),
    "award report": lambda e: tk.award_report(e),
    "award papers": lambda e: tk.award_papers(e),
    "open data": lambda e: package_files(e, inputs={}),
    "workbook": lambda e: workbook_bytes(e),
    "CSV": lambda e: csv_files(e),
}


@pytest.mark.parametrize("door", DOORS.values(), ids=list(DOORS))
def test_no_paper_and_no_published_file_is_made_of_a_scenario(supposed, door):
    with pytest.raises(UsageError, match="từ kịch bản “Mức giao thấp”: kịch bản không phải kết quả chính thức"):
        door(supposed)


def test_a_table_of_a_scenario_carries_its_name_also_when_it_is_sorted_and_cut(supposed):
    shown = frame(supposed, "scores").sort_values("rank")[["unit", "score"]]
    for text in (repr(shown), str(shown), shown._repr_html_()):
        assert "Kịch bản “Mức giao thấp”: không phải kết quả chính thức" in text


def test_no_representation_holds_anybody_and_each_is_short(people):
    from toolkit import widgets

    folder = Workspace.open(people)
    evaluation, session = folder.evaluate(P2024), widgets.Session(people, period="2024")
    bench = widgets.workbench(session=session)
    found = folder.trace(P2024, unit="A", target="T2")
    (result,) = evaluation.awards
    assert result.nominee.name == "Trần Thị Hoa Ban" and found.rows["id"].tolist() == ["CB-0071"]
    tables = [frame(evaluation, name) for name in ("indicators", "items", "scores", "awards", "followup", "findings")]
    scenario = Scenario(name="Thử", period="2024", figures={"A": {"T1": (97, 97)}}, note="Trần Thị Hoa Ban")
    shown = [
        *(evaluation, folder.history(P2024), folder, folder.evaluated(P2024), found, found.rows, found.rows[["id"]]),
        *(evaluation.follow_up, evaluation.awards, *tables, tables[3].sort_values("unit"), scenario),
        *(
            what_if_in(folder, Scenario(name="Thử", period="2024", left_out=("T2",))),
            session,
            bench,
            *bench.pieces.values(),
        ),
    ]
    for each in shown:
        text = repr(each)
        assert len(text) < 500, text[:200]
        assert not [word for word in PERSONAL if word in text], text


# Another definition adds to the plan's, unless it says that it replaces it

BOTH = {**plan()["targets"][0], "population": {"electronic": True}}  # Điện tử: 1/VB, 2/VB, 3/VB; of them signed 1, 3


@pytest.mark.parametrize(
    ("definition", "figure"),
    [
        ({}, (2, 3)),
        ({"population": {"secrecy": "none"}}, (2, 3)),  # beside Điện tử: nothing of the plan's is lost
        ({"population": {"signed": True}}, (2, 2)),  # 1, 3 of 1, 3; 4/VB is no electronic document
        ({"population": {"signed": True}, "replace": True}, (3, 3)),  # 1, 3, 4
        ({"population": {"electronic": [True, False]}}, (2, 3)),  # both: the plan's is the narrower
        ({"population": {"electronic": ["present"]}}, (2, 3)),
        ({"population": {"electronic": [True, False]}, "replace": True}, (3, 4)),
        ({"population": {}, "replace": True}, (3, 4)),
        ({"success": {"document_id": "1/VB"}}, (1, 3)),
        ({"success": {"document_id": "4/VB"}, "replace": True}, (0, 3)),
    ],
)
def test_another_definition_adds_to_the_plans_unless_it_says_that_it_replaces(tmp_path, definition, figure):
    folder = Workspace.open(write_folder(tmp_path, {"2024/van_ban.csv": HEAD + ROWS}, plan=plan(targets=[BOTH])))
    found = what_if_in(folder, Scenario(name="x", period="2024", definitions={"T1": definition})).indicator("SO", "T1")
    assert (found.numerator, found.denominator) == figure


def test_a_definition_that_no_row_can_meet_beside_the_plans_is_refused(tmp_path):
    folder = Workspace.open(write_folder(tmp_path, {"2024/van_ban.csv": HEAD + ROWS}, plan=plan(targets=[BOTH])))
    for values in ([False], ["absent"]):
        with pytest.raises(UsageError, match="thêm replace: true"):
            what_if_in(
                folder, Scenario(name="x", period="2024", definitions={"T1": {"population": {"electronic": values}}})
            )


def test_a_definition_keeps_what_it_is_in_its_file():
    from toolkit.scenarios import scenario_of, scenario_text

    for replaces in (True, False):
        made = Scenario(
            name="x", period="2024", definitions={"T1": {"population": {"signed": True}, "replace": replaces}}
        )
        assert scenario_of(scenario_text(made)) == made
        assert ("replace: true" in scenario_text(made)) == replaces


# A trace is true


def rows_of(report, caption):
    """The rows of the table of a report whose caption begins so, as texts."""
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table) and block.caption.startswith(caption):
                return [[getattr(cell, "text", cell) for cell in row] for row in block.rows]
    return []


def cell_of(report, caption, row, column):
    """A cell of such a table, by the beginning of its row and the title of its column."""
    blocks = [block for section in report.sections for block in section.blocks if isinstance(block, Table)]
    (table,) = [block for block in blocks if block.caption.startswith(caption)]
    (found,) = [cells for cells in table.rows if str(getattr(cells[0], "text", cells[0])).startswith(row)]
    return found[table.columns.index(column)]


DATASETS = "Mã bộ dữ liệu,Tên bộ dữ liệu,Mã đơn vị,Phải mở,Ngày công bố\nD1,x,A,Có,01/02/{0}\nD2,x,B,Có,\n"
STOCK = {
    "id": "T2",
    "name": "Bộ dữ liệu",
    "goal": "80%",
    "source": "du_lieu_mo",
    "population": {"required": True},
    "success": {"published_at": "present"},
    "points": 5,
}


@pytest.fixture
def two_years(tmp_path):
    files = {f"{year}/van_ban.csv": HEAD + ROWS.replace("2024", str(year)) for year in (2023, 2024)}
    files |= {f"{year}/du_lieu_mo.csv": DATASETS.format(year) for year in (2023, 2024)}
    parts = plan(targets=[*plan()["targets"], STOCK])
    return Workspace.open(write_folder(tmp_path, files, plan=parts))


def test_a_figure_of_an_earlier_year_names_that_years_files_and_no_others(two_years):
    report = tk.interim_report(two_years.evaluate(P2024), history=two_years.history(P2024))
    caption = "Kết quả các chỉ tiêu của cơ quan qua các kỳ"
    assert cell_of(report, caption, "T1", "Năm 2023").working.files == ("2023/van_ban.csv",)
    assert cell_of(report, caption, "T2", "Năm 2023").working.files == ("2023/du_lieu_mo.csv",)
    assert cell_of(report, caption, "T1", "Năm 2024").working.files is None  # those of the definition
    assert 'data-files="2023/van_ban.csv"' in report._repr_html_()
    known = {row[0]: row[1] for name in ("Tệp đã đọc", "Tệp của các kỳ được so sánh") for row in rows_of(report, name)}
    for name in ("2023/van_ban.csv", "2024/van_ban.csv", "ke_hoach.yaml", "don_vi.csv"):
        assert known[name] == hashlib.sha256((two_years.data / name).read_bytes()).hexdigest()


def test_a_figure_of_another_year_without_files_names_none(tmp_path):
    files = {"2023/du_lieu_mo.csv": DATASETS.format(2023), "2024/van_ban.csv": HEAD + ROWS}
    folder = Workspace.open(write_folder(tmp_path, files, plan=plan(targets=[*plan()["targets"], STOCK])))
    report = tk.interim_report(folder.evaluate(P2024), history=folder.history(P2024))
    cell = cell_of(report, "Kết quả các chỉ tiêu của cơ quan qua các kỳ", "T1", "Năm 2023")
    assert cell.working.files == ()
    assert 'data-files="–"' in report._repr_html_()


def test_over_several_years_a_state_rests_on_the_last_years_files_only(two_years):
    period = parse_period("2023..2024")
    report = tk.final_report(two_years.evaluate(period), history=two_years.history(period))
    definitions = {row[0]: row[-1] for row in rows_of(report, "Định nghĩa chỉ tiêu")}
    assert definitions == {"T1": "2023/van_ban.csv, 2024/van_ban.csv", "T2": "2024/du_lieu_mo.csv"}


def test_a_definition_lists_every_rule_that_acts(people):
    report = tk.interim_report(Workspace.open(people).evaluate(P2024))
    one, two = rows_of(report, "Định nghĩa chỉ tiêu")
    assert one[2:5] == [
        "Ngày ban hành: trong kỳ; Độ mật: Thường hoặc để trống; dòng giống hệt nhau đếm một lần",
        "Ký số: Có",
        "phát sinh trong kỳ; nhiều năm: tổng tử số trên tổng mẫu số; giao cho: mọi đơn vị; mức giao: 80%; "
        "mức khởi điểm: 0; trần mức đạt: 100%",
    ]
    assert two[2:4] == [
        "Ngày vào: không sau ngày cuối kỳ; Ngày ra: để trống hoặc sau ngày cuối kỳ; dòng giống hệt nhau đếm một lần",
        "tệp tap_huan có ít nhất một dòng cùng Mã cán bộ có Loại khóa: Cơ bản và Ngày hoàn thành: không sau ngày cuối kỳ",
    ]
    assert two[-1] == "2024/can_bo.csv, 2024/tap_huan.csv"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"population": {"electronic": False}}, "Điện tử: Không hoặc để trống"),
        ({"population": {"electronic": [True, "absent"]}}, "Điện tử: Có hoặc để trống"),
        ({"success": {"note": "đã gửi"}}, "Ghi chú (hoặc cột “Chú thích”): “đã gửi”"),
        ({"success": {"signed": True}}, "Ký số (hoặc cột “Chữ ký”): Có"),
        ({"goal": {2022: "50%", 2024: "80%"}}, "mức giao: từ 2022: 50%, từ 2024: 80%"),
        ({"floor": "20%", "goal": "5%"}, "mức khởi điểm: 20%"),
        ({"units": ["A", "B"]}, "giao cho: A, B"),
        ({"rule": "threshold"}, "10 (đạt mức giao: đủ điểm chuẩn; chưa đạt: 0 điểm)"),
        (
            {"rule": "steps", "steps": [{"from": "90%", "points": 10}]},
            "10 (điểm theo mức của kế hoạch: từ 90%: 10 điểm)",
        ),
    ],
)
def test_a_rule_of_the_plan_stands_in_its_definition(tmp_path, changes, said):
    parts = plan(targets=[{**plan()["targets"][0], **changes}])
    if said.startswith(("Ghi chú", "Ký số (")):
        parts["sources"] = {"van_ban": {"note": ["Ghi chú", "Chú thích"], "signed": ["Chữ ký"]}}
    folder = Workspace.open(write_folder(tmp_path, {"2024/van_ban.csv": HEAD + ROWS}, plan=parts))
    (row,) = rows_of(tk.interim_report(folder.evaluate(P2024)), "Định nghĩa chỉ tiêu")
    assert any(said in cell for cell in row), row


def test_the_points_are_worked_out_from_the_figures(tmp_path):
    folder = Workspace.open(write_folder(tmp_path, {"2024/van_ban.csv": HEAD + ROWS}))
    (row,) = rows_of(tk.interim_report(folder.evaluate(P2024)), "Ví dụ tính điểm: Phòng A")
    # 1/2 = 50% of 80% is 62.5% of 10 points; 100 × 6.25 ÷ 10 = 62.50
    assert row == ["T1", "1/2 = 50%; mức giao 80%, mức đạt 62,50%; 10 × mức đạt", "6,25", "10"]


# Reorganisations are told

MOVES = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nB,A,2024-07-01,\nA,C,2024-09-01,\n"


def moved(tmp_path, moves=MOVES, period="2024", **files):
    folder = Workspace.open(write_folder(tmp_path, {"2024/van_ban.csv": HEAD + ROWS, "sap_nhap.csv": moves, **files}))
    chosen = parse_period(period)
    return folder, folder.evaluate(chosen), folder.history(chosen)


def test_a_successors_figure_says_whose_rows_it_holds_along_the_chain(tmp_path):
    folder, evaluation, history = moved(tmp_path)
    held = "gồm số liệu của Phòng A (A), nhập về ngày 01/9/2024; số liệu của Phòng B (B), nhập về Phòng A (A) ngày 01/7/2024"
    assert evaluation.holds(evaluation.indicator("C", "T1")) == held
    assert evaluation.holds(evaluation.indicator("SO", "T1")) == ""
    assert held in folder.trace(P2024, unit="C", target="T1")._repr_html_()
    report = tk.interim_report(evaluation, history=history)
    assert rows_of(report, "Sắp xếp tổ chức") == [
        ["01/7/2024", "Phòng B (B)", "Phòng A (A)", "toàn bộ"],
        ["01/9/2024", "Phòng A (A)", "Trung tâm C (C)", "toàn bộ"],
    ]
    assert f'data-holds="{held}"' in report._repr_html_()
    assert f"Trung tâm C (C): {held}." in report.section("PL2")._repr_html_()
    sheet = tk.unit_sheet(evaluation, unit="C", history=history)
    assert f"Số liệu của đơn vị {held}." in sheet._repr_html_()


def test_who_gives_and_who_receives_a_part_has_a_line_and_nobody_else(tmp_path):
    services = "Mã TTHC,Tên TTHC,Mã đơn vị,Đủ điều kiện,Mức độ\nS1,x,A,Có,4\nS2,x,A,Có,4\n"
    moves = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nA,B,2024-07-01,S1\n"
    _, evaluation, history = moved(tmp_path, moves, **{"2024/dich_vu_cong.csv": services})
    lines = {
        unit: [
            b.text
            for b in tk.unit_sheet(evaluation, unit=unit, history=history).section("1").blocks
            if getattr(b, "lead", "")
        ]
        for unit in ("A", "B", "C")
    }
    assert lines == {
        "A": ["Số liệu các thủ tục S1 của đơn vị chuyển cho Phòng B (B) từ ngày 01/7/2024."],
        "B": ["Số liệu của đơn vị gồm số liệu các thủ tục S1 của Phòng A (A), nhập về ngày 01/7/2024."],
        "C": [],
    }
    assert evaluation.holds(evaluation.indicator("B", "T1")) == ""  # documents name no service: none of them moved


def test_a_move_after_the_period_or_long_before_it_is_told_nowhere(tmp_path):
    moves = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nB,A,2020-07-01,\nA,C,2025-09-01,\n"
    _, evaluation, history = moved(tmp_path, moves)
    assert not rows_of(tk.interim_report(evaluation, history=history), "Sắp xếp tổ chức")


# Warnings of all years


def test_warnings_of_every_year_that_is_summed_are_counted_and_listed_by_year(tmp_path):
    moves = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nB,A,2022-07-01,S1\n"  # B has ended; nobody has the rest of it: SN-02
    units = "Mã đơn vị,Tên đơn vị,Tên khác,Loại,Từ ngày,Đến ngày\nA,Phòng A,,Phòng,,\nB,Phòng B,,Phòng,,2022-06-30\n"
    double = HEAD + "1/VB,A,01/02/{0},,Có,Có\n1/VB,A,01/02/{0},,Có,Có\n"
    files = {"2023/van_ban.csv": double.format(2023), "2024/van_ban.csv": double.format(2024), "sap_nhap.csv": moves}
    folder = Workspace.open(write_folder(tmp_path, files, units=units))
    report = tk.final_report(folder.evaluate(parse_period("2023..2024")))
    counted = {row[0]: row[3:] for row in rows_of(report, "Số lượng lỗi, cảnh báo theo loại")}
    assert counted["DONG-01"] == ["1", "1", "2"]
    assert counted["SN-02"] == ["1", "1", "2"]  # the same words of both years: said of each
    listed = [row[:3] for row in rows_of(report, "Lỗi và cảnh báo của số liệu") if row[0] in ("DONG-01", "SN-02")]
    assert sorted(listed) == [
        [code, "Cảnh báo", f"Năm {year}"] for code in ("DONG-01", "SN-02") for year in (2023, 2024)
    ]
    warnings = sum(int(row[-1]) for row in rows_of(report, "Số lượng lỗi, cảnh báo") if row[2] == "Cảnh báo")
    assert f"{warnings} cảnh báo" in report.section("PL6")._repr_html_()
