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
 * that says when to come again: a limit, a process that stops or a database that is away never silences it. For every other
 * caller, and for a refusal that stays, the problem is thrown.
 */
export function comeAgainFor(route: Route): (ctx: KernelContext, problem: Problem) => Answer {
  const contentType = contentTypesOf(route.success).find((type) => type.startsWith(EVENT_STREAM));
  return function comeAgain(ctx, problem) {
    const { status, headers, code, message } = problem;
    if (contentType === undefined || !FOR_NOW.has(status)) throw problem;
    if (ctx.req.headers.accept?.trim() !== EVENT_STREAM) throw problem;
    ctx.state.refusal = problem;
    const seconds = Number(headers['Retry-After'] || ctx.response.get('Retry-After')) || RETRY_AFTER_SECONDS;
    const body = `retry: ${seconds * 1_000}\n\n: ${code}: ${message.replaceAll(/\s+/g, ' ')}\n\n`;
    return { status: route.success.status, headers: { ...headers, 'Content-Type': contentType }, body };
  };
}
