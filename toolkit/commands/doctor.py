"""Say whether this machine can run everything, and what to do if not."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, entry_points, requires, version
from pathlib import Path
from typing import NamedTuple

from ..shipped import PACKAGE, is_checkout, shipped
from ..words.errors import EXIT_OK, EXIT_REFUSED, ToolkitError

_FREE_BYTES = 500_000_000
_PYTHON = (3, 11)
_INSTALL = (
    "chạy: python -m pip install -c constraints.txt -e ."
    if is_checkout()
    else "cài lại bộ công cụ: python -m pip install --force-reinstall thidua-….whl"
)


class Check(NamedTuple):
    """What was examined, whether it is well, what to do if not; ``said`` is the whole sentence where another part says it."""

    name: str
    ok: bool
    remedy: str
    said: str = ""


def examine(options: argparse.Namespace) -> int:
    """Print every check; 0 if all are well, else 4. A report is made for trial where nothing that it needs is lacking."""
    checks = [*_python(), *_packages()]
    for further in (_shipped, _engine, _trial):  # each needs what those before it look at
        if all(each.ok for each in checks):
            checks += further()
    checks += [*_screen(), *_kernel(), *_place(options.out), *_data(options.data)]
    code = EXIT_OK if all(each.ok for each in checks) else EXIT_REFUSED
    if options.json:
        told = [
            {"check": each.name, "ok": each.ok, "remedy": "" if each.ok else each.said or each.remedy}
            for each in checks
        ]
        options.answer.give({"checks": told, "exit_code": code})
        return code
    for each in checks:
        what = "" if each.ok else f". {each.said or f'Cách sửa: {each.remedy}'}"
        print(f"[{'được' if each.ok else 'THIẾU'}] {each.name}{what}")
    print(
        "Máy này chạy được mọi lệnh." if code == EXIT_OK else "Máy này chưa đủ để dùng mọi thứ: sửa các mục ghi THIẾU."
    )
    return code


def _python() -> Iterator[Check]:
    name = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    yield Check(name, sys.version_info >= _PYTHON, "cài Python 3.11 trở lên")


def _screen() -> Iterator[Check]:
    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "")
    yield Check("màn hình lệnh hiển thị tiếng Việt (UTF-8)", encoding == "utf8", "đặt biến môi trường PYTHONUTF8=1")


def old_libraries() -> list[str]:
    """The libraries that are missing or older than declared, for whoever reads of a fault."""
    return [each.name for each in _packages() if not each.ok]


def _packages() -> Iterator[Check]:
    """Every library that the toolkit declares, with its floor."""
    needed = _declared()
    if needed is None:
        yield Check("bộ công cụ đã được cài", False, _INSTALL)
        return
    for line in needed:
        name, floor = re.findall(r"^([A-Za-z0-9_.-]+)\s*(?:>=\s*([\d.]+))?", line)[0]
        floor = floor or "0"
        try:
            found = version(name)
        except PackageNotFoundError:
            yield Check(f"thư viện {name}", False, _INSTALL)
            continue
        is_old = _numbers(found) < _numbers(floor)
        told = f"thư viện {name} {found}" + (", cũ quá" if is_old else "")
        yield Check(told, not is_old, f"cần từ {floor}; {_INSTALL}")


def _declared() -> list[str] | None:
    """What the source says beside which the toolkit runs, which may be newer than its installation; else what that says."""
    if is_checkout():
        source = PACKAGE.parent / "pyproject.toml"
        return tomllib.loads(source.read_text(encoding="utf-8"))["project"]["dependencies"]
    try:
        return [line for line in requires("thidua") or [] if "extra ==" not in line]
    except PackageNotFoundError:
        return None


def _numbers(text: str) -> tuple[int, ...]:
    """The first three numbers of a version.

    >>> _numbers("2.0") == _numbers("2.0.0"), _numbers("2.9.1") < _numbers("2.10")
    (True, True)
    """
    numbers = [int(part) for part in re.findall(r"\d+", text)[:3]]
    return (*numbers, *[0] * (3 - len(numbers)))


def _shipped() -> Iterator[Check]:
    """What comes with the toolkit is where this installation looks for it, and whole."""
    from jupyter_core.paths import jupyter_path

    from ..publishing.jobs import KINDS
    from ..publishing.publish import TEMPLATES
    from ..sample.write import SHIPPED

    for kind in (*KINDS, "kham_pha"):
        path = shipped("notebooks") / f"{kind}.ipynb"
        yield Check(f"sổ tay {path.name}", _is_notebook(path), _INSTALL)
    for name in SHIPPED:
        yield Check(f"tệp mẫu {name}", (shipped("data") / name).is_file(), _INSTALL)
    template = _contents(TEMPLATES / "thidua")
    yield Check("mẫu trình bày báo cáo", "index.html.j2" in template, _INSTALL)
    known = [Path(folder) / "nbconvert/templates/thidua" for folder in jupyter_path()]
    found = next((each for each in known if each.is_dir()), Path())
    name, is_same = "mẫu thidua của jupyter nbconvert", _contents(found) == template
    yield Check(name if is_same else f"{name}: chưa có, hoặc của bản khác", is_same, _INSTALL)


def _is_notebook(path: Path) -> bool:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return any("parameters" in cell["metadata"].get("tags", ()) for cell in cells)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return False


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} if folder.is_dir() else {}


def _engine() -> Iterator[Check]:
    """papermill finds the engine by its entry point."""
    from ..publishing.engine import Engine

    try:
        found = [each.load() for each in entry_points(group="papermill.engine", name="thidua")]
    except (ImportError, AttributeError):
        found = []
    yield Check("papermill biết cách chạy sổ tay thidua", Engine in found, _INSTALL)


def _trial() -> Iterator[Check]:
    """A small report of illustrative data can be made, in a folder of its own."""
    from ..periods import parse_period
    from ..running.reporting import report
    from ..sample import write_sample

    with tempfile.TemporaryDirectory(prefix="thidua-") as place:
        data, out = Path(place) / "data", Path(place) / "outputs"
        try:
            write_sample(data, rows=10, periods=[parse_period("2024-H1")])
            said = " ".join(report("2024-H1", data=data, out=out, kinds=["kiem_tra"], jobs=1).failed.values())
        except ToolkitError as error:
            said = str(error)
        except Exception as error:  # to find what fails is what this is for
            said = f"Lỗi {type(error).__name__}. Cách sửa: {_INSTALL}"
        if (log := out / "loi.log").is_file():
            said += f" Nội dung loi.log: {' '.join(log.read_text(encoding='utf-8').split())}"
    yield Check("lập thử một báo cáo", not said, _INSTALL, said)


def _kernel() -> Iterator[Check]:
    """The kernel in which JupyterLab opens the notebooks; reports are made by this Python, whatever it is."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    name, remedy = "nhân Jupyter python3 của sổ tay", "chạy: python -m ipykernel install --sys-prefix"
    try:
        command = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except (NoSuchKernel, ValueError, LookupError, OSError):
        yield Check(name, False, remedy)
        return
    is_ours = re.fullmatch(r"python[\d.]*", command) or Path(command).absolute() == Path(sys.executable).absolute()
    if is_ours:
        yield Check(name, True, "")
        return
    where = Path(KernelSpecManager().find_kernel_specs().get("python3", ""))
    yield Check(f"{name} thuộc Python khác ({where})", False, f"bỏ thư mục {where}, hoặc {remedy}")


def _place(out: Path) -> Iterator[Check]:
    """The folder of results, or the nearest folder above it that exists: may one write there, is there room?"""
    import os

    place = next(p for p in (out.absolute(), *out.absolute().parents) if p.exists())
    yield Check(
        f"quyền ghi vào {out}",
        place.is_dir() and os.access(place, os.W_OK),
        "chọn thư mục khác bằng --out, hoặc xin quyền ghi",
    )
    yield Check(
        "còn trên 500 MB đĩa trống",
        shutil.disk_usage(place).free >= _FREE_BYTES,
        "xóa bớt tệp, hoặc chọn ổ đĩa khác bằng --out",
    )


def _data(data: Path) -> Iterator[Check]:
    yield Check(
        f"thư mục số liệu {data}",
        (data / "ke_hoach.yaml").is_file(),
        "chỉ đúng thư mục bằng --data, hoặc tạo thử: thidua sample data",
    )
