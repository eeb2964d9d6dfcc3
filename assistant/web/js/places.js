// The words of the report behind what a line shows, and where in them a point of the page stands.
// New words, buttons and labels of gaps are none of the report's; characters are code points.
function makePlaces(article) {
  const skipped = "ins, .pair, [data-silent]";
  const length = (words) => Array.from(words).length;

  function* pieces(line) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node.nodeType === 1 && node.matches(skipped) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    let field = null;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (field?.contains(node)) continue;
      if (node.nodeType === 3) yield [node, node.data];
      else if (node.matches("br, div")) yield [node, "\n"];
      else if (node.matches(".gap-field")) yield [field = node, node.dataset.words || ""];
    }
  }

  const words = (line) => [...pieces(line)].map(([, said]) => said).join("");

  function offset(line, node, at) {
    const range = document.createRange();
    range.setStart(node, at);
    let count = 0;
    for (const [piece, said] of pieces(line)) {
      if (piece === node) return count + length(said.slice(0, at));
      if (range.comparePoint(piece, 0) >= 0) break;
      count += length(said);
    }
    return count;
  }

  const line = (node) => (node?.nodeType === 1 ? node : node?.parentElement)?.closest?.(".passage > p");

  // The program keeps no hidden characters, and puts blanks as the line had them.
  const seen = (said) => said.replace(/[\p{C}\s]/gu, "");
  const all = () => [...article.querySelectorAll(":scope > p")];
  const nearest = (found, at) => found.sort((one, other) => Math.abs(one.dataset.at - at) - Math.abs(other.dataset.at - at))[0];

  return {
    words,
    line,
    // The line that reads so, the nearest to where it stood.
    reading: (was, at) => nearest(all().filter((one) => words(one) === was), at),
    // Whether the line there begins so, and not with a longer figure or word.
    begins: (ahead, at) => all().some((one) => Number(one.dataset.at) === at && ahead.some((said) =>
      words(one).startsWith(said) && !/^[.,．]?[\p{N}\p{Script=Latin}]/u.test(words(one).slice(said.length)))),
    // What of its line stands before a field.
    ahead(form) {
      let said = "";
      for (const [piece, words] of pieces(line(form))) {
        if (piece === form) break;
        said += words;
      }
      return said;
    },
    // Whether these lines stand in the report, one behind the other; no words always do.
    stands(said, at) {
      const wanted = said.split("\n").map(seen).filter(Boolean), shown = all(), reads = (one) => one && seen(words(one));
      const from = shown.indexOf(nearest(shown.filter((one) => reads(one) === wanted[0]), at));
      return !wanted.length || (from >= 0 && wanted.every((one, by) => reads(shown[from + by]) === one));
    },
    // A line as a place: all that is seen of it.
    whole(one) {
      const was = words(one), at = Number(one.dataset.at);
      return { from: [at, 0], to: [at, length(was)], was };
    },
    // What is selected in the text, or null; `was` is missing where it is more than one line.
    selected() {
      const chosen = getSelection();
      if (!chosen.rangeCount || chosen.isCollapsed) return null;
      const range = chosen.getRangeAt(0), first = line(range.startContainer), last = line(range.endContainer);
      if (!first || !last || !article.contains(first) || !article.contains(last)) return null;
      const start = offset(first, range.startContainer, range.startOffset);
      const end = offset(last, range.endContainer, range.endOffset);
      return {
        range,
        from: [Number(first.dataset.at), start],
        to: [Number(last.dataset.at), end],
        was: first === last ? Array.from(words(first)).slice(start, end).join("") : undefined,
      };
    },
  };
}
