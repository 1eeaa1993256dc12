"""The toolkit against an independent reference (``tests/support/reference``), on random folders: every figure, point and award."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from agreement import FORMS, disagreements

SEEDS = 200
BLOCK = 10
ASTRAY = 5  # of every so many, the rows of one lie in the folders of other years


@pytest.mark.parametrize("first", range(0, SEEDS, BLOCK))
def test_the_toolkit_and_the_reference_agree(first):
    found = [each for seed in range(first, first + BLOCK) for each in disagreements(seed, **_way(seed))]
    assert not found, "\n".join(found[:20])


def _way(seed: int) -> dict:
    """Half of the folders as small CSV files; the others as workbooks, as Parquet, and each by the way of large files."""
    if seed % 2:
        return {"astray": seed % ASTRAY == 0}
    return {"astray": seed % ASTRAY == 0, "form": FORMS[seed // 2 % 3], "large": seed % 4 == 0}


def test_the_reference_owes_nothing_to_the_toolkit():
    for path in (Path(__file__).resolve().parents[1] / "support/reference").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.split(".")[0] == "toolkit" for name in names), path.name
