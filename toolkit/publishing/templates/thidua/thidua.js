"use strict";
// The controls of a report: search, choices, order, the working of a figure. They are made here, so that a page without
// scripts has no dead button; every word and figure that they need stands in the page. On paper nothing is left out.
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  function make(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  const rowOf = (role, name) => all(`table[data-role=${role}] tbody tr`).find(row => row.cells[0].textContent === name);
  const title = make("h2", { id: "cach-tinh" }), entries = make("dl"), close = make("button", { type: "button", textContent: "Đóng" });
  const dialog = make("dialog", {}, title, entries, close);
  dialog.setAttribute("aria-labelledby", title.id);
  close.addEventListener("click", () => dialog.close());

  // The heads of the columns, each with what spans it and its neighbours.
  function headsOf(table) {
    const [first, second] = table.tHead.rows, below = second ? Array.from(second.cells) : [];
    return Array.from(first.cells).flatMap(cell => {
      const own = cell.scope === "colgroup" ? below.splice(0, cell.colSpan) : [cell];
      if (own[0] !== cell) own.forEach(each => { each.over = cell; });
      return own;
    });
  }

  // What a cell does not say itself, the figure before it in the row, or the table, says for all.
  function told(cell) {
    const before = cell.previousElementSibling;
    return { ...(before ? told(before) : cell.closest("table").dataset), ...cell.dataset };
  }

  // Definition, parts, goal, files and their hashes: gathered from the cell and from the tables at the end of the page.
  function explain(cell) {
    const head = headsOf(cell.closest("table"))[cell.cellIndex], { state, files } = cell.dataset;
    const { target, goal, holds } = told(cell);
    const parts = cell.dataset.parts ?? (/\(([^()]+\/[^()]+)\)$/.exec(cell.textContent) || ["", ""])[1];
    const [numerator, denominator] = parts ? parts.split("/") : [];
    const lines = [[[head.over?.textContent, head.textContent].filter(Boolean).join(", "), cell.textContent], ["Tử số", numerator], ["Mẫu số", denominator], ["Mức giao", goal], ["Đánh giá", state], ["Số liệu", holds]];
    const definition = rowOf("definitions", target);
    if (definition) {
      const names = Array.from(definition.closest("table").tHead.rows[0].cells, each => each.textContent);
      const said = Array.from(definition.cells, each => each.textContent), last = said.length - 1;
      if (files) said[last] = files;  // of a figure of another period: that period's
      said.slice(1).forEach((each, n) => lines.push([names[n + 1], each]));
      said[last].split(", ").forEach(name => {
        const file = rowOf("files", name);
        if (file) lines.push([`SHA-256 của ${name}`, file.cells[1].textContent]);
      });
    }
    title.textContent = `${all("th", cell.parentNode).pop().textContent} – ${target}`;
    entries.replaceChildren(...lines.filter(pair => pair[1]).flatMap(([name, said]) => [make("dt", { textContent: name }), make("dd", { textContent: said })]));
    dialog.showModal();
  }

  const figures = root => all("button.figure", root).filter(button => !button.closest("[hidden]"));
  // One stop of the Tab key a table; the arrow keys go from figure to figure.
  function reachable(table) {
    all("button.figure", table).forEach(button => { button.tabIndex = -1; });
    figures(table).slice(0, 1).forEach(button => { button.tabIndex = 0; });
  }

  function explainable(table) {
    all("td[data-state]", table).forEach(cell => {
      const button = make("button", { type: "button", className: "figure", tabIndex: -1 }, ...cell.childNodes);
      button.setAttribute("aria-haspopup", "dialog");
      button.addEventListener("click", () => explain(cell));
      cell.append(button);
    });
    table.addEventListener("keydown", event => {
      const cell = event.target.closest("td"), step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step || !event.target.matches("button.figure")) return;
      const upright = /Up|Down/.test(event.key);
      const path = figures(table).filter(each => (upright ? each.closest("td").cellIndex === cell.cellIndex : cell.parentNode.contains(each)));
      const next = path[path.indexOf(event.target) + step];
      event.preventDefault();
      if (!next) return;
      event.target.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
    table.parentNode.before(make("p", { className: "tools hint", textContent: "Bấm vào kết quả để xem cách tính và nguồn số liệu." }));
    reachable(table);
  }

  // What further cases of a target would give: looked up among the steps that the page holds, nothing is computed.
  function triable(box) {
    const targets = Array.from(box.children, each => each.dataset), bands = box.dataset.bands.split("|");
    const choice = make("select", {}, ...targets.map((each, n) => make("option", { value: n, textContent: each.name })));
    const cases = make("input", { type: "number", min: 0, step: 1, value: 1 }), said = make("output");
    function tell() {
      const { most, steps } = targets[choice.value], many = cases.valueAsNumber;
      cases.max = most;
      const fits = Number.isInteger(many) && many >= 0 && many <= most;
      const [, score, rank, band] = fits ? steps.split(";").map(each => each.split(" ")).filter(each => each[0] <= many).pop() : [];
      said.textContent = fits
        ? `${score} điểm, hạng ${rank}/${box.dataset.ranked}, xếp loại ${bands[band]} (mọi con số khác giữ nguyên; không phải kết quả chính thức).`
        : `Nhập số nguyên từ 0 đến ${most}.`;
    }
    choice.addEventListener("change", tell);
    cases.addEventListener("input", tell);
    box.replaceChildren(make("label", {}, "Thử: nếu ", choice), make("label", {}, " có thêm ", cases, " trường hợp đạt: "), said);
    box.hidden = false;
    tell();
  }

  // A box that is wider or higher than what one sees of it can be scrolled by keyboard, and says so on a phone. First
  // all are looked at, then all are told: the browser lays the page out once.
  function watch() {
    const seen = all(".scroll").map(box => [box, box.scrollWidth > box.clientWidth + 1, box.scrollHeight > box.clientHeight + 1]);
    seen.forEach(([box, wide, high]) => {
      box.classList.toggle("more", wide);
      box.classList.toggle("fits", !wide && !high);
      if (wide || high) box.tabIndex = 0; else box.removeAttribute("tabindex");
    });
  }

  document.body.append(dialog);
  all(".try").forEach(triable);
  all("table").filter(table => table.querySelector("td[data-state]")).forEach(explainable);
{% if page.rich %}{% include "tables.js" %}{% endif %}
  window.addEventListener("resize", watch);
  watch();
})();
