import type { BrowserContext, Request, Route as Intercepted } from 'playwright-core';
import { documentRoutes } from '#api/document-routes.ts';
import { answerExample } from '#api/http/examples.ts';
import { contentTypesOf, type Route } from '#api/http/route.ts';
import { PROBLEMS } from '#contracts/problem.ts';
import type { PlayedAnswer, StateFixture } from '#web/kit/fixtures.ts';
import { sessionOf, type Visitor } from './visitors.ts';

/** Answers in place of the API, with the examples of its contract unless a state says otherwise. */
export interface PlayedApi {
  /** From now on answers as the state wants it, to this visitor. */
  play(answers: StateFixture['answers'], visitor: Visitor): void;
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

/** Stands between a browser and the network, for everything below `/v1`. */
export async function playApi(context: BrowserContext): Promise<PlayedApi> {
  const unknown: string[] = [];
  let played: StateFixture['answers'] = {};
  let visitor: Visitor = 'nobody';
  await context.route(/\/v1\//, (call) => answer(call));
  // Each page asks for a session, as one does that may have one; whether it has is what `refreshSession` answers.
  await context.addInitScript("document.cookie = 'proxie_signed_in=yes; Path=/'");
  await context.routeWebSocket(/\/socket\.io\//, () => undefined); // it opens and stays silent
  return { unknown, play };

  function play(answers: StateFixture['answers'] = {}, as: Visitor): void {
    const strangers = Object.keys(answers).filter((id) => !OPERATION_IDS.has(id));
    if (strangers.length > 0) throw new Error(`no operation of the API is called ${strangers.join(', ')}`);
    played = answers;
    visitor = as;
  }

  async function answer(call: Intercepted): Promise<void> {
    const operation = operationOf(call.request());
    if (!operation) {
      unknown.push(`${call.request().method()} ${call.request().url()}`);
      return call.fulfill({ status: 404 });
    }
    const { operationId } = operation.route;
    const session = operationId === 'refreshSession' ? sessionOf(visitor) : undefined;
    if (operationId === 'refreshSession' && !session) return fulfilProblem(call, { problem: 'unauthenticated' });
    const given = played?.[operationId];
    if (given === 'never') return undefined;
    if (given === 'offline') return call.abort('internetdisconnected');
    if (given && 'problem' in given) return fulfilProblem(call, given);
    return fulfil(call, operation.route, given?.body ?? session ?? answerExample(operation.route));
  }
}

function operationOf(request: Request): Operation | undefined {
  const { pathname } = new URL(request.url());
  const method = request.method().toLowerCase();
  const fitting = OPERATIONS.filter(({ route, pattern }) => route.method === method && pattern.test(pathname));
  // `/v1/providers/me` is one operation and `/v1/providers/:id` another.
  return fitting.toSorted((left, right) => variablesIn(left) - variablesIn(right))[0];
}

const variablesIn = ({ route }: Operation): number => route.path.split(':').length;

/** One red pixel, for everything that is an image. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8Dwn4GBgYEBAA4FAgH5oc8XAAAAAElFTkSuQmCC',
  'base64',
);

async function fulfil(call: Intercepted, { success }: Route, body: unknown): Promise<void> {
  const [contentType] = contentTypesOf(success);
  if (contentType?.startsWith('image/')) return call.fulfill({ status: 200, contentType: 'image/png', body: PIXEL });
  if (contentType?.startsWith('text/event-stream')) return undefined; // a stream on which nothing happens
  if (!success.schema) return call.fulfill({ status: success.status });
  return call.fulfill({ status: success.status, contentType: 'application/json', body: JSON.stringify(body ?? null) });
}

async function fulfilProblem(
  call: Intercepted,
  { problem, info }: Extract<PlayedAnswer, { problem: unknown }>,
): Promise<void> {
  const { status, title } = PROBLEMS[problem];
  const document = { type: `/problems/${problem}`, title, status, code: problem, detail: lowerFirst(title), info };
  return call.fulfill({
    status,
    contentType: 'application/problem+json',
    headers: { 'x-request-id': 'a-request-of-the-gallery', ...(status === 503 && { 'Retry-After': '60' }) },
    body: JSON.stringify(document),
  });
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
