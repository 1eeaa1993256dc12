"""Runs whose reports are a few bytes that say what they rest on: for tests of what becomes of files, not of what is in them."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from small import documents, plan, write_folder

from toolkit.commands.cli import main
from toolkit.running import batch

PLAN = plan(awards=[{"id": "khen", "name": "Giấy khen", "kind": "collective", "min_score": 0, "quota": 1}])
WHOLE = ("kiem_tra", "so_ket", "binh_xet")


def quick_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let runs make such reports, one after another, in this process."""

    def publish(outcomes, *, workspace, results, options):
        press = batch._Press(workspace.data, results, options, None, None)
        for outcome in outcomes:
            for job in outcome.reasons:
                press.work(outcome, job)

    monkeypatch.setattr(os, "fsync", lambda number: None)  # no test pulls the plug
    monkeypatch.setattr(batch, "_publish", publish)
    monkeypatch.setattr(
        batch._Press, "_make", lambda self, outcome, job: {n: small(n, outcome.prints[job.name]) for n in job.files}
    )


def small(name: str, text: str) -> bytes:
    """A file of the kind that its name tells, with a text in it."""
    if name.endswith(".ipynb"):
        return json.dumps({"cells": [], "metadata": {"text": text}}).encode()
    if name.endswith((".docx", ".xlsx")):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as package:
            package.writestr(zipfile.ZipInfo("document.xml"), f"<a>{text}</a>")
        return packed.getvalue()
    return f"<html>{text}</html>".encode()


def two_years(root: Path) -> Path:
    """A data folder of 2023 and 2024 with three units, and awards."""
    files = {f"{year}/van_ban.csv": documents(year, A=(5, 10), B=(9, 10), C=(10, 10)) for year in ("2023", "2024")}
    return write_folder(root / "data", files, plan=PLAN)


def change_figures(root: Path, *, signed: int = 6) -> None:
    """Let unit A have signed another number of its documents in 2024."""
    path = root / "data/2024/van_ban.csv"
    path.write_text(documents("2024", A=(signed, 10), B=(9, 10), C=(10, 10)), encoding="utf-8")


def report(root: Path, *options: str, command: str = "report") -> int:
    """Run a command on it, by its parts ``data`` and ``o``; the exit code."""
    return main([command, *options, "--data", str(root / "data"), "--out", str(root / "o")])


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder: name → bytes."""
    return dict(_files_of(folder))


def _files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
