/* The board by keyboard: arrows between passages, one letter for each action. */

import { apply, blocksOf, keyOf, onDrawn, root } from "./board-core.js";
import { choose, forget } from "./board-swap.js";
import { isOpen } from "./board-window.js";

const middle = (block) => (Number(block.dataset.s) + Number(block.dataset.e)) / 2;
const inOrder = (blocks) => [...blocks].sort((one, two) => one.dataset.s - two.dataset.s || one.dataset.k.localeCompare(two.dataset.k));
const rows = () => [...root.querySelectorAll("tr[data-row]")].filter((row) => row.querySelector(".block"));

/* One passage of the board is reached by Tab; arrows lead to the others. */
function roving() {
  const blocks = [...root.querySelectorAll(".timeline .block")];
  const held = blocks.includes(document.activeElement) ? document.activeElement : blocks[0];
  for (const block of blocks) block.setAttribute("tabindex", block === held ? "0" : "-1");
}

function go(block) {
  if (!block) return;
  for (const one of root.querySelectorAll('.timeline .block[tabindex="0"]')) one.setAttribute("tabindex", "-1");
  block.setAttribute("tabindex", "0");
  block.focus({ preventScroll: true });
  block.scrollIntoView({ block: "nearest", inline: "nearest" });
  keepBesideHeadings(block);
}

/* The names of the rows cover the left of the drawing. */
function keepBesideHeadings(block) {
  const time = block.closest("[data-timeline]");
  const heading = block.closest("tr").querySelector("th").getBoundingClientRect();
  const hidden = heading.right + 8 - block.getBoundingClientRect().left;
  if (hidden > 0) time.scrollLeft -= hidden;
}

function beside(block, step) {
  const same = inOrder(block.closest("tr").querySelectorAll(".block"));
  return same[same.indexOf(block) + step];
}

function above(block, step) {
  const every = rows();
  const row = every[every.indexOf(block.closest("tr")) + step];
  if (!row) return undefined;
  const near = (one) => Math.abs(middle(one) - middle(block));
  return [...row.querySelectorAll(".block")].sort((one, two) => near(one) - near(two))[0];
}

const MOVES = {
  ArrowRight: (block) => beside(block, 1),
  ArrowLeft: (block) => beside(block, -1),
  ArrowDown: (block) => above(block, 1),
  ArrowUp: (block) => above(block, -1),
  Home: (block) => inOrder(block.closest("tr").querySelectorAll(".block"))[0],
  End: (block) => inOrder(block.closest("tr").querySelectorAll(".block")).pop(),
};

function act(block, key) {
  const [candidat, epreuve] = keyOf(block);
  const locked = blocksOf(block.dataset.k).some((one) => one.querySelector('use[href="#m-verrou"]'));
  if (key === "v") apply(locked ? "deverrouiller" : "verrouiller", { candidat, epreuve }, block.dataset.k);
  else apply("retirer", { candidat, epreuve }, block.dataset.k);
}

function onBlock(event, block) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (MOVES[key]) {
    event.preventDefault();
    go(MOVES[key](block));
  } else if (root.dataset.edit && (key === "v" || key === "Delete")) {
    event.preventDefault();
    act(block, key);
  } else if (root.dataset.edit && key === "e") {
    event.preventDefault();
    choose(block);
  } else if (key === "Escape" && forget()) {
    event.preventDefault();
  } else if (key === " ") {
    event.preventDefault();
    block.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
}

function backAndForth(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isOpen()) return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "")) return;
  const key = event.key.toLowerCase();
  const again = key === "y" || (key === "z" && event.shiftKey);
  if (!again && key !== "z") return;
  event.preventDefault();
  const button = root.querySelector(`[data-verb=${again ? "retablir" : "annuler"}]`);
  if (button && !button.disabled) apply(button.dataset.verb, {});
}

export function keys() {
  onDrawn(roving);
  root.addEventListener("keydown", (event) => {
    const block = event.target.closest?.(".timeline .block");
    if (block) onBlock(event, block);
  });
  if (root.dataset.edit) document.addEventListener("keydown", backAndForth);
}
