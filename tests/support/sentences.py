"""An independent reader of every sentence of the reports: each is of a kind it knows, and what it claims the tables bear out.

A sentence that fits no kind is an error, so that none is published that nobody holds against the figures. The kinds are
written from what a reader of the Vietnamese text understands; nothing here asks the code that makes the sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from toolkit.report.model import Bullets, Cell, Figure, Paragraph, Table

WORDS = {
    "T": r"(?:[Cc]hỉ tiêu )?[A-Z][A-Z0-9]*",
    "U": r"(?:Phòng )?[A-Z]\d*",
    "N": r"\d[\d.]*",
    "V": r"\d[\d.]*(?:,\d+)?%?",
    "P": r"(?:năm \d{4}|giai đoạn \d{4} – \d{4}|quý [IV]+ năm \d{4}|\d tháng (?:đầu|cuối) năm \d{4})",
    "W": r"(?:[Cc]hỉ tiêu|[Mm]ức đo)",
    "D": r"\d{2}/\d{1,2}/\d{4}",
    "MOVE": r"(?:(?:tăng|giảm) \d[\d.]*(?:,\d+)?(?: điểm phần trăm)?|(?:gần như )?không đổi)",
    "CASES": r"(?:hồ sơ|văn bản|bộ dữ liệu|người|trường hợp)",
    "WHY": r"[^.;]+?",
}
for short in ("T", "U"):
    WORDS[f"{short}S"] = rf"{WORDS[short]}(?:, {WORDS[short]})*(?: và {WORDS[short]})?"
WORDS["UNITS"] = rf"(?:{WORDS['US']}|{WORDS['U']}(?:, {WORDS['U']})* và \d+ đơn vị khác)"
WORDS["BESIDE"] = (
    rf"{WORDS['T']} \({WORDS['V']}(?:, theo báo cáo của đơn vị)?, (?:bằng {WORDS['V']} )?mức giao {WORDS['V']}\)"
)
WORDS["BESIDES"] = rf"{WORDS['BESIDE']}(?:, {WORDS['BESIDE']})*(?: và {WORDS['BESIDE']})?"
WORDS["MOVED"] = rf"{WORDS['T']} \({WORDS['MOVE']}\)"
WORDS["MOVEDS"] = rf"{WORDS['MOVED']}(?:, {WORDS['MOVED']})*(?: và {WORDS['MOVED']})?"
WORDS["MOST"] = rf"nhiều nhất là {WORDS['TS']} \((?:cùng )?{WORDS['MOVE']}\)"
WORDS["WORST"] = (
    rf"(?:{WORDS['US']} \((?:cùng )?{WORDS['V']}\)|\d+ đơn vị cùng {WORDS['V']})"
    rf"(?:(?:, | và )(?:{WORDS['US']} \((?:cùng )?{WORDS['V']}\)|\d+ đơn vị cùng {WORDS['V']}|\d+ đơn vị khác))*"
)
WORDS["STATES"] = (
    r"(?:; \d+ {W} (?:không phát sinh|tạm tính, chưa đánh giá|chưa có số liệu|không tính được do lỗi số liệu|chưa giao trong kỳ) \({TS}\))*"
).format_map(WORDS)
WORDS["VERDICT"] = (
    r"(?:[Cc]hưa có {W} nào có số liệu để đánh giá|[Cc]ả \d+ (?:chỉ tiêu(?: \(\d+ mức đo\))?|mức đo)(?: có số liệu)? đều đạt mức giao"
    r"|{W} của phong trào đạt mức giao|1 {W} có số liệu đạt mức giao"
    r"|[Cc]hưa có chỉ tiêu nào đạt mức giao(?:; \d+ {W} có số liệu(?: đều)? chưa đạt \({TS}\))?"
    r"|\d+ trên \d+ {W} đạt mức giao \({TS}\); \d+ {W} chưa đạt \({TS}\)){STATES}"
).format_map(WORDS)

KINDS: list[tuple[re.Pattern, Callable | None]] = []


def reads(*patterns: str) -> Callable:
    """A kind of sentence, and what holds it against the tables; of a check that is None another reader has it, or it claims nothing."""

    def keep(check: Callable | None) -> Callable | None:
        KINDS.extend((re.compile(re.sub(r"\{([A-Z]+)\}", lambda m: f"(?:{WORDS[m[1]]})", p)), check) for p in patterns)
        return check

    return keep


def ids(text: str) -> list[str]:
    """The codes in a list of names: chỉ tiêu A, chỉ tiêu B và chỉ tiêu C."""
    return [re.sub(r"^([Cc]hỉ tiêu|Phòng) ", "", each) for each in re.split(r", | và ", text)]


def value(text: str) -> Decimal:
    """The first number of a text as a reader takes it."""
    found = re.search(r"-?\d[\d.]*(?:,\d+)?", text.replace("−", "-"))
    assert found, text
    return Decimal(found[0].replace(".", "").replace(",", "."))


class Tables:
    """What the tables of one report show, as text."""

    def __init__(self, report):
        self.tables = [b for section in report.sections for b in section.blocks if isinstance(b, Table)]

    def rows(self, caption: str) -> list[dict[str, str]]:
        """The rows of the first table whose caption begins so; none where there is no such table."""
        for table in self.tables:
            if table.caption.startswith(caption):
                return [
                    dict(zip(table.columns, (c.text if isinstance(c, Cell) else c for c in row))) for row in table.rows
                ]
        return []

    @property
    def agency(self) -> dict[str, dict[str, str]]:
        """Target → the agency's row."""
        return {row["Chỉ tiêu"].partition(".")[0]: row for row in self.rows("Kết quả các chỉ tiêu của Sở")}

    @property
    def over_years(self) -> dict[str, list[str]]:
        """Target → the verdicts of the last year and of all years; empty of a single period."""
        own = self.rows("Kết quả năm")
        return {r["Chỉ tiêu"].partition(".")[0]: [v for k, v in r.items() if k.startswith("Đánh giá")] for r in own}

    def verdicts(self, *, official: bool) -> dict[str, str]:
        """Target → the verdict that counts, or the one beside it."""
        if not self.over_years:
            return {id: row["Đánh giá"] for id, row in self.agency.items()}
        heads = [k for k in self.rows("Kết quả năm")[0] if k.startswith(("Năm", "Giai đoạn"))]
        at = next(n for n, head in enumerate(heads) if "kết luận chính thức" in head)
        return {id: own[at if official else 1 - at] for id, own in self.over_years.items()}

    @property
    def scores(self) -> dict[str, dict[str, str]]:
        """Unit → its row among the ranks."""
        own = self.rows("Điểm, thứ hạng và xếp loại")
        return {re.sub(r"^Phòng | \(.*", "", row["Đơn vị"]): row for row in own}

    def counted(self, level: str) -> int:
        """How many findings of a level the table of kinds has."""
        rows = self.rows("Số lượng lỗi, cảnh báo theo loại")
        return sum(int(list(row.values())[-1].replace(".", "")) for row in rows if row["Mức"] == level)


def sentences(report) -> Iterator[tuple[str, str]]:
    """Lead and sentence of all texts between the tables; not what the office wrote itself."""
    for block in (b for section in report.sections for b in section.blocks):
        if isinstance(block, Paragraph) and block.style not in ("ground", "title", "attached"):
            texts = [(block.lead, block.text)]
        elif isinstance(block, Bullets):
            texts = [("-", text) for text in block.items]
        elif isinstance(block, Figure):
            texts = [("Hình", block.caption)]
        else:
            continue
        for lead, text in texts:
            for each in re.split(r"(?<=\.) (?=[A-ZĐ0-9])", text.replace("\u00a0", " ")):
                yield lead, each


