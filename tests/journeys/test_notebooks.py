"""The notebooks: pages to read, stored without outputs, run by stock papermill, converted by stock nbconvert."""

from __future__ import annotations

import ast
import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest
from case_runs import FOLDER

from toolkit.commands.cli import main
from toolkit.publishing import publish as publishing
from toolkit.publishing.jobs import KINDS
from toolkit.sample import shipped_data

PATHS = sorted(publishing.NOTEBOOKS.glob("*.ipynb"))
ROOT = publishing.NOTEBOOKS.parent


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_a_notebook_is_a_page_to_read(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(cells) <= 15
    for cell in cells:
        assert (cell.outputs, cell.execution_count) == ([], None)
        assert len(cell.source.splitlines()) <= 15
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, (ast.FunctionDef, ast.For, ast.While, ast.BinOp, ast.comprehension)), (
                cell.source
            )
    first = next(cell.source for cell in cells if "tk.evaluate" in cell.source)
    assert first.index("tk.check_parameters()") < first.index("tk.evaluate")
    assert notebook.cells[0].cell_type == "markdown"
    assert "widgets" not in notebook.metadata
    assert [c.metadata.get("tags") for c in cells].count(["parameters"]) == 1
    assert all(cell.metadata.get("tags") == ["ghi-chu"] for cell in notebook.cells if cell.cell_type == "markdown")


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_its_parameters_are_those_of_the_contract(path):
    known = papermill.inspect_notebook(str(path))
    names = ("period", "data", "out", *(("unit",) if path.stem == "phieu_don_vi" else ()))
    assert {name: p["inferred_type_name"] for name, p in known.items()} == dict.fromkeys(names, "str")


def test_every_kind_of_report_has_its_notebook_and_the_bench_is_no_report():
    assert {path.stem for path in PATHS} == {*KINDS, "kham_pha"}


@pytest.mark.slow
def test_stock_papermill_and_nbconvert_give_the_report_of_the_command(tmp_path):
    run = [
        sys.executable,
        "-m",
        "papermill",
        str(ROOT / "notebooks/so_ket.ipynb"),
        str(tmp_path / "x.ipynb"),
        "-p",
        "period",
        "2024",
        "-p",
        "data",
        str(FOLDER / "public/base"),
        "--no-progress-bar",
    ]
    subprocess.run(run, check=True, capture_output=True, cwd=tmp_path)
    convert = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "--template", "thidua", "x.ipynb"]
    subprocess.run(convert, check=True, capture_output=True, cwd=tmp_path)
    assert (
        main(
            [
                "report",
                "2024",
                "--kind",
                "so_ket",
                "--quiet",
                "--data",
                str(FOLDER / "public/base"),
                "--out",
                str(tmp_path / "o"),
            ]
        )
        == 0
    )
    stock, ours = ((tmp_path / name).read_text(encoding="utf-8") for name in ("x.html", "o/2024/so_ket.html"))
    assert re.sub(r"\n+", "\n", stock).strip() == re.sub(r"\n+", "\n", ours).strip()


@pytest.mark.slow
def test_an_executed_notebook_runs_again_where_it_lies(tmp_path):
    for name in ("data", "outputs"):
        (tmp_path / name).mkdir()
    assert main(["sample", str(tmp_path / "data"), "--rows", "30", "--periods", "2024-Q1"]) == 0
    assert (
        main(
            [
                "report",
                "--quiet",
                "--kind",
                "kiem_tra",
                "--data",
                str(tmp_path / "data"),
                "--out",
                str(tmp_path / "outputs"),
            ]
        )
        == 0
    )
    lies = Path(tmp_path / "outputs/2024-Q1/notebooks")
    again = publishing.execute(lies / "kiem_tra.ipynb", parameters={}, folder=lies)
    assert "quý I năm 2024" in json.dumps(again, ensure_ascii=False)


def people_of(data):
    """The codes of the staff and the names and codes of the people nominated in a period: what no text may hide."""
    with (data / "can_bo.csv").open(encoding="utf-8-sig", newline="") as file:
        codes = {row["Mã cán bộ"] for row in csv.DictReader(file)}
    with (data / "de_nghi.csv").open(encoding="utf-8-sig", newline="") as file:
        nominated = [row for row in csv.DictReader(file) if row["Loại"] == "Cá nhân"]
    return codes | {row[key] for row in nominated for key in ("Tên", "Mã đề nghị")}


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_it_opens_and_runs_in_its_own_folder_and_saved_keeps_nobody_whom_it_does_not_show(path):
    """As JupyterLab runs and saves it: every form of every output, and the state of the widgets."""
    saved = papermill.execute_notebook(str(path), None, cwd=str(publishing.NOTEBOOKS), progress_bar=False)
    said = json.dumps(saved, ensure_ascii=False)
    assert ("giai đoạn 2022 – 2025" if path.stem == "tong_ket" else "năm 2024") in said
    people = people_of(shipped_data() / "2024")
    outputs = [output for cell in saved.cells for output in cell.get("outputs", [])]
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert ("application/vnd.jupyter.widget-view+json" in kinds) == (path.stem == "kham_pha")
    for output in outputs:
        forms = dict(output.get("data", {}))
        shown = json.dumps(forms.pop("text/html", "") or output.get("text", ""), ensure_ascii=False)
        hidden = json.dumps(forms, ensure_ascii=False)
        assert not [each for each in people if each in hidden and each not in shown]
        assert len(forms.get("text/plain", "")) < 500
    assert not [each for each in people if each in json.dumps(saved.metadata, ensure_ascii=False)]
