import type { Orm } from '#db/orm.ts';
import { storedRuns } from '../histories.ts';
import type { Text } from './search.ts';

/** What Temporal keeps of every run of a namespace: whole histories, descriptions, memos, search attributes, pending work. */
export async function textsOfRuns(address: string, namespace: string): Promise<Text[]> {
  const runs = await storedRuns(address, namespace);
  return runs.flatMap((run) => [
    ...textsIn(run.events, `history of ${run.workflowId}`),
    ...textsIn(run.description, `description of ${run.workflowId}`),
    { where: 'ids of workflows', text: run.workflowId },
  ]);
}

/** What tables say that carry no text of people: facts, feeds and the outbox. */
export async function textsOfTables(orm: Orm): Promise<Text[]> {
  const texts: Text[] = [];
  for (const [table, columns] of [
    ['events', 'type, from_status, to_status, side, data'],
    ['feed_entries', 'type, payload'],
    ['workflow_outbox', '*'],
  ] as const) {
    const rows = await orm.em.fork().execute<object[]>(`select ${columns} from ${table}`);
    texts.push(...rows.map((row) => ({ where: table, text: JSON.stringify(row) })));
  }
  return texts;
}

/** The notes of events: a reason that somebody gave is kept there on purpose, for the timelines of those concerned. */
export async function textsOfNotes(orm: Orm): Promise<Text[]> {
  const rows = await orm.em.fork().execute<{ note: string }[]>('select note from events where note is not null');
  return rows.map(({ note }) => ({ where: 'events.note', text: note }));
}

/** Every string of a message and every run of bytes in it, read as text. */
export function textsIn(message: unknown, where: string): Text[] {
  if (typeof message === 'string') return message === '' ? [] : [{ where, text: message }];
  if (ArrayBuffer.isView(message)) {
    const { buffer, byteOffset, byteLength } = message;
    return byteLength === 0 ? [] : [{ where, text: Buffer.from(buffer, byteOffset, byteLength).toString('utf8') }];
  }
  if (typeof message !== 'object' || message === null) return [];
  return Object.entries(message).flatMap(([name, part]) => [
    { where: `${where}, name`, text: name },
    ...textsIn(part, `${where}.${name}`),
  ]);
}
