"""Fixtures that several test files share: a browser, a word processor, the reports of the sample."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from browsing import CHROMIUM, FLAGS, need
from hypothesis import settings
from sample_folder import sample_workspace

from toolkit.periods import parse_period
from toolkit.publishing.publish import page_bytes
from toolkit.report import (
    award_papers,
    award_report,
    check_report,
    final_report,
    html_tables,
    interim_report,
    unit_check,
    unit_sheet,
)
from toolkit.report.model import Figure

# No test is timed: a busy machine is no fault.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

collect_ignore = ["data", "benchmarks"]  # data folders, one of them with the script that makes it


# Not for the whole session: the loop that it runs would be in the way of the tests that run notebooks.
@pytest.fixture(scope="module")
def browser():
    """Chromium, started once for the tests of a file."""
    need(chromium=CHROMIUM, poppler_utils=shutil.which("pdftotext"))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """LibreOffice: a function that turns a DOCX into the PDF beside it."""
    program = shutil.which("soffice")
    need(libreoffice_writer=program)
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def converted(path):
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", path.parent, path], capture_output=True, check=True, timeout=120)
        return path.with_suffix(".pdf")

    return converted


@pytest.fixture(scope="session")
def sample_reports():
    """Reports of the sample by name: of the last two years and of the whole movement, of every kind that people read."""
    workspace, made = sample_workspace(), {}
    for text in ("2024", "2025", "2022..2025"):
        period = parse_period(text)
        kept = workspace.evaluated(period)
        whole = final_report if period.is_range else interim_report
        made[f"{period.id}-{'tong_ket' if period.is_range else 'so_ket'}"] = whole(
            kept.evaluation, history=kept.history
        )
        made[f"{period.id}-kiem_tra"] = check_report(kept.evaluation, history=kept.history)
        made[f"{period.id}-kiem_tra_don_vi"] = unit_check(kept.evaluation, unit="CSCN", history=kept.history)
        made[f"{period.id}-binh_xet"] = award_report(kept.evaluation)
        made[f"{period.id}-phieu_don_vi"] = unit_sheet(kept.evaluation, unit="CSCN", history=kept.history)
        if text == "2024":
            made |= {f"{period.id}-{name}": paper for name, paper in award_papers(kept.evaluation).items()}
    return {name: _drawn_once(report) for name, report in made.items()}


def _drawn_once(report):
    """The report, whose figures are drawn the first time that a kind of picture is asked for, and then kept."""

    def kept(block):
        return replace(block, draw=cache(block.draw)) if isinstance(block, Figure) else block

    sections = tuple(replace(each, blocks=tuple(map(kept, each.blocks))) for each in report.sections)
    object.__setattr__(report, "sections", sections)  # numbered already: a report that is made anew numbers again
    return report


@pytest.fixture(scope="session")
def sample_pages(sample_reports, tmp_path_factory):
    """A folder with the page of each of them, by its name. Only to be read."""
    folder = tmp_path_factory.mktemp("sample_pages")
    for name, report in sample_reports.items():
        (folder / f"{name}.html").write_bytes(page_bytes(report.title, *report.sections))
    return folder


@pytest.fixture(scope="session")
def searched_pages(sample_reports, tmp_path_factory):
    """The pages of two reports as if their tables, of a dozen rows each, were long ones: with search, choices and order."""
    folder = tmp_path_factory.mktemp("searched_pages")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html_tables, "SEARCHED", 5)
        for name in ("2024-so_ket", "2025-so_ket"):
            report = sample_reports[name]
            (folder / f"{name}.html").write_bytes(page_bytes(report.title, *report.sections))
    return folder


def pytest_terminal_summary(terminalreporter):
    """The last lines say which tests were left out, what this machine lacks for them, and how to get it."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    if reasons:
        terminalreporter.section("left out on this machine")
        for reason, number in sorted(reasons.items()):
            terminalreporter.line(f"{number} tests: {reason}")
