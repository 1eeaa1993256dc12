"""Refusals for want of permission, on a real file system: what is said, whose remedy it is, how the command ends."""

from __future__ import annotations

import contextlib
import email.policy  # noqa: F401  # what the end of a command imports
import os

import pytest
from small import documents, write_folder

from toolkit.commands.cli import main

NOBODY = 65534
FILES = {"2024/van_ban.csv": documents(A=(1, 2), B=(1, 1), C=(1, 1))}
pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of Windows are others")


@contextlib.contextmanager
def rights_of_a_user():
    """Run with the rights of somebody who may not do everything; a user who runs the tests has no others."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if was == 0:
            os.seteuid(was)


@pytest.fixture(scope="module", autouse=True)
def imported(tmp_path_factory):
    """Each command has run once, so that all that it imports is there: a user may not read where the tests' Python lies."""
    root = tmp_path_factory.mktemp("warm")
    data = write_folder(root / "data", FILES)
    for command in ("check", "evaluate", "form"):
        main([command, "2024", "--data", str(data), "--out", str(root / "out"), "--quiet"])
    main(["map", "2024/van_ban.csv", "--data", str(data), "--json"])


@pytest.fixture
def place(tmp_path):
    """A data folder and an output folder that a user may reach and write into."""
    for path in (tmp_path, *tmp_path.parents):
        if path.stat().st_uid == os.geteuid() and path.name.startswith(("pytest-", "popen-", "test_")):
            path.chmod(0o755)
    data, out = write_folder(tmp_path / "data", FILES), tmp_path / "out"
    out.mkdir()
    out.chmod(0o777)
    yield data, out
    for path in (*tmp_path.rglob("*"), data, out):
        if not path.is_symlink():
            path.chmod(0o755)


def run(capsys, data, out, *arguments):
    capsys.readouterr()
    with rights_of_a_user():
        code = main([*arguments, "--data", str(data), "--out", str(out)])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_a_data_file_that_nobody_may_read_is_named_and_blocks_what_it_counts(place, capsys):
    data, out = place
    (data / "2024/van_ban.csv").chmod(0)
    remedy = "nhờ người giữ tệp cho quyền đọc, rồi chạy lại."
    for arguments in (("check", "2024"), ("evaluate", "2024"), ("map", "2024/van_ban.csv", "--yes")):
        code, told = run(capsys, data, out, *arguments)
        assert (code, "[TEP-02] 2024/van_ban.csv: không mở được tệp." in told, remedy in told) == (3, True, True)


@pytest.mark.parametrize(
    ("name", "reason", "remedy"),
    [
        ("2024", "Không mở được thư mục kỳ", "nhờ người giữ thư mục cho quyền đọc"),
        ("ke_hoach.yaml", "không có quyền đọc", "xin quyền đọc tệp"),
        ("don_vi.csv", "[TEP-02] don_vi.csv: không mở được tệp.", "nhờ người giữ tệp cho quyền đọc"),
    ],
)
def test_a_folder_or_a_list_that_nobody_may_read_is_refused(place, capsys, name, reason, remedy):
    data, out = place
    (data / name).chmod(0)
    code, told = run(capsys, data, out, "evaluate", "2024")
    assert (code, reason in told, remedy in told, list(out.iterdir())) == (4, True, True, [])


def test_an_output_folder_that_nobody_may_write_into_stays_as_it_is(place, capsys):
    data, out = place
    assert run(capsys, data, out, "evaluate", "2024")[0] == 0
    for folder in (out / "2024/noi_bo", out / "2024"):  # tables, and forms, which name people
        folder.chmod(0o555)
    before = {path: path.read_bytes() for path in (out / "2024").rglob("*") if path.is_file()}
    (data / "2024/van_ban.csv").write_text(documents(A=(2, 2), B=(1, 1), C=(1, 1)), encoding="utf-8")
    for command in ("evaluate", "form"):
        code, told = run(capsys, data, out, command, "2024")
        assert (code, "không có quyền ghi" in told) == (4, True)
        assert "nhờ người giữ thư mục cho quyền ghi, hoặc chọn thư mục khác bằng --out." in told
    assert {path: path.read_bytes() for path in (out / "2024").rglob("*") if path.is_file()} == before


def test_a_plan_that_nobody_may_change_is_not_taught(place, capsys):
    data, out = place
    text = documents(A=(1, 2)).replace("Ngày ban hành", "Ngày ban hành VB")
    (data / "2024/van_ban.csv").write_text(text, encoding="utf-8")
    data.chmod(0o555)
    code, told = run(capsys, data, out, "map", "2024/van_ban.csv", "--yes")
    assert (code, "không có quyền ghi" in told, "sources" in (data / "ke_hoach.yaml").read_text()) == (4, True, False)
