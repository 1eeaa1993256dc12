"""From empty forms to the papers of the commendation, on the sample's 2025: what each hands in arrives in what the next one reads."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from fractions import Fraction

import docx
import openpyxl
import pytest
from office_filling import fill

from toolkit import award_papers, evaluate, unit_sheet
from toolkit.commands.cli import main
from toolkit.report.binh_xet import award_report
from toolkit.sample import shipped_data

pytestmark = pytest.mark.slow
FORMS, OFFICE, SECOND = "outputs/2025/noi_bo/bieu_mau", "outputs/2025/noi_bo", "outputs/2025/noi_bo/bieu_mau/vong_2"
HANDED_IN = ("minh_chung.csv", "tham_dinh.csv", "bao_cao_don_vi.csv", "de_nghi.csv", "bieu_quyet.csv")
# Of ND-a (4 points): three units are marked 3, explain, and two of them are marked 4 the second time.
EXPLAIN, CHANGED = ("VP", "LDVL", "DVVL"), ("VP", "DVVL")


def rows(path, title):
    page = openpyxl.load_workbook(path)[title]
    return {row[0].row: [cell.value for cell in row] for row in page.iter_rows(min_row=5) if row[1].value}


def claims(path):
    """Every item with its highest points and a piece of evidence."""
    told = rows(path, "Nội dung, biện pháp")
    return {f"E{at}": row[2] for at, row in told.items()} | {f"F{at}": f"Tài liệu {row[0]}" for at, row in told.items()}


def nominated(path, unit):
    """The unit itself, and the first two of its people."""
    codes = [row[0] for row in list(rows(path, "Danh sách cán bộ").values())[:2]]
    awards = [cell.value for cell in openpyxl.load_workbook(path)["Hướng dẫn"]["B"] if "Giấy khen" in str(cell.value)]
    cells = {"B5": "Tập thể", "D5": f"Tập thể {unit}", "E5": awards[0], "F5": "Không"}
    for at, code in enumerate(codes, 6):
        cells |= {
            f"B{at}": "Cá nhân",
            f"C{at}": code,
            f"D{at}": f"Người {code}",
            f"E{at}": awards[1],
            f"F{at}": "Không",
            f"H{at}": "Chuyên viên",
        }
    return cells


def run(*words):
    assert main([*words]) == 0, words


def marks(path, title, *, points, note=""):
    """The cells of a round: ``points`` of (unit, item, highest) or nothing."""
    page, cells = rows(path, title), {}
    at = {"Thẩm định": ("I", "J"), "Thẩm định vòng 2": ("M", "N")}[title]
    for row, said in page.items():
        given = points(said[0], said[2], said[4]) if said[2] else None
        if given is not None:
            cells |= {f"{at[0]}{row}": given, **({f"{at[1]}{row}": note} if given != said[4] or note else {})}
    return cells


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """The folder after the whole way."""
    root = tmp_path_factory.mktemp("walk")
    data = root / "data"
    data.mkdir()
    for name in ("ke_hoach.yaml", "don_vi.csv", "sap_nhap.csv"):
        shutil.copy(shipped_data() / name, data)
    shutil.copytree(shipped_data() / "2025", data / "2025", ignore=shutil.ignore_patterns(*HANDED_IN))
    with pytest.MonkeyPatch.context() as here:
        here.chdir(root)
        run("form", "2025", "--quiet")
        for path in (root / FORMS).glob("*.xlsx"):
            fill(path, "Nội dung, biện pháp", claims(path))
            if path.stem in EXPLAIN:
                fill(path, "Đề nghị khen thưởng", nominated(path, path.stem))
        run("collect", "2025", FORMS, "--quiet")
        run("form", "2025", "--force", "--quiet")
        first = f"{OFFICE}/tham_dinh.xlsx"
        given = marks(
            first, "Thẩm định", points=lambda u, i, most: 3 if (u, i) in ASKED else most, note="thiếu số liệu"
        )
        run("collect", "2025", fill(root / first, "Thẩm định", given), "--quiet")
        run("form", "2025", "--round", "2", "--deadline", "31/01/2026", "--quiet")
        assert sorted(path.stem for path in (root / SECOND).glob("*.xlsx")) == sorted(EXPLAIN)
        for unit in EXPLAIN:
            told = {"H5": f"{unit} đã làm đủ", "I5": "Báo cáo bổ sung", "J5": datetime(2026, 1, 20)}
            fill(root / SECOND / f"{unit}.xlsx", "Giải trình", told)
        run("collect", "2025", SECOND, "--quiet")
        run("form", "2025", "--round", "2", "--force", "--quiet")
        second = f"{OFFICE}/tham_dinh__2.xlsx"
        again = marks(second, "Thẩm định vòng 2", points=_second, note="xem lại")
        run("collect", "2025", fill(root / second, "Thẩm định vòng 2", again), "--quiet")
        run("form", "2025", "--force", "--quiet")
        votes = f"{OFFICE}/bieu_quyet.xlsx"
        cast = {f"{c}{at}": n for at in rows(votes, "Biểu quyết") for c, n in (("F", 9), ("G", 8), ("H", 1))}
        run("collect", "2025", fill(root / votes, "Biểu quyết", cast), "--quiet")
        run("report", "2025", "--kind", "binh_xet", "--quiet")
        return evaluate("2025", data=data)


@pytest.fixture(scope="module")
def papers(walked, tmp_path_factory):
    """The papers as the command has written them: file name → all that is said in it."""
    folder = next(tmp_path_factory.getbasetemp().glob("walk*")) / OFFICE / "binh_xet"
    texts = {}
    for path in folder.glob("*.docx"):
        document = docx.Document(path)
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        texts[path.stem] = "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    return texts


ASKED = {(unit, "ND-a") for unit in EXPLAIN}


def _second(unit, item, most):
    if (unit, item) not in ASKED:
        return None
    return 4 if unit in CHANGED else 3


def test_the_points_are_those_of_the_last_round_and_nothing_is_left_to_ask(walked):
    found = {unit: walked.item(unit, "ND-a").points for unit in (*EXPLAIN, "TTRA")}
    assert found == {"VP": 4, "DVVL": 4, "LDVL": 3, "TTRA": 4}
    assert walked.item("TTRA", "ND-b").points == Fraction(4)
    of_people = ("DIEM", "GT", "DE-", "BQ", "DONG-02", "DONG-04", "MC")
    assert [each for each in walked.findings if each.code.startswith(of_people)] == []


def test_what_a_unit_explained_stands_on_its_sheet_and_before_the_council(walked):
    council = award_report(walked)._repr_html_()
    for unit in EXPLAIN:
        said = f"{unit} đã làm đủ, minh chứng: Báo cáo bổ sung (20/01/2026)"
        assert said in unit_sheet(walked, unit=unit)._repr_html_() and said in council
    assert "vòng 1: 3,00 điểm (thiếu số liệu)" in council


def test_everybody_whom_a_unit_put_forward_is_judged_and_the_papers_name_whom_it_comes_to(walked):
    assert len(walked.awards) == 9 and all(each.nominee.vote for each in walked.awards)
    chosen = [each.nominee.name for each in walked.awards if each.proposed in ("yes", "council")]
    assert chosen and all(each.reasons for each in walked.awards if each.proposed == "no")
    papers = award_papers(walked)
    told = "".join(paper._repr_html_() for paper in papers.values())
    assert len(papers) >= 4 and [name for name in chosen if name.startswith("Người") and name not in told] == []


def test_the_draft_decision_and_the_certificates_are_of_those_who_are_proposed(walked, papers):
    chosen = [each.nominee.name for each in walked.awards if each.proposed == "yes"]
    others = [each.nominee.name for each in walked.awards if each.proposed == "no"]
    assert chosen
    for name in ("quyet_dinh", "giay_khen", "to_trinh", "thong_bao_cong_khai", "danh_sach_trich_ngang"):
        assert [who for who in chosen if who not in papers[name]] == [], name
        assert [who for who in others if re.search(rf"\b{re.escape(who)}\b", papers[name])] == [], name
    assert "Chuyên viên" in papers["quyet_dinh"] or not [each for each in chosen if each.startswith("Người")]


def test_each_unit_has_minutes_and_the_council_the_votes_that_were_handed_in(papers):
    minutes = papers["bien_ban_don_vi"]
    for unit in ("Văn phòng Sở", "Phòng Lao động - Việc làm", "Trung tâm Dịch vụ việc làm"):
        assert f"Họp {unit} xét đề nghị khen thưởng" in " ".join(minutes.split())
    assert "88,9%" in papers["bien_ban_hop"] and "88,9%" not in papers["thong_bao_cong_khai"]  # 8 of 9
    assert "05 ngày làm việc" in papers["thong_bao_cong_khai"]
