/* Cells copied from a spreadsheet: the server lays them over the table, and shows what would change. */

/* One cell may end with a line break: the spreadsheet adds it. */
export function manyCells(text) {
  return /[\t\n]/.test(text.replace(/\r?\n$/, ""));
}

export function pasteFrom(table, cell, text) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = table.dataset.paste;
  form.hidden = true;
  const typed = {
    csrf_token: document.querySelector('meta[name="csrf-token"]').content,
    cle: cell.parentElement.dataset.key,
    colonne: cell.dataset.col,
    texte: text,
  };
  for (const [name, value] of Object.entries(typed)) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}
