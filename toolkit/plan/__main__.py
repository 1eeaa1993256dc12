"""Print the JSON Schema of the plan file: ``python -m toolkit.plan > data/ke_hoach.schema.json``."""

from __future__ import annotations

import json
import sys

from .loader import plan_schema


def schema_text() -> str:
    """The schema as the file that editors read: sorted keys, Vietnamese letters as they are, a final line break."""
    return json.dumps(plan_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(schema_text().encode("utf-8"))
