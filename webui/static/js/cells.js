/* Cells edited in place. The server checks and draws: this file only carries what is typed. */

import { manyCells, pasteFrom } from "./paste.js";
import { announce, LOST, SIGNED_OUT } from "./said.js";

function headOf(cell) {
  return cell.closest("table").tHead.rows[0].cells[cell.cellIndex];
}

function titleOf(cell) {
  const head = headOf(cell);
  if (head.title) return head.title;
  return (head.querySelector("a") ?? head).textContent.trim();
}

function rawOf(cell) {
  return cell.dataset.raw ?? cell.textContent.trim();
}

function saidOf(cell) {
  return cell.closest("form").parentElement.querySelector("[data-said]");
}

function editable(table) {
  return [...table.tBodies[0].querySelectorAll("td[data-col]")];
}

/* One cell of the table is in the order of tabulation: the last one that had the focus. */
function reach(cell, { focus = true } = {}) {
  const table = cell.closest("table");
  for (const other of table.querySelectorAll('td[data-col][tabindex="0"]')) other.tabIndex = -1;
  cell.tabIndex = 0;
  if (focus) {
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

function prepare(row) {
  for (const cell of row.querySelectorAll("td[data-col]")) cell.tabIndex = -1;
}

function moved(cell, key, whole) {
  const row = cell.parentElement;
  const cells = [...row.querySelectorAll("td[data-col]")];
  const place = cells.indexOf(cell);
  const beside = (other) => other?.querySelectorAll("td[data-col]")[place];
  switch (key) {
    case "ArrowRight": return cells[place + 1];
    case "ArrowLeft": return cells[place - 1];
    case "ArrowDown": return beside(row.nextElementSibling);
    case "ArrowUp": return beside(row.previousElementSibling);
    case "Home": return whole ? editable(cell.closest("table"))[0] : cells[0];
    case "End": return whole ? editable(cell.closest("table")).at(-1) : cells.at(-1);
    default: return undefined;
  }
}

export function editorFor(head, value) {
  const options = head.dataset.options ? JSON.parse(head.dataset.options) : null;
  if (options) {
    const select = document.createElement("select");
    if (!("required" in head.dataset)) select.append(new Option("", ""));
    for (const [code, said] of options) select.append(new Option(said, code));
    if (value && !options.some(([code]) => code === value)) select.append(new Option(value, value));
    select.value = value;
    return select;
  }
  const input = document.createElement("input");
  input.type = { date: "date", time: "time" }[head.dataset.kind] ?? "text";
  if (head.dataset.kind === "number") input.inputMode = "numeric";
  if (head.dataset.list) input.setAttribute("list", head.dataset.list);
  input.autocomplete = "off";
  input.value = value;
  return input;
}

class Editor {
  constructor(cell, typed) {
    this.cell = cell;
    this.before = rawOf(cell);
    this.kept = [...cell.childNodes];
    this.input = editorFor(headOf(cell), this.before);
    this.input.className = "cell-input";
    this.input.setAttribute("aria-label", titleOf(cell));
    if (typed !== undefined && this.input.type === "text") this.input.value = typed;
    cell.replaceChildren(this.input);
    cell.classList.add("is-edited");
    this.input.focus();
    if (typed === undefined) this.input.select?.();
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.left());
  }

  pressed(event) {
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      reach(this.close());
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      const key = event.key === "Enter" ? (event.shiftKey ? "ArrowUp" : "ArrowDown") : event.shiftKey ? "ArrowLeft" : "ArrowRight";
      this.save(key);
    }
  }

  left() {
    if (this.done || this.saving) return;
    if (this.input.value === this.before) this.close();
    else if (!this.refused) this.save(null);
  }

  /* The cell as it was, or as somebody else has left it meanwhile. */
  close() {
    this.done = true;
    if (this.left_by_other) return this.draw(this.left_by_other);
    this.cell.replaceChildren(...this.kept);
    this.cell.classList.remove("is-edited", "is-saving");
    return this.cell;
  }

  draw(html) {
    const row = this.cell.parentElement;
    const made = document.createElement("template");
    made.innerHTML = html.trim();
    const fresh = made.content.firstElementChild;
    const ticked = row.querySelector("input[type=checkbox]")?.checked;
    row.replaceWith(fresh);
    prepare(fresh);
    if (ticked) fresh.querySelector("input[type=checkbox]").checked = true;
    return fresh.cells[this.cell.cellIndex];
  }

  async save(key) {
    if (this.saving) return;
    if (this.input.value === this.before) {
      this.close();
      const next = key && moved(this.cell, key);
      if (key) reach(next ?? this.cell);
      return;
    }
    this.saving = true;
    this.cell.classList.add("is-saving");
    const answer = await this.sent();
    this.saving = false;
    this.cell.classList.remove("is-saving");
    if (answer.row) this.stored(answer, key);
    else {
      this.left_by_other = answer.left;
      this.refuse(answer.refused);
    }
  }

  async sent() {
    const table = this.cell.closest("table");
    const body = new FormData();
    body.set("csrf_token", document.querySelector('meta[name="csrf-token"]').content);
    body.set("cle", this.cell.parentElement.dataset.key);
    body.set("colonne", this.cell.dataset.col);
    body.set("avant", this.before);
    body.set("valeur", this.input.value);
    if ("everything" in table.dataset) body.set("tout", "1");
    try {
      const answer = await fetch(table.dataset.cells, { method: "POST", body });
      const said = answer.headers.get("Content-Type") ?? "";
      return said.includes("json") ? await answer.json() : { refused: SIGNED_OUT };
    } catch {
      return { refused: LOST };
    }
  }

  stored(answer, key) {
    this.done = true;
    const table = this.cell.closest("table");
    const cell = this.draw(answer.row);
    cell.classList.add("is-stored");
    const next = (key && moved(cell, key)) ?? cell;
    reach(next, { focus: key !== null });
    announce(saidOf(cell), answer, table.dataset.cells.split("/").at(-2));
  }

  refuse(sentence) {
    this.refused = true;
    saidOf(this.cell).replaceChildren();
    let said = this.cell.querySelector(".cell-error");
    if (!said) {
      said = document.createElement("p");
      said.className = "cell-error";
      said.id = "cellule-refusee";
      said.setAttribute("role", "alert");
      this.cell.append(said);
    }
    said.textContent = sentence;
    this.input.setAttribute("aria-invalid", "true");
    this.input.setAttribute("aria-describedby", said.id);
    this.input.focus();
    said.scrollIntoView({ block: "nearest" });
  }
}

