"""Print the table of all cases and what came of them: ``python -m tests.corpus``."""

from __future__ import annotations

import sys
import time

from . import CASES, react


def main() -> int:
    """Print a line for each case; 1 if some reaction was wrong."""
    failed = 0
    for number, case in enumerate(CASES, 1):
        began = time.perf_counter()
        wrong = react(case)
        failed += bool(wrong)
        expected = (
            "số liệu không đổi"
            if case.same
            else "chặn " + ("mọi đơn vị" if "*" in case.blocked else ", ".join(case.blocked))
        )
        codes = ", ".join(f"{code} dòng {row}" if row else code for code, row, _ in case.findings)
        took = time.perf_counter() - began
        print(
            f"{number:3} {'đúng' if not wrong else 'SAI '} {took:5.2f} s  {case.name} → {expected}{'; ' + codes if codes else ''}"
        )
        for each in wrong:
            print(f"      {each}")
    print(f"{len(CASES)} trường hợp, {failed} phản ứng sai")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
