// What its author has typed and the server has not taken yet.  One goes after the other, so that what
// stands further down is placed once the answer to what stands above it has moved it.  Whatever was
// never answered is marked where it stands, outlives the page being loaded again, and is sent again;
// what was refused and stands nowhere any more is given back in `list`.  It belongs to one report.
// Who takes the report away, or says what is to become of it, waits for it (window.assistantKept, which
// tells whether all of it was taken), but not for ever.  What is done by a click comes in its turn.
function makeKeeping(article, list, trigger, say, changed) {
  const PATIENCE = 15000, SOON = 2500, PRESS = 1000, UNDO = "undo";
  let report = "", items = [], kept = Promise.resolve(true), done = () => {}, taken = true, timer = 0;
  window.assistantKept = () => (queue().length ? kept : Promise.resolve(true));
  const name = () => `assistant-unsaved-${report}`;
  const queue = () => items.filter((one) => !one.refused);

  function keep() {
    const stored = items.filter((one) => one.words !== null).map(({ event, last, words, refused, sent }) => ({ event, last, words, refused, sent }));
    if (stored.length) sessionStorage.setItem(name(), JSON.stringify(stored));
    else sessionStorage.removeItem(name());
    changed();
  }

  function wait() {
    taken = true;
    kept = new Promise((settle) => { done = settle; });
  }

  // `given` is called when it goes on its way; `node` shows `words`, which are kept; `answered` hears
  // whether it was refused.  A `step` is a click and no words of anybody's; `by` sends it.
  function send(event, given, { node = null, words = null, answered = () => {}, by = trigger, step = "" } = {}) {
    // What is written there now takes the place of what was refused there.
    items = items.filter((one) => !one.refused || !node || one.node !== node);
    if (!queue().length) wait();
    const one = { event, given, node, words, answered, by, step, last: given(), refused: false, sent: crypto.getRandomValues(new Uint32Array(2)).join("-") };
    items.push(one);
    setTimeout(() => late(one), SOON);
    keep();
    go();
  }

  // 撤销, 恢复, 采用, a version of the list, and a sentence that is offered to be said: they are about what was
  // typed before them, and what is typed behind them is about what came of them.  `what` of one that was
  // clicked twice is done once.  `given` hears whether anything is before it.
  function step(what, given, event = "here", by = trigger) {
    const behind = queue().length > 0;
    if (what && queue().some((one) => one.step === what)) return;
    send(event, () => given(behind), { by, step: what || "said" });
  }
  window.assistantInTurn = (by, what) => (event, given) => step(what, () => given, event, by);

  // What a press of the mouse has its author leave goes on its way with the release: its answer would draw
  // anew what they press, and nothing would have been clicked.
  let held = 0;
  function release() {
    clearTimeout(held);
    held = 0;
    go();
  }
  addEventListener("mousedown", ({ button }) => {
    clearTimeout(held);
    held = button ? 0 : setTimeout(release, PRESS);
  }, true);
  addEventListener("mouseup", () => setTimeout(release), true);

  function go() {
    const [head] = queue();
    if (!head) return done(taken);
    if (head.gone || held) return;
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
      done(false);
      deliver(head);
    }, PATIENCE);
    head.by(head.event, { ...head.last, sent: head.sent });
  }

  function late(...those) {
    for (const one of those) one.late = !one.step;
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
    // Its author meant to undo what was not taken: an older step would go in its stead, unseen.
    if (refused) [taken, items] = [false, items.filter((one) => one.step !== UNDO)];
    keep();
    head.answered(refused);
  }

  // What is left of the last visit: `place` returns where it stands now and what to send, undefined
  // where the text holds it already, null where other words stand there.
  function turn(to, answered = {}, place) {
    if (!to || to === report) return;
    clearTimeout(timer);
    done(false);
    report = to;
    items = [];
    for (const one of JSON.parse(sessionStorage.getItem(name()) || "[]")) {
      if (answered[one.sent] === false) continue;
      const found = one.refused || answered[one.sent] ? null : place(one);
      if (found) items.push({ answered: () => {}, by: trigger, ...one, ...found, late: true });
      else if (found === null) items.push({ ...one, refused: true });
    }
    keep();
    if (queue().length) wait();
  }

  // Words that have lost their place, at `node`, and that nobody has sent; what was refused there is listed
  // already, or was written on since.
  function lose(words, node) {
    const there = (one) => one.refused && one.node === node;
    if (items.some((one) => there(one) && one.words === words)) return;
    items = items.filter((one) => !there(one));
    items.push({ event: "", last: null, node, words, refused: true });
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
    if (article.isConnected && queue().some((one) => !one.step) && !window.assistantLoadsAnew?.()) event.preventDefault();
  });

  // Whether anything that was typed is not saved yet.
  const unsaved = () => queue().some((one) => one.words !== null);

  return { send, step, settle, go, turn, lose, drop, show, unsaved };
}
