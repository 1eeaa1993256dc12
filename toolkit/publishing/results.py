"""The folder of results as its records know it: what in it is the toolkit's own, and what no run may touch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..words.errors import ToolkitError
from ..writing.files import open_output
from ..writing.results import Results, lying, sha_at, unsettled
from .jobs import INDEX, INTERNAL_INDEX
from .record import RECORD, RunRecord
from .seal import is_made_at


@contextmanager
def open_results(out: Path, *, command: str, replace_edited: bool = False) -> Iterator[Results]:
    """Hold the folder of results for one run; ``replace_edited`` as for ``Results``.

    What an earlier run that was killed has made is in the records by the end.
    """
    with open_output(out, command=command) as folder:
        found = {path.parent.name: RunRecord.read(path.parent) for path in sorted(out.glob(f"*/{RECORD}"))}
        records = {period: record for period, record in found.items() if record}
        written = {f"{period}/{place}": sha for period, each in records.items() for place, sha in each.outputs.items()}

        def is_kept(name: str) -> bool:
            period, _, rest = name.partition("/")
            return period in records and records[period].is_kept(rest)

        results = Results(folder, written={**written, **_sealed(out)}, is_kept=is_kept, replace_edited=replace_edited)
        try:
            yield results
        finally:
            with suppress(ToolkitError):  # a full disk: the next run will do it
                _settle(results)


def _sealed(out: Path) -> dict[str, str]:
    """The front pages, and those beside them, that are as they were made."""
    found = [place for name in (INDEX, INTERNAL_INDEX) for place in lying(out, name, {})]
    return {place: sha_at(out / place) for place in found if is_made_at(out / place)}


def _settle(results: Results) -> None:
    """Write what has been made and stands in no record yet into that of its period."""
    root = results.folder.root
    for period in sorted({name.partition("/")[0] for name in unsettled(root) if "/" in name}):
        record = RunRecord.read(root / period)
        if record is None:
            return
        results.folder.write({f"{period}/{RECORD}": record.content()})
    results.settle()
