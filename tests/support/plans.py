"""The shipped plan with something changed in it, and what is said of that."""

from __future__ import annotations

import pytest

from toolkit.plan import load_plan
from toolkit.sample import shipped_data
from toolkit.words.errors import ToolkitError

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
