// The bar that stays: where in the changes the reader is, what is still to be read, and the three
// words that decide.  `say` holds its words in the reader's language.
function makeBar(node, act) {
  const make = (tag, name, more = {}) => Object.assign(document.createElement(tag), { className: name, ...more });
  const button = (name, what, id = "") => {
    const made = make("button", name, { type: "button" });
    if (id) made.id = id;
    made.addEventListener("click", () => act(what, made));
    return made;
  };
  const parts = {
    name: make("strong", "name"),
    chip: make("span", "chip"),
    place: make("span", "place"),
    prev: button("step prev", "prev"),
    next: button("step next", "next"),
    toread: button("toread", "unread"),
    length: make("span", "length"),
    all: button("step all", "all"),
    none: button("step none", "none"),
    adopt: button("adopt primary", "adopt", "adopt"),
    reject: button("step", "reject", "reject"),
    again: button("step", "again", "again"),
    candidates: make("span", "candidates"),
    writing: make("span", "writing"),
    together: button("step", "together", "together"),
    turns: make("div", "line turns"),
    behind: make("span", "others"),
    now: make("p", "now"),
    keys: make("p", "keys"),
  };
  const rows = [
    ["name", "chip", "place", "prev", "next", "toread", "length"],
    ["adopt", "reject", "together", "again", "candidates", "all", "none", "writing", "behind"],
  ];
  parts.turns.setAttribute("role", "group");
  node.append(parts.turns);
  for (const row of rows) {
    const line = make("div", "line");
    line.append(...row.map((one) => parts[one]));
    node.append(line);
  }
  parts.now.setAttribute("aria-live", "polite");
  node.append(parts.now, parts.keys);

  // What stands in brackets behind a label is left out where there is no room for it.
  function counted(one, told) {
    const at = told.search(/（| \(/), count = make("span", "count", { textContent: at < 0 ? "" : told.slice(at) });
    one.replaceChildren(at < 0 ? told : told.slice(0, at), count);
  }

  // What is written in one way or another: ‹ 1/2 ›, each end off where there is nothing beyond.
  function candidates(all, front, say, fill) {
    parts.candidates.replaceChildren();
    if (all.length < 2) return;
    const at = all.indexOf(front), ends = [];
    for (const [by, mark, label] of [[-1, "‹", say.candidate_prev], [1, "›", say.candidate_next]]) {
      const one = button("step front", "front");
      [one.textContent, one.dataset.front, one.disabled] = [mark, all[at + by] || "", !all[at + by]];
      one.setAttribute("aria-label", label);
      ends.push(one);
    }
    parts.candidates.append(ends[0], ` ${fill(say.candidate, at + 1, all.length)} `, ends[1]);
  }

  // What stands in the text beside each other, the one that the bar speaks of pressed.
  function turns(shown, front, told) {
    parts.turns.hidden = shown.length < 2;
    parts.turns.setAttribute("aria-label", told);
    parts.turns.replaceChildren(...shown.map(({ id, name }) => {
      const one = button("step turn", "turn");
      one.textContent = one.title = name;
      one.setAttribute("aria-pressed", String(id === front));
      if (id !== front) one.dataset.front = id;
      return one;
    }));
    const pressed = parts.turns.querySelector("[aria-pressed=true]");
    if (pressed) parts.turns.scrollLeft = pressed.offsetLeft - parts.turns.offsetLeft - 24;
  }

  // What waits for the same words as one of these takes its place.
  function behind(listed, told) {
    parts.behind.replaceChildren();
    if (!listed.length) return;
    parts.behind.append(told);
    for (const [id, label] of listed) {
      const one = button("step", "front");
      [one.dataset.front, one.textContent] = [id, label];
      parts.behind.append(one);
    }
  }

  // state: shown, front, name, chip, gone, lost, at, count, unread, here, reading, wrong, taken, length, again, candidates,
  // writing, together, behind, now, keys (what they do for who writes in the text), busy
  return function show(state, say) {
    node.hidden = !state;
    if (!state) return;
    const fill = (words, ...given) => given.reduce((told, one, at) => told.replace(`%${at + 1}`, one), words);
    node.setAttribute("aria-label", `${say.bar}${say.colon_name}${state.name}`);
    // Where several stand beside each other the one pressed of them is its name.
    parts.name.textContent = parts.name.title = state.name;
    parts.name.hidden = state.shown.length > 1;
    node.setAttribute("aria-busy", String(Boolean(state.busy)));
    // How far it is proven goes with what was read and ticked since it came.
    const [words, kind] = state.wrong ? [fill(say.errors, state.wrong), "unchanged"]
      : state.unread ? [fill(say.reading, state.unread), "review"] : state.chip;
    [parts.chip.textContent, parts.chip.className] = [words, `chip ${kind}`];
    parts.place.textContent = state.count ? fill(state.at ? say.place : say.places, state.at || state.count, state.count) : "";
    parts.prev.textContent = say.prev;
    parts.next.textContent = say.next;
    for (const [one, key] of [[parts.prev, "K"], [parts.next, "J"]]) {
      one.title = key;
      one.setAttribute("aria-keyshortcuts", key);
    }
    parts.prev.disabled = parts.next.disabled = !state.stops;
    // Errors come first: nothing is ready to be signed while one of them was not looked at.
    parts.toread.hidden = !state.reading && !state.wrong && !state.lost;
    const read = state.gone ? fill(say.allgone, state.gone) : say.allread;
    const done = state.lost ? fill(say.lost, state.lost) : read;
    const open = state.unread ? fill(state.here ? say.readhere : say.toread, state.unread) : done;
    parts.toread.textContent = state.wrong ? fill(say.wrong, state.wrong) : open;
    parts.toread.classList.toggle("wrong", Boolean(state.wrong));
    parts.toread.classList.toggle("done", !state.unread && !state.wrong && !state.gone && !state.lost);
    parts.toread.disabled = !state.unread && !state.wrong && !state.lost;
    parts.length.textContent = state.length;
    parts.all.textContent = say.all;
    parts.none.textContent = say.none;
    const whole = state.taken === state.count;
    // What would change nothing is not offered: the bar stays two rows on a phone.
    parts.all.hidden = state.count < 2 || whole;
    parts.none.hidden = state.count < 2 || !state.taken;
    const all = state.shown.length > 1 ? say.adopt_this : say.adopt_all;
    counted(parts.adopt, whole && state.count > 1 ? fill(all, state.count) : fill(say.adopt, state.taken));
    parts.adopt.title = state.name;
    parts.adopt.disabled = !state.taken || Boolean(state.busy);
    parts.reject.textContent = state.count ? say.reject : say.fine;
    parts.reject.disabled = Boolean(state.busy);
    parts.again.textContent = say.again;
    parts.again.hidden = !state.again;
    candidates(state.candidates, state.front, say, fill);
    parts.writing.textContent = state.writing ? say.writing : "";
    turns(state.shown, state.front, say.turns);
    behind(state.behind, fill(say.behind, state.behind.length));
    counted(parts.together, fill(say.together, state.shown.length, state.together));
    parts.together.hidden = state.shown.length < 2;
    parts.together.disabled = !state.together || Boolean(state.busy);
    parts.now.textContent = state.now;
    parts.now.hidden = !state.now;
    // Letters decide nothing while somebody writes in the text: that is said, whatever they were at.
    parts.keys.textContent = state.keys || say.keys;
    parts.keys.hidden = Boolean(state.now) && !state.keys;
    parts.keys.classList.toggle("writing", Boolean(state.keys));
    parts.keys.classList.toggle("over", Boolean(state.keys && state.now));
  };
}
