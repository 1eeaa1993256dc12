"""Questions to the data: what became much more or less, stands apart, stops early, or differs from the systems."""

from __future__ import annotations

import html
import re
from datetime import date
from fractions import Fraction

import pytest
from small import evaluated, plan, write_folder

from toolkit.commands.cli import main
from toolkit.evaluation import scrutiny
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.report import check_report, unit_check

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
UNITS = "Mã đơn vị,Tên đơn vị,Loại\n" + "".join(f"{u},Phòng {u},Phòng\n" for u in "ABCDEF")


def documents(year, last="12-01", **found):
    """Rows of ``unit=(signed, all)``, the last of each on a day of the year, the others on 1 February."""
    return HEAD + "".join(
        f"{u}{n},{u},{year}-{last if n == a - 1 else '02-01'},,{'Có' if n < s else 'Không'}\n"
        for u, (s, a) in found.items()
        for n in range(a)
    )


def two_years(tmp_path, before, now, **parts):
    files = {"2023/van_ban.csv": documents(2023, **before), "2024/van_ban.csv": documents(2024, **now), **parts}
    workspace = Workspace.open(write_folder(tmp_path, files, units=UNITS))
    period = parse_period("2024")
    return workspace.evaluate(period), workspace.history(period)


def plain(report):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", report._repr_html_())))


