"""Points of items and scores of units: linear to the goal, appraised contents and actions, one rounding half up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction

from ..indicators.delivery import Deliverers
from ..indicators.figures import Counts, indicator_of
from ..indicators.model import Count, Indicator
from ..periods import Period
from ..plan import Item, Plan, Target
from ..sources import SourceData, lacking_column, number_fault, parse_numbers
from ..units.model import Unit, spelling
from ..words.errors import Finding
from ..words.formatting import round_half_up
from ..words.ids import IdIndex
from ..words.vocabulary import BLOCKED, MISSING, NO_CASES, NOT_ASSIGNED, OK, STATES
from .evidence import Evidence, units_in_doubt, untied_findings
from .model import ItemScore, UnitScore
from .ranking import band_of, rank_scores
from .robustness import try_weights


@dataclass(frozen=True)
class Claim:
    """The points that a unit gives itself for an item; ``is_blocked`` where it says something that cannot be read."""

    points: Fraction | None
    is_blocked: bool = False


NO_CLAIM = Claim(None)
Appraisal = Mapping[tuple[str, str], tuple[str, Fraction | None, str]]  # (unit, item) → state, points, reason


def read_points(
    plan: Plan,
    data: SourceData,
    *,
    units: Sequence[Unit],
    deliverers: Deliverers,
    column: str,
    findings: list[Finding],
) -> dict[tuple[str, str], tuple[str, Fraction | None, str]]:
    """The points that a source gives to items: ``self_points`` of ``minh_chung`` or ``points`` of ``tham_dinh``.

    A unit that stands for others has its own points; where it has none, the mean of those that its predecessors had, if
    each of them that stood in the period has some. Where a file or a row of a unit could not be read, the items that no
    row speaks of are blocked.
    """
    items, ids = {item.id: item for item in plan.items}, IdIndex(item.id for item in plan.items)
    header, official = next(c.header for c in data.columns if c.name == column), column == "points"
    rows = data.rows()
    lost = data.lost.get(column, frozenset()) if official else frozenset()
    named = [items.get(ids.find(row["item"]) or "") for row in rows]
    limits = [Fraction(item.points) if item else None for item in named]
    numbers = parse_numbers(
        [row[column] for row in rows],
        machine=column in data.machine,
        limits=limits,
        files=[row["file"] for row in rows],
    )
    # (who stands for the unit, item) → by the unit that the row names
    given: dict[tuple[str, str], dict[str, tuple]] = {}
    for row, item, points in zip(rows, named, numbers):
        if item is None:
            continue
        if isinstance(item, Target) and official and (row[column] or row["conflict"]):
            findings.append(_unused_finding(row, item, data, header))
        elif row["unit"] is not None and row["file"] in lost:
            given.setdefault((row["unit"], item.id), {})[row["unit_was"]] = (BLOCKED, None, "")
        elif row["unit"] is not None and (row[column] or row["conflict"]):
            state, points, fault = _checked(row, points, item, official=official)
            if fault:
                findings.append(Finding(*fault, **data.place(row), column=header, unit=row["unit"]))
            named_units = given.setdefault((row["unit"], item.id), {})
            reason = row.get("reason") or ""
            differs = named_units.get(row["unit_was"], (state, points, reason)) != (state, points, reason)
            if differs and not row["conflict"]:
                findings.append(
                    Finding(
                        "DONG-02",
                        "cùng một mục của đơn vị có hai dòng khác nhau.",
                        "giữ lại một dòng.",
                        **data.place(row),
                        column=header,
                        unit=row["unit"],
                    )
                )
                state, points = BLOCKED, None
            named_units[row["unit_was"]] = (state, points, reason)
    lacking = {key: deliverers.behind(key[0], data) - {key[0], *own} for key, own in given.items() if key[0] not in own}
    given = {key: own for key, own in given.items() if not lacking.get(key)}
    means = {
        key: sorted(own)
        for key, own in given.items()
        if key[0] not in own and _inherited(own)[0] == OK and len({p for _, p, _ in own.values()}) > 1
    }
    for unit in sorted({unit for unit, _ in means}):
        findings.append(
            _mean_finding(unit, {key[1]: old for key, old in means.items() if key[0] == unit}, data, header)
        )
    partly = {
        key: (MISSING, None, f"chưa được thẩm định ở đơn vị cũ {', '.join(sorted(names))}")
        for key, names in lacking.items()
        if names and official
    }
    found = {key: own.get(key[0]) or _inherited(own) for key, own in given.items()}
    doubted = units_in_doubt(data, rows=rows, units=units, items=ids, deliverers=deliverers)
    wanted = [(unit, item.id) for unit in sorted(doubted) for item in _marked_items(plan, official=official)]
    unknown = {key: (BLOCKED, None, f"không đọc được {data.source.name}") for key in wanted if key not in found}
    if official:
        findings += untied_findings(data, rows=rows, items=ids, touched={unit for unit, _ in unknown})
        findings += [
            lacking_column(data, file=file, column=column, problem="không đọc được điểm thẩm định")
            for file in sorted(lost)
        ]
    return {**partly, **found, **unknown}


def _marked_items(plan: Plan, *, official: bool) -> tuple[Target | Item, ...]:
    """The items that a source gives points to: an appraiser to all but the targets, which figures decide."""
    return (*plan.contents, *plan.actions) if official else plan.items


def _inherited(parts: Mapping[str, tuple]) -> tuple[str, Fraction | None, str]:
    """The points of a unit that has none of its own: its predecessors', or the mean of theirs where they differ."""
    values = [points for _, points, _ in parts.values()]
    if any(state == BLOCKED for state, _, _ in parts.values()):
        return BLOCKED, None, ""
    if len(set(values)) == 1:
        return OK, values[0], next((reason for _, _, reason in parts.values() if reason), "")
    return OK, sum(values, Fraction(0)) / len(values), f"bình quân của {', '.join(sorted(parts))}"


