"""Every number in a sentence is found in a table of the same report: over all reports of the sample."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_folder import sample_workspace
from small import documents, evaluated, plan, write_folder

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.report import (
    award_papers,
    award_report,
    check_report,
    final_report,
    interim_report,
    unit_check,
    unit_sheet,
)
from toolkit.report.model import Bullets, Cell, Figure, Paragraph, Table
from toolkit.report.prose import prose

_FIGURE = r"\d+(?:\.\d{3})*(?:,\d+)?"
NUMBER = re.compile(rf"(?<![\w.,\-–]){_FIGURE}%?(?:/{_FIGURE})?(?!\w)")
PERIODS = ("2022", "2023", "2024", "2025", "2022..2023", "2022..2025")
# What stands in no table and need not: periods and dates, law, shares that are a rule and not a result.
EXEMPT = (
    r"(năm|giai đoạn|Năm|Giai đoạn) \d{4}( – \d{4})?",
    r"\d{1,2}/\d{1,2}/\d{4}",
    r"Nghị định số [\w/-]+, Điều \d+( khoản \d+)?",
    r"trong 90% phương án",
    r"ở Điều \d+",  # of the decision itself
    r"từ 70% nữ",
    r"không coi là bằng 0",
    r"dòng đầu tiên là 1",
    r"SHA-256",
    r"kèm theo \d+ phụ lục",
    r"ngẫu nhiên [\d.]+ lần|\(phân phối Dirichlet[^)]*\)",  # how the firmness of ranks is tried
    r"^Cách tìm kết quả khác thường: .*$",  # the rule by which the data check asks, with its thresholds
)


def reports():
    workspace = sample_workspace()
    for text in PERIODS:
        period = parse_period(text)
        evaluation, history = workspace.evaluate(period), ()
        history = evaluation.years or workspace.history(period)
        write = final_report if text == PERIODS[-1] else interim_report
        yield f"{text} report", evaluation, write(evaluation, history=history)
        yield f"{text} check", evaluation, check_report(evaluation, history=history)
        yield f"{text} awards", evaluation, award_report(evaluation)
        for name, paper in award_papers(evaluation).items():
            yield f"{text} {name}", evaluation, paper
        for unit in evaluation.units:
            yield f"{text} {unit.id}", evaluation, unit_sheet(evaluation, unit=unit.id, history=history)
            yield f"{text} {unit.id}-check", evaluation, unit_check(evaluation, unit=unit.id, history=history)


def peoples(evaluation):
    """Texts that people wrote: the plan's, and the prose of the period."""
    plan = evaluation.plan
    texts = [plan.movement.name, plan.movement.note, plan.scoring.note, *(award.note for award in plan.awards)]
    texts += [each.name for each in (*plan.items, *evaluation.units)]
    texts += plan.movement.carried_out(evaluation.period.end)
    for blocks in map(prose, evaluation.remarks.values()):
        for block in blocks:
            texts += block.items if isinstance(block, Bullets) else [block.text]
    return sorted(filter(None, texts), key=len, reverse=True)


def sentences(report):
    for block in (block for section in report.sections for block in section.blocks):
        if isinstance(block, Paragraph) and block.style != "ground":
            yield block.text
        elif isinstance(block, Bullets):
            yield from block.items
        elif isinstance(block, Figure):
            yield block.caption


def tables_of(report):
    return [block for section in report.sections for block in section.blocks if isinstance(block, Table)]


def stated(report):
    """The numbers of all tables, with those of their heads: whole cells such as 38/62, and the parts of them."""
    found = set()
    for table in tables_of(report):
        cells = [cell.text if isinstance(cell, Cell) else cell for row in table.every_row for cell in row]
        for text in (*table.columns, *cells):
            found |= set(NUMBER.findall(text))
    parts = found | {part for each in found for part in each.split("/")}
    return parts | {
        re.sub(r",0(?=%|$)", "", each) for each in parts
    }  # a column has one number of decimals, a sentence none


