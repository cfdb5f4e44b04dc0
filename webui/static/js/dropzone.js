/* Files dropped on a frame go into its own file input, then its form is sent. */

function namesOf(files) {
  return [...files].map((file) => `${file.name} (${Math.max(1, Math.round(file.size / 1024))}\u00a0Ko)`);
}

function show(zone, files) {
  const list = zone.querySelector("[data-files]");
  if (!list) return;
  list.replaceChildren(
    ...namesOf(files).map((name) => Object.assign(document.createElement("li"), { textContent: name })),
  );
}

function send(zone, form) {
  zone.classList.add("is-busy");
  const status = zone.querySelector("[data-status]");
  if (status) status.textContent = "Lecture et vérification du fichier…";
  form.requestSubmit();
}

function watch(zone) {
  const input = zone.querySelector("input[type=file]");
  const form = zone.closest("form");
  let depth = 0;
  const over = (change) => {
    depth = Math.max(0, depth + change);
    zone.classList.toggle("is-over", depth > 0);
  };
  zone.addEventListener("dragenter", (event) => { event.preventDefault(); over(1); });
  zone.addEventListener("dragleave", () => over(-1));
  zone.addEventListener("dragover", (event) => event.preventDefault());
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    over(0);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    show(zone, input.files);
    send(zone, form);
  });
  input.addEventListener("change", () => show(zone, input.files));
}

export function dropzones(scope) {
  for (const zone of scope.querySelectorAll("[data-dropzone]")) watch(zone);
  /* A file let go beside the frame must not replace the page. */
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => event.preventDefault());
  addEventListener("pageshow", () => {
    for (const zone of scope.querySelectorAll(".is-busy")) zone.classList.remove("is-busy");
  });
}
