"""The API page: made from the code, complete, with an example of every public function; the examples are doctests."""

from __future__ import annotations

import inspect
import runpy
from pathlib import Path

import pytest

import toolkit as tk
from toolkit import widgets

ROOT = Path(tk.__file__).resolve().parents[1]
PUBLIC = {f"tk.{name}": getattr(tk, name) for name in tk.__all__}
PUBLIC |= {f"widgets.{name}": getattr(widgets, name) for name in widgets.__all__}


@pytest.fixture(scope="module")
def page():
    return runpy.run_path(str(ROOT / ".ci/api.py"), run_name="api")


def test_the_page_says_what_the_code_says(page):
    assert (ROOT / "docs/api.md").read_text(encoding="utf-8") == page["api_text"]()


def test_a_public_name_without_a_place_on_the_page_is_refused(page):
    with pytest.raises(KeyError, match="what_if cần một dòng"):
        page["_same"](["what_if", "trace"], ["trace"])


@pytest.mark.parametrize("name", PUBLIC)
def test_everything_public_has_an_example_that_is_on_the_page(name):
    assert ">>> " in inspect.getdoc(PUBLIC[name])
    assert f"### `{name}`" in (ROOT / "docs/api.md").read_text(encoding="utf-8")


def test_both_manuals_lead_to_the_page():
    for manual in ("README.md", "README.en.md"):
        assert "(docs/api.md)" in (ROOT / manual).read_text(encoding="utf-8")
