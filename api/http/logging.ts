import type { Logger } from '#platform/logger.ts';
import type { KernelContext } from './pipeline.ts';
import type { Problem } from './problem.ts';

/** Writes one line for each answer: who asked for what, how it went, how long it took. */
export type LogAnswer = (
  ctx: KernelContext,
  operationId: string,
  durationMs: number,
  problem: Problem | undefined,
) => void;

/** Asked all the time by machines; their lines would bury the others. */
const QUIET_TAG = 'system';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Successes and refusals are `info`, outages `warn`, our mistakes `error` with all that is known. Queries are never logged,
 * and of paths only what is ours and ids.
 */
export function createAnswerLog(log: Logger): LogAnswer {
  return function logAnswer(ctx, operationId, durationMs, problem) {
    const level = levelOf(ctx, problem);
    if (!log.isLevelEnabled(level)) return;
    const { requestId, actor } = ctx.state;
    const line = {
      requestId,
      operationId,
      method: ctx.method,
      path: pathOf(ctx),
      status: ctx.status,
      durationMs: Math.round(durationMs * 100) / 100,
      accountId: actor?.id,
      code: problem?.code,
    };
    log[level](problem && problem.status >= 500 ? { ...line, err: problem.cause ?? problem } : line, 'answered');
  };
}

/** The path with the ids in it. What else a caller has put into a path, or a path that nobody has, may be anything. */
function pathOf({ state: { route }, params }: KernelContext): string | undefined {
  const given = params as Readonly<Record<string, string>> | undefined;
  return route?.path.replaceAll(/:(\w+)/g, (placeholder, name: string) => {
    const value = given?.[name] ?? '';
    return UUID.test(value) ? value : placeholder;
  });
}

function levelOf(ctx: KernelContext, problem: Problem | undefined): 'debug' | 'info' | 'warn' | 'error' {
  if (problem?.code === 'unavailable') return 'warn';
  if (problem && problem.status >= 500) return 'error';
  return ctx.state.route?.tags.includes(QUIET_TAG) ? 'debug' : 'info';
}
