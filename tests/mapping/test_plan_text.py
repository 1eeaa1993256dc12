"""Words written into a plan: every other byte of it stays, comments too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small import PLAN

from toolkit.mapping.model import Teaching
from toolkit.mapping.plan_text import taught, yaml_of
from toolkit.plan.loader import plan_of
from toolkit.plan.source_words import SourceWords
from toolkit.words.errors import ToolkitError

SAMPLE = (Path(__file__).parents[2] / "data/ke_hoach.yaml").read_text(encoding="utf-8")
HEAD = SAMPLE[: SAMPLE.index("sources: {}")]
NEW = Teaching(
    {"ho_so_tthc": {"Mã hồ sơ": ["Mã số, HS", "Số: phiếu"]}},
    {"ho_so_tthc": {"Trạng thái": {"Đã trả kết quả": ["Xong", "5", "no"]}, "Đã định danh": {"Có": ["V"]}}},
)
READ = SourceWords(
    {"dossier_id": ("Mã số, HS", "Số: phiếu")},
    {"status": {"done": ("Xong", "5", "no")}, "identified": {"true": ("V",)}},
)


def test_the_plan_says_what_is_taught_and_all_else_stays_byte_for_byte():
    new = taught(SAMPLE, NEW, name="ke_hoach.yaml")
    assert plan_of(new, name="").words_of("ho_so_tthc") == READ
    assert new.startswith(HEAD)
    assert [line for line in SAMPLE.splitlines() if line not in new.splitlines()] == [
        "sources: {}                    # tên cột, từ khác mà tệp của từng nguồn dùng; thidua map TỆP viết giúp"
    ]
    assert "# tên cột, từ khác mà tệp của từng nguồn dùng; thidua map TỆP viết giúp" in new
    assert taught(new, NEW, name="") == new  # nothing is said twice


@pytest.mark.parametrize(
    "given",
    [
        "sources:   # một\n    # hai\n    van_ban:\n        unit: [A, B]   # ba\n    # bốn\n\n# năm\n",
        "sources: {van_ban: {unit: [A, B]}}  # một\n# năm\n",
        "",
    ],
)
def test_comments_and_what_the_plan_has_taught_before_stay(given):
    text = HEAD + given
    new = taught(text, NEW, name="")
    plan = plan_of(new, name="")
    assert plan.words_of("ho_so_tthc") == READ
    assert plan.words_of("van_ban") == plan_of(text, name="").words_of("van_ban")
    assert [word for word in ("# một", "# hai", "# ba", "# bốn", "# năm") if word in given and word not in new] == []
    assert new.startswith(HEAD)


def test_words_are_added_to_those_of_a_column():
    text = HEAD + "sources:\n  ho_so_tthc:\n    aliases:\n      Mã hồ sơ: Số phiếu cũ\n    unit: [Nơi nhận]\n"
    words = plan_of(taught(text, NEW, name=""), name="").words_of("ho_so_tthc")
    assert words.headers == {"unit": ("Nơi nhận",), "dossier_id": ("Số phiếu cũ", "Mã số, HS", "Số: phiếu")}


def test_a_plan_in_json_stays_json():
    text = json.dumps(PLAN, ensure_ascii=False, indent=1) + "\n"
    new = taught(text, NEW, name="")
    assert json.loads(new) == {**PLAN, "sources": NEW.as_keys()}
    assert new.startswith(text[:-4])
    assert plan_of(new, name="").words_of("ho_so_tthc") == READ


def test_the_ends_of_lines_stay():
    new = taught(SAMPLE.replace("\n", "\r\n"), NEW, name="")
    assert new.count("\r\n") == new.count("\n")


def test_what_the_plan_would_refuse_is_not_written_but_told():
    bad = Teaching({"ho_so_tthc": {"Mã hồ sơ": ["Mã TTHC"]}})
    with pytest.raises(ToolkitError, match="tự thêm các dòng sau vào ke_hoach.yaml") as refused:
        taught(SAMPLE, bad, name="ke_hoach.yaml")
    assert yaml_of(bad) in str(refused.value)
