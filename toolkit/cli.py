"""The command ``thidua``: options, streams and exit codes. Everything heavy is imported when it is needed."""

from __future__ import annotations

import argparse
import difflib
import json
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

from . import __version__
from .errors import CODES, EXIT_BUG, EXIT_INCOMPLETE, EXIT_OK, EXIT_REFUSED, Finding, ToolkitError, UsageError

# argparse speaks English; these are the sentences of it that a user can meet.
_SAID = {
    "usage: ": "cách dùng: ", "options": "tùy chọn", "positional arguments": "đối số",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid %(type)s value: %(value)r": "giá trị %(value)r không hợp lệ",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có %(value)r; chọn một trong: %(choices)s",
    "expected one argument": "thiếu giá trị", "expected at least one argument": "thiếu giá trị",
    "the following arguments are required: %s": "thiếu: %s", "ignored explicit argument %r": "không nhận giá trị %r",
    "show this help message and exit": "in trợ giúp này",
}
_COMMANDS = {
    "check": "đọc mọi tệp, nêu mọi lỗi và cách sửa; không ghi gì",
    "evaluate": "tính chỉ tiêu, điểm, thứ hạng; ghi CSV và run.json",
    "report": "tính, rồi lập mọi báo cáo HTML và trang outputs/index.html",
    "sample": "tạo thư mục số liệu minh họa",
    "doctor": "kiểm tra máy này có chạy được không, và phải làm gì nếu không",
}
_INTERRUPTED = 130


