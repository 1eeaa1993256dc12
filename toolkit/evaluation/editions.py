"""The two editions of a result: the whole one, for the house, and the public one, in which nobody is named.

The public tree of the output folder is made from the public one alone, so that nothing of anybody can get into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..awards.model import AwardResult, Nominee
from ..indicators.model import FollowUp
from ..plan import Plan
from ..scoring.model import Piece
from ..sources import SourceData
from ..words.errors import Finding
from ..words.people import HIDDEN_PERSON, People
from ..words.vocabulary import COLLECTIVE
from .results import Evaluation

_CODE = "staff_id"


def people_in(sources: Mapping[str, SourceData], nominees: Iterable[Nominee]) -> People:
    """Everybody whom a list with codes of staff, or a proposal, knows."""
    lists = [data for data in sources.values() if any(each.name == _CODE for each in data.source.columns)]
    codes = [code for data in lists for code in data.distinct(_CODE)]
    people = [each for each in nominees if each.kind != COLLECTIVE]
    return People.known_by(codes=[*codes, *(each.staff_id for each in people)], names=[each.name for each in people])


def public_edition(evaluation: Evaluation) -> Evaluation:
    """The evaluation without anybody: no codes of staff, no nominee but by what is proposed for whom, no vote, no reason of
    anybody's, and in the place of a text that names somebody that there is one. No figure is another one."""
    if evaluation.hides_people:
        return evaluation
    people = _everybody(evaluation)
    hide = people.hidden
    return replace(
        evaluation,
        hides_people=True,
        people=People(),
        items=tuple(replace(each, reason=hide(each.reason)) for each in evaluation.items),
        findings=tuple(_told_of_nobody(each, people) for each in evaluation.findings),
        follow_up=tuple(_without_codes(evaluation.plan, each, people) for each in evaluation.follow_up),
        awards=tuple(_nameless(each, n) for n, each in enumerate(evaluation.awards, 1)),
        pieces={key: tuple(_unnamed(each, people) for each in own) for key, own in evaluation.pieces.items()},
        marks={
            key: tuple(each._replace(reason=hide(each.reason), evidence_id=hide(each.evidence_id)) for each in own)
            for key, own in evaluation.marks.items()
        },
        explanations={
            key: tuple(each._replace(text=hide(each.text), evidence=hide(each.evidence)) for each in own)
            for key, own in evaluation.explanations.items()
        },
        own_directives=tuple(
            replace(each, subject=hide(each.subject), issuer=hide(each.issuer)) for each in evaluation.own_directives
        ),
        own_granted=tuple(
            replace(each, decision=hide(each.decision), level=hide(each.level), award=hide(each.award))
            for each in evaluation.own_granted
        ),
        remarks={part: people.hidden_paragraphs(text) for part, text in evaluation.remarks.items()},
        years=tuple(year.public for year in evaluation.years),
        as_was=evaluation.as_was and evaluation.as_was.public,
        decided=evaluation.decided and evaluation.decided.public,
    )


def edition_of(
    evaluation: Evaluation, history: Sequence[Evaluation], *, internal: bool
) -> tuple[Evaluation, tuple[Evaluation, ...]]:
    """An evaluation and the periods before it in one of the editions."""
    if internal:
        return evaluation, tuple(history)
    return evaluation.public, tuple(each.public for each in history)


def _everybody(evaluation: Evaluation) -> People:
    people = evaluation.people
    for each in (*evaluation.years, evaluation.as_was, evaluation.decided):
        people |= each.people if each else People()
    return people


def is_of_people(plan: Plan, target: str) -> bool:
    """Whether what a target counts are people: the rows of a list of who is on strength, or of what staff have learnt."""
    sources = [plan.source(name) for name in plan.target(target).sources]
    return any(each.strength or _CODE in each.key or each.duties.role in ("staff", "courses") for each in sources)


def _without_codes(plan: Plan, each: FollowUp, people: People) -> FollowUp:
    if is_of_people(plan, each.target):
        return replace(each, case_ids=(), marks=())
    marks = each.marks or ("",) * len(each.case_ids)
    shown = [(id, mark) for id, mark in zip(each.case_ids, marks) if not people.have(id)]
    return replace(each, case_ids=tuple(id for id, _ in shown), marks=tuple(mark for _, mark in shown if each.marks))


def _told_of_nobody(finding: Finding, people: People) -> Finding:
    if not people.are_told_in(finding.problem) and not people.are_told_in(finding.remedy):
        return finding
    return replace(finding, problem=HIDDEN_PERSON, remedy=HIDDEN_PERSON, for_unit="")


def _nameless(result: AwardResult, n: int) -> AwardResult:
    nominee = Nominee(str(n), result.nominee.kind, unit=result.nominee.unit, award=result.nominee.award)
    return replace(result, nominee=nominee, reasons=(), firmness=None)


def _unnamed(piece: Piece, people: People) -> Piece:
    hide = people.hidden
    return piece._replace(
        text=hide(piece.text), id=hide(piece.id), document=hide(piece.document), link=hide(piece.link)
    )
