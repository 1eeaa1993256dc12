"""More than one machine: a real scheduler and two workers, the same bytes; a worker that is killed costs only time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from processes import command_of, family, linux, processes, wait_for
from small import plan, write_folder

from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.publishing.jobs import Job
from toolkit.running.cluster import joined, worker
from toolkit.shipped import versions
from toolkit.words.errors import ToolkitError

pytestmark = [pytest.mark.slow, linux]
# Two of A's documents are signed, one is not; B's one has a cell that nobody can read; of C's, one is secret, one old.
DOCUMENTS = (
    "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n2,A,02/02/2024,,Có\n3,A,03/02/2024,,Không\n"
    "4,B,01/02/2024,,chắc là có\n5,C,01/02/2024,Mật,Có\n6,C,01/02/2023,,Có\n"
)
PERIOD = parse_period("2024")


def templates(root: int) -> dict[int, int]:
    """Template of the engine → the worker that holds it, for all below a process; the children look like their template."""
    every = processes()
    found = {pid: every.get(pid, 0) for pid in family(root) if "toolkit.publishing.engine.template" in command_of(pid)}
    return {pid: parent for pid, parent in found.items() if parent not in found}


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@contextmanager
def dask(folder: Path, *words: str):
    """A process of Dask's own command."""
    # A second death of the same report is one too many: nobody has to wait for the fourth.
    environ = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    command = [sys.executable, "-m", "dask", *words, "--no-dashboard", "--scheduler-file", folder / "scheduler.json"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environ, "cwd": folder}
    started = subprocess.Popen(command, start_new_session=True, **quiet)
    try:
        yield started.pid
    finally:
        started.terminate()
        started.wait()


def address_in(folder: Path) -> str:
    """The address that a scheduler has written down; empty while it is still writing."""
    try:
        return json.loads((folder / "scheduler.json").read_text())["address"]
    except (OSError, ValueError):
        return ""


def a_worker(folder: Path, *words: str):
    """A process that works, under the one that starts it again when it dies."""
    wait_for(lambda: address_in(folder))
    own = ["--nthreads", "1", "--host", "127.0.0.1", "--local-directory", str(folder / "scratch")]
    return dask(folder, "worker", *own, *words)


class Machines:
    """A scheduler's address, and the processes that keep its workers."""

    def __init__(self, address: str, keepers: tuple[int, ...]):
        self.address, self.keepers = address, keepers

    @property
    def workers(self) -> list[int]:
        """The processes that work."""
        return [pid for keeper in self.keepers for pid in family(keeper) if "spawn_main" in command_of(pid)]


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    """A scheduler and two workers, with nothing in common but the toolkit."""
    folder = tmp_path_factory.mktemp("dask")
    with (
        dask(folder, "scheduler", "--host", "127.0.0.1", "--port", "0"),
        a_worker(folder) as first,
        a_worker(folder) as second,
    ):
        address = address_in(folder)
        with joined(address, workers=0) as cluster:
            cluster._client.wait_for_workers(2, timeout=60)
        yield Machines(address, (first, second))


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """A small folder with a report of each kind, made without a cluster: (data, output, exit code)."""
    root = tmp_path_factory.mktemp("here")
    write_folder(root / "data", {"2024/van_ban.csv": DOCUMENTS})
    return root / "data", root / "o", main(report(root / "data", root / "o"))


def report(data: Path, out: Path, *words: str) -> list[str]:
    """The command's words."""
    return ["report", "--quiet", "--data", str(data), "--out", str(out), *words]


