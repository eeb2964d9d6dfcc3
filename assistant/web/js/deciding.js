// The reader among the changes of what waits: which proposal the bar speaks of, the place they are at,
// what they have read, marked and confirmed, and what they do with it.
function makeDeciding(element, article, view, trigger, inTurn, writing) {
  const node = element.querySelector(".bar"), bar = makeBar(node, act), marks = makeMarks();
  let front = "", drawn = [], since = 0, brought = null;
  let current = null, busy = false;
  let begun = "", held = "";

  // What stands in the text at once, and the one of them that the bar speaks of and that is decided on.
  const shown = () => view().shown || [];
  const facts = (proposal = front) => shown().find(({ id }) => id === proposal);
  const of = (one) => one.closest("[data-of]")?.dataset.of || "";
  const own = (proposal) => (one) => of(one) === proposal;
  const stops = () => [...article.querySelectorAll(".change, .unproven")];
  const changes = (proposal = front) => [...article.querySelectorAll(".change")].filter(own(proposal));
  const ids = (proposal = front) => changes(proposal).map((one) => one.dataset.change);
  const left = (proposal) => ids(proposal).filter((one) => marks.of(proposal, one) === "no");
  const taken = (proposal = front) => ids(proposal).filter((one) => marks.of(proposal, one) !== "no");
  const boxes = (proposal) => [...article.querySelectorAll("[data-confirm]")].filter(own(proposal));
  // What is told of changes that are all marked as not wanted has been put aside with them.
  const wanted = (proposal, changes) => changes.some((one) => marks.of(proposal, one) !== "no");
  const aside = (row) => !wanted(of(row), row.dataset.about.split(" "));
  const unconfirmed = (proposal = front) => boxes(proposal).filter((box) => !box.checked && !aside(box.closest("li")));
  const ticked = (proposal = front) => boxes(proposal).filter((box) => box.checked).map((box) => box.dataset.confirm);
  const items = (one) => (one.dataset.read || "").split(" ").filter(Boolean);
  const mark = (one) => (one.dataset.change ? marks.of(of(one), one.dataset.change) : "");
  const lost = (one) => one.matches(".gone") && !mark(one) && !marks.seen(of(one), one.dataset.change);
  const counted = (one) => ((one.dataset.about ? aside(one) : mark(one) === "no") ? [] : items(one));
  const unread = (one) => counted(one).some((item) => !marks.seen(of(one), item));

  // What every decision of this window is about: what it speaks of, and of all that it shows what its
  // reader does not want and has confirmed.
  window.assistantShows = () => JSON.stringify({
    front, left: Object.fromEntries(drawn.map((id) => [id, left(id)])), ticked: drawn.flatMap((id) => ticked(id)),
  });
  // It comes behind what was typed before it, and is about what was shown when it was made.
  function ask(given) {
    const made = { seen: window.assistantShows(), ...given };
    inTurn(`${made.what} ${made.front || front}`, () => made, "decide");
  }

  // A view has come, and its lines are not drawn yet: what is new in it.
  function come(now) {
    const before = drawn;
    drawn = shown().map(({ id }) => id);
    const fresh = Boolean(now.proposal) && !before.includes(now.proposal);
    // What was asked for once more stands there already: its reader is brought to it.
    const [again, times] = now.brought || [], came = fresh || (brought !== null && times !== brought && drawn.includes(again));
    brought = times ?? null;
    if (came || !drawn.includes(front)) [front, since] = [now.proposal, performance.now()];
    busy = false;
    for (const { id, unticked } of shown()) marks.open(id, unticked);
    // Another candidate for the same request: who reads it stays where they are.
    const swapped = fresh && facts().candidates.some((one) => before.includes(one));
    return { before, came, swapped, decided: before.some((one) => !drawn.includes(one)) };
  }

  // Its lines are drawn: `back` brings its reader to where they were; who `stays` where they were before
  // the page was loaded anew is not brought to what waits.
  function show({ before, came, swapped, decided }, opened, back, stays) {
    if (came || (current && !current.isConnected)) current = null;
    tell();
    back();
    if (came) arrive(swapped || stays, opened);
    // The model had written before the server heard that somebody had begun.
    if (swapped && held && before.includes(held)) ask({ what: "front", front: held });
    if (came) held = "";
    else if (decided) follow();
    // Who decided with the bar is in the text that came of it, or with what still waits.
    const at = document.activeElement;
    if (decided && !came && (!at || at === document.body || at.closest(".bar")))
      (front ? node : article).focus({ preventScroll: true });
  }

  // A proposal that has come: its beginning is brought into sight, and the keys are its own unless
  // somebody is writing.
  function arrive(swapped, opened) {
    const head = [...article.querySelectorAll(".about")].find(own(front));
    const show = () => { if (head?.isConnected && !current) head.scrollIntoView({ block: "start" }); };
    // Once more when what else the page shows of it has been painted: a strip above the text may go.
    if (!swapped) {
      show();
      requestAnimationFrame(() => setTimeout(show));
    }
    // Who has just opened the page begins at its top, where a link leads to the talk.
    const at = document.activeElement;
    if (!opened && (!at || at === document.body || !at.value)) node.focus({ preventScroll: true });
  }

  // What of the proposals is before their reader's eyes: how many places of each.
  function inSight() {
    const from = Math.max(0, node.getBoundingClientRect().bottom), found = new Map();
    const talk = document.querySelector("#right"), sheet = talk && getComputedStyle(talk).position === "fixed";
    const to = sheet ? talk.getBoundingClientRect().top : innerHeight;
    for (const one of article.querySelectorAll(".about, .change, .unproven")) {
      const { top, bottom } = one.getBoundingClientRect();
      if (bottom > from && top < to) found.set(of(one), (found.get(of(one)) || 0) + 1);
    }
    return found;
  }

  // Who scrolls on to another proposal is with that one: the bar speaks of what can be seen, or else of
  // what was last turned to.
  function follow() {
    if (busy || shown().length < 2 || !article.offsetParent) return;
    const found = inSight(), [[most] = [""]] = [...found].sort(([, one], [, other]) => other - one);
    if (!most || found.has(front)) return;
    const had = node.contains(document.activeElement);
    turn(most);
    [current, since] = [null, performance.now()];
    tell();
    if (had && !node.contains(document.activeElement)) node.focus({ preventScroll: true });
  }
  let following = 0;
  addEventListener("scroll", () => {
    if (!following && article.isConnected) following = requestAnimationFrame(() => { following = 0; follow(); });
  }, { passive: true });

  // The bar speaks of the proposal that its reader is at.
  function turn(proposal) {
    if (shown().some(({ id }) => id === proposal)) front = proposal;
  }

  function tell() {
    const now = view(), all = stops();
    // While something waits there is a bar that speaks of it.
    if (!facts()) front = now.proposal;
    const one = facts();
    element.querySelector(".desk").dataset.proposal = front;
    for (const stop of all) {
      const state = mark(stop);
      stop.classList.toggle("taken", state === "yes");
      stop.classList.toggle("left", state === "no");
      stop.classList.toggle("current", stop === current);
      stop.classList.toggle("seen", (items(stop).length > 0 || stop.matches(".gone")) && !unread(stop) && !lost(stop));
      for (const name of ["yes", "no"])
        stop.querySelector(`button.${name}`)?.setAttribute("aria-pressed", String(state === name));
    }
    putAside(now.say);
    if (!one) return bar(null, now.say);
    const mine = ids(), inside = all.filter(own(front)), reading = [...new Set(inside.flatMap(counted))];
    const lacks = one.gone.filter((went) => wanted(front, went)).length;
    const gone = changes().filter((change) => mark(change) === "no");
    const words = one.words - gone.reduce((sum, change) => sum + Number(change.dataset.delta), 0);
    const at = current && current.dataset.change ? mine.indexOf(current.dataset.change) + 1 : 0;
    const why = current ? [current.dataset.name, current.dataset.why].filter(Boolean).join(now.say.colon) : "";
    const wrong = unconfirmed().length;
    bar({
      chip: standing(one, lacks, reading.length || wrong < boxes(front).length, now.say), gone: lacks, at, count: mine.length,
      stops: all.length, reading: reading.length, unread: reading.filter((item) => !marks.seen(front, item)).length,
      here: Boolean(current) && unread(current), lost: inside.filter(lost).length, taken: taken().length, wrong,
      length: (one.asked ? now.say.asked.replace("%1", one.asked) : "") + now.say.delivered
        .replace("%1", one.was).replace("%2", words),
      again: one.again, candidates: one.candidates, front, writing: now.writing === front,
      shown: shown(), name: one.name, behind: now.behind, now: why, keys: writing(), busy,
      together: drawn.reduce((sum, id) => sum + taken(id).length, 0),
    }, now.say);
    // What is brought into sight stops below the bar, however many lines it has.
    article.style.setProperty("--bar", `${node.offsetHeight}px`);
  }

  // How far it is proven, once all that counts is read and ticked.
  function standing(one, lacks, looked, say) {
    if (lacks === one.gone.length) return looked ? one.settled : one.chip;
    return lacks ? [say.left_out.replace("%1", lacks), "review"] : [one.looked, ticked().length ? "review" : "accepted"];
  }

  // What has been put aside is not to be ticked, nor counted beside the name of its part.
  function putAside(say) {
    for (const row of article.querySelectorAll("[data-about]")) {
      const out = aside(row), box = row.querySelector("[data-confirm]");
      row.classList.toggle("put-aside", out);
      if (box) box.disabled = out;
    }
    for (const part of article.querySelectorAll(".about .part")) {
      const rows = [...part.querySelectorAll("[data-about]")], left = rows.filter((row) => !row.matches(".put-aside"));
      const chip = part.querySelector("h2 .chip"), wrong = left.filter((row) => row.querySelector("[data-confirm]")).length;
      chip.hidden = rows.length > 0 && !left.length;
      chip.dataset.whole ||= chip.textContent;
      const words = wrong ? say.errors.replace("%1", wrong) : say.reading.replace("%1", left.length);
      chip.textContent = left.length === rows.length || !left.length ? chip.dataset.whole : words;
    }
    article.dispatchEvent(new Event("counted"));
  }

  // Whoever has begun to decide keeps what they see: what a model writes meanwhile goes behind it.
  function begin() {
    if (begun === front) return;
    begun = front;
    if (view().writing !== front) return;
    held = front;
    trigger("begun", { value: front });
  }

  // What a reader was brought to counts as read once they go on from it.
  function leave() {
    if (current) marks.see(of(current), [...items(current), ...(current.matches(".gone") ? [current.dataset.change] : [])]);
  }

  // Shown and no more: nothing counts as read or begun.
  function bring(one) {
    turn(of(one));
    current = one;
    one.scrollIntoView({ block: "center" });
    tell();
  }

  function go(one) {
    if (!one) return;
    leave();
    bring(one);
    begin();
  }

  function step(by) {
    const all = stops();
    if (!all.length) return;
    const mine = all.map(own(front)), first = by > 0 ? mine.indexOf(true) - 1 : mine.lastIndexOf(true) + 1;
    const at = current ? all.indexOf(current) : first;
    go(all[Math.min(all.length - 1, Math.max(0, at + by))]);
  }

  function decide(one, yes) {
    if (!one || !one.dataset.change) return step(1);
    turn(of(one));
    begin();
    // A part that comes in brings the numbers behind it along, or leaves with them.
    const change = one.dataset.change, bound = facts().bound;
    marks.set(front, bound.includes(change) ? bound : [change], yes, view().version);
    marks.see(front, items(one));
    current = one;
    const all = stops(), open = all.filter((c) => c.dataset.change && !mark(c));
    const next = open.find((c) => all.indexOf(c) > all.indexOf(one)) || open[0];
    if (next) return go(next);
    tell();
    element.querySelector(shown().length > 1 ? "#together" : "#adopt")?.focus({ preventScroll: true });
  }

  // What a letter decides on: what its reader was brought to, or the first change, where that is seen.
  function atHand() {
    const first = changes().find((one) => !mark(one));
    if (current || !first) return current;
    const { top } = first.getBoundingClientRect(), edge = Math.max(0, node.getBoundingClientRect().bottom);
    return edge <= top && top < innerHeight ? first : null;
  }

  // A mark that was a mistake.
  function takeBack() {
    const last = marks.back(view().version, drawn);
    if (!last) return false;
    turn(last.proposal);
    current = changes().find((one) => last.changes.includes(one.dataset.change)) || current;
    current?.scrollIntoView({ block: "center" });
    tell();
    return true;
  }

  function act(what, button) {
    if (what === "prev" || what === "next") return step(what === "next" ? 1 : -1);
    if (what === "turn") {
      if (!button.dataset.front) return; // it is in front already
      turn(button.dataset.front);
      go(stops().find(own(front)));
      // The chips are drawn anew: the keys stay the bar's.
      return node.focus({ preventScroll: true });
    }
    if (what === "unread" && unconfirmed().length) {
      const box = unconfirmed()[0];
      box.closest("details")?.setAttribute("open", "");
      box.scrollIntoView({ block: "center" });
      return box.focus({ preventScroll: true });
    }
    if (what === "unread") {
      leave();
      const inside = stops().filter(own(front)), next = inside.find(unread) || inside.find(lost);
      return next ? go(next) : tell();
    }
    if (what === "all" || what === "none") {
      marks.set(front, ids(), what === "all", view().version);
      return tell();
    }
    busy = true;
    tell();
    setTimeout(() => { busy = false; tell(); }, 1500);
    const each = what === "together" ? drawn : [front];
    const given = {
      what, front: button?.dataset.front || "", confirmed: each.flatMap((id) => ticked(id)),
      chosen: Object.fromEntries(each.map((id) => [id, taken(id)])),
    };
    // That it is under way is painted before anything is asked of the server.
    requestAnimationFrame(() => setTimeout(() => ask(given)));
  }

  article.addEventListener("change", (event) => {
    if (!event.target.matches("[data-confirm]")) return;
    turn(of(event.target));
    tell();
  });
  article.addEventListener("click", (event) => {
    const goal = event.target.closest("[data-goto]");
    if (goal) return go(stops().filter(own(of(goal))).find((one) => items(one).includes(goal.dataset.goto)));
    const one = event.target.closest(".change, .unproven");
    if (!one) return;
    const pressed = event.target.closest("button");
    if (pressed) return decide(one, pressed.classList.contains("yes"));
    turn(of(one));
    current = one;
    marks.see(front, items(one));
    tell();
  });

  return {
    come, show, step, tell, takeBack,
    // By key; whoever has not turned to the text sees first what the key is for.
    letter(turned, yes) {
      if (turned) return decide(atHand(), yes);
      const one = current || changes().find((each) => !mark(each)) || stops()[0];
      if (one) bring(one);
      node.querySelector(".now").append(view().say.once_more);
    },
    // By key.  What has only just come in front of its reader is adopted by no key that was meant for
    // another.
    adopt(id) {
      if (!busy && (current || performance.now() - since > 250)) act(id === "together" ? "together" : "adopt");
    },
  };
}