def told(report, evaluation):
    """The numbers of the sentences that have to be founded, each with its sentence."""
    found = []
    grounds = {f"{ground}." for ground in evaluation.plan.movement.grounds(evaluation.period.end)}
    rules = [
        block.text
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Paragraph) and block.lead
    ]
    texts = peoples(evaluation)
    for sentence in sentences(report):
        if sentence in grounds or any(sentence == rule and "tỷ lệ phiếu" in rule for rule in rules):
            continue
        rest = sentence
        for text in texts:
            rest = rest.replace(text, " ")
        rest = rest.replace(f"{evaluation.plan.movement.notice.days or 0:02} ngày làm việc", " ")  # the plan says so
        for pattern in EXEMPT:
            rest = re.sub(pattern, " ", rest)
        found += [(re.sub(r"^0(?=\d)", "", each), sentence) for each in NUMBER.findall(rest)]  # 07 tập thể are 7
    return found


def unfounded(report, evaluation):
    known = stated(report)
    return [
        (each, sentence)
        for each, sentence in told(report, evaluation)
        if not {each} <= known and not set(each.split("/")) <= known
    ]


@pytest.fixture(scope="module")
def made():
    return list(reports())


def test_every_number_in_a_sentence_is_found_in_a_table_of_the_same_report(made):
    assert len(made) == 6 * 10 + 2 * (4 * 12 + 2 * 10)  # six periods of ten or twelve units
    assert [(name, *each) for name, evaluation, report in made for each in unfounded(report, evaluation)] == []


def test_the_summary_has_numbers_and_each_is_found_in_a_table(made):
    for name, evaluation, report in made:
        own = [block for block in report.sections[0].blocks if isinstance(block, Paragraph) and block.style == "brief"]
        numbers = [each for each, sentence in told(report, evaluation) if sentence in {block.text for block in own}]
        assert bool(own) == name.endswith("report")
        assert not own or len(numbers) > 12 and set(numbers) <= stated(report), name


def test_the_numbers_are_looked_for_in_earnest(made):
    """Each kind of report has numbers in its sentences, and without its tables none of them is founded."""
    fewest = {"report": 80, "check": 2, "awards": 2}
    for name, evaluation, report in made:
        kind = name.split()[1]
        found = told(report, evaluation)
        assert len(found) >= fewest.get(kind, 10 if kind in {unit.id for unit in evaluation.units} else 0), name
        bare = [replace(s, blocks=tuple(b for b in s.blocks if not isinstance(b, Table))) for s in report.sections]
        assert unfounded(type(report)(report.title, tuple(bare)), evaluation) == found, name


def test_the_first_year_is_among_them_and_has_nothing_to_compare_with(made):
    (first,) = [report for name, _, report in made if name == "2022 report"]
    assert "chưa có kỳ trước để so sánh" in " ".join(sentences(first))
    assert not [table for table in tables_of(first) if "qua các kỳ" in table.caption or "Kỳ trước" in table.columns]


def test_a_number_that_no_table_has_is_noticed(made):
    name, evaluation, report = made[0]
    strange = type(report)(
        report.title, (type(report.sections[0])("x", "x", (Paragraph("Có 98.765 hồ sơ."),)), *report.sections)
    )
    assert unfounded(strange, evaluation) == [("98.765", "Có 98.765 hồ sơ.")]


WORDS = st.sampled_from(["Có", "Không", "", "chắc có"])
ROWS = st.lists(st.tuples(st.sampled_from("ABC"), WORDS, WORDS), max_size=14)
PLAN = plan(
    targets=[
        {
            "id": "K",
            "name": "Văn bản điện tử ký số",
            "goal": "80%",
            "source": "van_ban",
            "success": {"electronic": True, "signed": True},
            "points": 10,
        },
        {
            "id": "M",
            "name": "Dữ liệu mở",
            "goal": "100%",
            "source": "du_lieu_mo",
            "population": {"required": True},
            "success": {"published_at": "present"},
            "points": 5,
        },
    ]
)


