import type { Route } from '#api/http/route.ts';
import {
  PEOPLE,
  PERSON_NAMES,
  isPerson,
  relationsOf,
  tokenOf,
  CALLERS,
  type CallerName,
  type PersonName,
} from './actors.ts';
import { OPERATIONS, type Operation } from './operations.ts';
import { idFor, TARGETS, type Target, type World } from './world.ts';

/** What a call meets at the door of an operation. */
export type Verdict = 'in' | 'unauthenticated' | 'forbidden' | 'not_found' | 'not_yours';

/** One call of the matrix and what must come of it. */
export interface Cell {
  readonly route: Route;
  readonly operation: Operation;
  readonly caller: CallerName;
  readonly target: Target;
  readonly expected: Verdict;
}

const STATUS: Readonly<Record<Verdict, number>> = {
  in: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  not_yours: 403,
};

/** What the table says of a route. Throws when it says nothing. */
export function operationOf({ operationId, path }: Route): Operation {
  const operation = OPERATIONS[operationId];
  if (!operation) throw new Error(`nobody has said who may call ${operationId}`);
  if (path.includes(':') && !operation.of) throw new Error(`nobody has said what ${path} names`);
  return operation;
}

/** Every call of the matrix to one operation. */
export function cellsOf(route: Route): Cell[] {
  const operation = operationOf(route);
  const targets = operation.of ? TARGETS : (['real'] as const);
  return CALLERS.flatMap((caller) =>
    targets.map((target) => ({ route, operation, caller, target, expected: verdictOf(operation, caller, target) })),
  );
}

/** What the rules of the product say: who somebody is comes first, then their role, then whether it is there, then whose it is. */
export function verdictOf({ may, role, of, foundInside }: Operation, caller: CallerName, target: Target): Verdict {
  if (may === 'everybody') return 'in';
  if (!isPerson(caller)) return may === 'guests' && caller === 'nobody' ? 'in' : 'unauthenticated';
  if (may === 'guests') return 'in';
  if (role && role !== 'consumer' && !PEOPLE[caller].roles.some((each) => each === role)) return 'forbidden';
  if (of && !foundInside && target !== 'real') return 'not_found';
  return relationsOf(caller).some((relation) => may.includes(relation)) ? 'in' : 'not_yours';
}

/** Somebody whom an operation lets in. */
export function someoneLetIn(operation: Operation): PersonName {
  const person = PERSON_NAMES.find((name) => verdictOf(operation, name, 'real') === 'in');
  if (!person) throw new Error('nobody may call the operation');
  return person;
}

/** The address of a cell, with what the operation needs in its query. */
export function addressOf(world: World, { route, operation, target }: Cell): string {
  const path = route.path.replaceAll(/:\w+/g, () => (operation.of ? idFor(world, operation.of, target) : ''));
  return operation.query ? `${path}?${operation.query(world)}` : path;
}

/** A body, and how it is declared. */
export interface Sent {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Makes the call of a cell for real, at the address it has or another one. */
export function call(url: string, world: World, cell: Cell, sent?: Sent, address = addressOf(world, cell)) {
  const token = tokenOf(world, cell.caller, someoneLetIn(cell.operation));
  return fetch(url + address, {
    method: cell.route.method.toUpperCase(),
    headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...sent?.headers },
    ...(sent && { body: sent.body }),
    redirect: 'manual',
  });
}

/**
 * Knocks: a query parameter that no route knows is refused behind the door and before the handler, so whoever hears of it
 * was let in and nothing was done. Answers the verdict, or what else came.
 */
export async function knock(url: string, world: World, cell: Cell, sent?: Sent): Promise<string> {
  const address = addressOf(world, cell);
  const answer = await call(url, world, cell, sent, `${address}${address.includes('?') ? '&' : '?'}probe=1`);
  const text = await answer.text();
  if (cell.route.isPage && answer.ok) return 'in'; // pages leave their query to their scripts
  const { code, errors } = parse(text);
  const wasLetIn = code === 'validation_failed' && errors.some((each) => each.in === 'query' && each.path === '/probe');
  const verdict = wasLetIn && !errors.some((each) => each.in === 'path') ? 'in' : code;
  const holds = STATUS[verdict as Verdict] === answer.status;
  const challenged = answer.status !== 401 || answer.headers.get('www-authenticate')?.startsWith('Bearer ');
  return holds && challenged ? verdict : `${answer.status} ${verdict}`;
}

function parse(text: string): { code: string; errors: { in: string; path: string }[] } {
  try {
    const { code = '', errors = [] } = JSON.parse(text) as Partial<ReturnType<typeof parse>>;
    return { code, errors };
  } catch {
    return { code: 'no problem', errors: [] };
  }
}

/** A cell in words. */
export function named({ route, caller, target, operation }: Cell): string {
  return `${route.operationId} by ${caller}${operation.of ? ` with the ${target} id` : ''}`;
}

const AT_ONCE = 8;

/** Does the work for every item, a few at once, and gives the results in the order of the items. */
export async function forEach<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as Item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
