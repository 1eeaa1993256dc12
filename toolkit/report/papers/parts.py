"""What the papers of a dossier share: their form, their lists of nominees, their blanks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ...awards.model import AwardResult
from ...awards.money import prize_of
from ...evaluation.results import Evaluation
from ...plan import Award
from ...words.formatting import number, padded
from ...words.vocabulary import COLLECTIVE, COUNCIL, INDIVIDUAL, NOMINEE_KINDS, OTHER, YES
from ..awards import kinds_of, post_text, unit_name
from ..claims import listed
from ..document import Report, Section
from ..model import Block, Letterhead, Paragraph, Signature, Table
from ..so_ket import letterhead
from ..words import movement_text

BLANK, SHORT_BLANK = "…………", "……"  # in a sentence; in a cell
OFFICE = "Văn phòng (thường trực Hội đồng Thi đua - Khen thưởng)"
COUNCIL_NAME = "Hội đồng Thi đua - Khen thưởng"
NOBODY = "Chưa có tập thể, cá nhân nào được đề nghị."
SHORT_DAY = f"ngày {SHORT_BLANK} tháng {SHORT_BLANK} năm {SHORT_BLANK}"
DAY = f"ngày {BLANK} tháng {BLANK} năm {BLANK}"


def part(id: str, title: str, blocks: tuple[Block, ...], *, own_page: bool = False, wide: bool = False) -> Section:
    """A part of a paper. Its tables have no numbers: nothing of a paper refers to them."""
    return Section(id, title, blocks, appendix=own_page, wide=wide, counted=False)


def paper(
    evaluation: Evaluation,
    *,
    kind: str,
    about: str,
    blocks: tuple[Block, ...],
    closing: Signature,
) -> Report:
    """A paper of the agency: its head, what it says, who signs and receives it."""
    head = letterhead(evaluation, kind=kind, subject=f"{about} {movement_text(evaluation)}")
    return headed(evaluation, head, blocks=blocks, closing=closing)


def headed(
    evaluation: Evaluation,
    head: Letterhead,
    *,
    blocks: tuple[Block, ...],
    closing: Signature,
) -> Report:
    """The same under a head of its own."""
    title = f"{head.kind} {head.subject[0].lower()}{head.subject[1:]}"
    body = (head, *noted(evaluation), *blocks, closing)
    return Report(title, (part("mo-dau", title, body),), evaluation.telling)


def head_of(evaluation: Evaluation, issuer: str, *, kind: str, symbol: str, subject: str) -> Letterhead:
    """The head of a paper that somebody within the agency issues: a unit, the council, the office."""
    whole = letterhead(evaluation, kind=kind, subject=subject)
    agency, number_ = evaluation.plan.movement.agency.name, f"Số:          /{symbol}"
    return Letterhead(agency, issuer, number_, whole.place, kind, subject, national=whole.national)


def noted(evaluation: Evaluation) -> tuple[Block, ...]:
    """What the plan says of everything that is made of it: of the sample, that its figures are none."""
    note = evaluation.plan.movement.note
    return (Paragraph(note, "note"),) if note else ()


def signed(evaluation: Evaluation, *recipients: str, title: str = "", name: str = "", secretary: str = "") -> Signature:
    """Who signs (whoever signs for the agency, unless somebody else does), and who receives it."""
    head, national = evaluation.plan.movement.signer, evaluation.plan.form != "plain"
    if title:
        return Signature(title, name, recipients, national, secretary)
    return Signature(head.title if head else "Thủ trưởng cơ quan", head.name if head else "", recipients, national)


def grounds(evaluation: Evaluation) -> tuple[Block, ...]:
    """The legal grounds in force on the last day."""
    plan = evaluation.plan
    return tuple(Paragraph(f"Căn cứ {text};", "ground") for text in plan.movement.grounds(evaluation.period.end))


def chosen(evaluation: Evaluation, awards: Sequence[Award], *, tied: bool = False) -> list[AwardResult]:
    """Who is proposed for some awards, in the order of the plan; with those whom the council decides on if ``tied``."""
    places, wanted = [award.id for award in awards], (YES, COUNCIL) if tied else (YES,)
    own = [each for each in evaluation.awards if each.nominee.award in places and each.proposed in wanted]
    return sorted(own, key=lambda each: (places.index(each.nominee.award), each.rank or 0, each.nominee.id))


def within(evaluation: Evaluation) -> list[Award]:
    """The awards that the agency decides on."""
    above = evaluation.plan.awards_above
    return [award for award in evaluation.plan.awards if award not in above]


_OF_A_KIND = re.compile(r" \((?:tập thể|cá nhân)\)$", re.IGNORECASE)


def title_of(award: Award) -> str:
    """What an award is called in a sentence that says itself for whom it is."""
    return _OF_A_KIND.sub("", award.name)


def titles_of(awards: Sequence[Award]) -> str:
    """What awards are called in a sentence: one that the plan has for collectives and for individuals is said once."""
    return listed(list(dict.fromkeys(map(title_of, awards))))


def name_of(evaluation: Evaluation, each: AwardResult) -> str:
    """The name of a nominee alone."""
    nominee = each.nominee
    return nominee.name or (BLANK if nominee.kind == INDIVIDUAL else unit_name(evaluation, nominee.unit))


def post_of(each: AwardResult) -> str:
    """The post of a person, as the nomination or the staff list has it, or a place for it."""
    person = each.nominee.person
    return each.nominee.post or (person.post if person else "") or SHORT_BLANK


def counted(evaluation: Evaluation, own: Sequence[AwardResult]) -> str:
    """How many of each kind: "02 tập thể, 05 cá nhân"; of nobody empty."""
    counts = [(sum(each.nominee.kind == kind for each in own), NOMINEE_KINDS[kind]) for kind in kinds_of(evaluation)]
    return ", ".join(f"{padded(count)} {word.lower()}" for count, word in counts if count)


def lists(
    evaluation: Evaluation, own: Sequence[AwardResult], *, money: bool = False, is_full: bool = False
) -> tuple[Table, ...]:
    """Who is commended, a table for each award in the plan's order, its name the caption; with the ``money`` where it is known,
    else a place for it; a full one tells leader or direct worker, courses and what was achieved."""
    tables = []
    for award in evaluation.plan.awards:
        if those := [each for each in own if each.nominee.award == award.id]:
            table = _list(evaluation, award, those, is_full=is_full)
            tables.append(_paid(evaluation, award, table) if money else table)
    return tuple(tables)


_WHOM: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {COLLECTIVE: ("Tập thể",), INDIVIDUAL: ("Họ và tên", "Chức vụ", "Đơn vị"), OTHER: ("Đối tượng", "Đơn vị")}
)


def _list(evaluation: Evaluation, award: Award, own: Sequence[AwardResult], *, is_full: bool) -> Table:
    rows = tuple((str(n), *_whom(evaluation, each, is_full=is_full)) for n, each in enumerate(own, 1))
    columns = ("STT", *_WHOM[award.kind or COLLECTIVE], *(("Tóm tắt thành tích",) if is_full else ()))
    return Table(award.name, columns, rows, "c" + "l" * (len(columns) - 1), heads=2)


def _whom(evaluation: Evaluation, each: AwardResult, *, is_full: bool) -> tuple[str, ...]:
    """Who it is, by the columns of the kind of nominee."""
    unit, post = unit_name(evaluation, each.nominee.unit), post_text(each) if is_full else post_of(each)
    name = name_of(evaluation, each) + (" (Hội đồng quyết định)" if each.proposed == COUNCIL else "")
    told = {COLLECTIVE: (name,), INDIVIDUAL: (name, post, unit)}.get(each.nominee.kind, (name, unit))
    return (*told, *((each.nominee.achievement or SHORT_BLANK,) if is_full else ()))


def _paid(evaluation: Evaluation, award: Award, table: Table) -> Table:
    """The same with the money of each, and of all."""
    amount = prize_of(evaluation.plan, award, evaluation.period.end).amount
    told = SHORT_BLANK if amount is None else number(amount)
    sums = ("", "Cộng", *("",) * (len(table.columns) - 2))
    foot = ((*sums, number(amount * len(table.rows))),) if amount is not None and len(table.rows) > 1 else ()
    return replace(
        table,
        columns=(*table.columns, "Tiền thưởng (đồng)"),
        rows=tuple((*row, told) for row in table.rows),
        align=f"{table.align}r",
        foot=foot,
    )
