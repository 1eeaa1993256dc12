"""Large CSV and XLSX files are converted once: their known columns as Parquet, found again by the SHA-256 of the file.

What is kept is what the readers made, with their findings, so that it does not matter whether a file was read or found.
It holds for one content, one set of known columns and one version of the code and its libraries; a damaged copy is not used.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..resources import Resources
from ..shipped import versions
from ..words.errors import Finding
from ..words.vocabulary import Source
from .tables import RawTable, Wanted, scan_of

WORTH = 8_000_000  # bytes from which on a file is converted
_SAID = ("columns", "row", "cleaned", "plain", "rows", "sheet", "unused")


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def place_of(path: Path, wanted: Wanted, source: Source, resources: Resources) -> Path | None:
    """Where the conversion of a file belongs; None where it is small, or Parquet already, or nothing is to be kept.

    Beyond the run only sources are kept that have neither marks of secrecy nor people nor free text in them.
    """
    known = all(source.column(column.name) for column in wanted.columns)  # what a plan adds may be anything
    is_plain = bool(source.date) and source.column("secrecy") is None and known
    folder = (resources.kept if is_plain else None) or resources.run
    try:
        if folder is None or path.suffix.lower() == ".parquet" or path.stat().st_size < WORTH:
            return None
        rests_on = f"{sha256(path)} {versions()!r} {wanted!r}"
    except OSError:  # the reader says what is wrong with it
        return None
    owner = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]
    return folder / f"{owner}-{hashlib.sha256(rests_on.encode()).hexdigest()}.parquet"


def find_converted(place: Path, *, scratch: Path) -> RawTable | None:
    """What was kept, if it is there and whole; it is read from ``scratch``, where no other run can take it away."""
    own = scratch / place.name
    try:
        said = json.loads(place.with_suffix(".json").read_text(encoding="utf-8"))
        _link(place, own)
        if said.pop("sha256") != sha256(own):
            return None
        notes = tuple(Finding(**note) for note in said.pop("notes"))
        said["unused"] = tuple(said["unused"])
        if said.pop("in_memory"):
            return RawTable(**said, texts=pq.read_table(own), notes=notes)
        return RawTable(**said, scan=scan_of(own), file=own, notes=notes)
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        return None


def keep_converted(place: Path, table: RawTable) -> None:
    """Keep what a reader made. Older conversions of the same file go. A full disk keeps nothing, and costs only time."""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=".") as private:
            parquet, record = Path(private) / place.name, Path(private) / "record"
            if table.file is None:
                pq.write_table(table.texts, parquet, compression="zstd", compression_level=1)
            else:
                _link(table.file, parquet)
            said = {name: getattr(table, name) for name in _SAID}
            said |= {"in_memory": table.file is None, "notes": [asdict(note) for note in table.notes]}
            record.write_text(json.dumps({**said, "sha256": sha256(parquet)}, ensure_ascii=False), encoding="utf-8")
            parquet.chmod(0o600)
            record.chmod(0o600)
            for old in place.parent.glob(f"{place.name.partition('-')[0]}-*"):
                old.unlink(missing_ok=True)
            os.replace(parquet, place)
            os.replace(record, place.with_suffix(".json"))
    except OSError:
        pass


def _link(path: Path, to: Path) -> None:
    """Give a file, which nobody writes to any more, another name; a copy where it lies on another disk."""
    to.unlink(missing_ok=True)
    try:
        os.link(path, to)
    except OSError:
        shutil.copyfile(path, to)
