"""The movement, and the periods that a plan names."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from ..periods import folder_period
from .agency import Agencies, Agency, agency_faults
from .amounts import PeriodText
from .awards import BaseSalary, LegalBasis, Notice, Signer
from .blocks import Block, Identifier, Text
from .faults import Fault, refuse


class Movement(Block):
    """The movement: its name, agency, days, reviews, grounds and recipients.

    ``verdict`` says by which figures a review of several years judges: those of its ``final_year``, or all its years
    ``pooled``. The other stands beside it. ``agencies`` is the agency, or those that followed one another under one id.
    """

    id: Identifier
    name: Text
    agencies: Agencies = Field(alias="agency")
    start: date
    end: date
    interim: tuple[PeriodText, ...] = ()
    final: PeriodText | None = None
    verdict: Literal["final_year", "pooled"] = "final_year"
    legal_basis: tuple[LegalBasis, ...] = ()
    recipients: tuple[Text, ...] = ()
    signer: Signer | None = None
    base_salary: tuple[BaseSalary, ...] = ()
    notice: Notice = Notice()
    note: str = ""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Movement:
        early = [(("end",), "ngày kết thúc trước ngày bắt đầu")] if self.end < self.start else []
        refuse([*early, *agency_faults(self.agencies)])
        return self

    @property
    def agency(self) -> Agency:
        """The agency in force: of a plan ``on`` a day that of the day, else the last one."""
        return self.agencies if isinstance(self.agencies, Agency) else self.agencies[-1]

    @property
    def every_agency(self) -> tuple[Agency, ...]:
        """The agency, or those that followed one another."""
        return (self.agencies,) if isinstance(self.agencies, Agency) else tuple(self.agencies)

    def former_agencies(self, since: date) -> tuple[tuple[str, date], ...]:
        """The names that the agency has had in days from ``since`` on and has no more, each with the first day without it."""
        every = () if isinstance(self.agencies, Agency) else self.agencies
        pairs = ((one, other.from_) for one, other in zip(every, every[1:]))
        return tuple((one.name, end) for one, end in pairs if end and end > since and one.name != self.agency.name)

    def grounds(self, day: date) -> tuple[str, ...]:
        """The legal grounds in force on a day, in the plan's order."""
        return tuple(ground.text for ground in self.legal_basis if ground.holds(day))

    def carried_out(self, day: date) -> tuple[str, ...]:
        """What the movement carries out, of the grounds in force on a day: the plans that a report begins with."""
        return tuple(ground.text for ground in self.legal_basis if ground.holds(day) and ground.carried_out)


class NamedPeriod(Block):
    """A period of the plan's own: some days with a name."""

    id: Identifier
    name: Text
    from_: date = Field(alias="from")
    to: date

    @model_validator(mode="after")
    def _makes_sense(self) -> NamedPeriod:
        faults: list[Fault] = []
        if self.to < self.from_:
            faults.append((("to",), "ngày cuối trước ngày đầu"))
        if (self.to - self.from_).days > 366:
            faults.append((("to",), "một kỳ dài nhất một năm; nhiều năm thì viết dạng 2022..2025"))
        if folder_period(self.id):
            faults.append((("id",), "đây là mã của một năm, nửa năm, quý, tháng; đặt mã khác, ví dụ 2025-NH"))
        refuse(faults)
        return self
