import type { EntityManager } from '@mikro-orm/postgresql';
import { expect } from 'chai';

/** What holds after whole lives, whatever was killed or paused meanwhile: each has its booking, nothing is doubled or missing. */
export async function expectInvariants(em: EntityManager, lives: number): Promise<void> {
  const count = async (sql: string): Promise<number> => {
    const [row] = await em.execute<{ n: string }[]>(`select count(*) as n from ${sql}`);
    return Number(row?.n);
  };
  expect(await count(`service_requests where status = 'booked'`)).to.equal(lives);
  expect(await count(`bookings where status = 'completed'`)).to.equal(lives);
  expect(await count('bookings'), 'bookings').to.equal(lives);
  expect(await count(`offers where status = 'accepted'`)).to.equal(lives);
  expect(await count(`offers where status = 'pending'`)).to.equal(0);
  const ownLeads = `request_matches m join providers p on p.id = m.provider_id
                    join service_requests r on r.id = m.request_id and r.consumer_id = p.account_id
                    where m.lead_at is not null`;
  expect(await count(ownLeads), 'leads of people to their own requests').to.equal(0);
  const doubled = `(select aggregate_id, type, to_status from events where type <> 'request.wave_sent'
                    group by 1, 2, 3 having count(*) > 1) twice`;
  expect(await count(doubled), 'facts that were written twice').to.equal(0);
  const gaps = `(select account_id from feed_entries group by 1 having count(*) <> max(seq) or min(seq) <> 1) gaps`;
  expect(await count(gaps), 'feeds with a gap').to.equal(0);
  expect(
    await count(`(select 1 from feed_cursors c where last_seq <> (select max(seq) from feed_entries e
                       where e.account_id = c.account_id)) wrong`),
  ).to.equal(0);
  expect(
    await count(`(select p.id from providers p where completed_bookings <> (select count(*) from bookings b
                       where b.provider_id = p.id and b.status = 'completed')) miscounted`),
  ).to.equal(0);
}
