"""Read who is proposed for commendation (``de_nghi``) and how the council voted (``bieu_quyet``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from ..plan import Award, Plan
from ..sources import SourceData, number_fault, parse_numbers
from ..units.model import spelling
from ..words.errors import Finding
from ..words.formatting import fold
from ..words.ids import IdIndex
from ..words.vocabulary import COLLECTIVE, INDIVIDUAL
from .model import Nominee, Person, Vote
from .staff import listed_ids, people

_INVALID_VOTE = "kết quả biểu quyết không hợp lệ"
UNREAD_VOTE = "không đọc được kết quả biểu quyết"
UNKNOWN_VOTE = "chưa rõ kết quả biểu quyết: có phiếu của mã đề nghị không khớp"


def read_nominees(
    plan: Plan, sources: Mapping[str, SourceData], *, last_day: date, findings: list[Finding]
) -> tuple[Nominee, ...]:
    """Every nominee in the order of the files. What cannot be judged as it was sent carries its faults in words."""
    data, staff = sources["de_nghi"], sources["can_bo"]
    awards = {fold(name): award for award in plan.awards for name in (award.id, award.name)}
    rows, council = data.rows(), sources["bieu_quyet"]
    votes, untied = read_votes(council, ids=[row["nominee_id"] or "" for row in rows], findings=findings)
    listed = listed_ids(staff)
    codes = {row["staff_id"]: listed.find(row["staff_id"]) for row in rows if row["staff_id"]}
    known = people(staff, set(filter(None, codes.values())), last_day=last_day)
    nominees: list[Nominee] = []
    for row in rows:
        row["staff_id"] = codes.get(row["staff_id"]) or row["staff_id"]
        award = awards.get(fold(row["award"] or ""))
        nominee = _nominee(row, data, award, known.get(row["staff_id"] or ""), votes)
        nominee = _with_vote_fault(nominee, award, untied=bool(untied), refused=bool(council.refused))
        findings += _findings(nominee, row, data, staff=staff, listed=listed)
        nominees.append(nominee)
    findings += _untied_votes(untied, council, touched=any(UNKNOWN_VOTE in each.faults for each in nominees))
    for n in sorted(_repeated(nominees)):
        findings.append(
            Finding(
                "DE-03",
                "tập thể hoặc cá nhân này đã có một đề nghị khác cho cùng hình thức khen.",
                "giữ lại một đề nghị; là hai người trùng tên thì ghi đủ Mã cán bộ.",
                **data.place(rows[n]),
                unit=nominees[n].unit,
            )
        )
        fault = "đã có một đề nghị khác cho cùng hình thức khen"
        nominees[n] = replace(nominees[n], faults=(*nominees[n].faults, fault))
    nominees = _pending_everywhere(nominees)
    return tuple(nominees)


def _repeated(nominees: Sequence[Nominee]) -> set[int]:
    """The proposals for somebody who is proposed for the same award already, whoever proposes.

    Of several, that of the person's own unit (by the staff list) stands, else the first. Who has no code is known by
    unit and name.
    """
    repeated: set[int] = set()
    taken: dict[tuple[str, ...], bool] = {}  # who is proposed for what → by the code or the unit, not by the name alone
    foreign = [n.person is None or n.person.unit != n.unit for n in nominees]
    for at in sorted(range(len(nominees)), key=lambda at: (foreign[at], at)):
        each = nominees[at]
        sure, named = _identity(each), (each.award, each.kind, each.unit, fold(each.name))
        if not each.award:
            continue
        by_name = each.kind == INDIVIDUAL and bool(each.name)
        if (sure and (each.award, *sure) in taken) or (by_name and named in taken and not (sure and taken[named])):
            repeated.add(at)
        if sure:
            taken[each.award, *sure] = True
        if by_name:
            taken[named] = taken.get(named, True) and bool(sure)
    return repeated


def _identity(nominee: Nominee) -> tuple[str, ...]:
    """Who is proposed: a unit, or a person by the code; empty where a person has none."""
    if nominee.kind == COLLECTIVE:
        return (COLLECTIVE, nominee.unit)
    return (INDIVIDUAL, spelling(nominee.staff_id)) if nominee.staff_id else ()


def _pending_everywhere(nominees: Sequence[Nominee]) -> list[Nominee]:
    """Who is under investigation by one proposal is so in every other."""
    pending = {_identity(each) for each in nominees if each.pending_case} - {()}
    return [replace(each, pending_case=True) if _identity(each) in pending else each for each in nominees]


def _nominee(
    row: Mapping, data: SourceData, award: Award | None, person: Person | None, votes: Mapping[str, Vote | None]
) -> Nominee:
    kind = row["kind"] or (award.kind if award and not row["kind__bad"] else "")
    unclear = row["pending_case__bad"] or row["file"] in data.lost.get("pending_case", ())
    faults = []
    if row["conflict"]:
        faults.append("cùng mã đề nghị nhưng nội dung các dòng khác nhau")
    if award is None:
        faults.append("hình thức khen không có trong kế hoạch" if row["award"] else "chưa ghi hình thức khen")
    if not kind:
        faults.append("không rõ là tập thể hay cá nhân")
    elif award and kind != award.kind:
        words = {COLLECTIVE: "tập thể", INDIVIDUAL: "cá nhân"}
        faults.append(f"hình thức khen này dành cho {words[award.kind]}")
    id = row["nominee_id"] or ""
    if id in votes and votes[id] is None:
        faults.append(_INVALID_VOTE)
    return Nominee(
        id,
        kind,
        row["unit"] or row["unit_was"] or "",
        award.id if award else "",
        row["name"] or "",
        row["staff_id"] or "",
        row["achievement"] or "",
        None if unclear else row["pending_case"] == "true",
        person,
        votes.get(id),
        tuple(faults),
    )


def _with_vote_fault(nominee: Nominee, award: Award | None, *, untied: bool, refused: bool) -> Nominee:
    """A nominee without a vote of whom it is not known that there was none."""
    if award is None or award.vote is None or nominee.vote is not None or _INVALID_VOTE in nominee.faults:
        return nominee
    fault = UNREAD_VOTE if refused else UNKNOWN_VOTE if untied else ""
    return replace(nominee, faults=(*nominee.faults, fault)) if fault else nominee


def _untied_votes(rows: Sequence[Mapping], data: SourceData, *, touched: bool) -> list[Finding]:
    return [
        Finding(
            "BQ-02",
            "kết quả biểu quyết của mã đề nghị không có trong de_nghi, không được dùng.",
            "sửa mã đề nghị.",
            **data.place(row),
            column="Mã đề nghị",
            lowered=not touched,
        )
        for row in rows
    ]


def _findings(nominee: Nominee, row: Mapping, data: SourceData, *, staff: SourceData, listed: IdIndex) -> list[Finding]:
    place = {**data.place(row), "unit": nominee.unit}
    found = []
    if not nominee.award:
        found.append(
            Finding(
                "DE-01",
                "hình thức khen để trống hoặc không có trong kế hoạch, đề nghị chưa được xét.",
                "ghi mã hoặc tên hình thức khen như ở awards của ke_hoach.yaml.",
                **place,
                column="Hình thức khen",
            )
        )
    if nominee.kind == INDIVIDUAL and staff.files:
        person, id = nominee.person, nominee.staff_id
        if person is None:
            problem = f"{_unknown_person(id, staff, listed)} nên không biết chức vụ, tập huấn, giới tính."
        elif person.unit != nominee.unit:
            problem = "theo can_bo, người này thuộc đơn vị khác."
        elif person.on_strength is False:
            problem = "theo can_bo, người này không còn làm việc vào ngày cuối kỳ."
        else:
            return found
        found.append(
            Finding(
                "DE-02",
                problem,
                "sửa Mã cán bộ, hoặc sửa danh sách can_bo.",
                **place,
                column="Mã cán bộ",
                lowered=person is not None or not id,
            )
        )
    return found


def _unknown_person(id: str, staff: SourceData, listed: IdIndex) -> str:
    """Why nothing is known of a nominee, in words."""
    if not id:
        return "chưa ghi mã cán bộ"
    if listed.is_shared(id):
        return "mã cán bộ có thể là của nhiều người trong can_bo"
    if listed.find(id):
        return "can_bo có nhiều dòng khác nhau của mã cán bộ này"
    return "không đọc được hết can_bo" if staff.refused else "mã cán bộ không có trong can_bo"


def read_votes(
    data: SourceData, *, ids: Sequence[str], findings: list[Finding]
) -> tuple[dict[str, Vote | None], list[dict]]:
    """Nominee → the vote; None where it cannot be right: no members, more votes than members, a number of two
    readings, or two votes that differ.

    ``ids`` are the nominees; also returns the rows that are for none of them.
    """
    rows, index = data.rows(), IdIndex(filter(None, ids))
    names, files = ("members", "agree", "disagree"), [row["file"] for row in rows]
    numbers = {
        name: parse_numbers([row[name] for row in rows], machine=name in data.machine, whole=True, files=files)
        for name in names
    }
    votes: dict[str, Vote | None] = {}
    untied = []
    for n, row in enumerate(rows):
        id = index.find(row["nominee_id"])
        if id is None:
            untied.append(row)
            continue
        values = {name: numbers[name][n] for name in names}
        if not row["disagree"]:
            values["disagree"] = Fraction(0)
        fault = _vote_fault(row, values)
        if fault is None and not row["conflict"]:
            vote = Vote(*(int(value) for value in values.values()))
            if votes.setdefault(id, vote) == vote:
                continue
            fault = "mã đề nghị này đã có một kết quả khác.", "giữ lại một kết quả biểu quyết."
        votes[id] = None
        if fault:
            findings.append(Finding("BQ-01", *fault, **data.place(row)))
    return votes, untied


_VOTES = {"members": "số thành viên", "agree": "số đồng ý", "disagree": "số không đồng ý"}


def _vote_fault(row: Mapping, values: Mapping[str, Fraction | None]) -> tuple[str, str] | None:
    """Why the numbers of a vote cannot be right, and what to do; None if they can."""
    for name, value in values.items():
        if not row[name] and value is None:
            return f"thiếu {_VOTES[name]}.", "ghi đủ số thành viên, số đồng ý, số không đồng ý."
        if value is None:
            problem, remedy = number_fault(row[name])
            return f"{_VOTES[name]} {problem}.", f"{remedy}."
        if value.denominator != 1 or value < 0:
            return f"{_VOTES[name]} không phải số đếm (số nguyên từ 0).", "ghi số người, ví dụ 9."
    if values["members"] == 0:
        return "số thành viên bằng 0.", "ghi số thành viên của hội đồng, cả người vắng mặt."
    if values["agree"] + values["disagree"] > values["members"]:
        return "nhiều phiếu hơn số thành viên.", "kiểm tra lại; người vắng mặt tính trong số thành viên."
    return None
