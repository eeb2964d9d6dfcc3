// What the reader has decided on each proposal so far and what they have read of it.  It lives in
// the browser's window, whatever else comes in front, and survives a reload of the page.
function makeMarks() {
  const known = new Map();
  // What stood before each mark, the latest last, and in which version of the report it was made.
  const past = [];
  const name = (proposal) => `assistant-marks-${proposal}`;
  const of = (proposal) => known.get(proposal) || { decided: {}, read: [] };

  function keep(proposal, marks) {
    known.set(proposal, marks);
    sessionStorage.setItem(name(proposal), JSON.stringify(marks));
  }

  return {
    // Take up a proposal; those of the others stay, for they may wait still.
    // `unticked` are the changes that count only once somebody ticks them.
    open(proposal, unticked) {
      if (known.has(proposal)) return;
      const kept = JSON.parse(sessionStorage.getItem(name(proposal)) || "{}");
      const decided = kept.decided || Object.fromEntries(unticked.map((one) => [one, "no"]));
      known.set(proposal, { decided, read: kept.read || [] });
    },
    of: (proposal, change) => of(proposal).decided[change] || "",
    set(proposal, changes, taken, version) {
      const { decided, read } = of(proposal), mark = taken ? "yes" : "no";
      past.push({ proposal, changes, version, before: { decided, read } });
      keep(proposal, { decided: { ...decided, ...Object.fromEntries(changes.map((one) => [one, mark])) }, read });
    },
    // The latest mark on what is shown is taken back, unless the report has changed since; what was
    // read in going on from it is to be read again.
    back(version, shown) {
      while (past.length && past.at(-1).version === version) {
        const { proposal, changes, before } = past.pop();
        if (!shown.includes(proposal)) continue;
        keep(proposal, before);
        return { proposal, changes };
      }
      return null;
    },
    see(proposal, items) {
      const { decided, read } = of(proposal);
      keep(proposal, { decided, read: [...new Set([...read, ...items])] });
    },
    seen: (proposal, item) => of(proposal).read.includes(item),
  };
}
