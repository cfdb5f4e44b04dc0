/* The availability grid: a box that is ticked takes the chosen state, which is stored at once. */

import { announce, LOST, SIGNED_OUT } from "./said.js";

const PAUSE = 350;

class Slots {
  constructor(form) {
    this.form = form;
    this.table = form.querySelector(".slots");
    this.waiting = new Map();
    this.boxes = [...this.table.querySelectorAll("input[name=case]")];
    form.classList.add("is-painted");
    for (const box of this.boxes) {
      box.checked = false;
      box.tabIndex = -1;
    }
    if (this.boxes[0]) this.boxes[0].tabIndex = 0;
    this.table.addEventListener("change", (event) => this.ticked(event.target));
    this.table.addEventListener("keydown", (event) => this.pressed(event));
    this.table.addEventListener("pointerover", (event) => this.dragged(event));
    this.table.addEventListener("focusin", (event) => this.reached(event.target));
    form.addEventListener("submit", () => this.flush());
    addEventListener("pagehide", () => this.flush());
  }

  brush() {
    return this.form.querySelector("input[name=etat]:checked");
  }

  ticked(box) {
    if (box.name !== "case") return;
    box.checked = false;
    this.paint(box, this.brush());
  }

  reached(box) {
    if (box.name !== "case") return;
    for (const other of this.table.querySelectorAll('input[name=case][tabindex="0"]')) other.tabIndex = -1;
    box.tabIndex = 0;
  }

  dragged(event) {
    if (event.buttons !== 1 || event.pointerType === "touch") return;
    const box = event.target.closest("td")?.querySelector("input[name=case]");
    if (box && this.dragging && box !== this.dragging) this.paint(box, this.brush());
    if (box) this.dragging = box;
  }

  pressed(event) {
    const box = event.target;
    if (box.name !== "case" || event.ctrlKey || event.metaKey || event.altKey) return;
    const brush = [...this.form.querySelectorAll("input[name=etat]")].find((one) => one.dataset.key === event.key.toUpperCase());
    const next = brush ? null : this.beside(box, event.key);
    if (!brush && !next) return;
    event.preventDefault();
    if (brush) this.paint(box, brush);
    else next.focus();
  }

  beside(box, key) {
    const cell = box.closest("td");
    const rows = [...this.table.tBodies[0].rows];
    const row = rows.indexOf(cell.parentElement);
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[key];
    if (!step) return null;
    let [down, across] = [row + step[0], cell.cellIndex + step[1]];
    while (rows[down]?.cells[across]) {
      const found = rows[down].cells[across].querySelector("input[name=case]");
      if (found) return found;
      [down, across] = [down + step[0], across + step[1]];
    }
    return null;
  }

  paint(box, brush) {
    const parts = box.value.split("|");
    const name = parts.slice(0, 3).join("|");
    if ((this.waiting.get(name)?.state ?? parts[3]) === brush.value) return;
    const seen = this.waiting.get(name)?.seen ?? parts[3];
    this.waiting.set(name, { seen, state: brush.value, box, was: this.waiting.get(name)?.was ?? this.looks(box) });
    this.show(box, brush.value);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
    this.say("Enregistrement…");
  }

  looks(box) {
    const label = box.closest("label");
    return { className: label.className, mark: label.lastElementChild.textContent, said: box.getAttribute("aria-label") };
  }

  show(box, code) {
    const label = box.closest("label");
    const state = code || box.closest("tr").dataset.default;
    const brush = this.form.querySelector(`input[name=etat][value="${state}"]`);
    label.className = `slot slot-${state}${code ? "" : " slot-defaut"}`;
    label.lastElementChild.textContent = brush.dataset.mark;
    box.setAttribute("aria-label", `${box.dataset.label} : ${brush.dataset.title}${code ? "" : " par défaut"}`);
    const row = box.closest("tr");
    row.querySelector("[data-free]").textContent = row.querySelectorAll("label.slot:not(.slot-INDISPONIBLE)").length;
  }

  async flush() {
    clearTimeout(this.timer);
    if (!this.waiting.size) return;
    const sent = this.waiting;
    this.waiting = new Map();
    const body = new FormData();
    body.set("csrf_token", this.form.elements.csrf_token.value);
    body.set("json", "1");
    for (const [name, { seen, state }] of sent) body.append("case", `${name}|${seen}|${state}`);
    const answer = await this.answered(body);
    if (answer.refused) this.takeBack(sent, answer.refused);
    else this.stored(sent, answer);
  }

  async answered(body) {
    try {
      const answer = await fetch(this.form.getAttribute("action"), { method: "POST", body, keepalive: true });
      const kind = answer.headers.get("Content-Type") ?? "";
      return kind.includes("json") ? await answer.json() : { refused: SIGNED_OUT };
    } catch {
      return { refused: LOST };
    }
  }

  stored(sent, answer) {
    for (const [name, { state, box }] of sent) box.value = `${name}|${state}`;
    for (const [name, later] of this.waiting) if (sent.has(name)) later.seen = sent.get(name).state;
    announce(this.form.parentElement.querySelector("[data-said]"), { ...answer, warnings: [] }, "grille");
  }

  takeBack(sent, sentence) {
    for (const [name, { box, was }] of sent) {
      if (this.waiting.has(name)) this.waiting.delete(name);
      const label = box.closest("label");
      label.className = was.className;
      label.lastElementChild.textContent = was.mark;
      box.setAttribute("aria-label", was.said);
    }
    this.say(sentence, true);
  }

  say(sentence, bad = false) {
    const said = this.form.parentElement.querySelector("[data-said]");
    said.classList.toggle("is-bad", bad);
    said.replaceChildren(Object.assign(document.createElement("p"), { textContent: sentence }));
  }
}

export function slotGrids(scope) {
  for (const form of scope.querySelectorAll("[data-slots]")) if (form.querySelector("input[name=case]")) new Slots(form);
}
