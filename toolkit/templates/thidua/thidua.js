"use strict";
// A search box above each large table: words in any order, without regard to accents or case. No table needs it to be read.
(function () {
  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  }
  function add(table, number) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    if (rows.length < 5) return;
    var texts = rows.map(function (row) { return fold(row.textContent); });
    var tools = document.createElement("div"), label = document.createElement("label");
    var box = document.createElement("input"), count = document.createElement("span");
    tools.className = "tools";
    box.type = "search";
    box.id = "tim-" + number;
    label.htmlFor = box.id;
    label.textContent = "Tìm trong bảng (không cần dấu):";
    count.setAttribute("role", "status");
    [label, box, count].forEach(function (part) { tools.appendChild(part); });
    table.parentNode.parentNode.insertBefore(tools, table.parentNode);
    function filter() {
      var words = fold(box.value).split(/\s+/).filter(Boolean), shown = 0;
      rows.forEach(function (row, i) {
        row.hidden = !words.every(function (word) { return texts[i].indexOf(word) >= 0; });
        if (!row.hidden) shown += 1;
      });
      count.textContent = words.length ? "Hiện " + shown + "/" + rows.length + " dòng; khi in vẫn đủ mọi dòng." : rows.length + " dòng";
    }
    box.addEventListener("input", filter);
    filter();
  }
  Array.prototype.forEach.call(document.querySelectorAll("table[data-search]"), add);
})();
