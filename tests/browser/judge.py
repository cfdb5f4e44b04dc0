"""What axe-core says of a page, and whether it fits the screen."""

from __future__ import annotations

SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
SCHEMES = ("light", "dark")
RUN = """async () => {
  await new Promise(requestAnimationFrame);
  const changing = document.getAnimations().filter((one) => one instanceof CSSTransition);
  await Promise.allSettled(changing.map((one) => one.finished));  // no colour is half-way to another
  const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const found = await axe.run(document, { runOnly: levels, resultTypes: ["violations"] });
  const said = (one) => one.nodes.map((node) => node.html.slice(0, 200)).slice(0, 2);
  return found.violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id}: ${said(one).join(" | ")}`);
}"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"


class Judge:
    """Visits pages and tells what is wrong with each; a page without any problem is left out."""

    def __init__(self, page, axe) -> None:
        self.page = page
        page.context.add_init_script(axe)

    def __call__(self, paths, *, unfold=False):
        said = {path: self._problems(path, unfold=unfold) for path in paths}
        return {path: found for path, found in said.items() if found}

    def _problems(self, path, *, unfold):
        """Visit once, judge in each colour scheme: the visit costs the most."""
        self.page.goto(path)
        if unfold:
            self.page.evaluate(UNFOLD)
        found = ["wider than the screen"] if self.page.evaluate(WIDER) > 0 else []
        for scheme in SCHEMES:
            self.page.emulate_media(color_scheme=scheme)
            found += [f"{scheme}: {said}" for said in self.page.evaluate(RUN)]
        return found
