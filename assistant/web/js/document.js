// The document view: report, changes and decisions in one place.  Gradio gives it `element`,
// `trigger`, `props` and `watch`; what it shows is `props.value` (assistant/web/views/desk.py).
const article = element.querySelector(".passage");
const lines = makeLines(article);
const marks = makeMarks();
const bar = makeBar(element.querySelector(".bar"), act);
const places = makePlaces(article);
const keeping = makeKeeping(article, element.querySelector(".unsaved"), trigger, () => view().say);
const fields = makeFields(article, fill, (words) => keeping.lose(words));
const typing = makeTyping(article, places, lines, keeping, () => view().say.editing);
const editor = makeEditor(element.querySelector("#editor"), () => view().say,
  (given, answered) => keeping.send("here", () => given, { answered }), edit);
const tools = makeTools(element.querySelector(".tools"), () => view().say, here);
let current = null;
let busy = false;
let front = "", drawn = [], since = 0;
let told = "";
let begun = "", held = "";

const view = () => props.value || { lines: [], shown: [], behind: [], proposal: "", say: {} };
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
const unconfirmed = (proposal = front) => boxes(proposal).filter((box) => !box.checked);
const ticked = (proposal = front) => boxes(proposal).filter((box) => box.checked).map((box) => box.dataset.confirm);
const items = (one) => (one.dataset.read || "").split(" ").filter(Boolean);
const mark = (one) => (one.dataset.change ? marks.of(of(one), one.dataset.change) : "");
const lost = (one) => one.matches(".gone") && !mark(one) && !marks.seen(of(one), one.dataset.change);
const unread = (one) => items(one).some((item) => !marks.seen(of(one), item));

// What every decision of this window is about: what it speaks of, and of all that it shows what its
// reader does not want and has confirmed.
window.assistantShows = () => JSON.stringify({
  front, left: Object.fromEntries(drawn.map((id) => [id, left(id)])), ticked: drawn.flatMap((id) => ticked(id)),
});

function draw() {
  const now = view(), before = drawn;
  drawn = shown().map(({ id }) => id);
  const came = now.proposal && !before.includes(now.proposal);
  const decided = before.some((one) => !drawn.includes(one));
  if (came || !drawn.includes(front)) [front, since] = [now.proposal, performance.now()];
  busy = false;
  article.setAttribute("aria-label", now.say.report || "");
  for (const { id, unticked } of shown()) marks.open(id, unticked);
  if (told !== now.aside) element.querySelector(".aside").innerHTML = told = now.aside || "";
  // Another candidate for the same request: who reads it stays where they are.
  const swapped = came && facts().candidates.some((one) => before.includes(one));
  const back = came && !swapped ? () => {} : anchored(article, element.querySelector(".bar"));
  keeping.settle(now.answered);
  const stays = [fields.hold(), typing.hold()];
  lines.patch(now.lines);
  for (const one of stays) one();
  const opened = window.assistantReport !== now.report;
  turned(now);
  keeping.drop(({ refused, last }) => refused && last?.what === "type" && places.stands(last.now, last.from[0]));
  keeping.go();
  if (came) tools.hide();
  else tools.keep();
  choose(now.chosen);
  if (came || (current && !current.isConnected)) current = null;
  tell();
  back();
  if (came) arrive(swapped, opened);
  // The model had written before the server heard that somebody had begun.
  if (swapped && held && before.includes(held)) ask({ what: "front", front: held });
  if (came) held = "";
  // Who decided with the bar is in the text that came of it, or with what still waits.
  const at = document.activeElement;
  if (decided && !came && (!at || at === document.body || at.closest(".bar")))
    (front ? element.querySelector(".bar") : article).focus({ preventScroll: true });
}

// The page shows a report, perhaps another than before: what its author left unsaved in it is there.
function turned(now) {
  window.assistantReport = now.report;
  keeping.turn(now.report, ({ event, last }) => (event === "fill" ? refill(last) : typing.again(last)));
  editor.turn(now.report);
  window.assistantTurned?.();
  if (now.opened) editor.open(now.opened);
}

