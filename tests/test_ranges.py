"""Several years as one: worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from small import plan, reported, write_folder

from toolkit.cli import main
from toolkit.periods import parse_period
from toolkit.workspace import Workspace

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
SETS = "Mã bộ dữ liệu,Mã đơn vị,Phải mở,Ngày công bố\n"
TARGETS = [
    {
        "id": "F",
        "name": "Văn bản",
        "goal": {2022: "50%", 2024: "80%"},
        "source": "van_ban",
        "success": {"signed": True},
        "nature": "flow",
        "points": 10,
    },
    {
        "id": "S",
        "name": "Dữ liệu",
        "goal": "100%",
        "source": "du_lieu_mo",
        "population": {"required": True},
        "success": {"published_at": "present"},
        "nature": "stock",
        "points": 10,
    },
]


def documents(year, **found):
    return HEAD + "".join(
        f"{u}{n},{u},01/02/{year},,{'Có' if n < s else 'Không'}\n" for u, (s, a) in found.items() for n in range(a)
    )


FILES = {
    "2022/van_ban.csv": documents(2022, A=(1, 10), B=(1, 1)),
    "2023/van_ban.csv": documents(2023, A=(2, 10)),
    "2024/van_ban.csv": documents(2024, A=(3, 4)),
    "2022/du_lieu_mo.csv": SETS + "1,A,Có,\n2,A,Có,\n",
    "2023/du_lieu_mo.csv": SETS + "1,A,Có,01/01/2023\n2,A,Có,\n",
    "2024/du_lieu_mo.csv": SETS + "1,A,Có,01/01/2023\n2,A,Có,01/05/2024\n3,A,Có,\n4,A,Có,\n",
}


@pytest.fixture
def workspace(tmp_path):
    return Workspace.open(
        write_folder(tmp_path / "d", FILES, plan=plan(targets=TARGETS, movement={"final": "2022..2024"}))
    )


def test_a_flow_is_the_ratio_of_sums_and_a_stock_the_last_year(workspace):
    e = workspace.evaluate(parse_period("2022..2024"))
    # F of A: 1 + 2 + 3 of 10 + 10 + 4 = 6/24, not the mean of 0,1; 0,2; 0,75. The goal is the last year's 80%.
    assert (e.indicator("A", "F").value, e.indicator("A", "F").goal.value) == (Fraction(6, 24), Fraction(4, 5))
    # B: 1/1 in 2022, no cases since. The agency: 7 of 25.
    assert [e.indicator(u, "F").value for u in ("B", "SO")] == [1, Fraction(7, 25)]
    # S of A: the end of 2024, 2 of 4.
    assert e.indicator("A", "S").value == Fraction(1, 2)
    # Points of A: 10 × (1/4) / (4/5) = 3,125 and 5: 8,125 of 20 = 40,625 → 40,63.
    assert e.score("A").score == Decimal("40.63")
    assert (e.is_complete, e.period.id, len(e.years)) == (True, "2022-2024", 3)


def test_contents_take_the_mean_of_their_yearly_points(tmp_path):
    made = plan(targets=TARGETS[:1], contents=[{"id": "N", "name": "x", "points": 4}])
    rows = {
        f"{year}/tham_dinh.csv": f"Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N,{points},\nB,N,4,\nC,N,4,\n"
        for year, points in ((2022, 1), (2023, 2), (2024, 4))
    }
    e = Workspace.open(write_folder(tmp_path, {**FILES, **rows}, plan=made)).evaluate(parse_period("2022..2024"))
    assert (e.item("A", "N").points, e.item("A", "N").max_points, e.item("A", "N").reason) == (
        Fraction(7, 3),
        4,
        "bình quân 3 năm",
    )


def test_a_year_without_data_is_named_and_the_range_is_not_whole(tmp_path, capsys):
    files = {name: text for name, text in FILES.items() if not name.startswith("2023")}
    write_folder(tmp_path / "d", files, plan=plan(targets=TARGETS, movement={"final": "2022..2024"}))
    place = ["--data", str(tmp_path / "d"), "--out", str(tmp_path / "o")]
    assert main(["evaluate", "2022..2024", *place]) == 3
    assert "[KY-01] 2023: giai đoạn thiếu số liệu của năm 2023." in capsys.readouterr().err
    # With nothing asked for, the final range waits until each of its years is there.
    assert main(["evaluate", "--quiet", *place]) == 0


def test_without_periods_the_final_range_is_evaluated_too(workspace, tmp_path):
    assert [p.id for p in workspace.select()] == ["2022", "2023", "2024", "2022-2024"]
    assert main(["evaluate", "--quiet", "--data", str(workspace.data), "--out", str(tmp_path / "o")]) == 0
    assert (tmp_path / "o/2022-2024/indicators.csv").is_file()


def test_a_range_stands_in_the_structure_of_its_last_day(tmp_path):
    moves = "Từ đơn vị,Đến đơn vị,Ngày,Phạm vi\nB,A,01/03/2024,\n"
    e = Workspace.open(write_folder(tmp_path, {**FILES, "sap_nhap.csv": moves}, plan=plan(targets=TARGETS))).evaluate(
        parse_period("2022..2024")
    )
    assert [unit.id for unit in e.units] == ["A", "C"]
    assert e.indicator("A", "F").value == Fraction(7, 25) == e.indicator("SO", "F").value


def test_the_rules_of_points(tmp_path):
    steps = [{"from": 4, "points": 20}, {"from": 3, "below": 4, "points": 15}, {"above": 0, "below": 3, "points": 5}]
    targets = (
        {"id": "K", "goal": 4, "points": 20, "rule": "steps", "steps": steps},
        {"id": "N", "goal": "80%", "points": 10, "rule": "threshold"},
    )
    rows = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,K,4,1\nB,K,3,1\nC,K,0,1\nA,N,8,10\nB,N,7,10\nC,N,10,10\n"
    e = Workspace.open(write_folder(tmp_path, {"2024/bao_cao_don_vi.csv": rows}, plan=reported(*targets))).evaluate(
        parse_period("2024")
    )
    assert [e.item(u, "K").points for u in "ABC"] == [20, 15, 0]  # four meetings, three (the edge belongs to it), none
    assert [e.item(u, "N").points for u in "ABC"] == [10, 0, 10]  # on the goal: all; below it: nothing


def test_an_item_without_evidence_has_no_points_and_says_so(tmp_path):
    made = plan(
        contents=[{"id": "N", "name": "x", "points": 4, "requires": "evidence"}],
        actions=[{"id": "B", "name": "y", "points": 2, "rule": "steps", "steps": [1, 2]}],
    )
    official = "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N,4,\nB,N,4,\nA,B,1,\nB,B,1.5,\n"
    evidence = "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng,Ngày\nA,N,4,Kế hoạch số 5,\nB,N,4,,\n"
    files = {"2024/van_ban.csv": documents(2024, A=(1, 1), B=(1, 1)), "2024/tham_dinh.csv": official}
    e = Workspace.open(write_folder(tmp_path / "1", {**files, "2024/minh_chung.csv": evidence}, plan=made)).evaluate(
        parse_period("2024")
    )
    assert [(e.item(u, "N").points, e.item(u, "N").reason) for u in "AB"] == [
        (4, ""),
        (0, "không có minh chứng: 0 điểm"),
    ]
    assert [(e.item(u, "B").state, e.item(u, "B").points) for u in "AB"] == [
        ("ok", 1),
        ("blocked", 0),
    ]  # 1,5 is no step
    e = Workspace.open(write_folder(tmp_path / "2", files, plan=made)).evaluate(parse_period("2024"))
    assert e.item("A", "N").state == "missing"  # no file of evidence at all: not known, not zero


def test_what_a_unit_reports_is_held_against_the_system(tmp_path):
    rows = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,F,4,4\nB,F,1,1\n"
    e = Workspace.open(
        write_folder(
            tmp_path,
            {"2024/van_ban.csv": documents(2024, A=(3, 4), B=(1, 1)), "2024/bao_cao_don_vi.csv": rows},
            plan=plan(targets=TARGETS[:1]),
        )
    ).evaluate(parse_period("2024"))
    (difference,) = [f for f in e.findings if f.code == "SO-05"]
    assert (difference.unit, difference.target) == ("A", "F")
    assert "đơn vị báo cáo 4/4, hệ thống có 3/4" in difference.problem
    assert e.indicator("A", "F").value == Fraction(3, 4)
