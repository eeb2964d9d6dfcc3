// The document view: report, changes and decisions in one place.  Gradio gives it `element`,
// `trigger`, `props` and `watch`; what it shows is `props.value` (assistant/web/views/desk.py).
const article = element.querySelector(".passage");
const lines = makeLines(article);
const marks = makeMarks();
const bar = makeBar(element.querySelector(".bar"), act);
const fields = makeFields(article, (given) => trigger("fill", given));
const places = makePlaces(article);
const typing = makeTyping(article, places, lines, (given) => trigger("here", given), () => view().say.editing);
const tools = makeTools(element.querySelector(".tools"), () => view().say, here);
let current = null;
let busy = false;
let shown = "";
let told = "";
let begun = "", held = "";

const view = () => props.value || { lines: [], proposal: "", say: {} };
const stops = () => [...article.querySelectorAll(".change, .unproven")];
const changes = () => [...article.querySelectorAll(".change")];
const ids = () => changes().map((one) => one.dataset.change);
const unconfirmed = () => [...article.querySelectorAll("[data-confirm]:not(:checked)")];
const boxes = () => article.querySelectorAll("[data-confirm]").length;
const items = (one) => (one.dataset.read || "").split(" ").filter(Boolean);

function draw() {
  const now = view();
  const came = now.proposal && now.proposal !== shown;
  const decided = shown && !now.proposal, before = shown;
  shown = now.proposal;
  busy = false;
  element.querySelector(".desk").dataset.proposal = now.proposal;
  article.setAttribute("aria-label", now.say.report || "");
  marks.open(now.proposal, now.unticked || []);
  if (told !== now.aside) element.querySelector(".aside").innerHTML = told = now.aside || "";
  // Another candidate for the same request: who reads it stays where they are.
  const swapped = came && now.candidates.includes(before);
  const back = came && !swapped ? () => {} : anchored();
  lines.patch(now.lines);
  if (came) tools.hide();
  else tools.keep();
  choose(now.chosen);
  if (current && !current.isConnected) current = null;
  tell();
  back();
  fields.settle();
  if (came) arrive(swapped);
  // The model had written before the server heard that somebody had begun.
  if (swapped && held && held === before)
    trigger("decide", { what: "front", seen: now.proposal, front: held });
  if (came) held = "";
  // Who decided with the bar, which is gone now, is in the text that came of it.
  const lost = document.activeElement;
  if (decided && (!lost || lost === document.body || lost.closest(".bar"))) article.focus({ preventScroll: true });
}

// What the reader has before them stays where it is, though lines above it come, go or shrink:
// the first line in sight that is still there, or else the one in its place.
function anchored() {
  const text = () => [...article.querySelectorAll(":scope > p")];
  const before = text(), top = (one) => one.getBoundingClientRect().top;
  const edge = Math.max(0, element.querySelector(".bar").getBoundingClientRect().bottom);
  const first = before.findIndex((one) => one.getBoundingClientRect().bottom > edge);
  if (first < 1 || !article.offsetParent) return () => {};
  const seen = before.slice(first).filter((one) => top(one) < innerHeight).map((one) => [one, top(one)]);
  return () => {
    const after = text(), kept = seen.find(([one]) => one.isConnected);
    const [one, was] = kept || [after[Math.min(first, after.length - 1)], seen[0]?.[1] ?? 0];
    if (one) window.scrollBy(0, top(one) - was);
  };
}

// A proposal that has come: its beginning is brought into sight, and the keys are its own unless
// somebody is writing.
function arrive(swapped) {
  const first = article.querySelector(".about");
  current = null;
  if (first && !swapped) first.scrollIntoView({ block: "start" });
  const at = document.activeElement;
  if (!at || at === document.body || !at.value) element.querySelector(".bar").focus({ preventScroll: true });
}

function tell() {
  const now = view();
  for (const one of stops()) {
    const state = one.dataset.change ? marks.of(one.dataset.change) : "";
    one.classList.toggle("taken", state === "yes");
    one.classList.toggle("left", state === "no");
    one.classList.toggle("current", one === current);
    one.classList.toggle("seen", items(one).length > 0 && items(one).every(marks.seen));
    for (const [name, value] of [["yes", "yes"], ["no", "no"]])
      one.querySelector(`button.${name}`)?.setAttribute("aria-pressed", String(state === value));
  }
  if (!now.proposal) return bar(null, now.say);
  const all = stops(), mine = ids(), taken = marks.taken(mine);
  const reading = [...new Set(all.flatMap(items))];
  const gone = changes().filter((one) => marks.of(one.dataset.change) === "no");
  const words = now.words - gone.reduce((sum, one) => sum + Number(one.dataset.delta), 0);
  const at = current && current.dataset.change ? mine.indexOf(current.dataset.change) + 1 : 0;
  const why = current ? [current.dataset.name, current.dataset.why].filter(Boolean).join(now.say.colon) : "";
  bar({
    chip: reading.length || unconfirmed().length < boxes() ? now.settled : now.chip, gone: now.gone, at, count: mine.length, stops: all.length, reading: reading.length,
    unread: reading.filter((one) => !marks.seen(one)).length,
    here: Boolean(current) && items(current).some((one) => !marks.seen(one)), taken: taken.length, wrong: unconfirmed().length,
    length: (now.asked ? now.say.asked.replace("%1", now.asked) : "") + now.say.delivered
      .replace("%1", now.was).replace("%2", words),
    again: now.again, candidates: now.candidates, front: now.proposal, writing: now.writing,
    others: now.others, now: why, busy,
  }, now.say);
}

