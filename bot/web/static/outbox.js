/**
 * Sends items one after the other. A failed item stays first in line, so that the order holds,
 * until `run` is called again; an item that can never succeed is dropped.
 */
export function createOutbox({ deliver, onReply, onFailure }) {
  let line = [];
  let isRunning = false;
  let isClosed = false;

  async function run() {
    if (isRunning) return;
    isRunning = true;
    while (line.length && (await sendFirst())) line.shift();
    isRunning = false;
  }

  async function sendFirst() {
    const item = line[0];
    try {
      const reply = await deliver(item);
      if (!isClosed) await onReply(reply, item);
      return true;
    } catch (problem) {
      if (!isClosed) onFailure(problem, item);
      return Boolean(problem.isFinal);
    }
  }

  function add(item) {
    line.push(item);
    item.isCancelled = false;
    return run();
  }

  /** Stop for good and hand back what was not sent. */
  function close() {
    isClosed = true;
    const unsent = line;
    unsent.forEach((item) => { item.isCancelled = true; });
    line = [];
    return unsent;
  }

  function hasLater(test) {
    return line.slice(1).some(test);
  }

  return { add, run, close, hasLater };
}
