"""Sơ kết and tổng kết: the outline of an official report, filled from an evaluation and the office's prose."""

from __future__ import annotations

from collections.abc import Sequence

from ..evaluation.editions import edition_of
from ..evaluation.official import require_official
from ..evaluation.results import Evaluation
from ..plan.outline import PARTS, STANDARD
from ..scenarios import NamedScenario
from ..words.formatting import short_date
from .appendices import appendices_of
from .claims import listed
from .document import Report, Section
from .layout import STANDARD_PLACES, own_layout, own_sections
from .model import Block, Contents, Heading, Letterhead, Paragraph, Signature
from .parts import part_blocks, summary_blocks
from .ways import ways
from .words import movement_text

_SYMBOLS = {"Báo cáo": "BC", "Tờ trình": "TTr", "Thông báo": "TB", "Biên bản": "BB", "Quyết định": "QĐ"}
# The sections of the standard outline.
_PARTS = (
    ("I", "situation"),
    ("II", "leadership"),
    ("III.1", "contents"),
    ("III.2", "targets"),
    ("III.3", "units"),
    ("III.4", "models"),
    ("IV", "awards"),
    ("V", "overall"),
    ("VI", "directions"),
    ("VII", "proposals"),
)
_NO_DATE = "ngày       tháng       năm        "


def interim_report(
    evaluation: Evaluation,
    *,
    history: Sequence[Evaluation] = (),
    scenarios: Sequence[NamedScenario] = (),
    internal: bool = False,
) -> Report:
    """The sơ kết of a period, or of the movement's years so far. ``history`` are the periods up to this one.

    ``scenarios`` are named in an appendix of their own, beside the official results and apart from them. It names nobody,
    unless it is ``internal``.

    >>> import toolkit as tk
    >>> report = tk.interim_report(tk.evaluate("2024"))
    >>> [section.id for section in report.appendices]
    ['PL1', 'PL2', 'PL3', 'PL4', 'PL5', 'PL6', 'PL7']
    """
    evaluation, history = edition_of(evaluation, history, internal=internal)
    return _movement_report(evaluation, "Sơ kết", history or evaluation.years, scenarios)


def final_report(
    evaluation: Evaluation,
    *,
    history: Sequence[Evaluation] = (),
    scenarios: Sequence[NamedScenario] = (),
    internal: bool = False,
) -> Report:
    """The tổng kết of the movement: every year beside the whole, the first against the last; ``scenarios`` in an appendix.
    It names nobody, unless it is ``internal``.

    ``evaluation`` is that of the plan's final range, ``tk.evaluate("2022..2025")``; a year can be shown in this form, too.

    >>> import toolkit as tk
    >>> tk.final_report(tk.evaluate("2024")).section("V").title
    'V. Đánh giá chung'
    """
    evaluation, history = edition_of(evaluation, history, internal=internal)
    return _movement_report(evaluation, "Tổng kết", history or evaluation.years, scenarios)


def _movement_report(
    evaluation: Evaluation, word: str, history: Sequence[Evaluation], scenarios: Sequence[NamedScenario]
) -> Report:
    """The report in the outline of the plan; the standard one is that of TT 01/2024/TT-BNV, Điều 3."""
    require_official(evaluation, history, what=f"báo cáo {word.lower()}")
    outline = evaluation.plan.report.of(final=word == "Tổng kết")
    layout = own_layout(outline, form=evaluation.plan.form, scenarios=bool(scenarios))
    if outline == STANDARD:
        parts = [Section(id, f"{id}. {PARTS[name]}", _blocks(name, evaluation, history)) for id, name in _PARTS]
        headed = [_headed(part) for part in parts]
        summary: tuple[Block, ...] = (Heading("Tóm tắt", 2), *summary_blocks(evaluation, layout.places))
    else:
        parts, summary = own_sections(layout, evaluation, history), ()
        headed = [Section(each.id, each.title, (Heading(each.title, 2), *each.blocks)) for each in parts]
    appendices = appendices_of(evaluation, history=history, scenarios=scenarios, chosen=layout.appendices)
    title = f"Báo cáo {word.lower()} {movement_text(evaluation)}"
    contents = Contents(tuple((each.id, each.title) for each in (*parts, *appendices)))
    opening = Section("mo-dau", title, _opening(evaluation, word, contents, summary=summary))
    closing = _closing(evaluation, word, len(appendices))
    return Report(title, (opening, *headed, closing, *appendices), evaluation.telling)


