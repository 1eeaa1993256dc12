"""The reports: every target and unit appears, sentences follow the case, text from data is never run."""

from __future__ import annotations

import base64
import hashlib
import html
import re

import pytest
from sample_folder import sample_workspace
from small import HEAD, documents, evaluated, plan

from toolkit.evaluation.frames import csv_files
from toolkit.periods import parse_period
from toolkit.plan import load_plan
from toolkit.publishing.publish import page_bytes
from toolkit.report import award_papers, check_report, interim_report, unit_check, unit_sheet
from toolkit.report.model import Cell, Figure, Table
from toolkit.report.narrative import target_sentence, targets_summary, units_summary
from toolkit.report.words import called
from toolkit.sample import shipped_data


def plain(report):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", report._repr_html_())))


@pytest.fixture(scope="module")
def shipped():
    return sample_workspace().evaluate(parse_period("2025"))


@pytest.fixture(scope="module")
def page(shipped):
    return page_bytes("Thử", *interim_report(shipped).sections).decode("utf-8")


def test_every_target_content_action_and_unit_of_the_plan_is_in_the_report(shipped):
    words = plain(interim_report(shipped))
    made = load_plan(shipped_data() / "ke_hoach.yaml")
    assert [item.name for item in made.items if item.name not in words] == []
    assert [unit.name for unit in shipped.units if unit.name not in words] == []


def test_every_target_content_and_action_is_in_every_kind_of_report_that_judges(sample_reports):
    made = load_plan(shipped_data() / "ke_hoach.yaml")
    for name, report in sample_reports.items():
        words, kind = plain(report), name.rpartition("-")[2]
        if kind in ("so_ket", "tong_ket"):
            assert [item.name for item in made.items if item.name not in words] == [], name
        if kind == "phieu_don_vi":  # what the unit is not given is said by its short name alone
            told = words.partition("Không giao cho đơn vị:")[2]
            assert [i.name for i in made.items if i.name not in words and called(made, i.id) not in told] == [], name


def test_a_figure_that_differs_from_the_systems_is_told_once_to_its_unit():
    """BTXH reports 48/56 and 48/63 for 2024 where the systems have 47/56 and 46/63: rows of the comparison, no faults beside."""
    kept = sample_workspace().evaluated(parse_period("2024"))
    assert [f.code for f in kept.evaluation.findings_of("BTXH")] == ["SO-05", "SO-05"]
    report = unit_check(kept.evaluation, unit="BTXH", history=kept.history)
    tables = [block for section in report.sections for block in section.blocks if isinstance(block, Table)]
    assert not [table for table in tables if table.caption.startswith("Lỗi")]
    (compared,) = [table for table in tables if table.caption.startswith("Đối chiếu số")]
    assert [tuple(row[1:4]) for row in compared.rows] == [("CT3", "48/56", "47/56"), ("CT4", "48/63", "46/63")]
    assert "xem bảng đối chiếu dưới đây" in plain(report) and "Không có lỗi, cảnh báo nào khác của đơn vị." in plain(
        report
    )


def test_a_paper_for_signature_names_no_command_and_no_remedy_of_the_office(tmp_path):
    rows = HEAD.replace("Độ mật", "Bảo mật") + "V1,A,01/02/2024,,Đã ký điện tử\nV2,X,01/02/2024,,Có\n"
    found = evaluated(tmp_path, {"2024/van_ban.csv": rows, "2024/ho_so.csv": "Mã\n"})
    assert any("thidua map" in finding.remedy for finding in found.findings)
    official = {"so_ket": interim_report(found), "A": unit_sheet(found, unit="A"), **award_papers(found)}
    for name, report in official.items():
        words = plain(report)
        assert [each for each in ("thidua", "trong ke_hoach", "Cách sửa") if each in words] == [], name
    assert "Cách sửa" in plain(check_report(found))
    assert all(finding.problem in plain(official["so_ket"]) for finding in found.findings if finding.level == "error")


