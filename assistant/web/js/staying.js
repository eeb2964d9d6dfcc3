// Where its reader stood in a report outlives the page being loaded again, as after a restart of the
// program: the first line in sight, and where in the window it was.  It counts for that one loading: who
// leaves a report and opens it again begins at its beginning (js/page.js).
function makeStaying(article, edge) {
  const LONG = 4000, SETTLED = 800;
  const name = (report) => `assistant-place-${report}`;
  const top = (one) => one.getBoundingClientRect().top;
  const key = ({ dataset }) => [dataset.of || "", dataset.at].join(" ");
  let report = "", back = null;

  function keep() {
    const first = [...article.children].find((one) => one.getBoundingClientRect().bottom > edge());
    // Gone again before they were brought back: that is where they stood.
    const place = back || (first && scrollY && article.offsetParent && { key: key(first), top: top(first) });
    if (report && place) sessionStorage.setItem(name(report), JSON.stringify(place));
  }
  addEventListener("pagehide", () => { if (article.isConnected) keep(); });

  // What the page shows beside the text comes bit by bit: the line is held until that has settled, or
  // its reader goes elsewhere.
  const hands = ["wheel", "touchstart", "mousedown", "keydown"];
  const letGo = () => { back = null; };
  function hold(since = performance.now(), still = since) {
    const now = performance.now();
    if (!back || !article.isConnected) return;
    if (now - since > LONG || now - still > SETTLED) return letGo();
    const line = article.offsetParent && [...article.children].find((one) => key(one) === back.key);
    const off = line ? top(line) - back.top : 1;
    if (line && Math.abs(off) >= 1) scrollBy(0, off);
    requestAnimationFrame(() => hold(since, Math.abs(off) < 1 ? still : now));
  }

  // The page shows a report, perhaps another than before; returns whether its reader is brought back.
  return function turn(to) {
    if (!to || to === report) return false;
    report = to;
    back = JSON.parse(sessionStorage.getItem(name(to)) || "null");
    sessionStorage.removeItem(name(to));
    if (!back) return false;
    for (const one of hands) addEventListener(one, letGo, { once: true, capture: true, passive: true });
    hold();
    return true;
  };
}
