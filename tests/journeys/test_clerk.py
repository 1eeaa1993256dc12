"""The clerk's test: the message of a finding alone is enough to mend the file.

Each case spoils a delivery of the sample. The clerk has the message as ``thidua check --json`` prints it and the paper
on which the true values stand; what to do is read from the remedy, where to do it from file, sheet, row and column.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from corpus.forms import changed, csv_bytes, real_dates, sample, table, to_tcvn3, xlsx
from small import plan, write_folder

from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period

PAPER = table("van_ban")
REPORTED = table("bao_cao_don_vi")
TARGETS = [
    {"id": "CT7", "name": "Ký số", "goal": "80%", "source": "van_ban", "population": {"issued_at": "present"}, "success": {"signed": True}, "points": 10},
    {"id": "CT8", "name": "Báo cáo", "goal": "80%", "source": "bao_cao_don_vi", "points": 10},
]  # fmt: skip
REPORT = [REPORTED[0], *[[row[0], "CT8", *row[2:]] for row in REPORTED[1:]]]
CLEAN = {"2024/van_ban.csv": csv_bytes(PAPER), "2024/bao_cao_don_vi.csv": csv_bytes(REPORT)}


@dataclass
class Desk:
    """What the clerk has: the message and the folder. ``paper`` is the true table of the file that the message names."""

    root: Path
    message: Mapping

    @property
    def file(self) -> Path:
        return self.root / self.message["file"]

    @property
    def paper(self) -> list[list[str]]:
        return REPORT if "bao_cao_don_vi" in self.message["file"] else PAPER

    def true_value(self) -> str:
        """What should stand in the cell that the message names: the record is known by the cells beside it."""
        rows = self.rows()
        header = next(row for row in rows if set(self.paper[0]) <= set(row))
        at = {name: header.index(name) for name in self.paper[0]}
        own = rows[self.message["row"] - 1]

        def alike(record: list[str]) -> int:
            return sum(str(own[at[name]]) == cell for name, cell in zip(self.paper[0], record))

        return max(self.paper[1:], key=alike)[self.paper[0].index(self.message["column"])]

    def rows(self) -> list[list]:
        if self.file.suffix == ".csv":
            return list(csv.reader(io.StringIO(self.file.read_text(encoding="utf-8"))))
        page = openpyxl.load_workbook(self.file)[self.message["sheet"]]
        return [["" if cell is None else cell for cell in row] for row in page.iter_rows(values_only=True)]

    def write_rows(self, rows: list[list]) -> None:
        self.file.write_bytes(csv_bytes(rows))

    def write_cell(self, value: object) -> None:
        """Write into the cell that the message names."""
        row = self.message["row"]
        at = next(line for line in self.rows() if self.message["column"] in line).index(self.message["column"])
        if self.file.suffix == ".csv":
            rows = self.rows()
            rows[row - 1][at] = value
            self.write_rows(rows)
        else:
            book = openpyxl.load_workbook(self.file)
            book[self.message["sheet"]].cell(row, at + 1).value = value
            book.save(self.file)


def as_on_paper(desk: Desk, match: re.Match) -> None:
    desk.write_cell(desk.true_value())


def as_named(desk: Desk, match: re.Match) -> None:
    """The code that the remedy names."""
    desk.write_cell(match["code"])


def one_of_the_named(desk: Desk, match: re.Match) -> None:
    assert desk.true_value() in re.split(r", | hoặc ", match["words"]), "the true value is not among those named"
    desk.write_cell(desk.true_value())


def without_the_row(desk: Desk, match: re.Match) -> None:
    rows = desk.rows()
    del rows[desk.message["row"] - 1]
    desk.write_rows(rows)


def with_the_right_row(desk: Desk, match: re.Match) -> None:
    """Both rows have a message; the one that is not as on paper goes."""
    if desk.rows()[desk.message["row"] - 1] not in desk.paper:
        without_the_row(desk, match)


def with_the_column(desk: Desk, match: re.Match) -> None:
    at = desk.paper[0].index(desk.message["column"])
    desk.write_rows([[*own, true[at]] for own, true in zip(desk.rows(), desk.paper)])


def renamed(desk: Desk, match: re.Match) -> None:
    source, _, part = desk.file.stem.partition("__")
    assert part
    desk.file.rename(desk.file.with_name(f"{source}__{match['code']}{desk.file.suffix}"))


def as_unicode(desk: Desk, match: re.Match) -> None:
    """What UniKey does: the same letters in Unicode."""
    desk.write_rows(desk.paper)


def on_one_sheet(desk: Desk, match: re.Match) -> None:
    book = openpyxl.load_workbook(desk.file)
    del book[book.sheetnames[-1]]
    book.save(desk.file)


def nothing_hidden(desk: Desk, match: re.Match) -> None:
    book = openpyxl.load_workbook(desk.file)
    for place in (book[desk.message["sheet"]].row_dimensions, book[desk.message["sheet"]].column_dimensions):
        for each in place.values():
            each.hidden = False
    book.save(desk.file)


def named_after_its_source(desk: Desk, match: re.Match) -> None:
    source = next(name for name in ("van_ban", "bao_cao_don_vi") if name in desk.file.name)
    desk.file.rename(desk.file.with_name(f"{source}{desk.file.suffix}"))


# What a remedy says to do, in the order in which they are tried, and the clerk's hand that does it.
HANDS: Mapping[str, Callable[[Desk, re.Match], None]] = {
    r'đổi phần đó thành mã đơn vị .*mã (?P<code>[\w.-]+)\)': renamed,
    r'sửa theo mã trong don_vi\.csv \(gần giống nhất: ".*", mã (?P<code>[\w.-]+)\)': as_named,
    r'gõ lại tên hoặc mã đơn vị .*mã (?P<code>[\w.-]+)\)': as_named,
    r"ghi một trong: (?P<words>[^;]*);": one_of_the_named,
    r"ghi (?P<words>Thường, Mật, Tối mật hoặc Tuyệt mật);": one_of_the_named,
    r"ghi (ngày/tháng/năm|đủ bốn chữ số của năm|năm dương lịch|mã)": as_on_paper,
    r"trong Excel, định dạng cột thành ngày rồi lưu lại; hoặc ghi ngày/tháng/năm\.": as_on_paper,
    r"(sửa công thức, hoặc nhập giá trị|.*dán giá trị thay công thức)": as_on_paper,
    r"(nhập số|kiểm tra lại hai số|bỏ dấu hàng nghìn)": as_on_paper,
    r"định dạng cột mã là văn bản \(Text\), rồi chép lại mã": as_on_paper,
    r"(xóa dòng thừa\.|xóa dòng nếu không phải số liệu)": without_the_row,
    r"giữ lại dòng đúng": with_the_right_row,
    r"thêm cột này( vào tệp)?, đúng tên như mẫu": with_the_column,
    r"chuyển cả tệp sang Unicode": as_unicode,
    r"giữ một trang, ẩn hoặc xóa các trang khác\.": on_one_sheet,
    r"bỏ (lọc|ẩn)": nothing_hidden,
    r"đặt tên theo nguồn": named_after_its_source,
}  # fmt: skip


def with_(**files: bytes | None) -> dict[str, bytes]:
    """The clean delivery with some files replaced, or left out."""
    made = {
        **CLEAN,
        **{f"2024/{name.replace('_xlsx', '.xlsx').replace('_csv', '.csv')}": f for name, f in files.items()},
    }
    return {name: content for name, content in made.items() if content is not None}


def documents(changes: Mapping[tuple[int, str], object]) -> dict[str, bytes]:
    return with_(van_ban_csv=csv_bytes(changed(PAPER, changes)))


def book(**parts) -> dict[str, bytes]:
    return with_(van_ban_csv=None, van_ban_xlsx=xlsx(real_dates(PAPER, "Ngày ban hành"), **parts))


def by_unit(wrong: str) -> dict[str, bytes]:
    """A file for each unit, that of VP under another name."""
    units = dict.fromkeys(row[1] for row in PAPER[1:])
    parts = {unit: csv_bytes([PAPER[0], *[row for row in PAPER[1:] if row[1] == unit]]) for unit in units}
    named = {f"2024/van_ban__{wrong if unit == 'KHTC' else unit}.csv": part for unit, part in parts.items()}
    return {**{name: content for name, content in CLEAN.items() if "van_ban" not in name}, **named}


def twice(rows: list[list], **changes: str) -> dict[str, bytes]:
    copy = [changes.get(header, cell) for header, cell in zip(rows[0], rows[4])]
    return with_(van_ban_csv=csv_bytes([*rows, copy]))


def second_sheet(made, page) -> None:
    made.copy_worksheet(page).title = "Bản cũ"


def hidden_row(made, page) -> None:
    page.row_dimensions[5].hidden = True


def hidden_column(made, page) -> None:
    page.column_dimensions["F"].hidden = True


def uncomputed(made, page) -> None:
    page["F5"] = '=IF(1=1,"Có","Không")'


SPOILT = {
    "đơn vị viết sai": ("DV-02", documents({(4, "Mã đơn vị"): "KHTCC"})),
    "đơn vị có chữ Kirin": ("DV-02", documents({(4, "Mã đơn vị"): "КHTC"})),
    "năm hai chữ số": ("O-01", documents({(4, "Ngày ban hành"): "27/06/24"})),
    "Phật lịch": ("O-01", documents({(4, "Ngày ban hành"): "27/06/2567"})),
    "dãy số Excel": ("O-01", documents({(4, "Ngày ban hành"): "45470"})),
    "không ghi ngày": ("O-04", documents({(4, "Ngày ban hành"): ""})),
    "giá trị lạ": ("O-02", documents({(4, "Ký số"): "rồi"})),
    "không ghi đơn vị": ("O-04", documents({(4, "Mã đơn vị"): ""})),
    "ô lỗi": ("O-05", documents({(4, "Ký số"): "#REF!"})),
    "mã bị rút gọn": ("O-06", documents({(4, "Số ký hiệu"): "1,23E+14"})),
    "độ mật lạ": ("TEP-05", documents({(4, "Độ mật"): "thường thôi"})),
    "dòng thừa": ("DONG-01", twice(PAPER)),
    "mã trùng, nội dung khác": ("DONG-02", twice(PAPER, **{"Ký số": "Không"})),
    "dòng tổng cộng có số liệu": ("DONG-07", with_(van_ban_csv=csv_bytes([*PAPER, ["Tổng cộng", "VP", "01/02/2024", "", "Có", "Có"]]))),
    "thiếu cột": ("COT-02", with_(van_ban_csv=csv_bytes([row[:-1] for row in PAPER]))),
    "TCVN3": ("TEP-07", with_(van_ban_csv=to_tcvn3(csv_bytes(PAPER).decode()).encode())),
    "hai trang": ("TEP-04", book(dress=second_sheet)),
    "dòng bị ẩn": ("TEP-08", book(dress=hidden_row)),
    "cột bị ẩn": ("TEP-09", book(dress=hidden_column)),
    "công thức chưa có kết quả": ("O-05", book(dress=uncomputed)),
    "bản sao": ("TEP-01", {name.replace("van_ban", "van_ban (1)"): content for name, content in CLEAN.items()}),
    "tên tệp sai đơn vị": ("TEP-11", by_unit("KHTCC")),
    "tử số lớn hơn mẫu số": ("SO-01", with_(bao_cao_don_vi_csv=csv_bytes(changed(REPORT, {(3, "Tử số"): "999"})))),
    "số là chữ": ("O-03", with_(bao_cao_don_vi_csv=csv_bytes(changed(REPORT, {(3, "Tử số"): "mười chín"})))),
}  # fmt: skip


def messages(root: Path, capsys) -> list[dict]:
    main(["check", "2024", "--data", str(root), "--json"])
    (period,) = json.loads(capsys.readouterr().out)["periods"]
    return period["findings"]


def figures(root: Path) -> dict:
    evaluation = Workspace.open(root).evaluate(parse_period("2024"))
    return {(i.unit, i.target): (i.state, i.numerator, i.denominator) for i in evaluation.indicators}


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    return figures(delivered(tmp_path_factory.mktemp("clean"), CLEAN))


def delivered(root: Path, files: Mapping[str, bytes]) -> Path:
    return write_folder(root, files, plan=plan(targets=TARGETS), units=(sample() / "don_vi.csv").read_bytes())


@pytest.mark.parametrize("name", SPOILT)
def test_the_message_alone_is_enough_to_mend_the_file(name, tmp_path, capsys, clean):
    code, files = SPOILT[name]
    root = delivered(tmp_path, files)
    said = [each for each in messages(root, capsys) if each["code"] == code]
    assert said
    for message in sorted(said, key=lambda each: -each["row"]):
        pattern, match = next((p, found) for p in HANDS if (found := re.match(p, message["remedy"])))
        HANDS[pattern](Desk(root, message), match)
    assert [each for each in messages(root, capsys) if each["code"] == code] == []
    assert figures(root) == clean


def test_at_least_ten_findings_are_mended_so():
    assert len({code for code, _ in SPOILT.values()}) >= 10
