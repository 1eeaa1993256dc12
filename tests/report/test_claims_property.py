"""Random evaluations, and a reader who holds every claim of their reports against the tables beside it.

The reader knows nothing of ``report.claims``: it takes the figures from the tables of the report as they are shown, and the
claims from its sentences and captions by regular expressions. A comparing word in a sentence that it cannot read is an error.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sentences import read_all
from small import reported, write_folder

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.report import award_report, check_report, final_report, interim_report, unit_check, unit_sheet
from toolkit.report.model import Bullets, Cell, Figure, Paragraph, Table

# --- random evaluations

KINDS = [
    {"goal": "80%"},
    {"goal": "100%"},
    {"goal": "33,33%"},
    {"goal": "90%", "floor": "50%"},
    {"goal": "5%", "floor": "20%"},  # less is better
    {"goal": 10},  # a plain number
]
COUNTS = st.sampled_from(
    [
        "0/0",
        "",
        "x/10",
        "0/10",
        "1/10",
        "5/10",
        "8/10",
        "9/10",
        "10/10",
        "1/3",
        "2/3",
        "3333/10000",
        "3334/10000",
        "1/20",
    ]
)
TARGETS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 7), st.booleans()), min_size=1, max_size=4
)  # kind, how many of the units are not given it, whether it is a part
UNITS = st.integers(1, 8)


@st.composite
def folders(draw, *, years):
    kinds, n = draw(TARGETS), draw(UNITS)
    names = [f"U{k}" for k in range(1, n + 1)]
    targets = [
        {
            "id": f"T{k}",
            **kind,
            "points": 1,
            **({"units": names[without % n :]} if without % n else {}),
            **({"of": "T"} if part else {}),
        }
        for k, (kind, without, part) in enumerate(kinds, 1)
    ]
    files = {}
    for year in years:
        lines = ["Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số"]
        for target in targets:
            for unit in target.get("units", names):
                if count := draw(COUNTS):
                    lines.append(f"{unit},{target['id']},{count.replace('/', ',')}")
        files[f"{year}/bao_cao_don_vi.csv"] = "\n".join(lines) + "\n"
    made = reported(*targets)
    made["scoring"]["robustness"] = {"draws": 1000}
    made["movement"]["verdict"] = draw(st.sampled_from(["final_year", "pooled"]))
    made["movement"]["start"] = draw(st.sampled_from(["2022-01-01", "2024-01-01"]))
    units = "Mã đơn vị,Tên đơn vị\n" + "".join(f"{name},Phòng {name}\n" for name in names)
    return files, made, units


# --- what a reader sees


def text_of(cell):
    return cell.text if isinstance(cell, Cell) else cell


def tables_of(report):
    return [block for section in report.sections for block in section.blocks if isinstance(block, Table)]


def table_named(report, words):
    found = [table for table in tables_of(report) if words in table.caption]
    return found[0] if found else None


def rows_of(table):
    return [dict(zip(table.columns, map(text_of, row))) for row in table.rows] if table else []


def sentences(report):
    for block in (block for section in report.sections for block in section.blocks):
        if isinstance(block, Paragraph) and block.style not in ("ground", "note"):
            yield (block.lead, block.text.replace("\u00a0", " "))
        elif isinstance(block, Bullets):
            yield from (("", item.replace("\u00a0", " ")) for item in block.items)
        elif isinstance(block, Figure):
            yield ("Hình", block.caption.replace("\u00a0", " "))


def number_in(text):
    """The first number of a text: 33,3% (3.333/10.000) is 33.3."""
    found = re.search(r"-?\d[\d.]*(?:,\d+)?", text.replace("−", "-"))
    return Decimal(found[0].replace(".", "").replace(",", ".")) if found else None


def names_in(text):
    """a, b và c."""
    return re.split(r", | và ", text)


@dataclass(frozen=True)
class Line:
    """The agency's figure of one target as the tables show it."""

    id: str
    goal: str
    shown: str
    verdict: str
    reached: str
    change: str
    less: bool
    floor: bool

    @property
    def percent(self):
        return self.goal.endswith("%")

    @property
    def is_share(self):
        return self.percent and not self.floor


VERDICT = (
    r"(?:Phong trào có [^.]*\. )?(?:Kết luận chính thức theo [^:]*: )?((?:chưa có \S+ \S+ nào (?:đạt mức giao|có số liệu để đánh giá)|cả \d+ .*đạt mức giao"
    r"|\d+ (?:trên \d+ )?\S+ \S+ (?:có số liệu )?đạt mức giao|\S+ \S+ của phong trào đạt mức giao).*)"
)


