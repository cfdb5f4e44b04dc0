/* A passage dragged by mouse, pen or finger: its places are shown before it is dropped. */

import { SYMBOLS, apply, blocksOf, element, keepClear, refresh, root, say, tell, verdictOf, warn } from "./board-core.js";
import { hold } from "./board-live.js";
import { Places, minuteAt } from "./board-places.js";

const FAR = 6;
const PRESS = 350;
const EDGE = 48;
const STEP = 14;
const LINGER = 600;
let waiting = null;
let moving = null;

const isTouch = (event) => event.pointerType === "touch";

function press(event) {
  const source = event.target.closest(".timeline .block, .tray-item");
  if (!source || event.button !== 0 || moving) return;
  waiting = { source, x: event.clientX, y: event.clientY, id: event.pointerId };
  if (isTouch(event)) waiting.timer = setTimeout(() => begin(event), PRESS);
}

function forget() {
  clearTimeout(waiting?.timer);
  waiting = null;
}

/* Minutes between the hour with the jury and where the passage was taken. */
function grip(source, clientX) {
  const jury = Number(source.dataset.j);
  const svg = source.closest("td")?.querySelector("svg");
  return jury && svg ? minuteAt(svg, clientX) - jury : 0;
}

async function begin(event) {
  const { source } = waiting;
  const key = source.dataset.k;
  const name = (source.querySelector("title, strong")?.textContent ?? key).split(",")[0];
  if (source.querySelector('use[href="#m-verrou"]')) {
    forget();
    quietClick();
    warn(`${name}\u00a0: ce passage est verrouillé. Déverrouillez-le (touche V, ou en l’ouvrant) pour le déplacer.`);
    return;
  }
  moving = { key, name, id: waiting.id, grip: grip(source, waiting.x), places: new Places(key), x: event.clientX, y: event.clientY, place: null, over: "" };
  forget();
  hold(true);
  moving.ghost = element("div", { class: "ghost", "aria-hidden": "true" }, name);
  document.body.append(moving.ghost);
  root.setPointerCapture(moving.id);
  root.classList.add("is-moving");
  mark();
  tell(element("p", {}, element("strong", {}, name), "\u00a0: recherche des places…"));
  const mine = moving;
  try {
    await mine.places.load(() => {
      if (moving !== mine) return;
      mine.places.draw();
      mine.ready = true;
      mine.over = "";
      follow();
    });
  } catch (error) {
    if (moving === mine) { end(); warn(error.message); }
  }
}

function mark() {
  for (const block of blocksOf(moving.key)) block.classList.add("is-source");
}

/* What is under the pointer: a place, the tray, another day, or nothing. */
async function follow() {
  const mine = moving;
  mine.ghost.style.transform = `translate(${mine.x + 14}px, ${mine.y + 14}px)`;
  keepClear(mine.y);
  const under = document.elementFromPoint(mine.x, mine.y);
  linger(under?.closest("[data-day]"));
  const tray = under?.closest("[data-tray]");
  root.querySelector("[data-tray]")?.classList.toggle("is-over", Boolean(tray));
  const row = under?.closest("tr[data-row]");
  const svg = row?.querySelector("td > svg");
  const minute = svg ? minuteAt(svg, mine.x) : 0;
  const commission = svg && mine.ready ? mine.places.nearest(row, minute) : null;
  const other = mine.ready ? otherPassage(under) : null;
  const asked = `${other ?? ""}${tray ? "tray" : ""}${commission}@${Math.round((minute - mine.grip) / 5)}`;
  if (asked === mine.over) return;
  mine.over = asked;
  const free = commission ? await mine.places.at(commission, minute - mine.grip) : null;
  const place = free?.colour === "red" && other ? ((await mine.places.swapWith(other)) ?? free) : free;
  if (moving !== mine || mine.over !== asked) return;
  show(place, tray);
}

/* Another passage of the same épreuve under the pointer: the two could change places. */
function otherPassage(under) {
  const block = under?.closest(".block-jury");
  const placed = blocksOf(moving.key).length > 0;
  const same = block && block.dataset.k !== moving.key && block.dataset.k.split("|")[1] === moving.places.epreuve;
  return placed && same ? block.dataset.k : null;
}

function show(place, tray) {
  moving.place = place;
  moving.out = Boolean(tray) && blocksOf(moving.key).length > 0;
  moving.places.preview(place);
  if (place) tell(...verdictOf(place));
  else if (moving.out) tell(element("p", {}, "Lâchez pour retirer ", element("strong", {}, moving.name), " du plan."));
  else if (moving.ready) tell(element("p", {}, element("strong", {}, moving.name), `\u00a0: ${summary(moving.places)}`));
}

