"""Nominees in words and tables: what the reports and the papers of commendation share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..awards.model import AwardResult, Vote
from ..awards.requiring import order_text
from ..evaluation.results import Evaluation
from ..plan import Award
from ..words.formatting import padded, percent
from ..words.vocabulary import COLLECTIVE, COUNCIL, INDIVIDUAL, NOMINEE_KINDS, OTHER, YES
from .claims import alphabetical, listed
from .model import Block, Table
from .words import score_text


def award_summary(evaluation: Evaluation) -> str:
    """How many were nominated, are eligible, and are proposed for which award; the collectives by name, no person."""
    if not evaluation.awards:
        return f"Chưa có đề nghị khen thưởng nào cho {evaluation.period.title}."
    kinds = ((kind, name.lower()) for kind, name in NOMINEE_KINDS.items())
    said = [text for kind, word in kinds if (text := _kind_summary(evaluation, kind, word))]
    other = sum(each.nominee.kind not in NOMINEE_KINDS for each in evaluation.awards)
    said += [f"{padded(other)} đề nghị không rõ loại."] if other else []
    return " ".join(said)


def _kind_summary(evaluation: Evaluation, kind: str, word: str) -> str:
    own = [each for each in evaluation.awards if each.nominee.kind == kind]
    if not own:
        return ""
    fit, tied, noun = (
        sum(e.eligible for e in own),
        sum(e.proposed == COUNCIL for e in own),
        considered_word(evaluation, own),
    )
    head = (
        f"Các đơn vị giới thiệu {padded(len(own))} {word}"
        if noun == "đề nghị"
        else f"{word.capitalize()}: {len(own)} {noun}"
    )
    parts = [text for award in evaluation.plan.awards if (text := proposed_text(evaluation, award, word=word, own=own))]
    parts = parts or (["chưa đề nghị khen"] if fit else [])
    parts += [f"{padded(tied)} {word} do Hội đồng quyết định"] if tied else []
    return "; ".join((f"{head}, {padded(fit) if fit else 'chưa có trường hợp nào'} đủ điều kiện", *parts)) + "."


def proposed_text(evaluation: Evaluation, award: Award, *, word: str, own: Sequence[AwardResult]) -> str:
    """For how many an award is proposed, the collectives by name; empty where for nobody."""
    chosen = [each for each in own if each.proposed == YES and each.nominee.award == award.id]
    if not chosen:
        return ""
    named = alphabetical(unit_name(evaluation, each.nominee.unit) for each in chosen if each.nominee.kind == COLLECTIVE)
    who = f": {listed(named)}" if named else ""
    return f"đề nghị tặng {award.name} cho {padded(len(chosen))} {word}{who}"


def count_table(evaluations: Sequence[Evaluation]) -> Table:
    """How many were nominated, are eligible, are proposed, and are left to the council, in each period."""
    rows = []
    kinds = kinds_of(evaluations[-1])
    for evaluation in evaluations:
        for kind, word in ((kind, NOMINEE_KINDS[kind].lower()) for kind in kinds):
            own = [each for each in evaluation.awards if each.nominee.kind == kind]
            fit = sum(each.eligible for each in own)
            counts = [len(own), fit, *(sum(each.proposed == which for each in own) for which in (YES, COUNCIL))]
            period = evaluation.period.title
            rows.append((f"{period[0].upper()}{period[1:]}, {word}", *map(str, counts)))
    every = [each for evaluation in evaluations for each in evaluation.awards]
    noun = considered_word(evaluations[-1], every)
    columns = ("Kỳ, loại", f"{noun[0].upper()}{noun[1:]}", "Đủ điều kiện", "Được đề nghị khen", "Hội đồng quyết định")
    note = "Mỗi kỳ theo kết quả của chính kỳ đó, ở cơ cấu tổ chức ngày cuối kỳ đó." if len(evaluations) > 1 else ""
    return Table("Số lượng đề nghị khen thưởng", columns, tuple(rows), "lrrrr", compact=True, note=note)


def considered_word(evaluation: Evaluation, own: Sequence[AwardResult]) -> str:
    """What nominees are called where they are counted: nobody proposes those of prizes by rank, or the rows of a source."""
    nominated = {award.id for award in evaluation.plan.nominated}
    unasked = [each for each in own if each.nominee.award and each.nominee.award not in nominated]
    return "đề nghị" if not unasked else "lượt xét" if len(unasked) == len(own) else "đề nghị, lượt xét"


def kinds_of(evaluation: Evaluation) -> tuple[str, ...]:
    """The kinds of nominees that have a list: collectives and individuals, and others where the plan has an award for them."""
    others = any(award.kind == OTHER for award in evaluation.plan.awards)
    return (COLLECTIVE, INDIVIDUAL, *((OTHER,) if others else ()))


def who(evaluation: Evaluation, result: AwardResult) -> str:
    """The name, and for a person the unit."""
    nominee = result.nominee
    unit = unit_name(evaluation, nominee.unit)
    if nominee.kind == OTHER:
        return f"{nominee.name or nominee.id or '(chưa ghi tên)'}, {unit}"
    return f"{nominee.name or nominee.staff_id or '(chưa ghi tên)'}, {unit}" if nominee.kind == INDIVIDUAL else unit


def unit_name(evaluation: Evaluation, unit: str) -> str:
    """A unit's name, or what the nomination calls it."""
    return evaluation.names.get(unit) or unit or "(chưa ghi đơn vị)"


