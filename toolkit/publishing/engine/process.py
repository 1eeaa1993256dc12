"""The template process, as the driver holds it: started once, asked for a child for each notebook."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

from ...words.errors import ToolkitError
from .watch import Child, Limits, Unavailable
from .wire import packed, send

_PROGRAM, _START_SECONDS = "toolkit.publishing.engine.template", 120
_TRIES = 2  # starts of a template before it is taken for one that cannot load here
# Read by C libraries as they are loaded: without these they would start threads of their own.
_SINGLE_THREADED = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}


class Template:
    """A template process of this driver, with an environment of its own."""

    def __init__(self, libraries: tuple[str, ...], environ: Mapping[str, str]) -> None:
        self._libraries, self._environ = libraries, environ
        self._control, theirs = socket.socketpair()
        self._lock, self.was_ready = threading.Lock(), False
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", _PROGRAM, str(theirs.fileno()), *libraries],
                pass_fds=[theirs.fileno()],
                env={"MPLBACKEND": "module://matplotlib_inline.backend_inline", **environ, **_SINGLE_THREADED},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._control.settimeout(_START_SECONDS)

    def another(self) -> Template:
        """One that takes its place."""
        return Template(self._libraries, self._environ)

    @property
    def is_alive(self) -> bool:
        """Has it not ended?"""
        return self._process.poll() is None

    def fork(self, job: dict[str, Any], *, limits: Limits, name: str) -> Child:
        """A child for a job. Raises Unavailable where the template could not load, or has ended."""
        channel, theirs = socket.socketpair()
        lifeline, kept = socket.socketpair(type=socket.SOCK_SEQPACKET)
        (out, out_end), (err, err_end) = os.pipe(), os.pipe()
        handed = [theirs.detach(), out_end, err_end, kept.detach()]
        child = Child(channel, lifeline, (out, err), limits=limits, name=name)
        try:
            self._hand(handed)
            send(channel, packed(job))
        except OSError:
            child.close()
            raise Unavailable from None
        finally:
            for fd in handed:
                os.close(fd)
        return child

    def _hand(self, descriptors: list[int]) -> None:
        with self._lock:
            if not self.was_ready:
                with suppress(TimeoutError):
                    self.was_ready = bool(self._control.recv(1))
            if not self.was_ready:
                self.stop()  # nobody is to wait for it again
                self._process.wait()
                raise BrokenPipeError
            socket.send_fds(self._control, [b"j"], descriptors)

    def stop(self) -> None:
        """Have the template end, and every child of it, whoever waits for them."""
        if not self.was_ready:
            self._process.kill()  # it still loads, and has no child yet
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the template and every child of it, and wait until it has ended."""
        self.stop()
        self._process.wait()
        self._control.close()


class Templates:
    """The template of those who hold it: of one run, or of whoever runs notebooks by papermill alone."""

    def __init__(self) -> None:
        self.template: Template | None = None
        self._lock = threading.Lock()
        self._failed = self._holders = 0  # templates that could not load; those who hold it now
        self._is_stopped = False

    @contextmanager
    def warm(self, *libraries: str, environ: Mapping[str, str] | None = None) -> Iterator[None]:
        """Keep the template while the block runs: it is started by the first who holds it and ended by the last.

        A batch holds it over all its reports. It loads meanwhile, with it the ``libraries`` that not every report needs;
        nobody waits for it before the first notebook. Where forking is no use, nothing is started. ``environ`` is its
        environment, that of this process unless another is given.
        """
        with self._lock:
            self._holders += 1
            if self.template is None and self._failed < _TRIES and is_possible():
                self.template = Template(libraries, os.environ if environ is None else environ)
        try:
            yield
        finally:
            with self._lock:
                self._holders -= 1
                if not self._holders:
                    if self.template:
                        self.template.close()
                    self.template, self._failed, self._is_stopped = None, 0, False

    def stop(self) -> None:
        """Give up whatever runs: children are killed, and those who wait for them get a ToolkitError."""
        with self._lock:
            self._is_stopped = self._holders > 0
            if self.template:
                self.template.stop()

    def refuse_if_stopped(self) -> None:
        """Raise ToolkitError after ``stop``."""
        if self._is_stopped:
            raise ToolkitError("Đã dừng theo yêu cầu, báo cáo chưa xong. Cách sửa: chạy lại lệnh.")

    def fork(self, job: dict[str, Any], *, limits: Limits, name: str) -> Child:
        """A child of the template that ``warm`` keeps; of a new one, where that has been lost or could not load, for once.

        Raises Unavailable.
        """
        while True:
            self.refuse_if_stopped()
            with self._lock:
                if self.template is None:
                    raise Unavailable
                if not self.template.is_alive and self.template.was_ready:
                    self.template.close()
                    self.template = self.template.another()
                template = self.template
            try:
                return template.fork(job, limits=limits, name=name)
            except Unavailable:
                if template.was_ready:
                    raise
                self._note_failure(template)

    def _note_failure(self, template: Template) -> None:
        """A template could not load: the first who notices counts it, and starts another as long as there is hope.

        Once there is none, nobody has a template: each notebook of those that waited for it, and of those to come, knows.
        """
        with self._lock:
            if template is not self.template:
                return
            template.close()
            self._failed += 1
            is_hopeless = self._failed == _TRIES or self._is_stopped
            self.template = None if is_hopeless else template.another()


def is_possible() -> bool:
    """Forking is safe, and a child can be watched: Linux, with process descriptors."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


SHARED = Templates()  # of whoever runs notebooks by papermill, without a run of ours


def warm(*libraries: str) -> AbstractContextManager[None]:
    """Keep the shared template."""
    return SHARED.warm(*libraries)
