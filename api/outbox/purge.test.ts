import { expect } from 'chai';
import { Registration } from '#db/entities/registration.entity.ts';
import { DAY_MS } from '#domain/local-date.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { purge } from './claims.ts';

describe('purge', () => {
  const db = useOrm();

  it('forgets registrations a week after their end, in case their runs could not', async () => {
    const kept = [await registrationThatEnds(DAY_MS), await registrationThatEnds(-6 * DAY_MS)];
    await registrationThatEnds(-8 * DAY_MS);
    await purge(db.orm);
    await purge(db.orm);
    const left = await db.em().find(Registration, {});
    expect(left.map(({ id }) => id)).to.have.members(kept);
  });

  async function registrationThatEnds(inMs: number): Promise<string> {
    const id = crypto.randomUUID();
    const expiresAt = new Date(Date.now() + inMs);
    await db.em().insert(Registration, { id, email: `${id}@test.example`, name: 'Ada', passwordHash: '!', expiresAt });
    return id;
  }
});
