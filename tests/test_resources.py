"""``--memory``: understood, refused in Vietnamese, and kept to by the engine and by the processes that are started."""

from __future__ import annotations

import os

import duckdb
import pytest
from small import write_folder

from toolkit import resources
from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.sources import engine, load
from toolkit.words.errors import ToolkitError, UsageError


@pytest.mark.parametrize(
    ("text", "size"),
    [("1GB", 10**9), ("500MB", 5 * 10**8), ("1.5 gb", 15 * 10**8), ("1,5GB", 15 * 10**8), ("64GB", 64 * 10**9)],
)
def test_a_size_is_a_number_with_its_unit(text, size):
    assert resources.parse_memory(text) == size


@pytest.mark.parametrize("text", ["", "1", "GB", "1TB", "499MB", "-1GB", "1e9GB", "١GB", "1GB2"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(UsageError, match="Cách sửa: ghi số kèm MB hoặc GB"):
        resources.parse_memory(text)


def test_a_wrong_size_is_wrong_usage(capsys):
    assert main(["check", "--memory", "ít"]) == 2
    assert "--memory 1GB" in capsys.readouterr().err


@pytest.mark.parametrize(("asked", "limit", "threads"), [(10**9, "286.1 MiB", 2), (5 * 10**8, "238.4 MiB", 1)])
def test_the_engine_takes_what_the_libraries_leave_and_spills_into_its_own_folder(
    asked, limit, threads, tmp_path, monkeypatch
):
    monkeypatch.setattr(engine, "is_small", lambda folder: False)
    with engine.open_engine(resources.Resources(asked), folder=tmp_path) as (connection, scratch):
        names = ("memory_limit", "temp_directory", "threads")
        found = [connection.execute(f"SELECT current_setting('{name}')").fetchone()[0] for name in names]
    assert found[:2] == [limit, str(scratch)]
    assert 1 <= found[2] <= threads
    assert not scratch.exists()


def take_too_much(folder):
    with engine.open_engine(resources.Resources(), folder=folder) as (connection, _):
        connection.execute("SET memory_limit = '2MB'; SET temp_directory = ''")
        connection.execute("SELECT list(range) FROM range(10000000)").fetchone()


def test_where_the_memory_does_not_suffice_it_says_how_to_give_more(tmp_path):
    with pytest.raises(ToolkitError, match=r"Không đủ bộ nhớ .* --memory 3GB") as refused:
        take_too_much(tmp_path)
    assert refused.value.exit_code == 4


def test_a_parquet_file_is_not_called_damaged_for_want_of_memory(tmp_path, monkeypatch):
    folder = write_folder(tmp_path, {"2024/van_ban.csv": "Số ký hiệu,Mã đơn vị,Ngày ban hành\n1,A,01/02/2024\n"})
    csv = folder / "2024" / "van_ban.csv"
    duckdb.execute(f"COPY (FROM read_csv('{csv}', all_varchar = true)) TO '{csv.with_suffix('.parquet')}'")
    csv.unlink()

    def exhausted(*_, **__):
        raise duckdb.OutOfMemoryException("failed to allocate data")

    monkeypatch.setattr(load, "create_part", exhausted)
    with pytest.raises(ToolkitError, match="Không đủ bộ nhớ"):
        Workspace.open(folder).evaluate(parse_period("2024"))


def test_a_workspace_and_the_notebooks_that_a_command_starts_keep_to_what_was_asked(tmp_path, monkeypatch):
    folder = write_folder(tmp_path, {"2024/van_ban.csv": "Số ký hiệu,Mã đơn vị,Ngày ban hành\n1,A,01/02/2024\n"})
    monkeypatch.delenv("THIDUA_MEMORY", raising=False)
    assert resources.handed_on() == resources.USUAL == resources.Resources(10**9)
    taken, real = [], Workspace.evaluate
    monkeypatch.setattr(Workspace, "evaluate", lambda self, *rest: (taken.append(self.resources), real(self, *rest))[1])
    before = dict(os.environ)
    main(["check", "--data", str(folder), "--memory", "2GB"])
    assert [each.memory for each in taken] == [2 * 10**9]
    assert dict(os.environ) == before
    for name, value in taken[0].environ.items():  # as the processes get it
        monkeypatch.setenv(name, value)
    assert resources.handed_on() == taken[0]


def system(root, groups, **files):
    """The files of a system: the control groups of this process, and what is written in them."""
    for name, text in {"proc/self/cgroup": groups, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="ascii")
    return root


V1 = "5:cpu,cpuacct:/docker/x\n4:memory:/docker/x\n0::/system.slice\n"


@pytest.mark.parametrize(
    ("groups", "files", "most"),
    [
        ("0::/\n", {"sys/fs/cgroup/memory.max": "300000000\n"}, 300_000_000),
        ("0::/a/b\n", {"sys/fs/cgroup/a/memory.max": "200000\n", "sys/fs/cgroup/a/b/memory.max": "max\n"}, 200_000),
        (V1, {"sys/fs/cgroup/memory/memory.limit_in_bytes": "400000\n"}, 400_000),
        (V1, {"sys/fs/cgroup/memory/docker/x/memory.limit_in_bytes": "400001\n"}, 400_001),
    ],
)
def test_memory_is_that_of_the_container(groups, files, most, tmp_path):
    assert resources.machine_memory(system(tmp_path, groups, **files)) == most


@pytest.mark.parametrize("limit", ["max\n", "9223372036854771712\n", "", "?\n"])
def test_memory_without_a_limit_is_that_of_the_machine(limit, tmp_path):
    whole = resources.machine_memory(tmp_path)
    assert whole == os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    assert resources.machine_memory(system(tmp_path, "0::/\n", **{"sys/fs/cgroup/memory.max": limit})) == whole


@pytest.mark.parametrize(
    ("groups", "files", "many"),
    [
        ("0::/\n", {}, 8),
        ("0::/\n", {"sys/fs/cgroup/cpu.max": "max 100000\n"}, 8),
        ("0::/\n", {"sys/fs/cgroup/cpu.max": "200000 100000\n"}, 2),
        ("0::/\n", {"sys/fs/cgroup/cpu.max": "150000 100000\n"}, 2),
        ("0::/\n", {"sys/fs/cgroup/cpu.max": "50000 100000\n"}, 1),
        ("0::/\n", {"sys/fs/cgroup/cpu.max": "6400000 100000\n"}, 8),
        (V1, {"sys/fs/cgroup/cpu/cpu.cfs_quota_us": "300000\n", "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n"}, 3),
        (V1, {"sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n", "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n"}, 8),
        ("nonsense\n", {}, 8),
    ],
)
def test_cores_are_those_of_the_container(groups, files, many, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    assert resources.cores(system(tmp_path, groups, **files)) == many


def test_cores_are_those_that_the_process_is_bound_to(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 5}, raising=False)
    assert resources.cores(tmp_path) == 2


def test_a_small_container_gives_evaluations_half_of_it_and_never_less_than_the_least(monkeypatch):
    for has, gets in ((64 * 10**9, 10**9), (1_600_000_000, 800_000_000), (400_000_000, 500_000_000), (0, 10**9)):
        monkeypatch.setattr(resources, "machine_memory", lambda has=has: has)
        assert resources.requested(memory=None).memory == gets
        assert resources.requested(memory=2 * 10**9).memory == 2 * 10**9
