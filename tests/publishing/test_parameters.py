"""Parameters that a notebook does not declare are refused, whoever runs it: papermill alone would take the default period."""

from __future__ import annotations

from types import SimpleNamespace

import IPython.core.getipython
import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook

import toolkit as tk
from toolkit.publishing import publish as publishing
from toolkit.publishing.parameters import assigned, refuse_unknown
from toolkit.words.errors import UsageError

SAID = r"không có tham số perriod \(gần nhất: period\); các tham số: period, data\. Cách sửa:"
DECLARED = 'period: str = "2024"\ndata = "data"'


@pytest.fixture
def notebook(tmp_path):
    """The path of a notebook with two parameters; it must never run."""
    declared = new_code_cell(DECLARED, metadata={"tags": ["parameters"]})
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = tmp_path / "n.ipynb"
    nbformat.write(new_notebook(cells=[declared, new_code_cell("open('ran', 'w')")], metadata=spec), path)
    return path


@pytest.mark.parametrize("given", [{"perriod": "2024"}, {"perriod": "2024", "data": "x"}])
def test_papermill_with_our_engine_refuses_it_before_any_cell_runs(notebook, tmp_path, given):
    with pytest.raises(UsageError, match=f"Sổ tay n.ipynb {SAID}"):
        papermill.execute_notebook(
            notebook, None, parameters=given, engine_name="thidua", cwd=tmp_path, progress_bar=False
        )
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("engine", publishing.ENGINES)
def test_the_command_refuses_it_by_either_engine(notebook, tmp_path, engine):
    with pytest.raises(UsageError, match=SAID):
        publishing.execute(notebook, parameters={"perriod": "2024"}, folder=tmp_path, engine=engine)


def run_cells(monkeypatch, *cells):
    shell = SimpleNamespace(user_ns={"In": ["", *cells]})
    monkeypatch.setattr(IPython.core.getipython, "get_ipython", lambda: shell)


def test_a_notebook_that_the_stock_engine_runs_refuses_it_itself(monkeypatch):
    run_cells(monkeypatch, DECLARED, '# Parameters\nperriod = "2024"\n', "tk.check_parameters()")
    with pytest.raises(UsageError, match=SAID):
        tk.check_parameters()


@pytest.mark.parametrize(
    "cells",
    [
        (DECLARED, "# Parameters\nperiod = 2024\n"),
        (DECLARED,),
        (DECLARED, "perriod = 1  # what an analyst writes is no parameter"),
        (DECLARED, "# Parameters\nold = 1\n", 'old: str = ""', "# Parameters\nold = 2\n"),  # the last run counts
    ],
)
def test_what_is_declared_or_no_parameter_is_let_be(monkeypatch, cells):
    run_cells(monkeypatch, *cells)
    tk.check_parameters()


def test_outside_of_a_notebook_there_is_nothing_to_check():
    tk.check_parameters()


def test_every_strange_name_is_told_once():
    with pytest.raises(UsageError, match=r"tham số x, y; các tham số: \(không có\)"):
        refuse_unknown(["x", "y", "x"], [])
    assert assigned("a, b = 1, 2\nc = d = 3\ne: int\nf(1)") == ["c", "d", "e"]
    assert assigned("a = = 1") == []


def test_a_refusal_in_a_notebook_is_its_sentence_and_no_way_through_the_code():
    refused = UsageError("Không có kỳ này. Cách sửa: chọn kỳ khác.")
    assert refused._render_traceback_() == ["Không có kỳ này. Cách sửa: chọn kỳ khác."]
