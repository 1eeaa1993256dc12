"""What systems and office programs put into folders is known by its name, in any spelling."""

from __future__ import annotations

import pytest

from toolkit.words.strays import is_left_behind, opened_by, owner_files


@pytest.mark.parametrize(
    "name", [".DS_Store", "Thumbs.db", "THUMBS.DB", "ehthumbs.db", "desktop.ini", "Desktop.ini", "._a"]
)
def test_what_systems_leave_behind(name):
    assert is_left_behind(name)


@pytest.mark.parametrize("name", ["van_ban.csv", "thumbs.csv", "desktop.xlsx", ".van_ban.csv", "~$van_ban.xlsx"])
def test_what_is_somebody_s(name):
    assert not is_left_behind(name)


@pytest.mark.parametrize("name", ["a.docx", "so_ket.docx", "van_ban__VP.xlsx"])
def test_each_mark_of_an_open_file_leads_back_to_it(name):
    assert [opened_by(mark, there=["khac.xlsx", name]) for mark in owner_files(name)] == [name] * 4


def test_a_mark_whose_file_is_not_there_is_named_as_far_as_it_is_known():
    assert opened_by("~$n_ban.xlsx", there=[]) == "n_ban.xlsx"
    assert opened_by("~$n_ban.xlsx", there=["~$n_ban.xlsx"]) == "n_ban.xlsx"