class Reader:
    """Holds the sentences of one sơ kết or tổng kết against its tables."""

    def __init__(self, report, plan, *, period, judging):
        self.report, self.plan = report, plan
        self.before = int(judging[-4:]) - 1 if judging else period.start.year - 1
        self.lines = self._lines(period, judging)
        self.word = "mức đo" if any(t.of for t in plan.targets) else "chỉ tiêu"
        values = table_named(report, "Kết quả từng chỉ tiêu của các đơn vị")
        self.units = {
            row["Đơn vị"]: {column.partition(" ")[0]: cell for column, cell in row.items()} for row in rows_of(values)
        }
        self.bad = {  # (unit's name, target) → whether its cell is marked as not reaching the goal
            (text_of(row[0]), column.partition(" ")[0]): cell.mark
            for row in values.rows
            for column, cell in zip(values.columns, row)
            if isinstance(cell, Cell)
        }
        self.counts = {text_of(row[0]): text_of(row[-1]) for row in values.rows}  # missed / judged

    def _lines(self, period, judging):
        table = table_named(self.report, f"Kết quả {judging} và cả") if judging else None
        found = []
        if table is None:
            table = table_named(self.report, "Kết quả các chỉ tiêu của Sở Thử")
        for row, target in zip(rows_of(table), self.plan.targets):
            goal = row["Mức giao"]
            if judging:
                head = next(c for c in table.columns if "kết luận chính thức" in c)
                at = table.columns.index(head)
                shown, reached, verdict = list(row.values())[at : at + 3]
                change = next((v for c, v in row.items() if " so với năm" in c), "–") if "Năm" in head else "–"
            else:
                shown, reached, verdict = row["Kết quả"], row["So với mức giao"], row["Đánh giá"]
                change = row.get("Tăng, giảm", "–")
            less = bool(target.floor.value) and number_in(goal) < target.floor.value * 100
            line = Line(
                target.id, goal, shown, verdict, reached, change.replace("\u00a0", " "), less, bool(target.floor.value)
            )
            found.append(line)
        return found

    def with_verdict(self, word):
        return [line for line in self.lines if line.verdict == word]

    def line(self, id):
        return next(line for line in self.lines if line.id == id)

    def moved(self, way):
        return [line for line in self.lines if line.change.startswith(way)]

    def cells(self, target):
        """Unit → its shown number, of the units that are judged."""
        return {
            name: number_in(cells[target])
            for name, cells in self.units.items()
            if self.bad.get((name, target)) in ("good", "bad")
        }

    def behind(self, target):
        return {name: n for name, n in self.cells(target).items() if self.bad[name, target] == "bad"}

    # --- sentences

    def summary(self, said):
        """3 trên 10 mức đo đạt mức giao (…); 7 mức đo chưa đạt (…)"""
        met, unmet = ([line.id for line in self.with_verdict(word)] for word in ("Đạt", "Chưa đạt"))
        wholes = len({t.of or t.id for t in self.plan.targets})
        if found := re.search(
            rf"(\d+) trên (\d+) {self.word} đạt mức giao \(([^)]*)\); (\d+) {self.word} chưa đạt \(([^)]*)\)", said
        ):
            assert (int(found[1]), int(found[2]), names_in(found[3])) == (len(met), len(self.lines), met)
            assert (int(found[4]), names_in(found[5])) == (len(unmet), unmet)
        elif "ưa có chỉ tiêu nào đạt mức giao" in said:
            assert (met, bool(unmet)) == ([], True)
        elif "có số liệu để đánh giá" in said:
            assert met == unmet == []
        else:
            assert re.search(r"(đều|phong trào|có số liệu) đạt mức giao", said), said
            assert (unmet, bool(met)) == ([], True)
            every = re.search(r"[Cc]ả (\d+) (?:chỉ tiêu \(\d+ mức đo\)|\S+ \S+) đều", said)
            assert every is None or int(every[1]) in (len(met), wholes)
            assert "có số liệu" in said or len(met) == len(self.lines)

    def target(self, id, said):
        """The sentence of one target of a single period."""
        line = self.line(id)
        goal = re.escape(line.goal)
        value, wanted = number_in(line.shown), number_in(line.goal)
        if found := re.match(rf"(\S+) \([^)]*\), ((?!tạm tính).*?mức giao {goal})(?!\d)", said):
            assert found[1] == line.shown.partition(" (")[0]
            word = found[2]
            if word == f"vượt mức giao {line.goal}":
                assert line.verdict == "Đạt" and value > wanted and not line.less
            elif word == f"đạt, thấp hơn mức giao {line.goal}":
                assert line.verdict == "Đạt" and value < wanted and line.less
            elif word == f"đạt mức giao {line.goal}":
                assert line.verdict == "Đạt" and value == wanted
            else:
                assert re.match("chưa đạt|gần đạt|còn cách xa", word), word
                assert line.verdict == "Chưa đạt" and (value > wanted if line.less else value < wanted)
        else:
            assert line.verdict not in ("Đạt", "Chưa đạt"), said
            assert not re.search("vượt|đạt mức|chưa đạt|cách xa", said), said
        if found := re.search(r"; ((?:tăng|giảm) [\d.,]+(?: điểm phần trăm)?|(?:gần như )?không đổi) so với năm", said):
            assert found[1] == line.change
        self.spread(id, said)

    def spread(self, id, said):
        """Of a target: all its units, or who is behind."""
        cells, behind, said = self.cells(id), self.behind(id), said.replace("Phòng ", "")
        less = self.line(id).less
        codes = {f"Phòng {code}": code for code in (name.removeprefix("Phòng ") for name in self.units)}
        by_code = {codes[name]: n for name, n in behind.items()}
        if found := re.search(r"Cả (\d+) đơn vị có số liệu đều đạt\.", said, re.I):
            assert (int(found[1]), behind) == (len(cells), {}) and len(cells) > 1
        if found := re.search(r"cả (\d+) đơn vị có số liệu đều chưa đạt, (.*)\.$", said, re.I):
            assert int(found[1]) == len(cells) == len(behind) > 1
            if worst := re.match(r"(thấp|cao) nhất là (.*) \((cùng )?(.*)\)", found[2]):
                assert (worst[1] == "cao") == less
                edge = max(by_code.values()) if less else min(by_code.values())
                assert number_in(worst[4]) == edge
                if "khác" not in worst[2]:
                    assert set(names_in(worst[2])) == {code for code, n in by_code.items() if n == edge}
            else:
                assert set(by_code.values()) == {number_in(re.match(r"cùng (.*)", found[2])[1])}
        if found := re.search(
            r"chưa đạt ở (\d+)/(\d+) đơn vị có số liệu(?:: (.*)|, (thấp|cao) nhất trước: (.*))\.$", said, re.I
        ):
            assert (int(found[1]), int(found[2])) == (len(behind), len(cells))
            if found[3]:
                assert set(names_in(found[3])) == set(by_code)
            else:
                assert (found[4] == "cao") == less
                self.worst_first(found[5], by_code, less)

    def worst_first(self, said, figures, less):
        """Groups with their figures: from the worst on, whole, and nobody who is left out is worse."""
        named = {}
        for names, figure in re.findall(r"((?:U\d+(?:, | và )?)+) \((?:cùng )?([^)]*)\)", said):
            for code in re.findall(r"U\d+", names):
                assert figures[code] == number_in(figure)
                named[code] = figures[code]
        order = list(named.values())
        assert order == sorted(order, reverse=less)
        rest = {code: n for code, n in figures.items() if code not in named}
        if named and rest:
            assert all((n < order[-1]) if less else (n > order[-1]) for n in rest.values())
        if found := re.search(r"(\d+) đơn vị khác", said):
            assert int(found[1]) + sum(map(int, re.findall(r"(\d+) đơn vị cùng", said))) == len(rest)

    def moves(self, said):
        """What rose and fell, for better and for worse, and which the most."""
        if found := re.match(rf"So với năm (\d+), cả (\d+) {self.word}(?: có .* hai kỳ)? đều tăng(.*)", said):
            if int(found[1]) == self.before:
                assert int(found[2]) == len(self.moved("tăng")) == sum(line.change != "–" for line in self.lines)
                self.most(found[3], self.moved("tăng"))
        elif found := re.match(rf"So với năm \d+, (\d+) {self.word} tăng(.*)", said):
            better = [
                *(line for line in self.moved("tăng") if not line.less),
                *(x for x in self.moved("giảm") if x.less),
            ]
            assert int(found[1]) == len(better)
            assert not any(line.less for line in better)
            self.most(found[2], better)
        elif found := re.match(rf"So với năm \d+, (\d+) {self.word} chuyển biến tốt: (.*)", said):
            better = [line for line in self.lines if re.match("giảm" if line.less else "tăng", line.change)]
            self.each(found[1], found[2], better)
        elif found := re.match(rf"(\d+) {self.word} (?:giảm|xấu đi) so với năm \d+: (.*)", said):
            worse = [line for line in self.lines if re.match("tăng" if line.less else "giảm", line.change)]
            self.each(found[1], found[2], worse)

    def each(self, count, said, lines):
        assert int(count) == len(lines)
        assert sorted(re.findall(r"(T\d+) \(((?:tăng|giảm)[^)]*)\)", said)) == sorted((x.id, x.change) for x in lines)
        for id in re.findall(r"(T\d+)(?:, T\d+| và T\d+)* càng thấp càng tốt", said):
            assert self.line(id).less

    def most(self, said, lines):
        found = re.search(r"nhiều nhất là ((?:T\d+(?:, | và )?)+)(?:: | \()(?:cùng )?((?:tăng|giảm)[^);.]*)", said)
        if found:
            assert len({"%" if line.percent else line.id for line in lines}) == 1 < len(lines)
            size = max(number_in(line.change) for line in lines)
            assert set(re.findall(r"T\d+", found[1])) == {line.id for line in lines if number_in(line.change) == size}
            assert number_in(found[2]) == size
        else:
            assert set(re.findall(r"T\d+", said)) >= {line.id for line in lines}

    def distances(self, said):
        """Which is the furthest off, or the nearest, among those that can be compared."""
        unmet = self.with_verdict("Chưa đạt")
        alike = [line for line in unmet if line.is_share]
        if found := re.match(rf"(\d+) {self.word} chưa đạt(.*)", said):
            assert int(found[1]) == len(unmet)
        for words, edge in (("xa", min), ("gần", max)):
            if found := re.search(rf"{words} (?:mức giao )?nhất là (.*?)(?:; |\.$)", said, re.I):
                shares = {line.id: number_in(line.reached) for line in alike}
                assert len(set(shares.values())) > 1
                assert set(re.findall(r"(T\d+) \(", found[1])) == {
                    id for id, n in shares.items() if n == edge(shares.values())
                }
        for id, shown, goal in re.findall(r"(T\d+) \(([^(),]*(?:,\d+%?)?), (?:bằng [\d,]+% )?mức giao ([^)]*)\)", said):
            assert (shown, goal) == (self.line(id).shown.partition(" (")[0], self.line(id).goal)

    def weak_units(self, said):
        """Who met nothing, whose share is the largest, who met everything."""
        shares = {name: tuple(map(int, count.split("/"))) for name, count in self.counts.items()}
        judged = {name: (missed, of) for name, (missed, of) in shares.items() if of}
        said = re.sub(r"^Tính cả giai đoạn, (.)", lambda m: m[1].upper(), said)
        if found := re.match(rf"(\d+) đơn vị chưa đạt {self.word} nào trong số được giao có số liệu: (.*)\.", said):
            nothing = {name: f"0/{of}" for name, (missed, of) in judged.items() if missed == of}
            assert int(found[1]) == len(nothing) > 0
            assert dict(re.findall(r"(Phòng U\d+) \((\d+/\d+)\)", found[2])) == nothing
        elif found := re.match(rf"Đơn vị có tỷ lệ {self.word} chưa đạt .* cao nhất: (.*)\.", said):
            most = max(Fraction(missed, of) for missed, of in judged.values())
            worst = {name: f"{m}/{of}" for name, (m, of) in judged.items() if Fraction(m, of) == most}
            told = dict(re.findall(r"(Phòng U\d+) \((\d+/\d+)\)", found[1]))
            assert most < 1 and told.items() <= worst.items()
            assert len(told) == len(worst) or "khác" in found[1]
            assert len({Fraction(*pair) for pair in judged.values()}) > 1
        elif found := re.match(rf"(\d+) đơn vị chưa đạt {self.word} nào(?:: (.*))?\.", said):
            nothing = {name for name, (missed, of) in judged.items() if missed == of}
            assert int(found[1]) == len(nothing) > 0 and (not found[2] or set(names_in(found[2])) == nothing)
        elif found := re.match(rf"(\d+) đơn vị đạt tất cả {self.word} được giao(?: có phát sinh)?(?:: (.*))?\.", said):
            full = self.full()
            assert int(found[1]) == len(full) > 0
            assert not found[2] or "khác" in found[2] or set(names_in(found[2])) == full
        elif found := re.match(rf"(\d+) đơn vị còn {self.word} chưa có hoặc không tính được", said):
            assert int(found[1]) == len(self.lacking())

    def lacking(self):
        words = ("chưa có số liệu", "không tính được", "tạm tính", "thiếu năm")
        return {
            n
            for n, cells in self.units.items()
            if any(word in c for word in words for k, c in cells.items() if k != "Đơn")
        }

    def full(self):
        return {
            name
            for name, count in self.counts.items()
            if count.startswith("0/") and count != "0/0" and name not in self.lacking()
        }

    def ranks(self, said):
        rows = [
            (row["Hạng"], re.sub(r" \(U\d+\)$", "", row["Đơn vị"]), row.get("Điểm thẩm định") or row["Điểm"])
            for row in rows_of(table_named(self.report, "Điểm, thứ hạng và xếp loại"))
            if row["Hạng"].isdigit()
        ]
        scores = {name: number_in(score) for _, name, score in rows}
        if found := re.match(
            r"Hạng nhất (?:là|cùng có (\d+) đơn vị:) (.*?) \(([\d,]+) điểm\)(?:; thấp nhất là (.*?) \(([\d,]+))?", said
        ):
            first = {name for rank, name, _ in rows if rank == "1"}
            assert len(rows) > 1 and (found[1] is None or int(found[1]) == len(first))
            assert "khác" in found[2] or set(names_in(found[2])) == first
            assert number_in(found[3]) == max(scores.values())
            if found[4]:
                low = min(scores.values())
                assert number_in(found[5]) == low
                assert "khác" in found[4] or set(names_in(found[4])) == {n for n, s in scores.items() if s == low}
            else:
                assert len(set(scores.values())) == 1

    def over_time(self, said):
        """The first period against the last."""
        table = table_named(self.report, "qua các kỳ")
        changes = {
            row["Chỉ tiêu"].partition(".")[0]: row["Kỳ cuối so với kỳ đầu"].replace("\u00a0", " ")
            for row in rows_of(table)
        }
        known = {id: change for id, change in changes.items() if change != "–"}
        up, down = ({id for id, change in known.items() if change.startswith(way)} for way in ("tăng", "giảm"))
        if found := re.match(rf"So với năm (\d+), cả (\d+) {self.word}(?: có .* hai kỳ)? đều tăng(.*)", said):
            if table is not None and found[1] in table.columns[1]:
                assert int(found[2]) == len(up) == len(known) > 1
                if top := re.search(r"nhiều nhất là (.*?) \((?:cùng )?(.*?)\)", found[3]):
                    size = max(number_in(change) for change in known.values())
                    assert set(names_in(top[1])) == {id for id in up if number_in(known[id]) == size}
                    assert number_in(top[2]) == size
        elif found := re.match(
            rf"Từ năm \d+ đến năm \d+, trong (\d+) {self.word} có số liệu ở cả hai kỳ, (.*), (.*)\.", said
        ):
            assert int(found[1]) == len(known) > 0
            for way, ids in (("tăng", up), ("giảm", down)):
                counted = re.search(rf"(\d+) {self.word} {way} \(", said)
                none = f"không có {self.word} nào {way}" in said
                assert none != bool(counted)
                assert int(counted[1]) == len(ids) > 0 if counted else not ids
                if top := re.search(rf"{way} \(nhiều nhất là (.*?): (?:cùng )?(.*?)\)", said):
                    size = max(number_in(known[id]) for id in ids)
                    assert set(names_in(top[1])) == {id for id in ids if number_in(known[id]) == size}
                    assert number_in(top[2]) == size
        elif re.search(r"[Cc]hưa có .* nào có số liệu ở cả", said):
            assert not known
        elif found := re.match(
            rf"Toàn cơ quan: (\d+) trên (\d+) {self.word}(?: có số liệu ở cả hai kỳ)? tăng từ", said
        ):
            assert (int(found[1]), int(found[2])) == (len(up), len(known))
        elif found := re.match(rf"Toàn cơ quan: cả (\d+) {self.word}(?: có số liệu ở cả hai kỳ)? đều tăng từ", said):
            assert int(found[1]) == len(up) == len(known) > 1
        elif re.match(rf"Toàn cơ quan: không có {self.word} nào.* tăng từ", said):
            assert known and not up

    def captions(self, said, *, judged):
        met, whole = len(self.with_verdict("Đạt")), [line for line in self.lines if "ạm tính" not in line.shown]
        if judged and (found := re.match(rf"(\d+) trên (\d+) {self.word} đạt mức giao", said)):
            assert (int(found[1]), int(found[2])) == (met, len(whole))
        if judged and (found := re.match(rf"Cả (\d+) {self.word} đều đạt mức giao", said)):
            assert int(found[1]) == met == len(whole)
        if judged and re.match("Chưa có chỉ tiêu nào đạt mức giao", said):
            assert not met and self.with_verdict("Chưa đạt")
        if found := re.search(rf": (\d+|chưa có) đơn vị (?:nào )?đạt tất cả {self.word}", said):
            assert (0 if found[1] == "chưa có" else int(found[1])) == len(self.full())

    def directions(self, said):
        if "tiếp tục duy trì" in said:
            assert self.with_verdict("Đạt") and not self.with_verdict("Chưa đạt")
        order = r"theo thứ tự từ xa mức giao nhất: ([^;.]*)(?:; cùng với (.*?) \(đo theo cách khác)?"
        if found := re.search(order, said):
            ids, others = names_in(found[1]), names_in(found[2]) if found[2] else []
            assert sorted((*ids, *others)) == sorted(line.id for line in self.with_verdict("Chưa đạt"))
            reached = [number_in(self.line(id).reached) for id in ids]
            assert len(ids) == 1 or all(self.line(id).is_share for id in ids) and reached == sorted(reached)
        if said.startswith("Trong kỳ chưa có"):
            assert not self.with_verdict("Đạt") and not self.with_verdict("Chưa đạt")

    def read(self, *, over_years):
        """Every sentence of the report."""
        for lead, said in sentences(self.report):
            if not lead and (found := re.match(VERDICT, said, re.I)):
                self.summary(found[1])
            elif lead in ("Kết quả.", "Đơn vị."):
                for each in re.split(r"(?<=\.) (?=[A-ZĐ0-9])", said):
                    for look in (self.moves, self.distances, self.weak_units, self.ranks, self.over_time):
                        look(each)
                    self.captions(each, judged=True)
            elif re.match(r"T\d+\. ", lead):
                id = lead.partition(".")[0]
                if over_years:
                    self.spread(id, said)
                else:
                    self.target(id, said)
            else:
                for look in (self.moves, self.distances, self.weak_units, self.ranks, self.over_time, self.directions):
                    look(said)
                self.captions(said, judged=not over_years)
            assert "chưa có kỳ trước" not in said or not any(line.change != "–" for line in self.lines)


