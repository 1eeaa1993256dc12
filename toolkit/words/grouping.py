"""Many findings told as few: those of one code, file, column and cause together, their rows as ranges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .codes import CODES, ERROR, WARNING
from .errors import Finding
from .formatting import number

_SPANS, _UNITS = 12, 12  # that are written out on a screen
_SPANS_OF_A_TABLE = 200
_CONSEQUENCES = ("SO-02", "SO-03")  # figures without a value; what they lack is told by other findings


@dataclass(frozen=True)
class FindingGroup:
    """Findings of which the same is to be said: of one code, level, file, sheet, column and cause."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The first of them; what all have in common is read off it."""
        return self.findings[0]

    @property
    def rows(self) -> str:
        """The rows, as ranges, with their number where they are several; empty where there are none."""
        return told_rows(finding.row for finding in self.findings if finding.row)

    @property
    def all_rows(self) -> str:
        """The rows for a table by which somebody mends them: many more ranges are written out."""
        return told_rows((finding.row for finding in self.findings if finding.row), spans=_SPANS_OF_A_TABLE)

    @property
    def units(self) -> tuple[str, ...]:
        """The units that findings without a row are about, in their order."""
        return tuple(dict.fromkeys(f.unit for f in self.findings if f.unit and not f.row))

    @property
    def problem(self) -> str:
        """What is wrong; of several units the title of the code and who they are, since each problem names its own."""
        if len({finding.problem for finding in self.findings}) == 1:
            return self.first.problem
        more = ", …" if len(self.units) > _UNITS else ""
        title, target = CODES[self.first.code].title, self.first.target
        said = f"{target}: {title[0].lower()}{title[1:]}" if target else title
        return f"{said} ({len(self.units)}: {', '.join(self.units[:_UNITS])}{more})."

    @property
    def remedy(self) -> str:
        """What to do; the usual remedy of the code where each finding has another."""
        own = {finding.remedy for finding in self.findings}
        return self.first.remedy if len(own) == 1 else f"{CODES[self.first.code].remedy.replace('`', '')}."

    def line(self) -> str:
        """The group on one line, in the form that every message of the toolkit has."""
        where = [self.first.file, self.first.sheet]
        where += [f"dòng {self.rows}"] if self.rows else []
        where += [f'cột "{self.first.column}"'] if self.first.column else []
        place = " › ".join(part for part in where if part)
        head = f"[{self.first.code}] {place}: " if place else f"[{self.first.code}] "
        return " ".join(f"{head}{self.problem} Cách sửa: {self.remedy}".split())


def grouped(findings: Iterable[Finding]) -> list[FindingGroup]:
    """Findings in groups: errors first; causes before the figures that they leave unknown; what is wrong about a whole file,
    then what is wrong most often; then by place."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        cause = (finding.problem, finding.remedy) if finding.row or not finding.unit else (finding.target,)
        key = (finding.level, finding.code, finding.file, finding.sheet, finding.column, bool(finding.row), *cause)
        found.setdefault(key, []).append(finding)
    groups = [FindingGroup(tuple(sorted(each, key=lambda f: (f.row, f.sort_key())))) for each in found.values()]
    return sorted(groups, key=_weight)


def _weight(group: FindingGroup) -> tuple[object, ...]:
    first = group.first
    is_of_a_file = bool(first.file) and not first.row and not first.unit
    level = {ERROR: 0, WARNING: 1}.get(first.level, 2)
    return level, first.code in _CONSEQUENCES, not is_of_a_file, -len(group.findings), first.sort_key()


def by_cause(findings: Iterable[Finding]) -> list[FindingGroup]:
    """Findings that differ in their row alone together, in the order in which the first of each group stands."""
    found: dict[Finding, list[Finding]] = {}
    for finding in findings:
        found.setdefault(replace(finding, row=bool(finding.row)), []).append(finding)
    return [FindingGroup(tuple(each)) for each in found.values()]


def told_rows(rows: Iterable[int], *, spans: int = _SPANS) -> str:
    """Rows as ranges, with their number where they are several.

    >>> told_rows([2, 12, *range(18, 41)]), told_rows([7])
    ('2, 12, 18–40 (25 dòng)', '7')
    """
    listed = sorted(set(rows))
    found: list[list[int]] = []
    for row in listed:
        if found and row == found[-1][1] + 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    shown = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in found[:spans])
    more = ", …" if len(found) > spans else ""
    return f"{shown}{more} ({number(len(listed))} dòng)" if len(listed) > 1 else shown


def on_one_screen(groups: Sequence[FindingGroup], *, lines: int, alike: int = 5) -> tuple[list[FindingGroup], int]:
    """The groups that are told, at most ``alike`` of one code and ``lines`` in all, and how many are not."""
    told: list[FindingGroup] = []
    counts: dict[str, int] = {}
    for group in groups:
        counts[group.first.code] = counts.get(group.first.code, 0) + 1
        if counts[group.first.code] <= alike and len(told) < lines:
            told.append(group)
    return told, len(groups) - len(told)
