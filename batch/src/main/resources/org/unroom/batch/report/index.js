"use strict";
// Sorts and filters the table; without it the table is whole, the worst first.
(() => {
  const table = document.getElementById("recordings");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const texts = rows.map((row) => row.textContent.toLowerCase());

  const keyOf = (row, column) => {
    const cell = row.cells[column];
    if (cell.dataset.value === undefined) return cell.textContent.trim().toLowerCase();
    return cell.dataset.value === "" ? null : Number(cell.dataset.value);
  };
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  function sortBy(column) {
    const head = heads[column];
    const down = head.getAttribute("aria-sort") === "ascending";
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = rows.map((row, index) => ({ row, index, key: keyOf(row, column) }));
    keyed.sort((a, b) => {
      // what has no value stands last, whichever way it is sorted
      if (a.key === null || b.key === null) {
        return (a.key === null) - (b.key === null) || a.index - b.index;
      }
      return (down ? order(b.key, a.key) : order(a.key, b.key)) || a.index - b.index;
    });
    body.append(...keyed.map(({ row }) => row));
  }

  function filter() {
    const find = document.getElementById("find").value.trim().toLowerCase();
    const state = document.getElementById("state").value;
    let shown = 0;
    rows.forEach((row, i) => {
      const warned = Number(row.cells[5].dataset.value) > 0;
      const fits = !state || (state === "warned" ? warned : row.dataset.state === state);
      row.hidden = !(fits && texts[i].includes(find));
      shown += row.hidden ? 0 : 1;
    });
    document.getElementById("shown").textContent = `${shown} of ${rows.length} shown`;
  }

  heads.forEach((head, column) => {
    const button = head.querySelector("button");
    if (button) button.addEventListener("click", () => sortBy(column));
  });
  document.getElementById("find").addEventListener("input", filter);
  document.getElementById("state").addEventListener("change", filter);
  filter();
})();
