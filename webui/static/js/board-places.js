/* The places of the passage that moves, drawn over the board with their verdicts. */

import { AWAY, CLOSED, SYMBOLS, element, leave, root } from "./board-core.js";

const DRAWING = "http://www.w3.org/2000/svg";
const DAY = 1440;
const NEAR = 120;
const SNAP = 20;

function drawn(name, attributes, text = "") {
  const made = document.createElementNS(DRAWING, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.textContent = text;
  return made;
}

const timeline = () => root.querySelector("[data-timeline]");
const columns = () => timeline().dataset.columns.split(";").filter(Boolean).map((one) => one.split(",").map(Number));
const scale = () => Number(timeline().dataset.scale);
const clock = (minute) => {
  const [hours, minutes] = [Math.floor((minute % DAY) / 60), minute % 60];
  const more = minutes ? `\u00a0${String(minutes).padStart(2, "0")}` : "";
  return `${hours}\u00a0h${more}`;
};

function xOf(minute) {
  const column = columns().find(([, start]) => Math.floor(start / DAY) === Math.floor(minute / DAY));
  return column ? column[0] + (minute - column[1]) * scale() : null;
}

/* A frame over some minutes of a row, with its symbol and hour. */
function box(svg, start, end, place, top = svg.getAttribute("height") - 43) {
  const x = xOf(start);
  if (x === null) return [];
  const frame = drawn("rect", { class: "box", x, y: top, width: Math.max(8, (end - start) * scale()), height: 38, rx: 6 });
  return [frame, drawn("text", { x: x + 6, y: top + 23 }, `${SYMBOLS[place.colour]} ${place.whom ? "⇄ " : ""}${clock(start)}`)];
}

export function minuteAt(svg, clientX) {
  const x = clientX - svg.getBoundingClientRect().left;
  const found = [...columns()].reverse().find(([left]) => x >= left) ?? columns()[0];
  return found[1] + (x - found[0]) / scale();
}

export class Places {
  constructor(key) {
    [this.candidate, this.epreuve] = key.split("|");
    this.best = new Map();
    this.hours = new Map();
    this.swaps = new Map();
  }

  #address(base, more = {}) {
    const asked = new URLSearchParams({ candidat: this.candidate, epreuve: this.epreuve, ...more });
    return `${base}&${asked}`;
  }

  async #read(address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer) leave();
    if (!answer?.headers.get("Content-Type")?.includes("json")) throw new Error(answer ? CLOSED : AWAY);
    const data = await answer.json();
    if (!answer.ok) throw new Error(data.message);
    return data.places;
  }

  /* The places of the days in sight first, then all of them: nobody waits for the other days. */
  async load(drawn) {
    const days = columns().map(([, start]) => Math.floor(start / DAY));
    await this.#take(days.map((day) => `&jour=${day}`).join(""));
    drawn();
    await this.#take("");
    this.whole = true;
    drawn();
  }

  async #take(days) {
    for (const place of await this.#read(this.#address(root.dataset.places) + days)) this.best.set(place.commission, place);
  }

  /* What exchanging with another passage would do, asked once. */
  async swapWith(key) {
    if (!this.swaps.has(key)) {
      const [avec, epreuve] = key.split("|");
      const asked = this.#read(this.#address(root.dataset.swap, { avec, avec_epreuve: epreuve })).catch(() => []);
      this.swaps.set(key, asked);
    }
    return (await this.swaps.get(key))[0];
  }

  /* Every hour of one commission, asked once. */
  async hoursOf(commission) {
    if (!this.hours.has(commission)) {
      const asked = this.#read(this.#address(root.dataset.hours, { commission })).catch(() => []);
      this.hours.set(commission, asked);
    }
    return this.hours.get(commission);
  }

  draw() {
    this.clear();
    for (const band of root.querySelectorAll(".band[data-sitting]")) {
      const place = this.best.get(band.dataset.sitting);
      if (place) this.#over(band, place);
    }
    if (this.whole) this.#days();
  }

  #over(band, place) {
    const frame = band.querySelector("rect");
    const made = drawn("g", { class: `target target-${place.colour}` });
    const [x, y] = ["x", "y"].map((name) => Number(frame.getAttribute(name)));
    made.append(drawn("rect", { x, y, width: frame.getAttribute("width"), height: frame.getAttribute("height"), rx: 7 }));
    const best = place.colour === "red" ? "" : ` ${clock(place.start)}`;
    made.append(drawn("text", { x: x + 6, y: 15 }, `${SYMBOLS[place.colour]}${best} · ${place.commission}`));
    band.parentNode.append(made);
    if (best) made.append(...box(band.parentNode, place.start, place.end, place));
    band.classList.add("is-target");
  }

  /* How many places each day has, beside its name. */
  #days() {
    const first = Date.parse(`${root.querySelector("[data-board-state]").dataset.first}T00:00:00Z`);
    for (const link of root.querySelectorAll("[data-day]")) {
      const index = Math.round((Date.parse(`${link.dataset.day}T00:00:00Z`) - first) / 86400000);
      const lawful = [...this.best.values()].filter((one) => one.colour !== "red" && Math.floor(one.start / DAY) === index);
      link.append(element("span", { class: "day-count" }, lawful.length ? `${SYMBOLS.green} ${lawful.length}` : "aucune"));
    }
  }

  /* The commission of a row that is nearest to a minute, among those the passage could go to. */
  nearest(row, minute) {
    const bands = [...row.querySelectorAll(".band")].filter((band) => this.best.has(band.dataset.sitting));
    const away = (band) => Math.max(0, band.dataset.start - minute, minute - band.dataset.end);
    const found = bands.sort((one, two) => away(one) - away(two))[0];
    return found && away(found) <= NEAR ? found.dataset.sitting : null;
  }

  /* The hour to show for a wanted one: a lawful hour close to it, else the nearest. */
  async at(commission, wanted) {
    const best = this.best.get(commission);
    const away = (one) => Math.abs(one.start - wanted);
    const every = [...(await this.hoursOf(commission)), best].sort((one, two) => away(one) - away(two));
    return every.find((one) => one.colour !== "red" && away(one) <= SNAP) ?? every[0];
  }

  preview(place) {
    for (const old of root.querySelectorAll(".preview")) old.remove();
    if (!place) return;
    for (const band of root.querySelectorAll(`.band[data-sitting="${CSS.escape(place.commission)}"]`)) {
      this.#piece(band.parentNode, place.start, place.end, place, "");
    }
    for (const [start, end, room] of place.phases) {
      const where = `svg[data-room="${CSS.escape(room)}"][data-centre="${CSS.escape(place.centre)}"]`;
      if (start < place.start) for (const svg of root.querySelectorAll(where)) this.#piece(svg, start, end, place, " preview-before");
    }
  }

  #piece(svg, start, end, place, kind) {
    const made = drawn("g", { class: `preview preview-${place.colour}${kind}` });
    made.append(...box(svg, start, end, place, kind ? 4 : undefined));
    svg.append(made);
  }

  clear() {
    for (const old of root.querySelectorAll(".target, .preview, .day-count")) old.remove();
    for (const old of root.querySelectorAll(".is-target")) old.classList.remove("is-target");
  }
}
