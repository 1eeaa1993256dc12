"""The command ``thidua``: its options, how it ends, what it says where something is wrong."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType

from .. import __version__
from ..words.errors import EXIT_BUG, EXIT_OK, ToolkitError
from .arguments import help_text, parse
from .commands import as_json, finding_fields, run
from .doctor import old_libraries

_INTERRUPTED = 130


class _Stop:
    """Somebody asked the command to end. It is remembered, since a library may make an error of its own of the interrupt."""

    was_asked = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.was_asked = True
        raise KeyboardInterrupt

    def listen(self) -> None:
        """Hear SIGTERM, and SIGINT unless whoever started this process wants it left alone."""
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
    out, stop = Path("outputs"), _Stop()
    try:
        if not arguments or arguments in (["-h"], ["--help"]):
            print(help_text(), end="")
            return EXIT_OK
        if arguments == ["--version"]:
            print(f"thidua {__version__}")
            return EXIT_OK
        command, options = parse(arguments)
        out = options.out
        stop.listen()
        return run(command, options)
    except (Exception, KeyboardInterrupt) as error:
        if stop.was_asked or isinstance(error, KeyboardInterrupt):
            print("Đã dừng theo yêu cầu; các tệp đã ghi đều nguyên vẹn.", file=sys.stderr)
            return _INTERRUPTED
        return _told(error, out=out, in_json="--json" in arguments)


def _told(error: Exception, *, out: Path, in_json: bool) -> int:
    """Say what went wrong; the exit code."""
    if isinstance(error, ToolkitError):
        if in_json:
            findings = [finding_fields(f) for f in error.findings]
            print(as_json({"error": str(error).splitlines()[0], "findings": findings, "exit_code": error.exit_code}))
        print(error, file=sys.stderr)
        return error.exit_code
    if isinstance(error, BrokenPipeError):
        sys.stderr.close()
        return EXIT_OK
    print(
        f"Lỗi của bộ công cụ, không phải của số liệu. Cách sửa: gửi tệp {_log(error, out)} cho người phụ trách.",
        file=sys.stderr,
    )
    if old := old_libraries():
        print(f"Trên máy này: {'; '.join(old)}. Cách sửa: chạy thidua doctor và làm theo.", file=sys.stderr)
    return EXIT_BUG


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
