/* The board: without this file its links and forms do the same, page by page. */

import { root } from "./board-core.js";
import { drags } from "./board-drag.js";
import { keys } from "./board-keys.js";
import { follow } from "./board-live.js";
import { windows } from "./board-window.js";

/* On a phone the tray is folded, so that the board comes first; its count stays in sight. */
function foldTray() {
  const tray = root.querySelector("[data-tray]");
  if (tray && matchMedia("(max-width: 40rem)").matches) tray.open = false;
}

if (root) {
  foldTray();
  windows();
  keys();
  if (root.dataset.on) drags();
  follow();
}
