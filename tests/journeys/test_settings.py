"""The rarely walked ways of other people's machines: closed streams, no home, settings of the user; the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from case_runs import FOLDER

from toolkit.publishing.engine import own_settings, process
from toolkit.report.charts import drawing

linux = pytest.mark.skipif(not process.is_possible(), reason="forks on Linux only")
THREAD, PICTURES = FOLDER / "public/04_template_cannot_load", FOLDER / "public/09_users_matplotlibrc"


def home_of_somebody(place):
    """A home with settings for IPython, Jupyter and matplotlib, and with another kernel of the name python3."""
    files = {
        ".config/matplotlib/matplotlibrc": (PICTURES / "matplotlibrc").read_text("utf-8"),
        ".ipython/profile_default/startup/a.py": "raise SystemExit(3)",
        ".ipython/profile_default/ipython_config.py": "get_config().InteractiveShell.ast_node_interactivity = 'all'\n",
        ".ipython/profile_default/ipython_kernel_config.py": "raise SystemExit(3)",
        ".jupyter/jupyter_config.py": "get_config().NotebookClient.timeout = 1\n",
        ".local/share/jupyter/kernels/python3/kernel.json": json.dumps(
            {"argv": ["/bin/false", "{connection_file}"], "display_name": "x", "language": "python"}
        ),
        "start.py": "print('PYTHONSTARTUP')",
    }
    for name, content in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(content, encoding="utf-8")
    return {"HOME": str(place), "PYTHONSTARTUP": str(place / "start.py"), "JUPYTER_PREFER_ENV_PATH": "0"}


def reports(folder, *, redirected="", **environ):
    """The files of a report of the base, made in a folder where matplotlib finds settings that it cannot read."""
    folder.mkdir()
    (folder / "matplotlibrc").write_bytes(b"khong.co: 3\n\xff\xfe\n")
    words = [sys.executable, "-m", "toolkit", "report", "2024", "--kind", "so_ket", "--jobs", "2"]
    words += ["--quiet", "--data", str(FOLDER / "public/base"), "--out", "out"]
    shell = ["bash", "-c", f'exec "$@" {redirected}', "bash", *words]
    done = subprocess.run(shell, cwd=folder, env={**os.environ, **environ}, capture_output=True, text=True, timeout=500)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if not line.startswith("2024: [")] == []
    made = folder / "out/2024"
    found = {path.relative_to(made).as_posix(): path.read_bytes() for path in made.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if name.endswith((".html", ".ipynb", ".docx"))}


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The files as they are where nothing is unusual."""
    made = reports(tmp_path_factory.mktemp("plain") / "place")
    assert {"notebooks/so_ket.ipynb", "so_ket.docx", "so_ket.html"} <= set(made)
    return made


@pytest.mark.slow
@linux
def test_settings_of_the_user_reach_no_report(plain, tmp_path):
    assert reports(tmp_path / "place", MPLBACKEND="pdf", **home_of_somebody(tmp_path / "home")) == plain


@pytest.mark.slow
@linux
def test_the_stock_kernel_makes_the_same_where_python_starts_a_thread_and_another_kernel_has_its_name(plain, tmp_path):
    assert reports(tmp_path / "place", PYTHONPATH=str(THREAD), **home_of_somebody(tmp_path / "home")) == plain


@pytest.mark.slow
@linux
def test_reports_need_no_home_and_no_standard_streams(plain, tmp_path):
    closed = "<&- >&- 2>&-"
    assert reports(tmp_path / "place", redirected=closed, HOME="/proc", MATPLOTLIBRC=str(PICTURES)) == plain


@linux
def test_a_command_whose_streams_are_closed_ends_as_it_would(tmp_path):
    words = [sys.executable, "-m", "toolkit", "check", "2024", "--data", str(FOLDER / "public/base")]
    assert subprocess.run(["bash", "-c", 'exec "$@" <&- >&- 2>&-', "bash", *words], cwd=tmp_path).returncode == 0


@linux
def test_what_is_written_to_a_closed_error_stream_does_not_go_among_the_results(tmp_path):
    words = [sys.executable, "-m", "toolkit", "check", "2024", "--json", "--data", str(FOLDER / "public/base")]
    shell = ["bash", "-c", 'exec "$@" 2>&-', "bash", *words]
    json.loads(subprocess.run(shell, cwd=tmp_path, stdout=subprocess.PIPE, check=True).stdout)


def test_pictures_take_nothing_from_the_settings_of_the_process_and_leave_them(monkeypatch):
    import matplotlib

    draw = drawing.drawn(lambda axes: axes.plot([1, 2], label="a"), 2, 1)
    plain = draw("svg"), draw("png")
    with matplotlib.rc_context(fname=str(PICTURES / "matplotlibrc")):
        before = dict(matplotlib.rcParams)
        assert (draw("svg"), draw("png")) == plain
        assert dict(matplotlib.rcParams) == before


def test_matplotlib_gets_a_folder_of_its_own_only_where_it_has_none(tmp_path, monkeypatch):
    monkeypatch.delenv("MPLCONFIGDIR", raising=False)
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    before = dict(os.environ)
    with own_settings(tmp_path) as children:
        assert "MPLCONFIGDIR" not in children.environ
        assert children.environ["MATPLOTLIBRC"] == str(tmp_path)
    (tmp_path / "a_file").touch()
    monkeypatch.setenv("HOME", str(tmp_path / "a_file"))
    with own_settings(tmp_path, {"HANDED": "1"}) as children:
        assert children.environ["MPLCONFIGDIR"] == str(tmp_path / "matplotlib")
        assert children.environ["HANDED"] == "1"
    assert dict(os.environ) == {**before, "HOME": str(tmp_path / "a_file")}
