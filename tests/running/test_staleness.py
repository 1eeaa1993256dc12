"""Only what is stale: what a result rests on decides, by content, whether it is made again; the bytes are the same."""

from __future__ import annotations

import itertools
import json
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from sample_folder import sample_workspace
from small import UNITS, plan, write_folder

from toolkit import shipped as shipped_files
from toolkit.commands.cli import main
from toolkit.evaluation.data_folder import DataFolder
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.publishing import engine
from toolkit.publishing import publish as publishing
from toolkit.publishing.jobs import KINDS, Job, jobs_of
from toolkit.publishing.record import RunRecord, findings_in
from toolkit.report import unit_sheet
from toolkit.running import batch, outcomes, planning
from toolkit.running.staleness import Fingerprints, fingerprint, state_of
from toolkit.sample import shipped_data
from toolkit.shipped import shipped
from toolkit.words.errors import ToolkitError

DOCUMENTS = (
    "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n2,B,01/02/2024,,Không\n3,C,01/02/2024,,Có\n"
)
POINTS = "Mã đơn vị,Mã mục,Điểm tự chấm,Minh chứng,Ngày\n{unit},N1,{points},QĐ 1,01/03/2024\n"
WHOLE = ["binh_xet", "kiem_tra", "so_ket"]
ALL = [*WHOLE, *(f"phieu_don_vi/{unit}" for unit in "ABC")]
PLAN = plan(
    contents=[{"id": "N1", "name": "Nội dung", "points": 4}],
    awards=[{"id": "khen", "name": "Giấy khen", "kind": "collective", "min_score": 0, "quota": 1}],
)


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def folder(root: Path) -> Path:
    files = {f"2024/minh_chung__{unit}.csv": POINTS.format(unit=unit, points=2) for unit in "ABC"}
    return write_folder(root, {"2024/van_ban.csv": DOCUMENTS, **files}, plan=PLAN)


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """The reports that runs make, by name."""
    names, real = [], publishing.publish

    def publish(kind, *, parameters, **rest):
        names.append(f"{kind}/{parameters['unit']}" if "unit" in parameters else kind)
        return real(kind, parameters=parameters, **rest)

    monkeypatch.setattr(publishing, "publish", publish)
    return names


@pytest.fixture(scope="module")
def reported(tmp_path_factory) -> Path:
    """A folder with its data and its reports."""
    root = tmp_path_factory.mktemp("reported")
    assert run(folder(root / "data").parent) == 3  # nobody has appraised the content: a figure is missing
    return root


