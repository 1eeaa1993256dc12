"""Whoever has the files and the report alone can count every figure of it again: done for the whole sample."""

from __future__ import annotations

import re

import pytest
from recount import Report, figure_of, folded, goal_of
from sample_folder import sample_workspace

from toolkit.periods import parse_period
from toolkit.report import final_report, interim_report
from toolkit.sample import shipped_data


@pytest.fixture(scope="module")
def workspace():
    return sample_workspace()


@pytest.fixture(scope="module", params=["2022", "2023", "2024", "2025", "2022..2025"])
def report(request, workspace):
    period = parse_period(request.param)
    kept, make = workspace.evaluated(period), final_report if period.is_range else interim_report
    page = make(kept.evaluation, history=kept.history)._repr_html_()
    return Report(re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL), shipped_data())


def summed(report, target, files, **how):
    """The figures of every unit over the periods of the files; files of one period stand in one folder."""
    years = sorted({name.partition("/")[0] for name in files})
    whole = {}
    for year in years:
        counted = report.count(target, [name for name in files if name.startswith(f"{year}/")], **how)
        for unit, (n, d) in counted.items():
            before = whole.get(unit, (0, 0))
            whole[unit] = (before[0] + n, before[1] + d)
    return whole


def given_to(report, target, *, moved=True):
    """The units that have a target by the words of its definition; who receives rows of theirs has it as well."""
    said = re.search(r"giao cho: (.*?); mức giao", report.definitions[target]["Tính chất, giao cho, mức đạt"])[1]
    named = set(report.names.values()) if said == "mọi đơn vị" else set(said.split(", "))
    heirs = {report.receiver(unit, s) for unit in named for s in ("", *(x for m in report.moves for x in m[3]))}
    return named | (heirs if moved else set())


def check_units(report, caption, **how):
    """Every cell of a table of units by targets; returns how many figures there were and the sums by target."""
    table, figures, sums = report.table(caption), 0, {}
    for column, head in enumerate(table.heads):
        target = head.partition(" (")[0]
        if target not in report.definitions:
            continue
        counted = summed(report, target, report.definitions[target]["Tệp"].split(", "), **how)
        given = given_to(report, target, **how)
        for row in table.rows:
            unit, shown = report.names[folded(row[0][0])], row[column][0]
            figure = figure_of(shown)
            if shown == "không giao":
                assert unit not in given
            elif shown == "không phát sinh":
                assert counted.get(unit, (0, 0))[1] == 0
            else:
                assert figure == counted[unit], (unit, target)
                figures += 1
                n, d = sums.get(target, (0, 0))
                sums[target] = n + figure[0], d + figure[1]
        assert set(counted) & given <= {report.names[folded(row[0][0])] for row in table.rows}
    return figures, sums


def test_every_figure_of_every_unit_can_be_counted_again(report):
    figures, sums = check_units(report, "Kết quả từng chỉ tiêu của các đơn vị")
    assert figures > 80
    whole = report.table("Kết quả các chỉ tiêu của Sở").dicts()
    assert len(whole) == len(sums) == 10
    for row in whole:
        target = row["Chỉ tiêu"].partition(".")[0]
        n, d = (int(row[part].replace(".", "")) for part in ("Tử số", "Mẫu số"))
        assert (n, d) == sums[target]
        assert row["Đánh giá"] == ("Đạt" if n / d >= goal_of(report.definitions[target], 2025) else "Chưa đạt")


def test_every_figure_in_the_structure_of_its_time_can_be_counted_again(report):
    if any(each.caption.startswith("Kết quả theo cơ cấu tổ chức khi đó") for each in report.tables):
        figures, _ = check_units(report, "Kết quả theo cơ cấu tổ chức khi đó", moved=False)
        assert figures > 80


def test_every_figure_of_another_year_can_be_counted_again_from_the_files_that_it_names(report):
    told = re.compile("Kết quả các chỉ tiêu của cơ quan qua các kỳ|Kết quả năm [0-9]+ và cả giai đoạn")
    tables = [each for each in report.tables if told.match(each.caption)]
    checked = 0
    for table in tables:
        for row in table.rows:
            target = row[0][0].partition(".")[0]
            given = given_to(report, target)
            for head, (text, files) in zip(table.heads, row):
                if figure_of(text) is None:
                    continue
                named = files or report.definitions[target]["Tệp"].split(", ")
                if head.startswith("Năm"):
                    assert all(name.startswith(f"{head[4:8]}/") for name in named)
                counted = [own for unit, own in summed(report, target, named).items() if unit in given]
                assert figure_of(text) == tuple(map(sum, zip(*counted)))
                checked += 1
    assert not tables or checked >= 20
