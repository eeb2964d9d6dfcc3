// A gap is a field in the line: a click or Enter opens it, Enter sends what was typed and opens the next
// one at once, as Tab does, and Shift+Tab the one before; who leaves it keeps what they typed as in a paragraph, Escape leaves the gap as it was.  A
// field outlives its line being drawn anew.
function makeFields(article, save, { lose, drop }) {
  const HURRY = 500, SOON = 60, LATER = 300, CLICK = 6;
  const all = () => [...article.querySelectorAll(".gap, .gap-field input")];
  const touched = (field) => field.value.trim() && field.value !== field.dataset.sure;
  // The gap or the field under the mouse when it was pressed, and where that was: until it is released, and
  // what comes of that is over, nothing beside it moves.
  let pressed = null, from = [0, 0], drawing = false;

  function open(gap, itself = false) {
    const form = document.createElement("span"), opened = performance.now();
    form.className = "gap-field";
    form.dataset.words = gap.dataset.silent === undefined ? gap.textContent : "";
    if (gap.isContentEditable === false && gap.closest(".editing")) form.contentEditable = "false";
    const { asked, short } = gap.dataset;
    const field = Object.assign(document.createElement("input"), {
      type: "text", maxLength: 2000, autocomplete: "off", placeholder: short,
    });
    field.setAttribute("aria-label", asked);
    const wide = () => { field.style.width = `${Math.min(24, Math.max(4, (field.value || short).length + 2))}em`; };
    field.addEventListener("input", wide);
    form.append(field, gap.dataset.unit || "");
    const fits = JSON.parse(gap.dataset.fits || "[]");
    for (const [fact, value, said] of fits) {
      const one = Object.assign(document.createElement("button"), { type: "button", className: "fit" });
      one.textContent = `${value} ${said}`;
      one.addEventListener("click", () => keep(form, value, fact));
      form.append(one);
    }
    stand(form, gap);
    // What fits beyond doubt stands there already: Enter takes it, typing replaces it.
    const sure = fits.find(([, , , beyond]) => beyond);
    if (sure) field.value = sure[1];
    wide();
    field.dataset.sure = field.value;
    // The whole question stands below, over the line and not in it, and stays while the answer is typed.
    if (asked !== short) {
      const note = Object.assign(document.createElement("span"), { className: "asked", textContent: asked });
      form.append(note);
      const over = () => note.getBoundingClientRect().right - article.getBoundingClientRect().right;
      note.style.left = `${Math.min(0, -over())}px`;
    }
    field.focus({ preventScroll: true });
    field.select();

    field.addEventListener("keydown", (event) => {
      if (event.isComposing || form.matches(".saving")) return;
      if (event.key === "Escape") {
        event.stopPropagation();
        close(form);
        form.gap.focus({ preventScroll: true });
      }
      if (event.key === "Enter" && !event.repeat && field.value.trim()) {
        event.preventDefault();
        // Enter twice: the second is not meant for what stood in the next field by itself.
        if (itself && !touched(field) && performance.now() - opened < HURRY) return;
        keep(form, field.value, fact());
      }
    });
    // Left by Tab: the line is drawn anew, and what the browser has turned to in it is gone by then.
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Tab" || event.isComposing || form.matches(".saving") || !touched(field) || field.value === form.refused) return;
      const by = event.shiftKey ? -1 : 1, inside = [field, ...form.querySelectorAll("button")];
      if (event.target !== inside.at(event.shiftKey ? 0 : -1) || !beside(form, by)) return;
      event.preventDefault();
      keep(form, field.value, fact(), by);
    });
    const fact = () => fits.find(([, value]) => value === field.value.trim())?.[0];
    form.leave = () => {
      if (!form.isConnected || form.matches(".saving, .over") || form.contains(document.activeElement)) return;
      if (!touched(field)) return close(form);
      // What was refused is sent again once it is something else.
      if (field.value === form.refused) return;
      // The answer draws lines anew: it is not asked for while one of them is written in.
      const written = article.querySelector(".editing");
      if (written && !written.contains(form)) return void setTimeout(form.leave, LATER);
      keep(form, field.value, fact(), 0);
    };
    // A press on other words of its own line would leave it for nothing: they can't be written in yet.
    const stays = () => touched(field) && pressed && !pressed.closest(".gap") && form.closest("[data-at]")?.contains(pressed);
    form.addEventListener("focusout", (event) => {
      if (drawing || form.contains(event.relatedTarget)) return;
      if (!pressed) return form.leave();
      const back = stays() && (() => form.isConnected && field.focus({ preventScroll: true }));
      addEventListener("mouseup", () => setTimeout(back || (() => {
        // Where a line is gone to, it is being written in by then.
        if (touched(field)) setTimeout(form.leave, SOON);
        else form.leave();
      })), { once: true, capture: true });
    });
    // Its unit and its question are no place to go to.
    form.addEventListener("mousedown", (event) => {
      if (!event.target.closest("input, button")) event.preventDefault();
    });
    return form;
  }

  // The next gap, or the one before, that is open or can be opened.
  function beside(form, by) {
    const every = all(), at = every.indexOf(form.querySelector("input"));
    const there = by > 0 ? every.slice(at + 1) : every.slice(0, at).reverse();
    return there.find((one) => !one.closest(".saving"));
  }

  // Who goes on by Enter or Tab finds the next one open, or the one before; who does neither (0) none.
  function keep(form, value, fact = "", goesOn = 1) {
    // Enter twice, or a double click: what is on its way is not sent again.
    if (form.matches(".saving, .over")) return;
    const next = goesOn && beside(form, goesOn);
    form.classList.add("over");
    const sent = save({ ...asked(form), value, fact }, form, Boolean(goesOn));
    form.classList.remove("over");
    if (!sent) return;
    wait(form, value);
    if (next) enter(next, true);
  }

  // Going, it loses the focus, which is no leaving.
  function close(form) {
    form.classList.add("over");
    drop((one) => one.refused && one.node === form);
    form.replaceWith(form.gap);
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
    const field = form.querySelector("input");
    field.readOnly = false;
    form.refused = refused ? field.value : null;
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
  // A click is for what was under the mouse when it was pressed, though that has moved from under it or
  // its line is drawn anew: the browser then tells of no click on it.  Where the mouse has moved, it is none.
  article.addEventListener("mousedown", ({ target, button, clientX, clientY }) => {
    [pressed, from] = [button ? null : target, [clientX, clientY]];
  }, true);
  addEventListener("mouseup", ({ target, clientX, clientY }) => setTimeout(() => {
    const gap = pressed?.closest(".gap"), moved = Math.hypot(clientX - from[0], clientY - from[1]) > CLICK;
    pressed = null;
    if (gap?.isConnected && (!moved || gap.contains(target))) open(gap);
  }));
  addEventListener("dragend", () => { pressed = null; });

  // Who leaves the page over a field is asked first, and keeps what is typed.
  const unsent = () => [...article.querySelectorAll(".gap-field:not(.saving)")].filter((form) => touched(form.querySelector("input")));
  addEventListener("beforeunload", (event) => {
    if (article.isConnected && unsent().length && !window.assistantLoadsAnew?.()) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    for (const form of unsent()) keep(form, form.querySelector("input").value, "", 0);
  });

  return {
    asked,
    settle,
    // The fields in which something is typed that nobody has sent.
    unsent,
    // Whether the mouse was pressed over a gap or a field: what it is released over does not count.
    meant: () => Boolean(pressed?.closest(".gap, .gap-field")),
    // Before the document is drawn anew; what it returns puts the fields that are in use back to their
    // gaps, and the focus to the gap that had it.  They are counted from the end, without what is filled now.
    hold() {
      const before = all().filter((one) => !one.closest(".done")), behindOf = (one) => before.length - before.indexOf(one);
      const at = document.activeElement;
      const [meant, turnedTo] = [pressed, at].map((one) => one?.closest(".gap")).map((gap) => ({ gap, behind: behindOf(gap) }));
      drawing = true;
      const held = [...article.querySelectorAll(".gap-field:not(.done)")].map((form) => {
        const field = form.querySelector("input");
        return { form, field, behind: behindOf(field), used: form.matches(".saving") || field === at || touched(field),
          caret: field === at && [field.selectionStart, field.selectionEnd] };
      });
      return () => {
        const now = all(), alikeTo = (gap) => (one) => one?.matches(".gap") && one.dataset.asked === gap.dataset.asked;
        drawing = false;
        const gone = ({ gap }) => gap && !gap.isConnected, again = ({ gap, behind }) => [now[now.length - behind]].find(alikeTo(gap)) || null;
        if (gone(meant)) pressed = again(meant);
        if (gone(turnedTo)) again(turnedTo)?.focus({ preventScroll: true });
        for (const { form, field, behind, used, caret } of held) {
          if (form.isConnected || !used) continue;
          const same = alikeTo(form.gap);
          const there = now[now.length - behind], alike = all().filter(same);
          const gap = same(there) ? there : alike.length === 1 && alike[0];
          if (gap) stand(form, gap);
          else if (touched(field) && !form.matches(".saving")) lose(field.value, form);
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
      const form = open(gap);
      wait(form, given.value);
      form.querySelector("input").blur();
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