# --- the movement's targets


@reads("(?:Phong trào có {N} chỉ tiêu \\({N} mức đo\\)\\.)")
def movement(tables, found, lead):
    wholes, parts = map(int, re.findall(r"\d+", found[0]))
    rows = {row["Nội dung"]: list(row.values())[-1] for row in tables.rows("Tổng hợp số lượng")}
    assert (str(wholes), str(parts)) == (rows["Chỉ tiêu của phong trào"], rows["Mức đo của các chỉ tiêu"])


@reads(
    "(?P<said>{VERDICT})\\.",
    "Kết luận chính thức theo [^:]*: (?P<said>{VERDICT})\\.",
    "Chưa có số liệu {P} nên chưa có kết luận theo năm cuối; theo số gộp của các năm đã có: (?P<said>{VERDICT})\\.",
    "(?P<other>Để đối chiếu), theo [^:]*: (?P<said>{VERDICT})\\.",
)
def verdict(tables, found, lead):
    known = tables.verdicts(official="other" not in found.groupdict())
    said = found["said"]
    for words, states in (
        (r"^[^;(]* đạt mức giao \(([^)]*)\)", ("Đạt",)),
        (r"(?<!các) chưa đạt \(([^)]*)\)", ("Chưa đạt",)),
        (r"không phát sinh \(([^)]*)\)", ("Không phát sinh",)),
        (r"tạm tính, chưa đánh giá \(([^)]*)\)", ("Tạm tính",)),
        (r"chưa có số liệu \(([^)]*)\)", ("Chưa có số liệu",)),
        (r"không tính được do lỗi số liệu \(([^)]*)\)", ("Không tính được",)),
        (r"chưa giao trong kỳ \(([^)]*)\)", ("Không giao",)),
    ):
        own = [id for id, told in known.items() if told.startswith(states)]
        if part := re.search(words, said):
            assert sorted(ids(part[1])) == sorted(own), (own, known)
        elif states not in (("Đạt",), ("Chưa đạt",)) and lead not in ("Kết quả.", "-"):
            assert not own, (states, own)
    met, unmet = ([id for id, told in known.items() if told == word] for word in ("Đạt", "Chưa đạt"))
    for number, word in re.findall(r"(\d+) trên \d+ \S+ \S+ đạt|(?<=; )(\d+) \S+ \S+ chưa đạt", said):
        assert int(number or word) == len(met if number else unmet)
    if "đều đạt" in said or "phong trào đạt" in said or "có số liệu đạt" in said:
        assert met and not unmet
    if "ưa có chỉ tiêu nào đạt" in said:
        assert unmet and not met
    if "để đánh giá" in said:
        assert not met and not unmet


@reads(
    "(?:{V} \\({V}/{V}\\)|{V})(?:, theo báo cáo của đơn vị)?, (?P<word>[^;]*mức giao {V}(?: \\([^)]*\\))?)(?:; (?P<than>{MOVE} so với {P}|chưa có kết quả {P} để so sánh))?\\.",
    "(?P<state>không giao trong kỳ này|không phát sinh trường hợp nào trong kỳ|chưa có số liệu|không tính được[^;]*)(?:; mức giao {V})?\\.",
    "(?:{V} \\({V}/{V}\\)|{V})(?:, theo báo cáo của đơn vị)?, (?P<state>tạm tính trên \\d+/\\d+ đơn vị[^;]*; chưa đánh giá \\(mức giao {V}\\))\\.",
)
def one_target(tables, found, lead):
    row = tables.agency[lead.partition(".")[0]]
    if "state" in found.groupdict():
        assert row["Đánh giá"] not in ("Đạt", "Chưa đạt")
        return
    word, shown, goal = found["word"], value(found[0]), value(row["Mức giao"])
    assert shown == value(row["Kết quả"]) and value(re.findall(r"mức giao ([\d.,]+)", word)[-1]) == goal
    assert (row["Đánh giá"] == "Chưa đạt") == bool(re.match("chưa đạt|gần đạt|còn cách xa", word)), row
    if word.startswith("vượt mức giao"):
        assert shown > goal
    if word.startswith("đạt mức giao"):
        assert shown == goal
    if word.startswith("đạt, thấp hơn"):
        assert shown < goal
    if share := re.search(r"bằng ([\d.,]+)% mức giao", word):
        assert value(share[1]) == value(row["So với mức giao"])
    change = next((v for k, v in row.items() if k.startswith("Tăng, giảm")), "–").replace("\u00a0", " ")
    than = found["than"] or ""
    if " so với " in than:
        assert than.partition(" so với")[0] == change
    elif than:
        assert change == "–"


@reads(
    "{P} (?=.*(?:{V} \\({V}/{V}\\)|chưa có số liệu|không )).*; {P} .*\\.",
)
def one_target_over_years(tables, found, lead):
    id = lead.partition(".")[0]
    row = next(r for r in tables.rows("Kết quả năm") if r["Chỉ tiêu"].startswith(f"{id}."))
    heads = [k for k in row if k.startswith(("Năm", "Giai đoạn"))]
    for n, head in enumerate(heads):
        period = head.partition(" (")[0].lower()
        parts = re.split(rf"; (?={WORDS['P']} (?:{WORDS['V']}[ ,;.]|chưa|không|tạm))", found[0].rstrip("."))
        part = next((p for p in parts if p.startswith(period)), None)
        if part is None:
            continue
        told, judged = list(row.values())[list(row).index(head)], tables.over_years[id][n]
        assert part.removeprefix(period).strip().startswith(told.partition(" (")[0].lower()), (part, told)
        if judged in ("Đạt", "Chưa đạt"):
            unmet = bool(re.search("chưa đạt|gần đạt|còn cách xa", part))
            assert unmet == (judged == "Chưa đạt"), (part, judged)
        else:
            assert not re.search(r"\bđạt\b(?! mức)", part), (part, judged)


@reads(
    "(?:Tính cả giai đoạn: )?(?P<all>[Cc]ả \\d+ đơn vị có số liệu đều đạt)\\.",
    "(?:Tính cả giai đoạn: )?[Cc]hưa đạt ở (?P<n>\\d+)/(?P<of>\\d+) đơn vị có số liệu(?:: (?P<who>{UNITS})|, (?:thấp|cao) nhất trước: {WORST})\\.",
    "(?:Tính cả giai đoạn: )?[Cc]ả (?P<none>\\d+) đơn vị có số liệu đều chưa đạt, (?:cùng {V}|(?P<way>thấp|cao) nhất là (?P<who>{UNITS}) \\((?:cùng )?(?P<edge>{V})\\))\\.",
)
def spread(tables, found, lead):
    id = lead.partition(".")[0]
    foot = next(t for t in tables.tables if t.caption.startswith("Kết quả từng chỉ tiêu của các đơn vị"))
    column = next(n for n, head in enumerate(foot.columns) if head.startswith(f"{id} ("))
    cells = {ids(_text(row[0]))[0]: row[column] for row in foot.rows}
    judged = {unit: c for unit, c in cells.items() if isinstance(c, Cell) and c.mark in ("good", "bad")}
    behind = {unit: value(c.text) for unit, c in judged.items() if c.mark == "bad"}
    parts = found.groupdict()
    if "all" in parts:
        assert not behind and value(found[0]) == len(judged)
    elif "n" in parts:
        assert (int(found["n"]), int(found["of"])) == (len(behind), len(judged))
        if found["who"]:
            assert set(ids(found["who"])) == set(behind)
    else:
        assert int(found["none"]) == len(judged) == len(behind)
        if found["who"]:
            edge = (min if found["way"] == "thấp" else max)(behind.values())
            assert value(found["edge"]) == edge and set(ids(found["who"])) == {
                u for u, n in behind.items() if n == edge
            }
        else:
            assert len(set(behind.values())) == 1


