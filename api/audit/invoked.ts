import type { NoteInvoked } from '#api/http/invoke.ts';
import type { KernelContext } from '#api/http/pipeline.ts';
import type { Route } from '#api/http/route.ts';
import type { Orm } from '#db/transaction.ts';
import { describeCalls } from './deed.ts';
import type { MailHash } from './mail-hash.ts';
import { auditKindOf } from './noted.ts';
import { recordAudit } from './record.ts';

interface InvokedAuditOptions {
  readonly orm: Orm;
  readonly mailHash: MailHash;
}

/** Gives each route that changes something what notes the calls that somebody's agent has made in their name: no address, no client. */
export function createInvokedAudit({ orm, mailHash }: InvokedAuditOptions): (route: Route) => NoteInvoked | undefined {
  return (route) => {
    if (auditKindOf(route) !== 'change') return undefined;
    const describe = describeCalls(route, 'change', mailHash);
    return async ({ actor, params, received, commandId, requestId }, outcome) => {
      const ctx = { state: { actor, commandId, requestId }, params, ip: '', req: { headers: {} } };
      const deed = describe(ctx as unknown as KernelContext, received, outcome);
      await recordAudit(orm.em, { ...deed, ip: undefined });
    };
  };
}
