"""What a run keeps for its own processes is found while the data are the same, and by nobody else."""

from __future__ import annotations

import os
import pickle
from functools import cached_property

import pytest
from small import documents, write_folder

from toolkit.evaluation.kept import find_kept, keep, stamp_of, unpack_kept
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period

PERIOD = parse_period("2024")


@pytest.fixture
def data(tmp_path):
    return write_folder(tmp_path / "data", {"2024/van_ban.csv": documents(A=(1, 2))})


def test_what_is_kept_is_found_by_processes_that_are_told_where_and_by_no_other(data, tmp_path, monkeypatch):
    before, own = dict(os.environ), Workspace.open(data).evaluated(PERIOD)
    told = keep(tmp_path / "kept", [(PERIOD, own)], data=data)
    assert dict(os.environ) == before
    assert find_kept(PERIOD, data=data) is None
    unpack_kept()  # without anything kept it does nothing
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    unpack_kept()
    assert find_kept(PERIOD, data=data) == own
    assert find_kept(parse_period("2023"), data=data) is None
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("change", ["grown", "touched", "new", "gone", "another folder"])
def test_what_is_kept_holds_only_while_no_file_has_changed(data, tmp_path, monkeypatch, change):
    own, place = Workspace.open(data).evaluated(PERIOD), data
    file = data / "2024/van_ban.csv"
    for name, value in keep(tmp_path / "kept", [(PERIOD, own)], data=data).items():
        monkeypatch.setenv(name, value)
    if change == "grown":
        file.write_text(file.read_text() + "x")
    elif change == "touched":
        os.utime(file, ns=(1, 1))
    elif change == "new":
        (data / "2024/can_bo.csv").write_text("Mã cán bộ\n")
    elif change == "gone":
        file.unlink()
    else:
        place = write_folder(tmp_path / "other", {"2024/van_ban.csv": documents(A=(1, 2))})
    assert find_kept(PERIOD, data=place) is None


def test_the_stamp_names_every_file_of_the_folder_and_of_its_periods(data):
    *files, place = stamp_of(data)
    assert [name for name, _, _ in files] == ["2024/van_ban.csv", "don_vi.csv", "ke_hoach.yaml"]
    assert files[0][1] == (data / "2024/van_ban.csv").stat().st_size
    assert place == str(data.resolve())


def test_what_reports_have_looked_up_travels_to_other_processes(tmp_path):
    kept = Workspace.open(write_folder(tmp_path, {"2024/van_ban.csv": documents(A=(1, 2))})).evaluated(parse_period("2024"))  # fmt: skip
    for each in (kept.evaluation, *kept.history):
        for name, held in vars(type(each)).items():
            if isinstance(held, cached_property):
                getattr(each, name)
    assert pickle.loads(pickle.dumps(kept)).evaluation.short_names == kept.evaluation.short_names
