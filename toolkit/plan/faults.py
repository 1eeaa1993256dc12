"""Several faults of one part of the plan, each with the place below that part where it stands."""

from __future__ import annotations

from collections.abc import Iterable

Place = tuple[str | int, ...]  # steps down the file
Fault = tuple[Place, str]  # where; what is wrong, without the final dot


class Faults(ValueError):
    """What a check of the plan raises: one error of pydantic that stands for every fault found in a part."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("; ".join(problem for _, problem in self.faults))


def refuse(faults: Iterable[Fault]) -> None:
    """Raise Faults if there is any."""
    if found := tuple(faults):
        raise Faults(found)
