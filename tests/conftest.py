"""Fixtures that several test files share: a browser, a word processor, the reports of the sample."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from browsing import CHROMIUM, FLAGS, need

from toolkit.report import check_report, interim_report
from toolkit.sample import shipped_data
from toolkit.workspace import evaluate_period, history_of


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
    """The reports of the sample's last two periods by name, each of a kind that offices read."""
    made = {}
    for period in ("2024", "2025"):
        evaluation = evaluate_period(period, data=shipped_data())
        made[f"{period}-so_ket"] = interim_report(evaluation, history=history_of(period, data=shipped_data()))
        made[f"{period}-kiem_tra"] = check_report(evaluation)
    return made
