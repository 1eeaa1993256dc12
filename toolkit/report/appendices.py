"""The appendices of sơ kết and tổng kết: every figure of the report, the nominees, the documents, the data behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ..evaluation.results import Evaluation
from ..evaluation.shortfall import shortfalls
from ..scenarios import NamedScenario
from ..words.vocabulary import COLLECTIVE, INDIVIDUAL, OTHER
from . import narrative, point_tables, provenance, quality, tables
from .awards import chosen_table, kinds_of
from .definitions import general_rules, value_words
from .directives import directives_table
from .document import Section
from .granted import decisions_table
from .model import Block, Bullets, Heading, Paragraph, Table
from .points import points_blocks
from .prose import prose
from .reorganisation import held_blocks
from .scenarios import scenario_blocks
from .summary import summary_table

_BY_WHOM = "Cách xử lý từng điều có trong kết quả kiểm tra số liệu của kỳ, gồm phần riêng gửi từng đơn vị."
_UPRIGHT = 6  # columns of a table that has room on an upright page
BLANK = "……"  # what the clerk fills in
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def appendices_of(
    evaluation: Evaluation,
    *,
    history: Sequence[Evaluation] = (),
    scenarios: Sequence[NamedScenario] = (),
    chosen: Sequence[tuple[str, str]],
) -> tuple[Section, ...]:
    """The ``chosen`` appendices (name in the plan's outline, own title or empty) in their order. The standard ones are
    (domain): I targets, II units, III and IV nominees, V documents, VI data, VII definitions; a last one only where there
    are scenarios to be named. ``history`` are the periods whose figures stand beside those of this one."""
    parts = _parts(evaluation, history, scenarios)
    made: list[Section] = []
    upright = 0  # the appendix that began the upright page on which the last one ends
    for n, (name, own) in enumerate(chosen, 1):
        title, lies, show = parts[name]
        blocks = show()
        wide = lies and any(isinstance(b, Table) and len(b.columns) > _UPRIGHT and not b.elsewhere for b in blocks)
        begun = sum(not each.follows for each in made) + 1
        upright = 0 if wide else upright or begun
        follows = upright if made and upright and upright != begun else 0
        made.append(replace(_appendix(n, own or title, wide, blocks, evaluation=evaluation), follows=follows))
    return tuple(made)


_Blocks = Callable[[], Sequence[Block]]


def _parts(
    evaluation: Evaluation, history: Sequence[Evaluation], scenarios: Sequence[NamedScenario]
) -> Mapping[str, tuple[str, bool, _Blocks]]:
    """Name → title, whether its pages are landscape, and what it holds."""
    title = evaluation.period.title
    scenario_title = f"Kịch bản tham khảo {title}, không phải kết quả chính thức"
    return {
        "all_figures": (f"Kết quả các chỉ tiêu {title}", True, lambda: _figures(evaluation, history)),
        "all_points": (f"Điểm, xếp hạng và kết quả theo đơn vị {title}", True, lambda: _points(evaluation)),
        "collectives": (
            "Tập thể được đề nghị khen thưởng",
            False,
            lambda: (chosen_table(evaluation, COLLECTIVE),),
        ),
        "individuals": (
            "Cá nhân được đề nghị khen thưởng",
            False,
            lambda: (chosen_table(evaluation, INDIVIDUAL), *_others(evaluation)),
        ),
        "documents": ("Văn bản chỉ đạo, căn cứ", False, lambda: _documents(evaluation)),
        "data_quality": (f"Số liệu thiếu, nghi ngờ {title}", True, lambda: _quality(evaluation)),
        "definitions": ("Định nghĩa chỉ tiêu và nguồn số liệu", True, lambda: _behind(evaluation, history)),
        "scenarios": (scenario_title, False, lambda: scenario_blocks(evaluation, scenarios)),
    }


def _figures(evaluation: Evaluation, history: Sequence[Evaluation]) -> tuple[Block, ...]:
    caption = f"Kết quả các chỉ tiêu của {evaluation.plan.movement.agency.name}, {evaluation.period.title}"
    return (
        tables.indicator_table(evaluation, unit=evaluation.agency, caption=caption, history=history),
        summary_table(evaluation),
    )


def _points(evaluation: Evaluation) -> tuple[Block, ...]:
    return (
        point_tables.points_table(evaluation),
        *points_blocks(evaluation),
        *_by_section(evaluation),
        *_by_unit(evaluation),
        *_lacking(evaluation),
    )


def _quality(evaluation: Evaluation) -> tuple[Block, ...]:
    findings = quality.findings_table(
        evaluation, caption="Lỗi và cảnh báo của số liệu", levels=("error", "warning"), has_remedies=False
    )
    return (
        Paragraph(narrative.quality_summary(evaluation)),
        quality.code_table(evaluation),
        findings,
        Paragraph(_BY_WHOM, "note"),
    )


def _behind(evaluation: Evaluation, history: Sequence[Evaluation]) -> tuple[Block, ...]:
    """All that somebody needs who has the files and this report, and counts again."""
    earlier = provenance.earlier_table(evaluation, history)
    return (
        provenance.definition_table(evaluation),
        Bullets(general_rules(evaluation.plan)),
        value_words(evaluation.plan),
        quality.source_table(evaluation),
        provenance.input_table(evaluation),
        *([earlier] if earlier else []),
    )


def _others(evaluation: Evaluation) -> tuple[Block, ...]:
    """The nominees that are neither units nor staff, where the plan has awards for them."""
    return (chosen_table(evaluation, OTHER),) if OTHER in kinds_of(evaluation) else ()


def _by_section(evaluation: Evaluation) -> tuple[Block, ...]:
    """The subtotals of the units."""
    return (point_tables.section_table(evaluation),) if evaluation.plan.sections else ()


def _lacking(evaluation: Evaluation) -> tuple[Block, ...]:
    """What each unit is behind the goals that the agency does not reach."""
    lacking = shortfalls(evaluation)
    return (tables.shortfall_table(evaluation, lacking),) if lacking else ()


def _by_unit(evaluation: Evaluation) -> tuple[Block, ...]:
    """The figures of each unit; where units have changed, as they stood then as well."""
    if evaluation.as_was is None:
        return (tables.value_table(evaluation), *held_blocks(evaluation))
    said = (
        "Hai bảng sau ghi cùng số liệu theo hai cơ cấu tổ chức: bảng đầu theo cơ cấu ngày cuối kỳ, đơn vị tiếp nhận mang cả số liệu "
        "của đơn vị cũ, như mọi bảng khác của báo cáo; bảng sau theo cơ cấu khi đó, mỗi đơn vị chỉ có số liệu của chính mình. "
        f"{_totals_text(evaluation, evaluation.as_was)}"
    )
    was = "Kết quả theo cơ cấu tổ chức khi đó (trong ngoặc: tử số/mẫu số)"
    return (
        Paragraph(said),
        tables.value_table(evaluation, version="Cơ cấu ngày cuối kỳ"),
        *held_blocks(evaluation),
        tables.value_table(evaluation.as_was, caption=was, version="Cơ cấu khi đó", worked=False),
    )


def _totals_text(now: Evaluation, was: Evaluation) -> str:
    """Whether the agency's figures are the same in both structures; else of which targets they differ, and why if it is known."""
    pairs = [(t, now.indicator(now.agency, t.id), was.indicator(was.agency, t.id)) for t in now.plan.targets]
    differ = [t for t, a, b in pairs if (a.state, a.numerator, a.denominator) != (b.state, b.numerator, b.denominator)]
    if not differ:
        return "Tổng của cơ quan ở hai cách là một."
    said = f"Tổng của cơ quan ở hai cách khác nhau ở {', '.join(t.id for t in differ)}."
    if given := [t.id for t in differ if t.units != "all"]:
        said += (
            f" {', '.join(given)} được giao cho một số đơn vị: đơn vị tiếp nhận của các đơn vị đó được giao theo, và được tính "
            "cả số liệu của chính mình ở cơ cấu ngày cuối kỳ."
        )
    return said


def _documents(evaluation: Evaluation) -> tuple[Block, ...]:
    found = tuple(f"{ground}." for ground in evaluation.plan.movement.grounds(evaluation.period.end))
    grounds = (Bullets(found),) if found else ()
    issued = (directives_table(evaluation),) if evaluation.directives else ()
    decisions = (decisions_table(evaluation),) if evaluation.granted else ()
    return (*grounds, *issued, *prose(evaluation.remarks.get("documents", "")), *decisions)


def _attached(evaluation: Evaluation) -> str:
    """To which document an appendix belongs (NĐ 30/2020/NĐ-CP, Phụ lục I); number and day are the clerk's."""
    agency = evaluation.plan.movement.agency
    if evaluation.plan.form == "plain":
        return f"(Kèm theo Báo cáo của {agency.name})"
    symbol = "-".join(filter(None, ("BC", agency.code)))
    return f"(Kèm theo Báo cáo số {BLANK}/{symbol} ngày {BLANK} tháng {BLANK} năm {BLANK} của {agency.name})"


def _appendix(number: int, title: str, wide: bool, blocks: Sequence[Block], *, evaluation: Evaluation) -> Section:
    numeral = ROMAN[number]
    head = (
        Heading(f"Phụ lục {numeral}", 2),
        Paragraph(title.upper(), "title"),
        Paragraph(_attached(evaluation), "attached"),
    )
    return Section(f"PL{number}", f"Phụ lục {numeral}. {title}", (*head, *blocks), appendix=True, wide=wide)
