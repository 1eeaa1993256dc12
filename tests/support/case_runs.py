"""Runs the small data folders of ``tests/data/cases``, each with one input that once gave a wrong figure or a false sentence."""

from __future__ import annotations

import csv
import html
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from toolkit.commands.cli import main
from toolkit.words.vocabulary import INTERNAL

FOLDER = Path(__file__).resolve().parents[1] / "data/cases"


@dataclass(frozen=True)
class CaseRun:
    """What a command left: its exit code, what it said, and the folder of results."""

    exit_code: int
    screen: str
    out: Path

    def table(self, name: str, *, period: str = "2025") -> list[dict[str, str]]:
        """The rows of a result file, every cell a text."""
        path = self.out / period / name
        with (path if path.is_file() else path.parent / INTERNAL / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def indicator(self, unit: str, target: str, *, period: str = "2025") -> dict[str, str]:
        """The row of ``indicators.csv`` of a unit and a target."""
        rows = self.table("indicators.csv", period=period)
        return next(row for row in rows if row["unit"] == unit and row["target"] == target)

    def count(self, unit: str, target: str, *, period: str = "2025") -> str:
        """``2/3`` where the state is ok, ``2/3 partial`` where it is partial, else the state alone."""
        row = self.indicator(unit, target, period=period)
        figure = f"{row['numerator']}/{row['denominator']}"
        return {"ok": figure, "partial": f"{figure} partial"}.get(row["status"], row["status"])

    def errors(self, *, period: str = "2025") -> list[dict[str, str]]:
        """The findings that are errors."""
        return [row for row in self.table("findings.csv", period=period) if row["level"] == "error"]

    def text(self, name: str, *, period: str = "2025") -> str:
        """A page as its reader sees it: without tags, single blanks; attributes such as alternative texts are kept."""
        page = (self.out / period / name).read_text(encoding="utf-8")
        page = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
        told = " ".join(re.findall(r'(?:alt|aria-label|title)="([^"]*)"', page))
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page) + " " + told).split())


def copied(tmp_path: Path, case: str, *, base: str | None = None, without: tuple[str, ...] = ()) -> Path:
    """A copy of a case's data folder, laid over ``base`` (without some of its files) where the case is one changed thing."""
    data = tmp_path / "data"
    for part in filter(None, (base, case)):
        shutil.copytree(FOLDER / part, data, dirs_exist_ok=True)
        if part == base:
            for name in without:
                (data / name).unlink()
    return data


def run(capsys, tmp_path: Path, data: Path, *command: str) -> CaseRun:
    """Run ``thidua COMMAND --data DATA`` in this process, with an empty folder of results."""
    out = tmp_path / "out"
    exit_code = main([*command, "--data", str(data), "--out", str(out)])
    said = capsys.readouterr()
    return CaseRun(exit_code, said.out + said.err, out)
