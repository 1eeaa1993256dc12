"""What an evaluation holds: the plain values that one period, or several years, came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from ..awards.granted import Commendation
from ..awards.model import AwardResult, Staffing
from ..indicators.causes import Spread
from ..indicators.model import Causes, Count, FollowUp, Indicator
from ..periods import Period
from ..plan import Plan
from ..scoring.model import Explanation, ItemScore, Mark, Piece, UnitItem, UnitScore
from ..sources import SecretNames
from ..units.model import Unit
from ..units.moves import Move
from ..words.errors import Finding
from ..words.people import People
from .directives import Directive

if TYPE_CHECKING:
    from .results import Evaluation


@dataclass(frozen=True)
class Neighbour:
    """A period beside another, and the units that stand at its end."""

    period: Period
    units: frozenset[str]


@dataclass(frozen=True)
class Neighbours:
    """The periods of the same length just before and just after one, of those that have data; ranges stand beside ranges."""

    before: Neighbour | None = None
    after: Neighbour | None = None


@dataclass(frozen=True, repr=False)
class Fields:
    """What an evaluation of a period holds.

    ``units`` are those of the structure at the period's end, in the order of ``don_vi.csv``.
    ``deliveries`` maps (unit, source) to a state of vocabulary.STATES: what each unit has delivered.
    ``inputs`` maps each file that was read, relative to the data folder, to its SHA-256.
    ``years`` are the evaluations that a range of years is made of, each in the structure of the range's last day.
    ``decided`` is an earlier period as its own evaluation decided it, in its own structure; None where that is this one.
    ``follow_up`` is what each unit still has to do for each target given to it; ``causes`` why cases do not count, of the
    agency and of each unit that has such, ``spreads`` in which months and services the agency's are; ``latest_days`` the last day that its rows
    of a source bear, ``late_reports`` its reports sent late and not sent; ``staffing`` its staff (key None: nobody's);
    ``staff`` the fewest and the most people on strength, None where the list did not arrive whole.
    ``rows_by_unit`` is how many rows of a source (unit, source) were counted for a unit, ``claimed`` what units report
    themselves for targets that systems count (unit, target).
    ``left_out`` maps a source to the months (first days) outside the period in which its rows have a date in use.
    ``values`` are those of (unit, target) whether they have a goal or not, where goals rest on a year before.
    ``made_of`` says from which folders it was made where it has none of its own.
    ``as_was`` is the same period with every unit as it was then, nobody standing for another; None where nobody does.
    ``remarks`` maps a part of the report (a key of vocabulary.REMARK_HEADINGS) to its Markdown of ``nhan_xet.md``.
    ``moves`` tell which units' affairs have come to others by the structure's day; ``lists`` maps plan, unit list and
    transfers to their SHA-256, ``inputs_before`` the files of the periods that it is compared with.
    ``neighbours`` are the periods before and after it that have data, for whoever leads from one report to another.
    ``pieces`` are the pieces of evidence of (unit, item), ``marks`` what appraisers wrote of it in each round,
    ``explanations`` what the unit answered; over several years each year has its own, as of ``own_directives``, the
    documents that directed the movement, and ``own_granted``, the commendations granted.
    ``people`` are those of its files; ``hides_people`` says that it is the public edition, in which nobody is named.
    ``scenario`` is the name of what it supposes; empty where it supposes nothing. ``secret`` are the documents that no text
    may name; they are known only where the files were read, and go nowhere else.
    """

    plan: Plan
    period: Period
    units: tuple[Unit, ...]
    indicators: tuple[Indicator, ...]
    items: tuple[ItemScore, ...]
    scores: tuple[UnitScore, ...]
    findings: tuple[Finding, ...]
    deliveries: Mapping[tuple[str, str], str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    rows_read: Mapping[str, int] = field(default_factory=dict)
    years: tuple[Evaluation, ...] = ()
    follow_up: tuple[FollowUp, ...] = ()
    causes: tuple[Causes, ...] = ()
    spreads: tuple[Spread, ...] = ()
    latest_days: Mapping[tuple[str, str], date] = field(default_factory=dict)
    late_reports: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    staffing: Mapping[str | None, Staffing] = field(default_factory=dict)
    staff: tuple[int, int] | None = None
    awards: tuple[AwardResult, ...] = ()
    rows_by_unit: Mapping[tuple[str, str], int] = field(default_factory=dict)
    claimed: Mapping[tuple[str | None, str], Count] = field(default_factory=dict)
    left_out: Mapping[str, frozenset[date]] = field(default_factory=dict)
    values: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    made_of: str = ""
    as_was: Evaluation | None = None
    decided: Evaluation | None = None
    moves: tuple[Move, ...] = ()
    lists: Mapping[str, str] = field(default_factory=dict)
    inputs_before: Mapping[str, str] = field(default_factory=dict)
    neighbours: Neighbours = Neighbours()
    scenario: str = ""
    pieces: Mapping[UnitItem, tuple[Piece, ...]] = field(default_factory=dict, repr=False)
    marks: Mapping[UnitItem, tuple[Mark, ...]] = field(default_factory=dict, repr=False)
    explanations: Mapping[UnitItem, tuple[Explanation, ...]] = field(default_factory=dict, repr=False)
    own_directives: tuple[Directive, ...] = field(default=(), repr=False)
    own_granted: tuple[Commendation, ...] = field(default=(), repr=False)
    secret: SecretNames = field(default=SecretNames(), compare=False)
    people: People = field(default=People(), repr=False, compare=False)
    hides_people: bool = False
