/* What others do to the plan is seen within seconds: a short question, answered 304 while nothing changed. */

import { element, refresh, root, say, state } from "./board-core.js";

const PAUSE = 3000;
const MOST_SAID = 3;
let known = "";
let busy = false;

/* While a passage moves, or a window is open, nothing is drawn under one's hand. */
export function hold(value) {
  busy = value;
}

async function look() {
  const revision = state().revision;
  const headers = known ? { "If-None-Match": known } : {};
  const answer = await fetch(`${root.dataset.state}&revision=${revision}`, { headers, cache: "no-store" });
  if (answer.status !== 200) return;
  known = answer.headers.get("ETag") ?? "";
  const found = await answer.json();
  if (String(found.revision) === state().revision || revision !== state().revision) return;
  const said = found.changes.slice(-MOST_SAID).map((one) => element("p", {}, element("strong", {}, one.by), `\u00a0: ${one.what}`));
  await refresh();
  say(...said);
}

async function round() {
  if (!document.hidden && !busy) {
    try {
      await look();
    } catch {
      /* The next round asks again; a change made meanwhile says that the server is away. */
    }
  }
  setTimeout(round, PAUSE);
}

export function follow() {
  setTimeout(round, PAUSE);
}
