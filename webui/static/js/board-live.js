/* What others do to the plan is seen within seconds: a short question, answered 304 while nothing changed. */

import { CLOSED, announce, comesBack, element, refresh, root, say, state, warn } from "./board-core.js";

const PAUSE = 3000;
const MOST_SAID = 3;
const DRAFT = "DRAFT";
let known = "";
let busy = false;
let asking = false;
let next;

/* While a passage moves, nothing is drawn under one's hand. */
export function hold(value) {
  busy = value;
}

/* After the server was away: whether what was asked of it meanwhile was stored. */
function back(changed) {
  const what = changed ? "le plan a changé, le tableau est à jour." : "rien n’a été enregistré, vous pouvez recommencer.";
  return [element("p", {}, element("strong", {}, "Le serveur répond de nouveau"), `\u00a0: ${what}`)];
}

async function look() {
  const revision = state().revision;
  const headers = known ? { "If-None-Match": known } : {};
  const answer = await fetch(`${root.dataset.state}&revision=${revision}`, { headers, cache: "no-store" });
  if (answer.redirected) return warn(CLOSED);
  if (answer.status !== 200 && answer.status !== 304) return undefined;
  const returned = comesBack();
  if (answer.status === 304) return returned ? say(...back(false)) : undefined;
  known = answer.headers.get("ETag") ?? "";
  const found = await answer.json();
  if (root.dataset.edit && found.state !== DRAFT) return location.reload();
  const changed = String(found.revision) !== state().revision && revision === state().revision;
  const said = found.changes.slice(-MOST_SAID).map((one) => element("p", {}, element("strong", {}, one.by), `\u00a0: ${one.what}`));
  if (changed && !(await refresh())) return undefined;
  if (returned) say(...back(changed), ...(changed ? said : []));
  else if (changed) announce(...said);
  return undefined;
}

async function round() {
  clearTimeout(next);
  if (!document.hidden && !busy && !asking) {
    asking = true;
    try {
      await look();
    } catch {
      /* The next round asks again; who asked for a change meanwhile was told that the server is away. */
    }
    asking = false;
  }
  clearTimeout(next);
  next = setTimeout(round, PAUSE);
}

/* A page that comes back to sight, or to the network, does not wait for its turn. */
export function follow() {
  next = setTimeout(round, PAUSE);
  document.addEventListener("visibilitychange", round);
  addEventListener("online", round);
}
