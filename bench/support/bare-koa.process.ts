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
  /** Whether Postgres is to keep the plans. */
  readonly prepared?: boolean;
  /** Ids inside the statements that must be new each time, as they would be if the statements were made anew. */
  readonly freshIds?: readonly string[];
  /** An id inside the statements in whose place these stand in turns. */
  readonly inTurn?: { readonly id: string; readonly others: readonly string[] };
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
  const { status, statements, prepared = false, freshIds = [], inTurn } = route;
  let turn = 0;
  return async (ctx) => {
    ctx.status = status;
    ctx.body = statements.length === 0 ? { ok: true } : await send();
  };

  async function send(): Promise<unknown[][]> {
    const client = await pool.connect();
    let failure: Error | undefined;
    try {
      const others: (readonly [string, string])[] = freshIds.map((id) => [id, randomUUID()]);
      if (inTurn) others.push([inTurn.id, inTurn.others[turn++ % inTurn.others.length] ?? inTurn.id]);
      const answers: unknown[][] = [];
      for (const [place, { text, values }] of statements.entries()) {
        const name = prepared ? `${route.path} ${place}` : undefined;
        const { rows } = await client.query({ text, values: values.map((each) => renew(each, others)), name });
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

function renew(value: unknown, others: readonly (readonly [id: string, other: string])[]): unknown {
  if (typeof value !== 'string') return value;
  return others.reduce((text, [id, other]) => text.replaceAll(id, other), value);
}
