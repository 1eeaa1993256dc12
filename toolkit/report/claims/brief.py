"""The summary of a report: what happened, who, why, what to believe, what to decide. Every figure stands in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...awards.model import AwardResult
from ...evaluation.results import Evaluation
from ...evaluation.scrutiny import reconciliations
from ...indicators.model import Indicator
from ...words.codes import ERROR, WARNING
from ...words.errors import Finding
from ...words.formatting import NBSP, number, padded, sort_key
from ...words.vocabulary import BLOCKED, COLLECTIVE, COUNCIL, MISSING, NOMINEE_KINDS, OK, PARTIAL, YES
from ..words import called
from .among import alphabetical, listed
from .causes import case_noun, leading_causes
from .distance import by_distance, edges_text
from .lacking import unranked_text
from .moves import better_text, moves_over, over_time_text, worse_text
from .units import full_text, leaders_text, nothing_met_text
from .whole import basis_text, by_state, judged_on, met_of_all_text

_CAUSES, _GROUPS, _NAMED = 2, 2, 2  # told in the summary; the tables tell them all


def brief(
    evaluation: Evaluation, findings: Sequence[Finding], *, busy: int, work: str = "mục VI"
) -> tuple[tuple[str, str], ...]:
    """The paragraphs of the summary, each with its lead. ``findings`` are those that the report counts,
    ``busy`` how many units have work left, ``work`` where that is told."""
    parts = (
        ("Kết quả.", _result(evaluation)),
        ("Đơn vị.", _units(evaluation)),
        ("Nguyên nhân.", _causes(evaluation)),
        ("Số liệu.", data_text(evaluation, findings)),
        ("Đề nghị.", _decisions(evaluation, busy, work)),
    )
    return tuple((lead, text) for lead, text in parts if text)


def _joined(*texts: str) -> str:
    return " ".join(filter(None, texts))


def _result(evaluation: Evaluation) -> str:
    judge, basis, years = judged_on(evaluation), basis_text(evaluation), evaluation.years
    said = met_of_all_text(judge, most=_NAMED)
    said = f"{said[:1].upper()}{said[1:]}{f', {basis}' if basis and judge.plan.targets else ''}."
    over = over_time_text(years, evaluation.agency) if len(years) > 1 and moves_over(years, evaluation.agency) else ""
    return _joined(
        said, over or better_text(judge), "" if over else worse_text(judge), edges_text(_unmet(judge), judge.plan)
    )


def _unmet(evaluation: Evaluation) -> list[Indicator]:
    return [each for each in by_state(evaluation)[OK] if not each.met]


def _units(evaluation: Evaluation) -> str:
    ranked = [each for each in evaluation.scores if each.rank is not None]
    short = evaluation.short_names
    groups = sorted({each.group for each in ranked}, key=sort_key)
    first = (
        [leaders_text(evaluation, [s for s in ranked if s.group == g], g, names=short) for g in groups]
        if ranked
        else []
    )
    nothing = nothing_met_text(evaluation, named=1)
    full = full_text(evaluation, most=_NAMED, names={unit.name: short[unit.id] for unit in evaluation.units})
    shown = first if len(groups) <= _GROUPS else []
    return _joined(*shown, unranked_text(evaluation), full, nothing)


def _causes(evaluation: Evaluation) -> str:
    """The main cause of the targets that are the furthest from their goals; what has one cause only, after the others."""
    judge = judged_on(evaluation)
    known = {target.id: (target, cause, total) for target, cause, total in leading_causes(judge)}
    ordered = [known[id] for id in by_distance(_unmet(judge), judge.plan) if id in known]
    told = []
    for target, cause, total in sorted(ordered, key=lambda each: each[1].cases == each[2])[:_CAUSES]:
        noun, name = case_noun(judge, target), called(judge.plan, target.id)
        if cause.cases == total:
            told.append(f"{name}: {number(total)}{NBSP}{noun} chưa tính do {cause.text}")
        else:
            told.append(f"{name}: {number(cause.cases)} trong {number(total)}{NBSP}{noun} chưa tính do {cause.text}")
    if not told:
        return ""
    return f"{told[0][:1].upper()}{'; '.join(told)[1:]}."


def check_text(evaluation: Evaluation, *, to_compare: int, errors: int) -> str:
    """The data check in one line: whether the figures are whole, what is to be held against each other, what is wrong."""
    whole = "Đủ số liệu" if evaluation.is_complete else "Còn thiếu số liệu"
    return f"{whole} · {number(to_compare)} điều cần đối chiếu · {number(errors)} lỗi."


def data_text(evaluation: Evaluation, findings: Sequence[Finding]) -> str:
    """How far the figures can be believed, in one sentence."""
    whole, complete = len(evaluation.units), len(evaluation.complete_units)
    if complete == whole:
        said = f"Cả {whole} đơn vị có đủ số liệu" if whole > 1 else "Đơn vị duy nhất có đủ số liệu"
    else:
        said = f"{complete}/{whole} đơn vị có đủ số liệu; chỗ thiếu được ghi rõ, không coi là bằng 0"
    levels = [finding.level for finding in findings]
    counts = [
        f"{number(n)} {word}" for level, word in ((ERROR, "lỗi"), (WARNING, "cảnh báo")) if (n := levels.count(level))
    ]
    said += f"; có {listed(counts)}" if counts else "; không phát hiện lỗi"
    return _joined(f"{said}.", differing_text(evaluation))


def differing_text(evaluation: Evaluation) -> str:
    """How the figures that units report themselves differ from those of the systems; empty where none does."""
    pairs = [pair for year in (evaluation.years or (evaluation,)) for pair in _differing(year)]
    if not pairs:
        return ""
    higher = sum(own > counted for own, counted in pairs)
    lower = sum(own < counted for own, counted in pairs)
    count = len(pairs)
    if count in (higher, lower):
        way = "cao" if higher else "thấp"
        told = f"{f'cả {number(count)} đều ' if count > 1 else ''}báo cáo {way} hơn"
    else:
        words = ((higher, "cao hơn"), (lower, "thấp hơn"), (count - higher - lower, "cùng tỷ lệ"))
        told = listed([f"{number(n)} {word}" for n, word in words if n])
    return f"{number(count)} số do đơn vị báo cáo khác số của hệ thống, {told}; điểm thẩm định dùng số của hệ thống."


def _differing(evaluation: Evaluation) -> Iterator[tuple[Fraction, Fraction]]:
    """The values of units and systems where the two have been held against each other and differ."""
    for each in reconciliations(evaluation):
        if not each.agrees:
            yield each.own.value or Fraction(0), each.system.value or Fraction(0)


def _decisions(evaluation: Evaluation, busy: int, work: str) -> str:
    """What whoever signs is asked for."""
    asked = [*_awards_asked(evaluation.awards, evaluation)]
    lacking = [
        i for i in evaluation.indicators if i.unit == evaluation.agency and i.state in (MISSING, BLOCKED, PARTIAL)
    ]
    if lacking:
        names = listed([called(evaluation.plan, each.target) for each in lacking])
        asked.append(f"yêu cầu các đơn vị gửi đủ, sửa số liệu của {names}")
    if busy:
        asked.append(f"giao {padded(busy)} đơn vị thực hiện việc ở {work}")
    if not asked:
        return ""
    return f"{asked[0][:1].upper()}{'; '.join(asked)[1:]}."


def _awards_asked(awards: tuple[AwardResult, ...], evaluation: Evaluation) -> Iterator[str]:
    given, left = [], []
    for award in evaluation.plan.awards:
        own = [each for each in awards if each.nominee.award == award.id]
        word = NOMINEE_KINDS.get(own[0].nominee.kind, "đối tượng").lower() if own else ""
        chosen, tied = (sum(each.proposed == which for each in own) for which in (YES, COUNCIL))
        units = {each.nominee.unit for each in own if each.proposed == YES and each.nominee.kind == COLLECTIVE}
        named = alphabetical(evaluation.short_names.get(unit, unit) for unit in units)
        who = listed(named) if 0 < len(named) <= _NAMED else f"{padded(chosen)} {word}"
        given += [f"{award.name} cho {who}"] if chosen else []
        left += [f"Hội đồng quyết định {padded(tied)} {word} bằng nhau ở ranh giới của {award.name}"] if tied else []
    if given:
        yield f"tặng {', '.join(given)}"
    yield from left
