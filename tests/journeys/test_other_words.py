"""A contest that calls things otherwise: no report, paper, form, table or letter holds a word of the other movement."""

from __future__ import annotations

import base64
import html
import io
import re
import zipfile

import pytest
from form_files import EVIDENCE, NOMINATED, fill
from small import UNITS, plan, write_folder

from toolkit.commands.cli import main
from toolkit.evaluation.frames import csv_files
from toolkit.evaluation.scrutiny import questions
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.publishing.index import index_page
from toolkit.publishing.opendata import package_files
from toolkit.publishing.workbook import workbook_bytes
from toolkit.report import (
    award_papers,
    award_report,
    check_report,
    final_report,
    interim_report,
    unit_check,
    unit_sheet,
)
from toolkit.report.word import word_bytes
from toolkit.widgets import workbench

WORDS = {
    "movement": "Hội thi",
    "unit": "chi nhánh",
    "agency": "Công ty",
    "head": "Tổng Giám đốc",
    "target": "tiêu chuẩn",
    "content": "phần thi",
    "action": "giải pháp",
    "interim": "giữa kỳ",
    "final": "cuối kỳ",
    "office": "Ban Tổ chức",
    "council": "Hội đồng chấm",
}
# Words of the standard movement; the headers of the office's files and other senses of the words are none.
OTHERS = re.compile(
    r"phong trào|đơn vị|cơ quan|thủ trưởng|chỉ tiêu|biện pháp|sơ kết|tổng kết|thi đua|"
    r"nội dung, biện|các nội dung|\d nội dung|Văn phòng|Cộng hòa xã hội|Độc lập - Tự do",
    re.IGNORECASE,
)
HEADERS = re.compile(
    "Mã đơn vị|Tên đơn vị|Từ đơn vị|Đến đơn vị|Mã chỉ tiêu|Báo cáo của đơn vị|đơn vị tính|cơ quan nhà nước"
)
OWN = ("Đơn vị Sao Mai", "Các đơn vị đã cố gắng nhiều.", "Chỉ tiêu doanh thu")  # names, and what people wrote
PLAN = plan(
    words=WORDS,
    form="plain",
    movement={
        "name": "Chi nhánh xuất sắc",
        "agency": {"id": "CT", "name": "Công ty Minh Họa"},
        "interim": ["2024..2025"],
    },
    targets=[
        {
            "id": "T1",
            "name": "Chỉ tiêu doanh thu",
            "goal": 60,
            "source": "bao_cao_don_vi",
            "measure": {"sum": "numerator"},
        }
        | {"unit_of_measure": "tỷ đồng", "points": 10},
        {
            "id": "T2",
            "name": "Văn bản ký số",
            "goal": "80%",
            "source": "van_ban",
            "success": {"signed": True},
            "points": 10,
        }
        | {"fallback": "bao_cao_don_vi"},
        {"id": "T3", "name": "Bình quân", "measure": {"formula": "T2 / 2"}, "goal": "30%", "points": 5},
    ],
    contents=[{"id": "N1", "name": "Lãnh đạo", "points": 4}],
    actions=[{"id": "B1", "name": "Họp", "points": 3, "rule": "steps", "steps": [1.5, 3]}],
    awards=[
        {"id": "gk_tt", "name": "Giấy khen tập thể", "kind": "collective", "min_score": 10},
        {"id": "gk_cn", "name": "Giấy khen cá nhân", "kind": "individual", "quota": "10%"},
        {"id": "nhat", "name": "Giải nhất", "by": "rank", "kind": "collective", "quota": 1},
    ],
)
SIGNED = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n"
FILES = {
    "2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,40,1\nB,T1,30,1\n",
    "2024/van_ban.csv": SIGNED + "1,A,01/02/2024,,Có\n2,B,01/02/2024,,Không\n",
    "2025/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,45,1\nB,T1,70,1\nA,T9,1,1\nC,T2,1,2\n",
    "2025/van_ban__A.csv": SIGNED + "1,A,01/02/2025,,Có\n2,A,01/03/2025,,Không\n2,A,01/04/2025,,Có\n",
    "2025/van_ban__B.csv": SIGNED + "3,B,01/02/2025,,Có\n4,B,01/02/2025,,Không\n5,K,01/02/2025,,Không\n",
    "2025/minh_chung__A.csv": EVIDENCE,
    "2025/de_nghi.csv": "\n".join(",".join(row) for row in NOMINATED) + "\n",
    "2025/can_bo.csv": "Mã cán bộ,Mã đơn vị,Lãnh đạo,Nữ,Ngày vào,Ngày ra\nCB-07,A,Có,Không,01/01/2020,\n",
    "2025/tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định\nA,N1,3\nB,N1,9\nB,B1,3\nA,T1,3\n",
    "2025/nhan_xet.md": f"# Ưu điểm\n\n{OWN[1]}\n\n# Lạ\n\nMột đoạn.\n",
}
LIST = UNITS.replace("Trung tâm C", OWN[0]).replace("Đơn vị sự nghiệp", "Khối miền Nam")


def texts_of(name: str, content: bytes) -> str:
    """What a reader sees of a file."""
    if name.endswith((".docx", ".xlsx")):
        package = zipfile.ZipFile(io.BytesIO(content))
        parts = [package.read(part).decode() for part in package.namelist() if part.endswith(".xml")]
        return html.unescape(re.sub(r"<[^>]+>", " ", " ".join(parts)))
    text = content.decode("utf-8-sig")
    if name.endswith(".html"):
        pictures = re.findall(r"data:image/svg\+xml;base64,([^\"]+)", text)
        text = re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.DOTALL)
        text = " ".join([re.sub(r"base64,[^\"]+", "", text), *(base64.b64decode(each).decode() for each in pictures)])
    return html.unescape(text)


