// What the reader has before them stays where it is, though lines above it come, go or shrink:
// the first line in sight that is still there, or else the one in its place.
function anchored(article, bar) {
  const text = () => [...article.querySelectorAll(":scope > p")];
  const before = text(), top = (one) => one.getBoundingClientRect().top;
  const edge = Math.max(0, bar.getBoundingClientRect().bottom);
  const first = before.findIndex((one) => one.getBoundingClientRect().bottom > edge);
  if (first < 1 || !article.offsetParent) return () => {};
  const seen = before.slice(first).filter((one) => top(one) < innerHeight).map((one) => [one, top(one)]);
  return () => {
    const after = text(), kept = seen.find(([one]) => one.isConnected);
    const [one, was] = kept || [after[Math.min(first, after.length - 1)], seen[0]?.[1] ?? 0];
    if (one) window.scrollBy(0, top(one) - was);
  };
}
