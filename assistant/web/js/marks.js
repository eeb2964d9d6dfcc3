// What the reader has decided on each proposal so far and what they have read of it.  It lives in
// the browser's window, whatever else comes in front, and survives a reload of the page.
function makeMarks() {
  let id = "", decided = {}, read = [];
  const name = () => `assistant-marks-${id}`;

  function keep() {
    if (id) sessionStorage.setItem(name(), JSON.stringify({ decided, read }));
  }

  return {
    // Take up a proposal; those of the others stay, for they may wait still.
    // `unticked` are the changes that count only once somebody ticks them.
    open(proposal, unticked) {
      if (proposal === id) return;
      id = proposal;
      const kept = id ? JSON.parse(sessionStorage.getItem(name()) || "{}") : {};
      decided = kept.decided || Object.fromEntries(unticked.map((one) => [one, "no"]));
      read = kept.read || [];
    },
    of: (change) => decided[change] || "",
    set(change, taken) {
      decided[change] = taken ? "yes" : "no";
      keep();
    },
    see(items) {
      read = [...new Set([...read, ...items])];
      keep();
    },
    seen: (item) => read.includes(item),
    taken: (changes) => changes.filter((one) => decided[one] !== "no"),
  };
}
