"""What JupyterLab itself saves as HTML (File → Save and Export) is the report of the command."""

from __future__ import annotations

import html
import re
import subprocess
import sys
import urllib.request
from urllib.parse import urlsplit

import pytest
from case_runs import FOLDER
from lab import lab

from toolkit.commands.cli import main
from toolkit.publishing.publish import NOTEBOOKS

pytestmark = pytest.mark.slow
DATA = FOLDER / "public/base"


def words(page):
    """What a reader reads of a page."""
    plain = re.sub(r"<(style|script).*?</\1>", " ", page, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", " ", plain)).split()


def pictures(page):
    """The drawings, as they were drawn."""
    return re.findall(r"<svg.*?</svg>", page, flags=re.S)


@pytest.mark.parametrize("template", ["", "thidua"])
def test_what_lab_exports_is_the_report_of_the_command(tmp_path, template):
    options = [f"--HTMLExporter.template_name={template}"] if template else []
    with lab(tmp_path / "lab", options=options) as address:
        path = tmp_path / "lab/notebooks/so_ket.ipynb"
        run = [sys.executable, "-m", "papermill", str(NOTEBOOKS / "so_ket.ipynb"), str(path), "--no-progress-bar"]
        run += ["-p", "period", "2024", "-p", "data", str(DATA)]
        subprocess.run(run, check=True, capture_output=True, cwd=tmp_path)
        asked = urlsplit(address)
        export = f"{asked.scheme}://{asked.netloc}/nbconvert/html/notebooks/so_ket.ipynb?download=true&{asked.query}"
        with urllib.request.urlopen(export, timeout=180) as answer:
            exported = answer.read().decode("utf-8")
    out = tmp_path / "out"
    assert main(["report", "2024", "--kind", "so_ket", "--quiet", "--data", str(DATA), "--out", str(out)]) == 0
    ours = (out / "2024/so_ket.html").read_text(encoding="utf-8")
    if template:
        assert exported.split() == ours.split()
    sections = [re.findall(r"<section.*?</section>", page, flags=re.S) for page in (exported, ours)]
    assert len(sections[0]) == len(sections[1]) > 5
    assert [words(each) for each in sections[0]] == [words(each) for each in sections[1]]
    assert pictures(exported) == pictures(ours) != []