# --- the other reports


def hold_sheet(report, evaluation, unit):
    """A unit's sheet: what it is told to do, and where it is strong and weak."""
    table = table_named(report, "Kết quả các chỉ tiêu của đơn vị")
    rows = [(row["Chỉ tiêu"].partition(".")[0], row) for row in rows_of(table)]
    verdicts = [row["Đánh giá"] for _, row in rows if row["Đánh giá"] != "Không giao"]
    for _, said in sentences(report):
        if found := re.search(r"mọi (?:chỉ tiêu|mức đo) được giao( có phát sinh)? đã đạt, không thiếu số liệu", said):
            assert "Đạt" in verdicts
            assert set(verdicts) == ({"Đạt", "Không phát sinh"} if found[1] else {"Đạt"})
        if said.startswith("Trong kỳ không phát sinh"):
            assert set(verdicts) == {"Không phát sinh"}
        if said.startswith("Đơn vị không được giao"):
            assert verdicts == []
        if said.startswith("Không có chỉ tiêu nào thuộc một phần ba đơn vị đứng cuối."):
            for others in (standing(evaluation, id) for id, _ in rows):
                if unit in others and len(others) >= 3 and len(set(others.values())) > 1:
                    behind = sum(value < others[unit] for value in others.values())
                    assert behind or others[unit] == max(others.values())
        for word, way in (("Thuộc nhóm dẫn đầu", 1), ("Thuộc nhóm cuối", -1)):
            if said.startswith(f"{word}: "):
                for id, place, count, equals in re.findall(
                    r"(T\d+) \(hạng (\d+)/(\d+)(?:, cùng (\d+) đơn vị khác)?\)", said
                ):
                    others = standing(evaluation, id)
                    mine = others[unit]
                    assert int(count) == len(others)
                    assert int(place) == 1 + sum(value > mine for value in others.values())
                    assert int(equals or 0) == sum(value == mine for value in others.values()) - 1
                    beaten = sum((value < mine) if way > 0 else (value > mine) for value in others.values())
                    assert beaten >= 1
                    cell = next(row["Hạng"] for name, row in rows if name == id)
                    assert cell.partition(" ")[0] == f"{place}/{count}"


