"""A data folder, and the forms that go out of it."""

from __future__ import annotations

import shutil

import pytest
from form_files import BEFORE, PLAN
from small import write_folder

from toolkit.commands.cli import main


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """A data folder with figures of 2024 and nothing yet of 2025, and the forms that go out."""
    root = tmp_path_factory.mktemp("sent")
    write_folder(root / "data", {"2024/bao_cao_don_vi.csv": BEFORE}, plan=PLAN)
    assert main(["form", "2025", "--data", str(root / "data"), "--out", str(root / "outputs")]) == 0
    return root


@pytest.fixture
def here(sent, tmp_path, monkeypatch):
    """The same, to work in."""
    shutil.copytree(sent, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path
