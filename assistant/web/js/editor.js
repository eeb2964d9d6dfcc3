// A whole part in a field of its own.  What is typed there belongs to its report and its part: it is
// kept with both until it is sent or given up, and stands there again when they are turned to.
function makeEditor(form, say, send, ask) {
  const make = (tag, more = {}) => Object.assign(document.createElement(tag), more);
  const where = make("p", { className: "where" }), note = make("p", { className: "note" });
  const field = make("div", { id: "edit-text" }), draft = make("textarea", { rows: 8, maxLength: 60000 });
  const parts = make("span", { className: "line" }), ends = make("span", { className: "line" });
  const done = make("button", { type: "submit", id: "edit-done", className: "primary" });
  const cancel = make("button", { type: "button", id: "edit-cancel" });
  field.append(draft);
  ends.append(done, cancel);
  form.append(where, note, parts, field, ends);
  let report = "", at = null, again = false;

  const name = () => `assistant-edit-${report}`;
  const kept = () => JSON.parse(sessionStorage.getItem(name()) || '{"open":"","of":{}}');
  const key = ({ part, name }) => `${part} ${name}`;
  const plain = (words) => words.replaceAll("\r\n", "\n").replace(/\n+$/, "");

  function keep(open) {
    const now = kept();
    if (at && at.now !== plain(at.was)) now.of[key(at)] = at;
    else if (at) delete now.of[key(at)];
    now.open = open ? at : null;
    sessionStorage.setItem(name(), JSON.stringify(now));
  }

  function show(told = "") {
    const words = say();
    form.hidden = !at;
    parts.hidden = true;
    for (const one of [field, done]) one.hidden = false;
    if (!at) return;
    where.textContent = words.editing_part.replace("%1", at.name);
    draft.setAttribute("aria-label", where.textContent);
    [done.textContent, cancel.textContent, note.textContent, note.hidden] = [words.edit_done, words.cancel, told, !told];
    if (draft.value !== at.now) draft.value = at.now;
  }

  // None is clear: which one is asked here, each a click away.
  function choose(listed) {
    const words = say();
    leave();
    for (const one of [note, field, done]) one.hidden = true;
    form.hidden = parts.hidden = false;
    [where.textContent, cancel.textContent] = [words.edit_which, words.cancel];
    parts.replaceChildren(...listed.map(([part, label]) => {
      const one = make("button", { type: "button", textContent: label });
      one.addEventListener("click", () => ask(part));
      return one;
    }));
    focus(parts.firstElementChild);
  }

  // The text may just be coming in front of another tab.
  function focus(one, tries = 30) {
    one.focus();
    if (document.activeElement !== one && tries) requestAnimationFrame(() => focus(one, tries - 1));
  }

  function leave() {
    if (at) keep(false);
    at = null;
  }

  function open(told) {
    if (told.parts) return choose(told.parts);
    const asked = again;
    again = false;
    // Other parts have come or gone: what was typed is not put into another one than it was for.
    if (asked && at && key(at) !== key(told)) return show(say().edit_moved);
    leave();
    const mine = kept().of[key(told)];
    at = mine ? { ...told, now: mine.now } : { ...told, now: plain(told.was) };
    keep(true);
    show(mine && plain(mine.was) !== plain(told.was) ? say().edit_since : "");
    focus(draft);
    if (!mine) draft.setSelectionRange(0, 0);
  }

  draft.addEventListener("input", () => {
    at.now = draft.value;
    keep(true);
  });
  cancel.addEventListener("click", () => {
    if (at) {
      at.now = plain(at.was);
      keep(false);
    }
    at = null;
    show();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!at || form.matches(".saving")) return;
    const mine = at, home = name();
    form.classList.add("saving");
    send({ what: "part", part: mine.part, was: mine.was, now: mine.now }, (refused) => {
      form.classList.remove("saving");
      if (home !== name() || at !== mine) return;
      // Said again it counts for what is shown now.
      if (refused) {
        again = true;
        return ask(mine.part);
      }
      mine.now = plain(mine.was);
      keep(false);
      at = null;
      show();
    });
  });

  // The page shows a report: what was being edited in it stands there again.
  function turn(to) {
    if (to === report) return;
    form.classList.remove("saving");
    report = to;
    at = kept().open || null;
    show();
  }

  return { open, turn };
}