function watch(table) {
  table.setAttribute("role", "grid");
  for (const row of table.tBodies[0].rows) prepare(row);
  const first = editable(table)[0];
  if (first) first.tabIndex = 0;
  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td[data-col]");
    if (!cell || event.target !== cell) return;
    if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      new Editor(cell);
      return;
    }
    const next = moved(cell, event.key, event.ctrlKey);
    if (next) {
      event.preventDefault();
      reach(next);
    } else if (event.key.length === 1 && event.key !== " " && event.key !== "/" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      new Editor(cell, event.key);
    }
  });
  table.addEventListener("paste", (event) => {
    const cell = event.target.closest("td[data-col]");
    const text = event.clipboardData.getData("text/plain");
    if (!cell || !text) return;
    if (manyCells(text)) {
      event.preventDefault();
      if ("paste" in table.dataset) pasteFrom(table, cell, text);
    } else if (event.target === cell) {
      event.preventDefault();
      new Editor(cell, text.trim());
    }
  });
  table.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("td[data-col]");
    if (cell && !cell.classList.contains("is-edited") && !event.target.closest("a")) new Editor(cell);
  });
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td[data-col]");
    if (cell && event.target === cell && !cell.classList.contains("is-edited")) reach(cell);
  });
}

/* The value put in many rows is typed as its column wants it. */
function bulkValue(select) {
  select.addEventListener("change", () => {
    const old = document.getElementById("lot-valeur");
    const made = editorFor(select.selectedOptions[0], "");
    made.id = old.id;
    made.name = old.name;
    old.replaceWith(made);
  });
}

function countTicked(form) {
  const said = form.querySelector("[data-ticked]");
  if (!said) return;
  form.addEventListener("change", () => {
    const number = form.querySelectorAll("tbody input[type=checkbox]:checked").length;
    said.textContent = number ? `: ${number}` : "";
  });
}

export function cellTables(scope) {
  for (const table of scope.querySelectorAll("[data-cells]")) {
    watch(table);
    countTicked(table.closest("form"));
  }
  for (const select of scope.querySelectorAll("[data-bulk]")) bulkValue(select);
}
