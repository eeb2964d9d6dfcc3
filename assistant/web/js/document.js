// The document view: report, changes and decisions in one place.  Gradio gives it `element`,
// `trigger`, `props` and `watch`; what it shows is `props.value` as JSON (assistant/web/views/desk.py, packed.py).
const article = element.querySelector(".passage");
const EMPTY = { lines: [], shown: [], behind: [], proposal: "", say: {} };
let packed = null, unpacked = EMPTY;
function view() {
  if (props.value !== packed) [packed, unpacked] = [props.value, props.value ? JSON.parse(props.value) : EMPTY];
  return unpacked;
}
const lines = makeLines(article);
const deciding = makeDeciding(element, article, view, trigger, (...step) => keeping.step(...step), writing);
const places = makePlaces(article);
const keeping = makeKeeping(article, element.querySelector(".unsaved"), trigger, () => view().say, steps);
const fields = makeFields(article, fill, keeping);
const typing = makeTyping(article, places, lines, keeping, () => hint("editing"));
const editor = makeEditor(element.querySelector("#editor"), () => view().say,
  (given, answered) => keeping.send("here", () => given, { answered }), edit);
const tools = makeTools(element.querySelector(".tools"), () => view().say, here);
const confirming = makeConfirming(article);
const staying = makeStaying(article, () => Math.max(0, element.querySelector(".bar").getBoundingClientRect().bottom));
// Where nobody has keys (as style.css takes it) no hint names any, but what is tapped.
const taps = matchMedia("(pointer: coarse), (max-width: 600px)");
const hint = (what) => view().say[taps.matches ? `${what}_taps` : what];
let told = "";

function draw() {
  const now = view(), news = deciding.come(now);
  article.setAttribute("aria-label", now.say.report || "");
  if (told !== now.aside) element.querySelector(".aside").innerHTML = told = now.aside || "";
  const back = news.came && !news.swapped ? () => {} : anchored(article, element.querySelector(".bar"));
  keeping.settle(now.answered);
  const stays = [fields.hold(), typing.hold()];
  lines.patch(now.lines);
  for (const one of stays) one();
  const opened = window.assistantReport !== now.report;
  turned(now);
  keeping.drop((one) => one.refused && stands(one));
  keeping.go();
  if (news.came) tools.hide();
  else tools.keep();
  choose(now.chosen);
  confirming();
  nameKeys(now.say);
  steps();
  deciding.show(news, opened, back, staying(now.report));
}

// What the keys do for who is writing in the text: a letter is a letter then.
function writing() {
  const at = document.activeElement;
  if (!article.contains(at)) return "";
  return at.closest(".gap-field") ? hint("filling") : at.closest(".editing") ? hint("editing") : "";
}
for (const turned of ["focusin", "focusout"]) article.addEventListener(turned, () => setTimeout(() => {
  nameKeys(view().say);
  deciding.tell();
  steps();
}));
article.addEventListener("input", () => steps());

// What is typed can be undone from then on, though it is still being saved: a click on a greyed button is
// none.
function steps() {
  const undo = document.querySelector("#undo");
  if (undo) undo.disabled = !(view().undoable || keeping.unsaved() || fields.unsent().length || typing.touched());
}

// Which keys lead anywhere while nothing waits; with what waits the bar names them.
function nameKeys(say) {
  const lead = [[".doubt", say.keys_doubts], [".gap", say.keys_gaps]].filter(([what]) => article.querySelector(what));
  const keys = element.querySelector(".desk > .keys"), now = writing();
  keys.textContent = now || [...lead.map(([, words]) => words), say.keys_always].join(" · ");
  keys.classList.toggle("writing", Boolean(now));
}

