"""From a figure back to its rows: exactly those that make it up, with file, line and SHA-256, and no personal data."""

from __future__ import annotations

import csv
import hashlib
import io

import pytest
from openpyxl import Workbook
from sample_folder import sample_workspace
from small import plan, write_folder

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.sample import shipped_data
from toolkit.words.errors import ToolkitError, UsageError
from toolkit.words.vocabulary import NO_CASES, OK

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số,Trích yếu\n"
P2024 = parse_period("2024")


@pytest.fixture(scope="module")
def sample():
    return sample_workspace()


def opened(folder, files, **parts):
    return Workspace.open(write_folder(folder, files, **parts))


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2024", "2022..2025"])
def test_the_rows_add_up_to_the_figure_of_every_cell_of_the_sample(sample, period):
    evaluation = sample.evaluate(parse_period(period))
    for each in evaluation.indicators:
        found = sample.trace(parse_period(period), unit=each.unit, target=each.target)
        sums = (found.rows["numerator"].sum(), found.rows["denominator"].sum())
        expected = (each.numerator, each.denominator) if each.state in (OK, NO_CASES) else (0, 0)
        assert sums == expected, each
        assert set(found.rows["counts"]) <= {"yes", "no"}
        assert not found.rows.duplicated(["file", "sheet", "row"]).any()
        assert each.unit == evaluation.agency or set(found.rows["unit"]) <= {each.unit}


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2024"])
def test_the_traced_cases_are_those_that_follow_up_names_and_the_agencys_those_of_its_units(sample, period):
    chosen = parse_period(period)
    evaluation = sample.evaluate(chosen)
    traced = {
        (i.unit, i.target): sample.trace(chosen, unit=i.unit, target=i.target).rows for i in evaluation.indicators
    }
    for each in evaluation.follow_up:
        rows = traced[each.unit, each.target]
        assert sorted(rows["id"][rows["counts"] == "no"]) == sorted(each.case_ids), each
    for target in evaluation.plan.targets:
        whole = traced.pop((evaluation.agency, target.id))
        places = [
            place for (_, t), rows in traced.items() if t == target.id for place in zip(rows["file"], rows["row"])
        ]
        assert sorted(zip(whole["file"], whole["row"])) == sorted(places), target.id


