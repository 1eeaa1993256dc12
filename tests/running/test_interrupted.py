"""A run that is stopped at any moment, a full disk, a file that somebody has open: each file is the old one or the new one."""

from __future__ import annotations

import json
import shutil
import signal
import stat
from pathlib import Path

import pytest
from file_layer import Moments, Stopped, ask_before, full_disk, held_open
from processes import linux
from quick import change_figures, files_of, quick_reports, report, two_years

from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.publishing.jobs import jobs_of
from toolkit.running import batch
from toolkit.running.batch import run
from toolkit.running.outcomes import RunOptions
from toolkit.writing.files import OutputFolder, open_output

MINE = b"changed by a person"
EDITED = ("2024/so_ket.docx", "2024/notebooks/kiem_tra.ipynb", "2024/scores.csv")
MOMENTS = 10
pytestmark = linux


@pytest.fixture(scope="module")
def reported(tmp_path_factory) -> Path:
    """A folder with its data and its reports, some of them changed by people, and figures that have changed since."""
    root = tmp_path_factory.mktemp("reported")
    with pytest.MonkeyPatch.context() as patch:
        quick_reports(patch)
        two_years(root)
        assert report(root, "--quiet") == 0
    shutil.copytree(root / "o", root / "first")
    for name in EDITED:
        (root / "o" / name).write_bytes(MINE)
    change_figures(root)
    return root


@pytest.fixture(scope="module")
def workspace(reported) -> Workspace:
    return Workspace.open(reported / "data")


