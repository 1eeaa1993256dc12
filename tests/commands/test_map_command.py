"""The command ``map``: what it writes, asks and says, and how it ends."""

from __future__ import annotations

import json

import pytest
from small import PLAN, write_folder

from toolkit.commands.cli import main

HEAD = "Số VB,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
ROWS = "V1,A,01/02/2024,,Có\nV2,B,01/02/2024,,Đã ký điện tử\n"
KNOWN = HEAD.replace("Số VB", "Số ký hiệu")


@pytest.fixture
def data(tmp_path):
    return write_folder(tmp_path, {}, plan=PLAN)


def mapped(data, text, capsys, *options, name="2024/van_ban.csv"):
    (data / "2024").mkdir(exist_ok=True)
    (data / name).write_text(text, encoding="utf-8")
    code = main(["map", name, "--data", str(data), *options])
    return code, capsys.readouterr().out, (data / "ke_hoach.yaml").read_text(encoding="utf-8")


def test_a_file_of_which_all_is_known_asks_for_nothing(data, capsys):
    code, said, plan = mapped(data, KNOWN + "V1,A,01/02/2024,,Có\n", capsys, "--yes")
    assert (code, "đều đã biết" in said, '"sources"' in plan) == (0, True, False)


def test_without_a_terminal_nothing_is_written_that_was_not_asked_for(data, capsys):
    text = HEAD.replace("Số VB", "Số ký hiệu").replace("Ngày ban hành", "Ngày ban hành VB") + "V1,A,01/02/2024,,Có\n"
    for options in ((), ("--dry-run",), ("--json",)):
        code, said, plan = mapped(data, text, capsys, *options)
        assert (code, '"sources"' in plan) == (0 if "--dry-run" in options else 3, False)
        assert "đều đã biết" not in said
    assert json.loads(said)["certain"] == {"van_ban": {"aliases": {"Ngày ban hành": ["Ngày ban hành VB"]}}}
    code, said, plan = mapped(data, text, capsys, "--yes", "--json")
    assert (code, json.loads(said)["written"]) == (0, json.loads(plan)["sources"])


def typing(monkeypatch, *lines):
    """Let a person type these lines; the list that comes back has what was asked."""
    asked, left = [], list(lines)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: (asked.append(question), left.pop(0))[1])
    return asked


def test_what_is_not_certain_is_one_question_and_no_answer_writes_nothing(data, capsys, monkeypatch):
    for line, written in (("", None), ("0", None), ("1a", {"Có": ["Đã ký điện tử"]})):
        asked = typing(monkeypatch, line)
        code, said, plan = mapped(data, KNOWN + ROWS, capsys)
        assert (code, len(asked), '"sources"' in plan) == (0 if written else 3, 1, bool(written))
        assert 'từ "Đã ký điện tử" của cột "Ký số" (1 dòng) nghĩa là: a) Có' in said
        assert ("Không ghi gì" in said) == (not written)
    assert json.loads(plan)["sources"] == {"van_ban": {"values": {"Ký số": {"Có": ["Đã ký điện tử"]}}}}


def test_a_column_that_no_header_is_like_is_chosen_among_those_that_may_be_it(data, capsys, monkeypatch):
    text = KNOWN.replace("Ký số", "XYZ,Ghi chú") + "V1,A,01/02/2024,,Có,\nV2,A,01/02/2024,,Không,xong việc\n"
    asked = typing(monkeypatch, "1a")
    code, said, plan = mapped(data, text, capsys)
    assert 'cột "Ký số" là cột nào của tệp: a) XYZ; b) Ghi chú' in said
    assert (code, len(asked), json.loads(plan)["sources"]) == (0, 1, {"van_ban": {"aliases": {"Ký số": ["XYZ"]}}})


def test_a_column_and_its_words_are_asked_together(data, capsys, monkeypatch):
    text = KNOWN.replace("Ký số", "Dấu điện tử") + "V1,A,01/02/2024,,Có\nV2,A,02/02/2024,,Rồi\n"
    asked = typing(monkeypatch, "lung tung", "c 2b")
    code, said, plan = mapped(data, text, capsys)
    assert ('Không hiểu "lung"' in said, code, len(asked)) == (True, 0, 2)
    assert json.loads(plan)["sources"] == {
        "van_ban": {"aliases": {"Ký số": ["Dấu điện tử"]}, "values": {"Ký số": {"Không": ["Rồi"]}}}
    }


def test_what_is_left_open_is_not_asked_again_and_no_name_of_a_person_is_offered(data, capsys, monkeypatch):
    text = (
        KNOWN.replace("Ký số", "Họ tên,Cách xử lý,Ghi chú")
        + "V1,A,01/02/2024,,Trần A,Ký tay,x y\nV2,A,02/02/2024,,Trần B,Xong,x z\n"
    )
    asked = typing(monkeypatch, "c")
    code, said, plan = mapped(data, text, capsys)
    assert (code, len(asked), "Họ tên;" in said, '"sources"' in plan) == (3, 1, False, False)
    asked = typing(monkeypatch, "1a", "1b 2a")  # only the words of the column that was chosen
    code, said, plan = mapped(data, text, capsys)
    assert (code, len(asked)) == (0, 2)
    assert json.loads(plan)["sources"]["van_ban"]["aliases"] == {"Ký số": ["Ghi chú"]}


def test_a_file_that_is_not_there_or_cannot_be_read_is_told(data, capsys):
    assert main(["map", "2024/khong_co.csv", "--data", str(data)]) == 2
    assert "không có" in capsys.readouterr().err
    code, said, _ = mapped(data, "PK\x03\x04", capsys, "--yes", name="2024/van_ban.xlsx")
    assert (code, "[TEP-02]" in said) == (3, True)
