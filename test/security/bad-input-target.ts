import { randomUUID } from 'node:crypto';
import { startKernel } from '#test/support/kernel.ts';
import { NOTE_OWNERSHIP, noteRoutes, probe } from '#test/support/notes.ts';

/** A process of its own that is attacked: what it prints is where, and with which token. It tells its memory when asked. */
const account = { id: randomUUID(), roles: [], status: 'active' };
const notebook = { notes: new Map(), loads: [] };
const memory = probe(() => {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { id: account.id, text: JSON.stringify({ heapUsed: heapUsed + external, rss, notes: notebook.notes.size }) };
});
const kernel = await startKernel({
  routes: [...noteRoutes(notebook), memory],
  deps: notebook,
  ownership: NOTE_OWNERSHIP,
  accounts: [account],
  arrival: { headersMs: 1_000, requestMs: 2_000, checkMs: 100 },
});
const { token } = await kernel.issueToken(account.id);
process.stdout.write(`ready ${JSON.stringify({ url: kernel.url, token })} .\n`);
