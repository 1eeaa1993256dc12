"""The draft decision of who decides in the agency, with its list, and the certificates that it grants."""

from __future__ import annotations

from ...evaluation.results import Evaluation
from ...plan import Award
from ..document import Report, Section
from ..model import Block, Heading, Paragraph, Signature
from ..so_ket import letterhead
from ..words import movement_text
from .parts import BLANK, OFFICE, chosen, counted, grounds, list_table, name_of, titles_of, within


def decision(evaluation: Evaluation) -> Report:
    """The draft: one decision for each who decides, its list on a page of its own."""
    deciders = dict.fromkeys(_decider(evaluation, award) for award in within(evaluation))
    sections: list[Section] = []
    for n, decider in enumerate(deciders):
        sections += _decision(evaluation, decider, n)
    return Report(f"Dự thảo quyết định khen thưởng {movement_text(evaluation)}", tuple(sections), evaluation.telling)


def _decider(evaluation: Evaluation, award: Award) -> str:
    return award.decided_by or f"Giám đốc {evaluation.plan.movement.agency.name}"


def _signature(evaluation: Evaluation, award: Award, *recipients: str) -> Signature:
    signer = award.signer or evaluation.plan.movement.signer
    title, name = (signer.title, signer.name) if signer else ("Thủ trưởng cơ quan", "")
    return Signature(title, name, recipients, evaluation.plan.form != "plain")


def _decision(evaluation: Evaluation, decider: str, n: int) -> list[Section]:
    awards = [award for award in within(evaluation) if _decider(evaluation, award) == decider]
    own, names = chosen(evaluation, awards), titles_of(awards)
    office = next((award.submitted_by for award in awards if award.submitted_by), OFFICE)
    agency = evaluation.plan.movement.agency
    blocks: tuple[Block, ...] = (
        letterhead(evaluation, kind="Quyết định", subject=f"Về việc tặng {names}"),
        Paragraph(decider.upper(), "centre"),
        *grounds(evaluation),
        Paragraph(f"Xét đề nghị của {office} tại Tờ trình số {BLANK} ngày {BLANK}.", "ground"),
        Paragraph("QUYẾT ĐỊNH:", "centre"),
        Paragraph(
            f"Tặng {names} cho {counted(evaluation, own)} có thành tích trong {movement_text(evaluation)} (danh sách kèm theo).",
            lead="Điều 1.",
        ),
        Paragraph(
            "Tập thể, cá nhân được tặng Giấy khen được thưởng số tiền ghi ở danh sách, theo quy định hiện hành.",
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
        *((list_table(evaluation, own, caption="Danh sách được khen thưởng", money=True),) if own else ()),
    )
    return [
        Section(f"QD{n + 1}", f"Quyết định tặng {names}", blocks, appendix=n > 0),
        Section(f"DS{n + 1}", f"Danh sách kèm quyết định tặng {names}", attached, appendix=True),
    ]


def certificates(evaluation: Evaluation) -> Report:
    """A page for each who is commended: the text that is printed onto the blank."""
    awards = {award.id: award for award in within(evaluation)}
    own = chosen(evaluation, list(awards.values()))
    agency = evaluation.plan.movement.agency
    sections = []
    for n, each in enumerate(own):
        award = awards[each.nominee.award]
        unit = evaluation.names.get(each.nominee.unit, "")
        name = name_of(evaluation, each)
        blocks: tuple[Block, ...] = (
            Paragraph(_decider(evaluation, award).upper(), "centre"),
            Paragraph("TẶNG", "centre"),
            Paragraph("GIẤY KHEN", "title"),
            Paragraph(f"{name}{f', {unit}' if unit and unit != name else ''}", "title"),
            Paragraph(f"Đã có thành tích trong {movement_text(evaluation)}.", "centre"),
            Paragraph(f"{agency.place or BLANK}, ngày {BLANK} tháng {BLANK} năm {BLANK}", "centre"),
            Paragraph(f"Quyết định số {BLANK} ngày {BLANK}", "centre"),
            _signature(evaluation, award),
        )
        sections.append(Section(f"GK{n + 1}", f"Giấy khen: {name}", blocks, appendix=n > 0))
    none = Section("mo-dau", "Giấy khen", (Paragraph("Chưa có tập thể, cá nhân nào được đề nghị."),))
    return Report(f"Giấy khen {movement_text(evaluation)}", tuple(sections) or (none,), evaluation.telling)