@pytest.fixture
def here(reported, tmp_path) -> Path:
    """A copy of it that a test may change."""
    shutil.copytree(reported, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(root: Path, *options: str, command: str = "report", out: str = "o") -> int:
    place = ["--data", str(root / "data"), "--out", str(root / out)]
    return main([command, "--quiet", *place, *options])


def test_a_run_that_changes_nothing_computes_nothing_and_says_the_same(here, made, monkeypatch, capsys):
    before = files_of(here / "o")
    code = run(here, "--json", "--force")
    first = capsys.readouterr()
    monkeypatch.setattr(Workspace, "_evaluated_in", None)  # whoever computes, fails
    made.clear()
    assert run(here, "--json") == code == 3
    second = capsys.readouterr()
    assert made == []
    assert files_of(here / "o") == before
    told, again = json.loads(first.out), json.loads(second.out)
    (first_period,), (second_period,) = told["periods"], again["periods"]
    assert [each.pop("unchanged") for each in (first_period, second_period)] == [False, True]
    assert [each.pop("outcome") for each in (first_period, second_period)] == ["made", "kept"]
    words = [set(each.pop("reports").values()) for each in (first_period, second_period)]
    assert words == [{"made"}, {"kept"}]
    for each in (told, again):
        del each["started"], each["seconds"]
    assert told == again
    assert first.err == second.err != ""
    assert run(here) == 3
    assert "không có gì thay đổi" in capsys.readouterr().out


@pytest.fixture
def tables_made(monkeypatch) -> list[str]:
    """What runs make beyond reports: the tables of a period, and fingerprints."""
    told, tables, of = [], planning.edition_files, Fingerprints.of
    monkeypatch.setattr(planning, "edition_files", lambda evaluation: told.append("tables") or tables(evaluation))
    monkeypatch.setattr(Fingerprints, "of", lambda self, job: told.append(job.name) or of(self, job))
    return told


def test_one_more_report_of_an_unchanged_period_costs_that_report_alone(here, made, tables_made):
    before = files_of(here / "o")
    (here / "o/2024/phieu_don_vi/B.html").unlink()
    assert run(here, "--unit", "B") == 3
    assert (made, tables_made) == (["phieu_don_vi/B"], [])
    assert files_of(here / "o") == before
    shutil.rmtree(here / "o")
    run(here, "--unit", "A")
    assert tables_made == ["tables", "phieu_don_vi/A"]
    run(here, "--unit", "B")
    assert tables_made == ["tables", "phieu_don_vi/A", "phieu_don_vi/B"]
    after = files_of(here / "o")
    same = after.keys() - {"index.html", "noi_bo.html", "2024/run.json"}  # these name fewer reports
    assert {name: after[name] for name in same} == {name: before[name] for name in same}


@pytest.mark.parametrize("name", ["scores.csv", "so_lieu.xlsx", "noi_bo/awards.csv", "noi_bo/so_lieu.xlsx"])
def test_tables_that_are_not_all_there_are_made_again(name, here, made, tables_made):
    before = files_of(here / "o")
    (here / "o/2024" / name).unlink()
    run(here)
    assert (made, tables_made) == ([], ["tables"])
    assert files_of(here / "o") == before


EDITS = {
    # what is edited → the content, and the reports that show it
    "points that one unit claims": ("minh_chung__A.csv", POINTS.format(unit="A", points=3), [*WHOLE, "phieu_don_vi/A"]),
    "a document that one unit signed": (
        "van_ban.csv",
        DOCUMENTS.replace("2,B,01/02/2024,,Không", "2,B,01/02/2024,,Có"),
        ALL,  # the agency's figure stands on every sheet
    ),
    "a file that is no source's": ("ghi chu.txt", "x", WHOLE),
    "a day within the period": ("van_ban.csv", DOCUMENTS.replace("1,A,01/02", "1,A,02/02"), ALL),
}


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS)
def test_reports_that_show_an_edit_are_made_again_and_equal_those_of_a_first_run(here, made, edit):
    name, content, stale = EDITS[edit]
    (here / "data/2024" / name).write_text(content, encoding="utf-8")
    run(here)
    assert sorted(made) == sorted(stale)
    run(here, out="fresh")
    assert files_of(here / "o") == files_of(here / "fresh")


@pytest.mark.slow
@pytest.mark.parametrize("source", ["tham_dinh", "tham_dinh without a row", "bao_cao"])
def test_a_sheet_of_the_sample_whose_fingerprint_holds_says_the_same(tmp_path, source):
    source, _, removed = source.partition(" ")
    data, period = tmp_path / "data", parse_period("2024")
    shutil.copytree(shipped_data(), data)
    before = sample_workspace().evaluated(period)
    (path,) = (data / "2024").glob(f"{source}.*")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    last = [] if removed or source == "bao_cao" else [f"{lines[-1]} Xem lại."]  # another reason, the same points
    path.write_text("\n".join([*lines[:-1], *last]) + "\n", encoding="utf-8")
    after = Workspace.open(data).evaluated(period)
    assert before.evaluation != after.evaluation
    jobs = [Job("phieu_don_vi", unit.id) for unit in after.evaluation.units]
    old, new = (Fingerprints(kept, state="x") for kept in (before, after))
    same = [job.unit for job in jobs if old.of(job) == new.of(job)]
    assert len(same) < len(jobs)
    # the agency's figure stands on every sheet, and so does how many units are ranked
    assert bool(same) == (source == "tham_dinh" and not removed)
    for unit in same:
        sheets = [unit_sheet(kept.evaluation, unit=unit, history=kept.history) for kept in (before, after)]
        shown = ["".join(section._repr_html_() for section in sheet.sections) for sheet in sheets]
        assert shown[0] == shown[1], unit


