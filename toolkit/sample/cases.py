"""The large sources: dossiers, work files, documents, activities, reports due. Vectorised, a chunk at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from ..periods import Period
from ..plan.standard import SAMPLED
from .lists import services_of
from .model import World, dates, pick_days, progress, words, yes_no
from .tally import Tally

_CHUNK = 200_000
_NEW_NAMES = date(2022, 7, 1)  # from decree 42/2022 on, level 4 is called "toàn trình", level 3 "một phần"
_STATUS = ("Đã trả kết quả", "Đang xử lý", "Trả lại", "Rút hồ sơ")
_SECRECY = ("Thường", "Mật", "Tối mật")


def dossiers(world: World, *, period: Period, tally: Tally) -> Iterator[pa.Table]:
    """``ho_so_tthc``: first those carried over from the period before, then the new ones, the last of them pending."""
    pending = _pending_count(world.rows)
    if pending:
        yield _dossiers(world, _Chunk("carried", world.rows - pending, pending), period=period, tally=tally)
    new = world.rows - 2 * pending
    for part, first in enumerate(range(0, new, _CHUNK)):
        chunk = _Chunk("new", first, min(_CHUNK, new - first), part)
        yield _dossiers(world, chunk, period=period, tally=tally)
    if pending:
        yield _dossiers(world, _Chunk("pending", world.rows - pending, pending), period=period, tally=tally)


def _pending_count(rows: int) -> int:
    return min(max(2, rows // 50), rows // 3, 20_000)


class _Chunk(NamedTuple):
    """Some dossiers of a period: carried over from the one before, new, or still pending at its end; the number of the first,
    how many, and which part of the new ones."""

    kind: str
    first: int
    size: int
    part: int = 0


def _dossiers(world: World, chunk: _Chunk, *, period: Period, tally: Tally) -> pa.Table:
    """A carried dossier is the pending one of the period before, settled: same code, same content."""
    kind, first, size, part = chunk
    origin = period.just_before() if kind == "carried" else period
    assert origin is not None, "a range has no dossiers of its own"
    rng = world.random(SAMPLED["dossiers"], "new" if kind == "new" else "pending", origin.id, part)
    units = world.pick_units(rng, size, among=world.owners)
    online, returned_online, reentered, full = _online_steps(world, rng, units, origin)
    identified = online & (rng.random(size) < world.shares("CT3", progress(origin))[units])
    received, due, returned, status = _course(rng, period, origin, kind, size)
    settled, ours = status == 0, received >= period.start.toordinal()
    services = _service_column(world, rng, units, full, origin)
    owners = world.named(units, period.end.toordinal(), services)
    tally.add("CT3", owners, population=online & ours, success=identified)
    tally.add("CT4", owners, population=settled, success=online & returned_online & ~reentered)
    return pa.table(
        {
            "dossier_id": [f"HS-{origin.id}-{n:07d}" for n in range(first + 1, first + size + 1)],
            "unit": world.unit_column(world.named(units, received, services)),
            "service_id": services,
            "received_at": dates(received),
            "due_at": dates(due),
            "returned_at": dates(returned, absent=~settled),
            "channel": words(
                ("Trực tuyến", "Trực tiếp", "Bưu chính công ích"),
                np.where(online, 0, np.where(rng.random(size) < 0.8, 1, 2)),
            ),
            "level": _level_column(full, received),
            "online_result": yes_no(settled & returned_online),
            "identified": yes_no(identified),
            "reentered": yes_no(reentered),
            "status": words(_STATUS, status),
        }
    )


def _online_steps(world: World, rng: np.random.Generator, units: np.ndarray, period: Period) -> tuple[np.ndarray, ...]:
    """Submitted online, result online, data asked twice, service of level 4. A dossier fails CT4 in one of three ways."""
    success = rng.random(len(units)) < world.shares("CT4", progress(period))[units]
    way = rng.random(len(units))
    online = success | (way < 0.55)
    returned_online = success | ((way >= 0.35) & (way < 0.55))
    reentered = ~success & (way >= 0.35) & (way < 0.70)
    return online, returned_online, reentered, success | (reentered & online)


def _course(rng: np.random.Generator, period: Period, origin: Period, kind: str, size: int) -> tuple[np.ndarray, ...]:
    """Received, due, returned (ordinals) and status of dossiers."""
    last = origin.end.toordinal()
    if kind == "new":
        received = pick_days(rng, size, period=origin)
        ended = rng.random(size)
        status = np.where(ended < 0.02, 2, np.where(ended < 0.035, 3, 0))
    else:
        received = last - (rng.random(size) * 9).astype(np.int64)
        status = np.full(size, 1 if kind == "pending" else 0)
    days = 1 + (rng.random(size) ** 2 * 14).astype(np.int64)
    returned = np.minimum(received + days, last) if kind == "new" else np.maximum(received + days, last + 1)
    return received, received + 12, returned, status


def _service_column(
    world: World, rng: np.random.Generator, units: np.ndarray, full: np.ndarray, period: Period
) -> pa.Array:
    """A service of the unit: one of level 4 for what went that way, any eligible one for the rest."""
    catalogues = [services_of(world, unit, period=period) for unit in world.first_units]
    names = [service.id for services in catalogues for service in services]
    starts = np.cumsum([0] + [len(services) for services in catalogues])[units]
    ready = np.array([max(1, sum(s.full for s in services)) for services in catalogues])[units]
    eligible = np.array([max(1, sum(s.eligible for s in services)) for services in catalogues])[units]
    chosen = (rng.random(len(units)) * np.where(full, ready, eligible)).astype(np.int64)
    return pa.DictionaryArray.from_arrays(pa.array((starts + chosen).astype(np.int32)), pa.array(names))


def _level_column(full: np.ndarray, received: np.ndarray) -> pa.Array:
    old = received < _NEW_NAMES.toordinal()
    return words(("toàn trình", "một phần", "4", "3"), np.where(full, 0, 1) + np.where(old, 2, 0))


def work_files(world: World, *, period: Period, tally: Tally) -> Iterator[pa.Table]:
    """``ho_so_cong_viec``: processed and archived online, processed only, or neither; a few are state secrets."""
    for rng, first, units in _chunks(world, SAMPLED["work_files"], period, size=max(240, world.rows * 6 // 10)):
        done = rng.random(len(units)) < world.shares("CT2", progress(period))[units]
        secrecy = _secrecy(rng, len(units))
        done &= secrecy == 0
        opened = pick_days(rng, len(units), period=period)
        tally.add("CT2", world.named(units, period.end.toordinal()), population=secrecy == 0, success=done)
        yield pa.table(
            {
                "file_id": [f"CV-{period.id}-{n:07d}" for n in range(first + 1, first + len(units) + 1)],
                "unit": world.unit_column(world.named(units, opened)),
                "opened_at": dates(opened),
                "secrecy": words(_SECRECY, secrecy),
                "processed_online": yes_no(done | ((rng.random(len(units)) < 0.6) & (secrecy == 0))),
                "archived_online": yes_no(done),
            }
        )


def documents(world: World, *, period: Period, tally: Tally) -> Iterator[pa.Table]:
    """``van_ban``: electronic and signed, electronic only, or on paper; a few are state secrets."""
    for rng, first, units in _chunks(world, SAMPLED["documents"], period, size=max(300, world.rows * 8 // 10)):
        done = rng.random(len(units)) < world.shares("CT7", progress(period))[units]
        secrecy = _secrecy(rng, len(units))
        done &= secrecy == 0
        issued = pick_days(rng, len(units), period=period)
        tally.add("CT7", world.named(units, period.end.toordinal()), population=secrecy == 0, success=done)
        names = world.named(units, issued)
        yield pa.table(
            {
                "document_id": [
                    f"{n}/{period.id}/{world.units[unit].id}" for n, unit in enumerate(names.tolist(), first + 1)
                ],
                "unit": world.unit_column(names),
                "issued_at": dates(issued),
                "secrecy": words(_SECRECY, secrecy),
                "electronic": yes_no(done | ((rng.random(len(units)) < 0.7) & (secrecy == 0))),
                "signed": yes_no(done),
            }
        )


def activities(world: World, *, period: Period, tally: Tally) -> Iterator[pa.Table]:
    """``dieu_hanh``: management activities, on the common platform or beside it."""
    for rng, first, units in _chunks(world, SAMPLED["activities"], period, size=max(180, world.rows * 3 // 10)):
        done = rng.random(len(units)) < world.shares("CT6", progress(period))[units]
        held = pick_days(rng, len(units), period=period)
        everything = np.ones(len(units), bool)
        tally.add("CT6", world.named(units, period.end.toordinal()), population=everything, success=done)
        yield pa.table(
            {
                "activity_id": [f"DH-{period.id}-{n:07d}" for n in range(first + 1, first + len(units) + 1)],
                "unit": world.unit_column(world.named(units, held)),
                "date": dates(held),
                "on_platform": yes_no(done),
            }
        )


def reports_due(world: World, *, period: Period, tally: Tally) -> Iterator[pa.Table]:
    """``bao_cao``: reports due, sent on the national system, sent otherwise, or not sent."""
    for rng, first, units in _chunks(world, SAMPLED["reports_due"], period, size=max(180, world.rows // 10)):
        done = rng.random(len(units)) < world.shares("CT8", progress(period))[units]
        due = pick_days(rng, len(units), period=period)
        sent = np.maximum(due - (rng.random(len(units)) * 6).astype(np.int64), period.start.toordinal())
        everything = np.ones(len(units), bool)
        tally.add("CT8", world.named(units, period.end.toordinal()), population=everything, success=done)
        yield pa.table(
            {
                "report_id": [f"BC-{period.id}-{n:06d}" for n in range(first + 1, first + len(units) + 1)],
                "unit": world.unit_column(world.named(units, due)),
                "due_at": dates(due),
                "sent_at": dates(sent, absent=~done & (rng.random(len(units)) < 0.2)),
                "on_national_system": yes_no(done),
            }
        )


def _chunks(
    world: World, source: str, period: Period, *, size: int
) -> Iterator[tuple[np.random.Generator, int, np.ndarray]]:
    """Random stream, first number and units of each chunk; the first rows give every unit a few cases."""
    everyone = world.first_units
    for part, first in enumerate(range(0, size, _CHUNK)):
        count = min(_CHUNK, size - first)
        rng = world.random(source, period.id, part)
        units = world.pick_units(rng, count, among=everyone)
        fixed = min(count, 8 * len(everyone)) if part == 0 else 0
        units[:fixed] = np.arange(fixed) % len(everyone)
        yield rng, first, units


def _secrecy(rng: np.random.Generator, size: int) -> np.ndarray:
    draw = rng.random(size)
    return np.where(draw < 0.005, 2, np.where(draw < 0.03, 1, 0))


BUILDERS: dict[str, Callable[..., Iterator[pa.Table]]] = {
    "dossiers": dossiers,
    "work_files": work_files,
    "documents": documents,
    "activities": activities,
    "reports_due": reports_due,
}
