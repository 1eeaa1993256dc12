"""Fuzz the readers: ``python tests/benchmarks/fuzz_readers.py [EXAMPLES [READER…]]``, all with 100 000 each by default."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from fuzz import READERS  # noqa: E402
from hypothesis import HealthCheck, given, settings  # noqa: E402

_AT_ONCE = 10_000  # hypothesis remembers what it has tried, and slows down with it


def main(examples: int, names: Sequence[str]) -> None:
    """Run readers on so many inputs and print how long the slowest one took."""
    for name in names or READERS:
        began = time.perf_counter()
        parts = [min(_AT_ONCE, examples - done) for done in range(0, examples, _AT_ONCE)]
        slowest = max(fuzz(name, part) for part in parts)
        print(
            f"{name:10} {examples} inputs, slowest {slowest * 1000:.0f} ms, {time.perf_counter() - began:.0f} s",
            flush=True,
        )


def fuzz(name: str, examples: int) -> float:
    """Run one reader on so many inputs, others each time; the seconds that the slowest one took."""
    check, inputs = READERS[name]
    took = [0.0]

    @settings(max_examples=examples, deadline=2000, database=None, suppress_health_check=list(HealthCheck))
    @given(inputs)
    def each(found):
        start = time.perf_counter()
        check(found)
        took.append(time.perf_counter() - start)

    each()
    return max(took)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, sys.argv[2:])