def test_names_of_people_stand_in_the_papers_of_commendation_alone(sample_reports):
    workspace = sample_workspace()
    for text in ("2025", "2022..2025"):
        evaluation = workspace.evaluate(parse_period(text))
        names = [r.nominee.name for r in evaluation.awards if r.nominee.kind == "individual"]
        assert names
        for name, report in sample_reports.items():
            if name.startswith(f"{evaluation.period.id}-"):
                words = plain(report)
                assert any(person in words for person in names) == name.endswith("binh_xet"), name
        assert not any(person.encode() in content for person in names for content in csv_files(evaluation).values())


def test_the_outline_of_an_official_report_is_followed(shipped):
    words = plain(interim_report(shipped))
    places = [
        words.rindex(title)
        for title in (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "BÁO CÁO",
            " Tóm tắt",
            "Thực hiện Kế hoạch số 162/KH-UBND",
            " I. Đặc điểm tình hình",
            " II. Công tác lãnh đạo",
            " III. Kết quả thực hiện",
            " 1. Các nội dung",
            " 2. Các chỉ tiêu thi đua",
            " 3. Kết quả theo đơn vị",
            " 4. Mô hình",
            " IV. Công tác khen thưởng",
            " V. Đánh giá chung",
            "1. Ưu điểm",
            "2. Tồn tại, hạn chế",
            "3. Nguyên nhân",
            "4. Bài học kinh nghiệm",
            " VI. Phương hướng",
            " VII. Đề xuất",
            "./.",
            "Nơi nhận:",
            "- Lưu: VT, VP.",
            "KẾT QUẢ CÁC CHỈ TIÊU",
            "ĐIỂM, XẾP HẠNG",
            "ĐỊNH NGHĨA",
        )
    ]
    assert places == sorted(places)


def test_number_and_date_are_left_to_the_clerk_and_the_signature_is_the_plans(shipped):
    words = interim_report(shipped)._repr_html_()
    assert re.search(r"Số: +/BC-SLĐTBXH", words)
    assert re.search(r"Bình Phước, ngày +tháng +năm ", words)
    assert "GIÁM ĐỐC" in words


def test_the_report_says_that_points_are_assumed_and_the_sample_illustrative(shipped):
    words = plain(interim_report(shipped))
    assert "Số liệu minh họa, không phải số liệu thật" in words
    assert "Kế hoạch không quy định điểm" in words


def test_the_prose_of_the_period_stands_in_its_part_and_a_gap_is_said(shipped, tmp_path):
    report = interim_report(shipped)
    assert "Khó khăn." in report.section("I")._repr_html_()
    assert "cơ quan bổ sung" not in report._repr_html_()
    bare = interim_report(evaluated(tmp_path, {"2024/van_ban.csv": documents(A=(1, 1))}))
    assert "cơ quan bổ sung" in bare.section("I")._repr_html_()


def test_figures_are_vietnamese_and_stand_in_the_tables(shipped):
    report = interim_report(shipped)
    table = report.section("PL1")._repr_html_()
    for target in shipped.plan.targets:
        each = shipped.indicator("SO", target.id)
        sentence = target_sentence(shipped, target)[1]
        assert f"({each.numerator}/{each.denominator})" in sentence
        assert sentence.split(" ")[0] in table
    assert not re.search(r"\d\.\d+%", report._repr_html_())


def test_a_sentence_says_the_case(tmp_path):
    cases = {
        (85, 100): "vượt mức giao 80%",
        (80, 100): "đạt mức giao 80%",
        (78, 100): "gần đạt, bằng 97,5% mức giao 80%",
        (60, 100): "chưa đạt, bằng 75% mức giao 80%",
        (40, 100): "còn cách xa, mới bằng 50% mức giao 80%",
    }
    for n, ((signed, all_of_them), said) in enumerate(cases.items()):
        e = evaluated(tmp_path / str(n), {"2024/van_ban.csv": documents(A=(signed, all_of_them))})
        assert said in target_sentence(e, e.plan.targets[0])[1]
        assert "chưa có kết quả năm 2023 để so sánh" in target_sentence(e, e.plan.targets[0])[1]


