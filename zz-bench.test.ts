import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import http from 'node:http';
import Koa from 'koa';
import pg from 'pg';
import { randomUUID } from 'node:crypto';
import { useApi } from '#test/support/api.ts';
import { insertBooking, insertOffer, insertRequest } from '#test/support/factories.ts';
import { peopleOf } from '#test/support/people.ts';
const run = promisify(execFile);
describe('bench', () => {
  const f = useApi();
  const people = peopleOf(f);
  it('reads', async function () {
    this.timeout(600_000);
    const me = await people.consumer();
    const em = f.orm.em.fork();
    const provs = []; for (let i = 0; i < 10; i++) provs.push(await people.provider());
    let id = '';
    for (let i = 0; i < 100; i++) {
      ({ id } = await insertRequest(em, { consumer: me.accountId, status: 'offers_received' }));
      for (const [k, p] of provs.entries()) await people.tell(id, p, k + 1);
      for (let k=0;k<3;k++) { await em.execute(`insert into events (id, aggregate, aggregate_id, request_id, type, from_status, to_status, side, data, occurred_at) values (?, 'request', ?, ?, 'x', ?, ?, 'system', '{}', now())`, [randomUUID(), id, id, 'a'+k, 'b'+k]); }
      await insertOffer(em, { request: id, provider: provs[i % 10]!.id, service: provs[i%10]!.serviceId });
    }
    await em.execute('analyze');
    const url = (f.orm as any).config.get('clientUrl');
    const pool = new pg.Pool({ connectionString: url, max: 20 });
    const statements: Record<string, {text: string; values: unknown[]}> = {};
    for (const path of [`/v1/requests/${id}`, '/v1/requests?limit=20', '/v1/requests?limit=100']) {
      f.takeStatements();
      await f.api.get(path, { as: me });
      let text = f.takeStatements().find((s) => s.includes('service_requests'))!;
      let n = 0; text = text.replace(/\?/g, () => `$${++n}`);
      statements[path] = { text, values: path.includes('limit') ? [me.accountId, Number(path.split('=')[1]) + 1] : [id] };
    }
    for (const s of Object.values(statements)) { const r = await pool.query('explain (analyze, buffers off) ' + s.text, s.values); console.log(r.rows.map((x: any) => x['QUERY PLAN']).join('\n')); }
 const koa = new Koa();
    koa.use(async (ctx) => { const s = statements[ctx.url]!; const { rows } = await pool.query(s.text, s.values); ctx.body = ctx.url.includes('limit') ? rows : rows[0]; });
    const server = koa.listen(0, '127.0.0.1');
    await new Promise((r) => server.once('listening', r)); const port = (server.address() as any).port;
    for (const path of Object.keys(statements)) for (let round = 0; round < 0; round++) {
      let c0 = process.cpuUsage(); const cpu = (r: {rps:number}) => { const c = process.cpuUsage(c0); return ((c.user + c.system) / 1000 / (r.rps * 4)).toFixed(2) + 'ms cpu'; };
 const bare = JSON.parse((await run('node', ['/tmp/bench/load.mjs', `http://127.0.0.1:${port}${path}`, '', '16', '4'])).stdout);
      const cb = cpu(bare); c0 = process.cpuUsage(); const ours = JSON.parse((await run('node', ['/tmp/bench/load.mjs', f.url + path, me.token, '16', '4'])).stdout);
      console.log(path.replace(id, ':id'), 'bare', bare.rps, cb, 'ours', ours.rps, cpu(ours), 'ratio', (ours.rps / bare.rps).toFixed(2));
      f.takeStatements();
    }
    server.close(); server.closeAllConnections(); await pool.end();
  });
});
