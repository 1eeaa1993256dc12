"""The shell of the stock kernel, without its sockets: what it would publish goes over the child's channel."""

from __future__ import annotations

import asyncio
import builtins
import getpass
import io
import os
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any, NoReturn, cast

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError
from jupyter_client.session import Session
from traitlets import Any as AnyTrait
from traitlets.config import Config

from .wire import message, send

_FULL = 1 << 16


class Channel(Session):
    """What the shell takes for a session: its messages, packed as the stock one packs them, go to the driver."""

    publish = AnyTrait()

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **__: Any) -> None:
        """Publish a message, given whole or as its type and content."""
        if isinstance(msg_or_type, dict):
            msg_or_type, content = msg_or_type["msg_type"], msg_or_type["content"]
        self.publish(self.pack(message(msg_or_type, content or {})))


class Stream(io.TextIOBase):
    """Standard output or error of the cells. Collected, and sent before anything that is displayed, as stock does."""

    encoding, errors = "UTF-8", None

    def __init__(self, name: str, descriptor: int, session: Channel):
        self._name, self._descriptor, self._session = name, descriptor, session
        self._texts: list[str] = []
        self._size, self._lock, self._process = 0, threading.RLock(), os.getpid()

    @property
    def name(self) -> str:
        """``<stdout>`` or ``<stderr>``."""
        return f"<{self._name}>"

    def fileno(self) -> int:
        """The descriptor that programs started by a cell write to; the driver reads it too."""
        return self._descriptor

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, text: str) -> int:
        """Take in a text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if os.getpid() != self._process:  # a process that the cell has forked: the channel is not its own
            os.write(self._descriptor, text.encode("utf-8", errors="replace"))
            return len(text)
        with self._lock:
            self._texts.append(text)
            self._size += len(text)
            if self._size > _FULL:
                self.flush()
        return len(text)

    def flush(self) -> None:
        """Send what has been written."""
        if os.getpid() != self._process:
            return
        with self._lock:
            texts, self._texts, self._size = self._texts, [], 0
            if text := "".join(texts):
                self._session.send(None, "stream", {"name": self._name, "text": text})


class ReportShell(ZMQInteractiveShell):
    """The stock kernel's shell, asked cell by cell; nobody stands by to type anything in."""

    def _update_exit_now(self, change: Any) -> None:
        """``exit`` in a cell ends the child after that cell."""

    async def reply(self, code: str) -> dict[str, Any]:
        """Run a cell as ipykernel's ``do_execute`` does; what it would answer."""
        result = await self._run(code)
        payloads: Any = self.payload_manager
        payloads.clear_payload()
        error = result.error_before_exec or result.error_in_exec
        well = {"status": "ok", "execution_count": self.execution_count - 1}
        if result.success and not self._last_traceback_during_displayhook:
            return well
        told = {"ename": type(error).__name__, "evalue": str(error), "traceback": self._last_traceback or []}
        return {**well, "status": "error", **told}

    async def _run(self, code: str) -> Any:
        transformed, fault = code, None
        try:
            transformed = self.transform_cell(code)
        except SyntaxError:
            fault = sys.exc_info()
        if not self.should_run_async(code, transformed_cell=transformed, preprocessing_exc_tuple=fault):
            return self.run_cell(code, store_history=True)
        self._last_traceback, self._last_traceback_during_displayhook, result = None, False, None
        try:
            running = self.run_cell_async(
                code, store_history=True, transformed_cell=transformed, preprocessing_exc_tuple=fault
            )
            result = await asyncio.ensure_future(running)
        finally:
            self.events.trigger("post_execute")
            self.events.trigger("post_run_cell", result)
        return result

    def flush(self) -> None:
        """Send what the cell has written, whatever it has made of ``sys.stdout``."""
        for stream in self.streams:
            stream.flush()

    streams: tuple[Stream, ...] = ()


def make_shell() -> ReportShell:
    """The shell of this process. The template makes one, every child has its own copy of it."""
    options = Config()
    options.HistoryManager.enabled = False  # it would start a thread
    return ReportShell.instance(config=options, compiler_class=XCachingCompiler)


def connected_shell(channel: socket.socket) -> ReportShell:
    """The shell of this process, its outputs and its streams directed to ``channel``."""
    session = Channel(publish=_publisher(channel), key=b"")
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    shell = make_shell()
    shell.init_environment()  # the template had an environment of its own,
    history, hook, publisher = cast(Any, (shell.history_manager, shell.displayhook, shell.display_pub))
    history.reset(new_session=False)  # and a place
    hook.session = publisher.session = session
    hook.topic = b"execute_result"
    shell.streams = Stream("stdout", 1, session), Stream("stderr", 2, session)
    sys.stdout, sys.stderr = shell.streams
    builtins.input = _refusal("raw_input")
    getpass.getpass = _refusal("getpass")
    return shell


def _publisher(channel: socket.socket) -> Callable[[bytes], None]:
    """Send messages whole, whichever thread they come from; none from a process that a cell has forked."""
    lock, process = threading.Lock(), os.getpid()

    def publish(content: bytes) -> None:
        if os.getpid() == process:
            with lock:
                send(channel, content)

    return publish


def _refusal(name: str) -> Callable[..., NoReturn]:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise StdinNotImplementedError(f"{name} was called, but this frontend does not support input requests.")

    return refuse
