"""The template process: imports once what notebooks import, then forks a child for each job it is handed.

Run as ``python -P -m toolkit.publishing.engine.template FD [LIBRARY…]``; FD is a socket to the driver, a LIBRARY what the notebooks
of this run import besides. A job is four descriptors: the child's channel, its standard output and error, and a lifeline
to the driver. Closing the lifeline kills the child; the child's end is told over it. When the driver ends, however it
ends, every child ends, and the template with them.
"""

from __future__ import annotations

import gc
import importlib
import os
import select
import signal
import socket
import sys
import time
from contextlib import suppress

from ...evaluation.kept import unpack_kept
from .wire import BROKEN

READY = b"+"
_JOB_DESCRIPTORS = 4
_LOOKS, _PAUSE = 20, 0.05  # seconds between looks for other threads
# What every notebook imports. Nothing here may start a thread or open a connection: with it the template is of no use.
_LIBRARIES = (
    "toolkit.notebook",
    "toolkit.evaluation.frames",
    "toolkit.report",
    "narwhals",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "toolkit.publishing.engine.child",
    "toolkit.publishing.parameters",
    "encodings.ascii",  # what the first message would load, and the first cell
    "IPython.core.logger",
)


def is_alone() -> bool:
    """Whether this process has no other thread, those of C libraries included; one that is just ending is waited for."""
    for _ in range(_LOOKS):
        if len(os.listdir("/proc/self/task")) == 1:
            return True
        time.sleep(_PAUSE)
    return False


def serve(control: socket.socket) -> None:
    """Fork and reap until the driver closes ``control``."""
    lifelines: dict[int, socket.socket] = {}  # pidfd of a child → its lifeline
    children: dict[int, int] = {}  # pidfd → pid
    try:
        while True:
            poll = select.poll()
            poll.register(control, select.POLLIN)
            for pidfd, lifeline in lifelines.items():
                poll.register(pidfd, select.POLLIN)
                poll.register(lifeline, select.POLLIN)
            ready = {fd for fd, _ in poll.poll()}
            for pidfd in [each for each in children if each in ready]:
                _reap(children.pop(pidfd), pidfd, lifelines.pop(pidfd))
            for pidfd in [each for each, lifeline in lifelines.items() if lifeline.fileno() in ready]:
                _kill(children[pidfd])
            if control.fileno() in ready:
                _, fds, _, _ = socket.recv_fds(control, 1, _JOB_DESCRIPTORS)
                if len(fds) != _JOB_DESCRIPTORS:
                    return
                if started := _fork(fds, [control, *lifelines.values()], [*children]):
                    pid, pidfd, lifeline = started
                    children[pidfd], lifelines[pidfd] = pid, lifeline
    finally:
        for pidfd, pid in children.items():
            _reap(pid, pidfd, lifelines[pidfd])


def _fork(fds: list[int], sockets: list[socket.socket], pidfds: list[int]) -> tuple[int, int, socket.socket] | None:
    """A child that runs a job: (pid, pidfd, lifeline); None, and the lifeline closed, where forking would be unsafe."""
    channel, out, err, lifeline = fds
    if not is_alone():
        for fd in fds:
            os.close(fd)
        return None
    template = os.getpid()
    pid = os.fork()
    if pid == 0:
        code = BROKEN
        try:
            for each in sockets:
                each.close()
            for fd in (*pidfds, lifeline):
                os.close(fd)
            code = _run(channel, out, err, template)
        finally:  # whatever happens, a child never comes back into the loop of the template
            os._exit(code)
    with suppress(OSError):
        os.setpgid(pid, pid)  # the child does so too: whoever comes first
    for fd in (channel, out, err):
        os.close(fd)
    told = socket.socket(fileno=lifeline)
    _tell(told, f"pid {pid}")
    return pid, os.pidfd_open(pid), told


def _run(channel: int, out: int, err: int, template: int) -> int:
    from . import child

    os.dup2(out, 1)
    os.dup2(err, 2)
    os.close(out)
    os.close(err)
    return child.run(socket.socket(fileno=channel), template=template)


def _kill(pid: int) -> None:
    """End a child that has not been reaped, and whatever it started."""
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError):
            kill(pid, signal.SIGKILL)


def _reap(pid: int, pidfd: int, lifeline: socket.socket) -> None:
    """Clear up after a child: end what it left running, take its status, tell the driver."""
    _kill(pid)
    _, status = os.waitpid(pid, 0)
    os.close(pidfd)
    _tell(lifeline, f"end {os.waitstatus_to_exitcode(status)}")
    lifeline.close()


def _tell(lifeline: socket.socket, what: str) -> None:
    with suppress(OSError):  # the driver has let go of the child
        lifeline.send(what.encode("ascii"))


def _rehearse(*, draws: bool) -> None:
    """Do what is slow the first time, once for all children: make a shell, run a cell, find the fonts of pictures."""
    from ...report.charts.drawing import find_fonts
    from .shell import make_shell

    make_shell().run_cell("None", silent=True)
    if draws:
        find_fonts()


def main() -> int:
    """Load, report, serve. Where a library has started a thread, say nothing: the driver takes the stock kernel."""
    gc.disable()  # what is loaded stays: to look through it for garbage, again and again, would be in vain
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.close(os.pidfd_open(os.getpid()))  # a kernel or a sandbox may refuse it: now, not under a report
    os.chdir(os.path.dirname(os.path.abspath(__file__)))  # matplotlib would read settings from the user's folder
    for name in (*_LIBRARIES, *sys.argv[2:]):
        importlib.import_module(name)
    unpack_kept()
    _rehearse(draws="seaborn" in sys.argv[2:])
    gc.freeze()  # a collection in a child would otherwise copy every page of the template
    gc.enable()
    if not is_alone():
        return 1
    control.send(READY)
    serve(control)
    return 0


if __name__ == "__main__":
    os._exit(main())  # nothing here needs to be taken apart
