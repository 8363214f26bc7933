import { createOrm } from '#db/orm.ts';
import { insertAccount } from '#test/support/factories.ts';
import { testPostgres } from '#test/support/postgres.ts';
import type { BareKoaInput } from './bare-koa.process.ts';
import type { BenchContext } from './bench.ts';
import { startProcess } from './process.ts';
import type { Product } from './product.ts';
import type { Statement } from './record-statements.ts';
import type { Person } from './world.ts';

interface BareInserts {
  readonly path: string;
  readonly status: number;
  /** Those who post in turns; the first of them has made the statements. */
  readonly people: readonly Person[];
  readonly statements: readonly Statement[];
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Bare Koa on a database of its own with the same people; every id that the statements brought into being is renewed. */
export async function startBareInserts(
  product: Product,
  { path, status, people, statements }: BareInserts,
  { onEnd }: Pick<BenchContext, 'onEnd'>,
): Promise<string> {
  const database = await (await testPostgres()).createDatabase();
  const orm = await createOrm({ url: database.url, poolMax: 1 });
  const em = orm.em.fork();
  const ids = people.map(({ accountId }) => accountId);
  for (const id of ids) await insertAccount(em, { id });
  await orm.close();
  const sent = statements.flatMap(({ text, values }) => [text, ...values]).join();
  const renewed = {
    ids: [...new Set(sent.match(UUID))].filter((id) => !ids.includes(id)),
    inTurn: { id: ids[0]!, others: ids },
  };
  const input: BareKoaInput = {
    databaseUrl: database.url,
    poolMax: product.config.postgres.poolMax,
    routes: [{ method: 'post', path, status, statements, renewed }],
  };
  const bare = await startProcess<{ url: string }>({ module: 'bare-koa.process.ts', input });
  onEnd(() => bare.stop());
  return bare.ready.url;
}
