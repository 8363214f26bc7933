import { expect } from 'chai';
import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import { Media } from '#db/entities/media.entity.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import { setMedia } from '#db/media.ts';
import { useApi } from '#test/support/api.ts';
import { insertBooking, insertRequest } from '#test/support/factories.ts';
import { uploadAs } from '#test/support/images.ts';
import { peopleOf } from '#test/support/people.ts';

describe('reading images', () => {
  const fixture = useApi();
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();

  /** An image of somebody that a request of theirs names. */
  async function world() {
    const owner = await people.consumer();
    const media = await uploadAs(fixture.api, owner);
    const request = await insertRequest(em(), { consumer: owner.accountId, status: 'matching' });
    await setMedia({ em: em() }, { of: 'request', id: request.id, accountId: owner.accountId }, [media]);
    return { owner, media, request };
  }
  const paths = (media: string) => [`/v1/media/${media}`, `/v1/media/${media}/content`];
  async function statuses(media: string, as: { token: string }): Promise<number[]> {
    const answers = await Promise.all(paths(media).map((path) => fixture.api.get(path, { as })));
    return answers.map(({ status }) => status);
  }

  it('is for whoever has uploaded them, and for operators, whose look is noted', async () => {
    const { owner, media } = await world();
    const admin = await people.admin();
    expect(await statuses(media, owner)).to.deep.equal([200, 200]);
    expect(await statuses(media, admin)).to.deep.equal([200, 200]);
    const notes = await em().findAll(AuditEntry, { where: { resourceId: media }, orderBy: { operationId: 1 } });
    const told = notes.map(({ actorId, operationId, resourceType }) => ({ actorId, operationId, resourceType }));
    expect(told).to.deep.equal([
      { actorId: admin.accountId, operationId: 'getMedia', resourceType: 'media' },
      { actorId: admin.accountId, operationId: 'getMediaContent', resourceType: 'media' },
      { actorId: owner.accountId, operationId: 'uploadMedia', resourceType: 'media' },
    ]);
  });

  it('is for a provider from the moment on in which a request that names them becomes a lead', async () => {
    const { media, request } = await world();
    const [lead, rival] = [await people.provider(), await people.provider()];
    await people.reject(request.id, rival, 'no_free_slot');
    for (const each of [lead, rival]) expect(await statuses(media, each)).to.deep.equal([403, 403]);
    await people.tell(request.id, lead);
    expect(await statuses(media, lead)).to.deep.equal([200, 200]);
    expect(await statuses(media, rival)).to.deep.equal([403, 403]);
    expect((await fixture.api.get(`/v1/providers/me/leads/${request.id}`, { as: lead })).body.media).to.deep.equal([
      media,
    ]);

    await em().nativeDelete(RequestMatch, { request: request.id, provider: lead.id }); // as an edit does
    expect(await statuses(media, lead)).to.deep.equal([403, 403]);
  });

  it('is not for a provider who was ranked for the request and not told of it', async () => {
    const { media, request } = await world();
    const ranked = await people.provider();
    await people.tell(request.id, ranked);
    await em().nativeUpdate(RequestMatch, { request: request.id }, { leadAt: null });
    expect(await statuses(media, ranked)).to.deep.equal([403, 403]);
  });

  it('is for the provider of a booking of the request, lead or not', async () => {
    const { owner, media, request } = await world();
    const [booked, other] = [await people.provider(), await people.provider()];
    const given = { consumer: owner.accountId, request: request.id, provider: booked.id };
    await insertBooking(em(), { ...given, service: booked.serviceId });
    expect(await statuses(media, booked)).to.deep.equal([200, 200]);
    expect(await statuses(media, other)).to.deep.equal([403, 403]);
  });

  it('shows a provider no other image of the same person', async () => {
    const { owner, request } = await world();
    const lead = await people.provider();
    await people.tell(request.id, lead);
    const unnamed = await uploadAs(fixture.api, owner);
    const body = { role: 'consumer', message: 'look', media: [await uploadAs(fixture.api, owner)] };
    expect((await fixture.api.post('/v1/chat', { as: owner, body })).status).to.equal(202);
    for (const media of [unnamed, ...body.media]) expect(await statuses(media, lead)).to.deep.equal([403, 403]);
  });

  it('is for nobody else: strangers, people without a token, and ids of nothing', async () => {
    const { media } = await world();
    const stranger = await people.consumer();
    for (const path of paths(media)) {
      expect(await fixture.api.get(path, { as: stranger })).to.be.problem(403, 'not_yours');
      expect(await fixture.api.get(path)).to.be.problem(401, 'unauthenticated');
    }
    for (const path of paths(crypto.randomUUID())) {
      expect(await fixture.api.get(path, { as: stranger })).to.be.problem(404, 'not_found');
    }
  });

  describe('and deleting them', () => {
    const drop = (media: string, as: { token: string }) => fixture.api.delete(`/v1/media/${media}`, { as });
    const isThere = async (media: string) => (await em().count(Media, { id: media })) === 1;

    it('is for whoever has uploaded them alone', async () => {
      const { owner, media, request } = await world();
      const lead = await people.provider();
      await people.tell(request.id, lead);
      for (const as of [lead, await people.consumer(), await people.admin()]) {
        expect(await drop(media, as)).to.be.problem(403, 'not_yours');
      }
      expect(await isThere(media)).to.equal(true);
      const unused = await uploadAs(fixture.api, owner);
      expect((await drop(unused, owner)).status).to.equal(204);
      expect(await isThere(unused)).to.equal(false);
      expect(await drop(unused, owner)).to.be.problem(404, 'not_found');
    });

    it('is refused while a request or a message refers to them, and is possible after that', async () => {
      const { owner, media, request } = await world();
      const said = await uploadAs(fixture.api, owner);
      const body = { role: 'consumer', message: 'look', media: [said] };
      expect((await fixture.api.post('/v1/chat', { as: owner, body })).status).to.equal(202);
      for (const each of [media, said]) {
        expect(await drop(each, owner)).to.be.problem(409, 'conflict');
        expect(await isThere(each)).to.equal(true);
        expect(await statuses(each, owner)).to.deep.equal([200, 200]);
      }
      await setMedia({ em: em() }, { of: 'request', id: request.id, accountId: owner.accountId }, []);
      expect((await drop(media, owner)).status).to.equal(204);
    });
  });

  it('ends when the account goes: its images go with it', async () => {
    const owner = await people.consumer();
    const media = await uploadAs(fixture.api, owner);
    const body = { role: 'consumer', message: 'look', media: [media] };
    await fixture.api.post('/v1/chat', { as: owner, body });
    const photos = [{ mediaId: media, serviceType: 'haircut' }];
    expect((await fixture.api.post('/v1/enrollments', { as: owner, body: { photos } })).status).to.equal(201);
    await em().execute('delete from accounts where id = ?', [owner.accountId]);
    expect(await em().count(Media, { id: media })).to.equal(0);
  });
});
