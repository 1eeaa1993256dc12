"""Write the sample to a hidden folder first, then move it to its place; nothing that differs is ever overwritten."""

from __future__ import annotations

import filecmp
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ..periods import Period, parse_period
from ..plan import load_plan
from ..plan.standard import SAMPLED, SOURCES
from ..shipped import shipped
from ..sources import load_transfers, load_units
from ..words.errors import ToolkitError, UsageError
from ..words.vocabulary import REMARKS
from ..writing.placing import move_whole
from . import appraisal, cases, lists, nominations
from .model import World
from .planned import write_planned
from .remarks import remarks_text
from .tables import write_chunks
from .tally import Tally

SAMPLE_PERIODS: tuple[Period, ...] = (parse_period("2022..2025"),)
PARQUET_FROM = 1_000_000  # rows of dossiers; from here on the large sources are Parquet
SHIPPED = ("ke_hoach.yaml", "ke_hoach.schema.json", "don_vi.csv", "sap_nhap.csv")
_BUILDERS = {**cases.BUILDERS, **lists.BUILDERS, **appraisal.BUILDERS, **nominations.BUILDERS}


def shipped_data() -> Path:
    """The data folder that comes with the toolkit: its plan, its schema and its units are those of every sample."""
    return shipped("data")


def sample_period(text: str, *, folder: Path) -> Period:
    """The period of a text, also one that the plan in the sample's folder names. Raises UsageError."""
    plan = folder / "ke_hoach.yaml"
    return parse_period(text, named=load_plan(plan).named_periods if plan.is_file() else ())


def write_sample(
    folder: Path,
    *,
    rows: int = 400,
    periods: Sequence[Period] = (),
    seed: int = 2022,
    progress: Callable[..., Any] = lambda items, **_: items,
) -> list[Path]:
    """Write a complete illustrative data folder and return its files.

    ``rows`` is the number of dossiers (``ho_so_tthc``) a period; the other sources are in proportion. The same
    arguments give the same bytes. Files that are there already and are equal stay; raises ToolkitError,
    before any of them is touched, where one differs. Where the folder has a plan of its own, with its unit list, the data
    are made from these, and ``rows`` are those of each source that the plan counts. ``progress`` wraps what is being worked through (tqdm).
    """
    folder = Path(folder)
    if rows < 1 or seed < 0:
        raise UsageError(
            "Dữ liệu mẫu cần ít nhất 1 dòng, 1 kỳ và seed không âm. Cách sửa: ví dụ --rows 400 --periods 2022..2025 --seed 2022."
        )
    if _has_other_plan(folder):
        return write_planned(folder, rows=rows, periods=periods, seed=seed, progress=progress)
    units = load_units(shipped_data())
    transfers = load_transfers(shipped_data(), units=units)
    world = World(load_plan(shipped_data() / "ke_hoach.yaml"), units, rows, seed, transfers)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".thidua-", dir=folder) as place:
            for name in SHIPPED:
                shutil.copyfile(shipped_data() / name, Path(place) / name)
            every = [part for each in periods or SAMPLE_PERIODS for part in (*each.years(), each)]
            sources = [(period, name) for period in dict.fromkeys(every) for name in _sources_of(period)]
            tallies = {period: Tally(len(units)) for period, _ in sources}
            for period, name in progress(sources, desc="Tạo số liệu", unit="nguồn"):
                _write_source(world, Path(place) / period.id, period=period, name=name, tally=tallies[period])
            for period in tallies:
                (Path(place) / period.id / REMARKS).write_bytes(remarks_text(period).encode("utf-8"))
            return move_whole(Path(place), folder)
    except OSError as error:
        raise ToolkitError(
            f"Không ghi được dữ liệu mẫu vào {folder}: {error.strerror}. Cách sửa: kiểm tra quyền ghi và dung lượng đĩa."
        ) from None


def _sources_of(period: Period) -> list[str]:
    """Who makes the sources of a period; a range of years has nominees and their votes of its own, and no other."""
    return [name for name in _BUILDERS if not period.is_range or name in nominations.BUILDERS]


def _write_source(world: World, folder: Path, *, period: Period, name: str, tally: Tally) -> None:
    folder.mkdir(exist_ok=True)
    source = SOURCES[SAMPLED[name]]
    ending = "parquet" if name in cases.BUILDERS and world.rows >= PARQUET_FROM else source.duties.sample_as
    write_chunks(folder / f"{source.name}.{ending}", _BUILDERS[name](world, period=period, tally=tally))


def _has_other_plan(folder: Path) -> bool:
    """Whether the folder has a plan that is not the shipped one."""
    if folder.exists() and not folder.is_dir():
        raise ToolkitError(f"{folder} không phải là thư mục. Cách sửa: chọn tên thư mục khác.")
    plan = folder / "ke_hoach.yaml"
    return plan.exists() and not filecmp.cmp(plan, shipped_data() / "ke_hoach.yaml", shallow=False)
