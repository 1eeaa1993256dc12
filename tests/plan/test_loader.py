"""The plan: every fault named with its line and what to write; nothing in the file is ever executed."""

from __future__ import annotations

import json

import pytest
from plans import SHIPPED, changed, faults
from small import plan, reported, write_folder

from toolkit.evaluation.workspace import Workspace
from toolkit.plan import load_plan
from toolkit.plan.loader import plan_of
from toolkit.words.errors import ToolkitError

CASES = [
    (changed("  end: 2025-12-31", "  end: 2025-12-31\n  owner: x"), "movement.owner"),
    (changed("  cap: 100%  ", "  cap: nhiều"), "scoring.cap"),
    (changed("    goal: 90%", "    goal: chín mươi"), "targets.CT2.goal"),
    (changed("  - id: CT2\n    name:", "  - id: CT2\n    title:"), "targets.CT2"),
    (changed("    source: van_ban", "    source: van_bang"), "targets.CT7.source"),
    (
        changed(
            "{electronic: true, signed: true}\n    causes: {electronic: không phải bản điện tử, signed: chưa ký số}",
            "{electronic: true, sign: true}",
        ),
        "sign",
    ),
    (changed("success: {level: full}", "success: {level: cao}"), "cao"),
    (changed("    date: returned_at", "    date: returned"), "returned"),
    (changed("  tie_breaks: [] ", "  tie_breaks: [CT77]"), "CT77"),
    (changed("  - id: CT3\n", "  - id: CT2\n"), "CT2"),
    (changed("- {name: Tốt, from: 80}", "- {name: Tốt, from: 90}"), "bands"),
    (changed("  - id: CT9b\n    of: CT9\n", "  - id: CT9b\n    of: ct9\n"), "'CT9'"),  # two spellings of one whole
    (changed("  verdict: final_year ", "  verdict: last "), "movement.verdict"),
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


def rows_and_words(tmp_path, made):
    """Each fault of a plan: the text of its line, and what is said before the second colon (place and problem)."""
    text = json.dumps(made, ensure_ascii=False, indent=1)
    return [
        (text.splitlines()[each.row - 1].strip().rstrip(","), each.problem.partition(":")[0])
        for each in faults(tmp_path, text)
    ]


def test_every_fault_has_its_own_line_and_place_and_all_come_at_once(tmp_path):
    made = plan(scoring={"tie_breaks": ["T1", "X"]}, sources={"van_ban": {"conflict": ["Loại"]}, "van_bn": {}})
    made["targets"][0].update(success={"signd": True, "signed": ["maybe", True]}, date="signed", units="A")
    made["targets"].append({**made["targets"][0], "id": "T2", "units": "all"})
    made["targets"][1].update(success={"electronic": "có thể"}, date="issued_at", points="mười")
    made["targets"].append({**made["targets"][0], "id": "T3", "goal": {"2022": "x", "2023": "80%"}, "date": None})
    made["targets"][2].update(success={"signed": True}, units=["A", 3])
    found = rows_and_words(tmp_path, made)
    assert found == [
        ('"signd": true', "targets.T1.success.signd"),
        ('"maybe"', "targets.T1.success.signed.1"),
        ('"date": "signed"', "targets.T1.date"),
        ('"units": "A"', "targets.T1.units"),
        ('"electronic": "có thể"', "targets.T2.success.electronic"),
        ('"points": "mười"', "targets.T2.points"),
        ('"2022": "x"', "targets.T3.goal.2022"),
        ("3", "targets.T3.units.2"),
        ('"X"', "scoring.tie_breaks.2"),
        ('"conflict": [', "sources.van_ban.conflict"),
        ('"van_bn": {}', "sources.van_bn"),
    ]


def test_a_wrong_type_is_said_in_vietnamese(tmp_path):
    made = plan(movement={"start": "26/05/2022", "final": "2022+2025"}, scoring={"decimals": 2.5})
    assert [f.problem for f in faults(tmp_path, json.dumps(made, indent=1))] == [
        "movement.start: phải là ngày.",
        "movement.final: phải là một giai đoạn như 2022..2025.",
        "scoring.decimals: phải là số nguyên.",
    ]


def test_a_part_that_contradicts_itself_says_everything_at_once(tmp_path):
    made = reported({"id": "T1", "goal": "50%", "floor": "50%", "points": 10, "date": "sent_at", "rule": "steps"})
    made["awards"] = [{"id": "a", "name": "A", "kind": "collective", "quota": -1, "vote": 3}]
    made["movement"]["end"] = "2021-12-31"
    made["scoring"]["bands"][1]["from"] = 80
    assert {place for _, place in rows_and_words(tmp_path, made)} == {
        "targets.T1.goal",
        "targets.T1.date",
        "targets.T1.steps",
        "awards.a.quota",
        "awards.a.vote",
        "movement.end",
        "scoring.bands.Khá.from",
    }


@pytest.mark.parametrize(
    ("first", "second"), [("CT1.1", "CT11"), ("ND-d", "ND-đ"), ("CT1", "ct1"), ("BP-1", "BP_1"), ("Chỉ1", "Chi1")]
)
def test_ids_that_people_would_take_for_each_other_are_refused(tmp_path, first, second):
    made = reported({"id": first, "goal": "80%", "points": 10})
    made["contents"] = [{"id": second, "name": "n", "points": 4}]
    (found,) = faults(tmp_path, json.dumps(made, ensure_ascii=False))
    assert f"'{second}' trùng với '{first}'" in found.problem


def test_an_award_is_not_called_like_another_even_without_accents(tmp_path):
    made = plan(awards=[{"id": n, "name": name, "kind": "individual"} for n, name in (("a", "Giấy khen"), ("b", "A"))])
    assert "'A' trùng với 'a'" in faults(tmp_path, json.dumps(made, ensure_ascii=False))[0].problem


@pytest.mark.parametrize(
    ("aliases", "said"),
    [
        ({"conflict": ["Loại"]}, "'conflict'"),
        ({"copy": ["Loại"]}, "'copy'"),
        ({"File": ["Loại"]}, "'File'"),
        ({'a"b': ["Loại"]}, "'a\"b'"),
        ({"signed__bad": ["Loại"]}, "'signed__bad'"),
        ({"1a": ["Loại"]}, "'1a'"),
        ({"Signed": ["Loại", "x"]}, "chỉ khác 'signed'"),
        ({"loai": ["Loại"], "LOAI": ["Kiểu"]}, "chỉ khác 'loai'"),
        ({"electronic": ["Ký số"]}, "đã là của cột signed"),
        ({"loai": ["Loại"], "kieu": ["loại"]}, "đã là của cột loai"),
        ({"loai": ["—"]}, "không có chữ hay số"),
        ({"loai": 3}, "phải là tên cột"),
        ({"loai": ["Loại", 3]}, "phải là tên cột"),
    ],
)
def test_a_column_cannot_be_added_under_a_name_that_readers_keep_or_a_header_that_is_taken(tmp_path, aliases, said):
    made = plan(sources={"van_ban": aliases})
    (found,) = faults(tmp_path, json.dumps(made, ensure_ascii=False, indent=1))
    assert said in found.problem
    assert (found.code, found.row > 1) == ("KH-02", True)


def test_a_column_that_the_toolkit_computes_is_not_read_from_a_file(tmp_path):
    made = plan(sources={"can_bo": {"trained_basic": ["Đã tập huấn"]}})
    assert "do bộ công cụ tính" in faults(tmp_path, json.dumps(made))[0].problem


def test_a_header_written_for_a_column_is_no_column_of_its_own(tmp_path):
    made = plan(sources={"van_ban": {"Chữ ký": "signed"}})
    made["targets"][0]["success"] = {"Chữ ký": True}
    assert "không có cột 'Chữ ký'" in faults(tmp_path, json.dumps(made, ensure_ascii=False))[0].problem


def test_yes_or_no_is_not_asked_of_a_column_of_texts(tmp_path):
    made = plan(sources={"van_ban": {"loai": ["Loại"]}})
    made["targets"][0]["success"] = {"loai": True}
    assert "cột chữ" in faults(tmp_path, json.dumps(made, ensure_ascii=False))[0].problem


def test_a_target_for_an_unknown_unit_and_an_agency_called_like_a_unit_are_named_with_their_lines(tmp_path):
    made = plan()
    made["targets"][0]["units"] = ["A", "Z"]
    made["movement"]["agency"]["id"] = "b"  # the list has a unit B: one file name on many machines
    with pytest.raises(ToolkitError) as caught:
        Workspace.open(write_folder(tmp_path, {}, plan=made))
    text = (tmp_path / "ke_hoach.yaml").read_text(encoding="utf-8").splitlines()
    assert [(text[f.row - 1].strip(), f.problem.partition(":")[0]) for f in caught.value.findings] == [
        ('"Z"', "targets.T1.units.2"),
        ('"id": "b",', "movement.agency.id"),
    ]
    assert caught.value.exit_code == 4


@pytest.mark.parametrize("nature", [{}, {"nature": "flow"}])
def test_a_source_that_is_misspelt_is_told_with_the_nearest_whatever_else_the_target_says(nature):
    target = {**plan()["targets"][0], **nature, "source": "van_bann"}
    with pytest.raises(ToolkitError, match="không có nguồn 'van_bann'; có lẽ là van_ban"):
        plan_of(json.dumps(plan(targets=[target]), ensure_ascii=False), name="ke_hoach.yaml")
