"""``run.json`` is read in one way by all: what is not of its shape is no record, whoever asks."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from small import write_folder

from outputs import made_output
from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.plan import load_plan
from toolkit.publishing.index import index_page
from toolkit.publishing.record import RECORD, Counts, RunRecord
from toolkit.writing.files import digest

# Of three units, two have documents: one signed its only one, the other did not.
DOCUMENTS = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n2,B,01/02/2024,,Không\n"
WRITTEN = """{
  "complete": true,
  "counts": {
    "findings": {
      "error": 0,
      "info": 0,
      "warning": 1
    },
    "rows": {
      "van_ban": 2
    },
    "states": {
      "ok": 2
    },
    "targets": 1,
    "targets_met": 0,
    "targets_with_value": 1,
    "units": 3
  },
  "edited": [
    "so_ket.docx"
  ],
  "failed": [
    "binh_xet",
    "so_ket"
  ],
  "inputs": {
    "2024/văn bản.csv": "b"
  },
  "kept": [
    "so_ket"
  ],
  "outputs": {
    "phieu_don_vi/A.html": "a"
  },
  "parameters": {
    "period": "2024",
    "plan": "thu"
  },
  "reports": {
    "phieu_don_vi/A": "c"
  },
  "stale": [
    "phieu_don_vi/A.html"
  ],
  "state": "d",
  "versions": {
    "thidua": "1"
  }
}
"""
RECORDED = RunRecord(
    parameters={"plan": "thu", "period": "2024"},
    inputs={"2024/văn bản.csv": "b"},
    outputs={"phieu_don_vi/A.html": "a"},
    versions={"thidua": "1"},
    counts=Counts(
        units=3,
        targets=1,
        rows={"van_ban": 2},
        targets_met=0,
        targets_with_value=1,
        states={"ok": 2},
        findings={"error": 0, "warning": 1, "info": 0},
    ),
    complete=True,
    failed=("so_ket", "binh_xet"),
    state="d",
    reports={"phieu_don_vi/A": "c"},
    stale=("phieu_don_vi/A.html",),
    edited=("so_ket.docx",),
    kept=("so_ket",),
)


def read(folder: Path, content: str | bytes) -> RunRecord | None:
    (folder / RECORD).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return RunRecord.read(folder)


def changed(**values: object) -> str:
    return json.dumps({**json.loads(WRITTEN), **values})


def test_the_file_has_sorted_keys_and_two_spaces_and_comes_back_as_it_was(tmp_path):
    assert RECORDED.content().decode("utf-8") == WRITTEN
    assert read(tmp_path, WRITTEN) == dataclasses.replace(RECORDED, failed=("binh_xet", "so_ket"))


def test_a_key_that_nobody_knows_is_passed_over(tmp_path):
    assert read(tmp_path, changed(later={"x": [1]})) == read(tmp_path, WRITTEN)


def test_no_file_is_no_record(tmp_path):
    assert RunRecord.read(tmp_path) is None
    (tmp_path / RECORD).mkdir()
    assert RunRecord.read(tmp_path) is None


LATER = ("edited", "kept", "stale")  # keys that a record of an earlier version has not


@pytest.mark.parametrize("key", LATER)
def test_a_record_of_an_earlier_version_is_one(key, tmp_path):
    known = json.loads(WRITTEN)
    del known[key]
    assert getattr(read(tmp_path, json.dumps(known)), key) == ()


@pytest.mark.parametrize("key", sorted(json.loads(WRITTEN).keys() - LATER))
def test_a_record_that_lacks_a_key_is_none(key, tmp_path):
    known = json.loads(WRITTEN)
    del known[key]
    assert read(tmp_path, json.dumps(known)) is None


COUNTS = json.loads(WRITTEN)["counts"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "null",
        "{",
        b"\xff\xfe",
        "[" * 100_000,
        changed(outputs=[]),
        changed(outputs={"a.csv": 1}),
        changed(inputs={"a.csv": None}),
        changed(complete="true"),
        changed(complete=1),
        changed(failed="so_ket"),
        changed(failed=[1]),
        changed(state=None),
        changed(versions="1"),
        changed(counts={**COUNTS, "units": "3"}),
        changed(counts={**COUNTS, "findings": {"error": 0, "warning": 0}}),
        changed(counts={key: value for key, value in COUNTS.items() if key != "rows"}),
    ],
)
def test_what_is_not_of_the_shape_is_no_record(content, tmp_path):
    assert read(tmp_path, content) is None


@pytest.mark.parametrize("name", ["../2023/scores.csv", "/etc/hostname", "a/../../b", "..\\b", "a\0b"])
def test_a_record_that_names_a_file_outside_its_folder_is_none(name, tmp_path):
    assert read(tmp_path, changed(outputs={name: "a"})) is None


def test_what_lies_in_the_folder_is_as_it_was_made_or_somebody_s(tmp_path):
    for name in ("same.csv", "other.csv", "b.csv", "b (bản mới).csv", "b (bản mới 2).csv"):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "link.csv").symlink_to(tmp_path / "same.csv")
    made = {
        "same.csv": digest(b"same.csv"),
        "other.csv": digest(b"x"),
        "link.csv": digest(b"same.csv"),
        "gone.csv": digest(b"gone.csv"),
        "b (bản mới).csv": digest("b (bản mới).csv".encode()),
    }
    record = dataclasses.replace(RECORDED, outputs=made)
    found = record.look(tmp_path)
    assert set(found.intact) == {"same.csv", "b (bản mới).csv"}
    assert found.edited == {"other.csv", "link.csv", "b.csv", "b (bản mới 2).csv"}
    assert record.places["b.csv"] == "b (bản mới).csv"


def test_counts_are_those_of_the_evaluation(tmp_path):
    data = write_folder(tmp_path / "d", {"2024/van_ban.csv": DOCUMENTS})
    counts = Counts.of(Workspace.open(data).evaluate(parse_period("2024")))
    assert (counts.units, counts.targets, counts.targets_met, counts.targets_with_value) == (3, 1, 0, 1)
    assert {source: rows for source, rows in counts.rows.items() if rows} == {"van_ban": 2}
    assert counts.states == {"ok": 3, "no_cases": 1, "missing": 0, "not_assigned": 0, "blocked": 0, "partial": 0}
    assert counts.findings == {"error": 0, "warning": 0, "info": 0}


@pytest.mark.parametrize("content", ["{}", changed(counts={}), "[" * 100_000])
def test_an_unreadable_record_is_passed_over_by_the_front_page_and_replaced_by_the_next_run(content, tmp_path, capsys):
    data = write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS})
    run = ["--quiet", "--data", str(data), "--out", str(tmp_path / "o")]
    assert main(["evaluate", *run]) == 0
    good = (tmp_path / "o/2024" / RECORD).read_bytes()
    assert read(tmp_path / "o/2024", content) is None
    assert "Năm 2024" not in index_page(load_plan(data / "ke_hoach.yaml"), tmp_path / "o", names={}).decode("utf-8")
    assert main(["verify", *run]) == 3
    assert "2024/run.json: chưa có kết quả của kỳ, hoặc run.json không đọc được." in capsys.readouterr().out
    assert main(["evaluate", *run]) == 0
    assert (tmp_path / "o/2024" / RECORD).read_bytes() == good


def test_the_front_page_of_the_periods_with_a_record_is_the_same_beside_one_without(tmp_path):
    out, made = made_output(tmp_path), load_plan(tmp_path / "data/ke_hoach.yaml")
    (out / "2023" / RECORD).write_text("{}", encoding="utf-8")
    page = index_page(made, out, names={}).decode("utf-8")
    assert "Năm 2024" in page
    assert "Năm 2023" not in page
