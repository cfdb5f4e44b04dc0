/* Two passages exchanged by keyboard: one, then the other, then the verdict before anything changes. */

import { apply, blocksOf, element, say, verdictOf, warn } from "./board-core.js";
import { Places } from "./board-places.js";
import { show, shut } from "./board-window.js";

let first = null;

const nameOf = (block) => block.querySelector("title").textContent.split(",")[0];

function mark(key) {
  for (const old of document.querySelectorAll(".is-first")) old.classList.remove("is-first");
  for (const block of key ? blocksOf(key) : []) block.classList.add("is-first");
  first = key;
}

export function forget() {
  if (!first) return false;
  mark(null);
  say(element("p", {}, "Échange abandonné\u00a0: rien n’a changé."));
  return true;
}

/* The first passage is kept in mind; the second asks what the exchange would do. */
export function choose(block) {
  if (first && first !== block.dataset.k) return propose(first, block);
  mark(block.dataset.k);
  say(element("p", {}, element("strong", {}, nameOf(block)), "\u00a0: allez sur l’autre passage et appuyez de nouveau sur E pour juger l’échange\u00a0; Échap abandonne."));
  return undefined;
}

async function propose(one, block) {
  const names = [nameOf(blocksOf(one)[0] ?? block), nameOf(block)];
  const place = await new Places(one).swapWith(block.dataset.k);
  mark(null);
  if (!place) {
    warn("Ces deux passages ne peuvent pas être échangés\u00a0: choisissez deux passages de la même épreuve.");
    return;
  }
  const title = element("h2", {}, `Échanger ${names[0]} et ${names[1]}`);
  const button = element("button", { class: "btn btn-primary", type: "button" }, "Échanger");
  button.addEventListener("click", () => {
    shut();
    apply("echanger", place.fields, one);
  });
  show(element("div", { class: "stack-sm" }, title, ...verdictOf(place), ...(place.colour === "red" ? [] : [button])));
  if (place.colour !== "red") button.focus();
}
