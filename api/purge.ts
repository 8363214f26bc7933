import { setTimeout as delay } from 'node:timers/promises';
import { forgetUsage } from '#db/forget-usage.ts';
import { OVER_MAIL_CLAIMS } from '#db/mail-claims.ts';
import { unreferencedMedia } from '#db/media.ts';
import type { Orm } from '#db/transaction.ts';
import type { Log } from '#platform/logger.ts';

interface PurgeOptions {
  readonly orm: Orm;
  readonly log: Log;
  /** A refresh token is kept as long again after its end, so that its reuse is still recognised. */
  readonly refreshTtlMs: number;
  /** How long an audit entry is kept; the database itself refuses to let go of one that is younger than half a year. */
  readonly auditRetentionMs: number;
  /** How long it is kept what each call of a model has cost. */
  readonly usageRetentionMs: number;
  /** The pause between two rounds, ms. */
  readonly everyMs?: number;
}

export interface Purge {
  /** Ends after the statement that is under way. */
  stop(): Promise<void>;
}

const TEN_MINUTES_MS = 600_000;
const BATCH = 1_000;
const DONE_DAYS = 7;
const PAYLOAD_DAYS = 7;
const REGISTRATION_DAYS = 7;
const MEDIA_DAYS = 7;
/** Images are large: so many go in one statement. */
const MEDIA_BATCH = 50;

/** Clears what is over, at once and then every ten minutes. Any number of processes may: each takes rows that no other has. */
export function startPurge({ everyMs = TEN_MINUTES_MS, ...options }: PurgeOptions): Purge {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await purgeExpired(options, signal).catch((error: unknown) =>
        options.log.warn({ err: error }, 'what is over could not be cleared'),
      );
      await delay(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Deletes what nobody will ask for again: answers, audit entries, refresh tokens, starts that were made, texts of commands, counts of mails, costs of single calls of models, images that nothing refers to. */
export async function purgeExpired(
  {
    orm,
    refreshTtlMs,
    auditRetentionMs,
    usageRetentionMs,
  }: Pick<PurgeOptions, 'orm' | 'refreshTtlMs' | 'auditRetentionMs' | 'usageRetentionMs'>,
  signal?: AbortSignal,
): Promise<void> {
  await inBatches(
    `delete from idempotency_keys where command_id in (
       select command_id from idempotency_keys where expires_at <= now() and locked_until <= now()
       limit ${BATCH} for update skip locked)`,
  );
  await inBatches(
    `delete from refresh_tokens where id in (
       select id from refresh_tokens where expires_at <= now() - make_interval(secs => ?::float8 / 1000)
       limit ${BATCH} for update skip locked)`,
    [refreshTtlMs],
  );
  await inBatches(
    `delete from audit_entries where id in (
       select id from audit_entries where created_at <= now() - make_interval(secs => ?::float8 / 1000)
       limit ${BATCH} for update skip locked)`,
    [auditRetentionMs],
  );
  await inBatches(
    `delete from workflow_outbox where id in (
       select id from workflow_outbox where done_at < now() - make_interval(days => ${DONE_DAYS})
       limit ${BATCH} for update skip locked)`,
  );
  await inBatches(
    `delete from command_payloads where id in (
       select id from command_payloads where created_at < now() - make_interval(days => ${PAYLOAD_DAYS})
       limit ${BATCH} for update skip locked)`,
  );
  // A registration is forgotten by its run; this is for one whose run was terminated.
  await inBatches(
    `delete from registrations where id in (
       select id from registrations where expires_at < now() - make_interval(days => ${REGISTRATION_DAYS})
       limit ${BATCH} for update skip locked)`,
  );
  await inBatches(
    `delete from mail_claims where id in (
       select id from mail_claims where ${OVER_MAIL_CLAIMS} limit ${BATCH} for update skip locked)`,
  );
  await forgetUsage(orm, usageRetentionMs, signal);
  // Last of all: an image that is referred to at this very moment makes its foreign key refuse, and the next round begins anew.
  await inBatches(
    `delete from media where id in (
       select m.id from media m
       where m.uploaded_at < now() - make_interval(days => ${MEDIA_DAYS}) and ${await unreferencedMedia(orm)}
       limit ${MEDIA_BATCH} for update skip locked)`,
    [],
    MEDIA_BATCH,
  );

  async function inBatches(statement: string, params: readonly number[] = [], batch = BATCH): Promise<void> {
    let deleted = batch;
    while (deleted === batch && !signal?.aborted) {
      const { affectedRows } = await orm.em.fork().execute<{ affectedRows: number }>(statement, [...params], 'run');
      deleted = affectedRows;
    }
  }
}
