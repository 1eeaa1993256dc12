"""What the papers of a dossier share: their form, their lists of nominees, their blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...awards.model import AwardResult
from ...awards.money import prize_of
from ...evaluation.results import Evaluation
from ...plan import Award
from ...words.formatting import number
from ...words.vocabulary import COUNCIL, INDIVIDUAL, NOMINEE_KINDS, YES
from ..awards import kinds_of, post_text, unit_name
from ..claims import listed
from ..document import Report, Section
from ..model import Block, Letterhead, Paragraph, Signature, Table
from ..so_ket import letterhead
from ..words import movement_text

BLANK = "…………"
OFFICE = "Văn phòng (thường trực Hội đồng Thi đua - Khen thưởng)"


def paper(
    evaluation: Evaluation,
    *,
    kind: str,
    about: str,
    blocks: tuple[Block, ...],
    closing: Signature,
    more: tuple[Section, ...] = (),
) -> Report:
    """A paper: its head, what it says, who signs and receives it, and what is attached to it."""
    subject = f"{about} {movement_text(evaluation)}"
    head = letterhead(evaluation, kind=kind, subject=subject)
    return headed(evaluation, head, blocks=blocks, closing=closing, more=more)


def headed(
    evaluation: Evaluation,
    head: Letterhead,
    *,
    blocks: tuple[Block, ...],
    closing: Signature,
    more: tuple[Section, ...] = (),
) -> Report:
    """The same under a head of its own."""
    note = evaluation.plan.movement.note
    title = f"{head.kind} {head.subject[0].lower()}{head.subject[1:]}"
    body = (head, *((Paragraph(note, "note"),) if note else ()), *blocks, closing)
    return Report(title, (Section("mo-dau", title, body), *more), evaluation.telling)


def signed(evaluation: Evaluation, *recipients: str, title: str = "", secretary: str = "") -> Signature:
    """Who signs (whoever signs for the agency, unless somebody else does), and who receives it."""
    head, national = evaluation.plan.movement.signer, evaluation.plan.form != "plain"
    if title:
        return Signature(title, "", recipients, national, secretary)
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


def titles_of(awards: Sequence[Award]) -> str:
    """What awards are called in a sentence: one that the plan has for collectives and for individuals is said once."""
    return listed(list(dict.fromkeys(_OF_A_KIND.sub("", award.name) for award in awards)))


def name_of(evaluation: Evaluation, each: AwardResult) -> str:
    """The name of a nominee alone."""
    nominee = each.nominee
    return nominee.name or (BLANK if nominee.kind == INDIVIDUAL else unit_name(evaluation, nominee.unit))


def counted(evaluation: Evaluation, own: Sequence[AwardResult]) -> str:
    """How many of each kind: "02 tập thể, 05 cá nhân"."""
    kinds = {**NOMINEE_KINDS}
    counts = [(sum(each.nominee.kind == kind for each in own), kinds[kind].lower()) for kind in kinds_of(evaluation)]
    return ", ".join(f"{count:02d} {word}" for count, word in counts if count) or "không có trường hợp nào"


def list_table(evaluation: Evaluation, own: Sequence[AwardResult], *, caption: str, money: bool = False) -> Table:
    """Who is commended by what; with the ``money`` where it is known, else a place for it."""
    awards = {award.id: award for award in evaluation.plan.awards}
    rows = []
    for n, each in enumerate(own, 1):
        award, nominee = awards[each.nominee.award], each.nominee
        left = " (Hội đồng quyết định)" if each.proposed == COUNCIL else ""
        row = [str(n), name_of(evaluation, each), unit_name(evaluation, nominee.unit), f"{award.name}{left}"]
        amount = prize_of(evaluation.plan, award, evaluation.period.end).amount
        rows.append((*row, *((BLANK if amount is None else number(amount),) if money else ())))
    columns = ("STT", "Tập thể, cá nhân", "Đơn vị", "Hình thức khen", *(("Tiền thưởng (đồng)",) if money else ()))
    return Table(caption, columns, tuple(rows), "clll" + "r" * money, heads=2)


def told_post(each: AwardResult) -> str:
    """The post of a person; a dash of a collective."""
    return post_text(each) if each.nominee.kind == INDIVIDUAL else "–"
