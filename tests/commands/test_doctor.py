"""``thidua doctor`` tells the truth: whatever is lacking is named, with what to do, and ends with 4."""

from __future__ import annotations

import json
import shutil

import pytest
from small import write_folder

from toolkit import shipped
from toolkit.commands import doctor
from toolkit.commands.cli import main
from toolkit.publishing import publish as publishing
from toolkit.words.errors import ToolkitError


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with data, as a user would stand in it."""
    write_folder(tmp_path / "data", {"2024/van_ban.csv": "Số ký hiệu,Mã đơn vị,Ngày ban hành\n"})
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def quick(monkeypatch):
    """Without the report that is made for trial."""
    monkeypatch.setattr(doctor, "_trial", lambda: [])


@pytest.fixture
def own_copy(tmp_path, monkeypatch):
    """A copy of what comes with the toolkit, which a test may break."""
    for name in ("notebooks", "data"):
        files = [path for path in shipped.shipped(name).iterdir() if path.is_file()]
        (tmp_path / "own" / name).mkdir(parents=True)
        for path in files:
            shutil.copy(path, tmp_path / "own" / name)
    shutil.copytree(publishing.TEMPLATES, tmp_path / "own/templates")
    monkeypatch.setattr(doctor, "shipped", lambda name: tmp_path / "own" / name)
    monkeypatch.setattr(publishing, "TEMPLATES", tmp_path / "own/templates")
    return tmp_path / "own"


def lacking(capsys) -> list[str]:
    """The lines of what is lacking."""
    assert main(["doctor"]) == 4
    return [line for line in capsys.readouterr().out.splitlines() if line.startswith("[THIẾU]")]


BROKEN = {
    "notebooks/so_ket.ipynb": "sổ tay so_ket.ipynb",
    "notebooks/kham_pha.ipynb": "sổ tay kham_pha.ipynb",
    "data/ke_hoach.yaml": "tệp mẫu ke_hoach.yaml",
    "data/ke_hoach.schema.json": "tệp mẫu ke_hoach.schema.json",
    "data/sap_nhap.csv": "tệp mẫu sap_nhap.csv",
    "templates/thidua/index.html.j2": "mẫu trình bày báo cáo",
}


@pytest.mark.parametrize(("file", "named"), BROKEN.items())
def test_what_does_not_come_with_the_installation_is_named(here, quick, own_copy, capsys, file, named):
    assert main(["doctor"]) == 0
    capsys.readouterr()
    (own_copy / file).unlink()
    first, *_ = lacking(capsys)
    assert first.startswith(f"[THIẾU] {named}. Cách sửa: chạy: python -m pip install")


def test_a_notebook_that_is_none_is_as_good_as_missing(here, quick, own_copy, capsys):
    for text in ("", "{}", '{"cells": 1}', '{"cells": [{"metadata": {"tags": ["other"]}}]}'):
        (own_copy / "notebooks/so_ket.ipynb").write_text(text, encoding="utf-8")
        assert "so_ket.ipynb" in lacking(capsys)[0]


@pytest.mark.parametrize("change", ["remove", "alter"])
def test_a_template_that_jupyter_does_not_find_or_finds_of_another_version_is_named(
    here, quick, capsys, monkeypatch, change
):
    place = here / "jupyter/nbconvert/templates/thidua"
    shutil.copytree(publishing.TEMPLATES / "thidua", place)
    monkeypatch.setattr("jupyter_core.paths.jupyter_path", lambda: [str(here / "jupyter")])
    assert main(["doctor"]) == 0
    capsys.readouterr()
    if change == "remove":
        shutil.rmtree(place)
    else:
        (place / "thidua.css").write_text("", encoding="utf-8")
    (line,) = lacking(capsys)
    assert line.startswith("[THIẾU] mẫu thidua của jupyter nbconvert: chưa có, hoặc của bản khác. Cách sửa: ")


class _Entry:
    def __init__(self, loaded):
        self.loaded = loaded

    def load(self):
        """What the entry point names."""
        if isinstance(self.loaded, Exception):
            raise self.loaded
        return self.loaded


@pytest.mark.parametrize("found", [[], [_Entry(object)], [_Entry(ImportError("x"))], [_Entry(AttributeError("x"))]])
def test_an_engine_that_papermill_does_not_find_is_named(here, quick, capsys, monkeypatch, found):
    monkeypatch.setattr(doctor, "entry_points", lambda **_: found)
    (line,) = lacking(capsys)
    assert line.startswith("[THIẾU] papermill biết cách chạy sổ tay thidua. Cách sửa: ")


@pytest.mark.parametrize(
    "error", [ToolkitError("Sổ tay hỏng. Cách sửa: sửa sổ tay."), ZeroDivisionError("Nguyễn Văn A")]
)
def test_a_report_that_cannot_be_made_is_named_with_why(here, capsys, monkeypatch, error):
    def publish(kind, **_):
        raise error

    monkeypatch.setattr(publishing, "publish", publish)
    (line,) = lacking(capsys)
    assert line.startswith("[THIẾU] lập thử một báo cáo. ")
    assert "Cách sửa: " in line
    assert ("Sổ tay hỏng." in line) == isinstance(error, ToolkitError)
    assert ("ZeroDivisionError" in line) != isinstance(error, ToolkitError)
    assert "Nguyễn" not in line


def test_what_breaks_before_a_report_is_begun_is_named_too(here, capsys, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError

    monkeypatch.setattr("toolkit.sample.write_sample", fail)
    (line,) = lacking(capsys)
    assert line.startswith("[THIẾU] lập thử một báo cáo. Lỗi RuntimeError. Cách sửa: ")


def test_without_data_it_says_how_to_get_some(tmp_path, quick, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (line,) = lacking(capsys)
    assert (
        line == "[THIẾU] thư mục số liệu data. Cách sửa: chỉ đúng thư mục bằng --data, hoặc tạo thử: thidua sample data"
    )


def test_json_has_the_same(here, quick, own_copy, capsys):
    (own_copy / "notebooks/so_ket.ipynb").unlink()
    assert main(["doctor", "--json"]) == 4
    told = json.loads(capsys.readouterr().out)
    assert told["exit_code"] == 4
    assert [each["check"] for each in told["checks"] if not each["ok"]] == ["sổ tay so_ket.ipynb"]
    assert all(bool(each["remedy"]) != each["ok"] for each in told["checks"])


@pytest.mark.parametrize(
    ("name", "found", "is_told"),
    [("duckdb", "1.5.6", True), ("narwhals", "2.9.1", True), ("ipykernel", "7.2.0", True), ("duckdb", "2.0", False)],
)
def test_doctor_names_a_library_that_is_older_than_declared(here, quick, capsys, monkeypatch, name, found, is_told):
    monkeypatch.setattr(doctor, "version", lambda asked: found if asked == name else "9999")
    assert main(["doctor"]) == (4 if is_told else 0)
    told = [line for line in capsys.readouterr().out.splitlines() if "THIẾU" in line and "thư viện" in line]
    assert [f"[THIẾU] thư viện {name} {found}, cũ quá. Cách sửa: cần từ " in line for line in told] == [True] * is_told


def test_doctor_names_a_kernel_that_is_another_pythons(here, quick, capsys, monkeypatch):
    kernel = here / "jupyter/kernels/python3"
    kernel.mkdir(parents=True)
    words = {"argv": ["/opt/other/bin/python", "-m", "x"], "display_name": "x", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(words), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(here / "jupyter"))
    assert main(["doctor"]) == 4
    assert f"[THIẾU] nhân Jupyter python3 của sổ tay thuộc Python khác ({kernel})" in capsys.readouterr().out