def standing(evaluation, target):
    """Unit → its value, the better the greater."""
    rule = evaluation.plan.target(target)
    own = {u.id: evaluation.indicator(u.id, target) for u in evaluation.units}
    known = {unit: each for unit, each in own.items() if each.state == "ok"}
    sign = {unit: -1 if each.goal.value < rule.floor.value else 1 for unit, each in known.items()}
    return {unit: sign[unit] * each.numerator / each.denominator for unit, each in known.items()}


def hold_check(report, evaluation):
    """The data check: who is complete, and that nothing lacks."""
    states = {each.state for each in evaluation.indicators}
    lacking = {
        unit.name
        for unit in evaluation.units
        if {evaluation.indicator(unit.id, t.id).state for t in evaluation.plan.targets} & {"missing", "blocked"}
    }
    for _, said in sentences(report):
        if "Mọi số liệu cần thiết đều có" in said:
            assert not states & {"missing", "blocked", "partial"}
        if found := re.match(r"(\d+)/(\d+) đơn vị có đủ số liệu", said):
            assert (int(found[1]), int(found[2])) == (len(evaluation.units) - len(lacking), len(evaluation.units))
        if found := re.match(r"(.*): chưa có hoặc không tính được", said):
            assert found[1] in lacking


def hold_awards(report):
    """The firmness of ranks: the caption counts what the table shows."""
    table = table_named(report, "Khoảng thứ hạng")
    for lead, said in sentences(report):
        if lead == "Hình" and (
            found := re.match(r"(?:(\d+) trên (\d+) đơn vị|Không đơn vị nào) giữ nguyên hạng", said)
        ):
            rows = rows_of(table)
            firm = sum(
                row["Khoảng 90% phương án"] == f"{row['Hạng chính thức']} – {row['Hạng chính thức']}" for row in rows
            )
            assert (int(found[1]), int(found[2])) == (firm, len(rows)) if found[1] else firm == 0


