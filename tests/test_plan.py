"""The plan: every fault named with its line and what to write; nothing in the file is ever executed."""

from __future__ import annotations

import json

import pytest
from small import plan, write_folder

from toolkit.errors import ToolkitError
from toolkit.plan import load_plan
from toolkit.sample import shipped_data
from toolkit.workspace import Workspace

SHIPPED = (shipped_data() / "ke_hoach.yaml").read_text(encoding="utf-8")


def faults(tmp_path, text):
    (tmp_path / "ke_hoach.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ToolkitError) as caught:
        load_plan(tmp_path / "ke_hoach.yaml")
    assert caught.value.exit_code == 4
    return caught.value.findings


def changed(old, new):
    assert SHIPPED.count(old) == 1, old
    return SHIPPED.replace(old, new)


CASES = [
    (changed("  end: 2025-12-31", "  end: 2025-12-31\n  owner: x"), "movement.owner"),
    (changed("  cap: 100%  ", "  cap: nhiều"), "scoring.cap"),
    (changed("    goal: 90%", "    goal: chín mươi"), "targets.CT2.goal"),
    (changed("  - id: CT2\n    name:", "  - id: CT2\n    title:"), "targets.CT2"),
    (changed("    source: van_ban", "    source: van_bang"), "targets.CT7.source"),
    (changed("success: {electronic: true, signed: true}", "success: {electronic: true, sign: true}"), "sign"),
    (changed("success: {level: full}", "success: {level: cao}"), "cao"),
    (changed("    date: returned_at", "    date: returned"), "returned"),
    (changed("  tie_breaks: [] ", "  tie_breaks: [CT77]"), "CT77"),
    (changed("  - id: CT3\n", "  - id: CT2\n"), "CT2"),
    (changed("- {name: Tốt, from: 80}", "- {name: Tốt, from: 90}"), "bands"),
]


@pytest.mark.parametrize(("text", "named"), CASES)
def test_a_fault_is_named_with_file_line_and_remedy(tmp_path, text, named):
    (finding,) = (
        {f.code + f.problem: f for f in faults(tmp_path, text)}.values()
        if named != "targets.CT2"
        else faults(tmp_path, text)[:1]
    )
    assert named in finding.line()
    assert finding.line().startswith("[KH-02] ke_hoach.yaml")
    assert "Cách sửa: " in finding.line()


def test_the_line_of_a_fault_is_the_line_of_the_file(tmp_path):
    text = changed("    goal: 90%", "    goal: chín mươi")
    (finding,) = faults(tmp_path, text)
    assert text.splitlines()[finding.row - 1].strip() == "goal: chín mươi"


def test_an_unknown_key_says_what_to_write_instead(tmp_path):
    finding = faults(tmp_path, changed("  - id: CT2\n    name:", "  - id: CT2\n    nam: x\n    name:"))[0]
    assert finding.remedy == "đổi thành name."
    finding = faults(tmp_path, changed("  cap: 100%  ", "  cap: 100%\n  trần: 3  "))[0]
    assert "cap, missing, decimals" in finding.remedy


def test_all_faults_come_at_once(tmp_path):
    text = (
        SHIPPED.replace("    goal: 90%", "    goal: chín mươi")
        .replace("  decimals: 2", "  decimals: hai")
        .replace("  end: 2025-12-31", "  end: mai")
    )
    assert len(faults(tmp_path, text)) == 3


@pytest.mark.parametrize(
    "text",
    [
        changed("  id: cds-2022-2025", "  id: cds-2022-2025\n  id: khac"),  # a key twice
        "a: &x 1\nb: *x\n",  # an alias
        "a: !!python/object/apply:os.system [touch x]\n",  # a tag
        "a: [1, 2\n",  # broken
        "",  # empty
        "- a\n",  # no mapping
        "a: 1\n\x00",  # no text
    ],
)
def test_yaml_that_is_wrong_or_could_run_is_refused(tmp_path, text):
    assert {f.code for f in faults(tmp_path, text)} == {"KH-01"}


def test_an_alias_bomb_is_refused_at_once(tmp_path):
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert {f.code for f in faults(tmp_path, bomb)} == {"KH-01"}


def test_a_missing_plan_says_where_it_should_be(tmp_path):
    with pytest.raises(ToolkitError, match="Cách sửa: .*--data"):
        load_plan(tmp_path / "ke_hoach.yaml")


def test_a_target_for_an_unknown_unit_is_refused(tmp_path):
    made = plan()
    made["targets"][0]["units"] = ["A", "Z"]
    with pytest.raises(ToolkitError, match="'Z'"):
        Workspace.open(write_folder(tmp_path, {}, plan=made))


@pytest.mark.parametrize(
    ("units", "said"),
    [
        ("Mã đơn vị,Tên đơn vị\n", "không có đơn vị nào"),
        ("Mã đơn vị,Tên đơn vị\nA,x\na,y\n", "trùng"),
        ("Mã đơn vị,Tên đơn vị\n../A,x\n", "ký tự"),
        ("Mã đơn vị,Tên đơn vị\nNUL,x\n", "ký tự"),
        ("Mã đơn vị,Tên đơn vị\nA,\n", "không có tên"),
        ("Mã đơn vị,Tên đơn vị,Từ ngày,Đến ngày\nA,x,02/01/2024,01/01/2024\n", "Đến ngày"),
        ("Tên đơn vị\nx\n", "Mã đơn vị"),
    ],
)
def test_a_faulty_unit_list_is_refused(tmp_path, units, said):
    with pytest.raises(ToolkitError, match=said) as caught:
        Workspace.open(write_folder(tmp_path, {}, units=units))
    assert caught.value.exit_code == 4


def test_a_code_may_have_vietnamese_letters_and_comes_back_as_written(tmp_path):
    units = "Mã đơn vị,Tên đơn vị\nPLĐ-VL,Phòng Lao động\n"
    assert [u.id for u in Workspace.open(write_folder(tmp_path, {}, units=units)).units] == ["PLĐ-VL"]


def test_a_plan_in_json_is_a_plan_in_yaml(tmp_path):
    (tmp_path / "ke_hoach.yaml").write_text(json.dumps(plan(), ensure_ascii=False), encoding="utf-8")
    assert load_plan(tmp_path / "ke_hoach.yaml").targets[0].id == "T1"
