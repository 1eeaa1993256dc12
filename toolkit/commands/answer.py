"""What a command prints with ``--json``: one document, however the command ends."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError
from time import monotonic
from typing import Any

from .. import __version__
from ..words.errors import EXIT_BUG, EXIT_INCOMPLETE, EXIT_OK, EXIT_REFUSED, EXIT_USAGE

EXIT_INTERRUPTED = 130
# A word for each exit code, for programs that read it.
OUTCOMES = {
    EXIT_OK: "done",
    EXIT_BUG: "failed",
    EXIT_USAGE: "misused",
    EXIT_INCOMPLETE: "incomplete",
    EXIT_REFUSED: "refused",
    EXIT_INTERRUPTED: "interrupted",
}


class Answer:
    """The answer of one run: it knows when the run began, and whether it has been given.

    ``left_out`` are the findings about periods that were asked for and have nothing to be computed of.
    """

    def __init__(self) -> None:
        self.command, self.is_given = "", False
        self.left_out: list[dict[str, Any]] = []
        self._started, self._begun = datetime.now(UTC), monotonic()

    def give(self, content: Mapping[str, Any]) -> None:
        """Print ``content``, which has an ``exit_code``, and around it what every answer has. Only the first is printed."""
        if self.is_given:
            return
        self.is_given = True
        code = max(content["exit_code"], EXIT_INCOMPLETE if self.left_out else EXIT_OK)
        whole = {
            "command": self.command,
            "outcome": OUTCOMES[code],
            **content,
            **({"left_out": self.left_out} if self.left_out else {}),
            "exit_code": code,
            "started": self._started.isoformat(timespec="seconds"),
            "seconds": round(monotonic() - self._begun, 3),
            "versions": _versions(),
        }
        print(json.dumps(whole, ensure_ascii=False, indent=2))


def _versions() -> dict[str, str]:
    from ..shipped import versions

    try:
        return versions()
    except PackageNotFoundError:  # what is lacking is what the answer says
        return {"thidua": __version__, "python": platform.python_version()}