@reads("Kết quả của {N} đơn vị có số liệu bằng nhau nên các đơn vị đó đều được đủ điểm\\.")
def all_equal(tables, found, lead):
    id = lead.partition(".")[0]
    rows = tables.rows("Kết quả từng chỉ tiêu của các đơn vị")
    head = next(k for k in rows[0] if k.startswith(f"{id} "))
    known = [value(row[head]) for row in rows if row[head][:1].isdigit()]
    assert len(known) == value(found[0].removeprefix("Kết quả của")) and len(set(known)) == 1


@reads(
    "(?:(?i:{P}), )?{N} {CASES} chưa được tính(?:, đều)? do (?P<why>{WHY})\\.",
    "(?:(?i:{P}), )?{N} {CASES} chưa được tính: (?P<whys>{WHY})(?:; trong đó {N} {CASES} không đáp ứng từ hai điều kiện trở lên)?\\.",
)
def causes(tables, found, lead):
    id = lead.partition(".")[0]
    rows = [
        r
        for r in tables.rows("Nguyên nhân đo được")
        if r["Chỉ tiêu"].startswith(f"{id}.") and r["Nguyên nhân"] != "Cộng"
    ]
    total = value(re.sub(r"^.*? \d{4}, ", "", found[0]) if re.match(WORDS["P"], found[0], re.I) else found[0])
    if rows:  # of what reaches its goal there is no table
        assert total == sum(value(r["Số lượng"]) for r in rows)
        if "why" in found.groupdict():
            assert [r["Nguyên nhân"] for r in rows] == [found["why"]]
        else:
            assert all(f"{r['Số lượng'].split()[0]} {r['Nguyên nhân']}" in found["whys"] for r in rows)


# --- moves, distances: the reader of ``test_claims_property`` holds them against the tables

MOVED_OVER = (
    "[Tt]ừ {P} đến {P}, trong {N} {W} có số liệu ở cả hai kỳ, (?:không có {W} nào tăng|{N} {W} tăng \\([^()]*\\)), "
    "(?:không có {W} nào giảm|{N} {W} giảm \\([^()]*\\))\\."
)


@reads(
    "Đây là kỳ đầu của phong trào, (?P<none>chưa có kỳ trước để so sánh)\\.",
    "Đây là kỳ đầu của phong trào; số liệu {P} dùng để so sánh là của kỳ trước khi phát động\\.",
)
def first_period(tables, found, lead):
    compared = any(key.startswith("Tăng, giảm") for row in tables.agency.values() for key in row)
    assert not compared or "none" not in found.groupdict()  # some unit is compared where the whole is not


reads(
    "So với {P}, (?:{N} {W}|cả {N} {W}(?: có số liệu ở cả hai kỳ)? đều) tăng(?:, {MOST}|: {MOVEDS})\\.",
    "So với {P}, {N} {W} chuyển biến tốt: {MOVEDS}; {TS} càng thấp càng tốt\\.",
    "{N} {W} giảm so với {P}: {MOVEDS}\\.",
    "{N} {W} xấu đi so với {P}: {MOVEDS}; {TS} càng thấp càng tốt\\.",
    "Trong đó {TS} càng thấp càng tốt\\.",
    "Chưa có {W} nào có số liệu ở cả {P} và {P} để so sánh\\.?",
    MOVED_OVER,
    "(?:{N} {W} c|C)hưa đạt: {BESIDES}\\.",
    "{N} {W} chưa đạt(?:; (?:trong (?:{TS}|{N} {W} so được với nhau), )?xa mức giao nhất là {BESIDES})+(?:; ngoài ra còn {BESIDES})?\\.",
    "(?:Trong (?:{TS}|{N} {W} so được với nhau), g|G|{W} g)ần mức giao nhất là {BESIDES}(?:; xa nhất là {BESIDES})?\\.",
    "(?:Trong (?:{TS}|{N} {W} so được với nhau), g|G)ần mức giao nhất là {BESIDES}(?: và \\d+ {W} khác)?; xa nhất là (?:{BESIDES}|{BESIDE}(?:, {BESIDE})* và \\d+ {W} khác)\\.",
)(None)


@reads(
    "(?P<head>(?:Toàn cơ quan: )?)(?P<said>[^;]* {W}(?: nào)?(?: có số liệu ở cả hai kỳ)?(?: đều)? tăng từ {P} đến {P})(?: \\({TS} càng thấp càng tốt\\))?(?: \\([^()]*: (?:theo báo cáo của đơn vị|hệ thống chưa có tệp)\\))*\\.?",
    "(?P<head>(?:Toàn cơ quan: ))(?P<said>chưa có {W} nào có số liệu ở cả {P} và {P} để so sánh)(?: \\([^()]*: (?:theo báo cáo của đơn vị|hệ thống chưa có tệp)\\))*",
    "(?P<head>(?:Toàn cơ quan: ))(?P<said>{P}(?:, chưa có kỳ trước để so sánh)?)(?: \\([^()]*: (?:theo báo cáo của đơn vị|hệ thống chưa có tệp)\\))*",
)
def trend(tables, found, lead):
    rows = (
        tables.rows("Kết quả các chỉ tiêu của cơ quan qua")
        if found["head"]
        else tables.rows("Kết quả các chỉ tiêu của đơn vị qua")
    )
    known = [r["Kỳ cuối so với kỳ đầu"] for r in rows if r.get("Kỳ cuối so với kỳ đầu", "–") != "–"]
    up, said = sum(each.startswith("tăng") for each in known), found["said"]
    if counted := re.match(r"(\d+) trên (\d+) ", said):
        assert (int(counted[1]), int(counted[2])) == (up, len(known)) and up
    elif counted := re.match(r"[Cc]ả (\d+) ", said):
        assert int(counted[1]) == up == len(known)
    elif re.match("[Kk]hông có ", said):
        assert known and not up
    elif "chưa có" in said:
        assert not known


@reads("Số {W} đạt mức giao qua các kỳ: (?P<counts>(?:{P}: (?:\\d+|chưa đánh giá)(?:; )?)+)\\.")
def met_by_period(tables, found, lead):
    foot = next(t for t in tables.tables if t.caption.startswith("Kết quả các chỉ tiêu của cơ quan qua")).foot[0]
    told = [each.rpartition(": ")[2] for each in found["counts"].split("; ")]
    assert [_text(cell) for cell in foot[1 : 1 + len(told)]] == told