def opened(folder, found):
    files, made, units = found
    return Workspace.open(write_folder(Path(folder), files, plan=made, units=units))


SETTINGS = settings(max_examples=40, deadline=None, print_blob=False, suppress_health_check=list(HealthCheck))


@SETTINGS
@given(folders(years=(2023, 2024)))
def test_every_claim_about_a_period_is_borne_out_by_the_tables(found):
    with tempfile.TemporaryDirectory() as folder:
        workspace = opened(folder, found)
        for period in map(parse_period, ("2023", "2024")):
            evaluation, history = workspace.evaluate(period), workspace.history(period)
            report, check = interim_report(evaluation, history=history), check_report(evaluation, history=history)
            Reader(report, evaluation.plan, period=period, judging="").read(over_years=False)
            hold_check(check, evaluation)
            hold_awards(award_report(evaluation))
            for made in (report, check, award_report(evaluation)):
                read_all(made)
            for unit in evaluation.units[:3]:
                sheet = unit_sheet(evaluation, unit=unit.id, history=history)
                hold_sheet(sheet, evaluation, unit.id)
                read_all(sheet)
                unit_check(evaluation, unit=unit.id, history=history)


@SETTINGS
@given(folders(years=(2023, 2024, 2025)))
def test_every_claim_about_several_years_is_borne_out_by_the_tables(found):
    with tempfile.TemporaryDirectory() as folder:
        evaluation = opened(folder, found).evaluate(parse_period("2023..2025"))
        report = final_report(evaluation)
        Reader(report, evaluation.plan, period=evaluation.period, judging="năm 2025").read(over_years=True)
        hold_awards(award_report(evaluation))
        for made in (report, award_report(evaluation), check_report(evaluation)):
            read_all(made)
        for unit in evaluation.units[:2]:
            read_all(unit_sheet(evaluation, unit=unit.id))
