"""The sample's data folder, opened once in a test process: what it has evaluated for one test, no other computes again."""

from __future__ import annotations

from functools import cache

from toolkit.evaluation.workspace import Workspace
from toolkit.sample import shipped_data


@cache
def sample_workspace() -> Workspace:
    """The sample that ships with the package. Whoever changes it opens one of his own."""
    return Workspace.open(shipped_data())
