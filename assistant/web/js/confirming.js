// One box for all errors of a part, at the end of their list.  It can be ticked once each of them has
// stood before its reader, its first line and its last, for as long as it takes to be read at a glance.
function makeConfirming(article) {
  const GLANCE = 700, LOOK = 100, seen = new Set(), since = new Map();
  let looking = 0;
  // What is put aside is not to be ticked (js/deciding.js).
  const boxes = (list) => [...list.querySelectorAll("[data-confirm]:enabled")];
  const proposal = (one) => one.closest("[data-of]")?.dataset.of;
  const ends = (box) => ["top", "bottom"].map((end) => [proposal(box), box.dataset.confirm, end].join(" "));
  const read = (box) => ends(box).every((end) => seen.has(end));
  const every = () => [...article.querySelectorAll("[data-confirm-all]")];

  // What the bar, the talk or anything else lies over is not in sight, nor is all of what is cut.
  function look() {
    const unread = every().flatMap((all) => boxes(all.closest("ul"))).filter((box) => !read(box));
    if (!unread.length || !article.isConnected) clearInterval(looking);
    for (const box of unread) {
      const row = box.closest("li"), { left, width, top, bottom } = row.getBoundingClientRect();
      for (const [at, end] of [[top + 8, ends(box)[0]], [bottom - 8, ends(box)[1]]]) {
        const clear = !document.hidden && !row.querySelector("details:not([open])") && row.contains(document.elementFromPoint(left + width / 2, at));
        if (!clear) since.delete(end);
        else if (!since.has(end)) since.set(end, performance.now());
        else if (performance.now() - since.get(end) > GLANCE) seen.add(end);
      }
    }
    tell();
  }

  function tell() {
    for (const [n, all] of every().entries()) {
      const mine = boxes(all.closest("ul")), row = all.closest("li"), note = row.querySelector("[role=status]");
      const said = row.querySelector("[data-said]"), count = said.dataset.said.replace("%1", mine.length);
      row.hidden = !mine.length;
      if (said.textContent !== count) said.textContent = count;
      all.disabled = !mine.every((box) => box.checked || read(box));
      all.checked = mine.every((box) => box.checked);
      note.id = `confirm-all-${n}`;
      all.setAttribute("aria-describedby", note.id);
      const words = all.disabled ? note.dataset.closed : note.dataset.opened;
      if (note.textContent !== words) note.textContent = words;
    }
  }

  article.addEventListener("counted", tell);
  article.addEventListener("change", ({ target }) => {
    if (target.matches("[data-confirm]")) return tell();
    if (!target.matches("[data-confirm-all]")) return;
    const mine = boxes(target.closest("ul"));
    for (const box of mine) box.checked = target.checked;
    mine[0].dispatchEvent(new Event("change", { bubbles: true }));
  });

  // The lines are drawn: what was seen of a proposal that is gone counts for no other.
  return function watch() {
    clearInterval(looking);
    const there = new Set([...article.querySelectorAll("[data-of]")].map(proposal));
    for (const kept of [seen, since])
      for (const end of kept.keys()) if (!there.has(end.split(" ")[0])) kept.delete(end);
    tell();
    looking = setInterval(look, LOOK);
  };
}
