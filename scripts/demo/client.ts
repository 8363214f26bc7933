import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { ProblemDocument } from '#contracts/problem.ts';
import { UserError } from '#platform/user-error.ts';

/** Somebody who talks to the API over HTTP. */
export interface DemoClient {
  get<Schema extends z.ZodType>(path: string, answer: Schema): Promise<z.output<Schema>>;
  post<Schema extends z.ZodType>(path: string, body: object, answer: Schema): Promise<z.output<Schema>>;
  /** For a call that has to fail: answers the problem, or throws when it is not that status. */
  refused(path: string, body: object, status: number): Promise<ProblemDocument>;
  /** The same client, signed in. */
  as(accessToken: string): DemoClient;
}

const TRIES = 4;
/** What goes better later: the answer says when. */
const NOT_NOW = [429, 503];
const CALL_MS = 30_000;

/** An answer that is a problem, where a success was expected. */
export class DemoProblem extends UserError {
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined) {
    super(message);
    this.code = code;
  }
}

/** A client that checks every answer against the contract and waits as long as a 429 or 503 says before it asks again. */
export function createClient(baseUrl: string, token?: string): DemoClient {
  return { get, post, refused, as: (accessToken) => createClient(baseUrl, accessToken) };

  async function get<Schema extends z.ZodType>(path: string, answer: Schema): Promise<z.output<Schema>> {
    return parsed(await call('GET', path), answer);
  }

  async function post<Schema extends z.ZodType>(path: string, body: object, answer: Schema): Promise<z.output<Schema>> {
    return parsed(await call('POST', path, body), answer);
  }

  async function refused(path: string, body: object, status: number): Promise<ProblemDocument> {
    const answer = await call('POST', path, body);
    if (answer.status !== status) throw new UserError(`${answer.what} should have been refused with ${status}.`);
    return ProblemDocument.parse(answer.body);
  }

  async function call(method: string, path: string, body?: object): Promise<Answer> {
    for (let tried = 1; ; tried += 1) {
      const response = await send(method, path, body);
      if (NOT_NOW.includes(response.status) && tried < TRIES) {
        await response.body?.cancel();
        await delay(1_000 * Number(response.headers.get('retry-after') ?? 1));
        continue;
      }
      const { status } = response;
      return { what: `${method} ${path} → ${status}`, status, ok: response.ok, body: await jsonOf(response) };
    }
  }

  async function send(method: string, path: string, body?: object): Promise<Response> {
    const headers = {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    };
    try {
      const signal = AbortSignal.timeout(CALL_MS);
      return await fetch(`${baseUrl}${path}`, { method, headers, signal, ...(body && { body: JSON.stringify(body) }) });
    } catch (cause) {
      throw new UserError(`${method} ${path}: nothing answers at ${baseUrl} any more.`, { cause });
    }
  }
}

interface Answer {
  what: string;
  status: number;
  ok: boolean;
  body: unknown;
}

function parsed<Schema extends z.ZodType>({ what, ok, body }: Answer, schema: Schema): z.output<Schema> {
  if (!ok) {
    const problem = ProblemDocument.safeParse(body).data;
    const wrong = problem?.errors?.map(({ path, message }) => `${path} ${message}`).join('; ');
    throw new DemoProblem(
      `${what}: ${problem ? `${problem.code}, ${problem.detail}` : 'not the answer of Proxie'}${wrong ? ` (${wrong})` : ''}`,
      problem?.code,
    );
  }
  const result = schema.safeParse(body);
  if (!result.success) throw new UserError(`${what}: the answer breaks the contract (${result.error.message})`);
  return result.data;
}

function jsonOf(response: Response): Promise<unknown> {
  return response.json().catch(() => undefined);
}

const FIRST_POLL_MS = 100;
const LONGEST_POLL_MS = 2_000; // often enough, and within what one caller may ask in a minute

/** Looks until it finds something; after the deadline it fails with the sentence that says what did not come. */
export async function until<Found>(
  look: () => Promise<Found | undefined>,
  { withinMs, otherwise }: { withinMs: number; otherwise: () => string },
): Promise<Found> {
  const deadline = Date.now() + withinMs;
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(1.5 * pollMs, LONGEST_POLL_MS)) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new UserError(`${otherwise()} (waited ${withinMs / 1_000} s)`);
    await delay(pollMs);
  }
}
