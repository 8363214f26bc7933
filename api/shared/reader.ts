import type { ApiDeps } from '#api/deps.ts';
import type { Actor } from '#api/http/access.ts';

/** What a presenter must know of whoever reads, besides the side that they are on. */
export interface Reader {
  readonly nowMs: number;
  /** How long before its start a booking can be checked in. */
  readonly checkInLeadMs: number;
  /** The link to a run in the Temporal UI, for operators; nothing for anybody else. */
  readonly workflowLink: (workflowId: string) => { workflow?: string };
}

/** What the allowed actions on a booking depend on besides its row. */
export type Moment = Pick<Reader, 'nowMs' | 'checkInLeadMs'>;

/** The reader that a caller is at this moment. */
export function readerOf(deps: Pick<ApiDeps, 'now' | 'config' | 'workflowUrl'>, actor: Actor): Reader {
  const { workflowUrl } = deps;
  return {
    ...momentOf(deps),
    workflowLink: (workflowId) => {
      const url = isAdmin(actor) ? workflowUrl(workflowId) : undefined;
      return url === undefined ? {} : { workflow: url };
    },
  };
}

/** This moment, and what the windows of bookings are counted by. */
export function momentOf({ now, config }: Pick<ApiDeps, 'now' | 'config'>): Moment {
  return { nowMs: now(), checkInLeadMs: config.timers.checkInLeadMs };
}

/** True for an operator. */
export function isAdmin({ roles }: Actor): boolean {
  return roles.includes('admin');
}
