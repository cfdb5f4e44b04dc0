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
  renew(region, page.body);
  if (over) location.reload();
  return over ? 0 : PAUSE;
}

/* What somebody has opened, scrolled or is about to press is found again as it was. */
function renew(region, fresh) {
  const held = region.contains(document.activeElement) ? document.activeElement.id : "";
  const opened = [...region.querySelectorAll("details[id][open]")].map((one) => one.id);
  const scrolled = [...region.querySelectorAll("[id][tabindex]")].map((one) => [one.id, one.scrollLeft, one.scrollTop]);
  for (const id of opened) fresh.querySelector(`details[id="${id}"]`)?.setAttribute("open", "");
  region.replaceChildren(...fresh.childNodes);
  for (const [id, left, top] of scrolled) document.getElementById(id)?.scrollTo(left, top);
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
}

async function follow(region) {
  const pause = await refresh(region);
  if (pause) setTimeout(() => follow(region), pause);
}

export function liveRegions(scope) {
  for (const region of scope.querySelectorAll("[data-live]")) setTimeout(() => follow(region), PAUSE);
}
