/* One box ticks them all; without this file each is ticked by hand. */

export function checkAll(scope) {
  for (const all of scope.querySelectorAll("[data-check-all]")) {
    const boxes = [...all.closest("form").querySelectorAll("tbody input[type=checkbox]")];
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
    });
    for (const box of boxes) {
      box.addEventListener("change", () => {
        const ticked = boxes.filter((one) => one.checked).length;
        all.checked = ticked === boxes.length;
        all.indeterminate = ticked > 0 && ticked < boxes.length;
      });
    }
  }
}
