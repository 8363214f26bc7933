import { expect } from 'chai';
import { useApi } from '#test/support/api.ts';
import { insertOffer, insertRequest } from '#test/support/factories.ts';
import { peopleOf } from '#test/support/people.ts';

const LIST = '/v1/requests';

describe('the list of requests', () => {
  const fixture = useApi();
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();
  const idsOf = (items: { id: string }[]): string[] => items.map(({ id }) => id);

  it('holds the caller’s own and nobody else’s, even for operators', async () => {
    const [one, other, admin] = [await people.consumer(), await people.consumer(), await people.admin()];
    const { id } = await insertRequest(em(), { consumer: one.accountId });
    await insertRequest(em(), { consumer: other.accountId });
    expect(idsOf((await fixture.api.get(LIST, { as: one })).body.items)).to.deep.equal([id]);
    expect((await fixture.api.get(LIST, { as: admin })).body).to.deep.equal({ items: [], nextCursor: null });
    expect(await fixture.api.get(LIST)).to.be.problem(401, 'unauthenticated');
  });

  it('has no way to ask for somebody else’s', async () => {
    const as = await people.consumer();
    const answer = await fixture.api.get(`${LIST}?consumerId=${crypto.randomUUID()}`, { as });
    expect(answer).to.be.problem(400, 'validation_failed');
  });

  it('comes newest first, page by page, each once, also where many came in the same millisecond', async () => {
    const as = await people.consumer();
    const at = new Date('2026-03-01T12:00:00.123Z');
    const made: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      const createdAt = index < 5 ? at : new Date(at.getTime() + index);
      made.push((await insertRequest(em(), { consumer: as.accountId, createdAt })).id);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '?limit=2' : `?limit=2&cursor=${cursor}`;
      const { status, body } = await fixture.api.get(LIST + query, { as });
      expect(status).to.equal(200);
      seen.push(...idsOf(body.items));
      cursor = body.nextCursor;
    } while (cursor !== null);
    const expected = [made[6], made[5], ...made.slice(0, 5).toSorted().toReversed()];
    expect(seen).to.deep.equal(expected);
  });

  it('can be narrowed to one status', async () => {
    const as = await people.consumer();
    await insertRequest(em(), { consumer: as.accountId, status: 'expired' });
    const { id } = await insertRequest(em(), { consumer: as.accountId, status: 'matching' });
    expect(idsOf((await fixture.api.get(`${LIST}?status=matching`, { as })).body.items)).to.deep.equal([id]);
    expect(await fixture.api.get(`${LIST}?status=lost`, { as })).to.be.problem(400, 'validation_failed');
  });

  it('refuses a cursor that it did not give out', async () => {
    const as = await people.consumer();
    for (let index = 0; index < 2; index += 1) await insertRequest(em(), { consumer: as.accountId });
    const { body } = await fixture.api.get(`${LIST}?limit=1`, { as });
    const cursor: string = body.nextCursor;
    const forged = `${cursor.slice(0, -2)}${cursor.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(await fixture.api.get(`${LIST}?cursor=${forged}`, { as })).to.be.problem(400, 'invalid_cursor');
    expect(await fixture.api.get(`/v1/bookings?cursor=${cursor}`, { as })).to.be.problem(400, 'invalid_cursor');
  });

  it('costs as many statements with a hundred rows as with one', async () => {
    const count = async (rows: number): Promise<number> => {
      const as = await people.consumer();
      for (let index = 0; index < rows; index += 1) {
        const { id } = await insertRequest(em(), { consumer: as.accountId, status: 'offers_received' });
        if (index < 5) await insertOffer(em(), { request: id });
      }
      fixture.takeStatements();
      const { body } = await fixture.api.get(`${LIST}?limit=100`, { as });
      expect(body.items).to.have.length(rows);
      return fixture.takeStatements().length;
    };
    const withOne = await count(1);
    expect(withOne).to.be.at.most(3);
    expect(await count(100)).to.equal(withOne);
  });
});
