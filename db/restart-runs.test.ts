import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { DAY_MS } from '#domain/local-date.ts';
import { silentLogger } from '#platform/logger.ts';
import {
  insertAccount,
  insertBooking,
  insertEnrollment,
  insertProvider,
  insertRequest,
  insertReview,
} from '#test/support/factories.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { enqueueWorkflow } from './outbox.ts';
import { restartLostRuns } from './restart-runs.ts';

describe('restartLostRuns', () => {
  const db = useOrm();
  const restart = () => restartLostRuns(db.database.url, silentLogger);
  const ordered = (id: string) =>
    db.em().execute<Record<'type' | 'signal', string | null>[]>(
      `select workflow_type as type, input, signal, signal_input as "signalInput", attributes, attempts, done_at as "doneAt"
       from workflow_outbox where workflow_id like '%/' || ?`,
      [id],
    );

  it('orders one run of everything that is open, and of nothing that is over', async () => {
    const em = db.em();
    const open = {
      requestWorkflow: [(await insertRequest(em)).id, (await insertRequest(em, { status: 'offers_received' })).id],
      bookingWorkflow: [
        (await insertBooking(em)).id,
        (await insertBooking(em, { status: 'completed', completedAt: ago(1) })).id,
        (await insertReview(em, { publishedAt: null })).bookingId,
      ],
      enrollmentWorkflow: [(await insertEnrollment(em)).id, (await insertEnrollment(em, { status: 'rejected' })).id],
      registrationWorkflow: [await insertRegistration()],
      conversationWorkflow: [await insertConversation('queued'), await insertConversation('running')],
    };
    const over = [
      (await insertRequest(em, { status: 'expired' })).id,
      (await insertRequest(em, { status: 'booked' })).id,
      (await insertBooking(em, { status: 'cancelled' })).id,
      (await insertBooking(em, { status: 'completed', completedAt: ago(60) })).id,
      (await insertEnrollment(em, { status: 'verified', provider: (await insertProvider(em)).id })).id,
      await insertConversation('succeeded'),
    ];
    await restart();
    await restart();
    for (const [type, ids] of Object.entries(open)) {
      for (const id of ids) {
        const runs = await ordered(id);
        expect(
          runs.map((each) => each.type),
          `${type} ${id}`,
        ).to.include(type);
        expect(runs.filter(({ signal }) => signal === null)).to.have.lengthOf.at.most(1);
      }
    }
    for (const id of over) expect(await ordered(id), id).to.deep.equal([]);
  });

  it('orders again what had been started and carried out', async () => {
    const { id, consumerId } = await insertRequest(db.em());
    const em = db.em();
    enqueueWorkflow(em, {
      workflowType: 'requestWorkflow',
      workflowId: `request/${id}`,
      input: { requestId: id },
      attributes: { kind: 'request', status: 'pending' },
      summary: 'a request',
    });
    await em.flush();
    await em.execute('update workflow_outbox set done_at = now(), attempts = 3 where workflow_id = ?', [
      `request/${id}`,
    ]);
    await restart();
    expect(await ordered(id)).to.deep.equal([
      {
        type: 'requestWorkflow',
        input: { requestId: id },
        signal: null,
        signalInput: null,
        attributes: { kind: 'request', status: 'pending', category: 'hair_beauty', city: 'New York', consumerId },
        attempts: 0,
        doneAt: null,
      },
    ]);
  });

  it('tells the run of a booked request that its booking was cancelled', async () => {
    const { id, requestId, offerId } = await insertBooking(db.em(), {
      status: 'cancelled',
      cancelledAt: new Date(),
      cancelledBy: 'provider',
    });
    await db.em().execute('update service_requests set selected_offer_id = ? where id = ?', [offerId, requestId]);
    await restart();
    const [run] = await ordered(requestId);
    expect(run).to.deep.include({ signal: 'bookingLost', signalInput: { bookingId: id, by: 'provider' } });
  });

  const ago = (days: number): Date => new Date(Date.now() - days * DAY_MS);

  async function insertRegistration(): Promise<string> {
    const id = randomUUID();
    await db
      .em()
      .execute(
        `insert into registrations (id, email, name, password_hash, expires_at) values (?, ?, 'Rita', 'x', now() + interval '1 day')`,
        [id, `${id}@test.example`],
      );
    return id;
  }

  async function insertConversation(status: string): Promise<string> {
    const [id, account] = [randomUUID(), await insertAccount(db.em())];
    await db.em().execute(`insert into conversations (id, account_id, role) values (?, ?, 'consumer')`, [id, account]);
    await db
      .em()
      .execute(`insert into chat_turns (id, conversation_id, account_id, seq, status) values (?, ?, ?, 1, ?)`, [
        randomUUID(),
        id,
        account,
        status,
      ]);
    return id;
  }
});