def test_a_change_is_said_with_its_direction(tmp_path):
    before = {"2023/van_ban.csv": documents("2023", A=(5, 10))}
    for n, (signed, said) in enumerate(
        {8: "tăng 30 điểm phần trăm", 2: "giảm 30 điểm phần trăm", 5: "không đổi"}.items()
    ):
        e = evaluated(tmp_path / str(n), {**before, "2024/van_ban.csv": documents(A=(signed, 10))})
        assert f"{said} so với năm 2023" in target_sentence(e, e.plan.targets[0])[1].replace(",0", "")


def test_missing_no_cases_and_zero_have_words_of_their_own(tmp_path):
    missing = evaluated(tmp_path / "m", {"2024/bao_cao.csv": "Mã báo cáo,Mã đơn vị\n1,A\n"})
    assert "chưa có số liệu" in target_sentence(missing, missing.plan.targets[0])[1]
    assert "hưa có chỉ tiêu nào có số liệu" in targets_summary(missing)[0]
    none = evaluated(tmp_path / "n", {"2024/van_ban.csv": HEAD})
    assert "không phát sinh" in target_sentence(none, none.plan.targets[0])[1]
    assert units_summary(none) == ("Chưa đơn vị nào có điểm để xếp hạng.",)
    zero = evaluated(tmp_path / "z", {"2024/van_ban.csv": documents(A=(0, 4))})
    assert "0% (0/4), còn cách xa" in target_sentence(zero, zero.plan.targets[0])[1]


