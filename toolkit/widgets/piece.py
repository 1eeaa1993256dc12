"""What every piece is made of: real drop-downs tied to the session, and a place for tables that shows refusals in words."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import ipywidgets as ipw

from ..report.html import section_html
from ..report.model import Block, Figure
from ..words.errors import ToolkitError
from ..words.markup import escaped
from .hand import Hand
from .script import script
from .session import Session

STYLE = """<style>
.thidua { background: #fff; color: #111; font: 14px/1.4 "DejaVu Sans", Arial, sans-serif; padding: 4px 8px; max-width: 1180px; }
.thidua h2 { font-size: 16px; margin: 4px 0 2px; } .thidua h3 { font-size: 15px; margin: 10px 0 4px; }
.thidua p { margin: 4px 0; } .thidua .note { color: #444; font-size: 12.5px; }
.thidua .scroll { overflow-x: auto; margin: 6px 0; }
.thidua table { border-collapse: collapse; font-size: 13px; color: #111; }
.thidua col { width: auto !important; } .thidua caption { text-align: left; font-weight: bold; padding: 4px 0; color: #111; }
.thidua th, .thidua td { border: 1px solid #999; padding: 3px 6px; text-align: left; vertical-align: middle; white-space: normal; }
.thidua thead th { background: #e9eef5; font-weight: bold; position: sticky; top: 0; }
.thidua tbody th { font-weight: normal; background: #fff; } .thidua tbody tr { background: #fff; }
.thidua .r { text-align: right; font-variant-numeric: tabular-nums; } .thidua .c { text-align: center; }
.thidua td.good, .thidua td.bad, .thidua td.r, .thidua tbody .c { white-space: nowrap; }
.thidua .good { color: #0b5d3b; font-weight: bold; } .thidua .bad { color: #8a2b00; font-weight: bold; }
.thidua td.bad::after { content: " ✗"; font-size: 11px; } .thidua .none { color: #444; font-style: italic; }
.thidua-act, .thidua-done, .thidua-copy { display: none; } .thidua-live .thidua-copy { display: inline-block; margin: 3px 0 0; font: 12px "DejaVu Sans", Arial, sans-serif; cursor: pointer; }
.thidua .drawn { position: relative; } .thidua-mark { position: absolute; left: 0; right: 0; } .thidua-live .thidua-mark { cursor: pointer; } .thidua-live .thidua-mark:hover { background: #0072b21f; }
.thidua .hash { font: 11px "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.thidua figure { margin: 6px 0; max-width: 760px; } .thidua figure img { width: 100%; height: auto; background: #fff; }
.thidua figcaption { font-size: 12.5px; color: #444; } .thidua .refusal { border-left: 5px solid #8a2b00; background: #fff4ee; padding: 6px 10px; white-space: pre-wrap; }
.thidua-name.widget-label { white-space: normal; font-size: 12px; line-height: 1.15; }
.thidua-heat { margin: 0 0 0 8px; } .thidua-heat > div { display: grid; gap: 1px; overflow-x: auto; max-width: 100%; align-content: start; }
.thidua-heat button.widget-toggle-button { width: auto; height: auto; min-height: 27px; margin: 0; padding: 1px 4px; white-space: normal; overflow: visible; font: 12.5px/1.15 "DejaVu Sans", Arial, sans-serif; color: #111; background: #e9eef5; box-shadow: none; }
.thidua-heat button[value="0"] { visibility: hidden; }
.thidua-heat button.widget-toggle-button:focus-visible { outline: 3px solid #111; outline-offset: -3px; }
</style>"""
WAITING = STYLE + '<div class="thidua" lang="vi"><p role="status" class="note">đang tính…</p></div>'
COPY = '<button type="button" class="thidua-copy">Chép bảng</button>'
COPY_GRID = COPY.replace("<button", '<button data-grid="1"')  # what is copied is the grid of the piece
WIDE = {"description_width": "initial"}
WIDER = {"flex": "1 1 440px", "min_width": "0"}  # of results beside their controls


class Piece(ipw.VBox):
    """Controls, and tables beside or below them, under the piece's ``title``. ``draw`` gives the HTML; it is called when something
    chosen changes and it is seen. Where some controls change a part of it only, that part is ``draw_more``, shown beside them.

    A piece that is not seen remembers that it is out of date and draws itself when ``seen`` is set. It holds no tables
    then: a notebook that is saved with its widgets keeps what is seen, and nothing else.
    """

    title = ""

    def __init__(self, session: Session, controls: Sequence[ipw.Widget], *, watches: Sequence[str]):
        self.session, self._seen, self._stale = session, False, True
        self._held, self._due = False, ""  # "all" or "more" is drawn once several acts are done
        self.body, self.more = ipw.HTML(), ipw.HTML()
        self.hand = Hand(pick=self._picked, hold=self._hold, catch_up=self._catch_up)
        self.head = rows = row(*controls)
        self.unseen = [self.hand.acts, self.hand.done, script()]
        super().__init__([*self.arranged(rows), *self.unseen], layout=ipw.Layout(overflow="visible"))
        self.add_class("thidua-piece")
        self.hand.name(self.children[: -len(self.unseen)])
        session.observe(self.refresh, names=[*watches, "reading"])

    def __repr__(self) -> str:
        """Never what is shown: a notebook keeps this text beside the widget."""
        return f"{type(self).__name__}({self.session.period!r})"

    def arranged(self, controls: ipw.Widget) -> list[ipw.Widget]:
        """The controls and the tables as they stand: above each other."""
        return [controls, self.body]

    def _picked(self, mark: str) -> None:
        """Take what was clicked in a picture; a code that is none of the period's is passed over."""
        kind, _, code = mark.partition(":")
        known = {"unit": self.session.units, "target": [each.id for each in self.session.plan.targets]}
        if code in known.get(kind, ()):
            self.choose(kind, code)

    def choose(self, kind: str, code: str) -> None:
        """Look at the unit or the target (``kind``) whose mark was clicked."""
        self.session.choose_cell(*((code, "") if kind == "unit" else ("", code)))

    def draw(self) -> str:
        """The HTML of the tables."""
        raise NotImplementedError

    def draw_more(self) -> str:
        """The HTML of what has controls of its own; called after ``draw``, and alone when only those change."""
        return ""

    @property
    def seen(self) -> bool:
        """Whether the piece is on the screen."""
        return self._seen

    @seen.setter
    def seen(self, now: bool) -> None:
        self._seen = now
        if not now:
            self._stale = True
            self.show_only("")
        elif self._stale:
            self.refresh()

    def show_only(self, html: str) -> None:
        """Show this in the place of all tables."""
        self.body.value, self.more.value = html, ""

    def refresh(self, _: Any = None) -> None:
        """Draw again, or remember to. A refusal is shown in the place of the tables.

        What was chosen before leaves the screen first: no figure of it stands under the new choice while that is computed.
        """
        self._stale = not self._seen
        if self._seen:
            self.show_only(WAITING)
            if self._held:
                self._due = "all"
                return
            self.body.value = self.session.telling.text(shown(self.title, self.draw))
            self.refresh_more()

    def refresh_more(self, _: Any = None) -> None:
        """Draw only what has controls of its own again."""
        if self._seen:
            self.more.value = WAITING
            if self._held:
                self._due = self._due or "more"
                return
            drawn = refused(self.draw_more)
            self.more.value = self.session.telling.text(framed(drawn)) if drawn else ""

    def _hold(self) -> None:
        """Draw nothing until all that was done is known."""
        self._held = True

    def _catch_up(self) -> None:
        """Draw what is due."""
        due, self._held, self._due = self._due, False, ""
        if due:
            (self.refresh if due == "all" else self.refresh_more)()


def shown(title: str, draw: Callable[[], str]) -> str:
    """The HTML that a function gives under a title, or the words of its refusal."""
    return STYLE + framed(f"<h2>{escaped(title)}</h2>{refused(draw)}")


def refused(draw: Callable[[], str]) -> str:
    """The HTML that a function gives, or the words of its refusal."""
    try:
        return draw()
    except ToolkitError as refusal:
        return f'<p class="refusal" role="alert">{escaped(str(refusal))}</p>'


def framed(inner: str) -> str:
    """HTML in the look of the pieces."""
    return f'<div class="thidua" lang="vi">{inner}</div>'


def html_of(title: str, *blocks: Block) -> str:
    """Blocks of a report as HTML; every text of theirs is escaped."""
    return section_html("kham-pha", title, blocks).replace("</table>", f"</table>{COPY}")


def picture(figure: Figure | None, *, marks: str = "") -> str:
    """A picture with its words and a link that saves it; nothing where there is none to draw. ``marks`` is what its rows
    stand for, where they can be clicked: ``unit`` or ``target``."""
    if figure is None:
        return ""
    data = f"data:image/svg+xml;base64,{base64.b64encode(figure.draw('svg')).decode('ascii')}"
    rows = "".join(
        f'<span class="thidua-mark" data-mark="{marks}:{escaped(code)}" style="top:{top:.2%};height:{bottom - top:.2%}"></span>'
        for code, top, bottom in (figure.marks if marks else ())
    )
    return (
        f'<figure><div class="drawn"><img src="{data}" alt="{escaped(figure.alt)}">{rows}</div><figcaption>{escaped(figure.caption)} '
        f'<a href="{data}" download="hinh.svg">Lưu hình</a></figcaption></figure>'
    )


def paragraph(text: str, *, style: str = "") -> str:
    """A paragraph of plain text."""
    return f'<p class="{style}">{escaped(text)}</p>' if style else f"<p>{escaped(text)}</p>"


def dropdown(title: str, options: Iterable[tuple[str, Any]], *, value: Any = None, width: str = "auto") -> ipw.Dropdown:
    """A real drop-down with its title."""
    options = list(options)
    chosen = options[0][1] if value is None and options else value
    return ipw.Dropdown(
        options=options, value=chosen, description=title, style=WIDE, layout=ipw.Layout(width=width, max_width="560px")
    )


def beside(*parts: ipw.Widget) -> ipw.Box:
    """Controls and what they change beside each other, where there is room."""
    return ipw.Box(list(parts), layout=ipw.Layout(flex_flow="row wrap", grid_gap="0 14px", overflow="visible"))


def row(*controls: ipw.Widget) -> ipw.Box:
    """Controls in a row, which wraps."""
    return ipw.Box(list(controls), layout=ipw.Layout(flex_flow="row wrap", grid_gap="4px 14px"))


def button(title: str, act: Callable[[], None], *, style: str = "") -> ipw.Button:
    """A button that does something."""
    made = ipw.Button(description=title, button_style=style, layout=ipw.Layout(width="auto"))
    made.on_click(lambda _: act())
    return made


def period_choice(session: Session) -> ipw.Dropdown:
    """Choose the period of the session."""
    return _tied(session, "period", "Kỳ:", lambda: [(each, each) for each in session.periods], session.choose_period)


def unit_choice(session: Session, *, title: str = "Đơn vị:") -> ipw.Dropdown:
    """Choose the unit of the session, or the agency."""

    def options() -> list[tuple[str, str]]:
        return [(f"{name} ({id})", id) for id, name in session.units.items()]

    return _tied(session, "unit", session.telling.text(title), options, lambda id: setattr(session, "unit", id))


def target_choice(session: Session) -> ipw.Dropdown:
    """Choose the target of the session."""

    def options() -> list[tuple[str, str]]:
        return [(f"{each.id}. {each.name}", each.id) for each in session.plan.targets]

    return _tied(
        session, "target", session.telling.text("Chỉ tiêu:"), options, lambda id: setattr(session, "target", id)
    )


def _tied(
    session: Session, trait: str, title: str, options: Callable[[], list], choose: Callable[[str], None]
) -> ipw.Dropdown:
    """A drop-down that follows the session and that the session follows; its options are those of the period."""
    made = dropdown(title, options(), value=getattr(session, trait))
    following = False

    def follow(_: Any = None) -> None:
        nonlocal following
        following = True
        try:
            if made.options != tuple(now := options()):
                made.options = now
            made.value = getattr(session, trait)
        finally:
            following = False

    made.observe(lambda change: None if following or change["new"] is None else choose(change["new"]), names="value")
    session.observe(follow, names=[trait, "period", "reading"])
    return made
