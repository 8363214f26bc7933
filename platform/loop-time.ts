/** Into how many looks a time-out is divided. A stall, however long, uses up one of them. */
const LOOKS = 5;

/**
 * Calls back after a time in which the event loop went round, unless the returned function is called before. The loop looks
 * at its timers before it reads what has arrived, so after a stall every ordinary time-out is over although the answer may
 * lie there already. Here a stall counts as one look of several, and the last one waits until what has arrived is read.
 */
export function afterLoopTime(timeMs: number, callback: () => void): () => void {
  let looks = 0;
  let last: NodeJS.Immediate | undefined;
  const timer = setTimeout(look, timeMs / LOOKS);
  return function cancel() {
    clearTimeout(timer);
    clearImmediate(last);
  };

  function look(): void {
    looks += 1;
    if (looks < LOOKS) timer.refresh();
    else last = setImmediate(callback);
  }
}