def test_the_rows_of_each_unit_are_counted_by_source(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": documents(2024, A=(1, 2), C=(1, 1))})
    assert e.rows_by_unit == {("A", "van_ban"): 2, ("C", "van_ban"): 1}


def test_rows_that_halve_or_double_are_asked_about_and_small_numbers_are_not(tmp_path):
    e, history = two_years(
        tmp_path,
        {"A": (40, 40), "B": (40, 40), "C": (10, 19), "D": (21, 21)},
        {"A": (20, 20), "B": (21, 21), "C": (1, 1), "D": (42, 42)},
    )
    found = scrutiny.coverage(e, scrutiny.period_before(e, history))
    assert [(each.unit, each.source, each.before, each.now) for each in found] == [
        ("A", "van_ban", 40, 20),
        ("D", "van_ban", 21, 42),
    ]


def test_without_a_period_before_nothing_is_compared(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": documents(2024, A=(1, 1))})
    assert scrutiny.period_before(e, (e,)) is None
    assert "Không có số liệu của kỳ trước" in plain(check_report(e, history=(e,)))


def test_a_value_far_from_the_median_is_asked_about_with_its_z(tmp_path):
    # values 80, 85, 90, 95, 20, 85 of 100: median 85; distances 5 0 5 10 65 0, MAD 5; z of E = -65 / 7,413
    shares = {"A": 80, "B": 85, "C": 90, "D": 95, "E": 20, "F": 85}
    files = {"2024/van_ban.csv": documents(2024, **{u: (s, 100) for u, s in shares.items()})}
    (found,) = scrutiny.outliers(evaluated(tmp_path, files, units=UNITS))
    assert (found.unit, found.target, found.value, found.middle) == ("E", "T1", Fraction(1, 5), Fraction(17, 20))
    assert round(float(found.z), 3) == -8.768


@pytest.mark.parametrize(
    ("signed", "cases", "is_asked"),
    [(5, 19, False), (5, 20, True), (15, 20, True), (16, 20, False)],
    ids=["fewer than 20 cases", "20 cases", "five cases apart", "four cases apart"],
)
def test_small_numbers_are_no_outliers(tmp_path, signed, cases, is_asked):
    found = {**dict.fromkeys("ABCDE", (100, 100)), "F": (signed, cases)}
    e = evaluated(tmp_path, {"2024/van_ban.csv": documents(2024, **found)}, units=UNITS)
    assert [each.unit for each in scrutiny.outliers(e)] == ["F"] * is_asked


def test_four_units_have_no_middle_and_equal_units_ask_nothing(tmp_path):
    four = {"2024/van_ban.csv": documents(2024, A=(90, 90), B=(90, 90), C=(90, 90), D=(1, 90))}
    assert scrutiny.outliers(evaluated(tmp_path / "four", four, units=UNITS)) == []
    same = {"2024/van_ban.csv": documents(2024, **dict.fromkeys("ABCDE", (90, 100)), F=(100, 100))}
    assert scrutiny.outliers(evaluated(tmp_path / "same", same, units=UNITS)) == []  # 10 points: z = 10 / 2,97 = 3,37


def test_a_jump_is_measured_against_the_changes_of_the_others(tmp_path):
    before = {**dict.fromkeys("ABCDE", (50, 100)), "F": (50, 100)}
    e, history = two_years(tmp_path, before, {**dict.fromkeys("ABCDE", (60, 100)), "F": (95, 100)})
    (found,) = scrutiny.jumps(e, history[0])
    assert (found.unit, found.value, found.middle) == ("F", Fraction(45, 100), Fraction(10, 100))
    words = plain(check_report(e, history=history).section("hoi-lai"))
    assert "+45 điểm phần trăm" in words.replace("45,0", "45")
    assert "3,5" in plain(check_report(e, history=history).section("tep"))  # the method stands at the end


def test_a_source_that_stops_a_quarter_before_the_others_is_late(tmp_path):
    rows = documents(2024, A=(12, 12), B=(11, 11), C=(12, 12))
    text = "".join(
        line.replace("2024-12-01", "2024-02-01") if line[:1] in "AB" else line
        for line in rows.splitlines(keepends=True)
    )
    e = evaluated(tmp_path, {"2024/van_ban.csv": text})
    assert scrutiny.silent(e) == {("A", "van_ban"): date(2024, 2, 1)}  # B has too few rows to tell
    words = plain(check_report(e).section("nhan"))
    assert "có, 12 dòng; chậm: dừng ở 01/02/2024" in words
    assert "có, 11 dòng " in words
    asked = (
        "dòng mới nhất của Phòng A (A) là ngày 01/02/2024"  # what "Ai cần làm gì" counts as a question is asked there
    )
    assert asked in plain(check_report(e).section("hoi-lai"))
    assert asked in plain(unit_check(e, unit="A").section("hoi-lai"))
    assert "Không có điều gì cần hỏi lại" in plain(unit_check(e, unit="B").section("hoi-lai"))


def test_a_source_that_stops_for_all_is_said_once(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": documents(2024, "05-01", A=(12, 12), B=(12, 12))})
    assert scrutiny.silent(e) == {("", "van_ban"): date(2024, 5, 1)}
    assert "chỉ có đến ngày 01/5/2024" in plain(check_report(e).section("hoi-lai"))


def test_the_units_own_figures_stand_beside_those_of_the_systems(tmp_path):
    own = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số,Ghi chú\nA,T1,5,7,\nB,T1,1,1,\n"
    files = {"2024/van_ban.csv": documents(2024, A=(4, 7), B=(1, 1)), "2024/bao_cao_don_vi.csv": own}
    e = evaluated(tmp_path, files)
    assert [(r.unit, r.own.numerator, r.system.numerator, r.agrees) for r in scrutiny.reconciliations(e)] == [
        ("A", 5, 4, False),
        ("B", 1, 1, True),
    ]
    words = plain(check_report(e).section("hoi-lai"))
    assert "Phòng A (A) T1 5/7 4/7 Văn bản trao đổi" in words
    assert "Đã đối chiếu 2 số; 1 số khớp" in words


FAULTY = HEAD + "1,A,01/02/2024,,Có\n2,B,99/99/2024,,Có\n3,LA,01/02/2024,,Có\n4,B,01/02/2024,,hỏng\n"


def test_the_fault_of_a_row_is_that_of_its_unit_and_the_rest_is_the_offices(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": FAULTY, "2024/la.txt": "x"})
    by_code = {f.code: f.unit for f in e.findings if f.code in ("O-01", "O-02", "DV-02", "TEP-01")}
    assert by_code == {"O-01": "B", "O-02": "B", "DV-02": "", "TEP-01": ""}
    words = plain(check_report(e).section("lien-he"))
    assert re.search(r"Văn phòng \(đơn vị tổng hợp\) 2 1 0 1 DV-02, SO-03, TEP-01", words)
    assert re.search(r"Phòng B \(B\) .* O-01, O-02", words)


def test_the_part_of_a_unit_holds_its_own_findings_and_nobody_elses(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": FAULTY, "2024/la.txt": "x"})
    own, other = plain(unit_check(e, unit="B")), plain(unit_check(e, unit="A"))
    assert "O-01" in own and "O-02" in own and "T1. Văn bản ký số: không tính được." in own
    assert "O-01" not in other and "O-02" not in other
    for words, name in ((own, "Phòng A"), (other, "Phòng B")):
        assert name not in words
        assert "DV-02" not in words and "la.txt" not in words
    with pytest.raises(KeyError):
        unit_check(e, unit="X")


def test_a_unit_is_told_what_it_can_do_and_the_office_what_it_can_do_besides(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban__B.csv": FAULTY.replace("1,A,01/02/2024,,Có\n", "").replace("3,LA", "3,B")})
    whole, own, other = plain(check_report(e)), plain(unit_check(e, unit="B")), plain(unit_check(e, unit="A"))
    assert "thidua map 2024/van_ban__B.csv" in whole and "hoặc bỏ đơn vị khỏi chỉ tiêu trong ke_hoach.yaml" in whole
    assert "O-02" in own and "SO-02" in other and "gửi số liệu nguồn van_ban." in other
    assert not any(word in own + other for word in ("thidua map", "bỏ đơn vị khỏi"))


def test_every_unit_gets_a_file_of_its_own_and_the_report_links_it(tmp_path):
    write_folder(tmp_path / "data", {"2024/van_ban.csv": documents(2024, A=(1, 1), B=(1, 1), C=(1, 1))})
    run = ["report", "--quiet", "--kind", "kiem_tra", "--data", str(tmp_path / "data"), "--out", str(tmp_path / "o")]
    assert main(run) == 0
    assert sorted(p.name for p in (tmp_path / "o/2024/kiem_tra").iterdir()) == ["A.html", "B.html", "C.html"]
    links = re.findall(r'href="([^"#]+)"', (tmp_path / "o/2024/kiem_tra.html").read_text(encoding="utf-8"))
    assert links[-3:] == ["kiem_tra/A.html", "kiem_tra/B.html", "kiem_tra/C.html"]
    assert 'href="2024/kiem_tra.html"' in (tmp_path / "o/index.html").read_text(encoding="utf-8")


def test_the_check_of_several_years_points_to_the_years(tmp_path):
    files = {f"{year}/van_ban.csv": documents(year, A=(2, 2)) for year in (2023, 2024)}
    e = Workspace.open(write_folder(tmp_path, files)).evaluate(parse_period("2023..2024"))
    assert e.rows_by_unit == {("A", "van_ban"): 4}
    assert "báo cáo kiểm tra số liệu của từng năm" in plain(check_report(e, history=e.years))


def test_plain_numbers_are_not_compared_between_units(tmp_path):
    targets = [{"id": "T1", "name": "x", "goal": 100, "source": "bao_cao_don_vi", "points": 1}]
    rows = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n" + "".join(
        f"{u},T1,{n},\n" for u, n in zip("ABCDEF", (50,) * 5 + (9000,))
    )
    e = evaluated(tmp_path, {"2024/bao_cao_don_vi.csv": rows}, plan=plan(targets=targets), units=UNITS)
    assert scrutiny.outliers(e) == []
