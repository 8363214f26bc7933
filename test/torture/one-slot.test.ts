import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { Booking } from '#db/entities/booking.entity.ts';
import { WorkflowOutbox } from '#db/entities/workflow-outbox.entity.ts';
import { enqueueWorkflow } from '#db/outbox.ts';
import { inTransaction } from '#db/transaction.ts';
import { HOUR_MS } from '#domain/local-date.ts';
import { insist } from '#test/support/client-life.ts';
import { AROUND_THE_CLOCK, insertOffer, insertRequest } from '#test/support/factories.ts';
import type { TestAnswer } from '#test/support/http.ts';
import { useProduct, type Person, type ProviderPerson } from '#test/support/product.ts';
import { chance } from '#test/support/seed.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { until } from '#test/support/until.ts';
import { REQUEST_WORKFLOW, requestWorkflowId } from '#workflows/request/messages.ts';

const { rivals: RIVALS, rounds: ROUNDS } = sizeOf('one-slot');

/** As many as an offer may name: so many rounds one offer lasts. */
const SLOTS = 10;

const minutes = chance('one-slot minutes');

interface Slot {
  start: string;
  end: string;
}
interface Rival {
  consumer: Person;
  offerId: string;
  slots: Slot[];
}

describe('one slot that everybody wants', function () {
  this.timeout(limitMs('one-slot'));
  // Offers are in from the start, so no wave is needed; a hundred accepts at once may take their time.
  const product = useProduct({
    settings: { PROXIE_ENOUGH_OFFERS: '1', PROXIE_COMMAND_DEADLINE: '60s', PROXIE_TEMPORAL_DOWN_DEADLINE: '60s' },
  });

  it(`goes to exactly one of ${RIVALS}, ${ROUNDS} times, without an error and without a deadlock`, async () => {
    await product.startWorker();
    const provider = await product.provider({ minNoticeHours: 0, schedule: AROUND_THE_CLOCK });
    const consumers = await Promise.all(Array.from({ length: RIVALS }, () => product.consumer()));
    let rivals: Rival[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const batch = Math.floor(round / SLOTS);
      if (round % SLOTS === 0) rivals = [];
      const missing = consumers.filter((consumer) => !rivals.some((rival) => rival.consumer === consumer));
      rivals.push(...(await prepare(provider, missing, batch)));
      const winner = await compete(rivals, round % SLOTS);
      rivals = rivals.filter((rival) => rival !== winner);
    }
    const em = product.orm.em.fork();
    expect(await em.count(Booking)).to.equal(ROUNDS);
    const [figures] = await em.execute<{ deadlocks: string }[]>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    expect(Number(figures?.deadlocks)).to.equal(0);
  });

  /** All accept at once; exactly one gets it, and everybody else is told why not. Whom a busy machine keeps waiting asks again. */
  async function compete(rivals: readonly Rival[], index: number): Promise<Rival | undefined> {
    expect(rivals.length).to.equal(RIVALS);
    const answers = await Promise.all(
      rivals.map(({ consumer, offerId, slots }) => {
        const headers = { 'idempotency-key': randomUUID() };
        const command = { as: consumer, body: { revision: 1, slot: slots[index] }, headers };
        return insist(() => product.api.post(`/v1/offers/${offerId}/accept`, command), isFinal);
      }),
    );
    expect(answers.filter(({ status }) => status === 201).length, 'winners').to.equal(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 201)) {
      expect(status, JSON.stringify(body)).to.equal(409);
      expect((body as { code: string }).code).to.be.oneOf(['slot_taken', 'request_closed']);
    }
    return rivals[answers.findIndex(({ status }) => status === 201)];
  }

  /** A request for each consumer, with an offer of the same provider whose slots overlap those of everybody else. */
  async function prepare({ provider }: ProviderPerson, consumers: readonly Person[], batch: number): Promise<Rival[]> {
    const rivals: Rival[] = [];
    await inTransaction(product.orm, async (em) => {
      for (const consumer of consumers) {
        const slots = Array.from({ length: SLOTS }, (_, index) => slotOf(batch * SLOTS + index));
        const requestId = uuidv7();
        await insertRequest(em, { id: requestId, consumer: consumer.id, status: 'offers_received' });
        const [service = ''] = provider.serviceIds;
        const offer = await insertOffer(em, { request: requestId, provider: provider.id, service, slots });
        enqueueWorkflow(em, {
          workflowType: REQUEST_WORKFLOW,
          workflowId: requestWorkflowId(requestId),
          input: { requestId },
          attributes: { kind: 'request', status: 'offers_received' },
          summary: 'one of many rivals',
        });
        rivals.push({ consumer, offerId: offer.id, slots });
      }
    });
    const waiting = () => product.orm.em.fork().count(WorkflowOutbox, { doneAt: null });
    await until('all rivals to be started', async () => (await waiting()) === 0, 60_000);
    return rivals;
  }
});

/** Neither that no worker has answered in time, nor that the first attempt still goes on. */
function isFinal({ status, body }: TestAnswer): boolean {
  return status !== 503 && (body as { code?: string }).code !== 'idempotency_in_flight';
}

/** An hour that begins at a random minute of its round's first hour: all of one round overlap, rounds do not. */
function slotOf(round: number): Slot {
  const baseMs = Math.ceil(Date.now() / HOUR_MS + 48 + round * 3) * HOUR_MS;
  const startMs = baseMs + Math.floor(minutes() * 55) * 60_000;
  return { start: new Date(startMs).toISOString(), end: new Date(startMs + HOUR_MS).toISOString() };
}
