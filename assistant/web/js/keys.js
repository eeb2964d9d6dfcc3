// The keys that count wherever nobody writes.  `signal` ends the listening when the view is drawn anew.
// Letters decide only for who is in the text: by a click there, or by a key that leads through it.  For
// anybody else, who may think that they write in the talk, the first one only shows what it would be for,
// and so does what is typed on in the same breath.
function makeKeys(desk, article, signal, { deciding, typing, tools, fields, doubts, waits, help }) {
  const BREATH = 300;
  let inText = false, since = 0;
  const writing = (node) => node?.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], [role=listbox], [role=grid]");

  const enter = (into, at = -BREATH) => { [inText, since] = [into, at]; };

  document.addEventListener("mousedown", (event) => enter(desk.contains(event.target)), { signal });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === "enter") {
      event.preventDefault();
      const bar = event.target.closest?.(".bar");
      if (bar && !event.repeat) deciding.adopt(event.target.id);
      if (!bar) document.querySelector("#send")?.click();
      return;
    }
    const steps = (event.ctrlKey || event.metaKey) && (key === "z" || key === "y");
    // In a paragraph that nobody has typed into yet the browser would undo what was typed elsewhere.
    if (steps ? writing(event.target) && !typing.untouched(event.target) : writing(event.target)) return enter(desk.contains(event.target));
    if (steps) {
      event.preventDefault();
      const forward = key === "y" || event.shiftKey;
      if (forward || !deciding.takeBack()) document.querySelector(forward ? "#redo" : "#undo")?.click();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !article.offsetParent) return;
    if (key === "escape") return tools.hide();
    // Who has turned to a place of the text writes there, or means to: letters decide nothing.
    if (waits() && tools.open()) return;
    if (["?", "？"].includes(key)) return event.repeat || help();
    if (desk.contains(event.target.closest?.("button"))) enter(true);
    const now = performance.now(), turned = inText && now - since > BREATH;
    if (key.length === 1) enter("jkarg".includes(key), inText ? since : now);
    if (key === "g") {
      event.preventDefault();
      return fields.next(turned);
    }
    if (["j", "k"].includes(key)) return (waits() ? deciding.step : doubts.next)(key === "j" ? 1 : -1, turned);
    if (waits() && ["a", "r"].includes(key)) deciding.letter(turned, key === "a");
  }, { signal });
}
