"""The lists, which are states at a period's end: services, open data, staff, courses. What is reached stays reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from ..periods import Period
from ..plan.standard import SAMPLED
from .model import World, yes_no
from .tally import Tally

_SERVICES = {
    "LDVL": ("lao động, tiền lương, việc làm", 15),
    "GDNN": ("giáo dục nghề nghiệp", 12),
    "NCC": ("người có công", 16),
    "BTXH": ("bảo trợ xã hội, trẻ em", 14),
    "PCTN": ("phòng, chống tệ nạn xã hội", 7),
    "DVVL": ("bảo hiểm thất nghiệp, giới thiệu việc làm", 11),
}
_DATASETS = {"TTRA": 0, "DDNCC": 0, "VP": 4, "LDVL": 7, "NCC": 6, "DVVL": 8, "BTXH": 6}
_STAFF = {
    "VP": 14,
    "TTRA": 7,
    "KHTC": 8,
    "LDVL": 10,
    "GDNN": 8,
    "NCC": 10,
    "BTXH": 9,
    "PCTN": 6,
    "DVVL": 24,
    "TTBT": 22,
    "CSCN": 28,
    "DDNCC": 16,
}


@dataclass(frozen=True)
class Service:
    """A public service in the catalogue of a period."""

    id: str
    name: str
    eligible: bool
    full: bool


def services_of(world: World, unit: int, *, period: Period) -> list[Service]:
    """The services of a unit: those at level 4 first, then the other eligible ones, then the rest."""
    if unit not in world.owners:
        return []
    code = world.units[unit].id
    field, count = _SERVICES.get(code, ("lao động, người có công và xã hội", 8))
    eligible = count - count // 5
    return [
        Service(
            f"TTHC-{code}-{n + 1:02d}",
            f"Thủ tục số {n + 1} lĩnh vực {field}",
            n < eligible,
            n < eligible and world.reached_on("CT1", unit, (n + 0.5) / eligible) <= period.end,
        )
        for n in range(count)
    ]


def services(world: World, *, period: Period, tally: Tally) -> Iterator[pa.Table]:
    """``dich_vu_cong``: the catalogue at the period's end."""
    rows = [(n, service) for n in world.first_units for service in services_of(world, n, period=period)]
    names = pa.array([s.id for _, s in rows])
    units = world.named(np.array([n for n, _ in rows], np.int64), period.end.toordinal(), names)
    tally.add("CT1", units, population=_flags(s.eligible for _, s in rows), success=_flags(s.full for _, s in rows))
    yield pa.table(
        {
            "service_id": names,
            "service_name": [s.name for _, s in rows],
            "unit": world.unit_column(units),
            "eligible": yes_no(_flags(s.eligible for _, s in rows)),
            "level": ["toàn trình" if s.full else "một phần" if s.eligible else "chưa cung cấp" for _, s in rows],
        }
    )


def datasets(world: World, *, period: Period, tally: Tally) -> Iterator[pa.Table]:
    """``du_lieu_mo``: the datasets that must be opened, and one more of each unit that need not."""
    rows = []
    for n in world.first_units:
        required = _DATASETS.get(world.units[n].id, 5)
        for number in range(required + 1):
            day = world.reached_on("CT5", n, (number + 0.5) / required) if number < required else None
            rows.append((n, number, number < required, day if day and day <= period.end else None))
    units = world.named(np.array([row[0] for row in rows], np.int64), period.end.toordinal())
    needed = _flags(row[2] for row in rows)
    tally.add("CT5", units, population=needed, success=_flags(row[3] is not None for row in rows))
    yield pa.table(
        {
            "dataset_id": [f"DL-{world.units[n].id}-{number + 1:02d}" for n, number, *_ in rows],
            "dataset_name": [f"Bộ dữ liệu {number + 1} của {world.units[n].name}" for n, number, *_ in rows],
            "unit": world.unit_column(units),
            "required": yes_no(needed),
            "published_at": pa.array([row[3] for row in rows], pa.date32()),
        }
    )


