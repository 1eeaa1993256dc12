"""The set-up: generated files are current, constraints hold no address, the top level is the agreed one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import toolkit

ROOT = Path(toolkit.__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def tracked():
    return (
        subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
        )
        .stdout.strip("\0")
        .split("\0")
    )


def test_environment_yml_is_generated_from_pyproject():
    assert subprocess.run([sys.executable, str(ROOT / ".ci/environment.py"), "--check"]).returncode == 0


def test_constraints_pin_every_dependency_and_hold_no_address():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|--|@", text)
    pinned = {
        re.split(r"[=;\s]", line)[0].lower().replace("_", "-").replace(".", "-") for line in text.splitlines() if line
    }
    extras = [line for lines in PROJECT["optional-dependencies"].values() for line in lines if "[" not in line]
    needed = PROJECT["dependencies"] + extras
    assert {re.split(r"[><=]", line)[0].replace(".", "-") for line in needed} <= pinned


def test_dependencies_have_floors_and_no_upper_pins():
    extras = PROJECT["optional-dependencies"]
    lines = [*PROJECT["dependencies"], *extras["cluster"], *extras["spark"]]
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9.-]+>=[\d.]+", line)] == []


def test_nobody_needs_the_extras_but_who_asks_for_them_and_the_tests():
    assert not any(line.startswith(("dask", "distributed", "pyspark")) for line in PROJECT["dependencies"])
    assert "thidua[cluster]" in PROJECT["optional-dependencies"]["test"]


def test_the_top_level_is_the_agreed_one():
    agreed = {
        "notebooks",
        "toolkit",
        "data",
        "outputs",
        "tests",
        "docs",
        ".ci",
        "environment.yml",
        "pyproject.toml",
        "constraints.txt",
        "Makefile",
        "README.md",
        "README.en.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        ".gitignore",
    }
    assert {name.partition("/")[0] for name in tracked()} == agreed


def test_nothing_produced_is_tracked():
    assert [name for name in tracked() if name.startswith("outputs/")] == ["outputs/.gitignore"]


def test_no_path_of_a_machine_is_in_a_file():
    for name in tracked():
        content = (ROOT / name).read_bytes()
        assert not re.search(rb"/(home|root|work|Users)/[a-z]", content), name


def test_jupyterlab_opens_in_the_language_of_the_pack_that_is_installed():
    shared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    ((path, place),) = [each for each in shared["wheel"]["shared-data"].items() if "/overrides.d/" in each[1]]
    assert place == "share/jupyter/lab/settings/overrides.d/thidua.json"  # settings of other packages stand beside it
    settings = json.loads((ROOT / path).read_text(encoding="utf-8"))
    assert settings == {"@jupyterlab/translation-extension:plugin": {"locale": "vi_VN"}}
    assert "jupyterlab-language-pack-vi-vn==" in (ROOT / "constraints.txt").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "$(PACK) 2>/dev/null || true" in makefile  # where it cannot be had, all else is set up
