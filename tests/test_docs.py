"""The pages for readers: links lead somewhere, tables have their columns, what is made from the code is current."""

from __future__ import annotations

import ast
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
GENERATED = {"codes": "ma_loi", "keys": "ke_hoach", "house": "kien_truc"}


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


def test_the_picture_of_the_packages_is_current_and_its_words_are_text():
    picture = (ROOT / "docs/kien_truc.svg").read_text(encoding="utf-8")
    house = runpy.run_path(str(ROOT / ".ci/house.py"), run_name="house")
    assert picture == house["picture_text"](), "run: python .ci/house.py"
    assert {f">{name}</text>" for name in house["house"]()} <= set(re.findall(r">\w+</text>", picture))
    assert len(picture) < 20_000


def test_the_picture_draws_what_no_other_line_says_and_puts_each_package_above_what_it_imports():
    house = runpy.run_path(str(ROOT / ".ci/house.py"), run_name="house")
    rows = {"a": (), "b": ("a",), "c": ("a", "b")}
    assert house["floors"](rows) == {"a": 1, "b": 2, "c": 3}
    assert house["direct"](rows) == [("b", "a"), ("c", "b")]


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


def modules():
    """Dotted name below toolkit → the file of every module and package."""
    files = {path.relative_to(ROOT / "toolkit"): path for path in (ROOT / "toolkit").rglob("*.py")}
    return {".".join(name.with_suffix("").parts).removesuffix(".__init__"): path for name, path in files.items()}


def names_in(path):
    """What a module gives a name at its top level, and the members of its classes."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        own = (
            getattr(node, "name", None)
            or [ast.unparse(t) for t in getattr(node, "targets", [])]
            or getattr(node, "target", None)
        )
        own = own if isinstance(own, (str, list)) else [ast.unparse(own)] if own is not None else []
        found |= {own} if isinstance(own, str) else set(own)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)}
    return found


def is_there(name):
    """Whether a dotted name is a package, a module, or something that a module defines."""
    known, parts = modules(), name.split(".")
    for at in range(len(parts), 0, -1):
        if (path := known.get(".".join(parts[:at]))) is not None:
            return at == len(parts) or ".".join(parts[at:]) in names_in(path)
    return False


@pytest.mark.parametrize("page_name", ["docs/kien_truc.md", "CONTRIBUTING.md"])
def test_every_name_and_path_that_a_page_for_maintainers_names_is_there(page_name):
    packages = {name.partition(".")[0] for name in modules()}
    said = re.findall(r"`([^`\n]+)`", prose(ROOT / page_name))
    dotted = [each for each in said if re.fullmatch(r"[a-z_]+(\.\w+)+", each) and each.partition(".")[0] in packages]
    fresh = set(re.findall(r"^\| `([^`]+)` \(new\)", prose(ROOT / page_name), re.M))
    paths = [each for each in said if re.fullmatch(r"[\w.-]+/[\w./-]*", each) and not each.startswith("outputs/")]
    paths = [each for each in paths if each not in fresh]
    assert len(dotted) + len(paths) > 20
    assert [each for each in dotted if not is_there(each)] == []
    assert [each for each in paths if not (ROOT / each).exists()] == []
    assert [each for each in fresh if (ROOT / each).exists() or not (ROOT / each).parent.is_dir()] == []


def test_the_examples_name_what_the_code_has():
    """The words of the worked examples that are names in a file of their row."""
    rows = re.findall(r"^\| `([\w./]+\.py)` \| (.+) \|$", prose(ROOT / "CONTRIBUTING.md"), re.M)
    found = [(file, name) for file, said in rows for name in re.findall(r"`([A-Z_]{4,}|[a-z]+_[a-z_]+|_[a-z]+)`", said)]
    assert len(found) > 4
    assert [(file, name) for file, name in found if name not in (ROOT / file).read_text(encoding="utf-8")] == []
