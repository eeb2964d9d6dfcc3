// One box for all errors of a part, at the end of their list.  It can be ticked once each of them has
// stood before its reader, whole, for as long as it takes to be read at a glance.
function makeConfirming(article) {
  const GLANCE = 700, seen = new Set(), timers = new Map();
  const key = (row) => row.querySelector("[data-confirm]").dataset.confirm;
  const boxes = (list) => [...list.querySelectorAll("[data-confirm]")];
  // Where the bar stands above it, and on a phone the talk below it, nothing is seen.
  const foot = matchMedia("(max-width: 1000px)").matches ? 220 : 8;
  const sight = new IntersectionObserver((rows) => {
    for (const { target, intersectionRatio, intersectionRect, rootBounds } of rows) {
      clearTimeout(timers.get(target));
      const whole = intersectionRatio > .98 || intersectionRect.height > rootBounds.height / 2;
      if (whole) timers.set(target, setTimeout(() => { seen.add(key(target)); tell(); }, GLANCE));
    }
  }, { rootMargin: `-120px 0px -${foot}px`, threshold: [0, .25, .5, .75, 1] });

  function tell() {
    for (const all of article.querySelectorAll("[data-confirm-all]")) {
      const mine = boxes(all.closest("ul"));
      all.disabled = !mine.every((box) => box.checked || seen.has(box.dataset.confirm));
      all.checked = mine.every((box) => box.checked);
    }
  }

  article.addEventListener("change", ({ target }) => {
    if (target.matches("[data-confirm]")) return tell();
    if (!target.matches("[data-confirm-all]")) return;
    const mine = boxes(target.closest("ul"));
    for (const box of mine) box.checked = target.checked;
    mine[0].dispatchEvent(new Event("change", { bubbles: true }));
  });

  // The lines are drawn.
  return function watch() {
    sight.disconnect();
    for (const all of article.querySelectorAll("[data-confirm-all]"))
      for (const box of boxes(all.closest("ul"))) if (!seen.has(box.dataset.confirm)) sight.observe(box.closest("li"));
    tell();
  };
}
