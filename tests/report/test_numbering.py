"""Tables and pictures are numbered as they stand in the report, whatever it has, in HTML and in Word alike."""

from __future__ import annotations

import io
import re

import docx
import pytest
from small import documents, evaluated, plan

from toolkit.report import award_papers, award_report, check_report, interim_report, unit_sheet
from toolkit.report.document import Report, Section
from toolkit.report.model import Bullets, Figure, Paragraph, Table
from toolkit.report.papers import PAPERS
from toolkit.report.word import word_bytes

TWO_YEARS = {
    "2023/van_ban.csv": documents("2023", A=(5, 10)),
    "2024/van_ban.csv": documents("2024", A=(7, 10), B=(1, 2)),
}
FIRST_YEAR = {"2024/van_ban.csv": TWO_YEARS["2024/van_ban.csv"]}
ITEMS = plan(
    contents=[{"id": "N1", "name": "Nội dung một", "points": 1}],
    actions=[{"id": "B1", "name": "Biện pháp", "points": 1}],
)


def blocks(report, kind):
    return [(block, section) for section in report.sections for block in section.blocks if isinstance(block, kind)]


def numbers(report, kind):
    return [block.number for block, section in blocks(report, kind) if block.number or not section.appendix]


@pytest.mark.parametrize(
    ("files", "made", "tables", "figures"),
    [
        (FIRST_YEAR, ITEMS, 6, 2),  # two kinds of items, units, causes, work, what lacks · bars, heatmap
        (FIRST_YEAR, plan(), 3, 2),
        (TWO_YEARS, ITEMS, 8, 3),  # and the years of the agency and of the units · and their course
    ],
    ids=["first year", "first year without items", "second year"],
)
def test_no_number_is_left_out_and_none_comes_twice(files, made, tables, figures, tmp_path):
    evaluation = evaluated(tmp_path, files, plan=made)
    report = interim_report(evaluation, history=(evaluation,) * (2 if files is TWO_YEARS else 1))
    assert numbers(report, Table) == [f"Bảng {n}" for n in range(1, tables + 1)]
    assert numbers(report, Figure) == [f"Hình {n}" for n in range(1, figures + 1)]


def test_so_it_is_in_every_kind_of_report(sample_reports):
    for name, report in sample_reports.items():
        if name.partition("-")[2] in PAPERS:  # nothing of a paper refers to a table
            assert not any(numbers(report, Table)), name
            continue
        for kind, word in ((Table, "Bảng"), (Figure, "Hình")):
            found = numbers(report, kind)
            assert found == [f"{word} {n}" for n in range(1, len(found) + 1)], name
        assert numbers(report, Table), name


def test_a_table_of_an_appendix_is_found_by_the_number_of_the_appendix(sample_reports):
    own = [block.number for block, section in blocks(sample_reports["2024-so_ket"], Table) if section.appendix]
    assert len(own) > 8
    assert set(own) == {""}


def test_a_report_made_of_another_one_counts_anew():
    table = Table("Thử", ("Cột",), (("1",),), "l", number="Bảng 7")
    assert numbers(Report("Thử", (Section("1", "Một", (table, table)),)), Table) == ["Bảng 1", "Bảng 2"]


def test_html_and_word_show_the_same_numbers(sample_reports):
    report = sample_reports["2024-so_ket"]
    page = re.findall(r"<(?:fig)?caption>((?:Bảng|Hình) \d+\. )", report._repr_html_())
    document = docx.Document(io.BytesIO(word_bytes(report)))
    word = [
        m[1]
        for p in document.paragraphs
        if (m := re.match(r"((?:Bảng|Hình) \d+\. )", p.text))  # also where a list is looked up on a screen
    ]
    assert page == word
    assert len(page) == 16


def test_no_sentence_refers_to_a_number_that_the_report_has_not(sample_reports):
    for name, report in sample_reports.items():
        told = [block.text for block, _ in blocks(report, Paragraph)]
        told += [item for block, _ in blocks(report, Bullets) for item in block.items]
        told += [block.note for block, _ in blocks(report, Table)]
        known = set(numbers(report, Table) + numbers(report, Figure))
        assert {each for text in told for each in re.findall(r"(?:Bảng|Hình) \d+\w?", text)} <= known, name
        appendices = {m[0] for section in report.appendices if (m := re.match(r"Phụ lục [IVX]+", section.title))}
        assert {each for text in told for each in re.findall(r"Phụ lục [IVX]+", text)} <= appendices, name


def test_checks_of_a_tiny_plan_are_numbered_too_and_papers_are_not(tmp_path):
    evaluation = evaluated(tmp_path, FIRST_YEAR)
    for report in (check_report(evaluation), award_report(evaluation), unit_sheet(evaluation, unit="A")):
        found = numbers(report, Table)
        assert found == [f"Bảng {n}" for n in range(1, len(found) + 1)]
    for paper in award_papers(evaluation).values():  # nothing of a paper refers to a table
        assert {number for number in numbers(paper, Table) if number} == set()
