"""The draft decision of who decides in the agency, with its list, and the certificates that it grants."""

from __future__ import annotations

from dataclasses import replace

from ...evaluation.results import Evaluation
from ...plan import Award
from ...words.vocabulary import COLLECTIVE
from ..document import Report, Section
from ..model import Block, Heading, Paragraph, Signature
from ..so_ket import letterhead
from ..words import movement_text
from .parts import (
    BLANK,
    NOBODY,
    OFFICE,
    SHORT_BLANK,
    SHORT_DAY,
    chosen,
    counted,
    grounds,
    lists,
    name_of,
    noted,
    part,
    post_of,
    signed,
    title_of,
    titles_of,
    within,
)


def decision(evaluation: Evaluation) -> Report:
    """The draft: one decision for each who decides, its list on a page of its own."""
    deciders = dict.fromkeys(_decider(evaluation, award) for award in within(evaluation))
    sections: list[Section] = []
    for decider in deciders:
        sections += _decision(evaluation, decider, len(sections))
    none = part("mo-dau", "Dự thảo quyết định", (Paragraph(NOBODY),))
    title = f"Dự thảo quyết định khen thưởng {movement_text(evaluation)}"
    return Report(title, tuple(sections) or (none,), evaluation.telling)


def _decider(evaluation: Evaluation, award: Award) -> str:
    return award.decided_by or f"Giám đốc {evaluation.plan.movement.agency.name}"


def _signature(evaluation: Evaluation, award: Award, *recipients: str) -> Signature:
    own = award.signer
    return signed(evaluation, *recipients, title=own.title if own else "", name=own.name if own else "")


def _decision(evaluation: Evaluation, decider: str, before: int) -> list[Section]:
    """The decision and its list; nothing where nobody is put forward: there is nothing to decide."""
    awards = [award for award in within(evaluation) if _decider(evaluation, award) == decider]
    own = chosen(evaluation, awards)
    if not own:
        return []
    given = {each.nominee.award for each in own}
    names = titles_of([award for award in awards if award.id in given])
    office = next((award.submitted_by for award in awards if award.submitted_by), OFFICE)
    agency = evaluation.plan.movement.agency
    blocks: tuple[Block, ...] = (
        letterhead(evaluation, kind="Quyết định", subject=f"Về việc tặng {names}"),
        *noted(evaluation),
        Paragraph(decider.upper(), "centre"),
        *grounds(evaluation),
        Paragraph(f"Xét đề nghị của {office} tại Tờ trình số {BLANK} ngày {BLANK}.", "ground"),
        Paragraph("QUYẾT ĐỊNH:", "centre"),
        Paragraph(
            f"Tặng {names} cho {counted(evaluation, own)} có thành tích trong {movement_text(evaluation)} (danh sách kèm theo).",
            lead="Điều 1.",
        ),
        Paragraph(
            "Tập thể, cá nhân có tên ở Điều 1 được thưởng số tiền ghi ở danh sách, theo quy định hiện hành.",
            lead="Điều 2.",
        ),
        Paragraph(
            f"Chánh Văn phòng, thủ trưởng các phòng, đơn vị của {agency.name} và tập thể, cá nhân có tên ở Điều 1 chịu trách "
            "nhiệm thi hành Quyết định này, kể từ ngày ký./.",
            lead="Điều 3.",
        ),
        _signature(evaluation, awards[0], "- Như Điều 3;", "- Lưu: VT, VP."),
    )
    attached: tuple[Block, ...] = (
        Heading("Danh sách", 2),
        Paragraph(f"TẬP THỂ, CÁ NHÂN ĐƯỢC TẶNG {names.upper()}", "title"),
        Paragraph(f"(Kèm theo Quyết định số {BLANK} ngày {BLANK} của {decider})", "attached"),
        *lists(evaluation, own, money=True),
    )
    n = before // 2 + 1
    return [
        part(f"QD{n}", f"Quyết định tặng {names}", blocks, own_page=before > 0),
        part(f"DS{n}", f"Danh sách kèm quyết định tặng {names}", attached, own_page=True),
    ]


def certificates(evaluation: Evaluation) -> Report:
    """A page for each who is commended: the text that is printed onto the blank."""
    awards = {award.id: award for award in within(evaluation)}
    own = chosen(evaluation, list(awards.values()))
    sections = []
    for n, each in enumerate(own):
        award, name = awards[each.nominee.award], name_of(evaluation, each)
        unit = evaluation.names.get(each.nominee.unit, "")
        post = "" if each.nominee.kind == COLLECTIVE else post_of(each).replace(SHORT_BLANK, "")
        of_whom = ", ".join(filter(None, (post, unit if unit != name else "")))
        blocks: tuple[Block, ...] = (
            Paragraph(_decider(evaluation, award).upper(), "head"),
            Paragraph("TẶNG", "head"),
            Paragraph(_kind_of(award).upper(), "display"),
            Paragraph(name, "named"),
            *((Paragraph(of_whom, "head"),) if of_whom else ()),
            Paragraph(f"Đã có thành tích trong {movement_text(evaluation)}", "head"),
            replace(
                _signature(evaluation, award),
                place=f"{evaluation.plan.movement.agency.place or SHORT_BLANK}, {SHORT_DAY}",
                beneath=(f"Quyết định số {BLANK}, ngày {BLANK}", f"Số sổ vàng: {BLANK}"),
            ),
        )
        sections.append(part(f"GK{n + 1}", f"{_kind_of(award)}: {name}", blocks, own_page=n > 0, wide=True))
    none = part("mo-dau", "Giấy khen", (Paragraph(NOBODY),))
    return Report(f"Giấy khen {movement_text(evaluation)}", tuple(sections) or (none,), evaluation.telling)


def _kind_of(award: Award) -> str:
    """What is granted, without by whom and to whom: "Giấy khen"."""
    return title_of(award).partition(" của ")[0]
