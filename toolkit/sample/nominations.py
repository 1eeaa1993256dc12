"""Who the units propose for commendation, and how the council voted. Every name is made up and says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa

from ..periods import Period
from ..plan.standard import SAMPLED
from .lists import Person, staff_of
from .model import World
from .tally import Tally

_MEMBERS = 9
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng")
_LETTERS = "ABCDĐEGHIKLMNOPQRSTUVXY"
_ACHIEVEMENTS = (
    "Hướng dẫn người dân nộp hồ sơ trực tuyến, giảm hồ sơ phải nhập lại (minh họa).",
    "Đầu mối số hóa, lưu trữ hồ sơ công việc trên mạng của đơn vị (minh họa).",
    "Xây dựng bộ dữ liệu mở và mẫu báo cáo dùng chung (minh họa).",
)
# Of somebody who works directly, and of a leader: the second one, for no unit has two heads.
_POSTS = {"Phòng": ("Chuyên viên", "Phó Trưởng phòng"), "Thanh": ("Thanh tra viên", "Phó Chánh Thanh tra")}
_POSTS |= {"Văn": ("Chuyên viên", "Phó Chánh Văn phòng"), "": ("Viên chức", "Phó Giám đốc")}
Row = tuple[str, str, str, str, str, str, str, str, str]


def nominees(world: World, *, period: Period, tally: Tally) -> Iterator[pa.Table]:
    """``de_nghi``: the stronger units as collectives; of each unit somebody who works directly, of some a leader."""
    names = ("nominee_id", "kind", "unit", "staff_id", "name", "award", "pending_case", "achievement", "post")
    rows = [*_collectives(world, period), *_individuals(world, period)]
    yield pa.table({name: pa.array([row[n] for row in rows], pa.string()) for n, name in enumerate(names)})


def votes(world: World, *, period: Period, tally: Tally) -> Iterator[pa.Table]:
    """``bieu_quyet``: nine members; most agree, and now and then one is absent."""
    rows = [*_collectives(world, period), *_individuals(world, period)]
    draws = world.random(SAMPLED["votes"], period.id).random((len(rows), 2)).tolist()
    agree = [_MEMBERS - (1 if draw[0] < 0.4 else 0) - (2 if draw[0] < 0.1 else 0) for draw in draws]
    against = [_MEMBERS - yes - (1 if yes < _MEMBERS and draw[1] < 0.3 else 0) for yes, draw in zip(agree, draws)]
    yield pa.table(
        {
            "nominee_id": [row[0] for row in rows],
            "members": [str(_MEMBERS)] * len(rows),
            "agree": [str(count) for count in agree],
            "disagree": [str(count) for count in against],
        }
    )


def _collectives(world: World, period: Period) -> Iterator[Row]:
    award = next(award for award in world.plan.awards if award.kind == "collective")
    strong = [n for n in world.standing(period) if world.strengths()[n] >= 0]
    for number, n in enumerate(strong, 1):
        unit = world.units[n]
        said = "Tập thể tích cực trong phong trào (minh họa)."
        yield f"TT-{period.id}-{number:02d}", "Tập thể", unit.id, "", unit.name, award.name, "", said, ""


def _individuals(world: World, period: Period) -> Iterator[Row]:
    award = next(award for award in world.plan.awards if award.kind == "individual")
    chosen = list(_chosen(world, period))
    names = {unit.id: unit.name for unit in world.units}
    for number, (person, unit) in enumerate(chosen, 1):
        pending = "Có" if number == len(chosen) else "Không"
        said = _ACHIEVEMENTS[number % len(_ACHIEVEMENTS)]
        case, name = f"CN-{period.id}-{number:02d}", _name(person, number)
        yield case, "Cá nhân", unit, person.id, name, award.id, pending, said, _post(person, names[unit])


def _chosen(world: World, period: Period) -> Iterator[tuple[Person, str]]:
    """One person of each unit, two of the larger ones (the second a leader), by the unit they belong to at the end."""
    people = [p for p in staff_of(world, period=period) if p.left is None]
    for n in world.first_units:
        own = [person for person in people if person.unit == n]
        direct = [person for person in own if not person.is_leader][:1]
        leaders = [person for person in own if person.is_leader][:1] if len(own) > 12 else []
        for person in direct + leaders:
            (standing,) = world.named(np.array([n]), period.end.toordinal())
            yield person, world.units[int(standing)].id


def _name(person: Person, number: int) -> str:
    middle = "Thị" if person.is_female else "Văn"
    return f"{_FAMILY[number % len(_FAMILY)]} {middle} {_LETTERS[number % len(_LETTERS)]}"


def _post(person: Person, unit: str) -> str:
    return _POSTS.get(unit.partition(" ")[0], _POSTS[""])[person.is_leader]


BUILDERS: dict[str, Callable[..., Iterator[pa.Table]]] = {"nominees": nominees, "votes": votes}
