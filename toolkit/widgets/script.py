"""What the browser does for the pieces: marks of pictures that can be clicked, tables that can be copied, keys.

The pieces work without it: whatever it adds can be done in drop-downs and tables, and its buttons show only where it runs. It is
the same for every folder; no text of the data is ever a part of it.
"""

from __future__ import annotations

import ipywidgets as ipw

_SCRIPT = r"""
(() => {
  if (window.thidua) return;
  window.thidua = true;
  document.documentElement.classList.add("thidua-live");

  // What a hand does goes to the kernel as one numbered line, in the order of the hand: hand.py says why.
  const queues = new Map(), hands = new WeakMap(), touched = new Set();
  let last = 0;
  const of = node => node.closest?.(".thidua-piece");
  const named = node => of(node) && node.closest("[class*=thidua-c-]");
  const name = node => named(node).className.match(/thidua-c-(\w+)/)[1];
  const done = piece => Number(piece.querySelector(".thidua-done input")?.value);
  const busy = control => { const hand = hands.get(control); return hand.typing || (of(control) && hand.number > done(of(control))); };

  function tell(piece, ...act) {
    const place = piece.querySelector(".thidua-act"), id = place.className.match(/thidua-act-(\w+)/)[1];
    last = Math.max(Date.now(), last + 1, done(piece) + 1);
    const queue = [...(queues.get(id) || []).filter(each => each[0] > done(piece)), [last, ...act]];
    queues.set(id, queue);
    const field = place.querySelector("input");
    field.value = JSON.stringify(queue);
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    return last;
  }

  // What is typed or chosen stays on the page until the kernel has taken it: a late answer to something before waits.
  function guarded(control) {
    if (hands.has(control)) return hands.get(control);
    const key = { SELECT: "selectedIndex", TEXTAREA: "value" }[control.tagName] || (control.type === "checkbox" ? "checked" : "value");
    const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), key);
    const hand = { number: 0, typing: false, chosen: "", late: null, settle: () => { own.set.call(control, hand.late); hand.late = null; } };
    hands.set(control, hand);
    Object.defineProperty(control, key, {
      configurable: true, get: () => own.get.call(control),
      set: value => {
        if (!busy(control)) return own.set.call(control, value);
        hand.late = value;
        const at = key === "selectedIndex" ? Array.from(control.options).findIndex(each => each.value === hand.chosen) : -1;
        if (key === "selectedIndex") own.set.call(control, at < 0 ? value : at);
        settleLater(control, hand);
      },
    });
    return hand;
  }
  function settleLater(control, hand) {
    setTimeout(() => {
      if (!control.isConnected || hand.late === null) return;
      if (busy(control)) settleLater(control, hand); else hand.settle();
    }, 60);
  }
  function commit(control) {
    const hand = guarded(control);
    hand.typing = false;
    hand.chosen = control.value;
    hand.number = tell(of(control), name(control), control.type === "checkbox" ? control.checked : control.value);
  }
  const FIELDS = "input:not([type=checkbox]), textarea";
  document.addEventListener("focusin", event => {
    if (event.target.matches("select, input, textarea") && named(event.target)) guarded(event.target);
  });
  document.addEventListener("input", event => {
    if (event.target.matches(FIELDS) && named(event.target)) guarded(event.target).typing = true;
  }, true);
  document.addEventListener("focusout", event => {
    if (hands.has(event.target)) hands.get(event.target).typing = false;
  });
  document.addEventListener("change", event => {
    if (!event.target.matches("select, input, textarea") || !named(event.target)) return;
    event.stopPropagation();
    commit(event.target);
  }, true);
  for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, event => {
    const slider = event.target.closest(".thidua-piece .widget-slider");
    if (slider) touched.add(slider);
  }, true);
  document.addEventListener("click", event => {
    const pressed = event.target.closest("button");
    if (!pressed || !named(pressed)) return;
    event.stopPropagation();
    event.preventDefault();
    const piece = of(pressed);
    piece.querySelectorAll(FIELDS).forEach(each => { if (hands.get(each)?.typing) commit(each); });
    piece.querySelectorAll(".widget-slider").forEach(each => {
      if (touched.delete(each)) tell(piece, name(each), Math.round(each.querySelector("[aria-valuenow]").getAttribute("aria-valuenow")));
    });
    const cell = pressed.closest(".thidua-heat");
    tell(piece, name(pressed), cell ? [pressed.value, pressed.textContent, pressed.title] : 1);
  }, true);

  // The grid of buttons as a table, row by row.
  function tableOf(grid) {
    const table = document.createElement("table"), all = Array.from(grid.querySelectorAll("button")), wide = columnsOf(grid);
    for (let at = 0; at < all.length; at += wide) {
      const row = table.insertRow();
      all.slice(at, at + wide).forEach(each => { row.insertCell().textContent = each.textContent.trim(); });
    }
    return table;
  }
  const columnsOf = grid => getComputedStyle(grid.querySelector("button").parentNode).gridTemplateColumns.split(" ").length;

  // The table, as a spreadsheet or Word takes it.
  function copy(button) {
    const range = document.createRange(), chosen = window.getSelection();
    const grid = button.dataset.grid && of(button).querySelector(".thidua-heat");
    const table = grid ? document.body.appendChild(tableOf(grid)) : button.parentNode.querySelector("table");
    range.selectNode(table);
    chosen.removeAllRanges();
    chosen.addRange(range);
    const done = document.execCommand("copy");
    chosen.removeAllRanges();
    if (grid) table.remove();
    button.textContent = done ? "Đã chép bảng" : "Không chép được: chọn bảng rồi bấm Ctrl+C";
    setTimeout(() => { button.textContent = "Chép bảng"; }, 3000);
  }

  document.addEventListener("click", event => {
    const mark = event.target.closest(".thidua-mark"), button = event.target.closest(".thidua-copy");
    if (mark) tell(of(mark), "mark", mark.dataset.mark);
    if (button) copy(button);
  });

  // A letter chooses in a drop-down, an arrow moves a slider: neither is a command of JupyterLab, which would add or cut cells.
  document.addEventListener("keydown", event => {
    const control = event.target.closest(".thidua-piece select, .thidua-piece button, .thidua-piece [role=slider], .thidua-tabs button");
    const command = event.ctrlKey || event.metaKey || event.altKey || event.key === "Escape" || (event.key === "Enter" && event.shiftKey);
    if (control) event.target.toggleAttribute("data-lm-suppress-shortcuts", !command);
  }, true);

  // One stop of the Tab key a grid; the arrow keys go from cell to cell.
  const cells = grid => Array.from(grid.querySelectorAll("button"));
  function stopAt(cell) {
    cells(cell.closest(".thidua-heat")).forEach(each => { each.tabIndex = each === cell ? 0 : -1; });
  }
  document.addEventListener("focusin", event => {
    if (event.target.matches(".thidua-heat button")) stopAt(event.target);
  });
  document.addEventListener("keydown", event => {
    if (!event.target.matches(".thidua-heat button")) return;
    const all = cells(event.target.closest(".thidua-heat")), at = all.indexOf(event.target);
    const wide = columnsOf(event.target.closest(".thidua-heat"));
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -wide, ArrowDown: wide }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const sideways = Math.abs(step) === 1, to = at + step;
    const next = all[to];
    if (!next || to === 0 || (sideways && Math.floor(to / wide) !== Math.floor(at / wide))) return;
    stopAt(next);
    next.focus();
  }, true);
})();
"""


def script() -> ipw.Output:
    """The script, run as soon as it is shown."""
    data = {"application/javascript": _SCRIPT, "text/plain": ""}
    return ipw.Output(outputs=({"output_type": "display_data", "data": data, "metadata": {}},))
