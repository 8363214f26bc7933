import fs from 'node:fs/promises';
import path from 'node:path';
import { Worker } from '@temporalio/worker';
import { silentLogger } from '#platform/logger.ts';
import { installTemporalRuntime } from '#platform/temporal/runtime.ts';
import { HISTORIES_DIR } from '#test/support/lives.ts';
import { inOrder, type ProcessOrder, type Telling } from './process.ts';
import { installSwitch, withMutant } from './switch.ts';
import { VERDICT } from './verdicts.ts';

/** So many histories are replayed at first, those that noticed a neighbour lately; and so many at most after them. */
const FIRST = 2;
const AT_MOST = 6;

/** By mutant: the kept histories that meet it, the short ones first. */
export type HistoriesMeeting = Readonly<Record<number, readonly string[]>>;

const stryker = installSwitch();
await inOrder(replayMutants);

async function replayMutants(
  { codePath, todo, known = {} }: ProcessOrder,
  { judged, learned }: Telling,
): Promise<void> {
  installTemporalRuntime(silentLogger);
  const histories = new Map<string, unknown>();
  const texts = await Promise.all(
    (await fs.readdir(HISTORIES_DIR)).map(async (file) => {
      const text = await fs.readFile(path.join(HISTORIES_DIR, file), 'utf8');
      return { name: path.basename(file, '.json'), text };
    }),
  );
  for (const { name, text } of texts.toSorted((a, b) => a.text.length - b.text.length)) {
    histories.set(name, JSON.parse(text));
  }
  const broken = await noticedBy([...histories.keys()]);
  if (broken !== undefined) throw new Error(`${broken} does not replay without any mutant`);
  learned({
    ...(known as HistoriesMeeting),
    ...Object.fromEntries(todo.map(({ id }) => [id, meeting(id)])),
  } satisfies HistoriesMeeting);
  const lastKill = new Map<string, Map<string, number>>(); // by mutated file, then by history
  let kills = 0;
  for (const { id, file } of todo) judged(id, await withMutant(stryker, id, () => judge(id, file)));

  async function judge(id: number, file: string): Promise<number> {
    const killed = lastKill.get(file) ?? new Map<string, number>();
    lastKill.set(file, killed);
    const found = meeting(id).toSorted((a, b) => (killed.get(b) ?? 0) - (killed.get(a) ?? 0));
    if (found.length === 0) return VERDICT.notMet;
    for (const some of [found.slice(0, FIRST), found.slice(FIRST, FIRST + AT_MOST)]) {
      const name = await noticedBy(some);
      if (name === undefined) continue;
      killed.set(name, (kills += 1));
      return stryker.hitCount > stryker.hitLimit ? VERDICT.timedOut : VERDICT.killed;
    }
    return VERDICT.survived;
  }

  function meeting(id: number): string[] {
    return [...histories.keys()].filter((name) => stryker.mutantCoverage.perTest[name]?.[id] !== undefined);
  }

  /** The first of the histories that does not replay. */
  async function noticedBy(names: readonly string[]): Promise<string | undefined> {
    if (names.length === 0) return undefined;
    const some = names.map((workflowId) => ({ workflowId, history: histories.get(workflowId) }));
    let noticed: string | undefined;
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: { codePath } }, some)) {
      if (error) noticed ??= workflowId; // to the end: a worker that is left in the middle may take the process with it
    }
    return noticed;
  }
}
