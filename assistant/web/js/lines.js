// The lines of the document: drawn once, then patched, so that what did not change stays where it
// is, with its field, its focus and its place on the screen.
function makeLines(article) {
  let shown = [];

  function draw(line) {
    // What comes in as lines of its own is no line of the report: nobody writes in it.
    const tag = ["about", "added"].includes(line.c) ? "div" : "p";
    const made = document.createElement(tag);
    made.className = line.c;
    made.innerHTML = line.h;
    told(made, line);
    return made;
  }

  function told(node, line) {
    node.dataset.at = line.a;
    if (line.p) node.dataset.of = line.p;
    if (line.t) node.dataset.told = line.t;
    else delete node.dataset.told;
    node.toggleAttribute("data-held", line.k);
  }

  function patch(lines) {
    const same = (one, other) => one.line.h === other.h && one.line.c === other.c;
    let head = 0;
    while (head < shown.length && head < lines.length && same(shown[head], lines[head])) head++;
    let tail = 0;
    while (tail < shown.length - head && tail < lines.length - head &&
      same(shown[shown.length - 1 - tail], lines[lines.length - 1 - tail])) tail++;
    const old = shown.slice(head, shown.length - tail);
    // Lines between two changed ones stay as well: somebody may be writing in one of them.
    const name = (line) => `${line.c}|${line.h}`;
    const spare = new Map();
    for (const one of old) spare.set(name(one.line), [...(spare.get(name(one.line)) || []), one]);
    const fresh = lines.slice(head, lines.length - tail)
      .map((line) => spare.get(name(line))?.shift() || { line, node: draw(line) });
    const kept = new Set(fresh.map((one) => one.node));
    for (const one of old) if (!kept.has(one.node)) one.node.remove();
    const after = tail ? shown[shown.length - tail].node : null;
    let at = head ? shown[head - 1].node.nextSibling : article.firstChild;
    for (const { node } of fresh) {
      if (node === at) at = node.nextSibling;
      else article.insertBefore(node, at || after);
    }
    const all = [...shown.slice(0, head), ...fresh, ...shown.slice(shown.length - tail)];
    shown = all.map((one, index) => ({ line: lines[index], node: one.node }));
    for (const one of shown) told(one.node, one.line);
  }

  // A line as it was drawn, whatever somebody has typed into it since.
  function restore(node) {
    const one = shown.find((each) => each.node === node);
    if (one) node.innerHTML = one.line.h;
  }

  // The lines that begin within a place of the report.
  function within([start, end]) {
    return shown.filter(({ line }) => line.a >= start && line.a < end).map(({ node }) => node);
  }

  return { patch, restore, within };
}