@reads(
    "(?P<said>Cả {N} {W} đều đạt mức giao|{N} trên {N} {W} đạt mức giao|Chưa có {W} nào (?:đạt mức giao|có số liệu để đánh giá)|{N} {W} tạm tính, chưa đánh giá)"
    "(?: \\({TS}\\))?(?:; {N} {W} tạm tính, chưa đánh giá)?, (?P<period>{P})(?: \\([^()]*: (?:theo báo cáo của đơn vị|hệ thống chưa có tệp)\\))*",
    "(?P<said>Cả {N} {W} đều đạt mức giao|{N} trên {N} {W} đạt mức giao|Chưa có {W} nào (?:đạt mức giao|có số liệu để đánh giá)|{N} {W} tạm tính, chưa đánh giá)"
    "(?: \\({TS}\\))?(?:; {N} {W} tạm tính, chưa đánh giá)?(?:, theo [^.]*)?\\.",
)
def met_of_all(tables, found, lead):
    figure = lead == "Hình"
    known = {id: r["Đánh giá"] for id, r in tables.agency.items()} if figure else tables.verdicts(official=True)
    met = [id for id, told in known.items() if told == "Đạt"]
    part = [id for id, told in known.items() if told.startswith("Tạm tính")]
    judged = [id for id, told in known.items() if told in ("Đạt", "Chưa đạt")]
    said = found["said"]
    if counted := re.match(r"(\d+) trên (\d+)", said):
        assert (int(counted[1]), int(counted[2])) == (len(met), len(known) - len(part)) and met
    elif counted := re.match(r"Cả (\d+)", said):
        assert int(counted[1]) == len(met) == len(known) - len(part)
    elif "nào đạt mức giao" in said:
        assert judged and not met
    elif "để đánh giá" in said:
        assert not judged
    if named := re.search(r"đạt mức giao \(([^)]*)\)", found[0]):
        assert ids(named[1]) == met
    if counted := re.search(r"(\d+) \S+ \S+ tạm tính", found[0]):
        assert int(counted[1]) == len(part)


# --- units


@reads(
    "(?:Trong khối (?P<group>[^:;]*?), )?(?:[Hh]ạng nhất (?:là|cùng có \\d+ đơn vị:) (?P<first>{UNITS})|[Cc]hỉ có một đơn vị được xếp hạng: (?P<alone>{U})) \\((?P<top>{V}) điểm\\)"
    "(?:; (?:thấp nhất|xếp cuối) là (?P<last>{UNITS}) \\((?P<low>{V}) điểm\\))?\\."
)
def leaders(tables, found, lead):
    rows = {unit: row for unit, row in tables.scores.items() if row["Hạng"].isdigit()}
    if found["group"]:
        rows = {unit: row for unit, row in rows.items() if row["Khối"] == found["group"]}
    scores = {unit: value(row.get("Điểm thẩm định") or row["Điểm"]) for unit, row in rows.items()}
    if found["alone"]:
        assert {ids(found["alone"])[0]: value(found["top"])} == scores
        return
    first = {unit for unit, row in rows.items() if row["Hạng"] == "1"}
    assert len(rows) > 1 and value(found["top"]) == max(scores.values())
    assert "khác" in found["first"] or set(ids(found["first"])) == first
    if found["last"]:
        worst = max(int(row["Hạng"]) for row in rows.values())
        assert value(found["low"]) == min(scores.values())
        assert "khác" in found["last"] or set(ids(found["last"])) == {
            u for u, r in rows.items() if int(r["Hạng"]) == worst
        }
    else:
        assert {row["Hạng"] for row in rows.values()} == {"1"}


@reads("(?P<n>\\d+)/(?P<of>\\d+) đơn vị được chấm điểm: (?P<bands>[^.]*)\\.")
def bands(tables, found, lead):
    own = [row["Xếp loại"] for row in tables.scores.values() if row["Hạng"].isdigit()]
    told = {band: int(n) for n, band in re.findall(r"(\d+) đơn vị xếp loại (.*?)(?=, \d| và \d|$)", found["bands"])}
    assert told == {band: own.count(band) for band in set(own)}
    assert (int(found["n"]), int(found["of"])) == (len(own), len(tables.scores))


@reads("Chưa xếp hạng (?P<count>các đơn vị|\\d+/\\d+ đơn vị): (?P<why>[^.]*)\\.")
def unranked(tables, found, lead):
    own = tables.scores or {ids(r["Đơn vị"])[0]: r for r in tables.rows("Điểm từng mục")}
    if not own:
        return
    without = {unit for unit, row in own.items() if row["Hạng"].startswith("chưa xếp hạng")}
    if found["count"] == "các đơn vị":
        assert without == set(own)
    else:
        named = {unit for part in re.findall(rf"({WORDS['US']}) \(", found["why"]) for unit in ids(part)}
        assert found["count"].startswith(f"{len(without)}/{len(own)} ")
        assert named == without or "khác" in found["why"] or "cùng còn" in found["why"]


@reads("Chưa đơn vị nào có điểm để xếp hạng\\.")
def nobody_ranked(tables, found, lead):
    assert not any(row["Hạng"].isdigit() for row in tables.scores.values())


@reads(
    "Chênh lệch giữa điểm tự chấm và điểm thẩm định lớn nhất ở (?P<one>{U}): tự chấm (?P<own>{V}), thẩm định (?P<official>{V})\\.",
    "Chênh lệch giữa điểm tự chấm và điểm thẩm định lớn nhất \\((?P<size>{V}) điểm\\) ở (?P<n>\\d+) đơn vị: (?P<who>{UNITS})\\.",
    "Điểm thẩm định của mọi đơn vị bằng điểm tự chấm\\.",
    "Điểm thẩm định bằng điểm tự chấm ở (?P<same>\\d+) đơn vị có cả hai\\.",
)
def differences(tables, found, lead):
    both = {u: abs(value(r["Chênh lệch"])) for u, r in tables.scores.items() if r.get("Chênh lệch", "–")[-1].isdigit()}
    parts, most = found.groupdict(), max(both.values())
    if "one" in parts:
        unit = ids(found["one"])[0]
        row = tables.scores[unit]
        assert [u for u, size in both.items() if size == most] == [unit] and most
        assert (value(found["own"]), value(found["official"])) == (
            value(row["Điểm tự chấm"]),
            value(row["Điểm thẩm định"]),
        )
    elif "size" in parts:
        top = {u for u, size in both.items() if size == most}
        assert value(found["size"]) == most > 0 and int(found["n"]) == len(top)
        assert "khác" in found["who"] or set(ids(found["who"])) == top
    else:
        assert not most and ("same" not in parts or int(found["same"]) == len(both))
        assert "same" in parts or len(both) == len(tables.scores)


@reads(
    "Không đọc được điểm tự chấm (?:của (?:{U} \\(mục [^()]*\\)(?:; )?)+(?: và \\d+ đơn vị khác)?|ở mục [^.]*) nên không có tổng điểm tự chấm\\."
)
def unread_selves(tables, found, lead):
    for unit in re.findall(r"Phòng ([A-Z]) ", found[0]):
        assert not tables.scores[unit].get("Điểm tự chấm", "–")[-1].isdigit()
    for row in tables.rows("Điểm và vị trí của đơn vị") if "ở mục" in found[0] else ():
        assert not row["Tự chấm"][-1].isdigit()


@reads("{N} đơn vị chưa tự chấm đủ các mục nên không có tổng điểm tự chấm\\.")
def unknown_selves(tables, found, lead):
    own = [row for row in tables.scores.values() if (row.get("Điểm thẩm định") or row["Điểm"])[-1].isdigit()]
    assert value(found[0]) <= sum(not row.get("Điểm tự chấm", "–")[-1].isdigit() for row in own)


