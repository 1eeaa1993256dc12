"""The office's own copies of notebooks: what an analyst adds stands in HTML and Word, numbered, and a fault is told by name."""

from __future__ import annotations

import io
import json
import re

import docx
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from small import documents, write_folder

from toolkit.commands.cli import main
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.publishing import publish as publishing
from toolkit.publishing.notebooks import own_inputs, own_name, own_notebooks, strange_notebooks
from toolkit.publishing.own import Shown, assembled, shown_in
from toolkit.report import interim_report
from toolkit.running.outcomes import RunOptions
from toolkit.running.planning import plan_run
from toolkit.words.errors import ToolkitError

P2024 = parse_period("2024")
PROSE = "## Phân tích của **Văn phòng**\n\nQuý IV tăng **nhanh**. <script>alert(1)</script>\n\n| Quý | Số |\n|---|--:|\n| I | 7 |"
DRAWN = """import pandas as pd, seaborn as sns
thang = pd.DataFrame({"Tháng": ["T1", "T2"], "Hồ sơ": [12, 1234.5]})
ax = sns.barplot(thang, x="Tháng", y="Hồ sơ")
bao_cao.figure(ax, title="Hồ sơ theo tháng", alt="Cột theo tháng: T1 12, T2 1.234,5.")
bao_cao.table(thang, title="Hồ sơ từng tháng", source="Nguồn: sổ theo dõi của Văn phòng.")"""


def own_copy(path, *cells, kind="so_ket"):
    """A copy of a shipped notebook with cells before the part that closes the report."""
    notebook = nbformat.read(publishing.NOTEBOOKS / f"{kind}.ipynb", as_version=4)
    notebook.cells[-2:-2] = cells
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def run(root, *options):
    return main(["report", "2024", *options, "--quiet", "--data", str(root / "data"), "--out", str(root / "o")])


