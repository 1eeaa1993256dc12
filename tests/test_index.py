"""The front page: every file that is there, what is complete and what is missing, every period beside the others."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from urllib.parse import unquote

from small import PLAN, plan, write_folder

from toolkit.frames import csv_files
from toolkit.index import index_page
from toolkit.periods import parse_period
from toolkit.plan import load_plan
from toolkit.publishing import page_bytes
from toolkit.report import unit_sheet
from toolkit.workspace import Workspace

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"


def documents(year, signed):
    """Ten documents of unit A in a year, of which ``signed`` are signed."""
    return HEAD + "".join(f"{n},A,01/02/{year},,{'Có' if n < signed else 'Không'}\n" for n in range(10))


def made_output(root: Path, *, plan: dict = PLAN) -> Path:
    """An output folder of three periods: 50% and 80% of a goal of 80%, and one without data."""
    files = {"2022/la.txt": "x", "2023/van_ban.csv": documents(2023, 5), "2024/van_ban.csv": documents(2024, 8)}
    workspace, out = Workspace.open(write_folder(root / "data", files, plan=plan)), root / "out"
    for year in ("2022", "2023", "2024"):
        evaluation = workspace.evaluate(parse_period(year))
        own = csv_files(evaluation)
        if year == "2024":
            sheet = unit_sheet(evaluation, unit="A")
            own |= {
                "phieu_don_vi/A.html": page_bytes(sheet.title, *sheet.sections),
                "so_ket.html": b"x",
                "binh_xet/to_trinh.docx": b"x",
            }
        met = sum(bool(i.met) for i in evaluation.indicators if i.unit == "SO")
        findings = {level: sum(f.level == level for f in evaluation.findings) for level in ("error", "warning", "info")}
        counts = {"units": 3, "targets": 1, "targets_met": met, "findings": findings}
        record = {
            "counts": counts,
            "complete": evaluation.is_complete,
            "failed": ["phieu_don_vi/B"] if year == "2024" else [],
            "outputs": dict.fromkeys(own, ""),
        }
        for name, content in {**own, "run.json": json.dumps(record).encode()}.items():
            path = out / year / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    (out / "index.html").write_bytes(index_page(load_plan(root / "data/ke_hoach.yaml"), out))
    return out


def rows(page, caption):
    table = re.search(rf"<caption>{caption}.*?<tbody>(.*?)</tbody>", page, re.DOTALL)[1]
    return [
        [html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in re.findall(r"<tr>.*?</tr>", table)
    ]


def test_every_link_is_relative_and_leads_to_a_file_that_is_there(tmp_path):
    out = made_output(tmp_path)
    links = re.findall(r'href="([^"#]+)"', (out / "index.html").read_text(encoding="utf-8"))
    assert len(links) == 3 * 6 + 3
    assert [link for link in links if not (out / unquote(link)).is_file()] == []


def test_it_says_of_each_period_what_is_complete_what_is_missing_and_what_nobody_made(tmp_path):
    page = (made_output(tmp_path) / "index.html").read_text(encoding="utf-8")
    latest, before, first = rows(page, "Số liệu và báo cáo của từng kỳ")
    assert latest[:4] == ["Năm 2024", "1/1", "3", "Đủ"]
    assert latest[7] == "Phiếu kết quả đơn vị B; Kiểm tra số liệu; 1 phiếu kết quả đơn vị"
    assert before[:5] == ["Năm 2023", "0/1", "3", "Đủ", "–"]
    assert before[7] == "Kiểm tra số liệu; Báo cáo sơ kết; 3 phiếu kết quả đơn vị"
    assert first[:5] == ["Năm 2022", "0/1", "3", "Còn thiếu", "T1: chưa có số liệu của 3 đơn vị"]


def test_all_periods_stand_side_by_side_with_every_change_between_them(tmp_path):
    page = (made_output(tmp_path) / "index.html").read_text(encoding="utf-8")
    assert rows(page, "Kết quả các chỉ tiêu của cơ quan") == [["T1. Văn bản ký số", "chưa có số liệu", "50%", "80%"]]
    assert re.findall(r'data-changes="([^"]*)"', page) == ["–", "–|tăng 30 điểm %"]


def test_a_unit_sheet_is_called_by_the_name_of_its_unit(tmp_path):
    page = (made_output(tmp_path) / "index.html").read_text(encoding="utf-8")
    assert "Phiếu kết quả của Phòng A (A)</a>" in page


def test_an_output_folder_without_a_period_gives_a_page_too(tmp_path):
    made = load_plan(write_folder(tmp_path, {}, plan=plan()) / "ke_hoach.yaml")
    assert b"Thi\xe1\xbb\xa5" not in index_page(made, tmp_path / "nothing")
