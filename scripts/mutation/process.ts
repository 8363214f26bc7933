import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { VERDICT } from './verdicts.ts';

/** What a process is to do. */
export interface ProcessOrder {
  /** The bundle with all mutants inside. */
  readonly codePath: string;
  /** The mutants, each with its file. */
  readonly todo: readonly { readonly id: number; readonly file: string }[];
  /** What an earlier process with the same bundle has learned. */
  readonly known?: unknown;
}

type Message = { readonly id: number; readonly verdict: number } | { readonly known: unknown } | 'beat';

/** How long nothing may be heard of a process; at first it tries out everything without a mutant. */
const SILENT_FIRST_MS = 900_000;
const SILENT_MS = 300_000;

/** What a process says of its work while it goes on. */
export interface Telling {
  readonly judged: (id: number, verdict: number) => void;
  /** What processes after it need not find out again. */
  readonly learned: (known: unknown) => void;
  /** That it is not stuck. */
  readonly beat: () => void;
}

/** In the process: carries out its order. */
export async function inOrder(work: (order: ProcessOrder, telling: Telling) => Promise<void>): Promise<void> {
  const order = JSON.parse(fs.readFileSync(process.argv[2] ?? '', 'utf8')) as ProcessOrder;
  const send = (message: Message): void => void process.send?.(message);
  await work(order, {
    judged: (id, verdict) => send({ id, verdict }),
    learned: (known) => send({ known }),
    beat: () => send('beat'),
  });
  process.exit(0); // the runtime of Temporal would keep it alive
}

/**
 * Has mutants judged in a process of its own, because one may never end: that one has timed out, and another process does the
 * rest. `program` is a file beside this one. Answers with what its processes have learned.
 */
export async function inProcesses(
  program: string,
  { codePath, todo, known: before }: ProcessOrder,
  judged: (id: number, verdict: number) => void,
): Promise<unknown> {
  let known = before;
  let left = [...todo];
  while (left.length > 0) {
    const isDone = await inOneProcess(program, { codePath, todo: left, known }, (message) => {
      if (message === 'beat') return;
      if ('known' in message) known = message.known;
      else settle(message.id, message.verdict);
    });
    const [stuck] = left;
    if (!isDone && stuck) settle(stuck.id, VERDICT.timedOut);
  }
  return known;

  function settle(id: number, verdict: number): void {
    left = left.filter((each) => each.id !== id);
    judged(id, verdict);
  }
}

/** True when the process came to its end; false when it had to be killed. */
function inOneProcess(program: string, order: ProcessOrder, hear: (message: Message) => void): Promise<boolean> {
  const file = path.join(path.dirname(order.codePath), 'order.json');
  fs.writeFileSync(file, JSON.stringify(order));
  const child = fork(new URL(program, import.meta.url), [file], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, TEMPORAL_DEBUG: '1' }, // workflows run in the thread where the switch is
  });
  return new Promise((resolve, reject) => {
    let isStuck = false;
    let timer = setTimeout(stop, SILENT_FIRST_MS);
    child.on('message', (message: Message) => {
      clearTimeout(timer);
      timer = setTimeout(stop, SILENT_MS);
      hear(message);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      if (code === 0 || isStuck) resolve(!isStuck);
      else reject(new Error(`${program} ended with ${code}`));
    });

    function stop(): void {
      isStuck = true;
      child.kill('SIGKILL');
    }
  });
}
