"""Ctrl+C reaches every process of a command; only the one that was started hears it, and that one ends the others."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


def leave_to_the_main_thread() -> None:
    """Keep interrupts from this thread and from the processes that it starts; where the system cannot, they hear them."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def hear() -> None:
    """Hear them again, in a process whose starter did not."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@contextmanager
def deferred() -> Iterator[None]:
    """Start processes that do not hear interrupts; one that comes meanwhile is heard afterwards."""
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()  # multiprocessing lets the thread that starts it hear them again
    leave_to_the_main_thread()
    try:
        yield
    finally:
        hear()
