import { documentRoutes } from '#api/document-routes.ts';
import { answerExample } from '#api/http/examples.ts';
import { contentTypesOf, type Route } from '#api/http/route.ts';
import { PROBLEMS } from '#contracts/problem.ts';
import type { PlayedAnswer, StateFixture } from '#web/kit/fixtures.ts';
import { sessionOf, type Visitor } from './visitors.ts';

/** What comes back for one call: an answer, nothing ever, or the end of the connection. */
export type Reply =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Buffer }
  | 'never'
  | 'cut';

/** Answers in place of the API, with the examples of its contract unless a state says otherwise. */
export interface PlayedApi {
  /** From now on answers as the state wants it, to this visitor. */
  play(answers: StateFixture['answers'], visitor: Visitor): void;
  /** What a call gets. */
  reply(method: string, pathname: string): Reply;
  /** What was called and has no operation of the API. */
  readonly unknown: readonly string[];
}

interface Operation {
  readonly route: Route;
  readonly pattern: RegExp;
}

const OPERATIONS: readonly Operation[] = documentRoutes().map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+')}$`),
}));
const OPERATION_IDS = new Set(OPERATIONS.map(({ route }) => route.operationId));

/** What an operation answers where nothing else is played: the example of its contract. */
export function exampleOf(operationId: string): Readonly<Record<string, unknown>> {
  const route = OPERATIONS.find(({ route: each }) => each.operationId === operationId)?.route;
  if (!route) throw new Error(`no operation of the API is called ${operationId}`);
  return answerExample(route) as Readonly<Record<string, unknown>>;
}

/** An API without anything behind it. */
export function createPlayedApi(): PlayedApi {
  const unknown: string[] = [];
  let played: StateFixture['answers'] = {};
  let visitor: Visitor = 'nobody';
  return { unknown, play, reply };

  function play(answers: StateFixture['answers'] = {}, as: Visitor): void {
    const strangers = Object.keys(answers).filter((id) => !OPERATION_IDS.has(id));
    if (strangers.length > 0) throw new Error(`no operation of the API is called ${strangers.join(', ')}`);
    played = answers;
    visitor = as;
  }

  function reply(method: string, pathname: string): Reply {
    const operation = operationOf(method, pathname);
    if (!operation) {
      unknown.push(`${method} ${pathname}`);
      return { status: 404 };
    }
    const { operationId } = operation.route;
    const session = operationId === 'refreshSession' ? sessionOf(visitor) : undefined;
    if (operationId === 'refreshSession' && !session) return problemReply({ problem: 'unauthenticated' });
    const given = played?.[operationId];
    if (given === 'never') return 'never';
    if (given === 'offline') return 'cut';
    if (given && 'problem' in given) return problemReply(given);
    return success(operation.route, given?.body ?? session ?? answerExample(operation.route));
  }
}

function operationOf(method: string, pathname: string): Operation | undefined {
  const fitting = OPERATIONS.filter(
    ({ route, pattern }) => route.method === method.toLowerCase() && pattern.test(pathname),
  );
  // `/v1/providers/me` is one operation and `/v1/providers/:id` another.
  return fitting.toSorted((left, right) => variablesIn(left) - variablesIn(right))[0];
}

const variablesIn = ({ route }: Operation): number => route.path.split(':').length;

/** One red pixel, for everything that is an image. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8Dwn4GBgYEBAA4FAgH5oc8XAAAAAElFTkSuQmCC',
  'base64',
);

function success(route: Route, body: unknown): Reply {
  const { status, schema } = route.success;
  const [contentType] = contentTypesOf(route.success);
  if (contentType?.startsWith('image/')) return { status: 200, headers: { 'content-type': 'image/png' }, body: PIXEL };
  if (contentType?.startsWith('text/event-stream')) return 'never'; // a stream on which nothing happens
  if (!schema) return { status };
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? null) };
}

function problemReply({ problem, info }: Extract<PlayedAnswer, { problem: unknown }>): Reply {
  const { status, title } = PROBLEMS[problem];
  const document = { type: `/problems/${problem}`, title, status, code: problem, detail: lowerFirst(title), info };
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'x-request-id': 'a-request-of-the-gallery',
      ...(status === 503 && { 'retry-after': '60' }),
    },
    body: JSON.stringify(document),
  };
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
