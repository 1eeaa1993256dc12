"""Open data: a Data Package that the frictionless library accepts, the same bytes each time, and nobody's personal data."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil

import pytest
from frictionless import Package
from small import UNITS, plan, write_folder

from toolkit.commands.cli import main
from toolkit.sample import shipped_data

DOCUMENTS = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n2,B,01/02/2024,,Không\n"
APPRAISED = "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N1,1,lời riêng\nB,N1,0.5,\nC,N1,1,\n"
NOMINEES = "Mã đề nghị,Loại,Mã đơn vị,Mã cán bộ,Tên,Hình thức khen\nD1,Cá nhân,A,CB-RIENG,Bà Tên Riêng,k\n"
PLAN = plan(
    contents=[{"id": "N1", "name": "Nội dung một", "points": 1}],
    awards=[{"id": "k", "name": "Khen", "kind": "individual"}],
)


def published(folder, files, *, code=0, **parts):
    data = write_folder(folder / "data", files, plan=PLAN, **parts)
    assert main(["publish", "--quiet", "--data", str(data), "--out", str(folder / "o")]) == code
    return folder / "o/2024/du_lieu_mo"


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    files = {"2024/van_ban.csv": DOCUMENTS, "2024/tham_dinh.csv": APPRAISED, "2024/de_nghi.csv": NOMINEES}
    return published(tmp_path_factory.mktemp("open"), files)


def test_the_package_of_the_whole_sample_is_valid(tmp_path):
    assert main(["publish", "--quiet", "2025", "--data", str(shipped_data()), "--out", str(tmp_path)]) == 0
    report = Package(str(tmp_path / "2025/du_lieu_mo/datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])


def test_a_valid_package_is_no_longer_so_once_a_number_is_changed(package, tmp_path):
    assert Package(str(package / "datapackage.json")).validate().valid
    shutil.copytree(package, tmp_path / "p")
    scores = (tmp_path / "p/scores.csv").read_text(encoding="utf-8")
    (tmp_path / "p/scores.csv").write_text(scores.replace("A,", "X,", 1), encoding="utf-8")
    assert not Package(str(tmp_path / "p/datapackage.json")).validate().valid


def test_the_package_says_what_each_column_is_in_vietnamese_and_where_it_comes_from(package):
    described = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert described["name"] == "thu-2024"
    assert described["title"] == "Kết quả phong trào thi đua “Thử” năm 2024 của Sở Thử"
    (licence,) = described["licenses"]
    assert licence["name"] == "other-at"
    assert "phải ghi nguồn" in licence["title"]
    assert described["temporal"] == {"start": "2024-01-01", "end": "2024-12-31"}
    data = package.parents[2] / "data"
    assert described["sources"] == [
        {"title": name, "hash": "sha256:" + hashlib.sha256((data / name).read_bytes()).hexdigest()}
        for name in ("2024/tham_dinh.csv", "2024/van_ban.csv", "don_vi.csv", "ke_hoach.yaml")
    ]
    for resource in described["resources"]:
        content = (package / resource["path"]).read_bytes()
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert resource["bytes"] == len(content)
        fields = resource["schema"]["fields"]
        assert [f["name"] for f in fields] == next(csv.reader(content.decode("utf-8").splitlines()))
        assert all(f["title"] and f["description"].endswith(".") for f in fields)


def test_figures_scores_and_code_lists_are_those_of_the_evaluation(package):
    tables = {p.stem: list(csv.reader(p.read_text(encoding="utf-8").splitlines())) for p in package.glob("*.csv")}
    assert set(tables) == {"indicators", "items", "scores", "units", "plan_items"}
    assert tables["indicators"][1][:10] == ["2024", "A", "T1", "1", "1", "1", "0.8", "1", "true", "ok"]
    assert tables["items"][:2] == [
        ["period", "unit", "item", "self_points", "points", "max_points"],
        ["2024", "A", "N1", "", "1", "1"],
    ]
    assert tables["units"][1:3] == [["SO", "Sở Thử", "Cơ quan"], ["A", "Phòng A", "Phòng"]]
    every = "Ngày ban hành: trong kỳ; Độ mật: Thường hoặc để trống; dòng giống hệt nhau đếm một lần"
    assert tables["plan_items"][1] == ["T1", "target", "Văn bản ký số", "10", "Ký số: Có", every]


def test_nothing_about_people_and_no_free_text_is_in_the_package(package):
    for path in package.iterdir():
        text = path.read_text(encoding="utf-8")
        assert not [word for word in ("Riêng", "CB-RIENG", "D1", "lời riêng", "de_nghi") if word in text], path.name


def test_the_same_data_give_the_same_bytes_without_time_or_path(package, tmp_path):
    files = {"2024/van_ban.csv": DOCUMENTS, "2024/tham_dinh.csv": APPRAISED, "2024/de_nghi.csv": NOMINEES}
    again = published(tmp_path, files)
    assert {p.name: p.read_bytes() for p in again.iterdir()} == {p.name: p.read_bytes() for p in package.iterdir()}
    assert str(tmp_path) not in (again / "datapackage.json").read_text(encoding="utf-8")


def test_personal_data_stop_the_package_and_it_is_named(tmp_path, capsys):
    units = UNITS.replace("Phòng A", "Phòng A (0912345678)")
    folder = published(tmp_path, {"2024/van_ban.csv": DOCUMENTS, "2024/tham_dinh.csv": APPRAISED}, code=3, units=units)
    said = capsys.readouterr().err
    assert "Không công bố được dữ liệu mở kỳ 2024: tệp 2024/du_lieu_mo/units.csv sẽ chứa số điện thoại" in said
    assert "0912345678" not in said
    assert not folder.exists()


def test_missing_figures_are_published_as_missing_with_code_3(tmp_path):
    folder = published(tmp_path, {"2024/tham_dinh.csv": APPRAISED}, code=3)
    rows = list(csv.DictReader((folder / "indicators.csv").read_text(encoding="utf-8").splitlines()))
    assert {(row["status"], row["value"]) for row in rows} == {("missing", "")}
    assert json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["complete"] is False
    assert Package(str(folder / "datapackage.json")).validate().valid


def test_a_dry_run_names_the_files_and_writes_none(tmp_path, capsys):
    data = write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS})
    assert main(["publish", "2024", "--dry-run", "--json", "--data", str(data), "--out", str(tmp_path / "o")]) == 0
    names = json.loads(capsys.readouterr().out)["would_write"]
    assert str(tmp_path / "o/2024/du_lieu_mo/datapackage.json") in names
    assert not (tmp_path / "o").exists()
    assert main(["publish", "2024", "--data", str(data), "--out", str(data / "o")]) == 2