def test_what_does_not_reach_the_goal_is_never_rounded_up_to_it(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": documents(A=(1599, 2000))})  # 79,95% of a goal of 80%
    sentence = target_sentence(e, e.plan.targets[0])[1]
    assert sentence.startswith("79,9% (1.599/2.000), gần đạt, bằng 99,9% mức giao 80%")


def test_partly_delivered_figures_say_how_many_of_how_many(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban__A.csv": documents(A=(1, 2)), "2024/van_ban__B.csv": documents(B=(1, 1))})
    assert "66,7% (2/3), tạm tính trên 2/3 đơn vị; chưa đánh giá" in target_sentence(e, e.plan.targets[0])[1]


def test_equal_leaders_are_named_together(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": documents(A=(1, 1), B=(1, 1), C=(0, 1))})
    assert (
        "Hạng nhất cùng có 2 đơn vị: Phòng A và Phòng B (100,00 điểm); thấp nhất là Trung tâm C (0,00 điểm)."
        in units_summary(e)
    )


EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e{{7*7}}"


def test_text_from_data_is_escaped_everywhere(tmp_path):
    made = plan(contents=[{"id": "N1", "name": EVIL, "points": 1}], scoring={"note": EVIL})
    made["movement"]["name"] = made["movement"]["note"] = EVIL
    made["targets"][0]["name"] = made["targets"][0]["note"] = EVIL
    units = f"Mã đơn vị,Tên đơn vị\nA,{EVIL}\n"
    files = {
        "2024/van_ban.csv": documents(A=(1, 2), B=(1, 1)),
        "2024/nhan_xet.md": f"## Ưu điểm\n\n{EVIL}\n\n- [x](javascript:alert(1)) {EVIL}\n",
    }
    e = evaluated(tmp_path, files, plan=made, units=units)
    for report in (interim_report(e), check_report(e)):
        text = page_bytes(EVIL, *report.sections).decode("utf-8")
        assert text.count("<script>") == 1  # our own
        assert "<img src=x" not in text
        assert "\u202e" not in text
        assert "javascript:" not in text
        assert "{{7*7}}" in text


def test_the_page_stands_alone_and_its_script_is_the_one_it_allows(page):
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page
    assert re.match(r'<!DOCTYPE html>\s*<html lang="vi">', page)
    policy = re.search(r'<meta content="([^"]+)" http-equiv="Content-Security-Policy"/>', page)[1]
    assert policy.startswith("default-src 'none'")
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.S)
    allowed = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    assert f"script-src 'sha256-{allowed}'" in policy
    assert len(script.splitlines()) <= 300
    assert len(page.encode("utf-8")) < 1_000_000


def test_every_picture_has_words_and_every_table_a_caption_and_scopes(page):
    pictures = re.findall(r"<figure>.*?</figure>", page, re.S)
    assert len(pictures) == 2
    for picture in pictures:
        assert len(re.search(r"<desc[^>]*>([^<]*)</desc>", picture)[1]) > 100
        assert re.search(r"<title[^>]*>Hình \d\. [^<]{20,}</title>", picture)
    for table in re.findall(r"<table.*?</table>", page, re.S):
        assert "<caption>" in table
        assert '<th scope="col">' in table
    searched = [t for t in re.findall(r"<table.*?</table>", page, re.S) if "data-search" in t]
    assert all(table.count("<tr>") > 20 for table in searched)


def test_the_pictures_are_the_same_each_time_and_say_no_date(shipped):
    one, other = (interim_report(shipped).section("III.2").blocks for _ in range(2))
    for format, mark in (("svg", b"<svg"), ("png", b"PNG")):
        first, again = (
            [block.draw(format) for block in blocks if isinstance(block, Figure)] for blocks in (one, other)
        )
        assert first == again
        for picture in first:
            assert mark in picture
            assert b"dc:date" not in picture


def test_the_check_report_lists_every_finding_and_every_file(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": documents(A=(1, 2), LA=(1, 1)), "2024/la.txt": "x"})
    words = plain(check_report(e))
    assert [f.problem for f in e.findings if f.problem not in words] == []
    assert [sha for sha in e.inputs.values() if sha not in words] == []


def test_remarks_without_a_place_are_reported_and_sub_headings_kept(tmp_path):
    prose = "# Nhận xét\n\n## IV. Công tác khen thưởng\n\nĐã khen.\n\n### Tập thể\n\nBa tập thể.\n\n## Chuyện khác\n\nLạc chỗ.\n\n## Nguyên nhân khách quan\n\nMưa.\n"
    e = evaluated(tmp_path, {"2024/van_ban.csv": documents(A=(1, 1)), "2024/nhan_xet.md": prose})
    report = interim_report(e)
    assert "<strong>Tập thể</strong>" in report.section("IV")._repr_html_()
    assert "<strong>Nguyên nhân khách quan</strong>" in report.section("V")._repr_html_()
    assert [(f.code, f.row) for f in e.findings] == [("NX-01", 11)]
    assert "Lạc chỗ" not in report._repr_html_()


@pytest.mark.parametrize("name", ["2024-so_ket", "2024-phieu_don_vi", "2025-phieu_don_vi", "2022-2025-tong_ket"])
def test_every_figure_that_can_be_opened_has_its_definition_and_the_hash_of_each_file_in_the_report(
    name, sample_reports
):
    tables = [
        block for section in sample_reports[name].sections for block in section.blocks if isinstance(block, Table)
    ]
    opened = {
        c.working.target
        for t in tables
        for row in t.rows
        for c in row
        if isinstance(c, Cell) and c.working and c.working.parts
    }
    (definitions,) = [table for table in tables if table.role == "definitions"]
    hashes = {row[0]: row[1].text for table in tables if table.role == "files" for row in table.rows}
    assert len(opened) > 5
    assert opened <= {row[0] for row in definitions.rows}
    for row in definitions.rows:
        assert [len(hashes[file]) for file in row[-1].split(", ")] == [64] * len(row[-1].split(", "))
    elsewhere = {
        (title, c.working.files)
        for t in tables
        for row in t.rows
        for title, c in zip(t.columns, row)
        if isinstance(c, Cell) and c.working and c.working.files is not None
    }
    for title, named in elsewhere:  # a figure of another year: that year's files, and no others
        assert all(len(hashes[file]) == 64 and title.startswith(f"Năm {file.partition('/')[0]}") for file in named)
    assert bool(elsewhere) == (name != "2022-so_ket")
