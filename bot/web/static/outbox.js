/**
 * Sends items one after the other. A failed item stays first in line, so that the order holds, until `run` or
 * `retry` is called; if the failure is of this item only, it leaves the line and the next one is sent.
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
      return Boolean(problem.isOfMessage);
    }
  }

  function add(item) {
    line.push(item);
    item.isCancelled = false;
    return run();
  }

  /** Send a failed item again, at the end of the line if it has left it. */
  function retry(item) {
    if (!line.includes(item)) line.push(item);
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

  return { add, run, retry, close, hasLater };
}