@pytest.fixture
def here(reported, tmp_path, monkeypatch) -> Path:
    quick_reports(monkeypatch)
    shutil.copytree(reported, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run_in(workspace: Workspace, out: Path) -> None:
    """What ``thidua report`` does, without reading the data again."""
    periods = workspace.select()
    run(
        workspace,
        periods,
        options=RunOptions(
            out, choose=lambda period: jobs_of(workspace.plan, period=period, units=workspace.standing(period))
        ),
    )


def whole(folder: Path) -> dict[str, bytes]:
    """The files, but for what a run that was killed leaves until the next one."""
    return {name: content for name, content in files_of(folder).items() if ".thidua" not in name}


@pytest.fixture(scope="module")
def moments(reported, workspace, tmp_path_factory) -> tuple[int, dict[str, bytes]]:
    """How often a run changes a file, and what is there when it has ended."""
    out, count = tmp_path_factory.mktemp("counted") / "o", Moments()
    shutil.copytree(reported / "o", out)
    with pytest.MonkeyPatch.context() as patch:
        quick_reports(patch)
        ask_before(patch, count)
        run_in(workspace, out)
    return count.count, whole(out)


@pytest.mark.parametrize("is_killed", [True, False], ids=["killed", "interrupted"])
@pytest.mark.parametrize("moment", range(MOMENTS))
def test_at_every_moment_each_file_is_old_or_new_and_the_next_run_ends_the_same(
    moment, is_killed, here, workspace, moments
):
    number, after = moments
    before = whole(here / "o")
    with pytest.MonkeyPatch.context() as patch:
        ask_before(patch, Moments(at=moment * number // MOMENTS, is_killed=is_killed))
        with pytest.raises(Stopped if is_killed else KeyboardInterrupt):
            run_in(workspace, here / "o")
    then = whole(here / "o")
    assert {name: then[name] for name in EDITED} == dict.fromkeys(EDITED, MINE)
    assert before.keys() <= then.keys() <= before.keys() | after.keys()
    known = {name: {each[name] for each in (before, after) if name in each} for name in then}
    records = ("2024/run.json", "2023/run.json", "index.html", "noi_bo.html")  # they say how far the run came
    assert [name for name in then if then[name] not in known[name] and name not in records] == []
    run_in(workspace, here / "o")
    assert whole(here / "o") == after
    assert not list((here / "o").rglob(".thidua*"))


def test_what_a_killed_run_made_is_known_to_a_run_of_another_period(here, workspace, moments):
    number, _ = moments
    with pytest.MonkeyPatch.context() as patch:
        ask_before(patch, Moments(at=number * 2 // 3))
        with pytest.raises(Stopped):
            run_in(workspace, here / "o")
    assert (here / "o/.thidua.journal").is_file()
    new = {name for name, content in whole(here / "o").items() if (here / "first" / name).is_file()} - {*EDITED}
    assert report(here, "2023") == 0
    assert not (here / "o/.thidua.journal").exists()
    record = json.loads((here / "o/2024/run.json").read_text(encoding="utf-8"))
    assert {name for name in new if name.startswith("2024/")} - {"2024/run.json"} <= {
        f"2024/{each}" for each in record["outputs"]
    }
    assert record["stale"]
    change_figures(here, signed=3)
    assert report(here) == 0
    assert [n for n in whole(here / "o") if "bản mới" in n and n.replace(" (bản mới)", "") not in EDITED] == []


def test_the_first_run_of_all_may_be_killed_too(reported, workspace, tmp_path, monkeypatch):
    quick_reports(monkeypatch)
    for moment in (1, 4, 9, 30):
        with pytest.MonkeyPatch.context() as patch:
            ask_before(patch, Moments(at=moment))
            with pytest.raises(Stopped):
                run_in(workspace, tmp_path / "o")
    run_in(workspace, tmp_path / "o")
    assert not [name for name in files_of(tmp_path / "o") if "bản mới" in name or "thidua" in name]


def test_whoever_stops_a_run_is_told_how_many_reports_are_new_and_how_many_are_old(here, monkeypatch, capsys):
    real, made = batch._write, []

    def write(*given):
        if len(made) == 4:
            raise KeyboardInterrupt
        made.append(given[1])
        real(*given)

    (here / "o/2024/phieu_don_vi/C.html").unlink()
    (here / "o/2024/phieu_don_vi/C.docx").unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "_write", write)
        assert report(here, "2024") == 130
    assert capsys.readouterr().err == (
        "Đã dừng theo yêu cầu; 4/6 báo cáo phải lập đã là bản mới, 1 còn là bản cũ, 1 chưa có; "
        "tệp nào cũng nguyên vẹn. Chạy lại lệnh thì phần còn lại được lập.\n"
    )
    assert report(here, "2024", "--dry-run") == 0
    assert "2/6 báo cáo sẽ được lập" in capsys.readouterr().out
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workspace, "evaluated", lambda *_: signal.raise_signal(signal.SIGINT))
        assert report(here, "2024") == 130
    assert "chưa ghi tệp nào: 0 báo cáo mới, mọi báo cáo còn là bản cũ." in capsys.readouterr().err


def test_files_that_cannot_be_replaced_fail_alone_and_are_made_when_they_can(here, capsys):
    shutil.rmtree(here / "o")
    shutil.copytree(here / "first", here / "o")
    old, held = files_of(here / "o"), ("so_ket.docx", "noi_bo/so_ket.docx", "scores.csv", "kiem_tra.html")
    with pytest.MonkeyPatch.context() as patch:
        ask_before(patch, held_open(*(Path(name).name for name in held)))
        assert report(here, "2024", "--json") == 3
    said = capsys.readouterr()
    for name in held:
        told = f"Không ghi được tệp {name} kỳ 2024: không thay được {here / 'o/2024' / name}: tệp đang mở"
        assert told in said.err
    assert "nếu đang mở: lưu, đóng rồi chạy lại" in said.err
    assert "Lỗi của bộ công cụ" not in said.err
    assert set(json.loads(said.out)["periods"][0]["failed"]) == set(held)
    new = files_of(here / "o")
    assert {name: new[f"2024/{name}"] for name in held} == {name: old[f"2024/{name}"] for name in held}
    assert new["2024/noi_bo/binh_xet.html"] != old["2024/noi_bo/binh_xet.html"]
    assert new["2024/so_ket.html"] != old["2024/so_ket.html"]
    assert not [each for each in new if "thidua" in each or "bản mới" in each]
    assert set(held) <= set(json.loads(new["2024/run.json"])["stale"])
    assert report(here, "2024", "--dry-run") == 0
    assert "  so_ket: lần trước chưa lập xong" in capsys.readouterr().out.splitlines()
    assert report(here, "2024") == 0
    last = files_of(here / "o")
    assert [name for name in held if last[f"2024/{name}"] == old[f"2024/{name}"]] == []


def test_a_file_that_is_read_only_or_open_is_said_to_be_so(here, capsys):
    shutil.copytree(here / "first", here / "o", dirs_exist_ok=True)
    (here / "o/2024/so_ket.docx").chmod(stat.S_IRUSR)
    (here / "o/2024/phieu_don_vi/~$A.docx").write_bytes(b"")
    with pytest.MonkeyPatch.context() as patch:
        ask_before(patch, held_open("A.docx"))
        assert report(here, "2024") == 3
    said = capsys.readouterr().err
    assert "so_ket.docx: tệp chỉ cho đọc; bản cũ còn nguyên. Cách sửa: bỏ thuộc tính chỉ đọc của tệp." in said
    assert "A.docx: tệp đang mở; bản cũ còn nguyên. Cách sửa: lưu, đóng rồi chạy lại." in said


@pytest.mark.parametrize("after", [0, 1, 3, 8, 14])
def test_a_full_disk_is_told_as_it_is_and_loses_nothing(after, here, capsys):
    before = whole(here / "o")
    with pytest.MonkeyPatch.context() as patch:
        ask_before(patch, full_disk(after=after))
        code = report(here, "2024")
    said = capsys.readouterr().err
    then = whole(here / "o")
    assert "hết dung lượng đĩa" in said
    assert "Lỗi của bộ công cụ" not in said
    assert code == (4 if then == before else 3)
    assert {name: then[name] for name in EDITED} == dict.fromkeys(EDITED, MINE)
    assert report(here, "2024") == 0
    shutil.rmtree(here / "o")
    shutil.copytree(here / "first", here / "o")
    for name in EDITED:
        (here / "o" / name).write_bytes(MINE)
    again = whole(here / "o")
    assert again.keys() == before.keys()


def test_two_reports_that_fail_end_no_run_and_both_are_in_the_log(here, monkeypatch, capsys):
    real = batch._Press._make

    def make(self, outcome, job):
        if job.name in ("so_ket", "phieu_don_vi/A"):
            raise RuntimeError("giá trị mật") if job.name == "so_ket" else LookupError
        return real(self, outcome, job)

    monkeypatch.setattr(batch._Press, "_make", make)
    assert report(here, "2024") == 3
    said = capsys.readouterr().err
    assert "Không lập được báo cáo so_ket" in said
    assert "Không lập được báo cáo phieu_don_vi/A" in said
    log = (here / "o/loi.log").read_text(encoding="utf-8")
    assert ("RuntimeError" in log, "LookupError" in log, "giá trị mật" in log) == (True, True, False)
    record = json.loads((here / "o/2024/run.json").read_text(encoding="utf-8"))
    assert {"so_ket.html", "phieu_don_vi/A.html"} <= set(record["stale"])
    assert (here / "o/2024/so_ket.html").is_file()


def test_a_log_that_cannot_be_written_ends_no_run(here, monkeypatch, capsys):
    (here / "o/loi.log").mkdir()
    monkeypatch.setattr(batch._Press, "_make", lambda *_: 1 / 0)
    assert report(here, "2024") == 3
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_where_open_files_can_be_neither_removed_nor_replaced_a_run_ends_as_elsewhere(here, capsys):
    with pytest.MonkeyPatch.context() as patch:
        ask_before(patch, held_open())
        assert report(here) == 0
        with open_output(here / "o", command="report"):
            assert report(here) == 4
        assert "đang được một lần chạy khác sử dụng" in capsys.readouterr().err
        assert report(here, "2024", "so_ket", command="keep") == 0
        assert report(here, "2024", command="publish") == 0
        assert main(["form", "2024", "--data", str(here / "data"), "--out", str(here / "o")]) == 0
    assert not list((here / "o").rglob(".thidua*"))


@pytest.mark.parametrize(("is_windows", "times"), [(False, 1), (True, 2)])
def test_a_run_removes_its_own_lock_file_and_never_that_of_the_next(is_windows, times, tmp_path, monkeypatch):
    """Where an open file can be removed it is removed while it is held; elsewhere afterwards, if nobody has it by then."""
    asked, refuse = [], held_open()

    def ask(action, path):
        if path.name == ".thidua.lock":
            asked.append(action)
            if is_windows:
                refuse(action, path)

    with open_output(tmp_path, command="report"):
        ask_before(monkeypatch, ask)
    assert asked == ["remove"] * times
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_takes_its_half_files_away(tmp_path, monkeypatch):
    folder = OutputFolder(tmp_path)
    ask_before(monkeypatch, full_disk(after=1))
    with pytest.raises(Exception, match="hết dung lượng đĩa"):
        folder.write({"a.csv": b"1", "b.csv": b"2"})
    assert list(tmp_path.iterdir()) == []