REPORTED = "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\n"
SHEETS_PLAN = plan(
    targets=[
        {"id": "T1", "name": "Văn bản", "goal": "80%", "source": "bao_cao_don_vi", "points": 10},
        {"id": "T2", "name": "Hồ sơ", "goal": "80%", "source": "bao_cao_don_vi", "points": 10, "units": ["A", "B"]},
    ],
    contents=[{"id": "N1", "name": "Nội dung", "points": 4}],
)
SHEETS = {
    **{
        f"{year}/bao_cao_don_vi__{unit}.csv": REPORTED + f"{unit},T1,{done},100000\n{unit},T2,{done},100000\n"
        for year in (2023, 2024)
        for unit, done in {"A": 60000, "B": 50000, "C": 40000}.items()
    },
    "2024/tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N1,3,\nB,N1,2,\nC,N1,1,\n",
}


def sheets(
    root: Path, files: dict[str, str], *, plan: dict = SHEETS_PLAN, data: str = "data"
) -> dict[str, tuple[str, str]]:
    """Unit → the fingerprint of its sheet, and the sheet."""
    kept = Workspace.open(write_folder(root / data, files, plan=plan)).evaluated(parse_period("2024"))
    prints = Fingerprints(kept, state="the same")
    made = {unit: unit_sheet(kept.evaluation, unit=unit, history=kept.history) for unit in "ABC"}
    return {unit: (prints.of(Job("phieu_don_vi", unit)), sheet._repr_html_()) for unit, sheet in made.items()}


@pytest.mark.parametrize(
    ("file", "old", "new", "stale"),
    [
        ("2024/tham_dinh.csv", "A,N1,3,\n", "A,N1,3,tốt\n", "A"),
        ("2024/tham_dinh.csv", "A,N1,3,\n", "A,N1,4,\n", "A"),  # still the first: the others stand as they stood
        ("2024/tham_dinh.csv", "A,N1,3,\n", "A,N1,0,\n", "AB"),  # with some weights B is before A
        ("2023/bao_cao_don_vi__A.csv", "60000", "60001", "ABC"),  # the file and the agency's figure stand on each sheet
        ("2024/ghi chu.txt", "", "x", ""),
    ],
)
def test_the_fingerprint_of_a_sheet_changes_where_the_sheet_does(file, old, new, stale, tmp_path):
    before = sheets(tmp_path / "before", SHEETS)
    after = sheets(tmp_path / "after", {**SHEETS, file: SHEETS.get(file, "").replace(old, new) if old else new})
    assert [unit for unit in "ABC" if before[unit][0] != after[unit][0]] == list(stale)
    assert [unit for unit in "ABC" if before[unit][1] != after[unit][1]] == list(stale)


def test_the_fingerprint_of_a_sheet_knows_the_numbers_of_its_picture_and_not_the_name_of_its_folder(tmp_path):
    before = sheets(tmp_path / "before", SHEETS)
    goals = [{**target, "goal": {2022: "80%", 2023: "79.999%", 2024: "80%"}} for target in SHEETS_PLAN["targets"]]
    after = sheets(tmp_path / "after", SHEETS, plan={**SHEETS_PLAN, "targets": goals})
    assert [unit for unit in "ABC" if before[unit][0] != after[unit][0]] == ["A", "B", "C"]
    assert before["A"][0] == sheets(tmp_path, SHEETS, data="khac")["A"][0]


def test_a_sheet_that_cannot_be_put_together_rests_on_the_files(tmp_path, monkeypatch):
    data = write_folder(tmp_path / "data", SHEETS, plan=SHEETS_PLAN)
    kept = Workspace.open(data).evaluated(parse_period("2024"))

    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(sys.modules["toolkit.report"], "unit_sheet", broken)  # toolkit.report is a function as well
    one, other = (Fingerprints(kept, state=state).of(Job("phieu_don_vi", "A")) for state in ("x", "y"))
    assert one != other


