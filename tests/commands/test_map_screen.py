"""The one line that answers all that is not certain of a file."""

from __future__ import annotations

import pytest

from toolkit.commands.map_screen import answered, read_answer
from toolkit.mapping import Doubt

DOUBTS = (
    Doubt("Trạng thái", ("Diễn biến", "Ghi chú"), True),
    Doubt("Trạng thái", ("Đã trả kết quả", "Trả lại"), False, "Xong", 3),
    Doubt("Mức độ", (), False),
)


@pytest.mark.parametrize(
    ("line", "choices"),
    [
        ("c", ["Diễn biến", "", ""]),
        ("có 2b", ["Diễn biến", "Trả lại", ""]),
        ("1b, 2a", ["Ghi chú", "Đã trả kết quả", ""]),
        ("c 1-", ["", "", ""]),
        ("0", ["", "", ""]),
    ],
)
def test_a_line_says_what_is_meant(line, choices):
    assert read_answer(line, DOUBTS) == (choices, "")


@pytest.mark.parametrize(
    ("line", "fault"), [("1c", "1c"), ("c 4a", "4a"), ("2", "2"), ("3a", "3a"), ("0a", "0a"), ("k", "k")]
)
def test_a_part_that_means_nothing_is_named(line, fault):
    assert read_answer(line, DOUBTS)[1] == fault


def test_one_header_is_not_two_columns():
    two = (DOUBTS[0], Doubt("Mức độ", ("Ghi chú", "Diễn biến"), False))
    assert read_answer("c 2b", two)[1] == "Diễn biến là hai cột"
    assert read_answer("c 2a", two) == (["Diễn biến", "Ghi chú"], "")


def test_the_words_of_a_proposed_column_are_dropped_with_it(monkeypatch, capsys, tmp_path):
    lines = iter(("sai", "1b 2a"))
    monkeypatch.setattr("builtins.input", lambda _: next(lines))
    said = answered("t.csv", "ho_so_tthc", DOUBTS, plan=tmp_path / "ke_hoach.yaml")
    assert said is not None and said.as_keys() == {"ho_so_tthc": {"aliases": {"Trạng thái": ["Ghi chú"]}}}
    assert 'Không hiểu "sai"' in capsys.readouterr().out
