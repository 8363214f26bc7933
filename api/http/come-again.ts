import type { Answer } from './answer.ts';
import type { KernelContext } from './pipeline.ts';
import { RETRY_AFTER_SECONDS, type Problem } from './problem.ts';
import { contentTypesOf, type Route } from './route.ts';

/** What an EventSource asks for; whoever can read a problem asks for more, or for anything. */
const EVENT_STREAM = 'text/event-stream';
/** Refusals that go away by themselves. */
const FOR_NOW: ReadonlySet<number> = new Set([429, 503]);

/**
 * Any answer but 200 ends an EventSource for good (WHATWG HTML, 9.2). So one that is refused for now gets an empty stream
 * that says when to come again: a limit, a process that stops or a database that is away never silences it. Undefined for
 * every other caller and for a refusal that stays; those get the problem.
 */
export function comeAgainFor(route: Route): (ctx: KernelContext, problem: Problem) => Answer | undefined {
  const contentType = contentTypesOf(route.success).find((type) => type.startsWith(EVENT_STREAM));
  return function comeAgain(ctx, { status, headers, code, message }) {
    if (contentType === undefined || !FOR_NOW.has(status)) return undefined;
    if (ctx.req.headers.accept?.trim() !== EVENT_STREAM) return undefined;
    const seconds = Number(headers['Retry-After'] || ctx.response.get('Retry-After')) || RETRY_AFTER_SECONDS;
    const body = `retry: ${seconds * 1_000}\n\n: ${code}: ${message.replaceAll(/\s+/g, ' ')}\n\n`;
    return { status: route.success.status, headers: { ...headers, 'Content-Type': contentType }, body };
  };
}
