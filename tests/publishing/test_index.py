"""The front page: every file that is there, what is complete and what is missing, every period beside the others."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import unquote

from small import plan, write_folder

from outputs import made_output
from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.plan import load_plan
from toolkit.publishing.index import index_page
from toolkit.publishing.publish import page_bytes
from toolkit.report import unit_check

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"


def documents(year, signed):
    """Ten documents of unit A in a year, of which ``signed`` are signed."""
    return HEAD + "".join(f"{n},A,01/02/{year},,{'Có' if n < signed else 'Không'}\n" for n in range(10))


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
    assert re.findall(r'data-changes="([^"]*)"', page) == ["–", "–|tăng 30 điểm phần trăm"]


def test_open_data_are_led_to_as_soon_as_they_are_published(tmp_path):
    out = made_output(tmp_path)
    assert "Dữ liệu mở" not in (out / "index.html").read_text(encoding="utf-8")
    assert main(["publish", "2024", "--quiet", "--data", str(tmp_path / "data"), "--out", str(out)]) == 0
    page = (out / "index.html").read_text(encoding="utf-8")
    links = [link for link in re.findall(r'href="([^"#]+)"', page) if "du_lieu_mo" in link]
    assert len(links) == 6
    assert all(link.startswith("2024/du_lieu_mo/") and (out / link).is_file() for link in links)
    assert "Kết quả từng chỉ tiêu của từng đơn vị và của cả cơ quan (CSV)</a>" in page


def test_publishing_alone_makes_no_front_page(tmp_path):
    files = {"2024/van_ban.csv": documents(2024, 8)}
    data = write_folder(tmp_path / "data", files)
    assert main(["publish", "--quiet", "--data", str(data), "--out", str(tmp_path / "o")]) == 0
    assert not (tmp_path / "o/index.html").exists()


def test_a_unit_sheet_is_called_by_the_name_of_its_unit(tmp_path):
    page = (made_output(tmp_path) / "index.html").read_text(encoding="utf-8")
    assert "Phiếu kết quả của Phòng A (A)</a>" in page


def test_a_unit_is_called_by_the_list_of_units_whatever_its_page_says(tmp_path):
    out = made_output(tmp_path)
    sheet = out / "2024/phieu_don_vi/A.html"
    assert "Phòng A" in sheet.read_text(encoding="utf-8")
    sheet.write_text('<section aria-label="Phiếu kết quả của Phòng Lạ năm 2024">', encoding="utf-8")
    plan_of_it = Workspace.open(tmp_path / "data").plan
    page = index_page(plan_of_it, out, names={"A": "Phòng Tổng hợp"}).decode("utf-8")
    assert "Phiếu kết quả của Phòng Tổng hợp (A)</a>" in page
    assert "Phiếu kết quả của A</a>" in index_page(plan_of_it, out, names={}).decode("utf-8")


def test_the_word_file_stands_beside_its_page_and_a_check_bears_the_name_of_its_unit(tmp_path):
    out = made_output(tmp_path)
    workspace, folder = Workspace.open(tmp_path / "data"), out / "2024"
    check = unit_check(workspace.evaluate(parse_period("2024")), unit="B")
    (folder / "kiem_tra").mkdir()
    (folder / "kiem_tra/B.html").write_bytes(page_bytes(check.title, *check.sections))
    (folder / "phieu_don_vi/A.docx").write_bytes(b"x")
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    record["outputs"] |= {"kiem_tra/B.html": "", "phieu_don_vi/A.docx": ""}
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
    page = index_page(workspace.plan, out, names=workspace.unit_names).decode("utf-8")
    assert ">Kiểm tra số liệu của Phòng B (B)</a></li>" in page
    sheet = re.search(r"<li>(.{,80}>Phiếu kết quả của Phòng A \(A\)</a>.*?)</li>", page)[1]
    assert re.findall(r'href="([^"]+)"', sheet) == ["2024/phieu_don_vi/A.html", "2024/phieu_don_vi/A.docx"]
    assert re.sub("<.*?>", "", sheet) == "Phiếu kết quả của Phòng A (A) (bản Word)"
    assert 'aria-label="Phiếu kết quả của Phòng A (A), bản Word"' in sheet


def test_an_output_folder_without_a_period_gives_a_page_too(tmp_path):
    made = load_plan(write_folder(tmp_path, {}, plan=plan()) / "ke_hoach.yaml")
    assert b"Thi\xe1\xbb\xa5" not in index_page(made, tmp_path / "nothing", names={})