@reads(
    "(?:Tính cả giai đoạn, )?(?P<n>{N}) đơn vị đạt tất cả {W} được giao(?: có phát sinh)?(?:: {UNITS})?\\.",
    "Mức đạt so với mức giao theo đơn vị và chỉ tiêu: (?P<n>{N}|chưa có|chưa) đơn vị (?:nào )?(?:đạt tất cả {W} được giao(?: có phát sinh)?|có {W} để đánh giá)(?: \\(hình vẽ [^()]*\\))?(?: \\([^()]*: (?:theo báo cáo của đơn vị|hệ thống chưa có tệp)\\))*",
)
def full(tables, found, lead):
    rows = {r["Nội dung"]: list(r.values())[-1] for r in tables.rows("Tổng hợp số lượng")}
    known = next(int(n) for name, n in rows.items() if name.startswith("Đơn vị đạt tất cả"))
    assert (int(found["n"]) if found["n"].isdigit() else 0) == known


@reads(
    "(?:Tính cả giai đoạn, )?(?P<n>{N}) đơn vị chưa đạt {W} nào(?P<all> trong số được giao có số liệu)?(?:: (?P<who>[^.]*))?\\."
)
def nothing_met(tables, found, lead):
    own = _missed(tables)
    nothing = {unit for unit, (missed, of) in own.items() if missed == of}
    assert int(found["n"]) == len(nothing) > 0
    if found["who"] and "khác" not in found["who"]:
        assert set(re.findall(r"(?:Phòng )?([A-Z]\d*)(?= \(0/|, | và |$)", found["who"])) == nothing
    for unit, of in re.findall(r"(?:Phòng )?([A-Z]\d*) \(0/(\d+)\)", found["who"] or ""):
        assert own[unit][1] == int(of)


@reads(
    "(?:Tính cả giai đoạn, đ|Đ)ơn vị có tỷ lệ {W} chưa đạt trên số được giao có số liệu cao nhất: (?P<who>[^.]*)\\.",
    "(?:Tính cả giai đoạn, )?(?:[Cc]ác đơn vị cùng tỷ lệ {W} chưa đạt|{W} chưa đạt) trên số được giao có số liệu: (?P<who>[^.]*)\\.",
)
def weakest(tables, found, lead):
    own = _missed(tables)
    most = max(Decimal(missed) / of for missed, of in own.values())
    worst = {unit: pair for unit, pair in own.items() if Decimal(pair[0]) / pair[1] == most}
    told = {u: (int(m), int(of)) for u, m, of in re.findall(r"(?:Phòng )?([A-Z]\d*) \((\d+)/(\d+)\)", found["who"])}
    assert told.items() <= worst.items() and (told == worst or "khác" in found["who"]) and most < 1
    assert (len(worst) == len(own)) == ("cao nhất" not in found[0])


@reads("(?:Tính cả giai đoạn, )?(?P<n>\\d+) đơn vị còn {W} chưa có hoặc không tính được số liệu: (?P<who>[^.]*)\\.")
def lacking(tables, found, lead):
    rows = {r["Nội dung"]: list(r.values())[-1] for r in tables.rows("Tổng hợp số lượng")}
    assert int(found["n"]) == next(int(n) for name, n in rows.items() if name.startswith("Đơn vị còn"))
    if "khác" not in found["who"] and "(" not in found["who"]:
        assert len(set(ids(found["who"]))) == int(found["n"])


# --- items, overall, directions, awards


@reads(
    "Đã (?:thẩm định|có điểm) (?P<n>\\d+)/(?P<of>\\d+) lượt chấm của (?P<items>\\d+) (?:nội dung|biện pháp)\\.",
    "Đã thẩm định đủ (?P<items>\\d+) (?:nội dung|biện pháp) của (?P<units>\\d+) đơn vị\\.",
)
def items(tables, found, lead):
    rows = tables.rows("Kết quả thẩm định các " + ("nội dung" if lead.startswith("Nội") else "biện pháp"))
    done = [tuple(map(int, row["Đơn vị đã thẩm định"].split("/"))) for row in rows if row["Đơn vị đã thẩm định"] != "–"]
    assert int(found["items"]) == len(done)
    if "n" in found.groupdict():
        assert (int(found["n"]), int(found["of"])) == (sum(n for n, _ in done), sum(of for _, of in done))
    else:
        assert all(n == of for n, of in done) and int(found["units"]) >= max(of for _, of in done)


@reads(
    "(?:Nội dung|Biện pháp) đạt điểm cao nhất: (?P<high>[^;]*) \\((?:cùng )?(?P<top>{V}) điểm chuẩn\\); thấp nhất: (?P<low>[^;]*) \\((?:cùng )?(?P<end>{V}) điểm chuẩn\\)\\."
)
def item_edges(tables, found, lead):
    rows = tables.rows("Kết quả thẩm định các " + found[0].partition(" đạt")[0].lower())
    shares = [value(row["Tỷ lệ điểm đạt"]) for row in rows if row["Tỷ lệ điểm đạt"][0].isdigit()]
    assert (value(found["top"]), value(found["end"])) == (max(shares), min(shares))
    for names, share in ((found["high"], max(shares)), (found["low"], min(shares))):
        assert len(re.split(", | và ", names)) == shares.count(share) or "khác" in names


@reads(
    "Đạt mức giao (?P<n>\\d+) {W}: (?P<who>{TS})\\.",
    "Chưa có {W} nào đạt mức giao\\.",
    "Không có {W} nào chưa đạt\\.",
    "Chưa có số liệu để đánh giá\\.",
)
def strengths(tables, found, lead):
    known = tables.verdicts(official=True)
    met, unmet = ([id for id, told in known.items() if told == word] for word in ("Đạt", "Chưa đạt"))
    if "who" in found.groupdict():
        assert ids(found["who"]) == met and int(found["n"]) == len(met)
    elif found[0].startswith("Chưa có số liệu"):
        assert not met and not unmet
    elif found[0].startswith("Không có"):
        assert not unmet
    else:
        assert not met


@reads(
    "Từ kết quả trên, (?P<said>tiếp tục duy trì các {W} đã đạt"
    "|(?:tập trung vào (?:các )?{W} chưa đạt(?:, theo thứ tự từ xa mức giao nhất)?: {TS}(?:; cùng với {TS} \\(đo theo cách khác nên không xếp chung thứ tự\\))?)?(?:; )?(?:hoàn thiện số liệu của {TS})?)\\.",
    "(?P<said>Trong kỳ chưa có {W} nào được đánh giá là đạt hay chưa đạt)\\.",
)
def directions(tables, found, lead):
    known, said = tables.verdicts(official=True), found["said"]
    unmet = {id for id, told in known.items() if told == "Chưa đạt"}
    whole = {
        id
        for id, told in known.items()
        if told in ("Đạt", "Chưa đạt", "Không phát sinh", "Không giao", "Không có mức giao")
    }
    told = [each for part in re.findall(rf"(?:chưa đạt[^:]*: |cùng với )({WORDS['TS']})", said) for each in ids(part)]
    assert sorted(told) == sorted(unmet) or not unmet and not told
    fix = re.search(r"hoàn thiện số liệu của (.*)", said)
    assert set(ids(fix[1]) if fix else ()) == set(known) - whole
    if "duy trì" in said:
        assert "Đạt" in known.values()


AWARDED = "Các đơn vị giới thiệu (?P<all>\\d+) (?P<kind>tập thể|cá nhân), (?:chưa có trường hợp nào đủ điều kiện|(?P<fit>\\d+) đủ điều kiện; (?:chưa đề nghị khen|đề nghị tặng (?P<given>[^;]*?))(?:; (?P<tied>\\d+) (?:tập thể|cá nhân) do Hội đồng quyết định)?)\\."


