"""Count the figures of a report again: from the text of its HTML and the files alone, by nothing of the toolkit.

What a reader does who has both: the definitions say which rows count, the tables of files say which bytes, the table of
reorganisations says who stands for whom. A word that is not understood is an error, never passed over.
"""

from __future__ import annotations

import csv
import hashlib
import html
import re
import unicodedata
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import openpyxl
import pyarrow.parquet as parquet


def plain(text):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


class Table:
    """A table of the page: ``caption``, ``heads``, ``rows`` of (text, names of files that the cell itself gives or None)."""

    def __init__(self, source):
        self.caption = re.sub(r"^Bảng \d+\. ", "", plain(re.search(r"<caption>(.*?)</caption>", source, re.S)[1]))
        head, body = re.search(r"<thead>(.*?)</thead>.*?<tbody>(.*?)</tbody>", source, re.S).groups()
        self.heads = [text for text, _ in self._cells(head)]
        self.rows = [self._cells(row) for row in re.findall(r"<tr>(.*?)</tr>", body, re.S)]

    def _cells(self, row):
        found = []
        for marks, text in re.findall(r"<t[hd]([^>]*)>(.*?)</t[hd]>", row, re.S):
            named = re.search(r'data-files="([^"]*)"', marks)
            found.append((plain(text), html.unescape(named[1]).split(", ") if named else None))
        return found

    def dicts(self):
        return [dict(zip(self.heads, [text for text, _ in row])) for row in self.rows]


class Report:
    """A sơ kết or tổng kết as its reader has it, with the folder of the files."""

    def __init__(self, page, data):
        self.data = data
        self.tables = [Table(each) for each in re.findall(r"<table.*?</table>", page, re.S)]
        self.definitions = {row["Mã"]: row for row in self.table("Định nghĩa chỉ tiêu").dicts()}
        files = [each for each in self.tables if each.heads == ["Tệp", "SHA-256"]]
        self.hashes = {row["Tệp"]: row["SHA-256"] for each in files for row in each.dicts()}
        words = self.table("Cách ghi các giá trị trong tệp").dicts()
        self.words = {
            (row["Cột"], row["Giá trị"]): [row["Giá trị"], *row["Cũng được ghi là"].split(", ")] for row in words
        }
        moved = [each for each in self.tables if each.caption == "Sắp xếp tổ chức"]
        self.moves = sorted((move_of(row) for each in moved for row in each.dicts()), key=lambda m: (m[0], not m[3]))
        self.names = {}
        for row in self.read("don_vi.csv"):
            for name in (row["Mã đơn vị"], row["Tên đơn vị"], *row["Tên khác"].split(";")):
                self.names[folded(name)] = row["Mã đơn vị"]

    def table(self, caption):
        (found,) = [each for each in self.tables if each.caption.startswith(caption)]
        return found

    def read(self, name):
        """The rows of a file, after its bytes are known to be those that the report names."""
        path = Path(self.data, name)
        content = path.read_bytes()
        assert hashlib.sha256(content).hexdigest() == self.hashes[name], name
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                return list(csv.DictReader(file))
        if path.suffix == ".parquet":
            return [
                {key: "" if v is None else v for key, v in row.items()} for row in parquet.read_table(path).to_pylist()
            ]
        head, *rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
        return [dict(zip(head, ["" if value is None else value for value in row])) for row in rows]

    def count(self, target, files, *, moved=True):
        """(numerator, denominator) of every unit in the files of one period, by the words of the definition."""
        definition, found = self.definitions[target], {}
        year = {name.partition("/")[0] for name in files}
        (start, end) = (date(int(min(year)), 1, 1), date(int(max(year)), 12, 31))
        assert len(year) == 1
        courses = [row for name in files if "tap_huan" in name for row in self.read(name)]
        own = [row for name in files if "tap_huan" not in name for row in self.read(name)]
        once = {tuple(sorted((key, str(value)) for key, value in row.items())): row for row in own}
        for row in once.values():
            unit = self.names[folded(row["Mã đơn vị"])]
            if self.holds(definition["Mẫu số đếm"], row, courses, start, end):
                met = self.holds(definition["Tử số đếm thêm điều kiện"], row, courses, start, end)
                unit = self.receiver(unit, row.get("Mã TTHC")) if moved else unit
                n, d = found.get(unit, (0, 0))
                found[unit] = n + met, d + 1
        return found

    def receiver(self, unit, service):
        for _, source, receiver, scope in self.moves:
            if source == unit and (not scope or service in scope):
                unit = receiver
        return unit

    def holds(self, rules, row, courses, start, end):
        return all(self._rule(rule, row, courses, start, end) for rule in rules.split("; "))

    def _rule(self, rule, row, courses, start, end):
        if rule in ("dòng giống hệt nhau đếm một lần", "mọi dòng của mẫu số"):
            return True
        course = re.fullmatch(r"tệp tap_huan có ít nhất một dòng cùng (.*?) có (.*?) và (.*)", rule)
        if course:
            same = [each for each in courses if each[course[1]] == row[course[1]]]
            return any(all(self._rule(part, each, [], start, end) for part in course.groups()[1:]) for each in same)
        column, _, asked = rule.partition(": ")
        return any(self._value(column, row[column], each, start, end) for each in asked.split(" hoặc "))

    def _value(self, column, cell, asked, start, end):
        """Whether a cell is what one of the values of a rule asks."""
        text, day = folded(cell), day_of(cell)
        if asked == "để trống":
            return not text
        if asked in ("trong kỳ", "sau ngày cuối kỳ", "không sau ngày cuối kỳ", "có ghi, không sau ngày cuối kỳ"):
            assert day or not text, f"{column}: {cell!r}"
            inside = {"trong kỳ": lambda: start <= day <= end, "sau ngày cuối kỳ": lambda: day > end}
            return bool(day) and inside.get(asked, lambda: day <= end)()
        if asked == "có ghi":
            return bool(text)
        words = self.words.get((column, asked)) or self.words["(cột Có/Không)", asked]
        every = [word for (head, first), own in self.words.items() if (head, asked) in self.words for word in own]
        other = [
            w for (head, first), own in self.words.items() if head == column or asked in ("Có", "Không") for w in own
        ]
        assert not text or text in map(folded, (*every, *other)), f"{column}: {cell!r}"
        return text in map(folded, words)