def folder(root):
    return write_folder(root / "data", {"2024/van_ban.csv": documents("2024", A=(5, 10), B=(9, 10), C=(10, 10))})


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A folder with the reports of its own notebooks: one that adds, one that is broken, one that nobody knows."""
    root = tmp_path_factory.mktemp("own")
    data = folder(root)
    own_copy(data / "so_tay/so_ket.ipynb", new_markdown_cell("Không dùng: kỳ 2024 có bản riêng."))
    own_copy(data / "2024/so_tay/so_ket.ipynb", new_markdown_cell(PROSE, id="loi"), new_code_cell(DRAWN, id="hinh"))
    own_copy(data / "so_tay/kiem_tra.ipynb", new_code_cell('tk.evaluate("1999", data=data)'), kind="kiem_tra")
    (data / "so_tay/so_kett.ipynb").write_text("{}", encoding="utf-8")
    (data / "so_tay/phieu_don_vi.ipynb").write_text("không phải JSON", encoding="utf-8")
    assert run(root) == 3
    return root


def test_own_pieces_stand_in_the_page_numbered_between_the_official_ones(published):
    page = (published / "o/2024/so_ket.html").read_text(encoding="utf-8")
    numbers = re.findall(r"<caption>(Bảng \d+)|<figcaption>(Hình \d+)", page)
    for word, group in (("Bảng", 0), ("Hình", 1)):
        found = [each[group] for each in numbers if each[group]]
        assert found == [f"{word} {n}" for n in range(1, len(found) + 1)]
    assert re.search(
        r"<figcaption>Hình \d+\. Hồ sơ theo tháng</figcaption></figure><p class=\"note\">Nguồn: phân tích", page
    )
    assert "Cột theo tháng: T1 12, T2 1.234,5.</desc>" in page
    assert re.search(r'<caption>Bảng \d+\. Hồ sơ từng tháng</caption>.*<td class="r">1.234,5</td>', page)
    assert "Nguồn: sổ theo dõi của Văn phòng." in page
    assert re.search(r'<section [^>]*id="phan-o-loi"[^>]*><h2>Phân tích của Văn phòng</h2>', page)
    assert "<p>Quý IV tăng <strong>nhanh</strong>. &lt;script&gt;alert(1)&lt;/script&gt;</p>" in page
    assert page.index("Phân tích của Văn phòng") < page.index("Hồ sơ theo tháng") < page.index("Trên đây là báo cáo")
    assert "Không dùng" not in page
    assert "image/png" not in page


def test_the_word_file_says_the_same_in_the_same_order(published):
    page = (published / "o/2024/so_ket.html").read_text(encoding="utf-8")
    document = docx.Document(io.BytesIO((published / "o/2024/so_ket.docx").read_bytes()))
    styled = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    captions = [text for style, text in styled if style == "Caption"]
    of_page = [a or b for a, b in re.findall(r"<caption>(.*?)</caption>|<figcaption>(.*?)</figcaption>", page)]
    assert [each for each in of_page if each in captions] == captions
    assert any(text.endswith("Phân tích của Văn phòng") and style.startswith("Heading") for style, text in styled)
    assert "Quý IV tăng nhanh. <script>alert(1)</script>" in [text for _, text in styled]
    described = [each.get("descr") for each in document.element.body.iter() if each.tag.endswith("}docPr")]
    assert "Cột theo tháng: T1 12, T2 1.234,5." in described
    assert any("1.234,5" in cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_the_internal_edition_has_the_own_pieces_too(published):
    page = (published / "o/2024/noi_bo/so_ket.html").read_text(encoding="utf-8")
    assert "Cột theo tháng: T1 12, T2 1.234,5.</desc>" in page and ">T1</text>" in page
    assert page.index("Phân tích của Văn phòng") < page.index("Hồ sơ theo tháng") < page.index("Trên đây là báo cáo")
    document = docx.Document(io.BytesIO((published / "o/2024/noi_bo/so_ket.docx").read_bytes()))
    assert any(paragraph.text.endswith("Hồ sơ từng tháng") for paragraph in document.paragraphs)


def test_the_record_names_the_notebooks_and_what_could_not_be_made(published):
    record = json.loads((published / "o/2024/run.json").read_text(encoding="utf-8"))
    assert {each for each in record["inputs"] if "so_tay" in each} == {
        "2024/so_tay/so_ket.ipynb",
        "so_tay/kiem_tra.ipynb",
        "so_tay/phieu_don_vi.ipynb",
    }
    assert own_inputs(published / "data", P2024).items() <= record["inputs"].items()
    assert {"kiem_tra", "so_tay/so_kett.ipynb", "phieu_don_vi/A"} <= set(record["failed"])
    assert "so_ket" not in record["failed"]
    codes = [line.split(",")[0] for line in (published / "o/2024/findings.csv").read_text().splitlines()]
    assert not {"TEP-01", "KY-02"} & set(codes)


def test_a_fault_is_told_with_the_name_of_the_notebook_and_its_sentence(published):
    options = RunOptions(published / "none")
    (outcome,) = plan_run(Workspace.open(published / "data"), [P2024], options=options)
    assert outcome.failed == {}  # nothing was asked for
    (said,) = strange_notebooks(published / "data", P2024).items()
    assert said[0] == "so_tay/so_kett.ipynb"
    assert "Cách sửa: đặt tên theo báo cáo mà sổ tay thay cho: kiem_tra.ipynb, so_ket.ipynb" in said[1]
    with pytest.raises(ToolkitError, match=r"^Sổ tay so_tay/kiem_tra.ipynb: .*1999.*Cách sửa"):
        execute(published, "so_tay/kiem_tra.ipynb")
    with pytest.raises(ToolkitError, match="^Sổ tay so_tay/phieu_don_vi.ipynb không phải tệp sổ tay Jupyter.*Cách sửa"):
        execute(published, "so_tay/phieu_don_vi.ipynb")


def execute(root, name):
    parameters = {"data": "data", "period": "2024"}
    return publishing.execute(root / "data" / name, parameters=parameters, folder=root)


def test_what_is_made_again_has_the_same_bytes_and_another_notebook_makes_it_stale(published):
    files = [published / "o/2024" / name for name in ("so_ket.html", "so_ket.docx", "notebooks/so_ket.ipynb")]
    before = [path.read_bytes() for path in files]
    (published / "data/so_tay/phieu_don_vi.ipynb").unlink()
    (published / "data/so_tay/so_kett.ipynb").unlink()
    (published / "data/so_tay/kiem_tra.ipynb").unlink()
    assert run(published, "--kind", "so_ket") == 0
    assert [path.read_bytes() for path in files] == before
    path = published / "data/2024/so_tay/so_ket.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("Quý IV", "Quý III"), encoding="utf-8")
    assert main(["verify", "2024", "--quiet", "--data", str(published / "data"), "--out", str(published / "o")]) == 3
    assert run(published, "--kind", "so_ket") == 0
    assert "Quý III tăng" in files[0].read_text(encoding="utf-8")


def test_the_notebook_of_the_period_counts_before_the_general_one_and_links_are_not_followed(tmp_path):
    data = folder(tmp_path)
    for place in ("so_tay/so_ket", "so_tay/binh_xet", "2024/so_tay/so_ket", "2023/so_tay/kiem_tra"):
        (data / f"{place}.ipynb").parent.mkdir(parents=True, exist_ok=True)
        (data / f"{place}.ipynb").write_text("{}", encoding="utf-8")
    (data / "so_tay/tong_ket.ipynb").symlink_to(data / "so_tay/so_ket.ipynb")
    found = own_notebooks(data, P2024)
    assert {kind: own_name(path) for kind, path in found.items()} == {
        "so_ket": "2024/so_tay/so_ket.ipynb",
        "binh_xet": "so_tay/binh_xet.ipynb",
    }


def notebook(*outputs):
    return json.dumps(
        {"cells": [{"cell_type": "code", "metadata": {}, "execution_count": 3, "source": "", "outputs": list(outputs)}]}
    ).encode()


def output(metadata=None, **data):
    return {"output_type": "display_data", "data": data, "metadata": metadata or {}}


def test_what_is_no_part_of_the_report_is_refused_and_so_is_a_notebook_without_any():
    section = output({"thidua": {"section": "I"}}, **{"text/html": ["<p>", "x</p>"]})
    assert shown_in(notebook(section), name="n") == (Shown("I", html="<p>x</p>"),)
    with pytest.raises(ToolkitError, match=r"Sổ tay n, ô đã chạy thứ 3: .*bao_cao.figure\(ax, title=…, alt=…\)"):
        shown_in(notebook(section, output(**{"image/png": "x"})), name="n")
    with pytest.raises(ToolkitError, match="Sổ tay n không hiện phần nào của báo cáo"):
        shown_in(notebook(), name="n")


def test_a_part_that_is_not_the_reports_own_is_refused(tmp_path):
    data = folder(tmp_path)
    report = interim_report(Workspace.open(data).evaluate(P2024))
    own = {"kind": "table", "title": "T", "source": "S", "columns": ["a"], "rows": [["1"]], "align": "r"}
    first = Shown("mo-dau", html=report.sections[0]._repr_html_())
    assert [each.id for each in assembled(report, (first, Shown(content=own)), name="n").sections][0] == "mo-dau"
    with pytest.raises(ToolkitError, match="Sổ tay n hiện phần 'mo-dau' khác với báo cáo lập từ số liệu"):
        assembled(report, (Shown("mo-dau", html="<p>khác</p>"),), name="n")
    with pytest.raises(ToolkitError, match="hiện phần 'XX' mà báo cáo của kỳ không có"):
        assembled(report, (Shown("XX", html="<p></p>"),), name="n")
    with pytest.raises(ToolkitError, match="hiện phần “T” hai lần"):
        assembled(report, (first, Shown(content=own), Shown(content=own)), name="n")