def files_of(year, rows):
    documents = "".join(f"d{n},{u},01/02/{year},,{e},{s}\n" for n, (u, e, s) in enumerate(rows))
    sets = "".join(f"m{n},x,{u},{e},{'01/03/' + year if s == 'Có' else ''}\n" for n, (u, e, s) in enumerate(rows))
    return {
        f"{year}/van_ban.csv": f"Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Điện tử,Ký số\n{documents}",
        f"{year}/du_lieu_mo.csv": f"Mã bộ dữ liệu,Tên bộ dữ liệu,Mã đơn vị,Phải mở,Ngày công bố\n{sets}",
    }


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=ROWS, now=ROWS)
def test_so_it_is_of_random_rows_with_their_summary_causes_and_work(before, now):
    with tempfile.TemporaryDirectory() as place:
        files = {**files_of("2023", before), **files_of("2024", now)}
        workspace = Workspace.open(write_folder(Path(place), files, plan=PLAN))
        period = parse_period("2024")
        evaluation, history = workspace.evaluate(period), workspace.history(period)
    whole = interim_report(evaluation, history=history)
    for report in (whole, *(unit_sheet(evaluation, unit=each.id, history=history) for each in evaluation.units)):
        assert unfounded(report, evaluation) == [], report.title
    # What the report tells of the causes sums to the cases that do not count, target by target.
    told = [row for table in tables_of(whole) if "Nguyên nhân đo được" in table.caption for row in table.rows]
    for target in evaluation.plan.targets:
        each = evaluation.indicator(evaluation.agency, target.id)
        own = [row for row in told if shown(row[0]).startswith(f"{target.id}.") and shown(row[1]) != "Cộng"]
        missed = each.denominator - each.numerator if each.state in ("ok", "partial") else 0
        assert sum(int(shown(row[2]).split()[0]) for row in own) == missed, target.id


def shown(cell):
    return cell.text if isinstance(cell, Cell) else cell


@pytest.mark.parametrize(
    "files",
    [
        {"2024/van_ban__A.csv": documents(A=(1, 2)), "2024/van_ban__B.csv": documents(B=(1, 1))},
        {"2024/bao_cao.csv": "Mã báo cáo,Mã đơn vị\n1,A\n"},
        {"2024/van_ban.csv": documents(A=(3, 3), B=(2, 2), C=(1, 1))},
        {
            "2023/van_ban.csv": documents("2023", A=(5, 10), B=(9, 10)),
            "2024/van_ban.csv": documents(A=(2, 10), B=(7, 9)),
        },
    ],
    ids=["partly delivered", "missing", "all met", "better and worse"],
)
def test_so_it_is_in_the_cases_that_the_sample_does_not_have(files, tmp_path):
    evaluation = evaluated(tmp_path, files)
    for report in (interim_report(evaluation), check_report(evaluation), unit_sheet(evaluation, unit="A")):
        assert unfounded(report, evaluation) == []


ENGLISH = re.compile(
    r"\b(the|and|table|figure|chart|file|unit|score|rank|target|period|missing|error|warning|of|not)\b", re.IGNORECASE
)


def test_no_english_word_is_left(made):
    """Names of files and of places in the plan are told as they are."""
    for name, evaluation, report in made:
        if name.split()[1].removesuffix("-check") in {unit.id for unit in evaluation.units[3:]}:
            continue  # sheets are alike: three of a period will do
        page = re.sub(r"<style[^>]*>.*?</style>", " ", report._repr_html_(), flags=re.DOTALL)
        told = [
            *re.findall(r'(?:alt|title|aria-label|data-state|data-views?|data-version)="([^"]*)"', page),
            re.sub(r"<[^>]+>", " ", page),
        ]
        words = re.sub(r"[\w./]*(followup|scoring|can_bo|nhan_xet)[\w./]*", " ", " ".join(told))
        assert ENGLISH.findall(words) == [], name