def _blocks(name: str, evaluation: Evaluation, history: Sequence[Evaluation]) -> tuple[Block, ...]:
    return part_blocks(name, evaluation, history=history, places=STANDARD_PLACES)


def _headed(section: Section) -> Section:
    """The section under its heading; the first of part III comes under the heading of the whole part."""
    heads: tuple[Block, ...] = (Heading(section.title, 2),)
    if section.id.startswith("III."):
        heads = (Heading(section.title.removeprefix("III."), 3),)
        heads = (Heading("III. Kết quả thực hiện", 2), *heads) if section.id == "III.1" else heads
    return Section(section.id, section.title, (*heads, *section.blocks))


def letterhead(evaluation: Evaluation, *, kind: str, subject: str) -> Letterhead:
    """The head of a document of the agency. Number and date are left blank for the clerk.

    The symbol of the kind is that of NĐ 30/2020, Phụ lục III; what is no document of its own has no number. Raises
    UsageError for a scenario: no paper of the agency is made of one.
    """
    require_official(evaluation, what=kind.lower())
    agency, symbol = evaluation.plan.movement.agency, _SYMBOLS.get(kind, "")
    return Letterhead(
        agency.parent,
        agency.name,
        f"Số:          /{'-'.join(part for part in (symbol, agency.code) if part)}" if symbol else "",
        f"{agency.place}, {_NO_DATE}" if agency.place else _NO_DATE,
        kind,
        subject,
        national=evaluation.plan.form != "plain",
    )


def _opening(evaluation: Evaluation, word: str, contents: Contents, *, summary: tuple[Block, ...]) -> tuple[Block, ...]:
    movement, period = evaluation.plan.movement, evaluation.period
    plans = movement.carried_out(period.end)
    begun = f"Thực hiện {listed(plans)}, " if plans else ""
    days = f"số liệu từ ngày {short_date(period.start)} đến ngày {short_date(period.end)}"
    return (
        ways(evaluation, kind="tong_ket" if word == "Tổng kết" else "so_ket"),
        letterhead(evaluation, kind="Báo cáo", subject=f"{word} {movement_text(evaluation)}"),
        *summary,
        contents,
        Paragraph(
            f"{begun}{movement.agency.name} báo cáo kết quả thực hiện {movement_text(evaluation)} ({days}) như sau:"
        ),
        *(Paragraph(said, "note") for said in former_names(evaluation)),
        *((Paragraph(movement.note, "note"),) if movement.note else ()),
    )


def former_names(evaluation: Evaluation) -> tuple[str, ...]:
    """What the agency was called in the period and is called no more."""
    movement = evaluation.plan.movement
    return tuple(
        f"Trước ngày {short_date(end)}, {movement.agency.name} có tên là {name}."
        for name, end in movement.former_agencies(evaluation.period.start)
    )


def _closing(evaluation: Evaluation, word: str, appendices: int) -> Section:
    movement = evaluation.plan.movement
    closing = Paragraph(
        f"Trên đây là báo cáo {word.lower()} {movement_text(evaluation)} của {movement.agency.name}"
        + (f" (kèm theo {appendices} phụ lục)./." if appendices else "./.")
    )
    signer = movement.signer
    recipients = [f"- {name.rstrip(';.')};" for name in movement.recipients]
    recipients[-1:] = [line.rstrip(";") + "." for line in recipients[-1:]]
    return Section(
        "ket",
        "Nơi nhận và người ký",
        (
            closing,
            Signature(
                signer.title if signer else "Thủ trưởng cơ quan",
                signer.name if signer else "",
                tuple(recipients),
                national=evaluation.plan.form != "plain",
            ),
        ),
    )
