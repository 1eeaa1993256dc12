"""The pieces by name, and the bench that shows one of them at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipywidgets as ipw

from ..words.markup import escaped
from .appraisal import Appraisal
from .data import Data
from .following import follow
from .overview import Overview
from .piece import Piece, framed
from .ranking import Ranking
from .scenario import ScenarioDesk
from .session import Session
from .target import Target
from .unit import UnitPicture

PIECES = {kind.title: kind for kind in (Overview, Target, UnitPicture, Ranking, ScenarioDesk, Data, Appraisal)}


class Bench(ipw.VBox):
    """All the pieces on one session; ``tabs`` chooses the one that is seen. Others draw themselves when they are."""

    def __init__(self, session: Session):
        self.session = session
        told = session.telling
        self.pieces: dict[str, Piece] = {told.text(title): kind(session) for title, kind in PIECES.items()}
        self.tabs = ipw.ToggleButtons(options=list(self.pieces), style={"button_width": "auto"})
        self.tabs.add_class("thidua-tabs")
        self.news = ipw.HTML()
        session.observe(self._tell, names="news")
        super().__init__([self.tabs])
        self.tabs.observe(self._turn, names="value")
        self._turn()

    def __repr__(self) -> str:
        return f"Bench({self.session.period!r}: {self.tabs.value})"

    def _tell(self, _: Any = None) -> None:
        """Say what the files that were saved last have changed."""
        said = escaped(self.session.telling.text(self.session.news))
        self.news.value = framed(f'<p role="status">{said}</p>') if said else ""

    def _turn(self, _: Any = None) -> None:
        for title, piece in self.pieces.items():
            piece.seen = title == self.tabs.value
        self.children = [self.tabs, self.news, self.pieces[self.tabs.value]]


def workbench(data: str | Path = "data", *, period: str | int = "", session: Session | None = None) -> Bench:
    """Every piece, one at a time. ``period`` is looked at first (the last one unless given); ``data`` is a data folder,
    which is read again whenever somebody saves a file in it, as long as the kernel lives.

    >>> from toolkit import widgets
    >>> widgets.workbench(period="2024").tabs.options
    ('Tổng quan', 'Chỉ tiêu', 'Đơn vị', 'Xếp hạng', 'Kịch bản', 'Dữ liệu', 'Thẩm định')
    """
    bench = Bench(session or Session(data, period=period))
    follow(bench.session)
    return bench


def _piece(title: str, data: str | Path, period: str | int, session: Session | None) -> Piece:
    piece = PIECES[title](session or Session(data, period=period))
    piece.seen = True
    return piece


def overview(data: str | Path = "data", *, period: str | int = "", session: Session | None = None) -> Piece:
    """Tổng quan: the agency's indicators, the heatmap, the chosen cell.

    >>> from toolkit import widgets
    >>> widgets.overview(period="2024").heat.options[1]
    ('CT1', ('', 'CT1'))
    """
    return _piece("Tổng quan", data, period, session)


def indicator(data: str | Path = "data", *, period: str | int = "", session: Session | None = None) -> Piece:
    """Chỉ tiêu: one indicator over units and periods, and the cases behind it.

    >>> from toolkit import widgets
    >>> widgets.indicator(period="2024").by.label
    'Đơn vị'
    """
    return _piece("Chỉ tiêu", data, period, session)


def unit(data: str | Path = "data", *, period: str | int = "", session: Session | None = None) -> Piece:
    """Đơn vị: a unit's whole picture, beside any other.

    >>> from toolkit import widgets
    >>> widgets.unit(period="2024").other.label
    'Không so sánh'
    """
    return _piece("Đơn vị", data, period, session)


def ranking(data: str | Path = "data", *, period: str | int = "", session: Session | None = None) -> Piece:
    """Xếp hạng: ranks, bands and awards under other points.

    >>> from toolkit import widgets
    >>> widgets.ranking(period="2024").sliders["CT4"].label
    '6'
    """
    return _piece("Xếp hạng", data, period, session)


def scenario(data: str | Path = "data", *, period: str | int = "", session: Session | None = None) -> Piece:
    """Kịch bản: what if, the least change, where the year will end.

    >>> from toolkit import widgets
    >>> widgets.scenario(period="2024").changes.period
    '2024'
    """
    return _piece("Kịch bản", data, period, session)


def data(data: str | Path = "data", *, period: str | int = "", session: Session | None = None) -> Piece:
    """Dữ liệu: findings, completeness, files.

    >>> from toolkit import widgets
    >>> widgets.data(period="2024").level.label
    'Tất cả'
    """
    return _piece("Dữ liệu", data, period, session)


def appraisal(data: str | Path = "data", *, period: str | int = "", session: Session | None = None) -> Piece:
    """Thẩm định: the marks of an item over the units, kept as they are typed.

    >>> from toolkit import widgets
    >>> widgets.appraisal(period="2024").item.value
    'ND-a'
    """
    return _piece("Thẩm định", data, period, session)
