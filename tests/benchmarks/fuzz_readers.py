"""Fuzz every reader: ``python tests/benchmarks/fuzz_readers.py [EXAMPLES]``, 100 000 each by default."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz import READERS  # noqa: E402
from hypothesis import HealthCheck, given, settings  # noqa: E402


def main(examples: int) -> None:
    """Run each reader on so many inputs and print how long the slowest one took."""
    for name, (check, inputs) in READERS.items():
        slowest, began = [0.0], time.perf_counter()

        @settings(max_examples=examples, deadline=2000, database=None, suppress_health_check=list(HealthCheck))
        @given(inputs)
        def each(found, check=check, slowest=slowest):
            start = time.perf_counter()
            check(found)
            slowest[0] = max(slowest[0], time.perf_counter() - start)

        each()
        print(f"{name:10} {examples} inputs, slowest {slowest[0] * 1000:.0f} ms, {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
