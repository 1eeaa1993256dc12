"""One description of each column, which the CSV files, the workbook, the open data and the API page all use."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from small import evaluated, plan

from toolkit.evaluation.columns import NUMBER, TABLES, TEXT, WHOLE, YES_OR_NO, names_of
from toolkit.evaluation.frames import csv_files, records
from toolkit.publishing.opendata import package_files
from toolkit.publishing.workbook import SHEETS, workbook_bytes

DOCUMENTS = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n2,B,01/02/2024,,Không\n3,Z,,,\n"
TYPES = {TEXT: str, NUMBER: (Fraction, Decimal, float), WHOLE: int, YES_OR_NO: bool}


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory):
    award = {"id": "GK", "name": "Giấy khen", "kind": "collective", "quota": 1}
    nominees = "Mã đề nghị,Loại,Mã đơn vị,Hình thức khen\nD1,Tập thể,A,GK\nD2,Tập thể,B,GK\n"
    votes = "Mã đề nghị,Số thành viên,Đồng ý,Không đồng ý\nD1,3,2,1\n"
    files = {"2024/van_ban.csv": DOCUMENTS, "2024/de_nghi.csv": nominees, "2024/bieu_quyet.csv": votes}
    return evaluated(tmp_path_factory.mktemp("columns"), files, plan=plan(awards=[award]))


def column(table, name):
    return next(each for each in TABLES[table] if each.name == name)


def test_of_the_two_ends_of_a_range_of_ranks_the_smaller_number_is_called_the_higher_rank():
    """Rank 1 is the highest. ``rank_low`` is the rank at 5% of the draws, so it is the smaller number: the workbook called it
    "Hạng cao nhất", the open data "Hạng thấp"."""
    assert column("scores", "rank_low").title == "Hạng cao nhất của khoảng"
    assert column("scores", "rank_high").title == "Hạng thấp nhất của khoảng"


def test_the_workbook_and_the_open_data_call_a_column_the_same(evaluation):
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(evaluation)))
    described = json.loads(package_files(evaluation, inputs={})["datapackage.json"])
    titles = {
        resource["name"]: {field["name"]: field["title"] for field in resource["schema"]["fields"]}
        for resource in described["resources"]
    }
    for table in ("indicators", "items", "scores"):
        heads = [cell.value for cell in book[SHEETS[table]][1]]
        assert set(titles[table].values()) <= set(heads), table
    assert titles["scores"]["rank_low"] == "Hạng cao nhất của khoảng"
    assert titles["indicators"]["status"] == "Tình trạng số liệu"


@pytest.mark.parametrize("table", TABLES)
def test_what_stands_in_a_column_is_of_its_kind(evaluation, table):
    rows = list(records(evaluation, table))
    assert rows
    for row in rows:
        assert tuple(row) == names_of(table, evaluation.plan, evaluation.units)
        for each in TABLES[table]:
            value = row[each.name]
            assert value is None or (
                isinstance(value, TYPES[each.kind]) and isinstance(value, bool) == (each.kind == YES_OR_NO)
            ), each.name


def test_every_column_has_a_title_and_a_sentence_and_a_table_has_no_title_twice():
    for table, columns in TABLES.items():
        assert all(each.title and each.description.endswith(".") for each in columns), table
        assert len({each.title for each in columns}) == len(columns), table


def test_the_machine_names_of_the_files_are_the_ones_that_scripts_rest_on(evaluation):
    heads = {name: content.decode().splitlines()[0] for name, content in csv_files(evaluation).items()}
    assert heads == {
        "indicators.csv": "period,unit,target,numerator,denominator,value,goal,attainment,met,status,previous_value,change,source",
        "items.csv": "period,unit,item,self_points,points,max_points,reason",
        "scores.csv": "period,unit,group,self_score,score,rank,band,rank_low,rank_high,top_share",
        "awards.csv": "award,nominee_id,kind,unit,eligible,reasons,rank,vote_share,proposed",
        "followup.csv": "unit,target,gap,case_ids,uncounted",
        "findings.csv": "code,level,file,sheet,row,column,unit,target,problem,remedy",
    }
