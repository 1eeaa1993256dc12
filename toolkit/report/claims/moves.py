"""Figures against earlier ones: up, down or too little to show, for better or for worse by what the target wants."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from ...evaluation.results import Evaluation
from ...indicators.model import Indicator
from ...plan import Amount, Plan, Target
from ...plan.goals import GoalChange
from ...words.formatting import number, round_half_up
from ...words.vocabulary import OK
from ..words import called, decimals_of, unit_text
from .among import Group, equal_groups, listed
from .whole import before_text, indicator_of, is_compared, noun, starts_movement

UP, DOWN = "tăng", "giảm"


@dataclass(frozen=True)
class Move:
    """A change as it is shown: ``size`` has its sign, and is 0 where it is too small to show."""

    target: Target
    goal: Amount
    size: Decimal
    text: str
    name: str

    @property
    def is_better(self) -> bool:
        """Whether it went the way that the target wants."""
        return bool(self.size) and (self.size < 0) == self.target.lower_is_better(self.goal)

    @property
    def is_worse(self) -> bool:
        """Whether it went the other way."""
        return bool(self.size) and not self.is_better

    @property
    def kind(self) -> str:
        """Moves of one kind can be compared: percentage points. Plain numbers are each counted in a unit of their own."""
        return "%" if self.goal.percent else self.target.id


def change_text(indicator: Indicator) -> str:
    """The change against the period before, with its direction; empty where one of the two has no value."""
    if indicator.change is None or indicator.goal is None:
        return ""
    return _text(indicator.change, indicator.goal)


def _size(change: Fraction, goal: Amount) -> Decimal:
    return round_half_up(change * (100 if goal.percent else 1), decimals_of(goal))


def _text(change: Fraction, goal: Amount) -> str:
    size = _size(change, goal)
    if not size:
        return "không đổi" if not change else "gần như không đổi"
    decimals = 0 if size == size.to_integral_value() else decimals_of(goal)
    unit = " điểm phần trăm" if goal.percent else unit_text(goal)
    return f"{UP if size > 0 else DOWN} {number(abs(size), decimals)}{unit}"


def moves_of(evaluation: Evaluation, unit: str) -> list[Move]:
    """The changes of a unit (or the agency) against the period before, of the targets that have a figure in both."""
    own = (evaluation.indicator(unit, target.id) for target in evaluation.plan.targets)
    return _moves(evaluation.plan, own)


def moves_over(history: Sequence[Evaluation], unit: str) -> list[Move]:
    """The changes from the first period to the last, of the targets that have a whole figure in both."""
    first, last = history[0], history[-1]
    changed = []
    for target in last.plan.targets:
        before, after = (indicator_of(each, unit, target) for each in (first, last))
        if after is not None and (change := change_over(before, after)) is not None:
            changed.append(replace(after, change=change))
    return _moves(last.plan, changed)


def change_over(before: Indicator | None, after: Indicator | None) -> Fraction | None:
    """The change between two periods; None unless both have a whole figure of one kind."""
    known = [
        (each.value, each.goal.percent)
        for each in (before, after)
        if each and each.state == OK and each.value is not None and each.goal
    ]
    if len(known) < 2:
        return None
    (first, first_kind), (last, last_kind) = known
    return last - first if first_kind == last_kind else None


def _moves(plan: Plan, indicators: Iterable[Indicator]) -> list[Move]:
    return [
        Move(
            plan.target(each.target),
            each.goal,
            _size(each.change, each.goal),
            change_text(each),
            called(plan, each.target),
        )
        for each in indicators
        if each.state == OK and each.change is not None and each.goal is not None
    ]


def split(moves: Sequence[Move]) -> tuple[list[Move], list[Move], list[Move]]:
    """Those that went up, those that went down, those that changed too little to show."""
    return [m for m in moves if m.size > 0], [m for m in moves if m.size < 0], [m for m in moves if not m.size]


def largest(moves: Sequence[Move]) -> Group | None:
    """Those that moved the most, with the figure; None where moves of several kinds cannot be compared."""
    if len({move.kind for move in moves}) != 1:
        return None
    return equal_groups(((m.name, abs(m.size)) for m in moves), highest_first=True)[0]


def each_move(moves: Sequence[Move]) -> str:
    """Every move with its size, the largest of each kind first."""
    ordered = sorted(moves, key=lambda move: (_first_of(moves, move.kind), -abs(move.size)))
    return listed([f"{move.name} ({move.text})" for move in ordered])


def _first_of(moves: Sequence[Move], kind: str) -> int:
    return next(n for n, move in enumerate(moves) if move.kind == kind)


def most_text(moves: Sequence[Move], *, write: Callable[[str, str], str]) -> str:
    """Which moved the most, all who are equal; empty where that cannot be said. ``write`` takes names and a change."""
    top = largest(moves)
    if top is None or len(moves) == 1:
        return ""
    same = next(move.text for move in moves if move.name == top.names[0])
    return write(listed(top.names), f"{'cùng ' if len(top.names) > 1 else ''}{same}")


def better_text(evaluation: Evaluation) -> str:
    """Which of the agency's figures went the way that the targets want since the period before; empty where none did."""
    better = [move for move in moves_of(evaluation, evaluation.agency) if move.is_better]
    if not better:
        return ""
    wanted = [move for move in better if move.size < 0]
    before, word = before_text(evaluation), noun(evaluation.plan)
    if not wanted:
        said = f"So với {before}, {_of_all(evaluation, better, word)} tăng"
        if top := most_text(better, write=lambda names, change: f"nhiều nhất là {names} ({change})"):
            return f"{said}, {top}."
        return f"{said}: {each_move(better)}."
    return f"So với {before}, {len(better)} {word} chuyển biến tốt: {each_move(better)}; {_less(wanted)}."


