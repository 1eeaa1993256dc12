"""``tk.report``: reports from a program, which stays as it was."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from types import FunctionType

import pytest
from small import plan, write_folder

import toolkit as tk
from toolkit.publishing import publish as publishing
from toolkit.words.errors import ToolkitError, UsageError
from toolkit.writing.files import open_output

DOCUMENTS = (
    "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n2,B,01/02/2024,,Có\n3,C,01/02/2024,,Có\n"
)
EMPTY = b"PK\x05\x06" + bytes(18)  # a Word file, as far as it is looked at
# A program as an analyst writes it, without ``if __name__ == "__main__"``; what it prints is told at the end.
PROGRAM = """
import json, os, signal, sys, threading
import toolkit as tk

def state():
    return dict(os.environ), os.getcwd(), [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]

print("once")
before, runs = state(), {}
def make(out):
    runs[out] = tk.report("2024", data="data", out=out, kinds=["kiem_tra"])
threads = [threading.Thread(target=make, args=(out,)) for out in ("o1", "o2")]
[each.start() for each in threads], [each.join() for each in threads]
same = state() == before
print(json.dumps([same, {o: [r.is_complete, len(r.made), dict(r.failed)] for o, r in runs.items()}]))
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with good data in data/, as a program would stand in it."""
    write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS})
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def quick(monkeypatch):
    """Notebooks that are not run: the units whose sheet fails, by name."""
    failing = set()

    def publish(kind, *, parameters, **_):
        if parameters.get("unit") in failing:
            raise ToolkitError("hỏng. Cách sửa: sửa.")
        return publishing.Published(b"{}", kind.encode())

    monkeypatch.setattr(publishing, "publish", publish)
    monkeypatch.setattr(
        "toolkit.publishing.documents.Writers._ask", lambda _, asked: dict.fromkeys(asked[2].documents, EMPTY)
    )
    return failing


def files_of(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.slow
def test_two_threads_of_a_plain_program_make_the_same_at_once_and_leave_it_as_it_was(here):
    (here / "program.py").write_text(PROGRAM, encoding="utf-8")
    done = subprocess.run([sys.executable, "program.py"], capture_output=True, text=True, encoding="utf-8")
    assert done.stderr == ""
    first, told = done.stdout.splitlines()
    is_same, runs = json.loads(told)
    assert (first, is_same) == ("once", True)
    assert (
        runs["o1"] == runs["o2"] == [True, 15, {}]
    )  # 5 tables and their workbook, 3 and theirs of the house, a notebook, a page and one of each unit
    assert files_of(here / "o1") == files_of(here / "o2")
    assert not [name for name in files_of(here / "o1") if "thidua-" in name]


def test_what_was_made_and_what_still_held(here, quick):
    first = tk.report("2024", kinds=["phieu_don_vi"], units=["A", "C"])
    assert first.folder == here / "outputs/2024"
    names = [path.relative_to(first.folder).as_posix() for path in first.made]
    assert [name for name in names if "phieu" in name] == [
        *(f"noi_bo/phieu_don_vi/{file}" for file in ("A.docx", "A.html", "C.docx", "C.html")),
        "notebooks/phieu_don_vi__A.ipynb",
        "notebooks/phieu_don_vi__C.ipynb",
        "phieu_don_vi/A.docx",
        "phieu_don_vi/A.html",
        "phieu_don_vi/C.docx",
        "phieu_don_vi/C.html",
    ]
    assert (first.kept, dict(first.failed), first.is_complete, first.findings) == ((), {}, True, ())
    assert first.index.is_file()
    again = tk.report(2024, kinds="phieu_don_vi", units="A")
    assert again.made == ()
    assert set(again.kept) == set(first.made)
    with pytest.raises(AttributeError):
        again.made = ()


def test_what_failed_says_why_and_the_rest_is_made(here, quick):
    quick.add("B")
    run = tk.report("2024", kinds=["phieu_don_vi"])
    assert dict(run.failed) == {"phieu_don_vi/B": "hỏng. Cách sửa: sửa."}
    assert not run.is_complete
    assert run.folder / "phieu_don_vi/C.html" in run.made


def test_a_figure_that_is_missing_is_no_complete_run(here, quick):
    (here / "data/2024/van_ban.csv").unlink()
    write_folder(here / "data", {"2024/van_ban__A.csv": "".join(DOCUMENTS.splitlines(keepends=True)[:2])})
    run = tk.report("2024", kinds=["kiem_tra"])
    assert dict(run.failed) == {}
    assert not run.is_complete
    assert run.findings


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"period": "2031"}, "2024"),
        ({"kinds": ["so_kt"]}, "'so_ket'"),
        ({"units": ["A", "AA"]}, "'AA'"),
        ({"engine": "nhanh"}, "stock"),
        ({"memory": "ít"}, "MB"),
        ({"out": "data/x"}, "thư mục số liệu"),
    ],
)
def test_wrong_usage_is_refused_and_nothing_written(here, asked, named):
    with pytest.raises(UsageError, match=named):
        tk.report(**{"period": "2024", **asked})
    assert [path.name for path in here.iterdir()] == ["data"]


def test_a_faulty_plan_and_a_folder_in_use_are_refused_as_everywhere(here):
    with (
        open_output(here / "outputs", command="report"),
        pytest.raises(ToolkitError, match="đang được một lần chạy khác"),
    ):
        tk.report("2024", kinds=["kiem_tra"])
    write_folder(here / "data", {}, plan=plan(scoring={"cap": "x"}))
    with pytest.raises(ToolkitError, match="KH-02") as refused:
        tk.report("2024")
    assert refused.value.findings


def test_the_public_name_is_the_function_whatever_has_been_imported():
    assert isinstance(tk.report, FunctionType)
    importlib.import_module("toolkit.report.document")
    assert isinstance(tk.report, FunctionType)