def test_a_dry_run_says_why_each_report_would_be_made(here, capsys):
    assert run(here, "--dry-run", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["would_write"], said["reasons"]) == ([], {})
    before = files_of(here / "o")
    (here / "o/2024/kiem_tra.html").unlink()
    (here / "data/2024/minh_chung__A.csv").write_text(POINTS.format(unit="A", points=3), encoding="utf-8")
    assert run(here, "--dry-run", "--json", "--kind", "phieu_don_vi") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["reasons"] == {"2024/phieu_don_vi/A": "số liệu đã đổi: 2024/minh_chung__A.csv"}
    assert str(here / "o/2024/phieu_don_vi/A.html") in said["would_write"]
    assert str(here / "o/2024/phieu_don_vi/B.html") not in said["would_write"]
    assert run(here, "--dry-run", "--kind", "kiem_tra", "--force") == 0
    assert "  kiem_tra: được yêu cầu làm lại (--force)" in capsys.readouterr().out.splitlines()
    (here / "data/2024/minh_chung__A.csv").write_text(POINTS.format(unit="A", points=2), encoding="utf-8")
    assert run(here, "--dry-run") == 0
    assert "  kiem_tra: tệp đã lập bị sửa hoặc bị mất" in capsys.readouterr().out.splitlines()
    assert files_of(here / "o") == {name: each for name, each in before.items() if name != "2024/kiem_tra.html"}


@pytest.mark.slow
def test_a_run_that_was_broken_off_goes_on_where_it_stopped(tmp_path, made, monkeypatch):
    folder(tmp_path / "data")
    real = batch._write

    def write(*given):
        if len(made) >= 4:
            raise KeyboardInterrupt
        real(*given)

    monkeypatch.setattr(batch, "_write", write)
    assert run(tmp_path, "--jobs", "1") == 130
    monkeypatch.setattr(batch, "_write", real)
    whole = json.loads((tmp_path / "o/2024/run.json").read_text(encoding="utf-8"))
    assert len(whole["reports"]) == 3
    made.clear()
    run(tmp_path)
    assert len(made) == 3  # of six
    run(tmp_path, out="fresh")
    assert files_of(tmp_path / "o") == files_of(tmp_path / "fresh")


def test_a_report_that_an_ending_run_takes_away_did_not_fail(tmp_path, monkeypatch):
    folder(tmp_path / "data")
    ending, begun, real = threading.Event(), threading.Semaphore(0), publishing.publish
    lost = {"B": RuntimeError("cannot schedule new futures after shutdown"), "C": ToolkitError("Đã dừng")}

    def publish(kind, *, parameters, **rest):
        if error := lost.get(parameters.get("unit")):
            begun.release()
            assert ending.wait(60)
            raise error
        return real(kind, parameters=parameters, **rest)

    def interrupted(items, *, desc, **_):
        yield from itertools.islice(items, 1 if desc == "Lập báo cáo" else None)
        if desc == "Lập báo cáo":
            assert all(begun.acquire(timeout=60) for _ in lost)
            raise KeyboardInterrupt

    monkeypatch.setattr(publishing, "publish", publish)
    monkeypatch.setattr(engine.Templates, "stop", lambda _: ending.set())
    with pytest.raises(KeyboardInterrupt):
        batch.run(
            workspace := Workspace.open(tmp_path / "data"),
            [period := parse_period("2024")],
            options=outcomes.RunOptions(
                tmp_path / "o",
                choose=lambda _: jobs_of(workspace.plan, period=period, units=workspace.standing(period)),
                jobs=3,
                progress=interrupted,
            ),
        )
    assert json.loads((tmp_path / "o/2024/run.json").read_text(encoding="utf-8"))["failed"] == []
    assert not (tmp_path / "o/loi.log").exists()


def test_an_interrupted_run_prints_no_more(here, made, monkeypatch):
    printed = []

    def printing(path):
        printed.append(path.name)
        if len(printed) == 2:
            signal.raise_signal(signal.SIGINT)
            time.sleep(0.5)  # as long as a browser takes; the main thread hears it meanwhile
        return b"%PDF-"

    monkeypatch.setattr("toolkit.publishing.printing.pdf_bytes", printing)
    assert run(here, "--pdf", "--jobs", "1") == 130
    assert len(printed) <= 3  # of six; one more may have begun
    assert run(here, "--pdf", "--jobs", "1") == 3
    assert made == []
    assert len(list((here / "o/2024").rglob("*.pdf"))) == len(ALL)


def test_the_front_page_is_written_again_when_it_or_a_record_is_another(here):
    page = (here / "o/index.html").read_bytes()
    (here / "o/index.html").unlink()
    run(here)
    assert (here / "o/index.html").read_bytes() == page
    shutil.copytree(here / "o/2024", here / "o/2023")
    run(here)
    assert (here / "o/index.html").read_bytes() != page


