/* What the pages do beyond links and forms. Without this file everything still works, except dropping files. */

import { cellTables } from "./cells.js";
import { checkAll } from "./checks.js";
import { dropzones } from "./dropzone.js";
import { liveRegions } from "./live.js";
import { slotGrids } from "./slots.js";
import { termNotes } from "./terms.js";

const root = document.documentElement;

function currentTheme() {
  const chosen = root.dataset.theme;
  return chosen || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

function themeSwitch(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const theme = currentTheme() === "dark" ? "light" : "dark";
    root.dataset.theme = theme;
    const body = new FormData(form);
    body.set("theme", theme);
    await fetch(form.action, { method: "POST", body, redirect: "manual" });
  });
}

/* "/" goes to the search, as people who live on the keyboard expect. */
function searchKey(input) {
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
}

/* A second click on a submitted form does nothing. */
function submitOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  });
}

/* Coming back with the browser's arrow finds the forms ready again. */
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});

function autoFilter(form) {
  let waiting;
  form.addEventListener("change", () => form.requestSubmit());
  form.addEventListener("input", (event) => {
    if (event.target.type !== "search") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => form.requestSubmit(), 450);
  });
}

/* A filter that reloads the page keeps the caret where it was. */
function keepCaret() {
  const input = document.querySelector("form[data-auto] input[type=search]");
  if (input && input.value && performance.getEntriesByType("navigation")[0]?.type === "navigate" && location.search.includes("q=")) {
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
  }
}

for (const form of document.querySelectorAll("[data-theme-switch]")) themeSwitch(form);
for (const input of document.querySelectorAll("[data-search]")) searchKey(input);
for (const form of document.querySelectorAll("form[data-once]")) submitOnce(form);
for (const form of document.querySelectorAll("form[data-auto]")) autoFilter(form);
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.lastChild.textContent = " Copié";
  });
}
for (const input of document.querySelectorAll("[data-select]")) input.addEventListener("focus", () => input.select());
keepCaret();
for (const current of document.querySelectorAll(".steps [aria-current], .tabs [aria-current]")) {
  const bar = current.closest(".steps, .tabs");
  bar.scrollLeft = Math.max(0, current.offsetLeft - bar.offsetLeft - 40);
}
cellTables(document);
slotGrids(document);
checkAll(document);
dropzones(document);
liveRegions(document);
termNotes(document);
for (const link of document.querySelectorAll("[data-back]")) {
  link.hidden = history.length < 2;
  link.addEventListener("click", () => history.back());
}