def started(words: list[str], said: IO | None = None) -> subprocess.Popen:
    """The command as a process of its own, as in a terminal; what it says goes to a file, if wanted."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL if said is None else said}
    return subprocess.Popen([sys.executable, "-m", "toolkit", *words], start_new_session=True, **quiet)


def test_reports_and_figures_have_the_same_bytes_and_the_command_the_same_end(machines, here, tmp_path):
    data, out, code = here
    assert code == 3  # B's figure cannot be known
    assert main(report(data, tmp_path / "o", "--cluster", machines.address)) == code
    assert bytes_of(tmp_path / "o") == bytes_of(out)


def test_a_worker_killed_under_a_report_costs_only_time(machines, here, tmp_path):
    data, out, code = here
    run = started(report(data, tmp_path / "o", "--cluster", machines.address, "--force"))

    def reporting() -> list[tuple[int, int]]:
        """(worker, template) where the template has a child: a notebook runs in it."""
        held = {pid: parent for keeper in machines.keepers for pid, parent in templates(keeper).items()}
        return [(parent, pid) for pid, parent in held.items() if family(pid)]

    victim, template = wait_for(reporting)[0]
    left = {template} | family(template)
    os.kill(victim, signal.SIGKILL)
    assert run.wait(timeout=120) == code
    assert bytes_of(tmp_path / "o") == bytes_of(out)
    assert not left & set(processes())
    wait_for(lambda: len(machines.workers) == 2)


def test_a_report_that_kills_its_worker_each_time_fails_alone(machines):
    def die(made_by):
        os.kill(os.getpid(), signal.SIGKILL)

    with joined(machines.address, workers=0) as cluster:
        with pytest.raises(ToolkitError, match="dừng đột ngột nhiều lần khi làm báo cáo so_ket"):
            cluster._result(die, what="báo cáo so_ket")
        assert cluster._result(lambda made_by: 1, what="báo cáo so_ket") == 1
    wait_for(lambda: len(machines.workers) == 2)


def test_what_a_report_fails_of_is_told_as_here(machines, here):
    kept = Workspace.open(here[0]).evaluated(PERIOD)
    with joined(machines.address, workers=0) as cluster, pytest.raises(ToolkitError, match="Không có sổ tay khong_co"):
        cluster.make(kept, Job("khong_co"), parameters={"data": "data"}, engine="thidua")


def test_who_waits_is_told_when_the_work_is_given_up(machines):
    with joined(machines.address, workers=0) as cluster:
        timer = threading.Timer(0.5, cluster.stop)
        timer.start()
        with pytest.raises(ToolkitError, match="Đã dừng theo yêu cầu"):
            cluster._result(lambda made_by: time.sleep(3), what="báo cáo so_ket")
        with pytest.raises(ToolkitError, match="Đã dừng theo yêu cầu"):
            cluster._result(lambda made_by: 1, what="báo cáo so_ket")


def test_a_scheduler_that_goes_is_told_and_nobody_waits_for_ever(tmp_path, capfd):
    from dask import config

    with (
        config.set({"distributed.comm.timeouts.connect": "2s"}),
        dask(tmp_path, "scheduler", "--host", "127.0.0.1", "--port", "0") as pid,
        a_worker(tmp_path),
    ):
        address = address_in(tmp_path)
        with joined(address, workers=0) as cluster:
            timer = threading.Timer(0.5, os.kill, (pid, signal.SIGKILL))
            timer.start()
            with pytest.raises(ToolkitError, match="Mất kết nối với bộ điều phối của cụm"):
                cluster._result(lambda made_by: time.sleep(5), what="báo cáo so_ket")
    assert capfd.readouterr().err == ""


def test_workers_of_another_version_or_without_the_toolkit_are_refused_by_name(machines, tmp_path):
    folder = tmp_path
    (folder / "scheduler.json").write_text(json.dumps({"address": machines.address}))
    (folder / "other.py").write_text(
        "from toolkit import shipped\nown = shipped._all()\nshipped._all = lambda: (('thidua', '0.0.1'), *own[1:])\n"
    )
    (folder / "none.py").write_text("import sys\nsys.modules['toolkit'] = None\n")
    with (
        a_worker(folder, "--preload", "other.py", "--name", "khac"),
        a_worker(folder, "--preload", "none.py", "--name", "khong"),
    ):
        from distributed import Client

        with Client(machines.address) as client:
            client.wait_for_workers(4, timeout=60)
        with pytest.raises(ToolkitError) as refused, joined(machines.address, workers=0):
            pass
    said = str(refused.value)
    assert f"thidua 0.0.1 (máy này: {versions()['thidua']})" in said
    assert "chưa cài bộ công cụ" in said
    assert said.count("tcp://127.0.0.1:") == 2
    assert "Cách sửa" in said


def test_a_worker_that_joins_later_with_another_version_makes_nothing(here):
    kept = Workspace.open(here[0]).evaluated(PERIOD)
    with pytest.raises(ToolkitError, match=r"thidua .* \(máy này: 0.0.1\)"):
        worker.make_report(kept, Job("so_ket"), parameters={}, engine="thidua", made_by={"thidua": "0.0.1"})


def test_nobody_at_an_address_is_said_in_vietnamese(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("toolkit.running.cluster.joining._SECONDS", 1)
    data = write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS})
    assert main(report(data, tmp_path / "o", "--cluster", "tcp://127.0.0.1:9")) == 4
    assert "Không có bộ điều phối Dask nào trả lời ở tcp://127.0.0.1:9. Cách sửa" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("address", ["", "may-chu", "http://may-chu:8786", "tcp://may-chu"])
def test_an_address_that_is_none_is_refused_before_anything_is_read(address, tmp_path, capsys):
    assert main(report(tmp_path, tmp_path / "o", "--cluster", address)) == 2
    assert "tcp://máy:cổng" in capsys.readouterr().err


def test_without_dask_the_option_says_how_to_install_it_and_all_else_works(monkeypatch, tmp_path, capsys):
    data = write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS}, plan=plan())
    for name in ("dask", "distributed"):
        monkeypatch.setitem(sys.modules, name, None)
    assert main(report(data, tmp_path / "o", "--cluster", "local")) == 4
    assert '-e ".[cluster]"' in capsys.readouterr().err
    assert main(["evaluate", "--quiet", "--data", str(data), "--out", str(tmp_path / "o")]) == 3


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_local_cluster_ends_with_the_command_however_it_ends(how, code, here, tmp_path):
    with (tmp_path / "said").open("w") as said:
        run = started(report(here[0], tmp_path / "o", "--cluster", "local", "--jobs", "2"), said)
    wait_for(lambda: any(family(pid) for pid in templates(run.pid)))
    left = family(run.pid)
    if how == signal.SIGINT:
        os.killpg(run.pid, how)  # as a terminal does
    else:
        run.send_signal(how)
    assert run.wait(timeout=60) == code
    wait_for(lambda: not left & set(processes()), seconds=30)
    if how == signal.SIGINT:
        assert [name for name in bytes_of(tmp_path / "o") if "thidua" in name] == []
        said = (tmp_path / "said").read_text("utf-8")
        assert said.startswith("Đã dừng theo yêu cầu; 0/")
        assert "tệp nào cũng nguyên vẹn" in said
