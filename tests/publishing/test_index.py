"""The front page: every file that is there, what is complete and what is missing, every period beside the others."""

from __future__ import annotations

import html
import json
import re
from decimal import Decimal
from urllib.parse import unquote

from small import plan, write_folder

from outputs import made_output
from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.plan import load_plan
from toolkit.publishing.front import matrix, tiles
from toolkit.publishing.index import index_page, internal_page
from toolkit.publishing.made import Made, Standing
from toolkit.publishing.record import LEVELS, Counts, RunRecord

HEAD = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"


def documents(year, signed):
    """Ten documents of unit A in a year, of which ``signed`` are signed."""
    return HEAD + "".join(f"{n},A,01/02/{year},,{'Có' if n < signed else 'Không'}\n" for n in range(10))


def read_plan(root):
    return load_plan(write_folder(root, {}, plan=plan()) / "ke_hoach.yaml")


def standing_of(period, *standings):
    """A period as a run has left it, with nothing but where its units stand."""
    counts = Counts(len(standings), 1, {}, 0, 1, {}, dict.fromkeys(LEVELS, 0))
    record = RunRecord({}, {}, {}, {}, counts, True, (), "", {})
    return Made(parse_period(period), record, (), tuple(Standing(*each) for each in standings))


def rows(page, caption):
    table = re.search(rf"<caption>{caption}.*?<tbody>(.*?)</tbody>", page, re.DOTALL)[1]
    return [
        [html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in re.findall(r"<tr>.*?</tr>", table)
    ]


def test_every_link_is_relative_and_leads_to_a_file_that_is_there(tmp_path):
    out = made_output(tmp_path)
    links = re.findall(r'href="([^"#]+)"', (out / "index.html").read_text(encoding="utf-8"))
    assert len(links) == 3 * 5 + 3  # five tables a period; its report, twice, and one sheet
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


def test_a_tile_says_what_a_period_came_to_and_the_latest_comes_first(tmp_path):
    page = (made_output(tmp_path) / "index.html").read_text(encoding="utf-8")
    tiles = [html.unescape(re.sub(r"<[^>]+>", "|", each)) for each in re.findall(r'<div class="tile".*?</div>', page)]
    assert [re.findall(r"Năm \d+", each)[0] for each in tiles] == ["Năm 2024", "Năm 2023", "Năm 2022"]
    said = [[part.strip() for part in each.split("|") if part.strip()] for each in tiles]
    assert said[0] == [
        "Năm 2024",
        "1/1",
        "chỉ tiêu đạt mức giao",
        "Xếp hạng:",
        "Phòng A, 100,00 điểm",
        "Đủ số liệu · 0 lỗi, 0 cảnh báo",
        "Báo cáo",
    ]
    assert said[1][3:5] == ["Xếp hạng:", "Phòng A, 62,50 điểm"]  # 50% of a goal of 80%
    # what is missing counts as zero by the plan; a file that is no source's, and three units without data
    assert said[2][3:] == ["Xếp hạng:", "3 đơn vị cùng hạng, 0,00 điểm", "Còn thiếu số liệu · 0 lỗi, 4 cảnh báo"]
    assert re.findall(r'<div class="tile" id="([^"]+)"', page) == ["ky-2024", "ky-2023", "ky-2022"]


def test_first_and_last_are_named_with_those_who_share_the_rank(tmp_path):
    scores = (("A", 1), ("B", 2), ("C", 2))
    made = [standing_of("2024", *((unit, "", Decimal(90 - rank), rank) for unit, rank in scores))]
    (tile,) = tiles(read_plan(tmp_path), made, names={"A": "Phòng A", "B": "Phòng B", "C": "Phòng C"}).tiles
    assert tile.lines[1:] == (
        ("Hạng nhất:", "Phòng A, 89,00 điểm"),
        ("Hạng cuối (2/3):", "Phòng B và Phòng C, 88,00 điểm"),
    )
    grouped = [standing_of("2024", ("A", "x", Decimal(9), 1), ("B", "y", Decimal(8), 1))]
    assert tiles(read_plan(tmp_path), grouped, names={}).tiles[0].lines[1:] == (("Xếp hạng:", "2 đơn vị trong 2 khối"),)
    many = [standing_of("2024", *((f"U{n}", "", Decimal(9), 1) for n in range(3)))]
    assert tiles(read_plan(tmp_path), many, names={}).tiles[0].lines[1:] == (
        ("Xếp hạng:", "3 đơn vị cùng hạng, 9,00 điểm"),
    )


def test_the_matrix_leads_to_the_sheet_of_each_unit_by_the_name_in_the_list_whatever_its_page_says(tmp_path):
    out = made_output(tmp_path)
    (out / "2024/phieu_don_vi/A.html").write_text('<section aria-label="Phòng Lạ">', encoding="utf-8")
    read = Workspace.open(tmp_path / "data").plan
    page = index_page(read, out, names={"A": "Phòng Tổng hợp"}).decode("utf-8")
    assert rows(page, "Điểm và thứ hạng") == [
        ["Phòng Tổng hợp", "100,00 (1)", "62,50 (1)", "0,00 (1)"],
        ["B", "chưa có điểm", "chưa có điểm", "0,00 (1)"],
        ["C", "chưa có điểm", "chưa có điểm", "0,00 (1)"],
    ]
    assert '<a href="2024/phieu_don_vi/A.html">100,00 (1)</a>' in page
    assert "2023/phieu_don_vi" not in page  # nobody has made that sheet


def test_thousands_of_units_and_many_periods_give_a_page_that_opens(tmp_path):
    months = [f"{year}-M{month:02}" for year in (2022, 2023, 2024) for month in range(1, 13)]
    units = [(f"U{n:04}", "", Decimal(n % 90), n + 1) for n in range(3000)]
    made = [standing_of(period, *units) for period in ("2022", "2023", "2024", "2022..2024", *months)]
    table = matrix(read_plan(tmp_path), made, names={})
    assert table.columns == ("Đơn vị", "Giai đoạn 2022 – 2024", "Năm 2024")
    assert len(table.rows) == 3000
    assert "Bảng có 2 trong 40 kỳ." in table.note
    assert [tile.title for tile in tiles(read_plan(tmp_path), made, names={}).tiles][3:6] == [
        "Năm 2022",
        "Tháng 12 năm 2024",
        "Tháng 11 năm 2024",
    ]


def test_papers_that_name_people_stand_on_the_internal_page_alone_and_a_word_file_beside_its_page(tmp_path):
    out = made_output(tmp_path)
    workspace, folder = Workspace.open(tmp_path / "data"), out / "2024"
    for name in ("noi_bo/binh_xet.html", "so_ket.docx"):
        (folder / name).write_bytes(b"x")
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    record["outputs"] |= {"noi_bo/binh_xet.html": "", "so_ket.docx": ""}
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
    page = index_page(workspace.plan, out, names=workspace.unit_names).decode("utf-8")
    assert "Bình xét" not in page and "noi_bo" not in page
    inside = internal_page(workspace.plan, out, names=workspace.unit_names).decode("utf-8")
    for link in (
        '"2024/noi_bo/binh_xet.html">Bình xét khen thưởng<',
        '"2024/noi_bo/binh_xet/to_trinh.docx">Tờ trình<',
        '"index.html">Trang đầu (công khai)<',
    ):
        assert link in inside
    links = re.findall(r'href="([^"#]+)"', inside)
    assert [link for link in links if not (out / unquote(link)).is_file()] == []
    whole = re.findall(r"<li>(.{,80}>Báo cáo sơ kết</a>.*?)</li>", page)[0]
    assert re.findall(r'href="([^"]+)"', whole) == ["2024/so_ket.html", "2024/so_ket.docx"]
    assert 'aria-label="Báo cáo sơ kết, bản Word"' in whole


def test_an_output_folder_without_a_period_gives_a_page_too(tmp_path):
    made = load_plan(write_folder(tmp_path, {}, plan=plan()) / "ke_hoach.yaml")
    assert b"Thi\xe1\xbb\xa5" not in index_page(made, tmp_path / "nothing", names={})
