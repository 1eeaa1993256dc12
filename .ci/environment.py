"""Write environment.yml from pyproject.toml: ``python .ci/environment.py``; with ``--check``, only compare."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONDA_NAMES = {"duckdb": "python-duckdb", "matplotlib": "matplotlib-base"}


def environment_text() -> str:
    """The conda-forge environment: the floors of pyproject.toml, and the toolkit itself by pip."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [
        "# Tạo từ pyproject.toml bằng: python .ci/environment.py",
        "name: thidua",
        "channels: [conda-forge, nodefaults]",
        "dependencies:",
    ]
    lines += [f"  - python{project['requires-python']}", "  - pip"]
    for line in project["dependencies"]:
        name, _, floor = line.partition(">=")
        lines.append(f"  - {CONDA_NAMES.get(name, name)}>={floor}")
    return "\n".join([*lines, "  - pip:", "      - -e ."]) + "\n"


if __name__ == "__main__":
    path = ROOT / "environment.yml"
    if "--check" in sys.argv:
        if path.read_text(encoding="utf-8") != environment_text():
            sys.exit("environment.yml khác pyproject.toml. Cách sửa: chạy python .ci/environment.py")
    else:
        path.write_text(environment_text(), encoding="utf-8")
