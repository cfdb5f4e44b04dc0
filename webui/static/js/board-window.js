/* « Déplacer vers… » and the history, in a window over the board. */

import { AWAY, change, element, leave, refresh, root, told, warn } from "./board-core.js";

const frame = document.querySelector("[data-window]");
const body = frame.querySelector("[data-window-body]");
let shown = "";

const plain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

function closing() {
  const close = element("button", { class: "btn btn-small window-close", type: "button" }, "Fermer");
  close.addEventListener("click", () => frame.close());
  return close;
}

async function load(address) {
  let text;
  try {
    const answer = await fetch(address, { headers: { "X-Fragment": "1" }, cache: "no-store" });
    if (!answer.ok || answer.redirected) return location.assign(address);
    text = await answer.text();
  } catch {
    leave();
    return frame.open ? refuse(AWAY) : warn(AWAY);
  }
  shown = address;
  const page = new DOMParser().parseFromString(text, "text/html");
  body.replaceChildren(closing(), ...page.body.childNodes);
  if (!frame.open) frame.showModal();
  frame.scrollTop = 0;
  body.querySelector("[data-window-title]")?.focus();
  return undefined;
}

/* Show something else than a page in the window. */
export function show(...parts) {
  shown = "";
  body.replaceChildren(closing(), ...parts);
  if (!frame.open) frame.showModal();
}

export const shut = () => frame.close();
export const isOpen = () => frame.open;

function refuse(message) {
  body.querySelector(".window-alert")?.remove();
  const said = element("p", { class: "window-alert", role: "alert" }, message);
  body.querySelector(".window-close").after(said);
  frame.scrollTop = 0;
}

async function send(form) {
  const fields = Object.fromEntries(new FormData(form));
  const verb = new URL(form.action).pathname.split("/").pop();
  const buttons = form.querySelectorAll("button");
  for (const button of buttons) button.disabled = true;
  const done = await change(verb, fields);
  for (const button of buttons) button.disabled = false;
  if (!done.ok) {
    if (done.status === 409) {
      await refresh();
      if (frame.open) await load(shown);
    }
    return frame.open ? refuse(done.message) : warn(done.message);
  }
  const key = fields.candidat ? `${fields.candidat}|${fields.epreuve}` : undefined;
  if (frame.open) frame.close();
  if (await refresh(location.href, key)) told(done);
  return undefined;
}

export function windows() {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a.block, a.tray-item, a[data-open]");
    if (!link || !plain(event) || event.defaultPrevented) return;
    if (!link.matches("[data-open]") && !root.dataset.edit) return;
    event.preventDefault();
    load(link.href.baseVal ?? link.href);
  });
  frame.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-inside]");
    if (!link || !plain(event)) return;
    event.preventDefault();
    load(link.href);
  });
  const ask = (form) => load(`${form.action}?${new URLSearchParams(new FormData(form))}`);
  frame.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-inside]");
    if (form) ask(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("form[data-inside]") && frame.contains(form)) {
      event.preventDefault();
      ask(form);
    } else if (form.matches("form[data-change]")) {
      event.preventDefault();
      send(form);
    }
  });
}