def plain_lines(name):
    """The rows of a CSV file of 2024 with their numbers, read by nothing of ours."""
    with (shipped_data() / "2024" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(enumerate(csv.DictReader(file), 2))


def test_the_rows_of_a_figure_are_those_that_a_plain_reading_of_the_file_finds(sample):
    open_rows = {n: row for n, row in plain_lines("van_ban.csv") if row["Độ mật"] in ("", "Thường")}
    signed = {n for n, row in open_rows.items() if row["Điện tử"] == row["Ký số"] == "Có"}
    found = sample.trace(P2024, unit="SO", target="CT7").rows
    assert set(found["row"]) == set(open_rows)
    assert set(found["row"][found["counts"] == "yes"]) == signed
    settled = {
        n: row
        for n, row in plain_lines("ho_so_tthc.csv")
        if row["Mã đơn vị"] == "LDVL"
        and row["Trạng thái"] in ("", "Đã trả kết quả")
        and row["Ngày trả kết quả"].endswith("/2024")
    }
    online = {
        n
        for n, row in settled.items()
        if (row["Hình thức tiếp nhận"], row["Trả kết quả trực tuyến"], row["Nhập lại dữ liệu"])
        == ("Trực tuyến", "Có", "Không")
    }
    found = sample.trace(P2024, unit="LDVL", target="CT4").rows
    assert (set(found["row"]), set(found["row"][found["counts"] == "yes"])) == (set(settled), online)


def test_a_row_is_named_by_file_and_line_and_says_which_condition_it_fails(tmp_path):
    rows = "1/VB,A,01/02/2024,,Có,Có,x\n2/VB,A,02/02/2024,,Không,Không,x\n3/VB,B,02/02/2024,,Có,Có,x\n4/VB,A,05/05/2023,,Có,Có,x\n"
    two = [{**plan()["targets"][0], "success": {"electronic": True, "signed": True}}]
    folder = opened(tmp_path, {"2024/van_ban.csv": HEAD + rows}, plan=plan(targets=two))
    found = folder.trace(P2024, unit="A", target="T1")
    assert found.rows[["file", "row", "id", "counts", "failed"]].values.tolist() == [
        ["2024/van_ban.csv", 2, "1/VB", "yes", ""],
        ["2024/van_ban.csv", 3, "2/VB", "no", "Điện tử; Ký số"],
    ]
    sha = hashlib.sha256((tmp_path / "2024/van_ban.csv").read_bytes()).hexdigest()
    assert found.files == {"2024/van_ban.csv": sha}
    assert list(found.rows.columns[len(found.head) :]) == ["Ngày ban hành", "Điện tử", "Ký số"]
    assert found.rows["Ký số"].tolist() == ["Có", "Không"]


def test_the_row_of_a_workbook_is_named_by_its_sheet_too(tmp_path):
    book = Workbook()
    book.active.title = "Bìa"
    sheet = book.create_sheet("Văn bản đi")
    for row in (HEAD.strip().split(","), ["1/VB", "A", "01/02/2024", "", "Có", "Có", "x"]):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    rows = "2/VB,A,02/02/2024,,Có,Không,x\n"
    folder = opened(tmp_path, {"2024/van_ban__2.xlsx": content.getvalue(), "2024/van_ban.csv": HEAD + rows})
    found = folder.trace(P2024, unit="A", target="T1")
    assert found.rows[["file", "sheet", "row", "id"]].values.tolist() == [
        ["2024/van_ban.csv", "", 2, "2/VB"],
        ["2024/van_ban__2.xlsx", "Văn bản đi", 2, "1/VB"],
    ]
    assert "2024/van_ban__2.xlsx › Văn bản đi" in found._repr_html_()


def test_a_secret_is_not_shown_and_a_name_neither(tmp_path):
    rows = "1/VB,A,01/02/2024,Mật,Có,Có,Nguyễn Văn A\n2/VB,A,02/02/2024,,Có,Có,Nguyễn Văn A\n"
    found = opened(tmp_path, {"2024/van_ban.csv": HEAD + rows}).trace(P2024, unit="A", target="T1")
    assert found.rows["id"].tolist() == ["2/VB"]
    assert "Nguyễn" not in found.rows.to_csv() + found._repr_html_()


def test_a_row_that_blocks_the_figure_is_shown_as_unknown_with_what_cannot_be_read(tmp_path):
    rows = "1/VB,A,01/02/2024,,Có,có thể,x\n2/VB,A,99/99/2024,,Có,Có,x\n"
    found = opened(tmp_path, {"2024/van_ban.csv": HEAD + rows}).trace(P2024, unit="A", target="T1")
    assert found.indicator.state == "blocked"
    assert found.rows[["id", "counts", "failed"]].values.tolist() == [
        ["1/VB", "unknown", "Ký số"],
        ["2/VB", "unknown", "Ngày ban hành"],
    ]
    assert found.rows[["numerator", "denominator"]].values.tolist() == [[0, 0], [0, 0]]


def test_a_target_that_is_not_given_to_a_unit_has_no_rows_of_it(tmp_path):
    given = [{**plan()["targets"][0], "units": ["A"]}]
    rows = "1/VB,A,01/02/2024,,Có,Có,x\n2/VB,B,01/02/2024,,Có,Có,x\n"
    folder = opened(tmp_path, {"2024/van_ban.csv": HEAD + rows}, plan=plan(targets=given))
    assert folder.trace(P2024, unit="B", target="T1").rows.empty
    assert folder.trace(P2024, unit="SO", target="T1").rows["id"].tolist() == ["1/VB"]


def test_the_agency_is_traced_to_the_units_that_it_sums(tmp_path):
    rows = "1/VB,A,01/02/2024,,Có,Có,x\n2/VB,B,01/02/2024,,Có,có thể,x\n3/VB,C,01/02/2024,,Có,Không,x\n"
    found = opened(tmp_path, {"2024/van_ban.csv": HEAD + rows}).trace(P2024, unit="SO", target="T1")
    assert (found.indicator.numerator, found.indicator.denominator) == (1, 2)
    assert found.rows["id"].tolist() == ["1/VB", "3/VB"]


def test_a_successor_is_traced_to_rows_that_name_its_predecessor(tmp_path):
    moves = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nB,A,2024-07-01,\n"
    rows = "1/VB,A,01/02/2024,,Có,Có,x\n2/VB,B,01/02/2024,,Có,Không,x\n"
    folder = opened(tmp_path, {"2024/van_ban.csv": HEAD + rows, "sap_nhap.csv": moves})
    found = folder.trace(P2024, unit="A", target="T1")
    assert found.rows[["id", "unit", "unit_was"]].values.tolist() == [["1/VB", "A", "A"], ["2/VB", "A", "B"]]


def test_a_reported_figure_is_traced_to_its_row(tmp_path):
    target = {**plan()["targets"][0], "source": "bao_cao_don_vi"}
    target.pop("success")
    text = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,7,9\n"
    folder = opened(tmp_path, {"2024/bao_cao_don_vi.csv": text}, plan=plan(targets=[target]))
    found = folder.trace(P2024, unit="A", target="T1")
    assert found.rows[["row", "numerator", "denominator"]].values.tolist() == [[2, 7, 9]]


def test_a_file_that_has_changed_since_the_evaluation_is_refused(tmp_path):
    folder = opened(tmp_path, {"2024/van_ban.csv": HEAD + "1/VB,A,01/02/2024,,Có,Có,x\n"})
    folder.evaluate(P2024)
    (tmp_path / "2024/van_ban.csv").write_text(HEAD + "1/VB,A,01/02/2024,,Có,Không,x\n", encoding="utf-8")
    with pytest.raises(ToolkitError, match="đã thay đổi"):
        folder.trace(P2024, unit="A", target="T1")


def test_a_figure_that_does_not_exist_is_refused_with_those_that_do(tmp_path):
    folder = opened(tmp_path, {"2024/van_ban.csv": HEAD + "1/VB,A,01/02/2024,,Có,Có,x\n"})
    with pytest.raises(UsageError, match="SO, A, B, C; chỉ tiêu trong T1"):
        folder.trace(P2024, unit="Z", target="T1")


def summed(workspace, unit, target="T1"):
    """What the rows of a trace add up to, and the figure itself."""
    rows, each = (
        workspace.trace(P2024, unit=unit, target=target).rows,
        workspace.evaluate(P2024).indicator(unit, target),
    )
    return (rows["numerator"].sum(), rows["denominator"].sum()), (each.numerator, each.denominator)


def test_a_total_is_of_the_rows_of_those_alone_whose_own_figure_is_known(tmp_path):
    """One signature of P cannot be read: what is P's own is in no total, neither in its own nor in the agency's."""
    units = "Mã đơn vị,Tên đơn vị,Cấp trên\nP,Sở P,\nA,Phòng A,P\nB,Phòng B,\n"
    rows = "1,P,01/02/2024,,,Có,\n2,P,01/02/2024,,,chắc có,\n3,A,01/02/2024,,,Có,\n4,A,01/02/2024,,,Không,\n5,B,01/02/2024,,,Có,\n"
    workspace = opened(tmp_path, {"2024/van_ban.csv": HEAD + rows}, units=units)
    assert summed(workspace, "P") == ((1, 2), (1, 2))
    assert summed(workspace, "SO") == ((2, 3), (2, 3))


def test_rows_too_few_to_be_told_of_their_unit_are_in_the_trace_of_the_whole(tmp_path):
    rows = "1,A,01/02/2024,,,Có,\n2,A,01/02/2024,,,Có,\n3,B,01/02/2024,,,Không,\n"
    made = plan(targets=[plan()["targets"][0] | {"at_least_rows": 2}])
    workspace = opened(tmp_path, {"2024/van_ban.csv": HEAD + rows}, plan=made)
    assert workspace.evaluate(P2024).indicator("B", "T1").state == "blocked"
    assert summed(workspace, "SO") == ((2, 3), (2, 3))