@dataclass(frozen=True)
class Person:
    """A member of staff, by code only. ``courses`` are the kinds of courses and the days of their completion."""

    id: str
    unit: int
    is_leader: bool
    is_female: bool
    joined: date
    left: date | None
    courses: tuple[tuple[str, date], ...]


def staff_of(world: World, *, period: Period) -> list[Person]:
    """Who was on the staff list on some day of a period, with what is known at its end."""
    people = []
    for n in world.first_units:
        unit = world.units[n]
        size = int(_STAFF.get(unit.id, 10) * min(20, max(1, world.rows / 20_000)))
        draws = world.random(SAMPLED["staff"], unit.id).random((size, 4))
        for number, draw in enumerate(draws.tolist()):
            person = _person(world, n, number, size, draw)
            if person.joined <= period.end and (person.left is None or person.left >= period.start):
                left = person.left if person.left and person.left <= period.end else None
                courses = tuple(course for course in person.courses if course[1] <= period.end)
                people.append(Person(person.id, n, person.is_leader, person.is_female, person.joined, left, courses))
    return people


def _person(world: World, unit: int, number: int, size: int, draw: list[float]) -> Person:
    """The first places go to leaders, who stay; a few others join or leave during the movement."""
    leader, moves = number < 2, number % 9
    joined = world.day(draw[1] * 0.8) if moves == 8 else date(2005, 1, 3) + timedelta(days=int(draw[1] * 6000))
    left = world.day(0.1 + draw[2] * 0.8) if moves == 7 else None
    earliest = joined + timedelta(days=45)
    # Places are spread by a step that is coprime to nearly all sizes, so leaders are not always the first.
    place = ((number * 7919) % size + 0.5) / size
    basic = max(earliest, world.reached_on("CT9a", unit, place))
    data = max(earliest, world.reached_on("CT9b", unit, ((number * 104_729) % size + 0.5) / size))
    again = (("Cơ bản", basic + timedelta(days=200)),) if draw[3] < 0.08 else ()
    return Person(
        f"CB-{world.units[unit].id}-{number + 1:03d}",
        unit,
        leader,
        draw[0] < 0.48,
        joined,
        left,
        (("Cơ bản", basic), *again, ("Dữ liệu", data)),
    )


def staff(world: World, *, period: Period, tally: Tally) -> Iterator[pa.Table]:
    """``can_bo``: codes only, no names."""
    people = staff_of(world, period=period)
    units = world.named(np.array([p.unit for p in people], np.int64), period.end.toordinal())
    present = _flags(p.left is None for p in people)
    for target, kind in (("CT9a", "Cơ bản"), ("CT9b", "Dữ liệu")):
        tally.add(
            target, units, population=present, success=_flags(any(c[0] == kind for c in p.courses) for p in people)
        )
    yield pa.table(
        {
            "staff_id": [p.id for p in people],
            "unit": world.unit_column(units),
            "is_leader": yes_no(_flags(p.is_leader for p in people)),
            "is_female": yes_no(_flags(p.is_female for p in people)),
            "joined_at": pa.array([p.joined for p in people], pa.date32()),
            "left_at": pa.array([p.left for p in people], pa.date32()),
        }
    )


def courses(world: World, *, period: Period, tally: Tally) -> Iterator[pa.Table]:
    """``tap_huan``: every course completed by the period's end; some people took one twice, and count once."""
    rows = [
        (p.id, *course)
        for p in staff_of(world, period=period)
        for course in p.courses
        if p.left is None or course[1] < p.left
    ]
    yield pa.table(
        {
            "staff_id": pa.array([row[0] for row in rows], pa.string()),
            "course": pa.array([row[1] for row in rows], pa.string()),
            "completed_at": pa.array([row[2] for row in rows], pa.date32()),
        }
    )


def _flags(values: Iterator[bool]) -> np.ndarray:
    return np.fromiter(values, bool)


BUILDERS: dict[str, Callable[..., Iterator[pa.Table]]] = {
    "services": services,
    "datasets": datasets,
    "staff": staff,
    "courses": courses,
}