@reads(AWARDED)
def awarded(tables, found, lead):
    for row in tables.rows("Số lượng đề nghị khen thưởng"):
        if row["Kỳ, loại"].lower().endswith(found["kind"]) and len(tables.rows("Số lượng đề nghị khen thưởng")) < 3:
            told = (int(found["all"]), int(found["fit"] or 0), int(found["tied"] or 0))
            assert told == tuple(int(row[k]) for k in ("Đề nghị", "Đủ điều kiện", "Hội đồng quyết định"))
            given = sum(map(int, re.findall(r"cho (\d+) ", found["given"] or "")))
            assert given == int(row["Được đề nghị khen"])


@reads("(?P<all>{N}) đề nghị; (?P<fit>{N}) đủ điều kiện; (?P<given>{N}) được đề nghị khen\\.")
def proposed(tables, found, lead):
    kind = next(
        t
        for t in tables.tables
        if any("Tiêu chuẩn" in c or "Kết quả xét" in c or "Lý do" in c for c in t.columns)
        and len(t.rows) == int(found["all"])
    )
    assert kind.rows


reads(
    "Chưa có đề nghị khen thưởng nào cho {P}\\.",
    "Chưa có đề nghị nào\\.",
    "Không có trường hợp nào bằng nhau ở ranh giới số lượng\\.",
    "[^.;]*: chưa biết số lượng được khen vì chưa rõ số cán bộ vào cuối kỳ\\.",
    "[^.;]*: bằng nhau ở ranh giới: {N} đề nghị cùng hạng cho {N} suất còn lại, Hội đồng quyết định\\.",
    "Việc bình xét thực hiện từ cơ sở, dân chủ, công khai, minh bạch: .*\\.",
    "Không xét người, tập thể đang bị .*\\.",
    "(?:điểm|tối đa|tỷ lệ phiếu|phiếu đồng ý|xếp theo).*\\.",
    "Tiền thưởng: .*\\.",
)(None)


# --- the summary, the data


@reads(
    "(?P<whole>Cả \\d+ đơn vị có đủ số liệu|Đơn vị duy nhất có đủ số liệu|\\d+/\\d+ đơn vị có đủ số liệu; chỗ thiếu được ghi rõ, không coi là bằng 0)(?P<found>; có [^;]*|; không phát hiện lỗi)\\."
)
def data(tables, found, lead):
    rows = {r["Nội dung"]: list(r.values())[-1] for r in tables.rows("Tổng hợp số lượng")}
    complete, units = (
        next(int(n) for name, n in rows.items() if re.fullmatch(p, name)) for p in ("Đơn vị có đủ.*", "Đơn vị")
    )
    if counted := re.match(r"(\d+)/(\d+)", found["whole"]):
        assert (int(counted[1]), int(counted[2])) == (complete, units) and complete < units
    else:
        assert complete == units == (int(re.search(r"\d+", found["whole"])[0]) if "Cả" in found["whole"] else 1)
    for level in ("lỗi", "cảnh báo"):
        told = re.search(rf"([\d.]+) {level}", found["found"])
        assert (int(told[1].replace(".", "")) if told else 0) == tables.counted(level.capitalize())


@reads("Đã đọc {N} dòng số liệu; (?P<found>có [^;]*|không phát hiện lỗi)\\.")
def read_rows(tables, found, lead):
    for level in ("lỗi", "cảnh báo"):
        told = re.search(rf"([\d.]+) {level}", found["found"])
        assert (int(told[1].replace(".", "")) if told else 0) == tables.counted(level.capitalize())


@reads(
    "(?P<whole>Mọi số liệu cần thiết đều có)\\.",
    "(?P<part>Còn số liệu thiếu hoặc không tính được; các chỗ đó được ghi rõ, không coi là bằng 0)\\.",
)
def whole_data(tables, found, lead):
    known = [told for id, told in tables.verdicts(official=True).items()]
    if "whole" in found.groupdict():
        assert not any(told.startswith(("Chưa có số liệu", "Tạm tính", "Không tính được")) for told in known)


@reads(
    "(?P<n>{N}) số do đơn vị báo cáo khác số của hệ thống, (?:cả (?P<every>{N}) đều báo cáo (?P<way>cao|thấp) hơn|báo cáo (?P<one>cao|thấp) hơn|(?P<ways>[^;]*)); điểm thẩm định dùng số của hệ thống\\."
)
def differing(tables, found, lead):
    rows = tables.rows("Đối chiếu số đơn vị tự báo cáo")
    if not rows:
        assert tables.rows("Số lượng lỗi, cảnh báo theo loại")
        return
    pairs = [(_share(row["Đơn vị báo cáo"]), _share(row["Hệ thống"])) for row in rows]
    higher, lower = sum(a > b for a, b in pairs), sum(a < b for a, b in pairs)
    assert int(found["n"]) == len(rows)
    if way := found["way"] or found["one"]:
        assert (higher if way == "cao" else lower) == len(rows)
    else:
        for words, count in (("cao hơn", higher), ("thấp hơn", lower), ("cùng tỷ lệ", len(rows) - higher - lower)):
            told = re.search(rf"(\d+) {words}", found["ways"])
            assert (int(told[1]) if told else 0) == count


@reads("(?P<first>{T}): .* chưa tính do .*\\.")
def leading_causes(tables, found, lead):
    for name, some, total, why in re.findall(
        rf"({WORDS['T']}): (?:([\d.]+) trong )?([\d.]+) {WORDS['CASES']} chưa tính do (.*?)(?=; [Cc]hỉ tiêu|; T\d|\.$)",
        found[0],
    ):
        rows = [
            r
            for r in tables.rows("Nguyên nhân đo được")
            if r["Chỉ tiêu"].startswith(f"{ids(name)[0]}.") and r["Nguyên nhân"] != "Cộng"
        ]
        most = max(value(r["Số lượng"]) for r in rows)
        assert value(total) == sum(value(r["Số lượng"]) for r in rows)
        assert any(value(r["Số lượng"]) == most == value(some or total) and r["Nguyên nhân"] == why for r in rows)


@reads(
    "(?P<said>(?:Tặng|Hội đồng quyết định|Yêu cầu các đơn vị gửi đủ, sửa số liệu của|Giao \\d+ đơn vị thực hiện việc ở).*)\\."
)
def decisions(tables, found, lead):
    said = found["said"]
    known = tables.verdicts(official=True)
    if (asked := re.search(rf"sửa số liệu của ({WORDS['TS']})", said)) and not tables.over_years:
        assert set(ids(asked[1])) == {
            id for id, told in known.items() if told.startswith(("Chưa có số liệu", "Không tính được", "Tạm tính"))
        }
    own = tables.rows("Tập thể được đề nghị")
    for unit in re.findall(r"Giấy khen tập thể cho (?:Phòng )([A-Z])", said):
        assert any(unit in ids(re.sub(r" \(.*", "", row["Đơn vị"])) for row in own)


# --- the sheet of a unit


@reads(
    "Đơn vị đạt (?P<score>{V}) điểm thẩm định, xếp hạng (?P<rank>\\d+/\\d+)(?: trong khối [^;]*?)?(?:, hạng \\d+/\\d+ trong {U})?, xếp loại (?P<band>[^.]*)\\."
)
def own_score(tables, found, lead):
    row = tables.rows("Điểm và vị trí của đơn vị")[0]
    assert value(found["score"]) == value(row.get("Thẩm định") or row["Điểm"]) and (found["rank"], found["band"]) == (
        row["Hạng"].split()[0],
        row["Xếp loại"],
    )