def _mean_finding(unit: str, items: Mapping[str, Sequence[str]], data: SourceData, header: str) -> Finding:
    old = sorted({name for names in items.values() for name in names})
    return Finding(
        "DIEM-03",
        f"đơn vị chưa có điểm riêng ở {len(items)} mục ({', '.join(items)}): lấy bình quân điểm của các đơn vị cũ {', '.join(old)}.",
        "ghi điểm của đơn vị tiếp nhận nếu đã thẩm định.",
        file=data.files[0].name if data.files else "",
        column=header,
        unit=unit,
    )


def _unused_finding(row: Mapping, target: Target, data: SourceData, header: str) -> Finding:
    return Finding(
        "DIEM-04",
        f"chỉ tiêu {target.id} được chấm theo số liệu, điểm thẩm định ở dòng này không được dùng.",
        "sửa số liệu nguồn của chỉ tiêu nếu sai, và bỏ dòng này.",
        **data.place(row),
        column=header,
        unit=row["unit"] or "",
        target=target.id,
    )


def _checked(
    row: Mapping, points: Fraction | None, item: Target | Item, *, official: bool
) -> tuple[str, Fraction | None, tuple[str, str, str] | None]:
    if row["conflict"]:
        return BLOCKED, None, None
    if points is None:
        problem, remedy = number_fault(row["self_points" if not official else "points"])
        return BLOCKED, None, ("O-03", f"điểm {problem}.", f"{remedy}.")
    allowed = item.allows(points) if official and isinstance(item, Item) else 0 <= points <= item.points
    if not allowed:
        return (
            BLOCKED,
            None,
            (
                "DIEM-02",
                "điểm âm, vượt điểm tối đa hoặc không thuộc các mức điểm của mục.",
                "kiểm tra lại điểm theo ke_hoach.yaml.",
            ),
        )
    return OK, points, None


def score_items(
    plan: Plan,
    *,
    units: Sequence[Unit],
    period: Period,
    indicators: Mapping[tuple[str, str], Indicator],
    claimed: Counts,
    self_points: Appraisal,
    appraised: Appraisal,
    evidence: Evidence,
    absent: Collection[str] = (),
) -> list[ItemScore]:
    """The points of every item of every unit, official and self-given; nothing is assigned to units that are ``absent``."""
    scores = []
    for unit in units:
        for target in plan.targets:
            indicator = indicators[unit.id, target.id]
            said = claim_of(plan, target, claimed.get((unit.id, target.id)), period=period)
            if said == NO_CLAIM:
                said = _claim(self_points.get((unit.id, target.id)))
            scores.append(target_score(plan, indicator, own=said))
        for item in (*plan.contents, *plan.actions):
            state, points, reason = appraised.get((unit.id, item.id), (MISSING, None, "chưa được thẩm định"))
            if unit.id in absent and (unit.id, item.id) not in appraised:
                state, reason = NOT_ASSIGNED, ""
            elif item.requires and (lack := evidence.lack(unit.id, item.id)):
                state, points, reason = lack
            own = _claim(self_points.get((unit.id, item.id)))
            scores.append(item_score(plan, unit.id, item, state, points, own, reason))
    return scores


def _claim(said: tuple[str, Fraction | None, str] | None) -> Claim:
    return NO_CLAIM if said is None else Claim(said[1], is_blocked=said[0] == BLOCKED)


def target_score(plan: Plan, indicator: Indicator, *, own: Claim) -> ItemScore:
    """The points of a target by its rule."""
    target = plan.target(indicator.target)
    points = None
    if indicator.state == OK:
        points = target.earned(indicator.value, attainment=indicator.attainment, met=indicator.met)
    return item_score(plan, indicator.unit, target, indicator.state, points, own, "")


