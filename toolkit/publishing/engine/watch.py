"""The driver's view of one child: send it cells, read what it says, hold it to its limits."""

from __future__ import annotations

import codecs
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, cast

from ...resources import machine_memory
from ...words.errors import ToolkitError
from .wire import BROKEN, Inbox, message, packed, send

_FAREWELL_SECONDS, _WATCH_SECONDS, _PIECE = 5, 0.1, 1 << 16


class Unavailable(Exception):
    """No child can be had, it cannot run cells, or the template was lost under it: the stock kernel must do it."""


@dataclass(frozen=True)
class Limits:
    """What one report may take: seconds in all, bytes of resident memory (0: any), bytes of output."""

    seconds: float = 1800
    memory: int = field(default_factory=lambda: machine_memory() // 2)
    output: int = 64_000_000


class Child:
    """A forked child that runs the cells of one notebook."""

    def __init__(
        self, channel: socket.socket, lifeline: socket.socket, pipes: tuple[int, int], *, limits: Limits, name: str
    ):
        self._channel, self._lifeline, self._pipes = channel, lifeline, pipes
        self._limits, self._name = limits, name
        self._deadline = time.monotonic() + limits.seconds
        self._inbox, self._received = Inbox(), 0
        self._weighed = 0.0
        # told by the template: when it has forked, when the child has ended
        self._pid, self._code = 0, cast("int | None", None)
        decoders = [codecs.getincrementaldecoder("utf-8")("replace") for _ in pipes]
        self._texts: dict[str, list[str]] = {"stdout": [], "stderr": []}
        # what is read, how, and where it goes; a source that has ended is taken out
        self._sources: dict[int, tuple[Callable[[], bytes], Callable[[bytes], Any]]] = {
            channel.fileno(): (lambda: channel.recv(_PIECE, socket.MSG_DONTWAIT), self._inbox.add)
        }
        for fd, decoder, texts in zip(pipes, decoders, self._texts.values()):
            os.set_blocking(fd, False)
            self._sources[fd] = (partial(os.read, fd, _PIECE), partial(_decode, decoder, texts))

    def run(self, code: str, *, seconds: float | None = None) -> Iterator[dict[str, Any]]:
        """Run a cell: what it publishes, as messages of Jupyter's, ``execute_reply`` last.

        Raises ToolkitError where the child ends before that, takes more time (``seconds``: for this cell) or says
        more than it may; Unavailable where the template did not fork, or was lost.
        """
        deadline = min(self._deadline, time.monotonic() + (seconds or self._limits.seconds))
        with suppress(OSError):  # it has ended: the lifeline tells how
            send(self._channel, packed({"code": code}))
        while True:
            self._take(deadline)
            yield from self._written()
            while told := self._inbox.take():
                yield told
                if told["msg_type"] == "execute_reply":
                    return
            if self._code is not None:
                self._raise_ended(self._code)

    def finish(self) -> None:
        """Let the child end as a program does; one that does not is killed, and so is whatever it has started."""
        with suppress(OSError):
            self._channel.shutdown(socket.SHUT_WR)
        with suppress(TimeoutError, Unavailable):
            self._lifeline.settimeout(_FAREWELL_SECONDS)
            while self._code is None:
                self._listen()

    def close(self) -> None:
        """Kill the child if it still runs, and let go of it."""
        for each in (self._lifeline, self._channel):
            each.close()
        for fd in self._pipes:
            os.close(fd)

    def _take(self, deadline: float) -> None:
        """Wait a moment for the child to send something or to end, and take in all that is there."""
        left = deadline - time.monotonic()
        if left <= 0:
            self._raise_late()
        poll = select.poll()
        for fd in (self._lifeline.fileno(), *self._sources):
            poll.register(fd, select.POLLIN)
        ready = {fd for fd, _ in poll.poll(min(left, _WATCH_SECONDS) * 1000 + 1)}
        self._weigh()
        for fd, (read, keep) in list(self._sources.items()):
            with suppress(BlockingIOError):
                while piece := _piece(read):
                    self._count(len(piece))
                    keep(piece)
                del self._sources[fd]
        if self._lifeline.fileno() in ready:
            self._listen()

    def _listen(self) -> None:
        """What the template says of the child. Raises Unavailable where it says no more."""
        if not (told := self._lifeline.recv(32)):
            raise Unavailable
        what, number = told.split()
        self._pid, self._code = (int(number), None) if what == b"pid" else (self._pid, int(number))

    def _weigh(self) -> None:
        """Hold the child to its memory. A limit of the kernel's counts address space, of which DuckDB maps a gigabyte
        more than it uses; so its resident memory is looked at, several times a second."""
        if not self._limits.memory or not self._pid or time.monotonic() < self._weighed + _WATCH_SECONDS:
            return
        self._weighed = time.monotonic()
        with suppress(OSError, IndexError):
            pages = int(Path(f"/proc/{self._pid}/statm").read_text("ascii").split()[1])
            if pages * os.sysconf("SC_PAGE_SIZE") > self._limits.memory:
                raise ToolkitError(
                    f"Sổ tay {self._name} dùng quá {self._limits.memory / 1e9:.1f} GB bộ nhớ nên đã bị dừng. "
                    "Cách sửa: chạy trên máy có nhiều bộ nhớ hơn, hoặc chia số liệu thành kỳ ngắn hơn."
                )

    def _raise_late(self) -> NoReturn:
        raise ToolkitError(
            f"Sổ tay {self._name} chạy quá thời gian cho phép ({self._limits.seconds:g} giây) nên đã bị dừng. "
            "Cách sửa: mở sổ tay trong JupyterLab, chạy từng ô để tìm ô chạy lâu."
        )

    def _count(self, size: int) -> None:
        self._received += size
        if self._received > self._limits.output:
            raise ToolkitError(
                f"Sổ tay {self._name} in ra quá {self._limits.output // 1_000_000} MB nên đã bị dừng. "
                "Cách sửa: mở sổ tay trong JupyterLab, bớt phần in ra."
            )

    def _written(self) -> Iterator[dict[str, Any]]:
        """What programs started by the cell have written to the descriptors of its standard output and error."""
        for name, texts in self._texts.items():
            if text := "".join(texts):
                texts.clear()
                yield message("stream", {"name": name, "text": text})

    def _raise_ended(self, code: int) -> NoReturn:
        if code == BROKEN:
            raise Unavailable
        signals = {each.value: each.name for each in signal.Signals}
        how = f"bị dừng bằng tín hiệu {signals.get(-code, -code)}" if code < 0 else f"tự kết thúc với mã {code}"
        raise ToolkitError(
            f"Sổ tay {self._name}: tiến trình chạy sổ tay {how} khi chưa xong. "
            "Cách sửa: nếu máy thiếu bộ nhớ thì lập ít báo cáo cùng lúc hơn (--jobs 1); nếu không, mở sổ tay trong JupyterLab, chạy từng ô để tìm chỗ dừng."
        )


def _piece(read: Callable[[], bytes]) -> bytes:
    try:
        return read()
    except ConnectionResetError:  # it ended with something unread
        return b""


def _decode(decoder: codecs.IncrementalDecoder, texts: list[str], piece: bytes) -> None:
    texts.append(decoder.decode(piece))
