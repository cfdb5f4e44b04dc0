/* What was just stored, said once, with the way back. */

export const LOST = "Le serveur ne répond pas : rien n’a été enregistré. Réessayez dans un instant.";
export const SIGNED_OUT = "Rien n’a été enregistré : rechargez la page, puis recommencez.";

export function announce(said, answer, table) {
  said.classList.remove("is-bad");
  const words = document.createElement("p");
  words.textContent = [`${answer.said.replace(/\.$/, "")}.`, ...answer.warnings].join(" ");
  said.replaceChildren(words);
  if (!answer.undo) return;
  const form = Object.assign(document.createElement("form"), { method: "post", action: answer.undo });
  const token = document.querySelector('meta[name="csrf-token"]').content;
  for (const [name, value] of [["csrf_token", token], ["table", table]]) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.append(Object.assign(document.createElement("button"), { className: "btn btn-small", textContent: "Annuler" }));
  said.append(form);
}
