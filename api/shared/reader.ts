import type { ApiDeps } from '#api/deps.ts';
import type { Actor } from '#api/http/access.ts';

/** What a presenter must know of whoever reads, besides the side that they are on. */
export interface Reader {
  readonly nowMs: number;
  /** The link to a run in the Temporal UI, for operators; nothing for anybody else. */
  readonly workflowLink: (workflowId: string) => { workflow?: string };
}

/** The reader that a caller is at this moment. */
export function readerOf({ now, workflowUrl }: Pick<ApiDeps, 'now' | 'workflowUrl'>, actor: Actor): Reader {
  return {
    nowMs: now(),
    workflowLink: (workflowId) => {
      const url = isAdmin(actor) ? workflowUrl(workflowId) : undefined;
      return url === undefined ? {} : { workflow: url };
    },
  };
}

/** True for an operator. */
export function isAdmin({ roles }: Actor): boolean {
  return roles.includes('admin');
}