@reads(
    "Điểm tự chấm là (?P<own>{V}), (?:bằng điểm thẩm định|(?P<way>thấp|cao) hơn điểm thẩm định (?P<gap>{V}) điểm)\\."
)
def own_against_official(tables, found, lead):
    row = tables.rows("Điểm và vị trí của đơn vị")[0]
    own, official = value(row["Tự chấm"]), value(row["Thẩm định"])
    assert value(found["own"]) == own
    if found["way"]:
        assert value(found["gap"]) == abs(own - official) and (found["way"] == "cao") == (own > official)
    else:
        assert own == official


@reads(
    "Khi thay đổi trọng số các mục quanh kế hoạch, trong 90% phương án đơn vị (?:giữ hạng (?P<kept>\\d+)|đứng từ hạng (?P<low>\\d+) đến hạng (?P<high>\\d+))\\."
)
def drawn_rank(tables, found, lead):
    told = [found["kept"]] if found["kept"] else [found["low"], found["high"]]
    assert re.findall(r"\d+", tables.rows("Điểm và vị trí của đơn vị")[0]["Khoảng hạng ở 90% phương án"]) == told


@reads(
    "Đơn vị chưa có điểm trong kỳ\\.",
    "Đơn vị chưa xếp hạng: [^.]*\\.",
    "Đơn vị chưa tự chấm \\d+ mục nên không có tổng điểm tự chấm\\.",
)
def no_rank(tables, found, lead):
    rows = tables.rows("Điểm và vị trí của đơn vị")
    assert (
        not rows or not rows[0]["Hạng"][:1].isdigit() or "tự chấm" in found[0] and not rows[0]["Tự chấm"][:1].isdigit()
    )


@reads("Điểm của các mục đã có là {V}\\.")
def points_so_far(tables, found, lead):
    rows = tables.rows("Điểm và vị trí của đơn vị")
    assert not rows or value(found[0]) == value(rows[0].get("Thẩm định") or rows[0]["Điểm"])


@reads(
    "Đã thẩm định (?P<n>\\d+)/(?P<of>\\d+) nội dung, biện pháp(?:: (?P<points>{V})/(?P<most>{V}) điểm \\((?P<share>{V})\\))?\\."
)
def appraised(tables, found, lead):
    rows = tables.rows("Điểm tự chấm và điểm thẩm định các nội dung")
    done = [row for row in rows if row["Thẩm định"][:1].isdigit()]
    assert int(found["n"]) == len(done) and int(found["of"]) <= len(rows)
    if found["points"]:
        assert value(found["points"]) == sum(value(row["Thẩm định"]) for row in done)
        assert value(found["most"]) == sum(
            value(row["Điểm chuẩn"]) for row in done if "thưởng" not in row["Điểm chuẩn"]
        )
        assert abs(value(found["share"]) - 100 * value(found["points"]) / value(found["most"])) <= Decimal("0.051")


@reads("Điểm thẩm định khác điểm tự chấm ở (?P<n>\\d+) mục: (?P<who>[^.]*)\\.", "Điểm từng mục: xem Phụ lục I\\.")
def differing_items(tables, found, lead):
    if "n" in found.groupdict():
        rows = tables.rows("Các mục có điểm thẩm định khác")
        assert int(found["n"]) == len(rows) == len(re.split(", | và ", found["who"])) or "khác" in found["who"]
        assert all(row["Tự chấm"] != row["Thẩm định"] for row in rows)


