/* The board: without this file its links and forms do the same, page by page. */

import { root } from "./board-core.js";
import { drags } from "./board-drag.js";
import { keys } from "./board-keys.js";
import { follow } from "./board-live.js";
import { windows } from "./board-window.js";

if (root) {
  windows();
  keys();
  if (root.dataset.on) drags();
  follow();
}
