"""Another package named ``toolkit``: the command and the notebooks say so, instead of failing strangely."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from toolkit.commands import thidua_command
from toolkit.shipped import shipped

SCRIPT = Path(thidua_command.__file__)
NOTEBOOKS = sorted(shipped("notebooks").glob("*.ipynb"))


@pytest.fixture(params=["module", "package", "folder", "ours below another's"])
def other(request, tmp_path) -> Path:
    """A folder in which something else is called toolkit, and our entry as it is installed."""
    (tmp_path / "thidua_command.py").write_text(SCRIPT.read_text(encoding="utf-8"), encoding="utf-8")
    if request.param == "module":
        (tmp_path / "toolkit.py").write_text("", encoding="utf-8")
        return tmp_path
    (tmp_path / "toolkit").mkdir()
    if request.param != "folder":
        (tmp_path / "toolkit/__init__.py").write_text("__version__ = '9'\n", encoding="utf-8")
    if request.param.startswith("ours"):
        (tmp_path / "toolkit/__main__.py").write_bytes((SCRIPT.parents[1] / "__main__.py").read_bytes())
    return tmp_path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess:
    """A Python that finds nothing but that folder and the standard library."""
    return subprocess.run(
        [sys.executable, "-S", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
    )


def test_the_command_names_the_other_package(other):
    done = run(other, "-c", "import sys, thidua_command; sys.exit(thidua_command.main())")
    assert (done.returncode, done.stdout) == (4, "")
    (line,) = done.stderr.splitlines()
    assert f"tên toolkit trên máy này là một gói khác, ở {other}" in line
    assert "Cách sửa: " in line
    if (other / "toolkit/__main__.py").is_file():
        again = run(other, "-m", "toolkit")
        assert again.returncode == 4
        assert (
            again.stderr == f"toolkit ở {other}/toolkit/__init__.py là gói khác cùng tên. Cách sửa: docs/cai_dat.md.\n"
        )


def test_the_command_says_that_there_is_none(tmp_path):
    (tmp_path / "thidua_command.py").write_text(SCRIPT.read_text(encoding="utf-8"), encoding="utf-8")
    done = run(tmp_path, "-c", "import sys, thidua_command; sys.exit(thidua_command.main())")
    assert done.returncode == 4
    assert "không nạp được gói toolkit (ModuleNotFoundError). Cách sửa: " in done.stderr


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_first_cell_of_a_notebook_names_the_other_package(path, other):
    cells = [each.source for each in nbformat.read(path, as_version=4).cells if each.cell_type == "code"]
    (first,) = [source for source in cells if "import toolkit as tk" in source]
    nodes = ast.parse(first).body
    (end,) = [place for place, node in enumerate(nodes) if isinstance(node, ast.Assert)]
    until = "\n".join(ast.unparse(node) for node in nodes[: end + 1])
    done = run(other, "-c", until)
    assert done.returncode == 1
    assert "là gói khác cùng tên. Cách sửa: docs/cai_dat.md" in done.stderr.splitlines()[-1]
    assert str(other) in done.stderr.splitlines()[-1]
