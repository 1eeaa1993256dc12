"""A process that makes the files beside reports: ``python -P -m toolkit.publishing.writer``.

Requests come in, and answers go out, as pickles over the pipes to the run that started it; it ends when that run does.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from queue import SimpleQueue
from typing import BinaryIO

from .documents import word_files_of


def _answer(requests: SimpleQueue, answers: BinaryIO) -> None:
    while True:
        files, failure = {}, None
        try:
            files = word_files_of(*requests.get())
        except Exception as error:  # that of the report; the run says it
            failure = error
        pickle.dump((files, failure), answers)
        answers.flush()


def main() -> None:
    """Serve until the run closes the pipe, or is gone: nobody would fetch what is still being made."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the run, which then ends this process
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    requests: SimpleQueue = SimpleQueue()
    threading.Thread(target=_answer, args=(requests, answers), daemon=True).start()
    try:
        while True:
            requests.put(pickle.load(sys.stdin.buffer))
    except EOFError:
        os._exit(0)


if __name__ == "__main__":
    main()
