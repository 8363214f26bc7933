import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { testPostgres } from '#test/support/postgres.ts';
import type { BareKoaInput } from './support/bare-koa.process.ts';
import type { Bench } from './support/bench.ts';
import { callsPerSecond } from './support/load.ts';
import { startProcess } from './support/process.ts';
import { interleave, overRounds } from './support/statistics.ts';
import { perSecond } from './support/timing.ts';

const ROUNDS = { rounds: 3, budgetMs: 20_000 };
const WIDTH = 16;
const ROWS = 4_000;

/** What the machine gives without any of our code, to judge the other figures by. */
export const floors: Bench = {
  name: 'floors',
  title: `what this machine gives without our code (${WIDTH} connections)`,
  async run({ onEnd }) {
    const database = await (await testPostgres()).createDatabase({ content: 'empty' });
    const pool = new pg.Pool({ connectionString: database.url, max: WIDTH });
    pool.on('error', () => undefined); // the server may be gone before the last connection is
    onEnd(() => pool.end());
    await pool.query('create table bench_rows (id uuid primary key)');
    const input: BareKoaInput = {
      databaseUrl: database.url,
      poolMax: 1,
      routes: [{ method: 'get', path: '/nothing', status: 200, statements: [] }],
    };
    const bare = await startProcess<{ url: string }>({ module: 'bare-koa.process.ts', input });
    onEnd(() => bare.stop());

    const ids = Array.from({ length: ROWS }, () => randomUUID());
    const insert = (id: string) =>
      pool.query({ name: 'insert', text: 'insert into bench_rows values ($1)', values: [id] });
    const select = (id: string) =>
      pool.query({ name: 'select', text: 'select id from bench_rows where id = $1', values: [id] });
    const rates = await interleave(ROUNDS, {
      koa: () => callsPerSecond({ url: `${bare.ready.url}/nothing`, connections: WIDTH }),
      commit: async () => {
        await pool.query('truncate bench_rows');
        return perSecond(ids, WIDTH, insert);
      },
      select: () => perSecond(ids, WIDTH, select),
    });
    return [
      overRounds('bare Koa', '/s', rates.koa, 'seen on 2 cores: 13,000/s'),
      overRounds('prepared SELECT by key through pg', '/s', rates.select, 'seen on 2 cores: 11,000/s'),
      overRounds('one-row commit through pg', '/s', rates.commit, 'seen on 2 cores: 4,900/s'),
    ];
  },
};
