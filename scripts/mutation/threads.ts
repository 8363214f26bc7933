import { Worker } from 'node:worker_threads';
import { NO_MUTANT, VERDICT, type Covering, type Order } from './verdicts.ts';

/** How much work one test may make before its mutant counts as one that never ends: a busy machine is no reason. */
const STUCK_CPU_MS = 20_000;
/** How long it may make none: what it waits for never comes. */
const STUCK_MS = 300_000;
const LOOK_EVERY_MS = 250;

/** The order as a whole; how threads share it is decided here. */
export type WholeOrder = Omit<Order, 'state' | 'verdicts' | 'covering'>;

/** Judges all mutants, one at a time, in a thread that is replaced when a mutant never ends or the memory is full. */
export async function judgeAll(order: WholeOrder, tell: (done: number) => void): Promise<Uint8Array> {
  const shared = {
    state: new SharedArrayBuffer(8),
    verdicts: new SharedArrayBuffer(1 + Math.max(0, ...order.todo)),
  };
  const verdicts = new Uint8Array(shared.verdicts);
  let covering: Covering | undefined;
  const remaining = (): number[] => order.todo.filter((id) => verdicts[id] === VERDICT.open);
  const look = everyHundred(() => order.todo.length - remaining().length, tell);
  for (let todo = remaining(); todo.length > 0; todo = remaining()) {
    covering = (await oneThread({ ...order, ...shared, todo, ...(covering && { covering }) }, look)) ?? covering;
  }
  return verdicts;
}

function everyHundred(count: () => number, tell: (done: number) => void): () => void {
  let told = 0;
  return () => {
    const done = count();
    if (done < told + 100) return;
    told = done;
    tell(done);
  };
}

function isStuck({ at, cpu }: { at: number; cpu: NodeJS.CpuUsage }): boolean {
  const { user, system } = process.cpuUsage(cpu); // of all threads, but the others do nothing
  return user + system > STUCK_CPU_MS * 1000 || Date.now() - at > STUCK_MS;
}

function oneThread(order: Order, look: () => void): Promise<Covering | undefined> {
  const state = new Int32Array(order.state);
  const verdicts = new Uint8Array(order.verdicts);
  state[0] = NO_MUTANT;
  const thread = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: order,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdout: true,
    resourceLimits: { maxOldGenerationSizeMb: 3_000 },
  });
  thread.stdout.resume(); // what tests print says nothing here
  return new Promise((resolve, reject) => {
    let covering: Covering | undefined;
    let seen = { beats: -1, at: Date.now(), cpu: process.cpuUsage() };
    const timer = setInterval(() => {
      look();
      const beats = Atomics.load(state, 1);
      if (beats !== seen.beats) seen = { beats, at: Date.now(), cpu: process.cpuUsage() };
      else if (state[0] !== NO_MUTANT && isStuck(seen)) {
        clearInterval(timer);
        verdicts[state[0] ?? 0] = VERDICT.timedOut;
        void thread.terminate();
      }
    }, LOOK_EVERY_MS);
    thread.on('message', (message: { covering?: Covering; done?: true }) => {
      covering ??= message.covering;
      if (message.done) void thread.terminate();
    });
    thread.once('error', (error: Error & { code?: string }) => {
      const at = state[0] ?? NO_MUTANT;
      if (at !== NO_MUTANT && error.code === 'ERR_WORKER_OUT_OF_MEMORY') verdicts[at] = VERDICT.timedOut;
      else reject(error);
    });
    thread.once('exit', () => {
      clearInterval(timer);
      resolve(covering);
    });
  });
}
