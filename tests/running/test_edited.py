"""Nothing of what people have made of a result is lost: what they changed stays, whatever is run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from quick import change_figures, files_of, quick_reports, report, two_years

from toolkit.publishing.index import front_page
from toolkit.running import batch

REPORTS = [
    "2024/so_ket.docx",
    "2024/so_ket.html",
    "2024/noi_bo/binh_xet/to_trinh.docx",
    "2024/phieu_don_vi/A.docx",
    "2024/kiem_tra/A.html",
    "2024/notebooks/so_ket.ipynb",
    "2024/notebooks/phieu_don_vi__A.ipynb",
]
TABLES = ["2024/scores.csv", "2024/indicators.csv", "2024/findings.csv", "2024/so_lieu.xlsx"]
MINE = b"changed by a person"
SHEET_OF_A = {
    "phieu_don_vi/A.html",
    "phieu_don_vi/A.docx",
    "notebooks/phieu_don_vi__A.ipynb",
    "noi_bo/phieu_don_vi/A.html",
    "noi_bo/phieu_don_vi/A.docx",
}


@pytest.fixture(scope="module")
def reported(tmp_path_factory) -> Path:
    """A folder with its data and its reports."""
    root = tmp_path_factory.mktemp("reported")
    with pytest.MonkeyPatch.context() as patch:
        quick_reports(patch)
        two_years(root)
        assert report(root, "--quiet") == 0
    return root


@pytest.fixture
def here(reported, tmp_path, monkeypatch) -> Path:
    """A copy of it that a test may change."""
    quick_reports(monkeypatch)
    shutil.copytree(reported, tmp_path, dirs_exist_ok=True)
    return tmp_path


def beside(name: str, n: str = "") -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem} (bản mới{n}).{ending}"


@pytest.mark.parametrize("options", [(), ("--force",), ("--kind", "kiem_tra")])
def test_reports_that_somebody_worked_on_stay_and_unchanged_figures_give_no_others(options, here):
    before = files_of(here / "o")
    for name in REPORTS:
        (here / "o" / name).write_bytes(MINE)
    assert report(here, *options) == 0
    assert report(here, *options) == 0
    after = files_of(here / "o")
    assert after.keys() == before.keys()
    assert {each for each in after if after[each] != before[each]} == {
        *REPORTS,
        "2024/run.json",
        "index.html",
        "noi_bo.html",
    }
    assert {after[name] for name in REPORTS} == {MINE}


def test_tables_that_somebody_changed_stay_and_those_for_programs_lie_beside(here):
    before = files_of(here / "o")
    for name in TABLES:
        (here / "o" / name).write_bytes(MINE)
    page = (here / "o/index.html").read_text(encoding="utf-8")
    for command in ("evaluate", "report"):
        assert report(here, "2024", command=command) == 0
        after = files_of(here / "o")
        assert {name: (after[name], after[beside(name)]) for name in TABLES} == {n: (MINE, before[n]) for n in TABLES}
    assert set(after) == {*before, *map(beside, TABLES)}
    told = (here / "o/index.html").read_text(encoding="utf-8")
    assert "Năm 2024: tệp đã có người sửa" in told
    table = "Kết quả các chỉ tiêu của cơ quan ở mọi kỳ"
    assert told[told.index(table) :].partition("</table>")[0] == page[page.index(table) :].partition("</table>")[0]


@pytest.mark.parametrize("options", [(), ("--force",)])
def test_new_figures_give_new_ones_beside_and_those_are_left_alone_too_once_they_are_changed(options, here):
    names = [*REPORTS, "2024/scores.csv", "2024/so_lieu.xlsx"]
    old = files_of(here / "o")
    for name in names:
        (here / "o" / name).write_bytes(MINE)
    change_figures(here, signed=7)
    assert report(here, "2024", *options) == 0
    second = files_of(here / "o")
    assert {second[name] for name in names} == {MINE}
    assert [name for name in names if second[beside(name)] in (old[name], MINE)] == []
    assert report(here, "2024", *options) == 0
    assert files_of(here / "o") == second
    for name in names:
        (here / "o" / beside(name)).write_bytes(b"mine again")
    change_figures(here, signed=8)
    assert report(here, "2024", *options) == 0
    third = files_of(here / "o")
    assert {(third[name], third[beside(name)]) for name in names} == {(MINE, b"mine again")}
    assert set(third) == {*old, *map(beside, names), *(beside(name, " 2") for name in names)}
    shutil.rmtree(here / "o")
    assert report(here, "2024") == 0
    fresh = files_of(here / "o")
    assert {name: third[beside(name, " 2")] for name in names} == {name: fresh[name] for name in names}


def test_a_new_one_beside_is_replaced_and_goes_when_the_changed_one_has_gone(here):
    name = "2024/so_ket.docx"
    (here / "o" / name).write_bytes(MINE)
    for signed in (6, 7):
        change_figures(here, signed=signed)
        report(here)
    assert not (here / "o" / beside(name, " 2")).exists()
    (here / "o" / name).unlink()
    report(here)
    assert not (here / "o" / name).exists()  # the new one is there, under its name
    change_figures(here, signed=8)
    report(here)
    assert (here / "o" / name).is_file()
    assert not (here / "o" / beside(name)).exists()


def test_who_takes_the_new_one_in_the_place_of_his_own_gets_the_next_one_there(here):
    name = "2024/so_ket.docx"
    (here / "o" / name).write_bytes(MINE)
    change_figures(here, signed=6)
    report(here)
    (here / "o" / beside(name)).replace(here / "o" / name)
    before = files_of(here / "o")
    change_figures(here, signed=7)
    report(here)
    after = files_of(here / "o")
    assert after[name] != before[name]
    assert after.keys() == before.keys()


def test_what_was_changed_is_named_on_the_screen_in_the_answer_and_on_the_front_page(here, capsys):
    name = "2024/so_ket.docx"
    (here / "o" / name).write_bytes(MINE)
    change_figures(here)
    assert report(here, "--dry-run") == 0
    assert f"  {here / 'o' / name} đã có người sửa nên được giữ nguyên; bản mới sẽ ở " in capsys.readouterr().out
    assert report(here, "--dry-run", "--json") == 0
    planned = json.loads(capsys.readouterr().out)
    assert planned["edited"] == {"2024": {"so_ket.docx": ""}}
    assert str(here / "o" / beside(name)) in planned["would_write"]
    assert str(here / "o" / name) not in planned["would_write"]
    assert report(here, "--quiet") == 0
    said = capsys.readouterr().err
    assert f"{here / 'o' / name} đã có người sửa nên được giữ nguyên; bản mới ở {here / 'o' / beside(name)}." in said
    assert report(here, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["periods"][1]["edited"] == {"so_ket.docx": "so_ket (bản mới).docx"}
    page = (here / "o/index.html").read_text(encoding="utf-8")
    assert "so_ket.docx: đã có người sửa, được giữ nguyên" in page
    assert "so_ket (bản mới).docx: bản mới, do bộ công cụ lập" in page
    assert 'href="2024/so_ket%20%28b%E1%BA%A3n%20m%E1%BB%9Bi%29.docx"' in page


@pytest.mark.parametrize("is_changed", [False, True])
def test_replace_edited_alone_replaces_and_keeps_the_old_ones(is_changed, here, capsys):
    names = ["so_ket.docx", "notebooks/so_ket.ipynb", "scores.csv"]
    for name in names:
        (here / "o/2024" / name).write_bytes(MINE)
    if is_changed:
        change_figures(here)
        report(here, "2024")
        for name in names:
            (here / "o/2024" / beside(name)).write_bytes(b"mine again")
        capsys.readouterr()
    assert report(here, "2024", "--replace-edited", "--json") == 0
    (own,) = json.loads(capsys.readouterr().out)["periods"]
    assert {name: own["set_aside"][name] for name in names} == {name: f"ban_cu/{name}" for name in names}
    files = files_of(here / "o/2024")
    assert {files[f"ban_cu/{name}"] for name in names} == {MINE}
    assert {files.get(f"ban_cu/{beside(name)}") for name in names} == {b"mine again" if is_changed else None}
    assert [name for name in names if beside(name) in files] == []
    (here / "o").rename(here / "kept")
    report(here, "2024")
    assert {each: content for each, content in files.items() if "ban_cu/" not in each} == files_of(here / "o/2024")


def test_two_changed_files_of_one_name_are_both_kept(here):
    name = here / "o/2024/so_ket.docx"
    for content in (b"first", b"second"):
        name.write_bytes(content)
        report(here, "--replace-edited", "--quiet")
    kept = here / "o/2024/ban_cu"
    assert [(kept / each).read_bytes() for each in ("so_ket.docx", "so_ket (2).docx")] == [b"first", b"second"]


def test_a_kept_report_is_touched_by_no_run(here, capsys):
    assert report(here, "2024", "so_ket", command="keep") == 0
    assert "so_ket.docx" in capsys.readouterr().out
    before = files_of(here / "o")
    (here / "o/2024/so_ket.html").write_bytes(MINE)
    for options in (("--force",), ("--replace-edited",), ()):
        change_figures(here, signed=2 + len(options))
        assert report(here, *options, "--quiet") == 0
    after = files_of(here / "o")
    assert after["2024/so_ket.html"] == MINE
    assert [name for name in after if "so_ket" in name] == [name for name in before if "so_ket" in name]
    assert {n for n in after if "2024/so_ket" in n and after[n] != before[n]} == {"2024/so_ket.html"}
    assert after["2024/kiem_tra.html"] != before["2024/kiem_tra.html"]
    capsys.readouterr()
    assert report(here, "2024", command="keep") == 0
    assert "so_ket.html" in capsys.readouterr().out  # the one that was changed, too
    change_figures(here, signed=9)
    assert report(here, "--kind", "so_ket") == 0
    stays = (
        "đã cũ so với số liệu, đang được giữ nguyên (thidua keep): so_ket; thôi giữ: thidua keep 2024 TÊN --release."
    )
    told = capsys.readouterr().err
    assert stays in told and not any("không được yêu cầu" in line and "so_ket" in line for line in told.splitlines())
    assert report(here, "2024", command="verify") == 3
    verified = capsys.readouterr().out
    assert "so_ket.html: tệp kết quả đang được giữ nguyên (thidua keep), đã bị sửa sau khi lập. Cách sửa: " in verified
    assert "so_ket.docx: tệp kết quả đang được giữ nguyên (thidua keep), đã cũ so với số liệu. Cách sửa: " in verified
    assert report(here, "2024", "so_ket", "--release", command="keep") == 0
    assert report(here, "--replace-edited") == 0
    assert files_of(here / "o")["2024/so_ket.docx"] != before["2024/so_ket.docx"]


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("so_ket.docx", {"so_ket.docx"}),
        ("so_ket (bản mới).docx", {"so_ket.docx"}),
        ("phieu_don_vi/A", SHEET_OF_A),
        ("binh_xet/to_trinh", {"noi_bo/binh_xet/to_trinh.docx"}),
        ("noi_bo/so_ket", {"noi_bo/so_ket.html", "noi_bo/so_ket.docx"}),
        ("{out}/2024/scores.csv", {"scores.csv"}),
    ],
)
def test_what_is_kept_may_be_one_file_one_report_or_a_path(name, files, here, capsys):
    assert report(here, "2024", name.format(out=here / "o"), "--json", command="keep") == 0
    assert set(json.loads(capsys.readouterr().out)["files"]) == files
    before = files_of(here / "o")
    change_figures(here)
    report(here, "--force")
    after = files_of(here / "o")
    assert {each for each in files if after[f"2024/{each}"] != before[f"2024/{each}"]} == set()


@pytest.mark.parametrize("given", [("2024", "so_kt"), ("2022", "so_ket"), ("2024", "so_ket", "--release")])
def test_what_there_is_not_cannot_be_kept(given, here, capsys):
    before = files_of(here / "o")
    assert report(here, *given, command="keep") == 2
    assert "Cách sửa" in capsys.readouterr().err
    assert files_of(here / "o") == before


KINDS = [("report", "--kind", "phieu_don_vi", "--unit", "A"), ("evaluate",)]


@pytest.mark.parametrize("given", KINDS)
def test_what_is_not_asked_for_stays_and_is_said_to_be_out_of_date(given, here, capsys):
    before = files_of(here / "o")
    change_figures(here)
    command, *options = given
    assert report(here, "2024", *options, "--quiet", command=command) == 0
    assert "đã cũ so với số liệu, lần này không được yêu cầu lập: " in capsys.readouterr().err
    after = files_of(here / "o")
    assert after.keys() == before.keys()
    assert after["2024/kiem_tra.html"] == before["2024/kiem_tra.html"]
    record = json.loads(after["2024/run.json"])
    assert {"kiem_tra.html", "kiem_tra/B.html", "noi_bo/binh_xet/to_trinh.docx", "phieu_don_vi/B.docx"} <= set(
        record["stale"]
    )
    assert "scores.csv" not in record["stale"]
    page = after["index.html"].decode("utf-8")
    assert "Kiểm tra số liệu – đã cũ so với số liệu</a>" in page
    assert "Năm 2024: tệp đã cũ so với số liệu" in page
    assert report(here, "2024", "--dry-run", "--json") == 0
    reasons = json.loads(capsys.readouterr().out)["reasons"]
    assert reasons["2024/kiem_tra"] == "số liệu đã đổi từ khi lập báo cáo này"
    change_figures(here, signed=5)
    report(here, "2024", *options, command=command)
    assert files_of(here / "o") == before  # the figures are again those of which the others were made


def test_a_report_of_a_unit_that_is_no_more_stays_and_is_out_of_date(here):
    units = here / "data/don_vi.csv"
    gone = units.read_text(encoding="utf-8").replace(
        "C,Trung tâm C,,Đơn vị sự nghiệp,,", "C,Trung tâm C,,Phòng,,2024-06-30"
    )
    units.write_text(gone, encoding="utf-8")
    report(here)
    record = json.loads((here / "o/2024/run.json").read_text(encoding="utf-8"))
    assert {"phieu_don_vi/C.html", "kiem_tra/C.html"} <= set(record["stale"])
    assert (here / "o/2024/phieu_don_vi/C.html").is_file()


def test_a_front_page_that_somebody_changed_stays_and_the_new_one_is_named(here, capsys):
    (here / "o/index.html").write_bytes(MINE)
    for signed in (6, 7):
        change_figures(here, signed=signed)
        report(here)
        assert (here / "o/index.html").read_bytes() == MINE
        assert str(here / "o/index (bản mới).html") in capsys.readouterr().out
    assert front_page(here / "o") == here / "o/index (bản mới).html"
    assert not (here / "o/index (bản mới 2).html").exists()


def test_without_a_record_nobody_knows_whose_a_file_is(here):
    before = files_of(here / "o")
    (here / "o/2024/run.json").unlink()
    change_figures(here)
    report(here)
    after = files_of(here / "o")
    assert {name: after[name] for name in before if name.startswith("2024/") and "run.json" not in name} == {
        name: content for name, content in before.items() if name.startswith("2024/") and "run.json" not in name
    }
    assert beside("2024/so_ket.docx") in after


def test_open_data_that_somebody_changed_stay(here, capsys):
    package = here / "o/2024/du_lieu_mo"
    assert report(here, "2024", command="publish") == 0
    before = files_of(package)
    (package / "scores.csv").write_bytes(MINE)
    change_figures(here)
    assert report(here, "2024", command="evaluate") == 0
    record = json.loads((here / "o/2024/run.json").read_text(encoding="utf-8"))
    assert "du_lieu_mo/datapackage.json" in record["stale"]
    for _ in range(2):
        capsys.readouterr()
        assert report(here, "2024", "--json", command="publish") == 0
        answer = json.loads(capsys.readouterr().out)
        assert answer["edited"] == [str(package / "scores.csv")]
        after = files_of(package)
        assert set(after) == {*before, "scores (bản mới).csv"}
        assert (after["scores.csv"], after["units.csv"]) == (MINE, before["units.csv"])
        assert after["indicators.csv"] != before["indicators.csv"]
    assert report(here, "2024", "--replace-edited", command="publish") == 0
    assert set(files_of(package)) == set(before)
    assert (here / "o/2024/ban_cu/du_lieu_mo/scores.csv").read_bytes() == MINE


def test_open_data_alone_are_known_as_one_s_own(here):
    shutil.rmtree(here / "o")
    report(here, "2024", command="publish")
    before = files_of(here / "o")
    change_figures(here)
    report(here, "2024", command="publish")
    assert files_of(here / "o").keys() == before.keys()


def test_a_pdf_is_out_of_date_with_its_report_and_is_never_printed_of_a_page_that_somebody_changed(
    here, monkeypatch, capsys
):
    monkeypatch.setattr("toolkit.publishing.printing.pdf_bytes", lambda page: b"%PDF-" + page.read_bytes())
    asked = ("2024", "--kind", "so_ket")
    assert report(here, *asked, "--pdf") == 0
    first = (here / "o/2024/so_ket.pdf").read_bytes()
    change_figures(here)
    assert report(here, *asked) == 0
    assert (here / "o/2024/so_ket.pdf").read_bytes() == first
    for _ in range(2):
        assert "so_ket.pdf" in json.loads((here / "o/2024/run.json").read_text(encoding="utf-8"))["stale"]
        assert report(here, "2024") == 0
    assert report(here, *asked, "--pdf") == 0
    assert (here / "o/2024/so_ket.pdf").read_bytes() != first
    (here / "o/2024/so_ket.html").write_bytes(MINE)
    (here / "o/2024/so_ket.pdf").unlink()
    capsys.readouterr()
    assert report(here, *asked, "--pdf") == 3
    assert "so_ket.html đã có người sửa nên không được in" in capsys.readouterr().err


def test_a_report_that_could_not_be_made_again_on_the_same_figures_is_not_out_of_date(here, monkeypatch):
    monkeypatch.setattr(batch._Press, "_make", lambda *_: 1 / 0)
    assert report(here, "2024", "--force") == 3
    record = json.loads((here / "o/2024/run.json").read_text(encoding="utf-8"))
    assert record["stale"] == []
    assert {"so_ket", "kiem_tra"} <= set(record["failed"])


def test_verify_names_what_somebody_changed_and_what_is_out_of_date(here, capsys):
    (here / "o/2024/so_ket.docx").write_bytes(MINE)
    change_figures(here)
    report(here, "2024", "--kind", "so_ket")
    capsys.readouterr()
    assert report(here, "2024", command="verify") == 3
    said = capsys.readouterr().out
    assert "2024/so_ket.docx: tệp kết quả đã bị sửa sau khi lập. Cách sửa: giữ bản sửa nếu cần; " in said
    assert "chạy lại thidua report 2024 --replace-edited." in said
    assert "2024/kiem_tra.html: tệp kết quả đã cũ: chưa được lập lại từ khi số liệu đổi." in said
    assert "so_ket (bản mới).docx" not in said
    assert "scores.csv" not in said


def test_the_results_of_a_period_whose_data_are_gone_stay_as_they_are(here):
    before = {name: content for name, content in files_of(here / "o").items() if name.startswith("2023/")}
    shutil.rmtree(here / "data/2023")
    for options in ((), ("--force",), ("--replace-edited",)):
        assert report(here, *options) == 0
    after = files_of(here / "o")
    assert {name: after[name] for name in before} == before


def test_results_of_the_earlier_layout_are_taken_over_and_what_somebody_changed_of_them_is_kept_and_told(here, capsys):
    folder = here / "o/2024"
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    moved = ("binh_xet.html", "binh_xet/to_trinh.docx", "binh_xet/bien_ban_hop.docx", "awards.csv")
    for name in moved:  # as a version with one edition left them
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / "noi_bo" / name).rename(folder / name)
        record["outputs"][name] = record["outputs"].pop(f"noi_bo/{name}")
    record["versions"] = {"thidua": "1"}
    record["state"] = "of another version"
    record["reports"] = {}
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
    (folder / "binh_xet/to_trinh.docx").write_bytes(MINE)
    assert report(here, "2024") == 0
    told = capsys.readouterr().err
    old, new = folder / "binh_xet/to_trinh.docx", folder / "noi_bo/binh_xet/to_trinh.docx"
    assert f"{old} đã có người sửa nên được giữ nguyên; bản mới ở {new}." in told
    assert old.read_bytes() == MINE
    assert [name for name in moved if (folder / name).exists()] == ["binh_xet/to_trinh.docx"]
    assert [name for name in moved if not (folder / "noi_bo" / name).is_file()] == []
    assert "2024/binh_xet/to_trinh.docx" in (here / "o/noi_bo.html").read_text(encoding="utf-8")
    assert "binh_xet" not in (here / "o/index.html").read_text(encoding="utf-8")
    before = files_of(here / "o")
    assert report(here, "2024") == 0
    assert files_of(here / "o") == before


def test_what_names_people_is_set_aside_among_what_does(here):
    (here / "o/2024/noi_bo/binh_xet/to_trinh.docx").write_bytes(MINE)
    assert report(here, "2024", "--replace-edited", "--quiet") == 0
    assert (here / "o/2024/noi_bo/ban_cu/binh_xet/to_trinh.docx").read_bytes() == MINE
    assert not (here / "o/2024/ban_cu").exists()
