"""The standard plan rewritten with sources of its own, declared as the shipped ones are: the same bytes."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
from case_runs import FOLDER
from ruamel.yaml import YAML

from toolkit.evaluation.frames import csv_files
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.plan import standard

BASE = FOLDER / "public/base"
TABLES = ("indicators.csv", "items.csv", "scores.csv", "awards.csv", "followup.csv")
SHIPPED = Path(standard.__file__).with_name("sources.yaml")
# Read by rules of their own as well: staff and courses for awards, reports for being late, services for units that merge.
KEPT = ("can_bo", "bao_cao", "dich_vu_cong")


def as_own(declared: dict) -> dict:
    """A shipped source as a plan would declare it: without what is for the shipped file alone."""
    columns = {
        name: {key: value for key, value in column.items() if key != "free" or column["type"] == "text"}
        for name, column in declared["columns"].items()
    }
    return {**{key: value for key, value in declared.items() if key != "duties"}, "columns": columns}


def rewritten(folder) -> None:
    """Give every counted source of a data folder another name, with its files."""
    shipped = YAML(typ="safe").load(SHIPPED.read_text(encoding="utf-8"))
    plan = (folder / "ke_hoach.yaml").read_text(encoding="utf-8")
    counted = sorted(set(re.findall(r"^    source: (\w+)$", plan, re.MULTILINE)) - {"bao_cao_don_vi"})
    assert len(counted) == 8
    plan = re.sub(r"^    source: (?!bao_cao_don_vi)(\w+)$", r"    source: rieng_\1", plan, flags=re.MULTILINE)
    text = io.StringIO()
    YAML(typ="safe").dump({"sources": {f"rieng_{name}": as_own(shipped[name]) for name in counted}}, text)
    plan = re.sub(r"^sources: \{\}.*$", "", plan, flags=re.MULTILINE)
    assert "\nsources:" not in plan
    (folder / "ke_hoach.yaml").write_text(f"{plan}\n{text.getvalue()}", encoding="utf-8")
    for path in sorted((folder / "2024").iterdir()):
        if path.stem in counted:
            shutil.copy(path, path.with_name(f"rieng_{path.name}"))
            if path.stem not in KEPT:
                path.unlink()


@pytest.fixture
def results(tmp_path):
    made = []
    for name, change in (("standard", lambda folder: None), ("own", rewritten)):
        shutil.copytree(BASE, tmp_path / name)
        change(tmp_path / name)
        made.append(csv_files(Workspace.open(tmp_path / name).evaluate(parse_period("2024"))))
    return made


def test_the_standard_plan_with_sources_of_its_own_gives_the_same_bytes(results):
    standard_files, own_files = results
    for name in TABLES:
        assert own_files[name].replace(b"rieng_", b"") == standard_files[name], name  # but for their names
    assert b",ok," in standard_files["indicators.csv"]
