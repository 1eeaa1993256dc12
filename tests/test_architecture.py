"""The house: imports go one way, modules stay small, calculation stays pure, each heavy library has one home."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import toolkit

PACKAGE = Path(toolkit.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))

# From the ground up: each package, and exactly the ones above it in this table that it imports.
HOUSE = {
    "shipped": "",
    "words": "",
    "periods": "words",
    "resources": "words",
    "writing": "words",
    "plan": "words periods",
    "units": "words periods",
    "sources": "words resources plan units",
    "sample": "shipped words periods writing plan units sources",
    "indicators": "words periods plan units sources",
    "scoring": "words plan units sources indicators",
    "mapping": "words plan units sources scoring",
    "awards": "words plan units sources indicators scoring",
    "evaluation": "words periods resources plan units sources indicators scoring awards",
    "scenarios": "words periods plan units sources indicators scoring evaluation",
    "notebook": "words periods writing evaluation scenarios",
    "report": "shipped words periods writing plan units indicators scoring awards evaluation scenarios",
    "forms": "words periods writing plan units sources indicators scoring evaluation report",
    "new": "shipped words periods writing plan units sources evaluation forms",
    "publishing": "shipped words periods resources writing plan units indicators evaluation scenarios notebook report",
    "widgets": "words periods plan indicators scoring evaluation scenarios notebook report forms",
    "running": "shipped words periods resources writing sources indicators evaluation scenarios notebook report publishing",
    "commands": "shipped words periods resources writing plan units sample mapping evaluation forms new publishing running",
    "__main__": "commands",
}
MOST_FLOORS, MOST_LINES = 14, 300
# The packages in which every module has a test file of its own.
TESTED = ("words", "plan", "units", "indicators", "scoring", "awards", "evaluation")

# Which packages may import a library that is heavy, or that does one thing in one place.
HOMES = {
    "papermill": "publishing",
    "nbclient": "publishing",
    "ipykernel": "publishing",
    "IPython": "publishing report",
    "nbconvert": "publishing",
    "nbformat": "publishing",
    "filelock": "writing",
    "matplotlib": "report",
    "seaborn": "report",
    "defusedxml": "forms sources",
    "duckdb": "sources",
    "dask": "running",
    "distributed": "running",
    "argparse": "commands",
    "tqdm": "commands",
    "openpyxl": "forms sample publishing",
    "docx": "evaluation report forms",
    "fastexcel": "sources",
    "xlrd": "sources",
    "lxml": "report sources",
    "ipywidgets": "widgets",
    "traitlets": "publishing widgets",
}
# Who asks what time it is, and who reads or sets the environment. Everything else gives the same for the same inputs.
CLOCK = ("commands/answer.py", "running/batch.py", "running/cluster/spread.py", "publishing/engine/watch.py")
ENVIRONMENT = ("resources.py", "evaluation/kept.py", "publishing/printing.py", "publishing/engine/")
PRINTS = ("commands/",)
OPENS = ("writing/", "commands/", "running/", "publishing/", "sources/", "sample/", "new/")
SWALLOWS = {
    "commands/doctor.py": "to find what fails is what it is for",
    "commands/cli.py": "the last to know says it in one sentence",
    "plan/amounts.py": "whatever a reader of numbers says of a text, it is no number",
    "publishing/writer.py": "what fails there is said where it was asked for",
    "running/batch.py": "a report's failure is that report's",
    "running/staleness.py": "a sheet that cannot be put together fails when it is made, and alone",
    "sources/old_workbook.py": "the reader of old workbooks raises whatever it meets in a damaged file",
    "sources/workbook.py": "the reader of workbooks panics with an error that is no Exception; any other goes on",
}


def place_of(path):
    return path.relative_to(PACKAGE).as_posix()


def package_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def imports(path):
    """(package of ours or None, top-level name) of every import, wherever it stands."""
    package, found = path.relative_to(PACKAGE.parent).with_suffix("").parts[:-1], []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(None, alias.name.partition(".")[0]) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.append((None, (node.module or "").partition(".")[0]))
        elif isinstance(node, ast.ImportFrom):
            full = [*package[: len(package) - node.level + 1], *(node.module or "").split(".")]
            names = [full[1]] if len(full) > 1 and full[1] else [alias.name for alias in node.names]
            found += [(name, "") for name in names if not name.startswith("__")]
    return found


@pytest.mark.parametrize("name", HOUSE)
def test_a_package_imports_what_its_row_names_and_nothing_else(name):
    files = [path for path in FILES if package_of(path) == name]
    assert files, "no such package"
    assert {ours for path in files for ours, _ in imports(path) if ours} - {name} == set(HOUSE[name].split())


def test_every_row_names_only_rows_above_it_and_every_package_has_a_row():
    rows = list(HOUSE)
    assert [n for n, name in enumerate(rows) if not set(HOUSE[name].split()) <= set(rows[:n])] == []
    assert {package_of(path) for path in FILES} - {"__init__"} == set(rows)


def test_the_house_has_few_floors():
    floors = {}
    for name, below in HOUSE.items():
        floors[name] = 1 + max((floors[each] for each in below.split()), default=0)
    assert max(floors.values()) <= MOST_FLOORS


def test_the_modules_of_a_package_do_not_import_one_another_in_a_circle():
    for name in HOUSE:
        known = {
            path.stem if path.stem != "__init__" else path.parent.name: path for path in PACKAGE.glob(f"{name}/*.py")
        }
        beside = {stem: _beside(path, set(known)) - {stem, name} for stem, path in known.items() if stem != name}
        while beside:
            free = {stem for stem, needs in beside.items() if not needs & set(beside)}
            assert free, f"{name}: {sorted(beside)}"
            beside = {stem: needs for stem, needs in beside.items() if stem not in free}


def _beside(path, known):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    near = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.level == 1]
    modules = {(node.module or "").partition(".")[0] for node in near if node.module}
    return (modules | {alias.name for node in near if not node.module for alias in node.names}) & known


@pytest.mark.parametrize("name", TESTED)
def test_every_module_that_calculates_has_a_test_file_of_its_name(name):
    modules = {path.stem for path in FILES if package_of(path) == name and not path.stem.startswith("__")}
    tested = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob(f"{name}/test_*.py")}
    assert modules - tested == set()


def test_no_module_is_long():
    assert {place_of(p): n for p in FILES if (n := len(p.read_text(encoding="utf-8").splitlines())) > MOST_LINES} == {}


def test_each_heavy_library_has_its_home():
    for path in FILES:
        for _, name in imports(path):
            assert package_of(path) in HOMES.get(name, package_of(path)).split(), f"{place_of(path)} imports {name}"


@pytest.mark.parametrize(
    ("what", "names", "homes"),
    [
        ("print", {"print"}, PRINTS),
        ("open", {"open"}, OPENS),
        ("ask for the time", {"date.today", "datetime.now", "time.time", "time.monotonic", "monotonic"}, CLOCK),
        (
            "read the environment",
            {"os.getenv", "os.environ.get", "os.environ.setdefault", "os.environ.pop"},
            ENVIRONMENT,
        ),
        ("run text", {"eval", "exec", "pd.eval"}, ()),
    ],
)
def test_what_is_not_calculation_has_its_place(what, names, homes):
    for path in FILES:
        if not place_of(path).startswith(homes or ("-",)) and path.name != "__main__.py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
            assert not called & names, f"{place_of(path)} must not {what}"


def test_exceptions_are_swallowed_only_where_there_is_a_reason():
    found = {
        place_of(path)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
    }
    assert found <= set(SWALLOWS)


def test_every_public_function_and_class_says_what_it_does():
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert path.name in ("__main__.py",) or ast.get_docstring(tree), path
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{place_of(path)}: {node.name}"
