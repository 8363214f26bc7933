import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuidv7 } from 'uuid';
import type { AuditOutcome, AuditSide } from '#domain/audit.ts';

/** One deed, as the audit keeps it. It names things by their ids; the only text is the reason that an operator gave. */
export interface Deed {
  /** The operationId, or the name of an act that no route stands for. */
  readonly operationId: string;
  readonly side: AuditSide;
  readonly actorId?: string | undefined;
  readonly resource?: AuditedResource | undefined;
  readonly outcome: AuditOutcome;
  readonly status: number;
  readonly code?: string | undefined;
  readonly reason?: string | undefined;
  readonly ip?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly mailHash?: string | undefined;
  readonly requestId: string;
  readonly commandId?: string | undefined;
  readonly replayed?: boolean | undefined;
  readonly omitted?: number | undefined;
}

/** What a deed was done to: the word that its path has for it, and its id. */
export interface AuditedResource {
  readonly type: string;
  readonly id?: string | undefined;
}

const COLUMNS = [
  ['id', 'uuid'],
  ['actor_id', 'uuid'],
  ['side', 'text'],
  ['operation_id', 'text'],
  ['resource_type', 'text'],
  ['resource_id', 'uuid'],
  ['outcome', 'text'],
  ['status', 'int'],
  ['code', 'text'],
  ['reason', 'text'],
  ['ip', 'text'],
  ['user_agent', 'text'],
  ['mail_hash', 'text'],
  ['request_id', 'text'],
  ['command_id', 'text'],
  ['replayed', 'boolean'],
  ['omitted', 'int'],
] as const;

const INSERT = `insert into audit_entries (${COLUMNS.map(([name]) => name).join(', ')})
  values (${COLUMNS.map(([, type]) => `?::${type}`).join(', ')})
  on conflict (command_id, status) do nothing returning 1 as written`;

const MAX_USER_AGENT_LENGTH = 120;

/**
 * Writes one entry, in the caller's transaction if there is one. The same outcome of the same command is written once;
 * false says that it stood there already.
 */
export async function recordAudit(em: Pick<EntityManager, 'execute'>, deed: Deed): Promise<boolean> {
  const { resource, userAgent } = deed;
  const written: unknown[] = await em.execute(INSERT, [
    uuidv7(),
    deed.actorId ?? null,
    deed.side,
    deed.operationId,
    resource?.type ?? null,
    resource?.id ?? null,
    deed.outcome,
    deed.status,
    deed.code ?? null,
    deed.reason ?? null,
    deed.ip ?? null,
    userAgent === undefined ? null : shorten(userAgent),
    deed.mailHash ?? null,
    deed.requestId,
    deed.commandId ?? null,
    deed.replayed ?? false,
    deed.omitted ?? 0,
  ]);
  return written.length > 0;
}

/** Names the client and nothing more: visible ASCII, so that no terminal or page that shows it stumbles. */
function shorten(userAgent: string): string {
  return userAgent.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, MAX_USER_AGENT_LENGTH);
}