// The editor of a part: the outline's, or the one that its author is asked for.
let part = "";
window.assistantPart = () => {
  const named = part || document.querySelector("#outline .chosen")?.dataset.section || "";
  part = "";
  return named;
};
function edit(named) {
  part = named;
  document.querySelector("#edit")?.click();
}

// What a gap's field sends, from where it stands when that goes on its way; returns whether it was sent
// from there, and not written into a line that is being written in.
function fill(given, form) {
  if (typing.take(form, given.value.endsWith(given.unit) ? given.value : given.value + given.unit)) return false;
  keeping.send("fill", filling(form, given), {
    node: form, words: given.value, answered: (refused) => fields.settle(form, refused),
  });
  return true;
}

function filling(form, given) {
  let last = {};
  return () => {
    if (form.isConnected) last = { ...places.whole(places.line(form)), ...given, ...fields.asked(form), ahead: places.ahead(form) };
    return last;
  };
}

// What was typed into a gap in the last visit; see `keeping.turn`.
function refill(given) {
  const at = given.from[0];
  if (places.begins([given.value, given.value + given.unit].map((words) => given.ahead + words), at)) return undefined;
  const line = places.reading(given.was, at), form = line && fields.again(line, given);
  return form ? { node: form, given: filling(form, given), answered: (refused) => fields.settle(form, refused) } : null;
}

const ask = (given) => trigger("decide", { seen: window.assistantShows(), ...given });

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
  if (!opened && (!at || at === document.body || !at.value)) element.querySelector(".bar").focus({ preventScroll: true });
}

// The bar speaks of the proposal that its reader is at.
function turn(proposal) {
  if (facts(proposal)) front = proposal;
}