@reads("Thuộc nhóm (?P<way>dẫn đầu|cuối): (?P<who>.*)\\.")
def standing(tables, found, lead):
    ranks = {r["Chỉ tiêu"].partition(".")[0]: r["Hạng"] for r in tables.rows("Kết quả các chỉ tiêu của đơn vị")}
    told = re.findall(rf"({WORDS['T']}) \(hạng (\d+)/(\d+)(?:, cùng (\d+) đơn vị khác)?\)", found["who"])
    assert told
    for name, place, of, equals in told:
        assert ranks[ids(name)[0]] == f"{place}/{of}" + (f" (cùng {equals})" if equals else "")
        third, after = max(1, int(of) // 3), int(of) - int(place) - int(equals or 0)
        assert int(of) >= 3 and (
            int(place) - 1 < third and after > 0 if found["way"] == "dẫn đầu" else after < third and int(place) > 1
        )


@reads(
    "(?:Chưa có chỉ tiêu nào thuộc một phần ba đơn vị đứng đầu|Không có chỉ tiêu nào thuộc một phần ba đơn vị đứng (?P<last>cuối))(?: \\((?P<but>[^()]*)\\))?\\."
)
def none_standing(tables, found, lead):
    for row in tables.rows("Kết quả các chỉ tiêu của đơn vị"):
        if of := re.match(r"(\d+)/(\d+)(?: \(cùng (\d+)\))?$", row["Hạng"]):
            place, count, equals = int(of[1]), int(of[2]), int(of[3] or 0)
            after, third = count - place - equals, max(1, count // 3)
            is_first, is_last = place - 1 < third and after > 0, after < third and place > 1
            if is_first != is_last:
                few = count < 3 and "dưới ba đơn vị" in (found["but"] or "")
                assert few or not (is_last if found["last"] else is_first), row


reads("Chưa so sánh được: không chỉ tiêu nào của đơn vị có số liệu của ít nhất ba đơn vị\\.")(None)


@reads("Kỳ đã kết thúc, so với mức giao: (?P<gaps>.*)\\.")
def gaps(tables, found, lead):
    if tables.agency:  # of one unit, which is the whole
        for name, way, gap in re.findall(rf"({WORDS['T']}) (thiếu|cần giảm) ({WORDS['V']})", found["gaps"]):
            row = tables.agency[ids(name)[0]]
            goal = value(row["Mức giao"]) / (100 if "%" in row["Mức giao"] else 1)
            apart = goal * value(row["Mẫu số"]) - value(row["Tử số"])
            apart = apart if way == "thiếu" else -apart
            assert apart <= value(gap) < apart + 1, (apart, gap)
        return
    needed = {
        r["Chỉ tiêu"].partition(".")[0]: r["Để đạt mức giao"].replace("\u00a0", " ")
        for r in tables.rows("Kết quả các chỉ tiêu của đơn vị")
    }
    for name, gap in re.findall(rf"({WORDS['T']}) ((?:thiếu|cần giảm) [^;]*)", found["gaps"]):
        assert needed[ids(name)[0]].startswith(gap), (needed, name, gap)


@reads(
    "Duy trì kết quả: mọi {W} được giao(?P<some> có phát sinh)? đã đạt, không thiếu số liệu\\.",
    "(?P<none>Trong kỳ không phát sinh trường hợp nào ở các {W} được giao: chưa có {W} đạt hay chưa đạt)\\.",
    "(?P<free>Đơn vị không được giao {W} nào trong kỳ)\\.",
)
def nothing_to_do(tables, found, lead):
    if tables.agency:  # of the whole: nobody has anything left to do
        rows = {r["Nội dung"]: list(r.values())[-1] for r in tables.rows("Tổng hợp số lượng")}
        assert not any(missed for missed, _ in _missed(tables).values())
        assert next(n for name, n in rows.items() if name.startswith("Đơn vị còn")) == "0"
        return
    own = {r["Đánh giá"] for r in tables.rows("Kết quả các chỉ tiêu của đơn vị")} - {"Không giao"}
    parts = found.groupdict()
    assert own == (
        set()
        if "free" in parts
        else {"Không phát sinh"}
        if "none" in parts
        else {"Đạt", "Không phát sinh"}
        if found["some"]
        else {"Đạt"}
    )


reads(
    "Số liệu (?:của đơn vị gồm|các thủ tục|của đơn vị chuyển).*\\.",
    "Kế hoạch không (?:chấm điểm nội dung, biện pháp|có mục nào chấm bằng thẩm định)\\.",
    "Ý kiến của đơn vị về kết quả và điểm thẩm định:",
    "[… ]+",
    "\\(Nội dung do cơ quan bổ sung: ghi vào nhan_xet\\.docx hoặc nhan_xet\\.md của kỳ\\.\\)",
    "Sở Thử báo cáo kết quả thực hiện phong trào thi đua “Thử” {P} \\(số liệu từ ngày {D} đến ngày {D}\\) như sau:",
    "Trên đây là báo cáo (?:sơ|tổng) kết phong trào thi đua “Thử” {P} của Sở Thử \\(kèm theo 7 phụ lục\\)\\./\\.",
    "Tử số, mẫu số và nguồn số liệu của từng chỉ tiêu: xem Phụ lục I\\.",
    "Danh sách tập thể, cá nhân được đề nghị: xem Phụ lục III, Phụ lục IV và hồ sơ khen thưởng\\.",
    "Hai bảng sau ghi cùng số liệu theo hai cơ cấu tổ chức: .*\\.",
    "Tổng của cơ quan ở hai cách .*\\.",
    "{T}(?:, {T})* (?:được|không) .*\\.",
    "{U} \\([A-Z]\\): gồm .*\\.",
    "Cách xử lý từng điều có trong kết quả kiểm tra số liệu của kỳ, gồm phần riêng gửi từng đơn vị\\.",
    "Dòng (?:tính cho đơn vị ghi|giống hệt nhau).*\\.",
    "Tử số đếm các dòng .*\\.",
    "“Trong kỳ” là .*\\.",
    "Văn bản, hồ sơ mà một dòng ở bất kỳ tệp nào .*\\.",
    "Đơn vị nhận các dòng của một đơn vị .*\\.",
    "Số của cơ quan là tổng tử số .*\\.",
)(None)


# --- the check of the data, the firmness of ranks


@reads("(?P<whole>Đủ|Còn thiếu) số liệu · (?P<ask>{N}) điều cần đối chiếu · (?P<wrong>{N}) lỗi\\.")
def check(tables, found, lead):
    rows = {row["Nội dung"]: row["Số lượng"] for row in tables.rows("Tình trạng số liệu")}
    complete, units = rows["Đơn vị có đủ số liệu/số đơn vị"].split("/")
    assert (found["ask"], found["wrong"]) == (rows["Điều cần đối chiếu, hỏi lại"], rows["Lỗi phải sửa"])
    assert found["whole"] == "Còn thiếu" or complete == units


@reads(
    "(?:(?P<n>\\d+) trên (?P<of>\\d+) đơn vị|Không đơn vị nào) giữ nguyên hạng trong 90% phương án trọng số(?: \\(hình vẽ [^()]*\\))?"
)
def firm(tables, found, lead):
    rows = tables.rows("Khoảng thứ hạng")
    kept = sum(row["Khoảng 90% phương án"] == f"{row['Hạng chính thức']} – {row['Hạng chính thức']}" for row in rows)
    assert (int(found["n"] or 0), int(found["of"] or len(rows))) == (kept, len(rows))


reads(
    "Không đơn vị nào cần đôn đốc\\.",
    "Không có điều gì cần hỏi lại về số liệu\\.",
    "Không có số liệu của (?:cùng kỳ năm trước|kỳ trước) để so sánh số dòng và mức thay đổi\\.",
    "[^:]*: số liệu của mọi đơn vị chỉ có đến ngày {D}, trong khi kỳ kết thúc ngày {D}\\.",
    "[^:]*: dòng mới nhất của [^:]* là ngày {D}, trong khi các đơn vị khác có số liệu đến muộn hơn nhiều: đã gửi đủ chưa\\?",
    "Các câu hỏi nêu ở báo cáo kiểm tra số liệu của từng năm\\.",
    "Phần riêng của từng đơn vị, để gửi cho đơn vị đó \\(chỉ có lỗi, thiếu sót và câu hỏi của đơn vị\\):",
    "Không nơi nào phải sửa hay trả lời gì\\.",
    "Danh sách mã trường hợp của từng đơn vị có trong phiếu kết quả đơn vị và trong followup\\.csv\\.",
    "Số dòng là số dòng hiện trong bảng tính \\(dòng đầu tiên là 1\\)\\.",
    "Giá trị của ô không được nêu, để không lộ dữ liệu cá nhân và bí mật nhà nước\\.",
    "Số đơn vị báo cáo khác số của hệ thống \\(SO-05\\): xem mục 2\\.",
    "Không có lỗi, cảnh báo nào(?: khác)?\\.",
    "{U}: chưa có hoặc không tính được {TS}\\.",
    "{U}: chưa có hoặc không tính được (?:{T}(?: \\(năm [\\d, ]+\\))?(?:, | và )?)+\\.",
    "Đối chiếu mã SHA-256 để biết báo cáo này được lập từ đúng tệp nào\\.",
    "(?:Cách tìm kết quả khác thường|Hỏi lại khi|Chỉ xét|Khác thường chưa phải|Nêu nguồn).*\\.",
    "Trọng số các mục được thay đổi ngẫu nhiên {N} lần .*\\.",
    "Cách thử này là giả định của bộ công cụ, khai trong tệp kế hoạch\\.",
)(None)


def _text(cell: Cell | str) -> str:
    return cell.text if isinstance(cell, Cell) else cell


def _share(cell: str) -> Decimal:
    """1.234/5.000; what had no cases is 0."""
    found = re.fullmatch(r"([\d.,]+)/([\d.,]+)", cell)
    return value(found[1]) / value(found[2]) if found and value(found[2]) else Decimal(0)


def _missed(tables: Tables) -> dict[str, tuple[int, int]]:
    """Unit → how many of the targets that are judged it misses, and how many there are."""
    rows = tables.rows("Kết quả từng chỉ tiêu của các đơn vị")
    pairs = {ids(row["Đơn vị"])[0]: tuple(map(int, list(row.values())[-1].split("/"))) for row in rows}
    return {unit: pair for unit, pair in pairs.items() if pair[1]}


def read_all(report) -> None:
    """Hold every sentence of a report against its tables; raises AssertionError where one is false or of no known kind."""
    tables = Tables(report)
    for lead, said in sentences(report):
        read(tables, lead, said)


def read(tables: Tables, lead: str, said: str) -> None:
    """Hold one sentence against the tables."""
    found = next(((m, check) for kind, check in KINDS if (m := kind.fullmatch(said))), None)
    assert found, f"a sentence of no known kind: {lead} | {said}"
    match, check = found
    if check is not None:
        try:
            check(tables, match, lead)
        except (AssertionError, KeyError, IndexError, StopIteration, ArithmeticError) as wrong:
            raise AssertionError(f"{lead} | {said}: {wrong!r}") from wrong
