import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import { IdempotencyKey } from '#db/entities/idempotency-key.entity.ts';
import { LlmUsage } from '#db/entities/llm-usage.entity.ts';
import { MailClaim } from '#db/entities/mail-claim.entity.ts';
import { RefreshToken } from '#db/entities/refresh-token.entity.ts';
import { Registration } from '#db/entities/registration.entity.ts';
import { DAY_MS } from '#domain/local-date.ts';
import { silentLogger } from '#platform/logger.ts';
import { insertAccount } from '#test/support/factories.ts';
import { until } from '#test/support/until.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { purgeExpired, startPurge } from './purge.ts';

const MINUTE_MS = 60_000;
const TIMES = {
  refreshTtlMs: 60 * MINUTE_MS,
  auditRetentionMs: 400 * DAY_MS,
  usageRetentionMs: 90 * DAY_MS,
};

describe('purgeExpired', () => {
  const db = useOrm();
  const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * MINUTE_MS);

  async function registrationThatEnds(inMs: number): Promise<string> {
    const id = randomUUID();
    const expiresAt = new Date(Date.now() + inMs);
    await db.em().insert(Registration, { id, email: `${id}@test.example`, name: 'Ada', passwordHash: '!', expiresAt });
    return id;
  }

  async function key(account: string, expiresInMinutes: number, lockedForMinutes = -1): Promise<string> {
    const commandId = randomUUID();
    await db.em().insert(IdempotencyKey, {
      commandId,
      account,
      operationId: 'makeThing',
      key: commandId,
      fingerprint: 'a'.repeat(64),
      holder: randomUUID(),
      lockedUntil: inMinutes(lockedForMinutes),
      expiresAt: inMinutes(expiresInMinutes),
    });
    return commandId;
  }
  async function token(account: string, expiresInMinutes: number): Promise<string> {
    const id = randomUUID();
    const tokenHash = id.replaceAll('-', '').repeat(2);
    await db
      .em()
      .insert(RefreshToken, { id, account, familyId: id, tokenHash, expiresAt: inMinutes(expiresInMinutes) });
    return id;
  }
  const keys = async (account: string): Promise<string[]> =>
    (await db.em().find(IdempotencyKey, { account })).map(({ commandId }) => commandId);

  it('takes audit entries whose time is over, and no other', async () => {
    const daysOld = async (days: number): Promise<string> => {
      const [id, createdAt] = [randomUUID(), inMinutes(-days * 24 * 60)];
      const deed = {
        operationId: 'logIn',
        side: 'consumer',
        outcome: 'succeeded',
        status: 200,
        requestId: id,
      } as const;
      await db.em().insert(AuditEntry, { id, createdAt, ...deed });
      return id;
    };
    const [, old, young] = [await daysOld(401), await daysOld(399), await daysOld(0)];
    await purgeExpired({ orm: db.orm, ...TIMES });
    const left = (await db.em().findAll(AuditEntry)).map(({ id }) => id);
    expect(left).to.have.members([old, young]);
  });
  it('forgets registrations a week after their end, in case their runs could not', async () => {
    const kept = [await registrationThatEnds(DAY_MS), await registrationThatEnds(-6 * DAY_MS)];
    await registrationThatEnds(-8 * DAY_MS);
    await purgeExpired({ orm: db.orm, ...TIMES });
    await purgeExpired({ orm: db.orm, ...TIMES });
    const left = await db.em().find(Registration, {});
    expect(left.map(({ id }) => id)).to.have.members(kept);
  });

  it('forgets mails that strangers have caused when they do not count any more, and no younger ones', async () => {
    const sentHoursAgo = async (hours: number): Promise<string> => {
      const id = randomUUID();
      await db.em().insert(MailClaim, { id, mailbox: 'a'.repeat(43), domain: null, claimedAt: inMinutes(-hours * 60) });
      return id;
    };
    const [, young] = [await sentHoursAgo(25), await sentHoursAgo(23)];
    await purgeExpired({ orm: db.orm, ...TIMES });
    expect((await db.em().find(MailClaim, {})).map(({ id }) => id)).to.deep.equal([young]);
  });

  it('forgets what calls of models have cost when their time is over, and no younger ones', async () => {
    const account = await insertAccount(db.em());
    const daysOld = async (days: number): Promise<string> => {
      const [id, createdAt] = [randomUUID(), inMinutes(-days * 24 * 60)];
      const call = { account, conversationId: id, turnId: id, step: 1, feature: 'chat', model: 'offline' };
      await db.em().insert(LlmUsage, { id, createdAt, ...call });
      return id;
    };
    const [, young] = [await daysOld(91), await daysOld(89)];
    await purgeExpired({ orm: db.orm, ...TIMES });
    expect((await db.em().find(LlmUsage, { account })).map(({ id }) => id)).to.deep.equal([young]);
  });

  it('takes answers whose time is over, and neither fresh ones nor calls under way', async () => {
    const account = await insertAccount(db.em());
    await key(account, -1);
    const fresh = await key(account, 1);
    const running = await key(account, -1, 1);
    await purgeExpired({ orm: db.orm, ...TIMES });
    expect(await keys(account)).to.have.members([fresh, running]);
  });

  it('keeps a refresh token for another lifetime after its end, and not longer', async () => {
    const account = await insertAccount(db.em());
    await token(account, -61);
    const ended = await token(account, -59);
    const good = await token(account, 1);
    await purgeExpired({ orm: db.orm, ...TIMES });
    const left = (await db.em().find(RefreshToken, { account })).map(({ id }) => id);
    expect(left).to.have.members([ended, good]);
  });

  it('takes all there is, however much, with many at it', async () => {
    const account = await insertAccount(db.em());
    await db.em().execute(
      `insert into idempotency_keys (command_id, account_id, operation_id, key, fingerprint, holder, locked_until, expires_at)
       select gen_random_uuid(), ?, 'makeThing', n::text, repeat('a', 64), gen_random_uuid(), now(), now()
       from generate_series(1, 2500) n`,
      [account],
    );
    await Promise.all(Array.from({ length: 4 }, () => purgeExpired({ orm: db.orm, ...TIMES })));
    expect(await keys(account)).to.deep.equal([]);
  });

  it('runs again and again, and ends when it is told to', async () => {
    const account = await insertAccount(db.em());
    const purge = startPurge({
      orm: db.orm,
      log: silentLogger,
      ...TIMES,
      everyMs: 10,
    });
    for (let round = 0; round < 2; round += 1) {
      await key(account, -1);
      await until('the key to be cleared', async () => (await keys(account)).length === 0);
    }
    await purge.stop();
    const kept = await key(account, -1);
    expect(await keys(account)).to.deep.equal([kept]);
  });
});
