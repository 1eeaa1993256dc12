"""What became of the forms that came back: whose each file is, who has delivered, what is written; in words and for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..plan.standard import VOTES
from ..words.errors import EXIT_INCOMPLETE, EXIT_OK, EXIT_REFUSED, Finding
from .layout import NOMINEES


@dataclass
class Collected:
    """What became of the forms. Names of written files are relative to the data folder.

    ``owners`` says whose form each file is (as far as it is known), ``office`` which files are the office's own and what they
    are, ``copies`` which file is the same as which, ``forms``
    were taken, ``failed`` could not be; ``written`` and ``removed`` changed in the period's folder, what they replace is in
    ``earlier`` (name → where it is kept now), ``same`` were there already. ``differences`` say row by row what a form would
    change. ``delivered`` are the units of which the period has answers, with those of this run, ``lacking`` the others that owe
    some: a unit that has others below it owes none.
    ``answers`` are the files for the units, by the folder of results, ``edited`` those that somebody has changed and that
    stay; ``unanswered`` says why none could be written. With ``refused`` nothing was written; ``dry_run`` wrote nothing
    either.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    office: dict[str, str] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    forms: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    written: dict[str, bytes] = field(default_factory=dict)
    removed: dict[str, str] = field(default_factory=dict)
    earlier: dict[str, str] = field(default_factory=dict)
    same: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    delivered: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    unanswered: str = ""
    refused: bool = False

    @property
    def exit_code(self) -> int:
        """0; 3 where a file could not be taken, or none was; 4 where nothing was written because something would be
        replaced. A form of the office that is not filled in yet may lie beside the others."""
        if self.refused:
            return EXIT_REFUSED
        return EXIT_INCOMPLETE if self.failed or self.unanswered or not self.forms else EXIT_OK

    def summary(self) -> dict[str, Any]:
        """Everything but the findings, for machines."""
        names = ("owners", "office", "copies", "forms", "failed", "same", "differences", "earlier")
        lists = {"written": sorted(self.written), "removed": sorted(self.removed)}
        ends = ("delivered", "lacking", "answers", "edited", "unanswered", "refused", "exit_code")
        return {**{name: getattr(self, name) for name in (*names, *ends)}, **lists}

    def file_lines(self) -> list[str]:
        """Whose form each file is, and which is the same as another."""
        same = {name: f"; giống hệt {first}, chỉ nhận một bản" for name, first in self.copies.items()}
        lines = [f"{name}: biểu mẫu của {self._unit(unit)}{same.get(name, '')}" for name, unit in self.owners.items()]
        return lines + [f"{name}: {what}{same.get(name, '')}" for name, what in self.office.items()]

    def lines(self, *, dry_run: bool, data: Path) -> list[str]:
        """What was done in the folder ``data``, or would be, in Vietnamese."""
        if self.refused:
            remedy = "xem các dòng khác nhau; nếu lấy theo biểu mẫu thì thêm --replace (bản cũ được giữ lại)."
            if any(finding.code == "BM-05" for finding in self.findings):
                remedy = "xử lý các tệp nêu ở [BM-05] rồi chạy lại."
            return [f"Chưa ghi gì: kỳ này đã có số liệu khác của đơn vị. Cách sửa: {remedy}"]
        done = "Sẽ" if dry_run else "Đã"
        lines = [
            f"{done} giữ bản cũ của {data / name} ở {data / place}" for name, place in sorted(self.earlier.items())
        ]
        lines += [f"{done} ghi {data / name}" for name in sorted(self.written)]
        lines += [
            f"{done} bỏ {data / name}: bản nhận về không còn dòng nào, hoặc ở tệp khác" for name in sorted(self.removed)
        ]
        if any(NOMINEES.name in name for name in self.earlier):  # votes name a nominee by his id
            lines.append(f"Đề nghị khen thưởng đã đổi: nếu đã biểu quyết, đối chiếu lại Mã đề nghị trong {VOTES}.")
        lines += [f"Không có gì mới cho {data / name}" for name in sorted(self.same)]
        return lines + [f"Không nhận được biểu mẫu {name}" for name in dict.fromkeys(self.failed)]

    def delivery_line(self, *, period: str) -> str:
        """How many units have delivered, and which have not: a unit whose form has a fault has not."""
        faulty = {self.owners[name] for name in self.failed if name in self.owners}
        told = [f"{self._unit(unit)}{', tệp có lỗi' if unit in faulty else ''}" for unit in self.lacking]
        lacking = f"; chưa: {'; '.join(told)}" if told else ""
        return f"Kỳ {period}: đã nhận {len(self.delivered)}/{len(self.delivered) + len(self.lacking)}{lacking}"

    def _unit(self, unit: str) -> str:
        return f"{self.names[unit]} ({unit})" if unit in self.names else unit


def taken_twice(names: Sequence[str], unit: str, *, differences: Sequence[str]) -> list[Finding]:
    """The refusal of several forms of one unit that say different things."""
    told = f" Khác nhau ở: {'; '.join(differences[:5])}{'; …' if len(differences) > 5 else ''}." if differences else ""
    return [
        Finding(
            "BM-02",
            f"có nhiều {f'biểu mẫu của đơn vị {unit}' if unit else 'bản khác nhau của cùng biểu mẫu này'}.{told}",
            "giữ lại một bản, bản mới nhất.",
            file=name,
            unit=unit,
        )
        for name in names
    ]