// Whoever has begun to decide keeps what they see: what a model writes meanwhile goes behind it.
function begin() {
  const front = view().proposal;
  if (begun === front) return;
  begun = front;
  if (!view().writing) return;
  held = front;
  trigger("begun", { value: front });
}

// What a reader was brought to counts as read once they go on from it.
function leave() {
  if (current) marks.see(items(current));
}

function go(one) {
  if (!one) return;
  begin();
  leave();
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

function mark(one, taken) {
  if (!one || !one.dataset.change) return step(1);
  begin();
  for (const each of view().whole ? ids() : [one.dataset.change]) marks.set(each, taken);
  marks.see(items(one));
  current = one;
  const all = stops(), open = all.filter((c) => c.dataset.change && !marks.of(c.dataset.change));
  const next = open.find((c) => all.indexOf(c) > all.indexOf(one)) || open[0];
  if (next) return go(next);
  tell();
  element.querySelector("#adopt")?.focus({ preventScroll: true });
}

function act(what, button) {
  if (what === "prev" || what === "next") return step(what === "next" ? 1 : -1);
  if (what === "unread" && unconfirmed().length) {
    const box = unconfirmed()[0];
    box.scrollIntoView({ block: "center" });
    return box.focus({ preventScroll: true });
  }
  if (what === "unread") {
    leave();
    const next = stops().find((one) => items(one).some((item) => !marks.seen(item)));
    return next ? go(next) : tell();
  }
  if (what === "all" || what === "none") {
    for (const one of ids()) marks.set(one, what === "all");
    return tell();
  }
  busy = true;
  tell();
  setTimeout(() => { busy = false; tell(); }, 1500);
  const ticked = [...article.querySelectorAll("[data-confirm]:checked")].map((box) => box.dataset.confirm);
  const given = {
    what, seen: view().proposal, front: button?.dataset.front || "",
    changes: marks.taken(ids()), confirmed: ticked,
  };
  // That it is under way is painted before anything is asked of the server.
  requestAnimationFrame(() => setTimeout(() => trigger("decide", given)));
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

// What the checks doubt, one after the other; the toolbar says what it is, Enter puts it right.
function doubt(one) {
  if (!one) return;
  for (const other of article.querySelectorAll(".doubt.current")) other.classList.remove("current");
  one.classList.add("current");
  one.scrollIntoView({ block: "center" });
  getSelection().removeAllRanges();
  offer(places.line(one), one);
  tools.focus();
}

function nextDoubt(by) {
  const all = [...article.querySelectorAll(".doubt")], at = all.findIndex((one) => one.matches(".current"));
  doubt(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))]);
}

element.querySelector(".aside").addEventListener("click", (event) => {
  const row = event.target.closest("[data-doubt]");
  if (row) doubt(article.querySelector(`.doubt[data-start="${row.dataset.doubt}"]`));
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

article.addEventListener("change", (event) => { if (event.target.matches("[data-confirm]")) tell(); });
article.addEventListener("click", (event) => {
  const goal = event.target.closest("[data-goto]");
  if (goal) return go(stops().find((one) => items(one).includes(goal.dataset.goto)));
  const one = event.target.closest(".change, .unproven");
  if (!one) return;
  const pressed = event.target.closest("button");
  if (pressed) return mark(one, pressed.classList.contains("yes"));
  current = one;
  marks.see(items(one));
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
    document.querySelector("#send")?.click();
    return;
  }
  if (writing(event.target)) return;
  if ((event.ctrlKey || event.metaKey) && (key === "z" || key === "y")) {
    event.preventDefault();
    document.querySelector(key === "y" || event.shiftKey ? "#redo" : "#undo")?.click();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !article.offsetParent) return;
  if (key === "escape") return tools.hide();
  // Who has turned to a place of the text writes there, or means to: letters decide nothing.
  if (view().proposal && tools.open()) return;
  if (key === "g") { event.preventDefault(); return fields.next(); }
  if (!view().proposal && ["j", "k"].includes(key)) return nextDoubt(key === "j" ? 1 : -1);
  if (!view().proposal) return;
  if (key === "j") step(1);
  if (key === "k") step(-1);
  if (key === "a") current ? mark(current, true) : step(1);
  if (key === "r") current ? mark(current, false) : step(1);
}, { signal: listening.signal });

watch("value", draw);
draw();
