"""From the parts of a source to the rows that count: no secrets, a unit for each row, copies once, conflicts marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..words.errors import Finding
from ..words.ids import id_key_sql, id_sign_sql
from .allotting import Allotting
from .cell_faults import cell_fault
from .conserving import conserve
from .duplicates import Likeness, find_duplicates
from .folder import SourceFile
from .mixed_dates import mixture, taken_back
from .queries import one_row
from .secret_names import HIDDEN
from .secrets import NOT_SECRET, Secrets
from .values import AS_EXCEL, DAMAGED_ID, FINE, MONTH_FIRST, REASONS, SWAPPABLE, UNKNOWN, is_checked


@dataclass
class Narrowing(Allotting):
    """The steps, in their order. ``deciding`` are the columns that decide something: a fault in another is a warning."""

    deciding: frozenset[str] | None = None  # None: all of them
    secret_doubts: str = field(default="", init=False)

    def __post_init__(self):
        super().__post_init__()
        self._dates = [column.name for column in self.columns if column.type == "date"]

    def drop_secrets(self, secrets: Secrets) -> tuple[list[SourceFile], list[Finding]]:
        """Leave the rows of state secrets out, before any other look; the files refused for an unknown mark, and the faults."""
        for column, value in self.source.duties.usual:
            said = f"""CASE WHEN "{column}" IS NULL AND NOT {column}__bad THEN '{value}' ELSE "{column}" END"""
            self._all = f'SELECT * REPLACE ({said} AS "{column}") FROM ({self._all})'
        refused, findings = self._drop_marked() if self.source.secrecy else ([], [])
        found = secrets.find(self.source, rows=self._all)
        if found.get(True):
            id = f'"{self.source.id}"'
            self._all = f"SELECT * FROM ({self._all}) WHERE {id} IS NULL OR {id} NOT IN (SELECT id FROM {self.table}_secret WHERE sure)"
        if found.get(False):
            self.secret_doubts = f'"{self.source.id}" IN (SELECT id FROM {self.table}_secret WHERE NOT sure)'
        for column, places in secrets.named_in(self.source, rows=self._all).items():
            findings += self._hide(column, places)
        return refused, findings

    def _hide(self, column: str, places: Sequence[tuple[int, int]]) -> list[Finding]:
        """Put ``HIDDEN`` in the place of cells that name a secret, before anybody has read them."""
        rows = ", ".join(f"({file}, {row})" for file, row in places)
        self._all = (
            f"SELECT * REPLACE (CASE WHEN (file, row) IN ({rows}) THEN '{HIDDEN}' ELSE {column} END AS {column}) "
            f"FROM ({self._all})"
        )
        return [
            Finding(
                "CN-02",
                "ô này nêu số, ký hiệu của một văn bản hoặc hồ sơ có ghi độ mật nên chữ của ô không được đưa vào báo cáo.",
                "viết lại ô mà không nêu số, ký hiệu đó.",
                file=self.files[file].name,
                sheet=self.sheets.get(file, ""),
                row=row,
                column=self.titles[column],
            )
            for file, row in places
        ]

    def _drop_marked(self) -> tuple[list[SourceFile], list[Finding]]:
        mark = self.source.secrecy
        column = next(c for c in self.columns if c.name == mark)
        words = {key: each[0] for key, each in column.values.items()}
        plain, *secret = (words[NOT_SECRET], *(word for key, word in words.items() if key != NOT_SECRET))
        marks = self._places(f"{mark}__bad", origin=f"({self._all})")
        reasons = self._execute(
            f"SELECT DISTINCT {mark}__why FROM ({self._all}) WHERE {mark}__bad ORDER BY 1"
        ).fetchall()
        findings: list[Finding] = []
        for (reason,) in reasons if marks else ():
            if fault := cell_fault(column, reason, is_mark=True):
                problem = f"{fault[1].rstrip('.')} nên không rõ độ mật, cả tệp không được dùng."
                remedy = f"{fault[2].rstrip('.')}; để trống nghĩa là {plain}."
            else:
                problem = "độ mật không thuộc danh mục nên cả tệp không được dùng."
                remedy = f"ghi {', '.join((plain, *secret[:-1]))} hoặc {secret[-1] if secret else plain}; để trống nghĩa là {plain}."
            places = self._places(f"{mark}__bad AND {mark}__why = {reason}", origin=f"({self._all})")
            findings += self._told(places, code="TEP-05", column=mark, problem=problem, remedy=remedy)
        files = sorted(marks)
        outside = f" AND file NOT IN ({', '.join(map(str, files))})" if files else ""
        self._all = (
            f"""SELECT * REPLACE ('{NOT_SECRET}' AS "{mark}") FROM ({self._all}) """
            f"""WHERE coalesce("{mark}", '{NOT_SECRET}') = '{NOT_SECRET}' AND NOT {mark}__bad{outside}"""
        )
        return [self.files[number] for number in files], findings

    def drop_duplicates(self) -> list[Finding]:
        """Count identical rows once; mark rows of one key with different content, and rows without a readable key."""
        key = self.source.key
        ids = [name for name in key if name != "unit"]
        empty = " OR ".join(f'"{name}" IS NULL' for name in ids) or "false"
        content = ", ".join(_key_name(column.name) for column in self.columns)
        bad = ", ".join(f"{column.name}__bad" for column in self.columns if is_checked(column))
        content += f", {bad}" if bad else ""
        same = ", ".join(_key_name(name) for name in key) or content
        alike = f"{self.table}_alike"
        unread = [f"({name}__why = {DAMAGED_ID} OR {name}__why IN {UNKNOWN})" for name in ids]  # like no other
        keyless = " OR ".join([empty, *unread])
        find_duplicates(self.connection, self.table, Likeness(same, content, keyless, is_keyed=bool(key)))
        copied = self._places("is_copy", origin=alike)
        doubts, once = [*unread, *([f"({empty})"] if key else []), *filter(None, [self.secret_doubts])], ""
        respelled = self._respelled()
        doubts += filter(None, [respelled])
        if self._is_any(alike):
            doubts.append("NOT is_copy")
            place = "file, row" if len(self.parts) > 1 else "row"  # a key of one column is found faster
            once = f"LEFT JOIN {alike} USING ({place}) WHERE is_copy IS DISTINCT FROM true"
        self._show(
            f"SELECT r.*, coalesce({' OR '.join(doubts) or 'false'}, false) AS conflict FROM {self.table}_rows r {once}"
        )
        copies = self._count(f"{alike} WHERE is_copy")
        before, after = self._count(f"{self.table}_rows") - copies, self._count(self.table)
        conserve(before, after, step=f"counting the copies of {self.table} once")
        return [
            *self._told(
                copied,
                code="DONG-01",
                column="",
                problem="dòng giống hệt một dòng khác, chỉ tính một lần.",
                remedy="xóa dòng thừa.",
            ),
            *self._doubtful_ids(ids, respelled, alike=alike),
        ]

    def _doubtful_ids(self, ids: Sequence[str], respelled: str, *, alike: str) -> list[Finding]:
        """The rows without an id, and those whose id another row has as well."""
        findings: list[Finding] = []
        ids = [
            name for name in ids if name not in dict(self.source.duties.usual)
        ]  # of a column that says more no id lacks
        for name in ids:
            findings += self._told(
                self._places(f'"{name}" IS NULL'),
                code="O-04",
                column=name,
                problem="không ghi mã.",
                remedy="ghi mã của dòng; dòng tổng cộng thì xóa đi.",
            )
        if ids:
            findings += self._told(
                self._places("NOT is_copy", origin=alike),
                code="DONG-02",
                column=ids[-1],
                problem="cùng một mã nhưng nội dung các dòng khác nhau.",
                remedy="giữ lại dòng đúng, hoặc sửa mã nếu là hai trường hợp khác nhau.",
            )
        if respelled:
            findings += self._told(
                self._places(respelled),
                code="DONG-02",
                column=ids[-1],
                problem="mã chỉ khác cách viết (chữ hoa, dấu cách, gạch nối, số 0 đứng đầu) với mã của dòng khác, không rõ là một hay hai.",
                remedy="giữ lại một dòng nếu là một; nếu là hai thì ghi hai mã khác hẳn nhau.",
            )
        return findings

    def _respelled(self) -> str:
        """SQL of the rows of a list whose id is another's in another spelling; empty where there are none."""
        if not self.source.duties.listed:
            return ""
        id, twins = f'"{self.source.id}"', f"{self.table}_respelled"
        listed = f"SELECT DISTINCT {id} AS id FROM {self.table} WHERE {id} IS NOT NULL"
        alike = f"SELECT {id_sign_sql('id')} FROM ({listed}) GROUP BY 1 HAVING count(*) > 1"  # few: a key takes time
        self._execute(
            f"CREATE OR REPLACE TEMP TABLE {twins} AS SELECT unnest(ids) AS id FROM (SELECT list(id) AS ids "
            f"FROM ({listed} AND {id_sign_sql(id)} IN ({alike})) GROUP BY {id_key_sql('id')} HAVING count(*) > 1)"
        )
        return f"{id} IN (SELECT id FROM {twins})" if self._is_any(twins) else ""

    def judge_cells(self) -> tuple[frozenset[str], list[Finding]]:
        """Take back the dates of a column that may be month first.

        Returns the columns of which every cell could be read, and a finding for each cell that could not.
        """
        findings: list[Finding] = []
        found = self._look()
        if self._doubt_mixed_dates(found):
            found = self._look()
        for column in self.columns:
            for reason in sorted(found[column.name]) if column.type != "unit" else ():
                if fault := cell_fault(column, reason, is_mark=column.name == self.source.secrecy):
                    code, problem, remedy = fault
                    told = self._told(
                        self._places(f"{column.name}__why = {reason}"),
                        code=code,
                        column=column.name,
                        problem=problem,
                        remedy=remedy,
                    )
                    decides = self._decides(column.name)
                    if code == "O-02" and decides:  # of a column that decides nothing thidua map asks nothing
                        told = [self._taught(each) for each in told]
                    lowered = reason != DAMAGED_ID and not decides
                    findings += [replace(each, lowered=lowered) for each in told]
        sound = frozenset(name for name, reasons in found.items() if reasons <= {FINE, SWAPPABLE, AS_EXCEL})
        return sound, findings

    def _decides(self, column: str) -> bool:
        """Whether a cell of a column decides something: also whose a row is, where a unit was divided by service."""
        if column == "service_id" and self.unallotted:
            return True
        return self.deciding is None or column in self.deciding

    def _look(self) -> dict[str, set[int]]:
        """Column → the reasons that its cells have, in one pass; on the way, which days come in the wrong order."""
        order = self.source.duties.in_order
        picks = [f"bit_or(1::UINTEGER << {column.name}__why::UINTEGER)" for column in self.columns]
        picks += [f"count(*) FILTER (WHERE {_is_before(then, first)})" for first, then, _ in order]
        row = one_row(self.connection, f"SELECT {', '.join(picks)} FROM {self.table}")
        self._unordered = [pair for pair, count in zip(order, row[len(self.columns) :]) if count]
        return {
            column.name: {reason for reason in REASONS if (bits or 0) >> reason & 1}
            for column, bits in zip(self.columns, row)
        }

    def _doubt_mixed_dates(self, found: Mapping[str, set[int]]) -> bool:
        """A column with 02/31 beside 02/03, or with Excel dates up to the 12th beside texts from the 13th on.

        The first was written month first; the second went through an Excel that takes the month first: it turns
        03/02 into 2 March and leaves 13/02 a text. Either way the readable dates of the column are in doubt.
        """
        dates = [name for name in self._dates if MONTH_FIRST in found[name] or any(self.sheets.values())]
        if not dates:
            return False
        picks = ", ".join(mixture(name) for name in dates)
        rows = self._execute(f"SELECT file, {picks} FROM {self.table} GROUP BY file ORDER BY file").fetchall()
        doubted: dict[str, list[str]] = {}
        for file, *signs in rows:
            for name, month_first, through_excel in zip(dates, signs[::2], signs[1::2]):
                if month_first or (through_excel and self.sheets.get(file)):
                    reason = SWAPPABLE if month_first else AS_EXCEL
                    doubted.setdefault(name, []).append(f"(file = {file} AND {name}__why = {reason})")
        if doubted:
            changes = ", ".join(taken_back(name, " OR ".join(places)) for name, places in doubted.items())
            self._show(f"SELECT * REPLACE ({changes}) FROM ({self._shown})")
        return bool(doubted)

    def wrong_orders(self) -> list[Finding]:
        """Days that come in the wrong order; the figures take them as they are written."""
        findings: list[Finding] = []
        for first, then, problem in self._unordered:
            findings += self._told(
                self._places(_is_before(then, first)),
                code="DONG-08",
                column=then,
                problem=problem,
                remedy="kiểm tra hai ngày với hồ sơ gốc và sửa ngày sai.",
            )
        return findings


def _is_before(then: str, first: str) -> str:
    return f"{then}::DATE < {first}::DATE"


def _key_name(name: str) -> str:
    """Rows are told apart by the unit that they name, not by who stands for it today."""
    return "unit_was" if name == "unit" else f'"{name}"'
