"""What an indicator counts, in words: every rule that decides about a row, so that a reader can count it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ..plan import Amount, Plan, Target
from ..plan.blocks import DEDUCT
from ..plan.goals import GoalBy, GoalChange
from ..plan.measures import COUNT, DISTINCT, MEAN, MEAN_DAYS, MEDIAN, RATIO, SHARE, SUM, Part
from ..plan.standard import REPORTED
from ..words.formatting import NBSP, number, percent
from ..words.vocabulary import Column, Source
from .claims.labels import AMONG_UNITS
from .conditions import BY_THE_END, EMPTY, Spelled
from .model import Table
from .words import change_goal_text

ONCE = "dòng giống hệt nhau đếm một lần"
_SCOPED = "service_id"  # by which a unit may be divided


def definition(target: Target, *, plan: Plan) -> tuple[str, str]:
    """What the denominator of a target counts, and what of it the numerator counts besides."""
    if target.source == REPORTED:
        mine = f"ở dòng có Mã chỉ tiêu: {target.id}"
        if target.measure.is_total:
            return _ABSOLUTE, f"số ở cột Tử số do đơn vị báo cáo, {mine}; số của cơ quan là tổng của các đơn vị; {ONCE}"
        return f"số ở cột Mẫu số do đơn vị báo cáo, {mine}; {ONCE}", f"số ở cột Tử số, {mine}"
    if target.measure.formula is not None:
        return _ABSOLUTE, f"công thức {target.measure.formula.text}, từ kết quả của cùng đơn vị ở các chỉ tiêu đó"
    if target.measure.kind == RATIO:
        of, to = (_counted(part, plan=plan) for part in target.parts)
        return _as_one(to), _as_one(of)
    return _counted(target, plan=plan)


_ABSOLUTE = "số tuyệt đối, không chia"


def _as_one(counted: tuple[str, str]) -> str:
    """One side of a ratio: what is counted, and of what."""
    denominator, numerator = counted
    return numerator if denominator == _ABSOLUTE else f"({numerator}) chia cho ({denominator})"


def _counted(part: Target | Part, *, plan: Plan) -> tuple[str, str]:
    """What the denominator counts, and what the numerator does."""
    source, spelled = plan.source(part.source), Spelled(plan, part.source)
    rules = spelled.conditions(part.population)
    if date := part.date or source.date:
        rules.append(f"{spelled.title(date)}: trong kỳ")
    if (mark := source.column(source.secrecy)) is not None:
        rules.append(f"{spelled.title(mark.name)}: {mark.values['none'][0]} hoặc {EMPTY}")
    if source.strength:
        since, until = source.strength
        rules.append(f"{spelled.title(since)}: {BY_THE_END}")
        rules.append(f"{spelled.title(until)}: {EMPTY} hoặc sau ngày cuối kỳ")
    rules.append(ONCE)
    rows, success = "; ".join(rules), "; ".join(spelled.conditions(part.success or {}))
    if part.measure.kind == SHARE:
        weighed = f"tổng {spelled.title(part.weight)} của các dòng: " if part.weight else ""
        return weighed + rows, weighed + (success or "mọi dòng của mẫu số")
    titles = [spelled.title(name) for name in part.measure.columns]
    numerator = _MEASURED[part.measure.kind].format(*titles)
    if part.measure.kind in (MEAN, MEAN_DAYS):
        return f"số dòng: {rows}", f"{numerator} của các dòng đó"
    return _ABSOLUTE, f"{numerator}: {rows}"


_MEASURED: Mapping[str, str] = MappingProxyType(
    {
        COUNT: "số dòng",
        SUM: "tổng {} của các dòng",
        MEAN: "tổng {}",
        MEAN_DAYS: "tổng số ngày từ {} đến {}",
        MEDIAN: "trung vị của {} trên mọi dòng",
        DISTINCT: "số giá trị khác nhau ở cột {} của các dòng",
    }
)


def failing_text(target: Target, name: str, *, plan: Plan) -> str:
    """What is said of a case that fails one condition of the numerator: the plan's words for it, else those of the column."""
    return target.causes.get(name) or Spelled(plan, target.source).failing(name, (target.success or {})[name])


def scope_text(target: Target, *, plan: Plan) -> str:
    """Whose the target is, over which time it is counted, and how far a result attains the goal."""
    if not target.measure.is_summed:
        time = "nhiều năm: lấy năm cuối, vì số này không cộng được qua các năm"
    elif target.is_stock:
        time = "trạng thái cuối kỳ; nhiều năm: lấy năm cuối"
    elif target.measure.is_total:
        time = "phát sinh trong kỳ; nhiều năm: tổng các năm"
    else:
        time = "phát sinh trong kỳ; nhiều năm: tổng tử số trên tổng mẫu số"
    if target.measure.formula is not None:
        time = "nhiều năm: công thức của kết quả nhiều năm"
    least = f"; tính khi có ít nhất {target.at_least_rows} dòng" if target.at_least_rows else ""
    units = "mọi đơn vị" if target.units == "all" else ", ".join(target.units)
    floor = _amount(target.floor) if target.floor.value else "0"
    way = f"mức khởi điểm: {floor}; trần mức đạt: {percent(plan.scoring.cap)}"
    if target.better:
        way = f"càng {'thấp' if target.better == 'lower' else 'cao'} càng tốt; {way}"
    if target.is_all_or_nothing and target.goal is not None:
        way = "càng thấp càng tốt: đến mức giao là đạt, trên mức giao là chưa đạt"
    if target.normalise != "goal":
        lower = target.lower_is_better(next(iter(target.goals), None))
        way = AMONG_UNITS[target.normalise, lower] + ", trong các đơn vị có số liệu của kỳ; mọi đơn vị bằng nhau: 100%"
    if target.rule == DEDUCT:
        way = "dùng để trừ điểm"
    time += least + ("; số lấy từ khảo sát" if target.counts == "survey" else "")
    instead = "; đơn vị hệ thống chưa có tệp: lấy số đơn vị báo cáo" if target.fallback else ""
    return f"{time}{instead}; giao cho: {units}; mức giao: {_goals(target)}; {way}"


