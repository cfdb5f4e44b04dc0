/* What every part of the board shares: what is shown, how it changes, what is said. */

export const root = document.querySelector("[data-board]");
export const SYMBOLS = { green: "✓", amber: "!", red: "✕" };
const SHOWN_FOR = 8000;
const MOST_REASONS = 2;
const saying = document.querySelector("[data-said]");
const alerting = document.querySelector("[data-alert]");
const listeners = [];
let silence;

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

/* Draw the board as it is now on the server, and keep one's place. */
export async function refresh(address = location.href, key = undefined) {
  const answer = await fetch(address, { headers: { "X-Fragment": "1" }, cache: "no-store" });
  if (!answer.ok) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const before = remembered();
  root.replaceChildren(...page.body.childNodes);
  comeBack(before, key);
  for (const listener of listeners) listener();
  return undefined;
}

/* Ask for a change, decided on the plan as it is shown. */
export async function change(verb, fields) {
  const body = new FormData();
  const token = document.querySelector('meta[name="csrf-token"]').content;
  for (const [name, value] of Object.entries({ csrf_token: token, revision: state().revision, ...fields })) body.set(name, value);
  let answer;
  try {
    answer = await fetch(root.dataset.adjust + verb, { method: "POST", body, headers: { Accept: "application/json" } });
  } catch {
    return { ok: false, message: "Le serveur ne répond pas\u00a0: rien n’a été enregistré. Vérifiez la connexion, puis recommencez." };
  }
  const data = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : { message: "Votre session est fermée\u00a0: rechargez la page et reconnectez-vous." };
  return { ok: answer.ok && !answer.redirected, status: answer.status, ...data };
}

/* Make a change, say what it did, and draw the board again; a refusal says why. */
export async function apply(verb, fields, key) {
  const done = await change(verb, fields);
  if (!done.ok) {
    warn(done.message);
    if (done.status === 409) await refresh();
    return false;
  }
  await refresh(location.href, key);
  say(element("p", {}, element("strong", {}, done.said)), ...done.notes.map((note) => element("p", {}, `! ${note}`)));
  return true;
}

export function say(...parts) {
  clearTimeout(silence);
  alerting.hidden = true;
  saying.replaceChildren(...parts);
  saying.hidden = parts.length === 0;
  saying.classList.remove("is-above");
  silence = setTimeout(() => { saying.hidden = true; }, SHOWN_FOR);
}

/* What stays as long as something moves. */
export function tell(...parts) {
  clearTimeout(silence);
  saying.replaceChildren(...parts);
  saying.hidden = parts.length === 0;
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
