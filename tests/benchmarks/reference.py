"""The toolkit against the independent reference of the tests, on two thousand random folders.

``python tests/benchmarks/reference.py [FIRST] [LAST]`` prints how far it is, and at the end what disagrees, kind by kind.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from time import monotonic

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from agreement import FORMS, disagreements  # noqa: E402

SEEDS = 2_000


def way(seed: int) -> dict:
    """How the folder of a seed is read: small or large, as CSV, Parquet or workbooks."""
    return {"form": FORMS[seed % 3], "large": seed % 2 == 1}


def main(first: int = 0, last: int = SEEDS) -> int:
    """Compare the folders of the seeds; 1 where anything disagrees."""
    began, kinds, folders = monotonic(), Counter[str](), 0
    for seed in range(first, last):
        found = list(disagreements(seed, **way(seed)))
        folders += bool(found)
        kinds.update(each.split(": ")[1].split()[0] for each in found)
        for each in found[:5]:
            print(f"\r{each}")
        print(f"\r{seed + 1 - first}/{last - first}, {monotonic() - began:.0f} s", end="", file=sys.stderr, flush=True)
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "none"
    print(f"\n{last - first} folders, {folders} of them with disagreements: {told}")
    return int(bool(folders))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
