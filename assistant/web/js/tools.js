// The small toolbar at the place where somebody reads: what a finding says and its fix, and what
// can be done with the paragraph or the selected words.
function makeTools(node, say, act) {
  const make = (tag, more = {}) => Object.assign(document.createElement(tag), more);
  let place = null, anchor = null;
  const why = make("p", { className: "why" }), row = make("span", { className: "line" });
  const form = make("form", { className: "paste", hidden: true });
  const draft = make("textarea", { rows: 8, maxLength: 60000 }), short = make("input", { type: "checkbox" });
  const where = make("p", { className: "where" }), label = make("label"), check = make("button", { type: "submit", className: "primary" });
  const back = make("button", { type: "button" }), ends = make("span", { className: "line" });
  ends.append(check, back);
  form.append(where, draft, label, ends);
  node.append(why, row, form);
  back.addEventListener("click", hide);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (draft.value.trim()) act({ what: "paste", text: draft.value, short: short.checked }, place);
  });
  // The place keeps its selection and its focus while a button is pressed.
  row.addEventListener("mousedown", (event) => event.preventDefault());

  function button(words, given) {
    const made = make("button", { type: "button", textContent: words });
    made.dataset.act = given.what;
    made.addEventListener("click", () => (given.what === "paste" ? paste() : act(given, place)));
    row.append(made);
  }

  function paste() {
    const words = say();
    row.hidden = true;
    why.hidden = true;
    form.hidden = false;
    let heading = place.line;
    while (heading && !heading.matches(".heading")) heading = heading.previousElementSibling;
    where.textContent = words.replaces.replace("%1", heading?.textContent.split("。")[0] || words.opening);
    draft.placeholder = words.paste_hint;
    draft.setAttribute("aria-label", words.paste_hint);
    label.replaceChildren(short, ` ${words.short}`);
    check.textContent = words.verify;
    back.textContent = words.cancel;
    settle();
    draft.focus({ preventScroll: true });
    node.scrollIntoView({ block: "nearest" });
  }

  // `at` is what the words stand in (a range, an element), `doubt` the underlined ones clicked.
  function show(where, at, doubt, can) {
    const words = say();
    [place, anchor] = [where, at];
    form.hidden = true;
    row.hidden = false;
    node.setAttribute("aria-label", words.here);
    why.textContent = doubt?.dataset.why || "";
    why.hidden = !why.textContent;
    row.replaceChildren();
    const found = doubt?.dataset;
    if (found?.right) button(found.right, { what: "right", code: found.code, start: Number(found.start) });
    if (Number(found?.alike) > 1) button(words.alike.replace("%1", found.alike), { what: "right", code: found.code });
    for (const what of can) button(words[what], { what });
    node.hidden = false;
    settle();
  }

  // After the document was drawn anew: it stays where its words stand as they were.
  function keep() {
    if (node.hidden) return;
    if (!place.line.isConnected || (place.was === undefined && form.hidden)) hide();
    else settle();
  }

  // What of the window's foot something else covers: on a phone the talk.
  function foot() {
    const talk = document.querySelector("#right");
    return talk && getComputedStyle(talk).position === "fixed" ? talk.offsetHeight + 4 : 4;
  }

  // Above the words where there is room, below them where there is none.
  function settle() {
    const home = node.parentElement.getBoundingClientRect(), box = anchor.getBoundingClientRect();
    const above = box.top - node.offsetHeight - 4, bar = node.parentElement.querySelector(".bar");
    const room = (bar.hidden ? 0 : bar.getBoundingClientRect().bottom) + 4;
    // A paragraph longer than the window: its end is out of sight, the toolbar is not.
    const below = Math.max(room, Math.min(box.bottom + 4, innerHeight - node.offsetHeight - foot()));
    node.style.top = `${(above > room && form.hidden ? above : below) - home.top}px`;
  }

  function hide() {
    node.hidden = true;
    place = anchor = null;
    draft.value = "";
    short.checked = false;
  }

  return { show, hide, keep, open: () => !node.hidden, pasting: () => !node.hidden && !form.hidden, focus: () => row.firstElementChild?.focus() };
}
