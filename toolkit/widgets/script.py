"""What the browser does for the pieces: marks of pictures that can be clicked, tables that can be copied, keys.

The pieces work without it: whatever it adds can be done in drop-downs and tables, and its buttons show only where it runs. It is
the same for every folder; no text of the data is ever a part of it.
"""

from __future__ import annotations

import ipywidgets as ipw

_SCRIPT = """
(() => {
  if (window.thidua) return;
  window.thidua = true;
  document.documentElement.classList.add("thidua-live");

  // A mark of a picture: its code goes to the piece by a field that nobody sees.
  function pick(mark) {
    const field = mark.closest(".thidua-piece").querySelector(".thidua-pick input");
    field.value = mark.dataset.mark;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  // The table, as a spreadsheet or Word takes it.
  function copy(button) {
    const range = document.createRange(), chosen = window.getSelection();
    range.selectNode(button.parentNode.querySelector("table"));
    chosen.removeAllRanges();
    chosen.addRange(range);
    const done = document.execCommand("copy");
    chosen.removeAllRanges();
    button.textContent = done ? "Đã chép bảng" : "Không chép được: chọn bảng rồi bấm Ctrl+C";
    setTimeout(() => { button.textContent = "Chép bảng"; }, 3000);
  }

  document.addEventListener("click", event => {
    const mark = event.target.closest(".thidua-mark"), button = event.target.closest(".thidua-copy");
    if (mark) pick(mark);
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
    const wide = getComputedStyle(event.target.parentNode).gridTemplateColumns.split(" ").length;
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
