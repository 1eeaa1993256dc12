"""The first screen of the front page: a tile for each period, and where each unit stood in each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ..plan import Plan
from ..report.claims import listed, noun
from ..report.front_blocks import Tile, Tiles
from ..report.model import Cell, Table
from ..report.ways import place
from ..words.formatting import number, sort_key
from .made import Made, Standing

TILES = 8  # periods that have one
COLUMNS = 8  # periods in the matrix
CELLS = 6_000  # of the matrix: with more, the page would take long to open
_NAMES = 2  # units of one rank that are named


def foremost(made: Sequence[Made], most: int) -> list[Made]:
    """The periods that a reader looks for first: ranges, then years, then parts of years, the latest of each first."""

    def order(each: Made) -> tuple[int, int]:
        kind = 0 if each.period.is_range else 1 if each.period.months == 12 else 2
        return kind, -each.period.end.toordinal()

    return sorted(made, key=order)[:most]


def tiles(plan: Plan, made: Sequence[Made], *, names: Mapping[str, str]) -> Tiles:
    """What each period came to."""
    return Tiles(tuple(_tile(plan, each, names) for each in foremost(made, TILES)))


def _tile(plan: Plan, made: Made, names: Mapping[str, str]) -> Tile:
    record, folder = made.record, made.period.id
    counts = record.counts
    whole = " (số gộp các năm)" if made.period.is_range else ""
    lines = [(f"{counts.targets_met}/{counts.targets}", f"{noun(plan)} đạt mức giao{whole}"), *_ends(plan, made, names)]
    found = [f"{number(counts.findings[level])} {word}" for level, word in (("error", "lỗi"), ("warning", "cảnh báo"))]
    stale = f"; {number(len(record.stale))} tệp đã cũ" if record.stale else ""
    state = ("Đủ số liệu" if record.complete else "Còn thiếu số liệu") + f" · {', '.join(found)}{stale}"
    main = "tong_ket" if "tong_ket.html" in record.places else "so_ket"
    links = [
        (f"{folder}/{made.shown(name)}", text)
        for name, text in (
            (f"{main}.html", "Báo cáo"),
            (f"{main}.docx", "Bản Word"),
            ("kiem_tra.html", "Kiểm tra số liệu"),
            ("so_lieu.xlsx", "Số liệu (Excel)"),
        )
        if name in record.places
    ]
    return Tile(place(made.period), made.title, tuple(lines), state, "good" if record.complete else "bad", tuple(links))


def _ends(plan: Plan, made: Made, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Who is first and who is last, where all are ranked together; how many groups there are where they are not."""
    ranked = [each for each in made.standings if each.rank is not None]
    groups = {each.group for each in ranked}
    if len(groups) > 1:
        return [("Xếp hạng:", f"{number(len(ranked))} đơn vị trong {number(len(groups))} khối")]
    if not ranked:
        return [("Xếp hạng:", "chưa có đơn vị nào")]
    first, last = (end(each.rank or 0 for each in ranked) for end in (min, max))
    if first == last:
        return [("Xếp hạng:", _of_rank(plan, ranked, first, names))]
    return [
        ("Hạng nhất:", _of_rank(plan, ranked, first, names)),
        (f"Hạng cuối ({last}/{len(ranked)}):", _of_rank(plan, ranked, last, names)),
    ]


def _of_rank(plan: Plan, ranked: Sequence[Standing], rank: int, names: Mapping[str, str]) -> str:
    those = [each for each in ranked if each.rank == rank]
    named = sorted((names.get(each.unit, each.unit) for each in those), key=sort_key)
    who = listed(named) if len(named) <= _NAMES else f"{number(len(named))} đơn vị cùng hạng"
    return f"{who}, {_score(plan, those[0].score)} điểm"


def _score(plan: Plan, score: Decimal | None) -> str:
    return "–" if score is None else number(score, plan.scoring.decimals)


def matrix(plan: Plan, made: Sequence[Made], *, names: Mapping[str, str]) -> Table:
    """Units by periods, the latest period first: score and rank of each, leading to its sheet."""
    shown, units = _within(made)
    standing = [{each.unit: each for each in period.standings} for period in shown]
    rows = tuple(
        (
            names.get(unit, unit),
            *(_place(plan, period, own.get(unit)) for period, own in zip(shown, standing)),
        )
        for unit in units
    )
    every = len({each.unit for period in shown for each in period.standings})
    rest = f" Bảng có {number(len(units))} đơn vị đầu trong {number(every)}." if every > len(units) else ""
    rest += f" Bảng có {number(len(shown))} trong {number(len(made))} kỳ." if len(made) > len(shown) else ""
    return Table(
        "Điểm và thứ hạng của từng đơn vị",
        ("Đơn vị", *(each.title for each in shown)),
        rows,
        "l" + "r" * len(shown),
        searchable=len(rows) > 20,
        note="Điểm thẩm định, trong ngoặc là thứ hạng. Bấm vào một ô để mở phiếu kết quả của đơn vị; từ phiếu có lối sang "
        f"kỳ trước, kỳ sau. Ô trống: đơn vị không có trong danh mục của kỳ.{rest}",
        kind="matrix",
    )


def _within(made: Sequence[Made]) -> tuple[list[Made], list[str]]:
    """The periods and the units that the matrix has room for: in the order of the latest period's ranks."""
    chosen = sorted(foremost(made, COLUMNS), key=lambda each: (each.period.end, each.period.is_range), reverse=True)
    ranks: dict[str, tuple[int, int, str]] = {}
    for at, period in enumerate(chosen):
        for each in period.standings:
            ranks.setdefault(each.unit, (at, each.rank or len(period.standings) + 1, each.unit))
    units = sorted(ranks, key=lambda unit: ranks[unit])[:CELLS]
    return chosen[: max(1, CELLS // max(1, len(units)))], units


def _place(plan: Plan, made: Made, standing: Standing | None) -> Cell | str:
    if standing is None:
        return ""
    rank = f" ({standing.rank})" if standing.rank is not None else " (chưa xếp hạng)"
    sheet = f"phieu_don_vi/{standing.unit}.html"
    href = f"{made.period.id}/{made.shown(sheet)}" if sheet in made.record.places else ""
    score = standing.score
    text = "chưa có điểm" if score is None else f"{_score(plan, score)}{rank}"
    return Cell(text, href=href)
