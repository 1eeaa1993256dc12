"""A forked child: make it a process of its own, then run the cells it is sent. It knows nothing of the other children."""

from __future__ import annotations

import asyncio
import atexit
import ctypes
import gc
import io
import os
import random
import resource
import signal
import socket
import sys
import time
from contextlib import suppress
from typing import Any

import numpy.random

from ..interrupts import hear
from .shell import ReportShell, connected_shell
from .wire import Inbox, message, packed, receive, send

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)
_BUFFERED = (io.TextIOWrapper, io.BufferedWriter, io.BufferedRandom)


def run(channel: socket.socket, *, template: int) -> int:
    """Run the cells that arrive over ``channel`` until it closes; the exit code of the process."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != template:
        return 0  # the template ended before it was watched
    inbox = Inbox()
    if (job := receive(channel, inbox)) is None:
        return 0
    _isolate(job)
    shell = connected_shell(channel)
    asyncio.set_event_loop(loop := asyncio.new_event_loop())
    loop.run_until_complete(_serve(shell, channel, inbox))
    _end()
    return 0


def _isolate(job: dict[str, Any]) -> None:
    """What a new process has of its own and a forked one must be given: environment, place, limits, random numbers."""
    with suppress(OSError):
        os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    hear()
    os.environ.clear()
    os.environ.update(job["environ"])
    time.tzset()
    os.chdir(job["folder"])
    if job["import_from_folder"]:
        sys.path.insert(0, "")
    sys.argv = ["thidua"]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold the data
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("1000")  # where memory runs out, this process goes, not the driver
    random.seed()
    numpy.random.seed()


def _end() -> None:
    """Leave as the stock kernel does, and write what is held back for files that the cells have left open.

    A kernel writes it as it takes itself apart, which takes long.
    """
    files = [each for each in gc.get_objects() if type(each) in _BUFFERED]
    gc.freeze()  # IPython looks for garbage once more
    atexit._run_exitfuncs()
    for file in files:
        with suppress(OSError, ValueError):
            file.flush()


async def _serve(shell: ReportShell, channel: socket.socket, inbox: Inbox) -> None:
    while not shell.exit_now and (request := receive(channel, inbox)) is not None:
        reply = await shell.reply(request["code"])
        await asyncio.sleep(0)  # what the cell has scheduled gets its turn, as in the stock kernel
        shell.flush()
        send(channel, packed(message("execute_reply", reply)))
