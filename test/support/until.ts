import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;

/** Waits for a state, never for a time: answers what `look` finds once it is something, or fails naming what was awaited. */
export async function until<Found>(
  what: string,
  look: () => Promise<Found | undefined | false> | Found | undefined | false,
  patienceMs = 45_000,
): Promise<Found> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`waited ${patienceMs} ms in vain for ${what}`);
    await delay(POLL_MS);
  }
}
