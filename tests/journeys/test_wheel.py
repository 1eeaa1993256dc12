"""The wheel: built, installed in an environment of its own, and used from a folder that has nothing to do with the source."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from toolkit.shipped import versions

ROOT = Path(__file__).resolve().parents[2]


def run(*words: object, **options) -> subprocess.CompletedProcess:
    """A program that must end well, with what it says."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "JUPYTER", "VIRTUAL"))}
    said = {"capture_output": True, "text": True, "encoding": "utf-8"}
    return subprocess.run([str(word) for word in words], env=own, **said, **options)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The file, built by the back end that pip would call; that of this environment, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory) -> Path:
    """An interpreter whose environment has the wheel, and of this one its libraries only."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, symlinks=os.name != "nt")
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index"]
    installed = run(*pip, wheel)
    assert installed.returncode == 0, installed.stderr
    (packages,) = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.splitlines()
    # What the libraries have put beside their code, where an installation of theirs would have put it.
    templates = "share/jupyter/nbconvert/templates"
    others = shutil.ignore_patterns("thidua")
    shutil.copytree(Path(sys.prefix, templates), place / templates, ignore=others, dirs_exist_ok=True)
    # A path so named is searched, but what makes the source known to this environment is not read.
    Path(packages, "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_everything_that_a_run_needs_travels_in_it_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "thidua_command.py" in names
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "toolkit").rglob("*")
        if path.is_file() and path.suffix in (".py", ".typed", ".j2", ".css", ".js", ".json", ".toml", ".yaml", ".csv")
    }
    shipped = {f"toolkit/package_data/notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")}
    shipped |= {f"toolkit/package_data/data/{path.name}" for path in (ROOT / "data").iterdir() if path.is_file()}
    package.remove("toolkit/commands/thidua_command.py")  # beside the package
    assert {name for name in names if name.startswith("toolkit/")} == package | shipped
    template = "thidua-0.1.0.data/data/share/jupyter/nbconvert/templates/thidua/"
    assert f"{template}index.html.j2" in names


@pytest.mark.slow
def test_it_works_where_there_is_no_source(python, tmp_path):
    def thidua(*words: object, code: int = 0) -> dict:
        done = run(python.with_name("thidua"), *words, "--json", cwd=tmp_path)
        assert done.returncode == code, done.stderr + done.stdout
        return json.loads(done.stdout)

    thidua("sample", "data", "--rows", "20", "--periods", "2024-H1")
    lacking = [each for each in thidua("doctor")["checks"] if not each["ok"]]
    assert lacking == []
    assert len(thidua("form", "2024-H1")["files"]) > 1
    made = thidua("report", "2024-H1", "--kind", "so_ket")["periods"][0]
    assert {"so_ket.html", "so_ket.docx", "notebooks/so_ket.ipynb"} <= set(made["files"])
    assert thidua("verify", "2024-H1")["exit_code"] == 0
    record = json.loads((tmp_path / "outputs/2024-H1/run.json").read_text(encoding="utf-8"))
    assert record["versions"]["thidua"] == versions()["thidua"]  # the same code, wherever it lies
    look = "import toolkit as tk; print(tk.__file__, tk.evaluate('2024-H1').is_complete)"
    place, is_complete = run(python, "-c", look, cwd=tmp_path).stdout.split()
    assert is_complete == "True"
    assert Path(place).is_relative_to(python.parents[1])
