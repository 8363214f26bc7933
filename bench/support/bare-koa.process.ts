/** Bare Koa before Postgres: what a handler costs that checks nothing, knows nobody and only sends its statements. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import bodyParser from '@koa/bodyparser';
import Router from '@koa/router';
import Koa from 'koa';
import pg from 'pg';
import { serve } from './process.ts';
import type { Statement } from './record-statements.ts';

/** A path, and what is sent to Postgres before it is answered with the rows. */
export interface BareRoute {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly status: number;
  readonly statements: readonly Statement[];
  /** What is answered where no statement is sent. */
  readonly body?: unknown;
  /** Whether Postgres is to keep the plans. */
  readonly prepared?: boolean;
  /** Parts of the statements that differ from call to call. */
  readonly renewed?: Renewed;
}

/** What would differ if the statements were made anew for each call. */
export interface Renewed {
  readonly ids: readonly string[];
  /** An id in whose place these stand in turns. */
  readonly inTurn: { readonly id: string; readonly others: readonly string[] };
}

export interface BareKoaInput {
  readonly databaseUrl: string;
  readonly poolMax: number;
  readonly routes: readonly BareRoute[];
}

serve<BareKoaInput, { url: string }>(async ({ databaseUrl, poolMax, routes }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolMax });
  const router = new Router();
  for (const route of routes) router[route.method](route.path, handlerOf(pool, route));
  const app = new Koa().use(bodyParser()).use(router.routes());
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return { ready: { url: `http://127.0.0.1:${port}` }, stop: async () => void server.close() };
});

function handlerOf(pool: pg.Pool, route: BareRoute): Koa.Middleware {
  const { path, status, statements, body = { ok: true }, prepared = false, renewed } = route;
  const renewal = renewed ? createRenewal(renewed) : () => (text: string) => text;
  return async (ctx) => {
    ctx.status = status;
    ctx.body = statements.length === 0 ? body : await send();
  };

  async function send(): Promise<unknown[][]> {
    const client = await pool.connect();
    let failure: Error | undefined;
    try {
      const renew = renewal();
      const answers: unknown[][] = [];
      for (const [place, { text, values }] of statements.entries()) {
        const name = prepared ? `${path} ${place}` : undefined;
        const renewedValues = values.map((value) => (typeof value === 'string' ? renew(value) : value));
        const { rows } = await client.query({ text: renew(text), values: renewedValues, name });
        answers.push(rows as unknown[]);
      }
      return answers;
    } catch (error) {
      failure = error as Error;
      throw error;
    } finally {
      client.release(failure); // one that failed inside a transaction is not used again
    }
  }
}

/** Answers, for each call, what makes its texts its own. */
function createRenewal({ ids, inTurn }: Renewed): () => (text: string) => string {
  const pattern = new RegExp([...ids, inTurn.id].join('|'), 'g');
  let turn = 0;
  return () => {
    const others = new Map(ids.map((id) => [id, randomUUID() as string]));
    others.set(inTurn.id, inTurn.others[turn++ % inTurn.others.length] ?? inTurn.id);
    return (text) => text.replace(pattern, (found) => others.get(found) ?? found);
  };
}
