"""The agency under one name after another: the one in force on a day, what is refused at which line, and what reports say."""

from __future__ import annotations

import io
import json
from datetime import date

import docx
import pytest
from small import documents, evaluated, plan

from toolkit.plan import Plan, load_plan
from toolkit.plan.showing import plan_text
from toolkit.report import interim_report
from toolkit.report.word import word_bytes
from toolkit.words.errors import ToolkitError

OLD = {"from": "2022-01-01", "id": "SO", "name": "Sở Cũ", "parent": "UBND tỉnh", "place": "Đồng Xoài", "code": "SC"}
NEW = {"from": "2024-03-01", "id": "SO", "name": "Sở Mới", "parent": "UBND tỉnh B", "place": "Biên Hòa", "code": "SM"}
BOTH = plan(movement={"agency": [OLD, NEW], "signer": {"title": "KT. Giám đốc\nPhó Giám đốc", "name": "Trần A"}})
FILES = {f"{year}/van_ban.csv": documents(year, A=(1, 2), B=(1, 1), C=(1, 1)) for year in ("2023", "2024", "2025")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("agency")


def evaluation(folder, period):
    return evaluated(folder, FILES, plan=BOTH, period=period)


@pytest.mark.parametrize(
    ("period", "name"), [("2023", "Sở Cũ"), ("2024", "Sở Mới"), ("2024-Q1", "Sở Mới"), ("2023..2024", "Sở Mới")]
)
def test_a_period_has_the_agency_of_its_last_day_under_one_id(folder, period, name):
    found = evaluation(folder, period)
    assert (found.plan.movement.agency.name, found.agency) == (name, "SO")
    assert found.indicator("SO", "T1").denominator


def test_before_the_first_day_the_first_one_stands():
    movement = Plan.model_validate(BOTH).on(date(2000, 1, 1)).movement
    assert movement.agency.name == "Sở Cũ"


def test_the_old_name_is_noted_where_the_period_has_days_under_it(folder):
    said = "Trước ngày 01/3/2024, Sở Mới có tên là Sở Cũ."
    assert {id: said in interim_report(evaluation(folder, id))._repr_html_() for id in ("2023", "2024", "2025")} == {
        "2023": False,
        "2024": True,
        "2025": False,
    }


def test_the_papers_have_the_head_symbol_and_signer_of_the_day(folder):
    report = interim_report(evaluation(folder, "2024"))
    page, document = report._repr_html_(), docx.Document(io.BytesIO(word_bytes(report)))
    assert "KT. GIÁM ĐỐC<br>PHÓ GIÁM ĐỐC" in page
    assert "(Kèm theo Báo cáo số ……/BC-SM ngày …… tháng …… năm …… của Sở Mới)" in page
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC" in cell for cell in cells)
    assert any("SỞ MỚI" in cell for cell in cells)


def test_the_plan_is_shown_with_all_of_them():
    assert plan_text(Plan.model_validate(BOTH)).count("  - from: 202") == 2
    assert "  agency:\n    id: SO" in plan_text(Plan.model_validate(plan()))


@pytest.mark.parametrize(
    ("agency", "key", "problem"),
    [
        ([], "agency", "danh sách bị để trống"),
        ([OLD, NEW | {"id": "KHAC"}], "KHAC", "phải có cùng một mã; mã đầu là SO"),
        ([NEW, OLD], "2022-01-01", "các dòng phải theo thứ tự ngày"),
        ([OLD, NEW | {"nmae": "x"}], "nmae", "khóa không có trong mẫu kế hoạch. Cách sửa: đổi thành name"),
        ([{k: v for k, v in OLD.items() if k != "from"}], None, "thiếu from"),
        (OLD, "2022-01-01", "chỉ ghi khi agency là danh sách"),
        ({"id": "SO"}, "agency", "thiếu khóa bắt buộc"),
    ],
)
def test_what_cannot_be_is_refused_at_its_line(tmp_path, agency, key, problem):
    file = tmp_path / "ke_hoach.yaml"
    text = json.dumps(plan(movement={"agency": agency, "start": "2021-01-01"}), ensure_ascii=False, indent=1)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ToolkitError) as refused:
        load_plan(file)
    lines = text.splitlines()  # a missing key is told where its block begins, right under "agency"
    line = next(n for n, each in enumerate(lines, 1) if (key or '"agency"') in each) + (key is None)
    assert problem in str(refused.value)
    assert f"dòng {line}:" in str(refused.value)
