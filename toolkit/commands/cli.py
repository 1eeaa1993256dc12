"""The command ``thidua``: its options, how it ends, what it says where something is wrong."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import TextIO

from .. import __version__
from ..words.errors import EXIT_BUG, EXIT_OK, EXIT_REFUSED, Finding, ToolkitError
from .answer import EXIT_INTERRUPTED, Answer
from .arguments import help_text, parse
from .commands import run
from .doctor import old_libraries
from .said import finding_fields


class _Stop:
    """Somebody asked the command to end. It is remembered, since a library may make an error of its own of the interrupt."""

    was_asked = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.was_asked = True
        raise KeyboardInterrupt

    def listen(self) -> None:
        """Hear SIGTERM, and SIGINT unless whoever started this process wants it left alone; a thread hears nothing."""
        if threading.current_thread() is not threading.main_thread():
            return
        signal.signal(signal.SIGTERM, self)
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, self)


def _open_streams() -> None:
    """Let streams that the caller has closed lead nowhere: else the next file opened would take their place."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            os.set_inheritable(number, True)
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code. Nothing but our own bugs gets past it, and those only into the log."""
    arguments = sys.argv[1:] if arguments is None else arguments
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    out, stop, answer = Path("outputs"), _Stop(), Answer()
    try:
        code = EXIT_OK
        if not arguments or arguments in (["-h"], ["--help"]):
            print(help_text(), end="")
        elif arguments == ["--version"]:
            print(f"thidua {__version__}")
        else:
            command, options = parse(arguments)
            out, answer.command, options.answer = options.out, command, answer
            stop.listen()
            code = run(command, options)
        sys.stdout.flush()  # what does not arrive is told here, and not by Python at its end
        return code
    except (Exception, KeyboardInterrupt) as error:
        findings: Sequence[Finding] = ()
        if stop.was_asked or isinstance(error, KeyboardInterrupt):
            far = "".join(getattr(error, "__notes__", ())) or "các tệp đã ghi đều nguyên vẹn."
            code, told = EXIT_INTERRUPTED, f"Đã dừng theo yêu cầu; {far}"
        elif isinstance(error, ToolkitError):
            code, told, findings = error.exit_code, str(error), error.findings
        elif isinstance(error, BrokenPipeError):
            sys.stderr.close()
            return EXIT_OK
        elif isinstance(error, OSError) and error.filename is None and not _is_heard(sys.stdout):
            code, told = EXIT_REFUSED, _UNHEARD
        else:
            code, told = EXIT_BUG, _of_a_bug(error, out)
        if "--json" in arguments and told != _UNHEARD:
            first, fields = told.splitlines()[0], [finding_fields(each) for each in findings]
            answer.give({"error": first, "findings": fields, "exit_code": code})
        with suppress(OSError):  # where nobody hears it, the exit code says it still
            print(told, file=sys.stderr, flush=True)
        return code


_UNHEARD = (
    "Không ghi được đầu ra của lệnh; các tệp đã ghi đều nguyên vẹn. Cách sửa: kiểm tra tệp hay ổ đĩa nhận đầu ra (còn "
    "chỗ, được ghi) rồi chạy lại."
)


def _is_heard(stream: TextIO) -> bool:
    """Whether a line that is printed arrives. What does not is dropped, so that nothing complains of it at the end."""
    try:
        print(file=stream, flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return False
    return True


def _of_a_bug(error: Exception, out: Path) -> str:
    """What is said of one."""
    told = f"Lỗi của bộ công cụ, không phải của số liệu. Cách sửa: gửi tệp {_log(error, out)} cho người phụ trách."
    if old := old_libraries():
        told += f"\nTrên máy này: {'; '.join(old)}. Cách sửa: chạy thidua doctor và làm theo."
    return told


def _log(error: Exception, out: Path) -> Path:
    """Write where a bug struck, without values of the data, beside the results or, failing that, where one may write."""
    import tempfile

    from ..running.batch import trace

    for folder in (out, Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "loi.log").write_text(trace(error), encoding="utf-8")
            return folder / "loi.log"
        except OSError:
            continue
    return Path("loi.log")
