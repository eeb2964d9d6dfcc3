// A gap is a field in the line: a click or Enter opens it, Enter saves what was typed, Escape leaves
// the gap as it was.
function makeFields(article, save) {
  let left = -1;

  function open(gap) {
    const form = document.createElement("span");
    form.className = "gap-field";
    form.dataset.words = gap.dataset.silent === undefined ? gap.textContent : "";
    if (gap.isContentEditable === false && gap.closest(".editing")) form.contentEditable = "false";
    const field = Object.assign(document.createElement("input"), {
      type: "text", maxLength: 2000, autocomplete: "off", placeholder: gap.dataset.asked,
    });
    field.dataset.gap = gap.dataset.gap;
    field.setAttribute("aria-label", gap.dataset.asked);
    field.style.width = `${Math.min(24, Math.max(6, gap.dataset.asked.length + 1))}em`;
    form.append(field, gap.dataset.unit || "");
    const fits = JSON.parse(gap.dataset.fits || "[]");
    for (const [fact, value, said] of fits) {
      const one = Object.assign(document.createElement("button"), { type: "button", className: "fit" });
      one.textContent = `${value} ${said}`;
      one.addEventListener("click", () => keep(value, fact));
      form.append(one);
    }
    gap.replaceWith(form);
    // What fits beyond doubt stands there already: Enter takes it, typing replaces it.
    const sure = fits.find(([, , , beyond]) => beyond);
    if (sure) [field.value, field.style.width] = [sure[1], `${Math.min(24, Math.max(4, sure[1].length + 2))}em`];
    // A question that the field cannot hold stands below it, and stays while the answer is typed.
    if (gap.dataset.asked.length * parseFloat(getComputedStyle(field).fontSize) > field.clientWidth)
      form.append(Object.assign(document.createElement("span"), { className: "asked", textContent: gap.dataset.asked }));
    field.focus({ preventScroll: true });
    field.select();

    function keep(value, fact = "") {
      // Enter twice, or a double click: what is on its way is not sent again.
      if (form.matches(".saving")) return;
      left = all().indexOf(field);
      form.classList.add("saving");
      save({ gap: gap.dataset.gap, unit: gap.dataset.unit || "", asked: gap.dataset.asked, value, fact }, form);
      setTimeout(() => form.classList.remove("saving"), 1500);
    }

    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") {
        event.stopPropagation();
        form.replaceWith(gap);
        gap.focus({ preventScroll: true });
      }
      if (event.key === "Enter" && !event.repeat && field.value.trim()) {
        event.preventDefault();
        keep(field.value, fits.find(([, value]) => value === field.value.trim())?.[0]);
      }
    });
  }

  const all = () => [...article.querySelectorAll(".gap, .gap-field input")];

  // What is typed next goes into this gap, and its author sees it.
  function enter(gap) {
    const { top, bottom } = gap.getBoundingClientRect();
    if (top < 150 || bottom > innerHeight - 150) gap.scrollIntoView({ block: "center" });
    if (gap.matches(".gap")) open(gap);
    else gap.focus({ preventScroll: true });
  }

  article.addEventListener("click", (event) => {
    const gap = event.target.closest(".gap");
    if (gap) open(gap);
  });

  return {
    // After the document was drawn anew: from a gap that was filled its author goes on to the next.
    settle() {
      if (left < 0) return;
      const next = all()[left];
      left = -1;
      if (next && document.activeElement === document.body) enter(next);
    },
    next() {
      const gaps = [...article.querySelectorAll(".gap")];
      const below = gaps.find((one) => one.getBoundingClientRect().top > 150) || gaps[0];
      if (below) enter(below);
    },
  };
}
