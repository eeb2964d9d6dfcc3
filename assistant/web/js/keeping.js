// What its author has typed and the server has not taken yet.  One goes after the other, so that what
// stands further down is placed once the answer to what stands above it has moved it.  Whatever was
// never answered is marked where it stands, outlives the page being loaded again, and is sent again;
// what was refused and stands nowhere any more is given back in `list`.  It belongs to one report.
// Who takes the report away waits for it (window.assistantKept), but not for ever.
function makeKeeping(article, list, trigger, say) {
  const PATIENCE = 15000, SOON = 2500;
  let report = "", items = [], kept = Promise.resolve(), done = () => {}, timer = 0;
  window.assistantKept = () => kept;
  const name = () => `assistant-unsaved-${report}`;
  const queue = () => items.filter((one) => !one.refused);

  function keep() {
    const stored = items.filter((one) => one.words !== null).map(({ event, last, words, refused, sent }) => ({ event, last, words, refused, sent }));
    if (stored.length) sessionStorage.setItem(name(), JSON.stringify(stored));
    else sessionStorage.removeItem(name());
  }

  // `given` is called when it goes on its way; `node` shows `words`, which are kept; `answered` hears
  // whether it was refused.
  function send(event, given, { node = null, words = null, answered = () => {} } = {}) {
    // What is written there now takes the place of what was refused there.
    items = items.filter((one) => !one.refused || !node || one.node !== node);
    if (!queue().length) kept = new Promise((settle) => { done = settle; });
    const one = { event, given, node, words, answered, last: given(), refused: false, sent: crypto.getRandomValues(new Uint32Array(2)).join("-") };
    items.push(one);
    setTimeout(() => late(one), SOON);
    keep();
    go();
  }

  function go() {
    const [head] = queue();
    if (!head) return done();
    if (head.gone) return;
    head.gone = true;
    deliver(head);
  }

  // Sent again under its name it is done once.
  function deliver(head) {
    // With the report that is left goes what waits to be sent: it is sent when it is opened again.
    if (head !== queue()[0] || !article.isConnected) return;
    head.last = head.given();
    keep();
    clearTimeout(timer);
    timer = setTimeout(() => {
      done();
      deliver(head);
    }, PATIENCE);
    trigger(head.event, { ...head.last, sent: head.sent });
  }

  function late(...those) {
    for (const one of those) one.late = true;
    show();
  }

  // The server names the latest of what it has answered, and whether it refused it: what is shown holds
  // all of these.
  function settle(answered = {}) {
    const [head] = queue(), refused = head && answered[head.sent];
    if (refused === undefined) return;
    clearTimeout(timer);
    if (refused && head.words !== null) head.refused = true;
    else items = items.filter((one) => one !== head);
    keep();
    head.answered(refused);
  }

  // What is left of the last visit: `place` returns where it stands now and what to send, undefined
  // where the text holds it already, null where other words stand there.
  function turn(to, answered = {}, place) {
    if (!to || to === report) return;
    clearTimeout(timer);
    done();
    report = to;
    items = [];
    for (const one of JSON.parse(sessionStorage.getItem(name()) || "[]")) {
      if (answered[one.sent] === false) continue;
      const found = one.refused || answered[one.sent] ? null : place(one);
      if (found) items.push({ answered: () => {}, ...one, ...found, late: true });
      else if (found === null) items.push({ ...one, refused: true });
    }
    keep();
    if (queue().length) kept = new Promise((settle) => { done = settle; });
  }

  // Words that have lost their place, though nobody has sent them.
  function lose(words) {
    items.push({ event: "", last: null, words, refused: true });
    keep();
  }

  function drop(gone) {
    items = items.filter((one) => !gone(one));
    keep();
    show();
  }

  function show() {
    const words = say();
    for (const one of article.querySelectorAll("[data-unsaved]")) one.removeAttribute("data-unsaved");
    for (const one of items)
      if (one.node?.isConnected && (one.late || one.refused)) one.node.dataset.unsaved = one.refused ? words.refused : words.unsaved;
    const lost = items.filter((one) => one.refused && !one.node?.isConnected), waits = queue().filter((one) => one.late).length;
    list.hidden = !waits && !lost.length;
    list.replaceChildren(...(waits ? [line(words.unsaved_count.replace("%1", waits))] : []), ...lost.map(back));
    clear();
  }

  // A notice stands above the list, wherever that is, and over none of its words and buttons.
  function clear() {
    const { top, bottom, height } = list.getBoundingClientRect();
    const foot = height && bottom > 0 && top < innerHeight ? innerHeight - top + 8 : 0;
    document.documentElement.style.setProperty("--foot", `${foot}px`);
  }
  for (const moved of ["scroll", "resize"]) addEventListener(moved, () => { if (article.isConnected) clear(); }, { passive: true });

  function line(words, ...more) {
    const made = Object.assign(document.createElement("p"), { textContent: words });
    made.append(...more);
    return made;
  }

  function back(one) {
    const words = say(), button = (label, act) => {
      const made = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      made.addEventListener("click", act);
      return made;
    };
    const theirs = Object.assign(document.createElement("q"), { textContent: one.words });
    return line(words.given_back, theirs, button(words.copy, () => navigator.clipboard?.writeText(one.words)),
      button(words.let_go, () => drop((other) => other === one)));
  }

  // The page's own scripts hear of a request that could not be sent.
  window.assistantCut = () => late(...queue());
  // Who closes the page loses what is kept here; one that loads itself anew does not.
  addEventListener("beforeunload", (event) => {
    if (article.isConnected && queue().length && !window.assistantLoadsAnew?.()) event.preventDefault();
  });

  return { send, settle, go, turn, lose, drop, show };
}
