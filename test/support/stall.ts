/** Keeps the event loop of this process from going round, as heavy work does. */
export function stall(timeMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, timeMs);
}
