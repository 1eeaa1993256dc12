"""Small random data folders, each from a seed: units that move, several sources, and what people do to their files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook
from reference.periods import Year

HEADERS = {
    "ho_so_tthc": ("Mã hồ sơ", "Mã đơn vị", "Mã TTHC", "Ngày tiếp nhận", "Ngày trả kết quả", "Hình thức tiếp nhận", "Trả kết quả trực tuyến", "Đã định danh", "Trạng thái"),
    "van_ban": ("Số ký hiệu", "Mã đơn vị", "Ngày ban hành", "Độ mật", "Điện tử", "Ký số"),
    "du_lieu_mo": ("Mã bộ dữ liệu", "Mã đơn vị", "Phải mở", "Ngày công bố"),
    "can_bo": ("Mã cán bộ", "Mã đơn vị", "Lãnh đạo", "Nữ", "Ngày vào", "Ngày ra"),
    "tap_huan": ("Mã cán bộ", "Loại khóa", "Ngày hoàn thành"),
    "bao_cao_don_vi": ("Mã đơn vị", "Mã chỉ tiêu", "Tử số", "Mẫu số"),
    "tham_dinh": ("Mã đơn vị", "Mã mục", "Điểm thẩm định", "Lý do"),
    "minh_chung": ("Mã đơn vị", "Mã mục", "Điểm tự chấm", "Minh chứng"),
    "de_nghi": ("Mã đề nghị", "Loại", "Mã đơn vị", "Mã cán bộ", "Tên", "Hình thức khen", "Đang xem xét kỷ luật", "Thành tích"),
    "bieu_quyet": ("Mã đề nghị", "Số thành viên", "Đồng ý", "Không đồng ý"),
}  # fmt: skip
DAY = timedelta(days=1)
FLAWS = (
    "absent file", "unit without file", "unreadable", "copies", "conflict", "stranger", "no unit", "outside",
    "spelling", "dates", "no column", "secrets", "bad mark", "old code", "empty cells",
)  # fmt: skip


@dataclass
class Unit:
    """A unit of the list, the days on which it stands, and what becomes of it."""

    id: str
    first: date | None = None
    last: date | None = None

    def stands(self, start: date, end: date) -> bool:
        """Whether it stands on some day of a span."""
        return (self.first or start) <= end and (self.last or end) >= start


@dataclass
class Folder:
    """What one seed makes: the files by name, the question, and how it is put on the disk."""

    seed: int
    files: dict[str, str] = field(default_factory=dict)
    years: tuple[int, ...] = ()
    part: str = ""  # the half or quarter that is asked for, as in 2025-H1; empty: whole years
    is_range: bool = False
    flaws: frozenset[str] = frozenset()

    @property
    def asked(self) -> str:
        """The period that is evaluated: the last year or its part, or the range of all."""
        return f"{self.years[0]}..{self.years[-1]}" if self.is_range else Year(self.years[-1], self.part).name

    def write(self, root: Path, *, form: str = "csv") -> Path:
        """Put it on the disk: the files of the periods as CSV, or as workbooks or Parquet with the same texts."""
        (root / Year(self.years[-1], self.part).name).mkdir(parents=True)  # there even where no file came
        for name, text in self.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if form == "csv" or "/" not in name:
                path.write_text(text, encoding="utf-8")
            else:
                headers, *rows = csv.reader(io.StringIO(text))
                _WRITERS[form](path.with_suffix(f".{form}"), headers, rows)
        return root


def _write_parquet(path: Path, headers: list[str], rows: list[list[str]]) -> None:
    columns = {header: pa.array([row[n] for row in rows], pa.string()) for n, header in enumerate(headers)}
    pq.write_table(pa.table(columns), path)


def _write_xlsx(path: Path, headers: list[str], rows: list[list[str]]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Số liệu")
    for row in (headers, *rows):
        sheet.append(row)
    book.save(path)


_WRITERS = {"parquet": _write_parquet, "xlsx": _write_xlsx}


class Maker:
    """Makes one folder; every choice comes from the seed."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        self.made, self.is_astray = Folder(seed), False
        r = self.random
        count = r.choices((1, 2, 3, 4), (80, 17, 2, 1))[0]
        self.made.years = tuple(range(2026 - count, 2026))
        self.made.is_range = count > 1 and r.random() < 0.5
        if count < 3 and not self.made.is_range:
            self.made.part = r.choices(("", "H1", "H2", "Q1", "Q2", "Q3", "Q4"), (12, 1, 2, 1, 1, 2, 1))[0]
        share = r.choice((0, 0, 0.12, 0.25))
        self.made.flaws = frozenset(flaw for flaw in FLAWS if r.random() < share)
        own = self.of_reports = Random(f"fallback {seed}")  # its own, so that the other folders stay as they are
        self.falls_back = own.random() < 0.2
        if self.falls_back and own.random() < 0.5:
            self.made.flaws |= {"unit without file"}
        self.of_scoring = Random(
            f"scoring {seed}"
        )  # of bonuses, comparisons among units, units within units; its own too
        self.scores_otherwise = self.of_scoring.random() < 0.4
        self.parents: dict[str, str] = {}  # unit → the one above it, by its code or name
        self.units: list[Unit] = []
        self.moves: list[tuple[str, str, date, str]] = []
        self.staff: dict[tuple[Year, str], int] = {}  # (period, unit) → its people, named CB-<unit>0, 1, …

    def has(self, flaw: str, chance: float = 0.3) -> bool:
        """Whether a flaw of this folder happens here."""
        return flaw in self.made.flaws and self.random.random() < chance

    def folder(self) -> Folder:
        """The whole folder."""
        self._units()
        self._plan()
        for year in self._periods():
            self._year(year)
        self._lists()
        return self.made

    def _periods(self) -> list[Year]:
        """The periods that have a folder, the one that is asked for last; now and then the part just before it as well."""
        asked = [Year(number, self.made.part) for number in self.made.years]
        just_before = asked[-1].just_before
        return [just_before, *asked] if just_before and self.random.random() < 0.3 else asked

    # Units and transfers ----------------------------------------------------------------------------------------

    def _units(self) -> None:
        r = self.random
        self.units = [Unit(id) for id in "ABCDEF"[: r.choice((2, 2, 3, 3, 3, 4, 6))]]
        if r.random() < 0.5:
            return
        day = r.choice((date(2025, 7, 1), date(2025, 3, 15), date(2025, 1, 1), date(self.made.years[0], 9, 1)))
        ids = [unit.id for unit in self.units]
        kind = r.choice(("rename", "merge", "join", "chain", "split", "part", "new", "gone", "back", "part back"))
        if kind == "rename":
            self._new("N", day)
            self._move("A", "N", day)
        elif kind == "merge":
            self._new("N", day)
            for giver in ids[: r.randint(2, len(ids))]:
                self._move(giver, "N", day)
        elif kind == "join":
            self._move("A", "B", day)
        elif kind == "chain":
            later = r.choice((day, day + timedelta(days=60)))
            self._new("N", day)
            self._new("M", later)
            self._move("A", "N", day)
            self._move("N", "M", later)
            r.shuffle(self.moves)
        elif kind in ("split", "part") and len(ids) > 2:
            self._move("A", "B", day, "D1;D2", ends=False)
            if kind == "split":
                self._move("A", "C", day)
        elif kind == "back":  # out of another unit or of a new one
            if r.random() < 0.5:
                self._new("N", day)
            receiver, later = self.units[-1].id, day + timedelta(days=r.choice((40, 70, 200)))
            self._move("A", receiver, day, ends=False)
            self._move(receiver, "A", later)
        elif kind == "part back":
            self._move("A", "B", day, "D1;D2", ends=False)
            self._move("B", "A", day + timedelta(days=r.choice((40, 70, 200))), r.choice(("D1", "D1;D2")), ends=False)
        elif kind == "new":
            self._new("N", day)
        elif kind == "gone":
            self.units[0].last = day - timedelta(days=1)

    def _new(self, id: str, day: date) -> None:
        self.units.append(Unit(id, first=day))

    def _move(self, giver: str, receiver: str, day: date, scope: str = "", *, ends: bool = True) -> None:
        self.moves.append((giver, receiver, day, scope))
        if ends:
            unit = next(unit for unit in self.units if unit.id == giver)
            unit.last = max(day - timedelta(days=1), unit.first) if unit.first else day - timedelta(days=1)

    def _lists(self) -> None:
        rows = [
            (u.id, f"Phòng {u.id}", f"P.{u.id}", "Phòng" if n % 2 else "Trung tâm", u.first or "", u.last or "")
            for n, u in enumerate(self.units)
        ]
        self._write("don_vi", ("Mã đơn vị", "Tên đơn vị", "Tên khác", "Loại", "Từ ngày", "Đến ngày"), rows)
        if self.parents:
            rows = [(*row, self.parents.get(str(row[0]), "")) for row in rows]
            self._write(
                "don_vi", ("Mã đơn vị", "Tên đơn vị", "Tên khác", "Loại", "Từ ngày", "Đến ngày", "Cấp trên"), rows
            )
        if self.moves:
            self._write("sap_nhap", ("Từ đơn vị", "Đến đơn vị", "Ngày", "Phạm vi"), self.moves)

    # The plan ---------------------------------------------------------------------------------------------------

    def _plan(self) -> None:
        r = self.random
        self.items: list[dict] = []
        templates = [self._signed, self._online, self._settled, self._open, self._trained, self._own, self._late]
        self.targets = [make() for make in r.sample(templates, r.choice((1, 1, 1, 2, 2, 3, 4)))]
        ids = [unit.id for unit in self.units]
        for target in self.targets:
            if len(self.targets) > 1 and r.random() < 0.3:
                target["of"] = r.choice(
                    ("CT1", "CT2")
                )  # a part of a chỉ tiêu: counted as one, measured and scored apart
            if r.random() < 0.2 and "steps" not in target:
                target["rule"] = "threshold"
            if r.random() < 0.2 and "floor" not in target and str(target["goal"]).endswith("%"):
                goals = {self.made.years[-1]: target["goal"], 2023: "40%"}
                target["goal"] = dict(list(goals.items())[: r.randint(1, 2)])
            if r.random() < 0.25:
                target["units"] = sorted(r.sample(ids, r.randint(1, len(ids))))
            if self.falls_back and target["source"] != "bao_cao_don_vi" and self.of_reports.random() < 0.8:
                target["fallback"] = "bao_cao_don_vi"
        made = {
            "movement": {
                "id": "thu",
                "name": "Thử",
                "agency": {"id": "SO", "name": "Sở Thử", "parent": "UBND tỉnh", "place": "Đồng Xoài", "code": "ST"},
                "start": "2022-01-01",
                "end": "2025-12-31",
            },
            "targets": self.targets,
            **self._scored(),
        }
        if self.scores_otherwise:
            self._score_otherwise(made["scoring"])
        self.made.files["ke_hoach.yaml"] = json.dumps(made, ensure_ascii=False, indent=1)

    def _scored(self) -> dict:
        r = self.random
        self.items = [self._item(n) for n in range(r.choice((0, 0, 0, 1, 2)))]
        self.awards = [make for make in (self._collective(), self._individual()) if r.random() < 0.3]
        bands = [{"name": "Tốt", "from": 80}, {"name": "Khá", "from": 50}, {"name": "Chưa đạt", "from": 0}]
        scoring = {
            "bands": bands,
            "robustness": {"draws": 1000},
            "missing": r.choice(("zero", "exclude")),
            "decimals": r.choice((0, 1, 2, 2)),
            "cap": r.choice(("100%", "100%", "120%")),
            "groups": r.choice((None, None, "kind")),
            "tie_breaks": [each["id"] for each in self.targets[:1]] if r.random() < 0.3 else [],
        }
        half = len(self.items) // 2
        return {"scoring": scoring, "awards": self.awards, "contents": self.items[:half], "actions": self.items[half:]}

    def _score_otherwise(self, scoring: dict) -> None:
        """Targets compared among units, items that are passed or not, bonuses, and units within units."""
        own = self.of_scoring
        for target in self.targets:
            if target.get("rule") == "threshold" and own.random() < 0.5:
                target["rule"] = "pass_fail"
            if "rule" not in target and own.random() < 0.4:
                target["normalise"] = own.choice(("min_max", "max"))
        for item in self.items:
            if item["rule"] == "threshold" and own.random() < 0.8:
                item["rule"] = "pass_fail"
        for each in (*self.targets[1:], *self.items):
            if own.random() < 0.3:
                each["bonus"] = True
        if any("bonus" in each for each in (*self.targets, *self.items)) and own.random() < 0.5:
            scoring["bonus_cap"] = own.choice((1, 2.5, 4))
        if not self.moves and all(unit.last is None for unit in self.units) and own.random() < 0.5:
            self._put_below_each_other()

    def _put_below_each_other(self) -> None:
        own = self.of_scoring
        self.awards.clear()  # who is held against whom, a test of the tree works out by hand
        for target in self.targets:
            target.pop("fallback", None)
        for n, unit in enumerate(self.units):
            above = own.choice((None, *self.units[:n])) if n else None
            if above:
                self.parents[unit.id] = own.choice((above.id, f"Phòng {above.id}"))

    def _item(self, n: int) -> dict:
        r = self.random
        made: dict = {"id": f"M{n}", "name": f"Mục {n}", "points": 4, "rule": r.choice(("linear", "linear", "threshold", "steps"))}  # fmt: skip
        if made["rule"] == "steps":
            made["steps"] = [1, 2.5, 4]
        if r.random() < 0.3:
            made["requires"] = "evidence"
        return made

    def _collective(self) -> dict:
        r = self.random
        quota = r.choice((None, 1, 2, "50%", "34%"))
        made = {"id": "tt", "name": "Giấy khen tập thể", "kind": "collective", "quota": quota}
        return {**made, "min_score": r.choice((None, 30, 50)), "vote": r.choice((None, "80%")), "priority": r.choice(([], ["female"]))}  # fmt: skip

    def _individual(self) -> dict:
        r = self.random
        quota = r.choice((None, 1, 2, "50%", "20%"))
        made = {"id": "cn", "name": "Giấy khen cá nhân", "kind": "individual", "order": ["unit_score"], "quota": quota}
        return {**made, "min_score": r.choice((None, 30)), "vote": None, "priority": r.choice(([], ["direct", "female"]))}  # fmt: skip

    def _target(self, id: str, source: str, **parts: object) -> dict:
        goal = f"{self.random.choice((30, 50, 60, 75, 80, 100))}%"
        return {"id": id, "name": f"Chỉ tiêu {id}", "goal": goal, "source": source, "points": self.random.choice((2, 3, 5, 10)), **parts}  # fmt: skip

    def _signed(self) -> dict:
        more = {"population": {"electronic": True}} if self.random.random() < 0.3 else {}
        return self._target("VB", "van_ban", success={"signed": True}, **more)

    def _online(self) -> dict:
        return self._target("TT", "ho_so_tthc", population={"channel": "online"}, success={"identified": True})

    def _settled(self) -> dict:
        population = {"returned_at": "present", "status": ["done", "absent"]}
        success = {"channel": ["online", "postal"], "online_result": True}
        return self._target("TQ", "ho_so_tthc", population=population, date="returned_at", success=success)

    def _open(self) -> dict:
        return self._target("DM", "du_lieu_mo", population={"required": True}, success={"published_at": "present"})

    def _trained(self) -> dict:
        return self._target("TH", "can_bo", success={self.random.choice(("trained_basic", "trained_data")): True})

    def _own(self) -> dict:
        made = self._target("BC", "bao_cao_don_vi")
        if self.random.random() < 0.4:
            made["goal"] = self.random.choice((4, 2.5, 10))
        elif self.random.random() < 0.4:
            made |= {
                "rule": "steps",
                "steps": [{"from": "80%", "points": 2}, {"above": "40%", "below": "80%", "points": 1}],
            }
        return made

    def _late(self) -> dict:
        made = self._target("GT", "ho_so_tthc", success={"channel": "in_person"})
        return {**made, "goal": "20%", "floor": "60%"}

    # A year's files ---------------------------------------------------------------------------------------------

    def _year(self, year: Year) -> None:
        sources = {target["source"] for target in self.targets}
        if self.random.random() < 0.2 or any("fallback" in target for target in self.targets):
            sources.add("bao_cao_don_vi")
        if any(award["kind"] == "individual" or award["priority"] for award in self.awards):
            sources.add("can_bo")
        for source in sorted(sources):
            self._source(year, source)
        if "can_bo" in {target["source"] for target in self.targets}:
            self._courses(year)
        if self.items:
            self._appraisal(year)
        if year == Year(self.made.years[-1], self.made.part):
            self._nominations(f"{self.made.years[0]}-{year.name}" if self.made.is_range else year.name)

    def _appraisal(self, year: Year) -> None:
        r = self.random
        official: dict[str, list[dict[str, str]]] = {}
        claims: dict[str, list[dict[str, str]]] = {}
        for unit in self._alive(year):
            official[unit.id] = [
                {
                    "Mã đơn vị": self._named(unit),
                    "Mã mục": self._spelt(item["id"]),
                    "Điểm thẩm định": self._points(item, official=True),
                }
                for item in self.items
                if not self.has("unit without file")
            ]
            claims[unit.id] = [
                {
                    "Mã đơn vị": unit.id,
                    "Mã mục": self._spelt(item["id"]),
                    "Điểm tự chấm": self._points(item),
                    "Minh chứng": r.choice(("Kế hoạch số 5", "Báo cáo", "")),
                }
                for item in self.items
                if not self.has("unit without file")
            ]
        for source, made in (("tham_dinh", official), ("minh_chung", claims)):
            if not self.has("absent file", 0.15):
                self._soil(year, source, made)
                self._deliver(year, source, made)

    def _points(self, item: dict, *, official: bool = False) -> str:
        choices = {"linear": (0, 1, "2,5", 3, 4), "threshold": (0, 4), "pass_fail": (0, 4), "steps": (0, 1, "2,5", 4)}
        points = self.random.choice(choices[item["rule"]])
        if item["rule"] == "pass_fail" and official and self.of_scoring.random() < 0.7:
            return self.of_scoring.choice(("Đạt", "đạt") if points else ("Không đạt", "KHÔNG ĐẠT"))
        return str(points)

    def _nominations(self, folder: str) -> None:
        if not self.awards:
            return
        r = self.random
        rows, votes = [], []
        for n in range(r.randint(1, 5)):
            award = r.choice(self.awards)
            unit = r.choice(self.units)
            single = award["kind"] == "individual"
            row = {
                "Mã đề nghị": f"DN-{n}",
                "Loại": "Cá nhân" if single else "Tập thể",
                "Mã đơn vị": unit.id,
                "Mã cán bộ": self._spelt(f"CB-{unit.id}{r.randint(0, 3)}") if single else "",
                "Tên": f"Tên {n}",
                "Hình thức khen": r.choice((award["id"], award["name"])),
                "Đang xem xét kỷ luật": r.choice(("", "", "Không", "Có")),
            }
            rows.append(row)
            if r.random() < 0.7:
                votes.append((self._spelt(f"DN-{n}"), 9, (agree := r.choice((9, 8, 7))), 9 - agree))
        self._write(f"{folder}/de_nghi", HEADERS["de_nghi"], self._lines(rows, HEADERS["de_nghi"]))
        if votes:
            self._write(f"{folder}/bieu_quyet", HEADERS["bieu_quyet"], votes)

    def _alive(self, year: Year) -> list[Unit]:
        return [unit for unit in self.units if unit.stands(year.start, year.end)]

    def _source(self, year: Year, source: str) -> None:
        if self.has("absent file", 0.15):
            return
        falling_back = any(each["source"] == source and "fallback" in each for each in self.targets)
        if falling_back and self.of_reports.random() < 0.35:
            return
        made: dict[str, list[dict[str, str]]] = {}
        row: Callable[[int, Unit, int], dict[str, str]] = getattr(self, f"_{source}")
        for unit in self._alive(year):
            most = len(self.targets) if source == "bao_cao_don_vi" else 5
            count = most if source == "bao_cao_don_vi" else self.random.randint(0, most)
            made[unit.id] = [each for n in range(count) if (each := row(year, unit, n))]
            if source == "can_bo":
                self.staff[year, unit.id] = count
        self._soil(year, source, made)
        self._deliver(year, source, made)

    def _deliver(self, year: Year, source: str, made: dict[str, list[dict[str, str]]]) -> None:
        r, headers = self.random, HEADERS[source]
        optional = [h for h in headers if h not in ("Mã đơn vị", headers[0], headers[1], "Lý do")]
        if source not in ("bao_cao_don_vi", "de_nghi", "bieu_quyet") and self.has("no column", 0.4):
            lost = r.choice(optional)
            headers = tuple(header for header in headers if header != lost)
        if r.random() < 0.25 and source not in ("de_nghi", "bieu_quyet"):
            for unit, rows in made.items():
                if unit and not self.has("unit without file"):
                    self._write(f"{year.name}/{source}__{unit}", headers, self._lines(rows, headers))
            return
        rows = [row for each in made.values() for row in each]
        if r.random() < 0.15:
            half = r.randint(0, len(rows))
            self._write(f"{year.name}/{source}__1", headers, self._lines(rows[:half], headers))
            self._write(f"{year.name}/{source}__2", headers, self._lines(rows[half:], headers))
        else:
            self._write(f"{year.name}/{source}", headers, self._lines(rows, headers))

    def _lines(self, rows: Sequence[dict[str, str]], headers: Sequence[str]) -> list[list[str]]:
        return [[row.get(header, "") for header in headers] for row in rows]

    def _write(self, name: str, headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerows([headers, *rows])
        self.made.files[f"{name}.csv"] = text.getvalue()

    # Rows -------------------------------------------------------------------------------------------------------

    def _day(self, year: Year, unit: Unit) -> date:
        first = max(year.start, unit.first or date.min)
        last = min(year.end, unit.last or date.max)
        return first + timedelta(days=self.random.randint(0, max(0, (last - first).days)))

    def _shown(self, day: date | None) -> str:
        if day is None:
            return ""
        forms = ("%d/%m/%Y", "%Y-%m-%d", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M:%S")
        return day.strftime(self.random.choice(forms) if "dates" in self.made.flaws else "%d/%m/%Y")

    def _yes(self, chance: float = 0.6) -> str:
        yes = self.random.random() < chance
        return self.random.choice(("Có", "x", "1") if yes else ("Không", "", "0"))

    def _named(self, unit: Unit) -> str:
        if not self.has("spelling"):
            return unit.id
        return self.random.choice((f"Phòng {unit.id}", f"P.{unit.id}", unit.id.lower(), f" phòng  {unit.id} "))

    def _spelt(self, id: str) -> str:
        """An id that joins two files, as people write it in one of them; it ends in one figure or none."""
        if not self.has("spelling"):
            return id
        word, figure = (id[:-1], id[-1]) if id[-1].isdigit() else (id, "")
        ways = (
            id.lower(),
            f" {id} ",
            id.replace("-", " "),
            id.replace("-", " – "),
            f"{word}0{figure}",
            f"{word}-{figure}",
            f"{word.lower()} {figure}",
        )
        return self.random.choice(ways if figure else ways[:4])

    def _ho_so_tthc(self, year: Year, unit: Unit, n: int) -> dict[str, str]:
        r = self.random
        received = self._day(year, unit)
        returned = r.choice((None, received, received + timedelta(days=20)))
        return {
            "Mã hồ sơ": f"HS-{year.name}-{unit.id}{n}",
            "Mã đơn vị": self._named(unit),
            "Mã TTHC": self._spelt(r.choice(("D1", "D2", "D3"))),
            "Ngày tiếp nhận": self._shown(received),
            "Ngày trả kết quả": self._shown(returned),
            "Hình thức tiếp nhận": r.choice(("Trực tuyến", "Trực tuyến", "Trực tiếp", "Bưu chính công ích")),
            "Trả kết quả trực tuyến": self._yes(),
            "Đã định danh": self._yes(),
            "Trạng thái": r.choice(("Đã trả kết quả", "Đã trả kết quả", "", "Trả lại", "Rút hồ sơ")),
        }

    def _van_ban(self, year: Year, unit: Unit, n: int) -> dict[str, str]:
        secret = self.has("secrets")
        return {
            "Số ký hiệu": f"{n}/{year.name}/{unit.id}",
            "Mã đơn vị": self._named(unit),
            "Ngày ban hành": self._shown(self._day(year, unit)),
            "Độ mật": self.random.choice(("Mật", "Tối mật", "Tuyệt mật") if secret else ("Thường", "")),
            "Điện tử": self._yes(0.8),
            "Ký số": self._yes(),
        }

    def _du_lieu_mo(self, year: Year, unit: Unit, n: int) -> dict[str, str]:
        opened = self.random.choice((None, year.start + 40 * DAY, year.end, year.end + DAY))
        return {
            "Mã bộ dữ liệu": f"DL-{unit.id}{n}",
            "Mã đơn vị": self._named(unit),
            "Phải mở": self._yes(0.8),
            "Ngày công bố": self._shown(opened),
        }

    def _can_bo(self, year: Year, unit: Unit, n: int) -> dict[str, str]:
        left = self.random.choice((None, None, None, year.end, year.end + DAY))
        joined = self.random.choice((date(2020, 1, 1), date(2020, 1, 1), year.end, year.end + DAY))
        return {
            "Mã cán bộ": f"CB-{unit.id}{n}",
            "Mã đơn vị": self._named(unit),
            "Lãnh đạo": self._yes(0.3),
            "Nữ": self._yes(0.5),
            "Ngày vào": self._shown(joined),
            "Ngày ra": self._shown(left),
        }

    def _courses(self, year: Year) -> None:
        if self.has("absent file", 0.15):
            return
        made: dict[str, list[dict[str, str]]] = {}
        for unit in self._alive(year):
            made[unit.id] = [
                {
                    "Mã cán bộ": self._spelt(f"CB-{unit.id}{n}"),
                    "Loại khóa": self.random.choice(("Cơ bản", "Dữ liệu", "cơ bản")),
                    "Ngày hoàn thành": self._shown(
                        self.random.choice((year.start + 60 * DAY, year.end, year.end + DAY))
                    ),
                }
                for n in range(self.staff.get((year, unit.id), 0))
                for _ in range(self.random.randint(0, 2))
            ]
        self._soil(year, "tap_huan", made)
        self._deliver(year, "tap_huan", made)

    def _bao_cao_don_vi(self, year: Year, unit: Unit, n: int) -> dict[str, str]:
        target = self.targets[n]
        claims = target["source"] not in ("bao_cao_don_vi", "can_bo") and self.random.random() < 0.5
        claims = claims or ("fallback" in target and self.of_reports.random() < 0.7)
        if (target["source"] != "bao_cao_don_vi" and not claims) or self.has("unit without file"):
            return {}
        whole = self.random.randint(0, 12)
        return {
            "Mã đơn vị": self._named(unit),
            "Mã chỉ tiêu": self._spelt(target["id"]),
            "Tử số": str(self.random.randint(0, whole)),
            "Mẫu số": str(whole),
        }

    # What people do to their files ------------------------------------------------------------------------------

    def _soil(self, year: Year, source: str, made: dict[str, list[dict[str, str]]]) -> None:
        r = self.random
        full = [unit for unit, rows in made.items() if rows]
        if not full:
            return
        unit = r.choice(full)
        row = r.choice(made[unit])
        spoiled = [
            header
            for header in row
            if header not in (HEADERS[source][0], "Mã đơn vị", "Mã chỉ tiêu", "Mã mục", "Độ mật")
        ]
        if self.has("unreadable", 0.5):
            row[r.choice(spoiled)] = "chưa rõ"
        if self.has("copies", 0.5):
            made[unit].append(dict(row))
        if self.has("conflict", 0.5):
            other = dict(row)
            header = r.choice(spoiled)
            other[header] = r.choice([each[header] for rows in made.values() for each in rows])
            made[unit].append(other)
        placed = "Mã đơn vị" in row and source not in ("tham_dinh", "minh_chung")
        if placed and self.has("stranger", 0.5):
            made[unit].append({**row, HEADERS[source][0]: self._fresh(source, row, "lạ"), "Mã đơn vị": "Trạm Y Tế 9"})
        if placed and source != "bao_cao_don_vi" and self.has("no unit", 0.4):
            made[unit].append({**row, HEADERS[source][0]: self._fresh(source, row, "khuyết"), "Mã đơn vị": ""})
        if source in ("van_ban", "ho_so_tthc") and self.has("outside", 0.6):
            date_header = "Ngày ban hành" if source == "van_ban" else "Ngày tiếp nhận"
            other = r.choice((year.start - DAY, year.end + DAY))
            made[unit].append({**row, HEADERS[source][0]: self._id_outside(year), date_header: self._shown(other)})
        if source == "van_ban" and self.has("bad mark", 0.3):
            row["Độ mật"] = "Rất kín"
        if source == "van_ban" and self.has("secrets", 0.5):
            made[unit].append({**row, "Độ mật": "Mật"})
        if source in ("van_ban", "ho_so_tthc", "can_bo") and self.has("empty cells", 0.5):
            row[r.choice([each for each in spoiled if each not in ("Ngày ban hành", "Ngày tiếp nhận")])] = ""
        if source in ("van_ban", "ho_so_tthc") and self.moves and self.has("old code", 0.7):
            giver, _, day, _ = self.moves[0]
            if year.start <= day <= year.end:
                date_header = "Ngày ban hành" if source == "van_ban" else "Ngày tiếp nhận"
                late = {**row, HEADERS[source][0]: "N-8", "Mã đơn vị": giver, date_header: self._shown(year.end - 20 * DAY)}  # fmt: skip
                made.setdefault(giver, []).append(late)

    def _id_outside(self, year: Year) -> str:
        return (
            f"N-9-{year.name}" if self.is_astray and year.number % 2 else "N-9"
        )  # else two folders may have a row of it

    def _fresh(self, source: str, row: dict[str, str], word: str) -> str:
        return row[HEADERS[source][0]] if source in ("bao_cao_don_vi",) else f"9{word}"


def folder(seed: int, *, astray: bool = False) -> Folder:
    """The folder of a seed; ``astray``: three years, in whose files rows of other years lie as well."""
    maker = Maker(seed)
    if astray:
        maker.made.years, maker.made.part, maker.made.is_range = (2023, 2024, 2025), "", bool(seed % 2)
        maker.made.flaws, maker.is_astray = maker.made.flaws | {"outside"}, True
    return maker.folder()
