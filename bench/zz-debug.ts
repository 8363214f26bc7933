import { prepareProduct } from './support/product.ts';
import { createWorld, REQUEST_BODY } from './support/world.ts';
import { statementsOf } from './support/recorded.ts';
import { gather } from './support/timing.ts';
import { stopTestServers } from '#test/support/servers.ts';
import { query } from '#platform/embedded/postgres.ts';
import pg from 'pg';
const ends: any[] = [];
try {
const product = await prepareProduct({ onEnd: (w) => void ends.push(w), note: console.log, sharedDir: '/tmp/zzshared' });
const worker = await product.startWorker();
const api = await product.startApi();
const world = await createWorld(product, api.ready.url, { consumers: 1, providers: 12 });
const asked = await gather({ most: 30, width: 8, budgetMs: 20000 }, world.ask);
let half = 0;
await gather({ most: 15, width: 8, budgetMs: 20000 }, () => world.offer(asked[half++]!));
await world.settled();
const token = world.consumers[0]!.token;
const s = await statementsOf(product, [{ method: 'GET', path: '/v1/requests/' + asked[0]!.requestId, token }, { method: 'GET', path: '/v1/requests', token }]);
const c = new pg.Client({ connectionString: product.databaseUrl }); await c.connect();
await c.query('analyze');
for (const [x] of s) {
  for (let i = 0; i < 5; i++) await c.query(x!.text);
  const r = await c.query('explain (analyze, buffers off, summary on) ' + x!.text);
  console.log(r.rows.map((l: any) => l['QUERY PLAN']).join('\n'));
  let t = performance.now(); for (let i = 0; i < 200; i++) await c.query(x!.text); console.log('simple ms', (performance.now() - t) / 200);
  t = performance.now(); for (let i = 0; i < 200; i++) await c.query({ text: x!.text, name: 'a' + x!.text.length }); console.log('prepared ms', (performance.now() - t) / 200);
}
await c.end();
} finally { for (const e of ends.reverse()) await e(); await stopTestServers(); }
