import fs from 'node:fs';
import { randomUUID } from 'node:crypto';
import { client } from '#test/support/http.ts';
import { testFolder } from '#test/support/servers.ts';
import { until } from '#test/support/until.ts';
import type { Product } from './product.ts';
import type { RecordedRequest, Statement } from './record-statements.ts';

/** A call whose statements are wanted. */
export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token: string;
  readonly body?: object;
}

/**
 * What the API sends to Postgres to answer each of the calls. Each is made twice: the first also looks its caller up,
 * which a busy API does once in a while and not for every call.
 */
export async function statementsOf(product: Product, calls: readonly Asked[]): Promise<Statement[][]> {
  const file = testFolder(`statements-${randomUUID()}.jsonl`);
  const api = await product.startApi({ statementsFile: file });
  const http = client(api.ready.url);
  const recorded: Statement[][] = [];
  for (const { method, path, token, body } of calls) {
    for (let time = 0; time < 2; time++) {
      const { status } = await http.send(method, path, { as: token, body });
      if (status >= 300) throw new Error(`${method} ${path} answered ${status}`);
    }
    const lines = await until('the statements to be written down', () => {
      const all = linesOf(file).filter((line) => line.method === method && line.url === path);
      return all.length === 2 && all;
    });
    recorded.push([...lines[1]!.statements]);
  }
  await api.stop();
  return recorded;
}

function linesOf(file: string): RecordedRequest[] {
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as RecordedRequest);
}