def _of_all(evaluation: Evaluation, moved: Sequence[Move], word: str) -> str:
    """How many went a way: all that the plan has, all that can be compared, or some of them."""
    compared = len(moves_of(evaluation, evaluation.agency))
    if len(moved) < compared or compared < 2:
        return f"{len(moved)} {word}"
    whole = "" if compared == len(evaluation.plan.targets) else " có số liệu ở cả hai kỳ"
    return f"cả {compared} {word}{whole} đều"


def worse_text(evaluation: Evaluation) -> str:
    """Which went the other way, the most first; empty where none did."""
    worse = [move for move in moves_of(evaluation, evaluation.agency) if move.is_worse]
    if not worse:
        return ""
    unwanted = [move for move in worse if move.size > 0]
    before, word = before_text(evaluation), noun(evaluation.plan)
    if not unwanted:
        return f"{len(worse)} {word} giảm so với {before}: {each_move(worse)}."
    return f"{len(worse)} {word} xấu đi so với {before}: {each_move(worse)}; {_less(unwanted)}."


def _less(moves: Sequence[Move]) -> str:
    return f"{listed([move.name for move in moves])} càng thấp càng tốt"


def compared_text(evaluation: Evaluation, each: Indicator) -> str:
    """The change of a figure since the period before; empty where nothing at all is compared."""
    before = before_text(evaluation)
    if not before or (starts_movement(evaluation) and not is_compared(evaluation)):
        return ""
    if each.change is None and isinstance(evaluation.plan.target(each.target).goal, GoalChange):
        return f"{before} chưa giao chỉ tiêu này"  # for its value of then is known: the goal rests on it
    if each.change is None:
        return f"chưa có kết quả {before} để so sánh"
    return f"{change_text(each)} so với {before}"


def over_time_text(history: Sequence[Evaluation], unit: str) -> str:
    """How many figures rose and fell from the first period to the last, and which the most."""
    first, last = history[0].period.title, history[-1].period.title
    moves, word = moves_over(history, unit), noun(history[-1].plan)
    if not moves:
        return f"Chưa có {word} nào có số liệu ở cả {first} và {last} để so sánh."
    up, down, _ = split(moves)
    if len(up) == len(moves) > 1:
        whole = "" if len(moves) == len(history[-1].plan.targets) else " có số liệu ở cả hai kỳ"
        most = most_text(up, write=lambda names, change: f", nhiều nhất là {names} ({change})")
        said = f"So với {first}, cả {len(moves)} {word}{whole} đều tăng{most or f': {each_move(up)}'}."
    else:
        said = f"Từ {first} đến {last}, trong {len(moves)} {word} có số liệu ở cả hai kỳ, {_counted(up, UP, word)}, {_counted(down, DOWN, word)}."
    less = [move for move in moves if move.target.lower_is_better(move.goal)]
    return said + (f" Trong đó {_less(less)}." if less else "")


def _counted(moves: Sequence[Move], way: str, word: str) -> str:
    if not moves:
        return f"không có {word} nào {way}"
    most = most_text(moves, write=lambda names, change: f"nhiều nhất là {names}: {change}")
    return f"{len(moves)} {word} {way} ({most or '; '.join(f'{m.name}: {m.text}' for m in moves)})"


def trend_text(history: Sequence[Evaluation], unit: str, *, targets: int) -> str:
    """The finding of a picture of several periods: how many of its ``targets`` rose from the first to the last."""
    last, word = history[-1], noun(history[-1].plan)
    if len(history) < 2:
        return last.period.title + ("" if is_compared(last) else ", chưa có kỳ trước để so sánh")
    moves, over = moves_over(history, unit), f"từ {history[0].period.title} đến {last.period.title}"
    if not moves:
        return f"chưa có {word} nào có số liệu ở cả {history[0].period.title} và {last.period.title} để so sánh"
    up, of = len(split(moves)[0]), "" if len(moves) == targets else " có số liệu ở cả hai kỳ"
    less = [move for move in moves if move.target.lower_is_better(move.goal) and move.size > 0]
    note = f" ({_less(less)})" if less else ""
    if up == len(moves) > 1:
        return f"cả {up} {word}{of} đều tăng {over}{note}"
    if up:
        return f"{up} trên {len(moves)} {word}{of} tăng {over}{note}"
    return f"không có {word} nào{of} tăng {over}"


def counts_text(moves: Sequence[Move], word: str) -> str:
    """How many went up and down, for the foot of a table."""
    up, down, _ = split(moves)
    return f"{len(up)} {word} {UP}; {len(down)} {word} {DOWN}"
