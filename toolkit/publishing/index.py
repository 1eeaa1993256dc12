"""``index.html``: one screen that says what each period came to and leads to everything in an output folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..plan import Plan
from ..report.document import Section
from ..report.model import Block, Fold, Heading, Paragraph
from ..shipped import versions
from ..writing.files import digest
from ..writing.results import Results, lying
from .front import matrix, tiles
from .jobs import DATA_PACKAGE, INDEX, OPEN_DATA
from .listing import file_lists, period_table, state_table
from .made import Made, made_in
from .record import RECORD
from .seal import is_made_at, is_sealed_for, sealed


def index_page(plan: Plan, out: Path, *, names: Mapping[str, str]) -> bytes:
    """The page for the periods that have a record in ``out``, the latest first. ``names`` maps each unit to its name."""
    from .publish import page_bytes

    movement = plan.movement
    title = f"Kết quả phong trào thi đua “{movement.name}”"
    made = made_in(plan, out)
    head: list[Block] = [Heading(title, 1), Paragraph(f"{movement.agency.name} – {movement.agency.parent}", "centre")]
    head += [tiles(plan, made, names=names)] if made else []
    head += [Paragraph(movement.note, "note")] if movement.note else []
    sections = [Section("mo-dau", title, tuple(head))]
    if any(each.standings for each in made):
        sections.append(Section("don-vi", "Đơn vị", (matrix(plan, made, names=names),)))
    if made:
        sections.append(Section("tep", "Bảng số liệu và tệp", (_fold(plan, made, out),)))
    told = plan.telling(names.values())
    return sealed(page_bytes(told.text(title), *told.all_in(tuple(sections))), _rests_on(plan, out, names))


def _fold(plan: Plan, made: Sequence[Made], out: Path) -> Fold:
    return Fold(
        "Bảng so sánh các kỳ, mọi bảng số liệu và mọi tệp",
        (
            state_table(plan, made),
            *((period_table(plan, made),) if len(made) > 1 else ()),
            *(block for each in reversed(made) for block in file_lists(each, out)),
        ),
    )


def is_index_of(plan: Plan, out: Path, *, names: Mapping[str, str]) -> bool:
    """Whether the page that lies in ``out`` is the one that would be written."""
    try:
        page = front_page(out).read_bytes()
    except OSError:
        return False
    return is_sealed_for(page, _rests_on(plan, out, names))


def front_page(out: Path) -> Path:
    """Where the page lies: under its name, or beside it where somebody has changed that one."""
    made = [place for place in lying(out, INDEX, {}) if is_made_at(out / place)]
    return out / (made[-1] if made else INDEX)


def write_index(plan: Plan, results: Results, *, names: Mapping[str, str]) -> dict[str, str]:
    """Write the page where it would say something else; its name → why it could not be replaced, if so."""
    out = results.folder.root
    if is_index_of(plan, out, names=names):
        return {}
    return results.deliver({INDEX: index_page(plan, out, names=names)}, always=True).failed


def _rests_on(plan: Plan, out: Path, names: Mapping[str, str]) -> str:
    """What the page says comes from the plan, the names of the units, the records, indicators and scores of the periods,
    and their open data."""
    kinds = (RECORD, "indicators*.csv", "scores*.csv", f"{OPEN_DATA}/{DATA_PACKAGE}")
    paths = sorted(path for name in kinds for path in out.glob(f"*/{name}"))
    files = [(path.relative_to(out).as_posix(), digest(path.read_bytes())) for path in paths if path.is_file()]
    return repr((plan, sorted(names.items()), files, sorted(versions().items())))
