"""A plan that cannot be read is told by its cause."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from toolkit.plan import load_plan
from toolkit.plan.unread import why_unread
from toolkit.words.errors import ToolkitError


def a_folder(path: Path) -> None:
    path.mkdir()


def a_link(path: Path) -> None:
    path.symlink_to("khong_co.yaml")


CAUSES = [
    (lambda path: None, "không có tệp này. Cách sửa: đặt ke_hoach.yaml vào thư mục số liệu"),
    (a_folder, "là một thư mục, không phải tệp. Cách sửa: đặt tệp ke_hoach.yaml vào chỗ thư mục đó."),
    (a_link, "là liên kết tới một tệp không còn. Cách sửa: thay liên kết"),
    (lambda p: p.with_name("Kế hoạch.yml").write_text("x"), "đổi tên Kế hoạch.yml thành ke_hoach.yaml."),
    (lambda p: p.with_name("ke_hoach.yaml.txt").write_text("x"), "đổi tên ke_hoach.yaml.txt thành ke_hoach.yaml."),
    (lambda p: p.write_text(""), "tệp trống"),
    (lambda p: p.write_text("movement:", "utf-16"), "lưu lại với mã UTF-8"),
]


@pytest.mark.parametrize(("prepare", "said"), CAUSES)
def test_a_plan_that_cannot_be_read_is_told_by_its_cause(tmp_path, prepare, said):
    prepare(tmp_path / "ke_hoach.yaml")
    with pytest.raises(ToolkitError) as caught:
        load_plan(tmp_path / "ke_hoach.yaml")
    assert said in str(caught.value)
    assert ("đặt ke_hoach.yaml vào thư mục" in str(caught.value)) == (said.startswith("không có tệp này"))


def test_a_plan_that_may_not_be_read_is_not_said_to_be_missing(tmp_path):
    path = tmp_path / "ke_hoach.yaml"
    path.write_text("x")
    assert why_unread(path, PermissionError(errno.EACCES, "x"))[0].startswith("không có quyền đọc")
    assert why_unread(path, OSError(errno.EIO, "Input/output error"))[0].startswith("máy báo lỗi khi đọc")
