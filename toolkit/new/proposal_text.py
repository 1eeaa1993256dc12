"""A proposal as the text of a plan: what the official text says, each with its sentence; what it does not say is left open."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ..plan.standard import REPORTED
from .answers import initials, plain
from .facts import Fact, Facts
from .proposing import Listed, Measured, Proposal

_OPEN = "# ĐỂ NGỎ:"
_SOURCE = f"source:   {_OPEN} đếm từ nguồn nào; đơn vị tự báo cáo thì ghi {REPORTED}"
_POINTS = f"points:   {_OPEN} điểm tối đa; văn bản không quy định thì do cơ quan quyết định"


def proposal_text(proposal: Proposal, *, file: str) -> str:
    """The text of a plan that a proposal makes; ``file`` is what the official text is called."""
    return "\n".join([*_head(proposal, file), "", *_movement(proposal), "", *_items(proposal), *_end()]) + "\n"


def _head(proposal: Proposal, file: str) -> Iterator[str]:
    yield "# yaml-language-server: $schema=ke_hoach.schema.json"
    yield "#"
    yield f"# Kế hoạch đọc từ văn bản {file} bằng quy tắc, không thêm gì: mỗi mục có câu của văn bản ở note."
    yield f"# Dòng có “{_OPEN[2:]}” là điều văn bản không nói: điền vào sau dấu hai chấm."
    yield "# thidua plan check --data THƯ_MỤC nêu mọi chỗ còn để ngỏ, với số dòng. Đối chiếu lại với văn bản trước khi dùng."
    for part in proposal.lacking:
        yield f"# Không thấy trong văn bản: {part}."


def _movement(proposal: Proposal) -> Iterator[str]:
    facts = proposal.facts
    name = re.sub(r"[^a-z0-9]+", "-", plain(facts.name.value)).strip("-")[:40].strip("-")
    yield "movement:"
    yield f"  id: {name or 'phong-trao'}"
    yield f"  name:{_value(facts.name, 'tên phong trào')}"
    yield "  agency:"
    yield f"    id: {initials(facts.agency.value)}"
    yield f"    name:{_value(facts.agency, 'tên cơ quan')}"
    for key in ("parent", "place", "code"):
        fact = getattr(facts, key)
        if fact.value:
            yield f"    {key}:{_value(fact, '')}"
    yield f"  start:{_value(facts.start, 'ngày bắt đầu', quoted=False)}"
    yield f"  end:{_value(facts.end, 'ngày kết thúc', quoted=False)}"
    if facts.grounds:
        yield "  legal_basis:"
        for ground in facts.grounds:
            done = "carried_out: true, " if ground.is_plan else ""
            yield "    # from là ngày của văn bản; có hiệu lực từ ngày khác thì sửa"
            yield f"    - {{from: {ground.day.isoformat()}, {done}text: {_quoted(ground.text)}}}"
    if proposal.recipients:
        yield "  recipients:"
        yield from (f"    - {_quoted(each)}" for each in proposal.recipients)
    yield from _school_year(facts)


def _school_year(facts: Facts) -> Iterator[str]:
    """The school year as a period of the plan, where the text names one and its days: it is no calendar year."""
    found = re.search(r"năm học\s+(\d{4})\s*[-–]\s*(\d{4})", f"{facts.name.said} {facts.name.value}", re.I)
    if found and facts.start.value[:4] == found[1] and facts.end.value[:4] == found[2]:
        yield ""
        yield "periods:   # kỳ là năm học: thư mục số liệu mang mã này"
        days = f"from: {facts.start.value}, to: {facts.end.value}"
        yield f"  - {{id: {found[1]}-NH, name: Năm học {found[1]} – {found[2]}, {days}}}"


def _value(fact: Fact, what: str, *, quoted: bool = True) -> str:
    if not fact.value:
        return f"   {_OPEN} {what}"
    said = f"   # văn bản: {fact.said}" if fact.said != fact.value else ""
    return f" {_quoted(fact.value) if quoted else fact.value}{said}"


def _items(proposal: Proposal) -> Iterator[str]:
    for key, found in (("targets", proposal.targets), ("contents", proposal.contents), ("actions", proposal.actions)):
        if found:
            yield f"{key}:"
            for each in found:
                yield from _target(each) if isinstance(each, Measured) else _item(each)
            yield ""
    if not (proposal.targets or proposal.contents or proposal.actions):
        yield f"targets:   {_OPEN} các chỉ tiêu; không thấy mục nào của văn bản liệt kê chỉ tiêu, nội dung, biện pháp"
        yield ""


def _target(target: Measured) -> Iterator[str]:
    said = target.said
    yield f"  - id: {target.id}"
    if target.of:
        yield f"    of: {target.of}"
    yield f"    name: {_quoted(said.name)}"
    yield f"    goal: {said.goal}" if said.goal else f"    goal:   {_OPEN} mức giao; câu của văn bản không nêu một mức"
    if said.unit:
        yield f"    unit_of_measure: {_quoted(said.unit)}"
    if said.is_lower:
        yield "    better: lower"
        yield "    rule: threshold   # càng thấp càng tốt: đạt hay không đạt; muốn tính theo tỷ lệ thì ghi floor"
    yield f"    {_SOURCE}"
    if said.goal.isdigit():
        yield "    # mức giao là một số, không phải tỷ lệ: đếm dòng thì thêm measure: count; đơn vị tự báo cáo số thì thêm measure: {sum: numerator}"
    yield f"    {_POINTS}"
    yield f"    note: {_quoted(_note(target.place, target.sentence))}"


def _item(item: Listed) -> Iterator[str]:
    yield f"  - id: {item.id}"
    yield f"    name: {_quoted(item.name)}"
    yield f"    {_POINTS}"
    yield f"    note: {_quoted(_note(item.place, item.sentence))}"


def _note(place: str, sentence: str) -> str:
    return f"{place[:1].upper()}{place[1:]}: {sentence}" if place else sentence


def _end() -> Iterator[str]:
    yield "scoring:"
    yield f"  bands:   {_OPEN} các mức xếp loại, ví dụ [{{name: Tốt, from: 80}}, {{name: Chưa đạt, from: 0}}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