def others_in(name: str, content: bytes) -> list[str]:
    """The words of the other movement in a file, each with what stands around it."""
    text = HEADERS.sub("·", texts_of(name, content))
    text = re.sub("|".join(map(re.escape, OWN)), "·", text, flags=re.IGNORECASE)
    return [f"{name}: {text[max(m.start() - 40, 0) : m.end() + 30]}" for m in OTHERS.finditer(text)]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return Workspace.open(write_folder(tmp_path_factory.mktemp("words") / "data", FILES, plan=PLAN, units=LIST))


@pytest.fixture(scope="module")
def evaluation(workspace):
    return workspace.evaluate(parse_period("2025"))


def test_no_report_or_paper_has_a_word_of_the_other_movement(workspace, evaluation):
    history = workspace.history(evaluation.period)
    asked = questions(evaluation, history)
    reports = {
        "so_ket": interim_report(evaluation, history=history),
        "giai_doan": interim_report(workspace.evaluate(parse_period("2024..2025"))),
        "tong_ket": final_report(evaluation, history=history),
        "kiem_tra": check_report(evaluation, history=history),
        "kiem_tra_A": unit_check(evaluation, unit="A", asked=asked),
        "binh_xet": award_report(evaluation),
        **{f"phieu_{unit.id}": unit_sheet(evaluation, unit=unit.id, history=history) for unit in evaluation.units},
        **award_papers(evaluation),
    }
    found = []
    for name, report in reports.items():
        page = f"<title>{report.title}</title>{report._repr_html_()}"
        found += others_in(f"{name}.html", page.encode()) + others_in(f"{name}.docx", word_bytes(report))
    assert not found, "\n".join(found)
    said = texts_of("so_ket.html", reports["so_ket"]._repr_html_().encode())
    for words in ("Hội thi “Chi nhánh xuất sắc”", "toàn Công ty", "chi nhánh", "tiêu chuẩn", "Tổng Giám đốc", *OWN):
        assert words.lower() in said.lower(), words
    assert "giữa kỳ" in reports["so_ket"].title


def test_no_table_sheet_or_open_data_has_one(workspace, evaluation, tmp_path):
    files = {
        **csv_files(evaluation),
        **package_files(evaluation, inputs={}),
        "so_lieu.xlsx": workbook_bytes(evaluation),
    }
    files["index.html"] = index_page(workspace.plan, tmp_path, names=workspace.unit_names)
    assert [each for name, content in files.items() for each in others_in(name, content)] == []
    assert b"tham_dinh" in files["findings.csv"] and "chi nhánh" in files["findings.csv"].decode()


def test_forms_go_out_and_come_back_in_the_words_of_the_plan(workspace, tmp_path, monkeypatch, capsys):
    write_folder(tmp_path / "data", {k: v for k, v in FILES.items() if "2024" in k}, plan=PLAN, units=LIST)
    monkeypatch.chdir(tmp_path)
    assert main(["form", "2025"]) == 0
    sent = sorted(path for path in (tmp_path / "outputs/2025").rglob("*") if path.is_file())
    assert len(sent) == 5  # three units, the appraisal, the prose
    assert [each for path in sent for each in others_in(path.name, path.read_bytes())] == []
    form = tmp_path / "outputs/2025/noi_bo/bieu_mau/A.xlsx"
    back = fill(form, {"Tiêu chuẩn": {"H5": 45, "I5": 1}, "Phần thi, giải pháp": {"E5": 3, "F5": "Kế hoạch 1"}})
    wrong = fill(form.with_name("B.xlsx"), {"Tiêu chuẩn": {"H5": "nhiều"}}, name="b.xlsx")
    assert main(["collect", "2025", str(back), str(wrong)]) == 3
    taken = (tmp_path / "data/2025/bao_cao_don_vi__A.csv").read_text(encoding="utf-8-sig")
    assert taken.splitlines()[1].startswith("A,T1,45,1")
    answers = sorted((tmp_path / "outputs/2025/noi_bo/tra_loi").glob("*.*"))
    assert {path.name for path in answers} >= {"A.txt", "B.txt", "B.xlsx", "C.txt"}
    assert [each for path in answers for each in others_in(path.name, path.read_bytes())] == []
    assert "Trang “Tiêu chuẩn”, ô H5" in (tmp_path / "outputs/2025/noi_bo/tra_loi/B.txt").read_text(encoding="utf-8")
    form.write_bytes(back.read_bytes())
    assert main(["form", "2025"]) == 4  # what somebody has filled in there is not written over


def test_the_workbench_speaks_the_words_of_the_plan(workspace):
    bench = workbench(workspace.data, period="2025")
    assert bench.tabs.options[1:3] == ("Tiêu chuẩn", "Chi nhánh")
    found = []
    for title in bench.tabs.options:
        bench.tabs.value = title
        piece = bench.pieces[title]
        found += others_in(f"{title}.html", piece.body.value.encode())
        labels = [each.description for each in piece.children[0].children if hasattr(each, "description")]
        found += others_in("labels.html", " ".join(labels).encode())
    assert found == []
