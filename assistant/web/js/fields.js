// A gap is a field in the line: a click or Enter opens it, Enter sends what was typed and opens the next
// one at once, Escape leaves the gap as it was.  A field outlives its line being drawn anew.
function makeFields(article, save, lose) {
  const HURRY = 500;
  const all = () => [...article.querySelectorAll(".gap, .gap-field input")];
  const touched = (field) => field.value.trim() && field.value !== field.dataset.sure;

  function open(gap, itself = false) {
    const form = document.createElement("span"), opened = performance.now();
    form.className = "gap-field";
    form.dataset.words = gap.dataset.silent === undefined ? gap.textContent : "";
    if (gap.isContentEditable === false && gap.closest(".editing")) form.contentEditable = "false";
    const field = Object.assign(document.createElement("input"), {
      type: "text", maxLength: 2000, autocomplete: "off", placeholder: gap.dataset.asked,
    });
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
    stand(form, gap);
    // What fits beyond doubt stands there already: Enter takes it, typing replaces it.
    const sure = fits.find(([, , , beyond]) => beyond);
    if (sure) [field.value, field.style.width] = [sure[1], `${Math.min(24, Math.max(4, sure[1].length + 2))}em`];
    field.dataset.sure = field.value;
    // A question that the field cannot hold stands below it, and stays while the answer is typed.
    if (gap.dataset.asked.length * parseFloat(getComputedStyle(field).fontSize) > field.clientWidth)
      form.append(Object.assign(document.createElement("span"), { className: "asked", textContent: gap.dataset.asked }));
    field.focus({ preventScroll: true });
    field.select();

    function keep(value, fact = "") {
      // Enter twice, or a double click: what is on its way is not sent again.
      if (form.matches(".saving")) return;
      const every = all(), next = every.slice(every.indexOf(field) + 1).find((one) => !one.closest(".saving"));
      if (!save({ ...asked(form), value, fact }, form)) return;
      wait(form, value);
      if (next) enter(next, true);
    }

    field.addEventListener("keydown", (event) => {
      if (event.isComposing || form.matches(".saving")) return;
      if (event.key === "Escape") {
        event.stopPropagation();
        form.replaceWith(form.gap);
        form.gap.focus({ preventScroll: true });
      }
      if (event.key === "Enter" && !event.repeat && field.value.trim()) {
        event.preventDefault();
        // Enter twice: the second is not meant for what stood in the next field by itself.
        if (itself && !touched(field) && performance.now() - opened < HURRY) return;
        keep(field.value, fits.find(([, value]) => value === field.value.trim())?.[0]);
      }
    });
    // One that opened by itself and was left as it was closes by itself.
    field.addEventListener("focusout", (event) => {
      if (!itself || form.matches(".saving") || form.contains(event.relatedTarget)) return;
      if (form.isConnected && !touched(field) && document.activeElement !== field) form.replaceWith(form.gap);
    });
    return form;
  }

  function stand(form, gap) {
    form.gap = gap;
    form.querySelector("input").dataset.gap = gap.dataset.gap;
    gap.replaceWith(form);
  }

  const asked = ({ gap }) => ({ gap: gap.dataset.gap, unit: gap.dataset.unit || "", asked: gap.dataset.asked });

  function wait(form, value) {
    const field = form.querySelector("input");
    form.classList.add("saving");
    [field.value, field.readOnly] = [value, true];
  }

  // What its field sent is answered.
  function settle(form, refused) {
    form.classList.remove("saving");
    form.querySelector("input").readOnly = false;
    form.classList.toggle("done", !refused);
  }

  function bring(gap) {
    const { top, bottom } = gap.getBoundingClientRect();
    if (top < 150 || bottom > innerHeight - 150) gap.scrollIntoView({ block: "center" });
  }

  // What is typed next goes into this gap, and its author sees it.
  function enter(gap, itself = false) {
    bring(gap);
    if (gap.matches(".gap")) open(gap, itself);
    else gap.focus({ preventScroll: true });
  }

  article.addEventListener("click", (event) => {
    const gap = event.target.closest(".gap");
    if (gap) open(gap);
  });

  return {
    asked,
    settle,
    // Before the document is drawn anew; what it returns puts the fields that are in use back to their
    // gaps.  Those are counted from the end: what was filled stood before them.
    hold() {
      const before = all(), at = document.activeElement;
      const held = [...article.querySelectorAll(".gap-field:not(.done)")].map((form) => {
        const field = form.querySelector("input");
        return { form, field, behind: before.length - before.indexOf(field), used: form.matches(".saving") || field === at || touched(field),
          caret: field === at && [field.selectionStart, field.selectionEnd] };
      });
      return () => {
        const now = all();
        for (const { form, field, behind, used, caret } of held) {
          if (form.isConnected || !used) continue;
          const same = (one) => one?.matches(".gap") && one.dataset.asked === form.gap.dataset.asked;
          const there = now[now.length - behind], alike = all().filter(same);
          const gap = same(there) ? there : alike.length === 1 && alike[0];
          if (gap) stand(form, gap);
          else if (touched(field) && !form.matches(".saving")) lose(field.value);
          if (!gap || !caret) continue;
          field.focus({ preventScroll: true });
          field.setSelectionRange(...caret);
        }
      };
    },
    // The field of a gap with what was typed there in the last visit.
    again(line, given) {
      const gap = [...line.querySelectorAll(".gap")].find((one) => one.dataset.gap === given.gap && one.dataset.asked === given.asked);
      if (!gap) return null;
      const form = open(gap), field = form.querySelector("input");
      field.blur();
      wait(form, given.value);
      return form;
    },
    // Whoever has not turned to the text only sees which gap is next: what they type goes into none.
    next(turned) {
      const gaps = [...article.querySelectorAll(".gap")], shown = gaps.find((one) => one.matches(".current"));
      const next = shown || gaps.find((one) => one.getBoundingClientRect().top > 150) || gaps[0];
      if (!next) return;
      next.classList.toggle("current", !turned);
      if (turned) enter(next);
      else bring(next);
    },
  };
}
