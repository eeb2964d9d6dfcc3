// Typing straight into the text: a line that is clicked can be written in; whoever leaves it keeps
// what is typed, Escape puts it back.  A line of a part that something waits for (held) is decided on
// first.
function makeTyping(article, places, lines, keeping, told) {
  let line = null;
  // What stood in a line before anybody typed: it is what the server still holds, even where it has
  // just refused what was typed.
  const before = new WeakMap();

  function begin(one, caret) {
    if (one === line) return;
    end();
    if (!one || one.matches("[data-held]") || one.querySelector(".gap-field")) return;
    line = one;
    if (!before.has(one)) before.set(one, places.words(one));
    for (const gap of one.querySelectorAll(".gap")) gap.contentEditable = "false";
    try {
      one.contentEditable = "plaintext-only";
    } catch {
      one.contentEditable = "true"; // an older browser
    }
    one.classList.add("editing");
    for (const [name, value] of [["role", "textbox"], ["aria-multiline", "true"], ["aria-label", told()]])
      one.setAttribute(name, value);
    one.focus({ preventScroll: true });
    if (caret) {
      getSelection().removeAllRanges();
      getSelection().addRange(caret);
    }
  }

  function close() {
    const one = line;
    line = null;
    if (!one) return null;
    one.removeAttribute("contenteditable");
    for (const name of ["role", "aria-multiline", "aria-label"]) one.removeAttribute(name);
    one.classList.remove("editing");
    return one;
  }

  function end() {
    const one = close(), was = before.get(one);
    if (!one || !one.isConnected) return;
    const now = places.words(one).replace(/\n+$/, "");
    if (now === was) return keeping.drop((other) => other.refused && other.node === one);
    keeping.send("here", sending(one, was, now), { node: one, words: now, answered: () => one.classList.remove("saving") });
    one.classList.add("saving");
  }

  const sending = (one, was, now) => () => {
    const at = Number(one.dataset.at);
    return { what: "type", from: [at, 0], to: [at, Array.from(was).length], was, now };
  };

  article.addEventListener("focusout", (event) => {
    if (!line?.contains(event.target) || line.contains(event.relatedTarget)) return;
    if (event.target === line) return end();
    // A field of a gap in it went, and whoever was in it is elsewhere, not back in the line.
    const one = line;
    setTimeout(() => { if (line === one && !one.contains(document.activeElement)) end(); });
  }, true); // before the field is gone
  article.addEventListener("keydown", (event) => {
    if (!line || event.isComposing) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      const one = close();
      before.delete(one);
      lines.restore(one);
      keeping.drop((other) => other.refused && other.node === one);
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      line.blur();
    }
  });

  // Who leaves the page in the middle of a paragraph is asked first, and keeps what is typed.
  addEventListener("beforeunload", (event) => {
    if (line?.isConnected && !untouched(line) && !window.assistantLoadsAnew?.()) event.preventDefault();
  });
  addEventListener("pagehide", end);

  // What is typed into a gap of a line that is being written in is written there like the rest; who does
  // not go on there has left the line with it.
  function take(form, value, goesOn) {
    if (!line?.contains(form) || untouched(line)) return false;
    const words = document.createTextNode(value);
    form.replaceWith(words);
    if (goesOn) {
      line.focus({ preventScroll: true });
      getSelection().collapse(words, words.length);
    } else if (!line.contains(document.activeElement)) end();
    return true;
  }

  // What was typed into a line in the last visit stands there again; see `keeping.turn`.
  function again(given) {
    // It may have been taken, and only its answer lost: another line that reads as this one did before
    // is another line.
    if (Number(places.reading(given.now, given.from[0])?.dataset.at) === given.from[0]) return undefined;
    const one = places.reading(given.was, given.from[0]);
    if (!one) return places.stands(given.now, given.from[0]) ? undefined : null;
    if (one.matches("[data-held]")) return { given: sending(one, given.was, given.now) };
    before.set(one, given.was);
    one.textContent = given.now;
    return { node: one, given: sending(one, given.was, given.now) };
  }

  // Before the document is drawn anew; what it returns gives back what was typed into a line that is
  // gone.
  function hold() {
    const one = line, now = one && !untouched(one) && places.words(one);
    return () => {
      if (!one || one.isConnected) return;
      if (line === one) line = null;
      if (now && !places.stands(now, Number(one.dataset.at))) keeping.lose(now, one);
    };
  }

  // Whether a line can be written in and nothing was.
  const untouched = (one) => one === line && places.words(line) === before.get(line);

  // Whether something is typed into a line that nobody has left yet.
  const touched = () => Boolean(line) && !untouched(line);

  return { begin, end, take, again, hold, untouched, touched };
}
