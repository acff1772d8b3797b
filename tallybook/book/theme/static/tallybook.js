// Tables that sort and filter, and the found words marked on the page that a search led to.
// Without this file every table is still a table.
"use strict";

(() => {
  const NUMBER = /^[+\u2212-]?\d[\d,]*(?:\.\d+)?%?/;
  const DATE = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?/;
  const language = document.documentElement.lang || "en";
  const collator = new Intl.Collator(language, { numeric: true });

  function sortValue(cell) {
    const marked = cell.querySelector("[data-sort]");
    if (marked) return Number(marked.dataset.sort);
    const text = cell.textContent.trim();
    if (text === "" || text === "–" || text === "-") return null;
    const date = DATE.exec(text);
    if (date) return Number(date[1]) * 10000 + Number(date[2]) * 100 + Number(date[3] || 0);
    const number = NUMBER.exec(text.replace(/\s/g, ""));
    if (number) return Number(number[0].replace(/[,%]/g, "").replace("\u2212", "-"));
    return text;
  }

  function compare(one, other) {
    if (typeof one === "number" && typeof other === "number") return one - other;
    if (typeof one === typeof other) return collator.compare(one, other);
    return typeof one === "number" ? -1 : 1;
  }

  function sortRows(table, column, direction) {
    const body = table.tBodies[0];
    const rows = Array.from(body.rows).map((row, place) => ({
      row, place, total: row.classList.contains("tb-total"), value: sortValue(row.cells[column]),
    }));
    if (rows.filter((row) => typeof row.value === "number").length * 2 > rows.filter((row) => row.value !== null).length) {
      // In a column of numbers a word says why there is none.
      rows.forEach((row) => { if (typeof row.value === "string") row.value = null; });
    }
    rows.sort((one, other) => {
      if (one.total !== other.total) return one.total ? 1 : -1;
      if ((one.value === null) !== (other.value === null)) return one.value === null ? 1 : -1;
      const order = one.value === null ? 0 : compare(one.value, other.value) * direction;
      return order || one.place - other.place;
    });
    body.append(...rows.map((entry) => entry.row));
  }

  function addSorting(table, words) {
    const heads = Array.from(table.tHead ? table.tHead.rows[0].cells : []);
    heads.forEach((head, column) => {
      if (!head.textContent.trim()) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tb-sort";
      button.title = words.sort;
      const label = head.querySelector("p") || head;
      button.append(...label.childNodes);
      label.append(button);
      button.addEventListener("click", () => {
        const descending = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((each) => each.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        sortRows(table, column, descending ? -1 : 1);
      });
    });
  }

  function addFilter(box, table, words) {
    const rows = Array.from(table.tBodies[0].rows);
    if (rows.length < 6) return;
    const input = document.createElement("input");
    input.type = "search";
    input.placeholder = words.filter;
    input.setAttribute("aria-label", words.filter);
    const shown = document.createElement("span");
    shown.setAttribute("role", "status");
    const bar = document.createElement("div");
    bar.className = "tb-filter";
    bar.append(input, shown);
    box.prepend(bar);
    input.addEventListener("input", () => {
      const wanted = input.value.normalize("NFKC").toLowerCase().trim();
      let count = 0;
      rows.forEach((row) => {
        row.hidden = !row.textContent.normalize("NFKC").toLowerCase().includes(wanted);
        count += row.hidden ? 0 : 1;
      });
      shown.textContent = wanted === "" ? "" :
        words.shown.replace("{shown}", count).replace("{rows}", rows.length);
    });
  }

  function markFound() {
    const wanted = new URLSearchParams(window.location.search).getAll("found").filter(Boolean);
    if (!wanted.length || !window.CSS || !CSS.highlights) return;
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    const ranges = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.data.toLowerCase();
      wanted.forEach((word) => {
        const low = word.toLowerCase();
        for (let at = text.indexOf(low); at >= 0; at = text.indexOf(low, at + low.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + low.length);
          ranges.push(range);
        }
      });
    }
    CSS.highlights.set("tb-found", new Highlight(...ranges));
    ranges.forEach((range) => range.startContainer.parentElement.closest("details")?.setAttribute("open", ""));
    if (ranges.length) ranges[0].startContainer.parentElement.scrollIntoView({ block: "center" });
  }

  document.querySelectorAll(".tb-sortable").forEach((box) => {
    const table = box.querySelector("table");
    if (!table || !table.tBodies.length) return;
    addSorting(table, box.dataset);
    addFilter(box, table, box.dataset);
  });
  // Only what really scrolls is a stop for the keyboard.
  function stops() {
    document.querySelectorAll(".tb-scroll, .tb-canvas").forEach((region) => {
      if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
      else region.removeAttribute("tabindex");
    });
  }
  // Of months wider than the screen the latest are what a reader comes for.
  function latest() {
    document.querySelectorAll('.tb-canvas img[src*="--course"]').forEach((chart) => {
      chart.parentElement.scrollLeft = chart.parentElement.scrollWidth;
    });
  }
  // A link to what is folded away opens it, also where the browser would not by itself.
  function reveal() {
    const place = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    const folded = place?.closest("details:not([open])");
    if (!folded) return;
    folded.setAttribute("open", "");
    place.scrollIntoView();
  }
  // What is closed on the screen is printed, also where the style sheet alone cannot open it.
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach((part) => part.setAttribute("open", ""));
  });
  window.addEventListener("resize", stops);
  document.addEventListener("toggle", stops, true);
  window.addEventListener("load", stops);
  window.addEventListener("load", latest);
  window.addEventListener("hashchange", reveal);
  reveal();
  markFound();
})();
