"""Forms of commendation: for whom, by what, how many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PositiveInt, model_validator

from ..words.vocabulary import COLLECTIVE, INDIVIDUAL, OTHER
from .amounts import AmountText, Points, Score
from .blocks import Block, Identifier, Text
from .faults import Fault, refuse
from .requirements import RequirementsText
from .shares import quota_problem, vote_problem

_KINDS: Mapping[str, str] = {"unit": COLLECTIVE, "staff": INDIVIDUAL, "other": OTHER}


class _InForce(Block):
    """What a legal text says on the days on which it is in force."""

    text: Text
    from_: date = Field(alias="from")
    to: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


class LegalBasis(_InForce):
    """A legal ground and the days on which it is in force."""

    carried_out: bool = False


class Signer(Block):
    """Who signs: the title in capitals, the name, and the form of authority (TM., KT., TL.) in the title."""

    title: Text
    name: str = ""


SignedBy = Annotated[Signer, BeforeValidator(lambda raw: {"title": raw} if isinstance(raw, str) else raw)]


class Money(_InForce):
    """How many base salaries an award brings, while the law that its ``text`` names is in force."""

    times: Points


class ReportForm(_InForce):
    """The form of the report of achievements, while the law that its ``text`` names is in force."""


class Notice(Block):
    """How the list is made public before it is submitted: for how many working days, where, and who takes objections.

    ``note`` says where these come from; it stands on the council's page, not on the notice.
    """

    days: PositiveInt | None = None
    place: str = ""
    objections_to: str = ""
    note: str = ""


class BaseSalary(_InForce):
    """The base salary in đồng, while the law that its ``text`` names is in force."""

    amount: PositiveInt


class Award(Block):
    """A form of commendation and its conditions; ``legal_basis`` is where the law says them.

    ``submitted_by`` submits it ``submitted_to`` and ``submitter`` signs for that, ``decided_by`` decides, ``signer`` signs the
    decision; ``report_form`` is the form of the report of achievements where the award is submitted above.

    ``kind`` says for whom it is: units (``collective``), people on the staff (``individual``), or, by ``subjects``, others,
    who are the rows of ``source``. ``requires`` is what is asked besides points, all of it; ``order`` what people stand in the
    order of: without it nobody stands before another. Prizes ``by: rank`` need no nominations; who has one of ``not_with`` has no other.
    """

    id: Identifier
    name: Text
    kind: Literal["collective", "individual"] | None = None
    subjects: tuple[Literal["unit", "staff", "other"], ...] = ()
    source: Text | None = None
    by: Literal["rank"] | None = None
    not_with: tuple[Identifier, ...] = ()
    min_score: Score | None = None
    quota: AmountText | None = None
    vote: AmountText | None = None
    priority: tuple[Literal["direct", "female"], ...] = ()
    requires: RequirementsText = ()
    order: tuple[Text, ...] = ()
    submitted_by: str = ""
    submitted_to: str = ""
    submitter: SignedBy | None = None
    decided_by: str = ""
    signer: SignedBy | None = None
    money: tuple[Money, ...] = ()
    report_form: tuple[ReportForm, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    note: str = ""

    def places(self, among: int) -> int | None:
        """How many may be proposed: the quota, or its share of ``among`` rounded down; None where there is no quota.

        >>> Award(id="a", name="A", kind="collective", quota="10%").places(12)
        1
        """
        if self.quota is None:
            return None
        return int(self.quota.value * among if self.quota.percent else self.quota.value)

    @model_validator(mode="after")
    def _makes_sense(self) -> Award:
        faults = self._pairings()
        if self.quota is not None and (problem := quota_problem(self.quota)):
            faults.append((("quota",), problem))
        if self.vote is not None and (problem := vote_problem(self.vote)):
            faults.append((("vote",), problem))
        refuse(faults)
        object.__setattr__(self, "kind", self.kind or _KINDS[self.subjects[0]])
        object.__setattr__(self, "subjects", () if self.kind != OTHER else self.subjects)
        return self

    def _pairings(self) -> list[Fault]:
        """Keys that do not go together with whom the award is for."""
        faults: list[Fault] = []
        others = OTHER in self.subjects
        if bool(self.kind) == bool(self.subjects):
            faults.append(((), "ghi một trong hai khóa: kind, hoặc subjects (unit, staff, other)"))
        if len(self.subjects) > 1:
            faults.append((("subjects",), "mỗi hình thức khen dành cho một loại đối tượng; tách thành nhiều hình thức"))
        if others != bool(self.source):
            faults.append(
                (("source",) if self.source else (), "source (nguồn của các đối tượng) đi cùng subjects: [other]")
            )
        if others and (self.vote or self.priority):
            faults.append(
                (
                    ("vote" if self.vote else "priority",),
                    "subjects: [other] xét theo điểm của đơn vị, không có khóa này",
                )
            )
        if others and self.quota is not None and self.quota.percent:
            faults.append((("quota",), "với subjects: [other] ghi số suất"))
        units = self.kind == COLLECTIVE or self.subjects == ("unit",)
        if (self.requires or self.order) and others:
            faults.append(
                (("requires" if self.requires else "order",), "khóa này chỉ dùng cho tập thể và cá nhân của danh mục")
            )
        faults += self._of_people()
        if self.by and not units:
            faults.append((("by",), "by: rank chỉ dùng cho tập thể"))
        if self.by and self.vote:
            faults.append((("vote",), "giải theo thứ hạng không có đề nghị nên không có phiếu"))
        if self.by and self.quota is None:
            faults.append(((), "thiếu quota: số giải"))
        return faults

    def _of_people(self) -> Iterator[Fault]:
        """What is asked of people, of an award that is not for them."""
        if self.kind == INDIVIDUAL or self.subjects == ("staff",):
            return
        if self.order:
            yield ("order",), "tập thể xếp theo điểm của đơn vị; order chỉ dùng cho cá nhân"
        for n, each in enumerate(self.requires):
            if each.is_personal:
                problem = (
                    f"{each.column or each.compared} là điều kiện của cá nhân; tập thể dùng unit_rank, unit_score, item"
                )
                yield ("requires", n), problem
