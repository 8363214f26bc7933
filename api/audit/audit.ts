import { isOutage } from '#platform/outages.ts';
import type { Audit } from '#api/http/pipeline.ts';
import { unavailable } from '#api/http/problem.ts';
import type { Route } from '#api/http/route.ts';
import { addressKey, userKey } from '#api/limits/caller-key.ts';
import type { Orm } from '#db/transaction.ts';
import type { Log } from '#platform/logger.ts';
import { describeCalls, isReplay } from './deed.ts';
import type { MailHash } from './mail-hash.ts';
import { auditKindOf, notingOf } from './noted.ts';
import { recordAudit, type Deed } from './record.ts';
import { createRefusalBudget } from './refusal-budget.ts';

interface AuditOptions {
  readonly orm: Orm;
  readonly mailHash: MailHash;
  readonly log: Log;
  readonly now: () => number;
}

/** In a minute: more than anybody does by mistake, and at worst some 400 MB a day and process. */
const REFUSALS = { perCaller: 60, perProcess: 600, windowMs: 60_000 };

/**
 * Gives each route that needs it what notes its calls. The entry is written after the outcome is known and before the
 * caller is told: a success that could not be noted is answered with 503. What it did stands, and with an Idempotency-Key
 * the next attempt gets the kept answer and writes the entry, whatever the budget.
 */
export function createAuditFor({ orm, mailHash, log, now }: AuditOptions): (route: Route) => Audit | undefined {
  const budget = createRefusalBudget({ ...REFUSALS, now });

  return function auditFor(route) {
    const kind = auditKindOf(route);
    if (!kind) return undefined;
    const describe = describeCalls(route, kind, mailHash);

    return async function audit(ctx, received, outcome) {
      const isSignedIn = ctx.state.actor !== undefined;
      if (!isSignedIn && kind !== 'entrance') return;
      const deed = describe(ctx, received, outcome);
      const noting = notingOf(kind, { ...deed, isSignedIn, isReplay: isReplay(outcome) });
      if (noting === 'never') return;
      if (noting === 'always') return void (await write(deed));
      if (noting === 'once' && (await write({ ...deed, replayed: false }))) return; // its first attempt could not note it
      const omitted = budget.take(deed.actorId === undefined ? addressKey(ctx.ip) : userKey(deed.actorId));
      if (omitted !== undefined) await write({ ...deed, ...(deed.replayed && NO_COMMAND), omitted });
    };
  };

  /** Says whether the entry is new. */
  async function write(deed: Deed): Promise<boolean> {
    try {
      return await recordAudit(orm.em, deed);
    } catch (error) {
      if (deed.outcome !== 'failed') throw isOutage(error) ? unavailable(UNNOTED_DETAIL, error) : error;
      log.warn({ err: error, requestId: deed.requestId }, 'a call that failed could not be noted either');
      return false;
    }
  }
}

/** The command's own outcome has that entry; a repeated answer is a call beside it. */
const NO_COMMAND = { commandId: undefined };

const UNNOTED_DETAIL =
  'what the call did stands, but it could not be noted; send it again with the same Idempotency-Key';
