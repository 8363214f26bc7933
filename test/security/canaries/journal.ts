import type { Route } from '#api/http/route.ts';
import type { TestRequest } from '#test/support/http.ts';
import type { Text } from './search.ts';

/** An answer with its text as it came. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- flows take ids out of whatever is answered
  readonly body: any;
}

/** Sends calls and remembers which operations have answered, and all that was refused. */
export interface Journal {
  send(method: string, path: string, request?: TestRequest): Promise<Answered>;
  /** Fails on any other status. */
  expect(status: number, method: string, path: string, request?: TestRequest): Promise<Answered>;
  /** Operations that have done at least once what they are for. */
  readonly succeeded: ReadonlySet<string>;
  /** Every status that was answered, except successes. */
  readonly refused: ReadonlySet<number>;
  /** Bodies and headers of all answers that were no success. */
  readonly problems: readonly Text[];
}

/** A journal over the API at an address; each call carries what `everyCall` says. */
export function createJournal(
  url: () => string,
  routes: readonly Route[],
  everyCall: Readonly<Record<string, string>>,
): Journal {
  const succeeded = new Set<string>();
  const refused = new Set<number>();
  const problems: Text[] = [];
  return { send, expect, succeeded, refused, problems };

  async function send(method: string, path: string, { as, body, headers }: TestRequest = {}): Promise<Answered> {
    const token = typeof as === 'object' ? as.token : as;
    const response = await fetch(new URL(path, url()), {
      method,
      headers: {
        ...everyCall,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isRaw(body) ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    note(method, path, response, text);
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
  }

  async function expect(status: number, method: string, path: string, request?: TestRequest): Promise<Answered> {
    const answer = await send(method, path, request);
    if (answer.status === status) return answer;
    throw new Error(`${method} ${path} answered ${answer.status} and not ${status}: ${answer.text}`);
  }

  function note(method: string, path: string, response: Response, text: string): void {
    const operationId = operationOf(method, path);
    if (response.ok) {
      if (operationId !== undefined) succeeded.add(operationId);
      return;
    }
    refused.add(response.status);
    const where = `problem ${response.status} of ${operationId ?? 'no operation'}`;
    problems.push({ where, text }, { where: `${where}, headers`, text: JSON.stringify([...response.headers]) });
  }

  /** The operation of a path; one without parameters goes before one with. */
  function operationOf(method: string, path: string): string | undefined {
    const { pathname } = new URL(path, 'http://host');
    const matching = routes.filter((route) => {
      const pattern = new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+')}$`);
      return route.method === method.toLowerCase() && pattern.test(pathname);
    });
    return (matching.find((route) => route.path === pathname) ?? matching[0])?.operationId;
  }
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}