def _goals(target: Target) -> str:
    if target.goal is None:
        return "không có"
    if isinstance(target.goal, Amount):
        return _amount(target.goal)
    if isinstance(target.goal, GoalBy):
        said = [f"{value}: {_amount(goal)}" for value, goal in target.goal.amounts.items()]
        rest = [f"còn lại: {_amount(target.goal.rest)}"] if target.goal.rest else ["còn lại: không giao"]
        return f"theo cột {target.goal.column} của don_vi: {', '.join((*said, *rest))}"
    if isinstance(target.goal, GoalChange):
        return f"{change_goal_text(target.goal)}; không có số năm trước thì không giao"
    years = sorted(year for year in target.goal if isinstance(year, int))
    parts = sorted(id for id in target.goal if isinstance(id, str))
    said = [f"từ {year}: {_amount(target.goal[year])}" for year in years]
    return ", ".join((*said, *(f"riêng {id}: {_amount(target.goal[id])}" for id in parts)))


def _amount(amount: Amount) -> str:
    if amount.percent:
        return percent(amount.value, decimals=2)
    return number(amount.value) + (f"{NBSP}{amount.unit}" if amount.unit else "")


def general_rules(plan: Plan) -> tuple[str, ...]:
    """The rules that act on every figure of a plan, in words; of what none of its sources has, nothing is said."""
    counted = [plan.source(name) for target in plan.targets for name in target.sources]
    scope = any(source.column(_SCOPED) for source in counted)
    by_scope = "; hồ sơ, dịch vụ thuộc phạm vi nêu ở đó (theo Mã TTHC) tính cho đơn vị nhận phạm vi" if scope else ""
    secret = "Văn bản, hồ sơ mà một dòng ở bất kỳ tệp nào của kỳ ghi là mật thì không dòng nào cùng mã được đếm."
    return (
        "Dòng tính cho đơn vị ghi ở cột Mã đơn vị (mã, tên hoặc tên khác trong don_vi), theo cơ cấu tổ chức ngày cuối kỳ báo cáo: "
        f"dòng ghi đơn vị cũ tính cho đơn vị tiếp nhận theo bảng Sắp xếp tổ chức{by_scope}.",
        "Tử số đếm các dòng của mẫu số đáp ứng thêm điều kiện; mọi điều kiện cách nhau dấu chấm phẩy phải cùng đáp ứng. “Trong kỳ” là từ "
        "ngày đầu đến hết ngày cuối của kỳ mà con số thuộc về, đếm từ tệp của kỳ đó.",
        *((secret,) if any(source.secrecy or source.duties.documents for source in counted) else ()),
        "Dòng giống hệt nhau, trong một hay nhiều tệp, đếm một lần; cùng mã mà khác nội dung, hoặc ô quyết định không đọc được, thì số "
        "liệu liên quan không tính được.",
        "Đơn vị nhận các dòng của một đơn vị được giao thì cũng được giao chỉ tiêu đó; số của đơn vị tiếp nhận gồm cả số liệu của đơn vị "
        "cũ. Số của cơ quan là tổng tử số trên tổng mẫu số của các đơn vị được giao đã có số liệu; còn đơn vị chưa có hoặc không tính "
        "được thì là tạm tính.",
    )


def _asked(plan: Plan, target: Target | Part, source: Source) -> Iterator[Column]:
    """The closed lists that a target asks for, those of other sources that tell of its rows in the place of what they tell."""
    given = {each.column.name: each for each in source.given}
    for name in target.columns:
        if name in given:
            other = plan.source(given[name].source)
            yield from (c for c in other.columns if c.name in given[name].asked and c.values)
        elif (column := source.column(name)) is not None and column.values:
            yield column


def value_words(plan: Plan) -> Table:
    """How the values that the targets ask for may be written in the files: one row a value."""
    rows: dict[tuple[str, str], str] = {}
    counted = [part for target in plan.targets for part in target.parts if part.source != REPORTED]
    sources = [plan.source(part.source) for part in counted]
    marks = [column for source in sources if (column := source.column(source.secrecy))]
    asked = [*marks[:1], *(column for part, source in zip(counted, sources) for column in _asked(plan, part, source))]
    for column in asked:
        header = "(cột Có/Không)" if column.type == "yes_no" else column.header
        for key, words in column.values.items():
            rows[header, words[0]] = ", ".join((*words[1:], key))
    cells = tuple((header, first, others) for (header, first), others in sorted(rows.items()))
    return Table(
        "Cách ghi các giá trị trong tệp",
        ("Cột", "Giá trị", "Cũng được ghi là"),
        cells,
        "lll",
        heads=2,
        compact=True,
        note="Không phân biệt chữ hoa, chữ thường, dấu và khoảng trắng.",
        elsewhere="nêu trong bản HTML của báo cáo này.",
    )
