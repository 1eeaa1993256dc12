"""Say whether this machine can run everything, and what to do if not."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from ..shipped import PACKAGE
from ..words.errors import EXIT_OK, EXIT_REFUSED

_FREE_BYTES = 500_000_000
_PYTHON = (3, 11)
_INSTALL = "chạy: python -m pip install -c constraints.txt -e ."

Check = tuple[str, bool, str]  # what was examined, whether it is well, what to do if not


def examine(options: argparse.Namespace) -> int:
    """Print every check; 0 if all are well, else 4."""
    checks = [*_python(), *_packages(), *_kernel(), *_place(options.out), *_data(options.data)]
    code = EXIT_OK if all(well for _, well, _ in checks) else EXIT_REFUSED
    if options.json:
        print(
            json.dumps(
                {
                    "checks": [
                        {"check": name, "ok": well, "remedy": "" if well else remedy} for name, well, remedy in checks
                    ],
                    "exit_code": code,
                },
                ensure_ascii=False,
                indent=2,
            )
        )
        return code
    for name, well, remedy in checks:
        print(f"[{'được' if well else 'THIẾU'}] {name}" + ("" if well else f". Cách sửa: {remedy}"))
    print(
        "Máy này chạy được mọi lệnh." if code == EXIT_OK else "Máy này chưa đủ để dùng mọi thứ: sửa các mục ghi THIẾU."
    )
    return code


def _python() -> Iterator[Check]:
    yield (
        f"Python {sys.version_info.major}.{sys.version_info.minor}",
        sys.version_info >= _PYTHON,
        "cài Python 3.11 trở lên",
    )
    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "")
    yield "màn hình lệnh hiển thị tiếng Việt (UTF-8)", encoding == "utf8", "đặt biến môi trường PYTHONUTF8=1"


def old_libraries() -> list[str]:
    """The libraries that are missing or older than declared, for whoever reads of a fault."""
    return [name for name, well, _ in _packages() if not well]


def _packages() -> Iterator[Check]:
    """Every library that the toolkit declares, with its floor."""
    needed = _declared()
    if needed is None:
        yield "bộ công cụ đã được cài", False, _INSTALL
        return
    for line in needed:
        match = re.match(r"([A-Za-z0-9_.-]+)\s*(?:>=\s*([\d.]+))?", line)
        name, floor = match[1], match[2] or "0"
        try:
            found = version(name)
        except PackageNotFoundError:
            yield f"thư viện {name}", False, _INSTALL
            continue
        is_old = _numbers(found) < _numbers(floor)
        yield f"thư viện {name} {found}" + (", cũ quá" if is_old else ""), not is_old, f"cần từ {floor}; {_INSTALL}"


def _declared() -> list[str] | None:
    """What the source says beside which the toolkit runs, which may be newer than its installation; else what that says."""
    source = PACKAGE.parent / "pyproject.toml"
    if source.is_file():
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


def _kernel() -> Iterator[Check]:
    """The kernel in which JupyterLab opens the notebooks; reports are made by this Python, whatever it is."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    name, remedy = "nhân Jupyter python3 của sổ tay", "chạy: python -m ipykernel install --sys-prefix"
    try:
        command = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except (NoSuchKernel, ValueError, LookupError, OSError):
        yield name, False, remedy
        return
    is_ours = re.fullmatch(r"python[\d.]*", command) or Path(command).absolute() == Path(sys.executable).absolute()
    if is_ours:
        yield name, True, ""
        return
    where = Path(KernelSpecManager().find_kernel_specs().get("python3", ""))
    yield f"{name} thuộc Python khác ({where})", False, f"bỏ thư mục {where}, hoặc {remedy}"


def _place(out: Path) -> Iterator[Check]:
    """The folder of results, or the nearest folder above it that exists: may one write there, is there room?"""
    import os

    place = next(p for p in (out.absolute(), *out.absolute().parents) if p.exists())
    yield (
        f"quyền ghi vào {out}",
        place.is_dir() and os.access(place, os.W_OK),
        "chọn thư mục khác bằng --out, hoặc xin quyền ghi",
    )
    yield (
        "còn trên 500 MB đĩa trống",
        shutil.disk_usage(place).free >= _FREE_BYTES,
        "xóa bớt tệp, hoặc chọn ổ đĩa khác bằng --out",
    )


def _data(data: Path) -> Iterator[Check]:
    yield (
        f"thư mục số liệu {data}",
        (data / "ke_hoach.yaml").is_file(),
        "chỉ đúng thư mục bằng --data, hoặc tạo thử: thidua sample data",
    )