def claim_of(plan: Plan, target: Target, count: Count | None, *, period: Period) -> Claim:
    """The points that a unit's own figures for a target would earn; those that cannot be read are not known."""
    if count is None or target.goal_in(period.end.year) is None:
        return NO_CLAIM
    claimed = indicator_of(plan, "", target, period, count)
    if claimed.state != OK:
        return Claim(None, is_blocked=claimed.state == BLOCKED)
    return Claim(target.earned(claimed.value, attainment=claimed.attainment, met=claimed.met))


def item_score(
    plan: Plan, unit: str, item: Target | Item, state: str, points: Fraction | None, own: Claim, reason: str
) -> ItemScore:
    """The points of one item: what has no cases or is not assigned leaves the maximum; what is missing follows the plan."""
    highest: Fraction | None = Fraction(item.points)
    if state in (NO_CASES, NOT_ASSIGNED):
        points, highest, own = None, None, NO_CLAIM
    elif state in (MISSING, BLOCKED):
        points, highest = (Fraction(0), highest) if plan.scoring.missing == "zero" else (None, None)
    said = reason or ("" if state == OK else STATES[state])
    return ItemScore(unit, item.id, state, points, highest, own.points, said, self_blocked=own.is_blocked)


def total(items: Sequence[ItemScore], *, decimals: int) -> Decimal | None:
    """The official score: points over the points that remain, rescaled to 100, rounded once. None if nothing remains."""
    return _rescale([(i.points, i.max_points) for i in items if i.max_points is not None], decimals)


def self_total(items: Sequence[ItemScore], plan: Plan) -> Decimal | None:
    """The unit's own score: its own points, and for targets that it did not report, the official ones.

    None where it did not give itself points for a content or an action that counts, or they cannot be read: what a unit
    has not said is neither 0 nor its own.
    """
    targets = {target.id for target in plan.targets}
    full = {item.id: Fraction(item.points) for item in plan.items}
    pairs = []
    for each in items:
        if each.self_blocked:
            return None
        own = each.points if each.self_points is None and each.item in targets else each.self_points
        if own is not None:
            pairs.append((own, full[each.item]))
        elif each.max_points:
            return None
    return _rescale(pairs, plan.scoring.decimals)


def _rescale(pairs: Sequence[tuple[Fraction | None, Fraction | None]], decimals: int) -> Decimal | None:
    highest = sum((pair[1] for pair in pairs), Fraction(0))
    return round_half_up(100 * sum((pair[0] for pair in pairs), Fraction(0)) / highest, decimals) if highest else None


def unappraised(plan: Plan, items: Sequence[ItemScore]) -> int:
    """How many contents and actions of a unit that have points lack an appraisal, or one that can be read."""
    official = {item.id for item in (*plan.contents, *plan.actions) if item.points}
    return sum(each.item in official and each.state in (MISSING, BLOCKED) for each in items)


def tie_points(plan: Plan, *, units: Sequence[Unit], items: Sequence[ItemScore]) -> dict[str, list[Fraction | None]]:
    """Unit → its points of the plan's tie-break items, in their order."""
    points = {(each.unit, each.item): each.points for each in items}
    return {unit.id: [points.get((unit.id, id)) for id in plan.scoring.tie_breaks] for unit in units}


def _groups(units: Sequence[Unit]) -> dict[str, str]:
    """Unit → its kind, in the spelling of the first unit of that kind."""
    kinds: dict[str, str] = {}
    return {unit.id: kinds.setdefault(spelling(unit.kind), unit.kind) for unit in units}


def score_units(
    plan: Plan, *, units: Sequence[Unit], items: Sequence[ItemScore], claims: bool = True
) -> list[UnitScore]:
    """Score, then rank and grade on the rounded score, and try how firm the ranks are.

    Without ``claims`` nobody has a score of its own. Who lacks the appraisal of a content or an action is not ranked:
    the others are ranked without it.
    """
    by_unit: dict[str, list[ItemScore]] = {unit.id: [] for unit in units}
    for each in items:
        by_unit[each.unit].append(each)
    official = {unit: total(own, decimals=plan.scoring.decimals) for unit, own in by_unit.items()}
    lacking = {unit: unappraised(plan, own) for unit, own in by_unit.items()}
    judged = {unit: None if lacking[unit] else score for unit, score in official.items()}
    groups = _groups(units) if plan.scoring.groups else {unit.id: "" for unit in units}
    ranks = rank_scores(judged, groups=groups, ties=tie_points(plan, units=units, items=items))
    firm = try_weights(plan, units=units, items=items, groups=groups, ranks=ranks)
    return [
        UnitScore(
            u.id,
            groups[u.id],
            self_total(by_unit[u.id], plan) if claims else None,
            official[u.id],
            ranks[u.id],
            band_of(judged[u.id], plan.scoring.bands),
            **(asdict(firm[u.id]) if u.id in firm else {}),
            unappraised=lacking[u.id],
        )
        for u in units
    ]
