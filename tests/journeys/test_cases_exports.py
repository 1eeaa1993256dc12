"""Exports of real systems in the place of a clean file: the inputs of ``tests/data/cases/clerk``."""

from __future__ import annotations

import csv
import functools
import json
import shutil

import pytest
from case_runs import FOLDER, run
from ruamel.yaml import YAML

SAMPLE = FOLDER.parents[2] / "data"


@functools.cache
def small_plan() -> str:
    """The sample's plan with the two targets that count dossiers, and nothing else."""
    plan = YAML(typ="safe", pure=True).load(SAMPLE / "ke_hoach.yaml")
    targets = [target for target in plan["targets"] if target["id"] in ("CT3", "CT4")]
    kept = {**plan, "targets": targets, "contents": [], "actions": [], "awards": []}
    return json.dumps(kept, ensure_ascii=False, indent=1, default=str)


def with_export(tmp_path, case, *, name=""):
    """A data folder with the sample's units and one input as its file of dossiers."""
    data = tmp_path / "data"
    (data / "2024").mkdir(parents=True)
    (data / "ke_hoach.yaml").write_text(small_plan(), encoding="utf-8")
    for list_name in ("don_vi.csv", "sap_nhap.csv"):
        shutil.copyfile(SAMPLE / list_name, data / list_name)
    shutil.copyfile(FOLDER / "clerk" / case, data / "2024" / (name or case))
    return data


@pytest.mark.parametrize(
    ("case", "name", "figures"),
    [
        ("ho_so_tthc.ods", "ho_so_tthc.ods", ("55/59", "53/77")),
        ("ho_so_tthc_html.xls", "ho_so_tthc.xls", ("55/59", "53/77")),
        ("ho_so_tthc_gio_truoc.csv", "ho_so_tthc.csv", ("218/233", "202/267")),
        ("ho_so_tthc_gia_tri_that.csv", "ho_so_tthc.csv", ("218/233", "202/267")),
        ("ho_so_tthc_tinh_trang.csv", "ho_so_tthc.csv", ("218/233", "202/267")),
    ],
)
def test_an_export_gives_the_figures_of_a_clean_file(case, name, figures, capsys, tmp_path):
    ran = run(capsys, tmp_path, with_export(tmp_path, case, name=name), "evaluate", "2024")
    assert (ran.exit_code, ran.errors(period="2024")) == (0, [])
    assert (ran.count("SO", "CT3", period="2024"), ran.count("SO", "CT4", period="2024")) == figures


@pytest.mark.parametrize("command", ["check", "evaluate"])
def test_a_word_that_nobody_knows_in_108_rows_is_one_line(command, capsys, tmp_path):
    data = with_export(tmp_path, "ho_so_tthc_tinh_trang.csv", name="ho_so_tthc.csv")
    path = data / "2024/ho_so_tthc.csv"
    head, *rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    at, bad = head.index("Hình thức tiếp nhận"), [*range(0, 216, 4), *range(1, 216, 4)]
    for n in bad:
        rows[n][at] = "Kiosk"
    path.write_text("\n".join(",".join(row) for row in [head, *rows]), encoding="utf-8")
    ran = run(capsys, tmp_path, data, command, "2024")
    (line,) = [line for line in ran.screen.splitlines() if "[O-02]" in line]
    assert "dòng 2–3, 6–7, 10–11, " in line and "(108 dòng)" in line and "thidua map 2024/ho_so_tthc.csv" in line
    assert (ran.exit_code, len(ran.screen.splitlines()) < 40) == (3, True)
    assert "findings.csv" in ran.screen.splitlines()[-1]
    if command == "evaluate":
        told = {int(row["row"]) for row in ran.errors(period="2024") if row["code"] == "O-02"}
        assert told == {n + 2 for n in bad}


def test_a_file_named_after_its_unit_needs_no_column_of_the_unit(capsys, tmp_path):
    ran = run(capsys, tmp_path, with_export(tmp_path, "ho_so_tthc__LDVL.csv"), "evaluate", "2024")
    assert ran.exit_code == 3
    assert [ran.count("LDVL", target, period="2024") for target in ("CT3", "CT4")] == ["54/54", "47/62"]
    others = ("GDNN", "NCC", "BTXH", "PCTN", "DVVL")
    assert {ran.count(unit, "CT3", period="2024") for unit in others} == {"missing"}
    assert ran.count("SO", "CT3", period="2024") == "54/54 partial"


def test_under_another_name_the_column_of_the_unit_stays_needed(capsys, tmp_path):
    data = with_export(tmp_path, "ho_so_tthc__LDVL.csv", name="ho_so_tthc__1.csv")
    ran = run(capsys, tmp_path, data, "evaluate", "2024")
    assert (ran.exit_code, ran.count("LDVL", "CT3", period="2024")) == (3, "blocked")
    assert [(row["code"], row["column"]) for row in ran.errors(period="2024") if row["file"]] == [
        ("COT-01", "Mã đơn vị")
    ]
