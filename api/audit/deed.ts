import { rolesOf } from '#api/http/access.ts';
import type { Answer } from '#api/http/answer.ts';
import { REPLAYED_HEADER } from '#api/http/idempotency-key.ts';
import type { KernelContext } from '#api/http/pipeline.ts';
import { Problem } from '#api/http/problem.ts';
import type { Received } from '#api/http/received-call.ts';
import type { Route } from '#api/http/route.ts';
import { reasonOf, sideOf } from '#api/http/side.ts';
import type { AuditOutcome, AuditSide } from '#domain/audit.ts';
import { AUDIT_SIDES } from '#domain/audit.ts';
import type { AuditKind } from './noted.ts';
import type { MailHash } from './mail-hash.ts';
import type { AuditedResource, Deed } from './record.ts';

/** Where a path says what a call is about: the last word that is followed by a parameter. */
interface Target {
  readonly type: string;
  readonly param: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ADDRESS = /\/([a-z-]+)\/([0-9a-f-]{36})$/;
const MAX_IP_LENGTH = 45;

/** Makes the function that puts a call of a route into the words of the audit. No text of a body gets into them but the reason. */
export function describeCalls(route: Route, kind: AuditKind, mailHash: MailHash) {
  const target = targetOf(route.path);
  const roles = rolesOf(route.access);

  return function describe(ctx: KernelContext, received: Received | undefined, outcome: Answer | Problem): Deed {
    const { actor, requestId, commandId } = ctx.state;
    const opened = kind === 'entrance' ? openedAccount(outcome) : undefined;
    const side = opened === undefined ? sideIn(ctx, received) : 'consumer';
    const email = opened === undefined ? emailOf(received?.body) : undefined;
    return {
      operationId: route.operationId,
      side,
      actorId: actor?.id ?? opened,
      resource: opened === undefined ? resourceIn(ctx, outcome) : { type: 'accounts', id: opened },
      outcome: outcomeOf(outcome.status),
      status: outcome.status,
      code: codeOf(ctx, outcome),
      reason: side === 'admin' ? reasonOf(received?.body) : undefined,
      ip: ctx.ip.slice(0, MAX_IP_LENGTH),
      userAgent: ctx.req.headers['user-agent'],
      mailHash: email === undefined ? undefined : mailHash(email),
      requestId,
      commandId,
      replayed: isReplay(outcome),
    };
  };

  /** What the rule has found; else the role that let the caller in; else what everybody signed in is. */
  function sideIn({ state: { actor } }: KernelContext, received: Received | undefined): AuditSide {
    const found = AUDIT_SIDES.find((side) => side === sideOf(received?.resource));
    if (found) return found;
    return actor ? (roles?.find((role) => actor.roles.includes(role)) ?? 'consumer') : 'anonymous';
  }

  /** What was made, if the answer gives its address; else what the path names. */
  function resourceIn(ctx: KernelContext, outcome: Answer | Problem): AuditedResource | undefined {
    const made = ADDRESS.exec(outcome.headers.Location ?? '');
    if (made) return { type: made[1] ?? '', id: made[2] };
    if (!target) return undefined;
    const id: unknown = ctx.params?.[target.param];
    return { type: target.type, id: typeof id === 'string' && UUID.test(id) ? id : undefined };
  }
}

/** True for an answer that was given before. */
export function isReplay(outcome: Answer | Problem): boolean {
  return outcome.headers[REPLAYED_HEADER] === 'true';
}

function targetOf(path: string): Target | undefined {
  const [, type = '', param = ''] = [...path.matchAll(/\/([a-z-]+)\/:(\w+)/g)].at(-1) ?? [];
  return type === '' ? undefined : { type, param };
}

function outcomeOf(status: number): AuditOutcome {
  if (status < 400) return 'succeeded';
  return status < 500 ? 'refused' : 'failed';
}

/** A refusal that is answered from what was kept has its code in its document only. */
function codeOf({ state }: KernelContext, outcome: Answer | Problem): string | undefined {
  if (outcome instanceof Problem) return outcome.code;
  if (outcome.status < 400) return undefined;
  return state.refusal?.code ?? textAt(outcome, 'code');
}

/** Whose account a login or a confirmation has opened. */
function openedAccount(outcome: Answer | Problem): string | undefined {
  if (outcome instanceof Problem || outcome.status >= 400) return undefined;
  return textAt(outcome, 'account', 'id');
}

/** A text somewhere in the JSON of an answer. */
function textAt({ body }: Answer, ...keys: readonly string[]): string | undefined {
  let found: unknown = typeof body === 'string' ? JSON.parse(body) : undefined;
  for (const key of keys) found = (found as Record<string, unknown> | null | undefined)?.[key];
  return typeof found === 'string' ? found : undefined;
}

function emailOf(body: unknown): string | undefined {
  const email = (body as { email?: unknown } | null | undefined)?.email;
  return typeof email === 'string' ? email : undefined;
}
