"""``index.html``: one screen that says what each period came to and leads to everything public in an output folder; and
``noi_bo.html``, which leads to what names people as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..plan import Plan
from ..report.document import Section
from ..report.front_blocks import Fold
from ..report.model import Block, Heading, Links, Paragraph
from ..report.ways import place
from ..shipped import versions
from ..writing.files import digest
from ..writing.results import Results, lying
from .front import matrix, tiles
from .internal_listing import INTERNAL_ONLY, internal_lists
from .jobs import DATA_PACKAGE, INDEX, INTERNAL_INDEX, OPEN_DATA
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


def internal_page(plan: Plan, out: Path, *, names: Mapping[str, str]) -> bytes:
    """The page of the house: of each period what names people, beside the way to the public page."""
    from .publish import page_bytes

    movement = plan.movement
    title = f"Trang nội bộ: phong trào thi đua “{movement.name}”"
    made = made_in(plan, out)
    head = (
        Heading(title, 1),
        Paragraph(f"{movement.agency.name} – {movement.agency.parent}", "centre"),
        Paragraph(INTERNAL_ONLY, "note"),
        Links(((INDEX, "Trang đầu (công khai)"),)),
    )
    told = plan.telling(names.values())
    sections = [Section("mo-dau", title, head)]
    sections += [
        Section(place(each.period), each.title, (Heading(each.title), *internal_lists(each, names=names)))
        for each in reversed(made)
    ]
    return sealed(page_bytes(told.text(title), *told.all_in(tuple(sections))), _rests_on(plan, out, names))


_PAGES = {INDEX: index_page, INTERNAL_INDEX: internal_page}


def front_page(out: Path, name: str = INDEX) -> Path:
    """Where the page lies: under its name, or beside it where somebody has changed that one."""
    made = [each for each in lying(out, name, {}) if is_made_at(out / each)]
    return out / (made[-1] if made else name)


def write_index(plan: Plan, results: Results, *, names: Mapping[str, str]) -> dict[str, str]:
    """Write the two pages where they would say something else; the name of one that could not be replaced → why."""
    out, failed = results.folder.root, dict[str, str]()
    for name, made in _PAGES.items():
        if not _is_current(front_page(out, name), _rests_on(plan, out, names)):
            failed |= results.deliver({name: made(plan, out, names=names)}, always=True).failed
    return failed


def _is_current(page: Path, rests_on: str) -> bool:
    try:
        return is_sealed_for(page.read_bytes(), rests_on)
    except OSError:
        return False


def _rests_on(plan: Plan, out: Path, names: Mapping[str, str]) -> str:
    """What the page says comes from the plan, the names of the units, the records, indicators and scores of the periods,
    and their open data."""
    kinds = (RECORD, "indicators*.csv", "scores*.csv", f"{OPEN_DATA}/{DATA_PACKAGE}")
    paths = sorted(path for name in kinds for path in out.glob(f"*/{name}"))
    files = [(path.relative_to(out).as_posix(), digest(path.read_bytes())) for path in paths if path.is_file()]
    return repr((plan, sorted(names.items()), files, sorted(versions().items())))
