"""The folder while it is looked at: what somebody saves in it is read again at once, and what it changes is said.

A state that cannot be read leaves what was read before on the screen. There is no server: the kernel looks at names, sizes
and times of the files between the cells that it runs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..evaluation.kept import Stamp, stamp_of
from ..evaluation.results import Evaluation
from ..indicators.model import Indicator
from ..report.words import value_text
from ..scenarios.saved import FOLDER as SCENARIOS
from ..words.codes import ERROR
from ..words.errors import Finding, ToolkitError

if TYPE_CHECKING:
    from .session import Session

_SECONDS = 0.4  # between two looks; a file is read once it is the same in two of them
_TOLD = 4  # changes that are told one by one
_FOLLOWERS: dict[Path, Follower] = {}  # of each folder the last session that was opened


class Follower:
    """What is known of a session's folder; ``look`` notices a change once the files no longer move."""

    def __init__(self, session: Session):
        self.session = session
        self._known, self._moving = stamp_of(session.folder), None
        _ = session.evaluation  # computed now: later it would be of the files that were saved meanwhile
        self.task: asyncio.Task[None] | None = None  # held here, so that it is not collected

    _known: Stamp
    _moving: Stamp | None

    def look(self) -> None:
        """Look at the folder once; a change that is whole goes to the session."""
        try:
            now = stamp_of(self.session.folder)
        except OSError:  # a file went while it was looked at
            return
        if now == self._known:
            self._moving = None
        elif now != self._moving:
            self._moving = now  # it may still be written
        else:
            changed, self._known, self._moving = _changed(self._known, now), now, None
            if changed:
                self.session.news = taken_in(self.session, changed)


def follow(session: Session) -> None:
    """Follow a session's folder as long as the kernel lives, or another session is opened on it. Outside of a kernel
    nothing is followed: there is nobody who looks on."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    follower = _FOLLOWERS[session.folder.resolve()] = Follower(session)
    follower.task = loop.create_task(_look_on(follower))


async def _look_on(follower: Follower) -> None:
    while _FOLLOWERS.get(follower.session.folder.resolve()) is follower:
        await asyncio.sleep(_SECONDS)
        follower.look()


def taken_in(session: Session, changed: Sequence[str]) -> str:
    """Read a session's folder anew after files were saved, and say what that changes. Where the plan, or a saved file,
    cannot be used, what was read before stays, and that is said."""
    files, before = _listed(changed), session.evaluation
    try:
        workspace = session.opened_anew()
        workspace.take_over(session.workspace, changed=changed)
        after = workspace.evaluate(session.chosen_in(workspace))
    except ToolkitError as refusal:
        return f"Vừa lưu {files}: chưa dùng được nên vẫn hiện số liệu đọc lần trước. {refusal}"
    known = set(before.findings)
    refused = [each for each in after.findings if each not in known and _is_unusable(each, changed)]
    if refused:
        first = refused[0].line()
        return f"Vừa lưu {files}: chưa dùng được nên vẫn hiện số liệu đọc lần trước. {first}"
    more = [each.id for each in workspace.select() if each.id not in session.periods]
    session.take(workspace)
    return " ".join([f"Đã đọc lại {files}: {_difference(before, after)}.", *(f"Có thêm kỳ {each}." for each in more)])


def _is_unusable(finding: Finding, changed: Sequence[str]) -> bool:
    """Whether it says that a whole file that was saved cannot be used."""
    return finding.level == ERROR and not finding.row and finding.file in changed


def _changed(before: Stamp, now: Stamp) -> list[str]:
    """The files that differ, came or went; saved scenarios change no result."""
    names = {each[0] for each in set(before) ^ set(now) if isinstance(each, tuple)}
    return sorted(name for name in names if not name.startswith(f"{SCENARIOS}/"))


def _difference(before: Evaluation, after: Evaluation) -> str:
    """The figures and ranks that are others than before, the first of them one by one."""
    known = {(each.unit, each.target): each for each in before.indicators}
    pairs = [(known.get((each.unit, each.target), each), each) for each in after.indicators]
    moved = [(old, each) for old, each in pairs if _figure(old) != _figure(each)]
    told = [
        f"{each.target} của {each.unit} {value_text(old, target=after.plan.target(each.target))} → "
        f"{value_text(each, target=after.plan.target(each.target))}"
        for old, each in moved[:_TOLD]
    ]
    rest = [f"và {len(moved) - _TOLD} con số khác"] if len(moved) > _TOLD else []
    ranks = {each.unit: each.rank for each in before.scores}
    turned = sum(each.rank != ranks.get(each.unit, each.rank) for each in after.scores)
    said = [*told, *rest, *([f"{turned} đơn vị đổi hạng"] if turned else [])]
    return "; ".join(said) or "không con số nào của kỳ đang xem thay đổi"


def _figure(each: Indicator) -> tuple[object, ...]:
    return each.state, each.numerator, each.denominator, each.goal


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" và {len(names) - 3} tệp khác" if len(names) > 3 else "")
