import { createHash, randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { expect } from 'chai';
import { QUOTA_NAMES, type QuotaName, type Quotas } from '#domain/quotas.ts';
import {
  insertAccount,
  insertBooking,
  insertEnrollment,
  insertOffer,
  insertProvider,
  insertRequest,
} from '#test/support/factories.ts';
import { insertTalk } from '#test/support/talk-rows.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { recordFacts, type Fact } from './facts.ts';
import { findFull, foreseeFull, type QuotaSubject } from './quotas.ts';
import { inTransaction } from './transaction.ts';

const LIMIT = 3;
const LIMITS = Object.fromEntries(QUOTA_NAMES.map((quota) => [quota, LIMIT])) as unknown as Quotas;

describe('the quotas of an account', () => {
  const db = useOrm();
  const rules = () => ({ quotas: LIMITS, nowMs: Date.now() });

  /** Somebody and a way to add one to what counts. */
  type Case = QuotaSubject & { readonly add: (em: EntityManager) => Promise<unknown> };
  const CASES: Readonly<Record<QuotaName, () => Promise<Case>>> = {
    open_requests: async () => {
      const accountId = await insertAccount(db.em());
      return { accountId, add: (em) => insertRequest(em, { consumer: accountId }) };
    },
    leads: async () => {
      const { id, consumerId: accountId } = await insertRequest(db.em());
      return { accountId, add: (em) => recordFacts(em, [fact('request', id, 'request.wave_sent')]) };
    },
    edits_per_request: async () => {
      const { id: requestId, consumerId: accountId } = await insertRequest(db.em());
      return {
        accountId,
        requestId,
        add: (em) => recordFacts(em, [fact('request', requestId, 'request.edited')]),
      };
    },
    offers_per_request: async () => {
      const { id: provider, accountId } = await insertProvider(db.em());
      const { id: requestId } = await insertRequest(db.em());
      const offer = { request: requestId, provider, status: 'withdrawn' } as const;
      return { accountId, requestId, add: (em) => insertOffer(em, offer) };
    },
    cancellations: async () => {
      const { id: provider, accountId } = await insertProvider(db.em());
      const cancelled = { status: 'cancelled', cancelledBy: 'provider', provider } as const;
      return { accountId, add: (em) => insertBooking(em, { ...cancelled, cancelledAt: new Date() }) };
    },
    images: imagesOf(1),
    image_megabytes: imagesOf(1_000_000),
    conversations: talks,
    open_drafts: talks,
    submissions: async () => {
      const { id, applicantId: accountId } = await insertEnrollment(db.em());
      return { accountId, add: (em) => recordFacts(em, [fact('enrollment', id, 'enrollment.submitted')]) };
    },
  };

  function imagesOf(bytes: number) {
    return async (): Promise<Case> => {
      const accountId = await insertAccount(db.em());
      const hash = () => createHash('sha256').update(randomUUID()).digest();
      const sql = `insert into media (id, account_id, content_type, bytes, sha256, content, encoding)
                   values (?, ?, 'image/png', ?, ?, ?, 1)`;
      const image = () => [randomUUID(), accountId, bytes, hash(), Buffer.from('image')];
      return { accountId, add: (em) => em.execute(sql, image()) };
    };
  }

  async function talks(): Promise<Case> {
    const accountId = await insertAccount(db.em());
    return { accountId, add: (em) => insertTalk(em, accountId) };
  }

  function fact(aggregate: 'request' | 'enrollment', aggregateId: string, type: string): Fact {
    const about = { aggregate, aggregateId, ...(aggregate === 'request' && { requestId: aggregateId }) };
    return { key: randomUUID(), ...about, type, side: 'system', atMs: Date.now(), data: { leads: 1 }, tell: [] };
  }

  for (const quota of QUOTA_NAMES) {
    it(`let exactly as much of ${quota} be as is allowed, however many come at once`, async () => {
      const { add, ...subject } = await CASES[quota]();
      const take = () =>
        inTransaction(db.orm, async (em) => {
          const full = await findFull({ em }, rules(), subject, { [quota]: 1 });
          if (!full) await add(em);
          return full;
        });
      const answers = await Promise.all(Array.from({ length: 4 * LIMIT }, take));
      expect(answers.filter((full) => !full)).to.have.length(LIMIT);
      for (const full of answers.filter(Boolean)) expect(full).to.include({ quota, limit: LIMIT, used: LIMIT });
      expect(await foreseeFull(db.orm, rules(), subject, { [quota]: 1 })).to.include({ quota, used: LIMIT });
    });
  }

  it('cost one statement while there is room, whatever is asked together, and make nobody wait who only looks', async () => {
    const accountId = await insertAccount(db.em());
    const wanted = { open_requests: 1, leads: 1, images: 1 };
    await inTransaction(db.orm, async (em) => {
      db.forget();
      expect(await findFull({ em }, rules(), { accountId }, wanted)).to.equal(undefined);
      expect(db.statements()).to.have.length(1);
      expect(await foreseeFull(db.orm, rules(), { accountId }, wanted)).to.equal(undefined); // beside the transaction
      expect(db.statements()).to.have.length(2);
    });
  });

  it('name the first one that is full, and let other accounts alone', async () => {
    const { id: requestId, consumerId: accountId } = await insertRequest(db.em());
    const quotas = { ...LIMITS, open_requests: 1 };
    const subject = { accountId, requestId };
    const look = (who: QuotaSubject) =>
      findFull(db.orm, { quotas, nowMs: Date.now() }, who, { edits_per_request: 1, open_requests: 1 });
    expect(await look(subject)).to.deep.equal({ quota: 'open_requests', limit: 1, used: 1 });
    expect(await look({ accountId: await insertAccount(db.em()), requestId })).to.equal(undefined);
  });
});
