"""What the plan says in free words names no state secret: left out wherever it stands, told once; nothing else changes."""

from __future__ import annotations

from small import plan

from toolkit.evaluation.plan_texts import without_secrets
from toolkit.plan import Plan
from toolkit.sources.secret_names import HIDDEN, SecretNames
from toolkit.words.ids import id_key

SECRET = SecretNames([id_key("12/KH-A")])


def test_every_free_text_of_the_plan_is_looked_at_and_no_other():
    target = plan()["targets"][0] | {
        "note": "theo 012/KH – A",
        "causes": {"signed": "vì 12/KH-A"},
        "short": "Ký 112/KH-A",
    }
    inner = {"id": "N2", "name": "Việc của 12/KH-A", "points": 1}
    raw = plan(
        targets=[target],
        contents=[{"id": "N1", "name": "Nội dung", "points": 4, "note": "13/KH-A"}],
        sections=[{"id": "P", "name": "P", "items": [inner]}],
        awards=[{"id": "gk", "name": "Giấy khen", "kind": "collective", "note": "12/kh-a"}],
    )
    raw["movement"] |= {"legal_basis": [{"from": "2024-01-01", "text": "Kế hoạch 12/KH-A"}]}
    made = Plan.model_validate(raw)
    clean, findings = without_secrets(made, SECRET)
    assert (clean.targets[0].note, clean.targets[0].causes["signed"]) == (HIDDEN, HIDDEN)
    assert (clean.targets[0].short, clean.contents[0].note) == ("Ký 112/KH-A", "13/KH-A")
    assert [each.name for each in clean.items if each.id == "N2"] == [HIDDEN]
    assert (clean.awards[0].note, clean.movement.legal_basis[0].text) == (HIDDEN, HIDDEN)
    assert (clean.targets[0].id, clean.targets[0].goal) == (made.targets[0].id, made.targets[0].goal)
    places = [f.problem.split()[2] for f in findings]
    assert len(set(places)) == len(places) == 5
    assert {"T1.note", "T1.causes", "N2.name", "gk.note"} <= set(places)
    assert {(f.code, f.file, f.level) for f in findings} == {("CN-02", "ke_hoach.yaml", "warning")}
    assert not any("12/" in f.problem + f.remedy for f in findings)


def test_a_plan_that_names_none_is_the_very_same():
    made = Plan.model_validate(plan())
    assert without_secrets(made, SecretNames()) == (made, [])
    clean, findings = without_secrets(made, SECRET)
    assert clean is made
    assert findings == []