def move_of(row):
    """(day, from, to, services): codes stand in brackets behind the names."""
    day, month, year = map(int, row["Ngày"].split("/"))
    units = [re.search(r"\(([^()]*)\)$", row[key])[1] for key in ("Từ đơn vị", "Đến đơn vị")]
    scope = row["Phạm vi"]
    assert scope in ("toàn bộ", "phần còn lại") or scope.startswith("các thủ tục ")
    return (
        date(year, month, day),
        *units,
        set(scope.removeprefix("các thủ tục ").split(", ")) if scope[0] == "c" else set(),
    )


def folded(value):
    bare = unicodedata.normalize("NFD", str(value).lower().replace("đ", "d"))
    return "".join(c for c in bare if not unicodedata.combining(c) and not c.isspace() and c != "_")


def day_of(cell):
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})|(\d{4})-(\d{2})-(\d{2})", str(cell))
    return None if not found else date(*map(int, found.groups()[:3][::-1] if found[1] else found.groups()[3:]))


def figure_of(text):
    """(numerator, denominator) of "97,9% (93/95)"; None where a state stands in its place."""
    found = re.search(r"\(([\d.]+)/([\d.]+)\)$", text)
    return tuple(int(part.replace(".", "")) for part in found.groups()) if found else None


def goal_of(definition, year):
    """The goal of a year by the words of a definition."""
    text = re.search(r"mức giao: (.*?); mức khởi điểm", definition["Tính chất, giao cho, mức đạt"])[1]
    listed = re.findall(r"từ (\d{4}): ([\d,.]+)%", text)
    shown = max((each for each in listed if int(each[0]) <= year), default=(0, text.rstrip("%")))[1]
    return Fraction(shown.replace(".", "").replace(",", ".")) / 100
