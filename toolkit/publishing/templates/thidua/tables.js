  const distinct = values => Array.from(new Set(values)).filter(Boolean);
  const order = new Intl.Collator("vi", { numeric: true }).compare;
  const fold = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const words = text => fold(text).split(/\s+/).filter(Boolean);

  function tools(before) {
    const status = make("span", { className: "status" }), bar = make("div", { className: "tools" }, status);
    status.setAttribute("role", "status");
    before.before(bar);
    return { bar, status, add: control => status.before(control) };
  }

  function searchBox(title, changed) {
    const box = make("input", { type: "search" });
    box.addEventListener("input", changed);
    return { box, label: make("label", {}, `${title} `, box) };
  }

  function choice(title, values, changed, none = "Tất cả") {
    const options = values.map(value => make("option", { value, textContent: value }));
    const box = make("select", {}, ...(none ? [make("option", { value: "", textContent: none })] : []), ...options);
    box.addEventListener("change", changed);
    return { box, label: make("label", {}, `${title} `, box) };
  }

  // A figure before a word, a word before nothing, whatever the direction: 1.234,5 · 95,5% (19/20) · giảm 3 điểm % · 5/2/2024.
  function key(cell) {
    if (cell.dataset.sort) return [0, +cell.dataset.sort];
    const text = cell.textContent.trim();
    const day = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
    if (day) return [0, day[3] * 10000 + day[2] * 100 + +day[1]];
    const figure = /^(?:tăng |còn |thiếu |(giảm |cần giảm ))?([+−-]?)(\d[\d.]*(?:,\d+)?)/.exec(text);
    if (figure && /\b[cr]\b/.test(cell.className)) {
      const size = parseFloat(figure[3].replace(/\./g, "").replace(",", "."));
      return [0, figure[1] || /[−-]/.test(figure[2]) ? -size : size];
    }
    if (/không đổi$/.test(text)) return [0, 0];
    return text && text !== "–" ? [1, text] : [2, ""];
  }

  function sortable(table, heads, rows, status) {
    let now = -1, sign = 0;
    function arrange() {
      const keys = new Map(sign ? rows.map(row => [row, key(row.cells[now])]) : []);
      const compare = (a, b) => a[0] - b[0] || sign * (a[0] ? order(a[1], b[1]) : a[1] - b[1]);
      table.tBodies[0].append(...(sign ? rows.slice().sort((a, b) => compare(keys.get(a), keys.get(b))) : rows));
    }
    heads.forEach((head, column) => {
      const button = make("button", { type: "button", className: "sort" }, ...head.childNodes);
      head.append(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        sign = column === now ? (sign === 1 ? -1 : sign ? 0 : 1) : 1;
        now = column;
        const said = sign ? (sign > 0 ? "ascending" : "descending") : "none";
        heads.forEach(each => each.setAttribute("aria-sort", each === head ? said : "none"));
        const way = sign ? `Sắp xếp theo “${button.textContent}”, ${sign > 0 ? "tăng dần" : "giảm dần"}.` : "Theo thứ tự ban đầu.";
        status.textContent = way;
        arrange();
      });
    });
    window.addEventListener("beforeprint", () => table.tBodies[0].append(...rows));
    window.addEventListener("afterprint", arrange);
  }

  function filterable(table, heads, rows, bar) {
    const texts = new Map(), tests = [];
    const text = row => texts.get(row) || texts.set(row, fold(row.textContent)).get(row);
    function show() {
      const rules = tests.map(test => test()).filter(Boolean);
      rows.forEach(row => { row.hidden = !rules.every(rule => rule(row)); });
      const shown = rows.filter(row => !row.hidden).length;
      bar.status.textContent = rules.length ? `Hiện ${shown}/${rows.length} dòng; khi in vẫn đủ mọi dòng.` : `${rows.length} dòng`;
      reachable(table);
    }
    const search = searchBox("Tìm trong bảng (không cần dấu):", show);
    bar.add(search.label);
    tests.push(() => {
      const wanted = words(search.box.value);
      return wanted.length ? row => wanted.every(word => text(row).includes(word)) : null;
    });
    function offer(title, valuesOf) {
      const values = distinct(rows.flatMap(valuesOf)).sort(order);
      if (values.length < 2) return;
      const chosen = choice(title, values, show);
      bar.add(chosen.label);
      tests.push(() => chosen.box.value && (row => valuesOf(row).includes(chosen.box.value)));
    }
    heads.forEach((head, column) => {
      if (head.dataset.filter) offer(`${head.textContent}:`, row => [row.cells[column].textContent]);
    });
    offer("Trạng thái:", row => all("[data-state]", row).map(cell => cell.dataset.state));
    show();
  }

  function hideColumns(heads, rows, isHidden) {
    heads.forEach((head, column) => [head, ...rows.map(row => row.cells[column])].forEach(cell => { cell.hidden = isHidden(head); }));
    heads.filter(head => head.over).forEach(({ over }) => { over.hidden = heads.every(each => each.over !== over || each.hidden); });
  }

  // One of the views of a table; where its cells say their changes, any two views and the change between them.
  function viewable(table, heads, rows, bar) {
    const views = distinct(heads.map(head => head.dataset.view));
    const column = view => heads.findIndex(head => head.dataset.view === view);
    const one = choice(`${table.dataset.views}:`, views, show), compared = all("[data-changes]", table).length > 0;
    const other = choice("so với:", views, show, "không so sánh");
    let added = [];
    function show() {
      const pair = [one.box.value, compared && one.box.value ? other.box.value : ""].filter(Boolean);
      hideColumns(heads, rows, head => pair.length > 0 && Boolean(head.dataset.view) && !pair.includes(head.dataset.view));
      added.forEach(cell => cell.remove());
      added = [];
      if (pair.length < 2 || pair[0] === pair[1]) return;
      const [before, after] = pair.map(column).sort((a, b) => a - b);
      const place = before - heads.findIndex(head => head.dataset.view);
      const title = make("th", { scope: "col", className: "added", textContent: `${heads[after].dataset.view} so với ${heads[before].dataset.view.toLowerCase()}` });
      added = [title, ...rows.map(row => make("td", { className: "added r", textContent: (row.cells[after].dataset.changes || "").split("|")[place] || "–" }))];
      added.forEach((cell, n) => (n ? rows[n - 1] : table.tHead.rows[0]).append(cell));
    }
    (compared ? [one, other] : [one]).forEach(each => bar.add(each.label));
  }

  function equip(table) {
    const rows = Array.from(table.tBodies[0].rows), heads = headsOf(table);
    const foot = table.tFoot ? Array.from(table.tFoot.rows) : [], isLong = Boolean(table.dataset.search);
    if (!isLong && !table.dataset.views) return;
    const bar = tools(table.parentNode);
    if (isLong) filterable(table, heads, rows, bar);
    if (table.dataset.views) viewable(table, heads, [...rows, ...foot], bar);
    if (isLong) sortable(table, heads, rows, bar.status);
  }

  // The same figures in two structures: both, or one of them.
  function versions(section) {
    const parts = all(".scroll[data-version]", section);
    if (parts.length < 2) return;
    const bar = tools(parts[0]);
    const chosen = choice("Cơ cấu tổ chức:", parts.map(part => part.dataset.version), () => parts.forEach(part => {
      part.hidden = Boolean(chosen.box.value) && part.dataset.version !== chosen.box.value;
      [part.previousElementSibling].filter(each => each.matches(".tools:not(.versions), .hint")).forEach(each => { each.hidden = part.hidden; });
    }), "Cả hai");
    bar.bar.classList.add("versions");
    bar.add(chosen.label);
  }

  // A page that leads to many files: one search over all of them, with their headings.
  function findable(lists) {
    const bar = tools(lists[0].previousElementSibling);
    const search = searchBox("Tìm báo cáo, bảng, tệp (không cần dấu):", () => {
      const wanted = words(search.box.value);
      let shown = 0;
      lists.forEach(list => {
        const above = `${list.previousElementSibling.textContent} `;
        all("li", list).forEach(item => {
          item.hidden = !wanted.every(word => fold(above + item.textContent).includes(word));
          shown += !item.hidden;
        });
        list.hidden = all("li:not([hidden])", list).length === 0;
        list.previousElementSibling.hidden = list.hidden && list.previousElementSibling.matches("h3");
      });
      bar.status.textContent = wanted.length ? `Tìm thấy ${shown} tệp.` : "";
    });
    bar.add(search.label);
  }

  all("section").forEach(versions), all("table").forEach(equip);
  const lists = all("ul.links");
  if (lists.length > 1) findable(lists);
