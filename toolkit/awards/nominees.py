"""Read who is proposed for commendation (the nominations) and how the council voted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from ..plan import Award, Plan
from ..plan.standard import NOMINATIONS, STAFF, VOTES
from ..sources import SourceData
from ..words.errors import Finding
from ..words.formatting import fold
from ..words.ids import IdIndex, id_key
from ..words.vocabulary import COLLECTIVE, INDIVIDUAL, NOMINEE_KINDS
from .model import Nominee, Person
from .staff import listed_ids, people
from .votes import UNKNOWN_VOTE, UNREAD_VOTE, Row, Votes, read_votes, untied_findings

_INVALID_VOTE = "kết quả biểu quyết không hợp lệ"


def read_nominees(
    plan: Plan, sources: Mapping[str, SourceData], *, last_day: date
) -> tuple[tuple[Nominee, ...], list[Finding]]:
    """Every nominee in the order of the files, and the faults. What cannot be judged as it was sent says why in words."""
    data, staff = sources[NOMINATIONS], sources[STAFF]
    awards = {fold(name): award for award in plan.awards for name in (award.id, award.name)}
    rows, council = data.rows(), sources[VOTES]
    votes = read_votes(council, ids=[row["nominee_id"] or "" for row in rows])
    listed = listed_ids(staff)
    codes = {row["staff_id"]: listed.find(row["staff_id"]) for row in rows if row["staff_id"]}
    known = people(staff, set(filter(None, codes.values())), last_day=last_day, asked=plan.asked_of_people)
    nominees: list[Nominee] = []
    findings = list(votes.findings)
    for row in rows:
        row["staff_id"] = codes.get(row["staff_id"]) or row["staff_id"]
        award = awards.get(fold(row["award"] or ""))
        nominee = _nominee(row, data, award=award, person=known.get(row["staff_id"] or ""), votes=votes)
        findings += _findings(nominee, row, data, staff=staff, listed=listed)
        nominees.append(nominee)
    without = [each for each in nominees if each.vote_is_unknown and each.id not in votes.by_nominee]
    findings += untied_findings(votes, council, touched=bool(without) and not votes.is_refused)
    for n in sorted(_repeated(nominees)):
        findings.append(
            Finding(
                "DE-03",
                "tập thể hoặc cá nhân này đã có một đề nghị khác cho cùng hình thức khen.",
                "giữ lại một đề nghị; là hai người trùng tên thì ghi đủ Mã cán bộ.",
                unit=nominees[n].unit,
            ).at(data.place(rows[n]))
        )
        fault = "đã có một đề nghị khác cho cùng hình thức khen"
        nominees[n] = replace(nominees[n], faults=(*nominees[n].faults, fault))
    return tuple(_pending_everywhere(nominees)), findings


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
    return (INDIVIDUAL, id_key(nominee.staff_id)) if nominee.staff_id else ()


def _pending_everywhere(nominees: Sequence[Nominee]) -> list[Nominee]:
    """Who is under investigation by one proposal is so in every other."""
    pending = {_identity(each) for each in nominees if each.pending_case} - {()}
    return [replace(each, pending_case=True) if _identity(each) in pending else each for each in nominees]


def _nominee(row: Row, data: SourceData, *, award: Award | None, person: Person | None, votes: Votes) -> Nominee:
    id, unclear = row["nominee_id"] or "", row["pending_case__bad"] or row["file"] in data.lost.get("pending_case", ())
    kind = row["kind"] or ((award.kind or "") if award and not row["kind__bad"] else "")
    faults, vote_fault = _faults(row, award=award, kind=kind), _vote_fault(id, award=award, votes=votes)
    return Nominee(
        id,
        kind,
        unit=row["unit"] or row["unit_was"] or "",
        award=award.id if award else "",
        name=row["name"] or "",
        staff_id=row["staff_id"] or "",
        achievement=row["achievement"] or "",
        pending_case=None if unclear else row["pending_case"] == "true",
        person=person,
        vote=votes.by_nominee.get(id),
        faults=(*faults, *([vote_fault] if vote_fault else [])),
        vote_is_unknown=bool(vote_fault),
        post=row["post"] or "",
    )


def _faults(row: Row, *, award: Award | None, kind: str) -> list[str]:
    """Why a proposal cannot be judged as it was sent, its vote apart."""
    faults = ["cùng mã đề nghị nhưng nội dung các dòng khác nhau"] if row["conflict"] else []
    if award is None:
        faults.append("hình thức khen không có trong kế hoạch" if row["award"] else "chưa ghi hình thức khen")
    if not kind:
        faults.append("không rõ là tập thể hay cá nhân")
    elif award and kind != award.kind:
        faults.append(f"hình thức khen này dành cho {NOMINEE_KINDS[award.kind or ''].lower()}")
    if award and award.by:
        faults.append("giải xét theo thứ hạng, không nhận đề nghị")
    return faults


def _vote_fault(id: str, *, award: Award | None, votes: Votes) -> str:
    """Why the vote on a nominee is not known, though there may be one; empty where it is known, or that there was none."""
    if id in votes.by_nominee:
        return _INVALID_VOTE if votes.by_nominee[id] is None else ""
    if award is None or award.vote is None:
        return ""
    return UNREAD_VOTE if votes.is_refused else UNKNOWN_VOTE if votes.untied else ""


def _findings(nominee: Nominee, row: Row, data: SourceData, *, staff: SourceData, listed: IdIndex) -> list[Finding]:
    place = data.place(row)
    found = []
    if not nominee.award:
        found.append(
            Finding(
                "DE-01",
                "hình thức khen để trống hoặc không có trong kế hoạch, đề nghị chưa được xét.",
                "ghi mã hoặc tên hình thức khen như ở awards của ke_hoach.yaml.",
                unit=nominee.unit,
                column="Hình thức khen",
            ).at(place)
        )
    if nominee.kind == INDIVIDUAL and staff.files:
        person, id = nominee.person, nominee.staff_id
        if person is None:
            problem = f"{_unknown_person(id, staff, listed)} nên không biết chức vụ, tập huấn, giới tính."
        elif person.unit != nominee.unit:
            problem = f"theo {STAFF}, người này thuộc đơn vị khác."
        elif person.on_strength is False:
            problem = f"theo {STAFF}, người này không còn làm việc vào ngày cuối kỳ."
        else:
            return found
        found.append(
            Finding(
                "DE-02",
                problem,
                f"sửa Mã cán bộ, hoặc sửa danh sách {STAFF}.",
                unit=nominee.unit,
                column="Mã cán bộ",
                lowered=person is not None or not id,
            ).at(place)
        )
    return found


def _unknown_person(id: str, staff: SourceData, listed: IdIndex) -> str:
    """Why nothing is known of a nominee, in words."""
    if not id:
        return "chưa ghi mã cán bộ"
    if listed.is_shared(id):
        return f"mã cán bộ có thể là của nhiều người trong {STAFF}"
    if listed.find(id):
        return f"{STAFF} có nhiều dòng khác nhau của mã cán bộ này"
    return f"không đọc được hết {STAFF}" if staff.refused else f"mã cán bộ không có trong {STAFF}"
