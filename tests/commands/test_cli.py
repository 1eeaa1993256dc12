"""The command: options, streams, exit codes, messages. Nothing is written when it refuses."""

from __future__ import annotations

import errno
import io
import json
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from small import HEAD, plan, reported, write_folder

import toolkit.evaluation.workspace
from toolkit.commands import doctor
from toolkit.commands.cli import main
from toolkit.publishing import publish as publishing
from toolkit.words.errors import ToolkitError, UsageError

DOCUMENTS = (
    "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n2,B,01/02/2024,,Có\n3,C,01/02/2024,,Có\n"
)


EMPTY = b"PK\x05\x06" + bytes(18)  # a Word file, as far as it is looked at


ALL_SIGNED = HEAD + "".join(f"1/{unit},{unit},2024-02-01,,Có\n" for unit in "ABC")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with good data in data/, as a user would stand in it."""
    write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(text):
    return [line for line in text.splitlines() if line]


USAGE = [
    (["reprot"], "'report'"),
    (["report", "--ot", "x"], "'--out'"),
    (["report", "--kind", "so_kt"], "'so_ket'"),
    (["evaluate", "2031"], "2024"),
    (["evaluate", "20x4"], "2024-H1"),
    (["evaluate", "2030..2031"], "2024"),
    (["evaluate", "--jobs", "0"], "--jobs"),
    (["evaluate", "--data"], "--data"),
    (["sample"], "THƯ_MỤC"),
    (["sample", "x", "--rows", "nhiều"], "--rows"),
    (["evaluate", "--out", "data/x"], "--out"),
    (["--oops"], "check"),
]


@pytest.mark.parametrize(("arguments", "named"), USAGE)
def test_wrong_usage_is_one_vietnamese_line_and_2(here, capsys, arguments, named):
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = lines(said.err)
    assert named in line
    assert "Cách sửa: " in line
    assert not (here / "outputs").exists()
    assert not (here / "x").exists()


def refused(here, capsys, code=4):
    assert main(["report"]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert not (here / "outputs").exists()
    return lines(said.err)


def test_a_missing_data_folder_is_refused(here, capsys):
    (here / "data").rename(here / "khac")
    (line,) = refused(here, capsys)
    assert "--data" in line


def test_an_empty_period_folder_alone_is_refused(here, capsys):
    (here / "data/2024").rename(here / "elsewhere")
    (here / "data/2023").mkdir()
    (line,) = refused(here, capsys)
    assert "Thư mục kỳ 2023 không có tệp số liệu nào" in line
    assert "Cách sửa" in line


def test_a_bad_plan_is_refused_with_every_fault(here, capsys):
    write_folder(here / "data", {}, plan=plan(scoring={"cap": "x", "decimals": "y"}))
    said = refused(here, capsys)
    assert len(said) == 3
    assert all("[KH-02] ke_hoach.yaml › dòng " in line for line in said[1:])


def test_an_output_folder_that_may_not_be_written_is_refused(here, capsys):
    (here / "outputs").write_text("a file", encoding="utf-8")
    assert main(["evaluate"]) == 4
    (line,) = lines(capsys.readouterr().err)
    assert "outputs" in line


BAD_DATA = [
    (DOCUMENTS + "4,Phòng Lạ,01/02/2024,,Có\n", '[DV-02] 2024/van_ban.csv › dòng 5 › cột "Mã đơn vị": '),
    (DOCUMENTS.replace(",Ký số", ",Ghi chú"), '[COT-02] 2024/van_ban.csv › cột "Ký số": '),
    (DOCUMENTS.replace("Mã đơn vị,", "Phòng,"), '[COT-01] 2024/van_ban.csv › cột "Mã đơn vị": '),
]


@pytest.mark.parametrize(("content", "said"), BAD_DATA)
def test_check_and_evaluate_end_with_3_and_name_the_place(here, capsys, content, said):
    write_folder(here / "data", {"2024/van_ban.csv": content})
    assert main(["check"]) == 3
    assert said in capsys.readouterr().out
    assert not (here / "outputs").exists()
    assert main(["evaluate"]) == 3
    assert said in capsys.readouterr().err


def test_text_for_a_number_is_named_and_never_quoted(here, capsys):
    made = reported({"id": "T1", "goal": "80%", "points": 1})
    write_folder(
        here / "data", {"2024/bao_cao_don_vi.csv": "Mã đơn vị,Mã chỉ tiêu,Tử số,Mẫu số\nA,T1,tám mươi,100\n"}, plan=made
    )
    assert main(["check"]) == 3
    said = capsys.readouterr().out
    assert "[O-03] 2024/bao_cao_don_vi.csv › dòng 2" in said
    assert "tám mươi" not in said


def test_good_data_end_with_0_and_results_go_to_standard_output(here, capsys):
    assert main(["check"]) == 0
    assert main(["evaluate"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines()[-1].endswith("outputs/2024")
    assert sorted(p.name for p in (here / "outputs/2024").iterdir()) == [
        "findings.csv",
        "followup.csv",
        "indicators.csv",
        "items.csv",
        "noi_bo",
        "run.json",
        "scores.csv",
    ]


def test_what_is_counted_are_the_parts_of_a_chi_tieu_where_it_has_some(here, capsys):
    halves = [{**plan()["targets"][0], "id": id, "of": "T1"} for id in ("T1a", "T1b")]
    for made, told in ((plan(), "1/1 chỉ tiêu đạt, "), (plan(targets=halves), "2/2 mức đo đạt, ")):
        write_folder(here / "data", {"2024/van_ban.csv": ALL_SIGNED}, plan=made)
        assert main(["check"]) == 0
        assert f"Kỳ 2024: 3 đơn vị, {told}" in capsys.readouterr().out


def test_dry_run_names_the_files_and_writes_none(here, capsys):
    assert main(["report", "--dry-run"]) == 0
    assert "outputs/2024/so_ket.html" in capsys.readouterr().out.splitlines()
    assert not (here / "outputs").exists()


def test_json_is_the_only_thing_on_standard_output(here, capsys):
    assert main(["check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["exit_code"] == 0
    assert main(["--json", "evaluate", "2024"]) == 0
    assert json.loads(capsys.readouterr().out)["periods"][0]["complete"] is True
    assert main(["evaluate", "--json", "2031"]) == 2
    assert json.loads(capsys.readouterr().out)["exit_code"] == 2


def _raise(error):
    raise error


ENDS = {
    "done": (0, None),
    "misused": (2, UsageError("sai. Cách sửa: sửa.")),
    "incomplete": (3, None),
    "refused": (4, ToolkitError("từ chối. Cách sửa: sửa.\ndòng hai")),
    "failed": (1, ZeroDivisionError("Nguyễn Văn Dân")),
    "interrupted": (130, KeyboardInterrupt()),
}


@pytest.mark.parametrize(("word", "end"), ENDS.items())
def test_json_is_one_document_with_a_word_for_how_it_ended(here, capsys, monkeypatch, word, end):
    code, error = end
    if error is not None:
        monkeypatch.setattr(toolkit.evaluation.workspace.Workspace, "evaluate", lambda *_: _raise(error))
    elif code:
        (here / "data/2024/van_ban.csv").unlink()
        write_folder(here / "data", {"2024/van_ban__A.csv": DOCUMENTS.rpartition("2,B")[0]})
    assert main(["evaluate", "2024", "--json"]) == code
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert (told["command"], told["outcome"], told["exit_code"]) == ("evaluate", word, code)
    began = datetime.fromisoformat(told["started"])
    assert timedelta(0) <= datetime.now(UTC) - began < timedelta(minutes=10)
    assert 0 <= told["seconds"] < 600
    assert {"thidua", "python", "pandas"} <= set(told["versions"])
    assert ("error" in told) == (error is not None)
    if error is None:
        assert told["periods"][0]["outcome"] == "made"
    else:
        assert told["error"] == lines(said.err)[0]
        assert "Dân" not in said.out


def test_json_of_a_command_that_is_not_known_is_a_document_too(here, capsys):
    assert main(["--json", "reprot"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert (told["command"], told["outcome"]) == ("", "misused")


def test_each_report_of_a_period_has_its_word_in_json(here, capsys, monkeypatch):
    def publish(kind, **_):
        if kind == "kiem_tra":
            raise ToolkitError("hỏng. Cách sửa: sửa.")
        return publishing.Published(b"{}", b"")

    monkeypatch.setattr(publishing, "publish", publish)
    monkeypatch.setattr(
        "toolkit.publishing.documents.Writers._ask", lambda _, asked: dict.fromkeys(asked[2].documents, EMPTY)
    )
    words = ["report", "--json", "--unit", "A", "--kind", "kiem_tra", "--kind", "phieu_don_vi"]
    for unit_sheet in ("made", "kept"):
        assert main(words) == 3
        (period,) = json.loads(capsys.readouterr().out)["periods"]
        assert (period["outcome"], period["reports"]) == (
            "failed",
            {"kiem_tra": "failed", "phieu_don_vi/A": unit_sheet},
        )


def test_a_thread_may_run_a_command(here, capsys):
    codes = []
    before = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
    thread = threading.Thread(target=lambda: codes.append(main(["check", "--json"])))
    thread.start()
    thread.join()
    assert codes == [0]
    assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)] == before


def test_options_may_stand_before_the_command_and_among_the_periods(here, capsys):
    assert main(["--out", "kq", "evaluate", "--quiet", "2024"]) == 0
    assert main(["evaluate", "2024", "--out", "kq2", "2024"]) == 0
    assert (here / "kq/2024/run.json").is_file()
    assert (here / "kq2/2024/run.json").is_file()


def test_a_bug_of_ours_leaves_no_traceback_and_a_log_without_values(here, capsys, monkeypatch):
    def broken(*_):
        raise ValueError("Nguyễn Văn Dân 0912345678")

    monkeypatch.setattr(toolkit.evaluation.workspace.Workspace, "evaluate", broken)
    assert main(["evaluate"]) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    (line,) = lines(said.err)
    assert "loi.log" in line
    log = (here / "outputs/loi.log").read_text(encoding="utf-8")
    assert "ValueError" in log
    assert "test_cli.py" in log
    assert "Dân" not in log + said.err


def test_help_is_vietnamese_for_every_command(capsys):
    for command in ("check", "evaluate", "report", "form", "collect", "sample", "doctor"):
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0
        said = capsys.readouterr().out
        assert "cách dùng: thidua " + command in said
        assert not any(word in said for word in ("usage", "options:", "show this", "positional"))


def test_help_imports_nothing_heavy():
    heavy = [
        "pandas",
        "numpy",
        "pyarrow",
        "duckdb",
        "narwhals",
        "pydantic",
        "ruamel",
        "matplotlib",
        "seaborn",
        "papermill",
        "nbconvert",
        "tqdm",
        "openpyxl",
    ]
    code = f"import sys, toolkit.commands.cli; toolkit.commands.cli.main(['--help']); sys.exit(str([m for m in {heavy} if m in sys.modules] or ''))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert (ended.returncode, ended.stderr.strip()) in ((0, ""), (1, ""))
    assert "thidua LỆNH" in ended.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("error", [RuntimeError("Query interrupted"), ToolkitError("hỏng"), None])
def test_whoever_stops_it_is_told_so_even_where_a_library_makes_an_error_of_it(
    number, error, here, monkeypatch, capsys
):
    def opened(data, **_):
        try:
            signal.raise_signal(number)
        except KeyboardInterrupt:
            raise error or KeyboardInterrupt from None

    monkeypatch.setattr(toolkit.evaluation.workspace.Workspace, "open", opened)
    assert main(["evaluate"]) == 130
    assert capsys.readouterr().err == "Đã dừng theo yêu cầu; các tệp đã ghi đều nguyên vẹn.\n"
    assert list(here.rglob("loi.log")) == []


def test_it_leaves_an_interrupt_alone_where_its_starter_does(here):
    code = (
        "import signal; from toolkit.commands.cli import main; main(['check']); print(signal.getsignal(signal.SIGINT))"
    )
    deaf = f"import signal, subprocess, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); subprocess.run([sys.executable, '-c', {code!r}])"
    ended = subprocess.run([sys.executable, "-c", deaf], capture_output=True, text=True, encoding="utf-8")
    assert ended.stdout.splitlines()[-1] == "1"


def test_the_module_is_the_command():
    ended = subprocess.run(
        [sys.executable, "-m", "toolkit", "--version"], capture_output=True, text=True, encoding="utf-8"
    )
    assert ended.stdout.startswith("thidua ")


def test_sample_and_doctor(here, capsys):
    assert main(["sample", "mau", "--rows", "20", "--periods", "2024-H1"]) == 0
    said = capsys.readouterr().out
    assert "Tiếp theo:" in said and "thidua report --data mau --out mau_ket_qua" in said
    assert main(["check", "--data", "mau"]) == 0
    assert main(["doctor"]) == 0
    assert "THIẾU" not in capsys.readouterr().out


def test_a_report_that_no_period_has_is_refused_with_the_one_that_has_it(here, capsys):
    assert main(["report", "2024", "--kind", "tong_ket"]) == 2
    said = capsys.readouterr().err
    assert "Kỳ 2024 không có báo cáo tong_ket: tổng kết lập cho cả giai đoạn của kế hoạch." in said
    assert main(["report", "2024", "--kind", "binh_xet"]) == 2
    assert "kế hoạch không có hình thức khen. Cách sửa: ghi awards" in capsys.readouterr().err
    assert not (here / "outputs").exists()


def test_a_fault_of_the_toolkit_says_which_libraries_are_too_old(here, capsys, monkeypatch):
    def fail(*_: object) -> int:
        raise LookupError

    monkeypatch.setattr("toolkit.commands.cli.run", fail)
    assert main(["check"]) == 1
    assert "cũ quá" not in capsys.readouterr().err
    monkeypatch.setattr(doctor, "version", lambda asked: "2.9.0" if asked == "narwhals" else "9999")
    assert main(["check"]) == 1
    assert "thư viện narwhals 2.9.0, cũ quá. Cách sửa: chạy thidua doctor" in capsys.readouterr().err


def test_very_many_findings_are_a_few_lines_and_every_one_of_them_stands_in_its_table(tmp_path, monkeypatch, capsys):
    units = "Mã đơn vị,Tên đơn vị\n" + "".join(f"U{n:03},Đơn vị số {n}\n" for n in range(600))
    unsigned = "".join(f"{n},U{n:03},01/02/2024,,?\n" for n in range(600))
    write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS.splitlines()[0] + "\n" + unsigned}, units=units)
    monkeypatch.chdir(tmp_path)
    assert main(["evaluate", "--quiet"]) == 3
    every = len(lines((tmp_path / "outputs/2024/findings.csv").read_text("utf-8"))) - 1
    cells, figures, rest = lines(capsys.readouterr().err)
    assert every == 600 + 601  # a cell of each row, the figure of each unit and of the agency
    assert figures.startswith("2024: [SO-03] T1: không tính được chỉ tiêu (601: SO, U000, U001,")
    assert cells.startswith(
        '2024: [O-02] 2024/van_ban.csv › dòng 2–601 (600 dòng) › cột "Ký số": giá trị ngoài danh mục.'
    )
    assert rest == "2024: đủ 1.201 mục, từng dòng: outputs/2024/findings.csv."
    assert main(["report", "--unit", "U600"]) == 2
    (line,) = lines(capsys.readouterr().err)
    assert "U029 và 570 mã khác trong danh mục đơn vị." in line
    assert "U030" not in line


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_told_as_such_and_the_code_is_true_where_nobody_hears(here, monkeypatch):
    for arguments in (["--version"], ["check", "2024"]):
        said = io.StringIO()
        with open("/dev/full", "w") as full, monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", full)
            patch.setattr(sys, "stderr", said)
            assert main(arguments) == 4
        assert said.getvalue().startswith("Không ghi được đầu ra của lệnh; các tệp đã ghi đều nguyên vẹn. Cách sửa:")

    class Full(io.StringIO):
        def write(self, _):
            raise OSError(errno.ENOSPC, "")

    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", Full())
        assert main(["check", "--data", "none"]) == 4
    assert list(here.rglob("loi.log")) == []
