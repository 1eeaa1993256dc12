"""Run a case: evaluate its files with the sample's plan and units, and compare the reaction with the right one."""

from __future__ import annotations

import functools
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from toolkit.evaluation.evaluate import evaluate
from toolkit.evaluation.places import PeriodFiles, Place
from toolkit.periods import parse_period
from toolkit.plan import Plan, load_plan
from toolkit.plan.source_words import source_words
from toolkit.plan.standard import SOURCES
from toolkit.sources import load_units
from toolkit.sources.engine import Engine
from toolkit.sources.folder import scan_folder
from toolkit.sources.load import load_source
from toolkit.sources.values import is_checked
from toolkit.units.model import UnitNames
from toolkit.units.structure import Structure
from toolkit.words.vocabulary import OK, PARTIAL

from .forms import sample, table

PERIOD = parse_period("2024")
_AFTER = {"SO-02", "SO-03", "SO-04", "SO-05", "DIEM-01"}  # what follows from a fault, or is no fault of the delivery
_KNOWN = ("lost", "machine", "sound", "units", "row_count", "doubted", "sheets", "unplaced")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


@dataclass(frozen=True)
class Case:
    """A delivery and its right reaction.

    ``same``: every figure is as in the clean delivery. Otherwise those of ``blocked`` (units; "*" is every unit, the
    "VP:ND-a" is one item) cannot be computed and all others are as in the clean delivery; the agency is the sum of
    those that can. ``instead`` has the two numbers of a unit that lacks a row of nobody known. ``findings`` are all (code, row, column) there are, beside what follows from them; a row of 0 or a column of "" is not looked at.
    """

    name: str
    files: Mapping[str, bytes]
    findings: tuple[tuple[str, int, str], ...] = ()
    blocked: tuple[str, ...] = ()
    source: str = "van_ban"
    hidden: tuple[str, ...] = ()
    sources: Mapping[str, Mapping] = field(default_factory=dict)
    instead: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def same(self) -> bool:
        """Whether only the form of the delivery differs."""
        return not self.blocked


@functools.cache
def _plan(source: str) -> Plan:
    plan = load_plan(sample() / "ke_hoach.yaml")
    targets = tuple(target for target in plan.targets if target.source == source)
    if source in ("bao_cao_don_vi", "tham_dinh"):
        targets = tuple(
            t.model_copy(update={"source": "bao_cao_don_vi", "population": {}, "success": None})
            for t in plan.targets
            if t.id == "CT7"
        )
    kept = plan.contents[:2] if source == "tham_dinh" else ()
    return plan.model_copy(update={"targets": targets, "contents": kept, "actions": (), "awards": ()})


def figures(case_source: str, files: Mapping[str, bytes], sources: Mapping | None = None):
    """(unit, item) → (state, two numbers), and the findings, of a delivery."""
    plan = _plan(case_source)
    given = {name: source_words(SOURCES[name], keys) for name, keys in (sources or {}).items()}
    plan = plan.model_copy(update={"sources": given})
    with _delivered(files) as folder:
        units = load_units(sample())
        structure = Structure(units, day=PERIOD.end)
        done = evaluate(PeriodFiles(plan, units, PERIOD, structure, Place(folder)))
    if case_source == "tham_dinh":
        items = [i for i in done.items if i.item.startswith("ND")]
        return {(i.unit, i.item): (i.state, i.points, i.max_points) for i in items}, done.findings
    return {(i.unit, i.target): (i.state, i.numerator, i.denominator) for i in done.indicators}, done.findings


def rows(case_source: str, files: Mapping[str, bytes], sources: Mapping | None = None):
    """The rows of a delivery as they are counted, what is known of them, and the findings: what all figures rest on."""
    units, source = load_units(sample()), SOURCES[case_source]
    names, words = UnitNames(units), source_words(source, (sources or {}).get(case_source, {}))
    with _delivered(files) as folder, duckdb.connect() as connection, tempfile.TemporaryDirectory() as scratch:
        connection.execute("SET TimeZone = 'UTC'; SET threads = 1")
        found, findings = scan_folder(folder, names=names)
        data, more = load_source(
            Engine(connection, Path(scratch)),
            source=source,
            files=found.get(case_source, []),
            words=words,
            names=names,
            structure=Structure(units, day=PERIOD.end),
        )
        columns = [column.name for column in data.columns]
        columns += [f"{column.name}__bad" for column in data.columns if is_checked(column)]
        shown = ", ".join(["file", "row", "unit", "unit_was", "conflict", *columns])
        counted = connection.execute(f"SELECT {shown} FROM {case_source} ORDER BY file, row").fetchall()
    known = {name: getattr(data, name) for name in _KNOWN}
    return counted, known, [file.name for file in data.refused], [*findings, *more]


@contextmanager
def _delivered(files: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder of the period with these files."""
    with tempfile.TemporaryDirectory(prefix="case-") as place:
        folder = Path(place) / PERIOD.id
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        yield folder


@functools.cache
def clean(source: str):
    """The figures of the clean delivery of a source."""
    from .forms import csv_bytes

    return figures(source, {f"{source}.csv": csv_bytes(table(source))})[0]


def react(case: Case) -> list[str]:
    """What is wrong with the reaction to a case; nothing, if it is the right one."""
    got, findings = figures(case.source, case.files, case.sources)
    wrong = []
    expected = clean(case.source)
    for key, figure in got.items():
        blocked = bool({"*", key[0], ":".join(key)} & set(case.blocked))
        right = (OK, *case.instead[key[0]]) if key[0] in case.instead else expected[key]
        if key[0] == "SO" and case.blocked and not blocked:  # the sum of the units that could be computed
            units = {other[0]: f for other, f in expected.items() if other[1] == key[1] and other[0] != "SO"}
            parts = [f for unit, f in units.items() if unit not in case.blocked]
            lacks = any(f[0] == OK for unit, f in units.items() if unit in case.blocked)
            right = (PARTIAL if lacks else OK, *(sum(f[n] for f in parts if f[0] == OK) for n in (1, 2)))
        if blocked and figure[0] == OK and expected[key][0] == OK:
            wrong.append(f"{key} is {figure} although it should be blocked")
        if not blocked and figure != right:
            wrong.append(f"{key} is {figure}, not {right}")
    seen = Counter((f.code, f.row, f.column) for f in findings if f.code not in _AFTER)
    for code, row, header in case.findings:
        match = next((k for k in seen if k[0] == code and row in (0, k[1]) and header in ("", k[2])), None)
        if match is None:
            wrong.append(f"no finding {code} in row {row}, column {header!r}; there are {sorted(seen)}")
    codes = {code for code, _, _ in case.findings}
    wrong += [f"unexpected finding {key}" for key in seen if key[0] not in codes]
    for finding in findings:
        line = finding.line()
        if "Cách sửa: " not in line or len(finding.remedy) < 8:
            wrong.append(f"no remedy: {line}")
        if _CONTROL.search(line):
            wrong.append(f"control characters in {line!r}")
        wrong += [f"quotes a cell: {line}" for text in case.hidden if text in line]
        if finding.code not in _AFTER and not finding.file:
            wrong.append(f"no file: {line}")
    return wrong


def _all() -> tuple[Case, ...]:
    from . import clerks, content, hostile, layouts, workbooks

    cases = [*layouts.cases(), *workbooks.cases(), *content.cases(), *hostile.cases(), *clerks.cases()]
    doubled = [name for name, count in Counter(case.name for case in cases).items() if count > 1]
    if doubled:
        raise ValueError(f"two cases are called {doubled}")
    return tuple(cases)


CASES = _all()