def test_the_state_of_a_period_is_that_of_all_it_may_rest_on(tmp_path):
    data = write_folder(tmp_path / "data", {f"{year}/van_ban.csv": DOCUMENTS for year in (2023, 2024, 2025)})
    period = parse_period("2024")
    read = Workspace.open(data)

    def state() -> str:
        return state_of(DataFolder(data, read.plan, read.units), period)

    states = [state()]

    def moved() -> bool:
        states.append(state())
        return states[-1] != states[-2]

    assert not moved()
    (data / "2025/van_ban.csv").write_text("x", encoding="utf-8")
    (data / "ghi chú.txt").write_text("x", encoding="utf-8")
    (data / "2026").mkdir()
    for name in ("2024/.DS_Store", "2024/Thumbs.db", "2023/desktop.ini", "2024/._van_ban.csv", ".DS_Store"):
        (data / name).write_text("x", encoding="utf-8")
    data = data.rename(tmp_path / "so lieu")
    # nothing of a later period, nothing beside the lists, nothing that systems leave behind, not the folder's name
    assert not moved()
    for name in ("2023/van_ban.csv", "2024/nhan_xet.md", "2024/la/tệp.txt", "don_vi.csv", "ke_hoach.yaml"):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_text("x", encoding="utf-8")
        assert moved(), name
    (data / "sap_nhap.csv").write_text("x", encoding="utf-8")
    assert moved()
    (data / "2024 (1)").mkdir()
    assert moved()  # a folder whose name looks like a period's is a finding
    (data / "kich_ban").mkdir()
    scenario = "name: thử\nperiod: '2024'\nin_report: {}\n"
    (data / "kich_ban/thu.yaml").write_text(scenario.format("false"), encoding="utf-8")
    assert not moved()
    (data / "kich_ban/thu.yaml").write_text(scenario.format("true"), encoding="utf-8")
    assert moved()  # now the report of the period names it
    (data / "2024/van_ban.csv").rename(data / "2024/van_ban__A.csv")
    assert moved()
    (data / "2024/van_ban.csv").symlink_to(data / "2024/van_ban__A.csv")
    assert moved()


def test_findings_come_back_from_their_table_as_they_were(tmp_path):
    hostile = UNITS.replace("Phòng A", '=1+1;\n"x"')
    write_folder(
        tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS + '4,=cmd|X,01/02/2024,,"có, không"\n'}, units=hostile
    )
    place = ["--data", str(tmp_path / "data"), "--out", str(tmp_path / "o")]
    main(["evaluate", "--quiet", *place])
    found = Workspace.open(tmp_path / "data").evaluate(parse_period("2024")).findings
    assert len(found) > 1
    record = RunRecord.read(tmp_path / "o/2024")
    assert tuple((f.line(), f.level, f.row) for f in findings_in(tmp_path / "o/2024", record)) == tuple(
        (f.line(), f.level, f.row) for f in found
    )


def test_a_fingerprint_tells_values_apart():
    assert fingerprint((1, "a")) == fingerprint((1, "a"))
    assert len({fingerprint(*values) for values in ((1,), ("1",), (None,), ((1,),), (1, 1), (True,), (1.0,))}) == 7


def test_a_notebook_that_was_opened_and_saved_makes_nothing_stale(tmp_path, monkeypatch):
    shutil.copytree(shipped("notebooks"), tmp_path / "notebooks")
    monkeypatch.setattr(shipped_files, "shipped", lambda name: tmp_path / name)
    path, versions = tmp_path / "notebooks/so_ket.ipynb", shipped_files._all.__wrapped__
    before = versions()
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"] |= {"widgets": {"state": {}}, "language_info": {"version": "3.99"}}
    for cell in notebook["cells"]:
        cell["metadata"]["execution"] = {"iopub": "2026"}
        cell["source"] = "".join(cell["source"])
        if cell["cell_type"] == "code":
            cell |= {"execution_count": 7, "outputs": [{"output_type": "stream", "name": "stdout", "text": ["x"]}]}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    (tmp_path / "notebooks/Untitled.ipynb").write_text("{}", encoding="utf-8")
    assert versions() == before
    notebook["cells"][-1]["source"] += "\n1"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert versions() != before


def test_every_kind_of_report_has_a_notebook_that_counts():
    assert set(KINDS) == set(shipped_files.REPORTS)
