"""The papers of every period of the sample, and of its plan with the award of the province: nothing that nobody could sign."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace

import pytest

from toolkit import award_papers, award_report, evaluate
from toolkit.report.model import Bullets, Paragraph, Table
from toolkit.report.papers import PAPERS
from toolkit.sample import shipped_data

pytestmark = pytest.mark.slow
PERIODS = ("2022", "2023", "2024", "2025", "2022..2023", "2022..2025")
ABOVE = "2022..2025, Bằng khen"
# What a paper may name as attached → the file that is it.
ATTACHED = {
    "dự thảo quyết định kèm danh sách": "quyet_dinh",
    "giấy khen": "giay_khen",
    "báo cáo thành tích của từng trường hợp": "bao_cao_thanh_tich",
    "biên bản họp của các đơn vị": "bien_ban_don_vi",
    "biên bản họp Hội đồng": "bien_ban_hop",
    "danh sách trích ngang": "danh_sach_trich_ngang",
}
NOMINEES = """\
BK-01,Tập thể,DVVL,,Trung tâm Dịch vụ việc làm,bang_khen_tap_the,,Dẫn đầu bốn năm.,
BK-02,Cá nhân,VP,CB-VP-003,Trần Văn B,bang_khen_ca_nhan,Không,Số hóa hồ sơ lưu trữ.,Chuyên viên
BK-03,Cá nhân,NCC,CB-NCC-003,Đặng Thị H,bang_khen_ca_nhan,Không,Kho dữ liệu người có công.,Chuyên viên
"""
VOTES = "BK-01,9,9,0\nBK-02,9,9,0\nBK-03,9,8,1\n"


@pytest.fixture(scope="module")
def with_above(tmp_path_factory):
    """The sample with the award of the province: the lines of its plan that are comments, as the plan says to use them."""
    data = tmp_path_factory.mktemp("above") / "data"
    shutil.copytree(shipped_data(), data)
    text = (data / "ke_hoach.yaml").read_text(encoding="utf-8")
    before, first, after = text.partition("  # - id: bang_khen_tap_the\n")
    assert first
    (data / "ke_hoach.yaml").write_text(before + re.sub("(?m)^  # ", "  ", first + after), encoding="utf-8")
    for name, rows in (("de_nghi", NOMINEES), ("bieu_quyet", VOTES)):
        with (data / f"2022-2025/{name}.csv").open("a", encoding="utf-8") as file:
            file.write(rows)
    return evaluate("2022..2025", data=data)


@pytest.fixture(scope="module")
def evaluations(with_above):
    return {**{period: evaluate(period) for period in PERIODS}, ABOVE: with_above}


@pytest.fixture(scope="module")
def dossiers(evaluations):
    """Period → file name → paper."""
    return {period: award_papers(evaluation) for period, evaluation in evaluations.items()}


def papers(dossiers):
    return [(period, name, paper) for period, own in dossiers.items() for name, paper in own.items()]


def blocks(paper):
    return [block for section in paper.sections for block in section.blocks]


def told(paper):
    html = re.sub(r"<style.*?</style>", "", paper._repr_html_(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def cells(paper):
    tables = [block for block in blocks(paper) if isinstance(block, Table)]
    return [getattr(cell, "text", cell) for table in tables for row in table.every_row for cell in row]


def test_nothing_of_a_dossier_is_an_assumption(dossiers):
    assert [
        (p, name)
        for p, name, paper in papers(dossiers)
        if re.search(r"giả định|\[A\]|chưa đối chiếu", told(paper), re.I)
    ] == []


def test_no_paper_has_a_code_of_a_unit_an_item_or_a_person(dossiers, evaluations):
    for period, name, paper in papers(dossiers):
        plan = evaluations[period].plan
        codes = {*evaluations[period].names, *(each.id for each in (*plan.targets, *plan.items, *plan.awards))}
        codes |= {each.nominee.id for each in evaluations[period].awards}
        codes |= {each.nominee.staff_id for each in evaluations[period].awards if each.nominee.staff_id}
        codes -= {"VP"}  # in "Lưu: VT, VP." it is the office, as official papers write it
        any_of = "|".join(map(re.escape, sorted(codes, key=len, reverse=True)))
        found = re.findall(rf"(?<![\w-])(?:{any_of})(?![\w-])", told(paper))
        assert (period, name, found) == (period, name, [])


def test_every_number_that_is_said_stands_in_a_table_of_the_paper_or_in_the_plan(dossiers, evaluations):
    for period, name, paper in papers(dossiers):
        plan = evaluations[period].plan
        held = {cell.lstrip("0") for cell in cells(paper)} | {str(plan.movement.notice.days)}
        for block in blocks(paper):
            texts = (
                (block.text,)
                if isinstance(block, Paragraph) and block.style not in ("ground", "note", "title", "attached")
                else block.items
                if isinstance(block, Bullets)
                else ()
            )
            for text in texts:
                bare = re.sub(r"“[^”]*”|năm \d{4}|giai đoạn \d{4} – \d{4}|Điều \d|Tờ trình số …+", "", text)
                found = [n.lstrip("0") for n in re.findall(r"\d[\d.,/]*\d|\d", bare)]
                assert (period, name, [n for n in found if n not in held]) == (period, name, [])


def test_every_attachment_that_a_paper_names_is_made(dossiers):
    named = 0
    for _, name, paper in papers(dossiers):
        for block in blocks(paper):
            if isinstance(block, Paragraph) and block.lead == "Kèm theo:":
                for each in block.text.removesuffix("./.").split("; "):
                    named += 1
                    assert ATTACHED[each] in PAPERS, (name, each)
    assert named == len(PERIODS) * 5 + 5 + 4
    assert all({ATTACHED[each] for each in ATTACHED} - {"bao_cao_thanh_tich"} <= set(own) for own in dossiers.values())
    assert "bao_cao_thanh_tich" in dossiers[ABOVE]


def test_who_is_put_forward_stands_in_every_list_and_nobody_else(dossiers, evaluations):
    for period, evaluation in evaluations.items():
        chosen = {e.nominee.name for e in evaluation.awards if e.proposed == "yes"}
        others = {e.nominee.name for e in evaluation.awards if e.nominee.kind == "individual"} - chosen
        for name in ("danh_sach_trich_ngang", "thong_bao_cong_khai"):
            text = told(dossiers[period][name])
            assert [who for who in chosen if who not in text] == [], (period, name)
            assert [who for who in others if who in text] == [], (period, name)


def test_the_money_is_that_of_the_law_of_the_last_day(dossiers):
    # 0,6 and 0,3 base salaries: of 1.490.000 in 2022, 1.800.000 at the end of 2023, 2.340.000 from 7/2024 on
    wanted = {"2022": ("894.000", "447.000"), "2023": ("1.080.000", "540.000"), "2024": ("1.404.000", "702.000")}
    seen = set()
    for period in PERIODS:
        collective, individual = wanted.get(period.rpartition("..")[2] or period, wanted["2024"])
        for table in (block for block in blocks(dossiers[period]["quyet_dinh"]) if isinstance(block, Table)):
            amounts = {row[-1] for row in table.rows}
            assert amounts == {collective if table.caption.endswith("(tập thể)") else individual}, period
            seen |= amounts
    assert seen >= {"447.000", "540.000", "702.000", "1.080.000", "1.404.000"}


def test_the_award_of_the_province_has_its_own_submission_and_a_report_of_each_nominee(dossiers, with_above):
    own = dossiers[ABOVE]
    above = told(own["to_trinh_cap_tren"])
    assert "Kính gửi: Chủ tịch UBND tỉnh Bình Phước" in above
    assert "quyết định tặng Bằng khen của Chủ tịch UBND tỉnh cho 01 tập thể, 02 cá nhân" in above
    assert "Giấy khen" not in above
    reports = [section.title for section in own["bao_cao_thanh_tich"].sections]
    assert [title.rpartition(": ")[2] for title in reports] == [
        "Trung tâm Dịch vụ việc làm",
        "Trần Văn B",
        "Đặng Thị H",
    ]
    assert "Bằng khen" not in told(own["quyet_dinh"]) and "Bằng khen" not in told(own["giay_khen"])
    captions = [block.caption for block in blocks(own["danh_sach_trich_ngang"]) if isinstance(block, Table)]
    assert captions == [each.name for each in with_above.plan.awards]
    page = told(award_report(with_above))
    assert "3 lần mức lương cơ sở = 7.020.000 đồng" in page and "1,5 lần mức lương cơ sở = 3.510.000 đồng" in page


def test_the_shipped_plan_asks_for_no_award_that_the_department_s_own_plan_does_not_decide(dossiers):
    assert "to_trinh_cap_tren" not in dossiers["2022..2025"]


def test_without_votes_yet_the_minutes_have_places_for_them(evaluations):
    evaluation = evaluations["2025"]
    unvoted = replace(
        evaluation,
        awards=tuple(replace(each, nominee=replace(each.nominee, vote=None)) for each in evaluation.awards),
    )
    minutes = award_papers(unvoted)["bien_ban_hop"]
    of_votes = [
        block for block in blocks(minutes) if isinstance(block, Table) and block.caption.startswith("Biểu quyết")
    ]
    assert [len(table.rows) for table in of_votes] == [6, 16]
    assert {row[2:] for table in of_votes for row in table.rows} == {("……",) * 5}
