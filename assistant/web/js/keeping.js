// What its author has typed and the server has not answered yet: who takes the report away waits for
// it (window.assistantKept), but not for ever.
function makeKeeping(trigger) {
  const PATIENCE = 15000;
  let kept = Promise.resolve(), done = () => {};
  window.assistantKept = () => kept;

  return {
    send(event, given) {
      kept = new Promise((settle) => {
        done = settle;
        setTimeout(settle, PATIENCE);
      });
      trigger(event, given);
    },
    answered: () => done(),
  };
}
