/* A region with data-live asks the server for itself every so often, until the server says it is over. */

const PAUSE = 1000;

async function refresh(region) {
  let answer;
  try {
    answer = await fetch(region.dataset.live, { headers: { "X-Fragment": "1" }, cache: "no-store" });
  } catch {
    region.dataset.lost = "1";
    return PAUSE * 5;
  }
  if (!answer.ok) return PAUSE * 5;
  const over = answer.headers.get("X-Finished");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const held = document.activeElement;
  if (!region.contains(held) || held === region) region.replaceChildren(...page.body.childNodes);
  else keepFocus(region, page, held);
  if (over) location.reload();
  return over ? 0 : PAUSE;
}

/* The button somebody is about to press stays the same element. */
function keepFocus(region, page, held) {
  const id = held.id;
  region.replaceChildren(...page.body.childNodes);
  if (id) document.getElementById(id)?.focus();
}

async function follow(region) {
  const pause = await refresh(region);
  if (pause) setTimeout(() => follow(region), pause);
}

export function liveRegions(scope) {
  for (const region of scope.querySelectorAll("[data-live]")) setTimeout(() => follow(region), PAUSE);
}