function tell() {
  const now = view(), all = stops(), one = facts();
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
  if (!one) return bar(null, now.say);
  const mine = ids(), inside = all.filter(own(front)), reading = [...new Set(inside.flatMap(items))];
  const gone = changes().filter((change) => mark(change) === "no");
  const words = one.words - gone.reduce((sum, change) => sum + Number(change.dataset.delta), 0);
  const at = current && current.dataset.change ? mine.indexOf(current.dataset.change) + 1 : 0;
  const why = current ? [current.dataset.name, current.dataset.why].filter(Boolean).join(now.say.colon) : "";
  const wrong = unconfirmed().length;
  bar({
    chip: reading.length || wrong < boxes(front).length ? one.settled : one.chip, gone: one.gone, at, count: mine.length,
    stops: all.length, reading: reading.length, unread: reading.filter((item) => !marks.seen(front, item)).length,
    here: Boolean(current) && unread(current), lost: inside.filter(lost).length, taken: taken().length, wrong,
    length: (one.asked ? now.say.asked.replace("%1", one.asked) : "") + now.say.delivered
      .replace("%1", one.was).replace("%2", words),
    again: one.again, candidates: one.candidates, front, writing: now.writing === front,
    shown: shown(), behind: now.behind, now: why, busy,
    together: drawn.reduce((sum, id) => sum + taken(id).length, 0),
  }, now.say);
  // What is brought into sight stops below the bar, however many lines it has.
  article.style.setProperty("--bar", `${element.querySelector(".bar").offsetHeight}px`);
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

function go(one) {
  if (!one) return;
  leave();
  turn(of(one));
  begin();
  current = one;
  one.scrollIntoView({ block: "center" });
  tell();
}

function step(by) {
  const all = stops();
  if (!all.length) return;
  const at = current ? all.indexOf(current) : by > 0 ? -1 : all.length;
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
  const { top } = first.getBoundingClientRect(), edge = element.querySelector(".bar").getBoundingClientRect().bottom;
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
    turn(button.dataset.front);
    return go(stops().find(own(front)));
  }
  if (what === "unread" && unconfirmed().length) {
    const box = unconfirmed()[0];
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

// The chosen part is shown at its place; the server hears of it by the outline's own click.
function choose(place, show = false) {
  for (const one of article.querySelectorAll(".chosen")) one.classList.remove("chosen");
  if (!place) return;
  const found = lines.within(place);
  for (const one of found) one.classList.add("chosen");
  if (show && found[0]) found[0].scrollIntoView({ block: "start" });
}

// What the toolbar asks for at a place.
function here(given, place) {
  if (given.what === "edit") {
    tools.hide();
    return typing.begin(place.line, null);
  }
  const { from, to, was } = place, at = Number(place.line.dataset.at);
  // The report before this line may have become longer or shorter since it was clicked.
  if (was === undefined) trigger("here", { ...given, from, to });
  else trigger("here", { ...given, from: [at, from[1]], to: [at, to[1]], was });
  if (given.what !== "paste") tools.hide();
}

function offer(line, doubt = null) {
  const chosen = places.selected(), within = chosen || places.whole(line);
  const locked = line.matches("[data-held]"), outside = line.matches(".title, .signature");
  const can = outside ? ["edit"] : ["shorten", "plain", "points", "edit", "strike", "paste"];
  tools.show({ ...within, line }, chosen?.range || doubt || line, doubt, can.filter((one) => !locked || !["edit", "strike"].includes(one)));
}

const doubts = makeDoubts(article, element.querySelector(".aside"), (one) => {
  getSelection().removeAllRanges();
  offer(places.line(one), one);
  tools.focus();
});

// A click on a paragraph: what can be done with it, and where nothing waits for it, it can be written
// in.
article.addEventListener("mouseup", (event) => {
  const line = places.line(event.target);
  if (!line || event.button || event.target.closest("button, input, .change, .unproven, .gap-field")) return;
  // The selection is settled only once the click is over.
  setTimeout(() => {
    offer(line, event.target.closest(".doubt"));
    const chosen = getSelection(), caret = chosen.rangeCount ? chosen.getRangeAt(0).cloneRange() : null;
    const touch = matchMedia("(pointer: coarse)").matches;
    if (chosen.isCollapsed && !touch) typing.begin(line, caret);
  });
});
article.addEventListener("input", () => { if (!tools.pasting()) tools.hide(); });

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

const listening = new AbortController();
window.assistantDocument?.abort();
window.assistantDocument = listening;
const writing = (node) => node?.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], [role=listbox], [role=grid]");

document.addEventListener("mousedown", (event) => {
  if (!event.target.closest?.(".passage, .tools")) tools.hide();
}, { signal: listening.signal });

document.addEventListener("click", (event) => {
  const lacking = event.target.closest?.("#outline [data-part]");
  if (lacking) return trigger("here", { what: "draft", part: lacking.dataset.part });
  const row = event.target.closest?.("#outline [data-place]");
  if (!row) return;
  for (const one of document.querySelectorAll("#outline .chosen")) one.classList.remove("chosen");
  row.classList.add("chosen");
  const place = row.dataset.place.split("-").map(Number);
  const whole = row.dataset.section === "all";
  choose(whole ? null : place, true);
  if (whole) article.firstElementChild?.scrollIntoView({ block: "start" });
}, { signal: listening.signal });

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && key === "enter") {
    event.preventDefault();
    const bar = event.target.closest?.(".bar");
    // What has only just come in front of its reader is adopted by no key that was meant for another.
    const seen = !event.repeat && (current || performance.now() - since > 250);
    if (bar && !busy && seen) act(event.target.id === "together" ? "together" : "adopt");
    if (!bar) document.querySelector("#send")?.click();
    return;
  }
  const steps = (event.ctrlKey || event.metaKey) && (key === "z" || key === "y");
  // In a paragraph that nobody has typed into yet the browser would undo what was typed elsewhere.
  if (steps ? writing(event.target) && !typing.untouched(event.target) : writing(event.target)) return;
  if (steps) {
    event.preventDefault();
    const forward = key === "y" || event.shiftKey;
    if (forward || !takeBack()) document.querySelector(forward ? "#redo" : "#undo")?.click();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !article.offsetParent) return;
  if (key === "escape") return tools.hide();
  // Who has turned to a place of the text writes there, or means to: letters decide nothing.
  if (view().proposal && tools.open()) return;
  if (key === "g") { event.preventDefault(); return fields.next(); }
  if (!view().proposal && ["j", "k"].includes(key)) return doubts.next(key === "j" ? 1 : -1);
  if (!view().proposal) return;
  if (key === "j") step(1);
  if (key === "k") step(-1);
  if (["a", "r"].includes(key)) decide(atHand(), key === "a");
}, { signal: listening.signal });

watch("value", draw);
draw();
