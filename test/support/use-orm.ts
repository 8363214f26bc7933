import type { EntityManager } from '@mikro-orm/postgresql';
import { createOrm, type Orm } from '#db/orm.ts';
import { testPostgres, type TestDatabase } from './postgres.ts';

/** A database of one test file, and the ways into it. */
export interface TestOrm {
  readonly orm: Orm;
  readonly database: TestDatabase;
  /** A new unit of work. */
  em(): EntityManager;
  /** Forgets the statements so far. */
  forget(): void;
  /** The statements since. */
  statements(): readonly string[];
}

/** Mocha fixture: a copy of the migrated (or seeded) database for all tests of a file. */
export function useOrm(content: 'migrated' | 'seeded' = 'migrated'): TestOrm {
  let heard: string[] = [];
  const own = { em: () => fixture.orm.em.fork(), forget, statements: () => heard };
  const fixture = own as unknown as { -readonly [Key in keyof TestOrm]: TestOrm[Key] };

  before(async () => {
    fixture.database = await (await testPostgres()).createDatabase({ content });
    const { url } = fixture.database;
    fixture.orm = await createOrm({ url, poolMax: 10, onStatement: (sql) => void heard.push(sql) });
  });
  after(async () => {
    await fixture.orm?.close();
    await fixture.database?.drop();
  });

  return fixture;

  function forget(): void {
    heard = [];
  }
}
