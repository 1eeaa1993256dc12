"""Folders as people and systems leave them: empty, with files that cannot be read or are open; each stops only itself."""

from __future__ import annotations

import builtins
import io
import json
import os
from pathlib import Path

import pytest
from quick import files_of, quick_reports, report, two_years

from toolkit.sources.converted import hashes

SCENARIO = "name: thử\nperiod: '2024'\nin_report: true\n"


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    quick_reports(monkeypatch)
    two_years(tmp_path)
    return tmp_path


@pytest.mark.parametrize("inside", [(), ("Thumbs.db", ".DS_Store"), ("ghi chú.txt",)])
def test_an_empty_period_stops_only_itself_and_is_named(inside, here, capsys):
    (here / "data/2025").mkdir()
    for name in inside:
        (here / "data/2025" / name).write_bytes(b"x")
    for command in ("check", "evaluate", "report"):
        assert report(here, "--json", command=command) == 3
        said = capsys.readouterr()
        assert "[KY-03] 2025: thư mục 2025 không có tệp số liệu nào, nên năm 2025 không được tính." in said.err
        answer = json.loads(said.out)
        assert [each["period"] for each in answer["periods"]] == ["2023", "2024"]
        assert [each["file"] for each in answer["left_out"]] == ["2025"]
        assert (answer["exit_code"], answer["outcome"]) == (3, "incomplete")
    assert (here / "o/2024/so_ket.html").is_file()
    assert not (here / "o/2025").exists()
    assert report(here, "2025") == 4
    assert "Thư mục kỳ 2025 không có tệp số liệu nào" in capsys.readouterr().err
    assert report(here, "2023..2025") == 4
    assert report(here, "2024") == 0


def test_what_systems_leave_in_a_folder_is_not_mentioned_and_makes_nothing_stale(here, capsys):
    assert report(here) == 0
    before = files_of(here / "o")
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "._van_ban.csv"):
        (here / "data/2024" / name).write_bytes(b"x")
    capsys.readouterr()
    assert report(here) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.count("không có gì thay đổi") == 2
    assert report(here, command="check") == 0
    assert "TEP-" not in capsys.readouterr().out
    assert files_of(here / "o") == before


@pytest.mark.parametrize("mark", ["~$van_ban.csv", "~$n_ban.csv", ".~lock.van_ban.csv#"])
def test_a_file_that_is_open_is_named(mark, here, capsys):
    (here / "data/2024" / mark).write_bytes(b"x")
    assert report(here, "2024", command="check") == 0
    said = capsys.readouterr().out
    assert "[TEP-12] 2024/van_ban.csv: tệp đang mở trong Excel, Word hoặc LibreOffice" in said
    assert "lưu, đóng tệp đó rồi chạy lại." in said
    assert "~" not in said


def test_a_folder_of_a_later_period_and_another_name_of_the_data_make_nothing_stale(here, capsys):
    assert report(here) == 0
    (here / "data/2025").mkdir()
    (here / "data/2025/van_ban.csv").write_text("x", encoding="utf-8")
    (here / "data").rename(here / "số liệu")
    (here / "data").symlink_to(here / "số liệu")
    capsys.readouterr()
    assert report(here, "2023", "2024", "--dry-run") == 0
    assert capsys.readouterr().out.count("không có gì thay đổi") == 2


@pytest.mark.parametrize("name", ["2024/van_ban.csv", "2024/nhan_xet.md", "2024/de_nghi.csv", "kich_ban/thu.yaml"])
def test_a_file_that_cannot_be_read_is_named_and_stops_only_what_rests_on_it(name, here, monkeypatch, capsys):
    path = here / "data" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(path.read_text(encoding="utf-8") if path.exists() else SCENARIO, encoding="utf-8")
    deny(monkeypatch, path)
    code = report(here, "--json")
    said = capsys.readouterr()
    assert "Lỗi của bộ công cụ" not in said.err
    assert (here / "o/2023/so_ket.html").is_file()
    if "kich_ban" not in name:  # only the report that would name it is refused
        assert code == 3
        assert f"[TEP-02] {name}: không mở được" in said.err
        assert "nhờ người giữ tệp cho quyền đọc" in said.err
    assert [each["complete"] for each in json.loads(said.out)["periods"]] == [True, "van_ban" not in name]


def deny(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Refuse to open a file, as a system does where somebody else has it, or one may not read it."""
    opened = builtins.open

    def refuse(file, *rest, **named):
        if isinstance(file, (str, os.PathLike)) and Path(file).resolve() == path.resolve():
            raise PermissionError(13, "denied", str(file))
        return opened(file, *rest, **named)

    monkeypatch.setattr(builtins, "open", refuse)
    monkeypatch.setattr(io, "open", refuse)


def test_the_hash_of_a_file_that_cannot_be_read_is_not_told(tmp_path, monkeypatch):
    for name in "ab":
        (tmp_path / name).write_bytes(b"x")
    deny(monkeypatch, tmp_path / "b")
    assert set(hashes({name: tmp_path / name for name in "abc"})) == {"a"}
