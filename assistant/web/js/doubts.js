// What the checks doubt, one after the other; `show` opens the toolbar that says what it is, where Enter
// puts it right for who has turned to the text.
function makeDoubts(article, list, show) {
  function go(one, turned = true) {
    if (!one) return;
    for (const other of article.querySelectorAll(".doubt.current")) other.classList.remove("current");
    one.classList.add("current");
    one.scrollIntoView({ block: "center" });
    show(one, turned);
  }

  list.addEventListener("click", (event) => {
    const row = event.target.closest("[data-doubt]");
    if (row) go(article.querySelector(`.doubt[data-start="${row.dataset.doubt}"]`));
  });

  return {
    next(by, turned) {
      const all = [...article.querySelectorAll(".doubt")], at = all.findIndex((one) => one.matches(".current"));
      go(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))], turned);
    },
  };
}