class _Parser(argparse.ArgumentParser):
    """Refuses in one Vietnamese line."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"Sai cách dùng lệnh {self.prog}: {message}. Cách sửa: xem {self.prog} --help.")


def _parser(command: str) -> _Parser:
    parser = _Parser(prog=f"thidua {command}", description=_COMMANDS[command][0].upper() + _COMMANDS[command][1:] + ".", allow_abbrev=False)
    if command == "sample":
        parser.add_argument("folder", metavar="THƯ_MỤC", type=Path, help="thư mục sẽ tạo")
        parser.add_argument("--rows", type=int, default=400, metavar="N", help="số hồ sơ TTHC mỗi kỳ; nguồn khác theo tỷ lệ (mặc định 400)")
        parser.add_argument("--periods", default="2022..2025", metavar="KỲ", help="các kỳ, cách nhau dấu phẩy, hoặc một giai đoạn (mặc định 2022..2025)")
        parser.add_argument("--seed", type=int, default=2022, metavar="SỐ", help="số gieo: cùng số thì cùng dữ liệu (mặc định 2022)")
    elif command != "doctor":
        parser.add_argument("periods", nargs="*", metavar="KỲ", help="2024, 2024-H1, 2024-Q3 hoặc 2022..2025; để trống: mọi kỳ")
    if command == "report":
        parser.add_argument("--kind", action="append", metavar="LOẠI", help="chỉ lập loại này: kiem_tra, so_ket; ghi nhiều lần được")
    _common(parser)
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="THƯ_MỤC", help="thư mục số liệu (mặc định data)")
    parser.add_argument("--out", type=Path, default=Path("outputs"), metavar="THƯ_MỤC", help="thư mục kết quả (mặc định outputs)")
    parser.add_argument("--jobs", type=_jobs, default=None, metavar="N", help="số báo cáo lập cùng lúc (mặc định: số nhân của máy)")
    parser.add_argument("--force", action="store_true", help="làm lại cả những gì còn mới")
    parser.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ ghi gì, không ghi")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON ra đầu ra chuẩn")
    parser.add_argument("--quiet", action="store_true", help="chỉ in kết quả và lỗi")


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"giá trị {text!r} không phải số nguyên từ 1 trở lên")
    return int(text)


def _help() -> str:
    commands = "\n".join(f"  {name:<10} {about}" for name, about in _COMMANDS.items())
    return (f"thidua {__version__}: bộ công cụ đánh giá phong trào thi đua\n\ncách dùng: thidua LỆNH [KỲ …] [tùy chọn]\n\nlệnh:\n{commands}\n\n"
            "Xem tùy chọn của một lệnh: thidua LỆNH --help\nVí dụ: thidua report 2024\n\n"
            "mã kết thúc: 0 xong, đủ số liệu; 1 lỗi của bộ công cụ; 2 gõ sai lệnh; 3 xong nhưng có số liệu\n"
            "hoặc báo cáo không làm được (đã nêu tên); 4 từ chối, chưa ghi gì\n")


def _parse(arguments: list[str]) -> tuple[str, argparse.Namespace]:
    """The command and its options, which may stand before it as well as after it."""
    places = [n for n, word in enumerate(arguments) if word in _COMMANDS and (n == 0 or arguments[n - 1] not in ("--data", "--out"))]
    if not places:
        typed = next((word for word in arguments if not word.startswith("-")), None)
        if typed is None and (strange := [word for word in arguments if word not in ("-h", "--help")]):
            raise UsageError(f"Không có lệnh. Đã gõ {' '.join(strange)}. Cách sửa: ghi một lệnh: {', '.join(_COMMANDS)}.")
        raise UsageError(f"Không có lệnh {typed!r}.{_nearest(typed or '', _COMMANDS)} Cách sửa: dùng một trong các lệnh: {', '.join(_COMMANDS)}.")
    command = arguments[places[0]]
    rest = arguments[: places[0]] + arguments[places[0] + 1 :]
    parser = _parser(command)
    if "-h" in rest or "--help" in rest:
        print(parser.format_help(), end="")
        raise SystemExit(EXIT_OK)
    options, unknown = parser.parse_known_intermixed_args(rest)
    if unknown:
        known = [option for action in parser._actions for option in action.option_strings]
        word = unknown[0].partition("=")[0]
        raise UsageError(f"Lệnh thidua {command} không có tùy chọn {word!r}.{_nearest(word, known)} Cách sửa: xem thidua {command} --help.")
    return command, options


def _nearest(word: str, known: Any) -> str:
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Có phải {near[0]!r}?" if near else ""


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code. Nothing but our own bugs gets past it, and those only into the log."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    argparse._ = lambda text: _SAID.get(text, text)  # type: ignore[attr-defined]
    out = Path("outputs")
    try:
        if not arguments or arguments in (["-h"], ["--help"]):
            print(_help(), end="")
            return EXIT_OK
        if arguments == ["--version"]:
            print(f"thidua {__version__}")
            return EXIT_OK
        command, options = _parse(arguments)
        out = options.out
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        return _run(command, options)
    except ToolkitError as error:
        if "--json" in arguments:
            print(_json({"error": str(error).splitlines()[0], "findings": [_finding(f) for f in error.findings], "exit_code": error.exit_code}))
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu; các tệp đã ghi đều nguyên vẹn.", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_OK
    except Exception as error:
        print(f"Lỗi của bộ công cụ, không phải của số liệu. Cách sửa: gửi tệp {_log(error, out)} cho người phụ trách.", file=sys.stderr)
        return EXIT_BUG


def _log(error: Exception, out: Path) -> Path:
    """Write where a bug struck, without values of the data, beside the results or, failing that, where one may write."""
    import tempfile

    from .batch import trace

    for folder in (out, Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "loi.log").write_text(trace(error), encoding="utf-8")
            return folder / "loi.log"
        except OSError:
            continue
    return Path("loi.log")


def _run(command: str, options: argparse.Namespace) -> int:
    if command == "doctor":
        from .doctor import examine

        return examine(options)
    if command == "sample":
        return _sample(options)
    from .workspace import Workspace

    kinds = _kinds(options) if command == "report" else ()
    workspace = Workspace.open(options.data)
    periods = workspace.select(options.periods)
    if command == "check":
        return _check(workspace, periods, options)
    if options.dry_run:
        from .batch import planned

        names = [str(options.out / name) for name in planned(periods, kinds=kinds)]
        print(_json({"would_write": names, "exit_code": EXIT_OK}) if options.json else "\n".join(["Sẽ ghi:", *names]))
        return EXIT_OK
    return _evaluate(workspace, periods, kinds, options)


def _kinds(options: argparse.Namespace) -> tuple[str, ...]:
    from .publishing import KINDS

    for kind in options.kind or ():
        if kind not in KINDS:
            raise UsageError(f"Không có loại báo cáo {kind!r}.{_nearest(kind, KINDS)} Cách sửa: chọn một trong các loại: {', '.join(KINDS)}.")
    return tuple(kind for kind in KINDS if not options.kind or kind in options.kind)


def _sample(options: argparse.Namespace) -> int:
    from .periods import parse_period
    from .sample import write_sample

    periods = [parse_period(text) for text in options.periods.split(",")]
    if options.dry_run:
        print(_json({"would_write": [str(options.folder)], "exit_code": EXIT_OK}) if options.json else f"Sẽ tạo số liệu minh họa trong {options.folder}.")
        return EXIT_OK
    files = write_sample(options.folder, rows=options.rows, periods=periods, seed=options.seed)
    print(_json({"files": [str(path) for path in files], "exit_code": EXIT_OK}) if options.json else f"Đã tạo {len(files)} tệp số liệu minh họa trong {options.folder}.")
    return EXIT_OK


def _check(workspace: Any, periods: Any, options: argparse.Namespace) -> int:
    evaluations = [workspace.evaluate(period) for period in _progress(options)(periods, desc="Kiểm tra", unit="kỳ")]
    code = EXIT_OK if all(evaluation.is_complete for evaluation in evaluations) else EXIT_INCOMPLETE
    if options.json:
        print(_json({"periods": [{"period": e.period.id, "complete": e.is_complete, "findings": [_finding(f) for f in e.findings]} for e in evaluations], "exit_code": code}))
        return code
    for evaluation in evaluations:
        print(_summary(evaluation))
        for finding in evaluation.findings:
            print(f"  {finding.line()}")
    return code


def _evaluate(workspace: Any, periods: Any, kinds: tuple[str, ...], options: argparse.Namespace) -> int:
    import os

    from .batch import run

    outcomes = run(workspace, periods, out=options.out, kinds=kinds, jobs=options.jobs or os.cpu_count() or 1, force=options.force, progress=_progress(options))
    code = max(outcome.exit_code for outcome in outcomes)
    for outcome in outcomes:
        for finding in outcome.evaluation.findings if not options.quiet or code else ():
            print(f"{outcome.period.id}: {finding.line()}", file=sys.stderr)
        for kind, why in outcome.failed.items():
            print(f"Không lập được báo cáo {kind} kỳ {outcome.period.id}: {why}", file=sys.stderr)
    if options.json:
        print(_json({"periods": [{"period": o.period.id, "complete": o.evaluation.is_complete, "folder": str(options.out / o.period.id),
                                  "files": sorted({*o.files, *o.kept, "run.json"}), "failed": o.failed,
                                  "findings": [_finding(f) for f in o.evaluation.findings]} for o in outcomes],
                     "index": str(options.out / "index.html") if kinds else None, "exit_code": code}))
        return code
    for outcome in outcomes:
        print(f"{_summary(outcome.evaluation)} → {options.out / outcome.period.id}")
    if kinds:
        print(options.out / "index.html")
    return code


def _summary(evaluation: Any) -> str:
    levels = [finding.level for finding in evaluation.findings]
    own = [each for each in evaluation.indicators if each.unit == evaluation.agency]
    state = "đủ số liệu" if evaluation.is_complete else "CÒN SỐ LIỆU THIẾU HOẶC KHÔNG TÍNH ĐƯỢC"
    return (f"Kỳ {evaluation.period.id}: {len(evaluation.units)} đơn vị, {sum(bool(i.met) for i in own)}/{len(own)} chỉ tiêu đạt, "
            f"{levels.count('error')} lỗi, {levels.count('warning')} cảnh báo; {state}")


def _progress(options: argparse.Namespace) -> Any:
    """A progress bar on a terminal; nothing anywhere else."""
    from functools import partial

    from tqdm import tqdm

    return partial(tqdm, file=sys.stderr, disable=True if options.quiet else None, leave=False)


def _finding(finding: Finding) -> dict[str, Any]:
    names = ("code", "level", "file", "sheet", "row", "column", "unit", "target", "problem", "remedy")
    return {"title": CODES[finding.code][1], **{name: getattr(finding, name) for name in names}}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


__all__ = ["EXIT_REFUSED", "main"]
