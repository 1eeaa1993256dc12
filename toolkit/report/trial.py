"""What a unit may try in its sheet without a program: so many further cases of a target, and score, rank and band as they would be."""

from __future__ import annotations

from ..evaluation.results import Evaluation
from ..scenarios import Step, can_step, steps_of
from .model import Trial
from .words import score_text, short_label

MOST_CASES, MOST_BYTES = 300, 20_000  # of a target; of all of them together


def trial_blocks(evaluation: Evaluation, unit: str) -> tuple[Trial, ...]:
    """What can be tried of each target of the unit; nothing where no target has cases left that would count."""
    targets = [each for each in evaluation.plan.targets if can_step(evaluation, unit=unit, target=each)]
    own, most = evaluation.score(unit), MOST_CASES
    peers = sum(each.rank is not None and each.group == own.group for each in evaluation.scores)
    while targets and most:
        found = [
            (short_label(evaluation.plan, t), *steps_of(evaluation, unit=unit, target=t, most=most)) for t in targets
        ]
        bands = tuple(dict.fromkeys(step.band for _, steps, _ in found for step in steps))
        rows = tuple((name, last, tuple(_row(evaluation, s, bands) for s in steps)) for name, steps, last in found)
        size = sum(len(name) + sum(map(len, step)) + 4 for name, _, steps in rows for step in steps)
        if size <= MOST_BYTES:
            return (Trial(rows, bands, peers),)
        most //= 2
    return ()


def _row(evaluation: Evaluation, step: Step, bands: tuple[str, ...]) -> tuple[str, str, str, str]:
    return str(step.cases), score_text(evaluation, step.score), str(step.rank), str(bands.index(step.band))
