// The small toolbar at the place where somebody reads: what a finding says and its fix, and what
// can be done with the paragraph or the selected words.
function makeTools(node, say, act) {
  const make = (tag, more = {}) => Object.assign(document.createElement(tag), more);
  const narrow = matchMedia("(max-width: 1000px)");
  let place = null, anchor = null;
  const why = make("p", { className: "why" }), row = make("span", { className: "line" });
  const form = make("form", { className: "paste", hidden: true });
  const draft = make("textarea", { rows: 8, maxLength: 60000 }), short = make("input", { type: "checkbox" });
  const where = make("p", { className: "where" }), label = make("label"), check = make("button", { type: "submit", className: "primary" });
  const back = make("button", { type: "button" }), ends = make("span", { className: "line" });
  const reach = make("span", { className: "line reach" }), [one, whole] = ["one", "whole"].map((value) => make("input", { type: "radio", name: "reach", value }));
  reach.setAttribute("role", "radiogroup");
  ends.append(check, back);
  form.append(where, reach, draft, label, ends);
  node.append(why, row, form);
  back.addEventListener("click", hide);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (draft.value.trim()) act({ what: "paste", text: draft.value, short: short.checked, whole: reach.hidden || whole.checked }, place);
  });
  // What begins with the section's heading is the section, unless somebody has said which it is.
  draft.addEventListener("input", () => {
    if (reach.hidden || reach.dataset.said) return;
    const head = bare(where.dataset.heading);
    whole.checked = Boolean(head) && draft.value.trim().split("\n").slice(0, 3).some((first) => bare(first) === head);
    one.checked = !whole.checked;
  });
  reach.addEventListener("change", () => { reach.dataset.said = "yes"; });
  const bare = (words) => words.replace(/[\s#*。：:]/g, "").replace(/^[（(]?[一二三四五六七八九十\d]+[）)、.．]*/, "");
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
    const name = heading?.textContent.split("。")[0] || words.opening;
    where.dataset.heading = heading ? name : "";
    // A heading, the opening, or a selection over several paragraphs is no one paragraph.
    reach.hidden = !heading || heading === place.line || place.was === undefined;
    where.textContent = reach.hidden ? words.replaces.replace("%1", name) : words.replaces_what;
    reach.setAttribute("aria-label", words.replaces_what);
    [one.checked, reach.dataset.said] = [true, ""];
    reach.replaceChildren(...[[one, words.paragraph], [whole, words.section.replace("%1", name)]].map(([radio, said]) => {
      const choice = make("label");
      choice.append(radio, ` ${said}`);
      return choice;
    }));
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
    if (found?.part) button(found.frame, { what: "draft", part: found.part });
    for (const what of can) button(words[what], { what });
    node.hidden = false;
    settle();
    // The end of the paragraph is brought up to make room for it, where its beginning stays in sight.
    const { top, bottom } = place.line.getBoundingClientRect(), over = bottom + 8 + node.offsetHeight + foot() - innerHeight;
    if (narrow.matches && over > 0 && over < top - 60) window.scrollBy(0, over);
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
    const home = node.parentElement.getBoundingClientRect();
    room(narrow.matches && place.line);
    // A title is short, and read as one: no line of it is covered for the sake of another.
    const box = (narrow.matches || place.line.matches(".title") ? place.line : anchor).getBoundingClientRect();
    const above = box.top - node.offsetHeight - 4, bar = node.parentElement.querySelector(".bar");
    const head = (bar.hidden ? 0 : bar.getBoundingClientRect().bottom) + 4;
    // On a phone it stands below the paragraph, in a room of its own.  Where the end of that is out of
    // sight the toolbar is not, until it is scrolled to.
    const below = Math.max(head, Math.min(box.bottom + 4, innerHeight - node.offsetHeight - foot()));
    node.style.top = `${(above > head && form.hidden && !narrow.matches ? above : below) - home.top}px`;
  }
  // What unfolds or goes above the text takes the place along.
  new ResizeObserver(() => { if (!node.hidden && place.line.isConnected) settle(); }).observe(node.parentElement);
  addEventListener("scroll", () => { if (!node.hidden && node.isConnected && narrow.matches) settle(); }, { passive: true });

  // What it stands in lies between the paragraph and the next one, and goes with it.
  let roomy = null;
  function room(line) {
    if (roomy && roomy !== line) roomy.style.marginBottom = "";
    roomy = line || null;
    if (roomy) roomy.style.marginBottom = `${node.offsetHeight + 10}px`;
  }

  function hide() {
    node.hidden = true;
    room(null);
    place = anchor = null;
    draft.value = "";
    short.checked = false;
  }

  return { show, hide, keep, open: () => !node.hidden, pasting: () => !node.hidden && !form.hidden, focus: () => row.firstElementChild?.focus() };
}
