import { isGrpcServiceError, type ConnectionLike } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../embedded/temporal.ts';

type Name = keyof typeof SEARCH_ATTRIBUTES;
type Connection = Pick<ConnectionLike, 'operatorService' | 'withDeadline'>;

const DEADLINE_MS = 5_000;
const KEYWORD = 2; // temporal.api.enums.v1.IndexedValueType
/** gRPC's status codes. */
const ALREADY_EXISTS = 6;
const PERMISSION_DENIED = 7;
const UNIMPLEMENTED = 12;
const UNAUTHENTICATED = 16;
const NOT_FOR_US = [PERMISSION_DENIED, UNIMPLEMENTED, UNAUTHENTICATED];

/**
 * Makes those of our search attributes that the namespace lacks, where our rights allow it. Answers with one sentence that
 * names the missing ones and the command that makes them; with nothing where all are there, or where we may not look.
 * Rejects when Temporal does not answer.
 */
export async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<string | undefined> {
  const { operatorService } = connection;
  const within = <T>(call: () => Promise<T>) => connection.withDeadline(Date.now() + DEADLINE_MS, call);
  const missing = await missingFrom();
  if (missing.length === 0) return undefined;
  const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
  const code = await codeOf(() => within(() => operatorService.addSearchAttributes({ namespace, searchAttributes })));
  return code === undefined || code === ALREADY_EXISTS ? undefined : howToMake(namespace, missing);

  async function missingFrom(): Promise<Name[]> {
    let known: object = SEARCH_ATTRIBUTES;
    const refused = await codeOf(async () => {
      known = (await within(() => operatorService.listSearchAttributes({ namespace }))).customAttributes ?? {};
    });
    return refused === undefined ? (Object.keys(SEARCH_ATTRIBUTES) as Name[]).filter((name) => !(name in known)) : [];
  }
}

/** The code with which Temporal refuses us; whatever else fails is thrown. */
async function codeOf(call: () => Promise<unknown>): Promise<number | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    const code = isGrpcServiceError(error) ? (error.code as number) : undefined;
    if (code === ALREADY_EXISTS || (code !== undefined && NOT_FOR_US.includes(code))) return code;
    throw error;
  }
}

function howToMake(namespace: string, missing: readonly Name[]): string {
  const pairs = missing.map((name) => `--name ${name} --type ${SEARCH_ATTRIBUTES[name]}`);
  return (
    `Nothing can be started in the Temporal namespace '${namespace}' until it has the search attributes ` +
    `${missing.join(', ')}; make them with: temporal operator search-attribute create --namespace ${namespace} ${pairs.join(' ')}`
  );
}
