"""What an evaluation is, what its texts hold, and whether a trace is true: the kinds of issue 17, with figures by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small import evaluated, plan, write_folder

import toolkit as tk
from toolkit.errors import UsageError
from toolkit.frames import csv_files, frame
from toolkit.opendata import package_files
from toolkit.periods import parse_period
from toolkit.report import callers
from toolkit.scenarios import Scenario
from toolkit.workbook import workbook_bytes
from toolkit.workspace import Workspace

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
    return folder.what_if(Scenario(name="Mức giao thấp", period="2024", goals={"T1": "10%"}))


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
            folder.what_if(Scenario(name="Thử", period="2024", left_out=("T2",))),
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
    found = folder.what_if(Scenario(name="x", period="2024", definitions={"T1": definition})).indicator("SO", "T1")
    assert (found.numerator, found.denominator) == figure


def test_a_definition_that_no_row_can_meet_beside_the_plans_is_refused(tmp_path):
    folder = Workspace.open(write_folder(tmp_path, {"2024/van_ban.csv": HEAD + ROWS}, plan=plan(targets=[BOTH])))
    for values in ([False], ["absent"]):
        with pytest.raises(UsageError, match="thêm replace: true"):
            folder.what_if(
                Scenario(name="x", period="2024", definitions={"T1": {"population": {"electronic": values}}})
            )


def test_a_definition_keeps_what_it_is_in_its_file():
    from toolkit.scenarios import scenario_of, scenario_text

    for replaces in (True, False):
        made = Scenario(
            name="x", period="2024", definitions={"T1": {"population": {"signed": True}, "replace": replaces}}
        )
        assert scenario_of(scenario_text(made)) == made
        assert ("replace: true" in scenario_text(made)) == replaces
