import pg from 'pg';
import { UserError } from '#platform/user-error.ts';

/** What the indexes and constraints of the schema need: no overlapping bookings, and distances on the globe. */
export const EXTENSIONS = ['btree_gist', 'cube', 'earthdistance'] as const;

const NOT_PERMITTED = '42501';
/** The files of the extension are not installed on the server. */
const NOT_AVAILABLE = ['58P01', '0A000'];
/** Another session created it in the same moment. */
const CREATED_BY_ANOTHER = ['42710', '23505'];

/**
 * Makes sure that the extensions are there: takes those that are, and creates the others where the role may. Says in one
 * sentence what a superuser has to do once where it may not.
 */
export async function ensureExtensions(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; database: string }>(
    `select name, current_database() as database from unnest($1::text[]) as wanted (name)
     where not exists (select from pg_extension where extname = wanted.name)`,
    [EXTENSIONS],
  );
  const refused: string[] = [];
  const unavailable: string[] = [];
  for (const { name } of rows) {
    const code = await codeOf(client.query(`create extension ${pg.escapeIdentifier(name)}`));
    // One that needs another (earthdistance needs cube) is refused with the same code, or for the missing one.
    if (code === NOT_PERMITTED || (code !== undefined && refused.length > 0)) refused.push(name);
    else if (code !== undefined && NOT_AVAILABLE.includes(code)) unavailable.push(name);
    else if (code !== undefined && !CREATED_BY_ANOTHER.includes(code)) throw new Error(`extension ${name}: ${code}`);
  }
  const database = rows[0]?.database;
  if (unavailable.length > 0) {
    throw new UserError(
      `The PostgreSQL server does not have the extensions ${unavailable.join(', ')}: install its contrib package, then migrate again.`,
    );
  }
  if (refused.length > 0) {
    const statements = refused.map((name) => `create extension ${name};`).join(' ');
    throw new UserError(
      `The database '${database}' lacks extensions that this role may not create: have a superuser run \`${statements}\` ` +
        'in it once, then migrate again.',
    );
  }
}

/** Says in one sentence what is missing to a role that may not make tables. */
export async function requireSchema(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ may: boolean; role: string; database: string }>(
    `select has_schema_privilege('public', 'create') as may, current_user as role, current_database() as database`,
  );
  const [found] = rows;
  if (!found || found.may) return;
  throw new UserError(
    `The role '${found.role}' may not make tables in the database '${found.database}': make it the owner ` +
      `(\`alter database ${found.database} owner to ${found.role};\`), then migrate again.`,
  );
}

async function codeOf(statement: Promise<unknown>): Promise<string | undefined> {
  try {
    await statement;
    return undefined;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === undefined) throw error;
    return code;
  }
}