function summary(places) {
  const count = (colour) => [...places.best.values()].filter((one) => one.colour === colour).length;
  const best = [...places.best.values()].find((one) => one.colour !== "red");
  const first = !places.whole ? "Les autres jours arrivent…" : best ? `La meilleure\u00a0: ${best.when}, ${best.where}.` : "Passez sur une commission pour en voir la raison.";
  return `${SYMBOLS.green} ${count("green")} possibles, ${SYMBOLS.amber} ${count("amber")} avec une préférence non suivie, ${SYMBOLS.red} ${count("red")} impossibles. ${first}`;
}

/* Staying on another day opens it, the passage still in hand. */
function linger(link) {
  if (link === moving.day) return;
  clearTimeout(moving.dayTimer);
  moving.day = link;
  if (!link || link.hasAttribute("aria-current")) return;
  const mine = moving;
  moving.dayTimer = setTimeout(async () => {
    history.replaceState(null, "", link.href);
    await refresh(link.href);
    if (moving !== mine) return;
    mark();
    if (mine.ready) mine.places.draw();
  }, LINGER);
}

/* Near an edge the board scrolls by itself. */
function scroll() {
  const time = root.querySelector("[data-timeline]");
  const frame = time.getBoundingClientRect();
  const along = (at, low, high) => (at < low + EDGE ? -STEP : at > high - EDGE ? STEP : 0);
  const inside = moving.y > frame.top - EDGE && moving.y < frame.bottom + EDGE;
  if (!inside) return;
  time.scrollBy(along(moving.x, frame.left, frame.right), along(moving.y, frame.top, frame.bottom));
}

function move(event) {
  if (waiting) {
    const far = Math.hypot(event.clientX - waiting.x, event.clientY - waiting.y) > FAR;
    if (far && isTouch(event)) forget();
    else if (far) begin(event);
  }
  if (!moving || event.pointerId !== moving.id) return;
  event.preventDefault();
  moving.x = event.clientX;
  moving.y = event.clientY;
  scroll();
  follow();
}

function end() {
  if (!moving) return;
  clearTimeout(moving.dayTimer);
  moving.places.clear();
  moving.ghost.remove();
  if (root.hasPointerCapture(moving.id)) root.releasePointerCapture(moving.id);
  root.classList.remove("is-moving");
  for (const block of root.querySelectorAll(".is-source")) block.classList.remove("is-source");
  root.querySelector("[data-tray]")?.classList.remove("is-over");
  moving = null;
  hold(false);
}

/* Letting go is no click. */
function noClick(event) {
  event.preventDefault();
  event.stopPropagation();
}

function quietClick() {
  addEventListener("click", noClick, true);
  const over = () => setTimeout(() => removeEventListener("click", noClick, true), 0);
  if (moving) over();
  else addEventListener("pointerup", over, { once: true });
}

function waysOut(place) {
  return place.exceptions.map((href) => element("a", { class: "btn btn-small", href }, "Écrire une exception"));
}

function drop() {
  forget();
  if (!moving) return;
  const { key, place, out } = moving;
  const [candidat, epreuve] = key.split("|");
  end();
  quietClick();
  tell();
  if (out) apply("retirer", { candidat, epreuve }, key);
  else if (place && place.colour === "red") warn(`Rien n’a changé. ${place.when}, ${place.where}\u00a0:\n${place.sentences.join("\n")}`, waysOut(place));
  else if (place) apply(place.whom ? "echanger" : "deplacer", place.fields, key);
  else say(element("p", {}, "Rien n’a changé."));
}

export function drags() {
  root.classList.add("board-on");
  root.addEventListener("pointerdown", press);
  root.addEventListener("pointermove", move);
  root.addEventListener("pointerup", drop);
  root.addEventListener("pointercancel", () => { forget(); end(); tell(); });
  root.addEventListener("dragstart", (event) => event.preventDefault());
  root.addEventListener("touchmove", (event) => { if (moving) event.preventDefault(); }, { passive: false });
  root.addEventListener("contextmenu", (event) => { if (moving || waiting) event.preventDefault(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !moving) return;
    event.preventDefault();
    end();
    say(element("p", {}, "Déplacement abandonné\u00a0: rien n’a changé."));
  });
}