def post_text(result: AwardResult) -> str:
    """The post, leader or direct worker, and the courses completed; empty for a collective."""
    person, named = result.nominee.person, result.nominee.post
    if result.nominee.kind != INDIVIDUAL:
        return "–"
    if person is None:
        return "; ".join(filter(None, (named, "không có trong danh sách cán bộ")))
    post = {True: "lãnh đạo", False: "trực tiếp", None: "chưa rõ chức vụ"}[person.is_leader]
    gone = "không còn làm việc vào ngày cuối kỳ" if person.on_strength is False else ""
    said = "; ".join(filter(None, (named or person.post, post, gone)))
    return f"{said}; tập huấn: {', '.join(person.courses) or 'chưa'}"


def vote_text(result: AwardResult) -> str:
    """Agreement over all members: 3/5 (60,0%)."""
    vote = result.nominee.vote
    return f"{vote.agree}/{vote.members} ({share_text(vote)})" if vote else "–"


def share_text(vote: Vote) -> str:
    """The share of all members that agree."""
    return percent(vote.share)


def unit_score_text(evaluation: Evaluation, result: AwardResult) -> str:
    """The score of a nominee's unit."""
    unit = result.nominee.unit
    return score_text(evaluation, evaluation.score(unit).score) if unit in evaluation.names else "–"


def proposed_tables(evaluation: Evaluation) -> tuple[Block, ...]:
    """The lists that go into the dossier: collectives, then individuals."""
    return tuple(_proposed_table(evaluation, kind) for kind in kinds_of(evaluation))


def _proposed_table(evaluation: Evaluation, kind: str) -> Table:
    names = {award.id: award.name for award in evaluation.plan.awards}
    own = [each for each in evaluation.awards if each.nominee.kind == kind and each.proposed == YES]
    ordered = sorted(own, key=lambda each: (list(names).index(each.nominee.award), each.rank, each.nominee.id))
    rows = [
        (
            str(n),
            who(evaluation, each),
            *((post_text(each),) if kind == INDIVIDUAL else ()),
            names[each.nominee.award],
            unit_score_text(evaluation, each),
            vote_text(each),
            each.nominee.achievement or "–",
        )
        for n, each in enumerate(ordered, 1)
    ]
    post = ("Chức vụ, tập huấn",) if kind == INDIVIDUAL else ()
    return Table(
        f"{NOMINEE_KINDS[kind]} được đề nghị khen thưởng",
        (
            "STT",
            {INDIVIDUAL: "Họ tên, đơn vị", COLLECTIVE: "Tập thể"}.get(kind, "Đối tượng, đơn vị"),
            *post,
            "Hình thức khen",
            "Điểm đơn vị",
            "Phiếu đồng ý",
            "Thành tích",
        ),
        tuple(rows),
        "cl" + "l" * len(post) + "lrrl",
        heads=2,
    )


def chosen_table(evaluation: Evaluation, kind: str) -> Table:
    """Who is proposed, or left to the council: in the internal edition with names, in the public one a person has a number."""
    names = {award.id: award.name for award in evaluation.plan.awards}
    own = [e for e in evaluation.awards if e.nominee.kind == kind and e.proposed in (YES, COUNCIL)]
    ordered = sorted(own, key=lambda each: (list(names).index(each.nominee.award), each.rank, each.nominee.id))
    is_named = not evaluation.hides_people
    rows = [
        (
            str(n),
            *((_named(each),) if is_named and kind != COLLECTIVE else ()),
            unit_name(evaluation, each.nominee.unit),
            *((post_text(each),) if is_named and kind == INDIVIDUAL else ()),
            names[each.nominee.award] + (" (Hội đồng quyết định)" if each.proposed == COUNCIL else ""),
            unit_score_text(evaluation, each),
            *((vote_text(each),) if is_named else ()),
        )
        for n, each in enumerate(ordered, 1)
    ]
    whom, post = ("Họ tên" if kind == INDIVIDUAL else "Tên",), ("Chức vụ, tập huấn",)
    columns = (
        "STT",
        *(whom if is_named and kind != COLLECTIVE else ()),
        "Đơn vị",
        *(post if is_named and kind == INDIVIDUAL else ()),
        "Hình thức khen",
        "Điểm đơn vị",
        *(("Phiếu đồng ý",) if is_named else ()),
    )
    left_out = "" if is_named or kind == COLLECTIVE else " (không nêu tên)"
    aligned = "c" + "l" * (columns.index("Hình thức khen")) + "r" * (1 + is_named)
    note = _order_note(evaluation, dict.fromkeys(each.nominee.award for each in ordered)) if is_named else ""
    return Table(f"{NOMINEE_KINDS[kind]} được đề nghị{left_out}", columns, tuple(rows), aligned, heads=2, note=note)


def _order_note(evaluation: Evaluation, awards: Iterable[str]) -> str:
    """What the nominees of each of the awards stand in the order of, as the plan says it; empty where it says nothing."""
    plan = evaluation.plan
    given = [(plan.award(id), order_text(plan, plan.award(id))) for id in awards]
    return " ".join(f"{award.name}: xếp theo {order}." for award, order in given if order)


def _named(result: AwardResult) -> str:
    return result.nominee.name or result.nominee.staff_id or "(chưa ghi tên)"