// The page shows a report, perhaps another than before: what its author left unsaved in it is there.
function turned(now) {
  window.assistantReport = now.report;
  keeping.turn(now.report, now.answered, ({ event, last }) => (event === "fill" ? refill(last) : typing.again(last)));
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
function fill(given, form, goesOn) {
  if (typing.take(form, given.value.endsWith(given.unit) ? given.value : given.value + given.unit, goesOn)) return false;
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

// Whether the text holds what was typed.
function stands({ event, last }) {
  if (event === "fill") return places.begins([last.value, last.value + last.unit].map((words) => last.ahead + words), last.from[0]);
  return last?.what === "type" && places.stands(last.now, last.from[0]);
}

// What was typed into a gap in the last visit; see `keeping.turn`.
function refill(given) {
  if (stands({ event: "fill", last: given })) return undefined;
  const line = places.reading(given.was, given.from[0]), form = line && fields.again(line, given);
  return form ? { node: form, given: filling(form, given), answered: (refused) => fields.settle(form, refused) } : null;
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

const doubts = makeDoubts(article, element.querySelector(".aside"), (one, turned) => {
  getSelection().removeAllRanges();
  offer(places.line(one), one);
  if (turned) tools.focus();
});

// A click on a paragraph: what can be done with it, and where nothing waits for it, it can be written
// in.
article.addEventListener("mouseup", (event) => {
  const line = places.line(event.target);
  if (!line || event.button || fields.meant() || event.target.closest("button, input, .change, .unproven, .gap-field")) return;
  // The selection is settled only once the click is over.
  setTimeout(() => {
    offer(line, event.target.closest(".doubt"));
    const chosen = getSelection(), caret = chosen.rangeCount ? chosen.getRangeAt(0).cloneRange() : null;
    const touch = matchMedia("(pointer: coarse)").matches;
    if (chosen.isCollapsed && !touch) typing.begin(line, caret);
  });
});
article.addEventListener("input", () => { if (!tools.pasting()) tools.hide(); });
// One Escape leaves the line and its toolbar.
article.addEventListener("keydown", ({ key }) => { if (key === "Escape") tools.hide(); }, true);

const listening = new AbortController();
window.assistantDocument?.abort();
window.assistantDocument = listening;

document.addEventListener("mousedown", (event) => {
  if (!event.target.closest?.(".passage, .tools")) tools.hide();
}, { signal: listening.signal });

// Who turns to the talk by key has left the place as well.
document.addEventListener("focusin", ({ target }) => {
  if (!tools.pasting() && !target.closest?.("#document")) tools.hide();
}, { signal: listening.signal });

document.addEventListener("click", (event) => {
  const lacking = event.target.closest?.("#outline [data-part]");
  // The second half of a double click may be over another row, which has moved there meanwhile.
  if (lacking) return event.detail > 1 || trigger("here", { what: "draft", part: lacking.dataset.part });
  const row = event.target.closest?.("#outline [data-place]");
  if (!row) return;
  for (const one of document.querySelectorAll("#outline .chosen")) one.classList.remove("chosen");
  row.classList.add("chosen");
  const place = row.dataset.place.split("-").map(Number);
  const whole = row.dataset.section === "all";
  choose(whole ? null : place, true);
  if (whole) article.firstElementChild?.scrollIntoView({ block: "start" });
}, { signal: listening.signal });

// 撤销 and 恢复 are about what was typed before them, though that is not saved yet.  What else has become
// of the report by then, in another window, is not undone unseen.
document.addEventListener("click", ({ target }) => {
  const what = target.closest?.("#undo, #redo")?.id;
  if (what) keeping.step(what, (behind) => ({ what, seen: window.assistantShows(), ...(behind && { version: view().version }) }));
}, { signal: listening.signal });

// What can be done and with which keys is said in the talk, whatever tab stands before it.
function help() {
  document.querySelector("#side-tabs [role=tab]")?.click();
  trigger("here", { what: "help" });
}

makeKeys(element, article, listening.signal, {
  deciding, typing, tools, fields, doubts, waits: () => Boolean(view().proposal), help,
});

watch("value", draw);
draw();
