"""The pages for readers: links lead somewhere, tables have their columns, what is made from the code is current."""

from __future__ import annotations

import re
import runpy
from itertools import pairwise
from pathlib import Path

import pytest

import toolkit
from toolkit.plan import load_plan
from toolkit.plan.keys import KEYS
from toolkit.plan.loader import plan_schema
from toolkit.words.codes import CODES

ROOT = Path(toolkit.__file__).resolve().parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {path: path.read_text(encoding="utf-8") for path in PAGES}
GENERATED = {"codes": "ma_loi", "keys": "ke_hoach"}


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def prose(path):
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```", "", TEXTS[path], flags=re.S | re.M)


def anchors(path):
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def page(name, text):
    """What a generator of ``.ci`` makes of a page."""
    made = runpy.run_path(str(ROOT / f".ci/{name}.py"), run_name=name)
    return made["codes_text"]() if name == "codes" else made["page_text"](text)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_link_leads_to_a_file_and_to_a_heading_of_it(path):
    for target in re.findall(r"\]\(([^)]+)\)", prose(path)):
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_row_of_a_table_has_the_columns_of_its_head(path):
    lines = prose(path).splitlines()
    columns = [len(re.sub(r"`[^`]*`", "", line).split("|")) if line.startswith("|") else 0 for line in lines]
    assert [line for line, (above, own) in zip(lines[1:], pairwise(columns)) if above and own not in (0, above)] == []


@pytest.mark.parametrize("name", GENERATED)
def test_a_page_that_is_made_from_the_code_is_current(name):
    text = TEXTS[ROOT / f"docs/{GENERATED[name]}.md"]
    assert page(name, text) == text, f"run: python .ci/{name}.py"


def test_every_code_is_listed_once_with_its_remedy():
    rows = re.findall(r"^\| ([A-Z]+-\d+) \| .+ \| .+ \| (.+) \|$", TEXTS[ROOT / "docs/ma_loi.md"], re.M)
    assert sorted(id for id, _ in rows) == sorted(CODES)
    assert [id for id, remedy in rows if len(remedy) < 6] == []


def test_every_key_of_the_plan_says_what_it_means_to_editors_and_in_the_page():
    schema = plan_schema()
    models = {**schema["$defs"], "Plan": schema}
    assert {name: set(model["properties"]) for name, model in models.items()} == {
        name: set(keys) for name, keys in KEYS.items()
    }
    assert models["Target"]["properties"]["goal"]["description"].startswith("mức giao: một mức, hoặc theo năm")


def test_the_map_of_the_plan_names_every_clause_target_content_and_action():
    text = TEXTS[ROOT / "docs/ke_hoach.md"].partition("## Bản đồ kế hoạch")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([IVN][^|]*?) \|(.*)\|$", text, re.M)
    clauses = [clause for clause, _ in rows]
    wanted = ["I.1", "I.2", "II.1", "II.2", "II.3", *(f"II.4 {letter}" for letter in "abcdđe")]
    wanted += [f"III.{n}" for n in range(1, 10)] + [f"IV.{n}" for n in range(1, 7)] + ["V.1", "V.2", "Nơi nhận"]
    assert [clause for clause in wanted if clause not in clauses] == []
    said = " ".join(row for _, row in rows)
    plan = load_plan(ROOT / "data/ke_hoach.yaml")
    assert [item.id for item in plan.items if f"`{item.id}`" not in said] == []
