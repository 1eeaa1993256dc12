"""The schema beside the plan is the one that the models give, and the plan names it for editors."""

from __future__ import annotations

from toolkit.plan.__main__ import schema_text
from toolkit.sample import shipped_data


def test_the_schema_file_is_current():
    assert (shipped_data() / "ke_hoach.schema.json").read_text(encoding="utf-8") == schema_text(), (
        "run: python -m toolkit.plan > data/ke_hoach.schema.json"
    )


def test_the_plan_names_its_schema_on_the_first_line():
    first = (shipped_data() / "ke_hoach.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=ke_hoach.schema.json"
