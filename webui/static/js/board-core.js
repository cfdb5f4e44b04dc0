/* What every part of the board shares: what is shown, how it changes, what is said. */

export const root = document.querySelector("[data-board]");
export const SYMBOLS = { green: "✓", amber: "!", red: "✕" };
const SHOWN_FOR = 8000;
const MOST_REASONS = 2;
const saying = document.querySelector("[data-said]");
const alerting = document.querySelector("[data-alert]");
export const AWAY = "Le serveur ne répond pas\u00a0: le tableau se remettra à jour dès qu’il répondra.";
export const CLOSED = "Votre session est fermée\u00a0: rechargez la page et reconnectez-vous.";
const UNSURE = `${AWAY} Votre changement n’est peut-être pas enregistré\u00a0; attendez de le savoir avant de recommencer.`;
const listeners = [];
const mine = new Map();
let turn = Promise.resolve();
let drawing = 0;
let silence;
let away = false;

export const state = () => root.querySelector("[data-board-state]").dataset;
export const keyOf = (element) => element.dataset.k.split("|");
export const blocksOf = (key) => [...root.querySelectorAll(`.block[data-k="${CSS.escape(key)}"]`)];

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/* Called after the board has been drawn anew. */
export function onDrawn(listener) {
  listeners.push(listener);
  listener();
}

function remembered() {
  const time = root.querySelector("[data-timeline]");
  const held = document.activeElement;
  return {
    left: time?.scrollLeft ?? 0,
    top: time?.scrollTop ?? 0,
    key: held?.dataset?.k,
    id: root.contains(held) ? held.id : "",
    list: root.querySelector(".tray-list")?.scrollTop ?? 0,
    open: root.querySelector("[data-tray]")?.open ?? true,
    values: Object.fromEntries([...root.querySelectorAll("[data-level]")].map((one) => [one.dataset.level, one.textContent])),
  };
}

function comeBack(before, key) {
  const time = root.querySelector("[data-timeline]");
  time?.scrollTo(before.left, before.top);
  const tray = root.querySelector("[data-tray]");
  if (tray) tray.open = before.open;
  root.querySelector(".tray-list")?.scrollTo(0, before.list);
  for (const one of root.querySelectorAll("[data-level]")) {
    const was = before.values[one.dataset.level];
    if (was !== undefined && was !== one.textContent) one.dataset.was = `avant ${was}`;
  }
  const wanted = key ?? before.key;
  const found = wanted ? blocksOf(wanted)[0] ?? root.querySelector(`.tray-item[data-k="${CSS.escape(wanted)}"]`) : null;
  if (found) found.focus({ preventScroll: key === undefined });
  else if (before.id) document.getElementById(before.id)?.focus({ preventScroll: true });
}

/* Draw the board as it is now on the server, and keep one's place; false when the server is away. */
export async function refresh(address = location.href, key = undefined) {
  const asked = (drawing += 1);
  let text;
  try {
    const answer = await fetch(address, { headers: { "X-Fragment": "1" }, cache: "no-store" });
    if (!answer.ok || answer.redirected) return location.reload();
    text = await answer.text();
  } catch {
    leave();
    warn(AWAY);
    return false;
  }
  if (asked !== drawing) return true; // a later state is being drawn
  const page = new DOMParser().parseFromString(text, "text/html");
  const before = remembered();
  root.replaceChildren(...page.body.childNodes);
  comeBack(before, key);
  for (const listener of listeners) listener();
  return true;
}

/* The server did not answer: what it did is not known until it answers again. */
export function leave() {
  away = true;
}

/* Whether the server comes back from being away. */
export function comesBack() {
  const was = away;
  away = false;
  return was;
}

/* Ask for a change, decided on the plan as it is shown; one's own changes wait for one another. */
export function change(verb, fields) {
  const asked = { revision: state().revision, ...fields };
  const done = turn.then(() => send(verb, asked));
  turn = done;
  return done;
}

/* The revision to name for a decision: only one's own changes came since. */
function named(revision) {
  return mine.has(revision) ? named(mine.get(revision)) : revision;
}

async function send(verb, asked) {
  const body = new FormData();
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const revision = named(asked.revision);
  for (const [name, value] of Object.entries({ csrf_token: token, ...asked, revision })) body.set(name, value);
  try {
    const answer = await fetch(root.dataset.adjust + verb, { method: "POST", body, headers: { Accept: "application/json" } });
    const data = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : { message: CLOSED };
    const ok = answer.ok && !answer.redirected;
    if (ok && data.revision !== undefined) mine.set(revision, String(data.revision));
    return { ok, status: answer.status, ...data };
  } catch {
    leave();
    return { ok: false, message: UNSURE };
  }
}

/* Make a change, say what it did, and draw the board again; a refusal says why. */
export async function apply(verb, fields, key) {
  const done = await change(verb, fields);
  if (!done.ok) {
    warn(done.message);
    if (done.status === 409) await refresh();
    return false;
  }
  if (await refresh(location.href, key)) told(done);
  return true;
}

/* Say what a change did. */
export function told(done) {
  say(element("p", {}, element("strong", {}, done.said)), ...done.notes.map((note) => element("p", {}, `! ${note}`)));
}

/* Always there, empty or not: readers of the screen then hear what comes. */
export function say(...parts) {
  alerting.hidden = true;
  announce(...parts);
}

/* What others did does not take a refusal away before it is read. */
export function announce(...parts) {
  clearTimeout(silence);
  saying.replaceChildren(...parts);
  saying.classList.remove("is-above");
  silence = setTimeout(() => saying.replaceChildren(), SHOWN_FOR);
}

/* What stays as long as something moves. */
export function tell(...parts) {
  clearTimeout(silence);
  saying.replaceChildren(...parts);
}

/* What is said must not hide what the hand is over. */
export function keepClear(y) {
  saying.classList.toggle("is-above", y > innerHeight * 0.6);
}

/* A place in words: verdict, hour, reasons, effect. */
export function verdictOf(place) {
  const verdict = element("span", { class: `verdict verdict-${place.colour}` }, `${SYMBOLS[place.colour]} ${place.word}`);
  const what = place.whom ? `échanger avec ${place.whom}\u00a0: ` : "";
  const head = element("p", {}, verdict, ` ${what}`, element("strong", {}, place.when), `, ${place.where}`);
  const why = place.sentences.slice(0, MOST_REASONS).map((one) => element("p", { class: "small" }, one));
  const left = place.sentences.length - why.length;
  if (left > 0) why.push(element("p", { class: "small muted" }, `… et ${left} autre${left > 1 ? "s raisons" : " raison"}.`));
  const effect = place.colour === "red" ? [] : [element("p", { class: "small muted" }, place.effect)];
  return [head, ...why, ...effect];
}

/* What was refused, with where to go from there. */
export function warn(message, links = []) {
  tell();
  const close = element("button", { class: "btn btn-small", type: "button" }, "Fermer");
  close.addEventListener("click", () => { alerting.hidden = true; });
  alerting.replaceChildren(element("p", {}, message), element("div", { class: "row" }, ...links, close));
  alerting.hidden = false;
}
