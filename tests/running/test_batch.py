"""Running and publishing: whole files, one run at a time, the same bytes, nothing done twice, nothing left behind."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from browsing import CHROMIUM, need
from processes import family, linux, processes, wait_for
from small import PLAN, evaluated, plan, write_folder

from toolkit.commands.cli import main
from toolkit.evaluation.frames import csv_files, frame
from toolkit.publishing import publish as publishing
from toolkit.words.errors import ToolkitError
from toolkit.writing.files import OutputFolder, open_output

DOCUMENTS = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n2,B,01/02/2024,,Không\n"


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def reported_twice(tmp_path_factory):
    """One small period, reported into two folders."""
    root = tmp_path_factory.mktemp("twice")
    write_folder(root / "data", {"2024/van_ban.csv": DOCUMENTS})
    codes = [
        main(["report", "--quiet", "--data", str(root / "data"), "--out", str(root / name)]) for name in ("o1", "o2")
    ]
    return root, codes


def test_the_same_inputs_give_the_same_bytes_notebooks_included(reported_twice):
    root, codes = reported_twice
    assert codes == [0, 0]
    assert bytes_of(root / "o1") == bytes_of(root / "o2")


def test_the_files_are_those_of_the_contract_and_nothing_temporary(reported_twice):
    names = set(bytes_of(reported_twice[0] / "o1"))
    period = {
        "indicators.csv",
        "items.csv",
        "scores.csv",
        "followup.csv",
        "findings.csv",
        "run.json",
        "so_lieu.xlsx",
        "so_ket.html",
        "so_ket.docx",
        "kiem_tra.html",
        "notebooks/so_ket.ipynb",
        "notebooks/kiem_tra.ipynb",
        "noi_bo/so_ket.html",
        "noi_bo/so_ket.docx",
        *(f"noi_bo/{name}" for name in ("awards.csv", "followup.csv", "items.csv", "so_lieu.xlsx")),
        *(f"noi_bo/phieu_don_vi/{unit}.{ending}" for unit in "ABC" for ending in ("html", "docx")),
        *(f"kiem_tra/{unit}.html" for unit in "ABC"),
        *(f"notebooks/phieu_don_vi__{unit}.ipynb" for unit in "ABC"),
        *(f"phieu_don_vi/{unit}.{ending}" for unit in "ABC" for ending in ("html", "docx")),
    }
    assert names == {"index.html", "noi_bo.html"} | {f"2024/{name}" for name in period}


def test_the_record_holds_every_hash_and_no_clock_or_path(reported_twice):
    root, _ = reported_twice
    text = (root / "o1/2024/run.json").read_text(encoding="utf-8")
    record = json.loads(text)
    assert set(record["inputs"]) == {"ke_hoach.yaml", "don_vi.csv", "2024/van_ban.csv"}
    for name, sha in record["inputs"].items():
        assert hashlib.sha256((root / "data" / name).read_bytes()).hexdigest() == sha
    for name, sha in record["outputs"].items():
        assert hashlib.sha256((root / "o1/2024" / name).read_bytes()).hexdigest() == sha
    assert (
        len(record["outputs"]) == 6 + 4 + 5 + 2 + 3 + 3 * 5
    )  # tables and their workbook, those of the house; so_ket with its Word file, kiem_tra; so_ket of the house; the three parts of kiem_tra; three sheets
    assert str(root) not in text
    assert time.strftime("%Y-%m-%d") not in text


def test_executed_notebooks_hold_no_time_no_path_and_run_again(reported_twice):
    root, _ = reported_twice
    for path in sorted((root / "o1/2024/notebooks").iterdir()):
        text = path.read_text(encoding="utf-8")
        assert str(root) not in text
        assert not any(word in text for word in ("start_time", "duration", "iopub", "/tmp/", "widget-state"))
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
        _, _, unit = path.stem.partition("__")
        given = {"period": "2024", "data": "data", **({"unit": unit} if unit else {})}
        assert notebook.metadata.papermill.parameters == given


def test_a_second_run_does_nothing_and_force_does_all(reported_twice, monkeypatch):
    root, _ = reported_twice
    made = []
    real = publishing.publish
    monkeypatch.setattr(publishing, "publish", lambda kind, **k: made.append(kind) or real(kind, **k))
    before = bytes_of(root / "o1")
    run = ["report", "--quiet", "--data", str(root / "data"), "--out", str(root / "o1")]
    assert main(run) == 0
    assert made == []
    assert main([*run, "--kind", "kiem_tra", "--force"]) == 0
    assert made == ["kiem_tra"]
    assert main(run) == 0  # so_ket was not asked for and went out of the record: it is made again
    assert bytes_of(root / "o1") == before


def test_a_changed_input_makes_a_report_again(tmp_path):
    write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS})
    run = ["report", "--quiet", "--kind", "kiem_tra", "--data", str(tmp_path / "data"), "--out", str(tmp_path / "o")]
    assert main(run) == 0
    good = (tmp_path / "o/2024/kiem_tra.html").read_bytes()
    write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS + "3,C,01/02/2024,,Có\n"})
    assert main(run) == 0
    assert (tmp_path / "o/2024/kiem_tra.html").read_bytes() != good


def test_a_report_that_fails_is_named_and_the_others_are_made(tmp_path, monkeypatch, capsys):
    write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS})
    real = publishing.publish

    def half(kind, **parts):
        if kind == "so_ket":
            raise RuntimeError("giá trị mật")
        return real(kind, **parts)

    monkeypatch.setattr(publishing, "publish", half)
    assert main(["report", "--data", str(tmp_path / "data"), "--out", str(tmp_path / "o")]) == 3
    said = capsys.readouterr()
    assert "Không lập được báo cáo so_ket kỳ 2024" in said.err
    assert "giá trị mật" not in said.err + (tmp_path / "o/loi.log").read_text(encoding="utf-8")
    assert (tmp_path / "o/2024/kiem_tra.html").is_file()
    assert not (tmp_path / "o/2024/so_ket.html").exists()
    assert json.loads((tmp_path / "o/2024/run.json").read_text(encoding="utf-8"))["failed"] == ["so_ket"]


def test_a_second_run_on_the_same_folder_is_refused_and_names_the_first(tmp_path, capsys):
    write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS})
    with open_output(tmp_path / "o", command="report"):
        assert main(["evaluate", "--data", str(tmp_path / "data"), "--out", str(tmp_path / "o")]) == 4
    assert f"tiến trình {os.getpid()}, lệnh report" in capsys.readouterr().err
    assert list((tmp_path / "o").iterdir()) == []
    assert main(["evaluate", "--quiet", "--data", str(tmp_path / "data"), "--out", str(tmp_path / "o")]) == 0


def test_writing_never_goes_through_a_link(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "o").mkdir()
    (tmp_path / "o/2024").symlink_to(outside)
    with pytest.raises(ToolkitError, match="liên kết"), open_output(tmp_path / "o", command="x") as folder:
        folder.write({"2024/a.csv": b"x"})
    assert list(outside.iterdir()) == []


def test_a_failed_write_leaves_the_old_file_whole(tmp_path, monkeypatch):
    folder = OutputFolder(tmp_path)
    folder.write({"a.csv": b"good"})
    monkeypatch.setattr(os, "fsync", lambda *_: (_ for _ in ()).throw(OSError(28, "no space")))
    with pytest.raises(ToolkitError, match="hết dung lượng đĩa"):
        folder.write({"a.csv": b"half"})
    assert (tmp_path / "a.csv").read_bytes() == b"good"


@pytest.mark.slow
@linux
def test_a_killed_run_leaves_whole_files_and_no_process(tmp_path):
    write_folder(
        tmp_path / "data", {f"{year}/van_ban.csv": DOCUMENTS.replace("2024", str(year)) for year in range(2021, 2025)}
    )
    run = [
        sys.executable,
        "-m",
        "toolkit",
        "report",
        "--quiet",
        "--data",
        str(tmp_path / "data"),
        "--out",
        str(tmp_path / "o"),
    ]
    started = subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    # The template, what writes Word files, its helper.
    left = wait_for(lambda: len(found := family(started.pid)) >= 3 and found)
    started.send_signal(signal.SIGKILL)
    started.wait()
    wait_for(lambda: not left & set(processes()), seconds=30)
    for name, content in bytes_of(tmp_path / "o").items():
        if name.endswith(".html"):
            assert content.rstrip().endswith(b"</html>")
    assert main(run[3:]) == 0  # the next run clears up and finishes
    assert not [name for name in bytes_of(tmp_path / "o") if "thidua" in name]


def test_an_unknown_parameter_of_a_notebook_is_refused(tmp_path):
    with pytest.raises(ToolkitError, match="không có tham số ky"):
        publishing.execute(publishing.NOTEBOOKS / "so_ket.ipynb", parameters={"ky": "2024"}, folder=tmp_path)


@pytest.mark.parametrize(("source", "said"), [("raise SystemExit(0)", "dừng"), ("1 / 0", "ZeroDivisionError")])
def test_a_notebook_that_stops_early_is_no_report(tmp_path, source, said):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source), nbformat.v4.new_code_cell("'cuối'")])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, tmp_path / "n.ipynb")
    with pytest.raises(ToolkitError, match=said):
        publishing.execute(tmp_path / "n.ipynb", parameters={}, folder=tmp_path)


def test_csv_has_the_columns_of_the_contract_and_machine_numbers(tmp_path):
    e = evaluated(tmp_path, {"2024/van_ban.csv": DOCUMENTS, "2023/van_ban.csv": DOCUMENTS.replace("2024", "2023")})
    tables = {name: list(csv.reader(content.decode("utf-8").splitlines())) for name, content in csv_files(e).items()}
    assert tables["indicators.csv"][0] == [
        "period",
        "unit",
        "target",
        "numerator",
        "denominator",
        "value",
        "goal",
        "attainment",
        "met",
        "status",
        "previous_value",
        "change",
        "source",
    ]
    assert tables["indicators.csv"][1:] == [
        ["2024", "A", "T1", "1", "1", "1", "0.8", "1", "true", "ok", "1", "0", "van_ban"],
        ["2024", "B", "T1", "0", "1", "0", "0.8", "0", "false", "ok", "0", "0", "van_ban"],
        ["2024", "C", "T1", "0", "0", "", "0.8", "", "", "no_cases", "", "", "van_ban"],
        ["2024", "SO", "T1", "1", "2", "0.5", "0.8", "0.625", "false", "ok", "0.5", "0", "van_ban"],
    ]
    assert tables["items.csv"][:2] == [
        ["period", "unit", "item", "self_points", "points", "max_points", "reason"],
        ["2024", "A", "T1", "", "10", "10", ""],
    ]
    assert tables["scores.csv"][:3] == [
        ["period", "unit", "group", "self_score", "score", "rank", "band", "rank_low", "rank_high", "top_share"],
        ["2024", "A", "", "100.00", "100.00", "1", "Tốt", "1", "1", "1.0"],
        ["2024", "B", "", "0.00", "0.00", "2", "Chưa đạt", "2", "2", "0.0"],
    ]
    assert tables["findings.csv"][0] == [
        "code",
        "level",
        "file",
        "sheet",
        "row",
        "column",
        "unit",
        "target",
        "problem",
        "remedy",
    ]
    assert frame(e, "scores").loc[0, "score"] == 100.0


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(tmp_path):
    made = plan(contents=[{"id": "N1", "name": "x", "points": 1}])
    e = evaluated(
        tmp_path,
        {
            "2024/van_ban.csv": DOCUMENTS,
            "2024/tham_dinh.csv": "Mã đơn vị,Mã mục,Điểm thẩm định,Lý do\nA,N1,1,=HYPERLINK(1)\nB,N1,1,@x\n",
        },
        plan=made,
    )
    text = csv_files(e)["items.csv"].decode("utf-8")
    assert "'=HYPERLINK(1)" in text
    assert "'@x" in text
    assert PLAN["contents"] == []


@pytest.mark.browser
def test_pdf_on_request_beside_the_html_and_in_the_record(tmp_path):
    need(chromium=CHROMIUM)
    data = write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS})
    run = ["report", "--quiet", "--kind", "kiem_tra", "--data", str(data), "--out", str(tmp_path / "o")]
    assert main([*run, "--pdf"]) == 0
    printed = (tmp_path / "o/2024/kiem_tra.pdf").read_bytes()
    assert printed.startswith(b"%PDF-")
    record = json.loads((tmp_path / "o/2024/run.json").read_text(encoding="utf-8"))
    assert record["outputs"]["kiem_tra.pdf"] == hashlib.sha256(printed).hexdigest()
    assert main(run) == 0
    assert (tmp_path / "o/2024/kiem_tra.pdf").read_bytes() == printed  # nothing changed: it stays


def test_publishing_does_not_wait_for_a_grammar_that_no_notebook_needs_and_leaves_it_to_others():
    look = "import sys, toolkit.publishing.publish, nbformat, papermill\nprint('rfc3987_syntax' in sys.modules)\nimport rfc3987_syntax\nprint('rfc3987_syntax' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True)
    assert said.stdout.split() == ["False", "True"], said.stderr
