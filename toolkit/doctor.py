"""Say whether this machine can run everything, and what to do if not."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from .errors import EXIT_OK, EXIT_REFUSED

_FREE_BYTES = 500_000_000
_PYTHON = (3, 11)

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
    print("Máy này chạy được mọi lệnh." if code == EXIT_OK else "Máy này chưa chạy được mọi lệnh.")
    return code


def _python() -> Iterator[Check]:
    yield (
        f"Python {sys.version_info.major}.{sys.version_info.minor}",
        sys.version_info >= _PYTHON,
        "cài Python 3.11 trở lên",
    )
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    yield "màn hình lệnh hiển thị tiếng Việt (UTF-8)", encoding == "utf8", "đặt biến môi trường PYTHONUTF8=1"


def _packages() -> Iterator[Check]:
    """Every library of pyproject.toml with its floor."""
    try:
        needed = [line for line in requires("thidua") or [] if "extra ==" not in line]
    except PackageNotFoundError:
        yield "bộ công cụ đã được cài", False, "chạy: python -m pip install -c constraints.txt -e ."
        return
    for line in needed:
        match = re.match(r"([A-Za-z0-9_.-]+)\s*(?:>=\s*([\d.]+))?", line)
        name, floor = match[1], match[2] or "0"
        try:
            found = version(name)
        except PackageNotFoundError:
            yield f"thư viện {name}", False, "chạy lại: python -m pip install -c constraints.txt -e ."
            continue
        yield (
            f"thư viện {name} {found}",
            _numbers(found) >= _numbers(floor),
            f"cần từ {floor}; chạy lại: python -m pip install -c constraints.txt -e .",
        )


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def _kernel() -> Iterator[Check]:
    from jupyter_client.kernelspec import KernelSpecManager

    yield (
        "nhân Jupyter python3",
        "python3" in KernelSpecManager().find_kernel_specs(),
        "chạy: python -m ipykernel install --sys-prefix",
    )


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
