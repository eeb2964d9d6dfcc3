// What its author has typed and the server has not answered yet: who takes the report away waits for
// it (window.assistantKept), but not for ever.  One goes after the other, so that what stands further
// down is placed once the answer to what stands above it has moved it.
function makeKeeping(trigger) {
  const PATIENCE = 15000;
  const waiting = [];
  let kept = Promise.resolve(), done = () => {}, sent = 0, given_up = 0;
  window.assistantKept = () => kept;

  function next() {
    clearTimeout(given_up);
    if (!waiting.length) return done();
    const [event, given] = waiting[0];
    given_up = setTimeout(() => answered(sent), PATIENCE);
    trigger(event, { ...given(), sent: ++sent });
  }

  // The server names the last that it has answered to this window.
  function answered(number) {
    if (!waiting.length || number !== sent) return;
    waiting.shift();
    next();
  }

  return {
    // `given` is called when it goes on its way.
    send(event, given) {
      waiting.push([event, given]);
      if (waiting.length > 1) return;
      kept = new Promise((settle) => { done = settle; });
      next();
    },
    answered,
  };
}
