"""Two editions from one run: nobody is in what anybody may read, everybody in what is for the house."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from canaries import NAMES, canaries, canary_folder, folded, texts_below

from toolkit.commands.cli import main
from toolkit.plan.standard import SOURCES

OF_CASES = {("du_lieu_mo", "Tên bộ dữ liệu"), ("dich_vu_cong", "Tên TTHC")}  # names of data and of services


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """The results of a folder full of canaries: asked for by forms, answered, evaluated, reported and published as open data."""
    root = tmp_path_factory.mktemp("editions")
    data, out = canary_folder(root / "data"), root / "out"
    given = ["--data", str(data), "--out", str(out), "--quiet"]
    assert main(["form", "2024", *given]) == 0
    assert main(["form", "2024", "--round", "2", *given]) == 0
    with zipfile.ZipFile(root / "back.zip", "w") as back:  # what came back of a unit, with a number that is none
        form = openpyxl.load_workbook(out / "2024/noi_bo/bieu_mau/A.xlsx")
        form["Đề nghị khen thưởng"]["D5"], form["Chỉ tiêu"]["H5"] = NAMES[0], "mười"
        form.save(root / "A.xlsx")
        back.write(root / "A.xlsx", "A.xlsx")
    assert main(["collect", "2024", str(root / "back.zip"), *given]) == 3
    assert (out / "2024/noi_bo/tra_loi/A.txt").is_file()
    main(["report", "2024", *given])
    main(["publish", "2024", *given])
    return out


@pytest.fixture(scope="module")
def told(made) -> tuple[dict[str, str], dict[str, str]]:
    """Every file of the public tree and of the internal one → all that it says."""
    texts = dict(texts_below(made))
    internal = {name: text for name, text in texts.items() if "noi_bo/" in name or name == "noi_bo.html"}
    return {name: text for name, text in texts.items() if name not in internal}, internal


def test_there_are_canaries_enough_and_every_kind_of_file(told):
    public, internal = told
    assert len(canaries()) >= 60
    endings = {"html", "csv", "json", "xlsx", "docx", "ipynb"}
    assert endings <= {name.rpartition(".")[2] for name in public}
    assert endings - {"json"} <= {name.rpartition(".")[2] for name in internal}


def test_every_column_in_which_people_write_freely_has_a_canary(told, tmp_path):
    files = {path.stem: path.read_text(encoding="utf-8") for path in (canary_folder(tmp_path) / "2024").glob("*.csv")}
    free = {(name, c.header) for name, source in SOURCES.items() for c in source.columns if c.free}
    lacking = {(name, header) for name, header in free if header not in files.get(name, "").partition("\n")[0]}
    assert lacking == OF_CASES


def test_nothing_of_anybody_is_in_the_public_tree(told):
    public, _ = told
    found = [(each.text, name) for each in canaries() for name, text in public.items() if folded(each.text) in text]
    assert found == []


def test_the_internal_tree_tells_everybody(told):
    _, internal = told
    whole = "\n".join(internal.values())
    assert [each.text for each in canaries() if each.is_told and folded(each.text) not in whole] == []


def test_texts_that_name_nobody_are_in_the_public_edition(told):
    public, _ = told
    sheet = public["2024/phieu_don_vi/A.html"]
    assert folded("Kế hoạch số 12") in sheet
    assert folded("thiếu báo cáo quý") in sheet
    assert folded("(có tên người, xem bản nội bộ)") in sheet
    assert folded("Đã có ba mô hình tốt.") in public["2024/so_ket.html"]


def test_forms_and_answers_lie_in_the_internal_tree_alone(told):
    public, internal = told
    forms = [name for name in internal if "/bieu_mau/" in name]
    assert {"2024/noi_bo/bieu_mau/A.xlsx", "2024/noi_bo/bieu_mau/vong_2/A.xlsx"} <= set(forms)
    assert [name for name in internal if "/tra_loi/" in name]
    assert [name for name in public if "bieu_mau" in name or "tra_loi" in name] == []


def test_no_public_page_leads_to_the_internal_edition_which_leads_to_both(told, made):
    public, _ = told
    pages = [name for name in public if name.endswith((".html", ".ipynb"))]
    assert [
        name for name in pages if re.search(r'href=\\?"[^"]*noi_bo', (made / name).read_text(encoding="utf-8"))
    ] == []
    front = (made / "noi_bo.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"#]+)"', front)
    assert "index.html" in links
    assert {"2024/noi_bo/binh_xet.html", "2024/noi_bo/awards.csv", "2024/noi_bo/phieu_don_vi/A.html"} <= set(links)
    assert [link for link in links if not (made / link).is_file()] == []
