/* A word opens its definition when the pointer rests on it or the keyboard reaches it; a click or a touch
   works without this file. The definition stands beside the word, never outside the window. */

const REST = 250;
const EDGE = 8;

function place(button, note) {
  const word = button.getBoundingClientRect();
  const box = note.getBoundingClientRect();
  const left = Math.min(Math.max(EDGE, word.left), innerWidth - box.width - EDGE);
  const below = word.bottom + 6;
  const top = below + box.height > innerHeight - EDGE ? Math.max(EDGE, word.top - box.height - 6) : below;
  note.style.margin = "0";
  note.style.inset = `${top}px auto auto ${left}px`;
}

function watch(button) {
  const note = document.getElementById(button.getAttribute("popovertarget"));
  let waiting;
  const open = () => { if (!note.matches(":popover-open")) note.showPopover(); };
  const close = () => { clearTimeout(waiting); if (note.matches(":popover-open")) note.hidePopover(); };
  note.addEventListener("toggle", (event) => { if (event.newState === "open") place(button, note); });
  button.addEventListener("pointerenter", (event) => {
    if (event.pointerType === "mouse") waiting = setTimeout(open, REST);
  });
  button.parentElement.addEventListener("pointerleave", close);
  button.addEventListener("focus", () => { if (button.matches(":focus-visible")) open(); });
  button.addEventListener("blur", close);
}

export function termNotes(scope) {
  if (!HTMLElement.prototype.showPopover) return;
  for (const button of scope.querySelectorAll("[data-term]")) watch(button);
}
